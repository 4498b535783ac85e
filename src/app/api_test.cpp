// The API from the outside: its description holds every route, its views page and are cached by tags, and nothing is done twice or by halves.
#include "app/network.h"
#include "support/acting_site.h"
#include "web/envelope.h"
#include "web/json_view.h"
#include "web/openapi.h"

#include <doctest/doctest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace {

using support::ActingSite, support::text_of;
using web::Method, web::Parameters, web::Response;
namespace json = boost::json;

json::object object(const Response& response) { return json::parse(text_of(response)).as_object(); }
std::string field(const Response& response, std::string_view name) { return std::string(response.headers.find(name).value_or("")); }
std::string code(const Response& response) { return std::string(object(response).at("code").as_string()); }
const std::string source_fields = R"({"title":"Une page","kind":"web_page"})";
const Parameters ours{{"Origin", "http://network.example.org"}};

Parameters with(Parameters headers, std::string name, std::string value) {
    headers.add(std::move(name), std::move(value));
    return headers;
}

std::string member_of(ActingSite& site, const std::string& name) {
    return std::to_string(
        site.must("members.record",
                  R"({"name":")" + name +
                      R"(","country":"BJ","kind":"city","member_class":"active","attested":"2024-10","population":780000,"sources":[)" +
                      site.source() + "]}",
                  "source:" + site.source())
            .first_thing());
}
std::string correction(const std::string& member, int population, const std::string& more = "") {
    return R"({"member":)" + member + R"(,"name":"Cotonou","kind":"city","member_class":"active","attested":"2024-10","population":)" +
           std::to_string(population) + more + "}";
}

}  // namespace

TEST_CASE("the description holds every route of the API, with words in both languages, and every reference in it leads somewhere") {
    // The router of a whole network: what the server answers, all of it.
    const support::FreshNetwork place(store::Engine::sqlite);
    acts::Writer(app::registry(), app::tables(), app::writer_options(place.location()));
    app::ServeOptions options;
    options.location = place.location();
    const app::Network network(options);
    for (const auto language : base::languages) {
        const auto text = web::openapi({network.router, app::registry(), "Réseau", "1", "", "concert"}, web::words_of(language));
        const auto document = json::parse(text).as_object();
        const auto& paths = document.at("paths").as_object();
        std::size_t operations = 0, found = 0;
        for (const auto* route : network.router.all()) {
            if (!web::is_documented(*route)) continue;
            for (const auto& path : web::documented_paths(*route, app::registry())) {
                CAPTURE(path);
                REQUIRE(paths.contains(path));
                CHECK(paths.at(path).as_object().contains(route->method == Method::get ? "get" : "post"));
                ++operations;
            }
            if (web::for_programs(route->pattern) && route->name != "api.act" && route->name != "api.preview")
                CHECK(web::words_of(language).has("api.route." + route->name));
            if (!route->api) continue;
            for (const auto& parameter : route->api->parameters) CHECK(web::words_of(language).has("api.parameter." + parameter.name));
        }
        for (const auto& [path, methods] : paths) {
            found += methods.as_object().size();
            for (const auto& [method, operation] : methods.as_object())
                for (const auto& parameter :
                     operation.as_object().contains("parameters") ? operation.at("parameters").as_array() : json::array())
                    if (const auto* description = parameter.as_object().if_contains("description")) {
                        CAPTURE(path);
                        CAPTURE(parameter.at("name"));
                        CHECK(!description->as_string().empty());
                    }
        }
        // A list as a file is made while it is sent: whole, without a tag.
        for (const auto* path : {"/membres.csv", "/en/decisions.xlsx", "/registre.json"}) {
            const auto operation = json::serialize(paths.at(path).at("get"));
            CAPTURE(path);
            for (const auto* none : {"If-None-Match", "\"304\"", "ETag", "\"name\":\"page\"", "\"name\":\"rows\""})
                CHECK(operation.find(none) == operation.npos);
            for (const auto* there : {"\"name\":\"columns\"", "\"503\"", "\"400\""}) CHECK(operation.find(there) != operation.npos);
        }
        CHECK(json::serialize(paths.at("/api/members").at("get")).find("\"304\"") != std::string::npos);
        CHECK(found == operations);
        for (std::size_t at = 0; (at = text.find("\"#/components/", at)) != text.npos; ++at) {
            const auto reference = text.substr(at + 14, text.find('"', at + 1) - at - 14);
            const auto slash = reference.find('/');
            CAPTURE(reference);
            CHECK(document.at("components").as_object().at(reference.substr(0, slash)).as_object().contains(reference.substr(slash + 1)));
        }
    }
    web::Route secret{.name = "x", .open_to = web::Audience::everyone, .pattern = "/api/new"},
        page{.name = "y", .open_to = web::Audience::everyone, .pattern = "/api"},
        tiles{.name = "z", .open_to = web::Audience::everyone, .pattern = "/tile/{rest...}"};
    CHECK(web::is_documented(secret));
    CHECK(!web::is_documented(page));
    CHECK(!web::is_documented(tiles));
}

