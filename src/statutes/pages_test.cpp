// The pages of the rules: what is in force, what is not set, and what a rule answers to numbers.
#include "statutes/pages.h"

#include "support/site.h"

#include <doctest/doctest.h>

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

struct World {
    explicit World(const store::Location& location) : site(location) {
        site.made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})");
        basis = "source:" + std::to_string(site.made("sources.record", R"({"title":"Une page","kind":"web_page"})"));
    }
    void set(const std::string& kind, const std::string& place, const std::string& says) {
        site.made("statutes.set_" + kind,
                  R"({"place":{)" + place + R"(,"article_fr":"Statuts, vote","article_en":"Statutes, vote"},"says":)" + says + "}", basis);
    }
    // One of each kind.
    void all() {
        const std::string of = R"("body":"general_assembly","matter":"any")";
        set("notice", of, R"({"convening":{"length":15,"unit":"clear_days"},"documents":{"length":1,"unit":"months"},"agenda":"yes"})");
        set("initiators", of,
            R"({"alternatives":[{"body":"bureau"},{"members":6,"fraction":"1/10","countries":6,"regions":2}],"within":{"length":1,"unit":"months"}})");
        set("electorate", of, R"({"associates":"consultative","suspended":"no","dues":"year_before","paid_by":"convening"})");
        set("weights", of, R"({"measure":"population","brackets":[{"from":0,"votes":1},{"from":100000,"votes":2}]})");
        set("quorum", of,
            R"({"fraction":"1/4","comparison":"at_least","counting":"by_members","proxies":"yes","remote":"yes","moment":"each_item"})");
        set("calls", of, R"({"later":[{"delay":{"length":3,"unit":"days"}}]})");
        set("proxies", of,
            R"({"max":3,"max_share":"1/10","both":"smaller","scope":"session","chain":"no","same_country":"yes","substitutes":"no"})");
        set("majority", of + R"(,"article":"12")",
            R"({"fraction":"1/2","comparison":"more_than","base":"cast","abstentions":"no","blanks":"no","rounds":2,"tie":"chair"})");
        set("ballot", of, R"({"usual":"hands","secret_for_persons":"yes","secret_on_request":5,"secret_on_request_of":"1/4"})");
        set("term", of, R"({"years":2,"max_terms":2,"office_lost":"next_session","staggered":"yes"})");
        set("sessions", of, R"({"every_months":12,"remote":"yes","written":"no"})");
        set("delegation", of, R"({"delegates":1,"substitutes":1,"council_act":"yes","executive":"yes"})");
        set("candidacy", of, R"({"executive":"yes","council_act":"yes"})");
        set("procedure", R"("body":"members","matter":"admission")",
            R"({"pieces":[{"piece":"letter","instead":["bureau_decision"]}],"capital_opinion":"yes","examined_by":"bureau","decided_by":"general_assembly"})");
        set("words", R"("body":"bureau","matter":"any","text_fr":"Vote les subventions.","text_en":"Votes grants.")",
            R"({"topic":"powers"})");
    }
    support::Site site;
    std::string basis;
};

}  // namespace

TEST_CASE("Each kind of rule is explained in both languages, and each page answers") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        world.all();
        const auto db = store::Db::open(location, store::Access::reader);
        for (const auto& row : statutes::all_provisions(*db))
            for (const auto language : base::languages) {
                const auto& words = web::words_of(language);
                const auto says = statutes::explained(words, row);
                INFO(row.name, ": ", says);
                CHECK(says.size() > 10);
                for (const auto* unfilled : {"rules.", "{", "choice.", "rule_"}) CHECK_FALSE(has(says, unfilled));
                const auto at = (language == base::Language::fr ? "/statuts/" : "/en/statutes/") + row.name;
                const auto page = world.site.get(at);
                CHECK(page.status == 200);
                const std::string body(page.bytes());
                CHECK_FALSE(has(body, ">rules."));
                CHECK_FALSE(has(body, ">rule_"));
                const auto tried = world.site.body(at + "?try=1");
                CHECK(has(tried, row.kind == "powers" ? "</main>" : "id=\"essayer\""));
                CHECK_FALSE(has(tried, ">rules."));
            }
        const auto page = world.site.body("/statuts");
        CHECK(has(page, "Pour délibérer, il faut au moins un quart des membres, présents ou représentés, en ligne compris."));
        CHECK(has(page, "Vote les subventions."));
        CHECK(has(page, "art. 12"));
        CHECK(has(world.site.body("/en/statutes"), "A decision needs more than half of the votes cast."));
    });
}

