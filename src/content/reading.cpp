// The public pages of content: one page, the list, the news, the association.
#include "acts/moment.h"
#include "content/markdown.h"
#include "content/page_parts.h"
#include "web/atom.h"
#include "web/table.h"

namespace content {
namespace {

using namespace html;
using web::Cell, web::Response, web::Visit;
using Look = web::Heading::Look;

// The version a reader of that visit gets.
std::optional<KnownVersion> version_for(Visit& visit, const KnownPage& page) {
    const auto id = visit.date ? published_on(visit.db(), page.id, *visit.date) : page.published;
    return id ? find_version(visit.db(), *id) : std::nullopt;
}

Node heading(const Visit& visit, const KnownVersion& version, std::string_view kicker) {
    const auto in = version.shown(read_in(visit));
    const auto& words = version.words(in);
    return div(cls("intro"), div(other_language(visit, in), when(!kicker.empty(), [&] { return p(cls("k"), kicker); }), h1(words.title),
                                 when(!words.summary.empty(), [&] { return p(words.summary); })));
}

// ---- one page ----

web::Frame frame_of(const Visit& visit, const KnownPage& page, const KnownVersion& version) {
    const auto& words = version.words(version.shown(read_in(visit)));
    web::Frame frame{
        .title = words.title, .description = description_of(words), .at = places::page(page), .current = "association", .dated = true};
    if (page.section == Section::news) frame.breadcrumb = {{std::string(visit.text("content.news")), visit.to(web::places::news)}};
    else if (frame.at.fr.starts_with(web::places::contents.fr + "/"))
        frame.breadcrumb = {{std::string(visit.text("content.association")), visit.to(web::places::association)}};
    if (page.section == Section::contact) frame.current = "";
    return frame;
}

// A page that was not there that day, or is there no more: the date can be asked anew.
Response not_then(Visit& visit, const KnownPage& page) {
    const std::string title(visit.text("content.not_then"));
    return web::page(visit, {.title = title, .description = title, .at = places::page(page), .dated = true, .indexed = false},
                     div(cls("oops"), h1(title), p(visit.text("content.not_then.text"))));
}

Response shown(Visit& visit, const KnownPage& page) {
    const auto version = version_for(visit, page);
    if (!version) return visit.date && page.state != State::written ? not_then(visit, page) : error_page(visit, 404);
    const auto kicker = page.section == Section::news && page.day ? visit.words.date(*page.day) : std::string();
    return web::page(visit, frame_of(visit, page, *version), group(heading(visit, *version, kicker), article(visit, page, *version)));
}

Response page_with(Visit& visit) {
    visit.read("content_page");
    const auto page = page_with_key(visit.db(), std::string(visit.request.at("key")));
    if (!page) return error_page(visit, 404);
    const auto at = places::page(*page);
    if (at.in(visit.language) != visit.request.path) return Response::redirect(visit.to(at));
    return shown(visit, *page);
}

// ---- parts of the site with an address of their own, which are there before anybody writes them ----

Node seat(const Visit& visit) {
    if (visit.facts.seat.empty()) return {};
    return dl(cls("kv"), div(dt(visit.facts.name(visit.language)), dd(visit.facts.seat)));
}

// What the program itself says of who sees what, beside what people write of it.
Node publication_link(const Visit& visit) {
    return div(cls("note"), p(visit.text("content.way.publication.text"), " ",
                              a(href(visit.to(web::places::publication)), visit.text("publication.see"))));
}

Response part_page(Visit& visit, Section section, const web::Address& at) {
    visit.read("content_page");
    const auto facts = section == Section::contact ? seat(visit) : section == Section::privacy ? publication_link(visit) : Node();
    const auto page = page_of(visit.db(), section);
    const auto version = page ? version_for(visit, *page) : std::nullopt;
    if (version)
        return web::page(visit, frame_of(visit, *page, *version),
                         group(heading(visit, *version, ""), facts, article(visit, *page, *version)));
    const auto title = section_label(visit, section);
    return web::page(visit, {.title = title, .description = title, .at = at, .dated = true},
                     group(div(cls("intro"), div(h1(title))), facts, div(cls("note at"), p(visit.text("content.not_written")))));
}

// ---- the association ----

struct Way {
    std::string_view name;
    web::Address at;
};
const std::vector<Way>& ways() {
    using namespace web::places;
    static const std::vector<Way> all{
        {"history", history},       {"rules", rules},         {"bodies", bodies},           {"decisions", decisions},
        {"programme", programme},   {"partners", partners},   {"projects", projects},       {"members", members},
        {"figures", figures},       {"documents", documents}, {"sources", sources},         {"news", news},
        {"newsletter", newsletter}, {"contact", contact},     {"publication", publication}, {"pages", contents}};
    return all;
}

// Only what is served here is told of.
Node way_links(const Visit& visit, const web::Router& router) {
    const auto links = each(ways(), [&](const Way& way) {
        if (router.plan(web::Method::get, way.at.in(visit.language)).status != 200) return Node();
        const auto key = "content.way." + std::string(way.name);
        return li(a(href(visit.to(way.at)), visit.text(key)), p(cls("q"), visit.text(key + ".text")));
    });
    return section(div(cls("hd"), h2(visit.text("content.ways"))), ul(cls("ls"), links));
}

Node part_of(Visit& visit, Section section) {
    const auto page = page_of(visit.db(), section);
    const auto version = page ? version_for(visit, *page) : std::nullopt;
    if (!version) return {};
    const auto in = version->shown(read_in(visit));
    const auto& words = version->words(in);
    return html::section(div(cls("hd"), h2(other_language(visit, in), words.title),
                             a(href(visit.to(places::page(*page))), visit.text("content.read"),
                               span(cls("vh"), other_language(visit, in), " ", words.title))),
                         p(other_language(visit, in), description_of(words)));
}

Response association_page(Visit& visit, const web::Router& router) {
    visit.read("content_page");
    const auto page = page_of(visit.db(), Section::who_we_are);
    const auto version = page ? version_for(visit, *page) : std::nullopt;
    const std::string title(visit.text("content.association"));
    web::Frame frame{.title = title,
                     .description = std::string(visit.text("content.association_lead")),
                     .at = web::places::association,
                     .current = "association",
                     .dated = true};
    if (version) frame = frame_of(visit, *page, *version);
    const auto first = version ? group(heading(visit, *version, title), article(visit, *page, *version))
                               : group(div(cls("intro"), div(h1(title), p(visit.text("content.association_lead")))),
                                       div(cls("note at"), p(visit.text("content.not_written"))));
    const auto parts = group(part_of(visit, Section::missions), part_of(visit, Section::values), part_of(visit, Section::ways_of_working));
    return web::page(visit, frame, group(first, parts, way_links(visit, router)));
}

// ---- lists ----

web::List<ListedPage> columns(const Visit* visit) {
    const auto in = [visit](const ListedPage& one) { return one.title_in(read_in(*visit)); };
    const auto name = [](auto choice) { return Cell(std::string(acts::name_of(choice))); };
    const auto both = [](const ListedPage& one) { return !one.title_fr.empty() && !one.title_en.empty(); };
    const bool staff = visit->visitor.in_secretariat();
    return web::List<ListedPage>({
        {{"key", "content.title", "", Look::name, false},
         [visit, in](const ListedPage& one) {
             const auto at = one.page.published ? places::page(one.page) : places::versions(one.page.id);
             return a(href(visit->to(at)), other_language(*visit, in(one)), one.title(read_in(*visit)));
         },
         [](const ListedPage& one) { return Cell(one.page.key); }},
        {{.name = "title_fr", .label = "content.column.title_fr", .shown = false},
         {},
         [](const ListedPage& one) { return Cell(one.title_fr); }},
        {{.name = "title_en", .label = "content.column.title_en", .shown = false},
         {},
         [](const ListedPage& one) { return Cell(one.title_en); }},
        {{"section", "content.section"},
         [visit](const ListedPage& one) { return html::text(section_label(*visit, one.page.section)); },
         [name](const ListedPage& one) { return name(one.page.section); }},
        {{.name = "state", .label = "content.state", .labelled = false, .shown = staff},
         [visit](const ListedPage& one) {
             return group(state_tag(*visit, one.page.state),
                          when(one.stale, [&] { return group(" ", span(cls("tag at"), visit->text("content.stale_short"))); }));
         },
         [name](const ListedPage& one) { return name(one.page.state); }},
        {{"languages", "content.languages"},
         [visit, both](const ListedPage& one) {
             if (both(one)) return html::text(visit->text("content.both_languages"));
             return html::text(visit->text("choice." + std::string(acts::name_of(one.original))));
         },
         [both, name](const ListedPage& one) { return both(one) ? Cell(std::string("fr en")) : name(one.original); }},
        {{"written", "content.written"},
         [visit](const ListedPage& one) { return span(cls("n"), visit->words.short_date(one.written)); },
         [](const ListedPage& one) { return Cell(one.written); }},
        {{.name = "day", .label = "content.day", .shown = false}, {}, [](const ListedPage& one) { return web::cell(one.page.day); }},
        {{.name = "page", .label = "content.column.page", .shown = false},
         {},
         [](const ListedPage& one) {
             return Cell(web::Link{"", places::page(one.page).fr});
         }},
    });
}

Filter asked(const Visit& visit) {
    Filter filter;
    filter.which = visit.visitor.in_secretariat() ? Which::all : Which::published;
    filter.section = acts::named<Section>(visit.request.query.value_or("section", ""));
    return filter;
}

Node filter_form(const Visit& visit, const Filter& filter) {
    Node options = option(attr("value", ""), visit.text("filter.all_feminine"));
    for (const auto name : acts::type_of<Section>().names) {
        const auto section = *acts::named<Section>(name);
        options += option(attr("value", name), flag_when(filter.section == section, "selected"), section_label(visit, section));
    }
    return form(cls("flt"), attr("method", "get"), action(web::places::contents.in(visit.language)),
                div(label(attr("for", "section"), visit.text("content.section")), select(id("section"), attr("name", "section"), options)),
                button(attr("type", "submit"), cls("btn"), visit.text("documents.filter")));
}

Response list_page(Visit& visit) {
    visit.read("content_page");
    const auto filter = asked(visit);
    const auto paging = web::Paging::asked(visit, count_pages(visit.db(), filter));
    const auto rows = list_pages(visit.db(), filter, paging.offset(), paging.rows);
    const std::string title(visit.text("content.pages"));
    const auto write =
        when(may_write(visit), [&] { return p(cls("act"), a(cls("btn"), href(visit.to(places::writing)), visit.text("content.write"))); });
    return web::page(visit, {.title = title, .description = std::string(visit.text("content.pages_lead")), .at = web::places::contents},
                     group(div(cls("intro"), div(h1(title), p(visit.text("content.pages_lead")))), write, filter_form(visit, filter),
                           div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format("content.count", {{"count", paging.total}})),
                               web::export_links(visit, web::places::contents)),
                           columns(&visit).choice(visit, web::places::contents),
                           paging.total == 0 ? p(cls("note"), visit.text("content.none"))
                                             : group(columns(&visit).table(visit, title, rows), web::page_links(visit, paging, ""))));
}

