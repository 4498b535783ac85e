// Statutes of other networks of cities, as acts: each rule is said, kept, read back and asked, both sides of its boundary.
#include "statutes/acts.h"

#include "support/life.h"

#include <doctest/doctest.h>

using namespace statutes;
using support::told;

namespace {

constexpr Date day(int year, int month, int of) { return {std::int16_t(year), std::int8_t(month), std::int8_t(of)}; }

struct Network : support::Begun {
    explicit Network(const store::Location& at) : Begun(at) {}
    std::string place(std::string_view body, std::string_view matter) const {
        return R"({"body":")" + std::string(body) + R"(","matter":")" + std::string(matter) +
               R"(","article":"12","article_fr":"Statuts, article 12","article_en":"Statutes, article 12"})";
    }
    std::string set(const std::string& kind, std::string_view body, std::string_view matter, const std::string& says) {
        return told(say("statutes.set_" + kind, R"({"place":)" + place(body, matter) + R"(,"says":)" + says + "}", basis));
    }
    template <class T>
    Held<T> held(Body body, Matter matter = Matter::any) {
        return held_on<T>(*reader(), body, matter, day(2026, 6, 1));
    }
};
std::string code(const base::Verdict& verdict) { return (verdict ? verdict->front().code : verdict.error().why.code).substr(9); }

using enum Matter;
constexpr auto assembly = Body::general_assembly;
constexpr auto calls_none = [](Network& network, Matter matter) { return network.held<Calls>(assembly, matter); };

}  // namespace

TEST_CASE("AIMF: the bureau examines, the Assembly decides, with the council's deliberation and the opinion of the capital's mayor") {
    support::for_each_engine([](const store::Location& location) {
        Network network(location);
        CHECK(network.set(
                  "procedure", "members", "admission",
                  R"({"pieces":[{"piece":"letter"},{"piece":"council_deliberation","instead":["bureau_decision","authority_opinion"]}],)"
                  R"("capital_opinion":"yes","examined_by":"bureau","decided_by":"general_assembly"})") == "accepted");
        CHECK(network.set("candidacy", "bureau", "election", R"({"executive":"yes","council_act":"no"})") == "accepted");
        CHECK(network.set("electorate", "general_assembly", "any",
                          R"({"associates":"consultative","suspended":"no","dues":"not_asked","paid_by":"opening"})") == "accepted");
        const auto procedure = network.held<Procedure>(Body::members, admission);
        using enum Piece;
        CHECK(code(file_complete(procedure, {{letter}, true, true})) == "piece_missing");
        CHECK(code(file_complete(procedure, {{letter, council_deliberation}, false, true})) == "opinion_missing");
        CHECK(code(file_complete(procedure, {{letter, bureau_decision}, true, false})) == "not_examined");
        CHECK(code(file_complete(procedure, {{letter, bureau_decision}, true, true})) == "file_complete");
        CHECK(code(file_complete(procedure, {{letter, authority_opinion}, true, true})) == "file_complete");
        CHECK(code(may_stand(network.held<Candidacy>(Body::bureau, election), {false})) == "not_the_executive");
        CHECK(code(may_stand(network.held<Candidacy>(Body::bureau, election), {true})) == "may_stand");
        CHECK(code(may_vote(network.held<Electorate>(assembly), {true})) == "associate_without_vote");
        CHECK(code(may_vote(network.held<Electorate>(assembly), {})) == "may_vote");
        // The cap, the number of seats and the term are numbers.
        for (const auto& [name, value] : {std::pair{bureau_seats, 30}, std::pair{bureau_term_years, 2}, std::pair{dues_minimum_eur, 550}})
            CHECK(told(network.say("statutes.set_rule", support::rule(value, "", "", std::string(name)), network.basis)) == "accepted");
        CHECK(code(within(*rule_on(*network.reader(), bureau_seats, day(2026, 1, 1)), 31)) == "above_rule");
        CHECK(code(within(*rule_on(*network.reader(), dues_minimum_eur, day(2026, 1, 1)), 550)) == "within_rule");
    });
}

