// When an entry was made, and nothing else of it.
#pragma once
#include "acts/act.h"

namespace acts {

// Microseconds since 1970, UTC; nothing when there is no such entry.
std::optional<std::int64_t> time_of(store::Db&, base::Id<Act> number);

}  // namespace acts
