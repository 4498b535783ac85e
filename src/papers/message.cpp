#include "papers/message.h"
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "papers/mime.h"

namespace papers {
namespace {

constexpr std::int64_t second_us = 1'000'000, day_s = 86'400;
constexpr std::int64_t year_1900_us = -2'208'988'800 * second_us, year_10000_us = 253'402'300'800 * second_us;
constexpr std::size_t media_type_bytes_max = 127;  // RFC 6838 §4.2, for each half

std::int64_t floor_divide(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0); }

// RFC 6838 §4.2: restricted-name, both halves.
bool is_media_type(std::string_view type) {
    const auto restricted = [](std::string_view name) {
        return !name.empty() && name.size() <= media_type_bytes_max &&
               std::string_view("!#$&-^_.+").find(name[0]) == std::string_view::npos &&
               name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+") == name.npos;
    };
    const auto slash = type.find('/');
    if (slash == type.npos || !restricted(type.substr(0, slash)) || !restricted(type.substr(slash + 1))) return false;
    // RFC 2046 §5: these may not be written in base64, and would be read as parts of this message.
    return !type.starts_with("multipart/") && !type.starts_with("message/");
}

// Signs that turn the direction of what follows make "fdp.exe" of "exe.pdf".
bool turns_direction(std::string_view text) {
    for (const std::string_view sign :
         {"\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"})
        if (text.find(sign) != text.npos) return true;
    return false;
}

bool is_file_name(std::string_view name) {
    return !name.empty() && name.size() <= attachment_name_bytes_max && is_one_line(name) && name.find_first_of("/\\") == name.npos &&
           name != "." && name != ".." && !turns_direction(name);
}

class Check {
public:
    std::vector<WrongPart> wrong;

    void that(bool holds, std::string_view field, MessageFault fault) {
        if (!holds) wrong.push_back({std::string(field), fault});
    }
    void header_text(std::string_view text, std::string_view field) {
        if (text.size() > header_text_bytes_max) that(false, field, MessageFault::too_long);
        else that(is_one_line(text), field, MessageFault::control_character);
    }
    void mailbox(const Mailbox& one, const std::string& field) {
        that(!one.address.text().empty(), field + ".address", MessageFault::missing);
        header_text(one.name, field + ".name");
    }
};

void check_files(Check& check, const std::vector<Attachment>& files) {
    check.that(files.size() <= message_attachments_max, "attachments", MessageFault::too_many);
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto field = fmt::format("attachments[{}]", i);
        check.that(is_file_name(files[i].name), field + ".name", MessageFault::wrong_file_name);
        check.that(is_media_type(files[i].media_type), field + ".media_type", MessageFault::wrong_media_type);
    }
}

std::vector<WrongPart> faults_of(const Message& message) {
    Check check;
    check.mailbox(message.from, "from");
    check.that(!message.to.empty(), "to", MessageFault::missing);
    check.that(message.to.size() <= message_recipients_max, "to", MessageFault::too_many);
    for (std::size_t i = 0; i < message.to.size(); ++i) check.mailbox(message.to[i], fmt::format("to[{}]", i));
    if (message.reply_to) check.mailbox(*message.reply_to, "reply_to");
    check.header_text(message.subject, "subject");
    check.that(message.date_us >= year_1900_us && message.date_us < year_10000_us, "date_us", MessageFault::wrong_date);
    check.that(is_message_id(message.message_id), "message_id", MessageFault::wrong_message_id);
    check.that(message.references.size() <= message_references_max, "references", MessageFault::too_many);
    for (std::size_t i = 0; i < message.references.size(); ++i)
        check.that(is_message_id(message.references[i]), fmt::format("references[{}]", i), MessageFault::wrong_message_id);
    check.that(!message.text.empty(), "text", MessageFault::missing);
    check.that(is_plain_text(message.text), "text", MessageFault::control_character);
    check.that(is_plain_text(message.html), "html", MessageFault::control_character);
    if (message.calendar) check.that(is_plain_text(message.calendar->bytes), "calendar", MessageFault::control_character);
    check_files(check, message.attachments);
    if (const auto& list = message.list_unsubscribe) {
        const auto& url = list->url;  // commas would part two addresses (RFC 2369 §2)
        check.that(url.starts_with("https://") && is_web_address(url) && url.size() <= header_url_bytes_max && url.find(',') == url.npos,
                   "list_unsubscribe.url", MessageFault::wrong_url);
        check.that(!list->address || !list->address->text().empty(), "list_unsubscribe.address", MessageFault::missing);
    }
    std::size_t bytes = message.text.size() + message.html.size() + (message.calendar ? message.calendar->bytes.size() : 0);
    for (const auto& file : message.attachments) bytes += file.bytes.size();
    check.that(bytes <= message_bytes_max, "message", MessageFault::too_long);
    return check.wrong;
}

std::string date_text(std::int64_t time_us) {
    static constexpr std::array days{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // 1970-01-01 was a Thursday
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = floor_divide(time_us, second_us), day = floor_divide(seconds, day_s), of_day = seconds - day * day_s;
    const auto date = base::Date::from_days(day);
    return fmt::format("{}, {} {} {:04} {:02}:{:02}:{:02} +0000", days[static_cast<std::size_t>(day - floor_divide(day, 7) * 7)],
                       int(date.day), months[static_cast<std::size_t>(date.month - 1)], date.year, of_day / 3'600, of_day / 60 % 60,
                       of_day % 60);
}

std::string mailboxes(std::string_view name, const std::vector<Mailbox>& all) {
    HeaderField field(name);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto comma = i + 1 < all.size() ? "," : "";
        if (!all[i].name.empty()) field.phrase(all[i].name);
        field.word((all[i].name.empty() ? all[i].address.text() : "<" + all[i].address.text() + ">") + comma);
    }
    return field.line();
}

