// What somebody changes of their own account in a page of its own: the password, and the tokens of programs.
#include "base/text.h"
#include "base/typed.h"
#include "sign_in/pages.h"
#include "web/plain_form.h"

#include <algorithm>
#include <charconv>

namespace sign_in {
namespace {

using namespace html;
using web::Visit;

constexpr std::size_t name_characters_max = 60, tokens_max = 20;

// The present password is asked again beside the new one, however fresh the proof (ASVS V6.2.3).
class PasswordPage {
public:
    PasswordPage(Visit& visit, const Desk& desk, Own mine) : visit_(visit), desk_(desk), doors_(desk.doors), mine_(std::move(mine)) {}
    web::Response get() { return ask(200); }
    web::Response post() {
        auto form = posted_form(visit_);
        if (!form) return std::move(form.error());
        const std::string chosen(form->fields.value_or("password", ""));
        chosen_.wrong = password_wrong(visit_, doors_, mine_.account.person, chosen);
        if (!chosen_.wrong.empty()) return ask(422);
        if (const int status = look_at_present(std::string(form->fields.value_or("current", ""))); status != 200) return ask(status);
        const auto hash = doors_.hasher.hash(chosen);
        if (!hash) {
            chosen_.wrong = visit_.text("sign_in.busy");
            return ask(503);
        }
        keep(*hash);
        return web::Response::see_other(account_at.in(visit_.language));
    }

private:
    // 200, or what to answer with what is wrong said in the field. Who comes by passkey alone has none to tell.
    int look_at_present(const std::string& said) {
        if (!mine_.account.password) return 200;
        const Tries::From from{mine_.account.login, visit_.request.remote,
                               doors_.known_browser(visit_.request, visit_.db(), mine_.account.person)};
        const auto tried = doors_.tries.begin(from, doors_.now());
        if (tried.verdict == credentials::SignInVerdict::wait) {
            present_.wrong = visit_.format("sign_in.wait", {{"seconds", std::max<std::int64_t>(1, tried.wait_us / 1'000'000)}});
            return 429;
        }
        switch (doors_.hasher.verify(said, mine_.account.password)) {
        case credentials::PasswordAnswer::busy: present_.wrong = visit_.text("sign_in.busy"); return 503;
        case credentials::PasswordAnswer::wrong: present_.wrong = visit_.text("sign_in.confirm.wrong"); return 422;
        case credentials::PasswordAnswer::right: break;
        }
        doors_.tries.signed_in(from, tried.verdict);
        return 200;
    }

    void keep(const std::string& hash) {
        const auto person = mine_.account.person;
        doors_.change([&](store::Db& db) {
            set_password(db, person, hash, doors_.now());
            end_sessions(db, person, mine_.open.session.number);
            forget_browsers(db, person);
            forget_links(db, person);
            doors_.note(db, person, "password_changed", visit_.request);
            tell(desk_, db, visit_, person, "sign_in.mail.password_changed");
        });
    }

    web::Response ask(int status) {
        const std::string title(visit_.text("account.password.change"));
        std::vector<web::PlainField> fields;
        if (mine_.account.password) fields.push_back(present_);
        fields.push_back(chosen_);
        Node controls;
        for (const auto& field : fields) controls += plain_field(field);
        return account_page(
            visit_, desk_, account_at / "mot-de-passe", title, status,
            div(cls("wrap"), div(h1(title), plain_errors(visit_, fields), p(visit_.text("account.password.ends")),
                                 form(attr("method", "post"), flag("novalidate"), token_field(visit_.visitor),
                                      input(attr("type", "hidden"), attr("name", "username"), attr("autocomplete", "username"),
                                            attr("value", mine_.account.login)),
                                      controls, p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit_.text("access.submit")))))));
    }

    Visit& visit_;
    const Desk& desk_;
    Doors& doors_;
    Own mine_;
    web::PlainField present_{.name = "current",
                             .label = std::string(visit_.text("account.password.present")),
                             .type = "password",
                             .autocomplete = "current-password"};
    web::PlainField chosen_{.name = "password",
                            .label = std::string(visit_.text("access.password")),
                            .hint = visit_.format("access.password.hint", {{"min", std::int64_t(credentials::password_characters_min)}}),
                            .type = "password",
                            .autocomplete = "new-password"};
};

web::Response password(Visit& visit, const Desk& desk) {
    auto mine = own(visit, desk);
    if (!mine) return std::move(mine.error());
    if (auto first = must_confirm(visit, *mine, account_at / "mot-de-passe")) return std::move(*first);
    PasswordPage page(visit, desk, std::move(*mine));
    return visit.request.method == web::Method::post ? page.post() : page.get();
}

// ---- a program's token ----

bool is_act_pattern(const Visit& visit, std::string_view word) {
    return std::ranges::any_of(visit.hooks.registry->all(), [&](const auto& act) {
        return act.by_hand() && (act.name == word || (word.ends_with(".*") && act.name.starts_with(word.substr(0, word.size() - 1))));
    });
}

