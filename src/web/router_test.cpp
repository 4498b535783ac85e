#include "web/router.h"

#include <doctest/doctest.h>
#include <stdexcept>

using namespace web;

namespace {

Router router_of(std::initializer_list<std::pair<Method, const char*>> routes) {
    Router router;
    for (const auto& [method, pattern] : routes)
        router.add({.name = pattern, .open_to = Audience::everyone, .method = method, .pattern = pattern, .handler = {}});
    return router;
}

}  // namespace

TEST_CASE("A path finds the most literal route, and its captures") {
    const auto router = router_of({{Method::get, "/"},
                                   {Method::get, "/membres"},
                                   {Method::get, "/membres/{id}-{slug}"},
                                   {Method::get, "/membres/{id}"},
                                   {Method::get, "/membres/{id}.json"},
                                   {Method::get, "/membres/nouveau"},
                                   {Method::get, "/membres/{id}/comptes/{year}"},
                                   {Method::get, "/tile/{rest...}"},
                                   {Method::get, "/tile/0/x"}});
    struct Row {
        const char *path, *route;
        Parameters captured;
    };
    for (const auto& [path, route, captured] :
         std::vector<Row>{{"/", "/", {}},
                          {"/membres", "/membres", {}},
                          {"/membres/12", "/membres/{id}", {{"id", "12"}}},
                          {"/membres/nouveau", "/membres/nouveau", {}},
                          {"/membres/12-li%C3%A8ge-ville", "/membres/{id}-{slug}", {{"id", "12"}, {"slug", "liège-ville"}}},
                          {"/membres/12.json", "/membres/{id}.json", {{"id", "12"}}},
                          {"/membres/nouveau/comptes/2026", "/membres/{id}/comptes/{year}", {{"id", "nouveau"}, {"year", "2026"}}},
                          {"/tile/0/x001/067", "/tile/{rest...}", {{"rest", "0/x001/067"}}},
                          {"/tile/0/x", "/tile/0/x", {}}}) {
        CAPTURE(path);
        const auto plan = router.plan(Method::get, path);
        REQUIRE(plan.status == 200);
        CHECK(plan.route->name == route);
        CHECK(plan.captured == captured);
    }
    for (const char* path : {"/membre", "/membres/12/comptes", "/membres/12/comptes/2026/x", "/tile", "/x"}) {
        CAPTURE(path);
        CHECK(router.plan(Method::get, path).status == 404);
    }
}

TEST_CASE("HEAD is answered as GET, OPTIONS lists the methods, and others are refused with the list") {
    const auto router = router_of({{Method::get, "/a"}, {Method::post, "/a"}});
    CHECK(router.plan(Method::head, "/a").status == 200);
    CHECK(router.plan(Method::post, "/a").status == 200);
    CHECK(router.plan(Method::options, "/a").status == 204);
    const auto plan = router.plan(Method::delete_, "/a");
    CHECK(plan.status == 405);
    CHECK(plan.allow == "GET, HEAD, POST, OPTIONS");
    CHECK(router.plan(Method::options, "*").status == 204);
    CHECK(router.plan(Method::delete_, "/b").status == 404);
}

TEST_CASE("An untidy path is sent to its one spelling, on this site only, where there is a route") {
    const auto router = router_of({{Method::get, "/a"}, {Method::get, "/a/{b}"}, {Method::get, "/"}});
    for (const auto& [target, location] :
         std::initializer_list<std::pair<const char*, const char*>>{{"/a/", "/a"},
                                                                    {"//a", "/a"},
                                                                    {"/a//b/", "/a/b"},
                                                                    {"/a/?q=%20/", "/a?q=%20/"},
                                                                    {"//", "/"},
                                                                    {"/a/%C3%A9/", "/a/%C3%A9"},
                                                                    {"//a/example.org", "/a/example.org"}}) {
        CAPTURE(target);
        const auto plan = router.plan(Method::get, target);
        CHECK(plan.status == 308);
        CHECK(plan.location == location);
    }
    CHECK(router.plan(Method::get, "//example.org/x/").status == 404);
    for (const char* target : {"/a/..", "/%2e/a", "/a%2Fb", "/a?q=%", "/a?q=%ff"}) {
        CAPTURE(target);
        CHECK(router.plan(Method::get, target).status == 400);
    }
}

TEST_CASE("A public page is kept only when asked with the queries it knows") {
    Router router;
    router.add({.name = "a", .open_to = Audience::everyone, .pattern = "/a", .handler = {}, .page = PublicPage{{"page", "tri"}}});
    router.add({.name = "b", .open_to = Audience::everyone, .pattern = "/b", .handler = {}});
    CHECK(router.plan(Method::get, "/a").cacheable);
    CHECK(router.plan(Method::get, "/a?tri=nom&page=2").cacheable);
    CHECK_FALSE(router.plan(Method::get, "/a?page=2&x=1").cacheable);
    CHECK_FALSE(router.plan(Method::get, "/b").cacheable);
}

TEST_CASE("A path that carries a secret is known as such whatever becomes of the request") {
    Router router;
    router.add({.name = "invitation", .open_to = Audience::everyone, .pattern = "/invitation/{token}", .handler = {}, .secret_path = true});
    router.add({.name = "a", .open_to = Audience::everyone, .pattern = "/a", .handler = {}});
    CHECK(router.plan(Method::get, "/invitation/x").secret_path);
    CHECK(router.plan(Method::get, "/invitation/x/").secret_path);
    CHECK(router.plan(Method::delete_, "/invitation/x").secret_path);
    CHECK_FALSE(router.plan(Method::get, "/a").secret_path);
}

TEST_CASE("A wrong pattern is refused when the router is built") {
    for (const char* pattern : {"", "a", "/a//b", "/a/", "/{", "/{}", "/{a}{b}", "/a}b", "/{r...}/x"}) {
        CAPTURE(pattern);
        CHECK_THROWS_AS(router_of({{Method::get, pattern}}), std::invalid_argument);
    }
    CHECK_THROWS_AS(router_of({{Method::get, "/a/{b}"}, {Method::get, "/a/{b}"}}), std::invalid_argument);
}

TEST_CASE("A route that does not say whom it is open to is none, and one that is not open to everyone asks first") {
    const auto answer = [](const Request&) { return Response::text("inside"); };
    CHECK_THROWS_AS(Router().add({.name = "a", .pattern = "/a", .handler = answer}), std::invalid_argument);
    CHECK_THROWS_AS(Router().add({.name = "a", .open_to = Audience::person, .pattern = "/a", .handler = answer}), std::invalid_argument);
    std::vector<Audience> asked;
    Router router([&](const Request& request, Audience audience) -> std::optional<Response> {
        asked.push_back(audience);
        if (request.header("X-Known")) return {};
        return Response::error(403);
    });
    CHECK_THROWS_AS(router.add({.name = "a", .open_to = Audience::person, .pattern = "/a", .handler = answer, .page = PublicPage{}}),
                    std::invalid_argument);
    router.add({.name = "a", .open_to = Audience::secretariat, .pattern = "/a", .handler = answer});
    router.add({.name = "b", .open_to = Audience::everyone, .pattern = "/b", .handler = answer});
    const auto ask = [&](const char* target, Parameters headers = {}) {
        Request request;
        request.headers = std::move(headers);
        return router.plan(Method::get, target).route->handler(request).status;
    };
    CHECK(ask("/a") == 403);
    CHECK(ask("/a", {{"X-Known", "1"}}) == 200);
    CHECK(ask("/b") == 200);
    CHECK(asked == std::vector{Audience::secretariat, Audience::secretariat});
}
