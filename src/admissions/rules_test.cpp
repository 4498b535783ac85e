// Titles are sentences of the statutes or of the rule, each with both sides of its boundary.
#include "admissions/rules.h"

#include "support/life.h"

#include <doctest/doctest.h>

using namespace admissions;
using support::told;

namespace {

constexpr base::Date today{2026, 9, 21}, received{2026, 9, 1};
statutes::RuleValue cap(std::int64_t value) {
    statutes::RuleValue rule;
    rule.rule = "members.cities_per_state", rule.value = value;
    return rule;
}
const Step all_steps[] = {Step::received, Step::incomplete, Step::complete, Step::opinion_asked, Step::opinion_settled, Step::examined,
                          Step::ready,    Step::admitted,   Step::rejected, Step::withdrawn,     Step::lapsed,          Step::duplicate};
// What a rule answers at each step: "closed" of all that are.
template <class Rule>
std::string at_each_step(Rule rule) {
    std::string all;
    for (const auto step : all_steps) {
        const auto said = told(rule(step));
        if (!is_open(step)) {
            CHECK(said == "admissions.closed");
            continue;
        }
        all += (all.empty() ? "" : " ") + (said.starts_with("admissions.") ? said.substr(11) : said);
    }
    return all;
}

}  // namespace

TEST_CASE("At most ten cities per State: the tenth may join, the eleventh may not") {
    const std::pair<std::int64_t, const char*> cases[] = {
        {0, "accepted"}, {9, "accepted"}, {10, "members.cap_reached"}, {11, "members.cap_reached"}};
    for (const auto& [cities, expected] : cases) CHECK(told(admissions::may_join(Kind::city, cities, "FR", cap(10))) == expected);
    CHECK(told(admissions::may_join(Kind::city, 0, "FR", cap(0))) == "members.cap_reached");
    CHECK(told(admissions::may_join(Kind::city, 0, "FR", {})) == "statutes.rule_not_set");
}

TEST_CASE("A verdict on the cap cites its rule and counts aloud") {
    const std::vector<base::Figure> figures{{"country", std::string("FR")}, {"cities", std::int64_t(9)}, {"cap", std::int64_t(10)}};
    CHECK(admissions::may_join(Kind::city, 9, "FR", cap(10)).value() ==
          base::Granted{{"members.below_cap", "rule:members.cities_per_state", figures}});
    auto refused = admissions::may_join(Kind::capital, 10, "FR", cap(10));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().why.article == "rule:members.cities_per_state");
    CHECK(refused.error().why.figures[1] == base::Figure{"cities", std::int64_t(10)});
}

TEST_CASE("An association is no city: the cap does not hold it back, nor a rule that is not set") {
    CHECK(told(admissions::may_join(Kind::association, 10, "FR", cap(10))) == "accepted");
    CHECK(told(admissions::may_join(Kind::association, 10, "FR", {})) == "accepted");
    for (const auto kind : {Kind::city, Kind::capital, Kind::metropolis, Kind::district, Kind::region})
        CHECK(told(admissions::may_join(kind, 10, "FR", cap(10))) == "members.cap_reached");
}

TEST_CASE("Each step asks for the one before it, says what is missing, and is taken once") {
    CHECK(at_each_step([](Step now) { return may_ask_piece(now, {}, today); }) == "accepted accepted accepted past past past past");
    CHECK(at_each_step([](Step now) { return may_add_piece(now, true); }) == "accepted accepted accepted accepted accepted past past");
    CHECK(at_each_step([](Step now) { return may_find_complete(now, {}); }) == "accepted accepted past past past past past");
    CHECK(at_each_step([](Step now) { return may_ask_opinion(now, Capital::member, today, today); }) ==
          "not_complete not_complete accepted past past past past");
    CHECK(at_each_step([](Step now) { return may_settle(now, Capital::member, Opinion::favourable, {}, today, received, today); }) ==
          "not_complete not_complete accepted accepted past past past");
    CHECK(at_each_step([](Step now) { return may_examine(now, today, received, today); }) ==
          "not_complete not_complete no_opinion no_opinion accepted past past");
    CHECK(at_each_step([](Step now) { return may_make_ready(now, {}, today); }) ==
          "not_complete not_complete no_opinion no_opinion not_examined accepted accepted");
    CHECK(at_each_step([](Step now) { return may_close(now); }) == "accepted accepted accepted accepted accepted accepted accepted");
}

