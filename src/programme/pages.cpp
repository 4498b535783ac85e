// Programmes over time, and the page of one.
#include "programme/page_parts.h"
#include "web/chart.h"

#include <algorithm>

namespace programme {

using namespace html;
using web::Cell, web::Response, web::Visit;
using Look = web::Heading::Look;

namespace {

Node adopted_words(const Visit& visit, const ShownProgramme& programme) {
    if (programme.decision) {
        const auto decision = assembly::find_decision(visit.db(), *programme.decision);
        return a(href(visit.to(web::places::act({programme.decision->value / 1000}))),
                 decision ? visit.format("programme.decided", {{"title", decision->title}, {"day", decision->date}}) : std::string());
    }
    if (!programme.adopted) return span(cls("q"), visit.text("programme.not_stated"));
    const auto by = visit.in_language(programme.adopted_by_fr, programme.adopted_by_en);
    return html::text(visit.words.partial_date(*programme.adopted) + (by.empty() ? "" : ", " + by));
}

// ---- the list ----

web::List<ShownProgramme> columns(const Visit* visit) {
    return web::List<ShownProgramme>({
        {{"name", "programme.column.name", "", Look::name, false},
         [visit](const ShownProgramme& one) { return a(href(visit->to(places::of(one))), name_in(*visit, one)); },
         [visit](const ShownProgramme& one) { return Cell(name_in(*visit, one)); }},
        {{"", "programme.column.period"}, [visit](const ShownProgramme& one) { return html::text(period_words(*visit, one)); }, {}},
        {{.name = "from", .label = "programme.column.from", .shown = false},
         {},
         [](const ShownProgramme& one) { return Cell(one.from.edtf()); }},
        {{.name = "to", .label = "programme.column.to", .shown = false}, {}, [](const ShownProgramme& one) { return Cell(one.to.edtf()); }},
        {{"state", "programme.column.state"},
         [visit](const ShownProgramme& one) { return state_tag(*visit, one); },
         [](const ShownProgramme& one) { return Cell(std::string(acts::name_of(one.state))); }},
        {{.name = "in_force_from", .label = "programme.column.in_force_from", .shown = false},
         {},
         [](const ShownProgramme& one) { return web::cell(one.in_force_from); }},
        {{.name = "in_force_last", .label = "programme.column.in_force_last", .shown = false},
         {},
         [](const ShownProgramme& one) { return web::cell(one.in_force_last); }},
        {{"adopted", "programme.column.adopted"},
         [visit](const ShownProgramme& one) { return adopted_words(*visit, one); },
         [](const ShownProgramme& one) { return web::cell(one.adopted); }},
        {{"basis", "journal.basis"},
         [visit](const ShownProgramme& one) { return basis_of(*visit, one.basis); },
         [](const ShownProgramme& one) { return Cell(one.basis); }},
        {{.name = "id", .label = "programme.column.id", .shown = false}, {}, [](const ShownProgramme& one) { return Cell(one.id.value); }},
    });
}

Node timeline_of(const Visit& visit, const std::vector<ShownProgramme>& all) {
    web::chart::Timeline timeline{{.id = "programmes",
                                   .title = std::string(visit.text("programme.timeline")),
                                   .heading = std::string(visit.text("programme.column.name")),
                                   .closed = true}};
    timeline.on = visit.on();
    for (auto one = all.rbegin(); one != all.rend(); ++one) {
        if (!one->in_force_from) continue;
        const bool as_stated = one->state == State::recorded && one->in_force_last == one->to.latest();
        timeline.intervals.push_back({name_in(visit, *one),
                                      as_stated ? one->from : base::PartialDate::of(*one->in_force_from),
                                      as_stated ? one->to : base::PartialDate::of(*one->in_force_last),
                                      {},
                                      visit.to(places::of(*one))});
    }
    return section(div(cls("hd"), h2(timeline.frame.title)), web::chart::show(visit.words, timeline));
}

Node current_of(const Visit& visit, const std::vector<ShownProgramme>& all) {
    const auto current = programme_on(visit.db(), visit.on());
    if (current) {
        const auto axes = nodes_of(visit.db(), current->id);
        return section(div(cls("box"), p(cls("k"), visit.text(visit.date ? "programme.current_then" : "programme.current")),
                           h2(a(href(visit.to(places::of(*current))), name_in(visit, *current))), p(period_words(visit, *current)),
                           ul(each(axes, [&](const ShownNode& node) {
                               return node.kind == NodeKind::axis ? li(a(href(visit.to(places::of(node))), name_in(visit, node))) : Node();
                           }))));
    }
    const auto before =
        std::ranges::find_if(all, [&](const ShownProgramme& one) { return one.in_force_last && *one.in_force_last < visit.on(); });
    return div(cls("note at"), p(visit.format("programme.no_current", {{"day", visit.on()}}), when(before != all.end(), [&] {
                                     return group(" ", visit.text("programme.last_known"), " ",
                                                  a(href(visit.to(places::of(*before))), name_in(visit, *before)), ".");
                                 })));
}

Response list_page(Visit& visit) {
    visit.read("programme");
    visit.read("day");
    const auto all = all_programmes(visit.db());
    const std::string title(visit.text("programme.title"));
    const auto actions = group(act_link(visit, "programme.propose", "btn", {}), act_link(visit, "programme.record", "btn alt", {}));
    return web::page(visit,
                     {.title = title,
                      .description = std::string(visit.text("programme.lead")),
                      .at = places::programme,
                      .current = "programme",
                      .dated = true},
                     group(div(cls("intro"), div(h1(title), p(visit.text("programme.lead")))),
                           when(!actions.empty(), [&] { return p(cls("act"), actions); }), current_of(visit, all),
                           all.empty() ? p(visit.text("programme.none"))
                                       : group(timeline_of(visit, all), section(div(cls("hd"), h2(visit.text("programme.all")),
                                                                                    web::export_links(visit, places::programme)),
                                                                                columns(&visit).table(visit, title, all))),
                           section(div(cls("hd"), h2(visit.text("programme.frames"))), p(visit.text("programme.frames_lead")),
                                   p(a(href(visit.to(places::frames)), visit.text("programme.frames_all"))))));
}

Response list_file(Visit& visit, web::Format format) {
    const auto lasting = web::kept(visit);
    return columns(lasting.get())
        .file(lasting, visit.language == base::Language::fr ? "programmation" : "programmes", format,
              web::rows_of(all_programmes(visit.db())));
}

// ---- one ----

std::optional<ShownProgramme> asked_programme(const Visit& visit) {
    const auto number = leading_number(visit.request.at("programme"));
    return number ? find_programme(visit.db(), {*number}) : std::nullopt;
}

// What the page shows of one programme, asked once.
struct View {
    ShownProgramme programme;
    std::vector<StatedLength> lengths;
    std::vector<ShownNode> nodes;
    std::map<std::int64_t, std::vector<KindCount>> counts;
    std::vector<ShownLink> links;
    std::vector<ShownIndicator> indicators;
    const std::vector<KindCount>& counts_of(const ShownNode& node) const {
        static const std::vector<KindCount> none;
        const auto found = counts.find(node.id.value);
        return found == counts.end() ? none : found->second;
    }
};

template <class... Parts>
Node fact(std::string_view label, const Parts&... value) {
    return div(dt(label), dd(value...));
}

bool lengths_differ(const View& view) {
    return std::ranges::any_of(view.lengths, [&](const StatedLength& one) { return one.years != view.lengths.front().years; });
}

// Every length that a source gives, and that they differ.
Node lengths_section(const Visit& visit, const View& view) {
    if (view.lengths.empty()) return {};
    const auto shown = [&](const StatedLength& one) {
        return li(span(cls("n"), visit.format("programme.years", {{"count", one.years}})),
                  p(cls("q"), visit.text("programme.by_source"), " ", basis_of(visit, one.basis), ". ",
                    a(href(visit.to(web::places::act(one.act))), visit.format("entries.proof", {{"number", one.act.value}}))));
    };
    return section(div(cls("hd"), h2(visit.text("programme.length"))),
                   when(lengths_differ(view), [&] { return div(cls("note at"), p(visit.text("programme.lengths_differ"))); }),
                   ul(cls("ls"), each(view.lengths, shown)));
}

Node facts_of(Visit& visit, const View& view) {
    const auto& programme = view.programme;
    Node in_force = span(cls("q"), visit.text("programme.never_in_force"));
    if (programme.in_force_from)
        in_force =
            html::text(visit.format("programme.in_force_days", {{"from", *programme.in_force_from}, {"last", *programme.in_force_last}}));
    return dl(cls("meta"), fact(visit.text("programme.column.state"), state_tag(visit, programme)),
              fact(visit.text("programme.column.period"), period_words(visit, programme)),
              when(programme.state != State::recorded || programme.in_force_last != programme.to.latest(),
                   [&] { return fact(visit.text("programme.in_force"), in_force); }),
              fact(visit.text("programme.column.adopted"), adopted_words(visit, programme)));
}

// A part and how much is tagged with it.
Node item(const Visit& visit, const View& view, const ShownNode& node, const std::string& name) {
    const auto words = counts_words(visit, view.counts_of(node));
    return li(a(href(visit.to(places::of(node))), name), when(!words.empty(), [&] { return span(cls("q"), words); }));
}

// One axis or theme, and what stands below it.
Node branch(const Visit& visit, const View& view, const ShownNode& top) {
    Node below;
    for (const auto& node : view.nodes)
        if (node.parent == top.id) below += item(visit, view, node, name_in(visit, node));
    const auto words = counts_words(visit, view.counts_of(top));
    return section(h3(a(href(visit.to(places::of(top))), label_of(visit, top))), when(!words.empty(), [&] { return p(cls("q"), words); }),
                   when(!below.empty(), [&] { return ul(cls("ls"), below); }));
}

// All axes, or all themes: a plain list where none of them says more.
Node branches(const Visit& visit, const View& view, NodeKind kind) {
    const auto of_kind = [&](const ShownNode& node) { return node.kind == kind; };
    if (std::ranges::none_of(view.nodes, of_kind)) return {};
    const auto below = kind == NodeKind::axis ? NodeKind::orientation : NodeKind::subtheme;
    const bool plain = std::ranges::none_of(view.nodes, [&](const ShownNode& node) { return node.kind == below; });
    Node all;
    for (const auto& node : view.nodes)
        if (of_kind(node)) all += plain ? item(visit, view, node, label_of(visit, node)) : branch(visit, view, node);
    return section(div(cls("hd"), h2(visit.text(kind == NodeKind::axis ? "programme.axes" : "programme.themes")),
                       when(kind == view.nodes.front().kind, [&] { return web::export_links(visit, places::of(view.programme)); })),
                   plain ? ul(cls("ls"), all) : all);
}

// How much is tagged with each axis, with the number beside its bar.
Node progress(const Visit& visit, const View& view) {
    const auto title = visit.text("programme.progress");
    web::chart::Bars bars{
        {.id = "axes", .title = std::string(visit.text("programme.progress_title")), .heading = std::string(visit.text("programme.axis"))},
        {std::string(visit.text("programme.tagged.title"))}};
    std::int64_t all = 0;
    for (const auto& node : view.nodes) {
        if (node.kind != NodeKind::axis) continue;
        const auto count = total_of(view.counts_of(node));
        bars.rows.push_back({label_of(visit, node), {count}, visit.to(places::of(node))});
        all += count;
    }
    if (bars.rows.empty()) return {};
    return section(div(cls("hd"), h2(title)),
                   all ? web::chart::show(visit.words, bars) : p(cls("note"), visit.text("programme.nothing_tagged")));
}

Node frames_section(Visit& visit, const View& view) {
    Node rows;
    for (const auto& link : view.links) {
        const auto end = frame_link(visit, link);
        if (end.empty()) continue;
        const auto node = link.node ? std::ranges::find(view.nodes, *link.node, &ShownNode::id) : view.nodes.end();
        rows += li(end, p(cls("q"), when(node != view.nodes.end(), [&] { return group(label_of(visit, *node), ". "); }),
                          visit.text("programme.by_source"), " ", basis_of(visit, link.basis)));
    }
    return section(
        div(cls("hd"), h2(visit.text("programme.frames")), a(href(visit.to(places::frames)), visit.text("programme.frames_all"))),
        rows.empty() ? p(visit.text("programme.no_frame")) : ul(cls("ls"), rows));
}

Node actions(const Visit& visit, const ShownProgramme& programme) {
    const web::Parameters fields{{"programme", std::to_string(programme.id.value)}};
    Node all = act_link(visit, "programme.add_node", "btn", fields);
    if (programme.state == State::proposed) all += act_link(visit, "programme.adopt", "btn alt", fields);
    else all += act_link(visit, "programme.change_end", "btn alt", fields);
    all += act_link(visit, "programme.link", "btn alt", fields);
    return all.empty() ? all : p(cls("act"), all);
}

bool some_are_ours(const Visit& visit, const View& view) {
    return std::ranges::any_of(view.nodes, [&](const ShownNode& node) { return is_ours(visit, node.translated); });
}

web::List<ShownNode> node_columns(const Visit* visit, const std::map<std::int64_t, std::vector<KindCount>>& counts) {
    return web::List<ShownNode>({
        {{"id", ""}, {}, [](const ShownNode& node) { return Cell(node.id.value); }},
        {{"kind", ""}, {}, [](const ShownNode& node) { return Cell(std::string(acts::name_of(node.kind))); }},
        {{"parent", ""}, {}, [](const ShownNode& node) { return node.parent ? Cell(node.parent->value) : Cell(); }},
        {{"ordinal", ""}, {}, [](const ShownNode& node) { return Cell(node.ordinal); }},
        {{"name", ""}, {}, [visit](const ShownNode& node) { return Cell(name_in(*visit, node)); }},
        {{"translated", ""}, {}, [](const ShownNode& node) { return Cell(std::string(acts::name_of(node.translated))); }},
        {{"tagged", ""},
         {},
         [counts](const ShownNode& node) {
             const auto found = counts.find(node.id.value);
             return Cell(found == counts.end() ? std::int64_t(0) : total_of(found->second));
         }},
        {{"basis", ""}, {}, [](const ShownNode& node) { return Cell(node.basis); }},
    });
}

}  // namespace

Response programme_page(Visit& visit) {
    const auto found = asked_programme(visit);
    if (!found) return web::error_page(visit, 404);
    if (places::of(*found).in(visit.language) != visit.request.path) return Response::redirect(visit.to(places::of(*found)), 301);
    visit.read("programme", found->id);
    visit.read("day");
    auto& db = visit.db();
    const View view{*found,
                    lengths_of(db, found->id),
                    nodes_of(db, found->id),
                    counts_of_nodes(db, found->id),
                    links_of(db, found->id),
                    indicators_of(db, found->id)};
    const auto& title = name_in(visit, *found);
    return web::page(visit,
                     {.title = title,
                      .description = visit.format("programme.description", {{"name", title}}),
                      .at = places::of(*found),
                      .current = "programme",
                      .breadcrumb = {{std::string(visit.text("programme.title")), visit.to(places::programme)}},
                      .dated = true},
                     group(div(cls("intro"),
                               div(p(cls("k"), visit.text("programme.kicker")), h1(title), facts_of(visit, view),
                                   when(!found->basis.empty(),
                                        [&] { return p(cls("q"), visit.text("programme.by_source"), " ", basis_of(visit, found->basis)); }),
                                   when(some_are_ours(visit, view), [&] { return p(cls("q"), visit.text("programme.ours")); }))),
                           actions(visit, *found),
                           when(found->state == State::proposed, [&] { return div(cls("note"), p(visit.text("programme.is_draft"))); }),
                           progress(visit, view), branches(visit, view, NodeKind::axis), branches(visit, view, NodeKind::theme),
                           when(view.nodes.empty(), [&] { return div(cls("note"), p(visit.text("programme.no_part"))); }),
                           indicators_section(visit, view.indicators, view.nodes), lengths_section(visit, view),
                           frames_section(visit, view), history_section(visit, "programme", found->id.value)));
}

Response programme_file(Visit& visit, web::Format format) {
    const auto found = asked_programme(visit);
    if (!found) return web::error_page(visit, 404);
    const auto lasting = web::kept(visit);
    return node_columns(lasting.get(), counts_of_nodes(visit.db(), found->id))
        .file(lasting, base::slug(name_in(visit, *found)), format, web::rows_of(nodes_of(visit.db(), found->id)));
}

void add_pages(web::Router& router, const web::SiteHooks& hooks, ThingLinks links) {
    using namespace web;
    const Address one = places::programme / "{programme}", node = places::nodes / "{node}";
    add_page(router, hooks, "programme.list", places::programme, {"columns"}, list_page);
    add_files(router, hooks, "programme", places::programme, {"columns"}, list_file);
    add_page(router, hooks, "programme.show", one, {}, programme_page);
    add_files(router, hooks, "programme.show", one, {"columns"}, programme_file);
    add_page(router, hooks, "programme.node", node, list_query({"kind"}), [links](Visit& visit) { return node_page(visit, links); });
    add_files(router, hooks, "programme.node", node, list_query({"kind"}), node_file);
    add_frame_pages(router, hooks, links);
}

}  // namespace programme
