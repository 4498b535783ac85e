// The pages of bodies over the association's own data, and over a network of the test.
#include "bodies/pages.h"
#include "bodies/on_day.h"

#include "support/bodies.h"
#include "support/site.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <filesystem>

using namespace bodies;
using base::Date;
using support::json, support::Site;

namespace {

std::filesystem::path association() {
    for (const auto& path : {std::filesystem::path("data/aimf"), std::filesystem::path("../data/aimf")})
        if (std::filesystem::exists(path)) return path;
    throw std::runtime_error("run the tests from the project's directory or its build directory");
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

std::string telling_words(Telling telling) {
    switch (telling) {
    case Telling::holds: return "holds";
    case Telling::may_hold: return "may hold";
    case Telling::attested: return "attested";
    case Telling::may_be: return "may be";
    case Telling::last_attested: return "last attested";
    }
    return {};
}

// "Anne Hidalgo attested, …" of an office on a day.
std::string who(store::Db& db, const std::string& office, const char* day) {
    for (const auto& body : all_bodies(db)) {
        const Known known{offices_of(db, body.id), seat_counts_of(db, body.id), mandates_on(db, body.id, *Date::parse(day)),
                          attestations_of(db, body.id, 500)};
        for (const auto& one : offices_on(*Date::parse(day), known, 2)) {
            if (one.office->name_en != office) continue;
            std::string all;
            for (const auto& seat : one.held)
                all += (all.empty() ? "" : ", ") + (seat.attestation ? seat.attestation->holder : std::string("?")) + " " +
                       telling_words(seat.telling) + (seat.disputed ? " disputed" : "");
            return all;
        }
    }
    return "no such office";
}

std::string address_of_bureau(store::Db& db) {
    const auto all = all_bodies(db);
    return address_of(*std::ranges::find(all, BodyKind::bureau, &ShownBody::kind)).fr;
}

}  // namespace

TEST_CASE("Who presided, and held the other offices, on a day is what the sources of that time attest, and no more") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Site site(network.location());
    site.load(association());
    const auto db = store::Db::open(network.location(), store::Access::reader);
    struct Row {
        const char *office, *day, *expected;
    };
    for (const Row& row : {
             Row{"Presidency", "1978-12-31", ""},
             Row{"Presidency", "1979-06-01", "Jacques Chirac may be"},
             Row{"Presidency", "1985-01-01", "Jacques Chirac attested"},
             Row{"Presidency", "1995-06-01", "Jean Tiberi may be, Jacques Chirac may be"},
             Row{"Presidency", "1998-01-01", "Jean Tiberi attested"},
             Row{"Presidency", "2001-06-01", "Bertrand Delanoë may be, Jean Tiberi may be"},
             Row{"Presidency", "2014-11-06", "Anne Hidalgo attested"},
             Row{"Presidency", "2014-11-07", "Anne Hidalgo may be"},
             Row{"Presidency", "2017-03-25", "Anne Hidalgo attested"},
             Row{"Presidency", "2023-06-01", "Anne Hidalgo attested"},
             Row{"Presidency", "2026-06-01", "Anne Hidalgo may be"},
             Row{"Presidency", "2027-01-01", "Anne Hidalgo last attested"},
             Row{"Vice-Presidency, general secretariat", "2014-11-05", ""},
             Row{"Vice-Presidency, general secretariat", "2014-11-06", "Khalifa Sall attested"},
             Row{"Vice-Presidency, general secretariat", "2017-03-25", "Khalifa Sall attested"},
             Row{"Vice-Presidency, general secretariat", "2017-12-01", "Khalifa Sall last attested"},
             Row{"Vice-Presidency, general secretariat", "2020-01-01", "Robert Beugré Mambé attested disputed"},
             Row{"Permanent Secretary", "2015-01-01", "Pierre Baillet last attested"},
             Row{"Permanent Secretary", "2026-01-01", "Frédéric Vallier last attested"},
         }) {
        CAPTURE(row.office);
        CAPTURE(row.day);
        CHECK(who(*db, row.office, row.day) == row.expected);
    }
    CHECK(holds(who(*db, "Vice-Presidency", "2014-11-06"), "Robert Beugré Mambé attested disputed"));
    CHECK(holds(who(*db, "Vice-Presidency", "2023-12-31"), "Lydie Polfer last attested"));
    CHECK_FALSE(holds(who(*db, "Vice-Presidency", "2023-12-31"), "Kimbuta"));  // nine years and another of Kinshasa since
    CHECK(holds(who(*db, "Member of honour", "2024-05-24"), "Khalifa Sall attested"));
    CHECK(holds(who(*db, "Member of honour", "2024-05-24"), "Jean-Paul L’Allier last attested"));
    CHECK(who(*db, "Secretary general of La Francophonie", "2026-01-01").empty());  // nobody is named: nobody is shown

