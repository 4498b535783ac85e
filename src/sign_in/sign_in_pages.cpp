// Signing in by password, by code, anew, and out; and asking for a link when the password is forgotten.
#include "base/typed.h"
#include "credentials/totp.h"
#include "people/people.h"
#include "sign_in/chores.h"
#include "sign_in/pages.h"
#include "web/percent.h"
#include "web/plain_form.h"

namespace sign_in {
namespace {

using namespace html;
using credentials::SignInVerdict;
using web::Visit;

constexpr std::string_view code_step = "code", challenge_step = "challenge", mailed_step = "mailed";
constexpr std::int64_t between_mails_us = 60'000'000;
constexpr std::size_t email_bytes_max = 254;

web::PlainField email_field(const Visit& visit, std::string_view value) {
    return {.name = "email",
            .label = std::string(visit.text("sign_in.email")),
            .type = "email",
            .autocomplete = "username",
            .inputmode = "email",
            .value = std::string(value)};
}
web::PlainField password_field(const Visit& visit) {
    return {
        .name = "password", .label = std::string(visit.text("sign_in.password")), .type = "password", .autocomplete = "current-password"};
}
web::PlainField code_field(const Visit& visit, std::string_view key) {
    return {.name = "code",
            .label = std::string(visit.text(std::string(key))),
            .hint = std::string(visit.text(std::string(key) + ".hint")),
            .autocomplete = "one-time-code",
            .size = 32};
}

Node hidden_next(const std::string& next) {
    return when(!next.empty(), [&] { return input(attr("type", "hidden"), attr("name", "next"), attr("value", next)); });
}

web::Response shown(Visit& visit, const Desk& desk, const web::Address& at, std::string_view title_key, int status, const Node& content) {
    const std::string title(visit.text(title_key));
    return private_page(
        visit, {.title = title, .description = title, .at = at, .indexed = false, .status = status, .script = passkey_script(desk)},
        content);
}

std::string with_next(const std::string& path, const std::string& next) {
    return next.empty() ? path : path + "?next=" + web::percent_encode(next);
}

// Where who has just signed in goes on to: what they asked, or, where their role asks for a second factor, to set one up.
std::string onward(const Visit& visit, const Desk& desk, Id<Person> person, int factors, const std::string& next) {
    if (factors < 2 && asks_second(visit.db(), person, desk.doors.now())) return with_next(second_at.in(visit.language), next);
    return next.empty() ? desk.options.after.in(visit.language) : next;
}

class SignInPage {
public:
    SignInPage(Visit& visit, const Desk& desk)
        : visit_(visit), desk_(desk), doors_(desk.doors), next_(safe_next(visit.request.query.value_or("next", ""))) {}

    web::Response get() { return ask(200); }

    web::Response post() {
        auto form = posted_form(visit_);
        if (!form) return std::move(form.error());
        const auto& fields = form->fields;
        next_ = safe_next(fields.value_or("next", ""));
        email_.value = std::string(base::trimmed(fields.value_or("email", "")));
        const std::string password(fields.value_or("password", ""));
        const auto missing = std::string(visit_.text("wrong.missing"));
        if (email_.value.empty() || email_.value.size() > email_bytes_max) email_.wrong = missing;
        if (password.empty()) password_.wrong = missing;
        if (!email_.wrong.empty() || !password_.wrong.empty()) return ask(422);

        const auto login = login_of(email_.value);
        const auto account = account_of_login(visit_.db(), login);
        const Tries::From from{login, visit_.request.remote,
                               account ? doors_.known_browser(visit_.request, visit_.db(), account->person) : std::nullopt};
        const auto tried = doors_.tries.begin(from, doors_.now());
        if (tried.verdict == SignInVerdict::wait) return wait(tried.wait_us);
        if (tried.verdict == SignInVerdict::challenge && doors_.can_mail() && !passed_challenge(login, fields.value_or("code", "")))
            return challenge(login, account);
        switch (doors_.hasher.verify(password, account ? account->password : std::nullopt)) {
        case credentials::PasswordAnswer::busy: return busy();
        case credentials::PasswordAnswer::wrong:
            if (account) doors_.change([&](store::Db& db) { doors_.note(db, account->person, "wrong_password", visit_.request); });
            else doors_.note_stranger("wrong_password", visit_.request);
            wrong_ = visit_.text("sign_in.wrong");
            return ask(422);
        case credentials::PasswordAnswer::right: break;
        }
        return right(*account, from, tried.verdict, password);
    }

private:
    web::Response right(const Account& account, const Tries::From& from, SignInVerdict verdict, const std::string& password) {
        if (doors_.hasher.needs_rehash(*account.password))
            if (const auto hash = doors_.hasher.hash(password))
                doors_.change([&](store::Db& db) { set_password(db, account.person, *hash, doors_.now()); });
        if (account.totp) {
            auto response = web::Response::see_other(with_next(code_at.in(visit_.language), next_));
            const auto holder = doors_.new_step_holder(response);  // not one that somebody else may have set in this browser
            doors_.steps.put(code_step, holder, {.person = account.person, .login = account.login, .verdict = verdict}, doors_.now());
            return response;
        }
        doors_.tries.signed_in(from, verdict);
        auto response = web::Response::see_other(onward(visit_, desk_, account.person, 1, next_));
        doors_.open(response, visit_.request, account.person, 1);
        return response;
    }

