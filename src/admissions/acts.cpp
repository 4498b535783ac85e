#include "admissions/acts.h"

#include "acts/basis.h"
#include "acts/history.h"
#include "admissions/rules.h"
#include "admissions/store.h"
#include "base/gathered.h"
#include "credentials/codes.h"
#include "people/people.h"

namespace admissions {
namespace {

constexpr std::size_t code_letters = 12;

KnownApplication the(store::Db& db, Id<Application> id) {
    auto known = find_application(db, id);
    if (!known) throw store::Fault("no application " + std::to_string(id.value));
    return *std::move(known);
}

base::Verdict unknown() { return base::wrong_field("application", "unknown_reference"); }

std::string code_for(store::Db& db, Id<Application> id, std::string_view purpose) {
    const auto key = key_of(db);
    return key.empty() ? std::string() : credentials::spoken_code(purpose, id.value, key, code_letters);
}

Capital capital_for(store::Db& db, const KnownApplication& application) {
    if (application.kind == Kind::capital) return Capital::itself;
    return members::capital_of(db, application.country) ? Capital::member : Capital::none;
}

base::Verdict cap_of(store::Db& db, const KnownApplication& application, base::Date day) {
    return may_join(application.kind, members::cities_of_state(db, application.country), application.country,
                    statutes::rule_on(db, statutes::cities_per_state, day));
}

void touch(acts::Effect& act, Id<Application> id) {
    act.touches("application", id);
    act.touches("application");
}

// The file's new step (or the one it has), and a message to the contact about it.
enum class Told { yes, no };
void move(acts::Effect& act, Id<Application> id, Step step, Told told = Told::yes) {
    const auto known = the(act.db(), id);
    move_to(act.db(), known, step, act.date(), act.number());
    if (told == Told::yes)
        act.send({"application_step", people::email_of(act.db(), inside(act.db(), id).contact),
                  "{\"application\":" + std::to_string(id.value) + ",\"step\":" + std::to_string(static_cast<int>(step)) + "}"});
    touch(act, id);
}

base::Verdict with_pass(store::Db& db, Id<Application> id, const Pass& pass) {
    if (credentials::is_spoken_code(pass.value, pass_of(db, id))) return base::granted();
    return base::refused("admissions.pass_spent");
}

// "decision:5001" names one of the Bureau, adopted and of that day; another ground, or none, is as its author says.
base::Verdict of_bureau(const acts::Reader& now, base::Date on) {
    if (!now.stamp().basis.starts_with("decision:")) return base::granted();
    const auto number = acts::number_in(now.stamp().basis, "decision").value_or(0);
    const auto decision = assembly::find_decision(now.db(), {number});
    if (!decision) return base::wrong_field("basis", "unknown_reference");
    if (decision->body != assembly::Body::bureau) return base::refused("admissions.not_of_bureau", {}, {{"title", decision->title}});
    if (decision->annulled_by)
        return base::refused("assembly.annulled", {}, {{"decision", number}, {"number", decision->annulled_by->value}});
    if (decision->date != on) return base::wrong_field("on", "not_of_decision", {{"date", decision->date}});
    return base::granted();
}

}  // namespace

std::string code_of(store::Db& db, Id<Application> id) { return code_for(db, id, "application code"); }
std::string mail_pass_of(store::Db& db, Id<Application> id) { return code_for(db, id, "application address"); }
std::string pass_of(store::Db& db, Id<Application> id) { return code_for(db, id, "application pass " + std::to_string(passes_of(db, id))); }

std::string sender_of(store::Db& db, Id<Application> id) {
    const auto known = find_application(db, id);
    const auto entry = known ? acts::find_entry(db, known->number) : std::nullopt;
    return entry && acts::Actor{entry->actor()}.person() ? std::string(entry->actor()) : std::string();
}

// ---- the application ----

ApplyForMembership since_1(const ApplyForMembership1& old) {
    ApplyForMembership apply;
    apply.name = old.name, apply.country = old.country, apply.kind = old.kind, apply.population = old.population;
    apply.deliberation = old.deliberation, apply.deliberation_date = old.deliberation_date, apply.motivation = old.motivation;
    apply.contact_name = old.contact_name, apply.contact_email = old.contact_email;
    return apply;
}

base::Verdict check(const acts::Reader& now, const ApplyForMembership& apply) {
    auto& db = now.db();
    const std::string &name = *apply.name, &country = *apply.country;
    const auto place = acts::text(apply.place.value).value_or("");
    base::Gathered found;
    found.take(members::not_in_future("deliberation_date", base::PartialDate::of(apply.deliberation_date), now.today()));
    found.take(decided_by(*apply.kind, apply.authority));
    auto verdict = found.verdict();
    if (!verdict) return verdict;
    // Two cities of one name are told apart by their place.
    const auto member = members::member_named(db, name, country);
    const auto same = place.empty() ? member : members::member_named(db, name + " (" + place + ")", country);
    if (same) return base::refused("members.already_member", {}, {{"name", name}, {"member", same->value}});
    if (const auto open = open_application_named(db, name, place, country))
        return base::refused("members.already_applied", {}, {{"name", name}, {"application", open->value}, {"number", open->value / 1000}});
    if (member) verdict->push_back({"admissions.same_name", {}, {{"name", name}, {"place", place}, {"member", member->value}}});
    base::holds(verdict, may_join(*apply.kind, members::cities_of_state(db, country), country,
                                  statutes::rule_on(db, statutes::cities_per_state, now.today())));
    return verdict;
}

void apply(acts::Effect& act, const ApplyForMembership& apply) {
    const auto id = act.new_id<Application>();
    const auto contact = people::register_contact(act, apply.contact_name.handle(), apply.contact_email.handle());
    insert_application(act.db(), id, apply, contact, act.date(), act.number());
    act.send({"application_received", apply.contact_email.handle(), "{\"application\":" + std::to_string(id.value) + "}"});
    touch(act, id);
}

base::Verdict check(const acts::Reader& now, const ConfirmAddress& confirm) {
    if (!find_application(now.db(), confirm.application)) return unknown();
    if (!credentials::is_spoken_code(confirm.pass.value, mail_pass_of(now.db(), confirm.application)))
        return base::refused("admissions.wrong_link");
    if (const auto on = inside(now.db(), confirm.application).mail_confirmed)
        return base::refused("admissions.address_confirmed", {}, {{"on", *on}});
    return base::granted();
}

void apply(acts::Effect& act, const ConfirmAddress& confirm) {
    confirm_mail(act.db(), confirm.application, act.date());
    touch(act, confirm.application);
}

// ---- its pieces ----

base::Verdict check(const acts::Reader& now, const AskPiece& ask) {
    const auto known = find_application(now.db(), ask.application);
    return known ? may_ask_piece(known->step, ask.until, now.today()) : unknown();
}

void apply(acts::Effect& act, const AskPiece& ask) {
    struct Row;
    ask_piece(act.db(), act.new_id<Row>().value, ask.application, ask, act.date());
    const auto known = the(act.db(), ask.application);
    move_to(act.db(), known, Step::incomplete, act.date(), act.number());
    act.send({"application_piece", people::email_of(act.db(), inside(act.db(), known.id).contact),
              "{\"application\":" + std::to_string(known.id.value) + ",\"piece\":" + std::to_string(act.number().value * 1000 + 1) + "}"});
    touch(act, known.id);
}

base::Verdict check(const acts::Reader& now, const AddPiece& add) {
    const auto known = find_application(now.db(), add.application);
    if (!known) return unknown();
    auto verdict = may_add_piece(known->step, add.file.has_value() || add.words.has_value());
    if (!verdict) return verdict;
    if ((*add.piece == Piece::letter || *add.piece == Piece::deliberation) && !add.file) return base::wrong_field("file", "missing");
    base::holds(verdict, with_pass(now.db(), known->id, add.pass));
    return verdict;
}

void apply(acts::Effect& act, const AddPiece& add) {
    const auto known = the(act.db(), add.application);
    add_pieces(act.db(), known.id, add.piece, act.date());
    if (*add.piece == Piece::letter) have_letter(act.db(), known.id);
    spend_pass(act.db(), known.id);
    // All that was asked for is there: the secretariat looks at it again.
    bool awaited = false;
    for (const auto& piece : pieces_of(act.db(), known.id)) awaited = awaited || !piece.added_on;
    const bool back = known.step == Step::incomplete && !awaited;
    if (back) move_to(act.db(), known, Step::received, act.date(), act.number());
    touch(act, known.id);
}

base::Verdict check(const acts::Reader& now, const FindComplete& find) {
    const auto known = find_application(now.db(), find.application);
    if (!known) return unknown();
    return may_find_complete(known->step, missing(inside(now.db(), known->id).letter, pieces_of(now.db(), known->id)));
}

void apply(acts::Effect& act, const FindComplete& find) { move(act, find.application, Step::complete); }

// ---- the capital's opinion, the Bureau, the agenda ----

base::Verdict check(const acts::Reader& now, const AskOpinion& ask) {
    const auto known = find_application(now.db(), ask.application);
    return known ? may_ask_opinion(known->step, capital_for(now.db(), *known), ask.until, now.today()) : unknown();
}

void apply(acts::Effect& act, const AskOpinion& ask) {
    await_opinion(act.db(), ask.application, ask.until);
    move(act, ask.application, Step::opinion_asked);
}

base::Verdict check(const acts::Reader& now, const SettleOpinion& settle) {
    const auto known = find_application(now.db(), settle.application);
    if (!known) return unknown();
    return may_settle(known->step, capital_for(now.db(), *known), settle.opinion, known->opinion_until, settle.on, known->received,
                      now.today());
}

void apply(acts::Effect& act, const SettleOpinion& settle) {
    set_opinion(act.db(), settle.application, settle.opinion, settle.on);
    move(act, settle.application, Step::opinion_settled);
}

base::Verdict check(const acts::Reader& now, const Examine& examine) {
    const auto known = find_application(now.db(), examine.application);
    if (!known) return unknown();
    auto verdict = may_examine(known->step, examine.on, known->received, now.today());
    if (verdict) base::holds(verdict, of_bureau(now, examine.on));
    return verdict;
}

void apply(acts::Effect& act, const Examine& examine) {
    set_advice(act.db(), examine.application, examine.advice, examine.on, act.basis());
    move(act, examine.application, Step::examined);
}

base::Verdict check(const acts::Reader& now, const MakeReady& make) {
    const auto known = find_application(now.db(), make.application);
    if (!known) return unknown();
    auto verdict = may_make_ready(known->step, make.session, now.today());
    if (verdict) base::holds(verdict, cap_of(now.db(), *known, make.session.value.value_or(now.today())));
    return verdict;
}

void apply(acts::Effect& act, const MakeReady& make) {
    set_session(act.db(), make.application, make.session);
    move(act, make.application, Step::ready);
}

// ---- how it ends ----

base::Verdict check(const acts::Reader& now, const AdmitMember& admit) {
    auto& db = now.db();
    const auto application = find_application(db, admit.application);
    if (!application) return base::refused("members.application_unknown", {}, {{"application", admit.application->value}});
    if (application->admitted)
        return base::refused("members.already_member", {}, {{"name", application->name}, {"member", application->admitted->value}});
    if (!is_open(application->step))
        return base::refused("admissions.closed", {}, {{"step", std::string(acts::name_of(application->step))}});
    const auto named = [&](const std::string& name) { return members::member_named(db, name, application->country); };
    if (const auto member = application->place.empty() ? named(application->name) : named(application->full_name()))
        return base::refused("members.already_member", {}, {{"name", application->full_name()}, {"member", member->value}});
    auto verdict = may_admit_on(admit.since, application->received);
    if (!verdict || !base::holds(verdict, cap_of(db, *application, admit.since))) return verdict;
    const auto number = acts::number_in(now.stamp().basis, "decision");
    const auto decision = number ? assembly::find_decision(db, {*number}) : std::nullopt;
    const auto procedure = statutes::held_on<statutes::Procedure>(db, statutes::Body::members, statutes::Matter::admission, admit.since);
    if (decision && !base::holds(verdict, may_decide(procedure, decision->body))) return verdict;
    const bool by_whom = procedure.rule || (decision && decision->body == assembly::Body::general_assembly);
    base::holds(verdict, left_out(application->step, inside(db, application->id).opinion, by_whom));
    return verdict;
}

void apply(acts::Effect& act, const AdmitMember& admit) {
    const auto application = the(act.db(), admit.application);
    // It bears its place only where another of that name is a member.
    const bool alone = !members::member_named(act.db(), application.name, application.country);
    const auto member =
        members::enter(act, {alone ? application.name : application.full_name(), application.country, application.kind, *admit.since});
    set_admitted(act.db(), application.id, member);
    move(act, application.id, Step::admitted);
}

// An adopted admission admits: assembly does not know who applies.
void admit_when_executed(acts::Consequences& set_off, const assembly::ExecuteDecision& execute) {
    const auto decision = assembly::find_decision(set_off.now().db(), execute.decision);
    if (decision->subject != assembly::Subject::admission) return;
    set_off.then(AdmitMember{Id<Application>{decision->subject_id}, decision->date}, assembly::basis_of(decision->id));
}

base::Verdict check(const acts::Reader& now, const Reject& reject) {
    const auto known = find_application(now.db(), reject.application);
    return known ? may_close(known->step) : unknown();
}

void apply(acts::Effect& act, const Reject& reject) { move(act, reject.application, Step::rejected); }

// The General Assembly decides of admissions: what another body did not adopt leaves the file as it is.
void reject_when_decided(acts::Consequences& set_off, const assembly::RecordDecision& record) {
    if (*record.subject != assembly::Subject::admission || *record.result != assembly::Result::rejected) return;
    if (*record.body != assembly::Body::general_assembly) return;
    const Id<Application> id{acts::number(record.subject_id).value_or(0)};
    const auto known = find_application(set_off.now().db(), id);
    if (!known || !is_open(known->step)) return;
    const Id<assembly::Decision> decision{set_off.now().stamp().number.value * 1000 + 1};
    set_off.attempt(Reject{id, *record.date}, assembly::basis_of(decision));
}

base::Verdict check(const acts::Reader& now, const Reopen& reopen) {
    const auto known = find_application(now.db(), reopen.application);
    if (!known) return unknown();
    if (known->step != Step::rejected) return base::refused("admissions.not_rejected", {}, {{"application", known->id.value}});
    if (const auto open = open_application_named(now.db(), known->name, known->place, known->country))
        return base::refused("members.already_applied", {},
                             {{"name", known->name}, {"application", open->value}, {"number", open->value / 1000}});
    return base::granted();
}

void apply(acts::Effect& act, const Reopen& reopen) { move(act, reopen.application, Step::ready); }

void reopen_when_annulled(acts::Consequences& set_off, const assembly::AnnulDecision& annul) {
    auto& db = set_off.now().db();
    const auto decision = assembly::find_decision(db, annul.decision);
    if (!decision || decision->subject != assembly::Subject::admission || decision->result != assembly::Result::rejected ||
        decision->body != assembly::Body::general_assembly)
        return;
    const auto known = find_application(db, {decision->subject_id});
    if (known && known->step == Step::rejected) set_off.attempt(Reopen{known->id}, assembly::basis_of(decision->id));
}

base::Verdict check(const acts::Reader& now, const Withdraw& withdraw) {
    const auto known = find_application(now.db(), withdraw.application);
    if (!known) return unknown();
    auto verdict = may_close(known->step);
    if (verdict) base::holds(verdict, with_pass(now.db(), known->id, withdraw.pass));
    return verdict;
}

void apply(acts::Effect& act, const Withdraw& withdraw) {
    spend_pass(act.db(), withdraw.application);
    move(act, withdraw.application, Step::withdrawn);
}

base::Verdict check(const acts::Reader& now, const Close& close) {
    const auto known = find_application(now.db(), close.application);
    if (!known) return unknown();
    auto verdict = may_close(known->step);
    if (!verdict) return verdict;
    const auto& other = close.duplicate_of.value;
    if (*close.reason == CloseReason::lapsed) return other ? base::wrong_field("duplicate_of", "not_for_kind") : std::move(verdict);
    if (!other) return base::wrong_field("duplicate_of", "missing");
    const auto kept = find_application(now.db(), *other);
    if (!kept || kept->id == known->id) return base::wrong_field("duplicate_of", "unknown_reference");
    if (kept->country != known->country || kept->step == Step::duplicate) return base::wrong_field("duplicate_of", "not_the_same");
    return verdict;
}

void apply(acts::Effect& act, const Close& close) {
    if (close.duplicate_of.value) {
        set_duplicate(act.db(), close.application, *close.duplicate_of.value);
        act.touches("application", *close.duplicate_of.value);
    }
    move(act, close.application, *close.reason == CloseReason::lapsed ? Step::lapsed : Step::duplicate);
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<ApplyForMembership>("members.apply_for_membership", 2, By::anyone, Basis::none);
    registry.keep<ApplyForMembership1, since_1>("members.apply_for_membership", 1);
    registry.add<AdmitMember>("members.admit", 1, By::consequence, Basis::required);
    registry.add<ConfirmAddress>("admissions.confirm_address", 1, By::anyone, Basis::none);
    registry.add<AskPiece>("admissions.ask_piece", 1, By::officer, Basis::none);
    registry.add<AddPiece>("admissions.add_piece", 1, By::anyone, Basis::none);
    registry.add<FindComplete>("admissions.find_complete", 1, By::officer, Basis::none);
    registry.add<AskOpinion>("admissions.ask_opinion", 1, By::officer, Basis::none);
    registry.add<SettleOpinion>("admissions.settle_opinion", 1, By::officer, Basis::optional);
    registry.add<Examine>("admissions.examine", 1, By::officer, Basis::optional);
    registry.add<MakeReady>("admissions.make_ready", 1, By::officer, Basis::optional);
    registry.add<Reject>("admissions.reject", 1, By::consequence, Basis::required);
    registry.add<Reopen>("admissions.reopen", 1, By::consequence, Basis::required);
    registry.add<Withdraw>("admissions.withdraw", 1, By::anyone, Basis::none);
    registry.add<Close>("admissions.close", 1, By::officer, Basis::optional);
    registry.react<assembly::ExecuteDecision, admit_when_executed>();
    registry.react<assembly::RecordDecision, reject_when_decided>();
    registry.react<assembly::AnnulDecision, reopen_when_annulled>();
}

std::string_view tables() {
    return
#include "src/admissions/tables.sql.inc"
        ;
}

}  // namespace admissions
