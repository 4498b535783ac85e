// Feeds of news (RFC 4287), written. What they say is public, and is kept like a page.
#pragma once
#include "web/site.h"

namespace web {

struct AtomEntry {
    std::string id;     // an IRI that never changes: tag_uri
    std::string title;  // plain words
    std::string page;   // its address on this site: "/registre/17"
    Language language{};
    std::int64_t updated_us = 0, published_us = 0;  // since 1970, UTC; published 0: not said
    std::string summary = {};                       // plain words; may be empty
    html::Node content = {};                        // may be empty
};
struct AtomFeed {
    std::string name;  // of its id: "news"
    std::string title, subtitle = {};
    Address at, page;  // of the feed; of the page that shows the same
    std::vector<AtomEntry> entries = {};
};

inline constexpr std::int64_t feed_entries_most = 40;
inline constexpr std::string_view atom_type = "application/atom+xml; charset=utf-8";

// "tag:network.example.org,2026-09-21:act/17" (RFC 4151): the site's host, and a day on which it had that name.
std::string tag_uri(const Visit&, base::Date, std::string_view specific);
// The feed as it is answered; its `updated` is that of its newest entry, or the beginning of the network's journal when it has none.
Response atom(Visit&, const AtomFeed&);
// For Frame::head of the page that shows the same.
html::Node feed_link(const Visit&, const Address& feed, std::string_view title);

}  // namespace web
