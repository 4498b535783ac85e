#include "statutes/statutes.h"

#include <algorithm>

namespace statutes {

base::Verdict check(const acts::Reader&, const SetRule& set) {
    if (std::ranges::find(scalar_rules, set.rule->value) == std::end(scalar_rules)) return base::wrong_field("rule", "choice");
    const auto from = set.from.value ? set.from.value->earliest() : std::nullopt,
               to = set.to.value ? set.to.value->earliest() : std::nullopt;
    if (set.to.value && !to) return base::wrong_field("to", "date");
    if (base::Interval{from, to}.empty()) return base::wrong_field("to", "before_from");
    return base::granted();
}

void apply(acts::Effect& act, const SetRule& set) {
    const auto id = act.new_id<Rule>();
    act.db().run(
        "INSERT INTO rule (id, rule, value, from_day, to_day, article_fr, article_en, basis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {id, set.rule->value, set.value->value, set.from.value ? set.from.value->earliest() : std::nullopt,
         set.to.value ? set.to.value->earliest() : std::nullopt, set.article_fr->value, set.article_en->value, act.basis()});
    act.touches("rule", id);
    // Every value of a rule stands in the history of its first one.
    auto first = act.db().ask("SELECT min(id) FROM rule WHERE rule = $1", {set.rule->value});
    if (first.next()) act.touches("rule", first.id<Rule>(0));
    act.touches("rule");
}

namespace {
RuleValue rule_row(const store::Rows& row) {
    return {row.id<Rule>(0), row.text(1), row.integer(2), {row.date_or_null(3), row.date_or_null(4)},
            row.text(5),     row.text(6), row.text(7)};
}
}  // namespace

std::optional<RuleValue> rule_on(store::Db& db, std::string_view rule, base::Date day) {
    auto rows = db.ask(
        "SELECT id, rule, value, from_day, to_day, article_fr, article_en, basis FROM rule "
        "WHERE rule = $1 AND (from_day IS NULL OR from_day <= $2) AND (to_day IS NULL OR to_day > $2) ORDER BY id DESC LIMIT 1",
        {rule, day});
    return rows.next() ? std::optional(rule_row(rows)) : std::nullopt;
}

std::optional<RuleValue> find_rule(store::Db& db, Id<Rule> id) {
    auto rows = db.ask("SELECT id, rule, value, from_day, to_day, article_fr, article_en, basis FROM rule WHERE id = $1", {id});
    return rows.next() ? std::optional(rule_row(rows)) : std::nullopt;
}

std::vector<RuleValue> all_rules(store::Db& db) {
    std::vector<RuleValue> all;
    auto rows = db.ask("SELECT id, rule, value, from_day, to_day, article_fr, article_en, basis FROM rule ORDER BY rule, id");
    while (rows.next()) all.push_back(rule_row(rows));
    return all;
}

base::Verdict not_set(std::string_view rule) {
    return base::refused("statutes.rule_not_set", "rule:" + std::string(rule), {{"rule", std::string(rule)}});
}

void declare(acts::Registry& registry) { registry.add<SetRule>("statutes.set_rule", 1, acts::By::administrator, acts::Basis::required); }

std::string_view tables() {
    return
#include "src/statutes/tables.sql.inc"
        ;
}

}  // namespace statutes
