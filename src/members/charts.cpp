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
    const auto words = [&](std::string_view key) { return std::string(visit.text(key)); };
    const auto title = visit.format("members.time_of", {{"name", member.name}});
    web::chart::Timeline timeline{{.id = "time", .title = title, .heading = words("members.time_what"), .closed = true}};
    timeline.on = visit.on();
    if (member.since && member.status != Status::mistaken) {
        const auto kind = visit.format("members.kicker", {{"kind", acts::name_of(member.kind)}});
        // As it is counted on every day, it lasts until something ends it: that day is still one of it, whatever was attested when.
        const auto until = member.until.value_or(visit.on().plus_days(1));
        timeline.intervals.push_back({kind, *member.since, base::PartialDate::of(until), member.attested, {}});
    }
    for (const auto& titular : view.titulars) {
        std::optional<base::PartialDate> shown;
        if (titular.confirmed) shown = base::PartialDate::of(*titular.confirmed);
        const auto name = titular.name.value_or(words("people.erased"));
        timeline.intervals.push_back({name + ", " + titular.title, titular.from, titular.until, shown, {}});
    }
    return part(visit.text("members.time"), web::chart::show(visit.words, timeline));
}

}  // namespace members
