// The verbs of mail.
#pragma once
#include "mail/mail.h"

namespace mail {

struct Meeting {
    acts::Text<300> place;
    base::Date first_day;
    acts::Text<5> first_time;  // what clocks show there: "14:30"
    base::Date last_day;
    acts::Text<5> last_time;             // the end, not in
    std::optional<acts::Text<60>> zone;  // IANA: "Africa/Dakar"; absent: the network's
    bool operator==(const Meeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(Meeting, (), (place, first_day, first_time, last_day, last_time, zone))

// A letter to each of these persons: nothing of it is public but that it was sent.
struct SendLetter {
    std::vector<Id<Person>> to;  // at most letter_addressees_max, each once
    acts::Text<150> subject_fr;
    acts::Paragraphs<10'000> text_fr;
    std::optional<acts::Text<150>> subject_en;  // with text_en, or neither: then everybody gets French
    std::optional<acts::Paragraphs<10'000>> text_en;
    LetterForm sent_as{};
    std::optional<Meeting> meeting;  // goes along as a calendar file
};
BOOST_DESCRIBE_STRUCT(SendLetter, (), (to, subject_fr, text_fr, subject_en, text_en, sent_as, meeting))

// One more message instead of one that did not arrive, or perhaps did not: the officer takes it on themself that it may come twice.
struct SendAgain {
    acts::Public<Id<Message>> message;
};
BOOST_DESCRIBE_STRUCT(SendAgain, (), (message))

struct ChooseLanguage {
    acts::Public<Id<Person>> person;
    acts::Public<ReaderLanguage> language;
};
BOOST_DESCRIBE_STRUCT(ChooseLanguage, (), (person, language))

// By the program alone: what the server said of a message.
struct RecordDelivery {
    acts::Public<Id<Message>> message;
    acts::Public<Outcome> outcome;
    acts::Public<acts::Integer<0, 9'007'199'254'740'991>> at;      // microseconds since 1970, UTC
    Id<Person> person;                                             // the addressee
    acts::Personal<std::optional<acts::Paragraphs<2'000>>> reply;  // the server's last words: they may name the address
};
BOOST_DESCRIBE_STRUCT(RecordDelivery, (), (message, outcome, at, person, reply))

// By the program alone: a report came back that a message could not be delivered after all (RFC 3464).
struct RecordBounce {
    acts::Public<Id<Message>> message;
    acts::Public<std::optional<acts::Text<20>>> status;  // "5.1.1" (RFC 3463)
    Id<Person> person;
    acts::Personal<std::optional<acts::Text<1'000>>> diagnostic;
};
BOOST_DESCRIBE_STRUCT(RecordBounce, (), (message, status, person, diagnostic))

base::Verdict check(const acts::Reader&, const SendLetter&);
void apply(acts::Effect&, const SendLetter&);
base::Verdict check(const acts::Reader&, const SendAgain&);
void apply(acts::Effect&, const SendAgain&);
base::Verdict check(const acts::Reader&, const ChooseLanguage&);
void apply(acts::Effect&, const ChooseLanguage&);
base::Verdict check(const acts::Reader&, const RecordDelivery&);
void apply(acts::Effect&, const RecordDelivery&);
base::Verdict check(const acts::Reader&, const RecordBounce&);
void apply(acts::Effect&, const RecordBounce&);

// As whom the program says what it did.
inline const acts::Actor program{"mail", acts::Role::program, "mail"};

}  // namespace mail
