// The directory and the regions.
#include "base/countries.h"
#include "members/former_countries.h"
#include "members/page_parts.h"
#include "web/places.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <ranges>

namespace members {
namespace {

using namespace html;
using web::Visit;

constexpr std::string_view swapped = "results count region-map states";

struct Asked {  // what the filter's form says
    Filter filter;
    std::string region;  // a map's code
    bool only_a_region() const {
        return !region.empty() && filter.search.empty() && filter.country.empty() && !filter.kind && !filter.status && !filter.member_class;
    }
    bool anything() const {
        return !filter.search.empty() || !filter.country.empty() || !region.empty() || filter.kind || filter.status || filter.member_class;
    }
};

Asked asked(const Visit& visit) {
    const auto& query = visit.request.query;
    Asked asked;
    asked.filter.search = query.value_or("q", "");
    if (asked.filter.search.size() > 200) asked.filter.search.resize(0);
    if (const std::string country(country_meant(query.value_or("country", ""))); base::country(country) || former_country(country))
        asked.filter.country = country;
    asked.filter.countries = countries_of_region(query.value_or("region", ""));
    if (!asked.filter.countries.empty()) asked.region = query.value_or("region", "");
    asked.filter.kind = acts::named<Kind>(query.value_or("kind", ""));
    asked.filter.member_class = acts::named<MemberClass>(query.value_or("class", ""));
    asked.filter.status = acts::named<Status>(query.value_or("status", ""));
    asked.filter.on = visit.date;
    return asked;
}

web::Sorting sorting_of(const Visit& visit, Filter& filter) {
    auto sorting = web::Sorting::asked(visit, "name");
    constexpr std::pair<std::string_view, Sort> sorts[] = {
        {"name", Sort::name}, {"country", Sort::country}, {"population", Sort::population}, {"since", Sort::since}};
    const auto sort = std::ranges::find(sorts, sorting.by, &std::pair<std::string_view, Sort>::first);
    if (sort == std::end(sorts)) sorting = {"name", false};
    else filter.sort = sort->second;
    filter.descending = sorting.descending;
    if (filter.sort == Sort::country) filter.country_order = countries_by_name(visit.language);
    return sorting;
}

using Look = web::Heading::Look;
using web::Cell;

// In files, and on the page when it is chosen.
web::Heading extra(std::string_view name, std::string_view label) { return {.name = name, .label = label, .shown = false}; }

using Apart = std::map<Id<Member>, std::string>;

web::List<ShownMember> columns(const Visit* visit, const Apart& apart = {}) {
    const auto position = [](const ShownMember& member, bool latitude) {
        return member.position ? Cell(latitude ? member.position->latitude.value : member.position->longitude.value) : Cell();
    };
    return web::List<ShownMember>({
        {extra("id", "members.column_id"), {}, [](const ShownMember& m) { return Cell(m.id.value); }},
        {{"name", "members.name", "name", Look::name, false},
         [visit, apart](const ShownMember& m) {
             const auto words = apart.find(m.id);
             return group(a(href(web::places::to_member(*visit, m.id, m.name)), bdi(m.name)),
                          when(words != apart.end(), [&] { return group(" ", span(cls("q"), bdi(words->second))); }));
         },
         [](const ShownMember& m) { return Cell(m.name); }},
        {{"country", "members.country", "country", Look::text, false},
         [visit](const ShownMember& m) { return html::text(country_words(visit->words, m.country)); },
         [](const ShownMember& m) { return Cell(m.country); }},
        {{"kind", "members.kind", "", Look::text, false},
         [visit](const ShownMember& m) { return html::text(visit->text(kind_key(m.kind))); },
         [](const ShownMember& m) { return Cell(std::string(acts::name_of(m.kind))); }},
        {extra("class", "members.column_class"), {}, [](const ShownMember& m) { return Cell(std::string(acts::name_of(m.member_class))); }},
        {extra("status", "members.column_status"),
         [visit](const ShownMember& m) {
             return span(cls(status_look(m.status)), visit->text("status." + std::string(acts::name_of(m.status))));
         },
         [](const ShownMember& m) { return Cell(std::string(acts::name_of(m.status))); }},
        {{"since", "members.since", "since"},
         [visit](const ShownMember& m) { return html::text(since_words(*visit, m)); },
         [](const ShownMember& m) { return web::cell(m.since); }},
        {extra("attested", "members.column_attested"), {}, [](const ShownMember& m) { return web::cell(m.attested); }},
        {{"population", "members.population", "population", Look::figure},
         [visit](const ShownMember& m) { return m.population ? html::text(visit->words.number(*m.population)) : Node(); },
         [](const ShownMember& m) { return web::cell(m.population); }},
        {extra("latitude_e5", "members.column_latitude"), {}, [position](const ShownMember& m) { return position(m, true); }},
        {extra("longitude_e5", "members.column_longitude"), {}, [position](const ShownMember& m) { return position(m, false); }},
        {extra("geonameid", "members.column_geonameid"), {}, [](const ShownMember& m) { return web::cell(m.geonameid); }},
        {extra("basis", "members.column_basis"), {}, [](const ShownMember& m) { return Cell(m.basis); }},
        {extra("changed_by_act", "members.column_changed_by"), {}, [](const ShownMember& m) { return Cell(m.changed_by.value); }},
    });
}

// A page of them, as they were on the day asked for; what no column shows is not read.
std::vector<ShownMember> rows_of(const Visit& visit, const Filter& filter, const web::Paging& paging) {
    const auto chosen = web::columns_asked(visit);
    auto rows = list_members(visit.db(), filter, paging.offset(), paging.rows, chosen.empty() ? Listed::usual : Listed::all);
    if (visit.date)
        members::put_back(visit.db(), rows, *visit.date, std::ranges::find(chosen, "status") != chosen.end() ? Back::all : Back::facts);
    return rows;
}

Node option_of(std::string_view value, std::string_view words, bool chosen) {
    return option(attr("value", value), flag_when(chosen, "selected"), words);
}

Node select_alone(std::string_view name, std::string_view label_text, std::string_view all, Node options) {
    return group(label(attr("for", name), label_text),
                 select(id(name), attr("name", name), option(attr("value", ""), all), std::move(options)));
}
Node select_of(std::string_view name, std::string_view label_text, std::string_view all, Node options) {
    return div(select_alone(name, label_text, all, std::move(options)));
}

// One for each State, as it stands when it is not chosen: a network may have members in all of them.
const Node& option_of_country(std::string_view code, base::Language language) {
    static const auto made = [] {
        std::array<std::array<Node, 26 * 26>, 2> all;
        for (const auto one : {base::Language::fr, base::Language::en})
            for (const auto& facts : base::countries())
                all[one == base::Language::fr ? 0 : 1][*base::letters_place(facts.alpha_2)] =
                    option_of(facts.alpha_2, web::words_of(one).country(facts.alpha_2), false);
        return all;
    }();
    static const Node none{};
    const auto place = base::letters_place(code);
    return place ? made[language == base::Language::fr ? 0 : 1][*place] : none;
}

constexpr std::int64_t countries_listed_max = 60;  // beyond, each region lists its own

Node filter_form(Visit& visit, const Asked& asked, const std::vector<CountryCount>& counts, const std::vector<RegionCount>& regions) {
    Node countries, areas, kinds, classes, statuses;
    for (const auto& count : counts)
        countries += count.country == asked.filter.country || former_country(count.country)
                         ? option_of(count.country, country_words(visit.words, count.country), count.country == asked.filter.country)
                         : option_of_country(count.country, visit.language);
    if (const auto& chosen = asked.filter.country;
        !chosen.empty() && std::ranges::find(counts, chosen, &CountryCount::country) == counts.end())
        countries += option_of(chosen, country_words(visit.words, chosen), true);
    for (const auto& region : regions) areas += option_of(region.code, region.name, region.code == asked.region);
    if (!asked.region.empty() && std::ranges::find(regions, asked.region, &RegionCount::code) == regions.end())
        areas +=
            option_of(asked.region, name_of_map(*std::ranges::find(maps().all(), asked.region, &web::Map::code), visit.language), true);
    for (const auto name : acts::type_of<Kind>().names)
        kinds += option_of(name, visit.text("kind." + std::string(name)), asked.filter.kind && acts::name_of(*asked.filter.kind) == name);
    for (const auto name : acts::type_of<MemberClass>().names)
        classes += option_of(name, visit.text("class." + std::string(name)),
                             asked.filter.member_class && acts::name_of(*asked.filter.member_class) == name);
    for (const auto name : acts::type_of<Status>().names)
        statuses +=
            option_of(name, visit.text("status." + std::string(name)), asked.filter.status && acts::name_of(*asked.filter.status) == name);
    const auto all = visit.text("filter.all"), all_feminine = visit.text("filter.all_feminine");
    return form(
        cls("flt"), attr("method", "get"), action(web::places::members.in(visit.language)), id("filter"), attr("data-swap", swapped),
        web::kept_days(visit),
        div(cls("g"), label(attr("for", "q"), visit.text("members.search")),
            input(attr("type", "search"), id("q"), attr("name", "q"), attr("value", asked.filter.search), attr("autocomplete", "off"))),
        select_of("region", visit.text("members.region"), all_feminine, std::move(areas)),
        div(id("states"),
            when(!countries.empty(), [&] { return select_alone("country", visit.text("members.country"), all, std::move(countries)); })),
        select_of("kind", visit.text("members.kind"), all_feminine, std::move(kinds)),
        select_of("class", visit.text("members.class"), all_feminine, std::move(classes)),
        // As it is at present: on another day the list has those who belonged.
        when(
            !visit.date,
            [&] { return select_of("status", visit.text("members.status"), visit.text("members.those_who_belong"), std::move(statuses)); }),
        button(attr("type", "submit"), cls("btn"), visit.text("members.filter")));
}

std::int64_t sum_of(const std::vector<CountryCount>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0}, [](auto sum, const auto& one) { return sum + one.members; });
}

