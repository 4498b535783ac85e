// The public pages of sources and of what they say: the research list, the figures, partners, projects, each fact, the sources.
#pragma once
#include "sources/sources.h"
#include "web/act_pages.h"

namespace sources {

// What another feature shows on the page of a source: who cites it.
using Panel = std::function<html::Node(web::Visit&, Id<Source>)>;
void add_pages(web::Router&, const web::SiteHooks&, std::vector<Panel>);
void add_editing(web::Router&, const web::ActDoors&);      // « ajouter un fait »
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

// When a statement holds: its period, or on a day that may be known in part.
std::string as_of_said(const base::Words&, const ShownStatement&);
// "environ 8 000 000 €", « 8 000 000 à 16 000 000 FRF par an », « 500 000 CAD (380 000 € selon la source) »; empty without a value.
std::string value_words(const web::Visit&, const ShownStatement&);
std::string number_words(const web::Visit&, const ShownStatement&);  // the same without its unit: "more than 350"
std::string title_of(const web::Visit&, const ShownStatement&);      // what it is called: its title, its name, or its value
html::Node fact_link(const web::Visit&, const ShownStatement&);      // the same, as a link to its page
// The statements of a subject with their sources, as a list with a link to each: for pages of other features.
html::Node statements_list(web::Visit&, const std::vector<Quote>&);
// Each group of statements that contradict each other, side by side.
html::Node disagreements_part(web::Visit&);

}  // namespace sources
