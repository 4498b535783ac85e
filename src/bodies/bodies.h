// The door: the bodies of the association, their offices, who holds them, and what sources say of who held them.
#pragma once
#include "base/language.h"
#include "members/members.h"

namespace bodies {
struct Body;
struct Office;
struct SeatCount;
struct Mandate;
struct Resignation;
struct Attestation;
struct Belonging;
struct Suspension;
}  // namespace bodies
template <>
inline constexpr std::string_view acts::thing<bodies::Body> = "body";
template <>
inline constexpr std::string_view acts::thing<bodies::Office> = "office";
template <>
inline constexpr std::string_view acts::thing<bodies::Mandate> = "mandate";
template <>
inline constexpr std::string_view acts::thing<bodies::Attestation> = "attestation";
template <>
inline constexpr std::string_view acts::thing<bodies::Belonging> = "belonging";
template <>
inline constexpr std::string_view acts::thing<bodies::Suspension> = "seat_suspension";

namespace bodies {

using base::Id, base::PartialDate, base::Person;
using members::Member, sources::Source;

enum class BodyKind { general_assembly, bureau, secretariat, commission, advocacy_group, jury };
BOOST_DESCRIBE_ENUM(BodyKind, general_assembly, bureau, secretariat, commission, advocacy_group, jury)
// How one comes to an office. Ex officio and honorary ones are beside the number of seats of their body.
enum class Way { elected, appointed, ex_officio, honorary };
BOOST_DESCRIBE_ENUM(Way, elected, appointed, ex_officio, honorary)
// Who may hold an office: « siègent les Maires en titre », or anybody.
enum class Holder { sitting_mayor, anyone };
BOOST_DESCRIBE_ENUM(Holder, sitting_mayor, anyone)
enum class Beginning { election, appointment, ex_officio, interim, replacement, honour };
BOOST_DESCRIBE_ENUM(Beginning, election, appointment, ex_officio, interim, replacement, honour)
enum class Ending { term, resignation, removal, lost_office, death, member_left, annulled, body_ended, replaced, not_stated };
BOOST_DESCRIBE_ENUM(Ending, term, resignation, removal, lost_office, death, member_left, annulled, body_ended, replaced, not_stated)
enum class Gender { woman, man, other };  // as the act that opens the mandate states it; never derived
BOOST_DESCRIBE_ENUM(Gender, woman, man, other)
enum class Answer { accepted, refused, withdrawn };  // to a resignation
BOOST_DESCRIBE_ENUM(Answer, accepted, refused, withdrawn)
enum class Part { member, relay };
BOOST_DESCRIBE_ENUM(Part, member, relay)
// What a source says happened, beyond being in office.
enum class Said { in_office, elected, reelected, leaving, honoured, resignation_refused };
BOOST_DESCRIBE_ENUM(Said, in_office, elected, reelected, leaving, honoured, resignation_refused)
enum class UntilIs { stated, announced };  // announced: said before it came
BOOST_DESCRIBE_ENUM(UntilIs, stated, announced)

// What happens when the holder of an office for sitting mayors loses the mayoralty: what the article on terms says of it (statutes::Term).
// Not set: the loss is only flagged, « à constater ».
enum class AfterLoss { goes_on, ends_at_once, ends_at_next_bureau };
BOOST_DESCRIBE_ENUM(AfterLoss, goes_on, ends_at_once, ends_at_next_bureau)

struct ShownBody {
    Id<Body> id;
    BodyKind kind{};
    std::string name_fr, name_en, purpose_fr, purpose_en;
    std::optional<PartialDate> created;
    std::optional<base::Date> ended;
    std::string basis;
    Id<acts::Act> changed_by;
    const std::string& name(base::Language language) const { return language == base::Language::fr ? name_fr : name_en; }
    bool stands_on(base::Date day) const {
        return (!created || !created->earliest() || *created->earliest() <= day) && (!ended || day < *ended);
    }
};
struct ShownOffice {
    Id<Office> id;
    Id<Body> body;
    std::string name_fr, name_en;
    std::int64_t rank = 0;
    Way way{};
    Holder holder{};
    std::string basis;
    Id<acts::Act> changed_by;
    const std::string& name(base::Language language) const { return language == base::Language::fr ? name_fr : name_en; }
};
struct ShownSeatCount {
    Id<Office> office;  // none: of the body
    std::int64_t seats = 0;
    PartialDate from;
    std::string basis;
    std::optional<base::Date> first_day() const { return from.earliest() ? from.earliest() : from.latest(); }
    bool attested() const { return basis.starts_with("source:"); }  // that many on that day; since when is not said
};
struct ShownMandate {
    Id<Mandate> id;
    Id<Office> office;
    Id<Body> body;
    std::optional<Id<Member>> member;
    std::string member_name, country;  // empty without a member
    std::optional<std::int64_t> population;
    Id<Person> person;
    std::optional<std::string> name;  // nothing: erased, or read without names
    std::optional<Gender> gender;
    Beginning begins{};
    std::optional<Id<Mandate>> replaces;
    PartialDate from;
    std::optional<base::Date> term_ends;  // expected, by the rule of the day it began: nothing ends by the clock
    std::optional<PartialDate> until;
    std::optional<Ending> reason;
    std::optional<Id<acts::Act>> ended_by;
    std::optional<base::Date> lost_on;    // the mayoralty was lost that day, and the mandate has not ended by that
    std::optional<AfterLoss> after_loss;  // what the rule says then; nothing: it is not set
    std::string basis;
    bool ended_by_hand = false;                    // by an act of its own, or recorded with its end
    std::optional<Id<acts::Act>> end_annulled_by;  // what ended it was annulled, and it cannot simply go on: its place was taken
    // Of one that has ended: whether its end may be stated again. No decision, no other mandate and no departure brought it; or what had
    // brought it was annulled.
    bool may_end_anew() const { return ended_by_hand || end_annulled_by; }
};
struct ShownResignation {
    Id<Resignation> id;
    Id<Mandate> mandate;
    base::Date offered;
    std::optional<Answer> answer;  // nothing yet
    std::optional<base::Date> answered;
    std::string basis;  // of the answer; of the offer while there is none
};
struct ShownAttestation {
    Id<Attestation> id;
    Id<Office> office;
    Id<Body> body;
    std::string holder;    // as the source names them; empty when a person is registered
    std::string spelling;  // the source's own, where it is another; may be empty
    std::optional<Id<Person>> person;
    std::optional<std::string> person_name;  // nothing: erased
    std::optional<Id<Member>> member;
    std::string member_name, country, place;  // place: what the source says instead of a member
    std::optional<std::int64_t> population;
    std::string words;  // the office as the source calls it; may be empty
    Said said{};
    PartialDate from;                  // the day, or the beginning of what the source says
    std::optional<PartialDate> until;  // nothing: that day, and no interval
    std::optional<UntilIs> until_is;
    sources::Confidence confidence{};
    std::string note_fr, note_en;
    std::optional<Id<Attestation>> differs_from;
    Id<Source> source;
    std::optional<Id<acts::Act>> withdrawn_by;
};
struct ShownBelonging {
    Id<Belonging> id;
    Id<Body> body;
    Id<Member> member;
    std::string member_name, country;
    Part part{};
    PartialDate from;
    std::optional<PartialDate> until;
    std::string basis;
};
struct ShownSuspension {
    Id<Suspension> id;
    Id<Body> body;
    Id<Member> member;
    std::string member_name;
    PartialDate from;
    std::optional<PartialDate> until;
    std::string note_fr, note_en, basis, lifted_basis;
};

std::vector<ShownBody> all_bodies(store::Db&);  // by kind, then by number
std::optional<ShownBody> find_body(store::Db&, Id<Body>);
std::vector<ShownOffice> offices_of(store::Db&, Id<Body>);  // by rank
std::optional<ShownOffice> find_office(store::Db&, Id<Office>);
std::vector<ShownSeatCount> seat_counts_of(store::Db&, Id<Body>);  // oldest first
std::optional<ShownMandate> find_mandate(store::Db&, Id<Mandate>);
std::vector<ShownMandate> mandates_on(store::Db&, Id<Body>, base::Date);         // that may be in force that day, by rank of office
std::vector<ShownMandate> mandates_of(store::Db&, Id<Body>, std::int64_t most);  // newest first
std::vector<ShownMandate> mandates_of(store::Db&, Id<Member>);                   // newest first
std::vector<ShownMandate> mandates_after(store::Db&, std::int64_t after, std::int64_t most);  // with a higher number, by number
std::vector<ShownResignation> resignations_of(store::Db&, Id<Body>);                          // newest first
std::vector<ShownResignation> resignations_of(store::Db&, Id<Mandate>);                       // newest first
// What awaits the secretariat or the next Bureau: resignations without an answer, and functions whose holder lost the mayoralty; the oldest
// first.
std::vector<ShownResignation> resignations_unanswered(store::Db&, std::int64_t most);
std::vector<ShownMandate> mandates_flagged(store::Db&, std::int64_t most);  // without names
// Those whose end is annulled and that cannot simply go on, first annulled first; without names.
std::vector<ShownMandate> mandates_to_establish(store::Db&, std::int64_t most);
// Who died, as the end of a mandate says, and which of their mandates are open all the same: such an end ends no other, for it may be
// said by mistake. Looks at `most` rows.
struct ToldDead {
    Id<Person> person;
    PartialDate on;
    std::vector<Id<Mandate>> open;
};
std::vector<ToldDead> told_dead(store::Db&, std::int64_t most);
std::optional<ShownAttestation> find_attestation(store::Db&, Id<Attestation>);
// Those withdrawn left out:
std::vector<ShownAttestation> attestations_of(store::Db&, Id<Body>, std::int64_t most);  // newest first
std::vector<ShownAttestation> attestations_of(store::Db&, Id<Member>);                   // newest first
std::vector<ShownAttestation> attestations_of(store::Db&, Id<Source>);                   // newest first
std::vector<ShownAttestation> attestations_after(store::Db&, std::int64_t after, std::int64_t most);
std::vector<ShownBelonging> belongings_of(store::Db&, Id<Body>);      // oldest first
std::vector<ShownBelonging> belongings_of(store::Db&, Id<Member>);    // oldest first
std::vector<ShownSuspension> suspensions_of(store::Db&, Id<Body>);    // newest first
std::vector<ShownSuspension> suspensions_of(store::Db&, Id<Member>);  // newest first

void declare(acts::Registry&);
std::string_view tables();

}  // namespace bodies
