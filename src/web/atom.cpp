#include "web/atom.h"

#include "acts/history.h"
#include "papers/xml.h"

#include <algorithm>

namespace web {
namespace {

// XML 1.0 §2.2: no control characters but tab and line ends.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : papers::xml_characters(text)) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

std::string element(std::string_view name, std::string_view text, std::string_view attributes = "") {
    return "<" + std::string(name) + std::string(attributes) + ">" + escaped(text) + "</" + std::string(name) + ">";
}

// RFC 3339, in UTC.
std::string moment(std::int64_t us) {
    const auto day = base::Date::utc_day(us);
    const auto seconds = us / 1'000'000 % 86'400;
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return day.iso() + "T" + two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60) + "Z";
}

std::string link(std::string_view rel, std::string_view type, const std::string& address) {
    return "<link rel=\"" + std::string(rel) + "\" type=\"" + std::string(type) + "\" href=\"" + escaped(address) + "\"/>";
}

// An atom:entry: id, title and updated are needed (RFC 4287 §4.1.2); the feed's author is the author of each.
std::string entry_of(const Visit& visit, const AtomEntry& entry) {
    const std::string language(base::code(entry.language));
    std::string out = "<entry xml:lang=\"" + language + "\">" + element("id", entry.id) + element("title", entry.title) +
                      element("updated", moment(entry.updated_us));
    if (entry.published_us) out += element("published", moment(entry.published_us));
    out += link("alternate", "text/html", visit.hooks.origin + entry.page);
    if (!entry.summary.empty()) out += element("summary", entry.summary);
    // Its links are relative to the page (RFC 4287 §3.1.1, XML Base).
    const auto base = " type=\"html\" xml:base=\"" + escaped(visit.hooks.origin + entry.page) + "\"";
    if (!entry.content.empty()) out += element("content", entry.content.markup(), base);
    return out + "</entry>\n";
}

std::int64_t first_moment(store::Db& db) {
    const auto first = acts::entries_after(db, {}, 0, 1);
    return first.empty() ? 0 : first.front().time_us;
}

}  // namespace

std::string tag_uri(const Visit& visit, base::Date day, std::string_view specific) {
    auto host = std::string_view(visit.hooks.origin);
    if (const auto start = host.find("//"); start != host.npos) host.remove_prefix(start + 2);
    host = host.substr(0, host.find_first_of(":/"));
    return "tag:" + std::string(host.empty() ? "localhost" : host) + "," + day.iso() + ":" + std::string(specific);
}

Response atom(Visit& visit, const AtomFeed& feed) {
    std::int64_t updated = 0;
    for (const auto& entry : feed.entries) updated = std::max(updated, entry.updated_us);
    const auto begun = first_moment(visit.db());
    if (!updated) updated = begun;
    const auto& origin = visit.hooks.origin;
    const std::string language(base::code(visit.language));
    std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" + language +
                      "\">\n" + element("id", tag_uri(visit, base::Date::utc_day(begun), feed.name + "/" + language)) +
                      element("title", feed.title + " – " + visit.facts.name(visit.language));
    if (!feed.subtitle.empty()) out += element("subtitle", feed.subtitle);
    out += element("updated", moment(updated)) + "<author>" + element("name", visit.facts.name(visit.language)) + "</author>";
    out += link("self", "application/atom+xml", origin + feed.at.in(visit.language)) +
           link("alternate", "text/html", origin + feed.page.in(visit.language)) + "\n";
    for (const auto& entry : feed.entries) out += entry_of(visit, entry);
    auto response = Response::page(out + "</feed>\n", visit.topics);
    response.media_type = atom_type;
    if (visit.facts.simulated) response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

html::Node feed_link(const Visit& visit, const Address& feed, std::string_view title) {
    using namespace html;
    return link(attr("rel", "alternate"), attr("type", "application/atom+xml"), attr("title", title), href(feed.in(visit.language)));
}

}  // namespace web
