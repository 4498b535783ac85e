// Frames, and their codes: at most a goal and its targets on a page.
#include "programme/page_parts.h"
#include "web/percent.h"

#include <algorithm>

namespace programme {

using namespace html;
using web::Cell, web::Response, web::Visit;
using Look = web::Heading::Look;

namespace {

std::string codes_words(const Visit& visit, std::int64_t codes) {
    return codes ? visit.format("programme.codes", {{"count", codes}}) : std::string(visit.text("programme.no_code"));
}

web::List<ShownFrame> frame_columns(const Visit* visit) {
    return web::List<ShownFrame>({
        {{"name", "programme.column.name", "", Look::name, false},
         [visit](const ShownFrame& frame) { return a(href(visit->to(places::of(frame))), name_in(*visit, frame)); },
         [visit](const ShownFrame& frame) { return Cell(name_in(*visit, frame)); }},
        {{"kind", "programme.frame_kind"},
         [visit](const ShownFrame& frame) {
             return html::text(visit->text("programme.frame_kind." + std::string(acts::name_of(frame.kind))));
         },
         [](const ShownFrame& frame) { return Cell(std::string(acts::name_of(frame.kind))); }},
        {{"codes", "programme.column.codes", "", Look::figure},
         [visit](const ShownFrame& frame) { return html::text(frame.codes ? visit->words.number(frame.codes) : "0"); },
         [](const ShownFrame& frame) { return Cell(frame.codes); }},
        {{"basis", "journal.basis"},
         [visit](const ShownFrame& frame) { return basis_of(*visit, frame.basis); },
         [](const ShownFrame& frame) { return Cell(frame.basis); }},
        {{.name = "id", .label = "programme.column.id", .shown = false}, {}, [](const ShownFrame& frame) { return Cell(frame.id.value); }},
    });
}

Response frames_page(Visit& visit) {
    visit.read("frame");
    const auto all = all_frames(visit.db());
    const std::string title(visit.text("programme.frames"));
    const auto actions = act_link(visit, "programme.record_frame", "btn", {});
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("programme.frames_lead")),
         .at = places::frames,
         .current = "programme",
         .breadcrumb = {{std::string(visit.text("programme.title")), visit.to(places::programme)}},
         .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("programme.frames_lead")))),
              when(!actions.empty(), [&] { return p(cls("act"), actions); }),
              all.empty() ? p(visit.text("programme.no_frame_yet"))
                          : section(div(cls("hd"), h2(visit.text("programme.frames_list")), web::export_links(visit, places::frames)),
                                    frame_columns(&visit).table(visit, title, all))));
}

Response frames_file(Visit& visit, web::Format format) {
    const auto lasting = web::kept(visit);
    return frame_columns(lasting.get())
        .file(lasting, visit.language == base::Language::fr ? "cadres" : "frames", format, web::rows_of(all_frames(visit.db())));
}

std::optional<ShownFrame> asked_frame(const Visit& visit) {
    const auto number = leading_number(visit.request.at("frame"));
    return number ? find_frame(visit.db(), {*number}) : std::nullopt;
}

// The codes under one, or the highest (at least one), each with how much is tagged with it.
Node codes_list(Visit& visit, const ShownFrame& frame, const std::vector<ShownCode>& codes) {
    const auto at = places::of(frame);  // its slug once, not for each code
    const auto counts = counts_of_codes(visit.db(), frame.id, codes.front().parent);
    return ul(cls("ls"), each(codes, [&](const ShownCode& code) {
                  const auto found = counts.find(code.id.value);
                  const auto words = found == counts.end() ? std::string() : counts_words(visit, found->second);
                  return li(a(href(visit.to(at / web::percent_encode(code.code))), bdi(code.code), " – ", name_in(visit, code)),
                            when(!words.empty(), [&] { return span(cls("q"), words); }));
              }));
}

