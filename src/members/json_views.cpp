// Members for programs: what the directory, the map and a member's page show, in JSON.
#include "base/countries.h"
#include "members/page_parts.h"
#include "web/api.h"
#include "web/json_view.h"
#include "web/places.h"

#include <algorithm>

namespace members {
namespace {

using base::Date, base::PartialDate, sources::Source;
using web::Visit;

struct PositionView {
    std::int64_t latitude_e5 = 0, longitude_e5 = 0;  // WGS 84, in 1e-5 degree
};
BOOST_DESCRIBE_STRUCT(PositionView, (), (latitude_e5, longitude_e5))

struct ListedMemberView {
    Id<Member> id;
    std::string name, country;
    Kind kind{};
    MemberClass member_class{};
    Status status{}, joined{};
    std::optional<PartialDate> since, attested;
    std::optional<Date> until;  // from that day it no longer belongs
    std::optional<std::int64_t> population;
    std::optional<Id<Source>> population_source;
    std::optional<PositionView> position;
    std::optional<std::int64_t> geonameid;
    std::string name_note, note_fr, note_en, basis;
    base::Id<acts::Act> changed_by;
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(ListedMemberView, (),
                      (id, name, country, kind, member_class, status, joined, since, attested, until, population, population_source,
                       position, geonameid, name_note, note_fr, note_en, basis, changed_by, page_fr, page_en))

// Who holds the executive of a member is a public fact of office (docs/decisions/0004).
struct TitularView {
    Id<Titular> id;
    Id<Person> person;
    std::optional<std::string> name;
    std::string title;
    PartialDate from;
    std::optional<PartialDate> until;
    std::optional<Date> confirmed;
    std::optional<Nature> nature;
};
BOOST_DESCRIBE_STRUCT(TitularView, (), (id, person, name, title, from, until, confirmed, nature))

struct StatusView {
    Status status{};
    std::optional<PartialDate> from;
    std::string basis;
    base::Id<acts::Act> act;
    std::optional<base::Id<acts::Act>> struck_by;
};
BOOST_DESCRIBE_STRUCT(StatusView, (), (status, from, basis, act, struck_by))

struct FactView {
    DatedFact fact{};
    std::string value;
    std::optional<PartialDate> from, until;
    std::string basis;
    base::Id<acts::Act> act;
};
BOOST_DESCRIBE_STRUCT(FactView, (), (fact, value, from, until, basis, act))

struct KinView {
    Kin kin{};
    bool of_other = false;  // the other is so of this one
    Id<Member> member;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(KinView, (), (kin, of_other, member, name))

struct MemberJson {
    ListedMemberView member;
    std::vector<TitularView> titulars;
    std::vector<Id<Source>> sources;
    std::vector<StatusView> statuses;  // oldest first
    std::vector<FactView> facts;
    std::vector<KinView> kin;
    std::string history;
};
BOOST_DESCRIBE_STRUCT(MemberJson, (), (member, titulars, sources, statuses, facts, kin, history))

struct CountryView {
    std::string country, alpha_3, name_fr, name_en;
    std::optional<std::string> region;
    std::int64_t members = 0;
};
BOOST_DESCRIBE_STRUCT(CountryView, (), (country, alpha_3, name_fr, name_en, region, members))

struct RegionView {
    std::string region, name_fr, name_en;
    std::vector<std::string> countries;
    std::int64_t members = 0;
};
BOOST_DESCRIBE_STRUCT(RegionView, (), (region, name_fr, name_en, countries, members))

ListedMemberView view_of(const ShownMember& member) {
    ListedMemberView view{member.id,
                          member.name,
                          member.country,
                          member.kind,
                          member.member_class,
                          member.status,
                          member.joined,
                          member.since,
                          member.attested,
                          member.status == Status::mistaken ? std::nullopt : member.until,  // it never was one
                          member.population,
                          member.population_source,
                          {},
                          member.geonameid,
                          member.name_note,
                          member.note_fr,
                          member.note_en,
                          member.basis,
                          member.changed_by,
                          {},
                          {}};
    if (member.position) view.position = {member.position->latitude.value, member.position->longitude.value};
    const auto page = web::places::member(member.id, member.name);
    view.page_fr = page.fr, view.page_en = page.en;
    return view;
}

web::Response list(Visit& visit) {
    visit.read("member");
    const auto& query = visit.request.query;
    Filter filter;
    filter.search = query.value_or("q", "");
    filter.country = query.value_or("country", "");
    filter.kind = acts::named<Kind>(query.value_or("kind", ""));
    filter.member_class = acts::named<MemberClass>(query.value_or("class", ""));
    filter.status = acts::named<Status>(query.value_or("status", ""));
    filter.on = visit.date;
    filter.countries = countries_of_region(query.value_or("region", ""));
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    auto members = members_after(visit.db(), filter, slice.after, slice.rows());
    if (visit.date) put_back(visit.db(), members, *visit.date);
    for (const auto& member : members) items.push_back({member.id.value, web::json_of(view_of(member))});
    return web::list_json(visit, slice, std::move(items));
}

web::Response one(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("member"));
    auto view = number ? view_member(visit.db(), {*number}) : std::nullopt;
    if (!view) return web::error_page(visit, 404);
    visit.read("member", view->member.id);
    if (visit.date) {
        std::vector<ShownMember> then{std::move(view->member)};
        put_back(visit.db(), then, *visit.date);
        view->member = std::move(then.front());
    }
    MemberJson shown{.member = view_of(view->member), .history = "/api/register?thing=member:" + std::to_string(*number)};
    for (const auto& titular : view->titulars) {
        visit.read("person", titular.person);  // a name goes with its person
        if (visit.date && !in_office_on(titular, *visit.date)) continue;
        shown.titulars.push_back(
            {titular.id, titular.person, titular.name, titular.title, titular.from, titular.until, titular.confirmed, titular.nature});
    }
    for (const auto& source : view->sources) shown.sources.push_back(source.id);
    for (const auto& step : view->statuses) shown.statuses.push_back({step.status, step.from, step.basis, step.act, step.struck_by});
    for (const auto& step : view->facts) shown.facts.push_back({step.fact, step.value, step.from, step.until, step.basis, step.act});
    for (const auto& kin : view->kin) shown.kin.push_back({kin.how, kin.of_other, kin.other, kin.name});
    return web::thing_json(visit, web::json_of(shown), view->member.changed_by);
}

// Every country that has members, by its code.
web::Response countries(Visit& visit) {
    visit.read("member");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    std::int64_t place = 0;
    for (const auto& [country, members] : count_by_country(visit.db(), visit.date)) {
        const auto* facts = base::country(country);
        if (++place <= slice.after || !facts || std::int64_t(items.size()) == slice.rows()) continue;
        CountryView view{country, std::string(facts->alpha_3), std::string(facts->name_fr), std::string(facts->name_en), {}, members};
        if (const auto* map = map_of_country(country)) view.region = std::string(map->code);
        items.push_back({place, web::json_of(view)});
    }
    return web::list_json(visit, slice, std::move(items));
}

web::Response regions(Visit& visit) {
    visit.read("member");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    std::int64_t place = 0;
    for (const auto& region : count_by_region(count_by_country(visit.db(), visit.date), visit.language)) {
        if (++place <= slice.after || std::int64_t(items.size()) == slice.rows()) continue;
        const auto& map = *std::ranges::find(maps().all(), region.code, &web::Map::code);
        items.push_back({place, web::json_of(RegionView{std::string(map.code), std::string(map.name_fr), std::string(map.name_en),
                                                        countries_of_region(map.code), region.members})});
    }
    return web::list_json(visit, slice, std::move(items));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    using web::ApiParameter;
    const auto filter =
        web::slice_parameters({{.name = "q"},
                               {.name = "country", .kind = ApiParameter::Kind::country},
                               {.name = "region", .kind = ApiParameter::Kind::choice, .choices = regions_with_countries()},
                               {.name = "kind", .kind = ApiParameter::Kind::choice, .choices = acts::type_of<Kind>().names},
                               {.name = "class", .kind = ApiParameter::Kind::choice, .choices = acts::type_of<MemberClass>().names},
                               {.name = "status", .kind = ApiParameter::Kind::choice, .choices = acts::type_of<Status>().names}});
    web::add_view(
        router, hooks, "api.members", "/api/members",
        {.parameters = filter, .answer = web::list_schema("MemberFacts"), .schemas = {web::component<ListedMemberView>("MemberFacts")}},
        list);
    web::add_view(
        router, hooks, "api.member", "/api/members/{member}",
        {.answer = R"({"$ref":"#/components/schemas/Member"})", .schemas = {web::component<MemberJson>("Member")}, .corrected = true}, one);
    web::add_view(
        router, hooks, "api.countries", "/api/countries",
        {.parameters = web::slice_parameters(), .answer = web::list_schema("Country"), .schemas = {web::component<CountryView>("Country")}},
        countries);
    web::add_view(
        router, hooks, "api.regions", "/api/regions",
        {.parameters = web::slice_parameters(), .answer = web::list_schema("Region"), .schemas = {web::component<RegionView>("Region")}},
        regions);
}

}  // namespace members
