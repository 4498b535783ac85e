// What a page gives to navigator.credentials: JSON as PublicKeyCredential.parseCreationOptionsFromJSON and
// parseRequestOptionsFromJSON read it (W3C Web Authentication Level 3 §5.1.8, §5.1.9): bytes are base64url.
#pragma once
#include <span>
#include <string>
#include "credentials/passkey.h"

namespace credentials {

inline constexpr int passkey_timeout_ms = 300'000;            // §15.1 advises five to ten minutes
inline constexpr std::size_t passkey_user_id_bytes_max = 64;  // §5.4.3

struct PasskeyUser {
    std::string id;            // 1 to 64 bytes that tell nothing of the person (§14.6.1), the same for all of an account's passkeys
    std::string name;          // the address of e-mail
    std::string display_name;  // the person's name
};

// A passkey that can be found without a name typed first (residentKey "preferred"), no attestation. `known`: ids of the account's
// passkeys, so that an authenticator does not make a second one. Throws std::invalid_argument when the user's id has no such size.
std::string creation_options(const Ceremony&, const PasskeyUser&, std::span<const std::string> known);
// `allowed`: ids of the account's passkeys; none to let the person choose among all.
std::string request_options(const Ceremony&, std::span<const std::string> allowed);

}  // namespace credentials
