// Open data, accessibility, legal notice, and what robots are told.
#pragma once
#include "web/site.h"

namespace portal {
void add_about_pages(web::Router&, const web::SiteHooks&);
}
