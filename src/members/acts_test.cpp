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

TEST_CASE("Of a membership that is recorded, every wrong field is said at once") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto said = [&](const std::string& more) {
            return told(life.say("members.record", R"({"name":"Dakar","country":"SN","kind":"city","member_class":"active")" + more + "}",
                                 life.basis));
        };
        CHECK(said(R"(,"since":"2030","attested":"2031","population_source":998,"distinct_from":999)") ==
              "since date_future, attested date_future, sources missing, population_source unknown_reference, distinct_from "
              "unknown_reference");
        CHECK(said(R"(,"sources":[998,)" + std::to_string(life.source) + ",999]") ==
              "attested missing, sources[0] unknown_reference, sources[2] unknown_reference");
        life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        CHECK(said(R"(,"since":"2030")") == "since date_future, sources missing");  // and another of the name, once these are right
    });
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

TEST_CASE("Who held the executive before is recorded beside the others, and nobody's time changes by it") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto member = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        const auto ada = life.made("people.register_person", R"({"name":"Ada Exemple"})"),
                   bea = life.made("people.register_person", R"({"name":"Bea Exemple"})"),
                   cléo = life.made("people.register_person", R"({"name":"Cléo Exemple"})");
        const auto named = [&](std::int64_t person, const char* from) {
            return told(life.say("members.name_titular", support::titular(member, person, from), life.basis));
        };
        const auto former = [&](std::int64_t of, std::int64_t person, const char* from, const char* until,
                                const char* reason = "term_ended") {
            auto json = support::titular(of, person, from);
            json.back() = ',';
            return told(
                life.say("members.record_former_titular", json + "\"until\":\"" + until + "\",\"reason\":\"" + reason + "\"}", life.basis));
        };
        CHECK(named(ada, "2020-07-01") == "accepted");
        CHECK(former(999, bea, "2008", "2014") == "member unknown_reference");
        CHECK(former(member, 999, "2008", "2014") == "person unknown_reference");
        CHECK(former(member, bea, "2008", "2026-09-22") == "until date_future");
        CHECK(former(member, bea, "2014", "2008") == "until before_from");
        CHECK(former(999, 998, "2027", "2028") ==
              "member unknown_reference, person unknown_reference, from date_future, until date_future");
        CHECK(former(member, bea, "2008", "2020-07-02") == "members.terms_overlap");
        CHECK(former(member, bea, "2008", "2014") == "accepted");
        CHECK(former(member, cléo, "2013", "2015") == "members.terms_overlap");
        CHECK(former(member, cléo, "2014", "2020-07-01") == "accepted");
        std::string all;
        for (const auto& titular : members::titulars_of(*life.reader(), {member}))
            all += *titular.name + " " + titular.from.edtf() + "/" + (titular.until ? titular.until->edtf() : "") + "; ";
        CHECK(all == "Ada Exemple 2020-07-01/; Cléo Exemple 2014/2020-07-01; Bea Exemple 2008/2014; ");
        // The one in office is still the one who gives way.
        CHECK(named(cléo, "2026-01-01") == "accepted");
        const auto titulars = members::titulars_of(*life.reader(), {member});
        CHECK((titulars[0].person.value == cléo && !titulars[0].until));
        CHECK((titulars[1].person.value == ada && titulars[1].until->edtf() == "2026-01-01"));
        // Where only former ones are known, the next begins after them.
        const auto other = life.made("members.record", support::member("Thiès", life.source, "SN"), life.basis);
        CHECK(former(other, bea, "2008", "2014-05-02") == "accepted");
        const auto next = [&](const char* from) {
            return told(life.say("members.name_titular", support::titular(other, ada, from), life.basis));
        };
        // Nobody died before they held what they held.
        const auto third = life.made("members.record", support::member("Rufisque", life.source, "SN"), life.basis);
        CHECK(former(third, ada, "2001", "2010", "died") == "members.held_later");
        CHECK(former(third, bea, "2001", "2014-05-01", "died") == "members.held_later");
        CHECK(former(third, bea, "2001", "2014", "died") == "accepted");
        CHECK(next("2014-05-01") == "members.terms_overlap");
        CHECK(next("2014-05-02") == "accepted");
    });
}

TEST_CASE("Whoever died in office holds it no more, in this city or another") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto dakar = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis),
                   thies = life.made("members.record", support::member("Thiès", life.source, "SN"), life.basis);
        const auto ada = life.made("people.register_person", R"({"name":"Ada Exemple"})");
        const auto named = [&](std::int64_t of, const char* from) {
            return life.say("members.name_titular", support::titular(of, ada, from), life.basis);
        };
        const auto titular = named(dakar, "2020-05-02")->first_thing();
        life.made("members.end_titular", "{\"titular\":" + std::to_string(titular) + R"(,"until":"2026-09-01","reason":"died"})",
                  life.basis);
        const auto ended = std::int64_t(life.last());
        for (const auto of : {dakar, thies}) {
            const auto refused = named(of, "2026-09-15");
            REQUIRE(told(refused) == "members.died");
            CHECK(refused.error().why.figures == std::vector<base::Figure>{{"on", std::string("2026-09-01")}, {"number", ended}});
        }
        CHECK(told(named(thies, "2026-09-01")) == "members.died");
        CHECK(told(named(thies, "2019")) == "accepted");  // what was before is told afterwards
    });
}
