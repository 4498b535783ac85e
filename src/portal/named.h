// What a thing is called, and the page that shows it.
#pragma once
#include "web/changes.h"

namespace portal {

struct Named {
    std::string name, address;
};
// Both empty where no page shows it.
Named named(const web::Visit&, const web::Thing&);

}  // namespace portal
