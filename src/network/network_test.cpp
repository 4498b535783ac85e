#include "network/network.h"

#include "support/life.h"

#include <doctest/doctest.h>

using support::told;

TEST_CASE("A network lives in a time zone that exists and was founded by today") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        CHECK(network::the_network(*life.reader()).zone == "UTC");
        const auto said = [&](const std::string& zone, const std::string& founded = "1979-05-01") {
            return told(life.say("network.describe", R"({"name_fr":"R","name_en":"N","short_name":"R","zone":)" + support::json_of(zone) +
                                                         ",\"founded\":" + support::json_of(founded) + "}"));
        };
        for (const auto* zone : {"Europe/Paris", "UTC", "America/Port-au-Prince"}) CHECK(said(zone) == "accepted");
        for (const auto* zone : {"Paris", "Europe/Nowhere", "europe/paris?"}) CHECK(said(zone) == "zone zone");
        CHECK(said("Europe/Paris", "2026-09-21") == "accepted");
        CHECK(said("Europe/Paris", "2026-09-22") == "founded date_future");
        CHECK(said("Europe/Paris", "../2030") == "accepted");
        CHECK(network::the_network(*life.reader()).zone == "Europe/Paris");
        CHECK(told(life.visitor("network.describe", "{}")) == "acts.not_allowed");
    });
}