Response list_file(Visit& visit, web::Format format) {
    visit.read("content_page");
    const auto lasting = web::kept(visit);
    return columns(lasting.get()).file(lasting, "pages", format, [filter = asked(visit), offset = std::int64_t(0)](store::Db& db) mutable {
        auto rows = list_pages(db, filter, offset, web::rows_at_once);
        offset += std::int64_t(rows.size());
        return rows;
    });
}

// ---- news ----

Response news_page(Visit& visit) {
    visit.read("content_page");
    const Filter filter{.section = Section::news};
    const auto paging = web::Paging::asked(visit, count_pages(visit.db(), filter));
    const auto rows = list_pages(visit.db(), filter, paging.offset(), paging.rows);
    const std::string title(visit.text("content.news"));
    const auto item = [&](const ListedPage& one) {
        const auto in = one.title_in(read_in(visit));
        return li(time(attr("datetime", one.page.day->iso()), visit.words.date(*one.page.day)),
                  div(other_language(visit, in), p(a(href(visit.to(places::page(one.page))), one.title(in))),
                      when(!one.summary(in).empty(), [&] { return p(cls("q"), one.summary(in)); })));
    };
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("content.news_lead")),
         .at = web::places::news,
         .head = web::feed_link(visit, news_feed_at, title)},
        group(div(cls("intro"), div(h1(title), p(visit.text("content.news_lead")))),
              p(cls("ex"), a(href(news_feed_at.in(visit.language)), attr("type", "application/atom+xml"), visit.text("content.feed"))),
              rows.empty() ? p(cls("note"), visit.text("content.no_news"))
                           : html::section(ol(cls("hist"), each(rows, item)), web::page_links(visit, paging, ""))));
}

