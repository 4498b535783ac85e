// The door: who is a member, since when, and who holds its executive.
#pragma once
#include <map>
#include "acts/act.h"
#include "sources/sources.h"

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
enum class Status { recorded, admitted };  // recorded: attested by sources; admitted: by a decision kept here
BOOST_DESCRIBE_ENUM(Status, recorded, admitted)

struct ShownMember {
    Id<Member> id;
    std::string name, country;  // country: ISO 3166-1 alpha-2
    Kind kind{};
    MemberClass member_class{};
    Status status{};
    std::optional<base::PartialDate> since, attested;
    std::optional<acts::Position> position;
    std::optional<std::int64_t> population, geonameid;
    std::optional<Id<sources::Source>> population_source;
    std::string name_note;  // the name as the source spells it; may be empty
    std::string note_fr, note_en, basis;
    base::Id<acts::Act> changed_by;  // the last act that changed it: what a correction must have seen
};
struct ShownTitular {
    Id<Titular> id;
    Id<Person> person;
    std::optional<std::string> name;  // nothing: erased
    std::string title;
    base::PartialDate from;
    std::optional<base::PartialDate> until;
    std::optional<base::Id<acts::Act>> ended_by;
    std::optional<base::Date> confirmed;  // the last day on which a source shows them in office
};

std::optional<ShownMember> find_member(store::Db&, Id<Member>);
std::vector<ShownTitular> titulars_of(store::Db&, Id<Member>);  // newest first
std::vector<ShownTitular> terms_of(store::Db&, Id<Member>);     // the same without names: for effects
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

std::vector<ShownMember> members_citing(store::Db&, Id<sources::Source>);  // by name

enum class Sort { name, country, population, since };
struct Filter {
    std::string search;                  // words, in any spelling of accents and ligatures
    std::string country;                 // alpha-2, or empty
    std::vector<std::string> countries;  // of a region; empty: all
    std::optional<Kind> kind;
    std::optional<base::Date> on;  // attested or admitted by that day
    Sort sort = Sort::name;
    bool descending = false;
    std::vector<std::string> country_order;  // for Sort::country: the codes in the order of their names, which tables do not know
};
std::int64_t count_members(store::Db&, const Filter&);
// Lists leave the notes empty.
std::vector<ShownMember> list_members(store::Db&, const Filter&, std::int64_t offset, std::int64_t most);
// Where a reading of the list stands: what the last member read is sorted by.
struct Place {
    std::int64_t number = 0;  // country's, population
    std::string text;         // first day
    std::string name_key;
    Id<Member> id;
};
// Those after that place (from the first when there is none), which moves on.
std::vector<ShownMember> next_members(store::Db&, const Filter&, std::optional<Place>&, std::int64_t most);
// Those with a higher number, by number; the filter's order is not asked.
std::vector<ShownMember> members_after(store::Db&, const Filter&, std::int64_t after, std::int64_t most);
struct CountryCount {
    std::string country;
    std::int64_t members = 0;
};
std::vector<CountryCount> count_by_country(store::Db&, std::optional<base::Date> on = {});  // by code
// The same by sub-region (UN M49, "011"), which is quicker where there are many States.
std::vector<CountryCount> count_by_sub_region(store::Db&, base::Date on);
// How many joined in each year, of those of whom a source says which.
std::map<int, std::int64_t> count_by_year(store::Db&, std::optional<base::Date> on = {});
// By population: below 100,000 inhabitants, 500,000, a million, or more; not known.
enum class Size { below_100k, below_500k, below_1m, from_1m, unknown };
BOOST_DESCRIBE_ENUM(Size, below_100k, below_500k, below_1m, from_1m, unknown)
Size size_of(std::optional<std::int64_t> population);
std::map<Size, std::int64_t> count_by_size(store::Db&, std::optional<base::Date> on = {});
std::vector<acts::Position> positions(store::Db&, const Filter&, std::int64_t most);
// How many members of these States (of all, when there are none) have a place on the map.
std::int64_t count_placed(store::Db&, const std::vector<std::string>& countries);
// Where they are, by squares: for so many that a map shows no single one. Middles of squares of half a degree, or of two for the world.
std::vector<acts::Position> squares(store::Db&, const std::vector<std::string>& countries, std::optional<base::Date> on);

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
// A date that an act states cannot be later than today.
base::Verdict not_in_future(const std::string& field, const base::PartialDate&, base::Date today);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace members