TEST_CASE("A union of cities: a month's notice with the agenda, dues of the year before, one equal vote, the majority of votes cast") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("notice", "general_assembly", "any", R"({"convening":{"length":1,"unit":"months"},"agenda":"yes"})") == "accepted");
    CHECK(network.set("delegation", "general_assembly", "any", R"({"delegates":1,"substitutes":1,"council_act":"no","executive":"no"})") ==
          "accepted");
    CHECK(network.set("electorate", "general_assembly", "any",
                      R"({"associates":"absent","suspended":"no","dues":"year_before","paid_by":"end_of_year"})") == "accepted");
    CHECK(network.set("weights", "general_assembly", "any", R"({"measure":"none","brackets":[{"from":0,"votes":1}]})") == "accepted");
    CHECK(network.set("majority", "general_assembly", "any",
                      R"({"fraction":"1/2","comparison":"more_than","base":"cast","abstentions":"no","blanks":"no","tie":"fails"})") ==
          "accepted");
    const auto notice = network.held<Notice>(assembly);
    CHECK(code(notice_given(notice, {day(2026, 4, 2), day(2026, 5, 1)})) == "notice_short");
    CHECK(code(notice_given(notice, {day(2026, 4, 1), day(2026, 5, 1)})) == "notice_given");
    CHECK(code(notice_given(notice, {day(2026, 4, 1), day(2026, 5, 1), {}, false})) == "agenda_missing");
    CHECK(code(may_be_sent(network.held<Delegation>(assembly), {1, 1})) == "delegation");
    CHECK(code(may_be_sent(network.held<Delegation>(assembly), {1, 2})) == "too_many_substitutes");
    const auto electorate = network.held<Electorate>(assembly);
    CHECK(code(may_vote(electorate, {false, false, day(2025, 12, 31), day(2026, 5, 1)})) == "may_vote_paid");
    CHECK(code(may_vote(electorate, {false, false, day(2026, 1, 1), day(2026, 5, 1)})) == "dues_late");
    CHECK(code(may_vote(electorate, {true, false, day(2025, 1, 1), day(2026, 5, 1)})) == "associate_without_vote");
    CHECK(votes_of(network.held<Weights>(assembly), 3'000'000).votes == 1);
    CHECK(code(adopted(network.held<Majority>(assembly), {0, 0, 50, 50, 300})) == "rejected");
    CHECK(code(adopted(network.held<Majority>(assembly), {0, 0, 51, 50, 300})) == "adopted");
}

TEST_CASE(
    "A union of cities, amendment: six members of different countries, two months, two thirds present and of valid votes, then none") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    for (const auto* matter : {"amendment", "dissolution"}) {
        CHECK(network.set("initiators", "general_assembly", matter,
                          R"({"alternatives":[{"body":"executive"},{"members":6,"countries":6}]})") == "accepted");
        CHECK(network.set("notice", "general_assembly", matter, R"({"convening":{"length":2,"unit":"months"},"agenda":"yes"})") ==
              "accepted");
        CHECK(network.set("quorum", "general_assembly", matter,
                          R"({"fraction":"2/3","comparison":"at_least","counting":"by_members","proxies":"yes","remote":"no",)"
                          R"("moment":"opening"})") == "accepted");
        CHECK(network.set("calls", "general_assembly", matter, R"({"later":[{"delay":{"length":0,"unit":"days"}}]})") == "accepted");
        CHECK(network.set("majority", "general_assembly", matter,
                          R"({"fraction":"2/3","comparison":"at_least","base":"valid","abstentions":"yes","blanks":"no","tie":"fails"})") ==
              "accepted");
    }
    const auto initiators = network.held<Initiators>(assembly, amendment);
    CHECK(code(may_initiate(initiators, {Body::executive})) == "initiated");
    CHECK(code(may_initiate(initiators, {Body::bureau})) == "not_initiated");
    CHECK(code(may_initiate(initiators, {{}, 6, 100, 6})) == "initiated");
    CHECK(code(may_initiate(initiators, {{}, 6, 100, 5})) == "not_initiated");
    CHECK(code(may_initiate(initiators, {{}, 5, 100, 6})) == "not_initiated");
    const auto quorum = network.held<Quorum>(assembly, dissolution);
    const auto calls = network.held<Calls>(assembly, dissolution);
    CHECK(code(quorum_reached(quorum, calls, {99, 50, 0, 15})) == "quorum_missed");
    CHECK(code(quorum_reached(quorum, calls, {99, 50, 0, 16})) == "quorum_reached");
    CHECK(code(quorum_reached(quorum, calls, {99, 1}, {2, day(2026, 5, 1), day(2026, 5, 1)})) == "quorum_not_needed");
    const auto majority = network.held<Majority>(assembly, amendment);
    CHECK(code(adopted(majority, {0, 0, 66, 30, 3})) == "adopted");
    CHECK(code(adopted(majority, {0, 0, 66, 30, 4})) == "rejected");
    CHECK(code(adopted(majority, {0, 0, 66, 30, 3, 100})) == "adopted");  // blanks are left out
    CHECK(code(quorum_reached(network.held<Quorum>(assembly, ordinary), calls_none(network, ordinary), {99, 99})) == "rule_not_set");
}

