// The history of anything: what each act changed, and who may read which of it.
#include "acts/log.h"
#include "support/site.h"
#include "web/changes.h"

#include <doctest/doctest.h>

namespace {

using support::Site;

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
std::string plain(std::string text) {
    for (const std::string_view space : {"\u00a0", "\u202f"})
        for (std::size_t at = 0; (at = text.find(space, at)) != text.npos;) text.replace(at, space.size(), " ");
    return text;
}

struct World {
    explicit World(const store::Location& location) : site(location) {
        site.made("network.describe", R"({"name_fr":"Réseau d’essai","name_en":"Trial network","short_name":"RE","zone":"Europe/Paris"})");
        basis = "source:" + std::to_string(site.made("sources.record", R"({"title":"Une page d’exemple","kind":"web_page"})"));
        member =
            site.made("members.record",
                      R"({"name":"Cotonou","country":"BJ","kind":"city","member_class":"active","attested":"2014","population":679012,)"
                      R"("sources":[)" +
                          basis.substr(7) + "]}",
                      basis);
    }
    std::string correction(std::int64_t seen, const std::string& rest) const {
        return "{\"member\":" + std::to_string(member) + ",\"seen\":" + std::to_string(seen) +
               R"(,"name":"Cotonou","kind":"city","attested":"2014")" + rest + "}";
    }
    std::string page(const std::string& kind, std::int64_t id) const {
        return plain(site.body("/registre?thing=" + kind + ":" + std::to_string(id)));
    }
    void as(std::vector<acts::Holding> holdings, std::int64_t person = 0) {
        site.hooks.visitor = [=](const web::Request&, store::Db&) {
            web::Visitor visitor;
            if (person) visitor.actor.id = "person:" + std::to_string(person);
            visitor.holdings = holdings;
            return visitor;
        };
    }
    Site site;
    std::string basis;
    std::int64_t member = 0;
};

}  // namespace

TEST_CASE("a correction shows what it changed, before and after, and nothing that it left as it was") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        world.site.made("members.correct", world.correction(world.member / 1000, R"(,"member_class":"associate","population":700000)"),
                        world.basis);
        const auto corrected = acts::read_head(*world.site.readers.lend()).size;
        world.site.made("members.correct", world.correction(corrected, R"(,"member_class":"associate")"), world.basis);
        const auto lines = acts::history_of(*world.site.readers.lend(), "member", world.member, web::changes_most);
        CHECK(lines.size() == 3);
        const auto page = world.page("member", world.member);
        for (const auto* part : {"Histoire : Cotonou", "700 000", "Avant :", "679 012", "Une page d’exemple", "Secrétariat permanent"}) {
            CAPTURE(part);
            CHECK(has(page, part));
        }
        const auto act = plain(world.site.body("/registre/" + std::to_string(corrected)));
        CHECK(has(act, "Ce que cet acte a changé"));
        const auto changed = act.substr(act.find("Ce que cet acte a changé"));
        CHECK(has(changed.substr(0, changed.find("</section>")), "679 012"));
        CHECK(!has(changed.substr(0, changed.find("</section>")), "Attestée"));
        CHECK(has(world.site.body("/en/register?thing=member:" + std::to_string(world.member)), "Before:"));
    });
}

TEST_CASE("a history names what has a name: sources, members, applications; and people go by their number") {
    const support::FreshNetwork network(store::Engine::sqlite);
    World world(network.location());
    const auto person = world.site.made("people.register_person", R"({"name":"Claire Exemple"})");
    world.site.made(
        "members.name_titular",
        "{\"member\":" + std::to_string(world.member) + ",\"person\":" + std::to_string(person) + R"(,"title":"Maire","from":"2020"})",
        world.basis);
    const auto page = world.page("member", world.member);
    CHECK(has(page.substr(page.find("<dt>Sources")), "Une page d’exemple"));
    CHECK(has(page, "n° " + std::to_string(person)));
    CHECK_FALSE(has(page, "Claire Exemple"));
    world.as({{acts::Role::officer, {}}});
    CHECK(has(world.page("person", person), "Cotonou"));
}

TEST_CASE("a value that was taken away shows as absent, and who was admitted begins where its application ended") {
    const support::FreshNetwork network(store::Engine::sqlite);
    World world(network.location());
    world.site.made("members.correct", world.correction(world.member / 1000, R"(,"member_class":"active")"), world.basis);
    const auto number = acts::read_head(*world.site.readers.lend()).size;
    const auto reading = world.site.hooks.read();
    const web::Request request;
    const web::Visit visit{.request = request,
                           .hooks = world.site.hooks,
                           .language = base::Language::fr,
                           .words = web::words_of(base::Language::fr),
                           .reading = reading,
                           .facts = {}};
    const auto changes =
        web::changes_of(visit, "member", world.member, acts::history_of(*reading, "member", world.member, web::changes_most));
    REQUIRE(changes.contains(number));
    REQUIRE(changes.at(number).size() == 1);
    CHECK(plain(changes.at(number)[0].before) == "679 012");
    CHECK(changes.at(number)[0].after.empty());
    CHECK(!changes.at(number)[0].first);
    for (const auto& change : changes.at(world.member / 1000)) CHECK(change.first);
}

