#include "base/countries.h"

#include <algorithm>
#include <array>
#include <vector>

namespace base {
namespace {

constexpr std::string_view countries_csv =
#include "data/tables/countries.csv.inc"
    ;
constexpr std::string_view regions_csv =
#include "data/tables/regions.csv.inc"
    ;

// The tables are ours: no quoted commas but in names, which are then in double quotes.
template <std::size_t columns>
std::array<std::string_view, columns> split(std::string_view line) {
    std::array<std::string_view, columns> cells;
    for (auto& cell : cells) {
        const bool quoted = line.starts_with('"');
        const auto end = quoted ? line.find('"', 1) : line.find(',');
        cell = quoted ? line.substr(1, end - 1) : line.substr(0, end);
        const auto comma = quoted ? line.find(',', end) : end;
        line = comma == line.npos ? std::string_view() : line.substr(comma + 1);
    }
    return cells;
}

template <class Row, std::size_t columns>
std::vector<Row> table(std::string_view csv) {
    std::vector<Row> rows;
    csv.remove_prefix(csv.find('\n') + 1);
    while (!csv.empty()) {
        const auto end = csv.find('\n');
        const auto line = csv.substr(0, end);
        csv = end == csv.npos ? std::string_view() : csv.substr(end + 1);
        if (line.empty()) continue;
        const auto cells = split<columns>(line);
        if constexpr (columns == 5) rows.push_back({cells[0], cells[1], cells[2], cells[3], cells[4]});
        else rows.push_back({cells[0], cells[1], cells[2], cells[3]});
    }
    return rows;
}

const std::vector<CountryFacts>& all_countries() {
    static const auto rows = [] {
        auto made = table<CountryFacts, 5>(countries_csv);
        std::ranges::sort(made, {}, &CountryFacts::alpha_2);
        return made;
    }();
    return rows;
}
const std::vector<RegionFacts>& all_regions() {
    static const auto rows = [] {
        auto made = table<RegionFacts, 4>(regions_csv);
        std::ranges::sort(made, {}, &RegionFacts::code);
        return made;
    }();
    return rows;
}

}  // namespace

const CountryFacts* country(std::string_view alpha_2) {
    static const auto by_letters = [] {
        std::array<const CountryFacts*, 26 * 26> made{};
        for (const auto& facts : all_countries()) made[*letters_place(facts.alpha_2)] = &facts;
        return made;
    }();
    const auto place = letters_place(alpha_2);
    return place ? by_letters[*place] : nullptr;
}
std::span<const CountryFacts> countries() { return all_countries(); }

const RegionFacts* region(std::string_view code) {
    const auto& all = all_regions();
    const auto at = std::ranges::lower_bound(all, code, {}, &RegionFacts::code);
    return at != all.end() && at->code == code ? &*at : nullptr;
}
std::span<const RegionFacts> regions() { return all_regions(); }

}  // namespace base
