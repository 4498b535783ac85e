// The publication table says what the program declares.
#include "opendata/pages.h"

#include "app/registry.h"
#include "support/site.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

namespace {

// An act of which only the first version says who was there.
struct OldWords {
    acts::Public<acts::Text<10>> name;
    acts::Personal<acts::Text<10>> present;
};
BOOST_DESCRIBE_STRUCT(OldWords, (), (name, present))
struct Words {
    acts::Public<acts::Text<10>> name;
};
BOOST_DESCRIBE_STRUCT(Words, (), (name))
base::Verdict check(const acts::Reader&, const Words&) { return base::granted(); }
void apply(acts::Effect&, const Words&) {}
Words without_people(const OldWords& old) { return {old.name}; }

namespace json = boost::json;

json::array rows(const support::Site& site, const std::string& target) {
    const auto response = support::whole(site.get(target));
    CHECK(response.status == 200);
    const auto read = json::parse(response.bytes());
    return read.is_array() ? read.as_array() : read.at("rows").as_array();
}
std::string text(const json::value& row, const char* key) { return std::string(row.at(key).as_string()); }
bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("Every field of every act stands in the publication table with its class, and nothing else does") {
    support::FreshNetwork place(store::Engine::sqlite);
    const support::Site site(place.location());
    std::map<std::string, std::set<std::string>> told, declared;
    for (const auto& row : rows(site, "/publication.json")) {
        CHECK(told[text(row, "act") + " " + text(row, "field")].insert(text(row, "class")).second);
        CHECK(text(row, "until") == (text(row, "class") == "personal" ? "erasure" : "for_ever"));
    }
    for (const auto& act : app::registry().all())
        for (const auto& field : act.type->fields)
            declared[act.name + " " + std::string(field.name)].insert(field.secrecy == acts::Class::open         ? "public"
                                                                      : field.secrecy == acts::Class::restricted ? "restricted"
                                                                                                                 : "personal");
    CHECK(told == declared);
    CHECK(declared.size() > 500);
}

TEST_CASE("A field that only an old version of an act has stays in the publication table: the journal keeps it") {
    support::FreshNetwork place(store::Engine::sqlite);
    const support::Site site(place.location());
    acts::Registry registry;
    registry.keep<OldWords, without_people>("example.say", 1);
    registry.add<Words>("example.say", 2, acts::By::officer, acts::Basis::none);
    auto hooks = site.hooks;
    hooks.registry = &registry;
    web::Router router;
    opendata::add_publication(router, hooks);
    web::Request request;
    const auto plan = router.plan(web::Method::get, "/publication.csv");
    request.target = "/publication.csv", request.path = plan.path;
    const std::string csv(support::whole(plan.route->handler(request)).bytes());
    CHECK(holds(csv, "\nname,name,example.say,2,officer,public,everyone,"));
    CHECK(holds(csv, "\npresent,present,example.say,1,consequence,personal,"));
    CHECK(std::ranges::count(csv, '\n') == 3);
}

TEST_CASE(
    "Restricted values are read by who submitted them, the secretariat and auditors; personal ones by the person and the secretariat") {
    support::FreshNetwork place(store::Engine::sqlite);
    const support::Site site(place.location());
    std::set<std::string> readers;
    for (const auto& row : rows(site, "/publication.json")) readers.insert(text(row, "class") + ": " + text(row, "readers"));
    CHECK(readers == std::set<std::string>{"public: everyone", "restricted: author auditor treasurer officer administrator",
                                           "personal: person treasurer officer administrator"});
}

TEST_CASE("The publication table is read fifty rows at a time, by class and by area, in both languages") {
    support::FreshNetwork place(store::Engine::sqlite);
    const support::Site site(place.location());
    const auto table_rows = [](std::string_view page) {
        std::size_t count = 0;
        for (auto at = page.find("<tr"); at != page.npos; at = page.find("<tr", at + 1)) ++count;
        return count - 1;  // the heading
    };
    CHECK(table_rows(site.body("/publication")) == 50);
    CHECK(table_rows(site.body("/publication?page=2")) == 50);
    const auto network = site.body("/en/publication?area=network&class=public");
    CHECK(table_rows(network) == 7);
    CHECK(holds(network, "The network"));
    CHECK(table_rows(site.body("/publication?area=people&class=personal")) > 0);
    CHECK(holds(site.body("/publication?area=aucun"), "Rien ne répond"));
    CHECK(site.get("/publication.csv?area=network&class=public").status == 200);
    CHECK(site.get("/publication.csv?area=&class=").status == 200);
    const auto refused = site.get("/publication.csv?area=aucun&class=secret");
    CHECK(refused.status == 400);
    CHECK(holds(refused.bytes(), "area"));
    CHECK(holds(refused.bytes(), "class"));
    for (const auto& act : app::registry().all()) {  // each area has a name
        const auto key = "publication.area." + act.name.substr(0, act.name.find('.'));
        CAPTURE(key);
        CHECK(web::words_of(base::Language::fr).has(key));
    }
}

TEST_CASE("Every address stands in the list of addresses with whom it is open to, once for both languages") {
    support::FreshNetwork place(store::Engine::sqlite);
    const support::Site site(place.location());
    std::multiset<std::string> told, declared;
    for (const auto& row : rows(site, "/publication/adresses.json"))
        for (const char* address : {"address", "address_en"})
            if (row.at(address).is_string() && !row.at(address).as_string().empty())
                told.insert(text(row, "method") + " " + text(row, address) + " " + text(row, "open_to"));
    const std::map<web::Audience, std::string> names{{web::Audience::everyone, "everyone"},
                                                     {web::Audience::signed_in, "signed_in"},
                                                     {web::Audience::person, "person"},
                                                     {web::Audience::secretariat, "secretariat"},
                                                     {web::Audience::administrator, "administrator"}};
    for (const auto* route : site.router.all())
        declared.insert(std::string(web::name(route->method)) + " " + route->pattern + " " + names.at(route->open_to));
    CHECK(told == declared);
    CHECK(holds(site.body("/en/publication/addresses"), "/en/publication/addresses"));
    CHECK(holds(site.body("/publication/adresses?open_to=administrator"), "Rien ne répond"));
}

TEST_CASE("The publication table is linked from open data") {
    support::FreshNetwork place(store::Engine::sqlite);
    const support::Site site(place.location());
    CHECK(holds(site.body("/donnees"), "href=\"/publication\""));
    CHECK(holds(site.body("/en/open-data"), "href=\"/en/publication\""));
}
