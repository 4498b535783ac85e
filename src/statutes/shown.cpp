#include "statutes/shown.h"

#include "statutes/explain.h"
#include "web/entries.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

namespace statutes {

using namespace html;
using web::Visit;

namespace {

Shown shown(const RuleValue& rule) {
    return {rule.id.value,   rule.rule,       rule.value,   {},           rule.held,  rule.begins,  {},
            rule.article_fr, rule.article_en, rule.text_fr, rule.text_en, rule.basis, rule.ended_by};
}
Shown shown(ProvisionRow row) {
    Shown one{row.id.value,   row.name,       {},          {},          row.held,  row.begins,  row.article,
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

namespace {
// Of two of one rule that hold on the same day, whether this one is asked; as rule_on says.
bool holds_before(const Shown& one, const Shown& other) {
    const auto rank = [](const Shown& rule) { return std::tuple(rule.basis.starts_with("decision:"), rule.held.from, rule.id); };
    return rank(one) > rank(other);
}
}  // namespace

std::vector<Shown> in_force_of(const std::vector<Shown>& all, Date day) {
    std::vector<Shown> in_force;
    for (const auto& one : all) {
        if (!one.held.contains(day)) continue;
        if (in_force.empty() || in_force.back().name != one.name) in_force.push_back(one);
        else if (holds_before(one, in_force.back())) in_force.back() = one;
    }
    return in_force;
}

namespace {

// Of one rule: between two days on which one of its values begins or ends, one of them holds, or none.
std::vector<Shown> one_as_held(std::vector<Shown> values) {
    std::set<std::optional<Date>> bounds;  // nothing: before all days
    for (const auto& one : values)
        if (!one.held.empty()) {
            bounds.insert(one.held.from);
            if (one.held.to) bounds.insert(one.held.to);
        }
    std::vector<Shown> all;
    for (auto bound = bounds.begin(); bound != bounds.end(); ++bound) {
        const auto next = std::next(bound);
        const auto until = next == bounds.end() ? std::nullopt : *next;
        const auto day = *bound ? **bound : until ? until->plus_days(-1) : Date{};
        for (auto& one : in_force_of(values, day)) {
            if (!all.empty() && all.back().id == one.id && all.back().held.to == *bound) all.back().held.to = until;
            else {
                if (one.held.from != *bound) one.begins = {};
                one.held = {*bound, until};
                all.push_back(std::move(one));
            }
        }
    }
    std::erase_if(values, [&](const Shown& one) { return std::ranges::find(all, one.id, &Shown::id) != all.end(); });
    for (auto& one : values) {
        one.replaced = !one.held.empty();
        all.push_back(std::move(one));
    }
    std::ranges::stable_sort(all, {}, [](const Shown& one) { return one.held.from; });
    return all;
}

}  // namespace

std::vector<Shown> as_held(const std::vector<Shown>& values) {
    std::vector<Shown> all;
    for (auto first = values.begin(); first != values.end();) {
        const auto last = std::find_if(first, values.end(), [&](const Shown& one) { return one.name != first->name; });
        std::ranges::move(one_as_held({first, last}), std::back_inserter(all));
        first = last;
    }
    return all;
}

namespace {

// A source that names years attests no days: such a rule ends on a 1 January here, and is said to have held until the year before.
bool ends_with_a_year(const Shown& rule) {
    return rule.basis.starts_with("source:") && rule.held.to && rule.held.to->month == 1 && rule.held.to->day == 1;
}
std::string year_of(const Date& day) { return std::to_string(day.year); }

// Of a beginning that is no day: a year, a month, or a time within which it lies.
bool is_year(const base::PartialDate& date) { return date.edtf().size() == 4; }
bool is_within(const base::PartialDate& date) { return date.edtf().contains('/') || date.approximate(); }
std::string since_part(const Visit& visit, const base::PartialDate& begins) {
    return visit.format(is_within(begins) ? "rules.since_within" : "rules.since_part", {{"from", begins}});
}

}  // namespace

std::optional<base::PartialDate> first_held(const Shown& rule) {
    if (rule.begins || !rule.held.from) return rule.begins;
    return base::PartialDate::of(*rule.held.from);
}
std::optional<base::PartialDate> end_held(const Shown& rule) {
    if (!rule.held.to) return {};
    return ends_with_a_year(rule) ? base::PartialDate::parse(year_of(*rule.held.to)) : base::PartialDate::of(*rule.held.to);
}

// From its first day in, to the day it ends out: a reader expects the last day it held.
std::string held_words(const Visit& visit, const Shown& rule) {
    const auto& held = rule.held;
    if (rule.replaced) return std::string(visit.text("rules.held_replaced"));
    if (held.empty()) return std::string(visit.text("rules.held_never"));
    const bool in_part = held.from && rule.begins && !rule.begins->whole_day();
    if (!held.to) {
        if (in_part) return since_part(visit, *rule.begins);
        return held.from ? visit.format("rules.held_from", {{"from", *held.from}}) : std::string(visit.text("rules.held_always"));
    }
    const auto last = held.to->plus_days(-1);
    if (!held.from) {
        if (ends_with_a_year(rule)) return visit.format("rules.until_year", {{"last", year_of(last)}});
        return visit.format("rules.held_until", {{"last", last}});
    }
    if (!in_part) return visit.format("rules.held", {{"from", *held.from}, {"last", last}});
    if (!is_year(*rule.begins)) return visit.format("rules.held_within", {{"from", *rule.begins}, {"last", last}});
    if (ends_with_a_year(rule) && year_of(*held.from) == year_of(last)) return visit.format("rules.held_year", {{"year", year_of(last)}});
    if (ends_with_a_year(rule)) return visit.format("rules.held_years", {{"from", year_of(*held.from)}, {"last", year_of(last)}});
    return visit.format("rules.held_year_day", {{"from", year_of(*held.from)}, {"last", last}});
}

// As long as it may still not have begun, no more is said than that.
std::string since_words(const Visit& visit, const Shown& rule) {
    if (!rule.held.from) return std::string(visit.text("rules.since_unknown"));
    if (!rule.begins || rule.begins->whole_day()) return visit.format("rules.in_force_since", {{"date", *rule.held.from}});
    const auto latest = rule.begins->latest();
    if (!latest || visit.on() < *latest) return visit.format("rules.in_force_earliest", {{"date", *rule.held.from}});
    return since_part(visit, *rule.begins);
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
