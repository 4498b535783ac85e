// The public pages of bodies: all of them, and each with who sits in it.
#pragma once
#include "bodies/bodies.h"
#include "web/site.h"

namespace bodies {

void add_pages(web::Router&, const web::SiteHooks&);
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api
std::vector<std::string> columns_of_export();
web::Address address_of(const ShownBody&);
web::Address time_of(const ShownBody&);  // its mandates and attestations over time

// What a body, an office, a mandate, a suspension, an attestation or a place in a group is called, no person named, and the body whose page
// shows it; nothing for other kinds of things, and for what is not there.
struct Named {
    std::string name;
    ShownBody body;
};
std::optional<Named> named(const web::Visit&, std::string_view thing, std::int64_t id);

// On the page of a member: the offices its people hold or held, the groups it takes part in; nothing when there are none.
html::Node member_panel(web::Visit&, Id<Member>);
// On the page of a source: whom it attests in which office.
html::Node source_panel(web::Visit&, Id<Source>);

}  // namespace bodies
