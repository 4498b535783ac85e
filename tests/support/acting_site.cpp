#include "support/acting_site.h"

#include "support/site.h"

#include "documents/pages.h"
#include "network/network.h"
#include "people/people.h"
#include "portal/json_views.h"
#include "post/post.h"
#include "web/openapi.h"
#include "web/percent.h"

#include <stdexcept>

namespace support {

using web::Method, web::Parameters, web::Response;

sign_in::Options ActingSite::sign_in_options() {
    sign_in::Options options;
    options.origin = origin;
    options.clock = [this] { return now; };
    options.cost = {.memory_bytes = 64 * 1024, .passes = 1};  // as cheap as it can be
    options.can_mail = [this] { return mails; };
    return options;
}

ActingSite::ActingSite(store::Engine engine, web::Allowance allowance, std::string origin)
    : origin(std::move(origin)),
      network(engine),
      writer(app::registry(), app::tables(), app::writer_options(network.location(), [this] { return now += 1'000'000; })),
      readers(network.location()),
      files(home.path() / "files"),
      doors_in(writer, sign_in_options()),
      limits(allowance),
      doors{.site = hooks, .files = files, .limits = limits, .acts = app::act_hooks()},
      uploads(doors),
      shelf(hooks, files) {
    hooks.read = [this] {
        auto lent = std::make_shared<app::Readers::Lent>(readers.lend());
        return web::Reading(lent, lent->operator->());
    };
    hooks.visitor = [this](const web::Request& request, store::Db& db) { return doors_in.visitor(request, db); };
    hooks.facts = [](store::Db& db) {
        const auto known = network::the_network(db);
        return web::Facts{known.name_fr, known.name_en, known.short_name,
                          known.seat,    known.zone,    known.nature == network::Nature::simulated};
    };
    hooks.bar_links = [](web::Visit& visit) { return sign_in::bar_links(visit); };
    hooks.sign_in = sign_in::sign_in_at;
    hooks.confirm = sign_in::confirm_at;
    hooks.clock = [this] { return now; };
    hooks.thing_name = [](const web::Visit& visit, std::string_view thing, std::int64_t id) { return app::thing_name(visit, thing, id); };
    hooks.writer = &writer;
    hooks.registry = &app::registry();
    if (this->origin.starts_with("https://")) hooks.origin = this->origin, sign_in_desk.options.script = "/a/passkey.js";
    sign_in::add_pages(router, sign_in_desk);
    drafts_desk.options = {.can_mail = [this] { return mails; },
                           .site = [this](const web::Request& request) { return doors_in.site(request); },
                           .thing_name = app::thing_name,
                           .script = "/a/draft.js"};
    doors.acts.drafts = drafts::draft_hooks(drafts_desk);
    doors.acts.confirmations = drafts::confirmation_hooks(drafts_desk);
    drafts::add_pages(router, drafts_desk);
    web::add_act_pages(router, doors);
    web::add_act_api(router, doors);
    uploads.add_routes(router);
    shelf.add_routes(router);
    portal::add_json_views(router, hooks);
    web::add_api_document(router, doors);
    admissions::add_pages(router, doors);
    app::add_import_pages(router, doors, waiting);
    documents::add_pages(router, doors);
}

acts::Accepted ActingSite::must(const std::string& act, const std::string& json, const std::string& basis) {
    const auto outcome = writer.submit({{"administrator", acts::Role::administrator, "secretariat"}, act, json, "", basis});
    if (!outcome)
        throw std::runtime_error(
            act + ": " + outcome.error().why.code +
            (outcome.error().wrong.empty() ? "" : " " + outcome.error().wrong[0].path + " " + outcome.error().wrong[0].code));
    return *outcome;
}

void ActingSite::settle() {
    must("network.describe",
         R"({"name_fr":"Association de villes","name_en":"Association of cities","short_name":"ADV","zone":"Europe/Paris"})");
    source_ = must("sources.record", R"({"title":"Une page","publisher":"example.org","kind":"web_page"})").first_thing();
    must("statutes.set_rule",
         R"({"rule":"members.cities_per_state","value":3,"article_fr":"Statuts, admission","article_en":"Statutes, admission"})",
         "source:" + source());
}

Response ActingSite::ask(Method method, const std::string& target, Parameters headers, std::string body) {
    const auto plan = router.plan(method, target);
    if (plan.status != 200) return Response::error(plan.status);
    if (body.size() > plan.route->body_bytes_max) return Response::error(413);
    web::Request request;
    request.method = method, request.target = target, request.path = plan.path, request.query = plan.query,
    request.captured = plan.captured;
    headers.add("Host", "network.example.org");
    if (!user_agent.empty()) headers.add("User-Agent", user_agent);
    std::string jar;
    for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty()) headers.add("Cookie", jar);
    request.headers = std::move(headers), request.body = std::move(body);
    request.remote = remote, request.id = "0123456789abcdef", request.route = plan.route->name;
    auto response = whole(plan.route->handler(request));
    if (method == Method::post)
        doors_in.change([&](store::Db& db) {
            while (const auto next = post::next(db, now)) {
                letters.push_back(next->note);
                post::drop(db, next->id);
            }
        });
    for (const auto& [name, value] : response.headers) {
        if (name != "Set-Cookie") continue;
        const auto equals = value.find('='), end = value.find(';');
        const auto cookie = value.substr(0, equals), kept = value.substr(equals + 1, end - equals - 1);
        if (kept.empty()) cookies.erase(cookie);
        else cookies[cookie] = kept;
    }
    return response;
}

