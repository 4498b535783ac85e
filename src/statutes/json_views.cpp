// The rules for programs.
#include "statutes/explain.h"
#include "statutes/pages.h"
#include "statutes/shown.h"
#include "web/api.h"
#include "web/json_view.h"

#include <map>
#include <set>

namespace statutes {
namespace {

// `value`: of a number with a name; `provision`: of the others, as its act says it.
struct RuleView {
    std::int64_t id = 0;
    std::string rule;
    std::optional<std::int64_t> value;
    std::optional<web::JsonObject> provision;
    std::optional<base::PartialDate> from, to;  // half-open, and as others leave it: from its first time in force to the end of its last
    bool in_force = false;
    std::string says_fr, says_en;  // in words, made from the value
    std::optional<std::string> article;
    std::string article_fr, article_en, text_fr, text_en, basis;
    std::optional<std::int64_t> ended_by;
};
BOOST_DESCRIBE_STRUCT(RuleView, (),
                      (id, rule, value, provision, from, to, in_force, says_fr, says_en, article, article_fr, article_en, text_fr, text_en,
                       basis, ended_by))

web::Response list(web::Visit& visit) {
    visit.read("rule");
    visit.read("day");
    const auto slice = web::slice_of(visit);
    const auto all = all_shown(visit.db());
    std::set<std::int64_t> in_force;
    for (const auto& rule : in_force_of(all, visit.on())) in_force.insert(rule.id);
    std::map<std::int64_t, Shown> held;  // whole, whatever interrupts it
    for (auto& one : as_held(all)) {
        const auto id = one.id;
        const auto [known, fresh] = held.try_emplace(id, std::move(one));
        if (!fresh) known->second.held.to = one.held.to;
    }
    std::vector<web::ListedItem> items;
    for (const auto& [id, rule] : held) {
        if (rule.id <= slice.after || std::int64_t(items.size()) == slice.rows()) continue;
        RuleView view{rule.id, rule.name, rule.number, {}, first_held(rule), end_held(rule), in_force.contains(rule.id)};
        if (rule.row) view.provision = web::JsonObject{rule.row->value};
        view.says_fr = rule.says(web::words_of(base::Language::fr)), view.says_en = rule.says(web::words_of(base::Language::en));
        if (!rule.article.empty()) view.article = rule.article;
        view.article_fr = rule.article_fr, view.article_en = rule.article_en, view.text_fr = rule.text_fr, view.text_en = rule.text_en;
        view.basis = rule.basis;
        if (rule.ended_by) view.ended_by = rule.ended_by->value;
        items.push_back({rule.id, web::json_of(view)});
    }
    return web::list_json(visit, slice, std::move(items));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    web::add_view(
        router, hooks, "api.rules", "/api/rules",
        {.parameters = web::slice_parameters(), .answer = web::list_schema("Rule"), .schemas = {web::component<RuleView>("Rule")}}, list);
}

}  // namespace statutes
