#include "portal/about.h"

#include "bodies/pages.h"
#include "members/pages.h"
#include "opendata/opendata.h"
#include "sources/pages.h"
#include "web/places.h"

namespace portal {
namespace {

using namespace html;
using web::Response, web::Visit;

const web::Address snapshot_at{"/donnees/instantane.sqlite", "/en/open-data/snapshot.sqlite"};

// One file of data: where it is, and what its columns mean ("data.column.<name>", or "data.<file>.<name>" where they differ).
Node data_file(const Visit& visit, std::string_view key, const std::vector<std::pair<std::string, std::string>>& links,
               const std::vector<std::string>& columns) {
    const auto base = "data." + std::string(key);
    const auto meaning = [&](const std::string& column) {
        const auto own = base + "." + column, shared = "data.column." + column;
        return visit.words.has(own) ? visit.text(own) : visit.text(shared);
    };
    return section(
        div(cls("hd"), h2(visit.text(base + ".title")),
            p(cls("ex"), each(links, [](const auto& link) { return group(a(href(link.second), link.first), " "); }))),
        p(visit.text(base + ".text")), when(!columns.empty(), [&] {
            return details(
                summary(visit.format("data.columns", {{"count", std::int64_t(columns.size())}})),
                dl(cls("kv"), each(columns, [&](const std::string& column) { return div(dt(code(column)), dd(meaning(column))); })));
        }));
}

Response data_page(Visit& visit) {
    const auto file = [&](const web::Address& address, std::string_view ending) {
        return visit.to({address.fr + std::string(ending), address.en + std::string(ending)});
    };
    const auto both = [&](const web::Address& address) {
        return std::vector<std::pair<std::string, std::string>>{
            {"CSV", file(address, ".csv")}, {"XLSX", file(address, ".xlsx")}, {"JSON", file(address, ".json")}};
    };
    const std::string title(visit.text("data.title"));
    std::vector<std::pair<std::string, std::string>> log{{"JSON Lines", "/registre.jsonl"}};
    if (visit.hooks.checkpoint) log.emplace_back(visit.text("journal.checkpoint"), "/checkpoint");
    if (visit.hooks.verifier_key) log.emplace_back(visit.text("journal.key"), "/log-key");
    return web::page(
        visit, {.title = title, .description = std::string(visit.text("data.lead")), .at = web::places::open_data, .current = "open_data"},
        group(div(cls("intro"), div(h1(title), p(visit.text("data.lead")))), div(cls("note at"), p(visit.text("data.licence"))),
              data_file(visit, "members", both(web::places::members), members::columns_of_export()),
              data_file(visit, "bodies", both(web::places::bodies), bodies::columns_of_export()),
              data_file(visit, "statements", both(web::places::figures), sources::columns_of_statements()),
              data_file(visit, "sources", both(web::places::sources), sources::columns_of_sources()),
              data_file(
                  visit, "journal", log,
                  {"act", "actor", "basis", "capacity", "cause", "client_key", "date", "number", "payload", "time", "verdict", "version"}),
              data_file(visit, "snapshot", {{"SQLite", visit.to(snapshot_at)}}, {}),
              section(div(cls("hd"), h2(visit.text("data.dates_title"))), p(visit.text("data.dates_text")),
                      p(visit.text("data.addresses_text"), " ",
                        a(href(visit.language == base::Language::fr ? "/api" : "/en/api"), visit.text("api.see"))))));
}

// A page of paragraphs: "<key>.title", then "<key>.1.title", "<key>.1.text" … as far as the catalogue goes.
Response words_page(Visit& visit, const std::string& key, const web::Address& at, const Node& first = {}) {
    const std::string title(visit.text(key + ".title"));
    Node parts;
    for (int i = 1; visit.words.has(key + "." + std::to_string(i) + ".title"); ++i) {
        const auto part = key + "." + std::to_string(i);
        parts += section(div(cls("hd"), h2(visit.text(part + ".title"))), p(visit.text(part + ".text")));
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
    return words_page(visit, "legal", web::places::legal,
                      dl(cls("kv"), row("legal.publisher", facts.name(visit.language)), row("legal.seat", facts.seat),
                         row("legal.director", ""), row("legal.host", ""), row("legal.contact", "")));
}

// A simulated network is never indexed; of a real one, nothing is hidden that pages do not already mark.
Response robots(Visit& visit) {
    auto response =
        Response::page(visit.facts.simulated ? "User-agent: *\nDisallow: /\n" : "User-agent: *\nDisallow: /tile/\n", visit.topics);
    response.media_type = "text/plain; charset=utf-8";
    return response;
}

}  // namespace

void add_about_pages(web::Router& router, const web::SiteHooks& hooks) {
    using namespace web;
    add_page(router, hooks, "open_data", places::open_data, {}, data_page);
    add_page(router, hooks, "open_data.snapshot", snapshot_at, {},
             [&router](Visit& visit) { return opendata::snapshot(visit, router.lists()); });
    add_page(router, hooks, "accessibility", places::accessibility, {},
             [](Visit& visit) { return words_page(visit, "accessibility", places::accessibility); });
    add_page(router, hooks, "legal", places::legal, {}, legal_page);
    router.add({.name = "robots",
                .open_to = web::Audience::everyone,
                .pattern = "/robots.txt",
                .handler = answering(hooks, Language::fr, robots),
                .page = PublicPage{}});
}

}  // namespace portal
