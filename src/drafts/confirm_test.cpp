// Staff prepares, the titular confirms by a link and a code: the good day, and the bad ones.
#include "app/office_desk.h"
#include "members/members.h"
#include "news/news.h"
#include "support/acting_site.h"

#include <doctest/doctest.h>

namespace {

using support::ActingSite, support::control_value, support::text_of;
using web::Parameters, web::Response;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

constexpr auto form_at = "/actes/members.state_facts";
constexpr std::int64_t minute = 60'000'000;

struct City : ActingSite {
    explicit City(store::Engine engine = store::Engine::sqlite) : ActingSite(engine) {
        settle();
        member = record("Cotonou"), other = record("Ouidah");
        staff = person("agent@example.org", {{acts::Role::staff, {"member", member}}});
        titular = person("maire@example.org", {{acts::Role::titular, {"member", member}}});
        grant = size() * 1000 + 1;
        doors_in.change([&](store::Db& db) { sign_in::put_account(db, staff, "agent@example.org", now); });
        sign_in_as(staff);
    }
    std::int64_t record(const std::string& name) {
        return must("members.record",
                    R"({"name":")" + name +
                        R"(","country":"BJ","kind":"city","member_class":"active","attested":"2024","population":679012,"sources":[)" +
                        source() + "]}",
                    "source:" + source())
            .first_thing();
    }
    Response prepare(const std::string& population = "700 000", std::int64_t about = 0) {
        const auto at = std::string(form_at) + "?member=" + std::to_string(about ? about : member);
        return post(form_at, {{"member", std::to_string(about ? about : member)},
                              {"seen", control_value(text_of(get(at)), "seen")},
                              {"population", population},
                              {"do", "confirm"}});
    }
    // The path in the last letter that has one.
    std::string link() const {
        for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter)
            if (const auto at = letter->text.find("/confirmer/"); at != std::string::npos) return letter->text.substr(at, 11 + 43);
        return {};
    }
    std::string code() const {
        const auto at = letters.back().text.find("code est ");
        return at == std::string::npos ? std::string() : letters.back().text.substr(at + 9, 6);
    }
    // Prepared; the titular on another device, without an account; a code asked and come.
    std::string asked() {
        REQUIRE(prepare().status == 303);
        sign_out();
        const auto at = link();
        REQUIRE(post(at, {{"do", "code"}}).status == 303);
        return at;
    }
    Response confirm(const std::string& at) { return post(at, {{"do", "confirm"}, {"code", code()}}); }
    std::optional<std::int64_t> population() { return members::find_member(*readers.lend(), {member})->population; }
    std::string prepared_id() { return control_value(text_of(get("/brouillons")), "prepared"); }
    base::Id<base::Person> other_person() { return person("autre@example.org", {{acts::Role::titular, {"member", other}}}); }
    void end_titular() {
        must("accounts.end_role",
             "{\"grant\":" + std::to_string(grant) + R"(,"on":")" + base::Date::utc_day(now).iso() + R"(","reason":"replaced"})");
        now += 86'400'000'000;  // the last day is over
    }
    std::int64_t member = 0, other = 0, grant = 0;
    base::Id<base::Person> staff, titular;
};

}  // namespace

