// What programs that are no browsers are given: feeds, the map of the site, the picture of a link, the head of a page.
#include "members/members.h"
#include "portal/card.h"
#include "support/life.h"
#include "support/site.h"

#include "papers/xml.h"
#include "web/places.h"

#include <doctest/doctest.h>

using support::Site;

namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

struct Elements : papers::XmlHandler {
    std::map<std::string, int> count;
    void start(std::string_view name, const papers::XmlAttributes&) override { ++count[std::string(name)]; }
    void end(std::string_view) override {}
    void text(std::string_view) override {}
};
// How often each element comes; "malformed" when it is no XML.
std::map<std::string, int> elements_of(std::string_view bytes, std::string_view space) {
    Elements all;
    papers::XmlParser parser(all, {space, "http://www.w3.org/1999/xhtml"});
    parser.feed(bytes);
    if (!parser.finish()) all.count["malformed"] = 1;
    return all.count;
}
constexpr std::string_view sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9", atom = "http://www.w3.org/2005/Atom";

struct World {
    explicit World(const store::Location& location, const std::string& nature = "") : site(location) {
        site.hooks.origin = "https://network.example.org";
        site.made(
            "network.describe",
            R"({"name_fr":"Réseau d’essai","name_en":"Trial network","short_name":"RE","seat":"1, rue de l’Exemple","zone":"Europe/Paris","founded":"1979")" +
                nature + "}");
        source = site.made(
            "sources.record",
            R"({"title":"Une <page> & une autre","publisher":"Exemple","address":"https://example.org/page","read":"2026-11","kind":"web_page"})");
    }
    Site site;
    std::int64_t source = 0;
};

}  // namespace

TEST_CASE("The acts are a feed, with what each is about and where its proof is") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        const auto feed = world.site.get("/registre.atom");
        CHECK(feed.media_type == "application/atom+xml; charset=utf-8");
        CHECK(feed.keeping == web::Keeping::page);
        auto found = elements_of(feed.bytes(), atom);
        CHECK(found["malformed"] == 0);
        CHECK(found["entry"] == 2);
        CHECK(found["id"] == 3);
        CHECK(holds(feed.bytes(), "<id>tag:network.example.org,2026-11-18:act/2</id>"));
        CHECK(holds(feed.bytes(), "Une &lt;page&gt; &amp; une autre"));
        CHECK(holds(feed.bytes(), "href=\"https://network.example.org/registre/2\""));
        CHECK(holds(world.site.body("/en/register.atom"), "href=\"https://network.example.org/en/register/2\""));
        CHECK(elements_of(world.site.body("/registre.atom?act=sources.record"), atom)["entry"] == 1);
        CHECK(elements_of(world.site.body("/decisions.atom"), atom)["entry"] == 0);
        CHECK(elements_of(world.site.body("/decisions.atom"), atom)["id"] == 1);
    });
}

TEST_CASE("The map of the site names every member, in both languages, with the day of its last act") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        for (int i = 0; i < 205; ++i)  // more than one piece
            world.site.made("members.record", support::member("Ville " + std::to_string(i), world.source),
                            "source:" + std::to_string(world.source));
        auto index = elements_of(world.site.body("/sitemap.xml"), sitemaps);
        CHECK(index["sitemap"] == 4);  // pages, members, sources, acts
        const auto members = support::whole(world.site.get("/sitemap/members/1.xml"));
        auto found = elements_of(members.bytes(), sitemaps);
        CHECK(found["malformed"] == 0);
        CHECK(found["url"] == 410);
        CHECK(found["link"] == 1230);
        CHECK(holds(members.bytes(), "<lastmod>2026-11-18</lastmod>"));
        CHECK(world.site.get("/sitemap/members/2.xml").status == 404);
        CHECK(world.site.get("/sitemap/members/0.xml").status == 404);
        auto pages = elements_of(world.site.body("/sitemap/pages.xml"), sitemaps);
        CHECK(pages["malformed"] == 0);
        CHECK(holds(world.site.body("/sitemap/pages.xml"), "<loc>https://network.example.org/en/members</loc>"));
        CHECK_FALSE(holds(world.site.body("/sitemap/pages.xml"), "/documents<"));  // not served here
        CHECK(world.site.body("/robots.txt") == "User-agent: *\nDisallow: /tile/\nSitemap: https://network.example.org/sitemap.xml\n");
    });
}

