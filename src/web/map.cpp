#include "web/map.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace web {
namespace {

constexpr double radians_in_e5 = std::numbers::pi / 180 / 1e5;

// Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2018.
Point equal_earth(double longitude, double latitude) {
    constexpr double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
    const double half_root_3 = std::numbers::sqrt3 / 2;
    const double l = std::asin(half_root_3 * std::sin(latitude)), l2 = l * l, l6 = l2 * l2 * l2;
    return {longitude * std::cos(l) / (half_root_3 * (a1 + 3 * a2 * l2 + l6 * (7 * a3 + 9 * a4 * l2))),
            l * (a1 + a2 * l2 + l6 * (a3 + a4 * l2))};
}

Point mercator(double longitude, double latitude) {
    const double limit = 85 * std::numbers::pi / 180;
    return {longitude, std::log(std::tan(std::numbers::pi / 4 + std::clamp(latitude, -limit, limit) / 2))};
}

constexpr std::string_view table =
#include "assets/built/maps.csv.inc"
    ;

struct Outline {
    std::string_view code, text;
};
constexpr std::array outlines{
    Outline{
        "world",
#include "assets/built/world.path.inc"
    },
    Outline{
        "009",
#include "assets/built/region-009.path.inc"
    },
    Outline{
        "011",
#include "assets/built/region-011.path.inc"
    },
    Outline{
        "014",
#include "assets/built/region-014.path.inc"
    },
    Outline{
        "015",
#include "assets/built/region-015.path.inc"
    },
    Outline{
        "017",
#include "assets/built/region-017.path.inc"
    },
    Outline{
        "018",
#include "assets/built/region-018.path.inc"
    },
    Outline{
        "021",
#include "assets/built/region-021.path.inc"
    },
    Outline{
        "142",
#include "assets/built/region-142.path.inc"
    },
    Outline{
        "145",
#include "assets/built/region-145.path.inc"
    },
    Outline{
        "150",
#include "assets/built/region-150.path.inc"
    },
    Outline{
        "419",
#include "assets/built/region-419.path.inc"
    },
};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + 1);
    }
}

double number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) throw std::logic_error("maps.csv: not a number");
    return value;
}

// A row: code, name_fr, name_en, regions, kind, meridian, scale, x, y, width, height; no field is quoted.
Map parse_map(std::string_view line) {
    const auto field = split(line, ',');
    if (field.size() != 11) throw std::logic_error("maps.csv: a row of other than eleven fields");
    const auto kind = field[4] == "equal_earth" ? Projection::Kind::equal_earth : Projection::Kind::mercator;
    const auto outline = std::ranges::find(outlines, field[0], &Outline::code);
    if (outline == outlines.end()) throw std::logic_error("maps.csv: a map without its outline");
    const auto paths = split(outline->text, '\n');
    return {.code = field[0],
            .name_fr = field[1],
            .name_en = field[2],
            .regions = split(field[3], ' '),
            .projection = {kind, number(field[5]), number(field[6]), number(field[7]), number(field[8])},
            .view = {0, 0, number(field[9]), number(field[10])},
            .land = paths[0],
            .borders = paths.size() > 1 ? paths[1] : std::string_view{}};
}

}  // namespace

Point project(const Projection& projection, std::int64_t latitude_e5, std::int64_t longitude_e5) {
    const double turned = static_cast<double>(longitude_e5) * radians_in_e5 - projection.meridian * std::numbers::pi / 180;
    const double longitude = std::remainder(turned, 2 * std::numbers::pi);  // the short way round from the middle meridian
    const double latitude = static_cast<double>(latitude_e5) * radians_in_e5;
    const Point raw = projection.kind == Projection::Kind::equal_earth ? equal_earth(longitude, latitude) : mercator(longitude, latitude);
    return {projection.x + projection.scale * raw.x, projection.y - projection.scale * raw.y};
}

ViewBox locator(const Map& map, Point place, double width, double height) {
    width = std::min(width, map.view.width);
    height = std::min(height, map.view.height);
    return {std::clamp(place.x - width / 2, 0.0, map.view.width - width), std::clamp(place.y - height / 2, 0.0, map.view.height - height),
            width, height};
}

Maps::Maps() {
    auto lines = split(table, '\n');
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (!lines[i].empty()) maps_.push_back(parse_map(lines[i]));
    if (maps_.empty() || maps_.front().code != "world") throw std::logic_error("maps.csv: the world comes first");
    for (std::size_t i = 1; i < maps_.size(); ++i)
        for (const auto sub_region : maps_[i].regions) by_region_.emplace_back(sub_region, i);
    std::ranges::sort(by_region_);
}

const Map* Maps::region(std::string_view sub_region) const {
    const auto found = std::ranges::lower_bound(by_region_, sub_region, {}, &std::pair<std::string_view, std::size_t>::first);
    return found != by_region_.end() && found->first == sub_region ? &maps_[found->second] : nullptr;
}

}  // namespace web
