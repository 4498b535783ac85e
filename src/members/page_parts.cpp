#include "members/page_parts.h"

#include "members/former_countries.h"

#include "base/countries.h"
#include "members/rules.h"
#include "web/form.h"
#include "web/places.h"

#include <fmt/compile.h>
#include <algorithm>
#include <array>
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

namespace {

void append_dot(std::string& path, const web::Map& map, const acts::Position& place) {
    const auto point = web::project(map.projection, place.latitude, place.longitude);
    if (map.view.contains(point)) path += fmt::format(FMT_COMPILE("M{} {}h0"), std::lround(point.x), std::lround(point.y));
}

// What a map draws of each square, in the order of a grid: it never changes.
const std::vector<std::string>& dots_of(const web::Map& map) {
    static const auto all = [] {
        std::vector<std::vector<std::string>> made;
        for (const auto& one : maps().all()) {
            const auto& grid = &one == &maps().world() ? world_grid : region_grid;
            auto& dots = made.emplace_back(std::size_t(grid.columns * (18'000'000 / grid.step_e5 + 1)));
            for (std::size_t square = 0; square < dots.size(); ++square) append_dot(dots[square], one, grid.middle(std::int64_t(square)));
        }
        return made;
    }();
    return all[std::size_t(&map - maps().all().data())];
}

}  // namespace

std::string dots(const web::Map& map, const std::vector<acts::Position>& places) {
    std::string path;
    for (const auto& place : places) append_dot(path, map, place);
    return path;
}

namespace {

// What never changes of each State, by base::letters_place: pages ask some hundred times each.
struct CountryPlace {
    bool there = false;
    const web::Map* map = nullptr;
    int rank_fr = 0, rank_en = 0;  // by its name in that language
    int rank(base::Language language) const { return language == base::Language::fr ? rank_fr : rank_en; }
};

std::array<CountryPlace, 26 * 26> make_country_places() {
    std::array<CountryPlace, 26 * 26> made{};
    const auto countries = base::countries();
    for (const auto& facts : countries) made[*base::letters_place(facts.alpha_2)] = {true, maps().region(facts.region)};
    for (const auto language : {base::Language::fr, base::Language::en}) {
        const auto& words = web::words_of(language);
        std::vector<const base::CountryFacts*> order;
        for (const auto& facts : countries) order.push_back(&facts);
        std::ranges::sort(order, [&](const auto* one, const auto* other) {
            return words.compare(words.country(one->alpha_2), words.country(other->alpha_2)) < 0;
        });
        for (std::size_t rank = 0; rank < order.size(); ++rank) {
            auto& place = made[*base::letters_place(order[rank]->alpha_2)];
            (language == base::Language::fr ? place.rank_fr : place.rank_en) = int(rank);
        }
    }
    return made;
}

const CountryPlace* place_of(std::string_view country) {
    static const auto all = make_country_places();
    const auto letters = base::letters_place(country);
    return letters && all[*letters].there ? &all[*letters] : nullptr;
}

}  // namespace

const web::Map* map_of_country(std::string_view country) {
    const auto* place = place_of(present_country(country));
    return place ? place->map : nullptr;
}

std::string since_words(const web::Visit& visit, const ShownMember& member) {
    if (member.since) return visit.words.partial_date(*member.since);
    if (member.attested) return visit.format("members.attested_in", {{"date", *member.attested}});
    return std::string(visit.text("members.not_stated"));
}

std::map<Id<Member>, std::string> words_apart(web::Visit& visit, std::span<const ShownMember> members) {
    std::vector<Id<Member>> ids;
    for (const auto& member : members) ids.push_back(member.id);
    std::map<Id<Member>, std::string> words;
    for (const auto& one : told_apart_among(visit.db(), ids)) {
        const auto& note = visit.in_language(one.note_fr, one.note_en);
        if (!note.empty()) words[one.member] = note;
        else if (!one.name_note.empty()) words.emplace(one.member, one.name_note);
    }
    return words;
}

std::vector<std::string_view> regions_with_countries() {
    std::vector<std::string_view> all;
    for (const auto& map : maps().all())
        if (!countries_of_region(map.code).empty()) all.push_back(map.code);
    return all;
}

std::vector<std::string> countries_of_region(std::string_view code) {
    static const auto all = [] {
        std::map<std::string, std::vector<std::string>, std::less<>> made;
        for (const auto& facts : base::countries())
            if (const auto* map = map_of_country(facts.alpha_2)) made[std::string(map->code)].emplace_back(facts.alpha_2);
        return made;
    }();
    const auto found = all.find(code);
    return found == all.end() ? std::vector<std::string>() : found->second;
}

namespace {

constexpr std::int64_t dots_max = 400;  // beyond, a map shows squares where members are

std::vector<std::int64_t> squares_of(std::span<const acts::Position> places, const Grid& grid) {
    std::vector<std::int64_t> all;
    for (const auto& place : places) all.push_back(grid.square_of(place));
    std::ranges::sort(all);
    const auto twice = std::ranges::unique(all);
    all.erase(twice.begin(), twice.end());
    return all;
}

}  // namespace

void sort_by_name(std::vector<CountryCount>& counts, base::Language language) {
    std::vector<CountryCount*> ranked(base::countries().size()), others;  // others: States that are no more
    for (auto& count : counts) {
        const auto* place = place_of(count.country);
        if (!place) others.push_back(&count);
        else ranked[std::size_t(place->rank(language))] = &count;
    }
    ranked.insert(ranked.end(), others.begin(), others.end());
    std::vector<CountryCount> sorted;
    sorted.reserve(counts.size());
    for (auto* count : ranked)
        if (count) sorted.push_back(std::move(*count));
    counts = std::move(sorted);
}

