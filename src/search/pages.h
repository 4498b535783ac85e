// The search page. Features give what is shown of a thing; app and portal put them together.
#pragma once
#include "search/search.h"
#include "web/site.h"

namespace search {

struct Hit {
    std::string title, detail, address;  // detail: a line below; may be empty
};
// What is shown of one kind of things. Its words: "search.kind.<name>".
struct Shown {
    std::string name;  // that of a Source, when they are kept in the index
    // Of a thing of the index; nothing when it has gone since. Asks nothing about rights: who may not find it is not shown it.
    std::function<std::optional<Hit>(web::Visit&, std::int64_t id)> show = {};
    // Of things that are few and not kept: all that match, best first.
    std::function<std::vector<Hit>(web::Visit&, const Asked&)> find = {};
};

// Who asks may find what these readers may.
std::vector<Reader> readers_of(const web::Visitor&);

// /trouver?q=…&kind=member&page=2. Reads the topic "search", which app moves when the index changes.
void add_pages(web::Router&, const web::SiteHooks&, std::vector<Shown>);

}  // namespace search
