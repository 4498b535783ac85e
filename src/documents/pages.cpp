#include "documents/pages.h"

#include "documents/page_parts.h"
#include "web/form.h"
#include "web/plain_form.h"
#include "web/table.h"

namespace documents {
namespace {

using namespace html;
using web::Cell, web::Response, web::Visit;
using Look = web::Heading::Look;

bool may(const Visit& visit, std::string_view act) {
    const auto* declared = visit.hooks.registry ? visit.hooks.registry->newest(act) : nullptr;
    return declared && visit.visitor.may(*declared);
}

// ---- the list ----

web::List<IssuedDocument> columns(const Visit* visit) {
    const auto named = [visit](const IssuedDocument& d) { return subject_of(*visit, d); };
    return web::List<IssuedDocument>({
        {{"number", "documents.number", "", Look::name, false},
         [visit](const IssuedDocument& d) { return a(href(visit->to(places::document(d.number))), cls("n"), d.number); },
         [](const IssuedDocument& d) { return Cell(d.number); }},
        {{"kind", "documents.kind"},
         [visit](const IssuedDocument& d) { return html::text(kind_label(*visit, d.kind)); },
         [](const IssuedDocument& d) { return Cell(std::string(acts::name_of(d.kind))); }},
        {{"subject", "documents.subject"},
         [named](const IssuedDocument& d) { return bdi(named(d)); },
         [](const IssuedDocument& d) { return d.subject.empty() ? Cell() : Cell(d.subject); }},
        {{"day", "documents.issued_on"},
         [visit](const IssuedDocument& d) { return span(cls("n"), visit->words.short_date(d.day)); },
         [](const IssuedDocument& d) { return Cell(d.day); }},
        {{"language", "documents.language"},
         [visit](const IssuedDocument& d) { return html::text(visit->text("choice." + std::string(acts::name_of(d.language)))); },
         [](const IssuedDocument& d) { return Cell(std::string(acts::name_of(d.language))); }},
        {{.name = "member", .label = "documents.column.member", .shown = false},
         {},
         [](const IssuedDocument& d) { return d.member ? Cell(d.member->value) : Cell(); }},
        {{.name = "decision", .label = "documents.column.decision", .shown = false},
         {},
         [](const IssuedDocument& d) { return d.decision ? Cell(d.decision->value) : Cell(); }},
        {{.name = "on", .label = "documents.column.on", .shown = false}, {}, [](const IssuedDocument& d) { return web::cell(d.on); }},
        {{.name = "act", .label = "documents.column.act", .shown = false}, {}, [](const IssuedDocument& d) { return Cell(d.act.value); }},
    });
}

Filter asked(const Visit& visit) {
    const auto& query = visit.request.query;
    Filter filter;
    filter.public_only = !visit.visitor.in_secretariat();
    filter.kind = acts::named<Kind>(query.value_or("kind", ""));
    if (const auto year = web::whole_number(query.value_or("year", "")); year && *year >= 1 && *year <= 9999) filter.year = int(*year);
    filter.search = query.value_or("q", "");
    if (filter.search.size() > search_bytes_max) filter.search.clear();
    return filter;
}

Node filter_form(const Visit& visit, const Filter& filter) {
    const auto kind_choice = [&](Kind kind) {
        const std::string name(acts::name_of(kind));
        return option(attr("value", name), flag_when(filter.kind == kind, "selected"), kind_label(visit, kind));
    };
    return form(cls("flt"), attr("method", "get"), action(places::documents.in(visit.language)),
                div(cls("g"), label(attr("for", "q"), visit.text("documents.search")),
                    input(attr("type", "search"), id("q"), attr("name", "q"), attr("value", filter.search), attr("autocomplete", "off"))),
                when(!filter.public_only,
                     [&] {
                         return div(label(attr("for", "kind"), visit.text("documents.kind")),
                                    select(id("kind"), attr("name", "kind"), option(attr("value", ""), visit.text("filter.all_feminine")),
                                           each(all_kinds, kind_choice)));
                     }),
                div(label(attr("for", "year"), visit.text("documents.year")),
                    input(attr("type", "text"), id("year"), attr("name", "year"), attr("inputmode", "numeric"), attr("size", 4),
                          attr("value", filter.year ? std::to_string(*filter.year) : ""))),
                button(attr("type", "submit"), cls("btn"), visit.text("documents.filter")));
}

Response list_page(Visit& visit) {
    visit.read("document");
    const auto filter = asked(visit);
    const auto paging = web::Paging::asked(visit, count_documents(visit.db(), filter));
    const auto rows = list_documents(visit.db(), filter, paging.offset(), paging.rows);
    const std::string title(visit.text("documents.title"));
    const auto link = [&](bool wanted, std::string_view classes, const web::Address& at, std::string_view key) {
        return when(wanted, [&] { return a(cls(classes), href(at.in(visit.language)), visit.text(key)); });
    };
    const Node actions = group(link(may(visit, "documents.issue"), "btn", places::issuing, "documents.issue"),
                               link(visit.visitor.in_secretariat(), "btn alt", places::templates, "documents.templates"));
    const Node check = section(div(cls("hd"), h2(visit.text("documents.check_title"))), check_form(visit, {})),
               issued = section(
                   div(cls("hd"), h2(visit.text("documents.issued"))), when(!actions.empty(), [&] { return p(cls("act"), actions); }),
                   filter_form(visit, filter),
                   div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format("documents.count", {{"count", paging.total}})),
                       web::export_links(visit, places::documents)),
                   columns(&visit).choice(visit, places::documents),
                   paging.total == 0
                       ? p(cls("note"), visit.text("documents.none"))
                       : group(columns(&visit).table(visit, visit.text("documents.issued"), rows), web::page_links(visit, paging, "")));
    const bool staff = visit.visitor.in_secretariat();
    return web::page(
        visit, {.title = title, .description = std::string(visit.text("documents.description")), .at = places::documents},
        group(div(cls("intro"), div(h1(title), p(visit.text("documents.lead")))), staff ? issued : check, staff ? check : issued));
}

