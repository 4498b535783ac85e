// The life of a file as people meet it, on both engines.
#include "admissions/acts.h"

#include "acts/history.h"
#include "admissions/store.h"
#include "app/concert.h"
#include "support/life.h"

#include <doctest/doctest.h>

using namespace admissions;
using support::told;

namespace {

std::string correction(std::int64_t member, std::int64_t seen, const std::string& name, const std::string& kind = "city",
                       const std::string& of_class = "active") {
    return "{\"member\":" + std::to_string(member) + ",\"seen\":" + std::to_string(seen) + ",\"name\":" + support::json_of(name) +
           ",\"kind\":" + support::json_of(kind) + ",\"member_class\":" + support::json_of(of_class) + ",\"since\":\"2010\"}";
}

std::string attached(const std::string& name = "lettre.pdf") {
    return R"({"name":")" + name + R"(","media_type":"application/pdf","size":10,"sha256":")" + std::string(64, 'b') + "\"}";
}

// An office that receives files, and says each act about one of them.
struct Office : support::Begun {
    explicit Office(const store::Location& at, std::int64_t cap = 10) : Begun(at, cap) {
        writer.run_local([](store::Db& db) {
            db.begin();
            make_key(db);
            db.commit();
        });
    }
    std::int64_t received(const std::string& name = "Ouidah", const std::string& country = "BJ", const std::string& kind = "city",
                          const std::string& more = "") {
        auto json = support::application(name, country, kind);
        json.insert(json.size() - 1, more);
        return made("members.apply_for_membership", json);
    }
    std::int64_t with_letter(const std::string& name = "Ouidah", const std::string& country = "BJ", const std::string& kind = "city") {
        return received(name, country, kind, ",\"letter\":" + attached());
    }
    void capital(const std::string& name = "Porto-Novo", const std::string& country = "BJ") {
        made("members.record", support::member(name, source, country, "capital"), basis);
    }
    std::string about(const std::string& act, std::int64_t application, const std::string& more = "", const std::string& ground = "") {
        return told(say("admissions." + act, "{\"application\":" + std::to_string(application) + more + "}", ground));
    }
    std::string pass(std::int64_t application) { return ",\"pass\":\"" + pass_of(*reader(), {application}) + "\""; }
    std::string add(std::int64_t application, const std::string& piece, const std::string& more) {
        return told(visitor("admissions.add_piece",
                            "{\"application\":" + std::to_string(application) + ",\"piece\":\"" + piece + "\"" + more + "}"));
    }
    Step step(std::int64_t application) { return find_application(*reader(), {application})->step; }
    std::string decided(std::int64_t application, const std::string& result = "adopted", const std::string& day = "2026-09-21") {
        return told(say("assembly.record_decision", support::admission(application, result, day), basis));
    }
    std::vector<std::string> sent() {
        const auto db = reader();
        auto rows = db->ask("SELECT template FROM outbox ORDER BY id");
        std::vector<std::string> all;
        while (rows.next()) all.push_back(rows.text(0));
        return all;
    }
    // Up to the step before the Assembly's decision.
    void examined(std::int64_t application) {
        REQUIRE(about("find_complete", application) == "accepted");
        REQUIRE(about("settle_opinion", application, R"(,"opinion":"not_needed","on":"2026-09-21")") == "accepted");
        REQUIRE(about("examine", application, R"(,"advice":"favourable","on":"2026-09-21")") == "accepted");
    }
};
std::vector<std::string> findings(const Office& office, const std::string& act) {
    const auto last = acts::list_entries(*office.reader(), {act, {}}, 0, 1);
    REQUIRE(!last.empty());
    const auto entry = acts::find_entry(*office.reader(), last[0].number);
    std::vector<std::string> codes;
    std::string_view text = entry->entry.verdict;
    constexpr std::string_view key = "\"code\":\"";
    for (auto at = text.find(key); at != text.npos; at = text.find(key, at + 1))
        codes.emplace_back(text.substr(at + key.size(), text.find('"', at + key.size()) - at - key.size()));
    return codes;
}
using Codes = std::vector<std::string>;

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

