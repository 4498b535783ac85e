// What the public pages show, as JSON below /api: the network, members, countries, regions, sources, statements, rules, the register.
#pragma once
#include "web/api.h"

namespace portal {

void add_json_views(web::Router&, const web::SiteHooks&);

}  // namespace portal
