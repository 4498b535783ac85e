// The door: the numbers of papers, "ATT-2026-0001". A series counts from 1 each year and leaves no gap.
#pragma once
#include "acts/act.h"

#include <compare>

namespace numbering {

// How a series may be called: two to eight of A to Z.
inline constexpr std::size_t series_min = 2, series_max = 8;

struct Number {
    std::string series;
    int year = 0;              // 1 to 9999
    std::int64_t ordinal = 0;  // from 1
    auto operator<=>(const Number&) const = default;
    std::string text() const;  // four digits of the ordinal at least: "ATT-2026-0001", "ATT-2026-12345"
};

// A number as people type it: small letters, other dashes, spaces around them and fewer zeros are taken; nothing when it is none.
std::optional<Number> read(std::string_view typed);

// The next number of a series, for the effect of an act alone: what is refused, fails or is only previewed takes none, and a rebuild
// gives the same. The year is that of the act's day, but never before that of the number given last: when the day goes back over New
// Year (the network's zone is changed), the series goes on in the year it has reached. Throws std::logic_error for a name that is no
// name of a series.
Number take(acts::Effect&, std::string_view series);

std::string_view tables();

}  // namespace numbering
