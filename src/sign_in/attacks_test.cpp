// What somebody tries who is not let in, or not so far: each guard of the door, from outside.
#include <doctest/doctest.h>
#include <algorithm>
#include "support/office.h"
#include "web/visitor.h"

using namespace sign_in;
using acts::Role, support::ActingSite, support::Office, support::text_of, web::Method;

namespace {

constexpr auto password = Office::password;
bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
std::string location(const web::Response& response) { return std::string(response.headers.find("Location").value_or("")); }
bool happened(ActingSite& site, Id<Person> person, std::string_view what) {
    const auto events = events_of(*site.readers.lend(), person, events_max);
    return std::ranges::any_of(events, [&](const Event& event) { return event.what == what; });
}
std::string bearer_in(const std::string& page) { return "Bearer " + page.substr(page.find("concert_"), 8 + 43); }

// The pages of passkeys under a name that browsers trust, which the office's site has not.
struct KeyDoor {
    explicit KeyDoor(ActingSite& site) : site(site), doors(site.writer, options(site)) { add_passkey_pages(router, desk); }
    static sign_in::Options options(ActingSite& site) {
        sign_in::Options made;
        made.origin = "http://localhost:8080";
        made.clock = [&site] { return site.now; };
        made.cost = {.memory_bytes = 64 * 1024, .passes = 1};
        return made;
    }
    int begin(const std::string& use, const std::string& from = "203.0.113.5") {
        const auto plan = router.plan(Method::post, "/connexion/cle/options");
        web::Request request;
        request.method = Method::post, request.path = plan.path, request.remote = from;
        const auto cookie = site.cookies.find("concert");
        const bool signed_in = cookie != site.cookies.end();
        request.body = R"({"use":")" + use + "\"" + (signed_in ? R"(,"token":")" + site.token() + "\"" : "") + "}";
        if (signed_in) request.headers.add("Cookie", "concert=" + cookie->second);
        return plan.route->handler(request).status;
    }
    ActingSite& site;
    Doors doors;
    sign_in::Desk desk{site.hooks, doors};
    web::Router router;
};

}  // namespace

TEST_CASE("Nothing is mailed while the site's address is not known, since a link would lead where the Host says") {
    ActingSite site(store::Engine::sqlite, {.burst = 1000}, "");
    site.settle();
    const auto person = site.person("a@example.org");
    site.doors_in.change([&](store::Db& db) { put_account(db, person, "a@example.org", site.now); });
    CHECK_FALSE(site.doors_in.can_mail());
    site.post("/connexion/oubli", {{"email", "a@example.org"}});
    site.sign_in();
    const auto shown = text_of(site.post("/administration/comptes/" + std::to_string(person.value) + "/invitation", {}));
    CHECK(holds(shown, "http://network.example.org/acces/"));  // to who administers, in their own browser
    CHECK(site.letters.empty());
}

TEST_CASE("By https every cookie is this host's alone, goes by https alone and is seen by no script") {
    Office office;
    const auto person = office.member_of_staff("a@example.org");
    sign_in::Options options;
    options.origin = "https://network.example.org";
    options.cost = {.memory_bytes = 64 * 1024, .passes = 1};
    Doors doors(office.site.writer, options);
    web::Response response;
    doors.open(response, web::Request(), person, 1);
    doors.new_step_holder(response);
    int cookies = 0;
    for (const auto& [name, value] : response.headers) {
        if (name != "Set-Cookie") continue;
        ++cookies;
        CAPTURE(value);
        CHECK(value.starts_with("__Host-concert"));
        for (const auto* part : {"; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure"}) CHECK(holds(value, part));
        CHECK_FALSE(holds(value, "Domain"));
    }
    CHECK(cookies == 4);  // the session, the browser, the step that is over, and a new one
}

TEST_CASE("A fresh proof gives the session another secret, and a form that was open stays good") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org", {{Role::administrator, {}}});
    const auto secret = office.totp_of(person);
    site.sign_in_as(person, 2);
    const auto before = site.cookies;
    const auto form = site.token();
    site.now += proof_us;
    CHECK(site.post("/connexion/confirmer", {{"password", password}, {"code", office.code(secret)}}).status == 303);
    CHECK(office.signed_in());
    CHECK(site.token() == form);
    const auto after = site.cookies;
    site.cookies = before;
    CHECK_FALSE(office.signed_in());
    site.cookies = after;
    // Its longest life begins anew, and is that of two factors.
    for (int hour = 0; hour < 11; ++hour) {
        site.now += hour_us;
        CHECK(office.signed_in());
    }
    site.now += hour_us;
    CHECK_FALSE(office.signed_in());
}

