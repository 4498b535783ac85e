// The tables of the rules.
#pragma once
#include "statutes/statutes.h"

namespace statutes {

void put_rule(store::Db&, const RuleValue&);
void put_provision(store::Db&, const ProvisionRow&);
std::optional<Id<Rule>> first_rule(store::Db&, std::string_view rule);            // the oldest value, in whose history the later stand
std::optional<Id<Provision>> first_provision(store::Db&, std::string_view name);  // the same
// Those that stand on this ground and are not over on that day: they end on it.
std::vector<std::int64_t> end_rules(store::Db&, std::string_view basis, Date on, base::Id<acts::Act> by);
std::vector<std::int64_t> end_provisions(store::Db&, std::string_view basis, Date on, base::Id<acts::Act> by);

}  // namespace statutes
