// What the pages of acts know of the features: citations, what ids may name, present values to correct.
#pragma once
#include "web/act_pages.h"

namespace app {

web::ActHooks act_hooks();
// How a thing is called that an act about a member names: drafts::Options::thing_name, and without the member SiteHooks::thing_name.
std::string thing_name(const web::Visit&, std::string_view thing, std::int64_t id, std::int64_t member = 0);

}  // namespace app
