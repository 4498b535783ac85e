// The organisation file of the International Aid Transparency Initiative, version 2.03 (iatistandard.org): what the network itself knows,
// and nothing that no act states. docs/decisions/0026-iati-organisation.md
#include "opendata/pages.h"

#include "acts/history.h"
#include "opendata/acts.h"
#include "opendata/rules.h"
#include "papers/xml.h"
#include "programme/programme.h"
#include "statutes/statutes.h"
#include "web/json_view.h"

#include <algorithm>

namespace opendata {
namespace {

using html::attr, html::attr_when, html::each, html::group, html::Node;
using web::Response, web::Visit;

constexpr std::string_view media_type = "application/xml; charset=utf-8";

// DocumentCategory of IATI: those of organisations (B) that some document of ours is. None of them is of budgets, as one of activities (A05)
// is: the nearest is what an organisation reports of a year.
constexpr std::string_view budget_document = "B01", strategy_paper = "B02", organisation_page = "B16";

// html:: escapes every text, controls too, and closes every element, which is XML as well; an empty element is written with both its tags.
template <class... Parts>
Node element(std::string_view name, const Parts&... parts) {
    return html::Build::element(name, {html::Part(parts)...});
}

Node narrative(std::string_view language, const std::string& text) {
    return element("narrative", attr_when(!language.empty(), "xml:lang", language), papers::xml_characters(text));
}
Node in_both(const std::string& fr, const std::string& en) { return group(narrative("fr", fr), narrative("en", en)); }

// ---- money ----

Node sum_element(const ShownFigure& figure) {
    const auto& [named, sum] = figure;
    const auto parts =
        group(element("period-start", attr("iso-date", sum.from.iso())), element("period-end", attr("iso-date", sum.last.iso())),
              element("value", attr("currency", sum.currency.code()), attr("value-date", sum.from.iso()), sum.value));
    if (!is_budget(named.use)) return element("total-expenditure", parts);
    return element("total-budget", attr("status", named.use == Use::voted_budget ? "2" : "1"),
                   parts);  // BudgetStatus: committed, indicative
}

// ---- documents ----

struct Document {
    std::string url, format;
    Node title;
    std::string_view category, language = {};
};
Node document_link(const Document& document) {
    return element("document-link", attr("format", document.format), attr("url", document.url), element("title", document.title),
                   element("category", attr("code", document.category)),
                   html::when(!document.language.empty(), [&] { return element("language", attr("code", document.language)); }));
}

Node own_page(const Visit& visit, const web::Address& at, std::string_view title_key, std::string_view category) {
    if (visit.hooks.origin.empty()) return {};  // a link that leads nowhere from elsewhere is none
    return each(base::languages, [&](base::Language language) {
        const auto title = title_key.empty() ? visit.facts.name(language) : std::string(web::words_of(language).text(title_key));
        return document_link(
            {visit.hooks.origin + at.in(language), "text/html", narrative(base::code(language), title), category, base::code(language)});
    });
}

// The media type of what lies at a source's address, as far as the address or the kind of source tells; empty: not known.
std::string format_of(const sources::ShownSource& source, std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    for (const auto& [end, type] : {std::pair{".pdf", "application/pdf"}, {".csv", "text/csv"}, {".xls", "application/vnd.ms-excel"}})
        if (address.ends_with(end)) return type;
    return source.kind == sources::SourceKind::web_page ? "text/html" : "";
}

// The sources that state the budgets, each once. In which language they are is not known, nor said.
Node budget_documents(Visit& visit, const std::vector<ShownFigure>& figures) {
    Node all;
    std::vector<Id<sources::Source>> told;
    for (const auto& figure : figures) {
        if (!is_budget(figure.named.use)) continue;
        for (const auto& source : sources::sources_of_statement(visit.db(), figure.named.statement)) {
            const auto& address = source.gone ? source.copy : source.address;
            const auto format = format_of(source, address);
            if (address.empty() || format.empty() || std::ranges::find(told, source.id) != told.end()) continue;
            told.push_back(source.id);
            all += document_link({address, format, narrative("", source.title), budget_document});
        }
    }
    return all;
}

Node documents(Visit& visit, const std::vector<ShownFigure>& figures) {
    Node all = own_page(visit, web::places::home, "", organisation_page);
    if (!statutes::all_rules(visit.db()).empty()) all += own_page(visit, web::places::rules, "nav.rules", organisation_page);
    if (!programme::all_programmes(visit.db()).empty()) all += own_page(visit, web::places::programme, "nav.programme", strategy_paper);
    return group(all, budget_documents(visit, figures));
}

// ---- the file ----

std::vector<ShownFigure> figures_of(store::Db& db) {
    std::vector<std::pair<NamedFigure, sources::ShownStatement>> named;
    for (const auto& figure : named_figures(db))
        if (auto said = sources::find_statement(db, figure.statement)) named.emplace_back(figure, std::move(*said));
    return publishable(named);
}

// The last act of the journal: whatever changes a value of the file is an act, though most acts change none.
std::int64_t updated_us(store::Db& db) {
    const auto last = acts::list_entries(db, {}, 0, 1);
    return last.empty() ? 0 : last.front().time_us;
}

Node organisation_element(Visit& visit, const Organisation& known) {
    const auto figures = figures_of(visit.db());
    const auto name = in_both(visit.facts.name_fr, visit.facts.name_en);
    const auto currency = known.currency ? std::string(known.currency->code()) : std::string();
    const auto identifier = papers::xml_characters(known.identifier), changed = web::Moment3339{updated_us(visit.db())}.text();
    return element("iati-organisation", attr("xml:lang", acts::name_of(known.language)),
                   attr_when(!currency.empty(), "default-currency", currency), attr("last-updated-datetime", changed),
                   element("organisation-identifier", identifier), element("name", name),
                   element("reporting-org", attr("ref", identifier), attr("type", iati_code(known.type)),
                           attr("secondary-reporter", known.reporter == Reporter::secondary ? "1" : "0"), name),
                   each(figures, sum_element), documents(visit, figures));
}

// What is missing, and who can say it.
Response missing(Visit& visit) {
    using namespace html;
    const std::string title(visit.text("iati.missing"));
    const auto link = [&](const web::Address& at, std::string_view key) { return li(a(href(visit.to(at)), visit.text(key))); };
    const web::Address form{"/actes/opendata.identify_organisation", "/en/acts/opendata.identify_organisation"};
    const auto form_link =
        when(visit.visitor.holds({acts::Role::administrator}), [&] { return link(form, "act.opendata.identify_organisation.form"); });
    return web::page(visit, {.title = title, .at = iati_at, .current = "open_data", .indexed = false, .status = 404},
                     div(cls("oops"), div(p(cls("k"), visit.text("iati.title")), h1(title)), p(visit.text("iati.missing_text")),
                         div(h2(visit.text("iati.todo")), ul(cls("ls"), form_link, link(web::places::open_data, "nav.open_data"),
                                                             link(web::places::figures, "nav.figures")))));
}

Response iati_file(Visit& visit) {
    visit.read("iati");
    const auto known = organisation(visit.db());
    if (!known) return missing(visit);
    visit.read("journal");
    const auto made = web::Moment3339{visit.hooks.clock()}.text();
    const auto root =
        element("iati-organisations", attr("version", "2.03"), attr("generated-datetime", made), organisation_element(visit, *known));
    auto response = Response::page("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::string(root.markup()) + "\n", visit.topics);
    response.media_type = media_type;
    if (visit.facts.simulated) response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

}  // namespace

bool has_iati(Visit& visit) {
    visit.read("iati");
    return organisation(visit.db()).has_value();
}

std::optional<web::Present> present(Visit& visit, std::string_view act) {
    if (act == "opendata.identify_organisation") {
        const auto known = organisation(visit.db());
        if (!known) return {};
        IdentifyOrganisation same{{{known->identifier}}, known->type, known->reporter, known->language, {}};
        if (known->currency) same.currency.value.emplace().value = known->currency->code();
        return web::Present{acts::encode(acts::type_of<IdentifyOrganisation>(), &same), {}, {}};
    }
    if (act != "opendata.name_figures") return {};
    NameFigures same;
    for (const auto& figure : named_figures(visit.db()))
        (figure.use == Use::voted_budget      ? same.voted_budgets
         : figure.use == Use::forecast_budget ? same.forecast_budgets
                                              : same.expenditures)
            .value.push_back(figure.statement);
    return web::Present{acts::encode(acts::type_of<NameFigures>(), &same), {}, {}};
}

bool names_sums(std::string_view path) {
    const auto& fields = acts::type_of<NameFigures>().fields;
    return std::ranges::any_of(fields, [&](const acts::Field& field) { return path.substr(0, path.find('[')) == field.name; });
}

void add_iati(web::Router& router, const web::SiteHooks& hooks) { web::add_page(router, hooks, "open_data.iati", iati_at, {}, iati_file); }

}  // namespace opendata
