#include "numbering/numbering.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace numbering {
namespace {

constexpr std::size_t typed_max = 60;    // bytes
constexpr std::size_t ordinal_max = 15;  // digits

bool is_series(std::string_view name) {
    return name.size() >= series_min && name.size() <= series_max && std::ranges::all_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string padded(std::int64_t number) {
    const auto digits = std::to_string(number);
    return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

std::optional<std::int64_t> digits(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = !text.empty() && text[0] != '-' && error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

// Capital letters, "-" for the dashes that word processors put, blanks left out.
std::string plain(std::string_view typed) {
    std::string text;
    for (std::size_t i = 0; i < typed.size();) {
        const auto is = [&](std::string_view bytes) { return typed.substr(i).starts_with(bytes); };
        if (is("\u2010") || is("\u2011") || is("\u2012") || is("\u2013") || is("\u2014") || is("\u2212")) text += '-', i += 3;
        else if (is("\u202f")) i += 3;
        else if (is("\u00a0")) i += 2;
        else if (is(" ") || is("\t")) ++i;
        else text += typed[i] >= 'a' && typed[i] <= 'z' ? char(typed[i] - 'a' + 'A') : typed[i], ++i;
    }
    return text;
}

}  // namespace

std::string Number::text() const { return series + "-" + padded(year) + "-" + padded(ordinal); }

std::optional<Number> read(std::string_view typed) {
    if (typed.size() > typed_max) return {};
    const auto text = plain(typed);
    const auto first = text.find('-'), second = first == text.npos ? text.npos : text.find('-', first + 1);
    if (second == text.npos || second - first != 5 || text.size() - second - 1 > ordinal_max) return {};
    const auto year = digits(std::string_view(text).substr(first + 1, 4)), ordinal = digits(std::string_view(text).substr(second + 1));
    if (!is_series(std::string_view(text).substr(0, first)) || !year || *year < 1 || !ordinal || *ordinal < 1) return {};
    return Number{text.substr(0, first), static_cast<int>(*year), *ordinal};
}

Number take(acts::Effect& act, std::string_view series) {
    if (!is_series(series)) throw std::logic_error("no name of a series: " + std::string(series));
    Number number{std::string(series), act.date().year, 1};
    {
        auto rows = act.db().ask("SELECT year, last FROM number_series WHERE series = $1 ORDER BY year DESC LIMIT 1", {number.series});
        if (rows.next() && rows.integer(0) >= number.year) number.year = int(rows.integer(0)), number.ordinal = rows.integer(1) + 1;
    }
    act.db().run(
        "INSERT INTO number_series (series, year, last) VALUES ($1, $2, $3) ON CONFLICT (series, year) DO UPDATE SET last = excluded.last",
        {number.series, number.year, number.ordinal});
    return number;
}

std::string_view tables() {
    return
#include "src/numbering/tables.sql.inc"
        ;
}

}  // namespace numbering
