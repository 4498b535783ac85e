// What a link opens, once: an invitation, a new password, or the session of who has the machine.
#include "credentials/totp.h"
#include "people/people.h"
#include "sign_in/pages.h"
#include "web/plain_form.h"

namespace sign_in {
namespace {

using namespace html;
using web::Visit;

web::Response shown(Visit& visit, std::string title, int status, const Node& content) {
    return private_page(visit, {.title = title, .description = title, .at = {"/", "/en"}, .indexed = false, .status = status}, content);
}

web::Response used(Visit& visit) {
    const std::string title(visit.text("access.used_title"));
    return shown(visit, title, 404,
                 div(cls("oops"), h1(title), p(visit.text("access.used")),
                     p(cls("act"), a(cls("btn"), href(forgotten_at.in(visit.language)), visit.text("sign_in.forgotten")))));
}

// The link of the request while it is good.
struct Found {
    base::Hash digest;
    Link link;
};
std::optional<Found> link_of(const Visit& visit, const Doors& doors) {
    const auto digest = credentials::token_digest(visit.request.at("secret"));
    const auto link = digest ? find_link(visit.db(), *digest) : std::nullopt;
    if (!link || link->until_us <= doors.now()) return {};
    return Found{*digest, *link};
}

web::Response machine_page(Visit& visit, const Desk& desk) {
    auto& doors = desk.doors;
    const auto found = link_of(visit, doors);
    if (!found || found->link.kind != LinkKind::machine) return used(visit);
    const std::string title(visit.text("administration.title"));
    // A button rather than the link alone: programs that look at links ahead of people must not use it up.
    if (visit.request.method != web::Method::post)
        return shown(visit, title, 200,
                     div(cls("oops"), h1(title), p(visit.text("administration.text")),
                         form(attr("method", "post"),
                              p(cls("act"), button(attr("type", "submit"), cls("btn"), visit.text("administration.open"))))));
    if (!web::from_our_pages(visit.request, visit.hooks.origin)) return error_page(visit, 403);
    bool mine = false;
    doors.change([&](store::Db& db) { mine = use_link(db, found->digest); });
    if (!mine) return used(visit);
    auto response =
        web::Response::see_other(desk.options.after.in(visit.language) == account_at.in(visit.language) ? "/actes" : desk.options.after.fr);
    doors.open(response, visit.request, {machine}, 2);
    return response;
}

class AccessPage {
public:
    AccessPage(Visit& visit, const Desk& desk, Found found, Account account)
        : visit_(visit),
          desk_(desk),
          doors_(desk.doors),
          found_(std::move(found)),
          account_(std::move(account)),
          password_{.name = "password",
                    .label = std::string(visit.text("access.password")),
                    .hint = visit.format("access.password.hint", {{"min", std::int64_t(credentials::password_characters_min)}}),
                    .type = "password",
                    .autocomplete = "new-password"},
          code_{.name = "code",
                .label = std::string(visit.text("sign_in.code")),
                .hint = std::string(visit.text("sign_in.code.hint")),
                .autocomplete = "one-time-code",
                .size = 32} {}

    web::Response get() { return ask(200); }