Node country_item(Visit& visit, const CountryCount& count) {
    return li(a(href(visit.to(web::places::members, {{"country", count.country}})), country_words(visit.words, count.country)),
              span(cls("n"), count.members));
}

Node by_country(Visit& visit, const std::vector<CountryCount>& counts, const std::vector<RegionCount>& regions) {
    if (counts.empty()) return section(div(cls("hd"), h2(visit.text("members.by_country"))), p(visit.text("members.many_countries")));
    std::map<std::string_view, Node> countries;  // by region
    for (const auto& count : counts)
        if (const auto* map = map_of_country(count.country)) countries[map->code] += country_item(visit, count);
    return section(div(cls("hd"), h2(visit.text("members.by_country"))),
                   div(cls("grid"), each(regions, [&](const RegionCount& region) {
                           return div(h3(a(href(visit.to(web::places::region(region.code))), region.name)),
                                      ul(cls("ls"), countries[region.code]));
                       })));
}

}  // namespace

web::Response directory_page(Visit& visit) {
    visit.read("member");
    auto query = asked(visit);
    const auto sorting = sorting_of(visit, query.filter);
    const bool drawn = !query.anything();
    // What is drawn is of that day; a filter offers the regions of today, as it does the States: those of a region where there are many.
    const bool many = more_states_than(visit.db(), countries_listed_max);
    const auto regions = count_by_region(count_by_sub_region(visit.db(), drawn ? visit.date : std::nullopt), visit.language);
    auto counts = many && query.region.empty() ? std::vector<CountryCount>()
                  : many                       ? count_by_country(visit.db(), {}, query.filter.countries)
                                               : count_by_country(visit.db(), visit.date);
    sort_by_name(counts, visit.language);
    const auto total = many && query.only_a_region() && !visit.date ? sum_of(counts) : count_members(visit.db(), query.filter);
    const auto paging = web::Paging::asked(visit, total);
    const auto rows = rows_of(visit, query.filter, paging);
    const std::string title(visit.text("members.title"));
    const auto list = columns(&visit, words_apart(visit, rows));
    auto found = paging.total == 0 ? p(cls("note"), visit.text("members.none"))
                                   : group(list.table(visit, title, rows, sorting, swapped), web::page_links(visit, paging, swapped));
    const auto remembered = when(sorting.text() != "name", [&] {
        return input(attr("type", "hidden"), attr("name", "sort"), attr("value", sorting.text()), attr("form", "filter"));
    });
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("members.description")),
         .at = web::places::members,
         .current = "members",
         .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("members.lead")))), filter_form(visit, query, counts, regions),
              div(id("region-map"), when(!query.region.empty(), [&] { return map_of(visit, query.region, query.filter, {}); })),
              div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format("members.count", {{"count", paging.total}})),
                  web::export_links(visit, web::places::members)),
              list.choice(visit, web::places::members), div(id("results"), attr("tabindex", "-1"), remembered, std::move(found)),
              when(drawn && paging.page == 1 && !regions.empty(),
                   [&] {
                       return group(regions_part(visit, regions), years_part(visit, count_by_year(visit.db(), visit.date), paging.total),
                                    by_country(visit, counts, regions));
                   }),
              p(cls("note"), visit.text("members.research_note"), " ",
                a(href(visit.to(web::places::research)), visit.text("members.research_link")))));
}

