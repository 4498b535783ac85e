// Codes of an authenticator application: RFC 4226 (HOTP) and RFC 6238 (TOTP), SHA-1, six digits, thirty seconds: what every
// application understands. OWASP ASVS 5.0 V6.5.1, 3, 5, 8. Times are microseconds since 1970-01-01 UTC, of the server's clock.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include "credentials/secret.h"

namespace credentials {

inline constexpr std::size_t totp_secret_bytes = 20;  // RFC 4226 §4 R6 recommends 160 bits
inline constexpr int totp_digits = 6;
inline constexpr std::int64_t totp_step_us = 30'000'000;  // RFC 6238 §5.2
inline constexpr std::int64_t totp_window_steps = 1;      // before and after: a clock a little off, a reader a little slow

// RFC 4648 §6: upper case, no padding when written. Read: either case, spaces as people group, padding right or left out; nothing
// when malformed, or when the bits left over are not zero.
std::string base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

Secret new_totp_secret();
// RFC 4226 §5.3; `digits` from 6 to 8.
std::string hotp(std::string_view secret, std::uint64_t counter, int digits = totp_digits);
std::int64_t totp_step(std::int64_t time_us);  // RFC 6238 §4.2: T, with T0 = 0

// The step the code belongs to, which the caller keeps as `last_used` in the same transaction as it lets the person in; nothing
// when the code is wrong, or its step is not later than `last_used` (RFC 6238 §5.2: a code is good once). Spaces within the code,
// as applications show it, are read over. All steps are tried whatever the first give.
std::optional<std::int64_t> verify_totp(std::string_view secret, std::string_view code, std::int64_t now_us,
                                        std::optional<std::int64_t> last_used);

// What a QR code tells the application: "otpauth://totp/Network:account?secret=…&issuer=Network&algorithm=SHA1&digits=6&period=30"
// (the Key Uri Format that applications share). A colon, which would part the two names elsewhere, becomes a space.
std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account);

}  // namespace credentials
