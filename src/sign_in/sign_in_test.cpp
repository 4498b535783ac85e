// Signing in as people do it: pages asked without sockets, a cookie jar, letters that are kept.
#include "sign_in/sign_in.h"
#include <doctest/doctest.h>
#include "accounts/accounts.h"
#include "credentials/totp.h"
#include "people/people.h"
#include "sign_in/chores.h"
#include "support/office.h"

#include <algorithm>

using namespace sign_in;
using acts::Role, support::ActingSite, support::control_value, support::text_of, web::Method;

namespace {

using support::Office;
constexpr auto password = Office::password;
bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
std::string location(const web::Response& response) { return std::string(response.headers.find("Location").value_or("")); }

}  // namespace

TEST_CASE("Who is invited chooses a password by a link that works once, and signs in with it") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        Office office(engine);
        auto& site = office.site;
        const auto person = site.person("a.exemple@example.org");
        site.sign_in();
        const auto at = "/administration/comptes/" + std::to_string(person.value);
        CHECK(holds(text_of(site.get(at)), "sans compte"));
        const auto sent = site.post(at + "/invitation", {});
        CHECK(sent.status == 200);
        REQUIRE(site.letters.size() == 1);
        CHECK(site.letters[0].to == "a.exemple@example.org");
        site.sign_out();

        const auto path = Office::link_in(site.letters[0]);
        CHECK(holds(text_of(site.get(path)), "a.exemple@example.org"));
        CHECK(site.post(path, {{"password", ""}}).status == 422);
        CHECK(holds(text_of(site.post(path, {{"password", "court"}})), "Au moins 12 caractères"));
        CHECK(holds(text_of(site.post(path, {{"password", "a.exemple et compagnie"}})), "Il contient votre nom"));
        const auto chosen = site.post(path, {{"password", password}});
        CHECK(chosen.status == 303);
        CHECK(location(chosen) == "/compte");
        CHECK(office.signed_in());
        CHECK(site.get(path).status == 404);
        CHECK(site.post(path, {{"password", password}}).status == 404);

        CHECK(site.post("/deconnexion", {}).status == 303);
        CHECK_FALSE(office.signed_in());
        CHECK(office.sign_in("A.Exemple@Example.org ", password).status == 303);
        CHECK(office.signed_in());
        CHECK(location(site.get("/connexion?next=%2Fcompte")).empty());
    }
}

TEST_CASE("A wrong password and an account that is not there get the same answer") {
    Office office;
    office.member_of_staff("a@example.org");
    const auto wrong = office.sign_in("a@example.org", "une autre phrase assez longue");
    office.site.cookies.clear();
    auto nobody = office.sign_in("b@example.org", "une autre phrase assez longue");
    CHECK(wrong.status == 422);
    CHECK(nobody.status == 422);
    auto text = text_of(nobody);
    for (auto at = text.find("b@example"); at != text.npos; at = text.find("b@example")) text[at] = 'a';
    CHECK(text_of(wrong) == text);
    CHECK_FALSE(office.signed_in());
    const auto empty = text_of(office.sign_in("", ""));
    CHECK(holds(empty, "f-email"));
    CHECK(holds(empty, "2 réponses sont à corriger"));
    CHECK_FALSE(holds(text_of(office.sign_in("a@example.org", "ne revient jamais au navigateur")), "ne revient jamais"));
}

TEST_CASE("With a second factor, the password alone opens nothing, and a code opens once") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    const auto secret = office.totp_of(person);
    const auto asked = office.sign_in("a@example.org", password);
    CHECK(location(asked) == "/connexion/code");
    CHECK_FALSE(office.signed_in());
    CHECK(site.post("/connexion/code", {{"code", "000000"}}).status == 422);
    CHECK_FALSE(office.signed_in());
    const auto code = office.code(secret);
    CHECK(site.post("/connexion/code", {{"code", code}}).status == 303);
    CHECK(office.signed_in());
    site.sign_out();
    office.sign_in("a@example.org", password);
    CHECK(site.post("/connexion/code", {{"code", code}}).status == 422);  // RFC 6238 §5.2
    CHECK_FALSE(office.signed_in());
    // Another browser has no part in this one's step; and five codes end it.
    const auto jar = site.cookies;
    site.sign_out();
    CHECK(location(site.post("/connexion/code", {{"code", "000000"}})) == "/connexion");
    site.cookies = jar;
    for (int i = 0; i < 4; ++i) site.post("/connexion/code", {{"code", "000000"}});
    CHECK(location(site.post("/connexion/code", {{"code", "000000"}})) == "/connexion");
}