    web::Response post() {
        if (!web::from_our_pages(visit_.request, visit_.hooks.origin)) return error_page(visit_, 403);
        auto form = visit_.request.form();
        if (!form) return error_page(visit_, form.error());
        const std::string password(form->fields.value_or("password", ""));
        password_.wrong = password_wrong(visit_, doors_, account_.person, password);
        const auto code = form->fields.value_or("code", "");
        if (account_.totp && code.empty()) code_.wrong = visit_.text("wrong.missing");
        if (!password_.wrong.empty() || !code_.wrong.empty()) return ask(422);
        const auto hash = doors_.hasher.hash(password);
        if (!hash) return ask(503, std::string(visit_.text("sign_in.busy")));
        return accept(*hash, code);
    }

private:
    // All of it in one transaction: the link is used up by whoever comes first, and only when the code is right.
    web::Response accept(const std::string& hash, std::string_view code) {
        enum class Came { in, late, wrong_code } came = Came::late;
        doors_.change([&](store::Db& db) {
            const auto account = find_account(db, account_.person);
            const auto link = find_link(db, found_.digest);
            if (!account || !link) return;
            if (account->totp) {
                if (spent()) return;
                const auto step = credentials::verify_totp(*account->totp, code, doors_.now(), account->totp_step);
                const auto digest = credentials::recovery_digest(code);
                if (!(step && use_totp_step(db, account->person, *step)) && !(digest && use_recovery_code(db, account->person, *digest))) {
                    came = Came::wrong_code;
                    doors_.note(db, account->person, "wrong_code", visit_.request);
                    if (count_wrong()) use_link(db, found_.digest);
                    return;
                }
            }
            if (!use_link(db, found_.digest)) return;
            forget_links(db, account->person);
            set_password(db, account->person, hash, doors_.now());
            end_sessions(db, account->person, 0);
            forget_browsers(db, account->person);
            doors_.note(db, account->person, found_.link.kind == LinkKind::invitation ? "invited" : "password_changed", visit_.request);
            if (found_.link.kind == LinkKind::recovery) tell(desk_, db, visit_, account->person, "sign_in.mail.password_changed");
            came = Came::in;
        });
        if (came == Came::late) return used(visit_);
        if (came == Came::wrong_code) {
            code_.wrong = visit_.text("sign_in.code.wrong");
            return ask(422);
        }
        const int factors = account_.totp ? 2 : 1;
        const bool must = factors < 2 && asks_second(visit_.db(), account_.person, doors_.now());
        auto response = web::Response::see_other(must ? second_at.in(visit_.language) : account_at.in(visit_.language));
        doors_.open(response, visit_.request, account_.person, factors);
        return response;
    }

    // A link whose code was guessed at five times is good no more, nor is another one that day: who reads somebody's letters could
    // ask for link after link.
    bool count_wrong() {
        auto step = doors_.steps.find("access", guessed(), doors_.now()).value_or(Step{.until_us = doors_.now() + day_us});
        ++step.attempts;
        doors_.steps.put("access", guessed(), step, doors_.now());
        return spent();
    }
    bool spent() const {
        const auto step = doors_.steps.find("access", guessed(), doors_.now());
        return step && step->attempts >= step_attempts_max;
    }
    std::string guessed() const { return std::to_string(account_.person.value); }

    web::Response ask(int status, const std::string& wrong = {}) {
        std::vector<web::PlainField> fields{password_};
        if (account_.totp) fields.push_back(code_);
        Node controls;
        for (const auto& field : fields) controls += plain_field(field);
        const bool invited = found_.link.kind == LinkKind::invitation;
        const std::string title(visit_.text(invited ? "access.invitation" : "access.recovery"));
        const auto name = people::contact(visit_.db(), account_.person).name;
        return shown(
            visit_, title, status,
            div(cls("wrap"), div(when(!name.empty(), [&] { return p(cls("k"), name); }), h1(title), plain_errors(visit_, fields, wrong),
                                 p(visit_.format(invited ? "access.invitation.text" : "access.recovery.text", {{"login", account_.login}})),
                                 form(attr("method", "post"), flag("novalidate"),
                                      input(attr("type", "hidden"), attr("name", "username"), attr("autocomplete", "username"),
                                            attr("value", account_.login)),
                                      controls, p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit_.text("access.submit")))))));
    }

    Visit& visit_;
    const Desk& desk_;
    Doors& doors_;
    Found found_;
    Account account_;
    web::PlainField password_, code_;
};

web::Response access(Visit& visit, const Desk& desk) {
    auto found = link_of(visit, desk.doors);
    if (!found || found->link.kind == LinkKind::machine) return used(visit);
    auto account = find_account(visit.db(), found->link.person);
    if (!account) return used(visit);
    AccessPage page(visit, desk, std::move(*found), std::move(*account));
    return visit.request.method == web::Method::post ? page.post() : page.get();
}

}  // namespace

void add_link_pages(web::Router& router, const Desk& desk) {
    const auto put = [&](const std::string& name, const std::string& pattern, base::Language language, auto show) {
        for (const auto method : {web::Method::get, web::Method::post})
            router.add({.name = name,
                        .open_to = web::Audience::everyone,
                        .method = method,
                        .pattern = pattern,
                        .handler = web::answering(desk.site, language, [&desk, show](Visit& visit) { return show(visit, desk); }),
                        .body_bytes_max = 16 * 1024,
                        .secret_path = true});
    };
    put("administration.open", "/administration/{secret}", base::Language::fr, machine_page);
    for (const auto language : base::languages) put("access", (access_at / "{secret}").in(language), language, access);
}

}  // namespace sign_in
