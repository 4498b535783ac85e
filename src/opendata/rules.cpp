#include "opendata/rules.h"

#include <algorithm>
#include <array>

namespace opendata {
namespace {

constexpr std::string_view agencies_csv =
#include "data/tables/registration_agencies.csv.inc"
    ;

// Codes of ISO 4217 that the codelist Currency of IATI 2.03 does not hold.
constexpr std::array<std::string_view, 5> unknown_to_iati{"CHE", "CHW", "UYW", "XCG", "ZWG"};

base::Date year_after(base::Date day) {
    ++day.year;
    if (day.month == 2 && day.day == 29) day.day = 28;
    return day;
}

}  // namespace

int iati_code(OrganisationType type) {
    constexpr std::array codes{10, 11, 15, 21, 22, 23, 24, 30, 40, 60, 70, 71, 72, 73, 80, 90};
    return codes.at(static_cast<std::size_t>(type));
}

const std::vector<RegistrationAgency>& registration_agencies() {
    static const std::vector<RegistrationAgency> all = [] {
        std::vector<RegistrationAgency> agencies;
        auto rest = agencies_csv;
        for (rest.remove_prefix(rest.find('\n') + 1); !rest.empty();) {
            const auto end = std::min(rest.find('\n'), rest.size());
            const auto line = rest.substr(0, end);
            const auto comma = line.find(',');
            if (comma != line.npos) agencies.push_back({line.substr(0, comma), line.substr(comma + 1) == "withdrawn"});
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return agencies;
    }();
    return all;
}

std::optional<base::Wrong> wrong_identifier(const std::string& identifier) {
    if (const auto symbol = identifier.find_first_of("/&|?"); symbol != identifier.npos)
        return base::Wrong{"identifier", "iati_symbol", {{"symbol", std::string(1, identifier[symbol])}}};
    // A code may itself hold a hyphen, and be the beginning of none other: each is tried.
    const auto& agencies = registration_agencies();
    for (auto hyphen = identifier.find('-'); hyphen != identifier.npos; hyphen = identifier.find('-', hyphen + 1)) {
        const auto code = identifier.substr(0, hyphen);
        const auto agency = std::ranges::lower_bound(agencies, code, {}, &RegistrationAgency::code);
        if (hyphen + 1 == identifier.size() || agency == agencies.end() || agency->code != code) continue;
        if (agency->withdrawn) return base::Wrong{"identifier", "iati_withdrawn", {{"agency", code}}};
        return {};
    }
    return base::Wrong{"identifier", "iati_agency", {}};
}

std::optional<base::Currency> iati_currency(std::string_view code) {
    if (std::ranges::find(unknown_to_iati, code) != unknown_to_iati.end()) return {};
    return base::Currency::parse(code);
}

std::expected<Sum, std::string_view> sum_of(const sources::ShownStatement& said) {
    if (said.withdrawn_by) return std::unexpected("figure_withdrawn");
    if (said.confidence != sources::Confidence::confirmed) return std::unexpected("figure_uncertain");
    const auto currency = iati_currency(said.unit);
    if (said.subject != sources::Subject::finance || !said.value || !currency) return std::unexpected("figure_currency");
    if (said.precision || said.value_to) return std::unexpected("figure_not_exact");
    const auto& period = said.period ? *said.period : said.as_of;
    if (!period.earliest() || !period.latest() || period.approximate()) return std::unexpected("figure_period");
    // "Budget Period must not be longer than one year" (data quality rule 7.5.3); "must be before" (8.6.3).
    const auto from = *period.earliest(), last = *period.latest();
    if (last <= from || year_after(from) < last) return std::unexpected("figure_period");
    return Sum{from, last, *said.value, *currency};
}

bool is_budget(Use use) { return use != Use::expenditure; }

std::vector<ShownFigure> publishable(const std::vector<std::pair<NamedFigure, sources::ShownStatement>>& named) {
    std::vector<ShownFigure> all;
    for (const auto& [figure, said] : named) {
        const auto sum = sum_of(said);
        const auto covered = [&](const ShownFigure& other) {
            return is_budget(other.named.use) == is_budget(figure.use) && other.sum.overlaps(*sum);
        };
        if (sum && std::ranges::none_of(all, covered)) all.push_back({figure, *sum});
    }
    std::ranges::stable_sort(all, [](const ShownFigure& one, const ShownFigure& other) {
        return std::pair(!is_budget(one.named.use), one.sum.from) < std::pair(!is_budget(other.named.use), other.sum.from);
    });
    return all;
}

}  // namespace opendata
