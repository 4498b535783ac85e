// The members as lists ask for them, in memory: who a filter leaves, in which order, costs some ten microseconds of ten thousand members,
// whatever is asked together (docs/decisions/0027-what-a-page-costs.md). Made and kept true by store_list.cpp.
#pragma once
#include "members/members.h"

#include <cstdint>
#include <span>
#include <unordered_map>

namespace members {

class Roster {
public:
    struct Then {  // what it was until that day
        DatedFact fact{};
        std::string value;
        std::optional<base::Date> from;
        base::Date until;
    };
    struct Entry {
        Id<Member> id;
        std::string name_key, country, words;  // words: each after a space, folded
        Kind kind{};
        MemberClass member_class{};
        Status status{};
        std::optional<base::Date> from, until;
        std::int64_t population = 0;  // 0: not known
        std::optional<acts::Position> position;
        std::vector<Then> thens;                              // its country, kind and class of other days
        std::vector<std::pair<base::Date, Status>> statuses;  // those that stand, in their order
    };
    void put(std::vector<Entry>);  // new ones, and others as they are now

    std::int64_t count(const Filter&);
    std::vector<Id<Member>> numbers(const Filter&, std::int64_t offset, std::int64_t most);       // in its order
    std::vector<Id<Member>> numbers_after(const Filter&, std::int64_t after, std::int64_t most);  // by number
    std::vector<acts::Position> positions(const Filter&);

    std::int64_t seen = 0;  // the last act that changed one of them

private:
    using At = std::uint32_t;  // where one stands in entries_
    using Day = std::int32_t;  // in the order of days; day() makes it
    struct Traits {            // what is looked at of each
        Day from, until;
        std::uint16_t country;  // in countries_
        std::uint8_t kind, member_class, status;
    };
    struct Found {
        Filter filter;
        std::vector<Traits> then;  // empty: as they are
        std::vector<std::uint8_t> in;
        std::int64_t count = 0;
    };
    struct Order {
        std::vector<std::string> order;
        std::vector<std::size_t> ranks;  // of countries_
    };
    static Day day(base::Date);
    std::uint16_t number_of(const std::string& country);
    std::vector<Traits> traits_of(const Filter&) const;
    const std::vector<Traits>& traits_in(const Found& found) const { return found.then.empty() ? traits_ : found.then; }
    std::vector<std::uint8_t> countries_of(const Filter&) const;
    void search(const std::string& words, std::vector<std::uint8_t>& in) const;
    const Found& find(const Filter&);
    std::vector<Id<Member>> by_country(const Filter&, const Found&, std::int64_t offset, std::int64_t most);
    const std::vector<std::size_t>& ranks_in(const std::vector<std::string>& order);
    template <class Less>
    void reorder(std::vector<At>& order, std::span<const At> changed, const Less&) const;

    std::vector<Entry> entries_;
    std::vector<Traits> traits_;
    std::unordered_map<std::int64_t, At> places_;
    std::vector<std::string> countries_;                      // codes, as they are met
    std::unordered_map<std::string, std::uint16_t> numbers_;  // of countries_
    std::vector<At> by_number_, by_name_, by_since_, by_population_;
    std::vector<At> name_rank_;      // where each stands in by_name_
    std::vector<At> changed_;        // those that have thens
    std::string words_;              // of all, one after the other
    std::vector<std::size_t> ends_;  // in words_, of each
    std::vector<Order> orders_;      // those asked lately: one for each language
    std::optional<Found> found_;     // what was asked last: a page asks the same several times
};

}  // namespace members
