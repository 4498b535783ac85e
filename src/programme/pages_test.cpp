// What the pages of the programme show, to whom, and on which day.
#include "programme/pages.h"

#include "support/acting_site.h"
#include "support/life.h"
#include "support/site.h"
#include "web/form.h"

#include <doctest/doctest.h>

using namespace programme;
using support::Site;

namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }
std::string number(std::int64_t id) { return std::to_string(id); }

// One programme with an axis and its orientation, a frame with a goal and its target.
struct Planned {
    explicit Planned(const store::Location& at) : site(at) {
        site.made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"UTC"})");
        source = site.made("sources.record", R"({"title":"Brochure d’exemple","kind":"document"})");
        basis = "source:" + number(source);
        programme =
            site.made("programme.record",
                      R"({"name_fr":"Programmation d’essai","name_en":"Trial programme","translated":"en","from":"2014","to":"2018",)"
                      R"("adopted":"2013-11","adopted_by_fr":"Assemblée, Exemple","adopted_by_en":"Assembly, Example"})",
                      basis);
        axis = node("axis", "Premier axe", "First axis");
        orientation = node("orientation", "Une orientation", "An orientation", axis);
        frame = site.made("programme.record_frame",
                          R"({"kind":"goals","name_fr":"Objectifs","name_en":"Goals","short_fr":"OBJ","short_en":"GOAL"})", basis);
        site.made("programme.add_codes",
                  "{\"frame\":" + number(frame) +
                      R"(,"wording":"ours","codes":[{"code":"11","name_fr":"Villes","name_en":"Cities"},)"
                      R"({"code":"11.5","parent":"11","name_fr":"Crues <b>","name_en":"Floods"}]})",
                  basis);
    }
    std::int64_t node(const std::string& kind, const std::string& fr, const std::string& en, std::int64_t parent = 0) {
        return site.made("programme.add_node",
                         "{\"programme\":" + number(programme) + R"(,"kind":")" + kind + R"(","ordinal":1,"name_fr":")" + fr +
                             R"(","name_en":")" + en + R"(","translated":"en")" + (parent ? ",\"parent\":" + number(parent) : "") + "}",
                         basis);
    }
    std::string at(std::int64_t id, const std::string& slug) const { return number(id) + "-" + slug; }

    Site site;
    std::int64_t source = 0, programme = 0, axis = 0, orientation = 0, frame = 0;
    std::string basis;
};

}  // namespace

TEST_CASE("The programmes are shown over time, and whether one is in force on the day that is asked") {
    support::for_each_engine([](const store::Location& at) {
        Planned planned(at);
        const auto& site = planned.site;
        const auto today = site.body("/programmation");
        CHECK(holds(today, "Aucune programmation en cours connue"));
        CHECK(holds(today, "La dernière connue est"));
        CHECK(holds(today, "Brochure d’exemple"));
        const auto then = site.body("/programmation?date=2016-01-01");
        CHECK(!holds(then, "Aucune programmation en cours"));
        CHECK(holds(then, "Premier axe"));
        CHECK(!holds(site.body("/programmation?date=2013-12-31"), "La dernière connue est"));
        CHECK(holds(site.body("/en/programme"), "Trial programme"));
        CHECK(holds(site.body("/programmation.csv"), "Programmation d’essai,2014,2018,recorded,2014-01-01,2018-12-31,2013-11"));
        CHECK(site.get("/programmation.xlsx").status == 200);
        CHECK(holds(site.body("/api/programmes"), R"("from":"2014","to":"2018","adopted":"2013-11")"));
    });
}

