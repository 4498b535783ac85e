// Applications for programs: what the public list shows.
#include "admissions/pages.h"
#include "web/api.h"
#include "web/json_view.h"

namespace admissions {
namespace {

struct ApplicationView {
    Id<Application> id;
    std::string name, country, place;
    Kind kind{};
    Step step{};
    Holder holder{};
    base::Date received, step_on;
    std::optional<base::Date> opinion_until, session;
    std::optional<std::int64_t> population;
    std::optional<Id<members::Member>> admitted;
    std::optional<Id<Application>> duplicate_of;
    base::Id<acts::Act> act;
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(ApplicationView, (),
                      (id, name, country, place, kind, step, holder, received, step_on, opinion_until, session, population, admitted,
                       duplicate_of, act, page_fr, page_en))

web::Response list(web::Visit& visit) {
    visit.read("application");
    const auto& query = visit.request.query;
    Filter filter;
    filter.step = acts::named<Step>(query.value_or("step", ""));
    if (const std::string country(query.value_or("country", "")); acts::known_country(country)) filter.country = country;
    filter.open_only = false;
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& one : applications_after(visit.db(), filter, slice.after, slice.rows())) {
        const auto page = page_of(one.number);
        items.push_back(
            {one.id.value, web::json_of(ApplicationView{one.id, one.name, one.country, one.place, one.kind, one.step, holder_of(one.step),
                                                        one.received, one.step_on, one.opinion_until, one.session, one.population,
                                                        one.admitted, one.duplicate_of, one.number, page.fr, page.en})});
    }
    return web::list_json(visit, slice, std::move(items));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    using Kind_ = web::ApiParameter::Kind;
    web::add_view(router, hooks, "api.applications", "/api/applications",
                  {.parameters = web::slice_parameters(
                       {{.name = "step", .kind = Kind_::choice, .choices = acts::type_of<Step>().names}, {.name = "country"}}),
                   .answer = web::list_schema("Application"),
                   .schemas = {web::component<ApplicationView>("Application")}},
                  list);
}

}  // namespace admissions