TEST_CASE("Setting up a second factor gives the session another secret") {
    Office office;
    auto& site = office.site;
    office.member_of_staff("a@example.org", {{Role::officer, {}}});
    office.sign_in("a@example.org", password);
    const auto page = text_of(site.get("/compte/deux-facteurs"));
    const auto start = page.find("<code>") + 6;
    const auto secret = credentials::from_base32(page.substr(start, page.find("</code>", start) - start));
    REQUIRE(secret);
    const auto before = site.cookies;
    REQUIRE(site.post("/compte/deux-facteurs", {{"code", office.code(*secret)}}).status == 200);
    CHECK(office.signed_in());
    site.cookies = before;
    CHECK_FALSE(office.signed_in());
}

TEST_CASE("Who has the password or the mailbox, and not the passkey, changes nothing of the account and makes no token") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org", {{Role::administrator, {}}});
    office.passkey_of(person);
    office.sign_in("a@example.org", password);
    REQUIRE(office.signed_in());
    for (const auto* path : {"/compte/deux-facteurs", "/compte/mot-de-passe", "/compte/jeton"}) {
        CAPTURE(path);
        CHECK(location(site.get(path)).starts_with("/connexion/confirmer"));
        CHECK(location(site.post(path, {{"password", "quatre bancs sous le fromager"}})).starts_with("/connexion/confirmer"));
    }
    const auto number = std::to_string(passkeys_of(*site.readers.lend(), person)[0].number);
    CHECK(location(site.post("/compte/cle-retiree", {{"number", number}})).starts_with("/connexion/confirmer"));
    CHECK_FALSE(holds(text_of(site.get("/connexion/confirmer")), "type=\"password\""));
    CHECK(site.post("/connexion/confirmer", {{"password", password}}).status == 422);
    CHECK(passkeys_of(*site.readers.lend(), person).size() == 1);
    site.sign_in_as(person, 2);  // with it
    CHECK(site.get("/compte/deux-facteurs").status == 200);
}

TEST_CASE("A program's token is made by who showed two factors, since it may all that they may") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org", {{Role::officer, {}}});
    site.sign_in_as(person, 1);
    CHECK(site.get("/compte/jeton").status == 403);
    CHECK(site.post("/compte/jeton", {{"name", "tableur"}, {"acts", ""}, {"days", "30"}}).status == 403);
    CHECK(tokens_of(*site.readers.lend(), person).empty());
    site.sign_in_as(person, 2);
    CHECK(site.post("/compte/jeton", {{"name", "tableur"}, {"acts", ""}, {"days", "30"}}).status == 200);
    CHECK(tokens_of(*site.readers.lend(), person).size() == 1);
}

TEST_CASE("A program's token never opens what a session's cookie does, even beside it") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    site.sign_in_as(person, 2);
    const auto token = bearer_in(text_of(site.post("/compte/jeton", {{"name", "tableur"}, {"acts", ""}, {"days", "30"}})));
    REQUIRE(token.size() == 7 + 8 + 43);
    for (const auto& said : {token, std::string("Bearer concert_") + std::string(43, 'A')}) {
        CHECK(site.ask(Method::get, "/compte", {{"Authorization", said}}).status != 200);
        const auto out = site.ask(
            Method::post, "/deconnexion",
            {{"Authorization", said}, {"Origin", "http://network.example.org"}, {"Content-Type", "application/x-www-form-urlencoded"}},
            support::form_body({{"token", "x"}}));
        CHECK_FALSE(out.headers.has("Clear-Site-Data"));
        CHECK(office.signed_in());
    }
}

