// Facts one by one: the list of all that sources say, and the page of each, with who says it, who says otherwise, and its acts.
#include "sources/parts.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/geography.h"
#include "web/places.h"

#include <algorithm>

namespace sources {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

constexpr std::int64_t history_most = 20;
constexpr std::string_view swapped = "results count";

std::string subject_words(const Visit& visit, Subject subject) {
    return std::string(visit.text("facts.subject." + std::string(acts::name_of(subject))));
}

std::optional<Subject> asked_subject(const Visit& visit) { return acts::named<Subject>(visit.request.query.value_or("subject", "")); }

// ---- the list ----

web::List<Quote> columns(const Visit* visit) {
    return web::List<Quote>({
        {{"", "facts.fact", "", Look::name, false}, [visit](const Quote& q) { return fact_link(*visit, q.statement); }, {}},
        {{"", "facts.subject"}, [visit](const Quote& q) { return html::text(subject_words(*visit, q.statement.subject)); }, {}},
        {{"", "figures.as_of"}, [visit](const Quote& q) { return html::text(as_of_said(visit->words, q.statement)); }, {}},
        {{"", "facts.source"}, [visit](const Quote& q) { return source_list(*visit, q.sources); }, {}},
    });
}

Node filter_form(const Visit& visit, std::optional<Subject> chosen) {
    const auto options = each(acts::type_of<Subject>().names, [&](std::string_view name) {
        return option(attr("value", name), flag_when(chosen && acts::name_of(*chosen) == name, "selected"),
                      subject_words(visit, *acts::named<Subject>(name)));
    });
    return form(cls("flt"), attr("method", "get"), action(web::places::facts.in(visit.language)), id("filter"), attr("data-swap", swapped),
                web::kept_days(visit),
                div(cls("g"), label(attr("for", "subject"), visit.text("facts.subject")),
                    select(id("subject"), attr("name", "subject"), option(attr("value", ""), visit.text("filter.all")), options)),
                button(attr("type", "submit"), cls("btn"), visit.text("members.filter")));
}

// ---- one ----

Node row(std::string_view label, const Node& value) { return value.empty() ? Node() : div(dt(label), dd(value)); }
Node row(std::string_view label, const std::string& value) { return value.empty() ? Node() : div(dt(label), dd(bdi(value))); }

template <class E>
std::string chosen_words(const Visit& visit, const char* key, const std::optional<E>& chosen) {
    return chosen ? std::string(visit.text(key + std::string(acts::name_of(*chosen)))) : std::string();
}

Node rows_of(const Visit& visit, const ShownStatement& said) {
    const auto word = [&](std::string_view key) { return visit.text(key); };
    const auto date = [&](const std::optional<base::PartialDate>& day) { return day ? visit.words.partial_date(*day) : std::string(); };
    const auto other = visit.language == base::Language::fr ? base::Language::en : base::Language::fr;
    const auto& other_words = other == base::Language::fr ? said.quote_fr : said.quote_en;
    return dl(cls("kv"), row(word("figures.value"), figure_beside_title(visit, said)),
              row(word("facts.purpose"), visit.in_language(said.purpose_fr, said.purpose_en)),
              row(word("figures.as_of"), as_of_said(visit.words, said)), row(word("facts.as_of_words"), said.as_of_words),
              row(word("facts.since"), date(said.since)),
              row(word("facts.period"), said.period ? period_words(visit.words, *said.period) : std::string()),
              row(word("facts.place"), said.place),
              row(word("facts.position"),
                  said.position ? web::degrees(visit.language, said.position->latitude, said.position->longitude) : std::string()),
              row(word("members.geonames"), said.geonameid ? web::geonames_link(*said.geonameid) : Node()),
              row(word("members.country"), country_words(visit, said)), row(word("members.kind"), chosen_words(visit, "kind.", said.kind)),
              row(word("facts.partner_kind"), chosen_words(visit, "facts.partner_kind.", said.partner_kind)),
              row(word("facts.mechanism"), visit.in_language(said.mechanism_fr, said.mechanism_en)),
              row(word("facts.fund"), chosen_words(visit, "facts.fund.", said.fund)), row(word("facts.partners"), said.partners),
              row(word("facts.confidence"), std::string(visit.text("facts.confidence." + std::string(acts::name_of(said.confidence))))),
              row(word("facts.other_language"), span(lang(base::code(other)), bdi(other_words))));
}

Node sources_part(const Visit& visit, const std::vector<ShownSource>& sources) {
    return section(div(cls("hd"), h2(visit.text("members.sources"))),
                   ul(cls("ls"), each(sources, [&](const ShownSource& source) {
                          return li(source_link(visit, source),
                                    p(cls("q"), source.publisher, source.publisher.empty() || !source.read ? "" : " – ",
                                      source.read ? visit.format("sources.read_on", {{"date", *source.read}}) : std::string(),
                                      source.gone ? " " + visit.format("sources.gone", {{"date", *source.gone}}) : std::string()));
                      })));
}

// What says otherwise, beside it.
Node others_part(Visit& visit, Id<Statement> id) {
    Node said;
    for (const auto other : contradicted_by(visit.db(), id))
        if (const auto statement = find_statement(visit.db(), other))
            said += li(
                fact_link(visit, *statement), span(cls("n"), as_of_said(visit.words, *statement)),
                when(!figure_beside_title(visit, *statement).empty(), [&] { return p(cls("n"), figure_beside_title(visit, *statement)); }),
                quoted(visit, {*statement, sources_of_statement(visit.db(), other)}));
    return section(div(cls("hd"), h2(visit.text("facts.others"))),
                   said.empty() ? p(visit.text("facts.no_others")) : group(p(visit.text("facts.others_lead")), ul(cls("ls"), said)));
}

Node doings(const Visit& visit, const ShownStatement& said) {
    if (visit.date || visit.known || said.withdrawn_by || !visit.visitor.holds({acts::Role::officer, acts::Role::administrator})) return {};
    const web::Address acts_at{"/actes", "/en/acts"};
    const web::Parameters here{{"statement", std::to_string(said.id.value)}};
    return p(cls("act"), a(cls("btn"), href(visit.to(acts_at / "statements.correct", here)), visit.text("facts.correct")),
             a(cls("btn alt"), href(visit.to(acts_at / "statements.withdraw", here)), visit.text("facts.withdraw")));
}

}  // namespace

