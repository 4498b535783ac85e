#include "base/typed.h"

#include "base/countries.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <span>
#include <vector>

namespace base {
namespace {

constexpr std::string_view wide_spaces[] = {"\u00a0", "\u2009", "\u202f", "\ufeff"};

bool digit(char c) { return c >= '0' && c <= '9'; }
bool digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, digit); }

// Bytes taken by the space at the front, or 0.
std::size_t space_at(std::string_view text) {
    if (text.empty()) return 0;
    if (std::string_view(" \t\r\n").find(text[0]) != std::string_view::npos) return 1;
    for (const auto wide : wide_spaces)
        if (text.starts_with(wide)) return wide.size();
    return 0;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size()) text.replace(at, what.size(), by);
    return text;
}

// Takes a sign off the front.
bool take_minus(std::string_view& text) {
    for (const std::string_view minus : {"-", "\u2212"})
        if (text.starts_with(minus)) return text.remove_prefix(minus.size()), true;
    if (text.starts_with('+')) text.remove_prefix(1);
    return false;
}

std::optional<int> small_number(std::string_view text) {
    int value = 0;
    if (!digits(text) || text.size() > 4) return {};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::optional<int> month_named(std::string_view folded) {
    static constexpr std::array<std::array<std::string_view, 5>, 12> names{{{"janvier", "janv", "january", "jan", ""},
                                                                            {"fevrier", "fevr", "february", "feb", "fev"},
                                                                            {"mars", "march", "mar", "", ""},
                                                                            {"avril", "avr", "april", "apr", ""},
                                                                            {"mai", "may", "", "", ""},
                                                                            {"juin", "june", "jun", "", ""},
                                                                            {"juillet", "juil", "july", "jul", ""},
                                                                            {"aout", "august", "aug", "", ""},
                                                                            {"septembre", "sept", "september", "sep", ""},
                                                                            {"octobre", "oct", "october", "", ""},
                                                                            {"novembre", "nov", "november", "", ""},
                                                                            {"decembre", "dec", "december", "", ""}}};
    if (folded.empty()) return {};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (std::ranges::find(names[i], folded) != names[i].end()) return static_cast<int>(i) + 1;
    return {};
}

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

// A mark beside a number that folding would drop says something of it ("1998?", "[1998]", "≈1998"): it is not a number without it.
bool marked(std::string_view piece) {
    const auto plain = [](char c) {
        return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '/' || c == '-';
    };
    const auto first = std::ranges::find_if(piece, digit);
    if (first == piece.end()) return false;
    const auto end = std::find_if_not(first, piece.end(), digit);
    if (first == piece.begin() && end - first <= 2 && end != piece.end() && static_cast<unsigned char>(*end) >= 0x80) return false;  // 1ᵉʳ
    return !std::ranges::all_of(piece, plain);
}

// Pieces of the text: numbers with their separators as typed, words folded. A dash between two spaces or a long dash becomes "-".
std::vector<std::string> pieces(std::string_view typed) {
    std::string spaced(typed);
    for (const auto wide : wide_spaces) spaced = replaced(spaced, wide, " ");
    for (const std::string_view mark : {"\u2019", "'", ","}) spaced = replaced(spaced, mark, " ");
    for (const std::string_view dash : {"\u2013", "\u2014"}) spaced = replaced(spaced, dash, " - ");
    std::vector<std::string> all;
    for (std::size_t at = 0; at < spaced.size();) {
        const auto start = spaced.find_first_not_of(" \t\r\n", at);
        if (start == spaced.npos) break;
        const auto end = std::min(spaced.find_first_of(" \t\r\n", start), spaced.size());
        const auto piece = spaced.substr(start, end - start);
        if (marked(piece) || piece.find_first_of("?%") != piece.npos) return {};
        all.push_back(piece == "-" || std::ranges::all_of(piece, [](char c) { return digit(c) || c == '/' || c == '-' || c == '.'; })
                          ? piece
                          : fold(piece));
        at = end;
    }
    return all;
}

// A point on the calendar as EDTF writes it: a year, a month or a day; empty when it is none.
std::string numeric_point(std::string_view text, Language language) {
    if (digits(text) && text.size() == 4) return std::string(text);
    if (PartialDate::parse(text) && text.find('/') == text.npos) return std::string(text);
    std::vector<std::string_view> parts;
    char separator = 0;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find_first_of("/.-", start), text.size());
        parts.push_back(text.substr(start, end - start));
        if (end < text.size()) {
            if (separator && text[end] != separator) return {};
            separator = text[end];
        }
        start = end + 1;
    }
    if (parts.size() < 2 || parts.size() > 3 || parts.back().size() != 4) return {};
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = small_number(parts[i]);
        if (!number || (i + 1 < parts.size() && parts[i].size() > 2)) return {};
        numbers[i] = *number;
    }
    if (parts.size() == 2) return std::string(parts[1]) + "-" + two(numbers[0]);
    auto [day, month, year] = numbers;
    if (language == Language::en && day != month) {  // the day first in Britain, the month first in America
        if (day <= 12 && month <= 12) return {};
        if (month > 12) std::swap(day, month);
    }
    return std::string(parts[2]) + "-" + two(month) + "-" + two(day);
}

