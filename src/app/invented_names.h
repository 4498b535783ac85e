// Names that nobody and no place has: syllables put together.
#pragma once
#include <cstdint>
#include <random>
#include <string>

namespace app {

class InventedNames {
public:
    explicit InventedNames(std::mt19937_64& chance) : chance_(chance) {}
    std::string place();   // "Vorelimoux-sur-Tane"
    std::string person();  // "Zolina Bravemor"

private:
    std::string word(int syllables);
    std::uint64_t below(std::uint64_t n) { return chance_() % n; }
    std::mt19937_64& chance_;
};

}  // namespace app
