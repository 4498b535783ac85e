// What an entry of the register says, field by field, as the public may read it.
#pragma once
#include "acts/entry.h"
#include "web/site.h"

namespace portal {

// One <div><dt><dd> for each field of the act: public values as they are, commitments as what they are.
html::Node field_rows(const web::Visit&, const acts::StoredEntry&);
// Links to what the act made, where it has a page; nothing when it made nothing.
html::Node made_by(const web::Visit&, base::Id<acts::Act>);

}  // namespace portal