TEST_CASE("Facts, sources and acts are on the map; a further page of a list is not to be indexed") {
    support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    const auto source = std::to_string(world.source);
    const auto fact = std::to_string(world.site.made(
        "statements.record",
        R"({"subject":"member_count","value":20,"unit":"members","as_of":"1979","quote_fr":"20 villes.","quote_en":"20 cities.",)"
        R"("translated":"en","confidence":"confirmed","sources":[)" +
            source + "]}",
        "source:" + source));
    const auto part = [&](const std::string& name) {
        return std::string(support::whole(world.site.get("/sitemap/" + name + ".xml")).bytes());
    };
    CHECK(holds(part("facts/1"), "<loc>https://network.example.org/faits/" + fact + "</loc><lastmod>2026-11-18</lastmod>"));
    CHECK(holds(part("sources/1"), "<loc>https://network.example.org/en/sources/" + source + "</loc>"));
    CHECK(elements_of(part("register/1"), sitemaps)["url"] == 6);
    CHECK(holds(part("register/1"), "hreflang=\"x-default\" href=\"https://network.example.org/registre/3\""));
    CHECK(holds(world.site.body("/sitemap.xml"), "/sitemap/facts/1.xml"));
    CHECK_FALSE(holds(world.site.body("/sitemap.xml"), "/sitemap/sessions/"));  // not served here
    CHECK(world.site.get("/sitemap/facts/2.xml").status == 404);
    CHECK(world.site.get("/sitemap/nothing/1.xml").status == 404);
    CHECK_FALSE(holds(world.site.body("/registre?page=1"), "noindex"));
    const auto further = world.site.body("/registre?page=2");
    CHECK(holds(further, "noindex"));
    CHECK_FALSE(holds(further, "canonical"));
}

TEST_CASE("A simulated network has no map, and a site that does not know its address has none either") {
    support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location(), R"(,"nature":"simulated")");
    CHECK(world.site.get("/sitemap.xml").status == 404);
    CHECK(world.site.get("/sitemap/pages.xml").status == 404);
    CHECK(world.site.body("/robots.txt") == "User-agent: *\nDisallow: /\n");
    CHECK_FALSE(holds(world.site.body("/"), "og:title"));
    support::FreshNetwork other(store::Engine::sqlite);
    World silent(other.location());
    silent.site.hooks.origin.clear();
    CHECK(silent.site.get("/sitemap.xml").status == 404);
    CHECK(silent.site.body("/robots.txt") == "User-agent: *\nDisallow: /tile/\n");
}

TEST_CASE("A page tells other sites its title, its picture, its languages and the way to it") {
    support::FreshNetwork place(store::Engine::sqlite);
    World world(place.location());
    const auto page = world.site.body("/sources/" + std::to_string(world.source));
    CHECK(holds(page, "<meta property=\"og:title\" content=\"Une &lt;page&gt; &amp; une autre\">"));
    CHECK(holds(page, "<meta property=\"og:image\" content=\"https://network.example.org/carte.png\">"));
    CHECK(holds(page, "hreflang=\"x-default\""));
    CHECK(holds(page, "\"@type\":\"BreadcrumbList\""));
    CHECK(holds(page, "\"position\":2"));
    CHECK(holds(page, "Une \\u003cpage> & une autre"));  // no element can end the data
    CHECK(holds(world.site.body("/donnees"), "\"@type\":\"Dataset\""));
    CHECK_FALSE(holds(world.site.body("/sources?date=2020-01-01"), "og:title"));
    const auto city = world.site.made("members.record", support::member("Ville", world.source), "source:" + std::to_string(world.source));
    CHECK(
        holds(world.site.body(web::places::member(base::Id<members::Member>{city}, "Ville").fr), "\"@type\":\"City\",\"name\":\"Ville\""));
    const auto card = world.site.get("/carte.png");
    CHECK(card.media_type == "image/png");
    CHECK(card.bytes().starts_with("\x89PNG"));
    CHECK(card.bytes().size() < 60'000);
    CHECK(world.site.get("/en/card.png").bytes() != card.bytes());
    CHECK(portal::card_png("", std::string(5'000, 'x')).starts_with("\x89PNG"));
}
