#include "base/date.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace base;

namespace {
Date day(std::string_view iso) { return Date::parse(iso).value(); }
std::optional<Date> maybe(std::string_view iso) { return iso.empty() ? std::nullopt : Date::parse(iso); }
}  // namespace

TEST_CASE("A date is YYYY-MM-DD, a day of the Gregorian calendar from year 0001 to 9999") {
    for (const auto* right :
         {"0001-01-01", "9999-12-31", "2026-11-21", "2024-02-29", "2000-02-29", "2023-02-28", "2023-04-30", "1582-10-10"}) {
        const auto date = Date::parse(right);
        REQUIRE_MESSAGE(date, right);
        CHECK(date->iso() == right);
    }
    for (const auto* wrong :
         {"",           "0000-01-01", "2023-00-01", "2023-13-01", "2023-01-00", "2023-01-32",  "2023-02-29",  "1900-02-29",
          "2100-02-29", "2023-04-31", "2023-1-01",  "2023-01-1",  "23-01-01",   "10000-01-01", "2023-01-01 ", " 2023-01-01",
          "2023/01/01", "2023-01/01", "20230101",   "-023-01-01", "2023-+1-01", "2023-01-0x",  "２023-01-01"})
        CHECK_FALSE_MESSAGE(Date::parse(wrong), wrong);
}

