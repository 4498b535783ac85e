#include "members/acts.h"

#include "acts/basis.h"
#include "base/countries.h"
#include "base/gathered.h"
#include "base/text.h"
#include "members/former_countries.h"
#include "members/rules.h"
#include "members/rules_life.h"
#include "members/store_life.h"
#include "statutes/statutes.h"

#include <algorithm>
#include <set>
#include <utility>

namespace members {
namespace {

constexpr std::size_t parts_max = 50;  // members that one act merges or makes

// What the line stands on: the basis, or the act itself where none was given.
std::string basis_of(const acts::Stamp& stamp) { return stamp.basis.empty() ? "act:" + std::to_string(stamp.number.value) : stamp.basis; }

StatusStep step_of(const acts::Stamp& stamp, Status status, const base::PartialDate& from) {
    return {status, from, day_of(from), basis_of(stamp), stamp.number, {}};
}

base::Verdict unknown_member(const std::string& field) { return base::wrong_field(field, "unknown_reference"); }

// Whether the member may become so that day.
base::Verdict may_become(const acts::Reader& now, Id<Member> member, Status status, const base::PartialDate& from,
                         Cause cause = Cause::act) {
    if (!find_member(now.db(), member)) return unknown_member("member");
    if (auto past = not_in_future("from", from, now.today()); !past) return past;
    const auto known = statuses_of(now.db(), member);
    const auto steps = with_step(known, step_of(now.stamp(), status, from), cause);
    if (!steps) return std::unexpected(steps.error());
    return may_follow(known, *steps, cause);
}

// The same of an act that calls the day `on`.
base::Verdict on_that_day(base::Verdict verdict) {
    if (!verdict)
        for (auto& wrong : verdict.error().wrong)
            if (wrong.path == "from") wrong.path = "on";
    return verdict;
}

void become(acts::Effect& act, Id<Member> member, Status status, const base::PartialDate& from, Cause cause = Cause::act) {
    const auto before = find_member(act.db(), member);
    const auto steps = with_step(statuses_of(act.db(), member), step_of(act.stamp(), status, from), cause);
    if (!before || !steps) throw store::Fault("member " + std::to_string(member.value) + " cannot become so");
    put_statuses(act.db(), *before, *steps, act.number());
    act.touches("member", member);
    act.touches("member");
}

std::size_t line_of(const std::vector<StatusStep>& steps, Id<acts::Act> stated) {
    return std::size_t(std::ranges::find(steps, stated, &StatusStep::act) - steps.begin());
}

}  // namespace

// ---- by decision ----

base::Verdict check(const acts::Reader& now, const SuspendMember& suspend) {
    return may_become(now, suspend.member, Status::suspended, base::PartialDate::of(suspend.from));
}
void apply(acts::Effect& act, const SuspendMember& suspend) {
    become(act, suspend.member, Status::suspended, base::PartialDate::of(suspend.from));
}

base::Verdict check(const acts::Reader& now, const ReinstateMember& reinstate) {
    return may_become(now, reinstate.member, Status::reinstated, base::PartialDate::of(reinstate.from));
}
void apply(acts::Effect& act, const ReinstateMember& reinstate) {
    become(act, reinstate.member, Status::reinstated, base::PartialDate::of(reinstate.from));
}

base::Verdict check(const acts::Reader& now, const ExcludeMember& exclude) {
    return may_become(now, exclude.member, Status::excluded, base::PartialDate::of(exclude.from));
}
void apply(acts::Effect& act, const ExcludeMember& exclude) {
    become(act, exclude.member, Status::excluded, base::PartialDate::of(exclude.from));
}

namespace {
// What the member becomes when the act that brought its present status is taken back; nothing for another act, or for a status that no
// decision brings. A reinstatement that had lifted an exclusion gives way to it again.
std::optional<Status> taken_back(store::Db& db, Id<Member> member, Id<acts::Act> stated) {
    const auto steps = statuses_of(db, member);
    const StatusStep *last = nullptr, *before = nullptr;
    for (const auto& step : steps)
        if (!step.struck_by) before = std::exchange(last, &step);
    if (!last || last->act != stated) return {};
    switch (last->status) {
    case Status::admitted: return Status::annulled;
    case Status::suspended:
    case Status::excluded: return Status::reinstated;
    case Status::reinstated: return before && before->status == Status::excluded ? Status::excluded : Status::suspended;
    default: return {};
    }
}
}  // namespace

base::Verdict check(const acts::Reader& now, const TakeBackStatus& take_back) {
    if (!find_member(now.db(), take_back.member)) return unknown_member("member");
    const auto status = taken_back(now.db(), take_back.member, take_back.stated);
    if (!status) return base::refused("members.not_present_status", {}, {{"number", take_back.stated->value}});
    return may_become(now, take_back.member, *status, base::PartialDate::of(take_back.from), Cause::annulment);
}
void apply(acts::Effect& act, const TakeBackStatus& take_back) {
    const auto status = taken_back(act.db(), take_back.member, take_back.stated);
    if (!status) throw store::Fault("no such status of member " + std::to_string(take_back.member->value));
    become(act, take_back.member, *status, base::PartialDate::of(take_back.from), Cause::annulment);
}

namespace {

// Adopted, the decision does what it says of the member it names.
void follow_decision(acts::Consequences& set_off, const assembly::ExecuteDecision& execute) {
    const auto decision = assembly::find_decision(set_off.now().db(), execute.decision);
    const Id<Member> member{decision->subject_id};
    const auto basis = assembly::basis_of(decision->id);
    switch (decision->subject) {
    case assembly::Subject::suspension: return set_off.then(SuspendMember{member, decision->date}, basis);
    case assembly::Subject::reinstatement: return set_off.then(ReinstateMember{member, decision->date}, basis);
    case assembly::Subject::exclusion: return set_off.then(ExcludeMember{member, decision->date}, basis);
    default: return;
    }
}

// What the annulled decision had effected of a membership, and still does, ends with it. What came since stands: it is said as refused.
void follow_annulment(acts::Consequences& set_off, const assembly::AnnulDecision& annul) {
    for (const auto& line : standing_by_basis(set_off.now().db(), assembly::basis_of(annul.decision))) {
        // Of a membership whose beginning was corrected to a later day, nothing is taken back before it.
        const auto began = statuses_of(set_off.now().db(), line.member).front().from;
        const auto first = began ? began->earliest() : std::nullopt;
        set_off.attempt(TakeBackStatus{line.member, line.act, std::max(*annul.on, first.value_or(*annul.on))}, set_off.now().stamp().basis);
    }
}

// The executive of a member that is no more ended with it; whoever sits by that office learns it from there.
void end_executive(acts::Consequences& set_off, Id<Member> member, const base::PartialDate& on) {
    const auto last = last_titular(set_off.now().db(), member);
    if (last && !last->until) set_off.attempt(EndTitular{last->id, on, EndReason::lost_office}, basis_of(set_off.now().stamp()));
}

}  // namespace

// ---- by the city, or by the register ----

base::Verdict check(const acts::Reader& now, const ResignMembership& resign) {
    return may_become(now, resign.member, Status::resigned, base::PartialDate::of(resign.from));
}
void apply(acts::Effect& act, const ResignMembership& resign) {
    become(act, resign.member, Status::resigned, base::PartialDate::of(resign.from));
}
acts::Scope scope_of(const acts::Reader&, const ResignMembership& resign) { return {"member", resign.member->value}; }

namespace {
Status status_of(PastStatus past) { return *acts::named<Status>(acts::name_of(past)); }

std::expected<std::vector<StatusStep>, base::Refusal> with_past(store::Db& db, const acts::Stamp& stamp, const RecordStatus& record) {
    auto steps = with_step(statuses_of(db, record.member), step_of(stamp, status_of(record.status), *record.from), Cause::act);
    if (steps && record.until.value)
        steps = with_step(std::move(*steps), step_of(stamp, Status::reinstated, *record.until.value), Cause::act);
    return steps;
}
}  // namespace

base::Verdict check(const acts::Reader& now, const RecordStatus& record) {
    if (!find_member(now.db(), record.member)) return unknown_member("member");
    if (!now.stamp().basis.starts_with("source:")) return base::refused("members.needs_source");
    base::Gathered found;
    found.take(not_in_future("from", *record.from, now.today()));
    if (record.until.value) {
        if (*record.status != PastStatus::suspended) found.take(base::wrong_field("until", "suspension_only"));
        else found.take(not_in_future("until", *record.until.value, now.today()));
        const auto from = day_of(*record.from), until = day_of(*record.until.value);
        if (!until) found.take(base::wrong_field("until", "missing"));
        else if (from && *until < *from) found.take(base::wrong_field("until", "before_from"));
    }
    if (!found.holds()) return found.verdict();
    const auto steps = with_past(now.db(), now.stamp(), record);
    if (!steps) return std::unexpected(steps.error());
    return may_follow(statuses_of(now.db(), record.member), *steps, Cause::act);
}
void apply(acts::Effect& act, const RecordStatus& record) {
    const auto before = find_member(act.db(), record.member);
    const auto steps = with_past(act.db(), act.stamp(), record);
    if (!before || !steps) throw store::Fault("no such status of member " + std::to_string(record.member->value));
    put_statuses(act.db(), *before, *steps, act.number());
    act.touches("member", *record.member);
    act.touches("member");
}

// ---- merger and split ----

namespace {

// The country of those that merge, who are all of one: that of a new member too.
std::optional<std::string> common_country(store::Db& db, const std::vector<Id<Member>>& members) {
    std::optional<std::string> country;
    for (const auto id : members) {
        const auto member = find_member(db, id);
        if (!member || (country && *country != member->country)) return {};
        country = member->country;
    }
    return country;
}

NewMember born(const acts::Stamp& stamp, const std::string& name, const std::string& country, Kind kind, MemberClass member_class,
               const base::PartialDate& on) {
    NewMember member;
    member.name = name, member.country = country, member.kind = kind, member.member_class = member_class;
    member.status = Status::recorded, member.since = on, member.from_day = day_of(on);
    member.basis = basis_of(stamp), member.by = stamp.number;
    return member;
}

}  // namespace

base::Verdict check(const acts::Reader& now, const MergeMembers& merge) {
    auto& db = now.db();
    if (merge.absorbed->empty()) return base::wrong_field("absorbed", "missing");
    if (merge.absorbed->size() > parts_max) return base::wrong_field("absorbed", "too_many", {{"max", std::int64_t(parts_max)}});
    base::Gathered found;
    found.take(not_in_future("on", *merge.on, now.today()));
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < merge.absorbed->size(); ++i) {
        const auto field = "absorbed[" + std::to_string(i) + "]";
        const auto id = (*merge.absorbed)[i];
        if (!seen.insert(id.value).second || (merge.into.value && *merge.into.value == id))
            found.take(base::wrong_field(field, "repeated"));
        else if (!find_member(db, id)) found.take(unknown_member(field));
    }
    const auto into = merge.into.value ? find_member(db, *merge.into.value) : std::nullopt;
    if (merge.into.value && !into) found.take(unknown_member("into"));
    if (merge.into.value && merge.name.value) found.take(base::wrong_field("name", "not_both"));
    if (!merge.into.value && !merge.name.value) found.take(base::wrong_field("into", "missing"));
    if (!merge.into.value && merge.name.value) {
        if (!merge.kind.value) found.take(base::wrong_field("kind", "missing"));
        if (!merge.member_class.value) found.take(base::wrong_field("member_class", "missing"));
    }
    if (!found.holds()) return found.verdict();
    for (const auto id : *merge.absorbed)
        if (auto may = may_become(now, id, Status::merged, *merge.on); !may) return on_that_day(std::move(may));
    if (into) {
        if (!belongs(into->status))
            return base::refused("members.not_a_member", {}, {{"status", std::string(acts::name_of(into->status))}});
        auto all = *merge.absorbed;
        all.push_back(into->id);
        if (!common_country(db, all)) return base::refused("members.merged_across_countries");
        return base::granted();
    }
    const auto country = common_country(db, *merge.absorbed);
    if (!country) return base::refused("members.merged_across_countries");
    if (const auto other = member_named(db, merge.name.value->value, *country); other && !seen.contains(other->value))
        return base::refused("members.already_member", {}, {{"name", merge.name.value->value}, {"member", other->value}});
    return base::granted();
}

