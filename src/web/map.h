// The outlines that pages draw (world and regions), and where a place falls on them. Made by tools/map, embedded.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace web {

struct Point {
    double x = 0, y = 0;
};  // SVG units of one map, y downwards

struct ViewBox {  // SVG units
    double x = 0, y = 0, width = 0, height = 0;
    bool contains(Point point) const { return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height; }
};

// The same as d3-geo's, so that points fall where the outline was drawn.
struct Projection {
    enum class Kind { equal_earth, mercator };  // world; regions
    Kind kind = Kind::equal_earth;
    double meridian = 0;  // degrees: the longitude in the middle
    double scale = 1;     // SVG units in a radian
    double x = 0, y = 0;  // SVG units: where latitude 0 on that meridian falls
};

// Latitude and longitude in 1/100,000 degree. Mercator holds latitudes at ±85 degrees.
Point project(const Projection&, std::int64_t latitude_e5, std::int64_t longitude_e5);

struct Map {
    std::string_view code;  // "world", or a UN M49 code ("011")
    std::string_view name_fr, name_en;
    std::vector<std::string_view> regions;  // UN M49 codes of the sub-regions shown; the world: "001"
    Projection projection;
    ViewBox view;                    // the whole map, from 0 0
    std::string_view land, borders;  // SVG path data; land is filled, borders are stroked; the world has no borders
};

// A part of a map, of at most this size, with the place in its middle as far as the map goes: never outside the map.
ViewBox locator(const Map&, Point place, double width, double height);

// Every map the program carries. Texts are embedded: they live as long as the program.
class Maps {
public:
    Maps();
    const Map& world() const { return maps_.front(); }
    const Map* region(std::string_view sub_region) const;  // the map that shows a sub-region; none: nullptr (Antarctica)
    const std::vector<Map>& all() const { return maps_; }

private:
    std::vector<Map> maps_;
    std::vector<std::pair<std::string_view, std::size_t>> by_region_;  // a sub-region and its map's place, in order
};

}  // namespace web
