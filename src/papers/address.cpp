#include "papers/address.h"
#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include "base/text.h"

namespace papers {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// RFC 5322 §3.2.3
bool is_atext(char c) { return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos; }

const icu::IDNA& idna() {
    static const auto made = [] {
        UErrorCode error = U_ZERO_ERROR;
        std::unique_ptr<icu::IDNA> one(icu::IDNA::createUTS46Instance(
            UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, error));
        if (U_FAILURE(error)) throw std::runtime_error("ICU has no IDNA data");
        return one;
    }();
    return *made;
}

std::optional<std::string> ascii_domain(std::string_view typed) {
    std::string ascii;
    icu::StringByteSink<std::string> sink(&ascii);
    icu::IDNAInfo info;
    UErrorCode error = U_ZERO_ERROR;
    idna().nameToASCII_UTF8({typed.data(), static_cast<std::int32_t>(typed.size())}, sink, info, error);
    if (U_FAILURE(error) || info.hasErrors() || ascii.ends_with('.')) return {};
    const auto last_dot = ascii.rfind('.');
    if (last_dot == ascii.npos) return {};  // RFC 5321 §2.3.5: fully qualified
    const auto top = std::string_view(ascii).substr(last_dot + 1);
    if (top.find_first_not_of("0123456789") == top.npos) return {};  // an IPv4 address is no name
    return ascii;
}

}  // namespace

bool is_dot_atom(std::string_view text) {
    bool after_dot = true;
    for (const char c : text) {
        if (c == '.' ? after_dot : !is_atext(c)) return false;
        after_dot = c == '.';
    }
    return !after_dot;
}

std::expected<Address, AddressFault> Address::parse(std::string_view typed) {
    constexpr std::size_t typed_bytes_max = 4 * address_bytes_max;  // a name in letters may be longer than its A-labels
    if (typed.empty()) return std::unexpected(AddressFault::empty);
    if (typed.size() > typed_bytes_max) return std::unexpected(AddressFault::too_long);
    const auto at = typed.find('@');
    if (at == typed.npos || typed.find('@', at + 1) != typed.npos) return std::unexpected(AddressFault::no_at);
    const auto local_part = typed.substr(0, at), domain = typed.substr(at + 1);
    if (!is_dot_atom(local_part)) return std::unexpected(AddressFault::local_part_wrong);
    if (local_part.size() > local_part_bytes_max) return std::unexpected(AddressFault::local_part_long);
    if (!base::valid_utf8(domain)) return std::unexpected(AddressFault::domain_wrong);
    const auto ascii = ascii_domain(domain);
    if (!ascii) return std::unexpected(AddressFault::domain_wrong);
    if (ascii->size() > domain_bytes_max || local_part.size() + 1 + ascii->size() > address_bytes_max)
        return std::unexpected(AddressFault::too_long);
    Address address;
    address.text_ = std::string(local_part) + "@" + *ascii;
    return address;
}

std::string Address::mailto() const {
    std::string url = "mailto:";
    for (const char c : text_) {
        if (std::string_view("%/?#&;=^`{|}").find(c) == std::string_view::npos) url += c;
        else url += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return url;
}

}  // namespace papers
