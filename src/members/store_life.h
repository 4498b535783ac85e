// The tables of a membership's life.
#pragma once
#include "members/store.h"

#include <exception>

namespace members {

// A change of what is counted of a member: at the end of the block the rolls take what differs. Of a member, never one within another.
class Recounting {
public:
    Recounting(store::Db&, Id<Member>);
    ~Recounting() noexcept(false);
    Recounting(const Recounting&) = delete;

private:
    store::Db& db_;
    Id<Member> member_;
    std::optional<Counted> before_;
    int uncaught_ = std::uncaught_exceptions();
};

// Writes a history anew, and what it comes to in the member's row and the rolls.
void put_statuses(store::Db&, const ShownMember& before, const std::vector<StatusStep>&, base::Id<acts::Act> by);
struct StatedBy {
    Id<Member> member;
    base::Id<acts::Act> act;
};
std::vector<StatedBy> standing_by_basis(store::Db&, const std::string& basis);  // lines that were not struck out

// From that day the member's fact is this: the line before ends, and is written first if the fact had never changed.
struct NewFact {
    DatedFact fact{};
    std::string value, before;  // before: the last value, as it is kept
    base::PartialDate on;
};
void change_fact(store::Db&, Id<Member>, const NewFact&, const std::string& basis, base::Id<acts::Act> by);
void put_fact(store::Db&, Id<Member>, const FactStep&);
void close_fact(store::Db&, Id<Member>, DatedFact, const base::PartialDate& until);  // the line that still held
std::vector<FactStep> lines_of(store::Db&, Id<Member>, DatedFact);                   // oldest first
void rename_member(store::Db&, Id<Member>, const std::string& name, base::Id<acts::Act> by);
void place_member(store::Db&, const ShownMember& before, const std::string& country, base::Id<acts::Act> by);
void class_member(store::Db&, const ShownMember& before, Kind, MemberClass, base::Id<acts::Act> by);
void mark_changed(store::Db&, Id<Member>, base::Id<acts::Act> by);
std::vector<Id<Member>> members_in(store::Db&, const std::string& country);  // all of them, also who left

void put_kin(store::Db&, Id<Member>, Kin, Id<Member> other, const std::string& note_fr, const std::string& note_en, base::Id<acts::Act>);
// Another that belongs and has that name in that country, from which this one is not told apart.
std::optional<Id<Member>> namesake_of(store::Db&, Id<Member>, const std::string& name, const std::string& country);

}  // namespace members
