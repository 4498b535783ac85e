// The SQL of the feature that acts need; what pages ask is in content.h.
#pragma once
#include "content/rules.h"

namespace content {

void insert_page(store::Db&, const KnownPage&);
void rewrite_page(store::Db&, const KnownPage&);  // its key, section, newest version and last act
void insert_version(store::Db&, const KnownVersion&, const Since&);
Since since_of(store::Db&, Id<Version>);
// Nothing: readers see no version of it from now on.
void set_published(store::Db&, const KnownPage&, const std::optional<KnownVersion>&, base::Date today, Id<acts::Act>);

}  // namespace content