TEST_CASE("staff prepares, the titular sees it in words, gets a code, and confirms: one act, in the member's capacity") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        City site(engine);
        const auto form = text_of(site.get(form_at));  // their own member without asking
        CHECK(holds(form, "Cotonou"));
        CHECK(holds(form, "Faire confirmer par le titulaire"));
        CHECK(!holds(form, ">Enregistrer</button>"));
        CHECK(site.prepare().status == 303);
        CHECK(site.letters.back().to == "maire@example.org");
        CHECK(holds(text_of(site.get("/brouillons")), "Attend le titulaire"));
        site.sign_out();

        const auto at = site.link();
        const auto page = text_of(site.get(at));
        for (const auto* part :
             {"Cotonou", "Population", "700 000", "Avant :", "679 012", "Préparé par Personne Exemple", "m…@example.org"}) {
            CAPTURE(part);
            CHECK(holds(page, part));
        }
        CHECK(!holds(page, "maire@example.org"));
        CHECK(site.population() == 679012);
        REQUIRE(site.post(at, {{"do", "code"}}).status == 303);
        CHECK(site.letters.back().to == "maire@example.org");
        CHECK(site.code().size() == 6);
        const auto before = site.size();
        const auto code = site.code();
        CHECK(site.post(at, {{"do", "confirm"}, {"code", code}}).status == 303);
        CHECK(site.size() == before + 1);
        CHECK(site.population() == 700000);
        const auto entry = acts::find_entry(*site.readers.lend(), {before + 1});
        CHECK(entry->entry.capacity == "member:" + std::to_string(site.member));
        CHECK(entry->actor() == "person:" + std::to_string(site.titular.value));
        const auto news = news::news_of(*site.readers.lend(), site.staff, 10);
        REQUIRE(news.size() == 1);
        CHECK(news[0].kind == "prepared_confirmed");
        CHECK(holds(text_of(site.get(at)), "C’est confirmé"));
        CHECK(site.post(at, {{"do", "confirm"}, {"code", code}}).status == 200);  // a second click
        CHECK(site.size() == before + 1);
        site.sign_in_as(site.staff);
        CHECK(holds(text_of(site.get("/brouillons")), "acte n° " + std::to_string(before + 1)));
    }
}

TEST_CASE("a forwarded link is worth nothing without the mailbox, and a code only in the browser that asked") {
    City site;
    const auto at = site.asked();
    const auto code = site.code(), before = std::to_string(site.size());
    site.cookies.clear();  // another browser, with the link and even the code
    CHECK(site.post(at, {{"do", "confirm"}, {"code", code}}).status == 422);
    CHECK(site.post(at, {{"do", "decline"}, {"reason", "non"}, {"code", code}}).status == 422);
    CHECK(site.post(at, {{"do", "confirm"}}).status == 422);
    CHECK(std::to_string(site.size()) == before);
    CHECK(site.ask(web::Method::post, at,
                   {{"Origin", "https://elsewhere.example.org"}, {"Content-Type", "application/x-www-form-urlencoded"}}, "do=code")
              .status == 403);
    CHECK(site.post(at, {{"do", "other"}}).status == 400);
    CHECK(site.get("/confirmer/" + std::string(43, 'A')).status == 404);
    CHECK(site.get("/confirmer/court").status == 404);
}

TEST_CASE("a code is tried five times, is good for ten minutes, and one a minute is sent, five for a link") {
    City site;
    const auto at = site.asked();
    const auto code = site.code(), wrong = std::string(code == "000000" ? "000001" : "000000");
    CHECK(site.post(at, {{"do", "code"}}).status == 429);
    for (int i = 0; i < 5; ++i) CHECK(site.post(at, {{"do", "confirm"}, {"code", wrong}}).status == 422);
    const auto spent = site.confirm(at);
    CHECK(spent.status == 422);
    CHECK(holds(text_of(spent), "essayé trop souvent"));
    site.now += minute;
    CHECK(site.post(at, {{"do", "code"}}).status == 303);
    site.now += 10 * minute;
    CHECK(holds(text_of(site.confirm(at)), "n’est plus valable"));
    for (int i = 2; i < 5; ++i) {
        CHECK(site.post(at, {{"do", "code"}}).status == 303);
        site.now += minute;
    }
    const auto none = site.post(at, {{"do", "code"}});
    CHECK(none.status == 429);
    CHECK(holds(text_of(none), "Trop de codes"));
    CHECK(site.confirm(at).status == 303);  // the last one sent is good
}