TEST_CASE("An association's bureau decides for it, and for nobody else") {
    for (const auto kind : {Kind::city, Kind::capital, Kind::metropolis, Kind::district, Kind::region}) {
        CHECK(told(decided_by(kind, Authority::council)) == "accepted");
        CHECK(told(decided_by(kind, Authority::supervising_authority)) == "accepted");
        CHECK(told(decided_by(kind, Authority::bureau)) == "authority not_for_kind");
        CHECK(told(decided_by(kind, {})) == "accepted");
    }
    CHECK(told(decided_by(Kind::association, Authority::bureau)) == "accepted");
    CHECK(told(decided_by(Kind::association, Authority::council)) == "authority not_for_kind");
    CHECK(told(decided_by(Kind::association, Authority::supervising_authority)) == "authority not_for_kind");
}

TEST_CASE("A file is complete when its letter is there and nothing that was asked for is awaited") {
    const auto asked = [](Piece piece, bool added) {
        return AskedPiece{1, piece, "", received, {}, added ? std::optional(today) : std::nullopt};
    };
    CHECK(missing(true, {}).empty());
    CHECK(missing(false, {}) == std::vector{Piece::letter});
    CHECK(missing(false, {asked(Piece::letter, false)}) == std::vector{Piece::letter});
    CHECK(missing(true, {asked(Piece::other, false), asked(Piece::titular, true)}) == std::vector{Piece::other});
    CHECK(missing(true, {asked(Piece::other, true)}).empty());
    CHECK(told(may_find_complete(Step::received, {Piece::letter})) == "admissions.piece_missing");
    CHECK(may_find_complete(Step::received, {Piece::letter, Piece::other}).error().why.figures ==
          std::vector<base::Figure>{{"count", std::int64_t(2)}, {"piece", std::string("letter")}});
}

TEST_CASE("A piece is asked for by today at the earliest, and says something when it comes") {
    CHECK(told(may_ask_piece(Step::received, today, today)) == "accepted");
    CHECK(told(may_ask_piece(Step::received, today.plus_days(-1), today)) == "until date_past");
    CHECK(told(may_add_piece(Step::incomplete, false)) == "file missing");
}

TEST_CASE("The opinion is asked of the capital that is a member, until today at the earliest") {
    const auto ask = [](Capital capital, base::Date until) { return told(may_ask_opinion(Step::complete, capital, until, today)); };
    CHECK(ask(Capital::member, today) == "accepted");
    CHECK(ask(Capital::member, today.plus_days(-1)) == "until date_past");
    CHECK(ask(Capital::itself, today) == "admissions.is_capital");
    CHECK(ask(Capital::none, today) == "admissions.no_capital");
}

TEST_CASE("An opinion is given by who can give it, and is missing only once its day has passed") {
    struct Row {
        Capital capital;
        Opinion opinion;
        std::optional<base::Date> until;
        const char* expected;
    };
    const auto before = today.plus_days(-1);
    for (const Row& row :
         {Row{Capital::member, Opinion::favourable, {}, "accepted"}, Row{Capital::member, Opinion::reserved, today, "accepted"},
          Row{Capital::member, Opinion::unfavourable, before, "accepted"}, Row{Capital::member, Opinion::not_given, before, "accepted"},
          Row{Capital::member, Opinion::not_given, today, "admissions.opinion_awaited"},
          Row{Capital::member, Opinion::not_given, {}, "admissions.opinion_not_asked"},
          Row{Capital::member, Opinion::not_needed, {}, "admissions.opinion_needed"},
          Row{Capital::itself, Opinion::not_needed, {}, "accepted"}, Row{Capital::itself, Opinion::favourable, {}, "admissions.is_capital"},
          Row{Capital::itself, Opinion::not_given, before, "admissions.is_capital"},
          Row{Capital::none, Opinion::not_needed, {}, "accepted"}, Row{Capital::none, Opinion::unfavourable, {}, "admissions.no_capital"}})
        CHECK(told(may_settle(Step::opinion_asked, row.capital, row.opinion, row.until, today, received, today)) == row.expected);
    CHECK(may_settle(Step::complete, Capital::none, Opinion::not_needed, {}, today, received, today).value().at(0).code ==
          "admissions.no_capital");
    CHECK(may_settle(Step::complete, Capital::itself, Opinion::not_needed, {}, today, received, today).value().at(0).code ==
          "admissions.is_capital");
}

