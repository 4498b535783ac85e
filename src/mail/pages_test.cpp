#include "mail/pages.h"

#include "app/mail_words.h"
#include "support/acting_site.h"
#include "support/life.h"

#include <doctest/doctest.h>

using support::ActingSite, support::control_value, support::text_of;

namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

struct Office : ActingSite {
    Office() {
        settle();
        mail::add_pages(router, pages);
        for (const auto* name : {"Ada", "Bea", "Caro"})
            people.push_back(must("people.register_person", R"({"name":")" + std::string(name) + R"( Exemple","email":")" +
                                                                std::string(name) + R"(@ville.example.org"})")
                                 .first_thing());
        people.push_back(must("people.register_person", R"({"name":"Dédé Sans-Adresse"})").first_thing());
        const auto basis = "source:" + source();
        for (std::size_t i = 0; i < 2; ++i) {
            const auto city =
                must("members.record", support::member("Ville " + std::to_string(i), std::stoll(source())), basis).first_thing();
            must("members.name_titular", support::titular(city, people[i], "2020"), basis);
        }
    }
    web::Parameters letter(const std::string& step, web::Parameters more = {}) const {
        web::Parameters all{{"step", step},
                            {"group.titulars", "1"},
                            {"people", std::to_string(people[2])},
                            {"subject_fr", "Convocation"},
                            {"text_fr", "Bonjour."},
                            {"sent_as", "message"},
                            {"client_key", "key-1"}};
        for (const auto& [name, value] : more) all.add(name, value);
        return all;
    }
    mail::Status status{.server = true};
    mail::PageDoors pages{doors, app::groups_of_addressees, mail::Sender{papers::Address::parse("a@network.example.org").value(), {}, ""},
                          [this] { return status; }};
    std::vector<std::int64_t> people;
};

}  // namespace

TEST_CASE("The pages of mail are the secretariat's alone") {
    Office site;
    for (const char* at : {"/courrier", "/en/mail", "/courrier/ecrire", "/courrier/avis", "/courrier/12", "/courrier/12.csv"}) {
        CAPTURE(at);
        CHECK(site.get(at).status == 303);  // to sign in
        CHECK(site.get(at).keeping == web::Keeping::never);
    }
    CHECK(site.post("/courrier/ecrire", site.letter("send")).status == 303);
    CHECK(site.post("/courrier/avis", {{"message", "1001"}}).status == 303);
    site.sign_in();
    for (const char* at : {"/courrier", "/en/mail", "/courrier/ecrire", "/en/mail/write", "/courrier/avis"}) {
        CAPTURE(at);
        CHECK(site.get(at).status == 200);
        CHECK(site.get(at).keeping == web::Keeping::never);
    }
    CHECK(site.get("/courrier/12").status == 404);
    CHECK(site.get("/courrier/nothing").status == 404);
    CHECK(site.get("/courrier/99999999999999999999").status == 404);
}

TEST_CASE("A letter is written, looked at, and sent to those who were shown") {
    Office site;
    site.sign_in();
    CHECK(holds(text_of(site.get("/courrier/ecrire")), "Titulaires en fonction (2 personnes joignables)"));
    const auto size = site.size();
    const auto looked = site.post("/courrier/ecrire", site.letter("look"));
    CHECK(looked.status == 200);
    const auto page = text_of(looked);
    CHECK(holds(page, "Envoyer à 3 personnes"));
    CHECK(holds(page, "Caro Exemple"));
    CHECK(site.size() == size);
    const auto addressees = control_value(page, "addressees");
    CHECK(addressees == std::to_string(site.people[0]) + " " + std::to_string(site.people[1]) + " " + std::to_string(site.people[2]));

    // A titular more since: not written to, since nobody saw them.
    const auto basis = "source:" + site.source();
    const auto city = site.must("members.record", support::member("Ville 3", std::stoll(site.source()), "SN"), basis).first_thing();
    const auto late = site.must("people.register_person", R"({"name":"Eve Exemple","email":"eve@ville.example.org"})").first_thing();
    site.must("members.name_titular", support::titular(city, late, "2020"), basis);

    const auto sent = site.post("/courrier/ecrire", site.letter("send", {{"addressees", addressees}}));
    CHECK(sent.status == 303);
    const auto letter = std::string(sent.headers.value_or("Location", ""));
    CHECK(letter == "/courrier/" + std::to_string(site.size()));
    CHECK(site.post("/courrier/ecrire", site.letter("send", {{"addressees", addressees}})).headers.value_or("Location", "") ==
          letter);  // pressed twice
    const auto shown = text_of(site.get(letter));
    CHECK(holds(shown, "Caro@ville.example.org"));
    CHECK(holds(shown, "<th scope=\"row\"><bdi>En attente</bdi></th><td class=\"n\">3</td>"));
    CHECK_FALSE(holds(shown, "Eve"));
    const auto csv = site.get(letter + ".csv");
    CHECK(csv.keeping == web::Keeping::never);
    CHECK(holds(csv.bytes(), "Ada@ville.example.org,waiting"));
    const auto list = text_of(site.get("/courrier"));
    CHECK(holds(list, "Convocation"));
    // Its chart: of three, none has left.
    CHECK(holds(list, "</th><td class=\"n\" data-l=\"Remis\">0</td><td class=\"n\" data-l=\"En attente\">3</td>"));
}