    const auto bureau = address_of_bureau(*db);
    const auto then = site.body(bureau + "?date=2017-03-25");
    CHECK(holds(then, "Anne Hidalgo"));
    CHECK(holds(then, "le Bureau a refusé sa démission"));
    CHECK(holds(then, "28"));
    CHECK_FALSE(holds(then, "Lydie Polfer"));  // not yet
    const auto now = site.body(bureau);
    CHECK(holds(now, "30"));
    CHECK(holds(now, "les autres ne sont pas connus"));
    CHECK(holds(now, "Libreville"));
    CHECK(holds(now, "Fin annoncée par la source"));
    CHECK(site.get("/instances/999").status == 404);
    CHECK(site.get("/instances/x").status == 404);
    CHECK(site.get(bureau.substr(0, bureau.find("-bureau"))).status == 301);
    CHECK(holds(now, "href=\"" + bureau + "/dans-le-temps\""));
    const auto over_time = site.body(bureau + "/dans-le-temps");
    for (const auto* holder : {"Jacques Chirac", "Lydie Polfer", "<svg"}) CHECK(holds(over_time, holder));
    CHECK_FALSE(holds(site.body(bureau + "/dans-le-temps?date=2017-03-25"), "Lydie Polfer"));
    CHECK(site.get(bureau.substr(0, bureau.find("-bureau")) + "/dans-le-temps").status == 301);
    CHECK(site.get("/instances/999/dans-le-temps").status == 404);
    const auto list = site.body("/instances?date=1985-01-01");
    CHECK(holds(list, "Jacques Chirac"));
    CHECK_FALSE(holds(list, "Hidalgo"));
    CHECK(holds(site.body("/en/bodies"), "Advocacy groups: none is recorded."));
    CHECK(holds(site.body("/en/bodies"), "in the source: Délégué général, last attestation: May 2024"));  // not the office's own name
    const auto all = all_bodies(*db);
    const auto assembly =
        site.body(address_of(*std::ranges::find(all, BodyKind::general_assembly, &ShownBody::kind)).en + "?date=2015-01-01");
    CHECK(holds(assembly, "It brings all the members together. <a href=\"/en/members?date=2015-01-01\">"));
    CHECK_FALSE(holds(assembly, "No mandate is recorded"));
    const auto csv = std::string(support::whole(site.get("/instances.csv")).bytes());
    CHECK(holds(csv, "Jacques Chirac"));
    CHECK(std::ranges::count(csv, '\n') >= 40);
    CHECK(site.get("/instances.csv?body=" + std::to_string(all.front().id.value)).status == 200);
    CHECK(site.get("/instances.csv?body=").status == 200);
    for (const auto* body : {"1", "bureau", "-1"}) CHECK(site.get("/instances.csv?body=" + std::string(body)).status == 400);
    CHECK(holds(std::string(site.get("/api/attestations?limit=200").bytes()), "Jacques Chirac"));
    CHECK(holds(std::string(site.get("/api/bodies").bytes()), "\"kind\":\"bureau\""));
}

TEST_CASE("What was known of a mandate on an earlier day is the page as it was then") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Site site(network.location());
    site.made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})");
    const auto source = site.made("sources.record", R"({"title":"Une page","kind":"web_page"})");
    const auto basis = "source:" + std::to_string(source);
    const auto body = site.made("bodies.create", json({{"kind", "bureau"}, {"name_fr", "Bureau"}, {"name_en", "Bureau"}}), basis);
    const auto office = site.made(
        "bodies.define_office",
        json({{"body", body}, {"name_fr", "Présidence"}, {"name_en", "Presidency"}, {"rank", 1}, {"way", "elected"}, {"holder", "anyone"}}),
        basis);
    const auto person = site.made("people.register_person", R"({"name":"Ada Exemple"})");
    const auto member = site.made("members.record", support::member("Dakar", source, "SN"), basis);
    const auto mandate = site.made("bodies.open_mandate",
                                   json({{"office", office},
                                         {"member", member},
                                         {"person", person},
                                         {"begins", "election"},
                                         {"from", "2024-01-01"},
                                         {"gender", "woman"}}),
                                   basis);
    const auto page = "/instances/" + std::to_string(body) + "-bureau";
    const auto before = std::to_string(site.writer.size());
    CHECK(holds(site.body(page), "Ada Exemple"));
    CHECK(holds(site.body("/en/bodies/" + std::to_string(body) + "-bureau"), "Women: 1;"));
    CHECK(holds(site.body("/membres/" + std::to_string(member) + "-dakar"), "Présidence"));
    site.made("bodies.end_mandate", json({{"mandate", mandate}, {"until", "2025-01-01"}, {"reason", "death"}}), basis);
    CHECK(holds(site.body(page + "/dans-le-temps"), "Décès"));
    CHECK_FALSE(holds(site.body(page + "/dans-le-temps?known=" + before), "Décès"));
    CHECK_FALSE(holds(site.body(page + "/dans-le-temps?date=2023-12-31"), "Ada"));
    CHECK_FALSE(holds(site.body(page), "Ada Exemple"));
    CHECK(holds(site.body(page + "?date=2024-06-01"), "Ada Exemple"));
    CHECK(holds(site.body(page + "?date=2023-12-31"), "Titulaires non connus"));
    const auto mandates = std::string(site.get("/api/mandates").bytes());
    CHECK(holds(mandates, "\"name\":\"Ada Exemple\""));
    CHECK(site.say("people.erase_person", json({{"person", person}})));
    for (const auto* one : {"", "/dans-le-temps", "?date=2024-06-01"}) CHECK_FALSE(holds(site.body(page + one), "Ada"));
    CHECK_FALSE(holds(std::string(site.get("/api/mandates").bytes()), "Ada"));
}

