// « Essayer » : the numbers a reader may put to a rule, and what it answers. A form of GET, without script.
#pragma once
#include "statutes/statutes.h"
#include "web/site.h"

namespace statutes {

// The form, what was typed kept, what is wrong beside it, and the verdict once all is right. Nothing for a rule in words, or a name that is
// none. `rule` as it stands in the address.
html::Node trial(web::Visit&, std::string_view rule);
bool tried(const web::Visit&);  // whether the form was sent

}  // namespace statutes
