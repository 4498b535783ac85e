// Every public page, on both engines: empty, with hostile names, on both sides of a date, before and after an erasure.
#include "members/members.h"
#include "support/site.h"
#include "web/places.h"
#include "web/table.h"

#include <doctest/doctest.h>
#include <algorithm>

namespace {

using support::Site;

const std::vector<std::string> lists{"/",        "/membres",  "/recherche", "/chiffres",      "/sources",
                                     "/statuts", "/registre", "/donnees",   "/accessibilite", "/mentions-legales"};
const std::vector<std::string> english{"/en",          "/en/members",  "/en/research",  "/en/figures",       "/en/sources",
                                       "/en/statutes", "/en/register", "/en/open-data", "/en/accessibility", "/en/legal-notice"};

std::string quoted(const std::string& text) { return acts::json_text(text); }

struct World {  // a small network: a source, a rule, and what a test adds
    explicit World(const store::Location& location) : site(location) {
        site.made(
            "network.describe",
            R"({"name_fr":"Réseau d’essai","name_en":"Trial network","short_name":"RE","seat":"1, rue de l’Exemple","zone":"Europe/Paris","founded":"1979"})");
        source = site.made(
            "sources.record",
            R"({"title":"Une page d’exemple","publisher":"Exemple","address":"https://example.org/page","read":"2026-11","kind":"web_page"})");
        basis = "source:" + std::to_string(source);
    }
    std::int64_t member(const std::string& name, const std::string& dates = R"("attested":"2014-11-06")",
                        const std::string& country = "BJ") {
        return site.made("members.record",
                         R"({"name":)" + quoted(name) + R"(,"country":")" + country + R"(","kind":"city","member_class":"not_stated",)" +
                             dates + R"(,"position":{"latitude":637000,"longitude":242000},"sources":[)" + std::to_string(source) + "]}",
                         basis);
    }
    std::string page_of(std::int64_t id, const std::string& name) const {
        return web::places::member(base::Id<members::Member>{id}, name).fr;
    }
    Site site;
    std::int64_t source = 0;
    std::string basis;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

// What a page may never lack or hold.
void check_page(const std::string& target, const web::Response& response) {
    INFO(target);
    CHECK(response.status == 200);
    const std::string body(response.bytes());
    CHECK(body.starts_with("<!doctype html>"));
    CHECK(has(body, target.starts_with("/en") ? "<html lang=\"en\"" : "<html lang=\"fr\""));
    CHECK(has(body, "<h1"));
    CHECK(has(body, "<main id=\"contenu\""));
    CHECK_FALSE(has(body, " style="));
    CHECK_FALSE(has(body, "onerror=\""));
    for (const auto* missing : {">frame.", ">members.", ">home.", ">journal.", ">figures.", ">data.", ">act.", ">nav.", ">sources.",
                                ">rules.", ">research.", ">legal.", ">error."})
        CHECK_FALSE(has(body, missing));  // a catalogue key shown as it is
}

}  // namespace

TEST_CASE("an empty network has every page, in both languages") {
    support::for_each_engine([](const store::Location& location) {
        Site site(location);
        for (const auto& targets : {lists, english})
            for (const auto& target : targets) check_page(target, site.get(target));
        CHECK(has(site.body("/"), "Ce registre est encore vide."));
        CHECK_FALSE(has(site.body("/"), "<svg viewBox=\"0 0 960"));  // no map without members
        CHECK(site.get("/membres/12001").status == 404);
        CHECK(site.get("/registre/1").status == 404);
        CHECK(site.get("/nulle-part").status == 404);
        CHECK(site.body("/membres.json") == "[\n]\n");
    });
}

TEST_CASE("every column of every file is explained in both languages") {
    const support::FreshNetwork place(store::Engine::sqlite);
    const Site site(place.location());
    for (const auto* target : {"/donnees", "/en/open-data"}) {
        const auto body = site.body(target);
        CHECK(has(body, "<code>gone</code>"));
        CHECK_FALSE(has(body, "data.column."));
    }
}

TEST_CASE("a figure is shown as exactly as its source states it, and a period from its first day to its last") {
    const support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    const auto say = [&](const std::string& subject, const std::string& as_of, const std::string& more) {
        return std::to_string(world.site.made(
            "statements.record",
            R"({"subject":")" + subject + R"(","quote_fr":"q","quote_en":"q","translated":"en","confidence":"confirmed","as_of":")" +
                as_of + R"(",)" + more + R"(,"sources":[)" + std::to_string(world.source) + "]}",
            world.basis));
    };
    say("member_count", "2024", R"("value":345,"unit":"members")");
    say("member_count", "2025", R"("value":350,"precision":"more_than","unit":"members")");
    CHECK(has(world.site.body("/"), "<dd><span class=\"q\">plus de </span>350</dd>"));
    const auto figures = world.site.body("/en/figures");
    CHECK(has(figures, ">more than 350</text>"));
    CHECK(has(figures, ">more than 350</td>"));
    const std::string of = R"("value":5,"title_fr":"Titre","title_en":"Title")";
    const auto during = say("project", "2022/2025", of + R"(,"period":"2022/2025")"), once = say("project", "2022/2025", of);
    CHECK(has(world.site.body("/faits/" + during), "de 2022 à 2025"));
    CHECK_FALSE(has(world.site.body("/faits/" + during), "entre 2022 et 2025"));
    CHECK(has(world.site.body("/faits/" + once), "entre 2022 et 2025"));
    const auto days = say("project", "2010-01-01/2013-12-31", of + R"(,"period":"2010-01-01/2013-12-31")");
    CHECK(has(world.site.body("/faits/" + days), "du 1er janvier 2010 au 31 décembre 2013"));
    CHECK(has(world.site.body("/en/facts/" + days), "from 1 January 2010 to 31 December 2013"));
    const auto months = say("project", "2010-04/2011", of + R"(,"period":"2010-04/2011")");
    CHECK(has(world.site.body("/faits/" + months), "d’avril 2010 à 2011"));
}

