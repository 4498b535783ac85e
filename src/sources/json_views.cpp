// Sources and what they say, for programs.
#include "sources/pages.h"
#include "web/api.h"
#include "web/json_view.h"

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
};
BOOST_DESCRIBE_STRUCT(SourceView, (), (id, title, kind, publisher, address, read))

struct StatementView {
    Id<Statement> id;
    Subject subject{};
    std::optional<std::string> name, country;
    std::optional<EntityKind> kind;
    std::optional<std::int64_t> value;
    std::optional<std::string> unit;
    PartialDate as_of;
    std::optional<std::string> as_of_words;
    std::string quote_fr, quote_en;
    Translated translated{};
    Confidence confidence{};
    std::vector<Id<Source>> sources;
};
BOOST_DESCRIBE_STRUCT(StatementView, (),
                      (id, subject, name, country, kind, value, unit, as_of, as_of_words, quote_fr, quote_en, translated, confidence,
                       sources))

struct SourceJson {
    SourceView source;
    std::vector<StatementView> statements;
    std::string history;
};
BOOST_DESCRIBE_STRUCT(SourceJson, (), (source, statements, history))

std::optional<std::string> some(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

SourceView view_of(const ShownSource& source) {
    return {source.id, source.title, source.kind, some(source.publisher), some(source.address), source.read};
}

StatementView view_of(store::Db& db, const ShownStatement& said) {
    StatementView view{
        said.id,    said.subject,           some(said.name), some(said.country), said.kind,       said.value,      some(said.unit),
        said.as_of, some(said.as_of_words), said.quote_fr,   said.quote_en,      said.translated, said.confidence, {}};
    for (const auto& source : sources_of_statement(db, said.id)) view.sources.push_back(source.id);
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

web::Response statements_list(Visit& visit) {
    visit.read("statement");
    const auto slice = web::slice_of(visit);
    const auto subject = acts::named<Subject>(visit.request.query.value_or("subject", ""));
    std::vector<web::ListedItem> items;
    for (const auto& said : statements_after(visit.db(), subject, slice.after, slice.rows()))
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
                  statements_list);
}

}  // namespace sources
