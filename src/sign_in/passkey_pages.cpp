// What the script asks and tells of passkeys: JSON, for signing in, for proving it anew and for keeping a new one.
#include "base/typed.h"
#include "credentials/passkey_options.h"
#include "people/people.h"
#include "sign_in/pages.h"

#include <boost/json.hpp>

namespace sign_in {
namespace {

namespace json = boost::json;
using web::Visit;

constexpr std::string_view passkey_step = "passkey", register_step = "register";

web::Response answered(std::string text, int status = 200) {
    auto response = web::Response::json(std::move(text), status);
    response.compress = false;
    return response;
}
web::Response refused(const Visit& visit, int status, std::string_view key) {
    auto response = answered(json::serialize(json::object{{"title", visit.text(key)}, {"status", status}}), status);
    response.media_type = "application/problem+json";
    return response;
}

std::string bytes_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_string()) return {};
    return base::from_base64url(std::string_view(value->get_string())).value_or("");
}
std::string text_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
// A form's token travels in the JSON of who is signed in.
std::optional<json::object> said(const Visit& visit) {
    boost::system::error_code error;
    const auto value = json::parse(visit.request.body, error);
    if (error || !value.is_object()) return {};
    if (!has_token(visit.visitor, {{"token", text_at(value.as_object(), "token")}})) return {};
    return value.as_object();
}

credentials::Ceremony ceremony(credentials::RelyingParty party, std::string challenge) { return {std::move(party), std::move(challenge)}; }

// {"use":"open"|"confirm"|"register"}: what navigator.credentials is to be given.
web::Response begin(Visit& visit, const Desk& desk) {
    auto& doors = desk.doors;
    const auto object = said(visit);
    const auto party = doors.relying_party(visit.request, visit.facts);
    if (!web::from_our_pages(visit.request, visit.hooks.origin) || !object || !party) return refused(visit, 403, "sign_in.passkey.failed");
    const auto use = text_at(*object, "use");
    const auto open = doors.session(visit.request, visit.db());
    const auto challenge = credentials::new_challenge();
    if (use == "open") {
        if (const auto seconds = doors.ceremonies.take(visit.request.remote, doors.now())) {
            auto response = refused(visit, 429, "sign_in.passkey.failed");
            response.headers.add("Retry-After", std::to_string(*seconds));
            return response;
        }
        web::Response carrier;
        const auto holder = doors.step_holder(visit.request, carrier);
        doors.steps.put(passkey_step, holder, {.challenge = challenge}, doors.now());
        auto response = answered(credentials::request_options(ceremony(*party, challenge), {}));
        for (const auto& [name, value] : carrier.headers) response.headers.add(name, value);
        return response;
    }
    const auto account = open ? find_account(visit.db(), open->session.person) : std::nullopt;
    if (!account) return refused(visit, 403, "sign_in.passkey.failed");
    std::vector<std::string> known;
    for (const auto& key : passkeys_of(visit.db(), account->person)) known.push_back(key.key.credential_id);
    const auto holder = open->digest.hex();
    if (use == "confirm") {
        doors.steps.put(passkey_step, holder, {.person = account->person, .challenge = challenge}, doors.now());
        return answered(credentials::request_options(ceremony(*party, challenge), known));
    }
    if (use != "register") return refused(visit, 400, "sign_in.passkey.failed");
    if (!visit.visitor.sensitive || lacks_second(visit.db(), *account, open->session))
        return refused(visit, 401, "sign_in.passkey.confirm_first");
    doors.steps.put(register_step, holder, {.person = account->person, .challenge = challenge}, doors.now());
    auto name = people::contact(visit.db(), account->person).name;
    return answered(credentials::creation_options(ceremony(*party, challenge),
                                                  {account->handle, account->login, name.empty() ? account->login : name}, known));
}

std::string place_to_go(const Visit& visit, const Desk& desk, const json::object& object) {
    const auto next = safe_next(text_at(object, "next"));
    return json::serialize(json::object{{"next", next.empty() ? desk.options.after.in(visit.language) : next}});
}

