#include "members/page_parts.h"

#include "members/former_countries.h"

#include "base/countries.h"
#include "web/places.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace members {

using namespace html;

const web::Maps& maps() {
    static const web::Maps all;
    return all;
}

const Node& outline(const web::Map& map) {
    static const std::vector<Node> all = [] {
        std::vector<Node> made;
        for (const auto& one : maps().all())
            made.push_back(group(svg::path(attr("d", one.land)),
                                 when(!one.borders.empty(), [&] { return svg::path(attr("fill", "none"), attr("d", one.borders)); })));
        return made;
    }();
    return all[std::size_t(&map - maps().all().data())];
}

std::string_view name_of_map(const web::Map& map, base::Language language) {
    return language == base::Language::fr ? map.name_fr : map.name_en;
}
std::string kind_key(Kind kind) { return "kind." + std::string(acts::name_of(kind)); }

std::string dots(const web::Map& map, const std::vector<Dot>& places) {
    std::string path;
    for (const auto& dot : places) {
        const auto point = web::project(map.projection, dot.position.latitude, dot.position.longitude);
        if (!map.view.contains(point)) continue;
        path += "M" + std::to_string(std::lround(point.x)) + " " + std::to_string(std::lround(point.y)) + "h0";
    }
    return path;
}

const web::Map* map_of_country(std::string_view country) {
    const auto* facts = base::country(present_country(country));
    return facts ? maps().region(facts->region) : nullptr;
}

std::string since_words(const web::Visit& visit, const ShownMember& member) {
    if (member.since) return visit.words.partial_date(*member.since);
    if (member.attested) return visit.format("members.attested_in", {{"date", *member.attested}});
    return std::string(visit.text("members.not_stated"));
}

std::vector<std::string> countries_of_region(std::string_view code) {
    std::vector<std::string> codes;
    for (const auto& facts : base::countries())
        if (const auto* map = maps().region(facts.region); map && map->code == code) codes.emplace_back(facts.alpha_2);
    return codes;
}

namespace {

// Comparing names as a language does takes a microsecond, and a page would do it a thousand times: the order never changes.
std::map<std::string_view, int> ranks_by_name(base::Language language) {
    const auto& words = web::words_of(language);
    std::vector<std::string_view> codes;
    for (const auto& facts : base::countries()) codes.push_back(facts.alpha_2);
    std::ranges::sort(codes, [&](auto one, auto other) { return words.compare(words.country(one), words.country(other)) < 0; });
    std::map<std::string_view, int> ranks;
    for (const auto code : codes) ranks.emplace(code, int(ranks.size()));
    return ranks;
}

}  // namespace

void sort_by_name(std::vector<CountryCount>& counts, base::Language language) {
    static const std::map<std::string_view, int> french = ranks_by_name(base::Language::fr), english = ranks_by_name(base::Language::en);
    const auto& ranks = language == base::Language::fr ? french : english;
    std::vector<std::pair<int, CountryCount>> ranked;
    for (auto& count : counts) {
        const auto rank = ranks.find(count.country);
        ranked.emplace_back(rank == ranks.end() ? int(ranks.size()) : rank->second, std::move(count));
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<int, CountryCount>::first);
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = std::move(ranked[i].second);
}

std::vector<RegionCount> count_by_region(const std::vector<CountryCount>& counts, base::Language language) {
    std::vector<RegionCount> all;
    for (const auto& map : maps().all()) all.push_back({map.code, name_of_map(map, language)});
    for (const auto& [country, members] : counts)
        if (const auto* map = map_of_country(country)) all[std::size_t(map - maps().all().data())].members += members;
    std::erase_if(all, [](const RegionCount& region) { return region.members == 0; });
    return all;
}

Node map_of(web::Visit& visit, std::string_view region, const Filter& filter, const Node& caption) {
    const auto& all = maps().all();
    const auto found = std::ranges::find(all, region, &web::Map::code);
    const auto& map = found == all.end() ? maps().world() : *found;
    const auto places = positions(visit.db(), filter, 5000);
    const auto box = "0 0 " + std::to_string(std::lround(map.view.width)) + " " + std::to_string(std::lround(map.view.height));
    const auto title =
        visit.format("members.map_title", {{"place", name_of_map(map, visit.language)}, {"count", std::int64_t(places.size())}});
    return figure(cls("map"),
                  svg::svg(attr("viewBox", box), attr("role", "img"), attr("aria-label", title), outline(map),
                           svg::path(cls("d"), attr("vector-effect", "non-scaling-stroke"), attr("d", dots(map, places)))),
                  figcaption(cls("q"), caption));
}

Node members_citing_panel(web::Visit& visit, Id<sources::Source> source) {
    visit.read("member");
    const auto members = members_citing(visit.db(), source);
    return when(!members.empty(), [&] {
        return section(div(cls("hd"), h2(visit.text("members.attested_by_source"))),
                       ul(cls("ls"), each(members, [&](const ShownMember& member) {
                              return li(a(href(visit.to(web::places::member(member.id, member.name))), bdi(member.name)),
                                        span(cls("q"), visit.words.country(member.country)));
                          })));
    });
}

void add_pages(web::Router& router, const web::SiteHooks& hooks) {
    using namespace web;
    const auto filter = list_query({"q", "country", "region", "kind", "class", "status"});
    add_page(router, hooks, "members.list", places::members, filter, directory_page);
    add_files(router, hooks, "members", places::members, filter, directory_file);
    add_page(router, hooks, "members.region", places::region("{region}"), {"sort"}, region_page);
    add_page(router, hooks, "members.show", places::members / "{member}", {}, [](Visit& visit) {
        const auto asked = visit.request.at("member");
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), number);
        const bool whole = error == std::errc() && (end == asked.data() + asked.size() || *end == '-');
        const auto view = whole ? view_member(visit.db(), {number}) : std::nullopt;
        if (!view) return error_page(visit, 404);
        const auto address = places::member(view->member.id, view->member.name);
        if (address.in(visit.language) != visit.request.path) return Response::redirect(visit.to(address), 301);
        return member_page(visit, *view);
    });
}

}  // namespace members
