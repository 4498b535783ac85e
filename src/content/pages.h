// The pages that the secretariat writes, as readers see them, and where they are written.
//   GET       /association                what the association is, and the way to all that tells of it
//   GET       /contact, /confidentialite
//   GET       /pages                      those published; the secretariat sees all, with their state
//   GET       /pages.csv .json .xlsx
//   GET       /pages/{key}                one, as of a day
//   GET       /actualites                 news, the latest first; /actualites.atom the same as a feed
//   GET, POST /redaction                  a version is written, looked at, recorded
//   GET, POST /redaction/{number}         its versions, two of them side by side; one is published, or the page withdrawn
#pragma once
#include "content/content.h"
#include "web/act_pages.h"

namespace content {

namespace places {
inline const web::Address writing{"/redaction", "/en/writing"};
inline web::Address versions(Id<Page> id) { return writing / std::to_string(id.value); }
// Where readers find a page.
web::Address page(const KnownPage&);
}  // namespace places

// Beside what the router serves, of which the page of the association tells only what is there.
void add_pages(web::Router&, const web::ActDoors&);
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api

// content.write_page as a revision that changes nothing: for ActHooks::present. Nothing when no page is asked.
std::optional<web::Present> present_page(web::Visit&, const web::Parameters& asked);

// A version as readers see it: words in their language, or in the other with a note that says so; its date and its proof. `under`: the
// level of the heading above.
html::Node article(web::Visit&, const KnownPage&, const KnownVersion&, int under = 1);
// What is published of a part of the site, for a page of another feature that it replaces the words of; nothing when nothing is.
std::optional<html::Node> published_article(web::Visit&, Section);

// All its words, in both languages, for the search.
std::string searched_words(const KnownVersion&);

}  // namespace content