TEST_CASE("the home page says of which day it is, when one is asked, and of no day otherwise") {
    const support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    CHECK_FALSE(has(world.site.body("/"), "class=\"asof"));
    CHECK(has(world.site.body("/?date=2015-01-01"), "class=\"asof on\""));
    CHECK(has(world.site.body("/en?date=2015-01-01"), "1 January 2015"));
}

TEST_CASE("what is written in French alone is marked so on a page in English") {
    const support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    const auto page = std::to_string(world.source);
    CHECK(has(world.site.body("/en/sources"), "href=\"/en/sources/" + page + "\" lang=\"fr\">"));
    CHECK(has(world.site.body("/en/sources/" + page), "<h1 lang=\"fr\">"));
    CHECK(has(world.site.body("/sources"), "href=\"/sources/" + page + "\">"));
}

TEST_CASE("the text of an act keeps its lines") {
    const support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    const auto number = world.site.made("content.write_page",
                                        R"({"key":"essai","section":"who_we_are","original":"fr","title_fr":"Essai","summary_fr":"Essai",)"
                                        R"("text_fr":"Un\n\nDeux"})") /
                        1000;
    CHECK(has(world.site.body("/registre/" + std::to_string(number)), "class=\"lines\" dir=\"auto\">Un\n\nDeux"));
}

