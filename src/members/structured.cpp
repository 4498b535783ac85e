// A member as schema.org says it, for programs that read pages.
#include "members/page_parts.h"
#include "web/places.h"

#include <fmt/format.h>

namespace members {

// City, AdministrativeArea or Organization, in its country, member of this network. Nothing where the site does not know its address.
html::Node place_data(const web::Visit& visit, const ShownMember& member) {
    const auto& origin = visit.hooks.origin;
    if (origin.empty()) return {};
    const auto type = member.kind == Kind::association                            ? "Organization"
                      : member.kind == Kind::city || member.kind == Kind::capital ? "City"
                                                                                  : "AdministrativeArea";
    std::string json = R"({"@context":"https://schema.org","@type":")" + std::string(type) + R"(","name":)" + acts::json_text(member.name) +
                       R"(,"url":)" + acts::json_text(origin + web::places::member(member.id, member.name).in(visit.language));
    const auto country = R"({"@type":"Country","name":)" + acts::json_text(visit.words.country(member.country)) + "}";
    if (member.kind == Kind::association) {
        json += R"(,"areaServed":)" + country + R"(,"memberOf":{"@type":"Organization","name":)" +
                acts::json_text(visit.facts.name(visit.language)) + R"(,"url":)" + acts::json_text(origin + "/") + "}";
    } else {
        json += R"(,"containedInPlace":)" + country;
        if (member.position)
            json += fmt::format(R"(,"geo":{{"@type":"GeoCoordinates","latitude":{:.5f},"longitude":{:.5f}}})",
                                member.position->latitude.value / 1e5, member.position->longitude.value / 1e5);
        if (member.geonameid) json += R"(,"sameAs":"https://sws.geonames.org/)" + std::to_string(*member.geonameid) + "/\"";
    }
    return web::structured_data(json + "}");
}

}  // namespace members
