// The public pages of the rules: which hold on a day, by which article, on whose word; and what each says, in words.
#pragma once
#include "statutes/explain.h"
#include "web/site.h"

#include <set>

namespace statutes {
void add_pages(web::Router&, const web::SiteHooks&);
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api
// Names of the rules that have a page which the list leads to: those that were ever set, those that statutes usually settle. Sorted.
std::vector<std::string> rules_with_pages(store::Db&);
std::set<std::string> rules_known();  // those that have one even where no statutes set them
}  // namespace statutes
