#include "base/zone.h"
#include <doctest/doctest.h>

using namespace base;

namespace {
constexpr std::int64_t second = 1'000'000, hour = 3'600 * second;
std::int64_t midnight(std::string_view iso) { return Date::parse(iso)->days_since_1970() * 24 * hour; }
}  // namespace

TEST_CASE("A zone is an Area/City of the IANA database, or UTC") {
    for (const auto* right : {"Europe/Paris", "Africa/Douala", "Africa/Abidjan", "America/Montreal", "Asia/Ho_Chi_Minh",
                              "America/Port-au-Prince", "UTC", "Indian/Antananarivo"})
        CHECK_MESSAGE(zone_exists(right), right);
    for (const auto* wrong : {"", "Paris", "Europe/Nowhere", "europe/paris", "GMT+3", "UTC+1", "Etc/Unknown", "SystemV/AST4", "EST5EDT",
                              "Europe/Paris ", "Europe/Pari\xC3\xA9", "/", "../etc/passwd"})
        CHECK_FALSE_MESSAGE(zone_exists(wrong), wrong);
}

TEST_CASE("The civil day of a time changes at the zone's midnight") {
    const auto eve = midnight("2026-11-21") - hour;  // 23:00 UTC
    CHECK(civil_date(eve, "UTC")->iso() == "2026-11-20");
    CHECK(civil_date(eve, "Europe/Paris")->iso() == "2026-11-21");
    CHECK(civil_date(eve - 1, "Europe/Paris")->iso() == "2026-11-20");
    CHECK(civil_date(eve, "Africa/Abidjan")->iso() == "2026-11-20");
    CHECK(civil_date(midnight("2026-07-01") - 2 * hour, "Europe/Paris")->iso() == "2026-07-01");
    CHECK(civil_date(midnight("2026-07-01") - 2 * hour - 1, "Europe/Paris")->iso() == "2026-06-30");
    CHECK(civil_date(-1, "UTC")->iso() == "1969-12-31");
    CHECK_FALSE(civil_date(0, "Nowhere/City"));
}

TEST_CASE("Local and UTC time agree, through the hours that clocks skip and repeat") {
    const auto day = [](std::string_view iso) { return *Date::parse(iso); };
    CHECK(civil_time(midnight("2026-01-05") + 13 * hour + 5 * 60 * second, "Europe/Paris") ==
          CivilTime{day("2026-01-05"), 14 * 60 + 5, 60});
    CHECK(civil_time(midnight("2026-01-05"), "Asia/Kolkata") == CivilTime{day("2026-01-05"), 5 * 60 + 30, 330});
    CHECK(civil_time(midnight("2026-01-05"), "America/St_Johns") == CivilTime{day("2026-01-04"), 20 * 60 + 30, -210});
    CHECK(utc_time(day("2026-01-05"), 14 * 60 + 5, "Europe/Paris") == midnight("2026-01-05") + 13 * hour + 5 * 60 * second);
    CHECK(utc_time(day("2026-07-05"), 0, "Europe/Paris") == midnight("2026-07-04") + 22 * hour);
    CHECK(utc_time(day("2026-10-25"), 150, "Europe/Paris") == midnight("2026-10-25") + hour / 2);         // 02:30, twice: the first
    CHECK(utc_time(day("2026-03-29"), 150, "Europe/Paris") == midnight("2026-03-29") + hour + hour / 2);  // 02:30 is skipped: 03:30
    CHECK_FALSE(utc_time(day("2026-01-05"), -1, "UTC"));
    CHECK_FALSE(utc_time(day("2026-01-05"), 1'440, "UTC"));
    CHECK(utc_time(day("2026-01-05"), 1'439, "UTC") == midnight("2026-01-06") - 60 * second);
    CHECK_FALSE(utc_time(day("2026-01-05"), 0, "GMT+1"));
}

TEST_CASE("A zone is named by its city in the reader's language") {
    CHECK(zone_city("Africa/Algiers", Language::fr) == "Alger");
    CHECK(zone_city("Africa/Algiers", Language::en) == "Algiers");
    CHECK(zone_city("Europe/Paris", Language::fr) == "Paris");
    CHECK(zone_city("UTC", Language::fr) == "UTC");
    CHECK(zone_city("Nowhere/City", Language::fr) == "Nowhere/City");
}