TEST_CASE("What a body was over time is drawn and listed fifty lines at a time, the newest first") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Site site(network.location());
    const auto basis = "source:" + std::to_string(site.made("sources.record", R"({"title":"Une page","kind":"web_page"})"));
    const auto body = site.made("bodies.create", json({{"kind", "commission"}, {"name_fr", "Eau"}, {"name_en", "Water"}}), basis);
    const auto page = "/en/bodies/" + std::to_string(body) + "-water";
    CHECK_FALSE(holds(site.body(page), "/over-time"));
    CHECK(holds(site.body(page + "/over-time"), "No mandate is recorded"));
    const auto office = site.made(
        "bodies.define_office",
        json({{"body", body}, {"name_fr", "Pilote"}, {"name_en", "Lead"}, {"rank", 1}, {"way", "elected"}, {"holder", "anyone"}}), basis);
    for (int year = 1950; year <= 2000; ++year)
        site.made("bodies.record_attestation",
                  json({{"office", office},
                        {"holder", "Exemple " + std::to_string(year)},
                        {"said", "in_office"},
                        {"from", std::to_string(year)},
                        {"confidence", "confirmed"}}),
                  basis);
    CHECK(holds(site.body(page), "href=\"" + page + "/over-time\""));
    const auto first = site.body(page + "/over-time"), second = site.body(page + "/over-time?page=2");
    CHECK(first.rfind("Exemple 2000") < first.rfind("Exemple 1951"));
    CHECK_FALSE(holds(first, "Exemple 1950"));
    CHECK(holds(second, "Exemple 1950"));
    CHECK_FALSE(holds(second, "Exemple 1951"));
    CHECK(holds(site.body(page + "/over-time?rows=all"), "Exemple 1950"));
    CHECK_FALSE(holds(site.body(page + "/over-time?date=1949-12-31"), "Exemple"));
}

