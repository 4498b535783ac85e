// Issued documents for programs: those that the list shows to who asks.
#include "documents/page_parts.h"
#include "web/api.h"
#include "web/json_view.h"

namespace documents {
namespace {

struct DocumentView {
    Id<Document> id;
    std::string number;
    Kind kind{};
    WrittenIn language{};
    base::Date day;
    std::string subject;
    std::optional<Id<members::Member>> member;
    std::optional<Id<assembly::Decision>> decision;
    std::optional<base::Date> on;
    base::Id<acts::Act> act;
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(DocumentView, (), (id, number, kind, language, day, subject, member, decision, on, act, page_fr, page_en))

web::Response list(web::Visit& visit) {
    visit.read("document");
    const auto& query = visit.request.query;
    Filter filter;
    filter.public_only = !visit.visitor.in_secretariat();
    filter.kind = acts::named<Kind>(query.value_or("kind", ""));
    if (const auto year = web::whole_number(query.value_or("year", ""))) filter.year = int(*year);
    filter.search = query.value_or("q", "");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& one : documents_after(visit.db(), filter, slice.after, slice.rows())) {
        const auto page = places::document(one.number);
        items.push_back({one.id.value, web::json_of(DocumentView{one.id, one.number, one.kind, one.language, one.day, one.subject,
                                                                 one.member, one.decision, one.on, one.act, page.fr, page.en})});
    }
    return web::list_json(visit, slice, std::move(items));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    using Kind_ = web::ApiParameter::Kind;
    web::add_view(router, hooks, "api.documents", "/api/documents",
                  {.parameters = web::slice_parameters({{.name = "q"},
                                                        {.name = "kind", .kind = Kind_::choice, .choices = acts::type_of<Kind>().names},
                                                        {.name = "year", .kind = Kind_::number, .min = 1, .max = 9999}}),
                   .answer = web::list_schema("IssuedDocument"),
                   .schemas = {web::component<DocumentView>("IssuedDocument")}},
                  list);
}

}  // namespace documents