TEST_CASE("hostile names are shown as text and never as markup") {
    std::string long_name;
    for (int i = 0; i < 200; ++i) long_name += "é";
    const std::vector<std::string> names{
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "O’Brien & \"fils\" 'x'", "مدينة تونس", long_name,
        "=cmd|' /C calc'!A0"};
    support::for_each_engine([&](const store::Location& location) {
        World world(location);
        for (const auto& name : names) {
            const auto id = world.member(name);
            const auto target = world.page_of(id, name);
            check_page(target, world.site.get(target));
            const auto body = world.site.body(target);
            CHECK_FALSE(has(body, "<script>alert"));
            CHECK_FALSE(has(body, "<img"));
        }
        for (const auto* target : {"/", "/membres", "/membres/region/011", "/registre", "/en/members?sort=-country"}) {
            check_page(target, world.site.get(target));
            CHECK_FALSE(has(world.site.body(target), "<script>alert"));
            CHECK_FALSE(has(world.site.body(target), "<img"));
        }
        for (std::int64_t number = 1; number <= world.site.writer.size(); ++number)
            check_page("/registre", world.site.get("/registre/" + std::to_string(number)));
        CHECK(has(world.site.body("/membres?q=%D9%85%D8%AF%D9%8A%D9%86%D8%A9"), "مدينة تونس"));
        const auto csv = world.site.body("/membres.csv");
        CHECK(has(csv, "\"'=cmd|"));  // not a formula any more
        CHECK(has(csv, "\"O’Brien & \"\"fils\"\" 'x'\""));
    });
}

TEST_CASE("a wrong slug leads to the right one, an unknown number to nothing") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        const auto id = world.member("Cotonou");
        const auto wrong = world.site.get("/en/members/" + std::to_string(id) + "-paris?date=2020-01-01");
        CHECK(wrong.status == 301);
        CHECK(wrong.headers.value_or("Location", "") == "/en/members/" + std::to_string(id) + "-cotonou?date=2020-01-01");
        CHECK(world.site.get("/membres/" + std::to_string(id)).status == 301);
        CHECK(world.site.get("/membres/" + std::to_string(id + 1) + "-cotonou").status == 404);
        for (const auto* target : {"/membres/x", "/membres/1x", "/membres/99999999999999999999", "/membres/region/999", "/sources/0",
                                   "/registre/0", "/registre/x"})
            CHECK(world.site.get(target).status == 404);
    });
}

TEST_CASE("à la date du: a member is there from the first day of its attestation, not the day before") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        const auto id = world.member("Cotonou", R"("attested":"2014-11-06")");
        CHECK_FALSE(has(world.site.body("/membres?date=2014-11-05"), "Cotonou"));
        CHECK(has(world.site.body("/membres?date=2014-11-06"), "Cotonou"));
        CHECK(has(world.site.body(world.page_of(id, "Cotonou") + "?date=2014-11-05"), "Pas encore attesté"));
        CHECK_FALSE(has(world.site.body(world.page_of(id, "Cotonou") + "?date=2014-11-06"), "Pas encore attesté"));
        CHECK(world.site.get("/membres?date=2014-02-30").status == 400);
        CHECK(world.site.get("/membres?date=").status == 200);
    });
}

TEST_CASE("à la date du: a rule holds up to its last day") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        const std::string articles = R"(,"article_fr":"Article 4","article_en":"Article 4")";
        world.site.made("statutes.set_rule", R"({"rule":"members.cities_per_state","value":5,"to":"2004")" + articles + "}", world.basis);
        world.site.made("statutes.set_rule", R"({"rule":"members.cities_per_state","value":10,"from":"2004")" + articles + "}",
                        world.basis);
        const auto in_force = [&](const std::string& day) {
            const auto body = world.site.body("/en/statutes?date=" + day);
            const auto part = body.substr(body.find("In force on"));
            return part.substr(0, part.find("What is not set"));
        };
        CHECK(has(in_force("2003-12-31"), "</table>") == true);
        CHECK(has(in_force("2003-12-31"), "at most 5 member cities"));
        CHECK_FALSE(has(in_force("2003-12-31"), "at most 10 member cities"));
        CHECK(has(in_force("2004-01-01"), "at most 10 member cities"));
        CHECK_FALSE(has(in_force("2004-01-01"), "at most 5 member cities"));
    });
}

