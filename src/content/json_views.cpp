// The published pages, for programs.
#include "content/page_parts.h"
#include "web/api.h"
#include "web/json_view.h"

namespace content {
namespace {

using web::Visit;

struct WordsView {
    std::string title, summary, markdown;
    base::Date since;
};
BOOST_DESCRIBE_STRUCT(WordsView, (), (title, summary, markdown, since))

struct ContentPageView {
    Id<Page> id;
    std::string key;
    Section section{};
    Id<Version> version;
    WrittenIn original{};
    std::optional<WordsView> fr, en;
    bool translation_is_stale = false;
    base::Date day, written;
    Id<acts::Act> act;
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(ContentPageView, (),
                      (id, key, section, version, original, fr, en, translation_is_stale, day, written, act, page_fr, page_en))

std::optional<WordsView> view_of(const Words& words) {
    if (words.empty()) return {};
    return WordsView{words.title, words.summary, words.text, words.since};
}

ContentPageView view_of(const KnownPage& page, const KnownVersion& version) {
    const auto at = places::page(page);
    return {page.id,
            page.key,
            page.section,
            version.id,
            version.original,
            view_of(version.fr),
            view_of(version.en),
            version.stale,
            *page.day,
            version.written,
            version.act,
            at.fr,
            at.en};
}

web::Response list(Visit& visit) {
    visit.read("content_page");
    const auto slice = web::slice_of(visit);
    const Filter filter{.section = acts::named<Section>(visit.request.query.value_or("section", ""))};
    std::vector<web::ListedItem> items;
    for (const auto& page : published_after(visit.db(), filter.section, slice.after, slice.rows()))
        items.push_back({page.id.value, web::json_of(view_of(page, *find_version(visit.db(), *page.published)))});
    return web::list_json(visit, slice, std::move(items));
}

web::Response one(Visit& visit) {
    const auto page = page_with_key(visit.db(), std::string(visit.request.at("key")));
    if (!page || !page->published) return web::error_page(visit, 404);
    visit.read("content_page", page->id);
    return web::thing_json(visit, web::json_of(view_of(*page, *find_version(visit.db(), *page->published))), page->changed_by);
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    using web::ApiParameter;
    web::add_view(router, hooks, "api.pages", "/api/pages",
                  {.parameters = web::slice_parameters(
                       {{.name = "section", .kind = ApiParameter::Kind::choice, .choices = acts::type_of<Section>().names}}),
                   .answer = web::list_schema("ContentPage"),
                   .schemas = {web::component<ContentPageView>("ContentPage")}},
                  list);
    web::add_view(router, hooks, "api.content_page", "/api/pages/{key}",
                  {.answer = R"({"$ref":"#/components/schemas/ContentPage"})", .schemas = {web::component<ContentPageView>("ContentPage")}},
                  one);
}

}  // namespace content
