#include "sources/parts.h"

#include "web/places.h"

#include <algorithm>
#include <map>

namespace sources {

using namespace html;
using web::Cell, web::Visit;

std::string period_words(const base::Words& words, const base::PartialDate& period) {
    const std::string_view text = period.edtf();
    const auto slash = text.find('/');
    const auto first = base::PartialDate::parse(text.substr(0, slash));
    const auto last = slash == text.npos ? std::nullopt : base::PartialDate::parse(text.substr(slash + 1));
    if (!first || !last) return words.partial_date(period);
    const auto start = words.partial_date(*first);
    const bool vowel = std::string_view("aeiou").find(start[0]) != std::string_view::npos;
    const auto* from = first->whole_day() ? "date.range_start_day" : vowel ? "date.range_start_vowel" : "date.range_start";
    return words.format(from, {{"date", start}}) + " " +
           words.format(last->whole_day() ? "date.range_end_day" : "date.range_end", {{"date", *last}});
}

std::string as_of_said(const base::Words& words, const ShownStatement& said) {
    return said.period == said.as_of ? period_words(words, said.as_of) : words.partial_date(said.as_of);
}

const std::vector<Subject>& every_subject() {
    static const auto all = [] {
        std::vector<Subject> subjects;
        for (const auto name : acts::type_of<Subject>().names) subjects.push_back(*acts::named<Subject>(name));
        return subjects;
    }();
    return all;
}

std::vector<Quote> quotes_asked(Visit& visit, std::span<const Subject> subjects) {
    visit.read("statement");
    visit.read("source");
    auto all = quotes(visit.db(), subjects);
    if (visit.date)
        std::erase_if(all, [&](const Quote& quote) {
            return told_from(quote.statement.subject, quote.statement.as_of, quote.statement.since) > *visit.date;
        });
    return all;
}

Attribute in_french(const Visit& visit) { return attr_when(visit.language != base::Language::fr, "lang", "fr"); }

Node source_link(const Visit& visit, const ShownSource& source) {
    return a(href(visit.to_one(web::places::sources, std::to_string(source.id.value))), in_french(visit), source.title);
}

Node source_list(const Visit& visit, const std::vector<ShownSource>& all) {
    Node links;
    for (const auto& source : all) links += group(links.empty() ? "" : ", ", source_link(visit, source));
    return links;
}

Node quoted(const Visit& visit, const Quote& quote) {
    const auto& statement = quote.statement;
    const bool ours = statement.translated == (visit.language == base::Language::fr ? Translated::fr : Translated::en);
    const auto& words = visit.in_language(statement.quote_fr, statement.quote_en);
    return group(when(words != title_of(visit, statement), [&] { return p(words); }),  // an event is called by its words
                 p(cls("q"), visit.text(quote.sources.size() > 1 ? "sources.sources" : "sources.source"), " ",
                   source_list(visit, quote.sources), ". ", ours ? visit.text("sources.our_translation") : ""));
}

namespace {

// "500 000 CAD": a unit that no catalogue names stands as it was recorded.
std::string amount_words(const Visit& visit, std::int64_t value, const std::string& unit) {
    auto key = "unit." + unit;
    for (auto& c : key)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');  // catalogue keys are lower case: "unit.eur"
    if (!visit.words.has(key)) return visit.words.number(value) + (unit.empty() ? "" : " " + unit);
    return visit.format(key, {{"value", value}});
}

}  // namespace

std::string value_words(const Visit& visit, const ShownStatement& statement) {
    if (!statement.value) return {};
    auto words = amount_words(visit, statement.value_to.value_or(*statement.value), statement.unit);
    if (statement.value_to) words = visit.format("facts.range", {{"from", visit.words.number(*statement.value)}, {"to", words}});
    if (statement.precision)
        words = visit.format("facts.precision." + std::string(acts::name_of(*statement.precision)), {{"value", words}});
    if (statement.equivalent)
        words = visit.format("facts.equivalent",
                             {{"value", words}, {"equivalent", amount_words(visit, *statement.equivalent, statement.equivalent_unit)}});
    return words;
}

std::string number_words(const Visit& visit, const ShownStatement& statement) {
    auto unitless = statement;
    unitless.unit.clear();
    unitless.equivalent.reset();
    return value_words(visit, unitless);
}

std::string figure_beside_title(const Visit& visit, const ShownStatement& said) {
    return said.title_fr.empty() && said.name.empty() ? std::string() : value_words(visit, said);
}

std::string title_of(const Visit& visit, const ShownStatement& statement) {
    if (const auto& title = visit.in_language(statement.title_fr, statement.title_en); !title.empty()) return title;
    if (!statement.name.empty()) return statement.name;
    if (statement.value) return value_words(visit, statement);
    return visit.format("facts.number", {{"number", statement.id.value}});
}

Node fact_link(const Visit& visit, const ShownStatement& statement) {
    return a(href(visit.to_one(web::places::facts, std::to_string(statement.id.value))), bdi(title_of(visit, statement)));
}

Disputed disputed(Visit& visit) {
    visit.read("statement");
    Disputed all;
    for (const auto& [one, other] : contradictions(visit.db())) {
        all.push_back(one);
        all.push_back(other);
    }
    std::ranges::sort(all);
    return all;
}

Node dispute_mark(const Visit& visit, const ShownStatement& statement, const Disputed& all) {
    return when(std::ranges::binary_search(all, statement.id),
                [&] { return group(" ", span(cls("tag at"), visit.text("figures.disputed"))); });
}

std::string country_words(const Visit& visit, const ShownStatement& statement) {
    std::vector<std::string> names;
    if (!statement.country.empty()) names.emplace_back(visit.words.country(statement.country));
    for (const auto& country : statement.countries) names.emplace_back(visit.words.country(country));
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

std::string source_numbers(const std::vector<ShownSource>& sources) {
    std::string all;
    for (const auto& source : sources) all += (all.empty() ? "" : " ") + std::to_string(source.id.value);
    return all;
}

web::List<Quote> file_columns() {
    const auto text = [](std::string_view name, std::string ShownStatement::*field) {
        return web::Column<Quote>{{name, ""}, {}, [field](const Quote& q) {
                                      const auto& value = q.statement.*field;
                                      return value.empty() ? Cell() : Cell(value);
                                  }};
    };
    const auto number = [](std::string_view name, std::optional<std::int64_t> ShownStatement::*field) {
        return web::Column<Quote>{{name, ""}, {}, [field](const Quote& q) { return web::cell(q.statement.*field); }};
    };
    const auto date = [](std::string_view name, std::optional<base::PartialDate> ShownStatement::*field) {
        return web::Column<Quote>{{name, ""}, {}, [field](const Quote& q) { return web::cell(q.statement.*field); }};
    };
    const auto chosen = [](std::string_view name, auto field) {
        return web::Column<Quote>{{name, ""}, {}, [field](const Quote& q) {
                                      const auto& value = q.statement.*field;
                                      return value ? Cell(std::string(acts::name_of(*value))) : Cell();
                                  }};
    };
    using S = ShownStatement;
    return web::List<Quote>({
        {{"id", ""}, {}, [](const Quote& q) { return Cell(q.statement.id.value); }},
        {{"subject", ""}, {}, [](const Quote& q) { return Cell(std::string(acts::name_of(q.statement.subject))); }},
        text("title_fr", &S::title_fr),
        text("title_en", &S::title_en),
        text("name", &S::name),
        text("country", &S::country),
        chosen("kind", &S::kind),
        number("value", &S::value),
        number("value_to", &S::value_to),
        chosen("precision", &S::precision),
        text("unit", &S::unit),
        number("equivalent", &S::equivalent),
        text("equivalent_unit", &S::equivalent_unit),
        {{"as_of", ""}, {}, [](const Quote& q) { return Cell(q.statement.as_of.edtf()); }},
        text("as_of_words", &S::as_of_words),
        date("since", &S::since),
        date("period", &S::period),
        text("place", &S::place),
        {{"countries", ""},
         {},
         [](const Quote& q) {
             std::string all;
             for (const auto& country : q.statement.countries) all += (all.empty() ? "" : " ") + country;
             return all.empty() ? Cell() : Cell(all);
         }},
        chosen("partner_kind", &S::partner_kind),
        chosen("fund", &S::fund),
        text("partners", &S::partners),
        text("mechanism_fr", &S::mechanism_fr),
        text("mechanism_en", &S::mechanism_en),
        text("purpose_fr", &S::purpose_fr),
        text("purpose_en", &S::purpose_en),
        text("quote_fr", &S::quote_fr),
        text("quote_en", &S::quote_en),
        {{"translated", ""}, {}, [](const Quote& q) { return Cell(std::string(acts::name_of(q.statement.translated))); }},
        {{"confidence", ""}, {}, [](const Quote& q) { return Cell(std::string(acts::name_of(q.statement.confidence))); }},
        {{"sources", ""}, {}, [](const Quote& q) { return Cell(source_numbers(q.sources)); }},
        {{"latitude_e5", ""},
         {},
         [](const Quote& q) { return q.statement.position ? Cell(q.statement.position->latitude.value) : Cell(); }},
        {{"longitude_e5", ""},
         {},
         [](const Quote& q) { return q.statement.position ? Cell(q.statement.position->longitude.value) : Cell(); }},
        number("geonameid", &S::geonameid),
    });
}

web::Response statements_file(Visit& visit, std::string_view name, web::Format format, std::vector<Quote> all) {
    return file_columns().file(web::kept(visit), name, format, web::rows_of(std::move(all)));
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

Node statements_list(Visit& visit, const std::vector<Quote>& all) {
    const auto others = disputed(visit);
    return ul(cls("ls"), each(all, [&](const Quote& quote) {
                  const auto value = figure_beside_title(visit, quote.statement);
                  return li(fact_link(visit, quote.statement), dispute_mark(visit, quote.statement, others),
                            value.empty() ? Node() : span(cls("n"), value),
                            p(cls("q"), visit.text(quote.sources.size() > 1 ? "sources.sources" : "sources.source"), " ",
                              source_list(visit, quote.sources)));
              }));
}

Node disagreements_part(Visit& visit) {
    visit.read("statement");
    visit.read("source");
    const auto groups = disagreements(contradictions(visit.db()));
    std::vector<Id<Statement>> every;
    for (const auto& ids : groups) every.insert(every.end(), ids.begin(), ids.end());
    std::map<Id<Statement>, Quote> quotes;
    for (auto& quote : quotes_of(visit.db(), find_statements(visit.db(), every))) quotes.emplace(quote.statement.id, std::move(quote));
    Node parts;
    for (const auto& ids : groups) {
        std::vector<Quote> said;
        for (const auto id : ids)
            if (const auto found = quotes.find(id);
                found != quotes.end() && (!visit.date || first_day(found->second.statement.as_of) <= *visit.date))
                said.push_back(std::move(found->second));  // a statement is in one group
        if (said.size() < 2) continue;
        const auto& first = said.front().statement;
        const auto title =
            visit.format("facts.disagreement", {{"subject", visit.text("facts.subject." + std::string(acts::name_of(first.subject)))},
                                                {"date", as_of_said(visit.words, first)}});
        parts += section(h3(title), div(cls("grid"), each(said, [&](const Quote& quote) {
                                            const auto value = figure_beside_title(visit, quote.statement);
                                            return div(p(strong(fact_link(visit, quote.statement))), value.empty() ? Node() : p(value),
                                                       p(cls("q"), as_of_said(visit.words, quote.statement)), quoted(visit, quote));
                                        })));
    }
    return parts;
}

}  // namespace sources
