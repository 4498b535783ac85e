// What the form of an act offers to choose from, so that nobody has to know the number of a thing.
#pragma once
#include "members/members.h"
#include "web/act_pages.h"

namespace app {

// Things of that kind by their names; one line that says so where there are none; nothing where there are too many for a list: then a
// number is typed. `thing` "basis": what may be a legal basis; "": no id, and the field `path` names a thing all the same. People and
// applications are offered to the secretariat only.
std::vector<web::Choice> choices_of(web::Visit&, std::string_view thing, std::string_view path);
std::string titular_name(const members::ShownTitular&);  // with the title

}  // namespace app