Response list_file(Visit& visit, web::Format format) {
    visit.read("document");
    const auto lasting = web::kept(visit);
    return columns(lasting.get())
        .file(lasting, "documents", format, [filter = asked(visit), before = std::optional<Id<Document>>()](store::Db& db) mutable {
            auto rows = documents_before(db, filter, before, web::rows_at_once);
            if (!rows.empty()) before = rows.back().id;
            return rows;
        });
}

// ---- « Vérifier un document » ----

// What somebody typed leads to the document's page, or back to the form with what is wrong.
Response check_page(Visit& visit) {
    const auto& query = visit.request.query;
    CheckInput input{std::string(query.value_or("number", "")), std::string(query.value_or("code", "")), {}};
    const auto number = numbering::read(input.number);
    if (number) {
        const auto found = find_document(visit.db(), number->text());
        if (found && may_see(visit, found->kind))
            return Response::see_other(visit.to(places::document(found->number), {{"code", input.code}}));
    }
    const auto typed = input.number;
    if (!typed.empty()) input.wrong = visit.text(number ? "documents.unknown_number" : "documents.no_number");
    else if (visit.request.query.has("number")) input.wrong = visit.text("wrong.missing");
    const std::string title(visit.text("documents.check_title"));
    return web::for_one_reader(visit, web::page(visit,
                                                {.title = title,
                                                 .description = std::string(visit.text("documents.check_lead")),
                                                 .at = places::checking,
                                                 .breadcrumb = {{std::string(visit.text("documents.title")), visit.to(places::documents)}},
                                                 .indexed = false,
                                                 .status = typed.empty() ? 200
                                                           : number      ? 404
                                                                         : 422},
                                                group(h1(title), check_form(visit, input))));
}

// ---- issuing ----

Response issue_page(Visit& visit, const web::ActDoors& doors) {
    const auto word = [&](std::string_view key) { return std::string(visit.text(key)); };
    web::ActPage page{.act = *visit.hooks.registry->newest("documents.issue"), .at = places::issuing, .title = word("documents.issue")};
    page.introduction = p(visit.text("documents.issue_lead"));
    page.parts = {{word("documents.part.paper"), "", {"kind", "language"}},
                  {word("documents.part.certificate"), word("documents.part.certificate.text"), {"member"}},
                  {word("documents.part.extract"), word("documents.part.extract.text"), {"decision"}},
                  {word("documents.part.report"), word("documents.part.report.text"), {"on"}},
                  {word("documents.part.basis"), "", {"basis"}}};
    page.submit = word("documents.issue_now");
    page.then = [](Visit& here, const acts::Accepted& accepted) {
        const auto reading = here.hooks.read();  // the visit's own may be older than the act
        const auto issued = find_document(*reading, Id<Document>{accepted.first_thing()});
        return issued ? places::document(issued->number).in(here.language) : places::documents.in(here.language);
    };
    return web::show_act(visit, doors, page);
}

// ---- templates ----

