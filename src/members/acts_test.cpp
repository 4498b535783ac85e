// The acts of membership as people meet them, on both engines.
#include "members/acts.h"

#include "support/life.h"

#include <doctest/doctest.h>

using support::told;

namespace {

std::string correction(std::int64_t member, std::int64_t seen, const std::string& name, const std::string& kind = "city",
                       const std::string& of_class = "active") {
    return "{\"member\":" + std::to_string(member) + ",\"seen\":" + std::to_string(seen) + ",\"name\":" + support::json_of(name) +
           ",\"kind\":" + support::json_of(kind) + ",\"member_class\":" + support::json_of(of_class) + ",\"since\":\"2010\"}";
}
std::string ending(std::int64_t titular, const std::string& until) {
    return "{\"titular\":" + std::to_string(titular) + ",\"until\":" + support::json_of(until) + ",\"reason\":\"resigned\"}";
}

}  // namespace

TEST_CASE("The tenth city of a State is admitted, the eleventh is not, and another State's is") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto eleventh = life.made("members.apply_for_membership", support::application("Onzième"));
        for (int i = 1; i <= 10; ++i) life.admitted("Ville " + std::to_string(i));
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Douzième"))) == "members.cap_reached");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Association", "FR", "association"))) == "accepted");
        const auto decided = life.say("assembly.record_decision", support::admission(eleventh), life.basis);
        CHECK(told(decided) == "accepted, members.cap_reached refused");  // the fact stands, its effect does not
        const auto decision = std::to_string(decided->first_thing());
        CHECK(told(life.say("assembly.execute_decision", "{\"decision\":" + decision + "}")) == "members.cap_reached");
        CHECK_NOTHROW(life.admitted("Bruxelles", "BE"));
        CHECK(told(life.say("statutes.set_rule", support::rule(11), life.basis)) == "accepted");
        CHECK(told(life.say("assembly.execute_decision", "{\"decision\":" + decision + "}")) == "accepted");
        CHECK(told(life.say("assembly.execute_decision", "{\"decision\":" + decision + "}")) == "assembly.executed");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Douzième"))) == "members.cap_reached");
    });
}

TEST_CASE("Five cities per State before 2004, ten since: the rule is the one of the day of the decision") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location(), 10);
    life.made("statutes.set_rule", support::rule(5, "", "2004"), life.basis);
    for (int i = 1; i <= 5; ++i) life.made("members.record", support::member("Ville " + std::to_string(i), life.source), life.basis);
    const auto before = life.made("members.apply_for_membership", support::application("Avant")),
               since = life.made("members.apply_for_membership", support::application("Depuis"));
    CHECK(told(life.say("assembly.record_decision", support::admission(before, "adopted", "2003-12-31"), life.basis)) ==
          "accepted, members.cap_reached refused");
    CHECK(told(life.say("assembly.record_decision", support::admission(since, "adopted", "2004-01-01"), life.basis)) == "accepted");
}

TEST_CASE("Recorded associates and associations leave room, and a correction gives it or takes it") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location(), 1);
    const auto record = [&](const char* name, const char* kind, const char* of_class) {
        return life.made("members.record", support::member(name, life.source, "FR", kind, of_class), life.basis);
    };
    const auto may_apply = [&] {
        return told(life.writer.preview(std::vector{acts::Submission{
            {"visitor", acts::Role::visitor, "visitor"}, "members.apply_for_membership", support::application("Nouvelle"), "", ""}})[0]);
    };
    record("Associée", "city", "associate");
    const auto association = record("Association", "association", "active");
    CHECK(may_apply() == "accepted");
    CHECK(told(life.say("members.correct", correction(association, association / 1000, "Association", "city"), life.basis)) == "accepted");
    CHECK(may_apply() == "members.cap_reached");
    CHECK(told(life.say("members.correct", correction(association, life.writer.size(), "Association", "city", "associate"), life.basis)) ==
          "accepted");
    CHECK(may_apply() == "accepted");
    record("Non dite", "region", "not_stated");
    CHECK(may_apply() == "members.cap_reached");
}

TEST_CASE("A city applies once, however its name is written") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Saint-Étienne"))) == "accepted");
        for (const auto* name : {"Saint-Étienne", "SAINT ETIENNE", "saint étienne", "Saint-E\xcc\x81tienne"})
            CHECK(told(life.visitor("members.apply_for_membership", support::application(name))) == "members.already_applied");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Saint-Étienne", "BE"))) == "accepted");
        CHECK(told(life.say("members.record", support::member("Québec", life.source, "CA"), life.basis)) == "accepted");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("QUEBEC", "CA"))) == "members.already_member");
        CHECK(told(life.say("members.record", support::member("Quebec", life.source, "CA"), life.basis)) == "members.already_member");
    });
}

TEST_CASE("An application is admitted once, and not where the city is a member meanwhile") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location());
    const auto first = life.admitted("Nantes"), second = life.made("members.apply_for_membership", support::application("Rennes"));
    CHECK(told(life.say("assembly.record_decision", support::admission(first), life.basis)) == "accepted, members.already_member refused");
    life.made("members.record", support::member("RENNES", life.source), life.basis);
    CHECK(told(life.say("assembly.record_decision", support::admission(second), life.basis)) == "accepted, members.already_member refused");
    CHECK(told(life.say("assembly.record_decision", support::admission(77), life.basis)) ==
          "accepted, members.application_unknown refused");
    CHECK(told(life.say("members.admit", R"({"application":1,"since":"2026-01-01"})", life.basis)) == "acts.not_allowed");
}

