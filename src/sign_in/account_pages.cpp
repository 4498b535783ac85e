// What somebody sees of their own account: roles, second factor, passkeys, sessions, tokens of programs, what happened at the door.
#include "accounts/accounts.h"
#include "base/typed.h"
#include "credentials/qr.h"
#include "credentials/totp.h"
#include "people/people.h"
#include "sign_in/pages.h"
#include "web/form.h"
#include "web/percent.h"
#include "web/plain_form.h"

#include <algorithm>

namespace sign_in {

using namespace html;
using web::Visit;

web::Response account_page(Visit& visit, const Desk& desk, const web::Address& at, const std::string& title, int status,
                           const Node& content) {
    web::Frame frame{.title = title, .description = title, .at = at, .indexed = false, .status = status, .script = passkey_script(desk)};
    if (at.fr != account_at.fr) frame.breadcrumb = {{std::string(visit.text("account.title")), account_at.in(visit.language)}, {title, ""}};
    return private_page(visit, frame, content);
}

std::string scope_words(const Visit& visit, const acts::Scope& scope) {
    auto name = visit.hooks.thing_name ? visit.hooks.thing_name(visit, scope.kind, scope.id) : std::string();
    return name.empty() ? visit.format("account.scope." + scope.kind, {{"id", std::to_string(scope.id)}}) : name;
}

std::expected<Own, web::Response> own(Visit& visit, const Desk& desk) {
    auto open = desk.doors.session(visit.request, visit.db());
    auto account = open ? find_account(visit.db(), open->session.person) : std::nullopt;
    if (!account) return std::unexpected(turned_away(visit));
    return Own{std::move(*open), std::move(*account)};
}

std::optional<web::Response> must_confirm(Visit& visit, const Own& mine, const web::Address& back) {
    if (visit.visitor.sensitive && !lacks_second(visit.db(), mine.account, mine.open.session)) return {};
    return web::Response::see_other(confirm_at.in(visit.language) + "?next=" + web::percent_encode(back.in(visit.language)));
}

namespace {

constexpr std::string_view enrol_step = "enrol";
constexpr std::int64_t events_shown = 20;

std::string moment(const Visit& visit, std::int64_t time_us) { return visit.words.datetime(time_us, visit.facts.zone); }

// One button that changes one thing.
Node one_button(const Visit& visit, const web::Address& at, std::string_view number, std::string_view words_key, const std::string& about) {
    return form(attr("method", "post"), action(at.in(visit.language)), token_field(visit.visitor),
                when(!number.empty(), [&] { return input(attr("type", "hidden"), attr("name", "number"), attr("value", number)); }),
                button(cls("lk"), attr("type", "submit"), visit.text(words_key),
                       when(!about.empty(), [&] { return span(cls("vh"), " ", about); })));
}

Node place_words(const Visit& visit, const Place& place) {
    return html::text(place.browser.empty() ? place.address
                                            : visit.format("account.place", {{"browser", place.browser}, {"address", place.address}}));
}

Node roles(const Visit& visit, Id<Person> person) {
    Node items;
    for (const auto& grant : accounts::grants_of(visit.db(), person)) {
        if (!grant.held_on(visit.today())) continue;
        const auto role = visit.text("act.accounts.grant_role.role." + std::string(acts::name_of(grant.role)));
        items += li(span(b(role), when(!grant.scope.kind.empty(), [&] { return group(", ", scope_words(visit, grant.scope)); })),
                    span(cls("q"), grant.until ? visit.format("account.until", {{"date", *grant.until}})
                                               : visit.format("account.since", {{"date", grant.from}})));
    }
    return items.empty() ? p(visit.text("account.no_role")) : ul(cls("ls"), items);
}

Node second_factor(const Visit& visit, const Account& account, bool asked) {
    const auto left = recovery_codes_left(visit.db(), account.person);
    Node content;
    if (account.totp)
        content = group(
            p(span(cls("tag ok"), visit.text("account.second.on")), " ", visit.format("account.second.codes_left", {{"count", left}})),
            p(cls("fin"), a(cls("btn alt"), href(second_at.in(visit.language)), visit.text("account.second.replace"))),
            ul(cls("ls"), li(one_button(visit, account_at / "codes", "", "account.second.new_codes", "")),
               when(!asked, [&] { return li(one_button(visit, account_at / "sans-deux-facteurs", "", "account.second.remove", "")); })));
    else
        content = group(p(span(cls(asked ? "tag no" : "tag nt"), visit.text("account.second.off")), " ",
                          visit.text(asked ? "account.second.asked" : "account.second.advised")),
                        p(cls("fin"), a(cls("btn"), href(second_at.in(visit.language)), visit.text("account.second.set_up"))));
    return section(id("second"), div(cls("hd"), h2(visit.text("account.second"))), content);
}

Node passkeys(const Visit& visit, const Desk& desk, const Account& account) {
    Node items;
    for (const auto& key : passkeys_of(visit.db(), account.person))
        items +=
            li(span(b(key.name), " ", span(cls("q"), visit.text(key.key.backed_up ? "account.passkey.synced" : "account.passkey.device"))),
               one_button(visit, account_at / "cle-retiree", std::to_string(key.number), "account.passkey.remove", key.name),
               span(cls("q"), key.used_us ? visit.format("account.passkey.used", {{"time", moment(visit, *key.used_us)}})
                                          : visit.format("account.passkey.made", {{"time", moment(visit, key.made_us)}})));
    return section(id("cles"), div(cls("hd"), h2(visit.text("account.passkeys"))), p(visit.text("account.passkeys.text")),
                   when(!items.empty(), [&] { return ul(cls("ls"), items); }),
                   div(cls("fin"), passkey_button(visit, desk, "register", "account.passkey.add", account_at.in(visit.language))),
                   Build::element("noscript", {p(visit.text("account.passkey.script"))}));
}

Node sessions(const Visit& visit, const Doors::Open& open) {
    Node items;
    const auto all = sessions_of(visit.db(), open.session.person);
    for (const auto& session : all) {
        const bool own = session.number == open.session.number;
        items += li(span(b(place_words(visit, session.place)), " ",
                         when(own, [&] { return span(cls("tag ok"), visit.text("account.session.own")); })),
                    when(!own,
                         [&] {
                             return one_button(visit, account_at / "session-fermee", std::to_string(session.number), "account.session.end",
                                               session.place.browser);
                         }),
                    span(cls("q"), visit.format("account.session.times",
                                                {{"opened", moment(visit, session.opened_us)}, {"seen", moment(visit, session.seen_us)}})));
    }
    return section(id("sessions"), div(cls("hd"), h2(visit.text("account.sessions"))), ul(cls("ls"), items), when(all.size() > 1, [&] {
                       return div(cls("fin"), one_button(visit, account_at / "sessions-fermees", "", "account.session.end_others", ""));
                   }));
}

Node tokens(const Visit& visit, const Account& account) {
    Node items;
    for (const auto& token : tokens_of(visit.db(), account.person))
        items +=
            li(span(b(token.name), " ",
                    span(cls("q"), token.acts.empty() ? std::string(visit.text("account.token.reads")) : visit.words.list(token.acts))),
               one_button(visit, account_at / "jeton-retire", std::to_string(token.number), "account.token.remove", token.name),
               span(cls("q"), visit.format("account.token.times", {{"until", moment(visit, token.until_us)}}), " ",
                    token.used_us ? visit.format("account.token.used", {{"time", moment(visit, *token.used_us)}})
                                  : std::string(visit.text("account.token.never"))));
    return section(id("jetons"), div(cls("hd"), h2(visit.text("account.tokens"))), p(visit.text("account.tokens.text")),
                   when(!items.empty(), [&] { return ul(cls("ls"), items); }),
                   p(cls("fin"), a(cls("btn alt"), href((account_at / "jeton").in(visit.language)), visit.text("account.token.add"))));
}

Node history(const Visit& visit, Id<Person> person) {
    Node rows;
    for (const auto& event : events_of(visit.db(), person, events_shown))
        rows += tr(th(attr("scope", "row"), moment(visit, event.time_us)),
                   td(attr("data-l", visit.text("account.history.what")), visit.text("sign_in.event." + event.what)),
                   td(attr("data-l", visit.text("account.history.where")), place_words(visit, event.place)));
    const auto heading = [&](std::string_view key) { return th(attr("scope", "col"), visit.text(key)); };
    return section(
        id("historique"), div(cls("hd"), h2(visit.text("account.history"))), p(visit.text("account.history.text")),
        table(cls("st"), caption(cls("vh"), visit.text("account.history")),
              thead(tr(heading("account.history.when"), heading("account.history.what"), heading("account.history.where"))), tbody(rows)));
}

web::Response show_account(Visit& visit, const Desk& desk) {
    auto mine = own(visit, desk);
    if (!mine) return std::move(mine.error());
    const auto person = mine->account.person;
    const bool asked = asks_second(visit.db(), person, desk.doors.now());
    const std::string title(visit.text("account.title"));
    const bool must = asked && mine->open.session.factors < 2;
    const Node content = group(
        div(cls("intro"), div(p(cls("k"), visit.text("account.kicker")), h1(people::contact(visit.db(), person).name),
                              p(visit.format("account.login", {{"login", mine->account.login}})))),
        when(must, [&] { return div(cls("note at"), p(visit.text("account.must"))); }),
        section(div(cls("hd"), h2(visit.text("account.roles"))), roles(visit, person)), second_factor(visit, mine->account, asked),
        passkeys(visit, desk, mine->account),
        section(id("mot-de-passe"), div(cls("hd"), h2(visit.text("account.password"))), p(visit.text("account.password.text")),
                p(cls("fin"),
                  a(cls("btn alt"), href((account_at / "mot-de-passe").in(visit.language)), visit.text("account.password.change")))),
        when(!desk.options.notifications.fr.empty(),
             [&] {
                 return section(
                     div(cls("hd"), h2(visit.text("news.choice.title"))), p(visit.text("news.choice.lead")),
                     p(cls("fin"), a(cls("btn alt"), href(desk.options.notifications.in(visit.language)), visit.text("news.choose"))));
             }),
        sessions(visit, mine->open), tokens(visit, mine->account), history(visit, person));
    return account_page(visit, desk, account_at, title, 200, content);
}

// ---- the second factor ----

Node codes_list(const Visit& visit, const std::array<credentials::RecoveryCode, credentials::recovery_codes>& codes) {
    Node items;
    for (const auto& code : codes) items += li(Build::element("code", {code.text.view()}));
    return div(cls("note at"), h2(visit.text("account.codes.title")), p(visit.text("account.codes.text")), ul(items));
}
// Put in the person's account within the transaction; shown this once.
web::Response codes_page(Visit& visit, const Desk& desk, Id<Person> person, std::string_view title_key,
                         const std::function<void(store::Db&)>& also) {
    const auto codes = credentials::new_recovery_codes();
    std::array<base::Hash, credentials::recovery_codes> digests;
    std::ranges::transform(codes, digests.begin(), &credentials::RecoveryCode::digest);
    desk.doors.change([&](store::Db& db) {
        put_recovery_codes(db, person, digests);
        also(db);
    });
    const std::string title(visit.text(title_key));
    return account_page(visit, desk, second_at, title, 200,
                        div(cls("oops"), h1(title), codes_list(visit, codes),
                            p(cls("act"), a(cls("btn"), href(account_at.in(visit.language)), visit.text("account.codes.kept")))));
}

std::string grouped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 4) out += (out.empty() ? "" : " ") + std::string(text.substr(i, 4));
    return out;
}

