#pragma once
#include "members/acts.h"

namespace members {

void insert_substitute(store::Db&, Id<Substitute>, const NameSubstitute&);
void end_substitute(store::Db&, Id<Substitute>, const base::PartialDate& until);
void insert_contact(store::Db&, Id<ServiceContact>, const AddContact&, base::Id<acts::Act>);
void delete_contact(store::Db&, Id<ServiceContact>);
std::optional<Id<ServiceContact>> contact_for(store::Db&, Id<Member>, Id<Person>, const std::string& service);
void put_coverage(store::Db&, const StateCoverage&, base::Id<acts::Act>);
void insert_belonging(store::Db&, Id<Member>, Id<Member> association, const std::optional<base::PartialDate>& from, base::Id<acts::Act>);
void end_belonging(store::Db&, Id<Member>, Id<Member> association, const base::PartialDate& until);
// The line that still holds.
struct OpenBelonging {
    std::optional<base::PartialDate> from;
};
std::optional<OpenBelonging> open_belonging(store::Db&, Id<Member>, Id<Member> association);

}  // namespace members
