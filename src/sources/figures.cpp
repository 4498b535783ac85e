// The research list and the figures.
#include "sources/parts.h"
#include "web/chart.h"
#include "web/places.h"

#include <algorithm>
#include <ranges>

namespace sources {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

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

}  // namespace

web::Response research_page(Visit& visit) {
    auto found = quotes_asked(visit, Subject::membership);
    std::vector<std::pair<std::string, std::size_t>> order;  // by country, then name, as they sort
    for (std::size_t i = 0; i < found.size(); ++i)
        order.emplace_back(base::fold(visit.words.country(found[i].statement.country)) + '\n' + base::fold(found[i].statement.name), i);
    std::ranges::sort(order);
    const auto part = [&](Confidence confidence) {
        std::vector<Quote> some;
        some.reserve(order.size());
        for (const auto& [unused, i] : order)
            if (found[i].statement.confidence == confidence) some.push_back(std::move(found[i]));  // each is in one part
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
                      .current = "members",
                      .dated = true},
                     group(div(cls("intro"), div(h1(title), p(visit.text("research.lead")))),
                           order.empty() ? p(cls("note"), visit.text("research.none")) : Node(), part(Confidence::implied),
                           part(Confidence::uncertain), part(Confidence::confirmed)));
}

namespace {

// ---- figures ----

web::List<Quote> figure_columns(const Visit* visit, base::Date today, const Disputed& others) {
    return web::List<Quote>({
        {{"", "figures.as_of", "", Look::name, false},
         [visit, today](const Quote& q) {
             Node date = html::text(as_of_said(visit->words, q.statement));
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
         [visit, others](const Quote& q) {
             return group(
                 a(href(visit->to_one(web::places::facts, std::to_string(q.statement.id.value))), strong(value_words(*visit, q.statement))),
                 dispute_mark(*visit, q.statement, others));
         },
         {}},
        {{"", "figures.quote", "", Look::text, false}, [visit](const Quote& q) { return quoted(*visit, q); }, {}},
    });
}

// Two sources that count the same thing in the same year, and not alike.
void add_disputes(Disputed& ids, const std::vector<Quote>& all) {
    std::vector<std::optional<int>> years;
    for (const auto& quote : all) {
        const auto day = quote.statement.as_of.earliest();
        years.push_back(day ? std::optional<int>(day->year) : std::nullopt);
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < all.size(); ++j)
            if (const auto& one = all[i].statement, &other = all[j].statement;
                years[i] && years[i] == years[j] && one.value != other.value && one.unit == other.unit)
                ids.push_back(one.id);
}

// What is said of one count over the years; nothing when it was said once.
Node drawn(const Visit& visit, const std::string& title, Subject subject, const std::vector<Quote>& all) {
    web::chart::Lines chart{{.id = std::string(subject == Subject::member_count ? "members" : "countries"),
                             .title = title,
                             .heading = std::string(visit.text("figures.as_of")),
                             .closed = true},
                            {{title, {}}}};
    for (const auto& quote : all)
        if (quote.statement.value)
            chart.lines[0].points.push_back({quote.statement.as_of, *quote.statement.value, number_words(visit, quote.statement)});
    return when(chart.lines[0].points.size() > 1, [&] { return web::chart::show(visit.words, chart); });
}

}  // namespace

web::Response figures_page(Visit& visit) {
    visit.read("day");
    const auto today = visit.today();
    const auto known_disputes = disputed(visit);
    static constexpr Subject subjects[] = {Subject::member_count, Subject::country_count, Subject::figure, Subject::finance};
    auto found = quotes_asked(visit, subjects);
    const auto part = [&](Subject subject) {
        std::vector<Quote> all;  // the newest first
        all.reserve(found.size());
        for (auto& quote : std::views::reverse(found))
            if (quote.statement.subject == subject) all.push_back(std::move(quote));
        if (all.empty()) return Node();
        const bool counted = subject == Subject::member_count || subject == Subject::country_count;
        auto others = known_disputes;
        if (counted) add_disputes(others, all);
        std::ranges::sort(others);
        const std::string title(visit.text("figures." + std::string(acts::name_of(subject))));
        return section(div(cls("hd"), h2(title)), when(counted, [&] { return drawn(visit, title, subject, all); }),
                       figure_columns(&visit, today, others).table(visit, title, all));
    };
    const std::string title(visit.text("figures.title"));
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("figures.lead")),
         .at = web::places::figures,
         .current = "association",
         .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("figures.lead")))), part(Subject::member_count), part(Subject::country_count),
              part(Subject::figure), part(Subject::finance),
              section(div(cls("hd"), h2(visit.text("figures.files"))), web::export_links(visit, {"/chiffres", "/en/figures"}))));
}

}  // namespace sources
