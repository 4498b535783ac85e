// SHA-256 (FIPS 180-4) and the spellings of bytes.
#pragma once
#include <array>
#include <compare>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Hash {  // 32 bytes
    std::array<unsigned char, 32> bytes{};
    auto operator<=>(const Hash&) const = default;
    static std::optional<Hash> parse(std::string_view hex);  // 64 lower-case hexadecimal digits
    static std::optional<Hash> of_bytes(std::string_view);   // exactly 32 bytes
    std::string hex() const;
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

Hash sha256(std::initializer_list<std::string_view> parts);  // of the parts one after the other

std::string hex(std::string_view bytes);                      // lower case
std::optional<std::string> from_hex(std::string_view);        // lower case only; nothing when malformed
std::string base64(std::string_view bytes);                   // RFC 4648 §4, with padding
std::optional<std::string> from_base64(std::string_view);     // strict: padding right, no stray bits
std::string base64url(std::string_view bytes);                // RFC 4648 §5, without padding
std::optional<std::string> from_base64url(std::string_view);  // strict: no padding, no stray bits
std::string random_bytes(std::size_t size);                   // from the system; never in an effect

}  // namespace base