TEST_CASE("What is stated to have happened lies between the application and today") {
    const auto examine = [](base::Date on) { return told(may_examine(Step::opinion_settled, on, received, today)); };
    CHECK(examine(received) == "accepted");
    CHECK(examine(received.plus_days(-1)) == "on before_received");
    CHECK(examine(today) == "accepted");
    CHECK(examine(today.plus_days(1)) == "on date_future");
    const auto settle = [](base::Date on) {
        return told(may_settle(Step::complete, Capital::member, Opinion::reserved, {}, on, received, today));
    };
    CHECK(settle(received.plus_days(-1)) == "on before_received");
    CHECK(settle(today.plus_days(1)) == "on date_future");
    CHECK(told(may_make_ready(Step::examined, today, today)) == "accepted");
    CHECK(told(may_make_ready(Step::examined, today.plus_days(-1), today)) == "session date_past");
}

TEST_CASE("An admission says which steps it left out, and nothing when it left out none") {
    const auto codes = [](Step now, std::optional<Opinion> opinion, bool by_assembly) {
        std::string all;
        for (const auto& found : left_out(now, opinion, by_assembly)) all += (all.empty() ? "" : " ") + found.code.substr(11);
        return all;
    };
    CHECK(codes(Step::ready, Opinion::favourable, true).empty());
    CHECK(codes(Step::examined, Opinion::not_needed, true).empty());
    CHECK(codes(Step::ready, Opinion::not_given, true) == "opinion_never_came");
    CHECK(codes(Step::opinion_settled, Opinion::reserved, true) == "without_bureau");
    CHECK(codes(Step::opinion_asked, {}, true) == "without_opinion without_bureau");
    CHECK(codes(Step::received, {}, true) == "without_check without_opinion without_bureau");
    CHECK(codes(Step::ready, Opinion::favourable, false) == "not_by_assembly");
}

TEST_CASE("Nobody is admitted before they asked, nor by another body than the procedure names") {
    CHECK(told(may_admit_on(received, received)) == "accepted");
    CHECK(told(may_admit_on(received.plus_days(-1), received)) == "admissions.decided_before");
    using assembly::Body;
    statutes::Held<statutes::Procedure> held{"procedure.members.admission", {}};
    CHECK(told(may_decide(held, Body::bureau)) == "accepted");  // nothing says who decides
    held.rule.emplace().decided_by = statutes::Body::general_assembly;
    CHECK(told(may_decide(held, Body::general_assembly)) == "accepted");
    const auto refused = may_decide(held, Body::bureau);
    CHECK(told(refused) == "admissions.other_body_decides");
    CHECK(refused.error().why.article == "rule:procedure.members.admission");
    held.rule->decided_by = statutes::Body::bureau;
    CHECK(told(may_decide(held, Body::bureau)) == "accepted");
    CHECK(told(may_decide(held, Body::general_assembly)) == "admissions.other_body_decides");
}

TEST_CASE("At every step it is said who holds the file") {
    std::string all;
    for (const auto step : all_steps) all += std::string(acts::name_of(holder_of(step))) + " ";
    CHECK(all == "secretariat applicant secretariat capital bureau secretariat assembly nobody nobody nobody nobody nobody ");
}
