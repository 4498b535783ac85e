#include "statutes/pages.h"

#include "statutes/explain.h"
#include "statutes/shown.h"
#include "web/entries.h"
#include "web/places.h"
#include "web/table.h"

#include <algorithm>
#include <set>

namespace statutes {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

// ---- the page: what is in force on a day, body by body, and what is not set ----

web::List<Shown> in_force_columns(const Visit* visit) {
    return web::List<Shown>({
        {{"", "rules.column_rule", "", Look::name, false},
         [visit](const Shown& rule) { return a(href(visit->to(web::places::rules / rule.name)), rule_label(visit->words, rule.name)); },
         {}},
        {{"", "rules.column_says"}, [visit](const Shown& rule) { return html::text(rule.says(visit->words)); }, {}},
        {{"", "rules.column_article"},
         [visit](const Shown& rule) {
             return group(article_words(*visit, rule), p(cls("q"), since_words(*visit, rule), ". ", ground(*visit, rule.basis)));
         },
         {}},
    });
}

Node of_body(const Visit& visit, Body body, const std::vector<Shown>& in_force) {
    std::vector<Shown> own;
    for (const auto& rule : in_force)
        if (body_of(rule.name) == body) own.push_back(rule);
    if (own.empty()) return {};
    const auto title = body_label(visit.words, body);
    return section(div(cls("hd"), h2(title)), in_force_columns(&visit).table(visit, title, own));
}

// Of those that statutes usually settle. One for any kind of decision settles the others of its kind.
Node what_is_not_set(const Visit& visit, const std::vector<Shown>& in_force) {
    std::set<std::string_view> set;
    for (const auto& rule : in_force) set.insert(rule.name);
    const auto is_set = [&](std::string_view name) {
        if (set.contains(name)) return true;
        const auto parts = named(name);
        return parts && set.contains(name_of(parts->kind, parts->body, Matter::any));
    };
    std::vector<std::string_view> missing;
    for (const auto& rule : known_rules())
        if (!is_set(rule.name)) missing.push_back(rule.name);
    for (const auto name : usual_rules())
        if (!is_set(name)) missing.push_back(name);
    if (missing.empty()) return {};
    Node items;
    for (const auto body : {Body::members, Body::general_assembly, Body::bureau, Body::dues, Body::funds}) {
        Node names;
        for (const auto name : missing)
            if (body_of(name) == body)
                names += group(names.empty() ? "" : ", ", a(href(visit.to(web::places::rules / name)), rule_label(visit.words, name)));
        if (!names.empty()) items += div(dt(body_label(visit.words, body)), dd(names));
    }
    return section(div(cls("hd"), h2(visit.text("rules.not_set_title")),
                       span(cls("tag nt"), visit.words.number(static_cast<std::int64_t>(missing.size())))),
                   p(visit.text("rules.not_set_lead")), dl(cls("kv"), items));
}

web::Response rules_page(Visit& visit) {
    visit.read("rule");
    visit.read("day");
    const auto on = visit.on();
    const auto in_force = in_force_of(all_shown(visit.db()), on);
    const std::string title(visit.text("rules.title"));
    Node bodies;
    for (std::size_t i = 0; i < acts::type_of<Body>().names.size(); ++i) bodies += of_body(visit, static_cast<Body>(i), in_force);
    const auto heading = visit.date ? visit.format("rules.in_force_on", {{"date", on}}) : std::string(visit.text("rules.in_force_today"));
    return web::page(visit,
                     {.title = title,
                      .description = std::string(visit.text("rules.lead")),
                      .at = web::places::rules,
                      .current = "association",
                      .dated = true},
                     group(div(cls("intro"), div(h1(title), p(visit.text("rules.lead")), p(cls("k"), heading))),
                           in_force.empty() ? p(visit.text("rules.none")) : bodies, what_is_not_set(visit, in_force),
                           section(div(cls("hd"), h2(visit.text("rules.files"))), web::export_links(visit, web::places::rules))));
}

// ---- files: every value of every rule ----

web::List<Shown> file_columns(const Visit* visit) {
    const auto text = [](const std::string& value) { return value.empty() ? Cell() : Cell(value); };
    return web::List<Shown>({
        {{"rule", "rules.column_rule"}, {}, [](const Shown& rule) { return Cell(rule.name); }},
        {{"value", "rules.column_value"},
         {},
         [text](const Shown& rule) { return rule.number ? Cell(*rule.number) : text(rule.row ? rule.row->value : ""); }},
        {{"says", "rules.column_says"}, {}, [visit](const Shown& rule) { return Cell(rule.says(visit->words)); }},
        {{"from", "rules.column_from"}, {}, [](const Shown& rule) { return web::cell(first_held(rule)); }},
        {{"to", "rules.column_to"}, {}, [](const Shown& rule) { return web::cell(end_held(rule)); }},
        {{"article", "rules.column_article"},
         {},
         [visit](const Shown& rule) { return Cell(visit->in_language(rule.article_fr, rule.article_en)); }},
        {{"text", "rules.column_text"},
         {},
         [visit, text](const Shown& rule) { return text(visit->in_language(rule.text_fr, rule.text_en)); }},
        {{"basis", "journal.basis"}, {}, [](const Shown& rule) { return Cell(rule.basis); }},
        {{"act", "rules.column_act"}, {}, [](const Shown& rule) { return Cell(rule.id / 1000); }},
    });
}

web::Response rules_file(Visit& visit, web::Format format) {
    const auto lasting = web::kept(visit);
    return file_columns(lasting.get())
        .file(lasting, visit.language == base::Language::fr ? "statuts" : "statutes", format, web::rows_of(as_held(all_shown(visit.db()))));
}

}  // namespace

std::vector<std::string> rules_with_pages(store::Db& db) {
    auto names = rules_known();
    for (const auto& rule : all_rules(db)) names.insert(rule.rule);
    for (const auto& row : all_provisions(db)) names.insert(row.name);
    return {names.begin(), names.end()};
}

std::set<std::string> rules_known() {
    std::set<std::string> names;
    for (const auto& rule : known_rules()) names.insert(std::string(rule.name));
    for (const auto name : usual_rules()) names.insert(std::string(name));
    return names;
}

void add_pages(web::Router& router, const web::SiteHooks& hooks) {
    web::add_page(router, hooks, "statutes", web::places::rules, {}, rules_page);
    web::add_page(router, hooks, "statutes.rule", web::places::rules / "{rule}", {}, rule_page);
    web::add_files(router, hooks, "statutes", web::places::rules, {"columns"}, rules_file);
}

}  // namespace statutes
