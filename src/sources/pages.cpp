#include "sources/pages.h"

#include "base/countries.h"
#include "web/chart.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/places.h"
#include "web/table.h"

#include <algorithm>
#include <map>

namespace sources {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

struct Quote {  // a statement and who says it
    ShownStatement statement;
    std::vector<ShownSource> sources;
    bool disputed = false;  // another statement gives another value for the same time
};

base::Date first_day(const base::PartialDate& date) { return date.earliest().value_or(date.latest().value_or(base::Date{})); }

std::vector<Quote> quotes(Visit& visit, Subject subject) {
    visit.read("statement");
    visit.read("source");
    std::vector<Quote> all;
    for (auto& statement : statements(visit.db(), subject))
        if (!visit.date || first_day(statement.as_of) <= *visit.date) all.push_back({std::move(statement), {}});
    for (auto& quote : all) quote.sources = sources_of_statement(visit.db(), quote.statement.id);
    return all;
}

Node source_list(const Visit& visit, const std::vector<ShownSource>& all) {
    Node links;
    for (const auto& source : all) links += group(links.empty() ? "" : ", ", source_link(visit, source));
    return links;
}

// The quoted words, and whether they are our translation.
Node quoted(const Visit& visit, const Quote& quote) {
    const auto& statement = quote.statement;
    const bool ours = statement.translated == (visit.language == base::Language::fr ? Translated::fr : Translated::en);
    return group(p(visit.in_language(statement.quote_fr, statement.quote_en)),
                 p(cls("q"), visit.text(quote.sources.size() > 1 ? "sources.sources" : "sources.source"), " ",
                   source_list(visit, quote.sources), ". ", ours ? visit.text("sources.our_translation") : ""));
}

std::string value_words(const Visit& visit, const ShownStatement& statement) {
    if (!statement.value) return {};
    auto key = "unit." + statement.unit;
    for (auto& c : key)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');  // catalogue keys are lower case: "unit.eur"
    if (!visit.words.has(key)) return visit.words.number(*statement.value) + " " + statement.unit;
    return visit.format(key, {{"value", *statement.value}});
}

// ---- the research list ----

web::List<Quote> research_columns(const Visit* visit) {
    return web::List<Quote>({
        {{"", "research.name", "", Look::name, false},
         [visit](const Quote& q) {
             const auto& s = q.statement;
             return group(bdi(s.name), p(cls("q"), visit->words.country(s.country), s.kind ? ", " : "",
                                         s.kind ? visit->text("kind." + std::string(acts::name_of(*s.kind))) : ""));
         },
         {}},
        {{"", "research.quote", "", Look::text, false}, [visit](const Quote& q) { return quoted(*visit, q); }, {}},
    });
}

web::Response research_page(Visit& visit) {
    auto all = quotes(visit, Subject::membership);
    const auto country_of = [&](const Quote& quote) { return std::string(visit.words.country(quote.statement.country)); };
    std::ranges::stable_sort(all, [&](const Quote& one, const Quote& other) {
        return std::pair(base::fold(country_of(one)), base::fold(one.statement.name)) <
               std::pair(base::fold(country_of(other)), base::fold(other.statement.name));
    });
    const auto part = [&](Confidence confidence) {
        std::vector<Quote> some;
        std::ranges::copy_if(all, std::back_inserter(some), [&](const Quote& quote) { return quote.statement.confidence == confidence; });
        if (some.empty()) return Node();
        const auto key = "research." + std::string(acts::name_of(confidence));
        const std::string title(visit.text(key));
        return section(div(cls("hd"), h2(title), span(cls("q"), visit.format("research.names", {{"count", std::int64_t(some.size())}}))),
                       p(visit.text(key + "_lead")), research_columns(&visit).table(visit, title, some));
    };
    const std::string title(visit.text("research.title"));
    return web::page(visit,
                     {.title = title,
                      .description = std::string(visit.text("research.lead")),
                      .at = web::places::research,
                      .current = "research",
                      .dated = true},
                     group(div(cls("intro"), div(h1(title), p(visit.text("research.lead")))),
                           all.empty() ? p(cls("note"), visit.text("research.none")) : Node(), part(Confidence::implied),
                           part(Confidence::uncertain), part(Confidence::confirmed)));
}

// ---- figures ----

web::List<Quote> figure_columns(const Visit* visit, base::Date today) {
    return web::List<Quote>({
        {{"", "figures.as_of", "", Look::name, false},
         [visit, today](const Quote& q) {
             Node date = html::text(visit->words.partial_date(q.statement.as_of));
             if (older_than_a_year(q.statement.as_of, today))
                 date +=
                     p(cls("q"),
                       visit->format(
                           "figures.age",
                           {{"years", std::int64_t(today.year - q.statement.as_of.latest().value_or(first_day(q.statement.as_of)).year)}}));
             return date;
         },
         {}},
        {{"", "figures.value", "", Look::text, false},
         [visit](const Quote& q) {
             Node value = strong(cls("n"), value_words(*visit, q.statement));
             if (q.disputed) value += group(" ", span(cls("tag at"), visit->text("figures.disputed")));
             return value;
         },
         {}},
        {{"", "figures.quote", "", Look::text, false}, [visit](const Quote& q) { return quoted(*visit, q); }, {}},
    });
}

// Two sources that count the same thing at the same time, and not alike.
void mark_disputes(std::vector<Quote>& all) {
    for (auto& one : all)
        for (const auto& other : all)
            if (one.statement.unit == other.statement.unit && one.statement.value != other.statement.value &&
                one.statement.as_of.earliest() && other.statement.as_of.earliest() &&
                one.statement.as_of.earliest()->year == other.statement.as_of.earliest()->year)
                one.disputed = true;
}

// What is said of one count over the years; nothing when it was said once.
Node drawn(const Visit& visit, const std::string& title, Subject subject, const std::vector<Quote>& all) {
    web::chart::Lines chart{{.id = std::string(subject == Subject::member_count ? "members" : "countries"),
                             .title = title,
                             .heading = std::string(visit.text("figures.as_of")),
                             .closed = true},
                            {{title, {}}}};
    for (const auto& quote : all)
        if (quote.statement.value) chart.lines[0].points.push_back({quote.statement.as_of, *quote.statement.value});
    return when(chart.lines[0].points.size() > 1, [&] { return web::chart::show(visit.words, chart); });
}

web::Response figures_page(Visit& visit) {
    visit.read("day");
    const auto today = visit.today();
    const auto part = [&](Subject subject) {
        auto all = quotes(visit, subject);
        if (all.empty()) return Node();
        const bool counted = subject == Subject::member_count || subject == Subject::country_count;
        if (counted) mark_disputes(all);
        std::ranges::reverse(all);
        const std::string title(visit.text("figures." + std::string(acts::name_of(subject))));
        return section(div(cls("hd"), h2(title)), when(counted, [&] { return drawn(visit, title, subject, all); }),
                       figure_columns(&visit, today).table(visit, title, all));
    };
    const std::string title(visit.text("figures.title"));
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("figures.lead")),
         .at = web::places::figures,
         .current = "figures",
         .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("figures.lead")))), part(Subject::member_count), part(Subject::country_count),
              part(Subject::figure), part(Subject::finance),
              section(div(cls("hd"), h2(visit.text("figures.files"))), web::export_links(visit, {"/chiffres", "/en/figures"}))));
}

