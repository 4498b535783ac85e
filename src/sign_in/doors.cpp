#include "sign_in/doors.h"

#include "accounts/accounts.h"
#include "base/zone.h"
#include "network/network.h"
#include "people/people.h"
#include "sign_in/chores.h"

#include <algorithm>

namespace sign_in {
namespace {

constexpr std::string_view bearer = "Bearer concert_";

base::Date today(store::Db& db, std::int64_t now_us) {
    return base::civil_date(now_us, network::zone_of(db)).value_or(base::Date::utc_day(now_us));
}

Place place(const web::Request& request) { return {request.remote, browser_name(request.header("User-Agent").value_or(""))}; }

std::string form_token(std::string_view secret, std::int64_t session) {
    return base::base64url(base::sha256({"form\n", secret, "\n", std::to_string(session)}).view());
}

bool bears_token(const web::Request& request) { return request.header("Authorization").value_or("").starts_with(bearer); }

const Lifetime& lifetime_of(Id<Person> person, int factors) {
    return person.value == machine || factors >= 2 ? elevated_lifetime : everyday_lifetime;
}

}  // namespace

std::vector<acts::Holding> counted(std::vector<acts::Holding> holdings, int factors) {
    if (factors < 2) std::erase_if(holdings, [](const auto& holding) { return acts::asks_two_factors(holding.role); });
    return holdings;
}

bool is_elevated(const std::vector<acts::Holding>& holdings) {
    return std::ranges::any_of(holdings, [](const auto& holding) { return acts::asks_two_factors(holding.role); });
}

bool asks_second(store::Db& db, Id<Person> person, std::int64_t now_us) {
    return is_elevated(accounts::holdings_on(db, person, today(db, now_us)));
}

bool lacks_second(store::Db& db, const Account& account, const Session& session) {
    return session.factors < 2 && (account.totp || !passkeys_of(db, account.person).empty());
}

Doors::Doors(acts::Writer& writer, Options given)
    : writer(writer),
      options(std::move(given)),
      hasher(options.cost),
      common(options.common_passwords),
      cookie_name_(secure() ? "__Host-concert" : "concert"),
      browser_cookie_(cookie_name_ + "_browser"),
      step_cookie_(cookie_name_ + "_step") {}

void Doors::change(const std::function<void(store::Db&)>& task) {
    writer.run_local([&](store::Db& db) {
        db.begin();
        task(db);
        db.commit();
    });
}

// ---- sessions ----

std::optional<Doors::Open> Doors::session(const web::Request& request, store::Db& db) const {
    if (bears_token(request)) return {};  // a program's, whatever cookies it sends along
    const auto digest = credentials::token_digest(request.cookie(cookie_name_).value_or(""));
    if (!digest) return {};
    const auto found = find_session(db, *digest);
    if (!found) return {};
    auto holdings = found->person.value == machine ? std::vector<acts::Holding>{{acts::Role::administrator, {}}}
                                                   : counted(accounts::holdings_on(db, found->person, today(db, now())), found->factors);
    const auto trust = is_elevated(holdings) ? Trust::elevated : Trust::everyday;
    if (!stays_open(trust, found->opened_us, found->seen_us, now())) return {};
    return Open{*digest, *found, std::move(holdings)};
}

web::Visitor Doors::visitor(const web::Request& request, store::Db& db) {
    if (bears_token(request)) return by_token(request, db, request.header("Authorization")->substr(bearer.size()));
    auto open = session(request, db);
    if (!open) return {};
    const auto& at = open->session;
    web::Visitor visitor;
    visitor.holdings = std::move(open->holdings);
    if (at.person.value == machine) {
        visitor.actor = {"administrator", acts::Role::administrator, "secretariat"};
    } else {
        visitor.actor = {"person:" + std::to_string(at.person.value), acts::Role::visitor, "visitor", at.factors >= 2};
        visitor.name = people::contact(db, at.person).name;
    }
    // What only the session's owner can know, and stays when the session gets another secret.
    const auto account = find_account(db, at.person);
    visitor.form_token = form_token(account ? account->handle : *request.cookie(cookie_name_), at.number);
    visitor.sensitive = at.person.value == machine || is_fresh(at.proved_us, now());
    if (now() - at.seen_us > seen_each_us) change([&](store::Db& local) { see_session(local, open->digest, now()); });
    return visitor;
}

web::Visitor Doors::by_token(const web::Request&, store::Db& db, std::string_view text) {
    const auto digest = credentials::token_digest(text);
    const auto token = digest ? find_token(db, *digest) : std::nullopt;
    if (!token || token->until_us <= now()) return {};
    web::Visitor visitor;
    // Made in a session of two factors, so that it may what asks for two.
    visitor.actor = {"person:" + std::to_string(token->person.value), acts::Role::visitor, "visitor", true};
    visitor.holdings = accounts::holdings_on(db, token->person, today(db, now()));
    visitor.name = people::contact(db, token->person).name;
    visitor.only = token->acts;
    if (now() - token->used_us.value_or(0) > seen_each_us) change([&](store::Db& local) { use_token(local, *digest, now()); });
    return visitor;
}

std::string Doors::set_cookie(std::string_view name, std::string_view value, std::int64_t seconds) const {
    // Lax rather than Strict: who follows a link out of a mail is still signed in; forms carry a token besides.
    return std::string(name) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Lax" +
           (secure() ? "; Secure" : "");
}

void Doors::note(store::Db& db, Id<Person> person, std::string_view what, const web::Request& request) const {
    if (person.value != machine) put_event(db, person, {now(), std::string(what), place(request)});
}

void Doors::note_stranger(std::string_view what, const web::Request& request) {
    change([&](store::Db& db) { put_event(db, {machine}, {now(), std::string(what), place(request)}); });
}

void Doors::open(web::Response& response, const web::Request& request, Id<Person> person, int factors) {
    const auto token = credentials::new_token();
    const auto known = credentials::token_digest(request.cookie(browser_cookie_).value_or(""));
    const auto fresh = credentials::new_token();
    change([&](store::Db& db) {
        // The session that this browser had is over: a secret that somebody else may have set is not carried on (ASVS V7.2.4).
        if (const auto before = credentials::token_digest(request.cookie(cookie_name_).value_or(""))) end_session(db, *before);
        put_session(db, token.digest, {0, person, factors, now(), now(), now(), place(request)});
        if (person.value != machine) know_browser(db, known ? *known : fresh.digest, person, now());
        note(db, person, "signed_in", request);
        const std::lock_guard lock(mutex_);
        if (now() - swept_us_ > day_us) {
            forget_old(db, now() - longest_idle_us, now() - known_browser_us, now());
            swept_us_ = now();
        }
    });
    response.headers.add("Set-Cookie", set_cookie(cookie_name_, token.text.view(), lifetime_of(person, factors).whole_us / 1'000'000));
    if (!known && person.value != machine)
        response.headers.add("Set-Cookie", set_cookie(browser_cookie_, fresh.text.view(), known_browser_us / 1'000'000));
    end_steps(response);
    response.compress = false;
}

void Doors::prove(web::Response& response, const Open& open, int factors) {
    const auto token = credentials::new_token();
    change([&](store::Db& db) { prove_session(db, open.digest, token.digest, factors, now()); });
    const auto& lifetime = lifetime_of(open.session.person, std::max(factors, open.session.factors));
    response.headers.add("Set-Cookie", set_cookie(cookie_name_, token.text.view(), lifetime.whole_us / 1'000'000));
    response.compress = false;
}

void Doors::close(web::Response& response, const Open& open) {
    change([&](store::Db& db) { end_session(db, open.digest); });
    response.headers.add("Set-Cookie", set_cookie(cookie_name_, "", 0));
    response.headers.add("Clear-Site-Data", "\"cache\"");
}

std::string Doors::step_holder(const web::Request& request, web::Response& response) const {
    if (auto holder = step_holder(request)) return *holder;
    return new_step_holder(response);
}

std::string Doors::new_step_holder(web::Response& response) const {
    const auto token = credentials::new_token();
    response.headers.add("Set-Cookie", set_cookie(step_cookie_, token.text.view(), step_us / 1'000'000));
    return std::string(token.text.view());
}

std::optional<std::string> Doors::step_holder(const web::Request& request) const {
    const auto said = request.cookie(step_cookie_);
    return said && credentials::token_digest(*said) ? std::optional(std::string(*said)) : std::nullopt;
}

void Doors::end_steps(web::Response& response) const { response.headers.add("Set-Cookie", set_cookie(step_cookie_, "", 0)); }

std::optional<base::Hash> Doors::known_browser(const web::Request& request, store::Db& db, Id<Person> person) const {
    const auto digest = credentials::token_digest(request.cookie(browser_cookie_).value_or(""));
    return digest && is_known_browser(db, *digest, person) ? digest : std::nullopt;
}

// ---- links ----

std::string Doors::machine_link() {
    std::string path;
    change([&](store::Db& db) { path = put_new_link(db, LinkKind::machine, {machine}, now()); });
    return path;
}

std::string Doors::site(const web::Request& request) const {
    if (!options.origin.empty()) return options.origin;
    const auto host = request.header("Host");
    return host ? "http://" + std::string(*host) : std::string();
}

std::optional<credentials::RelyingParty> Doors::relying_party(const web::Request& request, const web::Facts& facts) const {
    const auto origin = site(request);
    const auto start = origin.find("://");
    if (start == origin.npos) return {};
    auto host = origin.substr(start + 3);
    host = host.substr(0, host.rfind(':') == host.npos || host.ends_with(']') ? host.npos : host.rfind(':'));
    const bool numbers =
        host.empty() || host.front() == '[' || std::ranges::all_of(host, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
    if (numbers || (!secure() && host != "localhost")) return {};  // browsers offer passkeys to secure contexts with a name
    return credentials::RelyingParty{host, facts.name_fr.empty() ? host : facts.name_fr, {origin}};
}

}  // namespace sign_in