// Which programmes, and which of their parts, answer to the frame, or to one of its codes.
Node linked_section(Visit& visit, const ShownFrame& frame, std::optional<Id<Code>> code) {
    Node rows;
    for (const auto& link : links_to(visit.db(), frame.id)) {
        if (code && link.code != code) continue;
        const auto node = link.node ? find_node(visit.db(), *link.node) : std::nullopt;
        const auto programme = find_programme(visit.db(), node ? node->programme : link.programme.value_or(Id<Programme>{}));
        if (!programme) continue;
        visit.read("programme", programme->id);
        rows += li(a(href(visit.to(places::of(*programme))), name_in(visit, *programme)),
                   when(node.has_value(), [&] { return a(href(visit.to(places::of(*node))), label_of(visit, *node)); }),
                   p(cls("q"), visit.text("programme.by_source"), " ", basis_of(visit, link.basis)));
    }
    if (rows.empty()) return {};
    return section(div(cls("hd"), h2(visit.text("programme.linked"))), ul(cls("ls"), rows));
}

Response frame_page(Visit& visit) {
    const auto frame = asked_frame(visit);
    if (!frame) return web::error_page(visit, 404);
    const auto at = places::of(*frame);
    if (at.in(visit.language) != visit.request.path) return Response::redirect(visit.to(at), 301);
    visit.read("frame", frame->id);
    auto codes = codes_of(visit.db(), frame->id, {});
    const auto paging = web::Paging::asked(visit, std::int64_t(codes.size()));
    codes.erase(codes.begin(), codes.begin() + paging.offset());
    if (std::int64_t(codes.size()) > paging.rows) codes.resize(std::size_t(paging.rows));
    const auto& note = visit.in_language(frame->note_fr, frame->note_en);
    const auto actions = act_link(visit, "programme.add_codes", "btn", {{"frame", std::to_string(frame->id.value)}});
    return web::page(
        visit,
        {.title = name_in(visit, *frame),
         .description = note,
         .at = at,
         .current = "programme",
         .breadcrumb = {{std::string(visit.text("programme.title")), visit.to(places::programme)},
                        {std::string(visit.text("programme.frames")), visit.to(places::frames)}},
         .dated = true},
        group(div(cls("intro"), div(p(cls("k"), visit.text("programme.frame_kind." + std::string(acts::name_of(frame->kind)))),
                                    h1(name_in(visit, *frame)), when(!note.empty(), [&] { return p(note); }),
                                    p(cls("q"), visit.text("programme.by_source"), " ", basis_of(visit, frame->basis)))),
              when(!actions.empty(), [&] { return p(cls("act"), actions); }),
              section(div(cls("hd"), h2(visit.text("programme.codes_title")),
                          when(frame->codes > 0, [&] { return web::export_links(visit, at); })),
                      p(codes_words(visit, frame->codes)), when(!codes.empty(), [&] { return codes_list(visit, *frame, codes); }),
                      web::page_links(visit, paging, "")),
              linked_section(visit, *frame, {}),
              when(frame->codes > 0,
                   [&] {
                       const auto words = counts_words(visit, counts_at(visit.db(), place(frame->id)));
                       return section(div(cls("hd"), h2(visit.text("programme.tagged.title"))),
                                      p(words.empty() ? std::string(visit.text("programme.tagged.none")) : words));
                   }),
              history_section(visit, "frame", frame->id.value)));
}

Response frame_file(Visit& visit, web::Format format) {
    const auto frame = asked_frame(visit);
    if (!frame) return web::error_page(visit, 404);
    const auto lasting = web::kept(visit);
    const web::List<ShownCode> columns({
        {{"id", ""}, {}, [](const ShownCode& code) { return Cell(code.id.value); }},
        {{"code", ""}, {}, [](const ShownCode& code) { return Cell(code.code); }},
        {{"parent", ""}, {}, [](const ShownCode& code) { return code.parent ? Cell(code.parent->value) : Cell(); }},
        {{"name_fr", ""}, {}, [](const ShownCode& code) { return Cell(code.name_fr); }},
        {{"name_en", ""}, {}, [](const ShownCode& code) { return Cell(code.name_en); }},
        {{"wording", ""}, {}, [](const ShownCode& code) { return Cell(std::string(acts::name_of(code.wording))); }},
        {{"basis", ""}, {}, [](const ShownCode& code) { return Cell(code.basis); }},
    });
    return columns.file(lasting, base::slug(short_name(visit, *frame)), format,
                        [frame = frame->id, after = std::int64_t(0)](store::Db& db) mutable {
                            auto rows = codes_after(db, frame, after, web::rows_at_once);
                            if (!rows.empty()) after = rows.back().id.value;
                            return rows;
                        });
}

