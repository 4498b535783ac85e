#include "assembly/pages.h"

#include "support/life.h"
#include "support/site.h"

#include <doctest/doctest.h>

using support::told;

namespace {

std::string session_json(const std::string& source, const std::string& more = "", const char* date = "2014-11-03",
                         const char* until = "2014-11-06") {
    return R"({"body":"general_assembly","number_known":"stated","number":34,"place":"Kinshasa","country":"CD","mode":"in_person","date":")" +
           std::string(date) + R"(","until":")" + until + R"(","translated":"none","confidence":"confirmed","sources":[)" + source + "]" +
           more + "}";
}

}  // namespace

TEST_CASE("A session is recorded with its sources, a number or that none is known, and what is said in both languages") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto source = std::to_string(life.source);
        const auto said = [&](const std::string& json) { return told(life.say("assembly.record_session", json, life.basis)); };
        CHECK(said(session_json(source)) == "accepted");
        CHECK(said(session_json("")) == "sources no_source");
        CHECK(said(session_json("77")) == "sources[0] unknown_reference");
        CHECK(said(session_json(source, R"(,"theme_fr":"a","note_en":"b")")) == "theme_en missing, note_fr missing");
        CHECK(said(session_json(source, R"(,"theme_en":"a","note_fr":"b")")) == "theme_fr missing, note_en missing");
        CHECK(said(session_json(source, "", "2014-11-06", "2014-11-06")) == "accepted");
        CHECK(said(session_json(source, "", "2014-11-06", "2014-11-05")) == "until before_beginning");
        const auto bare = [&](const char* known, const char* more, const char* mode = "not_stated") {
            return said(std::string(R"({"body":"bureau","number_known":")") + known + R"(","mode":")" + mode +
                        R"(","date":"2011","translated":"none","confidence":"confirmed","sources":[)" + source + "]" + more + "}");
        };
        CHECK(bare("unknown", "") == "accepted");
        CHECK(bare("unknown", R"(,"number":3)") == "number_known number_given");
        CHECK(bare("stated", "") == "number missing");
        CHECK(bare("inferred", R"(,"number":3)") == "accepted");
        CHECK(bare("unknown", "", "in_person") == "place missing");
        CHECK(bare("unknown", "", "online") == "accepted");
        const auto db = life.reader();
        CHECK(assembly::count_sessions(*db, {}) == 5);
        CHECK(assembly::count_sessions(*db, {assembly::Body::bureau, {}}) == 3);
        CHECK(assembly::count_sessions(*db, {{}, base::Date::parse("2011-12-31")}) == 3);
        CHECK(assembly::sessions_of_source(*db, {life.source}).size() == 5);
    });
}

TEST_CASE("A session is corrected by who saw it as it is") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto source = std::to_string(life.source);
        const auto id = life.made("assembly.record_session", session_json(source), life.basis);
        const auto correct = [&](std::int64_t session, std::int64_t seen, const char* place) {
            return told(
                life.say("assembly.correct_session",
                         R"({"number_known":"unknown","mode":"in_person","date":"2014","translated":"none","confidence":"confirmed")"
                         R"(,"place":")" +
                             std::string(place) + R"(","sources":[)" + source + "],\"session\":" + std::to_string(session) +
                             ",\"seen\":" + std::to_string(seen) + "}",
                         life.basis));
        };
        CHECK(correct(999, 1, "Paris") == "session unknown_reference");
        CHECK(correct(id, id / 1000, "Paris") == "accepted");
        CHECK(correct(id, id / 1000, "Lyon") == "assembly.changed_meanwhile");
        const auto session = assembly::find_session(*life.reader(), {id});
        CHECK(session->place == "Paris");
        CHECK_FALSE(session->number);
        CHECK_FALSE(session->until);
        CHECK(session->body == assembly::Body::general_assembly);
        CHECK(assembly::sources_of(*life.reader(), {id}).size() == 1);
    });
}

TEST_CASE("A decision can be one of a session of its body, on one of its days") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto session = life.made("assembly.record_session", session_json(std::to_string(life.source)), life.basis);
        const auto decide = [&](const char* body, const char* day, std::int64_t of) {
            return told(life.say("assembly.record_decision",
                                 std::string(R"({"body":")") + body + R"(","date":")" + day +
                                     R"(","title":"a","subject":"none","result":"adopted","session":)" + std::to_string(of) + "}",
                                 life.basis));
        };
        CHECK(decide("general_assembly", "2014-11-03", 77) == "session unknown_reference");
        CHECK(decide("bureau", "2014-11-03", session) == "session other_body");
        CHECK(decide("general_assembly", "2014-11-02", session) == "date outside_session");
        CHECK(decide("general_assembly", "2014-11-03", session) == "accepted");
        CHECK(decide("general_assembly", "2014-11-06", session) == "accepted");
        CHECK(decide("general_assembly", "2014-11-07", session) == "date outside_session");
        CHECK(assembly::decisions_of(*life.reader(), {session}).size() == 2);
    });
}

