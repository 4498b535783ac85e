// The home page.
#pragma once
#include "web/site.h"

namespace portal {
web::Response home_page(web::Visit&);
}