TEST_CASE("A council's deliberation is of today at the latest, in the network's own time zone") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location());
    life.now = 1'790'027'000'000'000;  // 2026-09-21T21:43:20Z: 23:43 in Paris
    CHECK(told(life.visitor("members.apply_for_membership", support::application("A", "FR", "city", "2026-09-22"))) ==
          "deliberation_date date_future");
    CHECK(told(life.visitor("members.apply_for_membership", support::application("A", "FR", "city", "2026-09-21"))) == "accepted");
    life.now = 1'790'029'000'000'000;  // 22:16:40Z: past midnight there
    CHECK(told(life.visitor("members.apply_for_membership", support::application("B", "FR", "city", "2026-09-22"))) == "accepted");
    CHECK(told(life.visitor("members.apply_for_membership", support::application("C", "FR", "city", "2026-09-23"))) ==
          "deliberation_date date_future");
}

TEST_CASE("A membership is recorded with a date and a source that is known") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location());
    const auto said = [&](std::string json) { return told(life.say("members.record", json, life.basis)); };
    const auto good = support::member("Dakar", life.source, "SN");
    const auto with = [&](const std::string& from, const std::string& to) {
        auto json = good;
        return json.replace(json.find(from), from.size(), to);
    };
    const auto sources = "[" + std::to_string(life.source) + "]";
    CHECK(said(with(",\"since\":\"2010\"", "")) == "attested missing");
    CHECK(said(with("\"2010\"", "\"2026-09-22\"")) == "since date_future");
    CHECK(said(with("\"2010\"", "\"2010\",\"attested\":\"2027\"")) == "attested date_future");
    CHECK(said(with(sources, "[]")) == "sources missing");
    CHECK(said(with(sources, "[" + std::to_string(life.source) + ",999]")) == "sources[1] unknown_reference");
    CHECK(said(with("\"2010\"", "\"2010\",\"population_source\":999")) == "population_source unknown_reference");
    CHECK(said(good) == "accepted");
    CHECK(told(life.say("members.record", good)) == "basis missing");
}

TEST_CASE("A correction is refused when the member was changed meanwhile, is unknown, or would be another's namesake") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto dakar = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis),
                   thies = life.made("members.record", support::member("Thiès", life.source, "SN"), life.basis);
        const auto said = [&](const std::string& json) { return told(life.say("members.correct", json, life.basis)); };
        CHECK(said(correction(dakar, dakar / 1000, "Ville de Dakar")) == "accepted");
        const auto last = life.writer.size();
        CHECK(said(correction(dakar, dakar / 1000, "Dakar")) == "members.changed_meanwhile");
        CHECK(said(correction(dakar, last + 1, "Dakar")) == "members.changed_meanwhile");
        CHECK(said(correction(dakar, last, "thies")) == "members.already_member");
        CHECK(said(correction(dakar, last, "VILLE DE DAKAR")) == "accepted");  // its own name in other letters
        CHECK(said(correction(999, 1, "Dakar")) == "member unknown_reference");
        CHECK(said(correction(thies, thies / 1000, "Dakar")) == "accepted");  // the name is free again
    });
}

TEST_CASE("One titular at a time: the one before ends the day the next begins") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto member = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        const auto ada = life.made("people.register_person", R"({"name":"Ada Exemple"})"),
                   bea = life.made("people.register_person", R"({"name":"Bea Exemple"})");
        const auto said = [&](std::int64_t of, std::int64_t person, const char* from) {
            return told(life.say("members.name_titular", support::titular(of, person, from), life.basis));
        };
        CHECK(said(999, ada, "2020") == "member unknown_reference");
        CHECK(said(member, 999, "2020") == "person unknown_reference");
        CHECK(said(member, ada, "2026-09-22") == "from date_future");
        CHECK(said(member, ada, "2020-05-02") == "accepted");
        CHECK(said(member, ada, "2021") == "members.already_titular");
        CHECK(said(member, bea, "2020-05-01") == "from before_previous");
        CHECK(said(member, bea, "2020-05-02") == "accepted");
        auto titulars = members::titulars_of(*life.reader(), {member});
        REQUIRE(titulars.size() == 2);
        CHECK((titulars[0].person.value == bea && !titulars[0].until));
        CHECK((titulars[1].person.value == ada && titulars[1].until->edtf() == "2020-05-02"));
        const auto last = titulars[0].id.value, first = titulars[1].id.value;
        const auto end = [&](std::int64_t titular, const char* until) {
            return told(life.say("members.end_titular", ending(titular, until), life.basis));
        };
        CHECK(end(999, "2021") == "titular unknown_reference");
        CHECK(end(first, "2021") == "members.titular_ended");
        CHECK(end(last, "2020-05-01") == "until before_from");
        CHECK(end(last, "2026-09-22") == "until date_future");
        CHECK(end(last, "2026-09-21") == "accepted");
        CHECK(end(last, "2026-09-21") == "members.titular_ended");
        CHECK(said(member, ada, "2026-09-20") == "from before_end");
        CHECK(told(life.say("people.erase_person", "{\"person\":" + std::to_string(ada) + "}")) == "accepted");
        CHECK(said(member, ada, "2026-09-21") == "people.erased");
        titulars = members::titulars_of(*life.reader(), {member});
        CHECK((titulars[0].name == "Bea Exemple" && !titulars[1].name));
    });
}
