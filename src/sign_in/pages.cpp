#include "sign_in/pages.h"

#include "people/people.h"
#include "post/post.h"
#include "sign_in/sign_in.h"
#include "web/plain_form.h"

namespace sign_in {

using namespace html;
using web::Visit;

void add(web::Router& router, const Desk& desk, const std::string& name, web::Audience open_to, const web::Address& at, web::Method method,
         Shown show) {
    for (const auto language : base::languages)
        router.add({.name = name,
                    .open_to = open_to,
                    .method = method,
                    .pattern = at.in(language),
                    .handler = web::answering(desk.site, language, show),
                    .body_bytes_max = 16 * 1024});
}

void add_pages(web::Router& router, const Desk& desk) {
    add_sign_in_pages(router, desk);
    add_link_pages(router, desk);
    add_passkey_pages(router, desk);
    add_account_pages(router, desk);
    add_change_pages(router, desk);
    add_accounts_pages(router, desk);
}

Node bar_links(const Visit& visit) {
    Node all;
    if (visit.visitor.person()) all += li(a(href(account_at.in(visit.language)), visit.text("account.title")));
    if (visit.visitor.holds({acts::Role::administrator})) all += li(a(href(accounts_at.in(visit.language)), visit.text("accounts.title")));
    all += li(form(attr("method", "post"), action(sign_out_at.in(visit.language)), token_field(visit.visitor),
                   button(attr("type", "submit"), cls("lk"), visit.text("sign_out"))));
    return all;
}

Node passkey_button(const Visit& visit, const Desk& desk, std::string_view use, std::string_view words_key, const std::string& next) {
    if (desk.options.script.empty() || !desk.doors.relying_party(visit.request, visit.facts)) return {};
    return group(button(cls("btn alt"), attr("type", "button"), flag("hidden"), attr("data-passkey", use), attr("data-next", next),
                        attr("data-token", visit.visitor.form_token), attr("data-failed", visit.text("sign_in.passkey.failed")),
                        visit.text(words_key)),
                 span(cls("msg"), attr("role", "alert"), id("passkey-said")));
}

const std::string& passkey_script(const Desk& desk) { return desk.options.script; }

void tell(const Desk& desk, store::Db& db, const Visit& visit, Id<Person> person, std::string_view key,
          std::initializer_list<base::Argument> arguments) {
    const auto account = find_account(db, person);
    if (!account || !desk.doors.can_mail()) return;
    const std::string at(key);
    const auto& network = visit.facts.short_name.empty() ? visit.facts.name(visit.language) : visit.facts.short_name;
    auto text = visit.words.format(at + ".text", arguments) + "\n\n" + visit.format("sign_in.mail.end", {{"network", network}});
    post::post(db, {account->login, visit.language, visit.format(at + ".subject", {{"network", network}}), std::move(text), person,
                    desk.doors.now() + invitation_us});
}

std::string password_wrong(const Visit& visit, const Doors& doors, Id<Person> person, std::string_view password) {
    if (password.empty()) return std::string(visit.text("wrong.missing"));
    const auto contact = people::contact(visit.db(), person);
    const std::vector<std::string> context{contact.name,           contact.email.substr(0, contact.email.find('@')),
                                           visit.facts.name_fr,    visit.facts.name_en,
                                           visit.facts.short_name, "concert"};
    std::vector<std::string> sentences;
    for (const auto fault : credentials::password_faults(password, context, doors.common)) {
        switch (fault) {
        case credentials::PasswordFault::not_text: sentences.emplace_back(visit.text("password.not_text")); break;
        case credentials::PasswordFault::too_short:
            sentences.push_back(visit.format("password.too_short", {{"min", std::int64_t(credentials::password_characters_min)}}));
            break;
        case credentials::PasswordFault::too_long:
            sentences.push_back(visit.format("password.too_long", {{"max", std::int64_t(credentials::password_characters_max)}}));
            break;
        case credentials::PasswordFault::common: sentences.emplace_back(visit.text("password.common")); break;
        case credentials::PasswordFault::personal: sentences.emplace_back(visit.text("password.personal")); break;
        }
    }
    std::string all;
    for (const auto& sentence : sentences) all += (all.empty() ? "" : " ") + sentence;
    return all;
}

std::string_view tables() {
    return
#include "src/sign_in/tables.sql.inc"
        ;
}

}  // namespace sign_in
