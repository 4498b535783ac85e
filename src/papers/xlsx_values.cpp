#include "papers/xlsx_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include "base/date.h"

namespace papers {
namespace {

constexpr std::int64_t columns_of_format = 16'384, rows_of_format = 1'048'576;
constexpr std::size_t digits_kept = 15, digits_max = 400;

bool digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// The letters of the first section of a format, lower case; "[h]" as "h"; nothing that is quoted, escaped, a colour or a locale.
std::string letters_of(std::string_view code) {
    std::string letters;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == ';') break;
        if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '[') {
            const auto end = std::min(code.find(']', i + 1), code.size());
            const auto inside = code.substr(i + 1, end - i - 1);
            const char first = inside.empty() ? ' ' : lower(inside[0]);
            const bool elapsed = std::ranges::all_of(inside, [&](char each) { return lower(each) == first; });
            if (elapsed && (first == 'h' || first == 'm' || first == 's')) letters += "h";  // a time, even in minutes
            i = end;
        } else if (lower(c) == 'a' && (code.substr(i).starts_with("AM/PM") || code.substr(i).starts_with("am/pm"))) {
            i += 4;
        } else if (lower(c) == 'a' && (code.substr(i).starts_with("A/P") || code.substr(i).starts_with("a/p"))) {
            i += 2;
        } else if (lower(c) == 'g' && code.substr(i, 7) == "General") {
            i += 6;
        } else {
            letters += lower(c);
        }
    }
    return letters;
}

std::string two(std::int64_t number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); }

std::string clock(std::int64_t seconds) {
    auto text = two(seconds / 3600) + ":" + two(seconds / 60 % 60);
    if (seconds % 60) text += ":" + two(seconds % 60);
    return text;
}

}  // namespace

DateFormat built_in_date_format(std::int64_t id) {
    if (id == 17) return {.year = true, .month = true};  // mmm-yy
    if (id == 16) return {.month = true, .day = true};   // d-mmm
    if ((id >= 14 && id <= 15) || (id >= 27 && id <= 31) || id == 36) return {.year = true, .month = true, .day = true};
    if (id >= 50 && id <= 58) return {.year = true, .month = true, .day = true};
    if (id == 22) return {.year = true, .month = true, .day = true, .time = true};
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return {.time = true};
    return {};
}

DateFormat date_format(std::string_view code) {
    const auto letters = letters_of(code);
    const auto has = [&](char c) { return letters.find(c) != letters.npos; };
    if (has('0') || has('#') || has('?') || has('@')) {
        // Digits belong to numbers, but for the fractions of a second: "ss.000", "mm:ss.0".
        if (!has('s')) return {};
    }
    DateFormat found{.year = has('y'), .day = has('d'), .time = has('h') || has('s')};
    found.month = has('m') && (found.year || found.day || !found.time);  // otherwise minutes
    return found;
}

