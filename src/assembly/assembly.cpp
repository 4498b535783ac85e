#include "assembly/assembly.h"

#include "acts/basis.h"
#include "assembly/rules.h"
#include "assembly/store.h"
#include "statutes/acts.h"

namespace assembly {

std::string_view thing_of(Subject subject) {
    switch (subject) {
    case Subject::admission: return "application";
    case Subject::suspension:
    case Subject::reinstatement:
    case Subject::exclusion: return "member";
    case Subject::resignation:
    case Subject::removal: return "mandate";
    case Subject::annulment: return acts::thing<Decision>;
    default: return {};
    }
}

bool names_a_thing(Subject subject) { return !thing_of(subject).empty(); }

namespace {

bool is_there(store::Db& db, std::string_view kind, std::int64_t thing) {
    if (kind == "application") return is_application(db, thing);
    if (kind == "member") return is_member(db, thing);
    if (kind == "mandate") return is_mandate(db, thing);
    return find_decision(db, {thing}).has_value();
}

// What is decided is there, and of the kind that the subject is about.
void must_be_there(store::Db& db, const RecordDecision& decision, std::vector<base::Wrong>& wrong) {
    const auto kind = thing_of(*decision.subject);
    if (kind.empty()) return;
    const auto thing = acts::number(decision.subject_id);
    if (!thing) wrong.push_back({"subject_id", "missing", {}});
    else if (!is_there(db, kind, *thing))
        wrong.push_back({"subject_id", "not_decided_about", {{"kind", std::string(kind)}, {"number", *thing}}});
    // What it had ended does not come back by itself: the body decides anew.
    else if (*decision.subject == Subject::annulment && find_decision(db, {*thing})->subject == Subject::annulment)
        wrong.push_back({"subject_id", "annulment_stands", {}});
}

void must_be_of_session(store::Db& db, const RecordDecision& decision, std::vector<base::Wrong>& wrong) {
    if (!decision.session.value) return;
    const auto session = find_session(db, *decision.session.value);
    if (!session) wrong.push_back({"session", "unknown_reference", {}});
    else if (session->body != *decision.body) wrong.push_back({"session", "other_body", {}});
    else if (!may_decide_on(*session, *decision.date)) wrong.push_back({"date", "outside_session", {}});
}

}  // namespace

base::Verdict check(const acts::Reader& now, const RecordDecision& decision) {
    std::vector<base::Wrong> wrong;
    if (*decision.date > now.today()) wrong.push_back({"date", "date_future", {}});
    must_be_there(now.db(), decision, wrong);
    must_be_of_session(now.db(), decision, wrong);
    const auto in_favour = acts::number(decision.votes_for), against = acts::number(decision.votes_against);
    if (!wrong.empty() || *decision.result != Result::adopted || !in_favour || !against) return base::all_right(std::move(wrong));
    const auto majority = statutes::held_on<statutes::Majority>(now.db(), *acts::named<statutes::Body>(acts::name_of(*decision.body)),
                                                                matter_of(*decision.subject), *decision.date);
    return votes_may_adopt(majority, *in_favour, *against, acts::number(decision.abstentions).value_or(0));
}

void apply(acts::Effect& act, const RecordDecision& decision) {
    const auto id = act.new_id<Decision>();
    insert_decision(act.db(), id, decision, act.basis());
    act.touches("decision", id);
    if (decision.session.value) act.touches("session", *decision.session.value);
    act.touches("decision");
}

void execute_when_adopted(acts::Consequences& set_off, const RecordDecision& decision) {
    if (*decision.result != Result::adopted || !names_a_thing(*decision.subject)) return;
    const Id<Decision> id{set_off.now().stamp().number.value * 1000 + 1};
    set_off.attempt(ExecuteDecision{id}, basis_of(id));
}

base::Verdict check(const acts::Reader& now, const ExecuteDecision& execute) {
    const auto decision = find_decision(now.db(), execute.decision);
    if (!decision) return base::wrong_field("decision", "unknown_reference");
    if (decision->result != Result::adopted) return base::refused("assembly.not_adopted", {}, {{"decision", decision->id.value}});
    if (decision->annulled_by)
        return base::refused("assembly.annulled", {}, {{"decision", decision->id.value}, {"number", decision->annulled_by->value}});
    if (!names_a_thing(decision->subject)) return base::refused("assembly.nothing_to_execute", {}, {{"decision", decision->id.value}});
    if (decision->executed_by)
        return base::refused("assembly.executed", {}, {{"decision", decision->id.value}, {"number", decision->executed_by->value}});
    return base::granted();
}

void apply(acts::Effect& act, const ExecuteDecision& execute) {
    set_executed(act.db(), execute.decision, act.number());
    act.touches("decision", *execute.decision);
    act.touches("decision");
}

void annul_when_executed(acts::Consequences& set_off, const ExecuteDecision& execute) {
    const auto decision = find_decision(set_off.now().db(), execute.decision);
    if (decision->subject != Subject::annulment) return;
    set_off.then(AnnulDecision{Id<Decision>{decision->subject_id}, decision->date}, basis_of(decision->id));
}

base::Verdict check(const acts::Reader& now, const AnnulDecision& annul) {
    const auto annulled = find_decision(now.db(), annul.decision);
    // One that names itself named nothing when it was taken.
    const bool itself = acts::id_in<Decision>(now.stamp().basis, "decision") == *annul.decision;
    if (!annulled || itself) return base::refused("assembly.unknown", {}, {{"decision", annul.decision->value}});
    if (annulled->annulled_by)
        return base::refused("assembly.annulled", {}, {{"decision", annulled->id.value}, {"number", annulled->annulled_by->value}});
    if (*annul.on < annulled->date) return base::refused("assembly.annulled_before", {}, {{"date", annulled->date}});
    return base::granted();
}

void apply(acts::Effect& act, const AnnulDecision& annul) {
    const auto by = acts::id_in<Decision>(act.basis(), "decision");
    set_annulled(act.db(), annul.decision, act.number(), by);
    if (by) act.touches("decision", *by);  // its page says what became of it
    act.touches("decision", *annul.decision);
    act.touches("decision");
}

// A rule of the statutes does not outlive the decision that made it.
void end_rules_when_annulled(acts::Consequences& set_off, const AnnulDecision& annul) {
    set_off.then(statutes::EndRules{{{basis_of(*annul.decision)}}, *annul.on}, set_off.now().stamp().basis);
}

std::expected<KnownDecision, base::Refusal> decided(const acts::Reader& now, Subject subject, std::int64_t thing) {
    const auto id = acts::id_in<Decision>(now.stamp().basis, "decision");
    const auto decision = id ? find_decision(now.db(), *id) : std::nullopt;
    if (!decision) return base::refused("assembly.needs_decision", {}, {{"subject", std::string(acts::name_of(subject))}});
    const auto title = decision->title;
    if (decision->result != Result::adopted) return base::refused("assembly.not_adopted", {}, {{"decision", decision->id.value}});
    if (decision->annulled_by)
        return base::refused("assembly.annulled", {}, {{"decision", decision->id.value}, {"number", decision->annulled_by->value}});
    if (decision->subject != subject || (names_a_thing(subject) && decision->subject_id != thing))
        return base::refused("assembly.about_something_else", {}, {{"decision", decision->id.value}, {"title", title}});
    return *decision;
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<RecordDecision>("assembly.record_decision", 1, By::officer, Basis::required);
    registry.add<RecordSession>("assembly.record_session", 1, By::officer, Basis::required);
    registry.add<CorrectSession>("assembly.correct_session", 1, By::officer, Basis::required);
    registry.add<ExecuteDecision>("assembly.execute_decision", 1, By::officer_or_consequence, Basis::optional);
    registry.add<AnnulDecision>("assembly.annul_decision", 1, By::consequence, Basis::required);
    registry.react<RecordDecision, execute_when_adopted>();
    registry.react<ExecuteDecision, annul_when_executed>();
    registry.react<AnnulDecision, end_rules_when_annulled>();
}

std::string_view tables() {
    return
#include "src/assembly/tables.sql.inc"
        ;
}

}  // namespace assembly
