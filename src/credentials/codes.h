// Secrets made by chance, and what is kept of them: tokens of links and sessions, codes of recovery, codes sent to confirm.
// OWASP ASVS 5.0 V6.5.1 to V6.5.5, V6.6.2, V6.6.3, V11.5.1. Times are microseconds since 1970-01-01 UTC.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include "base/hash.h"
#include "credentials/secret.h"

namespace credentials {

// A token: 256 bits, 43 characters of base64url (RFC 4648 §5). Only its SHA-256 is kept, and looked up by: what is guessed of a
// digest by timing a search of it tells nothing of a token.
struct Token {
    Secret text;
    base::Hash digest;
};
Token new_token();
std::optional<base::Hash> token_digest(std::string_view text);  // nothing unless it is 43 such characters

// A number that goes out and comes back, and that nobody makes up: "17-9f86d081884c7d65", with that many bytes of its keyed hash.
std::string numbered_token(const std::string& key, std::int64_t number, std::size_t hash_bytes);
std::optional<std::int64_t> number_of_token(const std::string& key, std::string_view token, std::size_t hash_bytes);  // positive

// A code that a person reads from paper or a message and types: "7KQM2-9TDWB", up to twelve letters and digits of Crockford's base 32
// made of a secret (a salt of the journal), for one purpose and one number, the same whenever it is made.
inline constexpr std::size_t spoken_letters_most = 12;
std::string spoken_code(std::string_view purpose, std::int64_t number, std::string_view secret, std::size_t letters);
// Case, spaces and hyphens are read over, O is 0, I and L are 1.
bool is_spoken_code(std::string_view typed, std::string_view code);

// Codes that a person prints and keeps for the day the telephone is lost. Of 120 bits, so that a plain SHA-256 may be kept
// (V6.5.2 asks 112 for that); letters and digits that no hand confuses, in groups: "7KQM-XH2P-9TDW-B4RC-LFZ8-3NVA".
inline constexpr std::size_t recovery_codes = 10;
struct RecoveryCode {
    Secret text;
    base::Hash digest;
};
std::array<RecoveryCode, recovery_codes> new_recovery_codes();
// Case, spaces and hyphens are read over; nothing when it cannot be a code.
std::optional<base::Hash> recovery_digest(std::string_view text);
// Which of the digests kept is that code's; every one is compared. The caller removes it in the transaction that lets the person in.
std::optional<std::size_t> find_recovery(std::span<const base::Hash> kept, std::string_view text);

// A code of few digits that is sent by mail to confirm what a browser asked. It is good for that request only: what is kept is
// HMAC-SHA-256 of purpose and code, keyed by a token that the browser holds and we do not, so that neither a thief of the table
// nor another browser can use it.
inline constexpr int confirmation_digits_min = 6;  // about 20 bits (V6.5.4)
inline constexpr int confirmation_digits_max = 8;
inline constexpr int confirmation_attempts_max = 5;                            // of 10^6: one guess in 200 000
inline constexpr std::int64_t confirmation_lifetime_us = 10 * 60 * 1'000'000;  // V6.5.5

struct Confirmation {
    base::Hash digest;
    std::int64_t made_us = 0;
    int attempts = 0;  // confirmation_attempts_max once it was used
    bool operator==(const Confirmation&) const = default;
};
enum class ConfirmationAnswer { right, wrong, expired, spent };

// The code to send, and what to keep. `digits` is brought between the limits above. `purpose`: what it confirms ("email:…").
std::pair<Secret, Confirmation> new_confirmation(std::string_view browser_token, std::string_view purpose, int digits, std::int64_t now_us);
// The answer, and what to keep in place of `kept`: attempts are counted, and a code that was right is spent. The caller reads
// and writes in one transaction. Spaces within the code are read over. `expired` and `spent` are said without looking at the code.
std::pair<ConfirmationAnswer, Confirmation> confirm(const Confirmation& kept, std::string_view browser_token, std::string_view purpose,
                                                    std::string_view code, std::int64_t now_us);

}  // namespace credentials
