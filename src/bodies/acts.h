// The verbs of bodies. A mandate stands on a decision; what only a source says is recorded with that source as its basis, and what a
// source says of somebody on a day is an attestation: never a mandate.
#pragma once
#include "assembly/assembly.h"
#include "bodies/bodies.h"

namespace bodies {

using Seats = acts::Integer<1, 10'000>;
using Rank = acts::Integer<1, 999>;  // 1 comes first

struct CreateBody {
    acts::Public<BodyKind> kind;
    acts::Public<acts::Text<200>> name_fr, name_en;
    acts::Public<std::optional<acts::Paragraphs<1000>>> purpose_fr, purpose_en;
    acts::Public<std::optional<PartialDate>> created;  // absent: not known
};
BOOST_DESCRIBE_STRUCT(CreateBody, (), (kind, name_fr, name_en, purpose_fr, purpose_en, created))

// What is given replaces what was known; what is left out becomes unknown. `seen` is the last act its author had seen.
struct CorrectBody {
    acts::Public<Id<Body>> body;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<acts::Text<200>> name_fr, name_en;
    acts::Public<std::optional<acts::Paragraphs<1000>>> purpose_fr, purpose_en;
    acts::Public<std::optional<PartialDate>> created;
};
BOOST_DESCRIBE_STRUCT(CorrectBody, (), (body, seen, name_fr, name_en, purpose_fr, purpose_en, created))

// Its mandates end with it.
struct EndBody {
    acts::Public<Id<Body>> body;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(EndBody, (), (body, on))

// From that day the body has so many seats, or one of its offices; ex officio and honorary ones are beside those of the body.
// On a source's word: it had so many on that day.
struct SetSize {
    acts::Public<Id<Body>> body;
    acts::Public<std::optional<Id<Office>>> office;
    acts::Public<Seats> seats;
    acts::Public<PartialDate> from;
};
BOOST_DESCRIBE_STRUCT(SetSize, (), (body, office, seats, from))

struct DefineOffice {
    acts::Public<Id<Body>> body;
    acts::Public<acts::Text<200>> name_fr, name_en;
    acts::Public<Rank> rank;
    acts::Public<Way> way;
    acts::Public<Holder> holder;
};
BOOST_DESCRIBE_STRUCT(DefineOffice, (), (body, name_fr, name_en, rank, way, holder))

struct CorrectOffice {
    acts::Public<Id<Office>> office;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<acts::Text<200>> name_fr, name_en;
    acts::Public<Rank> rank;
    acts::Public<Way> way;
    acts::Public<Holder> holder;
};
BOOST_DESCRIBE_STRUCT(CorrectOffice, (), (office, seen, name_fr, name_en, rank, way, holder))

// What ends without a decision, or on a source's word.
enum class Ended { term, lost_office, death, resignation, removal, not_stated };
BOOST_DESCRIBE_ENUM(Ended, term, lost_office, death, resignation, removal, not_stated)

// A person takes an office, for a city where the office is a city's.
struct OpenMandate {
    acts::Public<Id<Office>> office;
    acts::Public<std::optional<Id<Member>>> member;
    acts::Public<Id<Person>> person;
    acts::Public<Beginning> begins;
    acts::Public<std::optional<Id<Mandate>>> replaces;  // whose place it takes; an interim: for whom it is held
    acts::Public<PartialDate> from;
    acts::Public<std::optional<PartialDate>> until;  // of one that is over when it is recorded
    acts::Public<std::optional<Ended>> reason;
    acts::Public<std::optional<Gender>> gender;  // as the person wants it counted
};
BOOST_DESCRIBE_STRUCT(OpenMandate, (), (office, member, person, begins, replaces, from, until, reason, gender))

// Again: its end was recorded wrongly, by the same act, or what had ended it was annulled.
struct EndMandate {
    acts::Public<Id<Mandate>> mandate;
    acts::Public<PartialDate> until;
    acts::Public<Ended> reason;
};
BOOST_DESCRIBE_STRUCT(EndMandate, (), (mandate, until, reason))

// By no one's hand: a decision is carried out, another is annulled, a member has left.
struct CloseMandate {
    acts::Public<Id<Mandate>> mandate;
    acts::Public<PartialDate> until;
    acts::Public<Ending> reason;
};
BOOST_DESCRIBE_STRUCT(CloseMandate, (), (mandate, until, reason))

// By no one's hand: the holder is no longer the mayor; what follows is left to the next Bureau, or to the Secretariat when no rule says.
struct NoteLostOffice {
    acts::Public<Id<Mandate>> mandate;
    acts::Public<base::Date> on;
    acts::Public<std::optional<AfterLoss>> rule;  // absent: it is not set
};
BOOST_DESCRIBE_STRUCT(NoteLostOffice, (), (mandate, on, rule))

// The mandate goes on although the mayoralty was lost, or flagged as lost; or its end was recorded by mistake.
struct KeepMandate {
    acts::Public<Id<Mandate>> mandate;
};
BOOST_DESCRIBE_STRUCT(KeepMandate, (), (mandate))

// By no one's hand: the member has left the association. Every mandate, suspension and place in a group that it had ends that day.
struct EndMandatesOfMember {
    acts::Public<Id<Member>> member;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(EndMandatesOfMember, (), (member, on))

// By no one's hand: the decision that ended it is annulled. It goes on, unless its place has been taken meanwhile: then its end is to be
// established.
enum class Resumed { goes_on, to_establish };
BOOST_DESCRIBE_ENUM(Resumed, goes_on, to_establish)
struct ResumeMandate {
    acts::Public<Id<Mandate>> mandate;
    acts::Public<Resumed> resumed;
};
BOOST_DESCRIBE_STRUCT(ResumeMandate, (), (mandate, resumed))

// The Bureau answers: adopted, the resignation is accepted and the mandate ends; rejected, it goes on.
struct OfferResignation {
    acts::Public<Id<Mandate>> mandate;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(OfferResignation, (), (mandate, on))
struct WithdrawResignation {
    acts::Public<Id<Mandate>> mandate;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(WithdrawResignation, (), (mandate, on))
struct RefuseResignation {  // by no one's hand
    acts::Public<Id<Mandate>> mandate;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(RefuseResignation, (), (mandate, on))

// A city does not sit in a body for a time; it remains a member, and its mandates go on.
struct SuspendSeat {
    acts::Public<Id<Body>> body;
    acts::Public<Id<Member>> member;
    acts::Public<PartialDate> from;
    acts::Public<std::optional<acts::Paragraphs<1000>>> note_fr, note_en;
};
BOOST_DESCRIBE_STRUCT(SuspendSeat, (), (body, member, from, note_fr, note_en))
struct LiftSuspension {
    acts::Public<Id<Suspension>> suspension;
    acts::Public<PartialDate> until;
};
BOOST_DESCRIBE_STRUCT(LiftSuspension, (), (suspension, until))

// A source, the basis of the act, shows somebody in an office: on a day, or from one to another when it says both. Of public offices long
// past, the holder is named as the source names them; a living person who is registered goes by their number.
struct RecordAttestation {
    acts::Public<Id<Office>> office;
    acts::Public<std::optional<acts::Text<160>>> holder;
    acts::Public<std::optional<acts::Text<160>>> spelling;
    acts::Public<std::optional<Id<Person>>> person;
    acts::Public<std::optional<Id<Member>>> member;
    acts::Public<std::optional<acts::Text<200>>> place;
    acts::Public<std::optional<acts::Text<200>>> words;
    acts::Public<Said> said;
    acts::Public<PartialDate> from;
    acts::Public<std::optional<PartialDate>> until;
    acts::Public<std::optional<UntilIs>> until_is;
    acts::Public<sources::Confidence> confidence;
    acts::Public<std::optional<acts::Paragraphs<1000>>> note_fr, note_en;
    acts::Public<std::optional<Id<Attestation>>> differs_from;  // another source says something else
};
BOOST_DESCRIBE_STRUCT(RecordAttestation, (),
                      (office, holder, spelling, person, member, place, words, said, from, until, until_is, confidence, note_fr, note_en,
                       differs_from))

// It was recorded wrongly; another takes its place, or none.
struct WithdrawAttestation {
    acts::Public<Id<Attestation>> attestation;
    acts::Public<acts::Text<300>> reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawAttestation, (), (attestation, reason))

// A city takes part in a commission, a group or a jury, or carries it as its relay metropolis: the one before ends that day.
struct AddMember {
    acts::Public<Id<Body>> body;
    acts::Public<Id<Member>> member;
    acts::Public<Part> part;
    acts::Public<PartialDate> from;
};
BOOST_DESCRIBE_STRUCT(AddMember, (), (body, member, part, from))
struct RemoveMember {
    acts::Public<Id<Belonging>> belonging;
    acts::Public<PartialDate> until;
};
BOOST_DESCRIBE_STRUCT(RemoveMember, (), (belonging, until))

base::Verdict check(const acts::Reader&, const CreateBody&);
void apply(acts::Effect&, const CreateBody&);
base::Verdict check(const acts::Reader&, const CorrectBody&);
void apply(acts::Effect&, const CorrectBody&);
base::Verdict check(const acts::Reader&, const EndBody&);
void apply(acts::Effect&, const EndBody&);
base::Verdict check(const acts::Reader&, const SetSize&);
void apply(acts::Effect&, const SetSize&);
base::Verdict check(const acts::Reader&, const DefineOffice&);
void apply(acts::Effect&, const DefineOffice&);
base::Verdict check(const acts::Reader&, const CorrectOffice&);
void apply(acts::Effect&, const CorrectOffice&);
base::Verdict check(const acts::Reader&, const OpenMandate&);
void apply(acts::Effect&, const OpenMandate&);
base::Verdict check(const acts::Reader&, const EndMandate&);
void apply(acts::Effect&, const EndMandate&);
base::Verdict check(const acts::Reader&, const CloseMandate&);
void apply(acts::Effect&, const CloseMandate&);
base::Verdict check(const acts::Reader&, const NoteLostOffice&);
void apply(acts::Effect&, const NoteLostOffice&);
base::Verdict check(const acts::Reader&, const KeepMandate&);
void apply(acts::Effect&, const KeepMandate&);
base::Verdict check(const acts::Reader&, const ResumeMandate&);
void apply(acts::Effect&, const ResumeMandate&);
base::Verdict check(const acts::Reader&, const EndMandatesOfMember&);
void apply(acts::Effect&, const EndMandatesOfMember&);
base::Verdict check(const acts::Reader&, const OfferResignation&);
void apply(acts::Effect&, const OfferResignation&);
base::Verdict check(const acts::Reader&, const WithdrawResignation&);
void apply(acts::Effect&, const WithdrawResignation&);
base::Verdict check(const acts::Reader&, const RefuseResignation&);
void apply(acts::Effect&, const RefuseResignation&);
base::Verdict check(const acts::Reader&, const SuspendSeat&);
void apply(acts::Effect&, const SuspendSeat&);
base::Verdict check(const acts::Reader&, const LiftSuspension&);
void apply(acts::Effect&, const LiftSuspension&);
base::Verdict check(const acts::Reader&, const RecordAttestation&);
void apply(acts::Effect&, const RecordAttestation&);
base::Verdict check(const acts::Reader&, const WithdrawAttestation&);
void apply(acts::Effect&, const WithdrawAttestation&);
base::Verdict check(const acts::Reader&, const AddMember&);
void apply(acts::Effect&, const AddMember&);
base::Verdict check(const acts::Reader&, const RemoveMember&);
void apply(acts::Effect&, const RemoveMember&);

}  // namespace bodies
