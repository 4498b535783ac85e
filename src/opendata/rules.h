// What IATI 2.03 asks of an identifier and of a sum of money. Values in, faults out.
#pragma once
#include <expected>
#include "opendata/opendata.h"

namespace opendata {

// OrganisationRegistrationAgency, sorted by code: data/tables/registration_agencies.csv.
struct RegistrationAgency {
    std::string_view code;
    bool withdrawn = false;  // the codelist keeps the code and gives it to nobody any more
};
const std::vector<RegistrationAgency>& registration_agencies();
// {registration agency}-{registration number}, and none of / & | ? in it (IATI, organisation-identifier; data quality rules 1.12.8 and
// 1.12.13). Codes: "iati_symbol" with the symbol, "iati_agency", "iati_withdrawn" with the agency; nothing when it is right.
std::optional<base::Wrong> wrong_identifier(const std::string& identifier);
// A currency of ISO 4217 that IATI's own list knows; nothing for others.
std::optional<base::Currency> iati_currency(std::string_view code);

// A sum that can stand in the file: whole units of a currency over a period of at most one year, first and last day included.
struct Sum {
    base::Date from, last;
    std::int64_t value = 0;
    base::Currency currency;
    bool overlaps(const Sum& other) const { return from <= other.last && other.from <= last; }
};
// Or why not: "figure_withdrawn"; "figure_uncertain"; "figure_currency" (no amount of money, or a currency that IATI does not know);
// "figure_not_exact" (about, more than, a range); "figure_period" (not known by its days, or longer than a year).
std::expected<Sum, std::string_view> sum_of(const sources::ShownStatement&);

struct ShownFigure {
    NamedFigure named;
    Sum sum;
};
// Of the figures named, those that can stand together, by use and then by period: a figure that has since been corrected may no longer
// be a sum, or may cover a period that one named before it already covers.
std::vector<ShownFigure> publishable(const std::vector<std::pair<NamedFigure, sources::ShownStatement>>&);
// Budgets, voted or foreseen, are one kind: no two of them for one period.
bool is_budget(Use);

}  // namespace opendata