void apply(acts::Effect& act, const MergeMembers& merge) {
    Id<Member> into;
    if (merge.into.value) into = *merge.into.value;
    else {
        auto member = born(act.stamp(), *merge.name.value, common_country(act.db(), *merge.absorbed).value_or(""), *merge.kind.value,
                           *merge.member_class.value, *merge.on);
        into = member.id = act.new_id<Member>();
        insert_member(act.db(), member, {});
    }
    for (const auto absorbed : *merge.absorbed) {
        become(act, absorbed, Status::merged, *merge.on);
        put_kin(act.db(), absorbed, Kin::merged_into, into, "", "", act.number());
    }
    mark_changed(act.db(), into, act.number());
    act.touches("member", into);
}

base::Verdict check(const acts::Reader& now, const SplitMember& split) {
    auto& db = now.db();
    const auto member = find_member(db, split.member);
    if (!member) return unknown_member("member");
    if (split.parts->empty()) return base::wrong_field("parts", "missing");
    if (split.parts->size() > parts_max) return base::wrong_field("parts", "too_many", {{"max", std::int64_t(parts_max)}});
    if (!belongs(member->status))
        return base::refused("members.not_a_member", {}, {{"status", std::string(acts::name_of(member->status))}});
    if (auto past = not_in_future("on", *split.on, now.today()); !past) return past;
    const bool ends = *split.remainder == Remainder::dissolved;
    if (ends) {
        if (auto may = may_become(now, split.member, Status::dissolved, *split.on); !may) return on_that_day(std::move(may));
    } else if (auto may = after_joining(statuses_of(db, split.member), "on", *split.on); !may) return may;
    std::set<std::string> names;  // as member_named compares them
    std::int64_t cities = ends && counts_for_cap(member->kind, member->member_class) ? -1 : 0;
    for (std::size_t i = 0; i < split.parts->size(); ++i) {
        const auto& part = (*split.parts)[i];
        const auto field = "parts[" + std::to_string(i) + "].name";
        if (!names.insert(base::fold(part.name.value)).second) return base::wrong_field(field, "repeated");
        const auto other = member_named(db, part.name, member->country);
        if (other && !(ends && *other == member->id))
            return base::refused("members.already_member", {}, {{"name", part.name.value}, {"member", other->value}});
        cities += counts_for_cap(part.kind, member->member_class);
    }
    // The statutes count when a city comes in: those that came later came in under the count of their own day.
    const auto day = day_of(*split.on).value_or(now.today());
    return may_split(cities, cities_on(db, member->country, day), member->country, statutes::rule_on(db, statutes::cities_per_state, day));
}

