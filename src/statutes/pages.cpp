#include "statutes/pages.h"

#include "web/entries.h"
#include "web/places.h"
#include "web/table.h"

#include <algorithm>
#include <map>

namespace statutes {
namespace {

using namespace html;
using web::Visit;

std::string rule_label(const Visit& visit, const std::string& rule) {
    const auto key = "rule." + rule;
    return std::string(visit.words.has(key) ? visit.text(key) : std::string_view(rule));
}

// From its first day in, to the day it ends out: a reader expects the last day it held.
std::string held_words(const Visit& visit, const base::Interval& held) {
    if (held.from && held.to) return visit.format("rules.held", {{"from", *held.from}, {"last", held.to->plus_days(-1)}});
    if (held.from) return visit.format("rules.held_from", {{"from", *held.from}});
    if (held.to) return visit.format("rules.held_until", {{"last", held.to->plus_days(-1)}});
    return std::string(visit.text("rules.held_always"));
}

using Look = web::Heading::Look;
using web::Cell;

web::List<RuleValue> columns(const Visit* visit, const std::map<std::string, std::int64_t>& first_of = {}) {
    const auto day = [](const std::optional<base::Date>& date) { return web::cell(date); };
    const auto article = [visit](const RuleValue& rule) { return visit->in_language(rule.article_fr, rule.article_en); };
    return web::List<RuleValue>({
        {{"rule", "rules.column_rule", "", Look::name, false},
         [visit, first_of](const RuleValue& rule) {
             const auto first = first_of.find(rule.rule);
             return group(html::text(rule_label(*visit, rule.rule)), when(first != first_of.end() && first->second == rule.id.value, [&] {
                              return p(a(href(visit->to(web::places::journal, {{"thing", "rule:" + std::to_string(rule.id.value)}})),
                                         visit->text("history.whole")));
                          }));
         },
         [](const RuleValue& rule) { return Cell(rule.rule); }},
        {{"value", "rules.column_value", "", Look::figure},
         [visit](const RuleValue& rule) { return html::text(visit->words.number(rule.value)); },
         [](const RuleValue& rule) { return Cell(rule.value); }},
        {{"", "rules.column_held"}, [visit](const RuleValue& rule) { return html::text(held_words(*visit, rule.held)); }, {}},
        {{.name = "from", .label = "rules.column_from", .shown = false}, {}, [day](const RuleValue& rule) { return day(rule.held.from); }},
        {{.name = "to", .label = "rules.column_to", .shown = false}, {}, [day](const RuleValue& rule) { return day(rule.held.to); }},
        {{"article", "rules.column_article"},
         [article](const RuleValue& rule) { return html::text(article(rule)); },
         [article](const RuleValue& rule) { return Cell(article(rule)); }},
        {{"basis", "journal.basis"},
         [visit](const RuleValue& rule) { return web::basis_link(*visit, rule.basis); },
         [](const RuleValue& rule) { return Cell(rule.basis); }},
        {{"act", "rules.column_act"},
         [visit](const RuleValue& rule) {
             const auto number = rule.id.value / 1000;
             return a(href(visit->to(web::places::act({number}))), visit->format("entries.proof", {{"number", number}}));
         },
         [](const RuleValue& rule) { return Cell(rule.id.value / 1000); }},
    });
}

web::Response rules_file(Visit& visit, web::Format format) {
    const auto lasting = web::kept(visit);
    return columns(lasting.get())
        .file(lasting, visit.language == base::Language::fr ? "statuts" : "statutes", format, web::rows_of(all_rules(visit.db())));
}

web::Response rules_page(Visit& visit) {
    visit.read("rule");
    visit.read("day");
    const auto on = visit.on();
    auto all = all_rules(visit.db());
    std::ranges::reverse(all);
    std::map<std::string, std::int64_t> first_of;  // the oldest value of each rule, in whose history the later ones stand
    for (const auto& rule : all) first_of[rule.rule] = rule.id.value;
    std::vector<RuleValue> in_force, others;
    for (const auto& rule : all) {
        const auto current = rule_on(visit.db(), rule.rule, on);
        (current && current->id == rule.id ? in_force : others).push_back(rule);
    }
    const std::string title(visit.text("rules.title"));
    const auto heading = visit.date ? visit.format("rules.in_force_on", {{"date", on}}) : std::string(visit.text("rules.in_force_today"));
    return web::page(
        visit,
        {.title = title, .description = std::string(visit.text("rules.lead")), .at = web::places::rules, .current = "rules", .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("rules.lead")))),
              section(div(cls("hd"), h2(heading)),
                      in_force.empty() ? p(visit.text("rules.none")) : columns(&visit, first_of).table(visit, heading, in_force)),
              when(!others.empty(),
                   [&] {
                       const auto words = visit.text("rules.others");
                       return section(div(cls("hd"), h2(words)), columns(&visit, first_of).table(visit, words, others));
                   }),
              when(!all.empty(),
                   [&] { return section(div(cls("hd"), h2(visit.text("rules.files"))), web::export_links(visit, web::places::rules)); })));
}

}  // namespace

void add_pages(web::Router& router, const web::SiteHooks& hooks) {
    web::add_page(router, hooks, "statutes", web::places::rules, {"columns"}, rules_page);
    web::add_files(router, hooks, "statutes", web::places::rules, {"columns"}, rules_file);
}

}  // namespace statutes