    // A code was sent to the address; the password is looked at only when it is right.
    bool passed_challenge(const std::string& login, std::string_view code) {
        const auto holder = doors_.step_holder(visit_.request);
        auto step = holder && !base::trimmed(code).empty() ? doors_.steps.find(challenge_step, *holder, doors_.now()) : std::nullopt;
        if (!step || step->login != login || !step->confirmation) return false;
        const auto [answer, kept] = credentials::confirm(*step->confirmation, *holder, login, code, doors_.now());
        step->confirmation = kept;
        doors_.steps.put(challenge_step, *holder, *step, doors_.now());
        if (answer != credentials::ConfirmationAnswer::right) code_.wrong = visit_.text("sign_in.code.wrong");
        return answer == credentials::ConfirmationAnswer::right;
    }

    // The same answer whether there is such an account or not.
    web::Response challenge(const std::string& login, const std::optional<Account>& account) {
        challenged_ = true;
        web::Response carrier;
        const auto holder = doors_.step_holder(visit_.request, carrier);
        const auto step = doors_.steps.find(challenge_step, holder, doors_.now());
        const bool standing =
            step && step->login == login && step->confirmation && step->confirmation->attempts < credentials::confirmation_attempts_max;
        if (!standing && !doors_.steps.find(mailed_step, login, doors_.now())) {
            const auto [code, confirmation] =
                credentials::new_confirmation(holder, login, credentials::confirmation_digits_min, doors_.now());
            doors_.steps.put(challenge_step, holder, {.login = login, .confirmation = confirmation}, doors_.now());
            doors_.steps.put(mailed_step, login, {.until_us = doors_.now() + between_mails_us}, doors_.now());
            if (account)
                doors_.change([&](store::Db& db) {
                    tell(desk_, db, visit_, account->person, "sign_in.mail.challenge", {{"code", std::string(code.view())}});
                    doors_.note(db, account->person, "challenged", visit_.request);
                });
            else doors_.note_stranger("challenged", visit_.request);
        }
        auto response = ask(code_.wrong.empty() ? 200 : 422);
        for (const auto& [name, value] : carrier.headers) response.headers.add(name, value);
        return response;
    }

    web::Response wait(std::int64_t wait_us) {
        const auto seconds = std::max<std::int64_t>(1, (wait_us + 999'999) / 1'000'000);
        wrong_ = visit_.format("sign_in.wait", {{"seconds", seconds}});
        auto response = ask(429);
        response.headers.add("Retry-After", std::to_string(seconds));
        return response;
    }
    web::Response busy() {
        wrong_ = visit_.text("sign_in.busy");
        auto response = ask(503);
        response.headers.add("Retry-After", "2");
        return response;
    }

    web::Response ask(int status) {
        std::vector<web::PlainField> fields{email_, password_};
        if (challenged_) fields.push_back(code_);
        Node controls;
        for (const auto& field : fields) controls += plain_field(field);
        const Node content = div(
            cls("wrap"),
            div(h1(visit_.text("sign_in.title")), plain_errors(visit_, fields, wrong_),
                when(challenged_, [&] { return div(cls("note at"), p(visit_.text("sign_in.challenge"))); }),
                form(attr("method", "post"), action(sign_in_at.in(visit_.language)), flag("novalidate"), hidden_next(next_), controls,
                     p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit_.text("sign_in.submit")),
                       passkey_button(visit_, desk_, "open", "sign_in.passkey.use", next_))),
                p(cls("fin"), a(href(forgotten_at.in(visit_.language)), visit_.text("sign_in.forgotten")))),
            aside(
                attr("aria-labelledby", "acces"), h2(id("acces"), visit_.text("sign_in.beside")),
                ul(li(visit_.text("sign_in.beside.who")), li(visit_.text("sign_in.beside.city")), li(visit_.text("sign_in.beside.read")))));
        return shown(visit_, desk_, sign_in_at, "sign_in.title", status, content);
    }