TEST_CASE("each value of a rule stands in the history of the first, and a titular has a history of their own") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        const auto rule = [&](int value) {
            return world.site.made("statutes.set_rule",
                                   R"({"rule":"members.cities_per_state","value":)" + std::to_string(value) +
                                       R"(,"article_fr":"Article 4","article_en":"Article 4"})",
                                   world.basis);
        };
        const auto first = rule(5);
        rule(10);
        const auto page = world.page("rule", first);
        CHECK(has(page, "Règle n° " + std::to_string(first)));
        CHECK(has(page, "Avant : <bdi>5</bdi>"));
        const auto person = world.site.made("people.register_person", R"({"name":"Maire Exemple"})");
        const auto titular = world.site.made(
            "members.name_titular",
            "{\"member\":" + std::to_string(world.member) + ",\"person\":" + std::to_string(person) + R"(,"title":"Maire","from":"2020"})",
            world.basis);
        for (const auto* day : {"2026-01-02", "2026-03-04"})
            world.site.made("members.confirm_titular", "{\"titular\":" + std::to_string(titular) + R"(,"on":")" + day + "\"}", world.basis);
        const auto told = world.page("titular", titular);
        CHECK(has(told, "4 mars 2026"));
        CHECK(has(told, "Avant : <bdi>2 janvier 2026</bdi>"));
        CHECK(!has(told, "Maire Exemple"));
    });
}

TEST_CASE("no visitor reads a restricted or personal value in any history; the secretariat and an auditor read the restricted ones") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        world.site.made("statutes.set_rule",
                        R"({"rule":"members.cities_per_state","value":5,"article_fr":"Article 4","article_en":"Article 4"})", world.basis);
        const auto application = world.site.made(
            "members.apply_for_membership",
            R"({"name":"Ouidah","country":"BJ","kind":"city","deliberation":{"name":"secrète.pdf","media_type":"application/pdf","size":5,)"
            R"("sha256":")" +
                base::sha256({"x"}).hex() +
                R"("},"deliberation_date":"2026-09-01","motivation":"motivation secrète","contact_name":"Claire Exemple",)"
                R"("contact_email":"claire@example.org"})");
        struct Who {
            std::vector<acts::Holding> holdings;
            std::int64_t person;
            bool restricted;
        };
        std::vector<std::pair<std::string, std::int64_t>> things;
        {
            const auto db = world.site.readers.lend();
            auto rows = db->ask("SELECT DISTINCT kind, thing FROM journal_history ORDER BY kind, thing");
            while (rows.next()) things.emplace_back(rows.text(0), rows.integer(1));
        }
        CHECK(things.size() > 3);
        for (const auto& who : {Who{{}, 0, false}, Who{{}, 5001, false}, Who{{{acts::Role::staff, {"member", world.member}}}, 5001, false},
                                Who{{{acts::Role::auditor, {"agreement", 7001}}}, 5001, false},
                                Who{{{acts::Role::auditor, {}}}, 5001, true}, Who{{{acts::Role::officer, {}}}, 5001, true}}) {
            world.as(who.holdings, who.person);
            bool read = false;
            std::vector<std::string> targets;
            for (const auto& [kind, id] : things) targets.push_back("/registre?thing=" + kind + ":" + std::to_string(id));
            for (std::int64_t number = 1; number <= acts::read_head(*world.site.readers.lend()).size; ++number)
                targets.push_back("/registre/" + std::to_string(number));
            for (const auto& target : targets) {
                CAPTURE(target);
                const auto body = plain(world.site.body(target));
                for (const auto* personal : {"Claire Exemple", "claire@example.org"}) CHECK(!has(body, personal));
                const bool secret = has(body, "motivation secrète") || has(body, "secrète.pdf") || has(body, "1er septembre 2026");
                CHECK((!secret || who.restricted));
                read = read || secret;
            }
            CHECK(read == who.restricted);
        }
        world.as({{acts::Role::officer, {}}}, 5001);
        const auto page = world.page("application", application);
        CHECK(has(page, "motivation secrète"));
        CHECK(has(page, "Réservé"));
    });
}

TEST_CASE("what is no thing, or was never touched, is a 404; what touched a person is for them and the secretariat") {
    const support::FreshNetwork network(store::Engine::sqlite);
    World world(network.location());
    const auto person = world.site.made("people.register_person", R"({"name":"Claire Exemple"})");
    for (const auto* thing : {"member", "member:", "member:0", "member:x", "member:1x", ":1", "member:99999999999999999999", "nothing:1"}) {
        CAPTURE(thing);
        CHECK(world.site.get("/registre?thing=" + std::string(thing)).status == 404);
    }
    const auto at = "/registre?thing=person:" + std::to_string(person);
    CHECK(world.site.get(at).status == 404);
    world.as({}, person + 1);
    CHECK(world.site.get(at).status == 404);
    world.as({}, person);
    CHECK(world.site.get(at).status == 200);
    world.as({{acts::Role::officer, {}}}, 1);
    CHECK(world.site.get(at).status == 200);
    CHECK(!has(world.site.body(at), "Claire Exemple"));
}
