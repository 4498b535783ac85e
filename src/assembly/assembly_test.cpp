#include "assembly/assembly.h"

#include "support/life.h"

#include <doctest/doctest.h>

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
    CHECK(execute(decided(support::admission(77, "rejected"))) == "assembly.not_adopted");
    CHECK(execute(decided(R"({"body":"bureau","date":"2026-09-01","title":"a","subject":"none","result":"adopted"})")) ==
          "assembly.nothing_to_execute");
    CHECK(execute(decided(support::admission(77))) == "members.application_unknown");
    life.made("statutes.set_rule", support::rule(1), life.basis);
    const auto application = life.made("members.apply_for_membership", support::application("Nantes"));
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
        CHECK(told(decided("annulment", 999, "2026-09-03")) == "accepted, assembly.unknown refused");
        const auto itself = (std::int64_t(life.writer.size()) + 1) * 1000 + 1;
        CHECK(told(decided("annulment", itself, "2026-09-03")) == "accepted, assembly.unknown refused");
        CHECK_FALSE(assembly::find_decision(*life.reader(), {itself})->annulled_by);
        CHECK(told(decided("annulment", first, "2026-09-01")) == "accepted, assembly.annulled_before refused");
        CHECK(told(decided("annulment", first, "2026-09-03", "rejected")) == "accepted");
        CHECK_FALSE(assembly::find_decision(*life.reader(), {first})->annulled_by);
        CHECK(told(decided("annulment", first, "2026-09-02")) == "accepted");
        CHECK(assembly::find_decision(*life.reader(), {first})->annulled_by);
        CHECK(told(decided("annulment", first, "2026-09-04")) == "accepted, assembly.annulled refused");

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
        const auto suspension = number(decided("suspension", 12, "2026-09-02"));
        CHECK(asked("decision:" + std::to_string(suspension), Subject::suspension, 12) == "granted");
        CHECK(asked("decision:" + std::to_string(suspension), Subject::suspension, 13) == "assembly.about_something_else");
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
