// The public page of the rules: which hold on a day, by which article, on whose word.
#pragma once
#include "statutes/statutes.h"
#include "web/site.h"

namespace statutes {
void add_pages(web::Router&, const web::SiteHooks&);
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api
}  // namespace statutes
