// The things whose pages the map of the site names one by one. For sitemap.cpp only.
#pragma once
#include "web/site.h"

#include <span>

namespace portal {

struct Mapped {
    std::int64_t id = 0;  // of the thing; the next piece begins after it
    web::Address at;
    std::optional<base::Date> changed;
};
struct MappedKind {
    std::string_view name;     // in the address of its file: "members"
    std::string_view topic;    // moved by acts about such things
    const web::Address* list;  // a site that does not serve it does not serve these
    std::int64_t (*count)(store::Db&);
    std::vector<Mapped> (*after)(store::Db&, std::int64_t after, std::int64_t most);  // by id
    bool without_gaps = false;                                                        // ids are 1, 2, 3…
};
std::span<const MappedKind> mapped_kinds();

// The pages there are few of: what the secretariat wrote, bodies, rules, programmes with their parts, frames with their codes, regions.
std::vector<Mapped> mapped_few(store::Db&);
// The topics that move these.
std::span<const std::string_view> few_topics();

}  // namespace portal
