#include "assembly/assembly.h"
#include "assembly/rules.h"

#include "support/bodies.h"

#include <doctest/doctest.h>

#include <algorithm>

using support::told;

TEST_CASE("What a body decided is recorded by today, whether or not it can be carried out") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto application = life.made("members.apply_for_membership", support::application("Nantes"));
        const auto said = [&](const std::string& json) { return told(life.say("assembly.record_decision", json, life.basis)); };
        CHECK(said(support::admission(application, "adopted", "2026-09-22")) == "date date_future");
        const auto other = life.made("members.apply_for_membership", support::application("Rennes"));
        CHECK(said(support::admission(other, "rejected", "2026-09-21")) == "accepted");
        CHECK(said(support::admission(other, "adopted", "2026-09-21")) == "accepted, admissions.closed refused");
        CHECK(said(R"({"body":"bureau","date":"2026-09-01","title":"a","subject":"admission","result":"rejected"})") ==
              "subject_id missing");
        CHECK(said(R"({"body":"bureau","date":"2026-09-01","title":"a","subject":"none","result":"adopted","votes_for":0})") == "accepted");
        CHECK(said(R"({"body":"bureau","date":"2026-09-01","title":"a","subject":"none","result":"adopted","votes_for":-1})") ==
              "votes_for below");
        CHECK(said(support::admission(application, "adopted", "2026-09-21")) == "accepted");
        CHECK(said(support::admission(application, "adopted", "2026-09-21")) == "accepted, members.already_member refused");
        // Every wrong field at once.
        CHECK(said(R"({"body":"bureau","date":"2026-09-22","title":"a","subject":"admission","result":"rejected"})") ==
              "date date_future, subject_id missing");
    });
}

TEST_CASE("Only an adopted decision with something to carry out is carried out, once") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location(), 0);
    const auto decided = [&](const std::string& json) { return life.made("assembly.record_decision", json, life.basis); };
    const auto execute = [&](std::int64_t decision) {
        return told(life.say("assembly.execute_decision", "{\"decision\":" + std::to_string(decision) + "}"));
    };
    CHECK(execute(999) == "decision unknown_reference");
    life.made("statutes.set_rule", support::rule(1), life.basis);
    const auto application = life.made("members.apply_for_membership", support::application("Nantes"));
    CHECK(execute(decided(R"({"body":"bureau","date":"2026-09-21","title":"a","subject":"admission","subject_id":)" +
                          std::to_string(application) + R"(,"result":"rejected"})")) == "assembly.not_adopted");
    CHECK(execute(decided(R"({"body":"bureau","date":"2026-09-01","title":"a","subject":"none","result":"adopted"})")) ==
          "assembly.nothing_to_execute");
    life.made("statutes.set_rule", support::rule(0), life.basis);
    const auto decision = decided(support::admission(application));
    CHECK(assembly::find_decision(*life.reader(), {decision})->to_execute());
    CHECK(execute(decision) == "members.cap_reached");
    life.made("statutes.set_rule", support::rule(1), life.basis);
    CHECK(execute(decision) == "accepted");
    CHECK_FALSE(assembly::find_decision(*life.reader(), {decision})->to_execute());
    CHECK(execute(decision) == "assembly.executed");
    CHECK(told(life.visitor("assembly.execute_decision", R"({"decision":1})")) == "acts.not_allowed");
}

