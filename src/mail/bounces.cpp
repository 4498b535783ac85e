#include "mail/compose.h"
#include "papers/bounce.h"

#include <algorithm>

namespace mail {
namespace {

std::optional<Id<Message>> message_of(store::Db& db, const papers::Bounce& bounce) {
    const auto key = known_mail_key(db);
    const auto kept = bounce_address(db);
    const auto base = papers::Address::parse(kept.value_or(""));
    if (!key || !base) return {};  // nothing ever left from here
    for (const auto& address : bounce.came_to)
        if (const auto token = papers::verp_token(address, *base))
            if (const auto id = message_of_token(*key, *token)) return id;
    return {};
}

}  // namespace

KnownBounce read_bounce(store::Db& db, std::string_view bytes) {
    const auto bounce = papers::read_bounce(bytes);
    if (!bounce) return {};
    const auto failed = std::ranges::find(bounce->recipients, papers::ReportedAction::failed, &papers::RecipientReport::action);
    if (failed == bounce->recipients.end()) return {};  // late, relayed: it may still arrive
    const auto id = message_of(db, *bounce);
    const auto message = id ? find_message(db, *id) : std::nullopt;
    if (!message) return {};
    if (message->bounced) return {{}, true};
    const auto person = find_outgoing(db, *id);
    if (!person) return {};  // erased
    const auto text = [](std::string_view name, const std::string& value) {
        return value.empty() ? std::string() : ",\"" + std::string(name) + "\":" + acts::json_text(value);
    };
    const auto json = "{\"message\":" + std::to_string(id->value) + ",\"person\":" + std::to_string(person->person.value) +
                      text("status", failed->status) + text("diagnostic", failed->diagnostic) + "}";
    return {{{program, "mail.record_bounce", json, "bounce:" + std::to_string(id->value), ""}}, false};
}

}  // namespace mail