TEST_CASE("The second factor is set up from a key, gives ten codes, and each of them opens once") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org", {{Role::officer, {}}});
    CHECK(location(office.sign_in("a@example.org", password)) == "/compte/deux-facteurs");
    const auto page = text_of(site.get("/compte/deux-facteurs"));
    CHECK(holds(page, "<svg"));
    const auto start = page.find("<code>") + 6;
    const auto secret = credentials::from_base32(page.substr(start, page.find("</code>", start) - start));
    REQUIRE(secret);
    CHECK(site.post("/compte/deux-facteurs", {{"code", "123"}}).status == 422);
    CHECK_FALSE(find_account(*site.readers.lend(), person)->totp);
    CHECK(site.get("/import").status == 403);  // an officer, but by one factor
    auto done = text_of(site.post("/compte/deux-facteurs", {{"code", office.code(*secret)}}));
    CHECK(site.get("/import").status == 200);
    std::vector<std::string> codes;
    for (auto at = done.find("<code>"); at != done.npos; at = done.find("<code>", at + 1))
        codes.push_back(done.substr(at + 6, done.find("</code>", at) - at - 6));
    REQUIRE(codes.size() == 10);
    site.sign_out();
    for (const bool first : {true, false}) {
        office.sign_in("a@example.org", password);
        CHECK((site.post("/connexion/code", {{"code", codes[3]}}).status == 303) == first);
        CHECK(office.signed_in() == first);
        site.sign_out();
    }
    CHECK(recovery_codes_left(*site.readers.lend(), person) == 9);
    CHECK(std::ranges::any_of(site.letters, [](const auto& letter) { return holds(letter.subject, "code de secours"); }));
}

TEST_CASE("A role ends and is gone at the next request, whatever the session") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org", {{Role::officer, {}}});
    site.sign_in_as(person, 2);
    CHECK(site.get("/import").status == 200);
    const auto grant = accounts::grants_of(*site.readers.lend(), person)[0];
    site.must("accounts.end_role", R"({"grant":)" + std::to_string(grant.id.value) + R"(,"on":")" + base::Date::utc_day(site.now).iso() +
                                       R"(","reason":"left"})");
    site.now += day_us;
    CHECK(site.get("/import").status != 200);
    const auto before = site.size();
    CHECK(site.post("/actes/sources.record", {{"title", "Une page"}, {"kind", "web_page"}}).status != 303);
    CHECK(site.size() == before);
}

TEST_CASE("Sessions are listed, closed one by one or together, and closed by a new password") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    site.sign_in_as(person, 1);
    const auto first = site.cookies;
    site.sign_in_as(person, 1);
    const auto second = site.cookies;
    site.sign_in_as(person, 1);
    CHECK(sessions_of(*site.readers.lend(), person).size() == 4);  // and that of the invitation
    const auto own = sessions_of(*site.readers.lend(), person)[0].number;
    CHECK(site.post("/compte/session-fermee", {{"number", std::to_string(own - 1)}}).status == 303);
    site.cookies = second;
    CHECK_FALSE(office.signed_in());
    site.cookies = first;
    CHECK(office.signed_in());
    CHECK(site.post("/compte/mot-de-passe", {{"current", password}, {"password", "quatre bancs sous le fromager"}}).status == 303);
    CHECK(office.signed_in());
    CHECK(sessions_of(*site.readers.lend(), person).size() == 1);
    // Somebody else's session cannot be closed.
    const auto other = office.site.person("b@example.org");
    site.cookies = first;
    site.doors_in.change([&](store::Db& db) { put_session(db, base::sha256({"x"}), {0, other, 1, site.now, site.now, site.now, {}}); });
    const auto theirs = sessions_of(*site.readers.lend(), other)[0].number;
    site.post("/compte/session-fermee", {{"number", std::to_string(theirs)}});
    CHECK(sessions_of(*site.readers.lend(), other).size() == 1);
    CHECK(office.sign_in("a@example.org", password).status == 422);
}

