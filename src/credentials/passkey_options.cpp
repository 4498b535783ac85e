#include "credentials/passkey_options.h"
#include <boost/json/serialize.hpp>
#include <stdexcept>
#include "base/hash.h"

namespace credentials {
namespace json = boost::json;
namespace {

json::array descriptors(std::span<const std::string> ids) {
    json::array all;
    for (const auto& id : ids) all.push_back({{"type", "public-key"}, {"id", base::base64url(id)}});
    return all;
}

const char* word(UserVerification verification) { return verification == UserVerification::required ? "required" : "preferred"; }

}  // namespace

std::string creation_options(const Ceremony& ceremony, const PasskeyUser& user, std::span<const std::string> known) {
    if (user.id.empty() || user.id.size() > passkey_user_id_bytes_max) throw std::invalid_argument("a passkey's user id has 1 to 64 bytes");
    json::array algorithms;
    for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256})
        algorithms.push_back({{"type", "public-key"}, {"alg", static_cast<std::int32_t>(algorithm)}});
    const json::object options{
        {"rp", {{"id", ceremony.relying_party.id}, {"name", ceremony.relying_party.name}}},
        {"user", {{"id", base::base64url(user.id)}, {"name", user.name}, {"displayName", user.display_name}}},
        {"challenge", base::base64url(ceremony.challenge)},
        {"pubKeyCredParams", algorithms},
        {"timeout", passkey_timeout_ms},
        {"excludeCredentials", descriptors(known)},
        {"authenticatorSelection", {{"residentKey", "preferred"}, {"userVerification", word(ceremony.user_verification)}}},
        {"attestation", "none"},
    };
    return json::serialize(options);
}

std::string request_options(const Ceremony& ceremony, std::span<const std::string> allowed) {
    const json::object options{
        {"rpId", ceremony.relying_party.id},        {"challenge", base::base64url(ceremony.challenge)},     {"timeout", passkey_timeout_ms},
        {"allowCredentials", descriptors(allowed)}, {"userVerification", word(ceremony.user_verification)},
    };
    return json::serialize(options);
}

}  // namespace credentials
