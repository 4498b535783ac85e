#include "newsletter/pages.h"

#include "mail/acts.h"
#include "mail/store.h"
#include "mail/worker.h"
#include "newsletter/rules.h"
#include "newsletter/store.h"
#include "support/acting_site.h"
#include "support/mail_room.h"

#include <doctest/doctest.h>

using support::ActingSite, support::MailRoom, support::text_of, support::told;

namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

acts::Outcome by_program(acts::Writer& writer, const std::string& act, const std::string& json) {
    return writer.submit({{"newsletter", acts::Role::program, "newsletter"}, act, json, "", ""});
}
std::int64_t subscribe(acts::Writer& writer, const std::string& address, const std::string& language = "fr") {
    const auto made = by_program(writer, "newsletter.subscribe", R"({"address":")" + address + R"(","language":")" + language + "\"}");
    REQUIRE(made);
    return made->number.value * 1000 + 1;
}
std::string of(std::int64_t person) { return R"({"person":)" + std::to_string(person) + "}"; }
constexpr const char* issue = R"({"subject_fr":"Mai","text_fr":"Bonjour.","subject_en":"May","text_en":"Hello."})";

// The pages, as somebody sees them who reads their mail.
struct Readers : ActingSite {
    Readers() : ActingSite(store::Engine::sqlite, {.burst = 1000}, "https://network.example.org") {
        settle();
        newsletter::add_pages(router, pages);
    }
    web::Response sign_up(const std::string& address, const std::string& language = "fr") {
        return post("/lettre-d-information", {{"email", address}, {"language", language}});
    }
    // What was sent since this was last asked, the oldest first.
    std::vector<post::Note> waiting() {
        std::vector<post::Note> since(letters.begin() + std::ptrdiff_t(read), letters.end());
        read = letters.size();
        return since;
    }
    std::size_t read = 0;
    static std::string path_in(const post::Note& note) {
        const auto start = note.text.find("https://network.example.org/") + 27;
        return note.text.substr(start, note.text.find('\n', start) - start);
    }
    newsletter::PageDoors pages{doors, [this] { return mails; }, [this](const web::Request&) { return origin; }};
};

}  // namespace

TEST_CASE("An address gets three messages a day, and a report ends a subscription when it is for good") {
    CHECK(newsletter::may_mail(0, 0));
    CHECK(newsletter::may_mail(newsletter::mails_a_day - 1, newsletter::pending_most - 1));
    CHECK_FALSE(newsletter::may_mail(newsletter::mails_a_day, 0));
    CHECK_FALSE(newsletter::may_mail(0, newsletter::pending_most));
    CHECK(newsletter::ends(""));
    CHECK(newsletter::ends("5.1.1"));
    CHECK_FALSE(newsletter::ends("4.2.2"));
    CHECK_FALSE(newsletter::ends("50.1.1"));
    CHECK_FALSE(newsletter::may_send(0));
    CHECK(newsletter::may_send(1));
}

TEST_CASE("An issue goes to each subscriber in their language, and who left gets none") {
    support::for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        CHECK(told(room.say("newsletter.send_issue", issue)) == "newsletter.nobody");
        const auto awa = subscribe(room.writer, "awa@ville.example.org"), ben = subscribe(room.writer, "ben@ville.example.org", "en");
        const auto left = subscribe(room.writer, "left@ville.example.org");
        CHECK(newsletter::subscriber_with(*room.reader(), "AWA@ville.example.org")->value == awa);
        CHECK(told(by_program(room.writer, "newsletter.unsubscribe", of(left))) == "accepted");
        CHECK(told(by_program(room.writer, "newsletter.unsubscribe", of(left))) == "newsletter.ended_before");
        CHECK(told(by_program(room.writer, "newsletter.unsubscribe", of(999))) == "person unknown_reference");
        CHECK_FALSE(newsletter::subscriber_with(*room.reader(), "left@ville.example.org"));
        CHECK(newsletter::count_subscribers(*room.reader()).all() == 2);
        CHECK(newsletter::count_subscribers(*room.reader()).en == 1);
        CHECK(told(room.say("newsletter.send_issue", R"({"subject_fr":"Mai","text_fr":"Bonjour.","text_en":"Hello."})")) ==
              "subject_en missing");

        room.writer.run_local([](store::Db& db) { newsletter::link_key(db); });
        REQUIRE(room.say("newsletter.send_issue", issue));
        room.round();
        REQUIRE(room.taken.size() == 2);
        CHECK(room.taken[0].to == "awa@ville.example.org");
        CHECK(holds(room.taken[0].bytes, "Subject: Mai"));
        CHECK(holds(room.taken[1].bytes, "Subject: May"));
        for (const auto& given : room.taken) {  // RFC 8058 §3.1
            CHECK(holds(given.bytes, "List-Unsubscribe: <https://network.example.org/"));
            CHECK(holds(given.bytes, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
        }
        CHECK(newsletter::count_issues(*room.reader()) == 1);
        CHECK(newsletter::list_issues(*room.reader(), 0, 10).at(0).subscribers == 2);
        // A letter that is no issue has no such link.
        room.letter({awa});
        room.round();
        CHECK_FALSE(holds(room.taken.back().bytes, "List-Unsubscribe"));
        CHECK(ben > awa);
    });
}