TEST_CASE("the example of every act is one that decodes") {
    for (const auto& act : app::registry().all()) {
        if (!act.by_hand()) continue;
        const auto made = act.type->make();
        const auto wrong = acts::decode(*act.type, acts::example(*act.type), made.get());
        CAPTURE(act.name);
        CAPTURE(wrong.empty() ? "" : wrong[0].path + " " + wrong[0].code);
        CHECK(wrong.empty());
    }
}

TEST_CASE("the example request of every act, sent as it is printed, is refused for nothing but what it refers to") {
    ActingSite site;
    site.settle();
    CHECK(site.source() == "2001");  // which the examples refer to
    std::size_t asked = 0;
    for (const auto& act : app::registry().all()) {
        if (!act.by_hand()) continue;
        const auto request = json::parse(web::example_request(act)).as_object();
        const auto role = std::ranges::find_if(acts::type_of<acts::Role>().names,
                                               [&](auto name) { return act.by.allows(*acts::named<acts::Role>(name)); });
        if (role == acts::type_of<acts::Role>().names.end()) continue;
        ++asked;
        const auto* basis = request.if_contains("basis");
        const acts::Submission said{{"administrator", *acts::named<acts::Role>(*role), "secretariat"},
                                    act.name,
                                    json::serialize(request.at("fields")),
                                    "",
                                    basis ? std::string(basis->as_string()) : ""};
        const auto outcome = site.writer.preview({&said, 1}).front();
        if (outcome) continue;
        CAPTURE(act.name);
        CAPTURE(outcome.error().why.code);
        // What the network has not: nobody receives the newsletter, nobody belongs to the association named, no certificate has a template.
        const auto& why = outcome.error().why.code;
        CHECK((!outcome.error().wrong.empty() || why == "newsletter.nobody" || why == "members.not_in_association"));
        for (const auto& wrong : outcome.error().wrong) {
            CAPTURE(wrong.path);
            CHECK((wrong.code == "unknown_reference" || wrong.code == "no_members" || wrong.code == "not_decided_about"));
        }
    }
    CHECK(asked > 90);
}

