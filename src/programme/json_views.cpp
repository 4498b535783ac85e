// Programmes and frames for programs.
#include "programme/page_parts.h"
#include "web/api.h"
#include "web/form.h"
#include "web/json_view.h"

namespace programme {
namespace {

using base::Date, base::PartialDate;
using web::Visit;

struct ProgrammeView {
    Id<Programme> id;
    std::string name_fr, name_en;
    Translated translated{};
    PartialDate from, to;
    std::optional<PartialDate> adopted;
    std::optional<std::string> adopted_by_fr, adopted_by_en;
    State state{};
    std::optional<Date> in_force_from, in_force_last;
    std::optional<Id<assembly::Decision>> decision;
    std::string basis;
    base::Id<acts::Act> changed_by;
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(ProgrammeView, (),
                      (id, name_fr, name_en, translated, from, to, adopted, adopted_by_fr, adopted_by_en, state, in_force_from,
                       in_force_last, decision, basis, changed_by, page_fr, page_en))

struct CountView {
    std::string kind;
    std::int64_t things = 0;
};
BOOST_DESCRIBE_STRUCT(CountView, (), (kind, things))

struct NodeView {
    Id<ProgrammeNode> id;
    NodeKind kind{};
    std::optional<Id<ProgrammeNode>> parent;
    std::int64_t ordinal = 0;
    std::string name_fr, name_en;
    Translated translated{};
    std::string basis;
    std::vector<CountView> tagged;
};
BOOST_DESCRIBE_STRUCT(NodeView, (), (id, kind, parent, ordinal, name_fr, name_en, translated, basis, tagged))

struct LengthView {
    std::int64_t years = 0;
    std::string basis;
    base::Id<acts::Act> act;
};
BOOST_DESCRIBE_STRUCT(LengthView, (), (years, basis, act))

struct LinkView {
    Id<Link> id;
    std::optional<Id<ProgrammeNode>> node;
    std::optional<Id<Frame>> frame;
    std::optional<Id<Code>> code;
    std::string basis;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (id, node, frame, code, basis))

struct ValueView {
    std::int64_t value = 0;
    std::optional<std::int64_t> women, men;
    PartialDate at;
    std::string basis;
};
BOOST_DESCRIBE_STRUCT(ValueView, (), (value, women, men, at, basis))

struct IndicatorView {
    Id<Indicator> id;
    Id<ProgrammeNode> node;
    std::string name_fr, name_en, unit_fr, unit_en;
    Counts counts{};
    std::optional<std::int64_t> baseline, target;
    std::optional<PartialDate> baseline_at, target_at;
    std::string basis;
    std::vector<ValueView> values;
};
BOOST_DESCRIBE_STRUCT(IndicatorView, (),
                      (id, node, name_fr, name_en, unit_fr, unit_en, counts, baseline, target, baseline_at, target_at, basis, values))

struct ProgrammeJson {
    ProgrammeView programme;
    std::vector<LengthView> lengths;
    std::vector<NodeView> parts;
    std::vector<LinkView> links;
    std::vector<IndicatorView> indicators;
    std::string history;
};
BOOST_DESCRIBE_STRUCT(ProgrammeJson, (), (programme, lengths, parts, links, indicators, history))

struct FrameView {
    Id<Frame> id;
    FrameKind kind{};
    std::string name_fr, name_en, short_fr, short_en;
    std::optional<std::string> note_fr, note_en;
    std::int64_t codes = 0;
    std::string basis, page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(FrameView, (), (id, kind, name_fr, name_en, short_fr, short_en, note_fr, note_en, codes, basis, page_fr, page_en))

struct CodeView {
    Id<Code> id;
    std::string code;
    std::optional<Id<Code>> parent;
    std::string name_fr, name_en;
    Wording wording{};
    std::string basis;
};
BOOST_DESCRIBE_STRUCT(CodeView, (), (id, code, parent, name_fr, name_en, wording, basis))

std::optional<std::string> some(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

ProgrammeView view_of(const ShownProgramme& one) {
    const auto page = places::of(one);
    return {one.id,
            one.name_fr,
            one.name_en,
            one.translated,
            one.from,
            one.to,
            one.adopted,
            some(one.adopted_by_fr),
            some(one.adopted_by_en),
            one.state,
            one.in_force_from,
            one.in_force_last,
            one.decision,
            one.basis,
            one.changed_by,
            page.fr,
            page.en};
}

FrameView view_of(const ShownFrame& frame) {
    const auto page = places::of(frame);
    return {
        frame.id,    frame.kind,  frame.name_fr, frame.name_en, frame.short_fr, frame.short_en, some(frame.note_fr), some(frame.note_en),
        frame.codes, frame.basis, page.fr,       page.en};
}

IndicatorView view_of(const Visit& visit, const ShownIndicator& indicator) {
    IndicatorView view{indicator.id,
                       indicator.node,
                       indicator.name_fr,
                       indicator.name_en,
                       indicator.unit_fr,
                       indicator.unit_en,
                       indicator.counts,
                       indicator.baseline,
                       indicator.target,
                       indicator.baseline_at,
                       indicator.target_at,
                       indicator.basis,
                       {}};
    for (const auto& value : values_of(visit.db(), indicator.id))
        if (!value.at.earliest() || *value.at.earliest() <= visit.on())
            view.values.push_back({value.value, value.women, value.men, value.at, value.basis});
    return view;
}

web::Response programmes(Visit& visit) {
    visit.read("programme");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& one : programmes_after(visit.db(), slice.after, slice.rows()))
        items.push_back({one.id.value, web::json_of(view_of(one))});
    return web::list_json(visit, slice, std::move(items));
}

web::Response one_programme(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("programme"));
    const auto found = number ? find_programme(visit.db(), {*number}) : std::nullopt;
    if (!found) return web::error_page(visit, 404);
    visit.read("programme", found->id);
    visit.read("day");
    auto& db = visit.db();
    ProgrammeJson shown{view_of(*found), {}, {}, {}, {}, "/api/register?thing=programme:" + std::to_string(*number)};
    for (const auto& length : lengths_of(db, found->id)) shown.lengths.push_back({length.years, length.basis, length.act});
    const auto counts = counts_of_nodes(db, found->id);
    for (const auto& node : nodes_of(db, found->id)) {
        NodeView view{node.id, node.kind, node.parent, node.ordinal, node.name_fr, node.name_en, node.translated, node.basis, {}};
        if (const auto tagged = counts.find(node.id.value); tagged != counts.end())
            for (const auto& count : tagged->second) view.tagged.push_back({count.kind, count.things});
        shown.parts.push_back(std::move(view));
    }
    for (const auto& link : links_of(db, found->id)) shown.links.push_back({link.id, link.node, link.frame, link.code, link.basis});
    for (const auto& indicator : indicators_of(db, found->id)) shown.indicators.push_back(view_of(visit, indicator));
    return web::view_json(visit, web::json_of(shown));
}

web::Response frames(Visit& visit) {
    visit.read("frame");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& frame : all_frames(visit.db()))
        if (frame.id.value > slice.after && std::int64_t(items.size()) < slice.rows())
            items.push_back({frame.id.value, web::json_of(view_of(frame))});
    return web::list_json(visit, slice, std::move(items));
}

web::Response codes(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("frame"));
    const auto frame = number ? find_frame(visit.db(), {*number}) : std::nullopt;
    if (!frame) return web::error_page(visit, 404);
    visit.read("frame", frame->id);
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& code : codes_after(visit.db(), frame->id, slice.after, slice.rows()))
        items.push_back(
            {code.id.value, web::json_of(CodeView{code.id, code.code, code.parent, code.name_fr, code.name_en, code.wording, code.basis})});
    return web::list_json(visit, slice, std::move(items));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    web::add_view(router, hooks, "api.programmes", "/api/programmes",
                  {.parameters = web::slice_parameters(),
                   .answer = web::list_schema("ProgrammeFacts"),
                   .schemas = {web::component<ProgrammeView>("ProgrammeFacts")}},
                  programmes);
    web::add_view(router, hooks, "api.programme", "/api/programmes/{programme}",
                  {.answer = R"({"$ref":"#/components/schemas/Programme"})", .schemas = {web::component<ProgrammeJson>("Programme")}},
                  one_programme);
    web::add_view(
        router, hooks, "api.frames", "/api/frames",
        {.parameters = web::slice_parameters(), .answer = web::list_schema("Frame"), .schemas = {web::component<FrameView>("Frame")}},
        frames);
    web::add_view(router, hooks, "api.frame_codes", "/api/frames/{frame}/codes",
                  {.parameters = web::slice_parameters(),
                   .answer = web::list_schema("FrameCode"),
                   .schemas = {web::component<CodeView>("FrameCode")}},
                  codes);
}

}  // namespace programme
