#include "statutes/store.h"

namespace statutes {
namespace {

constexpr auto rule_columns =
    "SELECT id, rule, value, from_day, to_day, article_fr, article_en, basis, text_fr, text_en, ended_by, from_text FROM rule ";
constexpr auto provision_columns =
    "SELECT id, name, from_day, to_day, article, article_fr, article_en, text_fr, text_en, value, basis, ended_by, from_text FROM "
    "provision ";

// Of those in force the same day (shown.cpp says it again of values that are read already).
constexpr auto asked_first =
    "ORDER BY CASE WHEN basis LIKE 'decision:%' THEN 0 ELSE 1 END, from_day IS NULL, from_day DESC, id DESC LIMIT 1";

RuleValue rule_row(const store::Rows& row) {
    RuleValue rule{row.id<Rule>(0), row.text(1), row.integer(2), {row.date_or_null(3), row.date_or_null(4)}, row.text(5), row.text(6),
                   row.text(7),     row.text(8), row.text(9)};
    if (!row.null(10)) rule.ended_by = row.id<acts::Act>(10);
    if (!row.null(11)) rule.begins = row.partial_date(11);
    return rule;
}

ProvisionRow provision_row(const store::Rows& row) {
    ProvisionRow one;
    one.id = row.id<Provision>(0);
    one.name = row.text(1);
    if (const auto parts = named(one.name)) one.kind = parts->kind, one.body = parts->body, one.matter = parts->matter;
    one.held = {row.date_or_null(2), row.date_or_null(3)};
    one.article = row.text(4), one.article_fr = row.text(5), one.article_en = row.text(6);
    one.text_fr = row.text(7), one.text_en = row.text(8), one.value = row.text(9), one.basis = row.text(10);
    if (!row.null(11)) one.ended_by = row.id<acts::Act>(11);
    if (!row.null(12)) one.begins = row.partial_date(12);
    return one;
}

}  // namespace

void put_rule(store::Db& db, const RuleValue& rule) {
    db.run(
        "INSERT INTO rule (id, rule, value, from_day, to_day, article_fr, article_en, text_fr, text_en, basis, from_text) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {rule.id, rule.rule, rule.value, rule.held.from, rule.held.to, rule.article_fr, rule.article_en, rule.text_fr, rule.text_en,
         rule.basis, rule.begins});
}

void put_provision(store::Db& db, const ProvisionRow& one) {
    db.run(
        "INSERT INTO provision (id, name, from_day, to_day, article, article_fr, article_en, text_fr, text_en, value, basis, from_text) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        {one.id, one.name, one.held.from, one.held.to, one.article, one.article_fr, one.article_en, one.text_fr, one.text_en, one.value,
         one.basis, one.begins});
}

std::optional<RuleValue> rule_on(store::Db& db, std::string_view rule, Date day) {
    static const auto sql = std::string(rule_columns) +
                            "WHERE rule = $1 AND (from_day IS NULL OR from_day <= $2) AND (to_day IS NULL OR to_day > $2) " + asked_first;
    auto rows = db.ask(sql, {rule, day});
    return rows.next() ? std::optional(rule_row(rows)) : std::nullopt;
}