TEST_CASE("A letter that comes back for good ends the subscription, and so does an erasure") {
    support::for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        const auto awa = subscribe(room.writer, "awa@ville.example.org"), ben = subscribe(room.writer, "ben@ville.example.org");
        REQUIRE(room.say("newsletter.send_issue", issue));
        room.round();
        const auto letters = room.reader();
        const auto letter = newsletter::list_issues(*letters, 0, 1).at(0).act.value + 1;
        const auto lines = room.lines(letter);
        REQUIRE(lines.size() == 2);
        const auto bounce = [&](std::size_t which, std::int64_t person, const std::string& status) {
            return room.writer.submit({mail::program, "mail.record_bounce",
                                       R"({"message":)" + std::to_string(lines[which].id.value) + R"(,"person":)" + std::to_string(person) +
                                           R"(,"status":")" + status + "\"}",
                                       "", ""});
        };
        CHECK(told(bounce(0, awa, "4.2.2")) == "accepted");
        CHECK_FALSE(newsletter::subscription_of(*room.reader(), {awa})->reason);
        CHECK(told(bounce(1, ben, "5.1.1")) == "accepted");
        const auto ended = newsletter::subscription_of(*room.reader(), {ben});
        CHECK(ended->reason == newsletter::EndReason::bounced);
        CHECK(told(room.say("people.erase_person", of(awa))) == "accepted");
        CHECK(newsletter::subscription_of(*room.reader(), {awa})->reason == newsletter::EndReason::erased);
        CHECK(newsletter::subscribers(*room.reader()).empty());
    });
}

TEST_CASE("Who signs up subscribes by the link of a message, and by nothing else") {
    Readers site;
    const auto size = site.size();
    const auto sent = site.sign_up(" Awa@Ville.example.org ", "en");
    CHECK(sent.status == 200);
    CHECK(sent.keeping == web::Keeping::never);
    CHECK(site.size() == size);  // no act yet
    const auto notes = site.waiting();
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].to == "awa@ville.example.org");
    CHECK(notes[0].language == base::Language::en);
    const auto link = Readers::path_in(notes[0]);
    CHECK(site.get(link).status == 200);  // looking at it confirms nothing
    CHECK(site.size() == size);
    CHECK(site.get(link + "x").status == 404);
    const auto confirmed = site.post(link, {});
    CHECK(confirmed.status == 200);
    CHECK(newsletter::subscriber_with(*site.readers.lend(), "awa@ville.example.org"));
    const auto after = site.size();
    CHECK(site.post(link, {}).status == 404);  // twice
    CHECK(site.size() == after);
    site.writer.run_local([](store::Db& db) { CHECK(newsletter::pending_in_all(db) == 0); });
    CHECK(site.writer
              .submit({{"visitor", acts::Role::visitor, "visitor"},
                       "newsletter.subscribe",
                       R"({"address":"b@example.org","language":"fr"})",
                       "",
                       ""})
              .error()
              .why.code == "acts.not_allowed");
}