TEST_CASE("A link for a forgotten password is sent, or nothing is, in the same words; it asks for the second factor") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    const auto secret = office.totp_of(person);
    site.letters.clear();
    const auto known = text_of(site.post("/connexion/oubli", {{"email", "a@example.org"}}));
    const auto unknown = text_of(site.post("/connexion/oubli", {{"email", "nobody@example.org"}}));
    CHECK(known == unknown);
    REQUIRE(site.letters.size() == 1);
    site.post("/connexion/oubli", {{"email", "a@example.org"}});  // within the same minute: one letter is enough
    CHECK(site.letters.size() == 1);
    const auto path = Office::link_in(site.letters[0]);
    CHECK(site.post(path, {{"password", "quatre bancs sous le fromager"}}).status == 422);
    CHECK(site.post(path, {{"password", "quatre bancs sous le fromager"}, {"code", "000000"}}).status == 422);
    CHECK(site.post(path, {{"password", "quatre bancs sous le fromager"}, {"code", office.code(secret)}}).status == 303);
    CHECK(office.signed_in());
    site.sign_out();
    site.now += 61'000'000;
    site.post("/connexion/oubli", {{"email", "a@example.org"}});
    const auto late = Office::link_in(site.letters.back());
    site.now += recovery_us;
    CHECK(site.get(late).status == 404);
    site.now += 61'000'000;
    site.post("/connexion/oubli", {{"email", "a@example.org"}});
    const auto guessed = Office::link_in(site.letters.back());
    for (int i = 0; i < 5; ++i) site.post(guessed, {{"password", "quatre bancs sous le fromager"}, {"code", "000000"}});
    CHECK(site.get(guessed).status == 404);
}

TEST_CASE("After many failures from everywhere the password is looked at only with a code from the mailbox") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    const auto known = site.cookies;
    for (int i = 0; i < 25; ++i) site.doors_in.tries.begin({"a@example.org", "10.0." + std::to_string(i) + ".1"}, site.now);
    site.letters.clear();
    const auto challenged = office.sign_in("a@example.org", password);
    CHECK(challenged.status == 200);
    CHECK(holds(text_of(challenged), "f-code"));
    CHECK_FALSE(office.signed_in());
    REQUIRE(site.letters.size() == 1);
    const auto digits = site.letters[0].text.find("est ") + 4;
    const auto code = site.letters[0].text.substr(digits, 6);
    CHECK(site.post("/connexion", {{"email", "a@example.org"}, {"password", password}, {"code", "000000"}}).status == 422);
    {  // the code is this browser's
        const auto jar = site.cookies;
        site.cookies.clear();
        CHECK(site.post("/connexion", {{"email", "a@example.org"}, {"password", password}, {"code", code}}).status != 303);
        site.cookies = jar;
    }
    CHECK(site.post("/connexion", {{"email", "a@example.org"}, {"password", password}, {"code", code}}).status == 303);
    CHECK(office.signed_in());
    // From that browser, which is known from now on, nobody else's failures are felt.
    site.post("/deconnexion", {});
    CHECK(office.sign_in("a@example.org", password).status == 303);
    CHECK(holds(text_of(site.get("/compte")), "Code demandé par courrier"));
    CHECK(person.value > 0);
}

TEST_CASE("Ten thousand sprayed passwords let nobody in, lock nobody out, and are mostly not even looked at") {
    Office office;
    auto& site = office.site;
    std::vector<std::string> emails;
    const auto hash = *site.doors_in.hasher.hash(password);
    for (int i = 0; i < 300; ++i) {
        emails.push_back("p" + std::to_string(i) + "@example.org");
        const auto person = site.person(emails.back());
        site.doors_in.change([&](store::Db& db) {
            put_account(db, person, emails.back(), site.now);
            set_password(db, person, hash, site.now);
        });
    }
    // One of them has signed in before, from a browser of their own.
    REQUIRE(office.sign_in(emails[7], password).status == 303);
    site.post("/deconnexion", {});
    const auto own = site.cookies;
    int let_in = 0, looked_at = 0;
    for (int i = 0; i < 10'000; ++i) {
        site.cookies.clear();
        site.remote = i % 2 ? "198.51.100.7" : "10." + std::to_string(i / 200) + "." + std::to_string(i % 200) + ".9";
        const auto answer = office.sign_in(emails[std::size_t(i) % 300], "Bienvenue2026 à tous");
        let_in += answer.status == 303, looked_at += answer.status == 422;
    }
    CHECK(let_in == 0);
    CHECK(looked_at < 500);
    MESSAGE("10,000 sprayed passwords: " << looked_at << " were looked at, " << site.letters.size() << " letters went out");
    site.remote = "203.0.113.77";
    site.cookies = own;
    CHECK(office.sign_in(emails[7], password).status == 303);  // from the browser they know: as ever
    site.cookies.clear();
    for (const auto* email : {"p8@example.org", "p9@example.org"}) {  // from elsewhere: by a code from their mailbox
        site.now += 120'000'000;
        site.cookies.clear();
        auto answer = office.sign_in(email, password);
        if (answer.status == 200) {
            const auto& letter = site.letters.back();
            REQUIRE(letter.to == email);
            answer = site.post("/connexion",
                               {{"email", email}, {"password", password}, {"code", letter.text.substr(letter.text.find("est ") + 4, 6)}});
        }
        CHECK(answer.status == 303);
    }
}

