// Everybody's accounts, for an administrator: who holds what, who can sign in, and the links that invite.
#include "accounts/accounts.h"
#include "base/typed.h"
#include "people/people.h"
#include "sign_in/chores.h"
#include "sign_in/pages.h"
#include "web/form.h"
#include "web/percent.h"
#include "web/plain_form.h"

namespace sign_in {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t page_size = 50;

std::string role_words(const Visit& visit, Id<Person> person) {
    std::vector<std::string> names;
    for (const auto& grant : accounts::grants_of(visit.db(), person)) {
        if (!grant.held_on(visit.today())) continue;
        std::string name(visit.text("act.accounts.grant_role.role." + std::string(acts::name_of(grant.role))));
        if (!grant.scope.kind.empty()) name += " (" + scope_words(visit, grant.scope) + ")";
        names.push_back(std::move(name));
    }
    return visit.words.list(names);
}

web::Response shown(Visit& visit, const web::Address& at, const std::string& title, int status, const Node& content) {
    web::Frame frame{.title = title, .description = title, .at = at, .indexed = false, .status = status};
    if (at.fr != accounts_at.fr)
        frame.breadcrumb = {{std::string(visit.text("accounts.title")), accounts_at.in(visit.language)}, {title, ""}};
    return private_page(visit, frame, content);
}

Node state(const Visit& visit, const std::optional<Account>& account, bool asked) {
    if (!account) return span(cls("tag nt"), visit.text("accounts.none"));
    const auto keys = passkeys_of(visit.db(), account->person).size();
    if (!account->password && !keys) return span(cls("tag at"), visit.text("accounts.invited"));
    if (asked && !account->totp && !keys) return span(cls("tag no"), visit.text("accounts.one_factor"));
    return span(cls("tag ok"), visit.text(account->totp || keys ? "accounts.two_factors" : "accounts.password"));
}

web::Response list(Visit& visit, const Desk& desk) {
    const std::string title(visit.text("accounts.title")), wanted(visit.request.query.value_or("q", ""));
    const auto after = web::whole_number(visit.request.query.value_or("after", "")).value_or(0);
    const auto people = people::people_like(visit.db(), wanted, {after}, page_size + 1);
    Node rows;
    for (std::size_t i = 0; i < people.size() && std::int64_t(i) < page_size; ++i) {
        const auto& person = people[i];
        const auto account = find_account(visit.db(), person.id);
        rows += tr(th(attr("scope", "row"),
                      a(href((accounts_at / std::to_string(person.id.value)).in(visit.language)),
                        person.contact.name.empty() ? visit.format("accounts.person", {{"id", std::to_string(person.id.value)}})
                                                    : person.contact.name)),
                   td(attr("data-l", visit.text("sign_in.email")), person.contact.email),
                   td(attr("data-l", visit.text("account.roles")), role_words(visit, person.id)),
                   td(state(visit, account, asks_second(visit.db(), person.id, desk.doors.now()))));
    }
    const auto heading = [&](std::string_view key) { return th(attr("scope", "col"), visit.text(key)); };
    const bool more = std::ssize(people) > page_size;
    const Node content = group(
        div(cls("intro"), div(h1(title), p(visit.text("accounts.text")))),
        p(cls("act"),
          a(cls("btn"), href(visit.language == base::Language::fr ? "/actes/people.register_person" : "/en/acts/people.register_person"),
            visit.text("accounts.register"))),
        form(cls("flt"), attr("role", "search"),
             div(cls("g"), label(attr("for", "q"), visit.text("accounts.search")),
                 input(attr("type", "search"), id("q"), attr("name", "q"), attr("value", wanted))),
             div(button(cls("btn"), attr("type", "submit"), visit.text("accounts.search.submit")))),
        table(cls("st"), caption(cls("vh"), title),
              thead(tr(heading("accounts.name"), heading("sign_in.email"), heading("account.roles"), heading("accounts.state"))),
              tbody(rows)),
        when(people.empty(), [&] { return p(cls("cnt"), visit.text("accounts.nobody")); }), when(more, [&] {
            return p(cls("fin"), a(cls("btn alt"), href(visit.here_with({{"after", std::to_string(people[page_size - 1].id.value)}})),
                                   visit.text("accounts.more")));
        }));
    return shown(visit, accounts_at, title, 200, content);
}

// The person the path names; nothing where nobody, or somebody erased, has that number.
std::optional<Id<Person>> person_of(const Visit& visit) {
    const auto number = web::whole_number(visit.request.at("person"));
    if (!number || people::known(visit.db(), {*number}) != people::Known::known) return {};
    return Id<Person>{*number};
}

Node post_button(const Visit& visit, const web::Address& at, std::string_view words_key, std::string_view classes) {
    return form(attr("method", "post"), action(at.in(visit.language)), token_field(visit.visitor),
                button(cls(classes), attr("type", "submit"), visit.text(words_key)));
}

Node grants(const Visit& visit, Id<Person> person) {
    const auto acts_at = visit.language == base::Language::fr ? std::string("/actes/") : std::string("/en/acts/");
    Node items;
    for (const auto& grant : accounts::grants_of(visit.db(), person)) {
        std::string name(visit.text("act.accounts.grant_role.role." + std::string(acts::name_of(grant.role))));
        if (!grant.scope.kind.empty()) name += ", " + scope_words(visit, grant.scope);
        items += li(span(b(name)),
                    when(!grant.ended_by && (!grant.until || *grant.until >= visit.today()),
                         [&] {
                             return a(href(acts_at + "accounts.end_role?grant=" + std::to_string(grant.id.value)),
                                      visit.text("accounts.end_role"));
                         }),
                    span(cls("q"), visit.format("account.since", {{"date", grant.from}}), " ",
                         grant.until ? visit.format("account.until", {{"date", *grant.until}}) : std::string()));
    }
    return section(div(cls("hd"), h2(visit.text("account.roles"))), items.empty() ? p(visit.text("account.no_role")) : ul(cls("ls"), items),
                   p(cls("fin"), a(cls("btn alt"), href(acts_at + "accounts.grant_role?person=" + std::to_string(person.value)),
                                   visit.text("accounts.grant_role"))));
}

Node history(const Visit& visit, Id<Person> person) {
    Node rows;
    for (const auto& event : events_of(visit.db(), person, 50))
        rows += tr(th(attr("scope", "row"), visit.words.datetime(event.time_us, visit.facts.zone)),
                   td(visit.text("sign_in.event." + event.what)), td(event.place.address), td(event.place.browser));
    const auto heading = [&](std::string_view key) { return th(attr("scope", "col"), visit.text(key)); };
    return when(!rows.empty(), [&] {
        return section(div(cls("hd"), h2(visit.text("account.history"))),
                       table(cls("st"), caption(cls("vh"), visit.text("account.history")),
                             thead(tr(heading("account.history.when"), heading("account.history.what"), heading("account.history.where"),
                                      heading("account.history.browser"))),
                             tbody(rows)));
    });
}

web::Response show(Visit& visit, const Desk& desk, const Node& said = {}, int status = 200) {
    const auto person = person_of(visit);
    if (!person) return error_page(visit, 404);
    const auto contact = people::contact(visit.db(), *person);
    const auto account = find_account(visit.db(), *person);
    const auto at = accounts_at / std::to_string(person->value);
    const auto title = contact.name.empty() ? visit.format("accounts.person", {{"id", std::to_string(person->value)}}) : contact.name;
    const auto open = std::ssize(sessions_of(visit.db(), *person));
    Node doing = when(!contact.email.empty(), [&] {
        return post_button(visit, at / "invitation", account && account->password ? "accounts.new_link" : "accounts.invite", "btn");
    });
    if (open || !tokens_of(visit.db(), *person).empty()) doing += post_button(visit, at / "sessions", "accounts.end_sessions", "btn alt");
    if (account && (account->totp || !passkeys_of(visit.db(), *person).empty()))
        doing += post_button(visit, at / "facteurs", "accounts.reset_factors", "btn no");
    const Node content =
        group(div(cls("intro"), div(p(cls("k"), visit.text("accounts.kicker")), h1(title),
                                    p(contact.email.empty() ? std::string(visit.text("accounts.no_email")) : contact.email))),
              said,
              section(div(cls("hd"), h2(visit.text("accounts.state"))),
                      p(state(visit, account, asks_second(visit.db(), *person, desk.doors.now())), " ",
                        visit.format("accounts.sessions", {{"count", std::int64_t(open)}})),
                      div(cls("fin"), doing)),
              grants(visit, *person), history(visit, *person));
    return shown(visit, at, title, status, content);
}

// What changes an account needs a fresh proof of who does it.
std::optional<web::Response> refused(Visit& visit) {
    auto form = posted_form(visit);
    if (!form) return std::move(form.error());
    if (visit.visitor.sensitive) return {};
    auto back = std::string(visit.request.path);
    back = back.substr(0, back.rfind('/'));
    return web::Response::see_other(confirm_at.in(visit.language) + "?next=" + web::percent_encode(back));
}

web::Response invite(Visit& visit, const Desk& desk) {
    if (auto no = refused(visit)) return std::move(*no);
    const auto person = person_of(visit);
    if (!person) return error_page(visit, 404);
    auto& doors = desk.doors;
    std::expected<std::string, ChoreFault> link;
    doors.change([&](store::Db& db) {
        const auto before = find_account(db, *person);
        link = do_chore(db, Chore::invite, *person, doors.now());
        const std::string_view words = before && before->password ? "sign_in.mail.recovery" : "sign_in.mail.invitation";
        if (link) tell(desk, db, visit, *person, words, {{"link", doors.site(visit.request) + *link}});
    });
    if (!link) return show(visit, desk, div(cls("note no"), p(visit.text("accounts." + std::string(name(link.error()))))), 422);
    const auto login = find_account(visit.db(), *person)->login;
    if (doors.can_mail()) return show(visit, desk, div(cls("note ok"), p(visit.format("accounts.sent", {{"login", login}}))));
    return show(visit, desk, div(cls("note at"), p(visit.text("accounts.hand_over")), p(cls("hash"), doors.site(visit.request) + *link)));
}

web::Response done(Visit& visit, const Desk& desk, Chore chore) {
    if (auto no = refused(visit)) return std::move(*no);
    const auto person = person_of(visit);
    if (!person) return error_page(visit, 404);
    desk.doors.change([&](store::Db& db) {
        if (chore == Chore::reset_factors) tell(desk, db, visit, *person, "sign_in.mail.factors_reset");
        do_chore(db, chore, *person, desk.doors.now());
    });
    return web::Response::see_other((accounts_at / std::to_string(person->value)).in(visit.language));
}

}  // namespace

void add_accounts_pages(web::Router& router, const Desk& desk) {
    using web::Method;
    const auto one = accounts_at / "{person}";
    add(router, desk, "accounts", web::Audience::administrator, accounts_at, Method::get,
        [&desk](Visit& visit) { return list(visit, desk); });
    add(router, desk, "accounts.person", web::Audience::administrator, one, Method::get,
        [&desk](Visit& visit) { return show(visit, desk); });
    add(router, desk, "accounts.invite", web::Audience::administrator, one / "invitation", Method::post,
        [&desk](Visit& visit) { return invite(visit, desk); });
    add(router, desk, "accounts.sessions", web::Audience::administrator, one / "sessions", Method::post,
        [&desk](Visit& visit) { return done(visit, desk, Chore::end_sessions); });
    // For who lost the telephone and the codes: they sign in by password alone, see nothing their role gives, and set it up anew.
    add(router, desk, "accounts.factors", web::Audience::administrator, one / "facteurs", Method::post,
        [&desk](Visit& visit) { return done(visit, desk, Chore::reset_factors); });
}

}  // namespace sign_in
