// What the two lists of the publication table share.
#pragma once
#include "opendata/pages.h"

namespace opendata {

inline constexpr std::string_view swapped = "results count";

struct Offered {
    std::string value, words;
};
// A select of a filter: all, or one of these.
html::Node choice(const web::Visit&, const std::string& name, std::string_view label_key, std::string_view chosen,
                  const std::vector<Offered>&);
// The filter's form, with those selects in it.
html::Node filter_form(const web::Visit&, const web::Address&, const html::Node& choices);
// How many rows there are ("count" of `key`), and the files.
html::Node count_and_files(const web::Visit&, const web::Address&, std::string_view key, std::int64_t count);
// One page of the rows.
template <class Row>
html::Node results(const web::Visit& visit, const web::List<Row>& list, std::string_view caption, const std::vector<Row>& all,
                   const web::Paging& paging) {
    const auto first = std::min(std::size_t(paging.offset()), all.size()), last = std::min(first + std::size_t(paging.rows), all.size());
    const std::vector<Row> rows(all.begin() + std::ptrdiff_t(first), all.begin() + std::ptrdiff_t(last));
    return html::div(html::id("results"), html::attr("tabindex", "-1"),
                     rows.empty() ? html::p(html::cls("note"), visit.text("publication.none"))
                                  : html::group(list.table(visit, caption, rows), web::page_links(visit, paging, swapped)));
}

void add_addresses(web::Router&, const web::SiteHooks&);

}  // namespace opendata
