// The verbs of admission. Those of before the file had a life of its own keep their names: members.apply_for_membership, members.admit.
#pragma once
#include "admissions/admissions.h"

namespace admissions {

using members::Population;
using Pass = acts::Text<40>;

// A city asks to become a member: the council's deliberation attached, or the bureau's decision for an association; where there is no
// council, the supervising authority's favourable opinion. The letter to the President may follow.
struct ApplyForMembership {
    acts::Public<acts::Text<200>> name;
    acts::Public<acts::Country> country;
    acts::Public<std::optional<acts::Text<120>>> place;
    acts::Public<Kind> kind;
    acts::Public<std::optional<Population>> population;
    acts::Public<std::optional<acts::Text<200>>> population_from;
    acts::Public<std::optional<French>> french;
    acts::Public<std::optional<Authority>> authority;
    acts::Attachment deliberation;
    base::Date deliberation_date;
    std::optional<acts::Attachment> letter;
    std::optional<acts::Paragraphs<2000>> motivation;
    acts::Public<std::optional<acts::Text<120>>> titular_title;
    acts::Personal<std::optional<acts::Text<160>>> titular_name;
    acts::Personal<acts::Text<160>> contact_name;
    acts::Personal<acts::Email> contact_email;
    acts::Public<std::optional<Consent>> consent;
};
BOOST_DESCRIBE_STRUCT(ApplyForMembership, (),
                      (name, country, place, kind, population, population_from, french, authority, deliberation, deliberation_date, letter,
                       motivation, titular_title, titular_name, contact_name, contact_email, consent))

// Version 1: what was asked before the letter, the titular and the rest.
struct ApplyForMembership1 {
    acts::Public<acts::Text<200>> name;
    acts::Public<acts::Country> country;
    acts::Public<Kind> kind;
    acts::Public<std::optional<Population>> population;
    acts::Attachment deliberation;
    base::Date deliberation_date;
    std::optional<acts::Paragraphs<2000>> motivation;
    acts::Personal<acts::Text<160>> contact_name;
    acts::Personal<acts::Email> contact_email;
};
BOOST_DESCRIBE_STRUCT(ApplyForMembership1, (),
                      (name, country, kind, population, deliberation, deliberation_date, motivation, contact_name, contact_email))
ApplyForMembership since_1(const ApplyForMembership1&);

// By the link of a message that went to the contact's address.
struct ConfirmAddress {
    acts::Public<Id<Application>> application;
    Pass pass;
};
BOOST_DESCRIBE_STRUCT(ConfirmAddress, (), (application, pass))

struct AskPiece {
    acts::Public<Id<Application>> application;
    acts::Public<Piece> piece;
    acts::Public<std::optional<base::Date>> until;
    std::optional<acts::Paragraphs<1000>> words;  // to the applicant
};
BOOST_DESCRIBE_STRUCT(AskPiece, (), (application, piece, until, words))

// By the applicant, or by the secretariat for what came on paper.
struct AddPiece {
    acts::Public<Id<Application>> application;
    acts::Public<Piece> piece;
    std::optional<acts::Attachment> file;
    std::optional<acts::Paragraphs<2000>> words;
    Pass pass;
};
BOOST_DESCRIBE_STRUCT(AddPiece, (), (application, piece, file, words, pass))

struct FindComplete {
    acts::Public<Id<Application>> application;
};
BOOST_DESCRIBE_STRUCT(FindComplete, (), (application))

struct AskOpinion {
    acts::Public<Id<Application>> application;
    acts::Public<base::Date> until;  // the last day
};
BOOST_DESCRIBE_STRUCT(AskOpinion, (), (application, until))

struct SettleOpinion {
    acts::Public<Id<Application>> application;
    Opinion opinion;
    acts::Public<base::Date> on;
    std::optional<acts::Attachment> file;
    std::optional<acts::Paragraphs<2000>> words;
};
BOOST_DESCRIBE_STRUCT(SettleOpinion, (), (application, opinion, on, file, words))

// The Bureau has examined the file: by a recorded decision of it (the basis), or as its minutes say.
struct Examine {
    acts::Public<Id<Application>> application;
    Advice advice;
    acts::Public<base::Date> on;
    std::optional<acts::Paragraphs<2000>> words;
};
BOOST_DESCRIBE_STRUCT(Examine, (), (application, advice, on, words))

struct MakeReady {
    acts::Public<Id<Application>> application;
    acts::Public<std::optional<base::Date>> session;  // the Assembly's, where its day is known
};
BOOST_DESCRIBE_STRUCT(MakeReady, (), (application, session))

// By no one's hand: the effect of a decision.
struct AdmitMember {
    acts::Public<Id<Application>> application;
    acts::Public<base::Date> since;  // the day of the decision
};
BOOST_DESCRIBE_STRUCT(AdmitMember, (), (application, since))

// By no one's hand: the Assembly did not adopt the admission.
struct Reject {
    acts::Public<Id<Application>> application;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(Reject, (), (application, on))

// By no one's hand: the decision that rejected it was annulled.
struct Reopen {
    acts::Public<Id<Application>> application;
};
BOOST_DESCRIBE_STRUCT(Reopen, (), (application))

struct Withdraw {
    acts::Public<Id<Application>> application;
    std::optional<acts::Paragraphs<1000>> reason;
    Pass pass;
};
BOOST_DESCRIBE_STRUCT(Withdraw, (), (application, reason, pass))

enum class CloseReason { lapsed, duplicate };
BOOST_DESCRIBE_ENUM(CloseReason, lapsed, duplicate)
// The file is given up after nobody answered, or says the same as another.
struct Close {
    acts::Public<Id<Application>> application;
    acts::Public<CloseReason> reason;
    acts::Public<std::optional<Id<Application>>> duplicate_of;
    std::optional<acts::Paragraphs<1000>> words;
};
BOOST_DESCRIBE_STRUCT(Close, (), (application, reason, duplicate_of, words))

base::Verdict check(const acts::Reader&, const ApplyForMembership&);
void apply(acts::Effect&, const ApplyForMembership&);
base::Verdict check(const acts::Reader&, const ConfirmAddress&);
void apply(acts::Effect&, const ConfirmAddress&);
base::Verdict check(const acts::Reader&, const AskPiece&);
void apply(acts::Effect&, const AskPiece&);
base::Verdict check(const acts::Reader&, const AddPiece&);
void apply(acts::Effect&, const AddPiece&);
base::Verdict check(const acts::Reader&, const FindComplete&);
void apply(acts::Effect&, const FindComplete&);
base::Verdict check(const acts::Reader&, const AskOpinion&);
void apply(acts::Effect&, const AskOpinion&);
base::Verdict check(const acts::Reader&, const SettleOpinion&);
void apply(acts::Effect&, const SettleOpinion&);
base::Verdict check(const acts::Reader&, const Examine&);
void apply(acts::Effect&, const Examine&);
base::Verdict check(const acts::Reader&, const MakeReady&);
void apply(acts::Effect&, const MakeReady&);
base::Verdict check(const acts::Reader&, const AdmitMember&);
void apply(acts::Effect&, const AdmitMember&);
base::Verdict check(const acts::Reader&, const Reject&);
void apply(acts::Effect&, const Reject&);
base::Verdict check(const acts::Reader&, const Reopen&);
void apply(acts::Effect&, const Reopen&);
base::Verdict check(const acts::Reader&, const Withdraw&);
void apply(acts::Effect&, const Withdraw&);
base::Verdict check(const acts::Reader&, const Close&);
void apply(acts::Effect&, const Close&);

}  // namespace admissions