const std::vector<std::string>& countries_by_name(base::Language language) {
    static const auto made = [] {
        std::array<std::vector<std::string>, 2> all;
        for (auto& codes : all) codes.resize(base::countries().size());
        for (const auto& facts : base::countries()) {
            const auto& place = *place_of(facts.alpha_2);
            all[0][std::size_t(place.rank_fr)] = facts.alpha_2;
            all[1][std::size_t(place.rank_en)] = facts.alpha_2;
        }
        return all;
    }();
    return made[language == base::Language::fr ? 0 : 1];
}

std::vector<RegionCount> count_by_region(const std::vector<CountryCount>& counts, base::Language language) {
    std::vector<RegionCount> all;
    for (const auto& map : maps().all()) all.push_back({map.code, name_of_map(map, language)});
    for (const auto& [area, members] : counts)
        if (const auto* map = area.size() == 2 ? map_of_country(area) : maps().region(area))
            all[std::size_t(map - maps().all().data())].members += members;
    std::erase_if(all, [](const RegionCount& region) { return region.members == 0; });
    return all;
}

Node map_of(web::Visit& visit, std::string_view region, const Filter& filter, const Node& caption) {
    const auto& all = maps().all();
    const auto found = std::ranges::find(all, region, &web::Map::code);
    const auto& map = found == all.end() ? maps().world() : *found;
    const bool all_of_them = filter.search.empty() && filter.country.empty() && !filter.kind && !filter.member_class && !filter.status;
    const bool kept = all_of_them && count_placed(visit.db(), filter.countries) > dots_max;  // squares of all of them are
    const auto places = kept ? std::vector<acts::Position>() : positions(visit.db(), filter);
    const bool crowded = kept || std::ssize(places) > dots_max;
    std::string path;
    auto count = std::ssize(places);
    if (crowded) {
        const auto& of_square = dots_of(map);
        const auto taken = kept ? squares(visit.db(), areas_of(filter.countries).regions, filter.on)
                                : squares_of(places, &map == &maps().world() ? world_grid : region_grid);
        for (const auto square : taken) path += of_square.at(std::size_t(square));
        count = std::ssize(taken);
    } else {
        path = dots(map, places);
    }
    const auto box = "0 0 " + std::to_string(std::lround(map.view.width)) + " " + std::to_string(std::lround(map.view.height));
    const auto title = visit.format(crowded ? "members.map_squares" : "members.map_title",
                                    {{"place", name_of_map(map, visit.language)}, {"count", count}});
    return figure(cls("map"),
                  svg::svg(attr("viewBox", box), attr("role", "img"), attr("aria-label", title), outline(map),
                           svg::path(cls("d"), attr("vector-effect", "non-scaling-stroke"), attr("d", path))),
                  figcaption(cls("q"), caption.empty() ? html::text(visit.text(crowded ? "members.map_note_squares" : "members.map_note"))
                                                       : caption));
}

Node members_citing_panel(web::Visit& visit, Id<sources::Source> source) {
    visit.read("member");
    constexpr std::size_t shown_max = 50;
    const auto after = web::whole_number(visit.request.query.value_or("members_after", ""));
    auto members = members_citing(visit.db(), source, after.value_or(0), shown_max + 1);
    const bool more = members.size() > shown_max;
    if (more) members.pop_back();
    const auto link = [&](std::string_view word, const std::string& from) {
        return li(a(href(visit.here_with({{"members_after", from}})), visit.text(word)));
    };
    const auto last = members.empty() ? std::string() : std::to_string(members.back().id.value);
    if (!more && !after) std::ranges::sort(members, {}, [&](const ShownMember& member) { return visit.words.collation_key(member.name); });
    return when(!members.empty(), [&] {
        return section(div(cls("hd"), h2(visit.text("members.attested_by_source"))),
                       ul(cls("ls"), each(members,
                                          [&](const ShownMember& member) {
                                              return li(a(href(web::places::to_member(visit, member.id, member.name)), bdi(member.name)),
                                                        span(cls("q"), country_words(visit.words, member.country)));
                                          })),
                       when(more || after, [&] {
                           return nav(cls("pg"), attr("aria-label", visit.text("members.attested_by_source")),
                                      ul(after ? link("table.first", "") : Node(), more ? link("table.next", last) : Node()));
                       }));
    });
}

void add_pages(web::Router& router, const web::SiteHooks& hooks, std::vector<Panel> panels) {
    using namespace web;
    const auto filter = list_query({"q", "country", "region", "kind", "class", "status"});
    add_page(router, hooks, "members.list", places::members, filter, directory_page);
    add_files(router, hooks, "members", places::members, filter, directory_file);
    add_page(router, hooks, "members.region", places::region("{region}"), {"sort", "page"}, region_page);
    add_page(router, hooks, "members.show", places::members / "{member}", {}, [panels = std::move(panels)](Visit& visit) {
        const auto asked = visit.request.at("member");
        const auto number = web::whole_number(asked.substr(0, asked.find('-')));
        const auto view = number ? view_member(visit.db(), {*number}) : std::nullopt;
        if (!view) return error_page(visit, 404);
        const auto address = places::member(view->member.id, view->member.name);
        if (address.in(visit.language) != visit.request.path) return Response::redirect(visit.to(address), 301);
        return member_page(visit, *view, panels);
    });
}

}  // namespace members