web::Response directory_file(Visit& visit, web::Format format) {
    visit.read("member");
    auto query = asked(visit);
    sorting_of(visit, query.filter);
    const auto lasting = web::kept(visit);
    return columns(lasting.get())
        .file(lasting, visit.language == base::Language::fr ? "membres" : "members", format,
              [filter = std::move(query.filter), place = std::optional<Place>()](store::Db& db) mutable {
                  auto rows = next_members(db, filter, place, web::rows_at_once);
                  if (filter.on) members::put_back(db, rows, *filter.on);
                  return rows;
              });
}

std::vector<std::string> columns_of_export() { return columns(nullptr).names(); }

web::Response region_page(Visit& visit) {
    const std::string code(visit.request.at("region"));
    Filter filter;
    filter.countries = countries_of_region(code);
    if (filter.countries.empty()) return web::error_page(visit, 404);
    visit.read("member");
    filter.on = visit.date;
    const auto sorting = sorting_of(visit, filter);
    auto counts = count_by_country(visit.db(), visit.date, filter.countries);
    sort_by_name(counts, visit.language);
    const auto total = sum_of(counts);
    const auto paging = web::Paging::asked(visit, total);
    const auto rows = rows_of(visit, filter, paging);
    const auto list = columns(&visit, words_apart(visit, rows));
    const auto& map = *std::ranges::find(maps().all(), code, &web::Map::code);
    const std::string name(name_of_map(map, visit.language));
    const auto caption = group(span(visit.format("members.count_plain", {{"count", paging.total}})),
                               a(href(visit.to(web::places::members, {{"region", code}})), visit.text("members.region_in_directory")));
    return web::page(visit,
                     {.title = name,
                      .description = visit.format("members.region_description", {{"region", name}}),
                      .at = web::places::region(code),
                      .current = "members",
                      .breadcrumb = {{std::string(visit.text("nav.members")), visit.to(web::places::members)}, {name, ""}},
                      .dated = true},
                     group(h1(name),
                           div(cls("side"), map_of(visit, code, filter, caption),
                               div(rows.empty() ? p(cls("note"), visit.text("members.none_here"))
                                                : group(list.table(visit, name, rows, sorting), web::page_links(visit, paging, "")))),
                           when(!counts.empty(), [&] {
                               return section(
                                   div(cls("hd"), h2(visit.text("members.by_country"))),
                                   ul(cls("ls grid"), each(counts, [&](const CountryCount& count) { return country_item(visit, count); })));
                           })));
}

}  // namespace members
