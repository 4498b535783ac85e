// The door: messages to people, what became of each, and the letters of the secretariat.
#pragma once
#include "acts/writer.h"
#include "base/language.h"
#include "people/people.h"

namespace mail {
struct Letter;
struct Message;  // tag: a row of `outbox`
}  // namespace mail
template <>
inline constexpr std::string_view acts::thing<mail::Letter> = "letter";
template <>
inline constexpr std::string_view acts::thing<mail::Message> = "message";

namespace mail {

using base::Id, base::Person;

// What became of a message, for ever.
enum class Outcome {
    accepted,    // the server took charge of it
    refused,     // the server never will
    unknown,     // perhaps taken: the connection or the program broke off after the message was given; it is not given again by itself
    given_up,    // refused for now as often as papers::retry_at allows
    no_address,  // the person has none, or none a server can carry
    not_written  // it could not be made: the reply says why
};
BOOST_DESCRIBE_ENUM(Outcome, accepted, refused, unknown, given_up, no_address, not_written)

enum class LetterForm {
    message,  // the text in the mail itself
    letter    // and as a PDF on the network's paper
};
BOOST_DESCRIBE_ENUM(LetterForm, message, letter)

// In which language somebody is written to; French until it is stated.
enum class ReaderLanguage { fr, en };
BOOST_DESCRIBE_ENUM(ReaderLanguage, fr, en)

constexpr std::size_t letter_addressees_max = 900;
static_assert(letter_addressees_max <= acts::mails_max);

// ---- what comes back ----

constexpr std::size_t bounce_bytes_max = 20'000'000;  // what can be read of one (papers/mime_reader.h)

struct KnownBounce {
    std::vector<acts::Submission> messages;  // mail.record_bounce, at most one
    bool told_before = false;                // the message it is about is known to have come back
};
// What a message of mail says of one of ours. It counts only when the address it came to holds the token of a message, which nobody can
// compute who was not sent that message: any number of forged reports changes nothing. Of many for one message the first counts.
KnownBounce read_bounce(store::Db&, std::string_view bytes);

base::Language language_of(store::Db&, Id<Person>);  // in which they are written to

// Whether the last message to the address this person has now was refused for ever or came back so. An address that is stated anew is
// another one.
bool comes_back(store::Db&, Id<Person>);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace mail
