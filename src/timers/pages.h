// Where an administrator sees what timers did, and what they could not do.
#pragma once
#include "timers/timers.h"
#include "web/site.h"

namespace timers {

inline const web::Address at{"/administration/echeances", "/en/administration/deadlines"};
void add_pages(web::Router&, const web::SiteHooks&);

}  // namespace timers