TEST_CASE("What is not set is listed, and its page says so") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    World world(fresh.location());
    auto page = world.site.body("/statuts");
    CHECK(has(page, "href=\"/statuts/quorum.general_assembly\""));
    CHECK(has(page, "href=\"/statuts/members.cities_per_state\""));
    CHECK(has(world.site.body("/statuts/quorum.general_assembly"), "Règle non renseignée"));
    CHECK(has(world.site.body("/statuts/bureau.seats"), "Règle non renseignée"));
    for (const auto* rule : {"term.bureau", "quorum.general_assembly.amendment", "quorum.jury", "composition.bureau"}) {
        CHECK(has(world.site.body("/statuts/" + std::string(rule)), "Règle non renseignée"));
        CHECK(has(world.site.body("/en/statutes/" + std::string(rule)), "Rule not set"));
    }
    for (const auto* nothing : {"nothing", "quorum", "quorum.nobody", "quorum.jury.nothing", "members.nothing"})
        CHECK(world.site.get("/statuts/" + std::string(nothing)).status == 404);
    CHECK_FALSE(
        has(world.site.body("/statuts/quorum.general_assembly?try=1&electorate=10&present=10"), "id=\"essayer\""));  // nothing to try
    world.all();
    page = world.site.body("/statuts");
    const auto missing = page.substr(page.find("Ce qui n’est pas renseigné"));
    CHECK_FALSE(has(missing, "/statuts/quorum.general_assembly\""));
    CHECK_FALSE(has(missing, "/statuts/majority.general_assembly.amendment"));  // the one for any decision settles it
    CHECK(has(missing, "/statuts/quorum.bureau"));
    CHECK(has(world.site.body("/statuts/majority.general_assembly.amendment"), "plus de la moitié des suffrages exprimés"));
}

TEST_CASE("A reader tries numbers: the verdict with its arithmetic and its article, or what is wrong with what was typed kept") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    World world(fresh.location());
    world.all();
    const auto ask = [&](const std::string& query) { return world.site.body("/statuts/majority.general_assembly?try=1&" + query); };
    const auto adopted = ask("for=214&against=2&abstentions=9");
    CHECK(has(adopted, "225 votants, 9 abstentions, 216 suffrages exprimés"));
    CHECK(has(adopted, "214 pour, 2 contre, majorité absolue 109"));
    CHECK(has(adopted, "adopté (art. 12)."));
    CHECK(has(ask("for=108&against=108"), "la présidence départage (art. 12)."));
    CHECK(has(ask("for=108&against=108&casting=casting_for"), "départage\u00a0: adopté (art. 12)."));
    const auto wrong = ask("for=beaucoup&against=-2&abstentions=9&casting=peut-%C3%AAtre");
    CHECK(has(wrong, "role=\"alert\""));
    CHECK(has(wrong, "value=\"beaucoup\""));
    CHECK(has(wrong, "value=\"-2\""));
    CHECK(has(wrong, "value=\"9\""));
    CHECK(has(wrong, "href=\"#f-casting\""));
    CHECK_FALSE(has(wrong, "La règle l’admet"));
    CHECK(has(ask("against=2"), "href=\"#f-for\""));
    CHECK_FALSE(has(world.site.body("/statuts/majority.general_assembly"), "role=\"alert\""));
    CHECK(has(ask("for=%22%3E%3Cscript%3E&against=1"), "&lt;script"));
    CHECK_FALSE(has(world.site.body("/statuts/majority.bureau?try=1&for=1&against=0"), "id=\"essayer\""));  // nothing to try
    const auto numbers = world.site.body("/statuts/notice.general_assembly?try=1&sent=2026-05-01&session=31/05/2026&documents=hier");
    CHECK(has(numbers, "href=\"#f-documents\""));
}

TEST_CASE("On another day another rule is asked, and programs read both forms of rules") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    World world(fresh.location());
    const std::string of = R"("body":"bureau","matter":"any")";
    const auto quorum = [](const std::string& share) {
        return R"({"fraction":")" + share +
               R"(","comparison":"at_least","counting":"by_members","proxies":"no","remote":"no","moment":"opening"})";
    };
    world.set("quorum", of + R"(,"to":"2015")", quorum("1/2"));
    world.set("quorum", of + R"(,"from":"2015")", quorum("1/3"));
    const auto ask = [&](const std::string& more) {
        return world.site.body("/statuts/quorum.bureau?try=1&electorate=30&present=10" + more);
    };
    CHECK(has(ask(""), "La règle l’admet"));
    CHECK(has(ask("&date=2014-12-31"), "La règle le refuse"));
    CHECK(has(ask("&date=2014-12-31"), "name=\"date\" value=\"2014-12-31\""));
    CHECK(has(ask("&date=2015-01-01"), "La règle l’admet"));
    const auto list = world.site.body("/api/rules");
    CHECK(has(list, R"("rule":"quorum.bureau","value":null,"provision":{"comparison":"at_least")"));
    CHECK(has(list, R"("in_force":false)"));
    CHECK(has(list, R"("in_force":true)"));
    CHECK(has(std::string(support::whole(world.site.get("/statuts.csv")).bytes()), "quorum.bureau"));
}

