// An office whose people sign in: accounts with a password, second factors, letters with links.
#pragma once
#include "credentials/totp.h"
#include "sign_in/chores.h"
#include "support/acting_site.h"

#include <stdexcept>

namespace support {

struct Office {
    static constexpr auto password = "trois chaises au marché de Ganvié";

    explicit Office(store::Engine engine = store::Engine::sqlite) : site(engine) { site.settle(); }
    // A person who has chosen their password.
    base::Id<base::Person> member_of_staff(const std::string& email, const std::vector<acts::Holding>& roles = {}) {
        const auto person = site.person(email, roles);
        std::string path;
        site.doors_in.change([&](store::Db& db) {
            sign_in::put_account(db, person, email, site.now);
            path = sign_in::put_new_link(db, sign_in::LinkKind::invitation, person, site.now);
        });
        if (site.post(path, {{"password", password}}).status != 303) throw std::runtime_error("the invitation was not taken");
        site.sign_out();
        return person;
    }
    std::string totp_of(base::Id<base::Person> person) {
        const std::string secret(credentials::new_totp_secret().view());
        site.doors_in.change([&](store::Db& db) { sign_in::set_totp(db, person, secret, site.now); });
        return secret;
    }
    // A passkey whose key nobody has here.
    void passkey_of(base::Id<base::Person> person) {
        credentials::Passkey key;
        key.credential_id = "credential-" + std::to_string(person.value);
        key.public_key = "key";
        site.doors_in.change([&](store::Db& db) { sign_in::put_passkey(db, person, key, "Firefox, Linux", site.now); });
    }
    std::string code(const std::string& secret) const { return credentials::hotp(secret, std::uint64_t(credentials::totp_step(site.now))); }
    web::Response sign_in(const std::string& email, const std::string& said) {
        return site.post("/connexion", {{"email", email}, {"password", said}});
    }
    bool signed_in() { return site.get("/compte").status == 200; }
    // The path of the link in a letter.
    static std::string link_in(const post::Note& letter) {
        const auto start = letter.text.find("http://network.example.org") + 26;
        return letter.text.substr(start, letter.text.find('\n', start) - start);
    }

    ActingSite site;
};

}  // namespace support
