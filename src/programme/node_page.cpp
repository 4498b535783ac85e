// The page of an axis, an orientation, a theme or a sub-theme.
#include "programme/page_parts.h"

#include <algorithm>

namespace programme {

using namespace html;
using web::Response, web::Visit;

namespace {

std::optional<ShownNode> asked_node(const Visit& visit) {
    const auto number = leading_number(visit.request.at("node"));
    return number ? find_node(visit.db(), {*number}) : std::nullopt;
}

Node below(Visit& visit, const std::vector<ShownNode>& nodes, const ShownNode& top) {
    Node rows;
    for (const auto& node : nodes) {
        if (node.parent != top.id) continue;
        const auto words = counts_words(visit, counts_at(visit.db(), place(node.id)));
        rows += li(a(href(visit.to(places::of(node))), name_in(visit, node)), when(!words.empty(), [&] { return span(cls("q"), words); }));
    }
    if (rows.empty()) return {};
    return section(div(cls("hd"), h2(visit.text(top.kind == NodeKind::axis ? "programme.orientations" : "programme.subthemes"))),
                   ul(cls("ls"), rows));
}

Node links_section(Visit& visit, const ShownNode& node) {
    Node rows;
    for (const auto& link : links_of(visit.db(), node.programme)) {
        if (link.node != node.id) continue;
        if (const auto end = frame_link(visit, link); !end.empty())
            rows += li(end, p(cls("q"), visit.text("programme.by_source"), " ", basis_of(visit, link.basis)));
    }
    if (rows.empty()) return {};
    return section(div(cls("hd"), h2(visit.text("programme.frames"))), ul(cls("ls"), rows));
}

}  // namespace

Response node_page(Visit& visit, const ThingLinks& links) {
    const auto node = asked_node(visit);
    if (!node) return web::error_page(visit, 404);
    const auto at = places::of(*node);
    if (at.in(visit.language) != visit.request.path) return Response::redirect(visit.to(at), 301);
    visit.read("programme_node", node->id);
    visit.read("programme", node->programme);
    const auto programme = *find_programme(visit.db(), node->programme);
    const auto nodes = nodes_of(visit.db(), programme.id);
    auto indicators = indicators_of(visit.db(), programme.id);
    std::erase_if(indicators, [&](const ShownIndicator& one) { return one.node != node->id; });
    std::vector<web::Crumb> crumbs{{std::string(visit.text("programme.title")), visit.to(places::programme)},
                                   {name_in(visit, programme), visit.to(places::of(programme))}};
    if (node->parent) {
        const auto parent = *find_node(visit.db(), *node->parent);
        crumbs.push_back({label_of(visit, parent), visit.to(places::of(parent))});
    }
    const auto& name = name_in(visit, *node);
    const web::Parameters fields{{"node", std::to_string(node->id.value)}};
    const auto actions =
        group(act_link(visit, "programme.tag", "btn", fields), act_link(visit, "programme.add_indicator", "btn alt", fields),
              act_link(visit, "programme.link", "btn alt", fields),
              when(programme.state == State::proposed, [&] { return act_link(visit, "programme.remove_node", "btn alt", fields); }));
    return web::page(
        visit,
        {.title = name,
         .description = label_of(visit, *node) + ", " + name_in(visit, programme),
         .at = at,
         .current = "programme",
         .breadcrumb = std::move(crumbs),
         .dated = true},
        group(div(cls("intro"),
                  div(p(cls("k"), visit.format("programme.rank." + std::string(acts::name_of(node->kind)), {{"ordinal", node->ordinal}})),
                      h1(name), when(is_ours(visit, node->translated), [&] { return p(cls("q"), visit.text("programme.this_is_ours")); }),
                      p(cls("q"), visit.text("programme.by_source"), " ", basis_of(visit, node->basis)))),
              when(!actions.empty(), [&] { return p(cls("act"), actions); }), below(visit, nodes, *node),
              when(!indicators.empty(), [&] { return indicators_section(visit, indicators, {}); }),
              each(indicators, [&](const ShownIndicator& one) { return values_section(visit, one); }),
              tagged_section(visit, links, place(node->id), at), links_section(visit, *node),
              history_section(visit, "programme_node", node->id.value)));
}

Response node_file(Visit& visit, web::Format format) {
    const auto node = asked_node(visit);
    if (!node) return web::error_page(visit, 404);
    return tagged_file(visit, place(node->id), base::slug(name_in(visit, *node)), format);
}

}  // namespace programme
