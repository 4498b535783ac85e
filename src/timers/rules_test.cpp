#include "timers/rules.h"

#include <doctest/doctest.h>
#include <vector>

namespace {
using timers::hour_us;
constexpr std::int64_t minute_us = 60'000'000, day_us = 24 * hour_us, start_us = 1'790'000'000'000'000;
}  // namespace

TEST_CASE("A clock that is set ahead by more than an hour is believed an hour later, one that is put back at once") {
    struct Look {
        std::int64_t clock_us, elapsed_us;  // since the start
        bool believed;
    };
    struct Row {
        const char* what;
        std::vector<Look> looks;
    };
    const std::vector<Row> rows{
        {"the first look is believed", {{400 * day_us, 0, true}}},
        {"time that passes", {{0, 0, true}, {day_us, day_us, true}, {400 * day_us, 400 * day_us, true}}},
        {"an hour ahead", {{0, 0, true}, {hour_us + 1'000, 1'000, true}}},
        {"more than an hour ahead", {{0, 0, true}, {hour_us + 1'001, 1'000, false}}},
        {"a year ahead, for an hour",
         {{0, 0, true},
          {365 * day_us, 1, false},
          {365 * day_us + hour_us - 1, hour_us, false},
          {365 * day_us + hour_us, hour_us + 1, true}}},
        {"a year ahead, and mended within the hour",
         {{0, 0, true}, {365 * day_us, minute_us, false}, {50 * minute_us, 50 * minute_us, true}, {51 * minute_us, 51 * minute_us, true}}},
        {"mended, and set ahead again: the hour begins anew",
         {{0, 0, true},
          {365 * day_us, minute_us, false},
          {50 * minute_us, 50 * minute_us, true},
          {365 * day_us, 70 * minute_us, false},
          {365 * day_us + hour_us - 1, 130 * minute_us - 1, false},
          {365 * day_us + hour_us, 130 * minute_us, true}}},
        {"put back by a year, and going on from there", {{0, 0, true}, {-365 * day_us, 1, true}, {-364 * day_us, day_us + 1, true}}},
        {"a machine that slept", {{0, 0, true}, {30 * day_us, 30 * day_us, true}}},
        {"a clock that drifts", {{0, 0, true}, {day_us + 30 * minute_us, day_us, true}, {2 * day_us + 80 * minute_us, 2 * day_us, true}}},
    };
    for (const auto& [what, looks] : rows) {
        timers::Trust trust;
        for (const auto& [clock_us, elapsed_us, believed] : looks) {
            CAPTURE(what);
            CAPTURE(elapsed_us);
            CHECK(trust.believes(start_us + clock_us, elapsed_us) == believed);
        }
    }
}