TEST_CASE("What cannot be taken back asks for a fresh proof, and what was typed is kept") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org", {{Role::administrator, {}}});
    const auto secret = office.totp_of(person);
    site.sign_in_as(person, 2);
    CHECK(site.get("/actes/accounts.grant_role").status == 200);
    site.now += proof_us;
    const auto sent = site.get("/actes/accounts.grant_role?person=12");
    CHECK(location(sent) == "/connexion/confirmer?next=%2Factes%2Faccounts.grant_role%3Fperson%3D12");
    const auto kept = site.post("/actes/people.register_person", {{"name", "Autre Exemple"}});
    CHECK(kept.status == 303);  // what an officer may do asks nothing
    const auto posted = site.post("/actes/people.erase_person", {{"person", std::to_string(person.value)}});
    CHECK(posted.status == 403);
    CHECK(control_value(text_of(posted), "person") == std::to_string(person.value));
    CHECK(site.post("/connexion/confirmer", {{"password", "une autre phrase assez longue"}, {"code", office.code(secret)}}).status == 422);
    CHECK(site.post("/connexion/confirmer", {{"password", password}, {"code", "000000"}}).status == 422);
    const auto confirmed = site.post("/connexion/confirmer", {{"password", password}, {"code", office.code(secret)}, {"next", "/actes"}});
    CHECK(location(confirmed) == "/actes");
    CHECK(site.get("/actes/accounts.grant_role").status == 200);
    site.sign_out();
    CHECK(location(site.get("/compte")) == "/connexion?next=%2Fcompte");
}

TEST_CASE("A program's token does what it was made for, never what asks for a proof, until it is removed or over") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org", {{Role::administrator, {}}});
    site.sign_in_as(person, 2);
    CHECK(site.post("/compte/jeton", {{"name", ""}, {"acts", "nothing.such"}, {"days", "0"}}).status == 422);
    const auto made = text_of(site.post("/compte/jeton", {{"name", "tableur"}, {"acts", "sources.*"}, {"days", "30"}}));
    const auto start = made.find("concert_");
    REQUIRE(start != made.npos);
    const std::string said = "Bearer " + made.substr(start, 8 + 43);
    site.sign_out();
    const auto record = [&](const std::string& authorization, const std::string& act, const std::string& fields) {
        return site.post_json("/api/acts/" + act, R"({"fields":)" + fields + "}", {{"Authorization", authorization}}).status;
    };
    const std::string source = R"({"title":"Une page","publisher":"example.org","kind":"web_page"})";
    CHECK(record(said, "sources.record", source) == 201);
    CHECK(record(said, "people.register_person", R"({"name":"Autre Exemple"})") == 403);
    CHECK(record(said.substr(0, said.size() - 1) + (said.back() == 'A' ? "B" : "A"), "sources.record", source) == 401);
    {
        auto rows = tokens_of(*site.readers.lend(), person);
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].used_us);
    }
    site.now += 30 * day_us;
    CHECK(record(said, "sources.record", source) == 401);
    site.now -= 30 * day_us;
    site.sign_in_as(person, 2);
    site.post("/compte/jeton-retire", {{"number", std::to_string(tokens_of(*site.readers.lend(), person)[0].number)}});
    site.sign_out();
    CHECK(record(said, "sources.record", source) == 401);
}

