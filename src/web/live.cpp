#include "web/live.h"

#include <algorithm>

namespace web {

namespace {

std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto blank = std::min(text.find(' '), text.size());
        if (blank > 0) words.emplace_back(text.substr(0, blank));
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return words;
}

bool may_listen(const SiteHooks& hooks, const Request& request, const std::string& topic) {
    const auto colon = topic.find(':');
    const auto kind = topic.substr(0, colon);
    constexpr std::size_t digits_max = 19;
    if (colon != topic.npos) {
        const auto number = topic.substr(colon + 1);
        if (number.empty() || number.size() > digits_max || number.find_first_not_of("0123456789") != number.npos) return false;
    }
    if (std::ranges::find(hooks.live_kinds, kind) != hooks.live_kinds.end()) return true;
    if (kind != "person" || !hooks.visitor) return false;
    const auto person = hooks.visitor(request, *hooks.read()).person();
    return person && topic == Visit::topic("person", person->value);
}

Response listen(const SiteHooks& hooks, const Request& request) {
    auto topics = words_in(request.query.value_or("topics", ""));
    if (topics.empty() || topics.size() > live_topics_max) return Response::error(400);
    for (const auto& topic : topics)
        if (!may_listen(hooks, request, topic)) return Response::error(404);
    // A browser that connects again by itself says what it heard last.
    const auto since = request.header("last-event-id").value_or(request.query.value_or("since", ""));
    return Response::events({std::move(topics), std::string(since)});
}

bool follows(const Visit& visit) { return !visit.seen.empty() && !visit.date && !visit.known; }

}  // namespace

html::Attribute live(const Visit& visit, std::string_view topics) { return html::attr_when(follows(visit), "data-live", topics); }

html::Node live_line(const Visit& visit) {
    return html::when(follows(visit), [&] {
        return html::p(html::cls("q"), html::id("live"), html::attr("role", "status"), html::attr("data-since", visit.seen),
                       html::attr("data-down", visit.text("live.down")));
    });
}

void add_live_route(Router& router, const SiteHooks& hooks) {
    router.add(
        {.name = "live", .open_to = Audience::everyone, .pattern = std::string(live_path), .handler = [&hooks](const Request& request) {
             return listen(hooks, request);
         }});
}

}  // namespace web