TEST_CASE("A decision is annulled by a later one that is adopted, once, and allows nothing more") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto decided = [&](const std::string& subject, std::int64_t thing, const std::string& day,
                                 const std::string& result = "adopted") {
            return life.say("assembly.record_decision",
                            R"({"body":"general_assembly","date":")" + day + R"(","title":"Exemple","subject":")" + subject + "\"" +
                                (thing ? ",\"subject_id\":" + std::to_string(thing) : "") + R"(,"result":")" + result + "\"}",
                            life.basis);
        };
        const auto number = [&](const acts::Outcome& outcome) { return outcome->number.value * 1000 + 1; };
        const auto first = number(decided("statutes", 0, "2026-09-02"));
        CHECK(told(decided("annulment", 0, "2026-09-03")) == "subject_id missing");
        CHECK(told(decided("annulment", 999, "2026-09-03")) == "subject_id not_decided_about");
        const auto itself = (std::int64_t(life.writer.size()) + 1) * 1000 + 1;
        CHECK(told(decided("annulment", itself, "2026-09-03")) == "subject_id not_decided_about");
        CHECK(told(decided("annulment", first, "2026-09-01")) == "accepted, assembly.annulled_before refused");
        CHECK(told(decided("annulment", first, "2026-09-03", "rejected")) == "accepted");
        CHECK_FALSE(assembly::find_decision(*life.reader(), {first})->annulled_by);
        CHECK(told(decided("annulment", first, "2026-09-02")) == "accepted");
        CHECK(assembly::find_decision(*life.reader(), {first})->annulled_by);
        CHECK(told(decided("annulment", first, "2026-09-04")) == "accepted, assembly.annulled refused");

        // Of an earlier day it is not annulled yet; and what was annulled does not come back by annulling that.
        const auto second = number(decided("statutes", 0, "2026-09-05")), annuls = number(decided("annulment", second, "2026-09-10"));
        const auto annulled_on = [&](const char* day) {
            const auto db = life.reader();
            for (const auto& one : assembly::list_decisions(*db, {.on = base::Date::parse(day)}, 0, 50))
                if (one.id.value == second) return one.annulled_by.has_value();
            FAIL("not listed");
            return false;
        };
        CHECK_FALSE(annulled_on("2026-09-09"));
        CHECK(annulled_on("2026-09-10"));
        CHECK(told(decided("annulment", annuls, "2026-09-11")) == "subject_id annulment_stands");

        const auto asked = [&](const std::string& basis, assembly::Subject subject, std::int64_t thing = 0) {
            const auto db = life.reader();
            const acts::Stamp stamp{.basis = basis};
            const auto answer = assembly::decided(acts::Reader(*db, stamp), subject, thing);
            return answer ? std::string("granted") : answer.error().why.code;
        };
        using assembly::Subject;
        CHECK(asked("decision:" + std::to_string(first), Subject::statutes) == "assembly.annulled");
        const auto election = number(decided("election", 0, "2026-09-02"));
        CHECK(asked("decision:" + std::to_string(election), Subject::election) == "granted");
        CHECK(asked("decision:" + std::to_string(election), Subject::statutes) == "assembly.about_something_else");
        CHECK(asked("decision:1", Subject::election) == "assembly.needs_decision");
        CHECK(asked(life.basis, Subject::election) == "assembly.needs_decision");
        CHECK(asked("", Subject::election) == "assembly.needs_decision");
        const auto refused = number(decided("election", 0, "2026-09-02", "rejected"));
        CHECK(asked("decision:" + std::to_string(refused), Subject::election) == "assembly.not_adopted");
        const auto dakar = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        const auto suspension = number(decided("suspension", dakar, "2026-09-02"));
        CHECK(asked("decision:" + std::to_string(suspension), Subject::suspension, dakar) == "granted");
        CHECK(asked("decision:" + std::to_string(suspension), Subject::suspension, dakar + 1) == "assembly.about_something_else");
    });
}

TEST_CASE("A page of decisions is a piece of the whole list, from whichever end it is read") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        for (int i = 0; i < 23; ++i)
            life.made("assembly.record_decision",
                      R"({"body":")" + std::string(i % 3 ? "bureau" : "general_assembly") + R"(","date":"2020-01-)" +
                          std::to_string(10 + i * i % 7) + R"(","title":"Exemple","subject":"none","result":")" +
                          (i % 5 ? "adopted" : "rejected") + R"("})",
                      life.basis);
        const auto db = life.reader();
        const auto numbers = [](const std::vector<assembly::KnownDecision>& decisions) {
            std::vector<std::int64_t> all;
            for (const auto& one : decisions) all.push_back(one.id.value);
            return all;
        };
        for (const auto& filter : {assembly::DecisionFilter{}, assembly::DecisionFilter{.body = assembly::Body::bureau},
                                   assembly::DecisionFilter{.on = base::Date::parse("2020-01-12")},
                                   assembly::DecisionFilter{.result = assembly::Result::rejected}}) {
            const auto total = assembly::count_decisions(*db, filter);
            const auto whole = numbers(assembly::list_decisions(*db, filter, 0, 100));
            REQUIRE(std::int64_t(whole.size()) == total);
            auto by_number = whole;
            std::ranges::sort(by_number);
            CHECK(numbers(assembly::decisions_after(*db, 0, 100, filter)) == by_number);
            for (std::int64_t offset = 0; offset <= total + 1; ++offset)
                for (const std::int64_t most : {1, 4, 9, 40}) {
                    CAPTURE(offset);
                    CAPTURE(most);
                    const auto begin = whole.begin() + std::min(offset, total), end = whole.begin() + std::min(offset + most, total);
                    CHECK(numbers(assembly::list_decisions(*db, filter, offset, most)) == std::vector(begin, end));
                    CHECK(numbers(assembly::list_decisions(*db, filter, offset, most, total)) == std::vector(begin, end));
                }
        }
    });
}