web::Response second_page(Visit& visit, const Desk& desk, const Account& account, const std::string& secret, const std::string& wrong,
                          int status) {
    const auto& network = visit.facts.short_name.empty() ? visit.facts.name(visit.language) : visit.facts.short_name;
    const auto uri = credentials::totp_uri(secret, network.empty() ? "Concert" : network, account.login);
    const auto drawn = credentials::qr_code(uri);
    const std::string title(visit.text("account.second.set_up"));
    const web::PlainField code{.name = "code",
                               .label = std::string(visit.text("account.second.code")),
                               .hint = std::string(visit.text("account.second.code.hint")),
                               .autocomplete = "one-time-code",
                               .inputmode = "numeric",
                               .wrong = wrong,
                               .size = 12};
    const auto box = drawn ? "0 0 " + std::to_string(drawn->size) + " " + std::to_string(drawn->size) : std::string();
    return account_page(
        visit, desk, second_at, title, status,
        div(cls("wrap"),
            div(h1(title), plain_errors(visit, {code}), p(visit.text("account.second.text")),
                when(drawn.has_value(),
                     [&] {
                         return p(cls("qr"),
                                  svg::svg(attr("viewBox", box), attr("role", "img"), attr("aria-label", visit.text("account.second.qr")),
                                           svg::path(attr("d", drawn->path))));
                     }),
                p(visit.text("account.second.by_hand"), " ", Build::element("code", {grouped(credentials::base32(secret))})),
                p(a(href(uri), visit.text("account.second.here"))),
                form(attr("method", "post"), action(second_at.in(visit.language)), flag("novalidate"), token_field(visit.visitor),
                     plain_field(code), p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit.text("account.second.submit")))))));
}

