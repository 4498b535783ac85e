#include "credentials/codes.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace credentials {
namespace {

constexpr std::size_t token_bytes = 32, token_characters = 43;
constexpr std::string_view recovery_alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";  // without 0 and O, 1 and I
static_assert(recovery_alphabet.size() == 32);
constexpr std::string_view spoken_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr std::size_t recovery_characters = 24, recovery_group = 4;

bool base64url_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

RecoveryCode new_recovery_code() {
    Secret bytes(base::random_bytes(recovery_characters));
    std::string text;
    text.reserve(recovery_characters + recovery_characters / recovery_group);
    for (std::size_t i = 0; i < recovery_characters; ++i) {
        if (i && i % recovery_group == 0) text += '-';
        text += recovery_alphabet[static_cast<unsigned char>(bytes.view()[i]) & 31];  // 32 divides 256: all are as likely
    }
    const auto digest = *recovery_digest(text);
    return {Secret(std::move(text)), digest};
}

base::Hash confirmation_digest(std::string_view browser_token, std::string_view purpose, std::string_view code) {
    Secret message(std::string(purpose) + '\0' + std::string(code));
    base::Hash digest;
    unsigned size = 0;
    if (!HMAC(EVP_sha256(), browser_token.data(), static_cast<int>(browser_token.size()),
              reinterpret_cast<const unsigned char*>(message.view().data()), message.view().size(), digest.bytes.data(), &size) ||
        size != digest.bytes.size())
        throw std::runtime_error("HMAC-SHA-256 is not available from OpenSSL");
    return digest;
}

}  // namespace

Token new_token() {
    Secret bytes(base::random_bytes(token_bytes));
    auto text = base::base64url(bytes.view());
    const auto digest = *token_digest(text);
    return {Secret(std::move(text)), digest};
}

std::optional<base::Hash> token_digest(std::string_view text) {
    if (text.size() != token_characters || !std::ranges::all_of(text, base64url_character)) return {};
    return base::sha256({text});
}

std::array<RecoveryCode, recovery_codes> new_recovery_codes() {
    std::array<RecoveryCode, recovery_codes> codes;
    for (auto& code : codes) code = new_recovery_code();
    return codes;
}

std::optional<base::Hash> recovery_digest(std::string_view text) {
    if (text.size() > recovery_characters * 2) return {};
    std::string read;
    read.reserve(recovery_characters * 2);
    for (char c : text) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (recovery_alphabet.find(c) == recovery_alphabet.npos) return {};
        read += c;
    }
    const Secret code(std::move(read));
    if (code.view().size() != recovery_characters) return {};
    return base::sha256({code.view()});
}

std::optional<std::size_t> find_recovery(std::span<const base::Hash> kept, std::string_view text) {
    const auto digest = recovery_digest(text);
    if (!digest) return {};
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (same(kept[i].view(), digest->view())) found = i;
    return found;
}

std::pair<Secret, Confirmation> new_confirmation(std::string_view browser_token, std::string_view purpose, int digits,
                                                 std::int64_t now_us) {
    base::random_bytes(0);  // starts libsodium
    std::string code;
    for (digits = std::clamp(digits, confirmation_digits_min, confirmation_digits_max); digits > 0; --digits)
        code += static_cast<char>('0' + randombytes_uniform(10));
    const Confirmation kept{confirmation_digest(browser_token, purpose, code), now_us, 0};
    return {Secret(std::move(code)), kept};
}

std::pair<ConfirmationAnswer, Confirmation> confirm(const Confirmation& kept, std::string_view browser_token, std::string_view purpose,
                                                    std::string_view code, std::int64_t now_us) {
    if (kept.attempts >= confirmation_attempts_max) return {ConfirmationAnswer::spent, kept};
    // A clock that went back gives no longer life.
    if (now_us < kept.made_us || now_us - kept.made_us >= confirmation_lifetime_us) return {ConfirmationAnswer::expired, kept};
    std::string given(code.substr(0, confirmation_digits_max * 2));
    std::erase(given, ' ');
    const Secret read(std::move(given));
    auto left = kept;
    if (code.size() > confirmation_digits_max * 2 ||
        !same(confirmation_digest(browser_token, purpose, read.view()).view(), kept.digest.view())) {
        ++left.attempts;
        return {ConfirmationAnswer::wrong, left};
    }
    left.attempts = confirmation_attempts_max;
    return {ConfirmationAnswer::right, left};
}

std::string numbered_token(const std::string& key, std::int64_t number, std::size_t hash_bytes) {
    const auto text = std::to_string(number);
    return text + "-" + base::hex(base::sha256({key, base::sha256({key, text}).view()}).view().substr(0, hash_bytes));
}

std::optional<std::int64_t> number_of_token(const std::string& key, std::string_view token, std::size_t hash_bytes) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
    if (error != std::errc() || number < 1 || !same(numbered_token(key, number, hash_bytes), token)) return {};
    return number;
}

std::string spoken_code(std::string_view purpose, std::int64_t number, std::string_view secret, std::size_t letters) {
    const auto hash = base::sha256({purpose, "\n", std::to_string(number), "\n", secret});
    std::string code;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | hash.bytes[i];
    letters = std::min(letters, spoken_letters_most);
    for (std::size_t i = 0; i < letters; ++i, bits <<= 5)
        code += (i == letters / 2 ? "-" : "") + std::string(1, spoken_alphabet[bits >> 59]);
    return code;
}

bool is_spoken_code(std::string_view typed, std::string_view code) {
    constexpr std::size_t typed_most = 60;
    if (typed.size() > typed_most) return false;
    std::string plain, wanted;
    for (char c : typed) {
        if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (spoken_alphabet.find(c) != spoken_alphabet.npos) plain += c;
        else if (c >= 'A' && c <= 'Z') return false;
    }
    for (const char c : code)
        if (c != '-') wanted += c;
    return !wanted.empty() && same(plain, wanted);
}

}  // namespace credentials
