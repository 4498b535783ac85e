#include "portal/about.h"

#include "bodies/pages.h"
#include "content/pages.h"
#include "members/pages.h"
#include "opendata/pages.h"
#include "sources/pages.h"
#include "web/places.h"

namespace portal {
namespace {

using namespace html;
using web::Response, web::Visit;

const web::Address snapshot_at{"/donnees/instantane.sqlite", "/en/open-data/snapshot.sqlite"};

// One file of data: where it is, and what its columns mean ("data.column.<name>", or "data.<file>.<name>" where they differ).
Node data_file(const Visit& visit, std::string_view key, const std::vector<std::pair<std::string, std::string>>& links,
               const std::vector<std::string>& columns, const Node& more = {}) {
    const auto base = "data." + std::string(key);
    const auto meaning = [&](const std::string& column) {
        const auto own = base + "." + column, shared = "data.column." + column;
        return visit.words.has(own) ? visit.text(own) : visit.text(shared);
    };
    return section(
        div(cls("hd"), h2(visit.text(base + ".title")),
            p(cls("ex"), each(links, [](const auto& link) { return group(a(href(link.second), link.first), " "); }))),
        p(visit.text(base + ".text")), more, when(!columns.empty(), [&] {
            return details(
                summary(visit.format("data.columns", {{"count", std::int64_t(columns.size())}})),
                dl(cls("kv"), each(columns, [&](const std::string& column) { return div(dt(code(column)), dd(meaning(column))); })));
        }));
}

// schema.org/Dataset: the register of members, for those who look for data.
Node dataset(const Visit& visit, const std::vector<std::pair<std::string, std::string>>& files) {
    const auto& origin = visit.hooks.origin;
    if (origin.empty()) return {};
    std::string parts;
    for (const auto& [format, address] : files)
        parts += (parts.empty() ? "" : ",") + std::string(R"({"@type":"DataDownload","encodingFormat":)") + acts::json_text(format) +
                 R"(,"contentUrl":)" + acts::json_text(origin + address) + "}";
    return web::structured_data(R"({"@context":"https://schema.org","@type":"Dataset","name":)" +
                                acts::json_text(std::string(visit.text("data.members.title")) + ", " + visit.facts.name(visit.language)) +
                                R"(,"description":)" + acts::json_text(visit.text("data.members.text")) + R"(,"url":)" +
                                acts::json_text(origin + web::places::open_data.in(visit.language)) +
                                R"(,"isAccessibleForFree":true,"distribution":[)" + parts + "]}");
}

// The IATI file; before there is one, what it lacks.
Node iati_part(Visit& visit) {
    if (opendata::has_iati(visit)) return data_file(visit, "iati", {{"XML", visit.to(opendata::iati_at)}}, {});
    return data_file(visit, "iati", {}, {},
                     div(cls("note at"), p(strong(visit.text("iati.missing")), ". ", visit.text("iati.missing_text"))));
}

Response data_page(Visit& visit) {
    const auto file = [&](const web::Address& address, std::string_view ending) {
        return visit.to({address.fr + std::string(ending), address.en + std::string(ending)});
    };
    const auto both = [&](const web::Address& address) {
        return std::vector<std::pair<std::string, std::string>>{
            {"CSV", file(address, ".csv")}, {"XLSX", file(address, ".xlsx")}, {"JSON", file(address, ".json")}};
    };
    auto publication = both(web::places::publication);
    publication.emplace(publication.begin(), visit.text("publication.see"), visit.to(web::places::publication));
    const std::string title(visit.text("data.title"));
    std::vector<std::pair<std::string, std::string>> log{{"JSON Lines", "/registre.jsonl"}};
    if (visit.hooks.checkpoint) log.emplace_back(visit.text("journal.checkpoint"), "/checkpoint");
    if (visit.hooks.verifier_key) log.emplace_back(visit.text("journal.key"), "/log-key");
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("data.lead")),
         .at = web::places::open_data,
         .current = "open_data",
         .head = dataset(visit, both(web::places::members))},
        group(div(cls("intro"), div(h1(title), p(visit.text("data.lead")))), div(cls("note at"), p(visit.text("data.licence"))),
              data_file(visit, "members", both(web::places::members), members::columns_of_export()),
              data_file(visit, "bodies", both(web::places::bodies), bodies::columns_of_export()),
              data_file(visit, "statements", both(web::places::figures), sources::columns_of_statements()),
              data_file(visit, "sources", both(web::places::sources), sources::columns_of_sources()),
              data_file(
                  visit, "journal", log,
                  {"act", "actor", "basis", "capacity", "cause", "client_key", "date", "number", "payload", "time", "verdict", "version"}),
              data_file(visit, "snapshot", {{"SQLite", visit.to(snapshot_at)}}, {}), iati_part(visit),
              data_file(visit, "publication", publication, opendata::columns_of_publication()),
              section(div(cls("hd"), h2(visit.text("data.dates_title"))), p(visit.text("data.dates_text")),
                      p(visit.text("data.addresses_text"), " ",
                        a(href(visit.language == base::Language::fr ? "/api" : "/en/api"), visit.text("api.see"))))));
}