TEST_CASE("Five cities per State until a day, ten since: the rule is the one of the day of the decision") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location(), 10);
    life.made("statutes.set_rule", support::rule(5, "", "2026-09-22"), life.basis);
    for (int i = 1; i <= 5; ++i) life.made("members.record", support::member("Ville " + std::to_string(i), life.source), life.basis);
    life.made("members.record", support::member("Association", life.source, "FR", "association"), life.basis);
    life.now += 86'400'000'000;
    const auto early = life.made("members.apply_for_membership", support::application("Tôt"));
    CHECK(told(life.say("assembly.record_decision", support::admission(early, "adopted", "2026-09-21"), life.basis)) ==
          "accepted, admissions.decided_before refused");
    life.made("statutes.set_rule", support::rule(5, "", "2026-09-23"), life.basis);
    life.now += 86'400'000'000;
    const auto before = early, since = life.made("members.apply_for_membership", support::application("Depuis"));
    CHECK(told(life.say("assembly.record_decision", support::admission(before, "adopted", "2026-09-22"), life.basis)) ==
          "accepted, members.cap_reached refused");
    CHECK(told(life.say("assembly.record_decision", support::admission(since, "adopted", "2026-09-23"), life.basis)) == "accepted");
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

TEST_CASE("What is wrong with an application is said at once") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location());
    auto json = support::application("Ouidah", "BJ", "city", "2026-09-22");
    json.insert(json.size() - 1, R"(,"authority":"bureau")");
    CHECK(told(life.visitor("members.apply_for_membership", json)) == "deliberation_date date_future, authority not_for_kind");
}

TEST_CASE("An application is admitted once, and not where the city is a member meanwhile") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location());
    const auto first = life.admitted("Nantes"), second = life.made("members.apply_for_membership", support::application("Rennes"));
    CHECK(told(life.say("assembly.record_decision", support::admission(first), life.basis)) == "accepted, members.already_member refused");
    life.made("members.record", support::member("RENNES", life.source), life.basis);
    CHECK(told(life.say("assembly.record_decision", support::admission(second), life.basis)) == "accepted, members.already_member refused");
    CHECK(told(life.say("assembly.record_decision", support::admission(77), life.basis)) == "subject_id not_decided_about");
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

TEST_CASE("A file goes from its reception to the admission, each step by its act, and the contact is told of each") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        office.capital();
        const auto id = office.with_letter();
        CHECK(office.step(id) == Step::received);
        CHECK(office.about("ask_piece", id, R"(,"piece":"population","until":"2026-10-01","words":"Le recensement")") == "accepted");
        CHECK(office.step(id) == Step::incomplete);
        CHECK(office.about("find_complete", id) == "admissions.piece_missing");
        CHECK(office.add(id, "population", R"(,"words":"91 616, recensement de 2013")" + office.pass(id)) == "accepted");
        CHECK(office.step(id) == Step::received);
        CHECK(office.about("ask_opinion", id, R"(,"until":"2026-10-01")") == "admissions.not_complete");
        CHECK(office.about("find_complete", id) == "accepted");
        CHECK(office.about("examine", id, R"(,"advice":"favourable","on":"2026-09-21")") == "admissions.no_opinion");
        CHECK(office.about("settle_opinion", id, R"(,"opinion":"not_needed","on":"2026-09-21")") == "admissions.opinion_needed");
        CHECK(office.about("ask_opinion", id, R"(,"until":"2026-10-01")") == "accepted");
        CHECK(office.step(id) == Step::opinion_asked);
        CHECK(office.about("settle_opinion", id, R"(,"opinion":"not_given","on":"2026-09-21")") == "admissions.opinion_awaited");
        CHECK(office.about("settle_opinion", id, R"(,"opinion":"reserved","on":"2026-09-21")") == "accepted");
        CHECK(office.about("make_ready", id) == "admissions.not_examined");
        CHECK(office.about("examine", id, R"(,"advice":"favourable","on":"2026-09-21")") == "accepted");
        CHECK(office.about("make_ready", id, R"(,"session":"2026-11-20")") == "accepted");
        CHECK(office.about("make_ready", id, R"(,"session":"2026-11-27")") == "accepted");  // another day
        CHECK(find_application(*office.reader(), {id})->session == base::Date{2026, 11, 27});
        CHECK(office.decided(id) == "accepted");
        CHECK(office.step(id) == Step::admitted);
        CHECK(findings(office, "members.admit") == Codes{"members.below_cap"});
        const auto known = *find_application(*office.reader(), {id});
        REQUIRE(known.admitted);
        CHECK(members::find_member(*office.reader(), *known.admitted)->name == "Ouidah");
        CHECK(office.sent() == Codes{"application_received", "application_piece", "application_step", "application_step",
                                     "application_step", "application_step", "application_step", "application_step", "application_step"});
        CHECK(office.about("withdraw", id, office.pass(id)) == "admissions.closed");
        CHECK(count_by_step(*office.reader()).size() == 1);
    });
}

