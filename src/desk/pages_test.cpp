// What awaits whom, and who sees nothing of it.
#include "app/office_desk.h"

#include "support/acting_site.h"
#include "support/life.h"
#include "support/site.h"

#include <doctest/doctest.h>

using base::Date;
using desk::When;

namespace {

// On 20 November 2026, a Friday.
struct Office {
    explicit Office(const store::Location& location) : site(location, 1'795'168'800'000'000) {
        site.made("network.describe",
                  R"({"name_fr":"Réseau d’exemple","name_en":"Example network","short_name":"RE","zone":"Europe/Paris"})");
        basis = "source:" + std::to_string(site.made("sources.record", R"({"title":"Une page","kind":"web_page"})"));
        source = std::stoll(basis.substr(7));
        site.made("statutes.set_rule", support::rule(2), basis);
        site.hooks.sign_in = {"/connexion", "/en/sign-in"};
        desk::add_pages(router, site.hooks, app::desk_providers());
        as({});
    }
    void as(std::vector<acts::Holding> holdings, const std::string& actor = "person:1") {
        site.hooks.visitor = [holdings, actor](const web::Request&, store::Db&) {
            web::Visitor visitor;
            if (!holdings.empty()) visitor.actor = {actor, acts::Role::visitor, "visitor"};
            visitor.holdings = holdings;
            return visitor;
        };
    }
    web::Response get(const std::string& target) {
        const auto plan = router.plan(web::Method::get, target);
        web::Request request;
        request.target = target, request.path = plan.path, request.query = plan.query;
        return plan.route->handler(request);
    }
    std::string page(const std::string& target = "/a-faire") { return support::text_of(get(target)); }
    // A member whose titular began that day.
    std::int64_t city(const std::string& name, const std::string& from) {
        const auto member = site.made("members.record", support::member(name, source, "BJ"), basis);
        const auto mayor = site.made("people.register_person", R"({"name":"Claire Exemple"})");
        site.made("members.name_titular", support::titular(member, mayor, from), basis);
        return member;
    }
    support::Site site;
    web::Router router{web::admission(site.hooks)};
    std::string basis;
    std::int64_t source = 0;
};

}  // namespace

TEST_CASE("what is due is overdue after its day, this week until Sunday, then later") {
    struct Row {
        const char* deadline;
        When when;
    };
    const Date friday{2026, 11, 20};
    for (const auto& row : {Row{"2026-11-19", When::overdue}, Row{"2026-11-20", When::today}, Row{"2026-11-21", When::this_week},
                            Row{"2026-11-22", When::this_week}, Row{"2026-11-23", When::later}}) {
        CAPTURE(row.deadline);
        CHECK(desk::when_due(Date::parse(row.deadline), friday) == row.when);
    }
    CHECK(desk::when_due({}, friday) == When::undated);
    CHECK(desk::when_due(Date{2026, 11, 23}, {2026, 11, 22}) == When::later);  // Monday, on Sunday
}

TEST_CASE("who is not signed in is sent to sign in, in their language") {
    const support::FreshNetwork place(store::Engine::sqlite);
    Office office(place.location());
    for (const auto& [target, where] : {std::pair{"/a-faire", "/connexion?next=%2Fa-faire"},
                                        {"/a-faire.csv", "/connexion?next=%2Fa-faire.csv"},
                                        {"/en/to-do", "/en/sign-in?next=%2Fen%2Fto-do"}}) {
        const auto answer = office.get(target);
        CHECK(answer.status == 303);
        CHECK(answer.headers.find("Location").value_or("") == where);
    }
}

TEST_CASE("applications and decisions to execute wait for the secretariat, until they are done") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto application = office.site.made("members.apply_for_membership", support::application("Ouidah", "BJ"));
        office.as({{acts::Role::officer}});
        CHECK(office.page().contains("1 chose à faire"));
        CHECK(office.page().contains("Sans échéance"));
        CHECK(office.page().contains("/candidatures/" + std::to_string(application / 1000)));
        CHECK(office.page("/en/to-do").contains("Application to check"));
        // Others took the last places meanwhile: the decision stands « à exécuter ».
        for (const auto* name : {"Lokossa", "Kandi"})
            office.site.made("members.record", support::member(name, office.source, "BJ"), office.basis);
        const auto decision =
            office.site.made("assembly.record_decision", support::admission(application, "adopted", "2026-11-20"), office.basis);
        CHECK(office.page().contains("/actes/assembly.execute_decision?decision=" + std::to_string(decision)));
        CHECK(office.page("/a-faire?kind=decision").contains("1 chose à faire"));
        office.site.made("statutes.set_rule", support::rule(50), office.basis);
        office.site.made("assembly.execute_decision", "{\"decision\":" + std::to_string(decision) + "}");
        CHECK(office.page().contains("Rien ne vous attend"));
    });
}

