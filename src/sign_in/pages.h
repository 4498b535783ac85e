// Where people sign in and look after their account, and where an administrator looks after everybody's.
#pragma once
#include "sign_in/doors.h"

namespace sign_in {

inline const web::Address sign_in_at{"/connexion", "/en/sign-in"}, code_at{"/connexion/code", "/en/sign-in/code"},
    confirm_at{"/connexion/confirmer", "/en/sign-in/confirm"}, forgotten_at{"/connexion/oubli", "/en/sign-in/forgotten"},
    sign_out_at{"/deconnexion", "/en/sign-out"}, access_at{"/acces", "/en/access"}, account_at{"/compte", "/en/account"},
    second_at{"/compte/deux-facteurs", "/en/account/deux-facteurs"}, accounts_at{"/administration/comptes", "/en/administration/accounts"};

struct PageOptions {
    std::string script;                               // where passkey.js is served; empty: no passkeys
    web::Address after = {"/compte", "/en/account"};  // where who signed in goes on to, unless they asked for a page
    web::Address notifications = {};                  // where they choose how they are written to; empty: nowhere
};

// What these pages are made of; it and what it refers to outlive the router.
struct Desk {
    const web::SiteHooks& site;
    Doors& doors;
    PageOptions options = {};
};

void add_pages(web::Router&, const Desk&);
// For SiteHooks::bar_links: the account, and the form that signs out.
html::Node bar_links(const web::Visit&);

// ---- parts of it, each in a file of its own ----
void add_sign_in_pages(web::Router&, const Desk&);
void add_link_pages(web::Router&, const Desk&);
void add_passkey_pages(web::Router&, const Desk&);
void add_account_pages(web::Router&, const Desk&);
void add_change_pages(web::Router&, const Desk&);
void add_accounts_pages(web::Router&, const Desk&);

using Shown = std::function<web::Response(web::Visit&)>;
void add(web::Router&, const Desk&, const std::string& name, web::Audience, const web::Address&, web::Method, Shown);

// Who is signed in as a person with an account; or the answer to who is not.
struct Own {
    Doors::Open open;
    Account account;
};
std::expected<Own, web::Response> own(web::Visit&, const Desk&);
// To prove it anew and come back: asked before anything of an account is changed.
std::optional<web::Response> must_confirm(web::Visit&, const Own&, const web::Address& back);
web::Response account_page(web::Visit&, const Desk&, const web::Address&, const std::string& title, int status, const html::Node& content);

// "membre Ville-Exemple", or by its number; of a role for one thing.
std::string scope_words(const web::Visit&, const acts::Scope&);
// The button that asks an authenticator; hidden until the script shows it.
html::Node passkey_button(const web::Visit&, const Desk&, std::string_view use, std::string_view words_key, const std::string& next);
const std::string& passkey_script(const Desk&);  // for Frame::script
// A message to somebody about their account, to the address they sign in with. Within a transaction of the writer's connection.
void tell(const Desk&, store::Db&, const web::Visit&, Id<Person>, std::string_view key,
          std::initializer_list<base::Argument> arguments = {});
// What is wrong with a password somebody chooses, in words; empty: accepted.
std::string password_wrong(const web::Visit&, const Doors&, Id<Person>, std::string_view password);

}  // namespace sign_in
