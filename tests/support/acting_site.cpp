#include "support/acting_site.h"

#include "network/network.h"
#include "web/percent.h"

#include <stdexcept>

namespace support {

using web::Method, web::Parameters, web::Response;

ActingSite::ActingSite(store::Engine engine, web::Allowance allowance)
    : network(engine),
      writer(app::registry(), app::tables(), app::writer_options(network.location(), [this] { return now += 1'000'000; })),
      readers(network.location()),
      files(home.path() / "files"),
      administrator([this] { return now; }, false),
      limits(allowance),
      doors{.site = hooks, .files = files, .limits = limits, .acts = app::act_hooks()},
      uploads(doors),
      shelf(hooks, files) {
    hooks.read = [this] {
        auto lent = std::make_shared<app::Readers::Lent>(readers.lend());
        return web::Reading(lent, lent->operator->());
    };
    hooks.visitor = [this](const web::Request& request, store::Db&) { return administrator.visitor(request); };
    hooks.facts = [](store::Db& db) {
        const auto known = network::the_network(db);
        return web::Facts{known.name_fr, known.name_en, known.short_name,
                          known.seat,    known.zone,    known.nature == network::Nature::simulated};
    };
    hooks.bar_links = [this](web::Visit& visit) {
        return administrator.bar_links(visit, {{"nav.acts", {"/actes", "/en/acts"}}, {"nav.import", {"/import", "/en/import"}}});
    };
    hooks.clock = [this] { return now; };
    hooks.writer = &writer;
    hooks.registry = &app::registry();
    administrator.add_pages(router, hooks);
    web::add_act_pages(router, doors);
    web::add_act_api(router, doors);
    uploads.add_routes(router);
    shelf.add_routes(router);
    app::add_join_pages(router, doors);
    app::add_import_pages(router, doors, waiting);
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
    if (!session.empty()) headers.add("Cookie", std::string(web::Administrator::cookie) + "=" + session);
    request.headers = std::move(headers), request.body = std::move(body);
    request.remote = "203.0.113.5", request.id = "0123456789abcdef", request.route = plan.route->name;
    return plan.route->handler(request);
}

Response ActingSite::post(const std::string& target, const Parameters& fields) {
    auto all = fields;
    if (!session.empty() && !all.has("token")) all.add("token", token());
    return ask(Method::post, target, {{"Origin", "http://network.example.org"}, {"Content-Type", "application/x-www-form-urlencoded"}},
               form_body(all));
}

Response ActingSite::post_files(const std::string& target, const Parameters& fields, const std::vector<File>& sent) {
    auto all = fields;
    if (!session.empty() && !all.has("token")) all.add("token", token());
    return ask(Method::post, target, {{"Origin", "http://network.example.org"}, {"Content-Type", "multipart/form-data; boundary=limit"}},
               multipart_body(all, sent, "limit"));
}

Response ActingSite::post_json(const std::string& target, std::string body, Parameters headers) {
    headers.add("Content-Type", "application/json");
    return ask(Method::post, target, std::move(headers), std::move(body));
}

void ActingSite::sign_in() {
    const auto link = administrator.new_link();
    const auto opened = ask(Method::post, link, {{"Origin", "http://network.example.org"}});
    const auto cookie = opened.headers.find("Set-Cookie").value_or("");
    const auto start = cookie.find('=') + 1;
    session = std::string(cookie.substr(start, cookie.find(';') - start));
}

std::string ActingSite::token() {
    web::Request request;
    request.headers = {{"Cookie", std::string(web::Administrator::cookie) + "=" + session}};
    return administrator.visitor(request).form_token;
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
    const auto end = page.find('>', at), value = page.find("value=\"", at);
    if (value == page.npos || value > end) return {};
    return page.substr(value + 7, page.find('"', value + 7) - value - 7);
}

}  // namespace support
