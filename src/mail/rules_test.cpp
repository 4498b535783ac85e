#include "mail/rules.h"

#include <doctest/doctest.h>

TEST_CASE("A time of day is two digits, a colon, two digits, from 00:00 to 23:59") {
    struct Row {
        const char* typed;
        int minute;  // -1: none
    };
    for (const Row& row : {Row{"00:00", 0}, Row{"14:30", 870}, Row{"23:59", 1439}, Row{"24:00", -1}, Row{"12:60", -1}, Row{"9:30", -1},
                           Row{"14h30", -1}, Row{"14:3x", -1}, Row{"x4:30", -1}, Row{"14:300", -1}, Row{"", -1}}) {
        CAPTURE(row.typed);
        CHECK(mail::minute_of(row.typed).value_or(-1) == row.minute);
    }
}

TEST_CASE("A meeting ends after it begins, in a zone that exists") {
    struct Row {
        const char *first_day, *first_time, *last_day, *last_time, *zone, *expected;
    };
    for (const Row& row : {Row{"2026-12-01", "09:00", "2026-12-01", "09:01", "Africa/Dakar", ""},
                           Row{"2026-12-01", "09:00", "2026-12-01", "09:00", "Africa/Dakar", "meeting.last_time before_beginning"},
                           Row{"2026-12-01", "09:00", "2026-12-02", "08:00", "Africa/Dakar", ""},
                           Row{"2026-12-02", "09:00", "2026-12-01", "10:00", "Africa/Dakar", "meeting.last_day before_beginning"},
                           Row{"2026-12-01", "9h", "2026-12-01", "10:00", "Africa/Dakar", "meeting.first_time time_of_day"},
                           Row{"2026-12-01", "09:00", "2026-12-01", "25:00", "Africa/Dakar", "meeting.last_time time_of_day"},
                           Row{"2026-12-01", "09:00", "2026-12-01", "10:00", "Africa/Nowhere", "meeting.zone zone"}}) {
        CAPTURE(row.expected);
        const auto verdict =
            mail::may_meet(*base::Date::parse(row.first_day), row.first_time, *base::Date::parse(row.last_day), row.last_time, row.zone);
        CHECK((verdict ? "" : verdict.error().wrong.at(0).path + " " + verdict.error().wrong.at(0).code) == row.expected);
    }
}
