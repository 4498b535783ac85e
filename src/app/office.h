// The pages of those who work here that look across features: what awaits them, and long work.
#pragma once
#include "jobs/jobs.h"
#include "web/site.h"

namespace app {

// /a-faire, /administration/travaux and /administration/sauvegardes. Everything it is given outlives the router.
void add_office_pages(web::Router&, const web::SiteHooks&, jobs::Runner&);

}  // namespace app
