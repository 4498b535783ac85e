// The door: what anybody may take away whole (pages.h), and what the IATI organisation file needs that nothing else here knows.
// docs/decisions/0026-iati-organisation.md, docs/guides/open-data.md
#pragma once
#include "base/money.h"
#include "sources/sources.h"

namespace opendata {

using base::Id;

// OrganisationType of IATI 2.03, in the order of its codes.
enum class OrganisationType {
    government,
    local_government,
    other_public_sector,
    international_ngo,
    national_ngo,
    regional_ngo,
    partner_country_ngo,
    public_private_partnership,
    multilateral,
    foundation,
    private_sector,
    private_in_provider_country,
    private_in_recipient_country,
    private_in_third_country,
    academic,
    other
};
BOOST_DESCRIBE_ENUM(OrganisationType, government, local_government, other_public_sector, international_ngo, national_ngo, regional_ngo,
                    partner_country_ngo, public_private_partnership, multilateral, foundation, private_sector, private_in_provider_country,
                    private_in_recipient_country, private_in_third_country, academic, other)
int iati_code(OrganisationType);  // 22

// Whose work the organisation reports: its own, or that of others (@secondary-reporter).
enum class Reporter { primary, secondary };
BOOST_DESCRIBE_ENUM(Reporter, primary, secondary)
enum class MainLanguage { fr, en };
BOOST_DESCRIBE_ENUM(MainLanguage, fr, en)

// Under which identity the network reports, as last stated.
struct Organisation {
    std::string identifier;  // "FR-RCS-123456789"
    OrganisationType type{};
    Reporter reporter{};
    MainLanguage language{};
    std::optional<base::Currency> currency;
};
std::optional<Organisation> organisation(store::Db&);  // nothing: « identifiant non renseigné »

// What a sourced sum of money is, for IATI: a budget that a body of the network has voted (committed), one that is only foreseen
// (indicative), or what was spent.
enum class Use { voted_budget, forecast_budget, expenditure };
BOOST_DESCRIBE_ENUM(Use, voted_budget, forecast_budget, expenditure)
struct NamedFigure {
    Use use{};
    Id<sources::Statement> statement;
    bool operator==(const NamedFigure&) const = default;
};
std::vector<NamedFigure> named_figures(store::Db&);  // as last stated, in that order

void declare(acts::Registry&);
std::string_view tables();

}  // namespace opendata
