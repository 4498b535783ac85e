// The SQL of the feature that acts need; what pages ask is in members.h.
#pragma once
#include "members/acts.h"
#include "members/rules.h"

namespace members {

// In office, unless it has an end; without the name. Not one of those that were recorded with their end.
std::optional<ShownTitular> last_titular(store::Db&, Id<Member>);
bool recorded_with_end(const ShownTitular&);
std::optional<ShownTitular> find_titular(store::Db&, Id<Titular>);

extern const std::string_view member_columns;  // SELECT … FROM member m
ShownMember member_row(const store::Rows&);    // of these columns

struct NewMember {
    Id<Member> id;
    std::string name, country;
    Kind kind{};
    MemberClass member_class{};
    Status status{};
    std::optional<base::PartialDate> since, attested;
    std::optional<base::Date> from_day;
    std::optional<acts::Position> position;
    std::optional<std::int64_t> population, geonameid;
    std::optional<Id<sources::Source>> population_source;
    std::optional<std::string> name_note;
    std::string note_fr, note_en, basis;
    base::Id<acts::Act> by;
};
void insert_member(store::Db&, const NewMember&, const std::vector<Id<sources::Source>>&);
void update_member(store::Db&, const NewMember&);
// These countries, and the former codes under which members of theirs were on another day ("KHTH" with KH); of several, also those of
// countries that are no more and stood in their regions.
std::vector<std::string> with_former(store::Db&, std::vector<std::string> countries);
// What of a member is counted.
struct Counted {
    Id<Member> id;
    std::string country;
    bool city = false;  // counts_for_cap
    std::optional<base::Date> from_day;
    std::optional<base::PartialDate> since;
    std::optional<acts::Position> position;
    Size size{};
    Kind kind{};
    MemberClass member_class{};
    Status status{};
    bool belongs = true;  // at present
    struct Stay {
        std::string country;
        base::Date from;
        std::optional<base::Date> until;
        bool operator==(const Stay&) const = default;
    };
    std::vector<Stay> stays = {};  // where it was while it belonged, oldest first
};
std::optional<Counted> counted(store::Db&, Id<Member>);                                             // as it is in the tables
void recount(store::Db&, const std::optional<Counted>& before, const std::optional<Counted>& now);  // in the rolls, once its row says so
void set_facts(store::Db&, const StateFacts&, base::Id<acts::Act>);
void index_names(store::Db&, Id<Member>);                                    // the words by which it is found: all its names
std::int64_t cities_on(store::Db&, const std::string& country, base::Date);  // as cities_of_state, of another day
void insert_titular(store::Db&, Id<Titular>, const NameTitular&);
void end_titular(store::Db&, Id<Titular>, const base::PartialDate& until, EndReason, base::Id<acts::Act>);
void ask_titular(store::Db&, Id<Titular>, base::Date on);
std::optional<base::Date> asked_on(store::Db&, Id<Titular>);  // the last time
void confirm_titular(store::Db&, Id<Titular>, base::Date on);

}  // namespace members