TEST_CASE("Who annuls is told on the page of the annulled decision, and the other way; votes cast are counted there") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    const auto source = site.made("sources.record", R"({"title":"a","kind":"document"})");
    const auto decide = [&](const std::string& subject, const std::string& more) {
        return std::to_string(site.made(
            "assembly.record_decision",
            R"({"body":"bureau","date":"2026-09-02","title":"Exemple","result":"adopted","subject":")" + subject + "\"" + more + "}",
            "source:" + std::to_string(source)));
    };
    const auto first = decide("statutes", R"(,"votes_for":12,"votes_against":3,"abstentions":1)");
    const auto second = decide("annulment", ",\"subject_id\":" + first);
    const auto annulled = site.body("/decisions/" + first), annuls = site.body("/decisions/" + second), list = site.body("/en/decisions");
    CHECK(annulled.find("/decisions/" + second + "\"") != std::string::npos);
    CHECK(annulled.find("15 suffrages exprimés") != std::string::npos);
    CHECK(annuls.find("/decisions/" + first + "\"") != std::string::npos);
    CHECK(list.find("Annulled") != std::string::npos);
    CHECK(list.find("Carried out") != std::string::npos);
    // What is decided is told by its name.
    const auto dakar = site.made("members.record", support::member("Dakar", source, "SN"), "source:" + std::to_string(source));
    const auto suspends = site.body("/decisions/" + decide("suspension", ",\"subject_id\":" + std::to_string(dakar)));
    CHECK(suspends.find("<bdi>Dakar</bdi>") != std::string::npos);
    CHECK(suspends.find("Membre n°") == std::string::npos);
    CHECK(annulled.find("1 abstention\u00a0:") != std::string::npos);
    CHECK(site.get("/decisions/999").status == 404);
}

TEST_CASE("A session has its page under its number and words, and only what is dated to the day stands in the calendar") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    const auto source = std::to_string(site.made("sources.record", R"({"title":"a","kind":"document"})"));
    const auto id = std::to_string(site.made("assembly.record_session", session_json(source), "source:" + source));
    site.made(
        "assembly.record_session",
        R"({"body":"bureau","number_known":"unknown","mode":"online","date":"2011","translated":"none","confidence":"confirmed","sources":[)" +
            source + "]}",
        "source:" + source);
    CHECK(site.get("/seances/" + id).status == 301);
    const auto page = site.body("/seances/" + id + "-assemblee-generale-kinshasa-2014");
    CHECK(page.find("34e Assemblée générale, Kinshasa") != std::string::npos);
    CHECK(page.find("/sources/" + source + "\"") != std::string::npos);
    CHECK(site.get("/seances/999").status == 404);
    const auto calendar = site.body("/seances.ics");
    CHECK(calendar.find("DTSTART;VALUE=DATE:20141103") != std::string::npos);
    CHECK(calendar.find("DTEND;VALUE=DATE:20141107") != std::string::npos);  // the day after the last, RFC 5545 §3.6.1
    CHECK(calendar.find("2011") == std::string::npos);
    CHECK(site.body("/en/sessions").find("/en/sessions.ics\"") != std::string::npos);
    const auto all = site.body("/en/sessions"), bureaus = site.body("/en/sessions?body=bureau");
    CHECK(all.find("34th General Assembly") != std::string::npos);
    CHECK(bureaus.find("34th General Assembly") == std::string::npos);
    CHECK(bureaus.find("Bureau meeting, online") != std::string::npos);
    CHECK(site.body("/en/history").find("Kinshasa (34th)") != std::string::npos);
}

TEST_CASE("The calendar counts corrections, follows the filter of the list, and is none without an event") {
    support::for_each_engine([](const store::Location& location) {
        support::Site site(location);
        const auto source = std::to_string(site.made("sources.record", R"({"title":"a","kind":"document"})")), basis = "source:" + source;
        const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
        CHECK(site.get("/seances.ics").status == 404);
        CHECK(!has(site.body("/seances"), "/seances.ics"));

        // The last of all days has no day after it, which an event of a whole day ends with (RFC 5545 §3.6.1): it alone is left out.
        site.made("assembly.record_session", session_json(source, "", "9999-12-31", "9999-12-31"), basis);
        CHECK(site.get("/seances.ics").status == 404);
        site.made("assembly.record_session", session_json(source, "", "9999-12-30", "9999-12-30"), basis);
        CHECK(has(site.body("/seances.ics"), "DTEND;VALUE=DATE:99991231"));
        CHECK(!has(site.body("/seances.ics"), "DTSTART;VALUE=DATE:99991231"));

        const auto made = site.say("assembly.record_session", session_json(source), basis);
        REQUIRE(made);
        const auto id = std::to_string(made->first_thing());
        const auto event = [&] {
            const auto all = site.body("/seances.ics");
            const auto at = all.find("UID:session-" + id + "@");
            return at == all.npos ? std::string() : all.substr(at, all.find("END:VEVENT", at) - at);
        };
        CHECK(has(event(), "SEQUENCE:0\r\n"));
        REQUIRE(site.say("assembly.correct_session",
                         R"({"session":)" + id +
                             R"(,"number_known":"stated","number":34,"place":"Kinshasa","country":"CD")"
                             R"(,"mode":"in_person","date":"2014-11-03","until":"2014-11-07","translated":"none","confidence":"confirmed")"
                             R"(,"sources":[)" +
                             source + R"(],"seen":)" + std::to_string(made->number.value) + "}",
                         basis));
        CHECK(has(event(), "SEQUENCE:1\r\n"));
        CHECK(has(event(), "DTEND;VALUE=DATE:20141108"));

        CHECK(has(site.body("/seances?body=general_assembly"), "/seances.ics?body=general_assembly\""));
        CHECK(has(site.body("/seances.ics?body=general_assembly"), "session-" + id));
        CHECK(site.get("/seances.ics?body=bureau").status == 404);
        for (const auto* file : {"/seances.ics", "/seances.csv", "/en/sessions.json"}) {
            CHECK(site.get(std::string(file) + "?body=zzz").status == 400);
            CHECK(site.get(std::string(file) + "?body=").status == 200);
        }
    });
}