std::string source_numbers(const Quote& quote) {
    std::string all;
    for (const auto& source : quote.sources) all += (all.empty() ? "" : " ") + std::to_string(source.id.value);
    return all;
}

web::List<Quote> statement_columns() {
    const auto text = [](const std::string& value) { return value.empty() ? Cell() : Cell(value); };
    return web::List<Quote>({
        {{"id", ""}, {}, [](const Quote& q) { return Cell(q.statement.id.value); }},
        {{"subject", ""}, {}, [](const Quote& q) { return Cell(std::string(acts::name_of(q.statement.subject))); }},
        {{"name", ""}, {}, [text](const Quote& q) { return text(q.statement.name); }},
        {{"country", ""}, {}, [text](const Quote& q) { return text(q.statement.country); }},
        {{"kind", ""}, {}, [](const Quote& q) { return q.statement.kind ? Cell(std::string(acts::name_of(*q.statement.kind))) : Cell(); }},
        {{"value", ""}, {}, [](const Quote& q) { return web::cell(q.statement.value); }},
        {{"unit", ""}, {}, [text](const Quote& q) { return text(q.statement.unit); }},
        {{"as_of", ""}, {}, [](const Quote& q) { return Cell(q.statement.as_of.edtf()); }},
        {{"as_of_words", ""}, {}, [text](const Quote& q) { return text(q.statement.as_of_words); }},
        {{"quote_fr", ""}, {}, [](const Quote& q) { return Cell(q.statement.quote_fr); }},
        {{"quote_en", ""}, {}, [](const Quote& q) { return Cell(q.statement.quote_en); }},
        {{"translated", ""}, {}, [](const Quote& q) { return Cell(std::string(acts::name_of(q.statement.translated))); }},
        {{"confidence", ""}, {}, [](const Quote& q) { return Cell(std::string(acts::name_of(q.statement.confidence))); }},
        {{"sources", ""}, {}, [](const Quote& q) { return Cell(source_numbers(q)); }},
    });
}