TEST_CASE("The page of a body shows what is vacant, suspended, refused, to be established and past its term") {
    const support::FreshNetwork network(store::Engine::sqlite);
    std::int64_t bureau = 0, dakar = 0;
    {
        support::Seated life(network.location());
        bureau = life.bureau, dakar = life.dakar.member;
        life.made("statutes.set_rule", support::rule(2, "", "", "bureau.term_years"), life.basis);
        CHECK(life.said("bodies.set_size", {{"body", bureau}, {"office", life.member_office}, {"seats", 3}, {"from", "2010"}},
                        life.basis) == "accepted");
        const auto elected = life.decided("election", "2022-11-18");
        const auto mandate = life.seat(life.member_office, life.dakar, "2022-11-18", elected);
        life.seat(life.president, life.paris, "2022-11-18", elected);
        CHECK(life.said("bodies.offer_resignation", {{"mandate", mandate}, {"on", "2023-03-20"}}, "") == "accepted");
        CHECK(support::told(life.decision("resignation", "2023-03-25", mandate, "rejected")) == "accepted");
        CHECK(life.said("bodies.suspend_seat", {{"body", bureau}, {"member", dakar}, {"from", "2023-09-15"}}, life.basis) == "accepted");
        const auto next = life.person("Suivante Exemple");
        life.made("members.name_titular", support::titular(life.paris.member, next, "2025-01-10"), life.basis);
        const auto group =
            life.made("bodies.create", json({{"kind", "advocacy_group"}, {"name_fr", "Eau"}, {"name_en", "Water"}}), life.basis);
        life.made("bodies.add_member", json({{"body", group}, {"member", dakar}, {"part", "relay"}, {"from", "2022"}}), life.basis);
    }
    Site site(network.location());
    const auto page = site.body("/en/bodies/" + std::to_string(bureau) + "-bureau");
    CHECK(holds(page, "Membre du Bureau: 2 vacant seats."));
    CHECK(holds(page, "Resignation offered on 20 March 2023, refused on 25 March 2023: the mandate goes on."));
    CHECK(holds(page, "Seat suspended</span>"));
    CHECK(holds(page, "To be established"));
    CHECK(holds(page, "no rule that is set says"));
    CHECK(holds(page, "Term over since 18 November 2024"));
    CHECK(holds(page, "Term of the Bureau, in years"));
    const auto then = site.body("/en/bodies/" + std::to_string(bureau) + "-bureau?date=2023-01-01");
    CHECK(holds(then, "term expected to end on 18 November 2024"));
    CHECK_FALSE(holds(then, "Seat suspended</span>"));
    // On the days between, nobody had answered; and the answer names the decision.
    const auto between = site.body("/en/bodies/" + std::to_string(bureau) + "-bureau?date=2023-03-24");
    CHECK(holds(between, "Resignation offered on 20 March 2023, not answered."));
    CHECK_FALSE(holds(between, "refused on 25 March 2023"));
    CHECK(page.find("/en/decisions/", page.find("refused on 25 March 2023")) < page.find("</td>", page.find("refused on 25 March 2023")));
    CHECK_FALSE(holds(page, "/en/acts/"));  // who is not signed in is offered nothing
    const auto city = site.body("/en/members/" + std::to_string(dakar) + "-dakar");
    CHECK(holds(city, "Relay metropolis"));
    CHECK(holds(city, "seat suspended: 15 September 2023"));
    CHECK(holds(city, "Membre du Bureau"));
}

TEST_CASE("What a source says of a day is told beside the holder, and two names for one seat count once among those who sit") {
    const support::FreshNetwork network(store::Engine::sqlite);
    std::string page;
    {
        support::Seated life(network.location());
        page = "/en/bodies/" + std::to_string(life.bureau) + "-bureau";
        CHECK(life.said("bodies.set_size", {{"body", life.bureau}, {"office", life.president}, {"seats", 1}, {"from", "2010"}},
                        life.basis) == "accepted");
        for (const auto& [city, name] : {std::pair(&life.dakar, "Ada Exemple"), std::pair(&life.paris, "Bea Exemple")})
            CHECK(life.said("bodies.record_attestation",
                            {{"office", life.president},
                             {"holder", name},
                             {"member", city->member},
                             {"said", "in_office"},
                             {"from", "2014-11-06"},
                             {"confidence", "confirmed"}},
                            life.basis) == "accepted");
    }
    Site site(network.location());
    const auto then = site.body(page + "?date=2014-11-06"), later = site.body(page + "?date=2016-01-01");
    CHECK((holds(then, "Ada Exemple") && holds(then, "Bea Exemple")));
    CHECK(holds(then, "1 seat in all"));
    CHECK_FALSE(holds(then, "by the last attestation"));
    CHECK(holds(then, "attested: 6 November 2014"));
    CHECK(holds(later, "1 of them by the last attestation"));
    CHECK(holds(later, "last attestation: 6 November 2014"));
    CHECK_FALSE(holds(later, "data-l=\"Until\""));  // a day of an attestation is neither a beginning nor an end
    CHECK_FALSE(holds(later, "data-l=\"From\""));
}

TEST_CASE("A removal that is annulled once another sits is to be established, and the page says why") {
    const support::FreshNetwork network(store::Engine::sqlite);
    std::string page;
    {
        support::Seated life(network.location());
        page = "/en/bodies/" + std::to_string(life.bureau) + "-bureau/over-time";
        CHECK(life.said("bodies.set_size", {{"body", life.bureau}, {"office", life.president}, {"seats", 1}, {"from", "2010"}},
                        life.basis) == "accepted");
        const auto removed = life.seat(life.president, life.dakar, "2020-01-01", life.decided("election", "2020-01-01"));
        const auto decision = life.decision("removal", "2022-01-01", removed);
        life.seat(life.president, life.paris, "2022-02-01", life.decided("election", "2022-02-01"));
        CHECK(support::told(life.decision("annulment", "2022-03-01", decision->first_thing())) == "accepted");
    }
    Site site(network.location());
    const auto shown = site.body(page);
    CHECK(holds(shown, "To be established"));
    CHECK(holds(shown, "The decision that ended it is annulled"));
}