TEST_CASE("who died as the end of one mandate says leaves the desk only when nothing of theirs is open") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        office.as({{acts::Role::officer}});
        const auto number = [](std::int64_t id) { return std::to_string(id); };
        const auto made = [&](const char* act, const std::string& json) { return office.site.made(act, json, office.basis); };
        const auto city = made("members.record", support::member("Cotonou", office.source, "BJ"));
        const auto mayor = office.site.made("people.register_person", R"({"name":"Claire Exemple"})");
        const auto titular = made("members.name_titular", support::titular(city, mayor, "2026-01-01"));
        const auto seat = [&](const char* kind, const char* name, std::int64_t person) {
            const auto body = made("bodies.create", R"({"kind":")" + std::string(kind) + R"(","name_fr":"Instance","name_en":"Body"})");
            const auto held = made("bodies.define_office", R"({"body":)" + number(body) + R"(,"name_fr":")" + name + R"(","name_en":")" +
                                                               name + R"(","rank":1,"way":"elected","holder":"anyone"})");
            return made("bodies.open_mandate", R"({"office":)" + number(held) + R"(,"member":)" + number(city) + R"(,"person":)" +
                                                   number(person) + R"(,"begins":"election","from":"2026-02-01"})");
        };
        const auto presides = seat("bureau", "Presidence", mayor), sits = seat("commission", "Rapport", mayor);
        const auto ends = [&](std::int64_t mandate, const char* until, const char* reason) {
            made("bodies.end_mandate", R"({"mandate":)" + number(mandate) + R"(,"until":")" + until + R"(","reason":")" + reason + "\"}");
        };
        CHECK_FALSE(office.page().contains("après un décès consigné"));
        ends(presides, "2026-11-18", "death");
        const auto page = office.page("/a-faire?kind=after_death");
        CHECK(page.contains("/actes/bodies.end_mandate?mandate=" + number(sits) + "&amp;until=2026-11-18&amp;reason=death"));
        CHECK(page.contains("/actes/members.end_titular?titular=" + number(titular) + "&amp;until=2026-11-18&amp;reason=died"));
        CHECK_FALSE(page.contains("mandate=" + number(presides)));
        CHECK(office.page("/en/to-do?kind=after_death").contains("after a recorded death"));
        office.as({{acts::Role::staff, {"member", city}}});
        CHECK_FALSE(office.page().contains("après un décès consigné"));
        office.as({{acts::Role::officer}});
        ends(sits, "2026-11-18", "death");
        CHECK_FALSE(office.page("/a-faire?kind=after_death").contains("mandate=" + number(sits)));
        CHECK(office.page("/a-faire?kind=after_death").contains("titular=" + number(titular)));
        made("members.end_titular", R"({"titular":)" + number(titular) + R"(,"until":"2026-11-18","reason":"died"})");
        CHECK_FALSE(office.page().contains("après un décès consigné"));
        // Of a death whose day is not known, the form is filled in with none.
        const auto other = office.site.made("people.register_person", R"({"name":"Désiré Exemple"})");
        const auto ended = seat("commission", "Avis", other), open = seat("commission", "Suivi", other);
        ends(ended, "2026-10", "death");
        const auto link = office.page("/a-faire?kind=after_death");
        CHECK(link.contains("/actes/bodies.end_mandate?mandate=" + number(open) + "&amp;reason=death"));
        CHECK_FALSE(link.contains("2026-10-31"));
    });
}

