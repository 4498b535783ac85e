// The page of long work: /administration/travaux, for administrators.
#pragma once
#include "jobs/jobs.h"
#include "web/site.h"

namespace jobs {

inline const web::Address at{"/administration/travaux", "/en/administration/jobs"};
// GET: the last jobs and how far they are. POST: `job` and `do` (cancel, resume). The runner outlives the router.
void add_pages(web::Router&, const web::SiteHooks&, Runner&);

}  // namespace jobs