TEST_CASE("what a view shows is what its schema says, null where it may be") {
    CHECK(web::nullable(R"({"type":"string"})") == R"({"type":["string","null"]})");
    CHECK(web::nullable(R"({"type":"string","enum":["a"]})") == R"({"oneOf":[{"type":"string","enum":["a"]},{"type":"null"}]})");
    CHECK(web::json_of(std::optional<std::string>()) == "null");
    CHECK(web::json_of(std::vector<std::int64_t>{1, 2}) == "[1,2]");
    CHECK(web::Moment3339{0}.text() == "1970-01-01T00:00:00.000000Z");
    CHECK(web::Moment3339{-1}.text() == "1969-12-31T23:59:59.999999Z");
    CHECK(web::Moment3339{1'790'000'000'123'456}.text() == "2026-09-21T14:13:20.123456Z");
}

TEST_CASE("a list gives as much as is asked, 200 at most, and leads to its rest, on both engines") {
    support::for_each_engine([](const store::Location& location) {
        ActingSite site(location.engine);
        site.settle();
        for (const auto* name : {"Cotonou", "Ouidah", "Abomey"}) member_of(site, name);
        std::string next = "/api/members?limit=2";
        std::size_t parts = 0, items = 0;
        for (; !next.empty(); ++parts) {
            const auto answer = site.get(next);
            REQUIRE(answer.status == 200);
            CHECK(answer.keeping == web::Keeping::page);
            const auto list = object(answer);
            items += list.at("items").as_array().size();
            next = list.at("next").is_null() ? "" : std::string(list.at("next").as_string());
            CHECK(field(answer, "Link") == (next.empty() ? "" : "<" + next + ">; rel=\"next\""));
        }
        CHECK(parts == 2);
        CHECK(items == 3);
        struct Row {
            const char* query;
            int status;
            const char* code;
        };
        for (const Row& row :
             {Row{"limit=1", 200, ""}, Row{"limit=200", 200, ""}, Row{"limit=0", 400, "below"}, Row{"limit=201", 400, "above"},
              Row{"limit=x", 400, "integer"}, Row{"limit=", 400, "integer"}, Row{"limit=1&limit=2", 400, "repeated_name"},
              Row{"after=-1", 400, "below"}, Row{"after=9007199254740992", 400, "above"}, Row{"colour=red", 400, "unknown_parameter"},
              Row{"country=BJ", 200, ""}, Row{"country=ZZ", 400, "country"}, Row{"kind=capital", 200, ""}, Row{"kind=CITY", 400, "choice"},
              Row{"region=nowhere", 400, "choice"}, Row{"q=coto&kind=city&date=2026-01-01", 200, ""}, Row{"date=2026-02-30", 400, "date"},
              Row{"date=2026-02-28", 200, ""}, Row{"lang=de", 400, "choice"}}) {
            CAPTURE(row.query);
            const auto answer = site.get("/api/members?" + std::string(row.query));
            CHECK(answer.status == row.status);
            if (row.status == 400) CHECK(object(answer).at("errors").as_array()[0].as_object().at("code").as_string() == row.code);
        }
        for (const auto* path :
             {"/api/network", "/api/countries", "/api/regions", "/api/sources", "/api/statements?subject=figure", "/api/rules",
              "/api/register", "/api/register?act=sources.record", "/api/acts", "/api/register/1", "/api/openapi.json?lang=fr"}) {
            CAPTURE(path);
            CHECK(site.get(path).status == 200);
            CHECK(json::parse(text_of(site.get(path))).is_object());
        }
        for (const auto* path :
             {"/api/decisions?result=zzz", "/api/decisions?body=zzz", "/api/sessions?body=zzz", "/api/sessions?result=adopted"}) {
            CAPTURE(path);
            CHECK(site.get(path).status == 400);
        }
        for (const auto* path : {"/api/members/999", "/api/members/x", "/api/members/0", "/api/sources/999", "/api/register/999",
                                 "/api/register/-1", "/api/members?known=999"}) {
            CAPTURE(path);
            const auto answer = site.get(path);
            CHECK(answer.status == 404);
            CHECK(answer.media_type == "application/problem+json");
        }
    });
}

TEST_CASE("the history of a person is not listed: it would tell more than any page") {
    ActingSite site;
    site.settle();
    const auto person = site.person("personne@example.org");
    for (const auto* thing : {"person:", "application:", "", "member"}) {
        const auto answer = site.get("/api/register?thing=" + std::string(thing) + std::to_string(person.value));
        CHECK(answer.status == 400);
    }
    const auto id = member_of(site, "Cotonou");
    CHECK(object(site.get("/api/register?thing=member:" + id)).at("items").as_array().size() == 1);
    CHECK(site.get("/api/register?act=members.record&thing=member:" + id).status == 400);
}

TEST_CASE("a correction by tag is done when the member is as it was read, and refused with both values when it is not") {
    ActingSite site;
    site.settle();
    const auto id = member_of(site, "Cotonou");
    site.sign_in();
    const std::string at = "/api/acts/members.correct", basis = R"(,"basis":"source:)" + site.source() + "\"}";
    const auto correct = [&](int population, const std::string& match, const std::string& more = "") {
        return site.post_json(at, R"({"fields":)" + correction(id, population, more) + basis,
                              match.empty() ? ours : with(ours, "If-Match", match));
    };
    const auto seen = site.get("/api/members/" + id);
    const auto tag = "\"" + seen.tag + ".abc-b\"";
    CHECK(seen.tag == std::to_string(object(seen).at("member").as_object().at("changed_by").as_int64()));
    CHECK(seen.keeping == web::Keeping::ask_again);  // signed in: with a tag all the same

    CHECK(code(correct(1, "")) == "acts.seen_needed");
    CHECK(correct(1, "").status == 428);
    for (const auto* other : {"*", "W/\"5\"", "5", "\"x\"", "\"0\"", "\"5x\"", "\"\"", "\""}) {
        CAPTURE(other);
        CHECK(correct(1, other).status == 400);
    }
    CHECK(correct(1, tag, R"(,"seen":1)").status == 422);
    CHECK(correct(700'000, tag).status == 201);
    const auto late = correct(710'000, tag);
    CHECK(late.status == 412);
    CHECK(object(late).at("present").as_object().at("population").as_int64() == 700'000);
    CHECK(object(late).at("sent").as_object().at("population").as_int64() == 710'000);
    CHECK(correct(710'000, "", R"(,"seen":)" + seen.tag).status == 409);
    const auto now = site.get("/api/members/" + id).tag;
    CHECK(correct(720'000, "\"" + now + "\"", R"(,"seen":)" + now).status == 201);
    CHECK(code(site.post_json("/api/acts/sources.record", R"({"fields":)" + source_fields + "}", with(ours, "If-Match", tag))) ==
          "acts.nothing_to_match");
    // Asked again under its key, it was done: the tag has moved by its own doing.
    const auto tag_now = "\"" + site.get("/api/members/" + id).tag + "\"";
    const auto keyed = with(with(ours, "If-Match", tag_now), "Idempotency-Key", "\"c-1\"");
    const auto body = R"({"fields":)" + correction(id, 730'000) + basis;
    CHECK(site.post_json(at, body, keyed).status == 201);
    const auto again = site.post_json(at, body, keyed);
    CHECK(again.status == 200);
    CHECK(field(again, "Idempotency-Replayed") == "true");
}

TEST_CASE("a batch is done whole or not at all, and its key stands for all of it") {
    ActingSite site;
    site.settle();
    site.sign_in();
    const auto batch = [&](int count, const std::string& wrong = "") {
        std::string all;
        for (int i = 0; i < count; ++i)
            all += (i ? "," : "") + std::string(R"({"act":"sources.record","fields":{"title":"Page )") + std::to_string(i) +
                   R"(","kind":"web_page"}})";
        return "[" + all + (wrong.empty() ? "" : "," + wrong) + "]";
    };
    const auto send = [&](const std::string& body, const std::string& key = "") {
        return site.post_json("/api/acts", body, key.empty() ? ours : with(ours, "Idempotency-Key", key));
    };
    const auto before = site.size();
    for (const auto& [body, status] : {std::pair<std::string, int>{"[]", 422},
                                       {"{}", 422},
                                       {"[", 400},
                                       {"[1]", 422},
                                       {"[[]]", 422},
                                       {batch(1001), 422},
                                       {batch(1, R"({"act":"members.admit","fields":{}})"), 422},
                                       {batch(1, R"({"act":"sources.record"})"), 422},
                                       {batch(1, R"({"fields":{}})"), 422},
                                       {batch(1, R"({"act":7,"fields":{}})"), 422}}) {
        CAPTURE(body.substr(0, 80));
        CHECK(send(body).status == status);
    }
    const auto wrong = object(send(batch(2, R"({"act":"sources.record","fields":{"title":"","kind":"nothing"}})"))).at("errors").as_array();
    REQUIRE(wrong.size() == 2);
    CHECK(wrong[0].as_object().at("path").as_string() == "[2].title");
    // Refused by a rule, at its place; what came before it is undone.
    const auto city = R"({"act":"members.record","basis":"source:)" + site.source() +
                      R"(","fields":{"name":"Cotonou","country":"BJ","kind":"city","member_class":"active","attested":"2024","sources":[)" +
                      site.source() + "]}}";
    const auto refused = send(batch(2, city + "," + city));
    CHECK(refused.status == 422);
    CHECK(object(refused).at("index").as_int64() == 3);
    CHECK(site.size() == before);

    const auto first = send(batch(3), "b-1");
    REQUIRE(first.status == 201);
    CHECK(object(first).at("acts").as_array().size() == 3);
    const auto again = send(batch(3), "b-1");
    CHECK(again.status == 200);
    CHECK(field(again, "Idempotency-Replayed") == "true");
    for (const int other : {2, 4}) CHECK(send(batch(other), "b-1").status == 409);
    CHECK(send(batch(2, city), "b-1").status == 409);
    CHECK(site.size() == before + 3);
    CHECK(send(batch(1000)).status == 201);
    CHECK(site.size() == before + 1003);
}

TEST_CASE("a preview answers as the act would, and keeps nothing") {
    ActingSite site;
    site.settle();
    site.sign_in();
    const auto before = site.size();
    const auto ask = [&](const std::string& fields) {
        return site.post_json("/api/preview/sources.record", R"({"fields":)" + fields + "}", ours);
    };
    CHECK(object(ask(source_fields)).at("number").as_int64() == before + 1);
    CHECK(ask(source_fields).status == 200);
    CHECK(ask("{}").status == 422);
    CHECK(site.size() == before);
    site.sign_out();
    CHECK(ask(source_fields).status == 403);
}

TEST_CASE("keys that contradict each other, other sites and other media types are refused, each by its name") {
    ActingSite site;
    site.settle();
    site.sign_in();
    const std::string at = "/api/acts/sources.record", body = R"({"fields":)" + source_fields + R"(,"client_key":"a"})";
    CHECK(site.post_json(at, body, with(ours, "Idempotency-Key", "\"b\"")).status == 422);
    CHECK(site.post_json(at, body, with(ours, "Idempotency-Key", "\"a\"")).status == 201);
    CHECK(code(site.post_json(at, body, {{"Origin", "https://elsewhere.example"}})) == "acts.other_site");
    CHECK(site.post_json(at + "?preview=1", body, ours).status == 400);  // what is not known is not ignored
    for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""})
        CHECK(site.ask(Method::post, at, with(ours, "Content-Type", type), body).status == 415);
    CHECK(site.ask(Method::post, at, with(ours, "Content-Type", "Application/JSON; charset=utf-8"), body).status == 200);
    site.sign_out();
    // Without a token: how to say who one is (RFC 6750 §3), alone and in a batch.
    for (const auto& [target, sent] :
         {std::pair{at, body}, {std::string("/api/acts"), R"([{"act":"sources.record","fields":)" + source_fields + "}]"}}) {
        const auto nobody = site.post_json(target, sent, {});
        CHECK(nobody.status == 403);
        CHECK(code(nobody) == "acts.not_allowed");
        CHECK(field(nobody, "WWW-Authenticate") == "Bearer");
    }
    const auto unknown = site.post_json(at, body, {{"Authorization", "Bearer concert_nothing"}});
    CHECK(unknown.status == 401);
    CHECK(field(unknown, "WWW-Authenticate") == "Bearer error=\"invalid_token\"");
    for (const auto& [language, word] : {std::pair{"fr", "Ce jeton est inconnu"},
                                         {"de, fr;q=0.2, en;q=0.1", "Ce jeton est inconnu"},
                                         {"fr;q=0, en", "This token"},
                                         {"", "This token"}}) {
        const auto told = site.post_json(at, body, {{"Authorization", "Bearer x"}, {"Accept-Language", language}});
        CHECK(text_of(told).find(word) != std::string::npos);
    }
}

TEST_CASE("the parts of a JSON text are found as they are written") {
    const auto parts = web::parts_of(R"( {"a" : "x\"},{" , "b":[1,{"c":2}],"d":null } )");
    REQUIRE(parts);
    REQUIRE(parts->size() == 3);
    CHECK((*parts)[0].text == R"("x\"},{")");
    CHECK((*parts)[1].text == R"([1,{"c":2}])");
    CHECK((*parts)[2].text == "null");
    CHECK(web::parts_of("[ ]")->empty());
    CHECK(web::parts_of("[1 , [2,3],{}]")->size() == 3);
    CHECK(!web::parts_of(R"({"a":1,"\u0061":2})"));
    CHECK(!web::parts_of("7"));
    CHECK(web::with_member("{ }", "seen", "7") == R"({"seen":7 })");
    CHECK(web::with_member(R"({"a":1})", "seen", "7") == R"({"seen":7,"a":1})");
    CHECK(web::number_of_tag("\"12.abc-b\"") == 12);
    CHECK(web::number_of_tag("\"12\", \"13\"") == 12);
    CHECK(!web::number_of_tag("\"99999999999999999999\""));
}