TEST_CASE("connu au: a page shows what was known at an act, and not what came after") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        world.member("Cotonou");
        const auto known = std::to_string(world.site.writer.size());
        world.member("Lomé", R"("attested":"2014")", "TG");
        const auto then = world.site.body("/membres?known=" + known);
        CHECK(has(then, "Cotonou"));
        CHECK_FALSE(has(then, "Lomé"));
        CHECK(has(world.site.body("/membres?known=" + std::to_string(world.site.writer.size())), "Lomé"));
        CHECK(has(world.site.body("/membres?known=2026-12-31"), "Lomé"));
        // A list that is filtered stays of its days.
        for (const auto* list : {"/membres", "/decisions", "/seances", "/faits"}) {
            const auto filtered = world.site.body(list + ("?date=2026-09-01&known=" + known));
            for (const std::string& kept : {std::string(R"(name="date" value="2026-09-01">)"), R"(name="known" value=")" + known + "\">"})
                CHECK_MESSAGE(has(filtered.substr(filtered.find("id=\"filter\"")), kept), list);
        }
        for (const auto* never : {"0", "999", "99999999999999999999", "1979-01-01"})
            CHECK(world.site.get("/membres?known=" + std::string(never)).status == 404);
        for (const std::string unreadable : {"-1", "x", "1e2", "120x", "2024-02-30"}) {
            CAPTURE(unreadable);
            const auto page = world.site.get("/membres?known=" + unreadable), file = world.site.get("/membres.csv?known=" + unreadable);
            CHECK(page.status == 400);
            CHECK(has(std::string(page.bytes()), "indiquez un jour au format AAAA-MM-JJ, par exemple 2026-11-20, ou le numéro d’un acte"));
            CHECK(file.status == 400);
            CHECK(file.media_type == "application/problem+json");
            CHECK(has(std::string(file.bytes()), R"("path":"known","code":"known")"));
            CHECK(world.site.get("/api/members?known=" + unreadable).status == 400);
        }
        CHECK(has(world.site.body("/en/members?date=2024-02-30"), "Give a day of the calendar as YYYY-MM-DD"));
        world.site.hooks.open_at = [](std::int64_t) { return web::InTheMaking{3, 10}; };
        const auto making = world.site.get("/membres?known=" + known);
        CHECK(making.status == 202);
        CHECK(making.headers.value_or("Retry-After", "") == "2");
        CHECK(has(std::string(making.bytes()), "http-equiv=\"refresh\""));
        CHECK(has(std::string(making.bytes()), "3 actes relus sur 10"));
        for (const auto* data : {"/membres.csv", "/en/members.xlsx", "/membres.json", "/donnees/instantane.sqlite", "/seances.ics",
                                 "/registre.atom", "/donnees/iati-organisation.xml", "/registre.jsonl", "/api/members"}) {
            CAPTURE(data);
            const auto later = world.site.get(std::string(data) + "?known=" + known);
            CHECK(later.status == 503);
            CHECK(later.headers.value_or("Retry-After", "") == "2");
            CHECK(later.media_type == "application/problem+json");
        }
    });
}

TEST_CASE("an erased person is shown as erased") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        const auto id = world.member("Cotonou");
        const auto person = world.site.made("people.register_person", R"({"name":"Zzunique Exemple"})");
        world.site.made(
            "members.name_titular",
            R"({"member":)" + std::to_string(id) + R"(,"person":)" + std::to_string(person) + R"(,"title":"Maire","from":"2020-06"})",
            world.basis);
        const auto target = world.page_of(id, "Cotonou");
        CHECK(has(world.site.body(target), "Zzunique Exemple"));
        CHECK_FALSE(has(world.site.body(target + "?date=2020-05-31"), "Zzunique"));
        CHECK(has(world.site.body(target + "?date=2020-06-01"), "Zzunique"));
        CHECK(world.site.say("people.erase_person", R"({"person":)" + std::to_string(person) + "}"));
        const auto after = world.site.body(target);
        CHECK_FALSE(has(after, "Zzunique"));
        CHECK(has(after, "Effacé"));
        for (std::int64_t number = 1; number <= world.site.writer.size(); ++number)
            CHECK_FALSE(has(world.site.body("/registre/" + std::to_string(number)), "Zzunique"));
        const auto response = world.site.get(target);
        CHECK(std::ranges::find(response.topics, "person:" + std::to_string(person)) != response.topics.end());
    });
}