TEST_CASE("who does not confirm says why, with the code, and the staff reads it") {
    City site;
    const auto at = site.asked();
    const auto code = site.code();
    const auto before = site.size();
    CHECK(site.post(at, {{"do", "decline"}, {"code", code}, {"reason", " "}}).status == 422);
    CHECK(site.post(at, {{"do", "decline"}, {"code", code}, {"reason", std::string(1001, 'x')}}).status == 422);
    CHECK(site.post(at, {{"do", "decline"}, {"code", code}, {"reason", "Le <b>chiffre</b> est faux"}}).status == 200);
    CHECK(news::news_of(*site.readers.lend(), site.staff, 1).at(0).kind == "prepared_declined");
    CHECK(site.get(at).status == 410);
    CHECK(site.size() == before);
    site.sign_in_as(site.staff);
    const auto list = text_of(site.get("/brouillons"));
    CHECK(holds(list, "Le &lt;b&gt;chiffre"));
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", site.prepared_id()}, {"do", "remove"}}).status == 303);
    CHECK(!holds(text_of(site.get("/brouillons")), "chiffre"));
}

TEST_CASE("a link after withdrawal, an older link after another was sent, a link after fourteen days: each says so and does nothing") {
    City site;
    const auto first = site.asked();
    const auto code = site.code();
    const auto browser = site.cookies;
    site.sign_in_as(site.staff);
    const auto id = site.prepared_id();
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", id}, {"do", "again"}}).status == 409);  // one mail a minute
    site.now += minute;
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", id}, {"do", "again"}}).status == 303);
    const auto second = site.link();
    CHECK(second != first);
    CHECK(site.get(first).status == 404);
    CHECK(site.get(second).status == 200);
    site.now += 14 * 86'400'000'000;
    CHECK(site.get(second).status == 410);
    CHECK(holds(text_of(site.get(second)), "n’est plus valable"));
    site.sign_in_as(site.staff);
    CHECK(holds(text_of(site.get("/brouillons")), "Lien expiré"));
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", id}, {"do", "remove"}}).status == 404);  // it still waits
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", id}, {"do", "again"}}).status == 303);
    const auto third = site.link();
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", id}, {"do", "withdraw"}}).status == 303);
    site.cookies = browser;
    CHECK(site.get(third).status == 410);
    CHECK(holds(text_of(site.get(third)), "retiré"));
    CHECK(site.post(third, {{"do", "confirm"}, {"code", code}}).status == 410);
    CHECK(site.population() == 679012);
}

TEST_CASE("a titular replaced meanwhile can do nothing, and the staff sends it to today's") {
    City site;
    const auto at = site.asked();
    site.end_titular();
    CHECK(site.get(at).status == 410);
    const auto refused = site.confirm(at);
    CHECK(refused.status == 410);
    CHECK(holds(text_of(refused), "plus titulaire"));
    const auto next = site.person("nouvelle@example.org", {{acts::Role::titular, {"member", site.member}}});
    site.sign_in_as(site.staff);
    CHECK(holds(text_of(site.get("/brouillons")), "Le titulaire a changé"));
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", site.prepared_id()}, {"do", "again"}}).status == 303);
    CHECK(site.letters.back().to == "nouvelle@example.org");
    site.sign_out();
    const auto again = site.link();
    REQUIRE(site.post(again, {{"do", "code"}}).status == 303);
    CHECK(site.confirm(again).status == 303);
    CHECK(acts::find_entry(*site.readers.lend(), {site.size()})->actor() == "person:" + std::to_string(next.value));
}

TEST_CASE("an act that its rule refuses when it is confirmed says why, and is kept") {
    City site;
    const auto at = site.asked();
    site.must("members.correct",
              "{\"member\":" + std::to_string(site.member) + ",\"seen\":" + std::to_string(site.member / 1000) +
                  R"(,"name":"Cotonou","kind":"city","member_class":"active","attested":"2024"})",
              "source:" + site.source());
    const auto refused = site.confirm(at);
    CHECK(refused.status == 422);
    CHECK(holds(text_of(refused), "Quelqu’un a modifié cette fiche"));
    CHECK(site.get(at).status == 200);
    CHECK(site.post(at, {{"do", "confirm"}}).status == 422);  // proved already in this browser: no other code is asked
    site.sign_in_as(site.staff);
    CHECK(holds(text_of(site.get("/brouillons")), "Refusé au moment de confirmer"));
}