void apply(acts::Effect& act, const SplitMember& split) {
    const auto before = find_member(act.db(), split.member);
    if (!before) throw store::Fault("no member " + std::to_string(split.member->value));
    if (*split.remainder == Remainder::dissolved) become(act, split.member, Status::dissolved, *split.on);
    else mark_changed(act.db(), split.member, act.number());
    for (const auto& part : *split.parts) {
        auto member = born(act.stamp(), part.name, before->country, part.kind, before->member_class, *split.on);
        member.id = act.new_id<Member>();
        insert_member(act.db(), member, {});
        put_kin(act.db(), member.id, Kin::split_from, split.member, "", "", act.number());
        act.touches("member", member.id);
    }
    act.touches("member", *split.member);
    act.touches("member");
}

namespace {
void end_absorbed_executives(acts::Consequences& set_off, const MergeMembers& merge) {
    for (const auto absorbed : *merge.absorbed) end_executive(set_off, absorbed, *merge.on);
}
void end_split_executive(acts::Consequences& set_off, const SplitMember& split) {
    if (*split.remainder == Remainder::dissolved) end_executive(set_off, split.member, *split.on);
}
void end_dissolved_executive(acts::Consequences& set_off, const RecordStatus& record) {
    if (*record.status == PastStatus::dissolved) end_executive(set_off, record.member, *record.from);
}
}  // namespace