std::optional<RuleValue> find_rule(store::Db& db, Id<Rule> id) {
    static const auto sql = std::string(rule_columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(rule_row(rows)) : std::nullopt;
}

std::vector<RuleValue> all_rules(store::Db& db) {
    static const auto sql = std::string(rule_columns) + "ORDER BY rule, id";
    std::vector<RuleValue> all;
    auto rows = db.ask(sql);
    while (rows.next()) all.push_back(rule_row(rows));
    return all;
}

std::vector<RuleValue> rules_named(store::Db& db, std::string_view rule) {
    static const auto sql = std::string(rule_columns) + "WHERE rule = $1 ORDER BY id";
    std::vector<RuleValue> all;
    auto rows = db.ask(sql, {rule});
    while (rows.next()) all.push_back(rule_row(rows));
    return all;
}

std::vector<ProvisionRow> all_provisions(store::Db& db) {
    static const auto sql = std::string(provision_columns) + "ORDER BY name, id";
    std::vector<ProvisionRow> all;
    auto rows = db.ask(sql);
    while (rows.next()) all.push_back(provision_row(rows));
    return all;
}

std::vector<ProvisionRow> provisions_named(store::Db& db, std::string_view name) {
    static const auto sql = std::string(provision_columns) + "WHERE name = $1 ORDER BY id";
    std::vector<ProvisionRow> all;
    auto rows = db.ask(sql, {name});
    while (rows.next()) all.push_back(provision_row(rows));
    return all;
}

std::optional<ProvisionRow> provision_on(store::Db& db, std::string_view name, Date day) {
    static const auto sql = std::string(provision_columns) +
                            "WHERE name = $1 AND (from_day IS NULL OR from_day <= $2) AND (to_day IS NULL OR to_day > $2) " + asked_first;
    auto rows = db.ask(sql, {name, day});
    return rows.next() ? std::optional(provision_row(rows)) : std::nullopt;
}

std::optional<ProvisionRow> provision_on(store::Db& db, std::string_view kind, Body body, Matter matter, Date day) {
    if (matter != Matter::any)
        if (auto own = provision_on(db, name_of(kind, body, matter), day)) return own;
    return provision_on(db, name_of(kind, body, Matter::any), day);
}

std::optional<ProvisionRow> find_provision(store::Db& db, Id<Provision> id) {
    static const auto sql = std::string(provision_columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(provision_row(rows)) : std::nullopt;
}

std::string decided_within(store::Db& db, std::string_view name, const base::Interval& when) {
    const auto decided = [&](const base::Interval& held, const std::string& basis) {
        return basis.starts_with("decision:") && !held.empty() && held.overlaps(when);
    };
    for (const auto& rule : rules_named(db, name))
        if (decided(rule.held, rule.basis)) return rule.basis;
    for (const auto& one : provisions_named(db, name))
        if (decided(one.held, one.basis)) return one.basis;
    return {};
}

std::optional<Citation> cited(store::Db& db, std::string_view article, Date day) {
    constexpr std::string_view kind = "rule:";
    if (!article.starts_with(kind)) return {};
    const auto name = article.substr(kind.size());
    if (const auto rule = rule_on(db, name, day)) return Citation{{}, rule->article_fr, rule->article_en};
    if (const auto one = provision_on(db, name, day)) return Citation{one->article, one->article_fr, one->article_en};
    return {};
}

std::optional<Id<Rule>> first_rule(store::Db& db, std::string_view rule) {
    auto rows = db.ask("SELECT id FROM rule WHERE rule = $1 ORDER BY id LIMIT 1", {rule});
    return rows.next() ? std::optional(rows.id<Rule>(0)) : std::nullopt;
}

bool has_been_set(store::Db& db, std::string_view name) { return first_rule(db, name) || first_provision(db, name); }

std::optional<Id<Provision>> first_provision(store::Db& db, std::string_view name) {
    auto rows = db.ask("SELECT id FROM provision WHERE name = $1 ORDER BY id LIMIT 1", {name});
    return rows.next() ? std::optional(rows.id<Provision>(0)) : std::nullopt;
}

// One that would begin on that day or later never holds: it ends on its first day.
std::vector<std::int64_t> end_rules(store::Db& db, std::string_view basis, Date on, base::Id<acts::Act> by) {
    std::vector<std::int64_t> ended;
    {
        auto rows = db.ask("SELECT id FROM rule WHERE basis = $1 AND (to_day IS NULL OR to_day > $2) ORDER BY id", {basis, on});
        while (rows.next()) ended.push_back(rows.integer(0));
    }
    db.run(
        "UPDATE rule SET to_day = CASE WHEN from_day > $2 THEN from_day ELSE $2 END, ended_by = $3 "
        "WHERE basis = $1 AND (to_day IS NULL OR to_day > $2)",
        {basis, on, by});
    return ended;
}

std::vector<std::int64_t> end_provisions(store::Db& db, std::string_view basis, Date on, base::Id<acts::Act> by) {
    std::vector<std::int64_t> ended;
    {
        auto rows = db.ask("SELECT id FROM provision WHERE basis = $1 AND (to_day IS NULL OR to_day > $2) ORDER BY id", {basis, on});
        while (rows.next()) ended.push_back(rows.integer(0));
    }
    db.run(
        "UPDATE provision SET to_day = CASE WHEN from_day > $2 THEN from_day ELSE $2 END, ended_by = $3 "
        "WHERE basis = $1 AND (to_day IS NULL OR to_day > $2)",
        {basis, on, by});
    return ended;
}

std::string_view tables() {
    return
#include "src/statutes/tables.sql.inc"
        ;
}

}  // namespace statutes
