#include "statutes/explain.h"
#include "statutes/shown.h"
#include "statutes/trial.h"
#include "web/entries.h"
#include "web/places.h"
#include "web/table.h"

#include <algorithm>
#include <map>

namespace statutes {
namespace {

using namespace html;
using web::Visit;
using Look = web::Heading::Look;

// The acts that ask for a rule today; more as the association's meetings come into the program.
const std::multimap<std::string_view, std::string_view>& uses() {
    static const std::multimap<std::string_view, std::string_view> all{{cities_per_state, "members.apply_for_membership"},
                                                                       {cities_per_state, "members.admit"}};
    return all;
}

Node where_used(const Visit& visit, std::string_view name) {
    Node items;
    const auto [first, last] = uses().equal_range(name);
    for (auto at = first; at != last; ++at)
        items += li(a(href(visit.to(web::places::journal, {{"act", std::string(at->second)}})), web::act_label(visit, at->second)));
    return section(div(cls("hd"), h2(visit.text("rules.used"))), items.empty() ? p(visit.text("rules.not_used")) : ul(cls("ls"), items));
}

web::List<Shown> version_columns(const Visit* visit) {
    return web::List<Shown>({
        {{"", "rules.column_held", "", Look::name, false}, [visit](const Shown& rule) { return html::text(held_words(*visit, rule)); }, {}},
        {{"", "rules.column_says"},
         [visit](const Shown& rule) {
             Node ended;
             if (rule.ended_by) {
                 const auto act = visit->format("entries.act", {{"number", rule.ended_by->value}});
                 ended = p(cls("q"), a(href(visit->to(web::places::act(*rule.ended_by))), visit->format("rules.ended", {{"act", act}})));
             }
             return group(rule.says(visit->words), ended);
         },
         {}},
        {{"", "rules.column_article"}, [visit](const Shown& rule) { return article_words(*visit, rule); }, {}},
        {{"", "journal.basis"}, [visit](const Shown& rule) { return ground(*visit, rule.basis); }, {}},
        {{"", "rules.column_act"},
         [visit](const Shown& rule) {
             const auto number = rule.id / 1000;
             return a(href(visit->to(web::places::act({number}))), visit->format("entries.proof", {{"number", number}}));
         },
         {}},
    });
}

Node in_force_part(const Visit& visit, const Shown& rule) {
    const auto& words = visit.in_language(rule.text_fr, rule.text_en);
    const bool only_words = rule.row && words == rule.says(visit.words);  // a rule in words: said once
    return section(div(cls("hd"), h2(visit.text("rules.says"))), p(rule.says(visit.words)),
                   dl(cls("kv"), div(dt(visit.text("rules.column_held")), dd(held_words(visit, rule))),
                      div(dt(visit.text("rules.column_article")),
                          dd(article_words(visit, rule),
                             when(rule.article.empty(), [&] { return p(cls("q"), visit.text("rules.no_article_number")); }))),
                      div(dt(visit.text("journal.basis")), dd(ground(visit, rule.basis)))),
                   when(!only_words, [&] {
                       if (words.empty()) return p(cls("q"), visit.text("rules.no_article_text"));
                       return group(h3(visit.text("rules.article_text")), blockquote(p(words)));
                   }));
}

const web::Address acts_at{"/actes", "/en/acts"};

// What somebody who keeps the statutes is offered.
Node change(const Visit& visit, std::string_view name) {
    if (!visit.visitor.holds({acts::Role::administrator})) return {};
    const auto parts = named(name);
    const auto kind = !parts ? std::string("rule") : acts::named<Topic>(parts->kind) ? std::string("words") : parts->kind;
    web::Parameters of;
    if (!parts) of.add("rule", std::string(name));
    else {
        of.add("place.body", std::string(acts::name_of(parts->body)));
        of.add("place.matter", std::string(acts::name_of(parts->matter)));
    }
    return p(a(cls("btn alt"), href(visit.to(acts_at / ("statutes.set_" + kind), of)), visit.text("rules.change")));
}

}  // namespace

web::Response rule_page(Visit& visit) {
    const std::string name(visit.request.captured.value_or("rule", ""));
    visit.read("rule");
    visit.read("day");
    auto all = shown_of(visit.db(), name);
    if (all.empty() && !known_rule(name) && !named(name)) return web::error_page(visit, 404);
    auto in_force = in_force_of(all, visit.on());
    // What is said for any kind of decision holds for this one too.
    const auto parts = named(name);
    if (in_force.empty() && parts && parts->matter != Matter::any)
        in_force = in_force_of(shown_of(visit.db(), name_of(parts->kind, parts->body, Matter::any)), visit.on());
    const auto label = rule_label(visit.words, name);
    const auto body = body_of(name);
    const auto oldest = all.empty() ? 0 : all.front().id;
    const auto kind = parts ? acts::thing<Provision> : acts::thing<Rule>;
    all = as_held(all);
    for (const auto& one : all)
        if (!in_force.empty() && one.id == in_force.front().id && one.held.contains(visit.on())) in_force.front() = one;
    std::ranges::reverse(all);
    auto status =
        in_force.empty() ? span(cls("tag nt"), visit.text("rules.not_set")) : span(cls("tag ok"), since_words(visit, in_force.front()));
    return web::page(
        visit,
        {.title = label,
         .description = in_force.empty() ? std::string(visit.text("rules.not_set")) : in_force.front().says(visit.words),
         .at = web::places::rules / name,
         .current = "association",
         .breadcrumb = {{std::string(visit.text("rules.title")), visit.to(web::places::rules)}},
         .dated = true},
        group(div(cls("intro"), div(when(body.has_value(), [&] { return p(cls("k"), body_label(visit.words, *body)); }), h1(label),
                                    p(status), change(visit, name))),
              in_force.empty() ? section(div(cls("hd"), h2(visit.text("rules.says"))),
                                         p(visit.format("rules.not_set_text", {{"date", visit.date ? "day" : "today"}})))
                               : in_force_part(visit, in_force.front()),
              when(!in_force.empty(), [&] { return trial(visit, name); }),
              when(!all.empty(),
                   [&] {
                       const auto title = visit.text("rules.versions");
                       return section(
                           div(cls("hd"), h2(title),
                               a(href(visit.to(web::places::journal, {{"thing", std::string(kind) + ":" + std::to_string(oldest)}})),
                                 visit.text("history.whole"))),
                           version_columns(&visit).table(visit, title, all));
                   }),
              where_used(visit, name)));
}

}  // namespace statutes