// ---- names, countries, kinds ----

namespace {

// A member that is there, as its author had seen it, and a day on which a fact of it may change.
base::Verdict may_change_fact(const acts::Reader& now, Id<Member> member, Id<acts::Act> seen, DatedFact fact, const base::PartialDate& on) {
    const auto known = find_member(now.db(), member);
    if (!known) return unknown_member("member");
    if (auto fresh = up_to_date(seen, known->changed_by); !fresh) return fresh;
    if (auto past = not_in_future("on", on, now.today()); !past) return past;
    return may_change(lines_of(now.db(), member, fact), on);
}

void touch(acts::Effect& act, Id<Member> member) {
    act.touches("member", member);
    act.touches("member");
}

}  // namespace

base::Verdict check(const acts::Reader& now, const RenameMember& rename) {
    if (auto may = may_change_fact(now, rename.member, rename.seen, DatedFact::name, rename.on); !may) return may;
    const auto member = find_member(now.db(), rename.member);
    if (const auto other = namesake_of(now.db(), member->id, *rename.name, member->country))
        return base::refused("members.already_member", {}, {{"name", rename.name->value}, {"member", other->value}});
    if (rename.name->value == member->name) return base::wrong_field("name", "unchanged");
    return base::granted();
}
void apply(acts::Effect& act, const RenameMember& rename) {
    const auto before = find_member(act.db(), rename.member);
    change_fact(act.db(), rename.member, {DatedFact::name, *rename.name, before->name, *rename.on}, basis_of(act.stamp()), act.number());
    rename_member(act.db(), rename.member, *rename.name, act.number());
    touch(act, rename.member);
}