    Visit& visit_;
    const Desk& desk_;
    Doors& doors_;
    web::PlainField email_ = email_field(visit_, ""), password_ = password_field(visit_), code_ = code_field(visit_, "sign_in.mailed_code");
    std::string next_, wrong_;
    bool challenged_ = false;
};

// Whether a code of the authenticator, or one of recovery, lets this account in; it is used up by that.
bool use_code(Doors& doors, const Visit& visit, const Desk& desk, const Account& account, std::string_view code) {
    bool right = false;
    doors.change([&](store::Db& db) {
        const auto now_account = find_account(db, account.person);
        if (!now_account || !now_account->totp) return;
        if (const auto step = credentials::verify_totp(*now_account->totp, code, doors.now(), now_account->totp_step))
            right = use_totp_step(db, account.person, *step);
        else if (const auto digest = credentials::recovery_digest(code); digest && use_recovery_code(db, account.person, *digest)) {
            right = true;
            doors.note(db, account.person, "recovery_code", visit.request);
            tell(desk, db, visit, account.person, "sign_in.mail.recovery_code");
        }
        if (!right) doors.note(db, account.person, "wrong_code", visit.request);
    });
    return right;
}

web::Response code_page(Visit& visit, const Desk& desk, web::PlainField field, const std::string& next, int status) {
    const Node content = div(
        cls("wrap"), div(h1(visit.text("sign_in.code.title")), plain_errors(visit, {field}),
                         form(attr("method", "post"), action(code_at.in(visit.language)), flag("novalidate"), hidden_next(next),
                              plain_field(field), p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit.text("sign_in.submit")))),
                         p(cls("fin"), a(href(sign_in_at.in(visit.language)), visit.text("sign_in.again")))));
    return shown(visit, desk, code_at, "sign_in.code.title", status, content);
}

web::Response get_code(Visit& visit, const Desk& desk) {
    const auto holder = desk.doors.step_holder(visit.request);
    if (!holder || !desk.doors.steps.find(code_step, *holder, desk.doors.now()))
        return web::Response::see_other(sign_in_at.in(visit.language));
    return code_page(visit, desk, code_field(visit, "sign_in.code"), safe_next(visit.request.query.value_or("next", "")), 200);
}

web::Response post_code(Visit& visit, const Desk& desk) {
    auto form = posted_form(visit);
    if (!form) return std::move(form.error());
    auto& doors = desk.doors;
    const auto next = safe_next(form->fields.value_or("next", ""));
    const auto holder = doors.step_holder(visit.request);
    const auto step = holder ? doors.steps.attempt(code_step, *holder, doors.now()) : std::nullopt;
    const auto account = step ? find_account(visit.db(), step->person) : std::nullopt;
    if (!account) return web::Response::see_other(sign_in_at.in(visit.language));
    auto field = code_field(visit, "sign_in.code");
    const auto code = base::trimmed(form->fields.value_or("code", ""));
    if (code.empty()) field.wrong = visit.text("wrong.missing");
    else if (!use_code(doors, visit, desk, *account, code)) field.wrong = visit.text("sign_in.code.wrong");
    if (!field.wrong.empty()) return code_page(visit, desk, field, next, 422);
    doors.steps.take(code_step, *holder, doors.now());
    doors.tries.signed_in({account->login, visit.request.remote, doors.known_browser(visit.request, visit.db(), account->person)},
                          step->verdict);
    auto response = web::Response::see_other(onward(visit, desk, account->person, 2, next));
    doors.open(response, visit.request, account->person, 2);
    return response;
}

