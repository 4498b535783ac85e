// The door: who is a member, since when, and who holds its executive.
#pragma once
#include <map>
#include <span>
#include "acts/act.h"
#include "sources/sources.h"

namespace statutes {
struct RuleValue;
}

namespace members {
struct Member;
struct Titular;
}  // namespace members
template <>
inline constexpr std::string_view acts::thing<members::Member> = "member";
template <>
inline constexpr std::string_view acts::thing<members::Titular> = "titular";

namespace members {

using base::Id, base::Person;

enum class Kind { city, capital, metropolis, district, region, association };
BOOST_DESCRIBE_ENUM(Kind, city, capital, metropolis, district, region, association)
enum class MemberClass { active, associate, not_stated };  // not_stated: no source says which
BOOST_DESCRIBE_ENUM(MemberClass, active, associate, not_stated)
// recorded: attested by sources; admitted: by a decision kept here; merged: became part of another; dissolved: is no more; annulled: its
// admission was; mistaken: recorded by mistake, never a member. Rules: rules_life.h.
enum class Status { recorded, admitted, suspended, reinstated, resigned, excluded, merged, dissolved, annulled, mistaken };
BOOST_DESCRIBE_ENUM(Status, recorded, admitted, suspended, reinstated, resigned, excluded, merged, dissolved, annulled, mistaken)
bool belongs(Status);  // is a member, suspended or not

// A date known in part counts from its first possible day; "../2004", of which there is none, from its last.
std::optional<base::Date> day_of(const std::optional<base::PartialDate>&);

// One line of a membership's dated history; it holds until the next that was not struck out. The first one is how it began.
struct StatusStep {
    Status status{};
    std::optional<base::PartialDate> from;
    std::optional<base::Date> day;  // day_of(from)
    std::string basis;
    base::Id<acts::Act> act;
    std::optional<base::Id<acts::Act>> struck_by;  // stated by mistake: shown, and counts for nothing
};
// The status of that day; nothing before the first, and of what was recorded by mistake.
std::optional<Status> status_on(const std::vector<StatusStep>&, base::Date);

// What a member was called, where it was, and what it was: each with the days on which it was so.
enum class DatedFact { name, country, kind, member_class, french, region };
BOOST_DESCRIBE_ENUM(DatedFact, name, country, kind, member_class, french, region)
enum class French { official, communication, widely_used };  // what French is there
BOOST_DESCRIBE_ENUM(French, official, communication, widely_used)
struct FactStep {
    DatedFact fact{};
    std::string value;                             // a name; a country's alpha-2, or ISO 3166-3's four letters; a choice's name
    std::optional<base::PartialDate> from, until;  // nothing: not known; until: still so
    std::string basis;
    base::Id<acts::Act> act;
};

// How two members have to do with each other: `member` … `other`.
enum class Kin { merged_into, split_from, duplicate_of, distinct_from };
BOOST_DESCRIBE_ENUM(Kin, merged_into, split_from, duplicate_of, distinct_from)

struct ShownMember {
    Id<Member> id;
    std::string name, country;  // country: ISO 3166-1 alpha-2
    Kind kind{};
    MemberClass member_class{};
    Status status{}, joined{};  // at present; how it began: recorded or admitted
    std::optional<base::PartialDate> since, attested;
    std::optional<base::Date> until;  // the day from which it no longer belongs
    std::optional<acts::Position> position;
    std::optional<std::int64_t> population, geonameid;
    std::optional<Id<sources::Source>> population_source;
    std::string name_note;  // the name as the source spells it; may be empty
    std::string note_fr, note_en, basis;
    base::Id<acts::Act> changed_by;  // the last act that changed it: what a correction must have seen
};
// By what somebody holds the executive: where a council is dissolved, the State appoints an administrator or a special delegation; where
// the office is empty, somebody acts for a while.
enum class Nature { elected, appointed_administrator, special_delegation, acting };
BOOST_DESCRIBE_ENUM(Nature, elected, appointed_administrator, special_delegation, acting)

struct ShownTitular {
    Id<Titular> id;
    Id<Person> person;
    std::optional<std::string> name;  // nothing: erased
    std::string title;
    base::PartialDate from;
    std::optional<base::PartialDate> until;
    std::optional<base::Id<acts::Act>> ended_by;
    std::optional<base::Date> confirmed;  // the last day on which a source shows them in office
    std::optional<Nature> nature;
};

std::optional<ShownMember> find_member(store::Db&, Id<Member>);
std::vector<StatusStep> statuses_of(store::Db&, Id<Member>);  // oldest first
std::vector<FactStep> facts_of(store::Db&, Id<Member>);       // by fact, oldest first
// The members as they were that day: name, country, kind and class, and status unless only facts are wanted.
enum class Back { all, facts };
void put_back(store::Db&, std::vector<ShownMember>&, base::Date, Back = Back::all);
struct ShownKin {
    Kin how{};
    bool of_other = false;  // the other is `how` this one: « issue de … »
    Id<Member> other;
    std::string name, country;
    std::string note_fr, note_en;
    base::Id<acts::Act> act;
};
std::vector<ShownKin> kin_of(store::Db&, Id<Member>);               // both ways
std::vector<ShownTitular> titulars_of(store::Db&, Id<Member>);      // newest first
std::vector<ShownTitular> terms_of(store::Db&, Id<Member>);         // the same without names: for effects
std::vector<ShownTitular> terms_of_person(store::Db&, Id<Person>);  // whatever the member; without the name
struct Death {
    base::PartialDate on;
    base::Id<acts::Act> stated_by;
};
std::optional<Death> death_of(store::Db&, Id<Person>);  // the first that ended a time in the executive
std::vector<sources::ShownSource> sources_of(store::Db&, Id<Member>);
// In office by our knowledge, without a source that shows it after that day; the longest first. `shown`: the last day one does, or the
// last on which they may have begun; 0001-01-01 when no source says.
struct UnconfirmedTitular {
    Id<Titular> id;
    base::Date shown;
};
std::vector<UnconfirmedTitular> unconfirmed_titulars(store::Db&, base::Date shown_until, std::int64_t most);
Id<Member> member_of(store::Db&, Id<Titular>);

// ---- asking who acts for a member whether its titular is still in office ----
constexpr std::int64_t confirmed_within_days = 2 * 365;  // « titulaire non confirmé depuis deux ans »
constexpr std::int64_t asked_again_days = 365;           // at most once a year
constexpr std::size_t asked_most = 20;                   // persons for one member

// The first day on which somebody may be asked.
base::Date asked_from(base::Date shown, std::optional<base::Date> asked);
struct TitularToAsk {
    Id<Titular> id;
    Id<Member> member;
    base::Date shown, due;  // due: asked_from
};
// In office and to be asked about by that day, after `after` (shown, id), those not shown for longest first.
std::vector<TitularToAsk> titulars_to_ask(store::Db&, base::Date today, const std::optional<TitularToAsk>& after, std::int64_t most);
// Who would be written to: the staff of the member, or else its titulars who hold that role; none to whom mail came back for good.
std::vector<Id<Person>> whom_to_ask(store::Db&, Id<Member>, base::Date);
std::optional<Id<Member>> member_of_titular(store::Db&, Id<Titular>);

// Those with a higher number than `after`, by number.
std::vector<ShownMember> members_citing(store::Db&, Id<sources::Source>, std::int64_t after, std::int64_t most);

enum class Sort { name, country, population, since };
struct Filter {
    std::string search;                  // words, in any spelling of accents and ligatures
    std::string country;                 // alpha-2, or empty
    std::vector<std::string> countries;  // of a region; empty: all
    std::optional<Kind> kind;
    std::optional<Status> status;  // at present, or on that day; empty: those that belong
    std::optional<MemberClass> member_class;
    std::optional<base::Date> on;  // belonged that day, as sources attest
    Sort sort = Sort::name;
    bool descending = false;
    std::vector<std::string> country_order;  // for Sort::country: the codes in the order of their names, which tables do not know

