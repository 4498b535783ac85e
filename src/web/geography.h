// A place on earth, as pages say it.
#pragma once
#include "base/language.h"
#include "web/html.h"

#include <cstdint>
#include <string>

namespace web {

// "6° 22′ N, 2° 25′ E", the west "O" in French; 1e-5 degree, WGS 84.
std::string degrees(base::Language, std::int64_t latitude_e5, std::int64_t longitude_e5);
// The number of a place at GeoNames, linked to its page there.
html::Node geonames_link(std::int64_t geonameid);

}  // namespace web
