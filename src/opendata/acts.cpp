#include "opendata/acts.h"

#include "network/network.h"
#include "opendata/rules.h"
#include "opendata/store.h"

#include <algorithm>

namespace opendata {
namespace {

struct Place {
    NamedFigure named;
    std::string path;  // "voted_budgets[1]"
};
std::vector<Place> places(const NameFigures& act) {
    std::vector<Place> all;
    const auto add = [&](Use use, std::string_view field, const std::vector<Id<sources::Statement>>& statements) {
        for (std::size_t i = 0; i < statements.size(); ++i)
            all.push_back({{use, statements[i]}, std::string(field) + "[" + std::to_string(i) + "]"});
    };
    add(Use::voted_budget, "voted_budgets", *act.voted_budgets);
    add(Use::forecast_budget, "forecast_budgets", *act.forecast_budgets);
    add(Use::expenditure, "expenditures", *act.expenditures);
    return all;
}

}  // namespace

base::Verdict check(const acts::Reader& now, const IdentifyOrganisation& identify) {
    std::vector<base::Wrong> wrong;
    if (auto fault = wrong_identifier(identify.identifier->value)) wrong.push_back(std::move(*fault));
    if (const auto& currency = *identify.currency; currency && !iati_currency(currency->value))
        wrong.push_back({"currency", "currency", {}});
    if (wrong.empty() && network::the_network(now.db()).name_fr.empty()) return base::refused("opendata.network_unnamed");
    return base::all_right(std::move(wrong));
}

void apply(acts::Effect& act, const IdentifyOrganisation& identify) {
    set_organisation(act.db(), {identify.identifier->value, *identify.type, *identify.reporter, *identify.language,
                                *identify.currency ? iati_currency((*identify.currency)->value) : std::nullopt});
    act.touches("iati");
}

base::Verdict check(const acts::Reader& now, const NameFigures& name) {
    std::vector<base::Wrong> wrong;
    std::vector<ShownFigure> so_far;
    for (const auto& [named, path] : places(name)) {
        const auto said = sources::find_statement(now.db(), named.statement);
        const auto sum = said ? sum_of(*said) : std::unexpected(std::string_view("unknown_reference"));
        if (!sum) {
            wrong.push_back({path, std::string(sum.error()), {}});
            continue;
        }
        const auto clash = std::ranges::find_if(so_far, [&](const ShownFigure& other) {
            return other.named.statement == named.statement ||
                   (is_budget(other.named.use) == is_budget(named.use) && other.sum.overlaps(*sum));
        });
        if (clash == so_far.end()) so_far.push_back({named, *sum});
        else if (clash->named.statement == named.statement) wrong.push_back({path, "repeated", {}});
        else wrong.push_back({path, "figure_period_taken", {{"number", clash->named.statement.value}}});
    }
    return base::all_right(std::move(wrong));
}

void apply(acts::Effect& act, const NameFigures& name) {
    std::vector<NamedFigure> all;
    for (const auto& place : places(name)) all.push_back(place.named);
    set_named_figures(act.db(), all);
    act.touches("iati");
}

void declare(acts::Registry& registry) {
    using acts::Basis, acts::By;
    registry.add<IdentifyOrganisation>("opendata.identify_organisation", 1, By::administrator, Basis::required);
    registry.add<NameFigures>("opendata.name_figures", 1, By::officer, Basis::required);
}

}  // namespace opendata