web::Response second(Visit& visit, const Desk& desk) {
    auto mine = own(visit, desk);
    if (!mine) return std::move(mine.error());
    if (auto first = must_confirm(visit, *mine, second_at)) return std::move(*first);
    auto& doors = desk.doors;
    const auto holder = mine->open.digest.hex();
    auto step = doors.steps.find(enrol_step, holder, doors.now());
    if (!step) {
        step = Step{.secret = std::string(credentials::new_totp_secret().view())};
        doors.steps.put(enrol_step, holder, *step, doors.now());
    }
    if (visit.request.method != web::Method::post) return second_page(visit, desk, mine->account, step->secret, "", 200);
    auto form = posted_form(visit);
    if (!form) return std::move(form.error());
    const auto used = credentials::verify_totp(step->secret, form->fields.value_or("code", ""), doors.now(), {});
    if (!used) return second_page(visit, desk, mine->account, step->secret, std::string(visit.text("account.second.wrong")), 422);
    doors.steps.take(enrol_step, holder, doors.now());
    auto response = codes_page(visit, desk, mine->account.person, "account.second.done", [&](store::Db& db) {
        set_totp(db, mine->account.person, step->secret, doors.now());
        use_totp_step(db, mine->account.person, *used);
        doors.note(db, mine->account.person, "second_factor_on", visit.request);
        tell(desk, db, visit, mine->account.person, "sign_in.mail.second_factor_on");
    });
    doors.prove(response, mine->open, 2);
    return response;
}

