// The page of search as readers get it, in both languages, and what it never shows them.
#include "search/search.h"

#include "portal/search_sources.h"
#include "support/acting_site.h"
#include "support/life.h"
#include "support/site.h"

#include <doctest/doctest.h>

namespace {

struct Found {
    explicit Found(const store::Location& location) : site(location) {
        site.made("network.describe",
                  R"({"name_fr":"Réseau d’exemple","name_en":"Example network","short_name":"RE","zone":"Europe/Paris"})");
        source = site.made("sources.record", R"({"title":"Annuaire de Cotonou","publisher":"example.org","kind":"web_page"})");
        site.made("statutes.set_rule", support::rule(50), "source:" + std::to_string(source));
        site.made("assembly.record_session",
                  R"({"body":"bureau","number":85,"number_known":"stated","place":"Brazzaville","country":"CG","mode":"not_stated",)"
                  R"("date":"2017-03-25","translated":"none","confidence":"confirmed","sources":[)" +
                      std::to_string(source) + "]}",
                  "source:" + std::to_string(source));
        city = record("Cotonou", "BJ");
        for (int i = 1; i <= 60; ++i) record("Porto-Novo " + std::to_string(i), "BJ");
        person = site.made("people.register_person", R"({"name":"Zéphyrine Exemple","email":"zephyrine@ville.example.org"})");
        application = site.made("members.apply_for_membership", support::application("Ouagadougou", "BF"));
    }
    std::int64_t record(const std::string& name, const std::string& country) {
        return site.made("members.record", support::member(name, source, country), "source:" + std::to_string(source));
    }
    void fill() {
        const auto kind = index.filling();
        for (jobs::Progress now; !now.finished;)
            site.writer.run_local([&](store::Db& db) {
                db.begin();
                now = kind.step(db, now);
                db.commit();
            });
    }
    // Without marks of no-break spaces.
    std::string page(const std::string& target) const { return support::text_of(site.get(target)); }
    void as(std::vector<acts::Holding> holdings) {
        site.hooks.visitor = [holdings](const web::Request&, store::Db&) {
            web::Visitor visitor;
            if (!holdings.empty()) visitor.actor = {"person:1", acts::Role::visitor, "visitor"};
            visitor.holdings = holdings;
            return visitor;
        };
    }
    support::Site site;
    search::Indexer index{portal::search_sources()};
    std::int64_t source = 0, city = 0, person = 0, application = 0;
};

}  // namespace

TEST_CASE("what is found stands by kind, with how many, five of each, then all of one kind page by page") {
    support::for_each_engine([](const store::Location& location) {
        Found network(location);
        network.fill();
        const auto page = network.page("/trouver?q=cotonou");
        CHECK(page.contains(">Cotonou<"));
        CHECK(page.contains(">Annuaire de Cotonou<"));
        CHECK(page.contains("2 résultats"));
        CHECK(page.contains("Bénin, "));
        CHECK(network.page("/en/search?q=cotonou").contains("2 results"));
        CHECK(network.page("/en/search?q=COT%C3%94NOU").contains(">Cotonou<"));
        const auto novo = network.page("/trouver?q=novo");
        CHECK(novo.contains("60 résultats"));
        CHECK(novo.contains("Voir les 60 résultats"));
        CHECK(novo.contains(">Porto-Novo 5<"));
        CHECK_FALSE(novo.contains(">Porto-Novo 6<"));
        const auto all = network.page("/trouver?q=novo&kind=member");
        CHECK(all.contains(">Porto-Novo 50<"));
        CHECK_FALSE(all.contains(">Porto-Novo 51<"));
        const auto second = network.page("/trouver?q=novo&kind=member&page=2");
        CHECK(second.contains(">Porto-Novo 60<"));
        CHECK_FALSE(second.contains(">Porto-Novo 50<"));
        CHECK(network.page("/trouver?q=novo&kind=member&page=99999999999").contains(">Porto-Novo 60<"));  // the last there is
        CHECK(network.page("/trouver?q=novo&kind=nothing").contains("Voir les 60 résultats"));
    });
}

TEST_CASE("when many kinds have something, fewer of each are shown: fifty rows at most") {
    const support::FreshNetwork place(store::Engine::sqlite);
    Found network(place.location());
    for (int i = 0; i < 6; ++i) {
        const auto number = std::to_string(i);
        network.site.made("sources.record", R"({"title":"Annuaire S)" + number + R"(","kind":"document"})");
        network.record("Sousse " + number, "TN");
        network.site.made("people.register_person",
                          R"({"name":"Sitou Exemple )" + number + R"(","email":"s)" + number + R"(@example.org"})");
    }
    network.fill();
    network.as({{acts::Role::administrator}});
    const auto rows = [&](const std::string& target) {
        const auto page = network.page(target);
        const auto results = page.substr(page.find("id=\"results\""), page.find("</main>") - page.find("id=\"results\""));
        std::size_t rows = 0, kinds = 0;
        for (std::size_t at = 0; (at = results.find("<li>", at)) != results.npos; ++at) ++rows;
        for (std::size_t at = 0; (at = results.find("<h2>", at)) != results.npos; ++at) ++kinds;
        return std::pair(rows, kinds);
    };
    const auto [few, few_kinds] = rows("/trouver?q=sousse");
    CHECK(few == 5);
    CHECK(few_kinds == 1);
    const auto [many, kinds] = rows("/trouver?q=s");
    CHECK(kinds >= 6);
    CHECK(many <= 50);
    CHECK(many >= kinds);
}

