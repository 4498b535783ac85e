#include "credentials/totp.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <algorithm>
#include <array>
#include <stdexcept>
#include "base/hash.h"
#include "base/text.h"

namespace credentials {
namespace {

constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// A colon would part the two names.
std::string percent(std::string_view text) {
    std::string name(text);
    std::ranges::replace(name, ':', ' ');
    return base::percent_encode(name);
}

}  // namespace

std::string base32(std::string_view bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const unsigned char byte : bytes) {
        bits = (bits << 8 | byte) & 0xfff;
        for (held += 8; held >= 5;) held -= 5, text += base32_digits[bits >> held & 31];
    }
    if (held > 0) text += base32_digits[bits << (5 - held) & 31];
    return text;
}

std::optional<std::string> from_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    std::size_t digits = 0, padding = 0;
    int held = 0;
    for (char c : text) {
        if (c == ' ') continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        const auto value = base32_digits.find(c);
        if (value == base32_digits.npos || padding) return {};
        ++digits;
        bits = (bits << 5 | static_cast<std::uint32_t>(value)) & 0xfff;
        held += 5;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>(bits >> held & 255);
    }
    const auto last = digits % 8;  // 1, 3 and 6 digits are no whole number of bytes
    if (last == 1 || last == 3 || last == 6 || (bits & ((1U << held) - 1)) != 0) return {};
    if (padding && (last == 0 || padding != 8 - last)) return {};
    return bytes;
}

Secret new_totp_secret() { return Secret(base::random_bytes(totp_secret_bytes)); }

std::string hotp(std::string_view secret, std::uint64_t counter, int digits) {
    std::array<unsigned char, 8> message{};
    for (int i = 7; i >= 0; --i, counter >>= 8) message[static_cast<std::size_t>(i)] = static_cast<unsigned char>(counter & 255);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned size = 0;
    if (!HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), message.data(), message.size(), mac.data(), &size) || size != 20)
        throw std::runtime_error("HMAC-SHA-1 is not available from OpenSSL");
    const std::size_t at = mac[19] & 15;
    std::uint32_t value = static_cast<std::uint32_t>(mac[at] & 127) << 24 | static_cast<std::uint32_t>(mac[at + 1]) << 16 |
                          static_cast<std::uint32_t>(mac[at + 2]) << 8 | mac[at + 3];
    std::string code(static_cast<std::size_t>(std::clamp(digits, 6, 8)), '0');
    for (auto digit = code.rbegin(); digit != code.rend(); ++digit, value /= 10) *digit = static_cast<char>('0' + value % 10);
    return code;
}

std::int64_t totp_step(std::int64_t time_us) { return time_us / totp_step_us - (time_us % totp_step_us < 0 ? 1 : 0); }

std::optional<std::int64_t> verify_totp(std::string_view secret, std::string_view code, std::int64_t now_us,
                                        std::optional<std::int64_t> last_used) {
    if (secret.size() < totp_secret_bytes || code.size() > 2 * totp_digits) return {};
    std::string given(code);
    std::erase(given, ' ');
    std::optional<std::int64_t> found;
    const auto now = totp_step(now_us);
    for (auto step = now - totp_window_steps; step <= now + totp_window_steps; ++step) {
        const bool right = same(hotp(secret, static_cast<std::uint64_t>(step)), given);
        if (right && step >= 0 && (!last_used || step > *last_used)) found = step;  // the latest: an earlier one is then used too
    }
    return found;
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
    return "otpauth://totp/" + percent(issuer) + ":" + percent(account) + "?secret=" + base32(secret) + "&issuer=" + percent(issuer) +
           "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace credentials