// ---- small changes, each a button ----

using Change = std::function<void(store::Db&, Visit&, const Own&, std::int64_t number)>;
Shown changing(const Desk& desk, Change change) {
    return [&desk, change = std::move(change)](Visit& visit) -> web::Response {
        auto mine = own(visit, desk);
        if (!mine) return std::move(mine.error());
        auto form = posted_form(visit);
        if (!form) return std::move(form.error());
        if (auto first = must_confirm(visit, *mine, account_at)) return std::move(*first);
        const auto number = web::whole_number(form->fields.value_or("number", "")).value_or(0);
        desk.doors.change([&](store::Db& db) { change(db, visit, *mine, number); });
        return web::Response::see_other(account_at.in(visit.language));
    };
}

web::Response new_codes(Visit& visit, const Desk& desk) {
    auto mine = own(visit, desk);
    if (!mine) return std::move(mine.error());
    auto form = posted_form(visit);
    if (!form) return std::move(form.error());
    if (auto first = must_confirm(visit, *mine, account_at)) return std::move(*first);
    if (!mine->account.totp) return web::Response::see_other(account_at.in(visit.language));
    return codes_page(visit, desk, mine->account.person, "account.codes.done",
                      [&](store::Db& db) { desk.doors.note(db, mine->account.person, "new_codes", visit.request); });
}

}  // namespace

void add_account_pages(web::Router& router, const Desk& desk) {
    using web::Method;
    const auto both = [&](const std::string& name, const web::Address& at, auto show) {
        for (const auto method : {Method::get, Method::post})
            add(router, desk, name, web::Audience::person, at, method, [&desk, show](Visit& visit) { return show(visit, desk); });
    };
    add(router, desk, "account", web::Audience::person, account_at, Method::get,
        [&desk](Visit& visit) { return show_account(visit, desk); });
    both("account.second", second_at, second);
    add(router, desk, "account.codes", web::Audience::person, account_at / "codes", Method::post,
        [&desk](Visit& visit) { return new_codes(visit, desk); });
    const auto button = [&](std::string_view name, Change change) {
        add(router, desk, "account.change", web::Audience::person, account_at / name, Method::post, changing(desk, std::move(change)));
    };
    // What takes a proof away is told to the mailbox, as what adds one is.
    const auto told = [&desk](store::Db& db, Visit& visit, const Own& mine, std::string_view what, std::string_view mail) {
        desk.doors.note(db, mine.account.person, what, visit.request);
        tell(desk, db, visit, mine.account.person, mail);
    };
    button("sans-deux-facteurs", [&desk, told](store::Db& db, Visit& visit, const Own& mine, std::int64_t) {
        if (asks_second(db, mine.account.person, desk.doors.now())) return;  // their role asks for it: the page offers no such button
        set_totp(db, mine.account.person, {}, desk.doors.now());
        put_recovery_codes(db, mine.account.person, {});
        told(db, visit, mine, "second_factor_off", "sign_in.mail.second_factor_off");
    });
    button("cle-retiree", [told](store::Db& db, Visit& visit, const Own& mine, std::int64_t number) {
        if (remove_passkey(db, mine.account.person, number)) told(db, visit, mine, "passkey_removed", "sign_in.mail.passkey_removed");
    });
    button("session-fermee",
           [](store::Db& db, Visit&, const Own& mine, std::int64_t number) { end_session(db, mine.account.person, number); });
    button("sessions-fermees",
           [](store::Db& db, Visit&, const Own& mine, std::int64_t) { end_sessions(db, mine.account.person, mine.open.session.number); });
    button("jeton-retire",
           [](store::Db& db, Visit&, const Own& mine, std::int64_t number) { remove_token(db, mine.account.person, number); });
}

}  // namespace sign_in