// ---- anew: what cannot be taken back asks who is there ----

web::Response confirm_page(Visit& visit, const Desk& desk, const Account& account, std::vector<web::PlainField> fields,
                           const std::string& next, const std::string& wrong, int status) {
    Node controls;
    for (const auto& field : fields) controls += plain_field(field);
    const Node content = div(
        cls("wrap"),
        div(h1(visit.text("sign_in.confirm.title")), plain_errors(visit, fields, wrong), p(visit.text("sign_in.confirm.text")),
            form(attr("method", "post"), action(confirm_at.in(visit.language)), flag("novalidate"), token_field(visit.visitor),
                 hidden_next(next),
                 // Browsers keep passwords by account: they look for its name.
                 input(attr("type", "hidden"), attr("name", "username"), attr("autocomplete", "username"), attr("value", account.login)),
                 controls,
                 p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit.text("sign_in.confirm.submit")),
                   passkey_button(visit, desk, "confirm", "sign_in.passkey.confirm", next)))));
    return shown(visit, desk, confirm_at, "sign_in.confirm.title", status, content);
}

web::Response confirm_by_key(Visit& visit, const Desk& desk) {
    const auto next = safe_next(visit.request.query.value_or("next", ""));
    return shown(visit, desk, confirm_at, "sign_in.confirm.title", visit.request.method == web::Method::post ? 422 : 200,
                 div(cls("oops"), h1(visit.text("sign_in.confirm.title")), p(visit.text("sign_in.confirm.key")),
                     p(cls("act"), passkey_button(visit, desk, "confirm", "sign_in.passkey.confirm", next)),
                     Build::element("noscript", {p(visit.text("account.passkey.script"))})));
}

web::Response confirm(Visit& visit, const Desk& desk) {
    auto& doors = desk.doors;
    const auto open = doors.session(visit.request, visit.db());
    const bool posts = visit.request.method == web::Method::post;
    const auto account = open ? find_account(visit.db(), open->session.person) : std::nullopt;
    if (!account) return turned_away(visit);
    // Where a passkey is the second factor, it is the only proof: the password would show one factor again.
    if (!account->totp && lacks_second(visit.db(), *account, open->session)) return confirm_by_key(visit, desk);
    std::vector<web::PlainField> fields{password_field(visit)};
    if (account->totp) fields.push_back(code_field(visit, "sign_in.code"));
    if (!posts) return confirm_page(visit, desk, *account, fields, safe_next(visit.request.query.value_or("next", "")), "", 200);

    auto form = posted_form(visit);
    if (!form) return std::move(form.error());
    const auto next = safe_next(form->fields.value_or("next", ""));
    const std::string password(form->fields.value_or("password", ""));
    const Tries::From from{account->login, visit.request.remote, doors.known_browser(visit.request, visit.db(), account->person)};
    const auto tried = doors.tries.begin(from, doors.now());
    if (tried.verdict == SignInVerdict::wait) {
        const auto seconds = std::max<std::int64_t>(1, tried.wait_us / 1'000'000);
        return confirm_page(visit, desk, *account, fields, next, visit.format("sign_in.wait", {{"seconds", seconds}}), 429);
    }
    const auto answer = doors.hasher.verify(password, account->password);
    if (answer == credentials::PasswordAnswer::busy)
        return confirm_page(visit, desk, *account, fields, next, std::string(visit.text("sign_in.busy")), 503);
    if (answer == credentials::PasswordAnswer::wrong) fields[0].wrong = visit.text("sign_in.confirm.wrong");
    else if (account->totp && !use_code(doors, visit, desk, *account, form->fields.value_or("code", "")))
        fields[1].wrong = visit.text("sign_in.code.wrong");
    else {
        doors.tries.signed_in(from, tried.verdict);
        auto response = web::Response::see_other(next.empty() ? account_at.in(visit.language) : next);
        doors.prove(response, *open, account->totp ? 2 : 1);
        return response;
    }
    return confirm_page(visit, desk, *account, fields, next, "", 422);
}

// ---- a link for who forgot ----

