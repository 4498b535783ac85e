// The upkeep of the register: what is stale, and what looks recorded twice. For the secretariat's pages and its desk.
#pragma once
#include "members/rules_register.h"

namespace members {

constexpr std::int64_t population_within_years = 5;  // read in a source longer ago, it is to be looked up again

enum class Stale { titular_unconfirmed, no_titular, no_population, old_population, no_contact, mail_comes_back };
BOOST_DESCRIBE_ENUM(Stale, titular_unconfirmed, no_titular, no_population, old_population, no_contact, mail_comes_back)

struct StaleFact {
    Id<Member> member;
    std::string name, country;
    std::optional<base::Date> since;  // the last day on which it was shown
    Id<Titular> titular;              // titular_unconfirmed
    Id<Person> person;                // mail_comes_back
};
// By date, those without one first, then by number. Members that belong.
std::vector<StaleFact> stale_facts(store::Db&, Stale, base::Date today, std::int64_t offset, std::int64_t most);
std::int64_t count_stale(store::Db&, Stale, base::Date today);
// In office, of members with a stale fact: whom a letter may ask.
std::vector<Id<Person>> titulars_of_stale(store::Db&, base::Date today);

// Of members that belong, those said to be distinct left out; at most.
std::vector<Alike> duplicates(store::Db&, std::size_t most);
// In office, of members that belong: by country, then by number; each once in a country.
struct TitularOfCountry {
    std::string country;
    Id<Person> person;
};
std::vector<TitularOfCountry> titulars_by_country(store::Db&);
std::vector<Id<Person>> titulars_of_status(store::Db&, Status);

}  // namespace members
