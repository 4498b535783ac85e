// Where the public pages are, for search engines (sitemaps.org 0.9): an index, and files of at most 50,000 addresses, made while they
// are sent. A simulated network has none.
//   GET /sitemap.xml
//   GET /sitemap/pages.xml          the pages of the site, what the secretariat wrote, bodies, rules, programmes, frames, regions
//   GET /sitemap/{kind}/{part}.xml  each thing of a kind (sitemap_kinds.h), with the day of the last act about it
// Each address comes in both languages, each with both.
#pragma once
#include "web/site.h"

namespace portal {

inline constexpr std::int64_t things_in_part = 20'000;  // two addresses each
void add_sitemap(web::Router&, const web::SiteHooks&);

}  // namespace portal