TEST_CASE("What is wrong in a letter is told, and what was typed is kept") {
    Office site;
    site.sign_in();
    const auto asked = [&](const web::Parameters& fields) { return site.post("/courrier/ecrire", fields); };
    const auto nobody = asked({{"step", "look"}, {"subject_fr", "Convocation"}, {"text_fr", "Bonjour."}, {"sent_as", "message"}});
    CHECK(nobody.status == 422);
    CHECK(holds(text_of(nobody), "Destinataires"));
    const auto nothing = text_of(asked({{"step", "look"}, {"sent_as", "message"}}));
    for (const char* missing : {"Destinataires : Ce champ", "Objet : Ce champ", "Texte : Ce champ"}) {
        CAPTURE(missing);
        CHECK(holds(nothing, missing));  // at once
    }
    CHECK(control_value(text_of(nobody), "subject_fr") == "Convocation");
    CHECK(asked({{"step", "look"}, {"group.titulars", "1"}, {"sent_as", "message"}, {"text_fr", "Bonjour."}}).status == 422);
    CHECK(asked(site.letter("look", {{"subject_en", "Summons"}})).status == 422);
    auto words = web::Parameters{{"step", "look"}, {"people", "Ada"}, {"subject_fr", "a"}, {"text_fr", "b"}, {"sent_as", "message"}};
    CHECK(asked(words).status == 422);
    const auto size = site.size();
    const auto unreachable = asked(site.letter("look", {{"people", ""}}));
    CHECK(unreachable.status == 200);
    const auto without = asked({{"step", "look"},
                                {"group.titulars", "1"},
                                {"people", std::to_string(site.people[3])},
                                {"subject_fr", "a"},
                                {"text_fr", "b"},
                                {"sent_as", "message"}});
    CHECK(holds(text_of(without), "1 personne sans adresse connue est laissée de côté."));
    const auto edited = text_of(asked(site.letter("edit")));
    CHECK(control_value(edited, "subject_fr") == "Convocation");
    CHECK(site.size() == size);
}

TEST_CASE("People are named by number or by address, in any case of letters, and what is neither is told") {
    Office site;
    site.sign_in();
    const auto to = [&](const std::string& people) {
        return text_of(site.post("/courrier/ecrire",
                                 {{"step", "look"}, {"people", people}, {"subject_fr", "a"}, {"text_fr", "b"}, {"sent_as", "message"}}));
    };
    const auto caro = std::to_string(site.people[2]), ada = std::to_string(site.people[0]);
    CHECK(control_value(to("caro@VILLE.example.org"), "addressees") == caro);
    CHECK(control_value(to("Caro@ville.example.org, " + ada + ";" + caro), "addressees") == ada + " " + caro);
    for (const char* wrong : {"nobody@ville.example.org", "aro@ville.example.org", "Caro", "@", "-1"}) {
        CAPTURE(wrong);
        CHECK(holds(to(wrong), "role=\"alert\""));
    }
}