TEST_CASE("A union of cities, presidency: six members of two world regions; the loss of the local office ends it at the next session") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("initiators", "presidency", "election", R"({"alternatives":[{"body":"bureau"},{"members":6,"regions":2}]})") ==
          "accepted");
    CHECK(network.set("term", "presidency", "any", R"({"years":3,"office_lost":"next_session","staggered":"no"})") == "accepted");
    const auto initiators = network.held<Initiators>(Body::presidency, election);
    CHECK(code(may_initiate(initiators, {Body::bureau})) == "initiated");
    CHECK(code(may_initiate(initiators, {{}, 6, 0, 1, 2})) == "initiated");
    CHECK(code(may_initiate(initiators, {{}, 6, 0, 1, 1})) == "not_initiated");
    CHECK(code(may_initiate(initiators, {{}, 5, 0, 1, 2})) == "not_initiated");
    const auto term = network.held<Term>(Body::presidency, election);
    CHECK(next_term(term, {day(2025, 11, 5)}).ends == day(2028, 11, 5));
    CHECK(next_term(term, {day(2025, 11, 5), 0, day(2026, 3, 1), day(2026, 6, 1)}).ends == day(2026, 6, 1));
    CHECK(next_term(term, {day(2025, 11, 5), 9}).verdict);
}

TEST_CASE("Metropolises: every three years, fifteen days, by video, the majority of those present or represented") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("sessions", "general_assembly", "any", R"({"every_months":36,"remote":"yes","written":"no"})") == "accepted");
    CHECK(network.set("notice", "general_assembly", "any", R"({"convening":{"length":15,"unit":"days"},"agenda":"no"})") == "accepted");
    CHECK(network.set("majority", "general_assembly", "any",
                      R"({"fraction":"1/2","comparison":"more_than","base":"present","abstentions":"no","blanks":"no","tie":"chair"})") ==
          "accepted");
    const auto sessions = network.held<Sessions>(assembly);
    CHECK(code(may_deliberate(sessions, Means::hybrid)) == "means_allowed");
    CHECK(code(may_deliberate(sessions, Means::remote)) == "means_allowed");
    CHECK(code(may_deliberate(sessions, Means::written)) == "means_not_allowed");
    CHECK(code(session_due(sessions, day(2023, 6, 1), day(2026, 6, 1))) == "session_in_time");
    CHECK(code(session_due(sessions, day(2023, 6, 1), day(2026, 6, 2))) == "session_overdue");
    CHECK(code(notice_given(network.held<Notice>(assembly), {day(2026, 5, 2), day(2026, 5, 16)})) == "notice_short");
    CHECK(code(notice_given(network.held<Notice>(assembly), {day(2026, 5, 1), day(2026, 5, 16)})) == "notice_given");
    CHECK(code(adopted(network.held<Majority>(assembly), {200, 101, 50, 10})) == "rejected");
    CHECK(code(adopted(network.held<Majority>(assembly), {200, 101, 51, 10})) == "adopted");
}