TEST_CASE("An Assembly that admits before the steps are done is obeyed, and the entry says what was left out") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        CHECK(office.decided(office.received()) == "accepted");
        CHECK(findings(office, "members.admit") ==
              Codes{"members.below_cap", "admissions.without_check", "admissions.without_opinion", "admissions.without_bureau"});
        const auto by_bureau = office.received("Abomey");
        auto json = support::admission(by_bureau);
        json.replace(json.find("general_assembly"), 16, "bureau");
        CHECK(told(office.say("assembly.record_decision", json, office.basis)) == "accepted");
        CHECK(findings(office, "members.admit").back() == "admissions.not_by_assembly");
        // Once a rule says who decides, nobody else does.
        office.made(
            "statutes.set_procedure",
            R"({"place":{"body":"members","matter":"admission","article_fr":"Devenir membre","article_en":"Becoming a member"},)"
            R"("says":{"pieces":[{"piece":"letter"}],"capital_opinion":"yes","examined_by":"bureau","decided_by":"general_assembly"}})",
            office.basis);
        const auto other = office.received("Parakou");
        json = support::admission(other);
        json.replace(json.find("general_assembly"), 16, "bureau");
        const auto refused = office.say("assembly.record_decision", json, office.basis);
        REQUIRE(told(refused) == "accepted, admissions.other_body_decides refused");
        CHECK(refused->unexecuted.at(0).why.article == "rule:procedure.members.admission");
        CHECK(office.step(other) == Step::received);
        CHECK(office.decided(other) == "accepted");
    });
}

TEST_CASE("Without a decision nobody is admitted, and a rejected file is closed until its decision is annulled") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto id = office.with_letter();
        office.examined(id);
        REQUIRE(office.about("make_ready", id) == "accepted");
        CHECK(told(office.say("members.admit", "{\"application\":" + std::to_string(id) + R"(,"since":"2026-09-21"})", office.basis)) ==
              "acts.not_allowed");
        CHECK(told(office.say("admissions.reject", "{\"application\":" + std::to_string(id) + R"(,"on":"2026-09-21"})", office.basis)) ==
              "acts.not_allowed");
        const auto rejected = office.say("assembly.record_decision", support::admission(id, "rejected", "2026-09-21"), office.basis);
        CHECK(told(rejected) == "accepted");
        CHECK(office.step(id) == Step::rejected);
        CHECK(office.decided(id) == "accepted, admissions.closed refused");
        CHECK(told(office.say("assembly.record_decision",
                              R"({"body":"general_assembly","date":"2026-09-21","title":"Annulation","subject":"annulment","subject_id":)" +
                                  std::to_string(rejected->first_thing()) + R"(,"result":"adopted"})",
                              office.basis)) == "accepted");
        CHECK(office.step(id) == Step::ready);
        CHECK(office.decided(id) == "accepted");
        CHECK(office.step(id) == Step::admitted);
    });
}

TEST_CASE("What the Bureau did not adopt leaves the file as it is") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Office office(network.location());
    const auto id = office.received();
    auto json = support::admission(id, "rejected");
    json.replace(json.find("general_assembly"), 16, "bureau");
    CHECK(told(office.say("assembly.record_decision", json, office.basis)) == "accepted");
    CHECK(office.step(id) == Step::received);
}

TEST_CASE("The letter to the President is missing until it comes, from the applicant or on paper") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto id = office.received();
        CHECK(office.about("find_complete", id) == "admissions.piece_missing");
        CHECK(office.add(id, "letter", R"(,"words":"elle suit")" + office.pass(id)) == "file missing");
        CHECK(office.add(id, "letter", office.pass(id)) == "file missing");
        CHECK(office.add(id, "letter", ",\"file\":" + attached() + office.pass(id)) == "accepted");
        CHECK(office.about("find_complete", id) == "accepted");
    });
}