std::int64_t moment_of(const Visit& visit, base::Id<acts::Act> act) { return acts::time_of(visit.db(), act).value_or(0); }

}  // namespace

Response news_feed(Visit& visit) {
    visit.read("content_page");
    web::AtomFeed feed{"news", std::string(visit.text("content.news")), std::string(visit.text("content.news_lead")), news_feed_at,
                       web::places::news};
    for (const auto& one : list_pages(visit.db(), {.section = Section::news}, 0, web::feed_entries_most)) {
        const auto version = find_version(visit.db(), *one.page.published);
        const auto publication = publication_of(visit.db(), one.page.id);
        const auto first = moment_of(visit, publication->first), last = moment_of(visit, publication->last);
        const auto in = version->shown(read_in(visit));
        const auto& words = version->words(in);
        const auto name = "page/" + std::to_string(one.page.id.value) + "/" + std::string(base::code(visit.language));
        feed.entries.push_back({web::tag_uri(visit, base::Date::utc_day(first), name), words.title,
                                places::page(one.page).in(visit.language), language_of(in), last, first, words.summary,
                                render(words.text, {.origin = visit.hooks.origin}).node});
    }
    return web::atom(visit, feed);
}

void add_pages(web::Router& router, const web::ActDoors& doors) {
    using web::Method, web::Audience;
    const auto& hooks = doors.site;
    web::add_page(router, hooks, "association", web::places::association, {},
                  [&router](Visit& visit) { return association_page(visit, router); });
    web::add_page(router, hooks, "contact", web::places::contact, {},
                  [](Visit& visit) { return part_page(visit, Section::contact, web::places::contact); });
    web::add_page(router, hooks, "privacy", web::places::privacy, {},
                  [](Visit& visit) { return part_page(visit, Section::privacy, web::places::privacy); });
    const auto filter = web::list_query({"section"});
    web::add_page(router, hooks, "content.list", web::places::contents, filter, list_page);
    web::add_files(router, hooks, "content", web::places::contents, filter, list_file);
    web::add_page(router, hooks, "content.show", web::places::contents / "{key}", {}, page_with);
    web::add_page(router, hooks, "content.news", web::places::news, web::list_query({}), news_page);
    web::add_page(router, hooks, "content.feed", news_feed_at, {}, news_feed);
    for (const auto language : base::languages)
        for (const auto method : {Method::get, Method::post}) {
            const auto add = [&](std::string name, const std::string& pattern, auto show, std::size_t bytes) {
                router.add({.name = std::move(name),
                            .open_to = Audience::secretariat,
                            .method = method,
                            .pattern = pattern,
                            .handler = web::answering(hooks, language, [&doors, show](Visit& visit) { return show(visit, doors); }),
                            .body_bytes_max = bytes});
            };
            add("content.write", places::writing.in(language), write_page, 512 * 1024);
            add("content.versions", (places::writing / "{page}").in(language), versions_page, 4096);
        }
    add_json_views(router, hooks);
}

}  // namespace content