// A page of paragraphs: "<key>.title", then "<key>.1.title", "<key>.1.text" … as far as the catalogue goes.
// What the secretariat has published of that part of the site stands instead of them.
Response words_page(Visit& visit, const std::string& key, const web::Address& at, content::Section section, const Node& first = {}) {
    const std::string title(visit.text(key + ".title"));
    Node parts = content::published_article(visit, section).value_or(Node());
    const bool written = !parts.empty();
    for (int i = 1; !written && visit.words.has(key + "." + std::to_string(i) + ".title"); ++i) {
        const auto part = key + "." + std::to_string(i);
        parts += html::section(div(cls("hd"), h2(visit.text(part + ".title"))), p(visit.text(part + ".text")));
    }
    return web::page(visit, {.title = title, .description = std::string(visit.text(key + ".lead")), .at = at},
                     group(div(cls("intro"), div(h1(title), p(visit.text(key + ".lead")))), first, parts));
}

Response legal_page(Visit& visit) {
    const auto& facts = visit.facts;
    const auto unknown = span(cls("q"), visit.text("legal.unknown"));
    const auto row = [&](std::string_view key, const std::string& value) {
        return div(dt(visit.text(key)), dd(value.empty() ? unknown : html::text(value)));
    };
    const auto contact =
        div(dt(visit.text("legal.contact")), dd(a(href(visit.to(web::places::contact)), visit.text("legal.contact_page"))));
    return words_page(visit, "legal", web::places::legal, content::Section::legal,
                      dl(cls("kv"), row("legal.publisher", facts.name(visit.language)), row("legal.seat", facts.seat),
                         row("legal.director", ""), row("legal.host", ""), contact));
}

// A simulated network is never indexed; of a real one, nothing is hidden that pages do not already mark.
Response robots(Visit& visit) {
    std::string rules = "User-agent: *\n";
    rules += visit.facts.simulated ? "Disallow: /\n" : "Disallow: /tile/\n";
    if (!visit.facts.simulated && !visit.hooks.origin.empty()) rules += "Sitemap: " + visit.hooks.origin + "/sitemap.xml\n";
    auto response = Response::page(std::move(rules), visit.topics);
    response.media_type = "text/plain; charset=utf-8";
    return response;
}

}  // namespace

void add_about_pages(web::Router& router, const web::SiteHooks& hooks) {
    using namespace web;
    add_page(router, hooks, "open_data", places::open_data, {}, data_page);
    add_page(router, hooks, "open_data.snapshot", snapshot_at, {},
             [&router](Visit& visit) { return opendata::snapshot(visit, router.lists()); });
    opendata::add_iati(router, hooks);
    opendata::add_publication(router, hooks);
    add_page(router, hooks, "accessibility", places::accessibility, {},
             [](Visit& visit) { return words_page(visit, "accessibility", places::accessibility, content::Section::accessibility); });
    add_page(router, hooks, "legal", places::legal, {}, legal_page);
    router.add({.name = "robots",
                .open_to = web::Audience::everyone,
                .pattern = "/robots.txt",
                .handler = answering(hooks, Language::fr, robots),
                .page = PublicPage{}});
}

}  // namespace portal
