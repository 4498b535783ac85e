// The public pages of sources and of what they say: the research list, the figures, the sources.
#pragma once
#include "sources/sources.h"
#include "web/site.h"

namespace sources {

// What another feature shows on the page of a source: who cites it.
using Panel = std::function<html::Node(web::Visit&, Id<Source>)>;
void add_pages(web::Router&, const web::SiteHooks&, std::vector<Panel>);
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api
std::vector<std::string> columns_of_statements();
std::vector<std::string> columns_of_sources();

// The latest figure a source gives, with its first source: what the home page quotes.
struct Quoted {
    ShownStatement statement;
    std::optional<ShownSource> source;
};
std::optional<Quoted> latest(store::Db&, Subject, base::Date on);
html::Node source_link(const web::Visit&, const ShownSource&);
bool older_than_a_year(const base::PartialDate& as_of, base::Date today);

}  // namespace sources