TEST_CASE("Days are counted from 1970-01-01") {
    const struct {
        const char* iso;
        std::int64_t days;
    } cases[] = {{"1970-01-01", 0},         {"1970-01-02", 1},      {"1969-12-31", -1},     {"0001-01-01", -719'162},
                 {"9999-12-31", 2'932'896}, {"2000-02-29", 11'016}, {"2000-03-01", 11'017}, {"1900-02-28", -25'509},
                 {"1900-03-01", -25'508},   {"2026-11-21", 20'778}};
    for (const auto& c : cases) {
        CHECK(day(c.iso).days_since_1970() == c.days);
        CHECK(Date::from_days(c.days) == day(c.iso));
    }
}

TEST_CASE("Every day of the calendar comes back from its number and from its text") {
    Date before = Date::from_days(-719'162);
    for (std::int64_t days = -719'161; days <= 2'932'896; ++days) {
        const Date date = Date::from_days(days);
        if (!(before < date) || date.days_since_1970() != days || (days % 16 == 0 && Date::parse(date.iso()) != date)) {
            FAIL("day " << days << " is " << date.iso());
        }
        before = date;
    }
}

TEST_CASE("Days outside the calendar stop at its ends") {
    CHECK(Date::from_days(-719'163) == day("0001-01-01"));
    CHECK(Date::from_days(INT64_MIN) == day("0001-01-01"));
    CHECK(Date::from_days(2'932'897) == day("9999-12-31"));
    CHECK(Date::from_days(INT64_MAX) == day("9999-12-31"));
    CHECK(day("2026-11-21").plus_days(INT64_MAX) == day("9999-12-31"));
    CHECK(day("1960-11-21").plus_days(INT64_MIN) == day("0001-01-01"));
    CHECK(day("0001-01-01").plus_days(3'652'058) == day("9999-12-31"));
}

TEST_CASE("The UTC day of a time begins at midnight, before 1970 too") {
    CHECK(Date::utc_day(0) == day("1970-01-01"));
    CHECK(Date::utc_day(-1) == day("1969-12-31"));
    CHECK(Date::utc_day(86'399'999'999) == day("1970-01-01"));
    CHECK(Date::utc_day(86'400'000'000) == day("1970-01-02"));
    CHECK(Date::utc_day(-86'400'000'000) == day("1969-12-31"));
    CHECK(Date::utc_day(-86'400'000'001) == day("1969-12-30"));
    CHECK(Date::utc_day(INT64_MIN) == day("0001-01-01"));
    CHECK(Date::utc_day(INT64_MAX) == day("9999-12-31"));
}

TEST_CASE("Days added and taken away come back") {
    CHECK(rc::check([] {
        const auto days = *rc::gen::inRange<std::int64_t>(-719'162, 2'932'897);
        const auto added = *rc::gen::inRange<std::int64_t>(-1'000, 1'001);
        RC_PRE(days + added >= -719'162 && days + added <= 2'932'896);
        const Date date = Date::from_days(days);
        RC_ASSERT(date.plus_days(added).plus_days(-added) == date);
        RC_ASSERT((date.plus_days(added) < date) == (added < 0));
    }));
}

TEST_CASE("An interval holds its first day and not its last") {
    const Interval year{day("2026-01-01"), day("2027-01-01")};
    CHECK_FALSE(year.contains(day("2025-12-31")));
    CHECK(year.contains(day("2026-01-01")));
    CHECK(year.contains(day("2026-12-31")));
    CHECK_FALSE(year.contains(day("2027-01-01")));
    CHECK(Interval{}.contains(day("0001-01-01")));
    CHECK(Interval{day("2026-01-01"), {}}.contains(day("9999-12-31")));
    CHECK_FALSE(Interval{{}, day("2026-01-01")}.contains(day("2026-01-01")));
    CHECK(Interval{day("2026-01-01"), day("2026-01-01")}.empty());
    CHECK_FALSE(Interval{day("2026-01-01"), day("2026-01-02")}.empty());
    CHECK_FALSE(Interval{}.empty());
}

TEST_CASE("Intervals overlap when a day is in both") {
    const struct {
        const char *from, *to, *other_from, *other_to;
        bool overlap;
    } cases[] = {{"2020-01-01", "2021-01-01", "2021-01-01", "2022-01-01", false},
                 {"2020-01-01", "2021-01-02", "2021-01-01", "2022-01-01", true},
                 {"", "", "", "", true},
                 {"", "2021-01-01", "2021-01-01", "", false},
                 {"", "2021-01-02", "2021-01-01", "", true},
                 {"2020-01-01", "", "2030-01-01", "", true},
                 {"2020-01-01", "2030-01-01", "2022-01-01", "2023-01-01", true},
                 {"2022-01-01", "2022-01-01", "2020-01-01", "2030-01-01", false},
                 {"2022-01-01", "2022-01-01", "", "", false},
                 {"2023-01-01", "2022-01-01", "", "", false}};
    for (const auto& c : cases) {
        const Interval one{maybe(c.from), maybe(c.to)}, other{maybe(c.other_from), maybe(c.other_to)};
        CHECK(one.overlaps(other) == c.overlap);
        CHECK(other.overlaps(one) == c.overlap);
    }
}

TEST_CASE("A partial date says the days it allows") {
    const struct {
        const char *text, *earliest, *latest;
        bool approximate, whole_day;
    } cases[] = {{"2014-11-06", "2014-11-06", "2014-11-06", false, true},
                 {"2014-11", "2014-11-01", "2014-11-30", false, false},
                 {"2014", "2014-01-01", "2014-12-31", false, false},
                 {"2014~", "2014-01-01", "2014-12-31", true, false},
                 {"2023-10~", "2023-10-01", "2023-10-31", true, false},
                 {"2014-11-06~", "2014-11-06", "2014-11-06", true, false},
                 {"2010/2013", "2010-01-01", "2013-12-31", false, false},
                 {"2010-03/2010-04", "2010-03-01", "2010-04-30", false, false},
                 {"2010-12-31/2011", "2010-12-31", "2011-12-31", false, false},
                 {"../2004", "", "2004-12-31", false, false},
                 {"../2004-02", "", "2004-02-29", false, false},
                 {"../2004-02-03", "", "2004-02-03", false, false},
                 {"2018/..", "2018-01-01", "", false, false},
                 {"2018-05-09/..", "2018-05-09", "", false, false}};
    for (const auto& c : cases) {
        const auto date = PartialDate::parse(c.text);
        REQUIRE_MESSAGE(date, c.text);
        CHECK(date->edtf() == c.text);
        CHECK(date->earliest() == maybe(c.earliest));
        CHECK(date->latest() == maybe(c.latest));
        CHECK(date->approximate() == c.approximate);
        CHECK(date->whole_day() == c.whole_day);
    }
    CHECK(PartialDate::of(day("2014-11-06")) == PartialDate::parse("2014-11-06"));
}

TEST_CASE("A partial date of another form is refused") {
    for (const auto* wrong : {"",
                              "..",
                              "../..",
                              "/",
                              "2014/",
                              "/2014",
                              "2013/2010",
                              "2010/2010",
                              "2010/2010-06",
                              "2010-06/2010",
                              "2010-03/2010-03",
                              "2014?",
                              "~2014",
                              "2014~~",
                              "2014%",
                              "~",
                              "201",
                              "20144",
                              "0000",
                              "2014-13",
                              "2014-00",
                              "2014-1",
                              "2014-",
                              "2014-11-31",
                              "2014-11-06T10",
                              "201X",
                              "2010/2013/2014",
                              "2010~/2013",
                              "2010/2013~",
                              "../2004~",
                              "2018~/..",
                              "...",
                              "../",
                              "vers 2014",
                              " 2014",
                              "2014/...",
                              "2014 /2015"})
        CHECK_FALSE_MESSAGE(PartialDate::parse(wrong), wrong);
}
