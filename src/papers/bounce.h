// What comes back: delivery status notifications (RFC 3464, 6522; RFC 6533 for addresses in letters of a language), and the addresses
// they come back to. The bytes are a stranger's: everything read is bounded, and is no proof of who wrote it; the token of the address
// it came to, and the identifier of the message, are what ties it to a message that was sent.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "papers/address.h"

namespace papers {

inline constexpr std::size_t bounce_recipients_max = 500;
inline constexpr std::size_t bounce_text_bytes_max = 1'000;
inline constexpr std::size_t bounce_addresses_max = 10;

enum class ReportedAction : std::uint8_t { failed, delayed, delivered, relayed, expanded };  // RFC 3464 §2.3.3

struct RecipientReport {
    std::string recipient;  // as it was written to, else as the last server knew it; tamed text, perhaps no address at all
    ReportedAction action{};
    std::string status;      // "5.1.1" (RFC 3463); empty when the report gives none that can be read
    std::string diagnostic;  // what the other server said ("550 5.1.1 …"), tamed; may be empty
    bool operator==(const RecipientReport&) const = default;
};

struct Bounce {
    std::vector<RecipientReport> recipients;  // one at least
    std::optional<std::string> message_id;    // of the message that comes back, from its headers; without angle brackets
    std::vector<Address> came_to;             // of Delivered-To, X-Original-To and To: where verp_token looks
    std::string reporting_server;             // as it names itself; may be empty
};

enum class BounceFault : std::uint8_t {
    too_large,     // the whole, a header, the number of parts or their depth: see mime_reader.h
    no_report,     // not a multipart/report with a delivery status: a reply, an absence, a bounce in words alone
    no_recipient,  // a report that tells the fate of nobody
    too_many_recipients,
};

std::expected<Bounce, BounceFault> read_bounce(std::string_view bytes);

// "bounces@example.org" and "k3x" make "bounces+k3x@example.org". A token is lower-case letters, digits and hyphens, for servers that
// change the case of local parts; nothing when it is otherwise, or too long for a local part.
std::optional<Address> verp_address(const Address& base, std::string_view token);
// The token of such an address, whatever the case it came in; nothing when it is another address.
std::optional<std::string> verp_token(const Address& address, const Address& base);

}  // namespace papers
