// The API in words: how to get a token, one request for each family of acts made from their declarations, refusals and limits.
#include "web/openapi.h"

#include <set>

namespace web {
namespace {

using namespace html;

const Address api_at{"/api", "/en/api"};
constexpr std::string_view document_at = "/api/openapi.json";

std::string origin_of(const Visit& visit) {
    if (!visit.hooks.origin.empty()) return visit.hooks.origin;
    return "http://" + std::string(visit.request.header("Host").value_or("localhost"));
}

// One word of a shell, whatever is in it.
std::string shell_quoted(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string curl(const Visit& visit, const std::string& path, const std::string& body = "", const std::string& headers = "",
                 bool token = true) {
    std::string line = "curl " + headers;
    if (token) line += "-H \"Authorization: Bearer $TOKEN\" ";
    if (!body.empty()) line += "\\\n  --json " + shell_quoted(body) + " ";
    return line + (body.empty() ? "" : "\\\n  ") + shell_quoted(origin_of(visit) + path);
}

Node example(const std::string& command) { return pre(cls("hash"), command); }

Node part(const Visit& visit, std::string_view key, const Node& content) {
    const auto base = "api." + std::string(key);
    return section(div(cls("hd"), h2(visit.text(base + ".title"))), p(visit.text(base + ".text")), content);
}

Node examples_of_acts(const Visit& visit) {
    std::set<std::string> seen;
    return each(visit.hooks.registry->all(), [&](const acts::Declared& act) {
        if (!act.by_hand() || !seen.insert(act.name.substr(0, act.name.find('.'))).second) return Node();
        const auto key = "act." + act.name;
        return group(h3(visit.text(visit.words.has(key + ".form") ? key + ".form" : key)),
                     p(cls("q"), visit.text("acts.by." + std::string(act.by.name()))),
                     example(curl(visit, "/api/acts/" + act.name, example_request(act), "", !act.by.allows(acts::Role::visitor))));
    });
}

Node views_of(const Visit& visit, const Router& router) {
    return ul(cls("ls"), each(router.all(), [&](const Route* route) {
                  if (!for_programs(route->pattern) || route->method != Method::get) return Node();
                  const bool address = route->pattern.find('{') == route->pattern.npos;
                  return li(span(visit.text("api.route." + route->name)),
                            span(cls("q"), address ? a(href(route->pattern), route->pattern) : code(route->pattern)));
              }));
}

Node refusals(const Visit& visit) {
    const Node head = tr(th(attr("scope", "col"), visit.text("api.status")), th(attr("scope", "col"), visit.text("api.meaning")));
    Node rows;
    for (const int status : {400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429})
        rows += tr(th(attr("scope", "row"), status),
                   td(attr("data-l", visit.text("api.meaning")), visit.text("error." + std::to_string(status) + ".text")));
    return table(cls("st"), caption(cls("vh"), visit.text("api.errors.title")), thead(head), tbody(rows));
}

Response api_page(Visit& visit, const Router& router) {
    const auto& registry = *visit.hooks.registry;
    const std::string title(visit.text("api.title"));
    Node correction;
    if (const auto* act = registry.newest("members.correct"))
        correction = example(curl(visit, "/api/acts/" + act->name, example_request(*act), "-H 'If-Match: \"12.q1b2…\"' "));
    const std::string batch = R"([{"act":"sources.record","fields":{"title":"Exemple","kind":"web_page"}}])";
    return page(
        visit, {.title = title, .description = std::string(visit.text("api.lead")), .at = api_at},
        group(div(cls("intro"), div(h1(title), p(visit.text("api.lead")), p(a(href(document_at), visit.text("api.description"))))),
              part(visit, "token", example("TOKEN=concert_…")),
              part(visit, "read",
                   group(example(curl(visit, "/api/members?country=BJ&limit=200", "", "", false)), h3(visit.text("api.views")),
                         views_of(visit, router))),
              part(visit, "do",
                   group(examples_of_acts(visit), p(visit.text("api.file.text")),
                         example("curl -H \"Authorization: Bearer $TOKEN\" \\\n  -H 'Content-Type: application/pdf' --data-binary "
                                 "@deliberation.pdf \\\n  " +
                                 shell_quoted(origin_of(visit) + "/api/files")))),
              part(visit, "correct", correction),
              part(visit, "once", example("curl -H 'Idempotency-Key: \"0191e5c2-7c1a-7f3e-9b0a-5d6f7a8b9c0d\"' …")),
              part(visit, "many",
                   group(example(curl(visit, "/api/acts", batch)),
                         example(curl(visit, "/api/preview/sources.record", R"({"fields":{"title":"Exemple","kind":"web_page"}})")))),
              part(visit, "errors", refusals(visit)), part(visit, "limits", {})));
}

Response document(Visit& visit, const Router& router, const ActDoors& doors) {
    const auto& name = visit.facts.name(visit.language);
    auto response = view_json(
        visit, openapi({router, *visit.hooks.registry, name, doors.version, visit.hooks.origin, doors.session_cookie}, visit.words));
    response.media_type = "application/vnd.oai.openapi+json;version=3.1";
    if (!visit.request.query.has("lang")) {  // its language depends on who asks: not kept for all
        response.keeping = Keeping::ask_again;
        response.headers.add("Vary", "Accept-Language");
    }
    return response;
}

}  // namespace

void add_api_document(Router& router, const ActDoors& doors) {
    const auto& site = doors.site;
    router.add({.name = "api.openapi",
                .open_to = Audience::everyone,
                .pattern = std::string(document_at),
                .handler = answering_program(site, {}, [&router, &doors](Visit& visit) { return document(visit, router, doors); }),
                .page = PublicPage{{"lang"}},
                .api = ApiRoute{.parameters = {{.name = "lang", .kind = ApiParameter::Kind::choice, .choices = {"fr", "en"}}},
                                .answer = R"({"type":"object"})"}});
    for (const auto language : base::languages)
        router.add({.name = "api.page",
                    .open_to = Audience::everyone,
                    .pattern = api_at.in(language),
                    .handler = answering(site, language, [&router](Visit& visit) { return api_page(visit, router); })});
}

}  // namespace web
