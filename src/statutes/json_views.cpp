// The rules for programs.
#include "statutes/pages.h"
#include "web/api.h"
#include "web/json_view.h"

#include <algorithm>

namespace statutes {
namespace {

struct RuleView {
    Id<Rule> id;
    std::string rule;
    std::int64_t value = 0;
    std::optional<base::Date> from, to;  // half-open
    bool in_force = false;
    std::string article_fr, article_en, basis;
};
BOOST_DESCRIBE_STRUCT(RuleView, (), (id, rule, value, from, to, in_force, article_fr, article_en, basis))

web::Response list(web::Visit& visit) {
    visit.read("rule");
    visit.read("day");
    const auto on = visit.on();
    const auto slice = web::slice_of(visit);
    auto all = all_rules(visit.db());
    std::ranges::sort(all, {}, [](const RuleValue& rule) { return rule.id.value; });
    std::vector<web::ListedItem> items;
    for (const auto& rule : all) {
        if (rule.id.value <= slice.after || std::int64_t(items.size()) == slice.rows()) continue;
        const auto current = rule_on(visit.db(), rule.rule, on);
        items.push_back(
            {rule.id.value, web::json_of(RuleView{rule.id, rule.rule, rule.value, rule.held.from, rule.held.to,
                                                  current && current->id == rule.id, rule.article_fr, rule.article_en, rule.basis})});
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
