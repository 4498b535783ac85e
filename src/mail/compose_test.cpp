#include "mail/compose.h"

#include "app/mail_words.h"
#include "papers/bounce.h"
#include "support/mail_room.h"

#include <doctest/doctest.h>

using namespace support;

namespace {
bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }
const std::string key = "a key of this network";
}  // namespace

TEST_CASE("A token tells its message to who has the key, and is nothing to others") {
    const auto token = mail::message_token(key, {14'001});
    CHECK(token.starts_with("14001-"));
    CHECK(mail::message_of_token(key, token) == mail::Id<mail::Message>{14'001});
    CHECK_FALSE(mail::message_of_token("another key", token));
    CHECK_FALSE(mail::message_of_token(key, "14002" + token.substr(5)));
    CHECK_FALSE(mail::message_of_token(key, token + "0"));
    CHECK_FALSE(mail::message_of_token(key, "14001"));
    CHECK_FALSE(mail::message_of_token(key, ""));
    CHECK_FALSE(mail::message_of_token(key, "99999999999999999999-0"));
    CHECK(token == mail::message_token(key, {14'001}));
    CHECK(papers::verp_address(papers::Address::parse("bounces@example.org").value(), mail::message_token(key, {9'007'199'254'740'991})));
}

TEST_CASE("HTML is made of the same words: paragraphs, lines, links, and nothing that a writer could slip in") {
    const auto made = mail::html_of("Bonjour <b>,\nà tous.\n\nhttps://network.example.org/a?b=1&c=2\n\njavascript:alert(1)", "Un <objet>",
                                    base::Language::fr);
    CHECK(holds(made, "<html lang=\"fr\">"));
    CHECK(holds(made, "<p>Bonjour &lt;b"));
    CHECK(holds(made, ",<br>à tous.</p>"));
    CHECK(holds(made, "<a href=\"https://network.example.org/a?b=1&amp;c=2\">"));
    CHECK(holds(made, "<p>javascript:alert(1)</p>"));
    CHECK_FALSE(holds(made, "<objet>"));
    CHECK(holds(mail::html_of("", "", base::Language::en), "<body></body>"));
}

TEST_CASE("Every message that a feature sends has its words in both languages, and leads to the page of its language") {
    CHECK_FALSE(app::mail_templates().all().empty());
    for (const auto& [name, filler] : app::mail_templates().all())
        for (const auto language : base::languages) {
            const base::Words words(language);
            CAPTURE(name);
            for (const char* part : {".subject", ".text", ".label"}) CHECK(words.has("mail." + name + part));
        }
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto id = room.made("members.apply_for_membership", application("Cotonou", "BJ"));
    for (const auto language : base::languages) {
        const base::Words words(language);
        const auto filled =
            (*app::mail_templates().find("application_received"))(*room.reader(), "{\"application\":" + std::to_string(id) + "}", words);
        REQUIRE(filled);
        CHECK(filled->path.starts_with(language == base::Language::fr ? "/candidatures/" : "/en/applications/"));
        std::vector<base::Argument> arguments{{"network", "N"}, {"link", "https://network.example.org/x"}};
        for (const auto& [word, value] : filled->words) arguments.emplace_back(word, value);
        const auto text = words.format("mail.application_received.text", arguments);
        CHECK(holds(text, "Cotonou"));
        CHECK_FALSE(holds(text, "{"));
        CHECK_FALSE(holds(words.format("mail.application_received.subject", arguments), "{"));
        CHECK_FALSE((*app::mail_templates().find("application_received"))(*room.reader(), R"({"application":1})", words));
        CHECK_FALSE((*app::mail_templates().find("application_received"))(*room.reader(), "nothing", words));
    }
    CHECK_FALSE(app::mail_templates().find("none"));
}

TEST_CASE("A letter is numbered, addressed, dated, and carries a calendar with the meeting's own clock") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto ada = room.person("Ada Exemple", "ada@ville.example.org");
    const auto number =
        room.letter({ada}, R"(,"meeting":{"place":"Cotonou, palais des congrès","first_day":"2026-12-01","first_time":"09:00",)"
                           R"("last_day":"2026-12-02","last_time":"17:30","zone":"Africa/Porto-Novo"})");
    const auto letter = *mail::find_letter(*room.reader(), {number * 1000 + 1});
    const auto known = network::the_network(*room.reader());
    CHECK(mail::letter_number(known, letter) == "RDV/2026/" + std::to_string(number));
    const auto calendar = mail::letter_calendar(known, letter, room.sender, first_of_test, base::Language::fr);
    REQUIRE(calendar);
    CHECK(holds(*calendar, "METHOD:PUBLISH"));
    CHECK(holds(*calendar, "DTSTART;TZID=Africa/Porto-Novo:20261201T090000"));
    CHECK(holds(*calendar, "DTEND;TZID=Africa/Porto-Novo:20261202T173000"));
    CHECK(holds(*calendar, "LOCATION:Cotonou\\, palais des congr"));
    const auto pdf = mail::letter_pdf(known, letter, "Ada Exemple", 1, room.sender, base::Language::fr);
    REQUIRE(pdf);
    CHECK(pdf->starts_with("%PDF-"));
    CHECK(*pdf == *mail::letter_pdf(known, letter, "Ada Exemple", 1, room.sender, base::Language::fr));
    CHECK(*pdf != *mail::letter_pdf(known, letter, "Bea Exemple", 2, room.sender, base::Language::fr));
}

TEST_CASE("The same message has the same identifier whenever it is written") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org")},
                                    R"(,"meeting":{"place":"Paris","first_day":"2026-12-01",)"
                                    R"("first_time":"09:00","last_day":"2026-12-01","last_time":"10:00"})");
    const auto message = *mail::find_outgoing(*room.reader(), room.lines(number).at(0).id);
    const auto at = [&](std::int64_t now_us) {
        return mail::write(*room.reader(), message, app::mail_templates(), room.sender, key, now_us)->bytes;
    };
    const auto identifier = [](const std::string& bytes) {
        const auto start = bytes.find("Message-ID:");
        return bytes.substr(start, bytes.find('\r', start) - start);
    };
    CHECK(identifier(at(1)) == identifier(at(3'600'000'000)));
    CHECK(at(1) == at(1));
    CHECK(holds(at(1), "reunion-2026-12-01.ics"));
}
