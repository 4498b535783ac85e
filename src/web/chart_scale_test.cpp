#include "web/chart.h"

#include <doctest/doctest.h>
#include <random>
#include <stdexcept>

using namespace web::chart;

TEST_CASE("A scale goes by steps of 1, 2 or 5 times a power of ten, and is the finest that has few enough") {
    struct {
        std::int64_t least, most;
        int steps;
        std::int64_t first, last, step;
    } const cases[] = {
        {0, 0, 5, 0, 1, 1},
        {7, 7, 5, 7, 8, 1},
        {0, 1, 5, 0, 1, 1},
        {0, 5, 5, 0, 5, 1},
        {0, 6, 5, 0, 6, 2},
        {0, 10, 5, 0, 10, 2},
        {0, 11, 5, 0, 15, 5},
        {0, 25, 5, 0, 25, 5},
        {0, 26, 5, 0, 30, 10},
        {0, 350, 5, 0, 400, 100},
        {-3, 4, 5, -4, 4, 2},
        {-1, 1, 2, -1, 1, 1},
        {-12, -3, 5, -12, -2, 2},
        {46, 54, 5, 46, 54, 2},
        {0, 999, 2, 0, 1000, 500},
        {0, 1001, 2, 0, 2000, 1000},
        {-7, 0, 2, -10, 0, 5},
        {0, value_most, 5, 0, value_most, value_most / 5},
        {-value_most, value_most, 2, -value_most, value_most, value_most},
    };
    for (const auto& one : cases) {
        CAPTURE(one.least);
        CAPTURE(one.most);
        const auto scale = scale_of(one.least, one.most, one.steps);
        CHECK(scale.first == one.first);
        CHECK(scale.last == one.last);
        CHECK(scale.step == one.step);
        CHECK(scale.share(scale.first) == 0);
        CHECK(scale.share(scale.last) == 1);
    }
    CHECK(scale_of(0, 6, 5).ticks() == std::vector<std::int64_t>{0, 2, 4, 6});
    CHECK(scale_of(-3, 4, 5).ticks() == std::vector<std::int64_t>{-4, -2, 0, 2, 4});
    CHECK(scale_of(0, 10, 5).share(5) == doctest::Approx(.5));
}

TEST_CASE("A scale of nothing, of one step or of what cannot be drawn is refused") {
    CHECK_THROWS_AS(scale_of(1, 0, 5), std::invalid_argument);
    CHECK_THROWS_AS(scale_of(0, 1, 1), std::invalid_argument);
    CHECK_THROWS_AS(scale_of(0, value_most + 1, 5), std::invalid_argument);
    CHECK_THROWS_AS(scale_of(-value_most - 1, 0, 5), std::invalid_argument);
}

TEST_CASE("Whatever the values, a scale holds them in few steps, and zero is one of its ticks when it is between") {
    std::mt19937_64 chance(11);
    for (int i = 0; i < 20'000; ++i) {
        const auto value = [&] { return std::int64_t(chance() >> (chance() % 59 + 5)) * (chance() % 2 ? 1 : -1); };
        auto least = value(), most = value();
        if (least > most) std::swap(least, most);
        least = std::max(least, -value_most), most = std::min(most, value_most);
        if (least > most) continue;
        const int steps = 2 + int(chance() % 6);
        const auto scale = scale_of(least, most, steps);
        CHECK(scale.first <= least);
        CHECK(scale.last >= most);
        CHECK(scale.ticks().size() <= std::size_t(steps) + 1);
        CHECK(scale.ticks().size() >= 2);
        CHECK(scale.ticks().back() == scale.last);
        CHECK(scale.first % scale.step == 0);
    }
}

TEST_CASE("Years below an axis are multiples of a round number, few enough to be read") {
    struct {
        int first, last, most;
        std::vector<int> ticks;
    } const cases[] = {
        {2020, 2020, 5, {2020}},
        {2018, 2022, 5, {2018, 2019, 2020, 2021, 2022}},
        {2018, 2023, 5, {2018, 2020, 2022}},
        {1979, 2026, 5, {1980, 1990, 2000, 2010, 2020}},
        {1979, 2026, 4, {1980, 2000, 2020}},
        {1981, 1989, 1, {1985}},
        {1, 9999, 5, {2000, 4000, 6000, 8000}},
        {-12, -3, 3, {-10, -5}},
    };
    for (const auto& one : cases) {
        CAPTURE(one.first);
        CHECK(year_ticks(one.first, one.last, one.most) == one.ticks);
    }
}

TEST_CASE("A label is broken at spaces, else anywhere, and what does not fit ends in an ellipsis") {
    CHECK(lines_of("", 20, 2).empty());
    CHECK(lines_of("Europe", 20, 2) == std::vector<std::string>{"Europe"});
    CHECK(lines_of("aaa aaa aaa", 5, 3) == std::vector<std::string>{"aaa aaa", "aaa"});
    CHECK(lines_of("aaaaaaaaaaa", 3.2, 2) == std::vector<std::string>{"aaaaa", "aaa…"});
    CHECK(lines_of("aaaaaaaaaa", 3.2, 2) == std::vector<std::string>{"aaaaa", "aaaaa"});
    CHECK(lines_of("éééééééééé", 3.7, 1) == std::vector<std::string>{"ééé…"});  // never within a character
    std::string long_label;
    for (int i = 0; i < 8; ++i) long_label += "Commune nº";
    for (const auto& line : lines_of(long_label, narrow_em, 2)) CHECK(width_em(line) <= narrow_em);
    CHECK(lines_of("W", .1, 1) == std::vector<std::string>{"W"});  // wider than any room: it stands there all the same
    CHECK(lines_of("\xff\xc3", 20, 1).size() == 1);                // bytes that are no UTF-8 are counted, not read beyond
}

TEST_CASE("The width of a text is estimated by character: marks above letters take none, ideograms a whole em") {
    CHECK(width_em("") == 0);
    CHECK(width_em("e\u0301") == width_em("e"));
    CHECK(width_em("漢") > 1);
    CHECK(width_em("ill") < width_em("mmm"));
    CHECK(width_em("1\u202f000") < width_em("10000"));
}
