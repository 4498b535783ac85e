// The rules as tables: both sides of each boundary, and the empty case.
#include "statutes/statutes.h"

#include "support/life.h"

#include <doctest/doctest.h>

using namespace statutes;
using support::told;

namespace {

template <class T>
Held<T> held(T rule) {
    return {name_of(kind_of<T>, Body::general_assembly, Matter::any), std::move(rule)};
}
template <class T>
Held<T> unset() {
    return {name_of(kind_of<T>, Body::general_assembly, Matter::any), {}};
}
// The code of what was found or refused.
std::string code(const base::Verdict& verdict) {
    return (verdict ? (verdict->empty() ? "nothing" : verdict->front().code) : verdict.error().why.code).substr(9);
}
std::int64_t figure(const base::Verdict& verdict, std::string_view name) {
    for (const auto& figure : verdict ? verdict->front().figures : verdict.error().why.figures)
        if (figure.name == name) return std::get<std::int64_t>(figure.value);
    FAIL("no figure " << name);
    return -1;
}
Majority majority(const char* fraction, Comparison comparison, MajorityBase base = MajorityBase::cast) {
    Majority rule;
    rule.fraction = {fraction}, rule.comparison = comparison, rule.base = base;
    return rule;
}
constexpr Date day(int year, int month, int of) { return {std::int16_t(year), std::int8_t(month), std::int8_t(of)}; }

}  // namespace

TEST_CASE("A rule that is not set refuses whatever is asked of it, and says which") {
    const auto missing = [](const base::Verdict& verdict, const char* name) {
        REQUIRE(!verdict);
        CHECK(verdict.error().why.code == "statutes.rule_not_set");
        CHECK(verdict.error().why.article == std::string("rule:") + name + ".general_assembly");
    };
    missing(quorum_reached(unset<Quorum>(), unset<Calls>(), {}), "quorum");
    missing(quorum_reached(held(Quorum{{"1/2"}}), unset<Calls>(), {10, 10}, {2}), "calls");
    missing(adopted(unset<Majority>(), {}), "majority");
    missing(elected(unset<Majority>(), {}, {}, 1).verdict, "majority");
    missing(notice_given(unset<Notice>(), {}), "notice");
    missing(may_hold_proxies(unset<Proxies>(), {}), "proxies");
    missing(may_initiate(unset<Initiators>(), {}), "initiators");
    missing(may_vote(unset<Electorate>(), {}), "electorate");
    missing(votes_of(unset<Weights>(), 1).verdict, "weights");
    missing(ballot_for(unset<Ballot>(), {}).verdict, "ballot");
    missing(next_term(unset<Term>(), {}).verdict, "term");
    missing(may_deliberate(unset<Sessions>(), Means::hybrid), "sessions");
    missing(session_due(unset<Sessions>(), {}, {}), "sessions");
    missing(may_be_sent(unset<Delegation>(), {}), "delegation");
    missing(may_stand(unset<Candidacy>(), {}), "candidacy");
    missing(file_complete(unset<Procedure>(), {}), "procedure");
}

