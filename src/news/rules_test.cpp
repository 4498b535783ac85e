#include "news/rules.h"

#include <doctest/doctest.h>
#include <string>

using news::ByMail;

TEST_CASE("A digest is due from seven o'clock of a working day, a weekly one from seven o'clock of Monday until the week's work ends") {
    struct Row {
        ByMail by;
        const char* day;  // 2026-09-21 is a Monday
        int minute;
        const char* expected;
    };
    for (const Row& row : {Row{ByMail::daily, "2026-09-21", 419, ""},
                           {ByMail::daily, "2026-09-21", 420, "2026-09-21"},
                           {ByMail::daily, "2026-09-25", 1439, "2026-09-25"},
                           {ByMail::daily, "2026-09-26", 420, ""},
                           {ByMail::daily, "2026-09-27", 1439, ""},
                           {ByMail::daily, "1969-12-29", 420, "1969-12-29"},
                           {ByMail::weekly, "2026-09-21", 419, ""},
                           {ByMail::weekly, "2026-09-21", 420, "2026-09-21"},
                           {ByMail::weekly, "2026-09-22", 0, "2026-09-21"},
                           {ByMail::weekly, "2026-09-25", 1439, "2026-09-21"},
                           {ByMail::weekly, "2026-09-26", 0, ""},
                           {ByMail::weekly, "2026-09-27", 1439, ""},
                           {ByMail::weekly, "2027-01-01", 420, "2026-12-28"},
                           {ByMail::at_once, "2026-09-21", 420, ""},
                           {ByMail::nothing, "2026-09-21", 420, ""}}) {
        CAPTURE(std::string(row.day));
        CAPTURE(row.minute);
        const auto day = news::digest_day(row.by, {*base::Date::parse(row.day), std::int16_t(row.minute), 0});
        CHECK((day ? day->iso() : "") == row.expected);
    }
}

TEST_CASE("A digest holds what came before its hour, and what a clock that was wrong put beyond tomorrow") {
    constexpr std::int64_t day_us = 86'400'000'000, seven = 100 * day_us, now = seven + 5;
    CHECK(news::belongs(seven - 1, seven, now));
    CHECK_FALSE(news::belongs(seven, seven, now));
    CHECK_FALSE(news::belongs(now + day_us, seven, now));
    CHECK(news::belongs(now + day_us + 1, seven, now));
}