base::Verdict check(const acts::Reader& now, const ChangeCountry& change) {
    if (auto may = may_change_fact(now, change.member, change.seen, DatedFact::country, change.on); !may) return may;
    const auto member = find_member(now.db(), change.member);
    if (change.country->code == member->country) return base::wrong_field("country", "unchanged");
    if (change.former_code.value)
        if (auto right = former_code(*change.former_code.value, member->country); !right) return right;
    if (const auto other = namesake_of(now.db(), member->id, member->name, *change.country))
        return base::refused("members.already_member", {}, {{"name", member->name}, {"member", other->value}});
    return base::granted();
}
void apply(acts::Effect& act, const ChangeCountry& change) {
    const auto before = *find_member(act.db(), change.member);
    const auto was = change.former_code.value ? change.former_code.value->value : before.country;
    const Recounting recounting(act.db(), before.id);
    change_fact(act.db(), before.id, {DatedFact::country, *change.country, was, *change.on}, basis_of(act.stamp()), act.number());
    place_member(act.db(), before, *change.country, act.number());
    touch(act, before.id);
}

base::Verdict check(const acts::Reader& now, const SucceedCountry& succeed) {
    if (auto past = not_in_future("on", *succeed.on, now.today()); !past) return past;
    if (succeed.successor->code == succeed.country->value) return base::wrong_field("successor", "unchanged");
    if (auto right = former_code(*succeed.former_code, *succeed.country); !right) return right;
    const auto members = members_in(now.db(), *succeed.country);
    if (members.empty()) return base::wrong_field("country", "no_members");
    for (const auto id : members) {
        const auto member = find_member(now.db(), id);
        if (auto may = may_change(lines_of(now.db(), id, DatedFact::country), *succeed.on); !may)
            return base::refused("members.country_changed_later", {}, {{"name", member->name}, {"member", id.value}});
        if (const auto other = member->until ? std::nullopt : namesake_of(now.db(), id, member->name, *succeed.successor))
            return base::refused("members.already_member", {}, {{"name", member->name}, {"member", other->value}});
    }
    return base::granted();
}
void apply(acts::Effect& act, const SucceedCountry& succeed) {
    for (const auto id : members_in(act.db(), *succeed.country)) {
        const auto before = *find_member(act.db(), id);
        const Recounting recounting(act.db(), id);
        change_fact(act.db(), id, {DatedFact::country, *succeed.successor, *succeed.former_code, *succeed.on}, basis_of(act.stamp()),
                    act.number());
        place_member(act.db(), before, *succeed.successor, act.number());
        act.touches("member", id);
    }
    act.touches("member");
}

