// Addresses of mail, as RFC 5321 lets a server carry them without extensions: ASCII, a domain name, no quoted local part.
#pragma once
#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace papers {

inline constexpr std::size_t local_part_bytes_max = 64;  // RFC 5321 §4.5.3.1.1
inline constexpr std::size_t domain_bytes_max = 253;     // §4.5.3.1.2 allows 255; DNS (RFC 1035 §2.3.4) leaves 253 written ones
inline constexpr std::size_t address_bytes_max = 254;    // §4.5.3.1.3: a path of 256, less its angle brackets

enum class AddressFault : std::uint8_t {
    empty,
    no_at,             // or more than one
    local_part_wrong,  // not a Dot-string of RFC 5321 §4.1.2: quoted, accented, spaces, two dots
    local_part_long,
    domain_wrong,  // no name of DNS with two labels at least, once UTS #46 has made it ASCII; address literals
    too_long,      // the domain, or the whole
};

// An address that can be written in an envelope and in a header. One made by default is none: `text` is empty, nothing accepts it.
class Address {
public:
    Address() = default;
    // What is typed, without spaces around; a domain in letters of a language becomes its A-labels, in lower case ("é.example" →
    // "xn--9ca.example", UTS #46 nontransitional). The local part is kept as typed: only its own server knows what its case means.
    static std::expected<Address, AddressFault> parse(std::string_view typed);

    const std::string& text() const { return text_; }
    std::string_view local_part() const { return std::string_view(text_).substr(0, text_.find('@')); }
    std::string_view domain() const { return text_.empty() ? std::string_view() : std::string_view(text_).substr(text_.find('@') + 1); }
    std::string mailto() const;  // "mailto:…" (RFC 6068), what a URL may not hold escaped
    auto operator<=>(const Address&) const = default;

private:
    std::string text_;
};

struct Mailbox {
    std::string name;  // UTF-8; may be empty
    Address address;
    bool operator==(const Mailbox&) const = default;
};

// A dot-atom of RFC 5322 §3.2.3: what stands on either side of the @ of an address or of a Message-ID.
bool is_dot_atom(std::string_view text);

}  // namespace papers
