// The register of acts and its proofs, for people and for programs.
#pragma once
#include "web/site.h"

namespace portal {
void add_journal_pages(web::Router&, const web::SiteHooks&);
void add_proof_routes(web::Router&, const web::SiteHooks&);  // receipts (C2SP tlog-proof) and the verifier key
}  // namespace portal
