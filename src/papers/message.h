// A mail as the bytes a server takes: RFC 5322 and MIME (RFC 2045 to 2049). The same message always gives the same bytes: the date
// and the identifier are the caller's, boundaries come from the content.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "base/language.h"
#include "papers/address.h"

namespace papers {

inline constexpr std::size_t message_bytes_max = 25'000'000;  // as written; most servers take this much and not much more
inline constexpr std::size_t header_text_bytes_max = 998;     // a subject, a name: what one line could hold (RFC 5322 §2.1.1)
inline constexpr std::size_t header_url_bytes_max = 900;      // unfolded in its field, so shorter than a line
inline constexpr std::size_t attachment_name_bytes_max = 255;
inline constexpr std::size_t message_id_bytes_max = 250;
inline constexpr std::size_t message_recipients_max = 100;
inline constexpr std::size_t message_references_max = 100;
inline constexpr std::size_t message_attachments_max = 50;

enum class CalendarMethod : std::uint8_t { none, publish, request, cancel };  // RFC 5546 §1.4; none: a plain file
std::string_view code(CalendarMethod method);                                 // "PUBLISH"; empty for none

struct Attachment {
    std::string name;        // UTF-8, as the reader will see it; no path, no control, no sign that turns the direction of letters
    std::string media_type;  // "application/pdf", without parameters; neither multipart/… nor message/…
    std::string bytes;
};

struct CalendarPart {
    CalendarMethod method = CalendarMethod::none;
    std::string bytes;  // what write_calendar gives
};

struct ListUnsubscribe {             // RFC 2369 §3.2
    std::string url;                 // https; takes one click (RFC 8058): the page must accept the POST it describes
    std::optional<Address> address;  // a mailbox that takes requests too
};

enum class AutoSubmitted : std::uint8_t { no, generated, replied };  // RFC 3834 §5

struct Message {
    Mailbox from;
    std::vector<Mailbox> to;  // as readers see them; who gets it is told to SmtpSender
    std::optional<Mailbox> reply_to;
    std::string subject;
    std::int64_t date_us = 0;             // microseconds since 1970-01-01 UTC
    std::string message_id;               // "left@right", without angle brackets
    std::vector<std::string> references;  // of the messages before, oldest first; the last is the one answered
    base::Language language = base::Language::fr;
    std::string text;  // plain text; never empty
    std::string html;  // the same as HTML; may be empty
    std::optional<CalendarPart> calendar;
    std::vector<Attachment> attachments;
    std::optional<ListUnsubscribe> list_unsubscribe;
    AutoSubmitted auto_submitted = AutoSubmitted::no;
};

enum class MessageFault : std::uint8_t {
    missing,            // an address, the recipients, the text
    too_many,           // recipients, references, attachments
    too_long,           // one field; the whole message: field "message"
    control_character,  // or what is not UTF-8; CR and LF in a header
    wrong_message_id,
    wrong_media_type,
    wrong_file_name,
    wrong_url,
    wrong_date,  // outside the years 1900 to 9999 (RFC 5322 §3.3)
};

struct WrongPart {
    std::string field;  // as in Message: "subject", "to[2].name", "attachments[0].media_type"
    MessageFault fault{};
    bool operator==(const WrongPart&) const = default;
};

bool is_message_id(std::string_view id);  // two dot-atoms about an @ (RFC 5322 §3.6.4), within message_id_bytes_max

// The bytes: ASCII only, lines of at most 76 bytes but for addresses and identifiers that are longer themselves, ended by CRLF.
// multipart/alternative of text, HTML and calendar where there are several, inside multipart/mixed where there are attachments. Or every fault at once.
std::expected<std::string, std::vector<WrongPart>> write_message(const Message& message);

}  // namespace papers
