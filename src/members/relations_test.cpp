// Who acts for a member, by what, and which association it belongs to.
#include "members/acts.h"
#include "members/pages.h"

#include "support/life.h"

#include <doctest/doctest.h>

using support::told;

namespace {
std::string id(std::int64_t number) { return std::to_string(number); }
std::string substitute(std::int64_t member, std::int64_t person, const std::string& from) {
    return "{\"member\":" + id(member) + ",\"person\":" + id(person) + R"(,"title":"Première adjointe","from":")" + from + "\"}";
}
}  // namespace

TEST_CASE("A mayor dies the day before: somebody acts from that day, and one appointed follows") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto city = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        const auto person = [&](const std::string& name) {
            return life.made("people.register_person", "{\"name\":" + support::json_of(name) + "}");
        };
        const auto titular = life.made("members.name_titular", support::titular(city, person("Maire Exemple"), "2020-05-28"), life.basis);
        CHECK(told(life.say("members.end_titular", "{\"titular\":" + id(titular) + R"(,"until":"2026-09-20","reason":"died"})",
                            life.basis)) == "accepted");
        const auto named = [&](const std::string& from, const std::string& nature) {
            auto json = support::titular(city, person("Une Exemple"), from);
            json.back() = ',';
            return told(life.say("members.name_titular", json + "\"nature\":\"" + nature + "\"}", life.basis));
        };
        CHECK(named("2026-09-19", "acting") == "from before_end");
        CHECK(named("2026-09-20", "regent") == "nature choice");
        CHECK(named("2026-09-20", "acting") == "accepted");
        const auto all = members::titulars_of(*life.reader(), {city});
        REQUIRE(all.size() == 2);
        CHECK((all[0].nature == members::Nature::acting && !all[0].until));
        CHECK((!all[1].nature && all[1].until->edtf() == "2026-09-20"));
        CHECK(named("2026-09-21", "special_delegation") == "accepted");
        CHECK(members::titulars_of(*life.reader(), {city})[1].until->edtf() == "2026-09-21");
    });
}

TEST_CASE("A mayor who loses the election between the convening and the session is not in office that day") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location());
    const auto city = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
    const auto first = life.made("people.register_person", R"({"name":"Maire Exemple"})"),
               next = life.made("people.register_person", R"({"name":"Mairesse Exemple"})");
    life.made("members.name_titular", support::titular(city, first, "2020-05-28"), life.basis);
    life.made("members.name_titular", support::titular(city, next, "2026-09-10"), life.basis);  // convened on the 1st, sitting on the 20th
    CHECK(members::titulars_in_office(*life.reader()) == std::vector<base::Id<base::Person>>{{next}});
}

TEST_CASE("A substitute is named where the statutes allow one, by the titular or the secretariat") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto city = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        const auto deputy = life.made("people.register_person", R"({"name":"Adjointe Exemple"})");
        const auto name = [&](const std::string& from) {
            return told(life.say("members.name_substitute", substitute(city, deputy, from)));
        };
        CHECK(name("2024") == "statutes.rule_not_set");
        life.made("statutes.set_rule", support::rule(0, "", "", "members.substitutes_allowed"), life.basis);
        CHECK(name("2024") == "members.substitutes_reached");
        life.made("statutes.set_rule", support::rule(1, "", "", "members.substitutes_allowed"), life.basis);
        CHECK(name("2026-09-22") == "from date_future");
        CHECK(name("2024-03") == "accepted");
        CHECK(name("2024-03") == "members.substitutes_reached");
        const auto named = members::substitutes_of(*life.reader(), {city});
        REQUIRE(named.size() == 1);
        CHECK(named[0].name == "Adjointe Exemple");
        const auto end = [&](const std::string& until) {
            return told(life.say("members.end_substitute", "{\"substitute\":" + id(named[0].id.value) + ",\"until\":\"" + until + "\"}"));
        };
        CHECK(end("2024-02") == "until before_from");
        CHECK(end("2025") == "accepted");
        CHECK(end("2025") == "members.substitute_ended");
        CHECK(name("2025") == "accepted");
        CHECK(told(life.say("members.resign", "{\"member\":" + id(city) + R"(,"from":"2026-01-01"})")) == "accepted");
        CHECK(name("2026") == "members.not_a_member");
    });
}

