#include "web/geography.h"

#include <cstdlib>

namespace web {
namespace {

std::string angle(std::int64_t e5, char positive, char negative) {
    const auto minutes = (std::abs(e5) * 60 + 50'000) / 100'000;
    const auto minute = minutes % 60;
    return std::to_string(minutes / 60) + "° " + (minute < 10 ? "0" : "") + std::to_string(minute) + "′ " + (e5 < 0 ? negative : positive);
}

}  // namespace

std::string degrees(base::Language language, std::int64_t latitude_e5, std::int64_t longitude_e5) {
    return angle(latitude_e5, 'N', 'S') + ", " + angle(longitude_e5, 'E', language == base::Language::fr ? 'O' : 'W');
}

html::Node geonames_link(std::int64_t geonameid) {
    const auto number = std::to_string(geonameid);
    return html::a(html::href("https://www.geonames.org/" + number), number);
}

}  // namespace web