    bool operator==(const Filter&) const = default;
};
std::int64_t count_members(store::Db&, const Filter&);
// Lists leave the notes empty. usual: number, name, country, kind, since, attested and population, what a page shows when nobody chose.
enum class Listed { all, usual };
std::vector<ShownMember> list_members(store::Db&, const Filter&, std::int64_t offset, std::int64_t most, Listed = Listed::all);
// How far a list is read, piece by piece: it is that of the first piece.
struct Place {
    std::vector<Id<Member>> members;
    std::size_t read = 0;
};
// The next of them (from the first when there is no place yet); without notes.
std::vector<ShownMember> next_members(store::Db&, const Filter&, std::optional<Place>&, std::size_t most);
// Those with a higher number, by number; the filter's order is not asked.
std::vector<ShownMember> members_after(store::Db&, const Filter&, std::int64_t after, std::int64_t most);
struct CountryCount {
    std::string country;
    std::int64_t members = 0;
};
// By code; `only`: of these, in their order.
std::vector<CountryCount> count_by_country(store::Db&, std::optional<base::Date> on = {}, std::span<const std::string> only = {});
// The same by sub-region (UN M49, "011"), which is quicker where there are many States.
std::vector<CountryCount> count_by_sub_region(store::Db&, std::optional<base::Date> on = {});
std::int64_t count_states(store::Db&, std::optional<base::Date> on = {});  // that have members
bool more_states_than(store::Db&, std::int64_t);                           // have members
// How many joined in each year, of those of whom a source says which.
std::map<int, std::int64_t> count_by_year(store::Db&, std::optional<base::Date> on = {});
// By population: below 100,000 inhabitants, 500,000, a million, or more; not known.
enum class Size { below_100k, below_500k, below_1m, from_1m, unknown };
BOOST_DESCRIBE_ENUM(Size, below_100k, below_500k, below_1m, from_1m, unknown)
Size size_of(std::optional<std::int64_t> population);
std::map<Size, std::int64_t> count_by_size(store::Db&, std::optional<base::Date> on = {});
std::vector<acts::Position> positions(store::Db&, const Filter&);
// How many members of these States (of all, when there are none) have a place on the map.
std::int64_t count_placed(store::Db&, const std::vector<std::string>& countries);
// Where they are in these sub-regions, by squares of region_grid; in the world (no region), of world_grid (rules.h).
std::vector<std::int64_t> squares(store::Db&, std::span<const std::string_view> regions, std::optional<base::Date> on);

// Who can be written to together.
std::vector<Id<Person>> titulars_in_office(store::Db&);  // each once, by number

// ---- for who decides of admissions ----
using Population = acts::Integer<1, 100'000'000>;
// Somebody who enters by a decision: an active member.
struct Entrant {
    std::string name, country;
    Kind kind{};
    base::Date since;
};
Id<Member> enter(acts::Effect&, const Entrant&);
std::int64_t cities_of_state(store::Db&, const std::string& country);  // those that the cap per State counts
std::optional<Id<Member>> member_named(store::Db&, const std::string& name, const std::string& country);
struct NamedMember {
    Id<Member> id;
    std::string name;
};
std::optional<NamedMember> capital_of(store::Db&, const std::string& country);  // the member that is the capital of that State
// Statutes, admission: at most ten cities per State (five before 2004). `cities` is the number already members.
base::Verdict may_join(Kind, std::int64_t cities, const std::string& country, const std::optional<statutes::RuleValue>& cap);
// A date that an act states cannot be later than today.
base::Verdict not_in_future(const std::string& field, const base::PartialDate&, base::Date today);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace members
