#include "statutes/statutes.h"

#include "support/life.h"

#include <doctest/doctest.h>

using support::told;

TEST_CASE("Of the rules in force on a day, the one set last holds") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        const auto set = [&](std::int64_t value, const char* from, const char* to) {
            return told(life.say("statutes.set_rule", support::rule(value, from, to), "source:1"));
        };
        const auto on = [&](base::Date day) {
            const auto rule = statutes::rule_on(*life.reader(), statutes::cities_per_state, day);
            return rule ? rule->value : -1;
        };
        CHECK(on({2026, 1, 1}) == -1);
        CHECK(set(5, "", "2004") == "accepted");
        CHECK((on({2003, 12, 31}) == 5 && on({1, 1, 1}) == 5));
        CHECK((on({2004, 1, 1}) == -1 && on({2026, 1, 1}) == -1));
        CHECK(set(10, "2004", "") == "accepted");
        CHECK((on({2003, 12, 31}) == 5 && on({2004, 1, 1}) == 10 && on({9999, 12, 31}) == 10));
        CHECK(set(12, "2010", "2012-06-15") == "accepted");
        CHECK((on({2009, 12, 31}) == 10 && on({2010, 1, 1}) == 12 && on({2012, 6, 14}) == 12 && on({2012, 6, 15}) == 10));
        CHECK(set(11, "", "") == "accepted");
        CHECK((on({2003, 1, 1}) == 11 && on({2011, 1, 1}) == 11));
        CHECK(statutes::all_rules(*life.reader()).size() == 4);
    });
}

TEST_CASE("A rule is one that the program asks for, and ends after it begins") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    const auto said = [&](const std::string& json, const char* basis = "source:1") {
        return told(life.say("statutes.set_rule", json, basis));
    };
    CHECK(said(support::rule(10, "", "", "members.other")) == "rule choice");
    CHECK(said(support::rule(10, "2004", "2004")) == "to before_from");
    CHECK(said(support::rule(10, "2004-01-01", "2004-01-01")) == "to before_from");
    CHECK(said(support::rule(10, "2004-01-01", "2004-01-02")) == "accepted");
    CHECK(said(support::rule(10, "2005", "2004")) == "to before_from");
    CHECK(said(support::rule(10, "", "../2004")) == "to date");
    CHECK(said(support::rule(-1)) == "value below");
    CHECK(said(support::rule(0)) == "accepted");
    CHECK(said(support::rule(1'000'000)) == "accepted");
    CHECK(said(support::rule(1'000'001)) == "value above");
    CHECK(said(support::rule(10), "") == "basis missing");
    CHECK(told(life.visitor("statutes.set_rule", support::rule(10))) == "acts.not_allowed");
}

TEST_CASE("A rule that is not set refuses and says which") {
    const auto refused = statutes::not_set(statutes::cities_per_state);
    CHECK(refused.error().why ==
          base::Finding{"statutes.rule_not_set", "rule:members.cities_per_state", {{"rule", std::string("members.cities_per_state")}}});
}
