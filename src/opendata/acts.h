// What the IATI organisation file says beyond what the network already knows. Neither is ever guessed by the program.
#pragma once
#include "opendata/opendata.h"

namespace opendata {

// The identity under which the network reports. What is given replaces what was stated before.
struct IdentifyOrganisation {
    acts::Public<acts::Text<100>> identifier;
    acts::Public<OrganisationType> type;
    acts::Public<Reporter> reporter;
    acts::Public<MainLanguage> language;
    acts::Public<std::optional<acts::Text<3>>> currency;  // ISO 4217
};
BOOST_DESCRIBE_STRUCT(IdentifyOrganisation, (), (identifier, type, reporter, language, currency))

// Which of the sums that sources state are the network's budgets and expenditures, year by year: the lists whole, instead of those
// stated before. A sum that no source gives cannot be named.
struct NameFigures {
    acts::Public<std::vector<Id<sources::Statement>>> voted_budgets, forecast_budgets, expenditures;
};
BOOST_DESCRIBE_STRUCT(NameFigures, (), (voted_budgets, forecast_budgets, expenditures))

base::Verdict check(const acts::Reader&, const IdentifyOrganisation&);
void apply(acts::Effect&, const IdentifyOrganisation&);
base::Verdict check(const acts::Reader&, const NameFigures&);
void apply(acts::Effect&, const NameFigures&);

}  // namespace opendata