TEST_CASE("the register shows restricted and personal fields as commitments") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        world.site.made("statutes.set_rule",
                        R"({"rule":"members.cities_per_state","value":10,"article_fr":"Article 4","article_en":"Article 4"})", world.basis);
        const auto outcome = world.site.say(
            "members.apply_for_membership",
            R"({"name":"Porto-Novo","country":"BJ","kind":"city","deliberation":{"name":"secret.pdf","media_type":"application/pdf","size":10,"sha256":")" +
                std::string(64, 'a') +
                R"("},"deliberation_date":"2026-03-01","motivation":"Zzmotif","contact_name":"Zznom","contact_email":"zz@example.org"})");
        REQUIRE(outcome);
        const auto body = world.site.body("/registre/" + std::to_string(outcome->number.value));
        CHECK(has(body, "Porto-Novo"));
        CHECK(has(body, "Réservé"));
        CHECK(has(body, "Personnel"));
        for (const auto* hidden : {"Zzmotif", "Zznom", "zz@example.org", "secret.pdf"}) CHECK_FALSE(has(body, hidden));
        CHECK(has(body, "10 au plus"));  // the verdict's arithmetic
        const auto receipt = world.site.body("/registre/" + std::to_string(outcome->number.value) + ".tlog-proof");
        CHECK(receipt.starts_with("c2sp.org/tlog-proof@v1\nindex " + std::to_string(outcome->number.value - 1) + "\n"));
    });
}

TEST_CASE("a simulated network says so on every page and is not indexed") {
    support::for_each_engine([](const store::Location& location) {
        Site site(location);
        site.made("network.describe", R"({"name_fr":"Essai","name_en":"Trial","short_name":"E","zone":"UTC","nature":"simulated"})");
        for (const auto& target : lists) {
            CHECK(has(site.body(target), "Réseau simulé."));
            CHECK(has(site.body(target), "content=\"noindex\""));
            CHECK_FALSE(has(site.body(target), "rel=\"canonical\""));
        }
        CHECK(site.body("/robots.txt") == "User-agent: *\nDisallow: /\n");
    });
}

TEST_CASE("pages say where they stand in the other language, and keep the query") {
    support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    const auto body = world.site.body("/membres?country=BJ&sort=-name");
    CHECK(has(body, "href=\"/en/members?country=BJ&amp;sort=-name\""));
    CHECK(has(body, "rel=\"canonical\" href=\"https://network.example.org/membres\""));
    CHECK(has(body, "hreflang=\"en\" href=\"https://network.example.org/en/members\""));
    CHECK(has(world.site.body("/membres?date=2014-01-01"), "content=\"noindex\""));
    CHECK(has(world.site.body("/"), "application/ld+json"));
}

TEST_CASE("what an administrator sees is kept for nobody else") {
    support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    CHECK(world.site.get("/membres").keeping == web::Keeping::page);
    world.site.hooks.visitor = [](const web::Request& request, store::Db&) {
        web::Visitor visitor;
        if (request.header("Cookie")) visitor.holdings = {{acts::Role::officer, {}}};
        return visitor;
    };
    const auto seen = world.site.get("/membres", {{"Cookie", "s=1"}});
    CHECK(seen.keeping == web::Keeping::never);
    CHECK(has(std::string(seen.bytes()), "class=\"adm\""));
    CHECK(world.site.get("/membres").keeping == web::Keeping::page);
}

