// Countries (ISO 3166-1) and regions (UN M49), from data/tables.
#pragma once
#include <span>
#include <string_view>

namespace base {

struct CountryFacts {
    std::string_view alpha_2, alpha_3, name_fr, name_en, region;  // region: M49 code of the sub-region, "011" Western Africa
};
struct RegionFacts {
    std::string_view code, name_fr, name_en, parent;
};
const CountryFacts* country(std::string_view alpha_2);  // nullptr when there is none
std::span<const CountryFacts> countries();              // by alpha_2
const RegionFacts* region(std::string_view code);
std::span<const RegionFacts> regions();

}  // namespace base
