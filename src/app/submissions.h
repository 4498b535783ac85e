// What the pages of acts know of the features: citations, what ids may name, present values to correct; and « Devenir membre ».
#pragma once
#include "web/act_pages.h"

namespace app {

// Where a city applies for membership.
inline const web::Address join_at{"/devenir-membre", "/en/join"};

web::ActHooks act_hooks();
// How a thing is called that an act about a member names: drafts::Options::thing_name, and without the member SiteHooks::thing_name.
std::string thing_name(const web::Visit&, std::string_view thing, std::int64_t id, std::int64_t member = 0);
// « Devenir membre »: /devenir-membre, and its acknowledgement below it.
void add_join_pages(web::Router&, const web::ActDoors&);

}  // namespace app