std::string field_of_words(std::string_view name, const std::vector<std::string>& words) {
    HeaderField field(name);
    for (const auto& word : words) field.word(word);
    return field.line();
}

std::string header_of(const Message& message) {
    std::string header = "Date: " + date_text(message.date_us) + "\r\n" + mailboxes("From", {message.from});
    if (message.reply_to) header += mailboxes("Reply-To", {*message.reply_to});
    header += mailboxes("To", message.to) + "Message-ID: <" + message.message_id + ">\r\n";
    if (!message.references.empty()) {
        std::vector<std::string> references;
        for (const auto& id : message.references) references.push_back("<" + id + ">");
        header += "In-Reply-To: " + references.back() + "\r\n" + field_of_words("References", references);
    }
    HeaderField subject("Subject");
    subject.text(message.subject);
    header += subject.line() + "Content-Language: " + std::string(base::code(message.language)) + "\r\n";
    if (message.auto_submitted != AutoSubmitted::no)
        header += std::string("Auto-Submitted: ") +
                  (message.auto_submitted == AutoSubmitted::generated ? "auto-generated" : "auto-replied") + "\r\n";
    if (const auto& list = message.list_unsubscribe) {
        std::vector<std::string> ways{"<" + list->url + ">"};
        if (list->address) ways = {"<" + list->url + ">,", "<" + list->address->mailto() + ">"};
        header += field_of_words("List-Unsubscribe", ways) + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    }
    return header + "MIME-Version: 1.0\r\n";
}

struct Part {
    std::string header, body;
};

Part text_part(std::string_view type, std::string_view text) {
    auto transfer = transfer_of(with_crlf(text));
    return {fmt::format("Content-Type: {}\r\nContent-Transfer-Encoding: {}\r\n", type, transfer.encoding), std::move(transfer.body)};
}

Part file_part(const Attachment& file) {
    HeaderField disposition("Content-Disposition");
    disposition.word("attachment");
    disposition.parameter("filename", file.name);
    const auto charset = file.media_type.starts_with("text/") && base::valid_utf8(file.bytes) ? "; charset=utf-8" : "";
    return {fmt::format("Content-Type: {}{}\r\nContent-Transfer-Encoding: base64\r\n{}", file.media_type, charset, disposition.line()),
            base64_lines(file.bytes)};
}

// "=_" cannot stand in quoted-printable, nor "_" in base64 (RFC 2045 §6.7, end); in 7bit text nobody can write the hash of his own text.
Part together(std::string_view kind, const std::vector<Part>& parts) {
    std::string all;
    for (const auto& part : parts) all += part.header + '\n' + part.body + '\n';
    const auto boundary = "=_" + base::sha256({kind, "\n", all}).hex().substr(0, 40);
    Part made{fmt::format("Content-Type: multipart/{};\r\n boundary=\"{}\"\r\n", kind, boundary), ""};
    for (const auto& part : parts)
        made.body += fmt::format("{}--{}\r\n{}\r\n{}", made.body.empty() ? "" : "\r\n", boundary, part.header, part.body);
    made.body += fmt::format("\r\n--{}--\r\n", boundary);
    return made;
}

Part content_of(const Message& message) {
    std::vector<Part> forms{text_part("text/plain; charset=utf-8", message.text)};
    if (!message.html.empty()) forms.push_back(text_part("text/html; charset=utf-8", message.html));
    if (message.calendar) {
        const auto method = code(message.calendar->method);
        forms.push_back(
            text_part("text/calendar; charset=utf-8" + (method.empty() ? "" : "; method=" + std::string(method)), message.calendar->bytes));
    }
    auto content = forms.size() == 1 ? forms[0] : together("alternative", forms);
    if (message.attachments.empty()) return content;
    std::vector<Part> parts{std::move(content)};
    for (const auto& file : message.attachments) parts.push_back(file_part(file));
    return together("mixed", parts);
}

}  // namespace

bool is_message_id(std::string_view id) {
    const auto at = id.find('@');
    return id.size() <= message_id_bytes_max && at != id.npos && is_dot_atom(id.substr(0, at)) && is_dot_atom(id.substr(at + 1));
}

std::string_view code(CalendarMethod method) {
    switch (method) {
    case CalendarMethod::none: return "";
    case CalendarMethod::publish: return "PUBLISH";
    case CalendarMethod::request: return "REQUEST";
    case CalendarMethod::cancel: return "CANCEL";
    }
    return "";
}

std::expected<std::string, std::vector<WrongPart>> write_message(const Message& message) {
    if (auto wrong = faults_of(message); !wrong.empty()) return std::unexpected(std::move(wrong));
    const auto content = content_of(message);
    auto bytes = header_of(message) + content.header + "\r\n" + content.body;
    if (bytes.size() > message_bytes_max) return std::unexpected(std::vector<WrongPart>{{"message", MessageFault::too_long}});
    return bytes;
}

}  // namespace papers