TEST_CASE("A piece is added with a pass that is the file's own, good once, and the code stays the same") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto id = office.received(), other = office.received("Abomey");
        CHECK(code_of(*office.reader(), {id}).size() == 13);
        const auto code = code_of(*office.reader(), {id});
        const auto pass = office.pass(id);
        CHECK(code != code_of(*office.reader(), {other}));
        CHECK(office.add(id, "other", R"(,"words":"x","pass":"AAAAAA-AAAAAA")") == "admissions.pass_spent");
        CHECK(office.add(id, "other", R"(,"words":"x")" + office.pass(other)) == "admissions.pass_spent");
        CHECK(office.add(id, "other", R"(,"words":"x","pass":")" + code + "\"") == "admissions.pass_spent");
        CHECK(office.add(id, "other", R"(,"words":"x")" + pass) == "accepted");
        CHECK(office.add(id, "other", R"(,"words":"x")" + pass) == "admissions.pass_spent");
        CHECK(code_of(*office.reader(), {id}) == code);
        CHECK(office.add(77, "other", R"(,"words":"x")" + pass) == "application unknown_reference");
        CHECK(told(office.visitor("admissions.withdraw", "{\"application\":" + std::to_string(id) + pass + "}")) ==
              "admissions.pass_spent");
        CHECK(told(office.visitor("admissions.withdraw", "{\"application\":" + std::to_string(id) + office.pass(id) + "}")) == "accepted");
        CHECK(office.step(id) == Step::withdrawn);
        CHECK(told(office.visitor("members.apply_for_membership", support::application("Ouidah", "BJ"))) == "accepted");  // anew
    });
}

TEST_CASE("The contact's address is confirmed by the link that went there, once") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto id = office.received();
        const auto confirm = [&](const std::string& pass) {
            return told(
                office.visitor("admissions.confirm_address", "{\"application\":" + std::to_string(id) + ",\"pass\":\"" + pass + "\"}"));
        };
        CHECK(confirm(code_of(*office.reader(), {id})) == "admissions.wrong_link");
        CHECK(confirm(pass_of(*office.reader(), {id})) == "admissions.wrong_link");
        CHECK_FALSE(inside(*office.reader(), {id}).mail_confirmed);
        CHECK(confirm(mail_pass_of(*office.reader(), {id})) == "accepted");
        CHECK(inside(*office.reader(), {id}).mail_confirmed == base::Date{2026, 9, 21});
        CHECK(confirm(mail_pass_of(*office.reader(), {id})) == "admissions.address_confirmed");
    });
}

TEST_CASE("Two cities of one name in one State are told apart by their place, and the second bears it as a member") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto first = office.received("Saint-Denis", "FR");
        CHECK(told(office.visitor("members.apply_for_membership", support::application("SAINT DENIS", "FR"))) == "members.already_applied");
        const auto second = office.received("Saint-Denis", "FR", "city", R"(,"place":"Réunion")");
        auto again = support::application("Saint Denis", "FR");
        again.insert(again.size() - 1, R"(,"place":"REUNION")");
        CHECK(told(office.visitor("members.apply_for_membership", again)) == "members.already_applied");
        CHECK(office.decided(first) == "accepted");
        auto third = support::application("Saint-Denis", "FR");
        CHECK(told(office.visitor("members.apply_for_membership", third)) == "members.already_member");
        third.insert(third.size() - 1, R"(,"place":"Aude")");
        CHECK(told(office.visitor("members.apply_for_membership", third)) == "accepted");
        CHECK(findings(office, "members.apply_for_membership") == Codes{"admissions.same_name", "members.below_cap"});
        CHECK(office.decided(second) == "accepted");
        CHECK(members::member_named(*office.reader(), "Saint-Denis (Réunion)", "FR"));
        CHECK(told(office.visitor("members.apply_for_membership", again)) == "members.already_member");
        // Its place is no part of the name where no other bears it.
        const auto alone = office.received("Sèvres", "FR", "city", R"(,"place":"Hauts-de-Seine")");
        CHECK(office.decided(alone) == "accepted");
        CHECK(members::member_named(*office.reader(), "Sèvres", "FR"));
    });
}