TEST_CASE("without mail nothing is offered that cannot work, and a code that cannot be sent is said") {
    City site;
    REQUIRE(site.prepare().status == 303);
    const auto at = site.link();
    site.mails = false;
    const auto form = text_of(site.get(form_at));
    CHECK(holds(form, "n’envoie pas de courrier"));
    CHECK(!holds(form, "value=\"confirm\""));
    CHECK(site.prepare().status == 422);
    CHECK(holds(text_of(site.get(at)), "Le courrier ne part pas"));
    CHECK(site.post(at, {{"do", "code"}}).status == 503);
    CHECK(!holds(text_of(site.get("/brouillons")), "value=\"again\""));
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", site.prepared_id()}, {"do", "again"}}).status == 409);
}

TEST_CASE("erasing the titular or who prepared it leaves a link that opens nothing") {
    for (const bool of_titular : {true, false}) {
        City site;
        const auto at = site.asked();
        site.must("people.erase_person", "{\"person\":" + std::to_string((of_titular ? site.titular : site.staff).value) + "}");
        CHECK(site.get(at).status == 404);
        CHECK(site.confirm(at).status == 404);
        CHECK(site.population() == 679012);
    }
}

TEST_CASE("the titular who signs in sees what waits for them, and has the link sent again to themselves alone") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        City site(engine);
        REQUIRE(site.prepare().status == 303);
        const auto id = site.prepared_id(), first = site.link();
        const auto receive = [&] { return site.post("/brouillons/a-confirmer", {{"prepared", id}, {"do", "receive"}}).status; };
        CHECK(receive() == 404);  // who prepared it has "again"
        const auto desk = [&] {
            web::Request request;
            std::string all;
            web::Visit visit{.request = request,
                             .hooks = site.hooks,
                             .language = base::Language::fr,
                             .words = web::words_of(base::Language::fr),
                             .reading = site.hooks.read()};
            visit.visitor.actor = {"person:" + std::to_string(site.titular.value), acts::Role::visitor, "visitor"};
            visit.visitor.holdings = {{acts::Role::titular, {"member", site.member}}};
            for (const auto& provider : app::desk_providers())
                if (provider.kind == "prepared")
                    for (const auto& item : provider.items(visit)) all += item.title + " " + provider.action(visit, item) + "\n";
            return all;
        };
        CHECK(desk() == "Cotonou, Bénin /brouillons#par-vous\n");
        site.sign_in_as(site.other_person());
        CHECK(receive() == 404);
        CHECK(!holds(text_of(site.get("/brouillons")), "À confirmer par vous"));
        site.sign_in_as(site.titular);
        const auto page = text_of(site.get("/brouillons"));
        for (const auto* part : {"À confirmer par vous", "Préparé par Personne Exemple pour Cotonou", "Recevoir le lien"})
            CHECK(holds(page, part));
        CHECK(receive() == 409);  // one mail a minute
        site.now += 61'000'000;
        CHECK(receive() == 303);
        CHECK(site.letters.back().to == "maire@example.org");
        CHECK(site.link() != first);
        site.sign_out();
        CHECK(site.get(first).status == 404);
        REQUIRE(site.post(site.link(), {{"do", "code"}}).status == 303);
        CHECK(site.confirm(site.link()).status == 303);
        CHECK(desk().empty());
    }
}

TEST_CASE("staff prepares for its own member only, what is right, and may not submit what is the titular's") {
    City site;
    const auto before = site.size();
    CHECK(holds(text_of(site.prepare("700 000", site.other)), "dont vous êtes du personnel"));
    CHECK(holds(text_of(site.prepare("beaucoup")), "#f-population"));
    CHECK(site.post(form_at, {{"member", std::to_string(site.member)}, {"seen", std::to_string(site.member / 1000)}}).status == 403);
    CHECK(site.get("/actes/members.correct").status == 403);
    const auto facts = "{\"member\":" + std::to_string(site.member) + ",\"seen\":" + std::to_string(site.member / 1000) + "}";
    CHECK(site.writer.submit({{"person:" + std::to_string(site.staff.value)}, "members.state_facts", facts, "", ""}).error().why.code ==
          "acts.not_allowed");
    CHECK(site.size() == before);
    CHECK(site.letters.empty());
    site.sign_in_as(site.person("personne@example.org"));
    CHECK(site.get(form_at).status == 403);
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", "1"}, {"do", "withdraw"}}).status == 404);
}