TEST_CASE("A page never says whether an address is known: its owner is told by mail") {
    Readers site;
    const auto first = site.sign_up("awa@ville.example.org");
    site.post(Readers::path_in(site.waiting().at(0)), {});
    const auto second = site.sign_up("awa@ville.example.org");
    CHECK(first.status == second.status);
    CHECK(first.bytes() == second.bytes());
    const auto notes = site.waiting();
    REQUIRE(notes.size() == 1);
    CHECK(holds(notes[0].subject, "déjà abonné"));
    // Its link leaves, without signing in and from anywhere.
    const auto link = Readers::path_in(notes[0]);
    CHECK(site.get(link).status == 200);
    CHECK(newsletter::count_subscribers(*site.readers.lend()).all() == 1);
    CHECK(site.ask(web::Method::post, link, {{"Origin", "https://mail.example.net"}, {"Content-Type", "application/x-www-form-urlencoded"}},
                   "List-Unsubscribe=One-Click")
              .status == 200);
    CHECK(newsletter::count_subscribers(*site.readers.lend()).all() == 0);
    CHECK(site.post(link, {}).status == 200);  // again: it is so already
    CHECK(site.get("/lettre-d-information/quitter/1-aaaa").status == 404);
}

TEST_CASE("A link that nobody followed within a day is over, and its address forgotten") {
    Readers site;
    site.sign_up("awa@ville.example.org");
    const auto link = Readers::path_in(site.waiting().at(0));
    site.now += newsletter::link_lasts_us;
    CHECK(site.get(link).status == 404);
    CHECK(site.post(link, {}).status == 404);
    CHECK(newsletter::count_subscribers(*site.readers.lend()).all() == 0);
    newsletter::forget_old_step(*site.readers.lend(), site.writer, site.now);
    site.writer.run_local([](store::Db& db) { CHECK(newsletter::pending_in_all(db) == 0); });
}

TEST_CASE("Nobody fills a stranger's mailbox, and what is no address is said at once") {
    Readers site;
    for (int i = 0; i < newsletter::mails_a_day + 2; ++i) CHECK(site.sign_up("awa@ville.example.org").status == 200);
    CHECK(site.waiting().size() == newsletter::mails_a_day);
    for (const char* wrong : {"", "awa", "awa@", "@ville.example.org", "a b@example.org", "awa@ville.example.org\r\nBcc: x@example.org"}) {
        CAPTURE(wrong);
        const auto answer = site.sign_up(wrong);
        CHECK(answer.status == 422);
        CHECK(holds(answer.bytes(), "aria-invalid"));
    }
    CHECK(site.waiting().empty());
    site.mails = false;
    CHECK(site.sign_up("ben@ville.example.org").status == 503);
    CHECK(site.waiting().empty());
    CHECK(site.ask(web::Method::post, "/lettre-d-information",
                   {{"Origin", "https://example.net"}, {"Content-Type", "application/x-www-form-urlencoded"}}, "email=a%40example.org")
              .status == 403);
}

TEST_CASE("An issue is written, looked at, sent, and stays to be read") {
    Readers site;
    site.sign_in();
    site.must("mail.choose_language",
              R"({"person":)" + std::to_string(subscribe(site.writer, "awa@ville.example.org")) + R"(,"language":"fr"})");
    CHECK(holds(text_of(site.get("/lettre-d-information/ecrire")), "Envoyer à 1 abonné"));
    const auto size = site.size();
    const auto looked =
        site.post("/lettre-d-information/ecrire", {{"do", "preview"}, {"subject_fr", "Mai"}, {"text_fr", "Un.\n\nhttps://example.org/a"}});
    CHECK(looked.status == 200);
    CHECK(holds(looked.bytes(), "<a href=\"https://example.org/a\" rel=\"noreferrer\">"));
    CHECK(site.size() == size);
    const auto sent =
        site.post("/lettre-d-information/ecrire", {{"subject_fr", "Mai"}, {"text_fr", "Un <b>texte</b>."}, {"client_key", "k"}});
    REQUIRE(sent.status == 303);
    const auto at = std::string(sent.headers.value_or("Location", ""));
    site.sign_out();
    CHECK(holds(site.get(at).bytes(), "<p>Un &lt;b&gt;texte&lt;/b&gt;.</p>"));
    CHECK(holds(site.get("/en/newsletter").bytes(), "<a href=\"/en/newsletter/" + std::to_string(size + 1) + "\" lang=\"fr\">Mai</a>"));
    CHECK(site.get("/lettre-d-information/999999").status == 404);
}
