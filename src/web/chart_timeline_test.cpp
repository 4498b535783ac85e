// Intervals whose dates are known in part, drawn and asked on a day.
#include "web/chart.h"
#include "web/site.h"

#include <doctest/doctest.h>
#include <cmath>
#include <optional>
#include <regex>

using namespace web::chart;
using base::Date;

namespace {

const base::Words& words() { return web::words_of(base::Language::fr); }
base::PartialDate about(const char* text) { return *base::PartialDate::parse(text); }
std::optional<base::PartialDate> maybe(const char* text) { return *text ? base::PartialDate::parse(text) : std::nullopt; }
Interval interval(const char* from, const char* until = "", const char* shown = "") {
    return {"Maire", about(from), maybe(until), maybe(shown), {}};
}
Drawn drawn(std::vector<Interval> intervals, Date on = {2020, 12, 31}) {
    return draw(words(), Timeline{{.id = "t", .title = "Titulaires", .heading = "Qui"}, std::move(intervals), on});
}

// The parts of the only row, in order: "?" uncertain, "#" certain, each with its share of the width, "#0-50".
std::string parts(const Drawn& of) {
    const std::string markup(of.picture.markup());
    static const std::regex rect("<rect class=\"c1( u)?\" x=\"([0-9.]+)%\" y=\"[0-9.]+em\" width=\"([0-9.]+)%\"");
    std::string all;
    for (auto at = std::sregex_iterator(markup.begin(), markup.end(), rect); at != std::sregex_iterator(); ++at) {
        const auto from = std::stod((*at)[2]), to = from + std::stod((*at)[3]);
        all += (all.empty() ? "" : " ") + std::string((*at)[1].matched ? "?" : "#") + std::to_string(std::lround(from)) + "-" +
               std::to_string(std::lround(to));
    }
    return all;
}

}  // namespace

TEST_CASE("Certain time is solid; what dates leave open, and what no source shows yet, is hatched") {
    struct {
        const char *from, *until, *shown, *parts;
    } const cases[] = {
        // Ten years to draw, so that a year is a tenth: an interval of 2011 to 2020 keeps the axis there.
        {"2011-01-01", "2016-01-01", "", "#0-50"},
        {"2011", "2016-01-01", "", "?0-10 #10-50"},
        {"2011-01-01", "2016", "", "#0-50 ?50-60"},
        {"2011", "2011", "", "?0-10"},                         // begun and over within a year
        {"2011/2013", "2012/2014", "", "?0-40"},               // perhaps over before it had begun
        {"2011-01-01", "", "", "?0-100"},                      // in office by our knowledge, shown by nobody
        {"2011-01-01", "", "2015-12-31", "#0-50 ?50-100"},     // shown until then
        {"2011-01-01", "", "2020-12-31", "#0-100"},            // shown today
        {"2011-01-01", "", "2030-01-01", "#0-100"},            // later than the day asked
        {"2011-01-01", "2030-01-01", "", "#0-100"},            // over later: still so on the day asked
        {"2011-01-01", "../2016-01-01", "", "?0-50"},          // over then or before
        {"2011-01-01", "2016-01-01/..", "", "#0-50 ?50-100"},  // over then or later
        {"2011-01-01/..", "2016-01-01", "", "?0-50"},          // begun then or later
        {"2011~", "2016-01-01", "", "?0-10 #10-50"},
        {"2011-01-01", "2011-01-01", "", "#0-1"},  // a day is seen
    };
    for (const auto& one : cases) {
        CAPTURE(one.from);
        CAPTURE(one.until);
        CAPTURE(one.shown);
        CHECK(parts(drawn({interval(one.from, one.until, one.shown)})) == one.parts);
    }
    // Then or before: it begins at the edge, with room for what is older.
    CHECK(parts(drawn({interval("../2011-01-01", "2021-01-01", "")})) == "?0-8 #8-100");
}

TEST_CASE("On a day, what begins later is not there, and what ends later goes on") {
    CHECK(as_known_on(interval("2010-05-02"), {2010, 5, 2}).has_value());
    CHECK_FALSE(as_known_on(interval("2010-05-02"), {2010, 5, 1}).has_value());
    CHECK(as_known_on(interval("2010"), {2010, 1, 1}).has_value());  // perhaps
    CHECK_FALSE(as_known_on(interval("2010"), {2009, 12, 31}).has_value());
    CHECK(as_known_on(interval("../2010"), {1990, 1, 1}).has_value());  // nobody knows
    CHECK(as_known_on(interval("2010", "2014-11-06"), {2014, 11, 6})->until.has_value());
    CHECK_FALSE(as_known_on(interval("2010", "2014-11-06"), {2014, 11, 5})->until.has_value());
    CHECK(as_known_on(interval("2010", "2014"), {2014, 1, 1})->until.has_value());
    CHECK(as_known_on(interval("2010", "", "2014-01-01"), {2014, 1, 1})->shown.has_value());
    CHECK_FALSE(as_known_on(interval("2010", "", "2014-01-01"), {2013, 12, 31})->shown.has_value());
    CHECK(drawn({interval("2021-01-01")}).rows == 0);
    CHECK(drawn({interval("2020-12-31")}).rows == 1);
}

TEST_CASE("The table says the dates in words, and the day of the source only when there is one") {
    const auto plain = drawn({interval("2010~", "2014-11")});
    CHECK(plain.columns == 3);
    const std::string table(plain.table.markup());
    CHECK(table.find("<th scope=\"row\"><bdi>Maire</bdi></th><td>vers 2010</td><td>novembre 2014</td>") != table.npos);
    const auto shown = drawn({interval("2010", "", "2019-03")});
    CHECK(shown.columns == 4);
    CHECK(shown.table.markup().find(">en cours</td>") != std::string_view::npos);
    CHECK(shown.table.markup().find(">mars 2019</td>") != std::string_view::npos);
    CHECK(shown.picture.markup().find("2010 – en cours") != std::string_view::npos);
}

TEST_CASE("The first forty intervals are shown") {
    CHECK(drawn(std::vector<Interval>(40, interval("2010"))).rows == 40);
    CHECK(drawn(std::vector<Interval>(41, interval("2010"))).rows == 40);
}

TEST_CASE("The key stands where something is uncertain, and only there") {
    CHECK(drawn({interval("2011", "2014")}).picture.markup().find("Incertain") != std::string_view::npos);
    CHECK(drawn({interval("2011-01-01", "2014-01-01")}).picture.markup().find("Incertain") == std::string_view::npos);
}

TEST_CASE("Years of the whole calendar can be drawn") {
    CHECK(parts(drawn({interval("0001", "0002")}, {9999, 12, 31})).size() > 0);
    CHECK(drawn({interval("../0001-01-01")}, {1, 1, 1}).rows == 1);
}