Node places_table(const Visit& visit, Kind kind) {
    Node rows;
    const auto add = [&](const std::string& name, const Place& place) {
        const auto key = "documents.place." + std::string(place.name);
        rows += tr(th(attr("scope", "row"), code("{{" + name + "}}")), td(visit.words.has(key) ? visit.text(key) : ""),
                   td(place.always ? "" : visit.text("documents.may_be_empty")));
    };
    const auto& all = places_of(kind);
    for (const auto& place : all.texts) add(std::string(place.name), place);
    for (const auto& list : all.lists) {
        rows += tr(th(attr("scope", "row"), code("{{#each " + std::string(list.name) + "}}")),
                   td(visit.text("documents.place." + std::string(list.name))), td());
        for (const auto& place : list.row) add(std::string(place.name), {place.name, place.said});
    }
    return details(summary(visit.text("documents.places")), table(thead(tr(th(attr("scope", "col"), visit.text("documents.place")),
                                                                           th(attr("scope", "col"), visit.text("documents.place_says")),
                                                                           th(attr("scope", "col"), visit.text("documents.place_when")))),
                                                                  tbody(rows)));
}

Node template_section(const Visit& visit, Kind kind) {
    const auto held = template_in_force(visit.db(), kind);
    const std::string name(acts::name_of(kind));
    const auto change = web::Address{"/actes/documents.change_template", "/en/acts/documents.change_template"};
    const auto text = [&](std::string_view language, const std::string& words) {
        return details(summary(visit.text("documents.text_" + std::string(language))), pre(lang(language), words));
    };
    return section(div(cls("hd"), h2(kind_label(visit, kind)),
                       when(may(visit, "documents.change_template"),
                            [&] {
                                return a(href(visit.to(change, {{"kind", name}})), visit.text("documents.change"),
                                         span(cls("vh"), " ", kind_label(visit, kind)));
                            })),
                   held ? p(visit.format("documents.held_since", {{"day", held->day}}), " ",
                            a(href(visit.to(web::places::act(held->act))), visit.format("entries.act", {{"number", held->act.value}})))
                        : p(cls("note at"), visit.text("documents.no_template_yet")),
                   held ? group(text("fr", held->text_fr), text("en", held->text_en)) : Node(), places_table(visit, kind));
}

Response templates_page(Visit& visit) {
    const std::string title(visit.text("documents.templates"));
    return web::private_page(visit,
                             {.title = title,
                              .description = std::string(visit.text("documents.templates_lead")),
                              .at = places::templates,
                              .breadcrumb = {{std::string(visit.text("documents.title")), visit.to(places::documents)}},
                              .indexed = false},
                             group(div(cls("intro"), div(h1(title), p(visit.text("documents.templates_lead")))),
                                   each(all_kinds, [&](Kind kind) { return template_section(visit, kind); })));
}

}  // namespace

std::optional<web::Present> present_template(Visit& visit, const web::Parameters& asked) {
    const auto kind = acts::named<Kind>(asked.value_or("kind", ""));
    const auto held = kind ? template_in_force(visit.db(), *kind) : std::nullopt;
    if (!held) return {};
    ChangeTemplate same;
    same.kind = *kind, same.text_fr.value.value = held->text_fr, same.text_en.value.value = held->text_en;
    return web::Present{acts::encode(acts::type_of<ChangeTemplate>(), &same), {"kind"}, kind_label(visit, *kind)};
}

void add_pages(web::Router& router, const web::ActDoors& doors) {
    using web::Method;
    const auto& hooks = doors.site;
    const auto filter = web::list_query({"q", "kind", "year"});
    web::add_page(router, hooks, "documents.list", places::documents, filter, list_page);
    web::add_files(router, hooks, "documents", places::documents, filter, list_file);
    web::add_page(router, hooks, "documents.show", places::document("{number}"), {},
                  [&doors](Visit& visit) { return document_page(visit, doors); });
    for (const auto language : base::languages) {
        const auto add = [&](std::string name, web::Audience open_to, Method method, const std::string& pattern, web::Show show) {
            router.add({.name = std::move(name),
                        .open_to = open_to,
                        .method = method,
                        .pattern = pattern,
                        .handler = web::answering(hooks, language, std::move(show)),
                        .body_bytes_max = method == Method::post ? issue_bytes_max : 0});
        };
        add("documents.check", web::Audience::everyone, Method::get, places::checking.in(language), check_page);
        add("documents.templates", web::Audience::secretariat, Method::get, places::templates.in(language), templates_page);
        add("documents.file", web::Audience::everyone, Method::get, places::document("{number}").in(language) + ".pdf",
            [&doors](Visit& visit) { return document_file(visit, doors); });
        for (const auto method : {Method::get, Method::post})
            add("documents.issue", web::Audience::secretariat, method, places::issuing.in(language),
                [&doors](Visit& visit) { return issue_page(visit, doors); });
    }
    add_json_views(router, hooks);
}

}  // namespace documents
