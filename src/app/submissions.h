// What the pages of acts know of the features: citations, what ids may name, present values to correct; and « Devenir membre ».
#pragma once
#include "web/act_pages.h"

namespace app {

web::ActHooks act_hooks();
// « Devenir membre »: /devenir-membre, and its acknowledgement below it.
void add_join_pages(web::Router&, const web::ActDoors&);

}  // namespace app
