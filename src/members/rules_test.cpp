// Titles are sentences of the statutes or of the rule, each with both sides of its boundary.
#include "members/rules.h"

#include "support/life.h"

#include <doctest/doctest.h>

using members::Kind, members::MemberClass, support::told;

namespace {

base::PartialDate about(const char* text) { return *base::PartialDate::parse(text); }
constexpr base::Date today{2026, 9, 21};
statutes::RuleValue cap(std::int64_t value) {
    statutes::RuleValue rule;
    rule.rule = "members.cities_per_state", rule.value = value;
    return rule;
}

}  // namespace

TEST_CASE("At most ten cities per State: the tenth may join, the eleventh may not") {
    const std::pair<std::int64_t, const char*> cases[] = {
        {0, "accepted"}, {9, "accepted"}, {10, "members.cap_reached"}, {11, "members.cap_reached"}};
    for (const auto& [cities, expected] : cases) CHECK(told(members::may_join(Kind::city, cities, "FR", cap(10))) == expected);
    CHECK(told(members::may_join(Kind::city, 0, "FR", cap(0))) == "members.cap_reached");
    CHECK(told(members::may_join(Kind::city, 0, "FR", {})) == "statutes.rule_not_set");
}

TEST_CASE("A verdict on the cap cites its rule and counts aloud") {
    const std::vector<base::Figure> figures{{"country", std::string("FR")}, {"cities", std::int64_t(9)}, {"cap", std::int64_t(10)}};
    CHECK(members::may_join(Kind::city, 9, "FR", cap(10)).value() ==
          base::Granted{{"members.below_cap", "rule:members.cities_per_state", figures}});
    auto refused = members::may_join(Kind::capital, 10, "FR", cap(10));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().why.article == "rule:members.cities_per_state");
    CHECK(refused.error().why.figures[1] == base::Figure{"cities", std::int64_t(10)});
}

TEST_CASE("An association is no city: the cap does not hold it back, nor a rule that is not set") {
    CHECK(told(members::may_join(Kind::association, 10, "FR", cap(10))) == "accepted");
    CHECK(told(members::may_join(Kind::association, 10, "FR", {})) == "accepted");
    for (const auto kind : {Kind::city, Kind::capital, Kind::metropolis, Kind::district, Kind::region})
        CHECK(told(members::may_join(kind, 10, "FR", cap(10))) == "members.cap_reached");
}

TEST_CASE("Associations and associates are not counted") {
    for (const auto kind : {Kind::city, Kind::capital, Kind::metropolis, Kind::district, Kind::region}) {
        CHECK(members::counts_for_cap(kind, MemberClass::active));
        CHECK(members::counts_for_cap(kind, MemberClass::not_stated));
        CHECK_FALSE(members::counts_for_cap(kind, MemberClass::associate));
    }
    for (const auto of_class : {MemberClass::active, MemberClass::associate, MemberClass::not_stated})
        CHECK_FALSE(members::counts_for_cap(Kind::association, of_class));
}

TEST_CASE("What an act says to have happened has begun by today") {
    for (const auto* date : {"2026-09-21", "2026-09", "2026", "../2030", "2026-09-21~", "2020/2030", "2001"})
        CHECK_MESSAGE(told(members::not_in_future("x", about(date), today)) == "accepted", date);
    for (const auto* date : {"2026-09-22", "2026-10", "2027", "2027/2030", "2026-09-22~", "2027/.."})
        CHECK_MESSAGE(told(members::not_in_future("x", about(date), today)) == "x date_future", date);
}

TEST_CASE("A titular's time begins no earlier than the one before began or ended") {
    CHECK(told(members::may_follow(about("2020"), {}, {})) == "accepted");
    CHECK(told(members::may_follow(about("2020-05-02"), about("2020-05-02"), {})) == "accepted");
    CHECK(told(members::may_follow(about("2020-05-01"), about("2020-05-02"), {})) == "from before_previous");
    CHECK(told(members::may_follow(about("2020"), about("2020-05-02"), {})) == "accepted");  // may be later in that year
    CHECK(told(members::may_follow(about("2019"), about("2020"), {})) == "from before_previous");
    CHECK(told(members::may_follow(about("2019"), about("../2020"), {})) == "accepted");
    CHECK(told(members::may_follow(about("2019/.."), about("2020"), {})) == "accepted");
    CHECK(told(members::may_follow(about("2022-03-01"), about("2020"), about("2022-03-01"))) == "accepted");
    CHECK(told(members::may_follow(about("2022-02-28"), about("2020"), about("2022-03-01"))) == "from before_end");
    CHECK(told(members::may_follow(about("2021"), about("2020"), about("2022"))) == "from before_end");
    CHECK(told(members::may_follow(about("2022"), about("2020"), about("2022-03-01"))) == "accepted");
    CHECK(told(members::may_follow(about("2021"), about("2020"), about("../2022"))) == "accepted");
}

TEST_CASE("A correction must have seen the last change") {
    CHECK(told(members::up_to_date({7}, {7})) == "accepted");
    CHECK(told(members::up_to_date({6}, {7})) == "members.changed_meanwhile");
    CHECK(told(members::up_to_date({8}, {7})) == "members.changed_meanwhile");
}

TEST_CASE("A year is counted when a date says it for certain") {
    const std::pair<const char*, std::optional<int>> cases[] = {
        {"2009", 2009},    {"2009-10", 2009}, {"2009-10-02", 2009}, {"2009-02/2009-10", 2009},
        {"2009/2010", {}}, {"2009~", {}},     {"../2009", {}},      {"2009/..", {}}};
    for (const auto& [date, year] : cases) {
        CAPTURE(date);
        CHECK(members::certain_year(about(date)) == year);
    }
    CHECK_FALSE(members::certain_year({}).has_value());
}
