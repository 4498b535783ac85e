// What anybody may take away whole: docs/guides/open-data.md
//   GET /donnees/instantane.sqlite, /en/open-data/snapshot.sqlite            all lists of one moment
//   GET /donnees/iati-organisation.xml, /en/open-data/iati-organisation.xml  the IATI organisation file
//   GET /publication, /en/publication                                        what is public, from where and until when
//   GET /publication/adresses, /en/publication/addresses                     whom each address answers
#pragma once
#include "web/act_pages.h"
#include "web/places.h"
#include "web/table.h"

namespace opendata {

inline const web::Address iati_at{"/donnees/iati-organisation.xml", "/en/open-data/iati-organisation.xml"};
inline const web::Address addresses_at{"/publication/adresses", "/en/publication/addresses"};

// The public lists as tables of one SQLite file, of one moment of the journal. Each list is a table of its name, its columns those of its
// CSV (integers as INTEGER, all else as TEXT, what is not known NULL); "about" says of what network and of which journal number it is,
// "meaning" what each column holds, in both languages. The acts themselves are left to /registre.jsonl.
web::Response snapshot(web::Visit&, const std::vector<web::PublicList>&);

void add_iati(web::Router&, const web::SiteHooks&);
bool has_iati(web::Visit&);  // whether the file is there; else its address says what is missing
// What was last stated by one of the two acts, for its form: what is given replaces it.
std::optional<web::Present> present(web::Visit&, std::string_view act);
bool names_sums(std::string_view path);  // whether that field of an act of ours takes sums of money: "voted_budgets[0]"

// The publication table, made from what the acts and the routes declare. The router is looked at when somebody asks.
void add_publication(web::Router&, const web::SiteHooks&);
std::vector<std::string> columns_of_publication();

}  // namespace opendata