TEST_CASE("What is decided is there, and of the kind that the subject is about") {
    support::for_each_engine([](const store::Location& location) {
        support::Seated life(location);
        const auto application = life.made("members.apply_for_membership", support::application("Nantes"));
        const auto mandate = life.seat(life.president, life.dakar, "2020-01-01", life.basis);
        const auto decision = life.decision("none", "2026-09-01")->first_thing();
        struct Row {
            const char* subject;
            std::int64_t thing;
        };
        const std::vector<Row> right{
            {"admission", application},       {"suspension", life.dakar.member}, {"reinstatement", life.dakar.member},
            {"exclusion", life.paris.member}, {"resignation", mandate},          {"removal", mandate},
            {"annulment", decision}};
        for (const auto& row : right)
            for (const std::int64_t thing :
                 {application, life.dakar.member, life.paris.member, mandate, decision, life.bureau, std::int64_t(42)}) {
                CAPTURE(row.subject);
                CAPTURE(thing);
                const auto of_member = [&](std::int64_t id) { return id == life.dakar.member || id == life.paris.member; };
                const bool of_kind = thing == row.thing || (of_member(thing) && of_member(row.thing));
                const auto size = life.writer.size();
                // What was not adopted effects nothing, and is about something all the same.
                const auto said = life.decision(row.subject, "2026-09-01", thing, "rejected");
                CHECK((told(said) == "subject_id not_decided_about") == !of_kind);
                CHECK((life.writer.size() == size) == !of_kind);
            }
    });
}

TEST_CASE("More votes against than for adopt nothing; a majority that is set asks for as many as it says, with its article") {
    using namespace statutes;
    const auto majority = [](const char* fraction, Comparison comparison, MajorityBase base, Tie tie = Tie::fails) {
        Majority rule;
        rule.fraction = {fraction}, rule.comparison = comparison, rule.base = base, rule.tie = tie;
        return Held<Majority>{"majority.bureau", rule};
    };
    const Held<Majority> none{"majority.bureau", {}}, simple = majority("1/2", Comparison::more_than, MajorityBase::cast);
    const auto two_thirds = majority("2/3", Comparison::at_least, MajorityBase::cast);
    const auto of_all = majority("1/2", Comparison::more_than, MajorityBase::members);
    const auto by_chair = majority("1/2", Comparison::more_than, MajorityBase::cast, Tie::chair);
    auto in_rounds = simple;
    in_rounds.rule->rounds = acts::Integer<1, 9>{2};
    struct Row {
        const Held<Majority>& held;
        std::int64_t in_favour, against, abstentions;
        const char* expected;
    };
    for (const Row& row :
         {Row{none, 10, 10, 0, "accepted"}, Row{none, 9, 10, 0, "result more_against"}, Row{none, 0, 0, 5, "accepted"},
          Row{simple, 11, 10, 0, "accepted"}, Row{simple, 10, 10, 0, "assembly.votes_too_few"},
          Row{simple, 2, 10, 0, "assembly.votes_too_few"}, Row{simple, 2, 1, 90, "accepted"}, Row{by_chair, 10, 10, 0, "accepted"},
          Row{by_chair, 9, 10, 0, "assembly.votes_too_few"}, Row{two_thirds, 20, 10, 0, "accepted"},
          Row{two_thirds, 19, 10, 0, "assembly.votes_too_few"},
          // Those who abstained are members too: how many more there are is not said.
          Row{of_all, 11, 5, 5, "accepted"}, Row{of_all, 10, 5, 5, "assembly.votes_too_few"}, Row{in_rounds, 4, 10, 0, "accepted"}}) {
        CAPTURE(row.in_favour);
        CAPTURE(row.against);
        CHECK(support::told(assembly::votes_may_adopt(row.held, row.in_favour, row.against, row.abstentions)) == row.expected);
    }
    const auto refused = assembly::votes_may_adopt(two_thirds, 19, 10, 1);
    CHECK(refused.error().why.article == "rule:majority.bureau");
    const auto figures = refused.error().why.figures;
    CHECK(std::ranges::find(figures, base::Figure{"needed", std::int64_t(20)}) != figures.end());

    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto decide = [&](const char* subject, const char* result, const std::string& votes) {
            return told(life.say("assembly.record_decision",
                                 std::string(R"({"body":"general_assembly","date":"2026-09-01","title":"a","subject":")") + subject +
                                     R"(","result":")" + result + "\"" + votes + "}",
                                 life.basis));
        };
        CHECK(decide("none", "adopted", R"(,"votes_for":2,"votes_against":10)") == "result more_against");
        CHECK(decide("none", "rejected", R"(,"votes_for":2,"votes_against":10)") == "accepted");
        CHECK(decide("none", "adopted", R"(,"votes_against":10)") == "accepted");  // how many were for is not said
        life.made("statutes.set_majority",
                  R"({"place":{"body":"general_assembly","matter":"amendment","article_fr":"Statuts","article_en":"Statutes"},)"
                  R"("says":{"fraction":"2/3","comparison":"at_least","base":"cast","abstentions":"no","blanks":"no","tie":"fails"}})",
                  life.basis);
        CHECK(decide("statutes", "adopted", R"(,"votes_for":19,"votes_against":10)") == "assembly.votes_too_few");
        CHECK(decide("statutes", "adopted", R"(,"votes_for":20,"votes_against":10)") == "accepted");
        CHECK(decide("none", "adopted", R"(,"votes_for":19,"votes_against":10)") == "accepted");  // no rule of its matter
    });
}
