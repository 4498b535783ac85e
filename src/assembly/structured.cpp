// A session as schema.org says it, for programs that read pages.
#include "assembly/pages.h"
#include "web/places.h"

namespace assembly {
namespace {

std::string member(std::string_view name, const std::string& value) {
    return value.empty() ? std::string() : ",\"" + std::string(name) + "\":" + acts::json_text(value);
}

// A day, a month or a year, as ISO 8601 writes them; nothing for a date that is known otherwise.
std::string iso(const std::optional<base::PartialDate>& date) {
    const auto text = date ? date->edtf() : std::string();
    return text.find_first_not_of("0123456789-") == text.npos ? text : std::string();
}

std::string_view attendance(Mode mode) {
    switch (mode) {
    case Mode::in_person: return "OfflineEventAttendanceMode";
    case Mode::online: return "OnlineEventAttendanceMode";
    case Mode::hybrid: return "MixedEventAttendanceMode";
    case Mode::not_stated: break;
    }
    return {};
}

}  // namespace

html::Node event_data(const web::Visit& visit, const KnownSession& session) {
    const auto& origin = visit.hooks.origin;
    if (origin.empty()) return {};
    const auto url = origin + address_of(session).in(visit.language);
    std::string json = R"({"@context":"https://schema.org","@type":"Event","name":)" + acts::json_text(title_of(visit, session));
    json += member("url", url) + member("startDate", iso(session.date)) + member("endDate", iso(session.until)) +
            member("description", visit.in_language(session.theme_fr, session.theme_en)) +
            member("inLanguage", std::string(base::code(visit.language)));
    if (const auto mode = attendance(session.mode); !mode.empty())
        json += member("eventAttendanceMode", "https://schema.org/" + std::string(mode));
    const auto country = session.country.empty() ? std::string() : R"(,"addressCountry":)" + acts::json_text(session.country);
    if (!session.place.empty())
        json += R"(,"location":{"@type":"Place","name":)" + acts::json_text(session.place) +
                R"(,"address":{"@type":"PostalAddress","addressLocality":)" + acts::json_text(session.place) + country + "}}";
    else if (session.mode == Mode::online) json += R"(,"location":{"@type":"VirtualLocation","url":)" + acts::json_text(url) + "}";
    json += R"(,"organizer":{"@type":"Organization","name":)" + acts::json_text(visit.facts.name(visit.language)) + R"(,"url":)" +
            acts::json_text(origin + "/") + "}";
    return web::structured_data(json + "}");
}

}  // namespace assembly
