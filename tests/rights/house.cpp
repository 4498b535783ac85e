#include "house.h"

#include "support/acting_site.h"
#include "support/life.h"
#include "support/site.h"

#include <fmt/format.h>
#include <algorithm>

namespace rights {

using acts::Role, web::Method, web::Parameters, web::Response;

namespace {

constexpr const char* host = "network.example.org";

app::ServeOptions made_at(const store::Location& location) {
    acts::Writer(app::registry(), app::tables(), app::writer_options(location));
    app::ServeOptions options;
    options.location = location;
    return options;
}

}  // namespace

House::House(const store::Location& location) : network(made_at(location)) {
    must("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})");
    basis = "source:" + std::to_string(must("sources.record", R"({"title":"Une page","kind":"web_page"})"));
    must("statutes.set_rule", support::rule(3), basis);
    const auto source = std::stoll(basis.substr(7));
    member = must("members.record", support::member("Ville d’ici", source, "BJ"), basis);
    foreign_member = must("members.record", support::member("Ville d’ailleurs", source, "SN"), basis);
    const auto mayor = [&](const char* email) {
        return must("people.register_person", std::string(R"({"name":"Claire Exemple","email":")") + email + "\"}");
    };
    titular = must("members.name_titular", support::titular(member, mayor("ici@example.org"), "2020-05-01"), basis);
    foreign_titular = must("members.name_titular", support::titular(foreign_member, mayor("ailleurs@example.org"), "2020-05-01"), basis);

    const acts::Scope here{"member", member};
    everybody.push_back({.name = "nobody", .signed_in = false, .person = false});
    for (const auto& [name, roles] :
         std::initializer_list<std::pair<const char*, std::vector<acts::Holding>>>{{"without a role", {}},
                                                                                   {"partner", {{Role::partner, {"agreement", 7001}}}},
                                                                                   {"expert", {{Role::expert}}},
                                                                                   {"auditor", {{Role::auditor}}},
                                                                                   {"staff", {{Role::staff, here}}},
                                                                                   {"titular", {{Role::titular, here}}},
                                                                                   {"body officer", {{Role::body_officer, {"body", 8001}}}},
                                                                                   {"treasurer", {{Role::treasurer}}},
                                                                                   {"officer", {{Role::officer}}},
                                                                                   {"administrator", {{Role::administrator}}}})
        everybody.push_back(somebody(name, roles));
    for (auto& one : everybody) {
        one.administrator = one.name == "administrator";
        one.secretariat = one.administrator || one.name == "officer" || one.name == "treasurer";
    }
    everybody.push_back(somebody("officer with one factor", {{Role::officer}}, 1));
    everybody.push_back(somebody("administrator with one factor", {{Role::administrator}}, 1));

    Somebody machine{.name = "who has the machine", .person = false, .secretariat = true, .administrator = true};
    open_session(machine, 0);
    everybody.push_back(machine);

    Somebody program{.name = "an officer’s program", .person = false, .secretariat = true, .id = who("officer").id};
    const auto token = credentials::new_token();
    network.doors_in.change([&](store::Db& db) {
        const auto now = network.doors_in.now();
        sign_in::put_token(db, token.digest, {1, *program.id, "essai", {"members.*"}, now, now + 86'400'000'000, {}});
    });
    program.headers = {{"Authorization", "Bearer concert_" + std::string(token.text.view())}};
    everybody.push_back(program);
}

House::~House() { std::filesystem::remove_all(network.files.directory()); }  // beside a schema it would stay

std::int64_t House::must(const std::string& act, const std::string& json, const std::string& basis, const Somebody* as) {
    const acts::Actor actor = as ? acts::Actor{"person:" + std::to_string(as->id->value), Role::visitor, "visitor"}
                                 : acts::Actor{"administrator", Role::administrator, "secretariat"};
    const auto outcome = network.desk.writer().submit({actor, act, json, "", basis});
    if (!outcome) throw std::runtime_error(act + ": " + support::told(outcome));
    return outcome->first_thing();
}

Somebody House::somebody(const std::string& name, const std::vector<acts::Holding>& roles, int factors) {
    Somebody one{.name = name, .roles = roles};
    const auto email = std::to_string(++people_) + "@example.org";
    one.id = {must("people.register_person", R"({"name":"Personne Exemple","email":")" + email + "\"}")};
    const auto today = network.calendar(*network.readers->lend(), acts::system_clock_us()).iso();
    for (const auto& [role, scope] : roles)
        must("accounts.grant_role", R"({"person":)" + std::to_string(one.id->value) + R"(,"role":")" + std::string(acts::name_of(role)) +
                                        R"(","scope":")" + (scope.kind.empty() ? "network" : scope.kind) + "\"" +
                                        (scope.kind.empty() ? "" : R"(,"scope_id":)" + std::to_string(scope.id)) + R"(,"from":")" + today +
                                        "\"}");
    network.doors_in.change([&](store::Db& db) { sign_in::put_account(db, *one.id, email, network.doors_in.now()); });
    open_session(one, factors);
    return one;
}

void House::open_session(Somebody& one, int factors) {
    Response response;
    if (one.id) {
        network.doors_in.open(response, {}, *one.id, factors);
    } else {
        response = ask({}, Method::post, network.doors_in.machine_link(), {{"Origin", std::string("http://") + host}});
    }
    const auto cookie = std::string(response.headers.find("Set-Cookie").value_or(""));
    one.headers = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
    web::Request request;
    request.headers = one.headers;
    one.token = network.doors_in.visitor(request, *network.readers->lend()).form_token;
}

const Somebody& House::who(const std::string& name) const { return *std::ranges::find(everybody, name, &Somebody::name); }

Response House::ask(const Somebody& who, Method method, const std::string& target, Parameters headers, std::string body) {
    const auto plan = network.router.plan(method, target);
    if (plan.status != 200) return Response::error(plan.status);
    if (body.size() > plan.route->body_bytes_max) return Response::error(413);
    web::Request request;
    request.method = method, request.target = target, request.path = plan.path, request.query = plan.query;
    request.captured = plan.captured;
    for (const auto& [name, value] : who.headers) headers.add(name, value);
    headers.add("Host", host);
    request.headers = std::move(headers), request.body = std::move(body);
    request.remote = fmt::format("10.{}.{}.1", asked_ / 250 % 250, asked_ % 250), ++asked_;  // none asks too often
    request.id = "0123456789abcdef", request.route = plan.route->name;
    return support::whole(plan.route->handler(request));
}

Response House::post(const Somebody& who, const std::string& target, Parameters fields) {
    if (!who.token.empty()) fields.add("token", who.token);
    return ask(who, Method::post, target,
               {{"Origin", std::string("http://") + host}, {"Content-Type", "application/x-www-form-urlencoded"}},
               support::form_body(fields));
}

Response House::post_json(const Somebody& who, const std::string& target, const std::string& body) {
    return ask(who, Method::post, target, {{"Content-Type", "application/json"}}, body);
}

std::string told(const Response& response, const std::string& asked, const std::string& instead) {
    std::string all = std::to_string(response.status) + " " + response.media_type + "\n";
    for (const auto& [name, value] : response.headers) all += name + ": " + value + "\n";
    all += response.bytes();
    for (std::size_t at = 0; !asked.empty() && (at = all.find(asked, at)) != all.npos; at += instead.size())
        all.replace(at, asked.size(), instead);
    return all;
}

}  // namespace rights