web::Response forgotten_page(Visit& visit, const Desk& desk, const web::PlainField& field, bool sent, int status) {
    const Node asks = form(attr("method", "post"), flag("novalidate"), plain_field(field),
                           p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit.text("sign_in.forgotten.submit"))));
    const Node said = div(cls("note"), p(visit.text("sign_in.forgotten.sent")));
    const Node content = div(cls("wrap"), div(h1(visit.text("sign_in.forgotten.title")), plain_errors(visit, {field}),
                                              p(visit.text(desk.doors.can_mail() ? "sign_in.forgotten.text" : "sign_in.forgotten.no_mail")),
                                              !desk.doors.can_mail() ? Node()
                                              : sent                 ? said
                                                                     : asks,
                                              p(cls("fin"), a(href(sign_in_at.in(visit.language)), visit.text("sign_in.back")))));
    return shown(visit, desk, forgotten_at, "sign_in.forgotten.title", status, content);
}

web::Response forgotten(Visit& visit, const Desk& desk) {
    auto field = email_field(visit, "");
    if (visit.request.method != web::Method::post) return forgotten_page(visit, desk, field, false, 200);
    auto form = posted_form(visit);
    if (!form) return std::move(form.error());
    auto& doors = desk.doors;
    field.value = std::string(base::trimmed(form->fields.value_or("email", "")));
    if (field.value.empty() || field.value.size() > email_bytes_max) field.wrong = visit.text("wrong.missing");
    if (!field.wrong.empty()) return forgotten_page(visit, desk, field, false, 422);
    const auto login = login_of(field.value);
    const Tries::From from{"forgotten:" + login, visit.request.remote};
    // The same words at the same time whether the address is known, mails went out lately, or this place asks too often.
    const bool may =
        doors.tries.begin(from, doors.now()).verdict != SignInVerdict::wait && !doors.steps.find(mailed_step, from.login, doors.now());
    const auto account = account_of_login(visit.db(), login);
    if (may && doors.can_mail()) {
        doors.steps.put(mailed_step, from.login, {.until_us = doors.now() + between_mails_us}, doors.now());
        if (account)
            doors.change([&](store::Db& db) {
                const auto path = put_new_link(db, LinkKind::recovery, account->person, doors.now());
                tell(desk, db, visit, account->person, "sign_in.mail.recovery", {{"link", doors.site(visit.request) + path}});
                doors.note(db, account->person, "recovery_asked", visit.request);
            });
        else doors.note_stranger("recovery_asked", visit.request);
    }
    return forgotten_page(visit, desk, field, true, 200);
}

web::Response sign_out(Visit& visit, const Desk& desk) {
    auto form = posted_form(visit);
    if (!form) return std::move(form.error());
    auto response = web::Response::see_other(visit.language == base::Language::fr ? "/" : "/en");
    if (const auto open = desk.doors.session(visit.request, visit.db())) desk.doors.close(response, *open);
    return response;
}

}  // namespace

void add_sign_in_pages(web::Router& router, const Desk& desk) {
    using web::Method;
    add(router, desk, "sign_in", web::Audience::everyone, sign_in_at, Method::get,
        [&desk](Visit& visit) { return SignInPage(visit, desk).get(); });
    add(router, desk, "sign_in", web::Audience::everyone, sign_in_at, Method::post,
        [&desk](Visit& visit) { return SignInPage(visit, desk).post(); });
    add(router, desk, "sign_in.code", web::Audience::everyone, code_at, Method::get,
        [&desk](Visit& visit) { return get_code(visit, desk); });
    add(router, desk, "sign_in.code", web::Audience::everyone, code_at, Method::post,
        [&desk](Visit& visit) { return post_code(visit, desk); });
    for (const auto method : {Method::get, Method::post}) {
        add(router, desk, "sign_in.confirm", web::Audience::person, confirm_at, method,
            [&desk](Visit& visit) { return confirm(visit, desk); });
        add(router, desk, "sign_in.forgotten", web::Audience::everyone, forgotten_at, method,
            [&desk](Visit& visit) { return forgotten(visit, desk); });
    }
    add(router, desk, "sign_out", web::Audience::everyone, sign_out_at, Method::post,
        [&desk](Visit& visit) { return sign_out(visit, desk); });
}

}  // namespace sign_in