using Pieces = std::span<const std::string>;

std::string point(Pieces all, Language language) {
    static constexpr std::array<std::string_view, 8> articles{"le", "the", "en", "in", "on", "l", "d", "of"};
    while (!all.empty() && std::ranges::find(articles, all.front()) != articles.end()) all = all.subspan(1);
    if (all.size() == 1) return numeric_point(all[0], language);
    if (all.size() < 2 || all.size() > 3 || !digits(all.back()) || all.back().size() != 4) return {};
    if (all.size() == 2) {
        const auto month = month_named(all[0]);
        return month ? all[1] + "-" + two(*month) : "";
    }
    auto day_text = std::string_view(all[0]);
    auto month = month_named(all[1]);
    if (!month) day_text = all[1], month = month_named(all[0]);
    for (const std::string_view ending : {"er", "st", "nd", "rd", "th"})
        if (day_text.size() > 2 && day_text.ends_with(ending)) {
            day_text.remove_suffix(2);
            break;
        }
    const auto day = day_text.size() <= 2 ? small_number(day_text) : std::nullopt;
    return month && day ? all[2] + "-" + two(*month) + "-" + two(*day) : "";
}

template <std::size_t n>
bool among(const std::array<std::string_view, n>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::string range(Pieces all, Language language) {
    static constexpr std::array<std::string_view, 7> links{"a", "au", "to", "et", "and", "-", "until"};
    for (std::size_t i = 1; i + 1 < all.size(); ++i) {
        if (!among(links, all[i])) continue;
        const auto from = point(all.first(i), language), to = point(all.subspan(i + 1), language);
        return from.empty() || to.empty() ? "" : from + "/" + to;
    }
    return {};
}

// What everyday words say, as EDTF; empty when they cannot be read.
std::string edtf_of(Pieces all, Language language) {
    static constexpr std::array<std::string_view, 8> about{"vers", "environ", "about", "around", "circa", "ca", "c", "approximately"};
    static constexpr std::array<std::string_view, 3> since{"depuis", "since", "des"};
    static constexpr std::array<std::string_view, 4> until{"jusqu", "jusque", "until", "by"};
    static constexpr std::array<std::string_view, 5> from{"de", "du", "d", "from", "entre"};
    auto wrapped = [&](Pieces rest, std::string_view before, std::string_view after) {
        const auto text = point(rest, language);
        return text.empty() ? text : std::string(before) + text + std::string(after);
    };
    if (all.empty()) return {};
    const auto& first = all[0];
    if (among(about, first)) return wrapped(all.subspan(1), "", "~");
    if (among(since, first)) return wrapped(all.subspan(1), "", "/..");
    if (all.size() > 3 && first == "a" && all[1] == "partir" && (all[2] == "de" || all[2] == "du"))
        return wrapped(all.subspan(3), "", "/..");
    if (among(until, first)) {
        const auto rest = all.subspan(1);
        return wrapped(!rest.empty() && (rest[0] == "au" || rest[0] == "a") ? rest.subspan(1) : rest, "../", "");
    }
    const int year = all.size() == 2 && all[1].size() == 4 ? small_number(all[1]).value_or(0) : 0;
    if ((first == "avant" || first == "before") && year > 1000) return "../" + std::to_string(year - 1);
    if (all.size() > 2 && ((all[all.size() - 2] == "ou" && all.back() == "avant") ||
                           (all[all.size() - 2] == "or" && (all.back() == "before" || all.back() == "earlier"))))
        return wrapped(all.first(all.size() - 2), "../", "");
    if (among(from, first) || first == "between") return range(all.subspan(1), language);
    if (auto text = range(all, language); !text.empty()) return text;
    if (all.size() == 1 && first.size() == 9 && first[4] == '-' && digits(first.substr(0, 4)) && digits(first.substr(5)))
        return first.substr(0, 4) + "/" + first.substr(5);
    return point(all, language);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (const auto size = space_at(text)) text.remove_prefix(size);
    for (bool again = true; again && !text.empty();) {
        again = false;
        if (std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos) text.remove_suffix(1), again = true;
        for (const auto wide : wide_spaces)
            if (text.ends_with(wide)) text.remove_suffix(wide.size()), again = true;
    }
    return text;
}

std::optional<std::int64_t> read_integer(std::string_view typed, Language language) {
    auto rest = trimmed(typed);
    const bool negative = take_minus(rest);
    std::vector<std::string> groups(1);
    while (!rest.empty()) {
        const auto gap = space_at(rest);
        if (gap || (language == Language::en && rest[0] == ',')) {
            groups.emplace_back();
            rest.remove_prefix(gap ? gap : 1);
        } else if (digit(rest[0])) {
            groups.back() += rest[0];
            rest.remove_prefix(1);
        } else return {};
    }
    if (groups[0].empty() || (groups.size() > 1 && groups[0].size() > 3)) return {};
    std::string all;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i > 0 && groups[i].size() != 3) return {};
        all += groups[i];
    }
    std::int64_t value = 0;
    const auto read = std::from_chars(all.data(), all.data() + all.size(), value);
    if (read.ec != std::errc()) return {};
    return negative ? -value : value;
}

