// What ICU knows of a language, read once and kept as plain text: separators, names, the places of symbols.
#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>
#include "base/language.h"
#include "base/money.h"

namespace base {

struct Affixes {
    std::string before, after;                    // "€" "" · "" "\u00A0€"
    std::string negative_before, negative_after;  // with the minus sign
};

struct Formats {
    std::string group, decimal, minus;
    Affixes percent;
    std::array<std::string, 12> months, short_months;
    std::vector<Affixes> currencies;     // in the order of Currency::all()
    std::vector<std::string> countries;  // names, at letters_place of their codes
};

const char* locale_of(Language language);  // ICU's name of it
Formats read_formats(Language language);

// value / 10^decimals with grouping, without sign; decimals written only when there are any.
void append_grouped(std::string& out, std::uint64_t value, int decimals, const Formats& formats);

}  // namespace base
