// Time zones of the IANA database, by ICU. Times are microseconds since 1970-01-01 UTC.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include "base/date.h"
#include "base/language.h"

namespace base {

struct CivilTime {
    Date day;
    std::int16_t minute = 0;          // of the day, 0 to 1439
    std::int16_t offset_minutes = 0;  // local time minus UTC
    auto operator<=>(const CivilTime&) const = default;
};

// "Europe/Paris", "Africa/Douala", "UTC": an Area/City name of the database, or UTC. No offsets such as "GMT+3".
bool zone_exists(std::string_view zone);
// What a clock and a calendar show there; nothing when the zone does not exist.
std::optional<CivilTime> civil_time(std::int64_t time_us, std::string_view zone);
std::optional<Date> civil_date(std::int64_t time_us, std::string_view zone);
// The time at which a clock there shows that minute of that day: the first of two when it shows it twice, and one hour
// on when the clocks skip it. Nothing when the zone does not exist or the minute is not one of a day.
std::optional<std::int64_t> utc_time(Date day, int minute_of_day, std::string_view zone);
// How a reader names it: its city in their language ("Alger", "Algiers"); "UTC". The name itself when ICU has no other.
std::string zone_city(std::string_view zone, Language language);

}  // namespace base