// What navigator.credentials.get gave: signs in, or proves it anew.
web::Response get(Visit& visit, const Desk& desk) {
    auto& doors = desk.doors;
    const auto object = said(visit);
    const auto party = doors.relying_party(visit.request, visit.facts);
    if (!web::from_our_pages(visit.request, visit.hooks.origin) || !object || !party) return refused(visit, 403, "sign_in.passkey.failed");
    const bool anew = text_at(*object, "use") == "confirm";
    const auto open = doors.session(visit.request, visit.db());
    if (anew && !open) return refused(visit, 403, "sign_in.passkey.failed");
    const auto holder = anew ? open->digest.hex() : doors.step_holder(visit.request).value_or("");
    const auto step = doors.steps.take(passkey_step, holder, doors.now());
    const auto key = step ? find_passkey(visit.db(), bytes_at(*object, "id")) : std::nullopt;
    if (!key || (anew && key->person != open->session.person)) return refused(visit, 422, "sign_in.passkey.unknown");
    const auto account = find_account(visit.db(), key->person);
    const auto handle = bytes_at(*object, "userHandle");
    const auto client_data = bytes_at(*object, "clientDataJSON"), data = bytes_at(*object, "authenticatorData"),
               signature = bytes_at(*object, "signature");
    const auto signed_in = credentials::verify_assertion(ceremony(*party, step->challenge), key->key, {client_data, data, signature});
    const bool right = account && signed_in && signed_in->counter_verdict != credentials::CounterVerdict::regressed &&
                       (handle.empty() || handle == account->handle);
    doors.change([&](store::Db& db) {
        if (!right) doors.note(db, key->person, "wrong_passkey", visit.request);
        else use_passkey(db, key->key.credential_id, signed_in->counter, signed_in->backed_up, doors.now());
    });
    if (!right) return refused(visit, 422, "sign_in.passkey.failed");
    auto response = answered(place_to_go(visit, desk, *object));
    if (anew) doors.prove(response, *open, 2);
    else doors.open(response, visit.request, key->person, 2);
    return response;
}

// What navigator.credentials.create gave: a passkey more.
web::Response create(Visit& visit, const Desk& desk) {
    auto& doors = desk.doors;
    const auto object = said(visit);
    const auto party = doors.relying_party(visit.request, visit.facts);
    const auto open = doors.session(visit.request, visit.db());
    if (!web::from_our_pages(visit.request, visit.hooks.origin) || !object || !party || !open)
        return refused(visit, 403, "sign_in.passkey.failed");
    const auto step = doors.steps.take(register_step, open->digest.hex(), doors.now());
    if (!step) return refused(visit, 422, "sign_in.passkey.failed");
    const auto made = credentials::verify_registration(ceremony(*party, step->challenge), bytes_at(*object, "clientDataJSON"),
                                                       bytes_at(*object, "attestationObject"));
    if (!made) return refused(visit, 422, "sign_in.passkey.failed");
    const auto browser = browser_name(visit.request.header("User-Agent").value_or(""));
    bool kept = false;
    doors.change([&](store::Db& db) {
        kept = put_passkey(db, step->person, *made, browser.empty() ? std::string(visit.text("account.passkey.unnamed")) : browser,
                           doors.now());
        if (!kept) return;
        doors.note(db, step->person, "passkey_made", visit.request);
        tell(desk, db, visit, step->person, "sign_in.mail.passkey_made");
    });
    return kept ? answered(place_to_go(visit, desk, *object)) : refused(visit, 422, "sign_in.passkey.known");
}

}  // namespace

void add_passkey_pages(web::Router& router, const Desk& desk) {
    const auto at = sign_in_at / "cle";
    using web::Method;
    add(router, desk, "passkey.options", web::Audience::everyone, at / "options", Method::post,
        [&desk](Visit& visit) { return begin(visit, desk); });
    add(router, desk, "passkey.get", web::Audience::everyone, at / "get", Method::post, [&desk](Visit& visit) { return get(visit, desk); });
    add(router, desk, "passkey.create", web::Audience::everyone, at / "create", Method::post,
        [&desk](Visit& visit) { return create(visit, desk); });
}

}  // namespace sign_in