web::Response facts_page(Visit& visit) {
    visit.read("statement");
    visit.read("source");
    const auto subject = asked_subject(visit);
    const auto paging = web::Paging::asked(visit, count_statements(visit.db(), subject, visit.date));
    const auto rows = quotes_of(visit.db(), list_statements(visit.db(), subject, paging.offset(), paging.rows, visit.date));
    const std::string title(visit.text("facts.title"));
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("facts.lead")),
         .at = web::places::facts,
         .current = "association",
         .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("facts.lead")))), filter_form(visit, subject),
              when(visit.visitor.holds({acts::Role::officer, acts::Role::administrator}),
                   [&] { return p(cls("act"), a(cls("btn"), href(visit.to(web::places::adding_fact)), visit.text("facts.add"))); }),
              div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format("facts.count", {{"count", paging.total}})),
                  web::export_links(visit, web::places::facts)),
              div(id("results"), attr("tabindex", "-1"),
                  rows.empty() ? p(cls("note"), visit.text(visit.date ? "facts.none_then" : "facts.none"))
                               : group(columns(&visit).table(visit, title, rows), web::page_links(visit, paging, swapped)))));
}

web::Response facts_file(Visit& visit, web::Format format) {
    const auto subject = asked_subject(visit);
    return statements_file(visit, visit.language == base::Language::fr ? "faits" : "facts", format,
                           subject ? quotes_asked(visit, *subject) : quotes_asked(visit, every_subject()));
}

web::Response fact_page(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("fact"));
    const auto said = number ? find_statement(visit.db(), {*number}) : std::nullopt;
    if (!said) return web::error_page(visit, 404);
    visit.read("statement", said->id);
    visit.read("statement");  // others may say otherwise
    visit.read("source");
    const auto sources = sources_of_statement(visit.db(), said->id);
    const auto title = title_of(visit, *said);
    const bool ours = said->translated == (visit.language == base::Language::fr ? Translated::fr : Translated::en);
    const auto& quote = visit.in_language(said->quote_fr, said->quote_en);
    const auto withdrawn = when(said->withdrawn_by.has_value(), [&] {
        return div(cls("note no"), p(strong(visit.text("facts.withdrawn")), " ", bdi(said->withdrawn_because), " ",
                                     a(href(visit.to(web::places::act(*said->withdrawn_by))),
                                       visit.format("entries.proof", {{"number", said->withdrawn_by->value}}))));
    });
    const auto by_title = [&](std::int64_t source) { return source_title(visit.db(), source); };
    return web::page(
        visit,
        {.title = title,
         .description = quote,
         .at = web::places::fact(said->id),
         .current = "association",
         .breadcrumb = {{std::string(visit.text("facts.title")), visit.to(web::places::facts)},
                        {subject_words(visit, said->subject),
                         visit.to(web::places::facts, {{"subject", std::string(acts::name_of(said->subject))}})}}},
        group(div(cls("intro"),
                  div(p(cls("k"), subject_words(visit, said->subject)), h1(bdi(title)), when(quote != title, [&] { return p(bdi(quote)); }),
                      when(ours, [&] { return p(cls("q"), visit.text("sources.our_translation")); }))),
              withdrawn, doings(visit, *said), section(div(cls("hd"), h2(visit.text("facts.details"))), rows_of(visit, *said)),
              div(cls("two"), sources_part(visit, sources), others_part(visit, said->id)),
              section(
                  div(cls("hd"), h2(visit.text("members.history")),
                      a(href(visit.to(web::places::journal, {{"thing", "statement:" + std::to_string(said->id.value)}})),
                        visit.text("history.whole"))),
                  web::history_list(visit, acts::history_of(visit.db(), acts::thing<Statement>, said->id.value, history_most), by_title))));
}

}  // namespace sources