TEST_CASE("What a share needs of a base is exact: at least two thirds, more than the half") {
    struct Row {
        std::int64_t base;
        const char* fraction;
        Comparison comparison;
        std::int64_t needed;
    };
    for (const auto& row :
         {Row{216, "1/2", Comparison::more_than, 109}, Row{217, "1/2", Comparison::more_than, 109},
          Row{216, "1/2", Comparison::at_least, 108}, Row{217, "1/2", Comparison::at_least, 109}, Row{3, "2/3", Comparison::at_least, 2},
          Row{100, "2/3", Comparison::at_least, 67}, Row{99, "2/3", Comparison::at_least, 66}, Row{99, "2/3", Comparison::more_than, 67},
          Row{3, "1/3", Comparison::at_least, 1}, Row{1'000'000, "1/3", Comparison::more_than, 333'334},
          Row{10, "0.1", Comparison::at_least, 1}, Row{11, "0.1", Comparison::at_least, 2}, Row{7, "1", Comparison::at_least, 7},
          Row{0, "1/2", Comparison::more_than, 1}}) {
        CAPTURE(row.base);
        CAPTURE(row.fraction);
        CHECK(needed_of(row.base, {row.fraction}, row.comparison) == row.needed);
    }
}

TEST_CASE("Present or represented, in the room or online: who counts for the quorum is said by the rule") {
    struct Row {
        Answer proxies, remote;
        Attendance there;
        const char* code;
        std::int64_t counted;
    };
    const auto yes = Answer::yes, no = Answer::no;
    for (const auto& row : {Row{no, no, {100, 49, 30, 30}, "quorum_missed", 49}, Row{no, no, {100, 50, 0, 0}, "quorum_reached", 50},
                            Row{yes, no, {100, 40, 30, 9}, "quorum_missed", 49}, Row{yes, no, {100, 40, 30, 10}, "quorum_reached", 50},
                            Row{no, yes, {100, 40, 9, 30}, "quorum_missed", 49}, Row{no, yes, {100, 40, 10, 0}, "quorum_reached", 50},
                            Row{yes, yes, {100, 20, 15, 15}, "quorum_reached", 50}, Row{yes, yes, {0, 0, 0, 0}, "quorum_missed", 0}}) {
        CAPTURE(row.counted);
        Quorum quorum{{"1/2"}};
        quorum.proxies = row.proxies, quorum.remote = row.remote;
        const auto verdict = quorum_reached(held(quorum), unset<Calls>(), row.there);
        CHECK(code(verdict) == row.code);
        CHECK(figure(verdict, "counted") == row.counted);
    }
    Quorum more{{"1/2"}, Comparison::more_than};
    CHECK(code(quorum_reached(held(more), unset<Calls>(), {100, 50})) == "quorum_missed");
    CHECK(code(quorum_reached(held(more), unset<Calls>(), {100, 51})) == "quorum_reached");
    CHECK(!rechecked(more));
    more.moment = Moment::each_item;
    CHECK(rechecked(more));
}

TEST_CASE("Without a quorum the body is convened again, and the delay between the two is kept") {
    const auto quorum = held(Quorum{{"1/2"}});
    const auto calls = held(Calls{{{{{15}, Unit::days}, {{"1/4"}}}, {{{3}, Unit::days}, {}}}});
    const auto first = day(2026, 5, 1);
    const auto at = [&](std::int64_t call, Date session, std::int64_t present) {
        return code(quorum_reached(quorum, calls, {100, present}, {call, first, session}));
    };
    CHECK(at(1, first, 49) == "quorum_missed");
    CHECK(at(2, day(2026, 5, 15), 100) == "call_too_early");
    CHECK(at(2, day(2026, 5, 16), 25) == "quorum_reached");
    CHECK(at(2, day(2026, 5, 16), 24) == "quorum_missed");
    CHECK(at(3, day(2026, 5, 3), 0) == "call_too_early");
    CHECK(at(3, day(2026, 5, 4), 0) == "quorum_not_needed");
    CHECK(at(4, day(2026, 6, 4), 100) == "no_such_call");
    CHECK(code(quorum_reached(quorum, calls, {100, 100}, {2})) == "call_undated");
}

TEST_CASE("225 votants, 9 abstentions, 216 suffrages exprimés : 214 pour, 2 contre, majorité absolue 109 : adopté") {
    Count count;
    count.in_favour = 214, count.against = 2, count.abstentions = 9;
    const auto verdict = adopted(held(majority("1/2", Comparison::more_than)), count);
    REQUIRE(verdict);
    CHECK((figure(verdict, "voters") == 225 && figure(verdict, "base") == 216 && figure(verdict, "needed") == 109));
    CHECK(verdict->front().article == "rule:majority.general_assembly");
}

TEST_CASE("Cast, valid, present or members: the same votes are adopted or rejected by what the majority is a share of") {
    struct Row {
        MajorityBase base;
        Answer abstentions, blanks;
        std::int64_t in_favour;
        const char* code;
        std::int64_t of;
    };
    const auto yes = Answer::yes, no = Answer::no;
    using enum MajorityBase;
    // 40 against, 10 abstentions, 6 blank, 4 null; 121 present, 200 members.
    for (const auto& row :
         {Row{cast, no, no, 40, "rejected", 80}, Row{cast, no, no, 41, "adopted", 81}, Row{valid, no, no, 41, "adopted", 81},
          Row{valid, yes, no, 50, "rejected", 100}, Row{valid, yes, no, 51, "adopted", 101}, Row{valid, no, yes, 46, "rejected", 92},
          Row{valid, no, yes, 47, "adopted", 93}, Row{valid, yes, yes, 56, "rejected", 112}, Row{valid, yes, yes, 57, "adopted", 113},
          Row{present, no, no, 60, "rejected", 121}, Row{present, no, no, 61, "adopted", 121}, Row{members, no, no, 100, "rejected", 200},
          Row{members, no, no, 101, "adopted", 200}}) {
        CAPTURE(row.in_favour);
        CAPTURE(row.of);
        auto rule = majority("1/2", Comparison::more_than, row.base);
        rule.abstentions = row.abstentions, rule.blanks = row.blanks;
        const auto verdict = adopted(held(rule), {200, 121, row.in_favour, 40, 10, 6, 4});
        CHECK(code(verdict) == row.code);
        CHECK(figure(verdict, "base") == row.of);
    }
}

TEST_CASE("A majority of those present or of all members is adopted by no number that is not given, nor by more votes than there are") {
    struct Row {
        MajorityBase base;
        const char* fraction;
        std::int64_t of, in_favour, against;
        const char* code;
    };
    using enum MajorityBase;
    for (const auto& row :
         {Row{present, "3/4", 0, 1, 500, "base_missing"}, Row{present, "1", 0, 3, 200, "base_missing"},
          Row{members, "2/3", 0, 9, 0, "base_missing"}, Row{members, "2/3", 0, 0, 0, "base_missing"},
          Row{present, "1/2", 27, 8, 20, "votes_exceed"}, Row{present, "1/4", 28, 8, 20, "adopted"},
          Row{present, "1/4", 33, 8, 20, "rejected"}, Row{members, "1/2", 9, 10, 0, "votes_exceed"},
          Row{members, "1/2", 10, 10, 0, "adopted"}, Row{cast, "1/2", 0, 2, 1, "adopted"}, Row{valid, "1/2", 0, 2, 1, "adopted"}}) {
        CAPTURE(row.of);
        CAPTURE(row.in_favour);
        const auto rule = held(majority(row.fraction, Comparison::at_least, row.base));
        Count count{row.of, row.of, row.in_favour, row.against};
        CHECK(code(adopted(rule, count)) == row.code);
        // Of an election too.
        const std::vector<Candidate> one{{row.in_favour}};
        if (row.of == 0 && (row.base == present || row.base == members))
            CHECK(code(elected(rule, count, one, 1).verdict) == "base_missing");
    }
    const auto rule = held(majority("1/2", Comparison::at_least, present));
    CHECK(code(elected(rule, {0, 10}, std::vector<Candidate>{{6}, {4}}, 1).verdict) == "elected");
    CHECK(code(elected(rule, {0, 10}, std::vector<Candidate>{{6}, {5}}, 1).verdict) == "votes_exceed");
}

TEST_CASE("No more are counted for a quorum than there are") {
    const auto says = [](const Attendance& there) {
        Quorum quorum{{"1/2"}};
        quorum.proxies = Answer::yes;
        return code(quorum_reached(held(quorum), unset<Calls>(), there));
    };
    CHECK(says({5, 9}) == "attendance_exceeds");
    CHECK(says({5, 3, 0, 3}) == "attendance_exceeds");
    CHECK(says({5, 3, 0, 2}) == "quorum_reached");
    CHECK(says({0, 1}) == "attendance_exceeds");
}

TEST_CASE("A share of the members proposes only where their number is known and they are among them") {
    const auto says = [](std::int64_t proposers, std::int64_t members) {
        return code(may_initiate(held(Initiators{{{.fraction = Fraction{"1/10"}}}}), {{}, proposers, members}));
    };
    CHECK(says(1, 0) == "not_initiated");
    CHECK(says(11, 10) == "not_initiated");
    CHECK(says(10, 10) == "initiated");
    CHECK(says(1, 10) == "initiated");
    CHECK(says(1, 11) == "not_initiated");
}

TEST_CASE("After so many years it is the same day; after 29 February, 1 March where there is none") {
    CHECK(years_after(day(2024, 1, 10), 2) == day(2026, 1, 10));
    CHECK(years_after(day(2020, 2, 29), 2) == day(2022, 3, 1));
    CHECK(years_after(day(2020, 2, 29), 4) == day(2024, 2, 29));
    CHECK(years_after(day(2020, 2, 28), 1) == day(2021, 2, 28));
    CHECK(years_after(day(2097, 2, 28), 3) == day(2100, 2, 28));
    CHECK(years_after(day(2096, 2, 29), 4) == day(2100, 3, 1));
    CHECK(years_after(day(9998, 5, 2), 1) == day(9999, 5, 2));
    CHECK(years_after(day(9998, 5, 2), 2) == day(9999, 12, 31));
}

TEST_CASE("More than is not at least, and nobody's vote adopts nothing") {
    const auto says = [](const char* fraction, Comparison comparison, std::int64_t in_favour, std::int64_t against) {
        return code(adopted(held(majority(fraction, comparison)), {0, 0, in_favour, against}));
    };
    CHECK(says("2/3", Comparison::at_least, 66, 33) == "adopted");
    CHECK(says("2/3", Comparison::at_least, 65, 33) == "rejected");
    CHECK(says("2/3", Comparison::more_than, 66, 33) == "rejected");
    CHECK(says("2/3", Comparison::more_than, 67, 33) == "adopted");
    CHECK(says("1", Comparison::at_least, 50, 0) == "adopted");
    CHECK(says("1", Comparison::at_least, 50, 1) == "rejected");
    CHECK(says("1/2", Comparison::at_least, 0, 0) == "rejected");
    CHECK(says("1/2", Comparison::more_than, 0, 0) == "rejected");
}

TEST_CASE("Equal votes: the text fails, or the chair or the lot decides, as the rule says") {
    auto rule = majority("1/2", Comparison::more_than);
    Count equal{0, 0, 100, 100};
    CHECK(code(adopted(held(rule), equal)) == "rejected");
    for (const auto tie : {Tie::chair, Tie::lot}) {
        rule.tie = tie;
        equal.casting = {};
        CHECK(code(adopted(held(rule), equal)) == "tie_open");
        equal.casting = true;
        CHECK(code(adopted(held(rule), equal)) == "adopted_by_casting");
        equal.casting = false;
        CHECK(code(adopted(held(rule), equal)) == "rejected_by_casting");
    }
    CHECK(code(adopted(held(rule), {0, 0, 99, 100, 0, 0, 0, true})) == "rejected");
    rule.fraction = {"2/3"};
    CHECK(code(adopted(held(rule), {0, 0, 100, 100, 0, 0, 0, true})) == "rejected");
    for (const auto* share : {"501/1000", "2/3", "3/4", "1"})
        for (const std::int64_t votes : {1, 2, 3}) {
            rule.fraction = {share};
            CHECK(code(adopted(held(rule), {0, 0, votes, votes, 0, 0, 0, true})) == "rejected");
        }
    rule.fraction = {"1/2"}, rule.tie = Tie::age;  // of a text no age decides
    CHECK(code(adopted(held(rule), {0, 0, 100, 100, 0, 0, 0, true})) == "rejected");
}

TEST_CASE("An election: an absolute majority in the first rounds, then the most votes; a tie by age or by lot") {
    auto rule = majority("1/2", Comparison::more_than);
    rule.rounds = Integer<1, 9>{2};
    const auto result = [&](std::vector<Candidate> all, std::int64_t round) {
        const auto who = elected(held(rule), {}, all, round);
        return code(who.verdict) + (who.who ? " " + std::to_string(*who.who) : "");
    };
    CHECK(result({{40}, {51}, {9}}, 1) == "elected 1");
    CHECK(result({{40}, {50}, {10}}, 1) == "not_elected");
    CHECK(result({{40}, {50}, {10}}, 2) == "not_elected");
    CHECK(result({{40}, {50}, {10}}, 3) == "elected 1");
    CHECK(result({}, 3) == "not_elected");
    CHECK(result({{0}, {0}}, 3) == "not_elected");
    CHECK(result({{50}, {50}}, 3) == "tie_not_broken");
    rule.tie = Tie::age;
    CHECK(result({{50, day(1960, 5, 2)}, {50, day(1960, 5, 1)}}, 3) == "elected 1");
    CHECK(result({{50, day(1960, 5, 1)}, {50, day(1960, 5, 1)}}, 3) == "tie_not_broken");
    CHECK(result({{50, day(1960, 5, 1)}, {50}}, 3) == "tie_not_broken");
    rule.tie = Tie::lot;
    CHECK(result({{50}, {50, {}, true}}, 3) == "elected 1");
    CHECK(result({{50, {}, true}, {50, {}, true}}, 3) == "tie_not_broken");
    CHECK(result({{50}, {49, {}, true}, {50}}, 3) == "tie_not_broken");
}

TEST_CASE("Days, clear days and months of notice, on both sides of the day") {
    struct Row {
        std::int64_t length;
        Unit unit;
        Date sent, last_refused;
    };
    for (const auto& row :
         {Row{15, Unit::days, day(2026, 5, 1), day(2026, 5, 15)}, Row{15, Unit::clear_days, day(2026, 5, 1), day(2026, 5, 16)},
          Row{1, Unit::months, day(2026, 4, 15), day(2026, 5, 14)}, Row{1, Unit::months, day(2026, 1, 31), day(2026, 2, 27)},
          Row{1, Unit::months, day(2028, 1, 31), day(2028, 2, 28)}, Row{2, Unit::months, day(2026, 12, 31), day(2027, 2, 27)}}) {
        CAPTURE(row.sent.iso());
        const auto notice = held(Notice{{{row.length}, row.unit}});
        CHECK(code(notice_given(notice, {row.sent, row.last_refused})) == "notice_short");
        CHECK(code(notice_given(notice, {row.sent, row.last_refused.plus_days(1)})) == "notice_given");
    }
    CHECK(code(notice_given(held(Notice{{{0}}}), {day(2026, 5, 2), day(2026, 5, 1)})) == "notice_short");
    CHECK(code(notice_given(held(Notice{{{0}}}), {day(2026, 5, 1), day(2026, 5, 1)})) == "notice_given");
}

TEST_CASE("The agenda goes with the notice, and the documents have a time of their own, where the rule says so") {
    Notice notice{{{30}}, Delay{{10}}, Answer::yes};
    const auto sent = day(2026, 4, 1), session = day(2026, 5, 1);
    CHECK(code(notice_given(held(notice), {sent, session, {}, false})) == "agenda_missing");
    CHECK(code(notice_given(held(notice), {sent, session})) == "documents_missing");
    CHECK(code(notice_given(held(notice), {sent, session, day(2026, 4, 22)})) == "documents_late");
    CHECK(code(notice_given(held(notice), {sent, session, day(2026, 4, 21)})) == "notice_given");
    notice.agenda = Answer::no, notice.documents.reset();
    CHECK(code(notice_given(held(notice), {sent, session, {}, false})) == "notice_given");
}

TEST_CASE("Proxies: a number, a share of the votes, the smaller or the larger of both") {
    struct Row {
        std::optional<Integer<0, 1'000>> max;
        std::optional<Fraction> share;
        std::optional<Both> both;
        std::int64_t votes, limit;
    };
    const Fraction tenth{"1/10"};
    const Integer<0, 1'000> three{3};
    for (const auto& row :
         {Row{Integer<0, 1'000>{1}, {}, {}, 100, 1}, Row{Integer<0, 1'000>{2}, {}, {}, 100, 2}, Row{three, {}, {}, 100, 3},
          Row{{}, tenth, {}, 29, 2}, Row{{}, tenth, {}, 30, 3}, Row{three, tenth, Both::smaller, 29, 2},
          Row{three, tenth, Both::smaller, 40, 3}, Row{three, tenth, Both::larger, 29, 3}, Row{three, tenth, Both::larger, 40, 4}}) {
        CAPTURE(row.votes);
        CAPTURE(row.limit);
        const auto rule = held(Proxies{row.max, row.share, row.both});
        CHECK(code(may_hold_proxies(rule, {row.limit, row.votes})) == "proxies_held");
        const auto over = may_hold_proxies(rule, {row.limit + 1, row.votes});
        CHECK(code(over) == "too_many_proxies");
        CHECK(figure(over, "limit") == row.limit);
    }
    CHECK(code(may_hold_proxies(held(Proxies{Integer<0, 1'000>{0}}), {1, 100})) == "no_proxies");
    CHECK(code(may_hold_proxies(held(Proxies{{}, tenth}), {1, 9})) == "no_proxies");
}

TEST_CASE("A proxy passed on, one of another country, one held by a substitute: each by its own setting") {
    Proxies rule{Integer<0, 1'000>{1}};
    CHECK(code(may_hold_proxies(held(rule), {1, 10, false, true, false})) == "proxy_passed_on");
    CHECK(code(may_hold_proxies(held(rule), {1, 10, true, false, false})) == "proxy_of_substitute");
    CHECK(code(may_hold_proxies(held(rule), {1, 10, false, false, true})) == "proxies_held");
    rule.chain = rule.substitutes = rule.same_country = Answer::yes;
    CHECK(code(may_hold_proxies(held(rule), {1, 10, false, true, false})) == "proxies_held");
    CHECK(code(may_hold_proxies(held(rule), {1, 10, true, false, false})) == "proxies_held");
    CHECK(code(may_hold_proxies(held(rule), {1, 10, false, false, true})) == "proxy_other_country");
}

TEST_CASE("Who may vote: associates, the suspended, and dues by the cut-off day") {
    Electorate rule{Associates::consultative};
    const auto session = day(2026, 6, 10), convened = day(2026, 5, 1);
    const auto says = [&](Elector elector) {
        elector.session = session, elector.convened = convened;
        return code(may_vote(held(rule), elector));
    };
    CHECK(says({}) == "may_vote");
    CHECK(says({true}) == "associate_without_vote");
    CHECK(says({false, true}) == "suspended_without_vote");
    rule.associates = Associates::vote, rule.suspended = Answer::yes;
    CHECK(says({true, true}) == "may_vote");
    struct Row {
        DuesOf dues;
        CutOff by;
        int year;
        Date last;
    };
    for (const auto& row :
         {Row{DuesOf::year_before, CutOff::end_of_year, 2025, day(2025, 12, 31)},
          Row{DuesOf::year_before, CutOff::convening, 2025, convened}, Row{DuesOf::year_before, CutOff::opening, 2025, session},
          Row{DuesOf::same_year, CutOff::convening, 2026, convened}, Row{DuesOf::same_year, CutOff::opening, 2026, session}}) {
        CAPTURE(row.last.iso());
        rule.dues = row.dues, rule.paid_by = row.by;
        CHECK(says({}) == "dues_unpaid");
        CHECK(says({false, false, row.last}) == "may_vote_paid");
        CHECK(says({false, false, row.last.plus_days(1)}) == "dues_late");
        CHECK(dues_asked(rule, session, convened)->year == row.year);
    }
}

TEST_CASE("Votes by brackets of population, each from its first inhabitant") {
    const auto rule = held(Weights{Measure::population, {{{0}, {1}}, {{100'000}, {2}}, {{1'000'000}, {3}}}});
    for (const auto& [inhabitants, votes] : std::initializer_list<std::pair<std::int64_t, std::int64_t>>{
             {0, 1}, {99'999, 1}, {100'000, 2}, {999'999, 2}, {1'000'000, 3}, {20'000'000, 3}})
        CHECK(votes_of(rule, inhabitants).votes == votes);
    CHECK(votes_of(held(Weights{Measure::none, {{{0}, {1}}}}), 5).votes == 1);
}

TEST_CASE("Secret when it is about persons, or when enough ask for it") {
    Ballot rule;
    rule.secret_for_persons = Answer::yes;
    CHECK(ballot_for(held(rule), {}).way == BallotWay::hands);
    CHECK(ballot_for(held(rule), {true}).way == BallotWay::secret);
    rule.secret_for_persons = Answer::no;
    CHECK(ballot_for(held(rule), {true, 500, 500}).way == BallotWay::hands);
    rule.secret_on_request = Integer<1, 1'000>{5};
    CHECK(ballot_for(held(rule), {false, 4, 100}).way == BallotWay::hands);
    CHECK(ballot_for(held(rule), {false, 5, 100}).way == BallotWay::secret);
    rule.secret_on_request.reset(), rule.secret_on_request_of = Fraction{"1/4"};
    CHECK(ballot_for(held(rule), {false, 24, 97}).way == BallotWay::hands);
    CHECK(ballot_for(held(rule), {false, 25, 97}).way == BallotWay::secret);
    CHECK(ballot_for(held(rule), {false, 0, 0}).way == BallotWay::hands);
    CHECK(ballot_for(held(rule), {false, 1, 0}).way == BallotWay::hands);  // a share of nobody knows how many
    rule = {BallotWay::rollcall};
    CHECK(ballot_for(held(rule), {}).way == BallotWay::rollcall);
}

TEST_CASE("A term ends by its years, or with the local office, at once or at the next session") {
    Term rule{{2}, Integer<1, 30>{2}};
    const auto from = day(2024, 2, 29), lost = day(2025, 3, 1);
    CHECK(next_term(held(rule), {from, 0}).ends == day(2026, 3, 1));
    CHECK(code(next_term(held(rule), {from, 1}).verdict) == "term");
    CHECK(code(next_term(held(rule), {from, 2}).verdict) == "terms_exceeded");
    CHECK(next_term(held(rule), {from, 0, lost}).ends == day(2026, 3, 1));
    rule.office_lost = OfficeLost::at_once;
    CHECK(next_term(held(rule), {from, 0, lost}).ends == lost);
    CHECK(next_term(held(rule), {from, 0, day(2026, 2, 28)}).ends == day(2026, 2, 28));
    CHECK(next_term(held(rule), {from, 0, day(2026, 3, 1)}).ends == day(2026, 3, 1));
    rule.office_lost = OfficeLost::next_session;
    CHECK(next_term(held(rule), {from, 0, lost, day(2025, 6, 1)}).ends == day(2025, 6, 1));
    CHECK(next_term(held(rule), {from, 0, lost, day(2026, 6, 1)}).ends == day(2026, 3, 1));
    CHECK(next_term(held(rule), {from, 0, lost, lost}).ends == lost);
    const auto before = next_term(held(rule), {from, 0, lost, lost.plus_days(-1)});  // not the next one after the loss
    CHECK((code(before.verdict) == "term_until_session" && !before.ends));
    const auto open = next_term(held(rule), {from, 0, lost});
    CHECK((code(open.verdict) == "term_until_session" && !open.ends));
}

TEST_CASE("A number is at most, at least or exactly what the rule says") {
    RuleValue rule;
    rule.value = 10;
    const auto says = [&](std::string_view name, std::int64_t number) {
        rule.rule = name;
        return code(within(rule, number));
    };
    CHECK((says(cities_per_state, 10) == "within_rule" && says(cities_per_state, 11) == "above_rule" &&
           says(cities_per_state, 0) == "within_rule"));
    CHECK((says(dues_minimum_eur, 9) == "below_rule" && says(dues_minimum_eur, 10) == "within_rule" &&
           says(dues_minimum_eur, 11) == "within_rule"));
    CHECK((says(bureau_term_years, 9) == "below_rule" && says(bureau_term_years, 10) == "within_rule" &&
           says(bureau_term_years, 11) == "above_rule"));
}

TEST_CASE("A provision is named by its kind, its body and its kind of decision, and read back") {
    CHECK(name_of("quorum", Body::general_assembly, Matter::any) == "quorum.general_assembly");
    CHECK(name_of("entry_fee", Body::members, Matter::admission) == "entry_fee.members.admission");
    const auto back = named("quorum.general_assembly.amendment");
    REQUIRE(back);
    CHECK((back->kind == "quorum" && back->body == Body::general_assembly && back->matter == Matter::amendment));
    CHECK(named("composition.bureau")->matter == Matter::any);
    for (const auto* none : {"", "quorum", "quorum.", "quorum.nobody", "quorum.bureau.", "quorum.bureau.any", "quorum.bureau.nothing",
                             "members.cities_per_state", "dues.minimum_eur", "bureau.seats", "quorum.bureau.election.more"})
        CHECK_MESSAGE(!named(none), none);
    for (const auto& rule : known_rules()) CHECK(!named(rule.name));
}
