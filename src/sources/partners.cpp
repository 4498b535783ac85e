// Partners and projects as sources state them: words with a source, never entries of the books.
#include "sources/parts.h"
#include "web/places.h"

#include <algorithm>

namespace sources {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

Node small(const std::string& words) {
    return when(!words.empty(), [&] { return p(cls("q"), bdi(words)); });
}

std::string joined(const std::string& one, const std::string& other) {
    return one.empty() || other.empty() ? one + other : one + ", " + other;
}

// A place may name its country itself.
std::string countries_beyond_place(const Visit& visit, const ShownStatement& said) {
    std::string all;
    for (const auto& code : said.countries)
        if (const std::string name(visit.words.country(code)); said.place.find(name) == std::string::npos) all = joined(all, name);
    return all;
}

// The value, or that none is known: an amount that no source states is not nothing.
Node amount(const Visit& visit, const ShownStatement& said, const Disputed& others) {
    if (!said.value) return span(cls("q"), visit.text("facts.amount_not_stated"));
    return group(strong(value_words(visit, said)), dispute_mark(visit, said, others));
}

web::List<Quote> partner_columns(const Visit* visit, const Disputed& others) {
    return web::List<Quote>({
        {{"", "partners.partner", "", Look::name, false},
         [visit](const Quote& q) {
             const auto& s = q.statement;
             const auto kind = s.partner_kind
                                   ? std::string(visit->text("facts.partner_kind." + std::string(acts::name_of(*s.partner_kind))))
                                   : std::string();
             return group(fact_link(*visit, s), small(joined(kind, country_words(*visit, s))));
         },
         {}},
        {{"", "partners.how"},
         [visit](const Quote& q) {
             const auto& s = q.statement;
             const auto &mechanism = visit->in_language(s.mechanism_fr, s.mechanism_en),
                        &purpose = visit->in_language(s.purpose_fr, s.purpose_en);
             return group(html::text(mechanism), mechanism.empty() || purpose.empty() ? "" : visit->text("partners.colon"), purpose,
                          small(s.since ? visit->format("partners.since", {{"date", *s.since}}) : std::string()));
         },
         {}},
        {{"", "partners.amount"},
         [visit, others](const Quote& q) {
             return group(amount(*visit, q.statement, others),
                          small(q.statement.period ? period_words(visit->words, *q.statement.period) : std::string()));
         },
         {}},
        {{"", "facts.source"}, [visit](const Quote& q) { return source_list(*visit, q.sources); }, {}},
    });
}

web::List<Quote> project_columns(const Visit* visit, const Disputed& others) {
    return web::List<Quote>({
        {{"", "projects.project", "", Look::name, false},
         [visit](const Quote& q) {
             return group(fact_link(*visit, q.statement), small(joined(q.statement.place, countries_beyond_place(*visit, q.statement))));
         },
         {}},
        {{"", "projects.date"},
         [visit](const Quote& q) {
             const auto& s = q.statement;
             return s.period ? html::text(period_words(visit->words, *s.period)) : span(cls("q"), visit->text("facts.date_not_stated"));
         },
         {}},
        {{"", "facts.fund"},
         [visit](const Quote& q) {
             const auto& fund = q.statement.fund;
             return fund ? html::text(visit->text("facts.fund." + std::string(acts::name_of(*fund))))
                         : span(cls("q"), visit->text("members.not_stated"));
         },
         {}},
        {{"", "partners.amount"},
         [visit, others](const Quote& q) {
             return group(amount(*visit, q.statement, others), small(visit->in_language(q.statement.purpose_fr, q.statement.purpose_en)));
         },
         {}},
        {{"", "facts.source"},
         [visit](const Quote& q) {
             return group(source_list(*visit, q.sources),
                          small(q.statement.partners.empty() ? std::string()
                                                             : visit->format("projects.with", {{"partners", q.statement.partners}})));
         },
         {}},
    });
}

struct ListPage {
    const char* words;  // "partners": partners.title, .lead, .note, .none, .count
    Subject subject;
    const web::Address& at;
};

web::Response list_page(Visit& visit, const ListPage& list, const web::List<Quote>& columns, const Node& more) {
    const auto key = [&](const char* name) { return std::string(list.words) + "." + name; };
    auto all = quotes_asked(visit, list.subject);
    // Partners as they were recorded; projects the newest first, those without a date behind them.
    if (list.subject == Subject::partner) std::ranges::sort(all, {}, [](const Quote& quote) { return quote.statement.id; });
    else {
        std::ranges::reverse(all);
        std::ranges::stable_partition(all, [](const Quote& quote) { return quote.statement.period.has_value(); });
    }
    const std::string title(visit.text(key("title")));
    return web::page(
        visit, {.title = title, .description = std::string(visit.text(key("lead"))), .at = list.at, .current = "partners", .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text(key("lead"))))), div(cls("note"), p(visit.text(key("note")))),
              div(cls("cnt"), p(visit.format(key("count"), {{"count", std::int64_t(all.size())}})), web::export_links(visit, list.at)),
              all.empty() ? p(visit.date ? std::string(visit.text("facts.none_then")) : std::string(visit.text(key("none"))))
                          : columns.table(visit, title, all),
              more));
}

}  // namespace

web::Response partners_page(Visit& visit) {
    const auto balance = section(div(cls("hd"), h2(visit.text("partners.balance"))), p(visit.text("partners.balance_unknown")),
                                 p(a(href(visit.to(web::places::figures)), visit.text("partners.figures"))));
    return list_page(visit, {"partners", Subject::partner, web::places::partners}, partner_columns(&visit, disputed(visit)), balance);
}

web::Response projects_page(Visit& visit) {
    return list_page(visit, {"projects", Subject::project, web::places::projects}, project_columns(&visit, disputed(visit)), {});
}

}  // namespace sources