TEST_CASE("rules, pages and acts are found by their names, acts and things by their numbers") {
    const support::FreshNetwork place(store::Engine::sqlite);
    Found network(place.location());
    network.fill();
    CHECK(network.page("/trouver?q=villes+par+%C3%A9tat").contains("href=\"/statuts/members.cities_per_state\""));
    const auto found = [&](const std::string& target) {
        const auto page = network.page(target);
        return page.substr(page.find("id=\"results\""), page.find("</main>") - page.find("id=\"results\""));
    };
    CHECK(found("/en/search?q=open+data").contains("href=\"/en/open-data\""));
    CHECK(found("/en/search?q=donn%C3%A9es+ouvertes").contains("href=\"/en/open-data\""));  // in either language
    CHECK(found("/trouver?q=newsletter").contains("href=\"/lettre-d-information\""));
    CHECK(found("/trouver?q=quorum").contains("href=\"/statuts/quorum.general_assembly\""));  // not set, and its page says so
    CHECK(found("/en/search?q=85th").contains(">85th Bureau meeting, Brazzaville<"));
    CHECK(found("/trouver?q=85e").contains("85e réunion du Bureau"));
    CHECK(network.page("/trouver?q=r%C3%B4le+confi%C3%A9").contains("/registre?act=accounts.grant_role"));
    CHECK(network.page("/trouver?q=3").contains("href=\"/registre/3\""));
    CHECK(network.page("/trouver?q=acte+n%C2%B0+3").contains("href=\"/registre/3\""));
    CHECK_FALSE(network.page("/trouver?q=30000").contains("href=\"/registre/30000\""));
    CHECK(network.page("/trouver?q=" + std::to_string(network.city)).contains(">Cotonou<"));
    CHECK(network.page("/trouver?q=contonou").contains(">Cotonou<"));  // one letter more
    CHECK(network.page("/trouver?q=contonou").contains("presque ainsi"));
    CHECK(network.page("/trouver?q=zzyzx").contains("Rien ne correspond"));
    CHECK(network.page("/trouver?q=%3Cscript%3Ealert(1)").contains("&lt;script&gt;"));
    CHECK_FALSE(network.page("/trouver?q=%3Cscript%3Ealert(1)").contains("<script>alert"));
    CHECK(network.site.get("/trouver?q=" + std::string(1000, 'x')).status == 200);
    CHECK(network.site.get("/trouver?q=%F0%9F%8F%99").status == 200);
    CHECK(network.page("/").contains("action=\"/trouver\""));
    CHECK(network.page("/en/members").contains("action=\"/en/search\""));
}

TEST_CASE("a visitor finds nobody and no application, the secretariat both, and who acts for a city no more than a visitor") {
    const support::FreshNetwork place(store::Engine::sqlite);
    Found network(place.location());
    network.fill();
    const std::vector<std::string> targets{"zephyrine",
                                           "exemple",
                                           "zephirine",
                                           "zephyrine%40ville.example.org",
                                           "ouagadougou",
                                           std::to_string(network.person),
                                           std::to_string(network.application)};
    const auto hidden = [&](const std::string& kinds) {
        for (const auto& typed : targets)
            for (const auto* kind : {"", "&kind=person", "&kind=application"}) {
                const auto page = network.page("/trouver?q=" + typed + kind);
                CAPTURE((kinds + " " + typed + kind));
                CHECK_FALSE(page.contains("Zéphyrine"));
                CHECK_FALSE(page.contains(">Ouagadougou<"));
                CHECK_FALSE(page.contains("Demandes d"));
            }
    };
    hidden("a visitor");
    network.as({{acts::Role::staff, {"member", network.city}}});
    hidden("staff");
    network.as({{acts::Role::expert}});
    hidden("an expert");
    for (const auto role : {acts::Role::officer, acts::Role::treasurer, acts::Role::administrator}) {
        network.as({{role}});
        CHECK(network.page("/trouver?q=zephyrine").contains(">Zéphyrine Exemple<"));
        CHECK(network.page("/trouver?q=ouagadougou").contains(">Ouagadougou<"));
        CHECK(network.page("/trouver?q=" + std::to_string(network.person)).contains(">Zéphyrine Exemple<"));
    }
}

TEST_CASE("while the index is not whole the page says so, and is of the present whatever knowledge is asked") {
    const support::FreshNetwork place(store::Engine::sqlite);
    Found network(place.location());
    CHECK(network.page("/trouver?q=cotonou").contains("se construit"));
    network.fill();
    CHECK_FALSE(network.page("/trouver?q=cotonou").contains("se construit"));
    CHECK(network.page("/trouver?q=cotonou&known=2").contains("2 résultats"));
}
