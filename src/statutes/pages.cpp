#include "statutes/pages.h"

#include "web/entries.h"
#include "web/places.h"

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

web::Response rules_page(Visit& visit) {
    visit.read("rule");
    visit.read("day");
    const auto on = visit.on();
    auto all = all_rules(visit.db());
    std::ranges::reverse(all);
    std::map<std::string, std::int64_t> first_of;  // the oldest value of each rule, in whose history the later ones stand
    for (const auto& rule : all) first_of[rule.rule] = rule.id.value;
    Node in_force, others;
    for (const auto& rule : all) {
        const auto current = rule_on(visit.db(), rule.rule, on);
        const bool holds = current && current->id == rule.id;
        const auto row =
            li(span(strong(rule_label(visit, rule.rule), visit.language == base::Language::fr ? "\u00a0: " : ": ",
                           visit.words.number(rule.value))),
               span(cls(holds ? "tag ok" : "tag nt"), visit.text(holds ? "rules.in_force" : "rules.not_in_force")),
               p(cls("q"), visit.in_language(rule.article_fr, rule.article_en), ". ", held_words(visit, rule.held), ". ",
                 visit.text("entries.basis"), " ", web::basis_link(visit, rule.basis), ". ",
                 a(href(visit.to(web::places::act({rule.id.value / 1000}))),
                   visit.format("entries.proof", {{"number", rule.id.value / 1000}})),
                 when(first_of.at(rule.rule) == rule.id.value && all.size() > first_of.size(), [&] {
                     return group(". ", a(href(visit.to(web::places::journal, {{"thing", "rule:" + std::to_string(rule.id.value)}})),
                                          visit.text("history.whole")));
                 })));
        (holds ? in_force : others) += row;
    }
    const std::string title(visit.text("rules.title"));
    const auto heading = visit.date ? visit.format("rules.in_force_on", {{"date", on}}) : std::string(visit.text("rules.in_force_today"));
    return web::page(
        visit,
        {.title = title, .description = std::string(visit.text("rules.lead")), .at = web::places::rules, .current = "rules", .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("rules.lead")))),
              section(div(cls("hd"), h2(heading)), in_force.empty() ? p(visit.text("rules.none")) : ul(cls("ls"), in_force)),
              when(!others.empty(), [&] { return section(div(cls("hd"), h2(visit.text("rules.others"))), ul(cls("ls"), others)); })));
}

}  // namespace

void add_pages(web::Router& router, const web::SiteHooks& hooks) {
    web::add_page(router, hooks, "statutes", web::places::rules, {}, rules_page);
}

}  // namespace statutes
