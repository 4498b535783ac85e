#include "credentials/passkey.h"
#include <algorithm>
#include <boost/json/parse.hpp>
#include <optional>
#include "base/hash.h"
#include "credentials/cbor.h"
#include "credentials/secret.h"

namespace credentials {
namespace json = boost::json;
namespace {

std::unexpected<PasskeyFault> fault(PasskeyFault which) { return std::unexpected(which); }
using Checked = std::expected<void, PasskeyFault>;

// The members of all objects, those that a parser let replace one another counted once.
std::size_t members(const json::value& value) {
    std::size_t count = 0;
    if (const auto* object = value.if_object())
        for (const auto& [name, member] : *object) count += 1 + members(member);
    if (const auto* array = value.if_array())
        for (const auto& item : *array) count += members(item);
    return count;
}

// The same as they stand in the text, which is known to be JSON: a colon outside texts follows a name, and nothing else.
std::size_t names_written(std::string_view text) {
    std::size_t count = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\') ++i;
        else if (text[i] == '"') quoted = !quoted;
        else count += !quoted && text[i] == ':';
    }
    return count;
}

std::optional<std::string_view> text_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

// §5.8.1. Members that we do not know are allowed there, and read over.
Checked check_client_data(std::string_view text, std::string_view type, const Ceremony& ceremony) {
    if (text.size() > client_data_bytes_max) return fault(PasskeyFault::client_data);
    json::error_code wrong;
    const auto value = json::parse(json::string_view(text.data(), text.size()), wrong);
    if (wrong || !value.is_object() || members(value) != names_written(text)) return fault(PasskeyFault::client_data);
    const auto& object = value.get_object();
    const auto given_type = text_in(object, "type"), challenge = text_in(object, "challenge"), origin = text_in(object, "origin");
    const auto* cross = object.if_contains("crossOrigin");
    if (!given_type || !challenge || !origin || (cross && !cross->is_bool())) return fault(PasskeyFault::client_data);
    if (*given_type != type) return fault(PasskeyFault::type);
    if (ceremony.challenge.size() < challenge_bytes_min || !same(*challenge, base::base64url(ceremony.challenge)))
        return fault(PasskeyFault::challenge);
    if (std::ranges::find(ceremony.relying_party.origins, *origin) == ceremony.relying_party.origins.end())
        return fault(PasskeyFault::origin);
    if ((cross && cross->get_bool()) || object.contains("topOrigin")) return fault(PasskeyFault::cross_origin);
    return {};
}

// §6.1, figure 5, and Level 3 §6.1.
struct AuthenticatorData {
    std::string_view relying_party_hash;
    unsigned flags = 0;
    std::uint32_t counter = 0;
    std::string_view authenticator, credential_id, key_bytes;  // when attested()
    PublicKey key;

