#include "content/compare.h"

#include <algorithm>
#include <cstdint>

namespace content {
namespace {

constexpr std::size_t cells_most = 4'000'000;  // of the table: two texts of 2,000 different lines

std::vector<std::string_view> lines_of(std::string_view text, char parting) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find(parting);
        lines.push_back(text.substr(0, end));
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
    }
    return lines;
}

using Lines = std::vector<std::string_view>;
using Kind = ComparedLine::Kind;

// What lies between the lines that begin and end both.
void between(const Lines& a, const Lines& b, std::vector<ComparedLine>& out) {
    const auto rows = a.size() + 1, columns = b.size() + 1;
    std::vector<std::uint16_t> longest;  // of the lines from i on and from j on
    const bool known = rows * columns <= cells_most;
    if (known) {
        longest.assign(rows * columns, 0);
        for (auto i = a.size(); i-- > 0;)
            for (auto j = b.size(); j-- > 0;)
                longest[i * columns + j] = a[i] == b[j] ? longest[(i + 1) * columns + j + 1] + 1
                                                        : std::max(longest[(i + 1) * columns + j], longest[i * columns + j + 1]);
    }
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (known && i < a.size() && j < b.size() && a[i] == b[j]) out.push_back({Kind::same, a[i]}), ++i, ++j;
        else if (i < a.size() && (!known || j == b.size() || longest[(i + 1) * columns + j] >= longest[i * columns + j + 1]))
            out.push_back({Kind::removed, a[i++]});
        else out.push_back({Kind::added, b[j++]});
    }
}

}  // namespace

std::vector<ComparedLine> compare(std::string_view before, std::string_view after, char parting) {
    auto a = lines_of(before, parting), b = lines_of(after, parting);
    std::vector<ComparedLine> out, end;
    std::size_t first = 0;
    while (first < a.size() && first < b.size() && a[first] == b[first]) out.push_back({Kind::same, a[first++]});
    a.erase(a.begin(), a.begin() + std::ptrdiff_t(first)), b.erase(b.begin(), b.begin() + std::ptrdiff_t(first));
    while (!a.empty() && !b.empty() && a.back() == b.back()) end.push_back({Kind::same, a.back()}), a.pop_back(), b.pop_back();
    between(a, b, out);
    out.insert(out.end(), end.rbegin(), end.rend());
    return out;
}

}  // namespace content
