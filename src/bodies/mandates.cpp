// How mandates begin and end, and what happens to them when something else does: a decision, the loss of a mayoralty, a departure.
#include "bodies/acts.h"

#include "acts/basis.h"
#include "bodies/grounds.h"
#include "members/acts.h"
#include "people/people.h"
#include "statutes/statutes.h"

#include <algorithm>

namespace bodies {
namespace {

using assembly::Subject;

base::Verdict must_be_open(const std::optional<ShownMandate>& mandate) {
    if (!mandate) return base::wrong_field("mandate", "unknown_reference");
    if (mandate->until)
        return base::refused("bodies.mandate_ended", {}, {{"mandate", mandate->id.value}, {"number", mandate->ended_by->value}});
    return base::granted();
}

// What a source or a decision must be for a mandate to begin so. An ex officio seat may stand on the rule that gives it.
std::expected<Ground, base::Refusal> ground_of_mandate(const acts::Reader& now, Beginning begins) {
    switch (begins) {
    case Beginning::election: return ground_of(now, {Subject::election});
    case Beginning::appointment: return ground_of(now, {Subject::appointment});
    case Beginning::honour: return ground_of(now, {Subject::honour});
    case Beginning::interim:
    case Beginning::replacement: return ground_of(now, {Subject::election, Subject::appointment});
    case Beginning::ex_officio:
        if (now.stamp().basis.starts_with("rule:")) return Ground{};
        return ground_of(now, {Subject::appointment, Subject::body, Subject::statutes});
    }
    return base::refused("bodies.needs_ground");
}

// Until when the mandate whose place is taken will have lasted.
std::optional<PartialDate> until_of(const ShownMandate& mandate, const OpenMandate& open) {
    if (mandate.until || mandate.id != open.replaces.value || *open.begins == Beginning::interim) return mandate.until;
    return *open.from;
}

// `itself`: one that stands already, and would go on.
base::Verdict seats_are_free(store::Db& db, const OpenMandate& open, const ShownOffice& office, const ShownBody& body,
                             std::optional<Id<Mandate>> itself = {}) {
    const auto counts = seat_counts_of(db, body.id);
    const auto asked = certain_time(open.from, open.until);
    const auto times = [&](const std::vector<ShownMandate>& mandates) {
        std::vector<base::Interval> all;
        for (const auto& mandate : mandates)
            if (mandate.id != itself) all.push_back(certain_time(mandate.from, until_of(mandate, open)));
        return all;
    };
    if (*open.begins == Beginning::interim) {  // holds the place of another: beside the seats, and no more of them than there are
        std::vector<ShownMandate> interims = open_mandates_of_body(db, body.id);
        std::erase_if(interims,
                      [&](const ShownMandate& mandate) { return mandate.begins != Beginning::interim || mandate.office != office.id; });
        return seat_is_free({office.name_fr, office.name_en}, times(interims), asked, sizes_of(counts, office.id));
    }
    Gathered found;
    found.take(
        seat_is_free({office.name_fr, office.name_en}, times(mandates_of_office(db, office.id)), asked, sizes_of(counts, office.id)));
    if (office.way == Way::elected || office.way == Way::appointed)
        found.take(seat_is_free({body.name_fr, body.name_en}, times(seats_of_body(db, body.id)), asked, sizes_of(counts, {})));
    return found.verdict();
}

// When it was a member: a first attestation is no beginning, so only a date since when it is one refuses.
MemberTime time_of(const members::ShownMember& member) {
    return {member.name, member.since ? member.since->earliest() : std::nullopt, member.until};
}

std::vector<Term> mayors_of(store::Db& db, Id<Member> member) {
    std::vector<Term> terms;
    for (const auto& titular : members::terms_of(db, member)) terms.push_back({titular.person, titular.from, titular.until});
    return terms;
}

// The decision that had opened it, where it is annulled: since when.
base::Verdict may_outlast_its_ground(store::Db& db, const ShownMandate& mandate, const std::optional<PartialDate>& until) {
    const auto id = acts::id_in<assembly::Decision>(mandate.basis, "decision");
    const auto opened = id ? assembly::find_decision(db, *id) : std::nullopt;
    const auto by = opened && opened->annulled_by_decision ? assembly::find_decision(db, *opened->annulled_by_decision) : std::nullopt;
    if (by && outlasts(PartialDate::of(by->date), mandate.from, until))
        return base::refused("assembly.annulled", {}, {{"decision", id->value}, {"number", opened->annulled_by->value}});
    return base::granted();
}

// One that has ended goes on, until another day or without an end: its seat is free; its body, its city's membership, its holder's life
// and what it stands on last so long.
base::Verdict may_go_on(const acts::Reader& now, const ShownMandate& mandate, const std::optional<PartialDate>& until) {
    auto& db = now.db();
    const auto office = *find_office(db, mandate.office);
    const auto body = *find_body(db, office.body);
    const auto member = mandate.member ? members::find_member(db, *mandate.member) : std::nullopt;
    Gathered found;
    found.take(may_last(until, body, member ? std::optional(time_of(*member)) : std::nullopt));
    found.take(may_hold(mandate.from, until, death_of(db, mandate.person, mandate.id)));
    found.take(may_outlast_its_ground(db, mandate, until));
    for (const auto& other : mandates_of_person(db, mandate.person))
        if (!until && !other.until && other.office == office.id)
            found.take(base::refused("bodies.already_holds", {}, {{"mandate", other.id.value}, {"number", other.id.value / 1000}}));
    OpenMandate asked;
    asked.office = office.id, asked.begins = mandate.begins, asked.from = mandate.from, asked.until = until;
    found.take(seats_are_free(db, asked, office, body, mandate.id));
    return found.verdict();
}

}  // namespace

base::Verdict check(const acts::Reader& now, const OpenMandate& open) {
    auto& db = now.db();
    Gathered found;
    const auto office = find_office(db, open.office);
    if (!office) return base::wrong_field("office", "unknown_reference");
    const auto body = *find_body(db, office->body);
    const auto member = open.member.value ? members::find_member(db, *open.member.value) : std::nullopt;
    if (open.member.value && !member) found.take(base::wrong_field("member", "unknown_reference"));
    if (!open.member.value && office->holder == Holder::sitting_mayor) found.take(base::wrong_field("member", "missing"));
    found.take(people::must_be_known(now, open.person));
    if (!begins_so(office->way, *open.begins)) found.take(base::wrong_field("begins", "bodies_otherwise"));
    const auto before = open.replaces.value ? find_mandate(db, *open.replaces.value) : std::nullopt;
    if (open.replaces.value && (!before || before->office != office->id)) found.take(base::wrong_field("replaces", "unknown_reference"));
    if (!open.replaces.value && *open.begins == Beginning::replacement) found.take(base::wrong_field("replaces", "missing"));
    if (open.until.value) found.take(may_end("until", *open.until.value, open.from, now.today()));
    if (open.reason.value && !open.until.value) found.take(base::wrong_field("until", "missing"));
    if (before && !before->until) found.take(may_end("from", open.from, before->from, base::Date{9999, 12, 31}));
    const auto ground = ground_of_mandate(now, *open.begins);
    if (!ground) found.take(std::unexpected(ground.error()));
    const auto time = member ? std::optional(time_of(*member)) : std::nullopt;
    if (found.take(may_begin(open.from, body, time, ground ? ground->decided : std::nullopt)))
        found.take(may_last(open.until.value, body, time));
    found.take(may_hold(open.from, open.until.value, death_of(db, open.person)));
    if (!found.holds()) return found.verdict();
    if (office->holder == Holder::sitting_mayor) found.take(must_be_mayor(member->name, open.person, open.from, mayors_of(db, member->id)));
    for (const auto& other : open_mandates_of_body(db, body.id))
        if (other.office == office->id && other.person == *open.person && !open.until.value && other.id != open.replaces.value)
            found.take(base::refused("bodies.already_holds", {}, {{"mandate", other.id.value}, {"number", other.id.value / 1000}}));
    found.take(seats_are_free(db, open, *office, body));
    return found.verdict();
}

namespace {
// Who takes the place of another serves what is left of their term; a term begins with an election.
std::optional<base::Date> expected_end(store::Db& db, const OpenMandate& open, const ShownOffice& office, base::Date today) {
    if (office.way != Way::elected || find_body(db, office.body)->kind != BodyKind::bureau) return {};
    if (*open.begins == Beginning::interim || *open.begins == Beginning::replacement) {
        const auto before = open.replaces.value ? find_mandate(db, *open.replaces.value) : std::nullopt;
        return before ? before->term_ends : std::nullopt;
    }
    const auto years = statutes::rule_on(db, statutes::bureau_term_years, open.from->latest().value_or(today));
    return years ? std::optional(term_end(open.from, years->value)) : std::nullopt;
}
}  // namespace

void apply(acts::Effect& act, const OpenMandate& open) {
    auto& db = act.db();
    const auto office = *find_office(db, open.office);
    const auto id = act.new_id<Mandate>();
    insert_mandate(db, id, open, office, expected_end(db, open, office, act.date()), act.basis(), act.number());
    if (open.until.value) end_by_hand(db, id, *open.until.value, open.reason.value.value_or(Ended::not_stated), act.number());
    if (open.replaces.value && *open.begins != Beginning::interim)
        if (const auto before = find_mandate(db, *open.replaces.value); before && !before->until) {
            const bool term = before->begins != Beginning::interim && *open.begins != Beginning::replacement;
            end_mandate(db, before->id, open.from, term ? Ending::term : Ending::replaced, act.number());
            touch(act, *before);
        }
    touch(act, *find_mandate(db, id));
}

base::Verdict check(const acts::Reader& now, const EndMandate& end) {
    const auto mandate = find_mandate(now.db(), end.mandate);
    const bool anew = mandate && mandate->until && mandate->may_end_anew();
    if (auto open = must_be_open(mandate); !open && !anew) return open;
    Gathered found;
    if (found.take(may_end("until", end.until, mandate->from, now.today())) && anew) found.take(may_go_on(now, *mandate, *end.until));
    // A decision about a resignation or a removal carries itself out: by hand, only what a source says.
    if ((*end.reason == Ended::resignation || *end.reason == Ended::removal) && !now.stamp().basis.starts_with("source:"))
        found.take(base::refused("bodies.decision_carries_out"));
    return found.verdict();
}

void apply(acts::Effect& act, const EndMandate& end) {
    end_by_hand(act.db(), end.mandate, end.until, end.reason, act.number());
    touch(act, *find_mandate(act.db(), end.mandate));
}

base::Verdict check(const acts::Reader& now, const CloseMandate& close) {
    const auto mandate = find_mandate(now.db(), close.mandate);
    if (!mandate) return base::refused("bodies.mandate_unknown", {}, {{"mandate", close.mandate->value}});
    // An annulment and a death leave nothing beyond their day, whatever end was known; of what began later, nothing (closed).
    const bool shortens = *close.reason == Ending::annulled || *close.reason == Ending::death;
    const auto longer = [&] {
        return *close.until == mandate->from ? mandate->until != mandate->from : outlasts(close.until, mandate->from, mandate->until);
    };
    if (auto open = must_be_open(mandate); !open && !(shortens && longer())) return open;
    const auto resignation = *close.reason == Ending::resignation ? open_resignation(now.db(), close.mandate) : std::nullopt;
    if (*close.reason == Ending::resignation && !resignation)
        return base::refused("bodies.no_resignation", {}, {{"mandate", close.mandate->value}});
    if (resignation)
        if (auto accepted = may_accept(resignation->offered, close.until); !accepted) return accepted;
    return may_end("until", close.until, mandate->from, base::Date{9999, 12, 31});  // one that would begin later ends as it begins
}

void apply(acts::Effect& act, const CloseMandate& close) {
    end_mandate(act.db(), close.mandate, close.until, *close.reason, act.number());
    if (*close.reason == Ending::resignation)
        if (const auto resignation = open_resignation(act.db(), close.mandate))
            answer_resignation(act.db(), resignation->id, Answer::accepted, close.until->latest().value_or(act.date()), act.basis());
    touch(act, *find_mandate(act.db(), close.mandate));
}

base::Verdict check(const acts::Reader& now, const NoteLostOffice& note) { return must_be_open(find_mandate(now.db(), note.mandate)); }

void apply(acts::Effect& act, const NoteLostOffice& note) {
    flag_lost(act.db(), note.mandate, *note.on, note.rule, act.number());
    touch(act, *find_mandate(act.db(), note.mandate));
}

base::Verdict check(const acts::Reader& now, const KeepMandate& keep) {
    const auto mandate = find_mandate(now.db(), keep.mandate);
    if (mandate && mandate->until && mandate->may_end_anew()) return may_go_on(now, *mandate, {});
    if (auto open = must_be_open(mandate); !open) return open;
    if (!mandate->lost_on) return base::refused("bodies.not_flagged", {}, {{"mandate", mandate->id.value}});
    return base::granted();
}

void apply(acts::Effect& act, const KeepMandate& keep) {
    flag_lost(act.db(), keep.mandate, {}, {}, act.number());
    reopen_mandate(act.db(), keep.mandate, act.number());
    touch(act, *find_mandate(act.db(), keep.mandate));
}

base::Verdict check(const acts::Reader& now, const ResumeMandate& resume) {
    if (!find_mandate(now.db(), resume.mandate)) return base::refused("bodies.mandate_unknown", {}, {{"mandate", resume.mandate->value}});
    return base::granted();
}

void apply(acts::Effect& act, const ResumeMandate& resume) {
    auto& db = act.db();
    const auto mandate = *find_mandate(db, resume.mandate);
    if (*resume.resumed == Resumed::goes_on) reopen_mandate(db, mandate.id, act.number());
    else flag_end_annulled(db, mandate.id, act.number());
    if (mandate.reason == Ending::resignation && *resume.resumed == Resumed::goes_on)
        if (const auto all = resignations_of(db, mandate.id); !all.empty() && all.front().answer == Answer::accepted)
            take_back_answer(db, all.front().id, act.basis());
    touch(act, mandate);
}

base::Verdict check(const acts::Reader& now, const EndMandatesOfMember& end) { return must_be_member(now, end.member); }

void apply(acts::Effect& act, const EndMandatesOfMember& end) {
    auto& db = act.db();
    const auto until = PartialDate::of(end.on);
    for (const auto& mandate : mandates_of_member(db, end.member)) {
        if (!ends_with_membership(end.on, mandate.from, mandate.until)) continue;
        end_mandate(db, mandate.id, end_of(until, mandate.from), Ending::member_left, act.number());
        touch(act, mandate);
    }
    for (const auto& belonging : belongings_of(db, *end.member))
        if (ends_with_membership(end.on, belonging.from, belonging.until)) {
            end_belonging(db, belonging.id, end_of(until, belonging.from));
            act.touches("body", belonging.body);
        }
    for (const auto& suspension : suspensions_of(db, *end.member))
        if (ends_with_membership(end.on, suspension.from, suspension.until)) {
            end_suspension(db, suspension.id, end_of(until, suspension.from), act.basis());
            act.touches("body", suspension.body);
        }
    act.touches("member", *end.member);
}

// ---- resignations ----

base::Verdict check(const acts::Reader& now, const OfferResignation& offer) {
    const auto mandate = find_mandate(now.db(), offer.mandate);
    if (auto open = must_be_open(mandate); !open) return open;
    if (const auto pending = open_resignation(now.db(), offer.mandate))
        return base::refused("bodies.resignation_pending", {}, {{"offered", pending->offered}, {"number", pending->id.value / 1000}});
    return may_end("on", PartialDate::of(offer.on), mandate->from, now.today());
}

void apply(acts::Effect& act, const OfferResignation& offer) {
    insert_resignation(act.db(), act.new_id<Resignation>(), offer, act.basis());
    touch(act, *find_mandate(act.db(), offer.mandate));
}

namespace {

base::Verdict may_answer(const acts::Reader& now, Id<Mandate> id, base::Date on) {
    const auto mandate = find_mandate(now.db(), id);
    if (auto open = must_be_open(mandate); !open) return open;
    const auto resignation = open_resignation(now.db(), id);
    if (!resignation) return base::refused("bodies.no_resignation", {}, {{"mandate", id.value}});
    return may_end("on", PartialDate::of(on), PartialDate::of(resignation->offered), now.today());
}

void answer(acts::Effect& act, Id<Mandate> id, Answer given, base::Date on) {
    answer_resignation(act.db(), open_resignation(act.db(), id)->id, given, on, act.basis());
    touch(act, *find_mandate(act.db(), id));
}

}  // namespace

base::Verdict check(const acts::Reader& now, const WithdrawResignation& withdraw) { return may_answer(now, withdraw.mandate, withdraw.on); }
void apply(acts::Effect& act, const WithdrawResignation& withdraw) { answer(act, withdraw.mandate, Answer::withdrawn, withdraw.on); }
base::Verdict check(const acts::Reader& now, const RefuseResignation& refuse) { return may_answer(now, refuse.mandate, refuse.on); }
void apply(acts::Effect& act, const RefuseResignation& refuse) { answer(act, refuse.mandate, Answer::refused, refuse.on); }

// ---- what other acts set off ----

namespace {

CloseMandate closed(const ShownMandate& mandate, const PartialDate& until, Ending reason) {
    return {mandate.id, end_of(until, mandate.from), reason};
}

void close_when_executed(acts::Consequences& set_off, const assembly::ExecuteDecision& execute) {
    const auto decision = assembly::find_decision(set_off.now().db(), execute.decision);
    const bool resigns = decision->subject == Subject::resignation;
    if (!resigns && decision->subject != Subject::removal) return;
    const Id<Mandate> id{decision->subject_id};
    const auto until = PartialDate::of(decision->date);
    const auto reason = resigns ? Ending::resignation : Ending::removal;
    const auto mandate = find_mandate(set_off.now().db(), id);
    // A resignation is offered once the mandate has begun, so that it is not accepted before: of its day nothing is moved.
    set_off.then(mandate && !resigns ? closed(*mandate, until, reason) : CloseMandate{id, until, reason}, assembly::basis_of(decision->id));
}

// A rejected resignation is refused: the mandate goes on. And a meeting of the Bureau ends the functions that were waiting for it.
void follow_decision(acts::Consequences& set_off, const assembly::RecordDecision& decision) {
    const auto basis = assembly::basis_of({set_off.now().stamp().number.value * 1000 + 1});
    if (*decision.subject == Subject::resignation && *decision.result == assembly::Result::rejected && decision.subject_id.value)
        set_off.attempt(RefuseResignation{Id<Mandate>{decision.subject_id.value->value}, *decision.date}, basis);
    if (*decision.body != assembly::Body::bureau) return;
    for (const auto& mandate : mandates_awaiting_bureau(set_off.now().db(), decision.date))
        set_off.attempt(closed(mandate, PartialDate::of(*decision.date), Ending::lost_office), basis);
}

void close_when_annulled(acts::Consequences& set_off, const assembly::AnnulDecision& annul) {
    const auto& basis = set_off.now().stamp().basis;
    const auto on = PartialDate::of(annul.on);
    for (const auto& mandate : mandates_on_basis(set_off.now().db(), assembly::basis_of(annul.decision)))
        if (outlasts(on, mandate.from, mandate.until)) set_off.attempt(closed(mandate, on, Ending::annulled), basis);
}

// A resignation accepted or a removal, annulled: what it ended goes on, or is to be established where another has taken the place.
void resume_when_annulled(acts::Consequences& set_off, const assembly::AnnulDecision& annul) {
    const auto& now = set_off.now();
    const auto decision = assembly::find_decision(now.db(), annul.decision);
    if (!decision || (decision->subject != Subject::resignation && decision->subject != Subject::removal)) return;
    const auto mandate = find_mandate(now.db(), {decision->subject_id});
    const auto ending = decision->subject == Subject::resignation ? Ending::resignation : Ending::removal;
    if (!decision->executed_by || !mandate || mandate->ended_by_hand || mandate->reason != ending) return;
    const auto resumed = may_go_on(now, *mandate, {}) ? Resumed::goes_on : Resumed::to_establish;
    set_off.attempt(ResumeMandate{mandate->id, resumed}, now.stamp().basis);
}

// What the rule in force that day says of the loss of a mayoralty, and how it is cited; nothing where none is set.
struct LossRule {
    std::optional<AfterLoss> after;
    std::string citation;
};
LossRule loss_rule(store::Db& db, base::Date on) {
    const auto term = statutes::held_on<statutes::Term>(db, statutes::Body::bureau, statutes::Matter::any, on);
    if (!term.rule) return {};
    switch (term.rule->office_lost) {
    case statutes::OfficeLost::nothing: return {AfterLoss::goes_on, term.citation()};
    case statutes::OfficeLost::at_once: return {AfterLoss::ends_at_once, term.citation()};
    case statutes::OfficeLost::next_session: return {AfterLoss::ends_at_next_bureau, term.citation()};
    }
    return {};
}

// The mayoralty of `member` was lost by whoever holds it no more: the rule says what becomes of their functions; where none is set,
// they are flagged and go on. Of `dead` nothing is left to lose.
void follow_loss(acts::Consequences& set_off, Id<Member> member, const PartialDate& until, std::optional<Id<Person>> dead) {
    auto& db = set_off.now().db();
    const auto on = until.latest().value_or(until.earliest().value_or(set_off.now().today()));
    const auto rule = loss_rule(db, on);
    const auto titulars = members::terms_of(db, member);
    const bool held = !titulars.empty() && !titulars.front().until;
    for (const auto& mandate : mandates_of_member(db, member)) {
        if (mandate.until || mandate.lost_on || mandate.person == dead || find_office(db, mandate.office)->holder != Holder::sitting_mayor)
            continue;
        if (held && titulars.front().person == mandate.person) continue;
        if (rule.after == AfterLoss::goes_on) continue;
        const auto basis = rule.after ? rule.citation : "act:" + std::to_string(set_off.now().stamp().number.value);
        if (rule.after == AfterLoss::ends_at_once) set_off.attempt(closed(mandate, until, Ending::lost_office), basis);
        else set_off.attempt(NoteLostOffice{mandate.id, on, rule.after}, basis);
    }
}

// Whoever dies holds nothing any more, for whatever city and whatever the rule says of the loss of a mayoralty.
void follow_death(acts::Consequences& set_off, Id<Person> person, const PartialDate& until) {
    for (const auto& mandate : mandates_of_person(set_off.now().db(), person))
        if (outlasts(until, mandate.from, mandate.until))
            set_off.attempt(closed(mandate, until, Ending::death), "act:" + std::to_string(set_off.now().stamp().number.value));
}

void follow_ended_titular(acts::Consequences& set_off, const members::EndTitular& end) {
    auto& db = set_off.now().db();
    const auto member = members::member_of(db, end.titular);
    std::optional<Id<Person>> dead;
    if (*end.reason == members::EndReason::died)
        for (const auto& titular : members::terms_of(db, member))
            if (titular.id == *end.titular) dead = titular.person;
    if (dead) follow_death(set_off, *dead, end.until);
    follow_loss(set_off, member, end.until, dead);
}
void follow_former_titular(acts::Consequences& set_off, const members::RecordFormerTitular& former) {
    if (*former.reason == members::EndReason::died) follow_death(set_off, former.person, *former.until);
}
void follow_named_titular(acts::Consequences& set_off, const members::NameTitular& name) {
    follow_loss(set_off, name.member, name.from, {});
}

// ---- members that leave ----

bool holds_anything(store::Db& db, Id<Member> member, base::Date on) {
    const auto beyond = [&](const auto& one) { return ends_with_membership(on, one.from, one.until); };
    return std::ranges::any_of(mandates_of_member(db, member), beyond) || std::ranges::any_of(belongings_of(db, member), beyond) ||
           std::ranges::any_of(suspensions_of(db, member), beyond);
}

// Whatever brought it: a membership that is over ends what the member held.
void follow_departure(acts::Consequences& set_off, Id<Member> left) {
    auto& db = set_off.now().db();
    const auto member = members::find_member(db, left);
    if (!member || members::belongs(member->status)) return;
    const auto on = member->until.value_or(set_off.now().today());
    if (holds_anything(db, left, on))
        set_off.then(EndMandatesOfMember{left, on}, "act:" + std::to_string(set_off.now().stamp().number.value));
}

template <class Act>
void follow(acts::Consequences& set_off, const Act& act) {
    follow_departure(set_off, act.member);
}
void follow_merged(acts::Consequences& set_off, const members::MergeMembers& act) {
    for (const auto member : *act.absorbed) follow_departure(set_off, member);
}

}  // namespace

void declare_mandates(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<OpenMandate>("bodies.open_mandate", 1, By::officer, Basis::required);
    registry.add<EndMandate>("bodies.end_mandate", 1, By::officer, Basis::required);
    registry.add<CloseMandate>("bodies.close_mandate", 1, By::consequence, Basis::required);
    registry.add<NoteLostOffice>("bodies.note_lost_office", 1, By::consequence, Basis::required);
    registry.add<KeepMandate>("bodies.keep_mandate", 1, By::officer, Basis::required);
    registry.add<ResumeMandate>("bodies.resume_mandate", 1, By::consequence, Basis::required);
    registry.add<EndMandatesOfMember>("bodies.end_mandates_of_member", 1, By::consequence, Basis::required);
    registry.add<OfferResignation>("bodies.offer_resignation", 1, By::officer, Basis::optional);
    registry.add<WithdrawResignation>("bodies.withdraw_resignation", 1, By::officer, Basis::optional);
    registry.add<RefuseResignation>("bodies.refuse_resignation", 1, By::consequence, Basis::required);
    registry.react<assembly::ExecuteDecision, close_when_executed>();
    registry.react<assembly::RecordDecision, follow_decision>();
    registry.react<assembly::AnnulDecision, close_when_annulled>();
    registry.react<assembly::AnnulDecision, resume_when_annulled>();
    registry.react<members::EndTitular, follow_ended_titular>();
    registry.react<members::NameTitular, follow_named_titular>();
    registry.react<members::RecordFormerTitular, follow_former_titular>();
    registry.react<members::ExcludeMember, follow<members::ExcludeMember>>();
    registry.react<members::ResignMembership, follow<members::ResignMembership>>();
    registry.react<members::RecordStatus, follow<members::RecordStatus>>();
    registry.react<members::TakeBackStatus, follow<members::TakeBackStatus>>();
    registry.react<members::StrikeStatus, follow<members::StrikeStatus>>();
    registry.react<members::RestoreStatus, follow<members::RestoreStatus>>();
    registry.react<members::MergeDuplicate, follow<members::MergeDuplicate>>();
    registry.react<members::SplitMember, follow<members::SplitMember>>();
    registry.react<members::MergeMembers, follow_merged>();
}

}  // namespace bodies