base::Verdict check(const acts::Reader& now, const ChangeKind& change) {
    const auto member = find_member(now.db(), change.member);
    if (!member) return unknown_member("member");
    if (member->kind == *change.kind && member->member_class == *change.member_class) return base::wrong_field("kind", "unchanged");
    for (const auto fact : {DatedFact::kind, DatedFact::member_class})
        if (auto may = may_change_fact(now, change.member, change.seen, fact, change.on); !may) return may;
    return base::granted();
}
void apply(acts::Effect& act, const ChangeKind& change) {
    const auto before = *find_member(act.db(), change.member);
    const auto basis = basis_of(act.stamp());
    const auto put = [&](DatedFact fact, std::string_view value, std::string_view was) {
        if (value != was) change_fact(act.db(), before.id, {fact, std::string(value), std::string(was), *change.on}, basis, act.number());
    };
    put(DatedFact::kind, acts::name_of(*change.kind), acts::name_of(before.kind));
    put(DatedFact::member_class, acts::name_of(*change.member_class), acts::name_of(before.member_class));
    class_member(act.db(), before, change.kind, change.member_class, act.number());
    touch(act, before.id);
}

namespace {
DatedFact dated(StatedFact fact) {
    switch (fact) {
    case StatedFact::former_name: return DatedFact::name;
    case StatedFact::former_country: return DatedFact::country;
    case StatedFact::french: return DatedFact::french;
    case StatedFact::region: return DatedFact::region;
    }
    return DatedFact::region;
}
}  // namespace

