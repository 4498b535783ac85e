// The pages of those who work here that look across features: what awaits them, and long work.
#pragma once
#include "jobs/jobs.h"
#include "news/pages.h"
#include "web/site.h"

namespace app {

// /a-faire with the news below, /compte/notifications and the pages of administration. Everything it is given outlives the router.
void add_office_pages(web::Router&, const web::SiteHooks&, jobs::Runner&, const news::PageDoors&);

}  // namespace app