    bool user_present() const { return flags & 0x01; }
    bool user_verified() const { return flags & 0x04; }
    bool may_be_backed_up() const { return flags & 0x08; }
    bool backed_up() const { return flags & 0x10; }
    bool attested() const { return flags & 0x40; }
    bool extended() const { return flags & 0x80; }
};

std::uint32_t number(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

std::optional<std::string_view> take(std::string_view& rest, std::size_t size) {
    if (rest.size() < size) return {};
    const auto taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
}

// §6.5.1
Checked read_attested(std::string_view& rest, AuthenticatorData& data) {
    const auto authenticator = take(rest, 16), size = take(rest, 2);
    if (!authenticator || !size) return fault(PasskeyFault::authenticator_data);
    data.authenticator = *authenticator;
    const auto id_size = number(*size);
    if (id_size < credential_id_bytes_min || id_size > credential_id_bytes_max) return fault(PasskeyFault::credential_id);
    const auto id = take(rest, id_size);
    if (!id) return fault(PasskeyFault::authenticator_data);
    data.credential_id = *id;
    const auto from = rest;
    const auto key = read_key(rest);
    if (!key) return fault(key.error() == KeyFault::algorithm ? PasskeyFault::key_algorithm : PasskeyFault::key);
    data.key = *key;
    data.key_bytes = from.substr(0, from.size() - rest.size());
    return {};
}

std::expected<AuthenticatorData, PasskeyFault> read_authenticator_data(std::string_view rest) {
    if (rest.size() > authenticator_data_bytes_max) return fault(PasskeyFault::authenticator_data);
    AuthenticatorData data;
    const auto hash = take(rest, 32), flags = take(rest, 1), counter = take(rest, 4);
    if (!hash || !flags || !counter) return fault(PasskeyFault::authenticator_data);
    data.relying_party_hash = *hash;
    data.flags = number(*flags);
    data.counter = number(*counter);
    if (data.attested())
        if (const auto read = read_attested(rest, data); !read) return fault(read.error());
    if (data.extended()) {
        CborReader extensions(rest);
        if (CborReader map(rest); !map.map() || !extensions.skip()) return fault(PasskeyFault::authenticator_data);
        rest = extensions.rest();
    }
    if (!rest.empty()) return fault(PasskeyFault::trailing_bytes);
    return data;
}

// What both ceremonies ask of it: §7.1 steps 13 to 15, §7.2 steps 15 to 17, Level 3 §6.1.3.
Checked check_authenticator_data(const AuthenticatorData& data, const Ceremony& ceremony) {
    if (data.relying_party_hash != base::sha256({ceremony.relying_party.id}).view()) return fault(PasskeyFault::relying_party);
    if (!data.user_present()) return fault(PasskeyFault::user_absent);
    if (ceremony.user_verification == UserVerification::required && !data.user_verified()) return fault(PasskeyFault::user_not_verified);
    if (data.backed_up() && !data.may_be_backed_up()) return fault(PasskeyFault::backup);
    return {};
}

// §6.5.4: a map of the three below. Others that may come later are read over.
struct AttestationObject {
    std::optional<std::string_view> format, authenticator_data;
    std::optional<std::string_view> statement;  // CBOR, one item
};

std::expected<AttestationObject, PasskeyFault> read_attestation_object(std::string_view bytes) {
    if (bytes.size() > attestation_bytes_max) return fault(PasskeyFault::attestation);
    CborReader reader(bytes);
    const auto pairs = reader.map();
    if (!pairs) return fault(PasskeyFault::attestation);
    AttestationObject object;
    for (std::uint64_t i = 0; i < *pairs; ++i) {  // ends with the bytes, whatever number was declared
        const auto name = reader.text();
        if (!name) return fault(PasskeyFault::attestation);
        auto value = reader;
        if (!reader.skip()) return fault(PasskeyFault::attestation);
        const auto item = value.rest().substr(0, value.rest().size() - reader.rest().size());
        auto* known = *name == "fmt"        ? &object.format
                      : *name == "authData" ? &object.authenticator_data
                      : *name == "attStmt"  ? &object.statement
                                            : nullptr;
        if (!known) continue;
        if (known->has_value()) return fault(PasskeyFault::attestation);
        *known = known == &object.statement ? item : known == &object.format ? value.text() : value.bytes();
        if (!known->has_value()) return fault(PasskeyFault::attestation);
    }
    if (!object.format || !object.authenticator_data || !object.statement) return fault(PasskeyFault::attestation);
    if (!reader.rest().empty()) return fault(PasskeyFault::trailing_bytes);
    return object;
}

// §8.2, self attestation: the new key signs for itself.
Checked check_packed(std::string_view statement, const AttestationObject& object, const PublicKey& key, std::string_view client_data_hash) {
    CborReader reader(statement);
    const auto pairs = reader.map();
    std::optional<std::int64_t> algorithm;
    std::optional<std::string_view> signature;
    for (std::uint64_t i = 0; pairs && i < *pairs; ++i) {
        const auto name = reader.text();
        if (name == "x5c" || name == "ecdaaKeyId") return fault(PasskeyFault::attestation_format);  // by a certificate: not asked for
        bool read = false;
        if (name == "alg" && !algorithm) read = (algorithm = reader.integer()).has_value();
        else if (name == "sig" && !signature) read = (signature = reader.bytes()).has_value();
        if (!read) return fault(PasskeyFault::attestation);
    }
    if (!algorithm || !signature || *algorithm != static_cast<std::int32_t>(key.algorithm)) return fault(PasskeyFault::attestation);
    if (!signature_right(key, {*object.authenticator_data, client_data_hash}, *signature)) return fault(PasskeyFault::signature);
    return {};
}

Checked check_attestation(const AttestationObject& object, const PublicKey& key, std::string_view client_data_hash) {
    CborReader statement(*object.statement);
    if (object.format == "packed") return check_packed(*object.statement, object, key, client_data_hash);
    if (object.format != "none") return fault(PasskeyFault::attestation_format);
    if (statement.map() != 0) return fault(PasskeyFault::attestation);  // §8.7: an empty map
    return {};
}

}  // namespace

std::string new_challenge() { return base::random_bytes(challenge_bytes); }

std::expected<Passkey, PasskeyFault> verify_registration(const Ceremony& ceremony, std::string_view client_data_json,
                                                         std::string_view attestation_object) {
    if (const auto checked = check_client_data(client_data_json, "webauthn.create", ceremony); !checked) return fault(checked.error());
    const auto object = read_attestation_object(attestation_object);
    if (!object) return fault(object.error());
    const auto data = read_authenticator_data(*object->authenticator_data);
    if (!data) return fault(data.error());
    if (!data->attested()) return fault(PasskeyFault::authenticator_data);
    if (const auto checked = check_authenticator_data(*data, ceremony); !checked) return fault(checked.error());
    const auto hash = base::sha256({client_data_json});
    if (const auto checked = check_attestation(*object, data->key, hash.view()); !checked) return fault(checked.error());
    Passkey passkey{std::string(data->credential_id),
                    std::string(data->key_bytes),
                    data->key.algorithm,
                    data->counter,
                    {},
                    data->user_verified(),
                    data->may_be_backed_up(),
                    data->backed_up()};
    std::ranges::copy(data->authenticator, passkey.authenticator.begin());
    return passkey;
}

std::expected<SignedIn, PasskeyFault> verify_assertion(const Ceremony& ceremony, const Passkey& passkey, const Assertion& assertion) {
    if (const auto checked = check_client_data(assertion.client_data_json, "webauthn.get", ceremony); !checked)
        return fault(checked.error());
    const auto data = read_authenticator_data(assertion.authenticator_data);
    if (!data) return fault(data.error());
    if (data->attested()) return fault(PasskeyFault::authenticator_data);  // only a registration carries a key
    if (const auto checked = check_authenticator_data(*data, ceremony); !checked) return fault(checked.error());
    if (data->may_be_backed_up() != passkey.may_be_backed_up) return fault(PasskeyFault::backup);  // Level 3 §7.2 step 19
    std::string_view key_bytes = passkey.public_key;
    const auto key = read_key(key_bytes);
    if (!key || !key_bytes.empty()) return fault(PasskeyFault::key);
    const auto hash = base::sha256({assertion.client_data_json});
    if (!signature_right(*key, {assertion.authenticator_data, hash.view()}, assertion.signature)) return fault(PasskeyFault::signature);
    SignedIn signed_in{data->counter, CounterVerdict::none, data->user_verified(), data->backed_up()};
    if (data->counter != 0 || passkey.counter != 0)
        signed_in.counter_verdict = data->counter > passkey.counter ? CounterVerdict::advanced : CounterVerdict::regressed;
    return signed_in;
}

}  // namespace credentials