TEST_CASE("A union of capitals: half represented, all to admit, two thirds to amend, three quarters to dissolve, a month after half ask") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("quorum", "general_assembly", "any",
                      R"({"fraction":"1/2","comparison":"at_least","counting":"by_members","proxies":"yes","remote":"no",)"
                      R"("moment":"each_item"})") == "accepted");
    for (const auto& [matter, fraction] : {std::pair{"admission", "1"}, std::pair{"amendment", "2/3"}, std::pair{"dissolution", "3/4"}})
        CHECK(network.set("majority", "general_assembly", matter,
                          R"({"fraction":")" + std::string(fraction) +
                              R"(","comparison":"at_least","base":"present","abstentions":"no","blanks":"no","tie":"fails"})") ==
              "accepted");
    CHECK(network.set("initiators", "general_assembly", "extraordinary",
                      R"({"alternatives":[{"fraction":"1/2"}],"within":{"length":1,"unit":"months"}})") == "accepted");
    const auto quorum = network.held<Quorum>(assembly, dissolution);  // the one for any decision
    CHECK(quorum.name == "quorum.general_assembly");
    CHECK(rechecked(*quorum.rule));
    CHECK(code(quorum_reached(quorum, calls_none(network, any), {15, 4, 0, 3})) == "quorum_missed");
    CHECK(code(quorum_reached(quorum, calls_none(network, any), {15, 4, 0, 4})) == "quorum_reached");
    const auto says = [&](Matter matter, std::int64_t in_favour) {
        return code(adopted(network.held<Majority>(assembly, matter), {16, 12, in_favour, 0}));
    };
    CHECK((says(admission, 12) == "adopted" && says(admission, 11) == "rejected"));
    CHECK((says(amendment, 8) == "adopted" && says(amendment, 7) == "rejected"));
    CHECK((says(dissolution, 9) == "adopted" && says(dissolution, 8) == "rejected"));
    CHECK(says(budget, 12) == "rule_not_set");
    const auto initiators = network.held<Initiators>(assembly, extraordinary);
    CHECK(code(may_initiate(initiators, {{}, 8, 15})) == "initiated");
    CHECK(code(may_initiate(initiators, {{}, 7, 15})) == "not_initiated");
    CHECK(code(may_initiate(initiators, {{}, 0, 0})) == "not_initiated");
    CHECK(code(may_initiate(initiators, {{}, 8, 15, 0, 0, day(2026, 1, 31), day(2026, 2, 28)})) == "initiated");
    CHECK(code(may_initiate(initiators, {{}, 8, 15, 0, 0, day(2026, 1, 31), day(2026, 3, 1)})) == "session_late");
}

TEST_CASE("Major cities: two months' notice, two thirds to amend, ties by lot") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("notice", "general_assembly", "any", R"({"convening":{"length":2,"unit":"months"},"agenda":"yes"})") == "accepted");
    CHECK(network.set("majority", "general_assembly", "amendment",
                      R"({"fraction":"2/3","comparison":"at_least","base":"cast","abstentions":"no","blanks":"no","tie":"fails"})") ==
          "accepted");
    CHECK(network.set(
              "majority", "presidency", "election",
              R"({"fraction":"1/2","comparison":"more_than","base":"cast","abstentions":"no","blanks":"no","rounds":1,"tie":"lot"})") ==
          "accepted");
    CHECK(code(notice_given(network.held<Notice>(assembly), {day(2026, 4, 2), day(2026, 6, 1)})) == "notice_short");
    CHECK(code(notice_given(network.held<Notice>(assembly), {day(2026, 4, 1), day(2026, 6, 1)})) == "notice_given");
    CHECK(code(adopted(network.held<Majority>(assembly, amendment), {0, 0, 20, 10})) == "adopted");
    CHECK(code(adopted(network.held<Majority>(assembly, amendment), {0, 0, 19, 10})) == "rejected");
    const auto rule = network.held<Majority>(Body::presidency, election);
    const std::vector<Candidate> equal{{15}, {15, {}, true}};
    CHECK(code(elected(rule, {}, equal, 1).verdict) == "not_elected");
    CHECK(elected(rule, {}, equal, 2).who == 1);
    CHECK(code(elected(rule, {}, std::vector<Candidate>{{15}, {15}}, 2).verdict) == "tie_not_broken");
}

