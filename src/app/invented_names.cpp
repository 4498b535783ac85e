#include "app/invented_names.h"

#include <array>
#include <cctype>
#include <string_view>

namespace app {
namespace {

constexpr std::array<std::string_view, 40> syllables{
    "za", "vo",  "ri",  "lu",  "mé", "tan", "bra", "kel", "do",  "no", "fi", "gue", "sor", "pli", "ja",  "mu",  "che", "val", "ty", "ro",
    "ne", "dro", "qui", "bel", "xa", "lo",  "phé", "gon", "tri", "ma", "so", "wen", "cu",  "ra",  "dji", "lim", "o",   "ver", "ka", "yo"};
constexpr std::array<std::string_view, 12> place_ends{"moux",  "ville", "gaa",  "dougo", "riva",  "bourg",
                                                      "tessa", "kro",   "mont", "lanna", "court", "zinga"};
constexpr std::array<std::string_view, 8> links{"-sur-", "-lès-", "-en-", "-du-", "-aux-", "-le-", "-de-", "-sous-"};

std::string capital(std::string word) {
    word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));  // the first letters above are ASCII
    return word;
}

}  // namespace

std::string InventedNames::word(int count) {
    std::string made;
    for (int i = 0; i < count; ++i) made += syllables[below(syllables.size())];
    return made;
}

std::string InventedNames::place() {
    auto name = capital(word(2 + static_cast<int>(below(2)))) + std::string(place_ends[below(place_ends.size())]);
    if (below(4) == 0) name += std::string(links[below(links.size())]) + capital(word(2));
    return name;
}

std::string InventedNames::person() {
    auto given = capital(word(2 + static_cast<int>(below(2))));
    return given + " " + capital(word(3));
}

}  // namespace app
