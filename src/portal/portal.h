// The public site: every page that anybody may see, and the pages that look across features.
#pragma once
#include "web/site.h"

namespace portal {

// The entries of the navigation that public pages fill; app may add its own.
std::vector<web::NavigationEntry> public_navigation();
web::Facts facts_of(store::Db&);  // for SiteHooks::facts

// Every public page, file and log route. `hooks` must outlive the router, and must be filled before.
void add_public_routes(web::Router&, web::SiteHooks& hooks);

}  // namespace portal