TEST_CASE("A federation of municipalities: a council's resolution to stand, directors for two years in parts, officers for one") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("candidacy", "council", "election", R"({"executive":"no","council_act":"yes"})") == "accepted");
    CHECK(network.set("term", "council", "any", R"({"years":2,"office_lost":"at_once","staggered":"yes"})") == "accepted");
    CHECK(network.set("term", "executive", "any", R"({"years":1,"office_lost":"at_once","staggered":"no"})") == "accepted");
    CHECK(code(may_stand(network.held<Candidacy>(Body::council, election), {true, false})) == "council_act_missing");
    CHECK(code(may_stand(network.held<Candidacy>(Body::council, election), {false, true})) == "may_stand");
    CHECK(next_term(network.held<Term>(Body::council), {day(2026, 6, 1)}).ends == day(2028, 6, 1));
    CHECK(next_term(network.held<Term>(Body::executive), {day(2026, 6, 1)}).ends == day(2027, 6, 1));
    CHECK(network.held<Term>(Body::council).rule->staggered == Answer::yes);
}

TEST_CASE("A league of cities: one voting delegate and two alternates, by an act of the council") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("delegation", "general_assembly", "any", R"({"delegates":1,"substitutes":2,"council_act":"yes","executive":"no"})") ==
          "accepted");
    const auto rule = network.held<Delegation>(assembly);
    CHECK(code(may_be_sent(rule, {1, 2, true})) == "delegation");
    CHECK(code(may_be_sent(rule, {1, 3, true})) == "too_many_substitutes");
    CHECK(code(may_be_sent(rule, {2, 2, true})) == "too_many_delegates");
    CHECK(code(may_be_sent(rule, {1, 2, false})) == "council_act_missing");
}

TEST_CASE(
    "The French model of public utility: the board or a tenth proposes, a quarter, none the second time, two thirds present or "
    "represented") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("initiators", "general_assembly", "amendment", R"({"alternatives":[{"body":"council"},{"fraction":"1/10"}]})") ==
          "accepted");
    CHECK(network.set("quorum", "general_assembly", "amendment",
                      R"({"fraction":"1/4","comparison":"at_least","counting":"by_members","proxies":"yes","remote":"no",)"
                      R"("moment":"opening"})") == "accepted");
    CHECK(network.set("calls", "general_assembly", "amendment", R"({"later":[{"delay":{"length":15,"unit":"days"}}]})") == "accepted");
    CHECK(network.set("majority", "general_assembly", "amendment",
                      R"({"fraction":"2/3","comparison":"at_least","base":"present","abstentions":"no","blanks":"no","tie":"fails"})") ==
          "accepted");
    const auto initiators = network.held<Initiators>(assembly, amendment);
    CHECK(code(may_initiate(initiators, {Body::council})) == "initiated");
    CHECK(code(may_initiate(initiators, {{}, 33, 325})) == "initiated");
    CHECK(code(may_initiate(initiators, {{}, 32, 325})) == "not_initiated");
    const auto quorum = network.held<Quorum>(assembly, amendment);
    const auto calls = network.held<Calls>(assembly, amendment);
    CHECK(code(quorum_reached(quorum, calls, {325, 60, 0, 21})) == "quorum_missed");
    CHECK(code(quorum_reached(quorum, calls, {325, 60, 0, 22})) == "quorum_reached");
    CHECK(code(quorum_reached(quorum, calls, {325, 1}, {2, day(2026, 5, 1), day(2026, 5, 15)})) == "call_too_early");
    CHECK(code(quorum_reached(quorum, calls, {325, 1}, {2, day(2026, 5, 1), day(2026, 5, 16)})) == "quorum_not_needed");
    CHECK(code(adopted(network.held<Majority>(assembly, amendment), {325, 90, 60, 0})) == "adopted");
    CHECK(code(adopted(network.held<Majority>(assembly, amendment), {325, 90, 59, 0})) == "rejected");
}