TEST_CASE("a titular whom nobody has shown in office for two years is to be confirmed, from thirty days before") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        office.city("Parakou", "2024-11-20");     // due on 20 November 2026, today
        office.city("Abomey", "2024-11-19");      // due the day before
        office.city("Natitingou", "2024-12-20");  // 30 days ahead
        office.city("Djougou", "2024-12-21");     // 31 days ahead: not yet
        office.city("Savalou", "2023");           // some day of that year
        office.as({{acts::Role::officer}});
        const auto page = office.page();
        CHECK(page.contains("4 choses à faire"));
        CHECK_FALSE(page.contains("Djougou"));
        const auto overdue = page.find(">En retard<"), today = page.find(">Aujourd’hui<"), later = page.find(">Plus tard<");
        CHECK(overdue < page.find(">Savalou<"));
        CHECK(page.find(">Savalou<") < page.find(">Abomey<"));
        CHECK(page.find(">Abomey<") < today);
        CHECK(today < page.find(">Parakou<"));
        CHECK(page.find(">Parakou<") < later);
        CHECK(later < page.find(">Natitingou<"));
        const auto csv = support::whole(office.get("/a-faire.csv"));
        CHECK(std::string(csv.bytes()).contains("Abomey,titular,2026-11-19,2024-11-19,secretariat"));
        CHECK(csv.keeping == web::Keeping::never);
        CHECK(office.page("/a-faire?holder=member%3A1").contains("Rien"));
        CHECK(office.page("/a-faire?kind=titular&holder=secretariat").contains("4 choses"));
    });
}

TEST_CASE("who acts for a city sees what awaits it, another city nothing") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto parakou = office.city("Parakou", "2020"), abomey = office.city("Abomey", "2026-01-01");
        office.site.made("members.apply_for_membership", support::application("Ouidah", "SN"));
        office.as({{acts::Role::staff, {"member", parakou}}, {acts::Role::titular, {"member", parakou}}});
        const auto own = office.page();
        CHECK(own.contains("1 chose à faire"));
        CHECK(own.contains("/actes/members.confirm_titular?titular="));
        for (const auto& holding : {acts::Holding{acts::Role::staff, {"member", abomey}},
                                    {acts::Role::staff, {"member", 999'001}},
                                    {acts::Role::body_officer, {"body", parakou}},
                                    {acts::Role::expert},
                                    {acts::Role::treasurer}}) {
            office.as({holding});
            CHECK(office.page().contains("Rien ne vous attend"));
            CHECK_FALSE(office.page().contains("Parakou"));
            CHECK_FALSE(office.page().contains("Ouidah"));
        }
    });
}

TEST_CASE("a role that ends within thirty days awaits who grants roles, and who holds it") {
    support::for_each_engine([](const store::Location& location) {
        Office office(location);
        const auto grant = [&](const std::string& name, const std::string& until) {
            const auto person = office.site.made("people.register_person", "{\"name\":" + support::json_of(name) + "}");
            office.site.made("accounts.grant_role", "{\"person\":" + std::to_string(person) +
                                                        R"(,"role":"expert","scope":"network","from":"2026-11-01","until":")" + until +
                                                        "\"}");
            return person;
        };
        const auto soon = grant("Bientôt Exemple", "2026-12-20");
        const auto late = grant("Tard Exemple", "2026-12-21");
        office.as({{acts::Role::administrator}});
        CHECK(office.page().contains("Expertise, Bientôt Exemple"));
        CHECK_FALSE(office.page().contains("Tard Exemple"));
        CHECK(office.page().contains("/actes/accounts.grant_role?person=" + std::to_string(soon)));
        office.as({{acts::Role::expert}}, "person:" + std::to_string(soon));
        CHECK(office.page().contains("1 chose à faire"));
        office.as({{acts::Role::expert}}, "person:" + std::to_string(late));
        CHECK(office.page().contains("Rien ne vous attend"));
    });
}

TEST_CASE("fifty rows a page, in one order whatever the kind") {
    const support::FreshNetwork place(store::Engine::sqlite);
    Office office(place.location());
    for (int i = 1; i <= 51; ++i)
        office.site.made("members.apply_for_membership", support::application("Ville " + std::to_string(i), "BJ"));
    office.as({{acts::Role::officer}});
    CHECK(office.page().contains(">Ville 50<"));
    CHECK_FALSE(office.page().contains(">Ville 51<"));
    CHECK(office.page("/a-faire?page=2").contains(">Ville 51<"));
    CHECK_FALSE(office.page("/a-faire?page=2").contains(">Ville 50<"));
}

TEST_CASE("a network that nobody backs up waits for who administers it, and for nobody else") {
    const support::FreshNetwork place(store::Engine::sqlite);
    Office office(place.location());
    office.as({{acts::Role::administrator}});
    CHECK(office.page("/a-faire?kind=backup").contains("Aucune sauvegarde n’a été faite"));
    CHECK(office.page("/en/to-do?kind=backup").contains("href=\"/en/administration/backups\""));
    office.as({{acts::Role::officer}});
    CHECK_FALSE(office.page().contains("Aucune sauvegarde"));
}