TEST_CASE("A contact is kept as long as the person consents, and leaves every list when they do not") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto city = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        const auto person = life.made("people.register_person", R"({"name":"Agent Exemple","email":"agent@ville.example.org"})"),
                   other = life.made("people.register_person", R"({"name":"Autre Exemple"})");
        const auto add = [&](std::int64_t who, const std::string& service, const std::string& on = "2026-01-01") {
            return told(life.say("members.add_contact", "{\"member\":" + id(city) + ",\"person\":" + id(who) + ",\"service\":" +
                                                            support::json_of(service) + ",\"consent_on\":\"" + on + "\"}"));
        };
        CHECK(add(person, "Cabinet", "2026-09-22") == "consent_on date_future");
        CHECK(add(person, "Cabinet") == "accepted");
        CHECK(add(person, "CABINET") == "members.contact_known");
        CHECK(add(other, "Cabinet") == "accepted");
        CHECK(members::service_contacts(*life.reader()).size() == 2);
        const auto contacts = members::contacts_of(*life.reader(), {city});
        REQUIRE(contacts.size() == 2);
        CHECK(told(life.say("members.withdraw_contact", "{\"contact\":" + id(contacts[0].id.value) + "}")) == "accepted");
        CHECK(told(life.say("members.withdraw_contact", "{\"contact\":" + id(contacts[0].id.value) + "}")) == "contact unknown_reference");
        CHECK(members::service_contacts(*life.reader()).size() == 1);
        CHECK(told(life.say("people.erase_person", "{\"person\":" + id(other) + "}")) == "accepted");
        CHECK(members::contacts_of(*life.reader(), {city}).empty());
        CHECK(members::service_contacts(*life.reader()).empty());
    });
}

TEST_CASE("An association says what it covers, with the source of its count, and whom it gathers") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto city = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis),
                   association =
                       life.made("members.record", support::member("Association Exemple", life.source, "SN", "association"), life.basis);
        const auto covers = [&](std::int64_t who, const std::string& more) {
            return told(life.say("members.state_coverage", "{\"association\":" + id(who) + "," + more + "}", life.basis));
        };
        CHECK(covers(city, R"("countries":["SN"])") == "association no_association");
        CHECK(covers(association, R"("countries":[])") == "countries missing");
        CHECK(covers(association, R"("countries":["SN"],"authorities":557)") == "source missing");
        CHECK(covers(association, R"("countries":["SN"],"authorities":557,"source":)" + id(life.source)) == "counted missing");
        CHECK(covers(association, R"("countries":["SN"],"authorities":557,"counted":"2020","source":)" + id(life.source)) == "accepted");
        CHECK(covers(association, R"("countries":["SN","GM"])") == "accepted");
        const auto coverage = members::coverage_of(*life.reader(), {association});
        REQUIRE(coverage);
        CHECK((coverage->countries == std::vector<std::string>{"GM", "SN"} && !coverage->authorities));
        const auto join = [&](std::int64_t who, std::int64_t which) {
            return told(life.say("members.join_association",
                                 "{\"member\":" + id(who) + ",\"association\":" + id(which) + R"(,"from":"2015"})", life.basis));
        };
        CHECK(join(city, city) == "association no_association");
        CHECK(join(association, association) == "association same_member");
        CHECK(join(city, association) == "accepted");
        CHECK(join(city, association) == "members.in_association");
        CHECK(members::count_gathered(*life.reader(), {association}) == 1);
        const auto leave = [&](const std::string& until) {
            return told(life.say("members.leave_association",
                                 "{\"member\":" + id(city) + ",\"association\":" + id(association) + ",\"until\":\"" + until + "\"}",
                                 life.basis));
        };
        CHECK(leave("2014") == "until before_from");
        CHECK(leave("2020") == "accepted");
        CHECK(leave("2020") == "members.not_in_association");
        CHECK(members::associations_of(*life.reader(), {city}).size() == 1);  // its past stays
        CHECK(join(city, association) == "accepted");
    });
}
