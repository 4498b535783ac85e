// The verbs of membership.
#pragma once
#include "assembly/assembly.h"
#include "members/members.h"

namespace members {

using GeoName = acts::Integer<1, 999'999'999>;

// A membership that is only attested: no admission act is invented for it.
struct RecordMember {
    acts::Public<acts::Text<200>> name;
    acts::Public<acts::Country> country;
    acts::Public<Kind> kind;
    acts::Public<MemberClass> member_class;
    acts::Public<std::optional<base::PartialDate>> since, attested;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::optional<GeoName>> geonameid;
    acts::Public<std::optional<Population>> population;
    acts::Public<std::optional<Id<sources::Source>>> population_source;
    acts::Public<std::optional<acts::Text<300>>> name_note;  // the name as the source spells it
    acts::Public<std::optional<acts::Paragraphs<1000>>> note_fr, note_en;
    acts::Public<std::vector<Id<sources::Source>>> sources;
    acts::Public<std::optional<Id<Member>>> distinct_from;  // another of the same name in that State; name_note says which this one is
};
BOOST_DESCRIBE_STRUCT(RecordMember, (),
                      (name, name_note, country, kind, member_class, since, attested, position, geonameid, population, population_source,
                       note_fr, note_en, sources, distinct_from))

// What is given replaces what was known; what is left out becomes unknown. `seen` is the last act its author had seen.
struct CorrectMember {
    acts::Public<Id<Member>> member;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<acts::Text<200>> name;
    acts::Public<Kind> kind;
    acts::Public<MemberClass> member_class;
    acts::Public<std::optional<base::PartialDate>> since, attested;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::optional<Population>> population;
    acts::Public<std::optional<Id<sources::Source>>> population_source;
    acts::Public<std::optional<acts::Text<300>>> name_note;
    acts::Public<std::optional<acts::Paragraphs<1000>>> note_fr, note_en;
};
BOOST_DESCRIBE_STRUCT(CorrectMember, (),
                      (member, seen, name, name_note, kind, member_class, since, attested, position, population, population_source, note_fr,
                       note_en))

// What a member says of itself, and nothing that decides its rights or its dues: those are corrected by the secretariat.
// What is given replaces what was known. `seen` is the last act its author had seen.
struct StateFacts {
    acts::Public<Id<Member>> member;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<std::optional<Population>> population;
    acts::Public<std::optional<Id<sources::Source>>> population_source;
    acts::Public<std::optional<acts::Position>> position;
};
BOOST_DESCRIBE_STRUCT(StateFacts, (), (member, seen, population, population_source, position))

// Who holds the local executive. The one before, if still open, ends the day this one begins.
struct NameTitular {
    acts::Public<Id<Member>> member;
    acts::Public<Id<Person>> person;
    acts::Public<acts::Text<120>> title;  // as the city says it: Maire, Bourgmestre, Ministre-Gouverneur
    acts::Public<base::PartialDate> from;
    acts::Public<std::optional<Nature>> nature;  // nothing: no source says; a council elects, as a rule
};
BOOST_DESCRIBE_STRUCT(NameTitular, (), (member, person, title, from, nature))

enum class EndReason { term_ended, resigned, lost_office, died, not_stated };
BOOST_DESCRIBE_ENUM(EndReason, term_ended, resigned, lost_office, died, not_stated)
struct EndTitular {
    acts::Public<Id<Titular>> titular;
    acts::Public<base::PartialDate> until;
    acts::Public<EndReason> reason;
};
BOOST_DESCRIBE_STRUCT(EndTitular, (), (titular, until, reason))

// Who held it before, from when until when, told after others were: nobody's time begins or ends by it.
struct RecordFormerTitular {
    acts::Public<Id<Member>> member;
    acts::Public<Id<Person>> person;
    acts::Public<acts::Text<120>> title;
    acts::Public<base::PartialDate> from, until;
    acts::Public<EndReason> reason;
    acts::Public<std::optional<Nature>> nature;
};
BOOST_DESCRIBE_STRUCT(RecordFormerTitular, (), (member, person, title, from, until, reason, nature))

// A source shows the titular still in office that day: « titulaire confirmé le … ». Nothing else changes.
struct ConfirmTitular {
    acts::Public<Id<Titular>> titular;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(ConfirmTitular, (), (titular, on))

// By a timer: nobody has shown the titular in office for two years. Whoever acts for the member is written to.
struct AskConfirmation {
    acts::Public<Id<Titular>> titular;
};
BOOST_DESCRIBE_STRUCT(AskConfirmation, (), (titular))

base::Verdict check(const acts::Reader&, const RecordMember&);
void apply(acts::Effect&, const RecordMember&);
base::Verdict check(const acts::Reader&, const CorrectMember&);
void apply(acts::Effect&, const CorrectMember&);
base::Verdict check(const acts::Reader&, const StateFacts&);
void apply(acts::Effect&, const StateFacts&);
acts::Scope scope_of(const acts::Reader&, const StateFacts&);
base::Verdict check(const acts::Reader&, const NameTitular&);
void apply(acts::Effect&, const NameTitular&);
base::Verdict check(const acts::Reader&, const EndTitular&);
void apply(acts::Effect&, const EndTitular&);
base::Verdict check(const acts::Reader&, const RecordFormerTitular&);
void apply(acts::Effect&, const RecordFormerTitular&);
base::Verdict check(const acts::Reader&, const ConfirmTitular&);
void apply(acts::Effect&, const ConfirmTitular&);
acts::Scope scope_of(const acts::Reader&, const ConfirmTitular&);
base::Verdict check(const acts::Reader&, const AskConfirmation&);
void apply(acts::Effect&, const AskConfirmation&);

}  // namespace members

#include "members/acts_life.h"       // what happens to a membership once it is there
#include "members/acts_relations.h"  // substitutes, contacts, associations
