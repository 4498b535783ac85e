// The register of acts and its proofs, for people and for programs.
#pragma once
#include "web/site.h"

namespace portal {
void add_journal_pages(web::Router&, const web::SiteHooks&);
void add_log_routes(web::Router&, const web::SiteHooks&);  // C2SP tlog-tiles
}
