#include "web/map.h"
#include <doctest/doctest.h>
#include <cmath>
#include <stdexcept>
#include <string>

namespace {

// As d3-geo 3.1 projects them: node tools/map/build.mjs --points
struct Place {
    std::string_view map, name;
    std::int64_t latitude_e5, longitude_e5;
    double x, y;
};
constexpr Place places[] = {
    {"world", "Paris", 4885341, 234880, 460.793, 62.517},
    {"world", "Québec", 4681228, -7121454, 294.576, 68.383},
    {"world", "Dakar", 1469370, -1744406, 405.332, 173.781},
    {"world", "Phnom Penh", 1156245, 10491601, 728.028, 184.876},
    {"world", "Nouméa", -2227407, 16644800, 879.697, 305.233},
    {"world", "Papeete", -1753733, -14956600, 61.336, 288.762},
    {"world", "null island", 0, 0, 450.665, 226.270},
    {"011", "Dakar", 1469370, -1744406, 186.421, 317.171},
    {"011", "Cotonou", 636536, 241833, 640.419, 510.976},
    {"011", "Ouagadougou", 1236566, -153388, 550.083, 371.906},
    {"011", "Niamey", 1351366, 210980, 633.367, 344.982},
    {"015", "Rabat", 3401325, -683255, 184.841, 92.146},
    {"017", "Kinshasa", -432758, 1531357, 408.861, 648.918},
    {"014", "Port-Louis", -2016194, 5749889, 796.339, 860.107},
    {"014", "Kigali", -194995, 3005885, 197.648, 453.393},
    {"018", "Maseru", -2931670, 2748330, 524.499, 465.368},
    {"150", "Liège", 5063373, 556749, 324.087, 520.581},
    {"021", "Montréal", 4550884, -7358781, 687.312, 257.048},
    {"419", "Port-au-Prince", 1854349, -7233500, 521.886, 184.185},
    {"145", "Beyrouth", 3389332, 3550157, 323.511, 286.586},
    {"142", "Hué", 1646190, 10759546, 581.716, 458.086},
    {"009", "Papeete", -1753733, -14956600, 803.472, 305.892},
};

const web::Map& named(const web::Maps& maps, std::string_view code) {
    for (const auto& map : maps.all())
        if (map.code == code) return map;
    throw std::logic_error("no such map");
}

constexpr const char* table =
#include "data/tables/countries.csv.inc"
    ;

}  // namespace

TEST_CASE("A place falls within half a unit of where d3 drew it") {
    const web::Maps maps;
    for (const auto& place : places) {
        CAPTURE(std::string(place.name));
        const auto& map = named(maps, place.map);
        const auto point = web::project(map.projection, place.latitude_e5, place.longitude_e5);
        CHECK(std::abs(point.x - place.x) < 0.5);
        CHECK(std::abs(point.y - place.y) < 0.5);
        CHECK(map.view.contains(point));
    }
}

TEST_CASE("Cotonou lies inside the map of Western Africa, Kinshasa outside") {
    const web::Maps maps;
    const auto* west = maps.region("011");
    REQUIRE(west);
    CHECK(west->view.contains(web::project(west->projection, 636536, 241833)));
    CHECK_FALSE(west->view.contains(web::project(west->projection, -432758, 1531357)));
}

TEST_CASE("Going once round the Earth comes back to the same point, and the short way round is taken") {
    const web::Maps maps;
    const auto& world = maps.world();
    const auto once = web::project(world.projection, 0, -14956600), again = web::project(world.projection, 0, -14956600 + 36000000);
    CHECK(std::abs(once.x - again.x) < 1e-6);
    CHECK(web::project(world.projection, 0, 16644800).x > web::project(world.projection, 0, 0).x);
    CHECK(once.x < web::project(world.projection, 0, 0).x);
}

TEST_CASE("The poles fall on finite points") {
    const web::Maps maps;
    for (const auto& map : maps.all())
        for (const std::int64_t latitude : {-9000000, 9000000}) CHECK(std::isfinite(web::project(map.projection, latitude, 0).y));
}

TEST_CASE("Every sub-region where a country lies has its map, but for Antarctica") {
    const web::Maps maps;
    std::string_view rest = table;
    rest.remove_prefix(rest.find('\n') + 1);
    int countries = 0;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        const auto code = line.substr(line.rfind(',') + 1);
        CAPTURE(std::string(line));
        CHECK((maps.region(code) != nullptr) == (code != "010"));
        ++countries;
    }
    CHECK(countries == 249);
    CHECK(maps.region("001") == nullptr);
    CHECK(maps.region("") == nullptr);
}

TEST_CASE("Each map has its land, and each region its borders") {
    const web::Maps maps;
    CHECK(maps.all().size() == 12);
    for (const auto& map : maps.all()) {
        CAPTURE(std::string(map.code));
        CHECK(map.land.starts_with('M'));
        CHECK(map.borders.starts_with('M') == (map.code != "world"));
        CHECK(map.view.width == 960);
    }
}

TEST_CASE("A locator has the place in its middle and never leaves the map") {
    const web::Maps maps;
    const auto& map = named(maps, "011");
    const auto middle = web::locator(map, {480, 300}, 300, 200);
    CHECK(middle.x == 330);
    CHECK(middle.y == 200);
    const auto corner = web::locator(map, {5, 9000}, 300, 200);
    CHECK(corner.x == 0);
    CHECK(corner.y == map.view.height - 200);
    const auto whole = web::locator(map, {480, 300}, 5000, 5000);
    CHECK(whole.width == map.view.width);
    CHECK(whole.y == 0);
}
