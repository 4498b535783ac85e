// Shared by the pages of content.
#pragma once
#include "content/pages.h"
#include "web/places.h"

namespace content {

inline constexpr std::string_view write_act = "content.write_page";

inline WrittenIn read_in(const web::Visit& visit) { return written_in(visit.language); }
std::string section_label(const web::Visit&, Section);
html::Node state_tag(const web::Visit&, State);
html::Attribute other_language(const web::Visit&, WrittenIn);  // lang=…, when it is not that of the page
bool may_write(const web::Visit&);
// The Markdown of a version as a page shows it.
html::Node body_of(const web::Visit&, const Words&, WrittenIn, int under);
std::string description_of(const Words&);  // its summary, or how its text begins

web::Response write_page(web::Visit&, const web::ActDoors&);
web::Response versions_page(web::Visit&, const web::ActDoors&);
web::Response news_feed(web::Visit&);
inline const web::Address news_feed_at{"/actualites.atom", "/en/news.atom"};

}  // namespace content
