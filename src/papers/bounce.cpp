#include "papers/bounce.h"
#include <algorithm>
#include "papers/message.h"
#include "papers/mime_reader.h"

namespace papers {
namespace {

std::string lower_case(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
    for (const auto& field : fields)
        if (field.name == name) return field.value;
    return {};
}

// "rfc822; who@example.org": the type is of no use to a reader.
std::string_view after_type(std::string_view value) {
    const auto semicolon = value.find(';');
    return semicolon == value.npos ? value : value.substr(semicolon + 1);
}

std::string recipient_of(const std::vector<Field>& fields) {
    auto value = value_of(fields, "original-recipient");
    if (value.empty()) value = value_of(fields, "final-recipient");
    auto text = tame(after_type(value), bounce_text_bytes_max);
    if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
    return text;
}

std::optional<ReportedAction> action_of(std::string_view value) {
    const auto word = lower_case(value.substr(0, value.find_first_of(" \t(;")));
    if (word == "failed") return ReportedAction::failed;
    if (word == "delayed") return ReportedAction::delayed;
    if (word == "delivered") return ReportedAction::delivered;
    if (word == "relayed") return ReportedAction::relayed;
    if (word == "expanded") return ReportedAction::expanded;
    return {};
}

// RFC 3463 §2: class 2, 4 or 5, then two numbers of one to three digits. A comment may follow.
std::string status_of(std::string_view value) {
    const auto status = value.substr(0, value.find_first_not_of("0123456789."));
    const auto first = status.find('.'), second = status.find('.', first + 1);
    if (first != 1 || second == status.npos || std::string_view("245").find(status[0]) == std::string_view::npos) return {};
    const auto subject = second - first - 1, detail = status.size() - second - 1;
    if (subject < 1 || subject > 3 || detail < 1 || detail > 3 || status.find('.', second + 1) != status.npos) return {};
    return std::string(status);
}

const MimePart* find_report(const MimePart& part) {
    if (part.media_type == "multipart/report") return &part;
    for (const auto& inner : part.parts)
        if (const auto* found = find_report(inner)) return found;
    return nullptr;
}

const MimePart* find_part(const MimePart& report, std::initializer_list<std::string_view> types) {
    for (const auto& part : report.parts)
        if (std::find(types.begin(), types.end(), part.media_type) != types.end()) return &part;
    return nullptr;
}

// RFC 3464 §2.1: groups of fields parted by empty lines, the first about the message, the others about a recipient each.
std::expected<void, BounceFault> read_status(std::string_view text, Bounce& bounce) {
    while (!text.empty()) {
        const auto fields = read_fields(text);
        if (!fields) return std::unexpected(BounceFault::too_large);
        if (const auto name = value_of(*fields, "reporting-mta"); !name.empty())
            bounce.reporting_server = tame(after_type(name), bounce_text_bytes_max);
        auto recipient = recipient_of(*fields);
        const auto action = action_of(value_of(*fields, "action"));
        if (recipient.empty() || !action) continue;
        if (bounce.recipients.size() == bounce_recipients_max) return std::unexpected(BounceFault::too_many_recipients);
        bounce.recipients.push_back({std::move(recipient), *action, status_of(value_of(*fields, "status")),
                                     tame(after_type(value_of(*fields, "diagnostic-code")), bounce_text_bytes_max)});
    }
    if (bounce.recipients.empty()) return std::unexpected(BounceFault::no_recipient);
    return {};
}

std::optional<std::string> message_id_of(const MimePart& returned) {
    const auto text = returned.decoded();
    std::string_view rest = text;
    const auto fields = read_fields(rest);
    if (!fields) return {};
    const auto value = value_of(*fields, "message-id");
    const auto open = value.find('<'), close = value.find('>', open + 1);
    if (open == value.npos || close == value.npos) return {};
    const auto id = value.substr(open + 1, close - open - 1);
    return is_message_id(id) ? std::optional(std::string(id)) : std::nullopt;
}

void add_addresses(std::string_view value, std::vector<Address>& all) {
    constexpr std::string_view around = " \t,;:<>()\"";
    while (!value.empty() && all.size() < bounce_addresses_max) {
        const auto begin = std::min(value.find_first_not_of(around), value.size());
        const auto end = std::min(value.find_first_of(around, begin), value.size());
        const auto word = value.substr(begin, end - begin);
        value.remove_prefix(end);
        if (word.find('@') == word.npos) continue;
        if (auto address = Address::parse(word); address && std::find(all.begin(), all.end(), *address) == all.end())
            all.push_back(std::move(*address));
    }
}

bool is_token(std::string_view token) {
    return !token.empty() && token.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == token.npos;
}

}  // namespace

std::expected<Bounce, BounceFault> read_bounce(std::string_view bytes) {
    const auto whole = read_mime(bytes);
    if (!whole) return std::unexpected(BounceFault::too_large);
    const auto* report = find_report(*whole);
    const auto* status = report ? find_part(*report, {"message/delivery-status", "message/global-delivery-status"}) : nullptr;
    if (!status) return std::unexpected(BounceFault::no_report);
    Bounce bounce;
    if (const auto read = read_status(status->decoded(), bounce); !read) return std::unexpected(read.error());
    if (const auto* returned = find_part(*report, {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}))
        bounce.message_id = message_id_of(*returned);
    for (const std::string_view name : {"delivered-to", "x-original-to", "to"})
        for (const auto& field : whole->fields)
            if (field.name == name) add_addresses(field.value, bounce.came_to);
    return bounce;
}

std::optional<Address> verp_address(const Address& base, std::string_view token) {
    if (base.text().empty() || !is_token(token)) return {};
    const auto made = Address::parse(std::string(base.local_part()) + "+" + std::string(token) + "@" + std::string(base.domain()));
    return made ? std::optional(*made) : std::nullopt;
}

std::optional<std::string> verp_token(const Address& address, const Address& base) {
    const auto local_part = lower_case(address.local_part()), prefix = lower_case(base.local_part()) + "+";
    if (base.text().empty() || address.domain() != base.domain() || !local_part.starts_with(prefix)) return {};
    auto token = local_part.substr(prefix.size());
    return is_token(token) ? std::optional(std::move(token)) : std::nullopt;
}

}  // namespace papers