Response ActingSite::post(const std::string& target, const Parameters& fields) {
    auto all = fields;
    if (cookies.contains(doors_in.cookie()) && !all.has("token")) all.add("token", token());
    return ask(Method::post, target, {{"Origin", own_origin()}, {"Content-Type", "application/x-www-form-urlencoded"}}, form_body(all));
}

Response ActingSite::post_files(const std::string& target, const Parameters& fields, const std::vector<File>& sent) {
    auto all = fields;
    if (cookies.contains(doors_in.cookie()) && !all.has("token")) all.add("token", token());
    return ask(Method::post, target, {{"Origin", own_origin()}, {"Content-Type", "multipart/form-data; boundary=limit"}},
               multipart_body(all, sent, "limit"));
}

Response ActingSite::post_json(const std::string& target, std::string body, Parameters headers) {
    headers.add("Content-Type", "application/json");
    return ask(Method::post, target, std::move(headers), std::move(body));
}

void ActingSite::sign_in() { ask(Method::post, doors_in.machine_link(), {{"Origin", own_origin()}}); }

void ActingSite::sign_in_as(base::Id<base::Person> person, int factors) {
    web::Request request;
    web::Response response;
    doors_in.open(response, request, person, factors);
    const auto cookie = response.headers.find("Set-Cookie").value_or("");
    const auto start = cookie.find('=') + 1;
    cookies[doors_in.cookie()] = std::string(cookie.substr(start, cookie.find(';') - start));
}

base::Id<base::Person> ActingSite::person(const std::string& email, const std::vector<acts::Holding>& roles) {
    const auto id = must("people.register_person", R"({"name":"Personne Exemple","email":")" + email + "\"}").first_thing();
    const auto today = base::Date::utc_day(now).iso();
    for (const auto& [role, scope] : roles)
        must("accounts.grant_role", R"({"person":)" + std::to_string(id) + R"(,"role":")" + std::string(acts::name_of(role)) +
                                        R"(","scope":")" + (scope.kind.empty() ? "network" : scope.kind) + "\"" +
                                        (scope.kind.empty() ? "" : R"(,"scope_id":)" + std::to_string(scope.id)) + R"(,"from":")" + today +
                                        "\"}");
    return {id};
}

std::string ActingSite::token() {
    web::Request request;
    request.headers = {{"Cookie", doors_in.cookie() + "=" + cookies.find(doors_in.cookie())->second}};
    return doors_in.visitor(request, *readers.lend()).form_token;
}

std::string form_body(const Parameters& fields) {
    std::string body;
    for (const auto& [name, value] : fields)
        body += (body.empty() ? "" : "&") + web::percent_encode(name) + "=" + web::percent_encode(value);
    return body;
}

std::string multipart_body(const Parameters& fields, const std::vector<ActingSite::File>& files, const std::string& boundary) {
    std::string body;
    for (const auto& [name, value] : fields)
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    for (const auto& file : files)
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + file.field + "\"; filename=\"" + file.name +
                "\"\r\nContent-Type: " + file.media_type + "\r\n\r\n" + file.bytes + "\r\n";
    return body + "--" + boundary + "--\r\n";
}

std::string text_of(const Response& response) {
    std::string text(response.bytes());
    for (const std::string_view space : {"\u00a0", "\u202f"})
        for (std::size_t at = 0; (at = text.find(space, at)) != text.npos;) text.replace(at, space.size(), " ");
    return text;
}

std::string control_value(const std::string& page, const std::string& name) {
    const auto at = page.find("name=\"" + name + "\"");
    if (at == page.npos) return {};
    auto start = page.rfind('<', at), end = page.find('>', at);
    if (page.compare(start, 7, "<select") == 0) {  // the option that is chosen
        const auto chosen = page.find(" selected", at);
        if (chosen == page.npos || chosen > page.find("</select>", at)) return {};
        start = page.rfind('<', chosen), end = chosen;
    }
    const auto value = page.find("value=\"", start);
    if (value == page.npos || value > end) return {};
    return page.substr(value + 7, page.find('"', value + 7) - value - 7);
}

}  // namespace support
