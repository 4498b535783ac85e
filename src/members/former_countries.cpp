#include "members/former_countries.h"

#include "base/countries.h"
#include "members/rules.h"

#include <algorithm>

namespace members {
namespace {

// ISO 3166-3:2020, the entries withdrawn since 1974. The names are those the countries had.
constexpr FormerCountry former[] = {
    {"AIDJ", "Territoire français des Afars et des Issas", "French Afars and Issas"},
    {"ANHH", "Antilles néerlandaises", "Netherlands Antilles"},
    {"BQAQ", "Territoire antarctique britannique", "British Antarctic Territory"},
    {"BUMM", "Birmanie", "Burma"},
    {"BYAA", "République socialiste soviétique de Biélorussie", "Byelorussian SSR"},
    {"CSHH", "Tchécoslovaquie", "Czechoslovakia"},
    {"CSXX", "Serbie-et-Monténégro", "Serbia and Montenegro"},
    {"CTKI", "Canton et Enderbury", "Canton and Enderbury Islands"},
    {"DDDE", "République démocratique allemande", "German Democratic Republic"},
    {"DYBJ", "Dahomey", "Dahomey"},
    {"FQHH", "Terres australes et antarctiques françaises", "French Southern and Antarctic Territories"},
    {"FXFR", "France métropolitaine", "Metropolitan France"},
    {"GEHH", "Îles Gilbert et Ellice", "Gilbert and Ellice Islands"},
    {"HVBF", "Haute-Volta", "Upper Volta"},
    {"JTUM", "Île Johnston", "Johnston Island"},
    {"MIUM", "Îles Midway", "Midway Islands"},
    {"NHVU", "Nouvelles-Hébrides", "New Hebrides"},
    {"NQAQ", "Terre de la Reine-Maud", "Dronning Maud Land"},
    {"NTHH", "Zone neutre", "Neutral Zone"},
    {"PCHH", "Îles du Pacifique sous tutelle", "Trust Territory of the Pacific Islands"},
    {"PUUM", "Diverses îles américaines du Pacifique", "US Miscellaneous Pacific Islands"},
    {"PZPA", "Zone du canal de Panama", "Panama Canal Zone"},
    {"RHZW", "Rhodésie du Sud", "Southern Rhodesia"},
    {"SKIN", "Sikkim", "Sikkim"},
    {"SUHH", "Union des républiques socialistes soviétiques", "Union of Soviet Socialist Republics"},
    {"TPTL", "Timor oriental", "East Timor"},
    {"VDVN", "République démocratique du Viêt Nam", "Democratic Republic of Viet-Nam"},
    {"WKUM", "Île Wake", "Wake Island"},
    {"YDYE", "Yémen démocratique", "Democratic Yemen"},
    {"YUCS", "Yougoslavie", "Yugoslavia"},
    {"ZRCD", "Zaïre", "Zaire"},
};

}  // namespace

const FormerCountry* former_country(std::string_view alpha_4) {
    if (alpha_4.size() != 4) return nullptr;  // most are of today
    const auto found = std::ranges::find(former, alpha_4, &FormerCountry::code);
    return found == std::end(former) ? nullptr : found;
}

std::string_view country_meant(std::string_view code) {
    const bool named_by_its_first = code.size() == 4 && !former_country(code) && base::country(code.substr(0, 2));
    return named_by_its_first ? code.substr(0, 2) : code;
}

std::string country_words(const base::Words& words, const std::string& code) {
    if (const auto* was = former_country(code)) return std::string(words.language() == base::Language::fr ? was->name_fr : was->name_en);
    const auto country = country_meant(code);
    return base::country(country) ? std::string(words.country(country)) : code;
}

std::string_view present_country(std::string_view code) { return code.size() == 4 ? code.substr(2) : code; }

Former::Former(std::span<const std::string> countries) : countries_(countries) {
    if (countries.size() > 1) regions_ = areas_of(countries).regions;
}

bool Former::operator()(std::string_view code) const {
    return code.size() == 4 && (std::ranges::find(countries_, country_meant(code)) != countries_.end() ||
                                std::ranges::find(regions_, region_of(present_country(code))) != regions_.end());
}

}  // namespace members
