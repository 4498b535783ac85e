#include "assembly/assembly.h"

namespace assembly {

base::Verdict check(const acts::Reader& now, const RecordDecision& decision) {
    if (*decision.date > now.today()) return base::wrong_field("date", "date_future");
    if (*decision.subject == Subject::admission && !decision.subject_id.value) return base::wrong_field("subject_id", "missing");
    return base::granted();
}

void apply(acts::Effect& act, const RecordDecision& decision) {
    const auto id = act.new_id<Decision>();
    act.db().run(
        "INSERT INTO decision (id, body, day, title, subject, subject_id, result, votes_for, votes_against, abstentions, basis) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {id, acts::name_of(*decision.body), *decision.date, decision.title->value, acts::name_of(*decision.subject),
         acts::number(decision.subject_id).value_or(0), acts::name_of(*decision.result), acts::number(decision.votes_for),
         acts::number(decision.votes_against), acts::number(decision.abstentions), act.basis()});
    act.touches("decision", id);
    act.touches("decision");
}

void execute_when_adopted(acts::Consequences& set_off, const RecordDecision& decision) {
    if (*decision.result != Result::adopted || *decision.subject == Subject::none) return;
    const Id<Decision> id{set_off.now().stamp().number.value * 1000 + 1};
    set_off.attempt(ExecuteDecision{id}, basis_of(id));
}

base::Verdict check(const acts::Reader& now, const ExecuteDecision& execute) {
    const auto decision = find_decision(now.db(), execute.decision);
    if (!decision) return base::wrong_field("decision", "unknown_reference");
    if (decision->result != Result::adopted) return base::refused("assembly.not_adopted", {}, {{"decision", decision->id.value}});
    if (decision->subject == Subject::none) return base::refused("assembly.nothing_to_execute", {}, {{"decision", decision->id.value}});
    if (decision->executed_by)
        return base::refused("assembly.executed", {}, {{"decision", decision->id.value}, {"number", decision->executed_by->value}});
    return base::granted();
}

void apply(acts::Effect& act, const ExecuteDecision& execute) {
    act.db().run("UPDATE decision SET executed_by = $1 WHERE id = $2", {act.number(), *execute.decision});
    act.touches("decision", *execute.decision);
    act.touches("decision");
}

namespace {
constexpr auto decision_columns =
    "SELECT id, body, day, title, subject, subject_id, result, votes_for, votes_against, abstentions, executed_by FROM decision ";

KnownDecision decision_row(const store::Rows& row) {
    KnownDecision known{row.id<Decision>(0),
                        *acts::named<Body>(row.view(1)),
                        row.date(2),
                        row.text(3),
                        *acts::named<Subject>(row.view(4)),
                        row.integer(5),
                        *acts::named<Result>(row.view(6)),
                        row.integer_or_null(7),
                        row.integer_or_null(8),
                        row.integer_or_null(9),
                        {}};
    if (!row.null(10)) known.executed_by = row.id<acts::Act>(10);
    return known;
}
}  // namespace

std::optional<KnownDecision> find_decision(store::Db& db, Id<Decision> id) {
    static const auto sql = std::string(decision_columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(decision_row(rows)) : std::nullopt;
}

std::vector<KnownDecision> recent_decisions(store::Db& db, std::int64_t most) {
    static const auto sql = std::string(decision_columns) + "ORDER BY day DESC, id DESC LIMIT $1";
    std::vector<KnownDecision> all;
    auto rows = db.ask(sql, {most});
    while (rows.next()) all.push_back(decision_row(rows));
    return all;
}

std::vector<KnownDecision> decisions_to_execute(store::Db& db, std::int64_t most) {
    static const auto sql =
        std::string(decision_columns) + "WHERE executed_by IS NULL AND result = 'adopted' AND subject <> 'none' ORDER BY day, id LIMIT $1";
    std::vector<KnownDecision> all;
    auto rows = db.ask(sql, {most});
    while (rows.next()) all.push_back(decision_row(rows));
    return all;
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<RecordDecision>("assembly.record_decision", 1, By::officer, Basis::required);
    registry.add<ExecuteDecision>("assembly.execute_decision", 1, By::officer_or_consequence, Basis::optional);
    registry.react<RecordDecision, execute_when_adopted>();
}

std::string_view tables() {
    return
#include "src/assembly/tables.sql.inc"
        ;
}

}  // namespace assembly