Response code_page(Visit& visit, const ThingLinks& links) {
    const auto frame = asked_frame(visit);
    const auto code = frame ? find_code(visit.db(), frame->id, std::string(visit.request.at("code"))) : std::nullopt;
    if (!code) return web::error_page(visit, 404);
    const auto at = places::of(*frame, *code);
    if (!places::of(*frame).fr.ends_with("/" + std::string(visit.request.at("frame")))) return Response::redirect(visit.to(at), 301);
    visit.read("frame", frame->id);
    visit.read("frame_code", code->id);
    const auto below = codes_of(visit.db(), frame->id, code->id);
    std::vector<web::Crumb> crumbs{{std::string(visit.text("programme.title")), visit.to(places::programme)},
                                   {std::string(visit.text("programme.frames")), visit.to(places::frames)},
                                   {short_name(visit, *frame), visit.to(places::of(*frame))}};
    if (code->parent) {
        const auto parent = *find_code(visit.db(), *code->parent);
        crumbs.push_back({parent.code, visit.to(places::of(*frame, parent))});
    }
    const auto actions = act_link(visit, "programme.tag", "btn", {{"code", std::to_string(code->id.value)}});
    return web::page(
        visit,
        {.title = short_name(visit, *frame) + " " + code->code + " – " + name_in(visit, *code),
         .description = label_of(visit, *frame, *code),
         .at = at,
         .current = "programme",
         .breadcrumb = std::move(crumbs),
         .dated = true},
        group(div(cls("intro"), div(p(cls("k"), short_name(visit, *frame), " ", code->code), h1(name_in(visit, *code)),
                                    p(cls("q"), visit.text("programme.wording." + std::string(acts::name_of(code->wording))), " ",
                                      visit.text("programme.by_source"), " ", basis_of(visit, code->basis)))),
              when(!actions.empty(), [&] { return p(cls("act"), actions); }),
              when(!below.empty(),
                   [&] { return section(div(cls("hd"), h2(visit.text("programme.below"))), codes_list(visit, *frame, below)); }),
              tagged_section(visit, links, place(code->id), at), linked_section(visit, *frame, code->id),
              history_section(visit, "frame_code", code->id.value)));
}

Response code_file(Visit& visit, web::Format format) {
    const auto frame = asked_frame(visit);
    const auto code = frame ? find_code(visit.db(), frame->id, std::string(visit.request.at("code"))) : std::nullopt;
    if (!code) return web::error_page(visit, 404);
    return tagged_file(visit, place(code->id), base::slug(short_name(visit, *frame) + " " + code->code), format);
}

}  // namespace

void add_frame_pages(web::Router& router, const web::SiteHooks& hooks, const ThingLinks& links) {
    using namespace web;
    const Address frame = places::frames / "{frame}", code = frame / "{code}";
    add_page(router, hooks, "programme.frames", places::frames, {"columns"}, frames_page);
    add_files(router, hooks, "programme.frames", places::frames, {"columns"}, frames_file);
    add_page(router, hooks, "programme.frame", frame, list_query({}), frame_page);
    add_files(router, hooks, "programme.frame", frame, {"columns"}, frame_file);
    add_page(router, hooks, "programme.code", code, list_query({"kind"}), [links](Visit& visit) { return code_page(visit, links); });
    add_files(router, hooks, "programme.code", code, list_query({"kind"}), code_file);
}

}  // namespace programme
