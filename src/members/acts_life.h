// The verbs of a membership's life: what happens to it once it is there. Included by acts.h.
#pragma once
#include "assembly/assembly.h"
#include "members/members.h"

namespace members {

using LifeNote = acts::Public<std::optional<acts::Paragraphs<1000>>>;

// ---- by decision: set off by the one that was adopted, on its day ----
struct SuspendMember {
    acts::Public<Id<Member>> member;
    acts::Public<base::Date> from;
};
BOOST_DESCRIBE_STRUCT(SuspendMember, (), (member, from))
struct ReinstateMember {
    acts::Public<Id<Member>> member;
    acts::Public<base::Date> from;
};
BOOST_DESCRIBE_STRUCT(ReinstateMember, (), (member, from))
struct ExcludeMember {
    acts::Public<Id<Member>> member;
    acts::Public<base::Date> from;
};
BOOST_DESCRIBE_STRUCT(ExcludeMember, (), (member, from))
// The decision that had brought the member's present status was annulled: an admission ends, a suspension and an exclusion are lifted.
struct TakeBackStatus {
    acts::Public<Id<Member>> member;
    acts::Public<Id<acts::Act>> stated;  // the act that had brought it
    acts::Public<base::Date> from;
};
BOOST_DESCRIBE_STRUCT(TakeBackStatus, (), (member, stated, from))

// ---- by the city, or by the register ----
// A city's council decides to leave: its deliberation, or the letter that says so.
struct ResignMembership {
    acts::Public<Id<Member>> member;
    acts::Public<base::Date> from;
    std::optional<acts::Attachment> letter;
    LifeNote note;
};
BOOST_DESCRIBE_STRUCT(ResignMembership, (), (member, from, letter, note))

// What only sources tell: the basis is a source. `until`, of a suspension alone: the day it was taken back.
enum class PastStatus { suspended, reinstated, resigned, excluded, dissolved };
BOOST_DESCRIBE_ENUM(PastStatus, suspended, reinstated, resigned, excluded, dissolved)
struct RecordStatus {
    acts::Public<Id<Member>> member;
    acts::Public<PastStatus> status;
    acts::Public<base::PartialDate> from;
    acts::Public<std::optional<base::PartialDate>> until;
    LifeNote note;
};
BOOST_DESCRIBE_STRUCT(RecordStatus, (), (member, status, from, until, note))

// Members become part of another, `into`, or of a new one that is named here.
struct MergeMembers {
    acts::Public<std::vector<Id<Member>>> absorbed;
    acts::Public<std::optional<Id<Member>>> into;
    acts::Public<std::optional<acts::Text<200>>> name;
    acts::Public<std::optional<Kind>> kind;
    acts::Public<std::optional<MemberClass>> member_class;
    acts::Public<base::PartialDate> on;
    LifeNote note;
};
BOOST_DESCRIBE_STRUCT(MergeMembers, (), (absorbed, into, name, kind, member_class, on, note))

enum class Remainder { remains, dissolved };  // of the member that is split
BOOST_DESCRIBE_ENUM(Remainder, remains, dissolved)
struct Part {
    acts::Text<200> name;
    Kind kind{};
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, kind))
struct SplitMember {
    acts::Public<Id<Member>> member;
    acts::Public<Remainder> remainder;
    acts::Public<std::vector<Part>> parts;
    acts::Public<base::PartialDate> on;
    LifeNote note;
};
BOOST_DESCRIBE_STRUCT(SplitMember, (), (member, remainder, parts, on, note))

// ---- names, countries, kinds: `seen` is the last act its author had seen ----
struct RenameMember {
    acts::Public<Id<Member>> member;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<acts::Text<200>> name;
    acts::Public<base::PartialDate> on;
};
BOOST_DESCRIBE_STRUCT(RenameMember, (), (member, seen, name, on))
// A city that changes country. `former_code`: where the country is no more, ISO 3166-3's four letters ("ZRCD").
struct ChangeCountry {
    acts::Public<Id<Member>> member;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<acts::Country> country;
    acts::Public<base::PartialDate> on;
    acts::Public<std::optional<acts::Text<4>>> former_code;
};
BOOST_DESCRIBE_STRUCT(ChangeCountry, (), (member, seen, country, on, former_code))
// A country ceases to exist and another follows it: every member there is in the other. Where several follow, each city changes by itself.
struct SucceedCountry {
    acts::Public<acts::Text<2>> country;  // as the register has it: it may have left ISO 3166-1 already
    acts::Public<acts::Country> successor;
    acts::Public<base::PartialDate> on;
    acts::Public<acts::Text<4>> former_code;
};
BOOST_DESCRIBE_STRUCT(SucceedCountry, (), (country, successor, on, former_code))
struct ChangeKind {
    acts::Public<Id<Member>> member;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<Kind> kind;
    acts::Public<MemberClass> member_class;
    acts::Public<base::PartialDate> on;
};
BOOST_DESCRIBE_STRUCT(ChangeKind, (), (member, seen, kind, member_class, on))
// A fact of other days, or one of today that has dates: a former name, the status of French, the region as a source says it.
// Of a country: alpha-2, or ISO 3166-3's four letters. Of French: "official", "communication", "widely_used".
enum class StatedFact { former_name, former_country, french, region };
BOOST_DESCRIBE_ENUM(StatedFact, former_name, former_country, french, region)
struct StateDatedFact {
    acts::Public<Id<Member>> member;
    acts::Public<StatedFact> fact;
    acts::Public<acts::Text<200>> value;
    acts::Public<std::optional<base::PartialDate>> from, until;
};
BOOST_DESCRIBE_STRUCT(StateDatedFact, (), (member, fact, value, from, until))

