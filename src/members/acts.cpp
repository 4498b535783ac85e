#include "members/acts.h"

#include "accounts/accounts.h"
#include "base/gathered.h"
#include "base/text.h"
#include "mail/mail.h"
#include "members/rules.h"
#include "members/rules_life.h"
#include "members/store_life.h"
#include "people/people.h"
#include "statutes/statutes.h"

#include <algorithm>

namespace members {
namespace {

base::Verdict known_source(const acts::Reader& now, const std::optional<Id<sources::Source>>& source, const std::string& field) {
    if (source && !sources::source_exists(now.db(), *source)) return base::wrong_field(field, "unknown_reference");
    return base::granted();
}

// The first day on which the facts given place the membership.
std::optional<base::Date> first_day(const std::optional<base::PartialDate>& since, const std::optional<base::PartialDate>& attested,
                                    base::Date today) {
    for (const auto& date : {since, attested}) {
        if (!date) continue;
        if (date->earliest()) return date->earliest();
        if (date->latest()) return std::min(*date->latest(), today);
    }
    return {};
}

}  // namespace

Id<Member> enter(acts::Effect& act, const Entrant& entrant) {
    NewMember member;
    member.id = act.new_id<Member>();
    member.name = entrant.name, member.country = entrant.country, member.kind = entrant.kind;
    member.member_class = MemberClass::active, member.status = Status::admitted;
    member.since = base::PartialDate::of(entrant.since), member.from_day = entrant.since;
    member.basis = act.basis(), member.by = act.number();
    insert_member(act.db(), member, {});
    act.touches("member", member.id);
    act.touches("member");
    return member.id;
}

base::Verdict check(const acts::Reader& now, const RecordMember& record) {
    base::Gathered found;
    if (record.since.value) found.take(not_in_future("since", *record.since.value, now.today()));
    if (record.attested.value) found.take(not_in_future("attested", *record.attested.value, now.today()));
    if (!record.since.value && !record.attested.value) found.take(base::wrong_field("attested", "missing"));
    if (record.sources->empty()) found.take(base::wrong_field("sources", "missing"));
    for (std::size_t i = 0; i < record.sources->size(); ++i)
        found.take(known_source(now, (*record.sources)[i], "sources[" + std::to_string(i) + "]"));
    found.take(known_source(now, record.population_source, "population_source"));
    const auto said = record.distinct_from.value ? find_member(now.db(), *record.distinct_from.value) : std::nullopt;
    if (record.distinct_from.value && !said) found.take(base::wrong_field("distinct_from", "unknown_reference"));
    // Two cities of one name in a State, where it is said which other one it is not, and what tells it apart.
    auto namesake = member_named(now.db(), *record.name, *record.country);
    if (namesake && said && base::fold(said->name) == base::fold(record.name->value) && said->country == record.country->code)
        namesake = said->id;
    found.take(told_apart(namesake, record.distinct_from, acts::text(record.name_note).value_or(""), *record.name));
    return found.verdict();
}

void apply(acts::Effect& act, const RecordMember& record) {
    NewMember member;
    member.id = act.new_id<Member>(), member.name = *record.name, member.country = *record.country, member.kind = record.kind;
    member.member_class = record.member_class, member.status = Status::recorded;
    member.since = record.since, member.attested = record.attested;
    member.from_day = first_day(record.since, record.attested, act.date());
    member.position = record.position, member.population = acts::number(record.population),
    member.geonameid = acts::number(record.geonameid);
    member.population_source = record.population_source;
    member.name_note = acts::text(record.name_note);
    member.note_fr = acts::text(record.note_fr).value_or(""), member.note_en = acts::text(record.note_en).value_or("");
    member.basis = act.basis(), member.by = act.number();
    insert_member(act.db(), member, record.sources);
    if (record.distinct_from.value) {
        put_kin(act.db(), member.id, Kin::distinct_from, *record.distinct_from.value, "", "", act.number());
        act.touches("member", *record.distinct_from.value);
    }
    act.touches("member", member.id);
    act.touches("member");
}

base::Verdict check(const acts::Reader& now, const CorrectMember& correct) {
    auto verdict = base::granted();
    const auto member = find_member(now.db(), correct.member);
    if (!member) return base::wrong_field("member", "unknown_reference");
    if (!base::holds(verdict, up_to_date(correct.seen, member->changed_by))) return verdict;
    if (correct.since.value && !base::holds(verdict, not_in_future("since", *correct.since.value, now.today()))) return verdict;
    if (correct.attested.value && !base::holds(verdict, not_in_future("attested", *correct.attested.value, now.today()))) return verdict;
    if (!correct.since.value && !correct.attested.value) return base::wrong_field("since", "missing");
    if (!base::holds(verdict, may_have_joined(statuses_of(now.db(), member->id), correct.since))) return verdict;
    if (!base::holds(verdict, known_source(now, correct.population_source, "population_source"))) return verdict;
    if (const auto other = namesake_of(now.db(), member->id, *correct.name, member->country))
        return base::refused("members.already_member", {}, {{"name", correct.name->value}, {"member", other->value}});
    return verdict;
}

void apply(acts::Effect& act, const CorrectMember& correct) {
    const auto before = *find_member(act.db(), correct.member);
    NewMember member;
    member.id = before.id, member.name = *correct.name, member.country = before.country, member.kind = correct.kind;
    member.member_class = correct.member_class, member.status = before.status, member.geonameid = before.geonameid;
    member.since = correct.since, member.attested = correct.attested;
    member.from_day = first_day(correct.since, correct.attested, act.date());
    member.position = correct.position, member.population = acts::number(correct.population),
    member.population_source = correct.population_source;
    member.name_note = acts::text(correct.name_note);
    member.note_fr = acts::text(correct.note_fr).value_or(""), member.note_en = acts::text(correct.note_en).value_or("");
    member.basis = act.basis(), member.by = act.number();
    update_member(act.db(), member);
    act.touches("member", member.id);
    act.touches("member");
}

base::Verdict check(const acts::Reader& now, const StateFacts& facts) {
    auto verdict = base::granted();
    const auto member = find_member(now.db(), facts.member);
    if (!member) return base::wrong_field("member", "unknown_reference");
    if (!base::holds(verdict, up_to_date(facts.seen, member->changed_by))) return verdict;
    base::holds(verdict, known_source(now, facts.population_source, "population_source"));
    return verdict;
}

void apply(acts::Effect& act, const StateFacts& facts) {
    set_facts(act.db(), facts, act.number());
    act.touches("member", *facts.member);
    act.touches("member");
}

acts::Scope scope_of(const acts::Reader&, const StateFacts& facts) { return {"member", facts.member->value}; }

base::Verdict check(const acts::Reader& now, const NameTitular& name) {
    auto verdict = base::granted();
    if (!find_member(now.db(), name.member)) return base::wrong_field("member", "unknown_reference");
    if (!base::holds(verdict, people::must_be_known(now, name.person))) return verdict;
    if (!base::holds(verdict, not_in_future("from", name.from, now.today()))) return verdict;
    const auto before = last_titular(now.db(), name.member);
    if (before && !before->until && before->person == *name.person)
        return base::refused("members.already_titular", {}, {{"titular", before->id.value}});
    if (before && !base::holds(verdict, may_follow(name.from, before->from, before->until))) return verdict;
    auto former = terms_of(now.db(), name.member);
    std::erase_if(former, [](const ShownTitular& titular) { return !recorded_with_end(titular); });
    if (!base::holds(verdict, may_have_held(name.from, {}, former))) return verdict;
    if (const auto death = death_of(now.db(), name.person)) base::holds(verdict, must_live(name.from, *death));
    return verdict;
}

void apply(acts::Effect& act, const NameTitular& name) {
    if (const auto before = last_titular(act.db(), name.member); before && !before->until) {
        end_titular(act.db(), before->id, name.from, EndReason::not_stated, act.number());
        act.touches("titular", before->id);
    }
    const auto id = act.new_id<Titular>();
    insert_titular(act.db(), id, name);
    act.touches("titular", id);
    act.touches("member", *name.member);
    act.touches("person", *name.person);
}

base::Verdict check(const acts::Reader& now, const EndTitular& end) {
    auto verdict = base::granted();
    const auto titular = find_titular(now.db(), end.titular);
    if (!titular) return base::wrong_field("titular", "unknown_reference");
    if (titular->until)
        return base::refused("members.titular_ended", {}, {{"titular", titular->id.value}, {"number", titular->ended_by->value}});
    if (!base::holds(verdict, not_in_future("until", end.until, now.today()))) return verdict;
    if (titular->from.earliest() && end.until->latest() && *end.until->latest() < *titular->from.earliest())
        return base::wrong_field("until", "before_from");
    return verdict;
}

void apply(acts::Effect& act, const EndTitular& end) {
    end_titular(act.db(), end.titular, end.until, end.reason, act.number());
    act.touches("member", member_of(act.db(), end.titular));
    act.touches("titular", *end.titular);
}

base::Verdict check(const acts::Reader& now, const RecordFormerTitular& former) {
    base::Gathered found;
    if (!find_member(now.db(), former.member)) found.take(base::wrong_field("member", "unknown_reference"));
    found.take(people::must_be_known(now, former.person));
    found.take(not_in_future("from", former.from, now.today()));
    found.take(not_in_future("until", former.until, now.today()));
    if (former.from->earliest() && former.until->latest() && *former.until->latest() < *former.from->earliest())
        found.take(base::wrong_field("until", "before_from"));
    if (!found.holds()) return found.verdict();
    found.take(may_have_held(former.from, *former.until, terms_of(now.db(), former.member)));
    if (*former.reason == EndReason::died) found.take(may_have_died(*former.until, terms_of_person(now.db(), former.person)));
    if (const auto death = death_of(now.db(), former.person)) found.take(must_live(former.from, *death));
    return found.verdict();
}

void apply(acts::Effect& act, const RecordFormerTitular& former) {
    const auto id = act.new_id<Titular>();
    insert_titular(act.db(), id, {former.member, former.person, former.title, former.from, former.nature});
    end_titular(act.db(), id, former.until, former.reason, act.number());
    act.touches("titular", id);
    act.touches("member", *former.member);
    act.touches("person", *former.person);
}

base::Verdict check(const acts::Reader& now, const ConfirmTitular& confirm) {
    auto verdict = base::granted();
    const auto titular = find_titular(now.db(), confirm.titular);
    if (!titular) return base::wrong_field("titular", "unknown_reference");
    if (titular->until)
        return base::refused("members.titular_ended", {}, {{"titular", titular->id.value}, {"number", titular->ended_by->value}});
    if (!base::holds(verdict, not_in_future("on", base::PartialDate::of(confirm.on), now.today()))) return verdict;
    base::holds(verdict, may_confirm(confirm.on, titular->from, titular->confirmed));
    return verdict;
}

void apply(acts::Effect& act, const ConfirmTitular& confirm) {
    confirm_titular(act.db(), confirm.titular, confirm.on);
    act.touches("member", member_of(act.db(), confirm.titular));
    act.touches("titular", *confirm.titular);
}

acts::Scope scope_of(const acts::Reader& now, const ConfirmTitular& confirm) {
    return {"member", member_of(now.db(), confirm.titular).value};
}

std::vector<Id<Person>> whom_to_ask(store::Db& db, Id<Member> member, base::Date day) {
    std::vector<Id<Person>> whom;
    for (const auto role : {accounts::RoleName::staff, accounts::RoleName::titular}) {
        for (const auto& grant : accounts::holders_on(db, role, {"member", member.value}, day))
            if (whom.size() < asked_most && std::ranges::find(whom, grant.person) == whom.end() && !mail::comes_back(db, grant.person))
                whom.push_back(grant.person);
        if (!whom.empty()) break;
    }
    return whom;
}

base::Verdict check(const acts::Reader& now, const AskConfirmation& ask) {
    const auto titular = find_titular(now.db(), ask.titular);
    if (!titular) return base::wrong_field("titular", "unknown_reference");
    if (titular->until)
        return base::refused("members.titular_ended", {}, {{"titular", titular->id.value}, {"number", titular->ended_by->value}});
    const auto shown = titular->confirmed.value_or(titular->from.latest().value_or(titular->from.earliest().value_or(base::Date{})));
    if (auto may = may_ask(shown, asked_on(now.db(), ask.titular), now.today()); !may) return may;
    if (whom_to_ask(now.db(), member_of(now.db(), ask.titular), now.today()).empty()) return base::refused("members.nobody_to_ask");
    return base::granted();
}

void apply(acts::Effect& act, const AskConfirmation& ask) {
    const auto member = member_of(act.db(), ask.titular);
    ask_titular(act.db(), ask.titular, act.date());
    for (const auto person : whom_to_ask(act.db(), member, act.date()))
        act.send({"confirmation_asked", people::email_of(act.db(), person), "{\"titular\":" + std::to_string(ask.titular->value) + "}"});
    act.touches("member", member);
    act.touches("titular", *ask.titular);
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis, acts::Role;
    registry.add<RecordMember>("members.record", 1, By::officer, Basis::required);
    registry.add<CorrectMember>("members.correct", 1, By::officer, Basis::required);
    registry.add<StateFacts>("members.state_facts", 1, By::officer.within({Role::titular}), Basis::optional);
    registry.add<NameTitular>("members.name_titular", 1, By::officer, Basis::required);
    registry.add<RecordFormerTitular>("members.record_former_titular", 1, By::officer, Basis::required);
    registry.add<EndTitular>("members.end_titular", 1, By::officer_or_consequence, Basis::required);
    registry.add<ConfirmTitular>("members.confirm_titular", 1, By::officer.within({Role::titular, Role::staff}), Basis::required);
    registry.add<AskConfirmation>("members.ask_confirmation", 1, By::program, Basis::none);
    declare_life(registry);
    declare_relations(registry);
}

std::string_view tables() {
    return
#include "src/members/tables.sql.inc"
        ;
}

}  // namespace members