std::optional<std::int64_t> read_degrees(std::string_view typed, Axis axis) {
    auto rest = trimmed(typed);
    bool negative = take_minus(rest);
    const bool signed_already = rest.size() != trimmed(typed).size();
    std::string whole, decimals;
    while (!rest.empty() && digit(rest[0])) whole += rest[0], rest.remove_prefix(1);
    if (!rest.empty() && (rest[0] == '.' || rest[0] == ',')) {
        rest.remove_prefix(1);
        while (!rest.empty() && digit(rest[0])) decimals += rest[0], rest.remove_prefix(1);
        if (decimals.empty()) return {};
    }
    if (whole.empty() || whole.size() > 4 || decimals.size() > 40) return {};
    rest = trimmed(rest);
    if (rest.starts_with("°")) rest = trimmed(rest.substr(std::string_view("°").size()));
    if (rest.size() == 1 && !signed_already) {
        const auto letters = axis == Axis::latitude ? std::string_view("NnSs") : std::string_view("EeWwOo");
        const auto at = letters.find(rest[0]);
        if (at == letters.npos) return {};
        negative = at >= 2;
        rest = {};
    }
    if (!rest.empty()) return {};
    const bool up = decimals.size() > 5 && decimals[5] >= '5';
    decimals.resize(5, '0');
    std::int64_t value = 0;
    const auto all = whole + decimals;
    std::from_chars(all.data(), all.data() + all.size(), value);
    value += up;
    return negative ? -value : value;
}

std::string write_degrees(std::int64_t value, Language language) {
    auto text = std::to_string(value < 0 ? -value : value);
    if (text.size() < 6) text.insert(0, 6 - text.size(), '0');
    text.insert(text.size() - 5, language == Language::fr ? "," : ".");
    while (text.back() == '0') text.pop_back();
    if (!digit(text.back())) text.pop_back();
    return value < 0 ? "-" + text : text;
}

std::optional<Date> read_date(std::string_view typed, Language language) {
    const auto text = trimmed(typed);
    if (text.size() > 60 || !valid_utf8(text)) return {};
    if (const auto date = Date::parse(text)) return date;
    return Date::parse(point(pieces(text), language));
}

std::optional<PartialDate> read_partial_date(std::string_view typed, Language language) {
    const auto text = trimmed(typed);
    if (text.size() > 100 || !valid_utf8(text)) return {};
    if (auto date = PartialDate::parse(text)) return date;
    return PartialDate::parse(edtf_of(pieces(text), language));
}

std::optional<std::string> read_country(std::string_view typed) {
    const auto text = trimmed(typed);
    if (text.empty() || text.size() > 100 || !valid_utf8(text)) return {};
    static const auto known = [] {
        std::map<std::string, std::string, std::less<>> made;
        for (const auto& country : countries())
            for (const auto name : {country.alpha_2, country.alpha_3, country.name_fr, country.name_en})
                made.emplace(fold(name), country.alpha_2);
        for (const auto& [name, alpha_2] : {std::pair{"Congo-Brazzaville", "CG"},
                                            {"République du Congo", "CG"},
                                            {"Republic of the Congo", "CG"},
                                            {"Congo-Kinshasa", "CD"}})
            made.emplace(fold(name), alpha_2);
        return made;
    }();
    const auto found = known.find(fold(text));
    return found == known.end() || countries_called(text) ? std::nullopt : std::optional(found->second);
}

std::optional<std::pair<std::string_view, std::string_view>> countries_called(std::string_view typed) {
    if (fold(trimmed(typed)) != "congo") return {};
    return std::pair{"CG", "CD"};
}

}  // namespace base