// ---- mistakes and duplicates: a member is never deleted ----
// A line of the history was stated by mistake; the first one: the membership was. It stays to be seen and counts for nothing.
struct StrikeStatus {
    acts::Public<Id<Member>> member;
    acts::Public<Id<acts::Act>> stated;
    acts::Public<acts::Text<300>> reason;
};
BOOST_DESCRIBE_STRUCT(StrikeStatus, (), (member, stated, reason))
// The striking itself was the mistake.
struct RestoreStatus {
    acts::Public<Id<Member>> member;
    acts::Public<Id<acts::Act>> stated;
    acts::Public<acts::Text<300>> reason;
};
BOOST_DESCRIBE_STRUCT(RestoreStatus, (), (member, stated, reason))
// One member recorded twice: the one is a mistake, the other stays.
struct MergeDuplicate {
    acts::Public<Id<Member>> member;
    acts::Public<Id<Member>> duplicate_of;
};
BOOST_DESCRIBE_STRUCT(MergeDuplicate, (), (member, duplicate_of))
// Two that look alike and are not the same; with the words that tell this one apart, shown beside its name.
struct KeepApart {
    acts::Public<Id<Member>> member;
    acts::Public<Id<Member>> distinct_from;
    acts::Public<std::optional<acts::Text<200>>> note_fr, note_en;
};
BOOST_DESCRIBE_STRUCT(KeepApart, (), (member, distinct_from, note_fr, note_en))

base::Verdict check(const acts::Reader&, const SuspendMember&);
void apply(acts::Effect&, const SuspendMember&);
base::Verdict check(const acts::Reader&, const ReinstateMember&);
void apply(acts::Effect&, const ReinstateMember&);
base::Verdict check(const acts::Reader&, const ExcludeMember&);
void apply(acts::Effect&, const ExcludeMember&);
base::Verdict check(const acts::Reader&, const TakeBackStatus&);
void apply(acts::Effect&, const TakeBackStatus&);
base::Verdict check(const acts::Reader&, const ResignMembership&);
void apply(acts::Effect&, const ResignMembership&);
acts::Scope scope_of(const acts::Reader&, const ResignMembership&);
base::Verdict check(const acts::Reader&, const RecordStatus&);
void apply(acts::Effect&, const RecordStatus&);
base::Verdict check(const acts::Reader&, const MergeMembers&);
void apply(acts::Effect&, const MergeMembers&);
base::Verdict check(const acts::Reader&, const SplitMember&);
void apply(acts::Effect&, const SplitMember&);
base::Verdict check(const acts::Reader&, const RenameMember&);
void apply(acts::Effect&, const RenameMember&);
base::Verdict check(const acts::Reader&, const ChangeCountry&);
void apply(acts::Effect&, const ChangeCountry&);
base::Verdict check(const acts::Reader&, const SucceedCountry&);
void apply(acts::Effect&, const SucceedCountry&);
base::Verdict check(const acts::Reader&, const ChangeKind&);
void apply(acts::Effect&, const ChangeKind&);
base::Verdict check(const acts::Reader&, const StateDatedFact&);
void apply(acts::Effect&, const StateDatedFact&);
base::Verdict check(const acts::Reader&, const StrikeStatus&);
void apply(acts::Effect&, const StrikeStatus&);
base::Verdict check(const acts::Reader&, const RestoreStatus&);
void apply(acts::Effect&, const RestoreStatus&);
base::Verdict check(const acts::Reader&, const MergeDuplicate&);
void apply(acts::Effect&, const MergeDuplicate&);
base::Verdict check(const acts::Reader&, const KeepApart&);
void apply(acts::Effect&, const KeepApart&);

void declare_life(acts::Registry&);

}  // namespace members