TEST_CASE("What a source attests of years is said by years, and what it attests of days by days") {
    support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    const auto set = [&](int value, const std::string& when) {
        world.site.made(
            "statutes.set_rule",
            R"({"rule":"bureau.seats","value":)" + std::to_string(value) + when + R"(,"article_fr":"Bureau","article_en":"Bureau"})",
            world.basis);
    };
    set(20, R"(,"to":"2004")");
    set(24, R"(,"from":"2004","to":"2015")");
    set(28, R"(,"from":"2015","to":"2024-05-24")");
    set(30, R"(,"from":"2024-05-24")");
    const auto page = world.site.body("/statuts/bureau.seats");
    for (const auto* said :
         {"En vigueur jusqu’en 2003", "En vigueur de 2004 à 2014", "En vigueur de 2015 au 23 mai 2024", "En vigueur depuis le 24 mai 2024"})
        CHECK_MESSAGE(has(page, said), said);
    CHECK(has(world.site.body("/statuts/bureau.seats?date=2004-12-30"), "En vigueur au plus tôt le 1er janvier 2004"));
    CHECK_FALSE(has(world.site.body("/statuts/bureau.seats?date=2004-12-31"), "au plus tôt"));
    CHECK(has(world.site.body("/en/statutes?date=2004-05-02"), "In force from 1 January 2004 at the earliest"));
    set(31, R"(,"from":"2025/2027")");
    CHECK(has(world.site.body("/statuts/bureau.seats?date=2027-12-30"), "En vigueur au plus tôt le 1er janvier 2025"));
    CHECK(has(world.site.body("/statuts/bureau.seats?date=2027-12-31"), "En vigueur, début : entre 2025 et 2027"));
    CHECK(
        has(world.site.body("/statuts/bureau.seats"), "En vigueur du 24 mai 2024 au 31 décembre 2024"));  // until the one that replaced it
    set(32, R"(,"from":"2025/2027")");
    CHECK(has(world.site.body("/statuts/bureau.seats"), "Remplacée : une autre valeur vaut pour le même temps"));
    CHECK(has(world.site.body("/en/statutes/bureau.seats?date=2010-01-01"), "In force since 2004"));
    world.site.made("statutes.set_rule",
                    R"({"rule":"dues.minimum_eur","value":550,"from":"2015","to":"2016","article_fr":"Cotisation","article_en":"Dues"})",
                    world.basis);
    CHECK(has(world.site.body("/statuts/dues.minimum_eur"), "En vigueur en 2015"));
}