TEST_CASE("The page of a programme shows its axes, its adoption and its sources, and says what is not known") {
    support::for_each_engine([](const store::Location& at) {
        Planned planned(at);
        auto& site = planned.site;
        const auto path = "/programmation/" + planned.at(planned.programme, "programmation-d-essai");
        const auto page = site.body(path);
        for (const auto* part : {"novembre 2013, Assemblée, Exemple", "Axe 1 – Premier axe", "Une orientation", "n’est pas connu",
                                 "Aucun indicateur", "Aucun cadre ne lui est relié", "Achevée"})
            CHECK_MESSAGE(holds(page, part), std::string(part));
        CHECK(!holds(page, "traduction de notre rédaction"));
        const auto english = site.body("/en/programme/" + planned.at(planned.programme, "programmation-d-essai"));
        CHECK(holds(english, "our own translation"));
        CHECK(holds(english, "Assembly, Example"));
        CHECK(holds(site.body(path + "?date=2016-01-01"), "En cours"));
        CHECK(holds(site.body(path + "?date=2013-01-01"), "À venir"));
        const auto elsewhere = site.get("/programmation/" + number(planned.programme));
        CHECK(elsewhere.status == 301);
        CHECK(elsewhere.headers.value_or("Location", "") == path);
        for (const auto* absent :
             {"/programmation/999", "/programmation/x", "/programmation/volets/999", "/programmation/volets/x", "/programmation/cadres/999",
              "/programmation/cadres/999/1", "/api/programmes/999", "/api/frames/999/codes"})
            CHECK_MESSAGE(site.get(absent).status == 404, std::string(absent));

        // Two sources that differ on its length are both shown, and that they differ.
        CHECK(!holds(page, "ne s’accordent pas"));
        for (const auto years : {4, 5})
            site.made("programme.state_length", "{\"programme\":" + number(planned.programme) + ",\"years\":" + number(years) + "}",
                      planned.basis);
        const auto both = site.body(path);
        CHECK(holds(both, "4 ans"));
        CHECK(holds(both, "5 ans"));
        CHECK(holds(both, "ne s’accordent pas"));
        CHECK(holds(site.body(path + ".csv"), "orientation"));
        CHECK(holds(site.body("/api/programmes/" + number(planned.programme)), R"("lengths":[{"years":4)"));
    });
}

TEST_CASE("What is tagged with an orientation is counted at its axis and its programme, and listed on both pages") {
    support::for_each_engine([](const store::Location& at) {
        Planned planned(at);
        auto& site = planned.site;
        const auto city = site.made("members.record", support::member("Ouidah", planned.source, "BJ"), planned.basis);
        const auto tag = [&](const std::string& where, std::int64_t id) {
            return site.made("programme.tag", R"({"kind":"member","thing":)" + number(city) + ",\"" + where + "\":" + number(id) + "}");
        };
        tag("node", planned.orientation);
        const auto page = site.body("/programmation/" + planned.at(planned.programme, "programmation-d-essai"));
        CHECK(holds(page, "1 membre"));
        CHECK(!holds(page, "Rien n’est encore rattaché"));
        const auto axis = "/programmation/volets/" + number(planned.axis);
        CHECK(holds(site.body(axis), "Ouidah"));
        CHECK(holds(site.body(axis), "/membres/" + number(city) + "-ouidah"));
        CHECK(holds(site.body(axis + ".csv"), "Ouidah,member,member:" + number(city)));
        CHECK(holds(site.body(axis + ".csv?kind=member"), "Ouidah"));
        CHECK_FALSE(holds(site.body(axis + ".csv?kind=decision"), "Ouidah"));
        for (const auto* kind : {"members", "person"}) CHECK(site.get(axis + ".csv?kind=" + kind).status == 400);
        CHECK(holds(site.body(axis + "?kind=member"), "Ouidah"));
        CHECK(site.get(axis + "?kind=%3Cb%3E").status == 200);
        CHECK(holds(site.body("/api/programmes/" + number(planned.programme)), R"("tagged":[{"kind":"member","things":1}])"));

        const auto frame = "/programmation/cadres/" + planned.at(planned.frame, "obj");
        CHECK(holds(site.body(frame), "Villes"));
        CHECK(!holds(site.body(frame), "Crues"));  // targets stand on the page of their goal
        CHECK(holds(site.body(frame + "/11"), "Crues &lt;b&gt;"));
        CHECK(holds(site.body(frame + "/11.5"), "Rien n’y est rattaché"));
        CHECK(site.get(frame + "/12").status == 404);
        tag("code", find_code(*site.hooks.read(), Id<Frame>{planned.frame}, "11.5")->id.value);
        CHECK(holds(site.body(frame + "/11.5"), "Ouidah"));
        CHECK(holds(site.body(frame + "/11"), "Ouidah"));
        CHECK(holds(site.body(frame + "/11"), "1 membre"));  // beside its target
        CHECK(holds(site.body(frame), "1 membre"));
        CHECK(holds(site.body(frame + "/11.5.csv"), "Ouidah"));
        CHECK(holds(site.body(frame + ".csv"), "11.5"));
        CHECK(holds(site.body("/api/frames/" + number(planned.frame) + "/codes"), R"("code":"11.5")"));
        CHECK(holds(site.body("/programmation/cadres"), "Objectifs"));
    });
}

