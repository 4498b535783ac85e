// Drawings as SVG writes their paths (SVG 2, §9.3), read into lines and curves: what a logo needs and no more.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

namespace papers {

struct Segment {
    enum class Kind : unsigned char { move, line, curve, close } kind = Kind::move;
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0, x = 0, y = 0;  // controls of a curve (cubic), then the end
};
// Commands M L H V C A Z, absolute and relative; nothing when it is written otherwise, or holds a number that is not within ±1e6.
std::optional<std::vector<Segment>> parse_path(std::string_view);

}  // namespace papers
