// Passkeys: W3C Web Authentication Level 2, the relying party's part (§7), for authenticators that are asked for no attestation.
// Bytes in, values out. Section numbers are Level 2's; the flags of backup are those of Level 3, §6.1.3.
#pragma once
#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>
#include "credentials/cose.h"

namespace credentials {

inline constexpr std::size_t challenge_bytes = 32;      // what we make; §13.4.3 asks for 16
inline constexpr std::size_t challenge_bytes_min = 16;  // what we check against
inline constexpr std::size_t client_data_bytes_max = 4096;
inline constexpr std::size_t attestation_bytes_max = 8192;
inline constexpr std::size_t authenticator_data_bytes_max = 4096;
inline constexpr std::size_t credential_id_bytes_min = 16;    // §4, Credential ID
inline constexpr std::size_t credential_id_bytes_max = 1023;  // Level 3 §7.1

struct RelyingParty {
    std::string id;                    // a host name: "example.org"
    std::string name;                  // as the authenticator shows it
    std::vector<std::string> origins;  // whole, compared byte for byte: "https://example.org", with a port that is not the scheme's
};

enum class UserVerification {
    required,   // the authenticator asks for a finger, a face or a number: possession and one more factor in one
    preferred,  // a touch is enough: a second factor beside a password
};

// What the server knows of a ceremony it began. The challenge is good once and for few minutes: the caller's to see to.
struct Ceremony {
    RelyingParty relying_party;
    std::string challenge;  // raw bytes
    UserVerification user_verification = UserVerification::required;
};
std::string new_challenge();  // 32 random bytes

enum class PasskeyFault {
    client_data,         // too long, not strict JSON, a name twice, a member missing or of another type
    type,                // not "webauthn.create" or "webauthn.get"
    challenge,           // not the ceremony's, or the ceremony's is shorter than 16 bytes
    origin,              // none of the relying party's
    cross_origin,        // made within a frame of another site
    attestation,         // no such map, or not a statement of its format
    attestation_format,  // neither "none" nor "packed" by the key itself
    authenticator_data,  // too short, too long, flags and contents disagree, malformed extensions
    trailing_bytes,      // well formed, and something after it
    relying_party,       // made for another rpId
    user_absent,         // UP is not set
    user_not_verified,   // UV is not set, and required
    backup,              // BS without BE, or BE other than at registration
    credential_id,       // shorter than 16 bytes or longer than 1023
    key,                 // KeyFault::malformed
    key_algorithm,       // KeyFault::algorithm
    signature,           // not of this key, or not of these bytes
};

// What is kept of a passkey.
struct Passkey {
    std::string credential_id;  // by which an assertion names it: unique among all accounts (§7.1 step 22), the caller's to check
    std::string public_key;     // COSE_Key, as it came
    Algorithm algorithm = Algorithm::es256;
    std::uint32_t counter = 0;
    std::array<unsigned char, 16> authenticator{};  // AAGUID, not attested; zeroes when it is not told
    bool user_verified = false;
    bool may_be_backed_up = false;  // BE: a passkey that follows its owner to other devices
    bool backed_up = false;         // BS
    bool operator==(const Passkey&) const = default;
};

// §7.1, steps 5 to 21, of what navigator.credentials.create gave, as raw bytes.
std::expected<Passkey, PasskeyFault> verify_registration(const Ceremony&, std::string_view client_data_json,
                                                         std::string_view attestation_object);

struct Assertion {  // what navigator.credentials.get gave; raw bytes
    std::string_view client_data_json, authenticator_data, signature;
};
enum class CounterVerdict {
    none,       // this authenticator does not count
    advanced,   // keep the new one
    regressed,  // not beyond the one kept: perhaps a copy of the authenticator (§6.1.1, §7.2 step 21); the caller's to refuse
};
struct SignedIn {
    std::uint32_t counter = 0;
    CounterVerdict counter_verdict = CounterVerdict::none;
    bool user_verified = false;
    bool backed_up = false;
};
// §7.2, steps 7 to 21, with the passkey that the assertion names by its credential id. That a user handle, where one is given,
// is the passkey's owner (step 6) is the caller's to check.
std::expected<SignedIn, PasskeyFault> verify_assertion(const Ceremony&, const Passkey&, const Assertion&);

}  // namespace credentials