std::optional<std::string> date_text(std::string_view number, const DateFormat& format, Epoch epoch) {
    double serial = 0;
    if (number.starts_with('+')) number.remove_prefix(1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), serial);
    if (error != std::errc() || end != number.data() + number.size()) return {};
    if (!(serial >= 0 && serial < 2'958'466)) return {};  // 9999-12-31
    const auto seconds = static_cast<std::int64_t>(std::llround(serial * 86'400));
    if (format.shows_time_only()) return clock(seconds);
    auto days = seconds / 86'400;
    const auto rest = seconds % 86'400;
    if (epoch == Epoch::of_1904) days += base::Date{1904, 1, 1}.days_since_1970();
    else {
        if (days < 1 || days == 60) return {};
        days += base::Date{1900, 1, 1}.days_since_1970() - (days < 60 ? 1 : 2);
    }
    if (days > base::Date{9999, 12, 31}.days_since_1970()) return {};
    const auto day = base::Date::from_days(days);
    if (format.time) return day.iso() + (rest ? "T" + clock(rest) : "");
    if (!format.day && !format.month && day.month == 1 && day.day == 1) return day.iso().substr(0, 4);
    if (!format.day && format.year && format.month && day.day == 1) return day.iso().substr(0, 7);
    return day.iso();
}

std::optional<std::string> decimal_text(std::string_view number) {
    const bool negative = number.starts_with('-');
    if (negative || number.starts_with('+')) number.remove_prefix(1);
    std::string digits;
    std::int64_t point = -1;  // how many digits stand before it
    std::size_t at = 0;
    for (; at < number.size() && (digit(number[at]) || number[at] == '.'); ++at) {
        if (digit(number[at])) digits += number[at];
        else if (point < 0) point = static_cast<std::int64_t>(digits.size());
        else return {};
    }
    if (digits.empty() || digits.size() > digits_max) return {};
    const bool whole = point < 0 && at == number.size();
    if (point < 0) point = static_cast<std::int64_t>(digits.size());
    if (at < number.size()) {
        if (lower(number[at]) != 'e') return {};
        auto power = number.substr(at + 1);
        if (power.starts_with('+') && !power.starts_with("+-")) power.remove_prefix(1);
        int exponent = 0;
        const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
        if (error != std::errc() || end != power.data() + power.size() || std::abs(exponent) > static_cast<int>(digits_max)) return {};
        point += exponent;
    }
    const auto zeros = std::min(digits.find_first_not_of('0'), digits.size());
    digits.erase(0, zeros), point -= static_cast<std::int64_t>(zeros);
    if (digits.empty()) return "0";
    if (!whole && digits.size() > digits_kept) {
        bool up = digits[digits_kept] >= '5';
        digits.resize(digits_kept);
        for (auto i = digits_kept; up && i-- > 0;) {
            up = digits[i] == '9';
            digits[i] = up ? '0' : static_cast<char>(digits[i] + 1);
        }
        if (up) digits.insert(0, 1, '1'), ++point;
    }
    if (!whole) digits.erase(digits.find_last_not_of('0') + 1);
    const auto size = static_cast<std::int64_t>(digits.size());
    if (std::max(point, size) - std::min<std::int64_t>(point, 0) > static_cast<std::int64_t>(digits_max)) return {};
    if (point <= 0) digits = "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    else if (point >= size) digits.append(static_cast<std::size_t>(point - size), '0');
    else digits.insert(static_cast<std::size_t>(point), 1, '.');
    return (negative ? "-" : "") + digits;
}

std::string unescaped(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const auto at = std::min(text.find("_x"), text.size());
        plain += text.substr(0, at);
        text.remove_prefix(at);
        unsigned code = 0;
        if (text.size() < 7 || text[6] != '_' || std::from_chars(text.data() + 2, text.data() + 6, code, 16).ptr != text.data() + 6 ||
            code == 0 || (code >= 0xd800 && code < 0xe000) || code >= 0xfffe) {
            plain += text.substr(0, 1);
            text.remove_prefix(std::min<std::size_t>(text.size(), 1));
            continue;
        }
        if (code < 0x80) plain += static_cast<char>(code);
        else if (code < 0x800) plain += {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f))};
        else
            plain += {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3f)),
                      static_cast<char>(0x80 | (code & 0x3f))};
        text.remove_prefix(7);
    }
    return plain;
}

std::optional<CellPlace> cell_place(std::string_view reference) {
    CellPlace place;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 4; ++at)
        place.column = place.column * 26 + (reference[at] - 'A' + 1);
    const auto rest = reference.substr(at);
    if (at == 0 || rest.empty() || !digit(rest[0]) || rest[0] == '0') return {};
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), place.row);
    if (error != std::errc() || end != rest.data() + rest.size()) return {};
    if (place.column > columns_of_format || place.row > rows_of_format) return {};
    --place.column;
    return place;
}

std::string cell_name(std::int64_t column, std::int64_t row) {
    std::string letters;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters + std::to_string(row);
}

}  // namespace papers
