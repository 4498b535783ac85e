#include "search/pages.h"

#include "search/find.h"
#include "web/places.h"
#include "web/table.h"

#include <algorithm>

namespace search {
namespace {

using namespace html;
using web::Visit;

constexpr std::size_t shown_of_each = 5;  // when no kind is asked for; fewer when many kinds have some
constexpr std::string_view swapped = "results count";

struct Group {
    const Shown* kind;
    Found found;
    std::vector<Hit> hits = {};
};

std::vector<std::string> shelves_of_kind(const Visit& visit, std::string_view kind) {
    std::vector<std::string> shelves;
    for (const auto& reader : readers_of(visit.visitor)) shelves.push_back(shelf(kind, reader));
    return shelves;
}

// Search is of the network as it is, whatever day or knowledge other pages are asked about.
web::Reading present(const Visit& visit) { return visit.known ? visit.hooks.read() : visit.reading; }

// Without the hits of what is in the index: only its numbers.
Group look(Visit& visit, store::Db& db, const Shown& kind, const Asked& asked, Spelling spelling, std::size_t offset, std::size_t most) {
    Group group{&kind, {}};
    if (kind.find) {
        if (spelling == Spelling::near) return group;
        auto all = kind.find(visit, asked);
        group.found.count = std::int64_t(all.size());
        for (auto i = offset; i < std::min(all.size(), offset + most); ++i) group.hits.push_back(std::move(all[i]));
        return group;
    }
    group.found = find(db, shelves_of_kind(visit, kind.name), asked, spelling, offset, most);
    return group;
}

void show(Visit& visit, Group& group, std::size_t most) {
    if (group.found.ids.size() > most) group.found.ids.resize(most);
    if (group.hits.size() > most) group.hits.resize(most);
    for (const auto id : group.found.ids)
        if (auto hit = group.kind->show(visit, id)) group.hits.push_back(std::move(*hit));
}

struct Results {
    std::vector<Group> groups;  // those with something; what is called exactly so first
    std::int64_t count = 0;
    Spelling spelling = Spelling::as_typed;
};

Results look(Visit& visit, const std::vector<Shown>& kinds, const Asked& asked, std::string_view only, std::int64_t page) {
    Results results;
    if (asked.empty()) return results;
    const auto reading = present(visit);
    const auto most = only.empty() ? shown_of_each : std::size_t(web::Paging::rows_usual);
    for (const auto spelling : {Spelling::as_typed, Spelling::near}) {
        for (const auto& kind : kinds) {
            if (!only.empty() && kind.name != only) continue;
            auto group = look(visit, *reading, kind, asked, spelling, std::size_t(page - 1) * most, most);
            results.count += group.found.count;
            if (group.found.count != 0) results.groups.push_back(std::move(group));
        }
        results.spelling = spelling;
        if (results.count != 0) break;
    }
    std::ranges::stable_partition(results.groups, [](const Group& group) { return group.found.named; });
    const auto rows = std::size_t(web::Paging::rows_usual) / std::max<std::size_t>(results.groups.size(), 1);
    for (auto& group : results.groups) show(visit, group, std::min(most, std::max<std::size_t>(rows, 1)));
    return results;
}

std::string kind_title(const Visit& visit, const Shown& kind) { return std::string(visit.text("search.kind." + kind.name)); }

Node hit_list(const std::vector<Hit>& hits) {
    return ul(cls("ls"), each(hits, [](const Hit& hit) {
                  return li(a(href(hit.address), bdi(hit.title)), when(!hit.detail.empty(), [&] { return p(cls("q"), hit.detail); }));
              }));
}

Node group_section(Visit& visit, const Group& group, const std::string& typed) {
    const auto more = group.found.count > std::int64_t(group.hits.size());
    const auto all = visit.to(web::places::search, {{"q", typed}, {"kind", group.kind->name}});
    return section(div(cls("hd"), h2(kind_title(visit, *group.kind)), span(cls("n q"), visit.words.number(group.found.count))),
                   hit_list(group.hits), when(more, [&] {
                       return p(a(href(all), visit.format("search.all_of", {{"count", group.found.count}}),
                                  span(cls("vh"), " ", kind_title(visit, *group.kind))));
                   }));
}

Node search_form(const Visit& visit, const std::string& typed, const std::string& kind) {
    return form(cls("flt"), attr("method", "get"), attr("role", "search"), action(web::places::search.in(visit.language)),
                attr("data-swap", swapped),
                when(!kind.empty(), [&] { return input(attr("type", "hidden"), attr("name", "kind"), attr("value", kind)); }),
                div(cls("g"), label(attr("for", "q"), visit.text("search.label")),
                    input(attr("type", "search"), id("q"), attr("name", "q"), attr("value", typed), attr("maxlength", text_bytes_max),
                          attr("autocomplete", "off"))),
                button(attr("type", "submit"), cls("btn"), visit.text("search.button")));
}

Node result_parts(Visit& visit, const Results& results, const std::string& typed, const std::string& kind, const web::Paging& paging) {
    if (results.groups.empty()) return p(cls("note"), visit.text(base::fold(typed).empty() ? "search.hint" : "search.none"));
    const auto near = when(results.spelling == Spelling::near, [&] { return p(cls("note at"), visit.text("search.near")); });
    if (kind.empty()) return group(near, each(results.groups, [&](const Group& one) { return group_section(visit, one, typed); }));
    const auto everything = visit.to(web::places::search, {{"q", typed}});
    return group(near, p(a(href(everything), visit.text("search.everything"))), h2(kind_title(visit, *results.groups[0].kind)),
                 hit_list(results.groups[0].hits), web::page_links(visit, paging, swapped));
}

web::Response search_page(Visit& visit, const std::vector<Shown>& kinds) {
    visit.read("search");
    visit.read("journal");  // acts are found by their numbers
    const std::string typed(visit.request.query.value_or("q", ""));
    std::string kind(visit.request.query.value_or("kind", ""));
    if (std::ranges::find(kinds, kind, &Shown::name) == kinds.end()) kind.clear();
    auto paging = web::Paging{1'000'000'000};  // how many there are is not known before they are looked for
    if (!kind.empty()) paging = web::Paging::asked(visit, paging.total);
    auto results = look(visit, kinds, asked(typed), kind, paging.page);
    if (const auto page = web::Paging::asked(visit, results.count).page; !kind.empty() && page != paging.page)
        results = look(visit, kinds, asked(typed), kind, page);  // a page that is not there gives the last
    if (!kind.empty()) paging = web::Paging::asked(visit, results.count);
    const auto reached = state(*present(visit));
    const std::string title(visit.text("search.title"));
    auto response = web::page(
        visit, {.title = title, .description = std::string(visit.text("search.hint")), .at = web::places::search, .indexed = false},
        group(div(cls("intro"), div(h1(title))), search_form(visit, typed, kind),
              when(!reached || !reached->complete, [&] { return p(cls("note at"), visit.text("search.being_made")); }),
              div(cls("cnt"), p(id("count"), attr("role", "status"),
                                asked(typed).empty() ? std::string() : visit.format("search.count", {{"count", results.count}}))),
              div(id("results"), attr("tabindex", "-1"), result_parts(visit, results, typed, kind, paging))));
    return response;
}

}  // namespace

std::vector<Reader> readers_of(const web::Visitor& visitor) {
    std::vector<Reader> readers{everybody};
    if (visitor.in_secretariat()) readers.push_back(secretariat);
    for (const auto& holding : visitor.holdings)
        if (!holding.scope.kind.empty()) readers.push_back(holding.scope.kind + ":" + std::to_string(holding.scope.id));
    return readers;
}

void add_pages(web::Router& router, const web::SiteHooks& hooks, std::vector<Shown> kinds) {
    web::add_page(router, hooks, "search", web::places::search, {"q", "kind", "page"},
                  [kinds = std::move(kinds)](Visit& visit) { return search_page(visit, kinds); });
}

}  // namespace search
