// What the pages of acts know of the features: citations, what ids may name, present values to correct; and « Devenir membre ».
#pragma once
#include "web/act_pages.h"

namespace app {

// Where a city applies for membership.
inline const web::Address join_at{"/devenir-membre", "/en/join"};

web::ActHooks act_hooks();
// « Devenir membre »: /devenir-membre, and its acknowledgement below it.
void add_join_pages(web::Router&, const web::ActDoors&);

}  // namespace app