TEST_CASE("An indicator shows start, last value and target as of the day, and sources that differ") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Planned planned(network.location());
    auto& site = planned.site;
    const auto indicator =
        site.made("programme.add_indicator",
                  "{\"node\":" + number(planned.axis) +
                      R"(,"name_fr":"Élus formés","name_en":"Councillors trained","translated":"none","unit_fr":"personnes",)"
                      R"("unit_en":"people","counts":"people","baseline":0,"baseline_at":"2014","target":200,"target_at":"2018"})",
                  planned.basis);
    const auto state = [&](const std::string& value) {
        site.made("programme.state_indicator", "{\"indicator\":" + number(indicator) + "," + value + "}", planned.basis);
    };
    const auto path = "/programmation/" + planned.at(planned.programme, "programmation-d-essai");
    CHECK(holds(site.body(path), "non calculable"));
    state(R"("value":50,"women":30,"men":20,"at":"2015")");
    state(R"("value":100,"at":"2016")");
    CHECK(holds(site.body(path), "50\u00a0%"));
    CHECK(holds(site.body(path), "ne distingue pas"));
    CHECK(holds(site.body(path + "?date=2015-06-01"), "25\u00a0%"));
    CHECK(holds(site.body(path + "?date=2015-06-01"), "30 femmes"));
    state(R"("value":120,"at":"2016")");
    CHECK(holds(site.body(path), "Les sources diffèrent"));
    const auto axis = site.body("/programmation/volets/" + number(planned.axis));
    CHECK(holds(axis, "<svg"));
    CHECK(holds(axis, "120 personnes"));
}

TEST_CASE("The panel of a thing shows its tags to all, and lets an officer add and remove") {
    support::ActingSite site;
    site.settle();
    const auto basis = "source:" + site.source();
    const auto programme =
        site.must("programme.record", R"({"name_fr":"Essai","name_en":"Trial","translated":"en","from":"2014","to":"2018"})", basis)
            .first_thing();
    const auto axis = site.must("programme.add_node",
                                "{\"programme\":" + number(programme) +
                                    R"(,"kind":"axis","ordinal":1,"name_fr":"Premier axe","name_en":"First axis","translated":"en"})",
                                basis)
                          .first_thing();
    web::add_page(site.router, site.hooks, "panel", {"/panel", "/en/panel"}, {}, [&](web::Visit& visit) {
        return web::page(visit, {.title = "Panel", .description = "", .at = {"/panel", "/en/panel"}},
                         tags_panel(visit, "source", *web::whole_number(site.source())));
    });
    const auto page = [&] { return support::text_of(site.get("/panel")); };
    CHECK(!holds(page(), "programme.tag"));
    CHECK(!holds(page(), "Aucun rattachement"));
    site.sign_in_as(site.person("officer@example.org", {{acts::Role::officer}}));
    CHECK(holds(page(), "/actes/programme.tag?kind=source"));
    const auto form = support::text_of(site.get("/actes/programme.tag?kind=source&thing=" + site.source()));
    CHECK(holds(form, "Essai – Axe 1 – Premier axe"));
    CHECK(site.post("/actes/programme.tag", {{"kind", "source"}, {"thing", site.source()}, {"node", number(axis)}}).status == 303);
    CHECK(holds(page(), "Axe 1 – Premier axe"));
    CHECK(holds(page(), "/actes/programme.untag?tag="));
    site.sign_out();
    CHECK(holds(page(), "Axe 1 – Premier axe"));
    CHECK(!holds(page(), "programme.untag"));
}