TEST_CASE("What is asked of a login that nobody has is written down as if somebody had it") {
    Office office;
    auto& site = office.site;
    office.member_of_staff("a@example.org");
    const Id<Person> stranger{machine};
    office.sign_in("nobody@example.org", password);
    CHECK(happened(site, stranger, "wrong_password"));
    site.post("/connexion/oubli", {{"email", "nobody@example.org"}});
    CHECK(happened(site, stranger, "recovery_asked"));
    for (int i = 0; i < 25; ++i) site.doors_in.tries.begin({"nobody@example.org", "10.0." + std::to_string(i) + ".1"}, site.now);
    office.sign_in("nobody@example.org", password);
    CHECK(happened(site, stranger, "challenged"));
    for (std::int64_t i = 0; i < events_max + 5; ++i) site.doors_in.note_stranger("wrong_password", web::Request());
    CHECK(std::ssize(events_of(*site.readers.lend(), stranger, 10 * events_max)) == events_max);
}

TEST_CASE("The code is asked of the browser that gave the password, by a secret that was not there before") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    const auto secret = office.totp_of(person);
    const std::string planted(43, 'A');
    site.cookies["concert_step"] = planted;
    office.sign_in("a@example.org", password);
    CHECK(site.cookies["concert_step"] != planted);
    const auto own = site.cookies;
    site.cookies = {{"concert_step", planted}};
    CHECK(location(site.post("/connexion/code", {{"code", office.code(secret)}})) == "/connexion");
    CHECK_FALSE(office.signed_in());
    site.cookies = own;
    CHECK(site.post("/connexion/code", {{"code", office.code(secret)}}).status == 303);
    CHECK(office.signed_in());
}

TEST_CASE("A new password asks for the present one, which is guessed at no faster than at the door") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    site.sign_in_as(person, 1);
    const auto change = [&](const std::string& present) {
        return site.post("/compte/mot-de-passe", {{"current", present}, {"password", "quatre bancs sous le fromager"}}).status;
    };
    CHECK(change("") == 422);
    for (int i = 0; i < 4; ++i) CHECK(change("une autre phrase assez longue") == 422);
    CHECK(change(password) == 429);  // even the right one
    CHECK(office.sign_in("a@example.org", password).status == 429);
    site.now += 10'000'000;
    CHECK(change(password) == 303);
    site.sign_out();
    CHECK(office.sign_in("a@example.org", "quatre bancs sous le fromager").status == 303);
}

TEST_CASE("A new password ends the links that were sent before it, and of two who use one link the second is told so") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        Office office(engine);
        auto& site = office.site;
        const auto person = office.member_of_staff("a@example.org");
        site.letters.clear();
        site.post("/connexion/oubli", {{"email", "a@example.org"}});
        REQUIRE(site.letters.size() == 1);
        const auto sent = Office::link_in(site.letters[0]);
        CHECK(site.get(sent).status == 200);
        site.sign_in_as(person, 1);
        CHECK(site.post("/compte/mot-de-passe", {{"current", password}, {"password", "quatre bancs sous le fromager"}}).status == 303);
        site.sign_out();
        CHECK(site.get(sent).status == 404);
        std::string invitation, recovery;
        site.doors_in.change([&](store::Db& db) {
            invitation = put_new_link(db, LinkKind::invitation, person, site.now);
            recovery = put_new_link(db, LinkKind::recovery, person, site.now);
        });
        CHECK(site.post(recovery, {{"password", "cinq pirogues devant le marché"}}).status == 303);
        site.sign_out();
        CHECK(site.post(recovery, {{"password", "six pirogues devant le marché"}}).status == 404);
        CHECK(site.get(invitation).status == 404);
        CHECK(office.sign_in("a@example.org", "cinq pirogues devant le marché").status == 303);
    }
}

TEST_CASE("Who reads somebody's letters guesses five codes a day, however many links they ask for") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    const auto secret = office.totp_of(person);
    const auto link = [&] {
        std::string path;
        site.doors_in.change([&](store::Db& db) { path = put_new_link(db, LinkKind::recovery, person, site.now); });
        return path;
    };
    const auto tried = [&](const std::string& path, const std::string& code) {
        return site.post(path, {{"password", "quatre bancs sous le fromager"}, {"code", code}}).status;
    };
    for (int i = 0; i < 4; ++i) CHECK(tried(link(), "000000") == 422);
    CHECK(tried(link(), "000000") == 422);
    CHECK(tried(link(), office.code(secret)) == 404);
    site.now += day_us;
    CHECK(tried(link(), office.code(secret)) == 303);
}

