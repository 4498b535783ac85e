#include "programme/rules.h"

#include "support/life.h"

#include <doctest/doctest.h>

using namespace programme;
using support::told;

namespace {
base::PartialDate date(const char* text) { return *base::PartialDate::parse(text); }
base::Date day(const char* text) { return *base::Date::parse(text); }
}  // namespace

TEST_CASE("A programme lasts from the first to the last day that its years may mean") {
    struct Row {
        const char *from, *to, *expected;
    };
    for (const Row& row : {Row{"2014", "2018", "accepted"}, Row{"2014", "2014", "accepted"}, Row{"2014-06-01", "2014-06-01", "accepted"},
                           Row{"2014-06-02", "2014-06-01", "to before_from"}, Row{"2015", "2014", "to before_from"},
                           Row{"../2014", "2018", "from programme_open"}, Row{"2014", "2018/..", "to programme_open"}})
        CHECK(told(may_last(date(row.from), date(row.to))) == row.expected);
    const auto days = *days_of(date("2014"), date("2018"));
    CHECK(days.first == day("2014-01-01"));
    CHECK(days.last == day("2018-12-31"));
    CHECK(!days_of(date("../2014"), date("2018")));
}

TEST_CASE("One programme at most is in force on a day") {
    const std::vector<InForce> others{{{3001}, "2014–2018", {day("2014-01-01"), day("2018-12-31")}}};
    struct Row {
        const char *first, *last, *expected;
    };
    for (const Row& row : {Row{"2010-01-01", "2013-12-31", "accepted"}, Row{"2010-01-01", "2014-01-01", "programme.overlap"},
                           Row{"2018-12-31", "2023-12-31", "programme.overlap"}, Row{"2019-01-01", "2023-12-31", "accepted"},
                           Row{"2015-01-01", "2016-01-01", "programme.overlap"}, Row{"2000-01-01", "2030-01-01", "programme.overlap"}})
        CHECK(told(may_hold({day(row.first), day(row.last)}, others)) == row.expected);
    CHECK(told(may_hold({day("2014-01-01"), day("2018-12-31")}, {})) == "accepted");
}

TEST_CASE("A draft is adopted from no earlier than its decision and no later than its end, and nothing else is adopted") {
    struct Row {
        State state;
        const char *from, *last, *decided, *expected;
    };
    for (const Row& row : {Row{State::proposed, "2026-09-01", "2029-12-31", "2026-09-01", "accepted"},
                           Row{State::proposed, "2026-08-31", "2029-12-31", "2026-09-01", "from before_decision"},
                           Row{State::proposed, "2029-12-31", "2029-12-31", "2026-09-01", "accepted"},
                           Row{State::proposed, "2030-01-01", "2029-12-31", "2026-09-01", "from after_end"},
                           Row{State::recorded, "2026-09-01", "2029-12-31", "2026-09-01", "programme.not_proposed"},
                           Row{State::adopted, "2026-09-01", "2029-12-31", "2026-09-01", "programme.not_proposed"},
                           Row{State::annulled, "2026-09-01", "2029-12-31", "2026-09-01", "programme.not_proposed"}})
        CHECK(told(may_adopt(row.state, day(row.from), day(row.last), day(row.decided))) == row.expected);
}

TEST_CASE("A draft is shaped freely, a recorded programme on the word of a source, an adopted one by a decision, an annulled one never") {
    CHECK(ground_to_shape(State::proposed) == Ground::any);
    CHECK(ground_to_shape(State::recorded) == Ground::source_or_decision);
    CHECK(ground_to_shape(State::adopted) == Ground::decision);
    CHECK(!ground_to_shape(State::annulled));
}

