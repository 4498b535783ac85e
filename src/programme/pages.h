// The public pages of the programme.
//   /programmation                     programmes over time, the one in force            .csv .xlsx .json
//   /programmation/{programme}         axes, themes, progress, frames, adoption          .csv .xlsx .json: its parts
//   /programmation/volets/{node}       one part: what is tagged with it, its indicators  .csv .xlsx .json: what is tagged
//   /programmation/cadres              frames
//   /programmation/cadres/{frame}      its highest codes                                 .csv .xlsx .json: all its codes
//   /programmation/cadres/{frame}/{code}   those below it, what is tagged with it        .csv .xlsx .json: what is tagged
//   /api/programmes, /api/programmes/{programme}, /api/frames, /api/frames/{frame}/codes
#pragma once
#include "programme/programme.h"
#include "web/act_form.h"
#include "web/places.h"

namespace programme {

namespace places {
using web::places::programme;
inline const web::Address nodes{"/programmation/volets", "/en/programme/parts"};
inline const web::Address frames{"/programmation/cadres", "/en/programme/frames"};
web::Address of(const ShownProgramme&);
web::Address of(const ShownNode&);
web::Address of(const ShownFrame&);
web::Address of(const ShownFrame&, const ShownCode&);
}  // namespace places

// How a thing of another feature stands in a list: its name, its page, and where it has got to (words; may be empty).
struct ThingLink {
    std::string name, address, state;
};
using ThingLinks = std::function<std::optional<ThingLink>(web::Visit&, const Thing&)>;

// `links`: for things of features above; those of members, decisions, sources and statements are known here.
void add_pages(web::Router&, const web::SiteHooks&, ThingLinks links = {});
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api

// On the page of any thing: what it is tagged with, and for who may, a way to tag it. Nothing when there is nothing to show.
html::Node tags_panel(web::Visit&, std::string_view thing, std::int64_t id);

// « Axe 2 – Services essentiels »; "ODD 11.5 – …".
std::string label_of(const web::Visit&, const ShownNode&);
std::string label_of(const web::Visit&, const ShownFrame&, const ShownCode&);
// What a form may choose for a field that names one of this feature's things ("programme", "programme_node", "frame", "frame_code",
// "indicator"); empty for others.
std::vector<web::Choice> options(web::Visit&, std::string_view thing);
// What one of them is called; empty for others, and for what is not there.
std::string name_of(const web::Visit&, std::string_view thing, std::int64_t id);

}  // namespace programme
