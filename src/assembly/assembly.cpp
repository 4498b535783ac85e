#include "assembly/assembly.h"

#include "acts/basis.h"
#include "assembly/store.h"
#include "statutes/acts.h"

namespace assembly {

bool names_a_thing(Subject subject) {
    switch (subject) {
    case Subject::admission:
    case Subject::suspension:
    case Subject::reinstatement:
    case Subject::exclusion:
    case Subject::resignation:
    case Subject::removal:
    case Subject::annulment: return true;
    default: return false;
    }
}

base::Verdict check(const acts::Reader& now, const RecordDecision& decision) {
    if (*decision.date > now.today()) return base::wrong_field("date", "date_future");
    if (names_a_thing(*decision.subject) && !decision.subject_id.value) return base::wrong_field("subject_id", "missing");
    if (decision.session.value) {
        const auto session = find_session(now.db(), *decision.session.value);
        if (!session) return base::wrong_field("session", "unknown_reference");
        if (session->body != *decision.body) return base::wrong_field("session", "other_body");
        if (!may_decide_on(*session, *decision.date)) return base::wrong_field("date", "outside_session");
    }
    return base::granted();
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
