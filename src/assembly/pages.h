// The public pages of sessions and decisions.
#pragma once
#include "assembly/acts.h"
#include "web/table.h"

namespace assembly {

inline const web::Address calendar_at{"/seances.ics", "/en/sessions.ics"};
inline const web::Address decisions_feed_at{"/decisions.atom", "/en/decisions.atom"};  // served by portal/feeds

void add_pages(web::Router&, const web::SiteHooks&);
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api
std::vector<std::string> columns_of_sessions();
std::vector<std::string> columns_of_decisions();

web::Address address_of(const KnownSession&);                    // "/seances/9001-assemblee-generale-kinshasa-2014"
std::string title_of(const web::Visit&, const KnownSession&);    // « 34e Assemblée générale, Kinshasa »
std::string days_words(const web::Visit&, const KnownSession&);  // « du 3 au 6 novembre 2014 », as far as they are known
html::Node event_data(const web::Visit&, const KnownSession&);   // for the head of its page; nothing where the site knows no address
html::Node session_link(const web::Visit&, const KnownSession&);
html::Node decision_link(const web::Visit&, const KnownDecision&);
html::Node state_of(const web::Visit&, const KnownDecision&);      // its result and what became of it, as words
std::string count_words(const web::Visit&, const KnownDecision&);  // the votes and their sum; empty when they are not told
// On the page of a source: the sessions it tells of.
html::Node sessions_citing_panel(web::Visit&, Id<sources::Source>);

SessionFilter sessions_asked(const web::Visit&);  // by the query and the day
DecisionFilter decisions_asked(const web::Visit&);

web::Response sessions_page(web::Visit&);
web::Response sessions_file(web::Visit&, web::Format);
web::Response session_page(web::Visit&, const KnownSession&);
web::Response sessions_calendar(web::Visit&);
web::Response decisions_page(web::Visit&);
web::Response decisions_file(web::Visit&, web::Format);
web::Response decision_page(web::Visit&);

}  // namespace assembly