web::Response statements_file(Visit& visit, web::Format format) {
    std::vector<Quote> all;
    for (const auto subject : {Subject::membership, Subject::member_count, Subject::country_count, Subject::figure, Subject::finance})
        std::ranges::move(quotes(visit, subject), std::back_inserter(all));
    return statement_columns().file(web::kept(visit), visit.language == base::Language::fr ? "chiffres" : "figures", format,
                                    web::rows_of(std::move(all)));
}

// ---- sources ----

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
    });
}

web::Response sources_page(Visit& visit) {
    visit.read("source");
    const auto all = all_sources(visit.db());
    const std::string title(visit.text("sources.title"));
    return web::page(visit,
                     {.title = title,
                      .description = std::string(visit.text("sources.lead")),
                      .at = web::places::sources,
                      .current = "sources",
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
    return web::page(
        visit,
        {.title = source->title,
         .description = source->publisher,
         .at = web::places::source(source->id),
         .current = "sources",
         .breadcrumb = {{std::string(visit.text("nav.sources")), visit.to(web::places::sources)}},
         .dated = true},
        group(
            div(cls("intro"), div(p(cls("k"), visit.text("source_kind." + std::string(acts::name_of(source->kind)))), h1(source->title))),
            dl(cls("kv"), row(visit.text("sources.publisher"), html::text(source->publisher)), row(visit.text("sources.address"), address),
               row(visit.text("sources.read"), source->read ? html::text(visit.words.partial_date(*source->read)) : Node())),
            each(panels, [&](const Panel& panel) { return panel(visit, source->id); }),
            when(!said.empty(),
                 [&] {
                     return section(div(cls("hd"), h2(visit.text("sources.said"))),
                                    ul(cls("ls"), each(said, [&](const ShownStatement& statement) {
                                           const auto about = statement.name.empty() ? value_words(visit, statement) : statement.name;
                                           return li(span(bdi(about)), span(cls("q"), visit.words.partial_date(statement.as_of)),
                                                     p(cls("q"), visit.in_language(statement.quote_fr, statement.quote_en)));
                                       })));
                 }),
            section(div(cls("hd"), h2(visit.text("members.history")),
                        a(href(visit.to(web::places::journal, {{"thing", "source:" + std::to_string(source->id.value)}})),
                          visit.text("history.whole"))),
                    web::history_list(visit, acts::history_of(visit.db(), acts::thing<Source>, source->id.value, 20)))));
}

}  // namespace

html::Node source_link(const Visit& visit, const ShownSource& source) {
    return a(href(visit.to(web::places::source(source.id))), source.title);
}

bool older_than_a_year(const base::PartialDate& as_of, base::Date today) {
    const auto last = as_of.latest() ? as_of.latest() : as_of.earliest();
    return last && last->days_since_1970() + 365 < today.days_since_1970();
}

std::optional<Quoted> latest(store::Db& db, Subject subject, base::Date on) {
    auto all = statements(db, subject);
    std::erase_if(all, [&](const ShownStatement& statement) { return !statement.value || first_day(statement.as_of) > on; });
    if (all.empty()) return {};
    Quoted quoted{std::move(all.back()), {}};
    if (auto found = sources_of_statement(db, quoted.statement.id); !found.empty()) quoted.source = std::move(found.front());
    return quoted;
}

std::vector<std::string> columns_of_statements() { return statement_columns().names(); }
std::vector<std::string> columns_of_sources() { return source_columns(nullptr).names(); }

void add_pages(web::Router& router, const web::SiteHooks& hooks, std::vector<Panel> panels) {
    using namespace web;
    add_page(router, hooks, "research", places::research, {}, research_page);
    add_page(router, hooks, "figures", places::figures, {}, figures_page);
    add_files(router, hooks, "figures", {"/chiffres", "/en/figures"}, {"columns"}, statements_file);
    add_page(router, hooks, "sources.list", places::sources, list_query({}), sources_page);
    add_files(router, hooks, "sources", places::sources, list_query({}), [](Visit& visit, Format format) {
        const auto lasting = kept(visit);
        return source_columns(lasting.get()).file(lasting, "sources", format, rows_of(all_sources(visit.db())));
    });
    add_page(router, hooks, "sources.show", places::sources / "{source}", {},
             [panels = std::move(panels)](Visit& visit) { return source_page(visit, panels); });
}

}  // namespace sources