TEST_CASE("An orientation stands under an axis, a sub-theme under a theme, of the same programme; axes and themes under nothing") {
    const auto under = [](NodeKind kind, std::optional<NodeKind> parent, std::int64_t programme = 1001) {
        std::optional<ShownNode> node;
        if (parent) node = ShownNode{{2001}, {programme}, *parent};
        return told(may_stand_under(kind, {1001}, node));
    };
    for (const auto highest : {NodeKind::axis, NodeKind::theme}) {
        CHECK(under(highest, {}) == "accepted");
        for (const auto above : {NodeKind::axis, NodeKind::theme}) CHECK(under(highest, above) == "parent not_above");
    }
    CHECK(under(NodeKind::orientation, {}) == "parent missing");
    CHECK(under(NodeKind::orientation, NodeKind::axis) == "accepted");
    CHECK(under(NodeKind::orientation, NodeKind::theme) == "parent not_above");
    CHECK(under(NodeKind::orientation, NodeKind::orientation) == "parent not_above");
    CHECK(under(NodeKind::orientation, NodeKind::axis, 1002) == "parent other_programme");
    CHECK(under(NodeKind::subtheme, {}) == "parent missing");
    CHECK(under(NodeKind::subtheme, NodeKind::theme) == "accepted");
    CHECK(under(NodeKind::subtheme, NodeKind::axis) == "parent not_above");
}

TEST_CASE("Of fields that exclude each other exactly one is given") {
    CHECK(told(exactly_one({{"a", true}, {"b", false}})) == "accepted");
    CHECK(told(exactly_one({{"a", false}, {"b", false}})) == "a exactly_one, b exactly_one");
    CHECK(told(exactly_one({{"a", true}, {"b", true}, {"c", false}})) == "a exactly_one, b exactly_one");
}

TEST_CASE("Codes are told apart, and each parent stands in the frame or above in the list") {
    CHECK(told(may_add({}, {})) == "codes missing");
    CHECK(told(may_add({{"1", ""}, {"1.1", "1"}}, {})) == "accepted");
    CHECK(told(may_add({{"1.1", "1"}, {"1", ""}}, {})) == "codes[0].parent unknown_reference");
    CHECK(told(may_add({{"1.1", "1"}}, {"1"})) == "accepted");
    CHECK(told(may_add({{"1", ""}, {"1", ""}}, {})) == "codes[1].code repeated");
    CHECK(told(may_add({{"1", ""}}, {"1"})) == "codes[0].code repeated");
    CHECK(told(may_add({{"1", "1"}}, {})) == "codes[0].parent unknown_reference");
    std::vector<NewCode> many;
    for (std::size_t i = 0; i < codes_most; ++i) many.push_back({std::to_string(i), ""});
    CHECK(told(may_add(many, {})) == "accepted");
    many.push_back({"more", ""});
    CHECK(told(may_add(many, {})) == "codes too_many_codes");
}

TEST_CASE("Women and men are told of people only, and are together no more than all") {
    struct Row {
        Counts counts;
        std::int64_t value;
        std::optional<std::int64_t> women, men;
        const char* expected;
    };
    for (const Row& row : {Row{Counts::people, 10, 4, 6, "accepted"}, Row{Counts::people, 10, 5, 6, "programme.more_than_all"},
                           Row{Counts::people, 10, 4, {}, "accepted"}, Row{Counts::people, 10, 11, {}, "programme.more_than_all"},
                           Row{Counts::people, 10, {}, {}, "accepted"}, Row{Counts::people, 0, 0, 0, "accepted"},
                           Row{Counts::people, -1, {}, {}, "value below"}, Row{Counts::things, -1, {}, {}, "accepted"},
                           Row{Counts::things, 10, 1, {}, "women not_people"}, Row{Counts::things, 10, {}, 1, "men not_people"}})
        CHECK(told(may_state(row.counts, row.value, row.women, row.men)) == row.expected);
}

TEST_CASE("The share reached goes from start to target in either direction, and is not known without both") {
    struct Row {
        std::optional<std::int64_t> baseline;
        std::int64_t now;
        std::optional<std::int64_t> target, expected;
    };
    for (const Row& row : {Row{0, 0, 10, 0}, Row{0, 10, 10, 100}, Row{0, 5, 10, 50}, Row{0, 12, 10, 120}, Row{0, -1, 10, -10},
                           Row{20, 15, 10, 50}, Row{20, 25, 10, -50}, Row{0, 1, 3, 33}, Row{{}, 5, 10, {}}, Row{0, 5, {}, {}},
                           Row{5, 5, 5, {}}, Row{0, 9'000'000'000'000, 1, share_most}, Row{0, -9'000'000'000'000, 1, -share_most}})
        CHECK(share_reached(row.baseline, row.now, row.target) == row.expected);
}
