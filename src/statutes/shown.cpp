#include "statutes/shown.h"

#include "statutes/explain.h"
#include "web/entries.h"

#include <algorithm>

namespace statutes {

using namespace html;
using web::Visit;

namespace {

Shown shown(const RuleValue& rule) {
    return {rule.id.value,   rule.rule,       rule.value,   {},           rule.held,  {},
            rule.article_fr, rule.article_en, rule.text_fr, rule.text_en, rule.basis, rule.ended_by};
}
Shown shown(ProvisionRow row) {
    Shown one{row.id.value,   row.name,       {},          {},          row.held,  row.article,
              row.article_fr, row.article_en, row.text_fr, row.text_en, row.basis, row.ended_by};
    one.row = std::move(row);
    return one;
}

}  // namespace

std::string Shown::says(const base::Words& words) const {
    if (row) return explained(words, *row);
    RuleValue rule;
    rule.rule = name, rule.value = number.value_or(0);
    return explained(words, rule);
}

std::vector<Shown> all_shown(store::Db& db) {
    std::vector<Shown> all;
    for (const auto& rule : all_rules(db)) all.push_back(shown(rule));
    for (auto& row : all_provisions(db)) all.push_back(shown(std::move(row)));
    return all;
}

std::vector<Shown> shown_of(store::Db& db, std::string_view name) {
    std::vector<Shown> all;
    for (const auto& rule : rules_named(db, name)) all.push_back(shown(rule));
    for (auto& row : provisions_named(db, name)) all.push_back(shown(std::move(row)));
    return all;
}

std::vector<Shown> in_force_of(const std::vector<Shown>& all, Date day) {
    std::vector<Shown> in_force;
    for (const auto& one : all) {
        if (!one.held.contains(day)) continue;
        if (!in_force.empty() && in_force.back().name == one.name) in_force.back() = one;  // the one set last
        else in_force.push_back(one);
    }
    return in_force;
}

namespace {

// A source that names years attests no days: they hold from a 1 January to a 1 January here, and are said as years.
bool known_by_years(const Shown& rule) {
    const auto first_of_year = [](const std::optional<Date>& day) { return !day || (day->month == 1 && day->day == 1); };
    return rule.basis.starts_with("source:") && first_of_year(rule.held.from) && first_of_year(rule.held.to);
}
std::string year_of(const Date& day) { return std::to_string(day.year); }

}  // namespace

// From its first day in, to the day it ends out: a reader expects the last day it held.
std::string held_words(const Visit& visit, const Shown& rule) {
    const auto& held = rule.held;
    if (held.empty()) return std::string(visit.text("rules.held_never"));
    if (known_by_years(rule)) {
        const auto last = held.to ? year_of(held.to->plus_days(-1)) : std::string();
        if (held.from && held.to && year_of(*held.from) == last) return visit.format("rules.held_year", {{"year", last}});
        if (held.from && held.to) return visit.format("rules.held_years", {{"from", year_of(*held.from)}, {"last", last}});
        if (held.from) return visit.format("rules.since_year", {{"year", year_of(*held.from)}});
        if (held.to) return visit.format("rules.until_year", {{"last", last}});
    }
    if (held.from && held.to) return visit.format("rules.held", {{"from", *held.from}, {"last", held.to->plus_days(-1)}});
    if (held.from) return visit.format("rules.held_from", {{"from", *held.from}});
    if (held.to) return visit.format("rules.held_until", {{"last", held.to->plus_days(-1)}});
    return std::string(visit.text("rules.held_always"));
}

std::string since_words(const Visit& visit, const Shown& rule) {
    const auto& held = rule.held;
    if (!held.from) return std::string(visit.text("rules.since_unknown"));
    if (known_by_years(rule)) return visit.format("rules.since_year", {{"year", year_of(*held.from)}});
    return visit.format("rules.in_force_since", {{"date", *held.from}});
}

Node article_words(const Visit& visit, const Shown& rule) {
    const auto& cited = visit.in_language(rule.article_fr, rule.article_en);
    if (rule.article.empty()) return html::text(cited);
    return group(cited, " (", visit.format("rules.by_article", {{"article", rule.article}}), ")");
}

Node ground(const Visit& visit, std::string_view basis) {
    const auto title = [&](std::int64_t source) {
        return visit.hooks.thing_name ? visit.hooks.thing_name(visit, "source", source) : std::string();
    };
    return group(visit.text(basis.starts_with("decision:") ? "rules.by_decision" : "rules.by_source"), " ",
                 web::basis_link(visit, basis, title));
}

}  // namespace statutes
