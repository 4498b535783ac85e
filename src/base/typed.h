// What people type into forms and spreadsheets, read as the language of the page has it. Nothing when it cannot be read, or can be
// read in two ways: then the person is asked. Everything Words writes (numbers, dates, partial dates) is read back as the same value.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include "base/date.h"
#include "base/language.h"

namespace base {

std::string_view trimmed(std::string_view);  // without white space at the ends: ASCII, U+00A0, U+2009, U+202F, U+FEFF

// "12 345" (with any space), "-5", "−5"; in English also "12,345". A point or a comma that could be a decimal one is refused.
std::optional<std::int64_t> read_integer(std::string_view typed, Language language);

enum class Axis { latitude, longitude };
// Decimal degrees to 1e-5 degree, by decimal digits alone: "48,85341", "6.36536° N", "2,4 O" (-240000). More decimals are rounded,
// a half away from zero. Bounds are not looked at.
std::optional<std::int64_t> read_degrees(std::string_view typed, Axis axis);
std::string write_degrees(std::int64_t hundred_thousandths, Language language);  // "-1,67428" "-1.67428"

// "2014-11-06", "6 novembre 2014", "1er mars 2026", "06/11/2014". In English 06/11/2014 is read only when one order is possible.
std::optional<Date> read_date(std::string_view typed, Language language);
// EDTF as PartialDate has it, or everyday words: "novembre 2014", "11/2014", "vers 2014", "de 2010 à 2013", "2010-2013",
// "depuis 2018", "2004 ou avant", "avant 2005".
std::optional<PartialDate> read_partial_date(std::string_view typed, Language language);

// An ISO 3166-1 code of two or three letters, or the country's name in French or in English, in any spelling of accents: alpha-2.
std::optional<std::string> read_country(std::string_view typed);
// The two that a name alone may mean, by alpha-2: « Congo ». Such a name is not read.
std::optional<std::pair<std::string_view, std::string_view>> countries_called(std::string_view typed);

}  // namespace base