TEST_CASE("What takes a proof away is told to the mailbox and written in the account's history") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    office.totp_of(person);
    office.passkey_of(person);
    site.sign_in_as(person, 2);
    site.letters.clear();
    CHECK(site.post("/compte/sans-deux-facteurs", {}).status == 303);
    const auto number = std::to_string(passkeys_of(*site.readers.lend(), person)[0].number);
    CHECK(site.post("/compte/cle-retiree", {{"number", number}}).status == 303);
    CHECK(site.post("/compte/cle-retiree", {{"number", number}}).status == 303);  // gone already: nothing more to tell
    CHECK(site.letters.size() == 2);
    for (const auto* what : {"second_factor_off", "passkey_removed"}) CHECK(happened(site, person, what));
    const auto page = text_of(site.get("/compte"));
    for (const auto* words : {"Second facteur retiré", "Clé d’accès retirée"}) CHECK(holds(page, words));
}

TEST_CASE("An administrator who closes somebody's sessions removes their tokens too") {
    Office office;
    auto& site = office.site;
    const auto person = office.member_of_staff("a@example.org");
    const auto at = "/administration/comptes/" + std::to_string(person.value);
    for (const auto* doing : {"/sessions", "/facteurs"}) {
        CAPTURE(doing);
        site.sign_in_as(person, 2);
        site.post("/compte/jeton", {{"name", "tableur"}, {"acts", ""}, {"days", "30"}});
        REQUIRE(tokens_of(*site.readers.lend(), person).size() == 1);
        site.sign_in();
        CHECK(site.post(at + doing, {}).status == 303);
        CHECK(tokens_of(*site.readers.lend(), person).empty());
    }
}

TEST_CASE("Who begins passkey after passkey from one place is asked to wait, and nobody else is") {
    Office office;
    KeyDoor door(office.site);
    for (int i = 0; i < 60; ++i) REQUIRE(door.begin("open") == 200);
    CHECK(door.begin("open") == 429);
    CHECK(door.begin("open", "203.0.113.6") == 200);
    office.site.now += 1'000'000;
    CHECK(door.begin("open") == 200);
}

TEST_CASE("One more passkey is made by who showed the second factor there is") {
    Office office;
    auto& site = office.site;
    KeyDoor door(site);
    const auto person = office.member_of_staff("a@example.org");
    site.sign_in_as(person, 1);
    CHECK(door.begin("register") == 200);  // the first
    office.passkey_of(person);
    CHECK(door.begin("register") == 401);
    CHECK(door.begin("confirm") == 200);
    site.sign_in_as(person, 2);
    CHECK(door.begin("register") == 200);
    site.now += proof_us;
    CHECK(door.begin("register") == 401);
}

TEST_CASE("A form is taken from this site's own pages and no others") {
    struct Case {
        std::string site, host, origin, fetched;  // origin, fetched: what the browser says; empty: nothing
        bool ours;
    };
    const std::string https = "https://network.example.org", http = "http://network.example.org", host = "network.example.org";
    for (const auto& [site, at, origin, fetched, ours] : std::vector<Case>{
             {https, host, https, "", true},
             {https, host, http, "", false},  // written by who stands between
             {https, "other.example.org", "https://other.example.org", "", true},
             {https, host, "https://network.example.org.example.com", "", false},
             {https, host, "null", "", false},
             {https, host, "https://elsewhere.example.com", "same-origin", false},
             {https, host, "", "same-origin", true},
             {https, host, "", "none", true},
             {https, host, "", "same-site", false},
             {https, host, "", "cross-site", false},
             {https, host, "", "", true},  // no browser
             {"", host, http, "", true},
             {"", host, https, "", true},
             {"", host, "http://elsewhere.example.com", "", false},
             {http, host, http, "", true},
         }) {
        CAPTURE(origin + " " + fetched);
        web::Request request;
        request.headers.add("Host", at);
        if (!origin.empty()) request.headers.add("Origin", origin);
        if (!fetched.empty()) request.headers.add("Sec-Fetch-Site", fetched);
        CHECK(web::from_our_pages(request, site) == ours);
    }
}
