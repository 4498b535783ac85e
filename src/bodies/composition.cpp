// Who sits beside who belongs: by region, by size, by gender; and the offices over time, drawn.
#include "base/countries.h"
#include "bodies/page_parts.h"
#include "web/chart.h"
#include "web/map.h"

#include <algorithm>

namespace bodies {
namespace {

using namespace html;
using web::Visit;

using Counts = std::map<std::string_view, std::int64_t>;

const web::Maps& maps() {
    static const web::Maps all;
    return all;
}

// The map that shows it; empty: none does.
std::string_view region_of(std::string_view country) {
    const auto* facts = base::country(country);
    const auto* map = facts ? maps().region(facts->region) : nullptr;
    return map ? map->code : "";
}

std::int64_t total(const Counts& counts) {
    std::int64_t all = 0;
    for (const auto& [name, count] : counts) all += count;
    return all;
}

std::int64_t percent(std::int64_t count, std::int64_t all) { return all ? (count * 100 + all / 2) / all : 0; }

struct Group {
    std::string_view key;
    std::string name;
};

// Shares in percent of those who sit and of all members, with the numbers behind each name.
Node beside(const Visit& visit, const std::string& id, const std::string& title, const std::vector<Group>& groups, const Counts& seats,
            const Counts& members) {
    const auto of = [](const Counts& counts, std::string_view key) {
        const auto at = counts.find(key);
        return at == counts.end() ? 0 : at->second;
    };
    web::chart::Bars bars{{.id = id,
                           .title = title,
                           .heading = std::string(visit.text("bodies.group")),
                           .note = visit.format("bodies.beside_note", {{"seats", total(seats)}, {"members", total(members)}}),
                           .written = [&visit](std::int64_t value) { return visit.words.percent(*base::Rational::of(value, 100), 0); }},
                          {std::string(visit.text("bodies.share_of_seats")), std::string(visit.text("bodies.share_of_members"))}};
    for (const auto& [key, name] : groups) {
        const auto mine = of(seats, key), all = of(members, key);
        if (!mine && !all) continue;
        bars.rows.push_back({visit.format("bodies.beside", {{"name", name}, {"seats", mine}, {"members", all}}),
                             {percent(mine, total(seats)), percent(all, total(members))},
                             {}});
    }
    return group(h3(title), web::chart::show(visit.words, bars));
}

// Of an office of one seat that sources give to several: one of them.
std::vector<Record> one_a_seat(const std::vector<Record>& named, const std::vector<ShownSeatCount>& counts, base::Date day) {
    std::vector<Record> all;
    for (const auto& record : named) {
        const auto size = size_on(sizes_of(counts, record.office.id), day);
        const auto same = [&](const Record& other) { return other.office.id == record.office.id; };
        const bool interim = record.mandate && record.mandate->begins == Beginning::interim;
        if (size && size->seats == 1 && !interim && std::ranges::any_of(all, same)) continue;
        all.push_back(record);
    }
    return all;
}

}  // namespace

Node composition_part(Visit& visit, const std::vector<Record>& named, const std::vector<ShownSeatCount>& counts) {
    visit.read("member");
    Counts regions, sizes, all_regions, all_sizes, genders;
    std::int64_t stated = 0, earlier = 0;
    const auto sitting = one_a_seat(named, counts, visit.on());
    for (const auto& record : sitting) {
        if (record.mandate && record.mandate->gender) {
            ++genders[acts::name_of(*record.mandate->gender)];
            ++stated;
        }
        if (!record.member()) continue;
        if (record.telling == Telling::last_attested) ++earlier;
        ++regions[region_of(record.country())];
        ++sizes[acts::name_of(members::size_of(record.population()))];
    }
    const std::string title(visit.text("bodies.composition"));
    const Node head = div(cls("hd"), h2(title));
    if (regions.empty()) return section(head, p(visit.text("bodies.composition_unknown")));
    auto elsewhere = members::count_members(visit.db(), {.on = visit.date});
    for (const auto& [region, count] : members::count_by_sub_region(visit.db(), visit.date))
        if (const auto* map = maps().region(region)) all_regions[map->code] += count, elsewhere -= count;
    all_regions[""] = elsewhere;
    for (const auto& [size, count] : members::count_by_size(visit.db(), visit.date)) all_sizes[acts::name_of(size)] += count;
    std::vector<Group> by_region, by_size;
    for (const auto& map : maps().all())
        by_region.push_back({map.code, std::string(visit.language == base::Language::fr ? map.name_fr : map.name_en)});
    by_region.push_back({"", std::string(visit.text("bodies.no_region"))});
    for (const auto name : acts::type_of<members::Size>().names)
        by_size.push_back({name, std::string(visit.text("bodies.size." + std::string(name)))});
    const auto gender = [&](Gender which) { return genders[acts::name_of(which)]; };
    const auto unsaid = std::int64_t(sitting.size()) - stated;
    return section(
        head, p(visit.format("bodies.composition_lead", {{"earlier", earlier}})),
        beside(visit, "regions", std::string(visit.text("bodies.by_region")), by_region, regions, all_regions),
        beside(visit, "sizes", std::string(visit.text("bodies.by_size")), by_size, sizes, all_sizes), h3(visit.text("bodies.by_gender")),
        p(visit.format(
            "bodies.genders",
            {{"women", gender(Gender::woman)}, {"men", gender(Gender::man)}, {"other", gender(Gender::other)}, {"unsaid", unsaid}})));
}

Node timeline_part(const Visit& visit, const ShownBody& body, const std::vector<Record>& records) {
    const auto title = visit.format("bodies.timeline_of", {{"name", body.name(visit.language)}});
    web::chart::Timeline timeline{{.id = "time", .title = title, .heading = std::string(visit.text("bodies.holder")), .closed = true}};
    timeline.on = visit.on();
    // What lies within what another source says of the same holder and office adds nothing to the drawing.
    const auto within = [&](const ShownAttestation& day) {
        return std::ranges::any_of(records, [&](const Record& other) {
            const auto* more = other.attestation ? &*other.attestation : nullptr;
            if (!more || more->id == day.id || more->office != day.office || !same_holder(*more, day)) return false;
            if (!day.from.earliest() || !day.from.latest()) return false;
            if (more->until) return standing_on(*day.from.earliest(), more->from, more->until) != Standing::not_yet;
            if (more->from.earliest() == day.from.earliest() && more->from.latest() == day.from.latest()) return more->id < day.id;
            return more->from.earliest() && more->from.latest() && *more->from.earliest() <= *day.from.earliest() &&
                   *day.from.latest() <= *more->from.latest();
        });
    };
    std::vector<const Record*> sorted;
    for (const auto& record : records) sorted.push_back(&record);
    std::ranges::stable_sort(sorted, std::less(), [](const Record* record) {
        return std::pair(record->office.rank, record->from().earliest().value_or(base::Date{}));
    });
    for (const auto* one : sorted) {
        const auto& record = *one;
        if (record.office.way == Way::honorary) continue;
        const auto label = holder_of(visit, record) + ", " + record.office.name(visit.language);
        if (record.mandate) timeline.intervals.push_back({label, record.from(), record.mandate->until, {}, {}});
        else if (record.attestation->until) timeline.intervals.push_back({label, record.from(), record.attestation->until, {}, {}});
        else if (!within(*record.attestation)) timeline.intervals.push_back({label, record.from(), record.from(), {}, {}});
    }
    return when(!timeline.intervals.empty(), [&] { return web::chart::show(visit.words, timeline); });
}

}  // namespace bodies
