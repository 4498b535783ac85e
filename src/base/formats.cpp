#include "base/formats.h"
#include <unicode/dcfmtsym.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <charconv>
#include <memory>
#include <stdexcept>
#include "base/countries.h"

namespace base {
namespace {

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

void require(UErrorCode error, const char* what) {
    if (U_FAILURE(error)) throw std::runtime_error(std::string("ICU cannot give ") + what + ": " + u_errorName(error));
}

// What stands around the digit when ICU writes 1, and -1.
Affixes around_one(const icu::number::LocalizedNumberFormatter& formatter, const char* what) {
    UErrorCode error = U_ZERO_ERROR;
    const auto positive = utf8(formatter.formatInt(1, error).toString(error)),
               negative = utf8(formatter.formatInt(-1, error).toString(error));
    require(error, what);
    const auto at = positive.find('1'), negative_at = negative.find('1');
    if (at == positive.npos || negative_at == negative.npos)
        throw std::runtime_error(std::string("ICU writes one without its digit: ") + what);
    return {positive.substr(0, at), positive.substr(at + 1), negative.substr(0, negative_at), negative.substr(negative_at + 1)};
}

std::array<std::string, 12> months(const icu::DateFormatSymbols& symbols, icu::DateFormatSymbols::DtWidthType width) {
    std::int32_t count = 0;
    const auto* names = symbols.getMonths(count, icu::DateFormatSymbols::FORMAT, width);
    std::array<std::string, 12> out;
    if (count < 12) throw std::runtime_error("ICU has fewer than twelve months");
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = utf8(names[i]);
    return out;
}

std::vector<std::string> country_names(const icu::Locale& locale) {
    std::vector<std::string> out(26 * 26);
    for (const char* const* code = icu::Locale::getISOCountries(); *code; ++code) {
        icu::UnicodeString name;
        icu::Locale("", *code).getDisplayCountry(locale, name);
        if (const auto place = letters_place(*code)) out[*place] = utf8(name);
    }
    return out;
}

}  // namespace

const char* locale_of(Language language) { return language == Language::fr ? "fr_FR" : "en_GB"; }

Formats read_formats(Language language) {
    using icu::number::NumberFormatter;
    const icu::Locale locale(locale_of(language));
    UErrorCode error = U_ZERO_ERROR;
    const icu::DecimalFormatSymbols symbols(locale, error);
    const icu::DateFormatSymbols names(locale, error);
    require(error, "the symbols of a language");
    Formats formats;
    formats.group = utf8(symbols.getSymbol(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol));
    formats.decimal = utf8(symbols.getSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol));
    formats.minus = utf8(symbols.getSymbol(icu::DecimalFormatSymbols::kMinusSignSymbol));
    const auto integers = NumberFormatter::withLocale(locale).precision(icu::number::Precision::integer());
    formats.percent = around_one(integers.unit(icu::MeasureUnit::getPercent()), "percent");
    formats.months = months(names, icu::DateFormatSymbols::WIDE);
    formats.short_months = months(names, icu::DateFormatSymbols::ABBREVIATED);
    for (const auto& currency : Currency::all()) {
        auto code = icu::UnicodeString::fromUTF8({currency.letters.data(), 3});
        const icu::CurrencyUnit unit(code.getTerminatedBuffer(), error);
        require(error, "a currency");
        formats.currencies.push_back(around_one(integers.unit(unit), "a currency"));
    }
    formats.countries = country_names(locale);
    return formats;
}

void append_grouped(std::string& out, std::uint64_t value, int decimals, const Formats& formats) {
    char buffer[40] = {};
    const auto digits = std::to_chars(buffer + 12, buffer + sizeof buffer, value).ptr;
    char* first = buffer + 12;
    while (digits - first <= decimals) *--first = '0';  // at most 9 decimals: the room before holds them
    const char* const end = digits;
    const char* const units_end = end - decimals;
    for (const char* at = first; at < units_end; ++at) {
        out += *at;
        const auto left = units_end - at - 1;
        if (left > 0 && left % 3 == 0) out += formats.group;
    }
    if (decimals > 0) out.append(formats.decimal).append(units_end, end);
}

}  // namespace base
