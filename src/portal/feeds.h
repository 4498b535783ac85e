// Feeds (Atom) of the register of acts and of decisions.
#pragma once
#include "web/site.h"

namespace portal {

inline const web::Address journal_feed_at{"/registre.atom", "/en/register.atom"};
void add_feeds(web::Router&, const web::SiteHooks&);

}  // namespace portal