TEST_CASE("The link of who has the machine opens one session of twelve hours, once") {
    ActingSite site;
    const auto link = site.doors_in.machine_link();
    CHECK(site.get(link).status == 200);  // looking does not use it up
    CHECK(site.ask(Method::post, link, {{"Origin", "https://elsewhere.example.com"}}).status == 403);
    const auto opened = site.ask(Method::post, link, {{"Origin", "http://network.example.org"}});
    REQUIRE(opened.status == 303);
    const auto cookie = std::string(opened.headers.find("Set-Cookie").value_or(""));
    for (const auto* part : {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"}) CHECK(holds(cookie, part));
    CHECK(!holds(cookie, "Secure"));
    CHECK(site.ask(Method::post, link, {{"Origin", "http://network.example.org"}}).status == 404);
    CHECK(site.get("/administration/" + std::string(43, 'A')).status == 404);
    const auto page = site.get("/actes/sources.record");
    CHECK(page.status == 200);
    CHECK(!page.compress);
    CHECK(holds(text_of(page), "class=\"adm\""));
    CHECK(holds(text_of(page), "Se déconnecter"));
    CHECK(site.post("/deconnexion", {}).status == 303);
    CHECK(site.get("/actes/sources.record").status == 303);
    site.sign_in();
    CHECK(site.get("/actes/sources.record").status == 200);
    for (int i = 0; i < 11; ++i) {
        site.now += hour_us;
        CHECK(site.get("/actes/sources.record").status == 200);
    }
    site.now += hour_us;
    CHECK(site.get("/actes/sources.record").status == 303);
}

TEST_CASE("Whoever is erased has no account, no session and no history any more") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        Office office(engine);
        auto& site = office.site;
        const auto person = office.member_of_staff("tres.rare@example.org");
        office.totp_of(person);
        site.sign_in_as(person, 1);
        CHECK(office.signed_in());
        site.must("people.erase_person", R"({"person":)" + std::to_string(person.value) + "}");
        CHECK_FALSE(office.signed_in());
        auto reader = site.readers.lend();
        CHECK_FALSE(find_account(*reader, person));
        CHECK(sessions_of(*reader, person).empty());
        CHECK(events_of(*reader, person, 10).empty());
        CHECK_FALSE(account_of_login(*reader, "tres.rare@example.org"));
    }
}

TEST_CASE("Only who administers sees accounts, and two people cannot have one address") {
    Office office;
    auto& site = office.site;
    const auto officer = office.member_of_staff("o@example.org", {{Role::officer, {}}});
    const auto double_of = site.person("o@example.org");
    site.sign_in_as(officer, 2);
    CHECK(site.get("/administration/comptes").status == 403);
    CHECK(site.get("/administration/comptes/" + std::to_string(officer.value)).status == 403);
    CHECK(site.post("/administration/comptes/" + std::to_string(officer.value) + "/sessions", {}).status == 403);
    site.sign_in();
    CHECK(holds(text_of(site.get("/administration/comptes")), "o@example.org"));
    CHECK(holds(text_of(site.get("/administration/comptes?q=EXEMPLE")), "o@example.org"));
    CHECK(site.get("/administration/comptes/999").status == 404);
    CHECK(site.post("/administration/comptes/" + std::to_string(double_of.value) + "/invitation", {}).status == 422);
    site.mails = false;
    const auto shown = text_of(site.post("/administration/comptes/" + std::to_string(officer.value) + "/invitation", {}));
    CHECK(holds(shown, "http://network.example.org/acces/"));
    CHECK(site.post("/administration/comptes/" + std::to_string(officer.value) + "/sessions", {}).status == 303);
    CHECK(sessions_of(*site.readers.lend(), officer).empty());
}

TEST_CASE("No form of sign-in is taken from another site, nor one of the account without its token") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    const auto from_elsewhere = [&](const std::string& path) {
        return site
            .ask(Method::post, path, {{"Origin", "https://elsewhere.example.com"}, {"Content-Type", "application/x-www-form-urlencoded"}},
                 support::form_body({{"email", "a@example.org"}, {"password", password}}))
            .status;
    };
    for (const auto* path :
         {"/connexion", "/connexion/code", "/connexion/oubli", "/connexion/cle/options", "/connexion/cle/get", "/connexion/cle/create"}) {
        CAPTURE(path);
        CHECK(from_elsewhere(path) == 403);
    }
    site.sign_in_as(person, 1);
    for (const auto* path : {"/deconnexion", "/compte/sessions-fermees", "/compte/codes", "/compte/jeton", "/compte/mot-de-passe"}) {
        CAPTURE(path);
        CHECK(from_elsewhere(path) == 403);
        CHECK(site.post(path, {{"token", std::string(43, 'A')}}).status == 403);
    }
    CHECK(office.signed_in());
}