TEST_CASE("A trial asks what the rule's arithmetic needs, and refuses figures that contradict each other") {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    World world(fresh.location());
    const std::string of = R"("body":"general_assembly","matter":"any")", amend = R"("body":"general_assembly","matter":"amendment")";
    const auto majority = [](const char* fraction, const char* base) {
        return R"({"fraction":")" + std::string(fraction) + R"(","comparison":"at_least","base":")" + base +
               R"(","abstentions":"no","blanks":"no","tie":"fails"})";
    };
    world.set("majority", of, majority("3/4", "present"));
    world.set("majority", amend, majority("2/3", "members"));
    world.set("quorum", of,
              R"({"fraction":"1/2","comparison":"at_least","counting":"by_members","proxies":"yes","remote":"no","moment":"opening"})");
    world.set("initiators", of, R"({"alternatives":[{"fraction":"1/10"}],"within":{"length":1,"unit":"months"}})");
    world.set("initiators", amend, R"({"alternatives":[{"body":"bureau"},{"members":1}]})");
    world.set("proxies", of, R"({"max_share":"1/10","scope":"session","chain":"no","same_country":"no","substitutes":"no"})");
    world.set("ballot", of, R"({"usual":"hands","secret_for_persons":"no","secret_on_request_of":"1/4"})");
    world.set("term", of, R"({"years":2,"office_lost":"next_session","staggered":"no"})");
    world.set("sessions", of, R"({"every_months":12,"remote":"yes","written":"no"})");
    world.set("electorate", of, R"({"associates":"consultative","suspended":"no","dues":"not_asked","paid_by":"opening"})");
    struct Row {
        const char *rule, *query;
        const char* wrong;  // the field; empty: there is a verdict
        const char* says;
    };
    for (const auto& row : {
             Row{"majority.general_assembly", "for=1&against=500", "there", "Ce champ est nécessaire"},
             Row{"majority.general_assembly", "for=8&against=20&there=27", "there", "Indiquez au moins 28"},
             Row{"majority.general_assembly", "for=8&against=20&there=28", "", "rejeté"},
             Row{"majority.general_assembly", "for=21&against=7&there=28", "", "28 présents ou représentés"},
             Row{"majority.general_assembly", "for=1&against=0&there=1", "", "1 présent ou représenté"},
             Row{"majority.general_assembly", "for=8&against=20&there=28&members=27", "members", "tant ont voté"},
             Row{"majority.general_assembly", "for=8&against=20&there=30&members=29", "members", "tant sont présents ou représentés"},
             Row{"majority.general_assembly", "for=8&against=20&there=30&members=30", "", "rejeté"},
             Row{"majority.general_assembly.amendment", "for=9&against=0", "members", "Ce champ est nécessaire"},
             Row{"majority.general_assembly.amendment", "for=5&against=0&members=7", "", "majorité de 2/3, soit 5 : adopté"},
             Row{"quorum.general_assembly", "electorate=0&present=0", "electorate", "Indiquez au moins 1"},
             Row{"quorum.general_assembly", "electorate=5&present=9", "electorate", "Indiquez au moins 9"},
             Row{"quorum.general_assembly", "electorate=9&present=9", "", "le quorum est atteint"},
             Row{"quorum.general_assembly", "electorate=9&present=9&call=0", "call", "Indiquez au moins 1"},
             Row{"initiators.general_assembly", "proposers=1", "members", "Ce champ est nécessaire"},
             Row{"initiators.general_assembly", "proposers=11&members=10", "members", "tant proposent"},
             Row{"initiators.general_assembly", "proposers=1&members=10", "", "1 membre sur 10 : la proposition est recevable"},
             Row{"initiators.general_assembly", "proposers=1&members=10&countries=2", "proposers", "tant de pays"},
             Row{"initiators.general_assembly", "proposers=1&members=10&asked=2026-05-02", "session", "Ce champ est nécessaire"},
             Row{"initiators.general_assembly", "proposers=1&members=10&asked=2026-05-02&session=2026-05-01", "session",
                 "ne précède pas le 2 mai 2026"},
             Row{"initiators.general_assembly", "proposers=1&members=10&asked=2026-05-02&session=2026-05-02", "", "recevable"},
             Row{"initiators.general_assembly.amendment", "proposers=1", "", "1 membre : la proposition est recevable"},
             Row{"proxies.general_assembly", "holds=3", "votes", "Ce champ est nécessaire"},
             Row{"proxies.general_assembly", "holds=3&votes=2", "votes", "Indiquez au moins 3"},
             Row{"proxies.general_assembly", "holds=3&votes=30", "", "3 pouvoirs avec celui-ci, 3 au plus"},
             Row{"ballot.general_assembly", "requests=1", "present", "Ce champ est nécessaire"},
             Row{"ballot.general_assembly", "requests=2&present=1", "present", "tant demandent"},
             Row{"ballot.general_assembly", "requests=1&present=4", "", "1 demande sur 4 présents"},
             Row{"term.general_assembly", "from=2024-05-02&office_lost=2024-05-01", "office_lost", "ne précède pas le 2 mai 2024"},
             Row{"term.general_assembly", "from=2024-05-02&office_lost=2025-05-02&next_session=2025-05-01", "next_session",
                 "ne précède pas le 2 mai 2025"},
             Row{"term.general_assembly", "from=2024-05-02&office_lost=2025-05-02&next_session=2025-05-02", "",
                 "la fonction s’achève le 2 mai 2025"},
             Row{"term.general_assembly", "from=2020-02-29", "", "il s’achève le 1er mars 2022"},
             Row{"sessions.general_assembly", "means=room&before=2026-05-02&next=2026-05-01", "next", "ne précède pas le 2 mai 2026"},
             Row{"electorate.general_assembly", "convened=2026-05-02&session=2026-05-01", "session", "ne précède pas le 2 mai 2026"},
         }) {
        CAPTURE(row.rule);
        CAPTURE(row.query);
        const auto page = world.site.body("/statuts/" + std::string(row.rule) + "?try=1&" + row.query);
        const auto from = page.find("id=\"essayer\"");
        REQUIRE(from != page.npos);
        const auto trial = page.substr(from);
        const bool judged = has(trial, "La règle l’admet") || has(trial, "La règle le refuse");
        CHECK(judged == (*row.wrong == 0));
        CHECK(has(trial, row.says));
        if (*row.wrong) CHECK(has(trial, "id=\"f-" + std::string(row.wrong) + "-e\""));
        const auto english = world.site.body("/en/statutes/" + std::string(row.rule) + "?try=1&" + row.query);
        CHECK_FALSE(has(english.substr(english.find("id=\"essayer\"")), "{"));
    }
    CHECK(has(world.site.body("/statuts/ballot.general_assembly"), "Le scrutin est secret sur demande : un quart des présents."));
}
