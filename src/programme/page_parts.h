// What the pages of the programme share. For their .cpp files only.
#pragma once
#include "programme/pages.h"
#include "web/entries.h"
#include "web/table.h"

namespace programme {

template <class Named>
const std::string& name_in(const web::Visit& visit, const Named& named) {
    return visit.in_language(named.name_fr, named.name_en);
}
inline const std::string& short_name(const web::Visit& visit, const ShownFrame& frame) {
    return visit.in_language(frame.short_fr, frame.short_en);
}
// The number that an address begins with: "3001-programmation-2014-2018".
std::optional<std::int64_t> leading_number(std::string_view segment);
bool may(const web::Visit&, std::string_view act);
html::Node basis_of(const web::Visit&, const std::string& basis);  // a link with the source's title
// « Traduction de notre rédaction. » when the name shown is ours.
bool is_ours(const web::Visit&, Translated);
std::string period_words(const web::Visit&, const ShownProgramme&);
html::Node state_tag(const web::Visit&, const ShownProgramme&);              // as of the day of the visit
std::string counts_words(const web::Visit&, const std::vector<KindCount>&);  // "3 membres, 1 décision"; empty for none
std::int64_t total_of(const std::vector<KindCount>&);
std::string kind_words(const web::Visit&, std::string_view kind);  // "Membre"
html::Node frame_link(web::Visit&, const ShownLink&);              // the frame or the code at its end; nothing when it is gone
html::Node act_link(const web::Visit&, std::string_view act, std::string_view look, const web::Parameters& fields);
html::Node history_section(const web::Visit&, std::string_view thing, std::int64_t id);

// ---- indicators ----
// As of the day of the visit; several values for one date are several sources that disagree.
std::vector<StatedValue> latest_of(const web::Visit&, const ShownIndicator&);
html::Node indicators_section(web::Visit&, const std::vector<ShownIndicator>&, const std::vector<ShownNode>&);
html::Node values_section(web::Visit&, const ShownIndicator&);  // every value, drawn and listed

// ---- what is tagged ----
// A section with what is tagged at that place, fifty a page; `at`: the page, whose files hold the same.
html::Node tagged_section(web::Visit&, const ThingLinks&, Place, const web::Address& at);
web::Response tagged_file(web::Visit&, Place, std::string_view name, web::Format);

web::Response programme_page(web::Visit&);
web::Response programme_file(web::Visit&, web::Format);
web::Response node_page(web::Visit&, const ThingLinks&);
web::Response node_file(web::Visit&, web::Format);
void add_frame_pages(web::Router&, const web::SiteHooks&, const ThingLinks&);

}  // namespace programme
