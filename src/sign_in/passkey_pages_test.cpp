// Passkeys through the addresses that the script asks, with a software authenticator.
#include <doctest/doctest.h>
#include <boost/json.hpp>
#include "sign_in/rules.h"
#include "sign_in/store.h"
#include "support/acting_site.h"
#include "support/authenticator.h"

using namespace sign_in;
using support::ActingSite, support::Authenticator, web::Method;
namespace json = boost::json;

namespace {

std::string bytes_of(const json::value& text) { return base::from_base64url(std::string_view(text.as_string())).value_or(""); }

struct Keys {
    Keys() : site(store::Engine::sqlite, {.burst = 1000}, "https://network.example.org") {
        site.settle();
        person = site.person("a@example.org", {{acts::Role::officer, {}}});
        site.doors_in.change([&](store::Db& db) { put_account(db, person, "a@example.org", site.now); });
        site.sign_in_as(person, 2);
        authenticator.relying_party = "network.example.org", authenticator.origin = "https://network.example.org";
    }
    std::pair<int, json::object> ask(const std::string& step, json::object body) {
        if (site.cookies.contains(site.doors_in.cookie()) && !body.contains("token")) body["token"] = site.token();
        const auto answer = site.ask(Method::post, "/connexion/cle/" + step, {{"Origin", origin}, {"Content-Type", "application/json"}},
                                     json::serialize(body));
        return {answer.status, answer.status == 403 && answer.bytes().empty() ? json::object() : json::parse(answer.bytes()).as_object()};
    }
    int keep() {
        const auto [status, options] = ask("options", {{"use", "register"}});
        if (status != 200) return status;
        const auto made = authenticator.create(bytes_of(options.at("challenge")));
        return ask("create", {{"use", "register"},
                              {"clientDataJSON", base::base64url(made.client_data_json)},
                              {"attestationObject", base::base64url(made.attestation_object)}})
            .first;
    }
    json::object assertion(const std::string& use) {
        const auto [status, options] = ask("options", {{"use", use}});
        REQUIRE(status == 200);
        ++authenticator.counter;
        const auto got = authenticator.get(bytes_of(options.at("challenge")));
        return {{"use", use},
                {"next", "/compte"},
                {"id", base::base64url(authenticator.credential_id)},
                {"clientDataJSON", base::base64url(got.client_data_json)},
                {"authenticatorData", base::base64url(got.authenticator_data)},
                {"signature", base::base64url(got.signature)}};
    }
    ActingSite site;
    Id<Person> person;
    Authenticator authenticator;
    std::string origin = "https://network.example.org";
};

}  // namespace

TEST_CASE("A passkey is kept by who proved lately who they are, once, and signs in with two factors") {
    Keys keys;
    auto& site = keys.site;
    CHECK(keys.keep() == 200);
    CHECK(keys.keep() == 422);  // the same one again
    CHECK(passkeys_of(*site.readers.lend(), keys.person).size() == 1);
    site.now += proof_us;
    CHECK(keys.ask("options", {{"use", "register"}}).first == 401);
    site.sign_out();
    const auto [status, said] = keys.ask("get", keys.assertion("open"));
    CHECK(status == 200);
    CHECK(said.at("next").as_string() == "/compte");
    CHECK(site.cookies.contains("__Host-concert"));
    CHECK(site.get("/import").status == 200);
    CHECK(sessions_of(*site.readers.lend(), keys.person)[0].factors == 2);
}

TEST_CASE("An answer to a passkey's challenge is good once, for the browser that asked, for that site") {
    Keys keys;
    auto& site = keys.site;
    REQUIRE(keys.keep() == 200);
    site.sign_out();
    const auto answer = keys.assertion("open");
    const auto jar = site.cookies;
    site.cookies.clear();
    CHECK(keys.ask("get", answer).first == 422);  // another browser
    site.cookies = jar;
    CHECK(keys.ask("get", answer).first == 200);
    site.sign_out();
    site.cookies = jar;
    CHECK(keys.ask("get", answer).first == 422);  // again
    site.sign_out();
    auto late = keys.assertion("open");
    site.now += step_us;
    CHECK(keys.ask("get", late).first == 422);
    for (const auto* part : {"clientDataJSON", "authenticatorData", "signature", "id"}) {
        CAPTURE(part);
        site.sign_out();
        auto changed = keys.assertion("open");
        changed[part] = base::base64url(bytes_of(changed[part]) + "x");
        CHECK(keys.ask("get", changed).first == 422);
        CHECK(site.get("/compte").status != 200);
    }
    site.sign_out();
    keys.authenticator.origin = "https://network.example.org.example.com";
    CHECK(keys.ask("get", keys.assertion("open")).first == 422);
    keys.authenticator.origin = "https://network.example.org";
    keys.origin = "https://elsewhere.example.com";
    CHECK(keys.ask("options", {{"use", "open"}}).first == 403);
}

TEST_CASE("A copied authenticator, or one that verifies nobody, does not sign in") {
    Keys keys;
    auto& site = keys.site;
    keys.authenticator.counter = 10;
    REQUIRE(keys.keep() == 200);
    site.sign_out();
    CHECK(keys.ask("get", keys.assertion("open")).first == 200);
    site.sign_out();
    keys.authenticator.counter = 3;
    CHECK(keys.ask("get", keys.assertion("open")).first == 422);
    keys.authenticator.counter = 20;
    keys.authenticator.flags = 0x01;  // present, not verified
    CHECK(keys.ask("get", keys.assertion("open")).first == 422);
    CHECK(site.get("/compte").status != 200);
}

TEST_CASE("A passkey proves anew who is there, and only the account's own does") {
    Keys keys;
    auto& site = keys.site;
    REQUIRE(keys.keep() == 200);
    site.now += proof_us;
    CHECK(site.get("/compte/jeton").status == 303);
    CHECK(keys.ask("get", keys.assertion("confirm")).first == 200);
    CHECK(site.get("/compte/jeton").status == 200);
    const auto other = site.person("b@example.org");
    site.doors_in.change([&](store::Db& db) { put_account(db, other, "b@example.org", site.now); });
    site.sign_in_as(other, 1);
    CHECK(keys.ask("get", keys.assertion("confirm")).first == 422);
    auto forged = keys.assertion("confirm");
    forged["token"] = "";
    CHECK(keys.ask("get", forged).first == 403);
}
