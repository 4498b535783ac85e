// Parts of pages that follow the network: a region says which topics it was read from, the script listens to them at /direct and takes
// the page again when one moved. Without the script the page stays what it was.
#pragma once
#include "web/site.h"

namespace web {

inline constexpr std::string_view live_path = "/direct";
inline constexpr std::size_t live_topics_max = 8;

// The attribute of a region, which needs an id: public topics this page read, separated by blanks. Absent where pages cannot follow, and on
// a page of another day or another knowledge, which does not move.
html::Attribute live(const Visit&, std::string_view topics);
// Where the script says that the line is down, and since when: once on a page with live regions, before them.
html::Node live_line(const Visit&);

// GET /direct?topics=journal+member:12001&since=MOMENT: events when one of the topics moves. Kinds in SiteHooks::live_kinds, and
// "person:NUMBER" for that person alone; any other is refused with 404.
void add_live_route(Router&, const SiteHooks&);

}  // namespace web