TEST_CASE("A letter is looked at with its meeting and its form before it leaves") {
    Office site;
    site.sign_in();
    const auto page = text_of(site.post("/courrier/ecrire", site.letter("look", {{"meeting.place", "Cotonou, palais des congrès"},
                                                                                 {"meeting.first_day", "2026-12-01"},
                                                                                 {"meeting.first_time", "09:00"},
                                                                                 {"meeting.last_day", "2026-12-02"},
                                                                                 {"meeting.last_time", "17:30"}})));
    CHECK(holds(page, "Cotonou, palais des congrès"));
    CHECK(holds(page, "1er décembre 2026, 09:00 – 2 décembre 2026, 17:30"));
    CHECK(holds(page, "Courriel seul"));
}

TEST_CASE("A letter on paper can be seen before it is sent") {
    Office site;
    site.sign_in();
    auto fields = web::Parameters{{"step", "pdf"},
                                  {"group.titulars", "1"},
                                  {"subject_fr", "Convocation"},
                                  {"text_fr", "Bonjour.\n\nÀ bientôt."},
                                  {"sent_as", "letter"}};
    const auto pdf = site.post("/courrier/ecrire", fields);
    CHECK(pdf.status == 200);
    CHECK(pdf.media_type == "application/pdf");
    CHECK(pdf.bytes().starts_with("%PDF-"));
    CHECK(pdf.keeping == web::Keeping::never);
}

TEST_CASE("An officer sends again what did not arrive, once, from the letter's page") {
    Office site;
    site.sign_in();
    const auto sent = site.post("/courrier/ecrire", site.letter("send", {{"addressees", std::to_string(site.people[0])}}));
    const auto letter = std::string(sent.headers.value_or("Location", ""));
    const auto message = std::to_string(site.size() * 1000 + 1);
    CHECK(site.post(letter, {{"message", message}}).status == 422);  // it waits still
    const auto json =
        "{\"message\":" + message + ",\"outcome\":\"unknown\",\"at\":1790000000000000,\"person\":" + std::to_string(site.people[0]) + "}";
    REQUIRE(site.writer.submit({mail::program, "mail.record_delivery", json, "", ""}));
    CHECK(holds(text_of(site.get(letter)), "Incertain"));
    CHECK(holds(text_of(site.get(letter)), "Renvoyer"));
    CHECK(site.post(letter, {{"message", message}, {"token", "none"}}).status == 403);
    CHECK(site.post(letter, {{"message", message}}).status == 303);
    const auto size = site.size();
    CHECK(site.post(letter, {{"message", message}}).status == 303);  // pressed twice
    CHECK(site.size() == size);
    CHECK(holds(text_of(site.get(letter)), "<th scope=\"row\"><bdi>En attente</bdi></th><td class=\"n\">1</td>"));
}

TEST_CASE("The pages say why nothing leaves") {
    Office site;
    site.sign_in();
    CHECK_FALSE(holds(text_of(site.get("/courrier")), "note at"));
    site.status = {};
    CHECK(holds(text_of(site.get("/courrier")), "concert serve --smtp"));
    site.status = {.server = true, .simulated = true};
    CHECK(holds(text_of(site.get("/en/mail")), "it writes to nobody"));
    site.status = {.server = true, .trouble = "<connection refused>", .trouble_since_us = site.now, .next_us = site.now};
    CHECK(holds(text_of(site.get("/courrier")), "&lt;connection refused&gt;"));
}

TEST_CASE("Fifty addressees stand on a page") {
    Office site;
    site.sign_in();
    std::string numbers;
    for (int i = 0; i < 51; ++i)
        numbers +=
            (i ? "," : "") +
            std::to_string(site.must("people.register_person", R"({"name":"Zoé Exemple )" + std::to_string(i) + "\"}").first_thing());
    site.must("mail.send_letter", R"({"subject_fr":"a","text_fr":"b","sent_as":"message","to":[)" + numbers + "]}");
    const auto letter = "/courrier/" + std::to_string(site.size());
    CHECK(holds(text_of(site.get(letter)), "Zoé Exemple 49<"));
    CHECK_FALSE(holds(text_of(site.get(letter)), "Zoé Exemple 50<"));
    CHECK(holds(text_of(site.get(letter + "?page=2")), "Zoé Exemple 50<"));
}
