#include "base/hash.h"
#include <openssl/evp.h>
#include <sodium.h>
#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>

namespace base {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";
constexpr char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char base64url_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr unsigned char not_a_digit = 255;

constexpr std::array<unsigned char, 256> values_of(const char* digits, unsigned count) {
    std::array<unsigned char, 256> values{};
    values.fill(not_a_digit);
    for (unsigned i = 0; i < count; ++i) values[static_cast<unsigned char>(digits[i])] = static_cast<unsigned char>(i);
    return values;
}

constexpr auto hex_values = values_of(hex_digits, 16);
constexpr auto base64_values = values_of(base64_digits, 64);

unsigned byte(char c) { return static_cast<unsigned char>(c); }

void write_hex(std::string_view bytes, char* out) {
    for (const char c : bytes) {
        *out++ = hex_digits[byte(c) >> 4];
        *out++ = hex_digits[byte(c) & 15];
    }
}

bool read_hex(std::string_view text, unsigned char* out) {
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const unsigned high = hex_values[byte(text[i])], low = hex_values[byte(text[i + 1])];
        if ((high | low) == not_a_digit) return false;
        *out++ = static_cast<unsigned char>(high << 4 | low);
    }
    return text.size() % 2 == 0;
}

std::string in_base64(std::string_view bytes, const char* digits, bool padded) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (; bytes.size() >= 3; bytes.remove_prefix(3)) {
        const unsigned three = byte(bytes[0]) << 16 | byte(bytes[1]) << 8 | byte(bytes[2]);
        text += {digits[three >> 18], digits[three >> 12 & 63], digits[three >> 6 & 63], digits[three & 63]};
    }
    if (bytes.empty()) return text;
    const unsigned rest = byte(bytes[0]) << 16 | (bytes.size() > 1 ? byte(bytes[1]) << 8 : 0);
    text += {digits[rest >> 18], digits[rest >> 12 & 63]};
    if (bytes.size() > 1) text += digits[rest >> 6 & 63];
    if (padded) text.append(3 - bytes.size(), '=');
    return text;
}

// One context for each thread: fetching the algorithm costs more than hashing a leaf does (600 ns against 140 ns).
struct Digest {
    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm{EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free};
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

}  // namespace

std::optional<Hash> Hash::parse(std::string_view hex) {
    Hash hash;
    if (hex.size() != 64 || !read_hex(hex, hash.bytes.data())) return {};
    return hash;
}

std::optional<Hash> Hash::of_bytes(std::string_view bytes) {
    Hash hash;
    if (bytes.size() != hash.bytes.size()) return {};
    std::copy(bytes.begin(), bytes.end(), hash.bytes.begin());
    return hash;
}

std::string Hash::hex() const { return base::hex(view()); }

Hash sha256(std::initializer_list<std::string_view> parts) {
    thread_local const Digest digest;
    Hash hash;
    bool done = EVP_DigestInit_ex2(digest.context.get(), digest.algorithm.get(), nullptr) == 1;
    for (const auto part : parts) done = done && EVP_DigestUpdate(digest.context.get(), part.data(), part.size()) == 1;
    done = done && EVP_DigestFinal_ex(digest.context.get(), hash.bytes.data(), nullptr) == 1;
    if (!done) throw std::runtime_error("SHA-256 is not available from OpenSSL");
    return hash;
}

std::string hex(std::string_view bytes) {
    std::string text(bytes.size() * 2, '0');
    write_hex(bytes, text.data());
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    std::string bytes(text.size() / 2, '\0');
    if (!read_hex(text, reinterpret_cast<unsigned char*>(bytes.data()))) return {};
    return bytes;
}

std::string base64(std::string_view bytes) { return in_base64(bytes, base64_digits, true); }

std::optional<std::string> from_base64url(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c == '+' || c == '/' || c == '=') return {};
        plain += c == '-' ? '+' : c == '_' ? '/' : c;
    }
    plain.append((4 - plain.size() % 4) % 4, '=');
    return from_base64(plain);
}

std::string base64url(std::string_view bytes) { return in_base64(bytes, base64url_digits, false); }

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return {};
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    text.remove_suffix(padding);
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    int held = 0;  // how many of the low bits wait for their byte to be whole
    for (const char c : text) {
        const unsigned value = base64_values[byte(c)];
        if (value == not_a_digit) return {};
        bits = (bits << 6 | value) & 0xffff;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>(bits >> held & 255);
    }
    if ((bits & ((1U << held) - 1)) != 0) return {};  // the bits that padding leaves over must be zero (RFC 4648 §3.5)
    return bytes;
}

std::string random_bytes(std::size_t size) {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error("libsodium cannot start: no source of randomness");
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

}  // namespace base