TEST_CASE("the directory finds names in any spelling, filters, sorts and turns pages") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        for (int i = 1; i <= 51; ++i) world.member("Œuvre-sur-Méré " + std::to_string(i), R"("attested":"2014")", "FR");
        world.member("Cotonou");
        CHECK(has(world.site.body("/membres?q=oeuvre+mere"), "51</span>") == false);
        CHECK(has(world.site.body("/membres?q=oeuvre+mere"), "51 membres"));
        CHECK(has(world.site.body("/membres?q=OEUVRE"), "51 membres"));
        CHECK(has(world.site.body("/membres?q=cotonu"), "Aucun membre"));
        CHECK(has(world.site.body("/membres?country=BJ"), "1 membre"));
        CHECK(has(world.site.body("/membres?region=011"), "1 membre"));
        CHECK(has(world.site.body("/membres?kind=capital"), "Aucun membre"));
        CHECK(has(world.site.body("/membres?page=2"), "51 à 52 sur 52"));
        CHECK(has(world.site.body("/membres?page=99"), "51 à 52 sur 52"));
        CHECK(has(world.site.body("/membres?page=x"), "1 à 50 sur 52"));
        const auto by_country = world.site.body("/membres?sort=country");
        CHECK(by_country.find("Cotonou") < by_country.find("Œuvre-sur-Méré"));
        CHECK(has(world.site.body("/membres?sort=nothing"), "aria-sort=\"ascending\""));
        CHECK(has(world.site.body("/membres?sort=-name"), "aria-sort=\"descending\""));
    });
}

TEST_CASE("who is signed in stays so on the page of an address that does not exist") {
    const support::FreshNetwork network(store::Engine::sqlite);
    World world(network.location());
    web::Request request;
    request.path = "/nulle-part";
    CHECK_FALSE(has(std::string(web::error_page(world.site.hooks, request, 404).bytes()), "class=\"adm\""));
    world.site.hooks.visitor = [](const web::Request&, store::Db&) {
        web::Visitor visitor;
        visitor.holdings = {{acts::Role::officer, {}}};
        visitor.name = "Odile Exemple";
        return visitor;
    };
    const auto page = web::error_page(world.site.hooks, request, 404);
    CHECK(has(std::string(page.bytes()), "Odile Exemple"));
    CHECK(page.keeping == web::Keeping::never);
    CHECK_FALSE(page.compress);
}

TEST_CASE("a member's page offers what its reader may do with it, and nothing to others") {
    const support::FreshNetwork network(store::Engine::sqlite);
    World world(network.location());
    const auto own = world.member("Ouidah");
    const auto page_for = [&](std::vector<acts::Holding> holdings, const std::string& more = "") {
        world.site.hooks.visitor = [=](const web::Request&, store::Db&) {
            web::Visitor visitor;
            visitor.holdings = holdings;
            return visitor;
        };
        return world.site.body(world.page_of(own, "Ouidah") + more);
    };
    CHECK_FALSE(has(page_for({}), "/actes/"));
    CHECK_FALSE(has(page_for({{acts::Role::auditor, {}}}), "/actes/"));
    CHECK(has(page_for({{acts::Role::officer, {}}}), "/actes/members.correct?member=" + std::to_string(own)));
    CHECK(has(page_for({{acts::Role::officer, {}}}), "/actes/members.name_titular?member=" + std::to_string(own)));
    CHECK_FALSE(has(page_for({{acts::Role::officer, {}}}, "?date=2020-01-01"), "/actes/"));
    for (const auto role : {acts::Role::titular, acts::Role::staff}) {
        CHECK(has(page_for({{role, {"member", own}}}), "/actes/members.state_facts?member=" + std::to_string(own)));
        CHECK_FALSE(has(page_for({{role, {"member", own + 1}}}), "/actes/"));
    }
}

TEST_CASE("an error page needs no database and speaks the reader's language") {
    web::SiteHooks hooks;
    hooks.read = []() -> web::Reading { throw store::Fault("gone"); };
    for (const auto& [path, words] :
         {std::pair{"/x", "La page ne peut pas être affichée"}, std::pair{"/en/x", "The page cannot be shown"}}) {
        web::Request request;
        request.path = path;
        request.id = "00ff";
        const auto response = web::error_page(hooks, request, 500);
        CHECK(response.status == 500);
        CHECK(has(std::string(response.bytes()), words));
        CHECK(has(std::string(response.bytes()), "00ff"));
    }
}