TEST_CASE("The law of 1901: without a rule a deliberation at a distance or in writing is refused, in the room it is not") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    for (const auto means : {Means::hybrid, Means::remote, Means::written})
        CHECK(code(may_deliberate(network.held<Sessions>(assembly), means)) == "rule_not_set");
    CHECK(code(may_deliberate(network.held<Sessions>(assembly), Means::room)) == "means_allowed");
    CHECK(network.set("sessions", "general_assembly", "any", R"({"every_months":12,"remote":"no","written":"yes"})") == "accepted");
    CHECK(code(may_deliberate(network.held<Sessions>(assembly), Means::written)) == "means_allowed");
    CHECK(code(may_deliberate(network.held<Sessions>(assembly), Means::remote)) == "means_not_allowed");
}

TEST_CASE("An island's Assembly: more than half present or represented, else the third day without quorum; one proxy each") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("quorum", "general_assembly", "any",
                      R"({"fraction":"1/2","comparison":"more_than","counting":"by_members","proxies":"yes","remote":"no",)"
                      R"("moment":"opening"})") == "accepted");
    CHECK(network.set("calls", "general_assembly", "any", R"({"later":[{"delay":{"length":3,"unit":"days"}}]})") == "accepted");
    CHECK(network.set("proxies", "general_assembly", "any",
                      R"({"max":1,"scope":"session","chain":"no","same_country":"no","substitutes":"no"})") == "accepted");
    const auto quorum = network.held<Quorum>(assembly);
    const auto calls = network.held<Calls>(assembly);
    CHECK(code(quorum_reached(quorum, calls, {63, 25, 0, 6})) == "quorum_missed");
    CHECK(code(quorum_reached(quorum, calls, {63, 25, 0, 7})) == "quorum_reached");
    CHECK(code(quorum_reached(quorum, calls, {63, 1}, {2, day(2026, 5, 1), day(2026, 5, 3)})) == "call_too_early");
    CHECK(code(quorum_reached(quorum, calls, {63, 1}, {2, day(2026, 5, 1), day(2026, 5, 4)})) == "quorum_not_needed");
    CHECK(code(may_hold_proxies(network.held<Proxies>(assembly), {1, 63})) == "proxies_held");
    CHECK(code(may_hold_proxies(network.held<Proxies>(assembly), {2, 63})) == "too_many_proxies");
}

TEST_CASE("Three proxies or at most a tenth of the votes") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(
        network.set("proxies", "general_assembly", "any",
                    R"({"max":3,"max_share":"1/10","both":"larger","scope":"item","chain":"no","same_country":"no","substitutes":"no"})") ==
        "accepted");
    const auto rule = network.held<Proxies>(assembly);
    CHECK(rule.rule->scope == Scope::item);
    CHECK(code(may_hold_proxies(rule, {3, 20})) == "proxies_held");
    CHECK(code(may_hold_proxies(rule, {4, 39})) == "too_many_proxies");
    CHECK(code(may_hold_proxies(rule, {4, 40})) == "proxies_held");
}

TEST_CASE("Cooperatives: fifteen days, blank votes left out") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    Network network(fresh.location());
    CHECK(network.set("notice", "general_assembly", "any", R"({"convening":{"length":15,"unit":"days"},"agenda":"yes"})") == "accepted");
    CHECK(network.set("majority", "general_assembly", "any",
                      R"({"fraction":"1/2","comparison":"more_than","base":"valid","abstentions":"yes","blanks":"no","tie":"fails"})") ==
          "accepted");
    const auto rule = network.held<Majority>(assembly);
    CHECK(code(adopted(rule, {0, 0, 51, 40, 10, 500})) == "adopted");
    CHECK(code(adopted(rule, {0, 0, 50, 40, 10, 500})) == "rejected");
    CHECK(code(notice_given(network.held<Notice>(assembly), {day(2026, 5, 2), day(2026, 5, 16)})) == "notice_short");
}
