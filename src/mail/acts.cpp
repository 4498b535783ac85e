#include "mail/acts.h"

#include "mail/rules.h"
#include "mail/store.h"
#include "network/network.h"

#include <set>

namespace mail {
namespace {

base::Verdict addressees_are_right(const acts::Reader& now, const std::vector<Id<Person>>& to) {
    if (to.empty()) return base::wrong_field("to", "missing");
    if (to.size() > letter_addressees_max)
        return base::wrong_field("to", "too_many", {{"max", static_cast<std::int64_t>(letter_addressees_max)}});
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < to.size(); ++i) {
        const auto path = "to[" + std::to_string(i) + "]";
        if (!seen.insert(to[i].value).second) return base::wrong_field(path, "repeated");
        if (people::known(now.db(), to[i]) != people::Known::known) return base::wrong_field(path, "unknown_reference");
    }
    return base::granted();
}

std::string about_letter(Id<Letter> letter) { return "{\"letter\":" + std::to_string(letter.value) + "}"; }

}  // namespace

base::Verdict check(const acts::Reader& now, const SendLetter& letter) {
    if (auto right = addressees_are_right(now, letter.to); !right) return right;
    if (letter.subject_en && !letter.text_en) return base::wrong_field("text_en", "missing");
    if (letter.text_en && !letter.subject_en) return base::wrong_field("subject_en", "missing");
    if (!letter.meeting) return base::granted();
    const auto& meeting = *letter.meeting;
    const auto zone = meeting.zone ? meeting.zone->value : network::zone_of(now.db());
    return may_meet(meeting.first_day, meeting.first_time.value, meeting.last_day, meeting.last_time.value, zone);
}

void apply(acts::Effect& act, const SendLetter& letter) {
    const auto id = act.new_id<Letter>();
    const auto zone = letter.meeting && letter.meeting->zone ? letter.meeting->zone->value : network::zone_of(act.db());
    insert_letter(act.db(), id, act.number(), act.date(), letter, zone);
    std::int64_t ordinal = 0;
    for (const auto person : letter.to) {
        const Id<Message> message{act.send({std::string(letter_template), people::email_of(act.db(), person), about_letter(id)})};
        insert_addressee(act.db(), id, ++ordinal, message, person);
    }
    act.touches("letter", id);
    act.touches("letter");
}

base::Verdict check(const acts::Reader& now, const SendAgain& again) {
    const auto message = find_message(now.db(), again.message);
    if (!message) return base::wrong_field("message", "unknown_reference");
    if (message->again) return base::refused("mail.sent_again_before", {}, {{"message", message->again->value}});
    if (!message->outcome) return base::refused("mail.still_waiting");
    if (*message->outcome == Outcome::accepted && !message->bounced) return base::refused("mail.accepted_before");
    return people::must_be_known(now, message->person);
}

void apply(acts::Effect& act, const SendAgain& again) {
    const auto message = *find_message(act.db(), again.message);
    const auto to = message.letter ? people::email_of(act.db(), message.person) : message.recipient;
    const Id<Message> made{act.send({message.template_name, to, message.about})};
    insert_again(act.db(), again.message, made, act.number());
    if (message.letter) {
        insert_addressee(act.db(), *message.letter, message.ordinal, made, message.person);
        act.touches("letter", *message.letter);
    }
    act.touches("letter");
}

base::Verdict check(const acts::Reader& now, const ChooseLanguage& choose) { return people::must_be_known(now, choose.person); }

void apply(acts::Effect& act, const ChooseLanguage& choose) {
    set_language(act.db(), choose.person, choose.language);
    act.touches("person", *choose.person);
}

base::Verdict check(const acts::Reader& now, const RecordDelivery& record) {
    const auto message = find_message(now.db(), record.message);
    if (!message) return base::wrong_field("message", "unknown_reference");
    if (message->outcome) return base::refused("mail.recorded_before");
    return people::must_be_known(now, record.person);
}

void apply(acts::Effect& act, const RecordDelivery& record) {
    act.about(record.person);
    insert_delivery(act.db(), record, act.number());
    if (const auto letter = letter_of(act.db(), record.message)) act.touches("letter", *letter);
    act.touches("letter");
}

base::Verdict check(const acts::Reader& now, const RecordBounce& record) {
    const auto message = find_message(now.db(), record.message);
    if (!message) return base::wrong_field("message", "unknown_reference");
    if (message->bounced) return base::refused("mail.bounced_before");
    return people::must_be_known(now, record.person);
}

void apply(acts::Effect& act, const RecordBounce& record) {
    act.about(record.person);
    insert_bounce(act.db(), record, act.number());
    if (const auto letter = letter_of(act.db(), record.message)) act.touches("letter", *letter);
    act.touches("letter");
}

namespace {
// What this machine keeps of the servers' words may name the address: it goes with the person. A rebuild copies the rest.
void forget_erased(acts::Consequences& set_off, const people::ErasePerson& erase) { forget(set_off.now().db(), erase.person); }
}  // namespace

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<SendLetter>("mail.send_letter", 1, By::officer_or_consequence, Basis::optional);
    registry.add<SendAgain>("mail.send_again", 1, By::officer, Basis::none);
    registry.add<ChooseLanguage>("mail.choose_language", 1, By::officer_or_consequence, Basis::none);
    registry.add<RecordDelivery>("mail.record_delivery", 1, By::program, Basis::none);
    registry.add<RecordBounce>("mail.record_bounce", 1, By::program, Basis::none);
    registry.react<people::ErasePerson, forget_erased>();
}

std::string_view tables() {
    return
#include "src/mail/tables.sql.inc"
        ;
}

}  // namespace mail
