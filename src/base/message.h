// Patterns of the catalogues: the part of ICU MessageFormat that the program speaks, parsed once by ICU, evaluated by us.
// Evaluating is ten times faster than icu::MessageFormat and needs no lock: a compiled pattern is never written again.
#pragma once
#include <cstdint>
#include <expected>
#include <set>
#include <string>
#include <string_view>
#include <vector>
#include "base/language.h"

namespace base {

// How an argument is written when it is not left to the kind of its value: {n, number}, {n, number, integer} …
enum class Style : std::uint8_t {
    by_value,
    number,        // {n, number}
    plain_number,  // {n, number, ::group-off}: a year, a number of a document
    percent,       // {share, number, percent}: a Rational, or its text ("2/3")
    money,         // {amount, number, currency}: Money, or its text and code ("550.00 EUR")
    date,          // {day, date} or {day, date, long}: Date, PartialDate or their text
    short_date,    // {day, date, short}
    country,       // {code, country}: the name of an ISO 3166-1 code
};

struct Case {
    std::string selector;  // "one", "other", a word; for "=3" the exact number below
    bool exact = false;
    std::int64_t number = 0;
    std::vector<struct Part> parts;
};

struct Part {
    enum class Kind : std::uint8_t { text, argument, plural, ordinal, select, number_sign };
    Kind kind = Kind::text;
    std::string text;  // the text, or the argument's name
    Style style = Style::by_value;
    std::vector<Case> cases;
};

struct Pattern {
    std::vector<Part> parts;
    std::set<std::string> arguments;  // every name used, in every case
};

// The pattern so written (UTF-8), or a sentence in English that says what is wrong with it: not ICU syntax, a type or a style
// that is not above, a numbered argument, a plural offset, no "other", an ASCII apostrophe that ICU would take for a quote.
std::expected<Pattern, std::string> compile_pattern(std::string_view pattern);

// CLDR plural categories of an integer: "one", "many", "other"; ordinal: "one", "two", "few", "other".
std::string_view plural_category(std::int64_t number, Language language);
std::string_view ordinal_category(std::int64_t number, Language language);

}  // namespace base
