#include "base/wide.h"
#include "web/chart.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace web::chart {
namespace {

std::int64_t floor_to(std::int64_t value, std::int64_t step) { return (value / step - (value % step < 0)) * step; }
std::int64_t ceil_to(std::int64_t value, std::int64_t step) { return (value / step + (value % step > 0)) * step; }

// 1, 2, 5, 10, 20, 50, …
std::int64_t next_step(std::int64_t step) {
    auto leading = step;
    while (leading >= 10) leading /= 10;
    return leading == 2 ? step / 2 * 5 : step * 2;
}

// The next character of UTF-8 and how many bytes it takes; a byte that begins none is a character of its own.
std::pair<char32_t, std::size_t> character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t size = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (size == 1 || size > text.size()) return {first, 1};
    char32_t code = first & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    return {code, size};
}

// Of the widest fonts the stylesheet names (DejaVu, Verdana are wider than Roboto), so that estimates are rather too large.
double width_of(char32_t code) {
    constexpr std::string_view narrow = "ijlI.,:;'|!()[]- ", wide = "mwMW@%";
    if (code < 0x80) {
        const char c = static_cast<char>(code);
        if (narrow.find(c) != narrow.npos) return .36;
        if (wide.find(c) != wide.npos) return .96;
        return c >= 'A' && c <= 'Z' ? .74 : .62;
    }
    if (code >= 0x300 && code < 0x370) return 0;                                           // marks above other letters
    if (code == 0xA0 || (code >= 0x2000 && code <= 0x200F) || code == 0x202F) return .36;  // spaces
    if (code < 0x1100) return .72;
    return code < 0x2E80 ? .8 : 1.05;
}

}  // namespace

double Scale::share(std::int64_t value) const {
    return static_cast<double>(base::Wide(value) - first) / static_cast<double>(base::Wide(last) - first);
}

std::vector<std::int64_t> Scale::ticks() const {
    std::vector<std::int64_t> all;
    for (base::Wide at = first; at <= last; at += step) all.push_back(static_cast<std::int64_t>(at));
    return all;
}

Scale scale_of(std::int64_t least, std::int64_t most, int steps_max) {
    if (least > most || steps_max < 2) throw std::invalid_argument("a scale of nothing");
    if (least < -value_most || most > value_most) throw std::invalid_argument("a value beyond what charts draw");
    for (std::int64_t step = 1;; step = next_step(step)) {
        Scale scale{floor_to(least, step), ceil_to(most, step), step};
        if (scale.first == scale.last) scale.last += step;
        if ((base::Wide(scale.last) - scale.first) / step <= steps_max) return scale;
    }
}

std::vector<int> year_ticks(int first, int last, int ticks_max) {
    std::vector<int> all;
    for (std::int64_t step = 1;; step = next_step(step)) {
        const auto from = ceil_to(first, step), to = floor_to(last, step);
        if ((to - from) / step >= std::max(1, ticks_max)) continue;
        for (auto year = from; year <= to; year += step) all.push_back(static_cast<int>(year));
        return all;
    }
}

double width_em(std::string_view text) {
    double width = 0;
    while (!text.empty()) {
        const auto [code, size] = character(text);
        width += width_of(code);
        text.remove_prefix(size);
    }
    return width;
}

std::vector<std::string> lines_of(std::string_view text, double em_max, std::size_t lines_max) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        double width = 0;
        std::size_t fits = 0, at_space = 0, short_of_ellipsis = 0;
        while (fits < text.size()) {
            const auto [code, size] = character(text.substr(fits));
            if (width + width_of(code) > em_max && fits > 0) break;
            if (width + width_of(code) + 1 <= em_max) short_of_ellipsis = fits + size;
            if (code == ' ') at_space = fits;
            width += width_of(code);
            fits += size;
        }
        if (fits < text.size() && lines.size() + 1 == lines_max) {
            lines.push_back(std::string(text.substr(0, short_of_ellipsis)) + "…");
            return lines;
        }
        if (fits < text.size() && text[fits] != ' ' && at_space > 0) fits = at_space;
        lines.emplace_back(text.substr(0, fits));
        text.remove_prefix(fits);
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    return lines;
}

}  // namespace web::chart
