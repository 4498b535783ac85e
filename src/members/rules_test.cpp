// Titles are sentences of the statutes or of the rule, each with both sides of its boundary.
#include "members/rules.h"

#include "support/life.h"

#include <doctest/doctest.h>

using members::Kind, members::MemberClass, support::told;

namespace {

base::PartialDate about(const char* text) { return *base::PartialDate::parse(text); }
constexpr base::Date today{2026, 9, 21};

}  // namespace

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

TEST_CASE("Times in the executive do not overlap, as far as their dates can be apart") {
    const auto term = [](const char* from, const char* until) {
        members::ShownTitular titular;
        titular.from = about(from);
        if (*until) titular.until = about(until);
        return titular;
    };
    const std::vector<members::ShownTitular> others{term("2014-05-02", "2020-07-01"), term("2020-07-01", "")};
    const auto held = [&](const char* from, const char* until) {
        return told(members::may_have_held(about(from), *until ? std::optional(about(until)) : std::nullopt, others));
    };
    CHECK(held("2008", "2014-05-02") == "accepted");
    CHECK(held("2008", "2014-05-03") == "members.terms_overlap");
    CHECK(held("2008", "2014") == "accepted");  // may be earlier in that year
    CHECK(held("2008", "2015") == "members.terms_overlap");
    CHECK(held("2020-07-01", "2020-07-01") == "accepted");
    CHECK(held("2020-06-30", "2020-07-01") == "members.terms_overlap");
    CHECK(held("2021", "2022") == "members.terms_overlap");
    CHECK(held("2008", "") == "members.terms_overlap");
    CHECK(told(members::may_have_held(about("2020"), {}, {})) == "accepted");
    CHECK(told(members::may_have_held(about("2020"), {}, {term("2014", "2020")})) == "accepted");
}

TEST_CASE("Nobody takes office from the day of their death on") {
    const auto lives = [](const char* from, const char* died) { return told(members::must_live(about(from), {about(died), {9}})); };
    CHECK(lives("2026-09-30", "2026-10-01") == "accepted");
    CHECK(lives("2026-10-01", "2026-10-01") == "members.died");
    CHECK(lives("2026-10-15", "2026-10-01") == "members.died");
    CHECK(lives("2026", "2026-10-01") == "accepted");
    CHECK(lives("2027", "2026") == "members.died");
    CHECK(lives("2026-12-30", "2026") == "accepted");
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
