// The SQL of mail.
#pragma once
#include <map>
#include "base/language.h"
#include "mail/acts.h"

namespace mail {

constexpr std::string_view letter_template = "letter";

// ---- what acts write and ask ----
void insert_letter(store::Db&, Id<Letter>, base::Id<acts::Act>, base::Date day, const SendLetter&, const std::string& zone);
void insert_addressee(store::Db&, Id<Letter>, std::int64_t ordinal, Id<Message>, Id<Person>);
void insert_delivery(store::Db&, const RecordDelivery&, base::Id<acts::Act>);
void insert_bounce(store::Db&, const RecordBounce&, base::Id<acts::Act>);
void insert_again(store::Db&, Id<Message>, Id<Message> again, base::Id<acts::Act>);
void set_language(store::Db&, Id<Person>, ReaderLanguage);

struct KnownMessage {
    Id<Message> id;
    std::string template_name, about;
    acts::Handle recipient;
    std::optional<Outcome> outcome;
    bool bounced = false;
    std::optional<Id<Message>> again;  // the message sent instead
    std::optional<Id<Letter>> letter;
    std::int64_t ordinal = 0;  // of the addressee of a letter
    Id<Person> person;         // of a letter, or once there is an outcome; else none
};
std::optional<KnownMessage> find_message(store::Db&, Id<Message>);
std::optional<Id<Letter>> letter_of(store::Db&, Id<Message>);
void forget(store::Db&, Id<Person>);  // what local tables keep of them

// ---- what the worker asks ----

// Messages without an outcome whose turn has come, from `from` on, oldest first. Those of erased persons are never among them.
std::vector<Id<Message>> due_messages(store::Db&, std::int64_t from, std::int64_t now_us, std::int64_t later_max_us, std::int64_t most);
// From `from` on, the oldest without an outcome; where the next one will be when all have one.
std::int64_t first_open_message(store::Db&, std::int64_t from);
std::vector<Id<Message>> interrupted_messages(store::Db&);  // state "sending", without an outcome

// A message with what it takes to write it.
struct Outgoing {
    Id<Message> id;
    std::string template_name, about;
    Id<Person> person;
    std::string address, name;  // may be empty
    base::Language language = base::Language::fr;
    int attempts = 0;  // that were refused for now
};
std::optional<Outgoing> find_outgoing(store::Db&, Id<Message>);  // nothing: none such, or its person is erased

bool mark_sending(store::Db&, const Outgoing&);  // false: somebody else is sending it, or it has an outcome
void mark_waiting(store::Db&, const Outgoing&, int attempts, std::int64_t next_us, const std::string& reply);
void unmark(store::Db&, Id<Message>);

struct KnownLetter {
    Id<Letter> id;
    base::Id<acts::Act> number;
    base::Date day;
    LetterForm form{};
    std::string subject_fr, text_fr, subject_en, text_en;  // English may be empty
    std::optional<Meeting> meeting;                        // with its zone
    const std::string& subject(base::Language language) const {
        return language == base::Language::en && !text_en.empty() ? subject_en : subject_fr;
    }
    const std::string& text(base::Language language) const {
        return language == base::Language::en && !text_en.empty() ? text_en : text_fr;
    }
    base::Language written_in(base::Language language) const { return text_en.empty() ? base::Language::fr : language; }
};
std::optional<KnownLetter> find_letter(store::Db&, Id<Letter>);

// People who can be written to: they have an address and are not erased.
struct Reachable {
    std::string name, address;
};
std::map<std::int64_t, Reachable> reachable_people(store::Db&);  // by number

// ---- what pages ask ----

// How many of the addressees, by the last message to each. Their sum is `all`, less those who were erased before it left.
struct Tally {
    std::int64_t all = 0, sent = 0, waiting = 0, refused = 0, bounced = 0, unknown = 0, erased = 0;
};
struct LetterLine {
    KnownLetter letter;  // without texts
    Tally tally;
};
std::int64_t count_letters(store::Db&);
std::vector<LetterLine> list_letters(store::Db&, std::int64_t offset, std::int64_t most);  // newest first
Tally tally_of(store::Db&, Id<Letter>);

enum class State { waiting, sending, accepted, refused, unknown, given_up, no_address, not_written, bounced, erased };
BOOST_DESCRIBE_ENUM(State, waiting, sending, accepted, refused, unknown, given_up, no_address, not_written, bounced, erased)

struct MessageLine {
    Id<Message> id;
    std::string template_name;
    std::int64_t ordinal = 0;
    Id<Person> person;
    std::optional<std::string> name, address;  // nothing: erased, or none
    State state{};
    std::optional<std::int64_t> at_us;          // of the outcome
    std::string reply;                          // the server's last words; of a bounce, its diagnostic
    std::optional<base::Id<acts::Act>> number;  // of the outcome, or of the bounce
    int attempts = 0;                           // refused for now
    std::optional<std::int64_t> next_us;
    std::optional<Id<Message>> again;  // sent again as
    bool may_send_again() const {
        return !again && (state == State::refused || state == State::unknown || state == State::given_up || state == State::no_address ||
                          state == State::not_written || state == State::bounced);
    }
};
std::vector<MessageLine> messages_of(store::Db&, Id<Letter>, std::int64_t offset, std::int64_t most);  // by addressee, oldest first
std::int64_t count_messages_of(store::Db&, Id<Letter>);
std::vector<MessageLine> notices(store::Db&, std::int64_t offset, std::int64_t most);  // all that are no letters, newest first
std::int64_t count_notices(store::Db&);

// ---- the secret that ties a bounce to its message (local_key) ----
std::string mail_key(store::Db&);  // made when there is none: needs a writing connection the first time
std::optional<std::string> known_mail_key(store::Db&);
void keep_bounce_address(store::Db&, const std::string&);
std::optional<std::string> bounce_address(store::Db&);

}  // namespace mail
