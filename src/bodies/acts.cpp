#include "bodies/acts.h"

#include "acts/basis.h"
#include "bodies/grounds.h"
#include "people/people.h"

#include <algorithm>

namespace bodies {

using assembly::Subject;

// ---- shared ----

namespace {

base::Verdict up_to_date(Id<acts::Act> seen, Id<acts::Act> last) {
    if (seen != last) return base::refused("bodies.changed_meanwhile", {}, {{"seen", seen.value}, {"last", last.value}});
    return base::granted();
}

bool has_members(BodyKind kind) { return kind == BodyKind::commission || kind == BodyKind::advocacy_group || kind == BodyKind::jury; }

}  // namespace

std::expected<Ground, base::Refusal> ground_of(const acts::Reader& now, std::initializer_list<Subject> subjects) {
    if (const auto source = acts::id_in<Source>(now.stamp().basis, "source")) {
        if (sources::source_exists(now.db(), *source)) return Ground{{}, source};
        return base::wrong_field("basis", "unknown_reference");
    }
    if (!now.stamp().basis.starts_with("decision:")) return base::refused("bodies.needs_ground");
    std::optional<base::Refusal> refused;
    for (const auto subject : subjects) {
        const auto decision = assembly::decided(now, subject);
        if (decision) return Ground{decision->date, {}};
        if (!refused) refused = decision.error();
    }
    return std::unexpected(*refused);
}

base::Verdict grounded(const acts::Reader& now, std::initializer_list<Subject> subjects) {
    const auto ground = ground_of(now, subjects);
    if (!ground) return std::unexpected(ground.error());
    return base::granted();
}

base::Verdict must_stand(const acts::Reader& now, Id<Body> id) {
    const auto body = find_body(now.db(), id);
    if (!body) return base::wrong_field("body", "unknown_reference");
    if (body->ended) return has_ended(*body);
    return base::granted();
}

base::Verdict must_be_member(const acts::Reader& now, Id<Member> id) {
    if (!members::find_member(now.db(), id)) return base::wrong_field("member", "unknown_reference");
    return base::granted();
}

base::Verdict must_belong(const acts::Reader& now, Id<Member> id) {
    const auto member = members::find_member(now.db(), id);
    if (!member) return base::wrong_field("member", "unknown_reference");
    if (member->until) return no_member_since(member->name, *member->until);
    return base::granted();
}

void touch(acts::Effect& act, const ShownMandate& mandate) {
    act.touches("mandate", mandate.id);
    act.touches("body", mandate.body);
    act.touches("person", mandate.person);
    if (mandate.member) act.touches("member", *mandate.member);
}

// ---- bodies, offices, sizes ----

base::Verdict check(const acts::Reader& now, const CreateBody& create) {
    Gathered found;
    if (create.created.value) found.take(members::not_in_future("created", *create.created.value, now.today()));
    found.take(grounded(now, {Subject::body, Subject::statutes}));
    return found.verdict();
}

void apply(acts::Effect& act, const CreateBody& create) {
    const auto id = act.new_id<Body>();
    insert_body(act.db(), id, create, act.basis(), act.number());
    act.touches("body", id);
    act.touches("body");
}

base::Verdict check(const acts::Reader& now, const CorrectBody& correct) {
    const auto body = find_body(now.db(), correct.body);
    if (!body) return base::wrong_field("body", "unknown_reference");
    Gathered found;
    found.take(up_to_date(correct.seen, body->changed_by));
    if (correct.created.value) found.take(members::not_in_future("created", *correct.created.value, now.today()));
    found.take(grounded(now, {Subject::body, Subject::statutes}));
    return found.verdict();
}

void apply(acts::Effect& act, const CorrectBody& correct) {
    update_body(act.db(), correct, act.basis(), act.number());
    act.touches("body", *correct.body);
    act.touches("body");
}

namespace {
// Who sits in it, is kept from it or takes part beyond that day.
std::vector<Begun> begun_in(store::Db& db, const ShownBody& body, base::Date on) {
    std::vector<Begun> all;
    const auto add = [&](const Names& who, const auto& one) {
        if (outlasts(PartialDate::of(on), one.from, one.until)) all.push_back({who, one.from});
    };
    for (const auto& mandate : mandates_of_body(db, body.id)) {
        const auto office = *find_office(db, mandate.office);
        add(mandate.member ? Names{mandate.member_name, mandate.member_name} : Names{office.name_fr, office.name_en}, mandate);
    }
    for (const auto& suspension : suspensions_of(db, body.id)) add({suspension.member_name, suspension.member_name}, suspension);
    for (const auto& belonging : belongings_of(db, body.id)) add({belonging.member_name, belonging.member_name}, belonging);
    return all;
}
}  // namespace

base::Verdict check(const acts::Reader& now, const EndBody& end) {
    Gathered found;
    if (!found.take(must_stand(now, end.body))) return found.verdict();
    const auto body = find_body(now.db(), end.body);
    found.take(may_end("on", PartialDate::of(end.on), body->created.value_or(PartialDate()), now.today()));
    found.take(nobody_begins_after(end.on, now.today(), begun_in(now.db(), *body, end.on)));
    found.take(grounded(now, {Subject::body, Subject::statutes}));
    return found.verdict();
}

void apply(acts::Effect& act, const EndBody& end) {
    end_body(act.db(), end.body, end.on, act.number());
    const auto on = PartialDate::of(end.on);
    for (const auto& mandate : mandates_of_body(act.db(), end.body))
        if (outlasts(on, mandate.from, mandate.until)) {
            end_mandate(act.db(), mandate.id, end_of(on, mandate.from), Ending::body_ended, act.number());
            touch(act, mandate);
        }
    for (const auto& suspension : suspensions_of(act.db(), *end.body))
        if (outlasts(on, suspension.from, suspension.until)) {
            end_suspension(act.db(), suspension.id, end_of(on, suspension.from), act.basis());
            act.touches("member", suspension.member);
        }
    for (const auto& belonging : belongings_of(act.db(), *end.body))
        if (outlasts(on, belonging.from, belonging.until)) {
            end_belonging(act.db(), belonging.id, end_of(on, belonging.from));
            act.touches("member", belonging.member);
        }
    act.touches("body", *end.body);
    act.touches("body");
}

base::Verdict check(const acts::Reader& now, const SetSize& set) {
    Gathered found;
    if (!found.take(must_stand(now, set.body))) return found.verdict();
    const auto office = set.office.value ? find_office(now.db(), *set.office.value) : std::nullopt;
    if (set.office.value && (!office || office->body != *set.body)) found.take(base::wrong_field("office", "unknown_reference"));
    const auto ground = ground_of(now, {Subject::body, Subject::statutes, Subject::election});
    if (!ground) found.take(std::unexpected(ground.error()));
    if (!found.holds() || ground->source) return found.verdict();
    // Decided, not observed: those who sit, or are to sit later, keep their seats.
    std::vector<base::Interval> held;
    for (const auto& mandate : office ? mandates_of_office(now.db(), office->id) : seats_of_body(now.db(), set.body))
        held.push_back(certain_time(mandate.from, mandate.until));
    const auto sizes = sizes_of(seat_counts_of(now.db(), set.body), office ? office->id : Id<Office>());
    found.take(may_have_seats({set.from->earliest(), set.seats->value, {}}, set.from->latest().value_or(now.today()), held, sizes));
    return found.verdict();
}

void apply(acts::Effect& act, const SetSize& set) {
    insert_seat_count(act.db(), act.new_id<SeatCount>(), set, act.basis());
    if (set.office.value) act.touches("office", *set.office.value);
    act.touches("body", *set.body);
}

base::Verdict check(const acts::Reader& now, const DefineOffice& define) {
    Gathered found;
    found.take(must_stand(now, define.body));
    found.take(grounded(now, {Subject::body, Subject::statutes}));
    return found.verdict();
}

void apply(acts::Effect& act, const DefineOffice& define) {
    const auto id = act.new_id<Office>();
    insert_office(act.db(), id, define, act.basis(), act.number());
    act.touches("office", id);
    act.touches("body", *define.body);
}

base::Verdict check(const acts::Reader& now, const CorrectOffice& correct) {
    const auto office = find_office(now.db(), correct.office);
    if (!office) return base::wrong_field("office", "unknown_reference");
    Gathered found;
    found.take(up_to_date(correct.seen, office->changed_by));
    found.take(grounded(now, {Subject::body, Subject::statutes}));
    return found.verdict();
}

void apply(acts::Effect& act, const CorrectOffice& correct) {
    update_office(act.db(), correct, act.basis(), act.number());
    act.touches("office", *correct.office);
    act.touches("body", find_office(act.db(), correct.office)->body);
}

// ---- suspended seats ----

namespace {
// A seat is suspended of whoever has one: by a mandate that may be in force that day, or as a source attests, which says of no day that it
// was the first or the last.
base::Verdict must_sit(const acts::Reader& now, const SuspendSeat& suspend) {
    const auto member = members::find_member(now.db(), suspend.member);
    const auto body = find_body(now.db(), suspend.body);
    if (!member || !body) return base::granted();  // said of the field
    const auto since = member->since ? member->since->earliest() : std::nullopt;
    if (since && suspend.from->latest() && *suspend.from->latest() < *since)
        return base::refused("bodies.before_membership", {}, {{"member", member->name}, {"since", *since}});
    const auto asked = possible_time(suspend.from, suspend.from);
    for (const auto& mandate : mandates_of_member(now.db(), suspend.member)) {
        const auto time = possible_time(mandate.from, mandate.until);
        const bool begins = !time.from || !asked.to || *time.from <= *asked.to;
        const bool over = time.to && asked.from && *time.to <= *asked.from;
        if (mandate.body == *suspend.body && begins && !over) return base::granted();
    }
    if (is_attested(now.db(), suspend.body, suspend.member)) return base::granted();
    return base::refused("bodies.no_seat", {}, {{"member", member->name}, {"body_fr", body->name_fr}, {"body_en", body->name_en}});
}
}  // namespace

base::Verdict check(const acts::Reader& now, const SuspendSeat& suspend) {
    Gathered found;
    found.take(must_stand(now, suspend.body));
    if (found.take(must_belong(now, suspend.member))) found.take(must_sit(now, suspend));
    found.take(members::not_in_future("from", suspend.from, now.today()));
    found.take(grounded(now, {Subject::body}));
    if (const auto open = open_suspension(now.db(), suspend.body, suspend.member))
        found.take(base::refused("bodies.already_suspended", {}, {{"member", open->member_name}, {"number", open->id.value / 1000}}));
    return found.verdict();
}

void apply(acts::Effect& act, const SuspendSeat& suspend) {
    const auto id = act.new_id<Suspension>();
    insert_suspension(act.db(), id, suspend, act.basis());
    act.touches("seat_suspension", id);
    act.touches("body", *suspend.body);
    act.touches("member", *suspend.member);
}

base::Verdict check(const acts::Reader& now, const LiftSuspension& lift) {
    const auto suspension = find_suspension(now.db(), lift.suspension);
    if (!suspension) return base::wrong_field("suspension", "unknown_reference");
    if (suspension->until) return base::refused("bodies.suspension_ended", {}, {{"member", suspension->member_name}});
    Gathered found;
    found.take(may_end("until", lift.until, suspension->from, now.today()));
    found.take(grounded(now, {Subject::body}));
    return found.verdict();
}

void apply(acts::Effect& act, const LiftSuspension& lift) {
    const auto suspension = *find_suspension(act.db(), lift.suspension);
    end_suspension(act.db(), suspension.id, lift.until, act.basis());
    act.touches("seat_suspension", suspension.id);
    act.touches("body", suspension.body);
    act.touches("member", suspension.member);
}

// ---- attestations ----

base::Verdict check(const acts::Reader& now, const RecordAttestation& record) {
    Gathered found;
    auto& db = now.db();
    if (!find_office(db, record.office)) found.take(base::wrong_field("office", "unknown_reference"));
    if (!record.holder.value && !record.person.value) found.take(base::wrong_field("holder", "missing"));
    if (record.holder.value && record.person.value) found.take(base::wrong_field("holder", "bodies_named_twice"));
    if (record.person.value) found.take(people::must_be_known(now, *record.person.value));
    if (record.member.value) found.take(must_be_member(now, *record.member.value));
    found.take(members::not_in_future("from", record.from, now.today()));
    if (const auto& until = record.until.value) {
        const bool announced = record.until_is.value == UntilIs::announced;
        found.take(may_end("until", *until, record.from, announced ? base::Date{9999, 12, 31} : now.today()));
    } else if (record.until_is.value) {
        found.take(base::wrong_field("until", "missing"));
    }
    if (record.differs_from.value && !find_attestation(db, *record.differs_from.value))
        found.take(base::wrong_field("differs_from", "unknown_reference"));
    const auto source = acts::id_in<Source>(now.stamp().basis, "source");
    if (!source) found.take(base::refused("bodies.needs_source"));
    else if (!sources::source_exists(db, *source)) found.take(base::wrong_field("basis", "unknown_reference"));
    return found.verdict();
}

void apply(acts::Effect& act, const RecordAttestation& record) {
    const auto id = act.new_id<Attestation>();
    const auto body = find_office(act.db(), record.office)->body;
    insert_attestation(act.db(), id, record, body, *acts::id_in<Source>(act.basis(), "source"));
    act.touches("attestation", id);
    act.touches("body", body);
    act.touches("source", *acts::id_in<Source>(act.basis(), "source"));
    if (record.member.value) act.touches("member", *record.member.value);
    if (record.person.value) act.touches("person", *record.person.value);
}

base::Verdict check(const acts::Reader& now, const WithdrawAttestation& withdraw) {
    const auto attestation = find_attestation(now.db(), withdraw.attestation);
    if (!attestation) return base::wrong_field("attestation", "unknown_reference");
    if (attestation->withdrawn_by) return base::refused("bodies.attestation_withdrawn", {}, {{"number", attestation->withdrawn_by->value}});
    return base::granted();
}

void apply(acts::Effect& act, const WithdrawAttestation& withdraw) {
    const auto attestation = *find_attestation(act.db(), withdraw.attestation);
    withdraw_attestation(act.db(), attestation.id, act.number());
    act.touches("attestation", attestation.id);
    act.touches("body", attestation.body);
    act.touches("source", attestation.source);
    if (attestation.member) act.touches("member", *attestation.member);
}

// ---- members of commissions, groups and juries ----

base::Verdict check(const acts::Reader& now, const AddMember& add) {
    Gathered found;
    if (!found.take(must_stand(now, add.body))) return found.verdict();
    const auto body = *find_body(now.db(), add.body);
    if (!has_members(body.kind)) return base::refused("bodies.no_members", {}, {{"name_fr", body.name_fr}, {"name_en", body.name_en}});
    found.take(must_belong(now, add.member));
    found.take(members::not_in_future("from", add.from, now.today()));
    found.take(grounded(now, {Subject::body, Subject::appointment, Subject::election}));
    for (const auto& open : open_belongings(now.db(), add.body)) {
        if (open.part != *add.part) continue;
        if (open.member == *add.member) found.take(base::refused("bodies.already_in", {}, {{"member", open.member_name}}));
        else if (*add.part == Part::relay && add.from->latest() && open.from.earliest() && *add.from->latest() < *open.from.earliest())
            found.take(base::wrong_field("from", "before_previous", {{"previous", *open.from.earliest()}}));
    }
    return found.verdict();
}

void apply(acts::Effect& act, const AddMember& add) {
    if (*add.part == Part::relay)
        for (const auto& open : open_belongings(act.db(), add.body))
            if (open.part == Part::relay) {
                end_belonging(act.db(), open.id, add.from);
                act.touches("member", open.member);
            }
    const auto id = act.new_id<Belonging>();
    insert_belonging(act.db(), id, add, act.basis());
    act.touches("belonging", id);
    act.touches("body", *add.body);
    act.touches("member", *add.member);
}

base::Verdict check(const acts::Reader& now, const RemoveMember& remove) {
    const auto belonging = find_belonging(now.db(), remove.belonging);
    if (!belonging) return base::wrong_field("belonging", "unknown_reference");
    if (belonging->until) return base::refused("bodies.belonging_ended", {}, {{"member", belonging->member_name}});
    Gathered found;
    found.take(may_end("until", remove.until, belonging->from, now.today()));
    found.take(grounded(now, {Subject::body, Subject::appointment, Subject::election}));
    return found.verdict();
}

void apply(acts::Effect& act, const RemoveMember& remove) {
    const auto belonging = *find_belonging(act.db(), remove.belonging);
    end_belonging(act.db(), belonging.id, remove.until);
    act.touches("belonging", belonging.id);
    act.touches("body", belonging.body);
    act.touches("member", belonging.member);
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<CreateBody>("bodies.create", 1, By::officer, Basis::required);
    registry.add<CorrectBody>("bodies.correct", 1, By::officer, Basis::required);
    registry.add<EndBody>("bodies.end", 1, By::officer, Basis::required);
    registry.add<SetSize>("bodies.set_size", 1, By::officer, Basis::required);
    registry.add<DefineOffice>("bodies.define_office", 1, By::officer, Basis::required);
    registry.add<CorrectOffice>("bodies.correct_office", 1, By::officer, Basis::required);
    registry.add<SuspendSeat>("bodies.suspend_seat", 1, By::officer, Basis::required);
    registry.add<LiftSuspension>("bodies.lift_suspension", 1, By::officer, Basis::required);
    registry.add<RecordAttestation>("bodies.record_attestation", 1, By::officer, Basis::required);
    registry.add<WithdrawAttestation>("bodies.withdraw_attestation", 1, By::officer, Basis::optional);
    registry.add<AddMember>("bodies.add_member", 1, By::officer, Basis::required);
    registry.add<RemoveMember>("bodies.remove_member", 1, By::officer, Basis::required);
    declare_mandates(registry);
}

std::string_view tables() {
    return
#include "src/bodies/tables.sql.inc"
        ;
}

}  // namespace bodies