base::Verdict check(const acts::Reader& now, const StateDatedFact& state) {
    const auto member = find_member(now.db(), state.member);
    if (!member) return unknown_member("member");
    for (const auto& [field, date] : {std::pair{"from", &state.from.value}, {"until", &state.until.value}})
        if (*date)
            if (auto past = not_in_future(field, **date, now.today()); !past) return past;
    const auto& value = state.value->value;
    const bool former = *state.fact == StatedFact::former_name || *state.fact == StatedFact::former_country;
    if (former && !state.until.value) return base::wrong_field("until", "missing");
    if (*state.fact == StatedFact::french && !acts::named<French>(value)) return base::wrong_field("value", "choice");
    const bool upper = std::ranges::all_of(value, [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool code = upper && (value.size() == 2 || value.size() == 4);
    if (*state.fact == StatedFact::former_country && !(code && (former_country(value) || base::country(country_meant(value)))))
        return base::wrong_field("value", "former_code");
    auto known = lines_of(now.db(), state.member, dated(*state.fact));
    // What still holds ends where the new value begins.
    if (!former && !state.until.value) {
        if (!known.empty() && !known.back().until) {
            if (!state.from.value) return base::wrong_field("from", "missing");
            return may_change(known, *state.from.value);
        }
    }
    return may_have_been(known, state.from, state.until);
}
void apply(acts::Effect& act, const StateDatedFact& state) {
    const auto fact = dated(*state.fact);
    const Recounting recounting(act.db(), state.member);
    if (!state.until.value && state.from.value) close_fact(act.db(), state.member, fact, *state.from.value);
    put_fact(act.db(), state.member, {fact, *state.value, state.from, state.until, basis_of(act.stamp()), act.number()});
    if (fact == DatedFact::name) index_names(act.db(), state.member);
    mark_changed(act.db(), state.member, act.number());
    touch(act, state.member);
}

// ---- mistakes and duplicates ----

namespace {

std::expected<std::vector<StatusStep>, base::Refusal> struck(store::Db& db, const acts::Stamp& stamp, Id<Member> member,
                                                             Id<acts::Act> stated) {
    auto steps = statuses_of(db, member);
    const auto place = line_of(steps, stated);
    if (place == steps.size()) return std::unexpected(unknown_member("stated").error());
    return with_struck(std::move(steps), place, stamp.number);
}

std::expected<std::vector<StatusStep>, base::Refusal> restored(store::Db& db, Id<Member> member, Id<acts::Act> stated) {
    auto steps = statuses_of(db, member);
    const auto place = line_of(steps, stated);
    if (place == steps.size()) return std::unexpected(unknown_member("stated").error());
    return with_restored(std::move(steps), place);
}

// Every line struck out, the last first.
std::vector<StatusStep> all_struck(std::vector<StatusStep> steps, Id<acts::Act> by) {
    for (auto& step : steps)
        if (!step.struck_by) step.struck_by = by;
    return steps;
}

void put(acts::Effect& act, Id<Member> member, const std::expected<std::vector<StatusStep>, base::Refusal>& steps) {
    const auto before = find_member(act.db(), member);
    if (!before || !steps) throw store::Fault("no such status of member " + std::to_string(member.value));
    put_statuses(act.db(), *before, *steps, act.number());
    touch(act, member);
}

// Nobody is admitted again by a decision that was annulled; and a member again, it may meanwhile have been recorded a second time.
base::Verdict may_be_again(const acts::Reader& now, const ShownMember& member, const std::vector<StatusStep>& steps) {
    if (standing_of(steps).status == Status::admitted)
        if (const auto by = acts::id_in<assembly::Decision>(steps.front().basis, "decision"))
            if (const auto decision = assembly::find_decision(now.db(), *by); decision && decision->annulled_by)
                return base::refused("assembly.annulled", {}, {{"decision", by->value}, {"number", decision->annulled_by->value}});
    if (belongs(member.status) || !belongs(standing_of(steps).status)) return base::granted();
    if (const auto other = namesake_of(now.db(), member.id, member.name, member.country))
        return base::refused("members.already_member", {}, {{"name", member.name}, {"member", other->value}});
    return base::granted();
}

}  // namespace

base::Verdict check(const acts::Reader& now, const StrikeStatus& strike) {
    const auto member = find_member(now.db(), strike.member);
    if (!member) return unknown_member("member");
    const auto steps = struck(now.db(), now.stamp(), strike.member, strike.stated);
    if (!steps) return std::unexpected(steps.error());
    if (auto may = may_follow(statuses_of(now.db(), strike.member), *steps, Cause::act); !may) return may;
    return may_be_again(now, *member, *steps);
}
void apply(acts::Effect& act, const StrikeStatus& strike) {
    put(act, strike.member, struck(act.db(), act.stamp(), strike.member, strike.stated));
}

base::Verdict check(const acts::Reader& now, const RestoreStatus& restore) {
    const auto member = find_member(now.db(), restore.member);
    if (!member) return unknown_member("member");
    const auto steps = restored(now.db(), restore.member, restore.stated);
    if (!steps) return std::unexpected(steps.error());
    if (auto may = may_follow(statuses_of(now.db(), restore.member), *steps, Cause::annulment); !may) return may;
    return may_be_again(now, *member, *steps);
}
void apply(acts::Effect& act, const RestoreStatus& restore) {
    put(act, restore.member, restored(act.db(), restore.member, restore.stated));
}

base::Verdict check(const acts::Reader& now, const MergeDuplicate& merge) {
    const auto member = find_member(now.db(), merge.member), other = find_member(now.db(), merge.duplicate_of);
    if (!member) return unknown_member("member");
    if (!other) return unknown_member("duplicate_of");
    if (member->id == other->id) return base::wrong_field("duplicate_of", "same_member");
    if (member->status == Status::mistaken) return base::refused("members.never_was");
    if (other->status == Status::mistaken) return base::wrong_field("duplicate_of", "mistaken");
    return base::granted();
}
void apply(acts::Effect& act, const MergeDuplicate& merge) {
    const auto before = find_member(act.db(), merge.member);
    put_statuses(act.db(), *before, all_struck(statuses_of(act.db(), merge.member), act.number()), act.number());
    put_kin(act.db(), merge.member, Kin::duplicate_of, merge.duplicate_of, "", "", act.number());
    touch(act, merge.member);
    touch(act, merge.duplicate_of);
}

base::Verdict check(const acts::Reader& now, const KeepApart& keep) {
    if (!find_member(now.db(), keep.member)) return unknown_member("member");
    if (!find_member(now.db(), keep.distinct_from)) return unknown_member("distinct_from");
    if (*keep.member == *keep.distinct_from) return base::wrong_field("distinct_from", "same_member");
    return base::granted();
}
void apply(acts::Effect& act, const KeepApart& keep) {
    put_kin(act.db(), keep.member, Kin::distinct_from, keep.distinct_from, acts::text(keep.note_fr).value_or(""),
            acts::text(keep.note_en).value_or(""), act.number());
    touch(act, keep.member);
    touch(act, keep.distinct_from);
}

void declare_life(acts::Registry& registry) {
    using acts::By, acts::Basis, acts::Role;
    registry.add<SuspendMember>("members.suspend", 1, By::consequence, Basis::required);
    registry.add<ReinstateMember>("members.reinstate", 1, By::consequence, Basis::required);
    registry.add<ExcludeMember>("members.exclude", 1, By::consequence, Basis::required);
    registry.add<TakeBackStatus>("members.take_back_status", 1, By::consequence, Basis::required);
    registry.add<ResignMembership>("members.resign", 1, By::officer.within({Role::titular}), Basis::optional);
    registry.add<RecordStatus>("members.record_status", 1, By::officer, Basis::required);
    registry.add<MergeMembers>("members.merge", 1, By::officer, Basis::required);
    registry.add<SplitMember>("members.split", 1, By::officer, Basis::required);
    registry.add<RenameMember>("members.rename", 1, By::officer, Basis::required);
    registry.add<ChangeCountry>("members.change_country", 1, By::officer, Basis::required);
    registry.add<SucceedCountry>("members.succeed_country", 1, By::officer, Basis::required);
    registry.add<ChangeKind>("members.change_kind", 1, By::officer, Basis::required);
    registry.add<StateDatedFact>("members.state_dated_fact", 1, By::officer, Basis::required);
    registry.add<StrikeStatus>("members.strike_status", 1, By::officer, Basis::optional);
    registry.add<RestoreStatus>("members.restore_status", 1, By::officer, Basis::optional);
    registry.add<MergeDuplicate>("members.merge_duplicate", 1, By::officer, Basis::optional);
    registry.add<KeepApart>("members.keep_apart", 1, By::officer, Basis::optional);
    registry.react<assembly::ExecuteDecision, follow_decision>();
    registry.react<assembly::AnnulDecision, follow_annulment>();
    registry.react<MergeMembers, end_absorbed_executives>();
    registry.react<SplitMember, end_split_executive>();
    registry.react<RecordStatus, end_dissolved_executive>();
}

}  // namespace members
