// The verbs of the newsletter.
#pragma once
#include "newsletter/newsletter.h"

namespace newsletter {

// By the program alone, once the address has been confirmed by the link sent to it.
struct Subscribe {
    acts::Personal<acts::Email> address;
    acts::Public<WrittenIn> language;
};
BOOST_DESCRIBE_STRUCT(Subscribe, (), (address, language))

// By the program alone: the subscriber followed the link of a letter.
struct Unsubscribe {
    acts::Public<Id<Person>> person;
};
BOOST_DESCRIBE_STRUCT(Unsubscribe, (), (person))

// A letter came back, the person was erased, or the secretariat ends it.
struct EndSubscription {
    acts::Public<Id<Person>> person;
    acts::Public<EndReason> reason;
};
BOOST_DESCRIBE_STRUCT(EndSubscription, (), (person, reason))

// One issue to all subscribers, each in their language: letters of src/mail, so that each has its proof. What it says is public.
struct SendIssue {
    acts::Public<acts::Text<150>> subject_fr;
    acts::Public<acts::Paragraphs<10'000>> text_fr;
    acts::Public<std::optional<acts::Text<150>>> subject_en;  // with text_en, or neither: then everybody gets French
    acts::Public<std::optional<acts::Paragraphs<10'000>>> text_en;
};
BOOST_DESCRIBE_STRUCT(SendIssue, (), (subject_fr, text_fr, subject_en, text_en))

base::Verdict check(const acts::Reader&, const Subscribe&);
void apply(acts::Effect&, const Subscribe&);
base::Verdict check(const acts::Reader&, const Unsubscribe&);
void apply(acts::Effect&, const Unsubscribe&);
base::Verdict check(const acts::Reader&, const EndSubscription&);
void apply(acts::Effect&, const EndSubscription&);
base::Verdict check(const acts::Reader&, const SendIssue&);
void apply(acts::Effect&, const SendIssue&);

// As whom the program says what a subscriber did.
inline const acts::Actor program{"newsletter", acts::Role::program, "newsletter"};

}  // namespace newsletter