class TokenPage {
public:
    TokenPage(Visit& visit, const Desk& desk, Own mine) : visit_(visit), desk_(desk), mine_(std::move(mine)) {}
    web::Response get() { return ask(200); }
    web::Response post() {
        auto form = posted_form(visit_);
        if (!form) return std::move(form.error());
        name_.value = std::string(base::trimmed(form->fields.value_or("name", "")));
        acts_.value = std::string(base::trimmed(form->fields.value_or("acts", "")));
        days_.value = std::string(base::trimmed(form->fields.value_or("days", "")));
        const auto acts = read();
        if (!name_.wrong.empty() || !acts_.wrong.empty() || !days_.wrong.empty()) return ask(422);
        return made(acts);
    }

private:
    std::vector<std::string> read() {
        if (name_.value.empty()) name_.wrong = visit_.text("wrong.missing");
        else if (base::code_points(name_.value) > name_characters_max)
            name_.wrong = visit_.format("account.token.name_long", {{"max", std::int64_t(name_characters_max)}});
        std::vector<std::string> acts;
        std::string word;
        for (const char c : acts_.value + " ") {
            if (c != ' ' && c != ',' && c != ';' && c != '\n' && c != '\r') {
                word += c;
                continue;
            }
            if (word.empty()) continue;
            if (!is_act_pattern(visit_, word)) acts_.wrong = visit_.format("account.token.act_unknown", {{"name", word}});
            acts.push_back(std::move(word));
            word.clear();
        }
        if (acts.size() > 100) acts_.wrong = visit_.text("account.token.too_many_acts");
        const auto& said = days_.value;
        const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), lasts_);
        if (error != std::errc() || end != said.data() + said.size() || lasts_ < 1 || lasts_ > token_days_max)
            days_.wrong = visit_.format("account.token.days_wrong", {{"max", std::int64_t(token_days_max)}});
        if (tokens_of(visit_.db(), mine_.account.person).size() >= tokens_max)
            name_.wrong = visit_.format("account.token.too_many", {{"max", std::int64_t(tokens_max)}});
        return acts;
    }

    web::Response made(const std::vector<std::string>& acts) {
        auto& doors = desk_.doors;
        const auto token = credentials::new_token();
        doors.change([&](store::Db& db) {
            put_token(db, token.digest, {0, mine_.account.person, name_.value, acts, doors.now(), doors.now() + lasts_ * day_us, {}});
            doors.note(db, mine_.account.person, "token_made", visit_.request);
            tell(desk_, db, visit_, mine_.account.person, "sign_in.mail.token_made");
        });
        const std::string title(visit_.text("account.token.made"));
        return account_page(visit_, desk_, account_at / "jeton", title, 200,
                            div(cls("oops"), h1(title), p(visit_.text("account.token.made.text")),
                                p(cls("hash"), "concert_" + std::string(token.text.view())), p(visit_.text("account.token.made.use")),
                                p(cls("hash"), "Authorization: Bearer concert_…"),
                                p(cls("act"), a(cls("btn"), href(account_at.in(visit_.language)), visit_.text("account.token.kept")))));
    }

    web::Response ask(int status) {
        const std::string title(visit_.text("account.token.add"));
        const auto at = account_at / "jeton";
        return account_page(
            visit_, desk_, at, title, status,
            div(cls("wrap"), div(h1(title), plain_errors(visit_, {name_, acts_, days_}), p(visit_.text("account.tokens.text")),
                                 form(attr("method", "post"), flag("novalidate"), token_field(visit_.visitor), plain_field(name_),
                                      plain_field(acts_), plain_field(days_),
                                      p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit_.text("account.token.submit")))))));
    }

    Visit& visit_;
    const Desk& desk_;
    Own mine_;
    int lasts_ = 0;
    web::PlainField name_{.name = "name",
                          .label = std::string(visit_.text("account.token.name")),
                          .hint = std::string(visit_.text("account.token.name.hint"))};
    web::PlainField acts_{.name = "acts",
                          .label = std::string(visit_.text("account.token.acts")),
                          .hint = std::string(visit_.text("account.token.acts.hint")),
                          .required = false};
    web::PlainField days_{
        .name = "days", .label = std::string(visit_.text("account.token.days")), .inputmode = "numeric", .value = "90", .size = 6};
};

web::Response token(Visit& visit, const Desk& desk) {
    auto mine = own(visit, desk);
    if (!mine) return std::move(mine.error());
    if (auto first = must_confirm(visit, *mine, account_at / "jeton")) return std::move(*first);
    // It acts while nobody is there, with all the roles of its owner.
    if (mine->open.session.factors < 2) {
        const std::string title(visit.text("account.token.add"));
        return account_page(visit, desk, account_at / "jeton", title, 403,
                            div(cls("oops"), h1(title), p(visit.text("account.token.second")),
                                p(cls("act"), a(cls("btn"), href(second_at.in(visit.language)), visit.text("account.second.set_up")))));
    }
    TokenPage page(visit, desk, std::move(*mine));
    return visit.request.method == web::Method::post ? page.post() : page.get();
}

}  // namespace

void add_change_pages(web::Router& router, const Desk& desk) {
    for (const auto method : {web::Method::get, web::Method::post}) {
        add(router, desk, "account.password", web::Audience::person, account_at / "mot-de-passe", method,
            [&desk](Visit& visit) { return password(visit, desk); });
        add(router, desk, "account.token", web::Audience::person, account_at / "jeton", method,
            [&desk](Visit& visit) { return token(visit, desk); });
    }
}

}  // namespace sign_in
