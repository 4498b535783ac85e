// What the pages of members share. For their .cpp files only.
#pragma once
#include "members/pages.h"
#include "web/entries.h"
#include "web/map.h"
#include "web/table.h"

namespace members {

const web::Maps& maps();
const html::Node& outline(const web::Map&);  // its land and borders, escaped once
std::string_view name_of_map(const web::Map&, base::Language);
std::string kind_key(Kind);                                             // "kind.city"
std::string dots(const web::Map&, const std::vector<acts::Position>&);  // an SVG path: zero-length strokes
void sort_by_name(std::vector<CountryCount>&, base::Language);          // of the countries
const std::vector<std::string>& countries_by_name(base::Language);      // their codes
const web::Map* map_of_country(std::string_view country);               // nullptr: no map shows it
// Since when, as sources say it: "depuis 1979", "attesté en octobre 2024".
std::string since_words(const web::Visit&, const ShownMember&);
bool in_office_on(const ShownTitular&, base::Date);

// Sections with a chart and its table; nothing when there is nothing to draw.
html::Node regions_part(const web::Visit&, const std::vector<RegionCount>&);
html::Node years_part(const web::Visit&, const std::map<int, std::int64_t>& years, std::int64_t members);
html::Node time_part(const web::Visit&, const MemberView&);

// What became of it (life_part.cpp).
void read_life(store::Db&, MemberView&);
std::string_view status_look(Status);  // the class of its tag
std::optional<FactStep> fact_on(const std::vector<FactStep>&, DatedFact, base::Date);
html::Node no_longer_note(const web::Visit&, const MemberView&);
html::Node statuses_part(const web::Visit&, const MemberView&, const web::SourceTitle&);
html::Node facts_part(const web::Visit&, const MemberView&, const web::SourceTitle&);
html::Node kin_part(web::Visit&, const MemberView&);
html::Node associations_part(const web::Visit&, const MemberView&, const web::SourceTitle&);
html::Node substitutes_part(const web::Visit&, const MemberView&);
html::Node contacts_part(web::Visit&, const MemberView&);

web::Response directory_page(web::Visit&);
web::Response directory_file(web::Visit&, web::Format);
web::Response region_page(web::Visit&);

html::Node place_data(const web::Visit&, const ShownMember&);  // schema.org, for the head of its page

}  // namespace members
