// The sources, and the page of each: all that it says, and who cites it.
#include "sources/parts.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/places.h"

namespace sources {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

web::List<ShownSource> source_columns(const Visit* visit) {
    const auto text = [](const std::string& value) { return value.empty() ? Cell() : Cell(value); };
    return web::List<ShownSource>({
        {{.name = "id", .label = "sources.column_id", .shown = false}, {}, [](const ShownSource& s) { return Cell(s.id.value); }},
        {{"title", "sources.title_column", "", Look::name, false},
         [visit](const ShownSource& s) { return source_link(*visit, s); },
         [](const ShownSource& s) { return Cell(s.title); }},
        {{"publisher", "sources.publisher", "", Look::text, false},
         [](const ShownSource& s) { return html::text(s.publisher); },
         [text](const ShownSource& s) { return text(s.publisher); }},
        {{"kind", "sources.kind", "", Look::text, false},
         [visit](const ShownSource& s) { return html::text(visit->text("source_kind." + std::string(acts::name_of(s.kind)))); },
         [](const ShownSource& s) { return Cell(std::string(acts::name_of(s.kind))); }},
        {{.name = "address", .label = "sources.column_address", .shown = false},
         {},
         [](const ShownSource& s) {
             return s.address.empty() ? Cell() : Cell(web::Link{"", s.address});
         }},
        {{"read", "sources.read"},
         [visit](const ShownSource& s) { return s.read ? html::text(visit->words.partial_date(*s.read)) : Node(); },
         [](const ShownSource& s) { return web::cell(s.read); }},
        {{.name = "gone", .label = "sources.column_gone", .shown = false}, {}, [](const ShownSource& s) { return web::cell(s.gone); }},
    });
}

// What an editor does from here: a fact that this source states, or that its address is dead.
Node doings(const Visit& visit, const ShownSource& source) {
    if (visit.date || visit.known || !visit.visitor.holds({acts::Role::officer, acts::Role::administrator})) return {};
    const auto number = std::to_string(source.id.value);
    const web::Address acts_at{"/actes", "/en/acts"};
    return p(
        cls("act"),
        a(cls("btn"), href(visit.to(web::places::adding_fact, {{"sources[0]", number}, {"basis", "source:" + number}})),
          visit.text("facts.add")),
        when(!source.address.empty(), [&] {
            return a(cls("btn alt"), href(visit.to(acts_at / "sources.mark_gone", {{"source", number}})), visit.text("sources.mark_gone"));
        }));
}

}  // namespace

web::Response sources_page(Visit& visit) {
    visit.read("source");
    const auto all = all_sources(visit.db());
    const std::string title(visit.text("sources.title"));
    return web::page(visit,
                     {.title = title,
                      .description = std::string(visit.text("sources.lead")),
                      .at = web::places::sources,
                      .current = "association",
                      .dated = true},
                     group(div(cls("intro"), div(h1(title), p(visit.text("sources.lead")))),
                           div(cls("cnt"), p(visit.format("sources.count", {{"count", std::int64_t(all.size())}})),
                               web::export_links(visit, web::places::sources)),
                           source_columns(&visit).choice(visit, web::places::sources),
                           all.empty() ? Node() : source_columns(&visit).table(visit, title, all)));
}

web::Response source_page(Visit& visit, const std::vector<Panel>& panels) {
    const auto number = web::whole_number(visit.request.at("source"));
    const auto source = number ? find_source(visit.db(), {*number}) : std::nullopt;
    if (!source) return web::error_page(visit, 404);
    visit.read("source", source->id);
    const auto said = statements_of_source(visit.db(), source->id);
    visit.read("statement");
    const auto row = [](std::string_view label, const Node& value) { return value.empty() ? Node() : div(dt(label), dd(value)); };
    // A stranger's address is followed without saying where from.
    const auto address =
        when(!source->address.empty(), [&] { return a(href(source->address), attr("rel", "noreferrer nofollow"), source->address); });
    const auto gone = when(source->gone.has_value(), [&] {
        return div(
            cls("note at"),
            p(visit.format("sources.gone_note", {{"date", *source->gone}}), " ",
              source->copy.empty() ? Node() : a(href(source->copy), attr("rel", "noreferrer nofollow"), visit.text("sources.copy"))));
    });
    return web::page(
        visit,
        {.title = source->title,
         .description = source->publisher,
         .at = web::places::source(source->id),
         .current = "association",
         .breadcrumb = {{std::string(visit.text("nav.sources")), visit.to(web::places::sources)}},
         .dated = true},
        group(
            div(cls("intro"), div(p(cls("k"), visit.text("source_kind." + std::string(acts::name_of(source->kind)))),
                                  h1(in_french(visit), source->title))),
            gone, doings(visit, *source),
            dl(cls("kv"), row(visit.text("sources.publisher"), html::text(source->publisher)), row(visit.text("sources.address"), address),
               row(visit.text("sources.read"), source->read ? html::text(visit.words.partial_date(*source->read)) : Node())),
            each(panels, [&](const Panel& panel) { return panel(visit, source->id); }),
            when(!said.empty(),
                 [&] {
                     return section(div(cls("hd"), h2(visit.text("sources.said"))),
                                    ul(cls("ls"), each(said, [&](const ShownStatement& statement) {
                                           return li(
                                               fact_link(visit, statement),
                                               when(statement.withdrawn_by.has_value(),
                                                    [&] { return group(" ", span(cls("tag no"), visit.text("facts.withdrawn_tag"))); }),
                                               span(cls("q"), as_of_said(visit.words, statement)),
                                               p(cls("q"), visit.in_language(statement.quote_fr, statement.quote_en)));
                                       })));
                 }),
            section(div(cls("hd"), h2(visit.text("members.history")),
                        a(href(visit.to(web::places::journal, {{"thing", "source:" + std::to_string(source->id.value)}})),
                          visit.text("history.whole"))),
                    web::history_list(visit, acts::history_of(visit.db(), acts::thing<Source>, source->id.value, 20),
                                      [&](std::int64_t id) { return source_title(visit.db(), id); }))));
}

web::Response sources_file(Visit& visit, web::Format format) {
    const auto lasting = web::kept(visit);
    return source_columns(lasting.get()).file(lasting, "sources", format, web::rows_of(all_sources(visit.db())));
}

std::vector<std::string> columns_of_sources() { return source_columns(nullptr).names(); }

}  // namespace sources