TEST_CASE("without a titular, or without their address, staff is told so") {
    City site;
    site.end_titular();
    site.sign_in_as(site.staff);
    CHECK(holds(text_of(site.prepare()), "Personne n’a aujourd’hui le rôle de titulaire"));
    const auto mute = site.must("people.register_person", R"({"name":"Sans Adresse"})").first_thing();
    site.must("accounts.grant_role", "{\"person\":" + std::to_string(mute) + R"(,"role":"titular","scope":"member","scope_id":)" +
                                         std::to_string(site.member) + R"(,"from":")" + base::Date::utc_day(site.now).iso() + "\"}");
    CHECK(holds(text_of(site.prepare()), "Aucune adresse électronique"));
    CHECK(site.letters.empty());
}

TEST_CASE("two clicks at once are one act, and what was confirmed when nobody could write it down is found by its key") {
    City site;
    const auto at = site.asked();
    REQUIRE(site.confirm(at).status == 303);
    const auto number = site.size();
    const auto as_if_unwritten = [&] {
        site.doors_in.change([](store::Db& db) { db.run("UPDATE local_prepared SET state = 'waiting', number = NULL"); });
    };
    as_if_unwritten();
    const auto mine = site.cookies;
    site.cookies["concert_confirm"] = std::string(43, 'A');
    CHECK(site.post(at, {{"do", "confirm"}}).status == 422);  // another browser gains nothing by that
    site.cookies = mine;
    CHECK(site.post(at, {{"do", "confirm"}}).status == 303);  // the same one, a moment later
    CHECK(site.size() == number);
    as_if_unwritten();
    site.sign_in_as(site.staff);
    CHECK(site.post("/brouillons/a-confirmer", {{"prepared", site.prepared_id()}, {"do", "withdraw"}}).status == 303);
    CHECK(holds(text_of(site.get("/brouillons")), "acte n° " + std::to_string(number)));
}

TEST_CASE("a titular who is of the secretariat too confirms as the titular: one factor opens nothing more") {
    City site;
    site.person("deux@example.org",
                {{acts::Role::officer, {}}, {acts::Role::titular, {"member", site.member}}});  // named last: asked first
    const auto at = site.asked();
    REQUIRE(site.confirm(at).status == 303);
    CHECK(acts::find_entry(*site.readers.lend(), {site.size()})->entry.capacity == "member:" + std::to_string(site.member));
}

TEST_CASE("what staff may do itself it may also have confirmed, and the page names the titular in words") {
    City site;
    const auto mayor = site.must("people.register_person", R"({"name":"Claire Exemple"})").first_thing();
    const auto named = site.must("members.name_titular",
                                 "{\"member\":" + std::to_string(site.member) + ",\"person\":" + std::to_string(mayor) +
                                     R"(,"title":"Maire","from":"2020"})",
                                 "source:" + site.source())
                           .first_thing();
    const auto form = text_of(site.get("/actes/members.confirm_titular"));
    CHECK(holds(form, "Claire Exemple, Maire"));
    CHECK(holds(form, ">Enregistrer</button>"));
    CHECK(holds(form, "Faire confirmer par le titulaire"));
    REQUIRE(site.post("/actes/members.confirm_titular",
                      {{"titular", std::to_string(named)}, {"on", "2026-09-01"}, {"basis", "source:" + site.source()}, {"do", "confirm"}})
                .status == 303);
    const auto page = text_of(site.get(site.link()));
    CHECK(holds(page, "Claire Exemple, Maire"));
    CHECK(holds(page, "1er septembre 2026"));
    CHECK(holds(page, "Une page"));  // the ground, by its title
}
