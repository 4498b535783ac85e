// Who may listen to what, and which pages follow the network.
#include "web/live.h"

#include "support/site.h"

#include <doctest/doctest.h>

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("anybody may listen to what is public, a person to what is their own, and nobody to anything else") {
    support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    site.hooks.visitor = [](const web::Request& request, store::Db&) {
        web::Visitor visitor;
        if (request.header("cookie")) visitor.actor.id = "person:7";
        return visitor;
    };
    struct Row {
        const char *topics, *cookie;
        int status;
    };
    for (const auto& [topics, cookie, status] :
         {Row{"journal", "", 200}, Row{"member:12", "", 200}, Row{"journal+member:12+source", "", 200},
          Row{"journal+journal+journal+journal+journal+journal+journal+journal", "", 200},
          Row{"journal+journal+journal+journal+journal+journal+journal+journal+journal", "", 400}, Row{"", "", 400}, Row{"+", "", 400},
          Row{"desk", "", 404}, Row{"journal+desk", "", 404}, Row{"member:", "", 404}, Row{"member:x", "", 404}, Row{"member:-1", "", 404},
          Row{"member:12345678901234567890", "", 404}, Row{"person:7", "", 404}, Row{"person:7", "session=a", 200},
          Row{"person:8", "session=a", 404}, Row{"person", "session=a", 404}, Row{"person:07", "session=a", 404}}) {
        CAPTURE(topics);
        CAPTURE(cookie);
        const auto headers = *cookie ? web::Parameters{{"Cookie", cookie}} : web::Parameters{};
        CHECK(site.get("/direct?topics=" + std::string(topics), headers).status == status);
    }
    const auto heard = [&](const std::string& target, const web::Parameters& headers) {
        return std::get<web::Events>(site.get(target, headers).body).since;
    };
    CHECK(heard("/direct?topics=journal&since=a.1", {}) == "a.1");
    CHECK(heard("/direct?topics=journal&since=a.1", {{"Last-Event-ID", "a.2"}}) == "a.2");
}

TEST_CASE("a page follows the network where it can be told, and never as it was on another day") {
    support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    site.made("sources.record", R"({"title":"Une page","kind":"web_page"})");
    CHECK_FALSE(has(site.body("/registre"), "data-live"));
    site.hooks.moment = [] { return std::string("life.5"); };
    for (const std::string target : {"/registre", "/en/register", "/", "/en"}) {
        CAPTURE(target);
        CHECK(has(site.body(target), "data-live=\"journal\""));
        CHECK(has(site.body(target), "data-since=\"life.5\""));
        CHECK_FALSE(has(site.body(target + "?known=1"), "data-live"));
        CHECK_FALSE(has(site.body(target + "?date=2026-01-01"), "data-since"));
    }
}