TEST_CASE("The cap is asked when a city applies, when it is put on the agenda and when it is admitted") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location, 2);
        const auto id = office.with_letter("Ouidah");
        office.examined(id);
        for (const char* name : {"Cotonou", "Parakou", "Abomey"})
            office.made("members.record", support::member(name, office.source, "BJ"), office.basis);  // three where two is the cap
        const auto refused = office.say("admissions.make_ready", "{\"application\":" + std::to_string(id) + "}");
        CHECK(told(refused) == "members.cap_reached");
        CHECK(refused.error().why.figures ==
              std::vector<base::Figure>{{"country", std::string("BJ")}, {"cities", std::int64_t(3)}, {"cap", std::int64_t(2)}});
        CHECK(refused.error().why.article == "rule:members.cities_per_state");
        CHECK(told(office.visitor("members.apply_for_membership", support::application("Bohicon", "BJ"))) == "members.cap_reached");
        CHECK(office.decided(id) == "accepted, members.cap_reached refused");
        CHECK(office.step(id) == Step::examined);
    });
}

TEST_CASE("The Bureau's examination stands on its own decision, or on what its minutes say") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Office office(network.location());
    const auto id = office.with_letter();
    REQUIRE(office.about("find_complete", id) == "accepted");
    REQUIRE(office.about("settle_opinion", id, R"(,"opinion":"not_needed","on":"2026-09-21")") == "accepted");
    const auto decision = [&](const char* body, const char* day) {
        return "decision:" + std::to_string(office.made("assembly.record_decision",
                                                        std::string(R"({"body":")") + body + R"(","date":")" + day +
                                                            R"(","title":"Dossiers","subject":"none","result":"adopted"})",
                                                        office.basis));
    };
    const auto examine = [&](const std::string& ground) {
        return office.about("examine", id, R"(,"advice":"favourable","on":"2026-09-21")", ground);
    };
    CHECK(examine("decision:77") == "basis unknown_reference");
    CHECK(examine(decision("general_assembly", "2026-09-21")) == "admissions.not_of_bureau");
    CHECK(examine(decision("bureau", "2026-09-20")) == "on not_of_decision");
    const auto held = decision("bureau", "2026-09-21");
    CHECK(examine(held) == "accepted");
    CHECK(find_application(*office.reader(), {id})->examined_basis == held);
}

TEST_CASE("A file is closed as lapsed, or as the same as another of that State") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto kept = office.received("Ouidah"), twice = office.received("Ville de Ouidah"), foreign = office.received("Lomé", "TG");
        const auto close = [&](std::int64_t id, const std::string& reason, std::int64_t of = 0) {
            return office.about("close", id, ",\"reason\":\"" + reason + "\"" + (of ? ",\"duplicate_of\":" + std::to_string(of) : ""));
        };
        CHECK(close(twice, "duplicate") == "duplicate_of missing");
        CHECK(close(twice, "duplicate", twice) == "duplicate_of unknown_reference");
        CHECK(close(twice, "duplicate", 77) == "duplicate_of unknown_reference");
        CHECK(close(twice, "duplicate", foreign) == "duplicate_of not_the_same");
        CHECK(close(twice, "lapsed", kept) == "duplicate_of not_for_kind");
        CHECK(close(twice, "duplicate", kept) == "accepted");
        CHECK(find_application(*office.reader(), {twice})->duplicate_of == Id<Application>{kept});
        CHECK(close(twice, "lapsed") == "admissions.closed");
        CHECK(close(kept, "duplicate", twice) == "duplicate_of not_the_same");
        CHECK(close(kept, "lapsed") == "accepted");
        CHECK(office.decided(kept) == "accepted, admissions.closed refused");
        Filter all;
        CHECK(count_applications(*office.reader(), all) == 1);
        all.open_only = false;
        CHECK(count_applications(*office.reader(), all) == 3);
    });
}

TEST_CASE("What is known of an application of the first version is what it said") {
    ApplyForMembership1 old;
    old.name.value.value = "Ouidah", old.country.value.code = "BJ", old.kind = Kind::city;
    old.deliberation_date = {2026, 3, 1};
    const auto now = since_1(old);
    CHECK(now.name->value == "Ouidah");
    CHECK(now.deliberation_date == old.deliberation_date);
    CHECK_FALSE(now.letter);
    CHECK_FALSE(now.place.value);
    CHECK_FALSE(now.consent.value);
}
