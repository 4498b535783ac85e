// The tables of safekeeping, and what it asks of those of others.
#pragma once
#include "acts/entry.h"
#include "safekeeping/safekeeping.h"

namespace safekeeping {

std::optional<Plan> kept_plan(store::Db&);

std::int64_t count_rows(store::Db&, const std::string& table);
struct MadeBy {
    std::int64_t format = 0;
    base::Hash tables;
};
MadeBy made_by(store::Db&);  // throws store::NotADatabase where there is no journal

}  // namespace safekeeping
