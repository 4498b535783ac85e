// Countries (ISO 3166-1) and regions (UN M49), from data/tables.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace base {

struct CountryFacts {
    std::string_view alpha_2, alpha_3, name_fr, name_en, region;  // region: M49 code of the sub-region, "011" Western Africa
};
struct RegionFacts {
    std::string_view code, name_fr, name_en, parent;
};
// Where two capital letters stand among all pairs of them, 0 to 675: pages look up countries some hundred times each.
constexpr std::optional<std::size_t> letters_place(std::string_view code) {
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (code.size() != 2 || !letter(code[0]) || !letter(code[1])) return {};
    return std::size_t(code[0] - 'A') * 26 + std::size_t(code[1] - 'A');
}
const CountryFacts* country(std::string_view alpha_2);  // nullptr when there is none
std::span<const CountryFacts> countries();              // by alpha_2
const RegionFacts* region(std::string_view code);
std::span<const RegionFacts> regions();

}  // namespace base
