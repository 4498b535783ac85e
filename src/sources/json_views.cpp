// Sources and what they say, for programs.
#include "sources/pages.h"
#include "web/api.h"
#include "web/json_view.h"
#include "web/places.h"

namespace sources {
namespace {

using base::PartialDate;
using web::Visit;

struct SourceView {
    Id<Source> id;
    std::string title;
    SourceKind kind{};
    std::optional<std::string> publisher, address;
    std::optional<PartialDate> read;
    std::optional<base::Date> gone;
    std::optional<std::string> copy;
};
BOOST_DESCRIBE_STRUCT(SourceView, (), (id, title, kind, publisher, address, read, gone, copy))

struct StatementView {
    Id<Statement> id;
    Subject subject{};
    std::optional<std::string> title_fr, title_en, name, country;
    std::optional<EntityKind> kind;
    std::optional<std::int64_t> value, value_to;
    std::optional<Precision> precision;
    std::optional<std::string> unit;
    std::optional<std::int64_t> equivalent;
    std::optional<std::string> equivalent_unit;
    PartialDate as_of;
    std::optional<std::string> as_of_words;
    std::optional<PartialDate> since, period;
    std::optional<std::string> place;
    std::vector<std::string> countries;
    std::optional<PartnerKind> partner_kind;
    std::optional<Fund> fund;
    std::optional<std::string> partners, mechanism_fr, mechanism_en, purpose_fr, purpose_en;
    std::string quote_fr, quote_en;
    Translated translated{};
    Confidence confidence{};
    std::vector<Id<Source>> sources;
    std::vector<Id<Statement>> contradicted_by;
    base::Id<acts::Act> changed_by;
    std::optional<base::Id<acts::Act>> withdrawn_by;
    std::optional<std::int64_t> latitude_e5, longitude_e5, geonameid;  // WGS 84
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(StatementView, (),
                      (id, subject, title_fr, title_en, name, country, kind, value, value_to, precision, unit, equivalent, equivalent_unit,
                       as_of, as_of_words, since, period, place, countries, partner_kind, fund, partners, mechanism_fr, mechanism_en,
                       purpose_fr, purpose_en, quote_fr, quote_en, translated, confidence, sources, contradicted_by, changed_by,
                       withdrawn_by, latitude_e5, longitude_e5, geonameid, page_fr, page_en))

struct SourceJson {
    SourceView source;
    std::vector<StatementView> statements;
    std::string history;
};
BOOST_DESCRIBE_STRUCT(SourceJson, (), (source, statements, history))

std::optional<std::string> some(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

SourceView view_of(const ShownSource& source) {
    return {source.id,   source.title, source.kind,      some(source.publisher), some(source.address),
            source.read, source.gone,  some(source.copy)};
}

StatementView view_of(store::Db& db, const ShownStatement& said) {
    StatementView view;
    view.id = said.id, view.subject = said.subject;
    view.title_fr = some(said.title_fr), view.title_en = some(said.title_en);
    view.name = some(said.name), view.country = some(said.country), view.kind = said.kind;
    view.value = said.value, view.value_to = said.value_to, view.precision = said.precision, view.unit = some(said.unit);
    view.equivalent = said.equivalent, view.equivalent_unit = some(said.equivalent_unit);
    view.as_of = said.as_of, view.as_of_words = some(said.as_of_words), view.since = said.since, view.period = said.period;
    view.place = some(said.place), view.countries = said.countries;
    view.partner_kind = said.partner_kind, view.fund = said.fund, view.partners = some(said.partners);
    view.mechanism_fr = some(said.mechanism_fr), view.mechanism_en = some(said.mechanism_en);
    view.purpose_fr = some(said.purpose_fr), view.purpose_en = some(said.purpose_en);
    view.quote_fr = said.quote_fr, view.quote_en = said.quote_en;
    view.translated = said.translated, view.confidence = said.confidence;
    for (const auto& source : sources_of_statement(db, said.id)) view.sources.push_back(source.id);
    view.contradicted_by = contradicted_by(db, said.id);
    view.changed_by = said.changed_by, view.withdrawn_by = said.withdrawn_by;
    if (said.position) view.latitude_e5 = said.position->latitude.value, view.longitude_e5 = said.position->longitude.value;
    view.geonameid = said.geonameid;
    const auto page = web::places::fact(said.id);
    view.page_fr = page.fr, view.page_en = page.en;
    return view;
}

web::Response list(Visit& visit) {
    visit.read("source");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& source : sources_after(visit.db(), slice.after, slice.rows()))
        items.push_back({source.id.value, web::json_of(view_of(source))});
    return web::list_json(visit, slice, std::move(items));
}

web::Response one(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("source"));
    const auto source = number ? find_source(visit.db(), {*number}) : std::nullopt;
    if (!source) return web::error_page(visit, 404);
    visit.read("source", source->id);
    visit.read("statement");
    SourceJson shown{view_of(*source), {}, "/api/register?thing=source:" + std::to_string(*number)};
    for (const auto& said : statements_of_source(visit.db(), source->id)) shown.statements.push_back(view_of(visit.db(), said));
    return web::view_json(visit, web::json_of(shown));
}

web::Response all_statements(Visit& visit) {
    visit.read("statement");
    const auto slice = web::slice_of(visit);
    const auto subject = acts::named<Subject>(visit.request.query.value_or("subject", ""));
    std::vector<web::ListedItem> items;
    for (const auto& said : statements_after(visit.db(), subject, slice.after, slice.rows(), visit.date))
        items.push_back({said.id.value, web::json_of(view_of(visit.db(), said))});
    return web::list_json(visit, slice, std::move(items));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    using web::ApiParameter;
    web::add_view(router, hooks, "api.sources", "/api/sources",
                  {.parameters = web::slice_parameters(),
                   .answer = web::list_schema("SourceFacts"),
                   .schemas = {web::component<SourceView>("SourceFacts")}},
                  list);
    web::add_view(router, hooks, "api.source", "/api/sources/{source}",
                  {.answer = R"({"$ref":"#/components/schemas/Source"})", .schemas = {web::component<SourceJson>("Source")}}, one);
    web::add_view(router, hooks, "api.statements", "/api/statements",
                  {.parameters = web::slice_parameters(
                       {{.name = "subject", .kind = ApiParameter::Kind::choice, .choices = acts::type_of<Subject>().names}}),
                   .answer = web::list_schema("Statement"),
                   .schemas = {web::component<StatementView>("Statement")}},
                  all_statements);
}

}  // namespace sources
