// What IATI 2.03 asks of an identifier and of a sum, on both sides of each boundary.
#include "opendata/rules.h"

#include "support/places.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace {

using opendata::Use, opendata::sum_of, opendata::wrong_identifier;
using sources::ShownStatement;

std::string fault(const std::string& identifier) {
    const auto wrong = wrong_identifier(identifier);
    return wrong ? wrong->code : "";
}

ShownStatement budget(const char* period = "2024", const char* unit = "EUR") {
    ShownStatement said;
    said.subject = sources::Subject::finance;
    said.value = 7'000'000;
    said.unit = unit;
    said.as_of = *base::PartialDate::parse(period);
    said.confidence = sources::Confidence::confirmed;
    return said;
}
std::string fault(const ShownStatement& said) {
    const auto sum = sum_of(said);
    return sum ? sum->from.iso() + "/" + sum->last.iso() : std::string(sum.error());
}

}  // namespace

TEST_CASE("An IATI identifier is a registration agency, a hyphen and a number, without / & | ?") {
    struct Row {
        const char *identifier, *expected;
    };
    for (const Row& row : {Row{"XE-EXAMPLE-1", ""},
                           Row{"FR-RCS-123456789", ""},
                           Row{"CA_QC-QBC-12", ""},
                           Row{"XM-DAC-5-1", ""},
                           Row{"FR-RCS-A B", ""},
                           Row{"FR-INSEE-123456789", "iati_withdrawn"},
                           Row{"FR-INSEE-", "iati_agency"},
                           Row{"FR-RCS-", "iati_agency"},
                           Row{"FR-RCS", "iati_agency"},
                           Row{"FR-RCS123", "iati_agency"},
                           Row{"fr-rcs-123", "iati_agency"},
                           Row{"FR-123", "iati_agency"},
                           Row{"123456789", "iati_agency"},
                           Row{"-1", "iati_agency"},
                           Row{"", "iati_agency"},
                           Row{"FR-RCS-1/2", "iati_symbol"},
                           Row{"FR-RCS-1&2", "iati_symbol"},
                           Row{"FR-RCS-1|2", "iati_symbol"},
                           Row{"FR-RCS-1?", "iati_symbol"},
                           Row{"/", "iati_symbol"}}) {
        CAPTURE(row.identifier);
        CHECK(fault(row.identifier) == row.expected);
    }
}

TEST_CASE("A sum is exact, confirmed, in a known currency, over a known period of a year at most") {
    CHECK(fault(budget()) == "2024-01-01/2024-12-31");
    CHECK(fault(budget("2024-02")) == "2024-02-01/2024-02-29");
    CHECK(fault(budget("2023-06/2024-05")) == "2023-06-01/2024-05-31");
    CHECK(fault(budget("2023-06/2024-06")) == "figure_period");
    CHECK(fault(budget("2023/2024")) == "figure_period");
    CHECK(fault(budget("2024~")) == "figure_period");
    CHECK(fault(budget("../2024")) == "figure_period");
    CHECK(fault(budget("2024/..")) == "figure_period");
    CHECK(fault(budget("2024-06-01")) == "figure_period");  // a day is no period
    CHECK(fault(budget("2024", "EUR_per_year")) == "figure_currency");
    CHECK(fault(budget("2024", "percent")) == "figure_currency");
    CHECK(fault(budget("2024", "FRF")) == "figure_currency");  // gone, and not in IATI’s list
    CHECK(fault(budget("2024", "CHW")) == "figure_currency");  // of ISO 4217, not in IATI’s list
    CHECK(fault(budget("2024", "CAD")) == "2024-01-01/2024-12-31");

    const auto with = [](auto change) {
        auto said = budget();
        change(said);
        return fault(said);
    };
    CHECK(with([](auto& said) { said.period = base::PartialDate::parse("2023"); }) == "2023-01-01/2023-12-31");  // before as_of
    CHECK(with([](auto& said) { said.withdrawn_by = base::Id<acts::Act>{9}; }) == "figure_withdrawn");
    CHECK(with([](auto& said) { said.confidence = sources::Confidence::implied; }) == "figure_uncertain");
    CHECK(with([](auto& said) { said.precision = sources::Precision::about; }) == "figure_not_exact");
    CHECK(with([](auto& said) { said.value_to = 8'000'000; }) == "figure_not_exact");
    CHECK(with([](auto& said) { said.value.reset(); }) == "figure_currency");
    CHECK(with([](auto& said) { said.subject = sources::Subject::figure; }) == "figure_currency");
}

TEST_CASE("Of two budgets of one period the one named first stands; an expenditure of that period stands beside it") {
    const auto named = [](Use use, std::int64_t id, const char* period) {
        return std::pair(opendata::NamedFigure{use, {id}}, budget(period));
    };
    const auto ids = [](const std::vector<opendata::ShownFigure>& all) {
        std::string text;
        for (const auto& one : all) text += std::to_string(one.named.statement.value) + " ";
        return text;
    };
    CHECK(ids(opendata::publishable({})).empty());
    CHECK(ids(opendata::publishable({named(Use::expenditure, 1, "2023"), named(Use::voted_budget, 2, "2024"),
                                     named(Use::forecast_budget, 3, "2024-06"), named(Use::forecast_budget, 4, "2023"),
                                     named(Use::expenditure, 5, "2024"), named(Use::voted_budget, 6, "2023~")})) == "4 2 1 5 ");
}

TEST_CASE("The registration agencies, the types and the currencies are those of IATI’s codelists") {
    const std::filesystem::path lists = support::in_checkout("../shared/standards/iati/codelists-nonembedded/xml");
    if (!std::filesystem::exists(lists)) {
        MESSAGE("skipped: no ../shared");
        return;
    }
    const auto codes = [&](const char* list, const char* pattern = "<code>([^<]+)</code>") {
        std::ostringstream text;
        text << std::ifstream(lists / list).rdbuf();
        const auto all = text.str();
        std::set<std::string, std::less<>> found;
        const std::regex code(pattern);
        for (std::sregex_iterator at(all.begin(), all.end(), code), end; at != end; ++at) found.insert((*at)[1]);
        return found;
    };
    std::set<std::string, std::less<>> agencies, withdrawn;
    for (const auto& agency : opendata::registration_agencies()) {
        agencies.emplace(agency.code);
        if (agency.withdrawn) withdrawn.emplace(agency.code);
    }
    CHECK(agencies == codes("OrganisationRegistrationAgency.xml"));
    CHECK(withdrawn == codes("OrganisationRegistrationAgency.xml", "status=\"withdrawn\">\\s*<code>([^<]+)</code>"));
    CHECK(std::ranges::is_sorted(opendata::registration_agencies(), {}, &opendata::RegistrationAgency::code));

    std::set<std::string, std::less<>> types;
    for (const auto name : acts::type_of<opendata::OrganisationType>().names)
        types.insert(std::to_string(opendata::iati_code(*acts::named<opendata::OrganisationType>(name))));
    CHECK(types == codes("OrganisationType.xml"));

    const auto currencies = codes("Currency.xml");
    for (const auto& currency : base::Currency::all()) {
        CAPTURE(currency.code());
        CHECK(opendata::iati_currency(currency.code()).has_value() == currencies.contains(currency.code()));
    }
}
