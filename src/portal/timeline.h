// « Histoire »: the association's events, its assemblies, and where sources disagree.
#pragma once
#include "web/site.h"

namespace portal {

web::Response timeline_page(web::Visit&);

}  // namespace portal
