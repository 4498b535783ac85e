// What the pages of membership draw: counts by region and by year, the time of a member and of its titulars.
#include "members/page_parts.h"
#include "web/chart.h"
#include "web/places.h"

#include <algorithm>

namespace members {
namespace {

using namespace html;
using web::Visit;

Node part(std::string_view title, const Node& shown) { return section(div(cls("hd"), h2(title)), shown); }

}  // namespace

Node regions_part(const Visit& visit, const std::vector<RegionCount>& regions) {
    const std::string title(visit.text("members.by_region"));
    web::chart::Bars bars{{.id = "regions", .title = title, .heading = std::string(visit.text("members.region"))},
                          {std::string(visit.text("members.title_short"))}};
    for (const auto& region : regions)
        bars.rows.push_back({std::string(region.name), {region.members}, visit.to(web::places::region(region.code))});
    std::ranges::stable_sort(bars.rows, std::ranges::greater(), [](const web::chart::Row& row) { return *row.values[0]; });
    return part(title, web::chart::show(visit.words, bars));
}

Node years_part(const Visit& visit, const std::map<int, std::int64_t>& years, std::int64_t members) {
    auto not_dated = members;
    for (const auto& [year, joined] : years) not_dated -= joined;
    const std::string title(visit.text("members.by_year"));
    const web::chart::Columns columns{{.id = "years",
                                       .title = title,
                                       .heading = std::string(visit.text("members.year")),
                                       .note = visit.format("members.not_dated", {{"count", not_dated}})},
                                      std::string(visit.text("members.title_short")),
                                      years};
    return part(title, web::chart::show(visit.words, columns));
}

Node time_part(const Visit& visit, const MemberView& view) {
    const auto& member = view.member;
    if (view.titulars.empty() && !member.since) return {};
    web::chart::Timeline timeline{{.id = "time",
                                   .title = visit.format("members.time_of", {{"name", member.name}}),
                                   .heading = std::string(visit.text("members.time_what"))}};
    timeline.on = visit.on();
    if (member.since) {
        const auto shown = member.attested ? member.attested->earliest() : std::nullopt;
        timeline.intervals.push_back(
            {visit.format("members.kicker", {{"kind", acts::name_of(member.kind)}}), *member.since, {}, shown, {}});
    }
    for (const auto& titular : view.titulars)
        timeline.intervals.push_back({titular.title + ", " + titular.name.value_or(std::string(visit.text("people.erased"))),
                                      titular.from,
                                      titular.until,
                                      titular.confirmed,
                                      {}});
    return part(visit.text("members.time"), web::chart::show(visit.words, timeline));
}

}  // namespace members
