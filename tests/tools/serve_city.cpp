// Serves a network of one city whose staff is signed in and whose mail can be read, for tests in a browser:
//   serve_city PORT
// Says on one line, as JSON, the cookie of the staff's session, the path of the form and of the link that ends digests; GET /letters gives what was sent, the oldest
// first, as JSON.
#include <boost/json.hpp>
#include <cstdio>
#include "app/news_kinds.h"
#include "desk/pages.h"
#include "news/digest.h"
#include "news/pages.h"
#include "news/store.h"
#include "support/acting_site.h"
#include "support/serve.h"

namespace {

std::string letters(support::ActingSite& site) {
    site.doors_in.change([&](store::Db& db) {
        while (const auto next = post::next(db, site.now)) {
            site.letters.push_back(next->note);
            post::drop(db, next->id);
        }
    });
    boost::json::array all;
    for (const auto& letter : site.letters) all.push_back(boost::json::object{{"to", letter.to}, {"text", letter.text}});
    return boost::json::serialize(all);
}

}  // namespace

int main(int count, char** arguments) {
    const auto port = static_cast<std::uint16_t>(count > 1 ? std::stoi(arguments[1]) : 8080);
    support::ActingSite site;
    site.settle();
    const auto member = site.must("members.record",
                                  R"({"name":"Ville-Exemple","country":"BJ","kind":"city","member_class":"active","attested":"2024",)"
                                  R"("population":679012,"sources":[)" +
                                      site.source() + "]}",
                                  "source:" + site.source())
                            .first_thing();
    const auto staff = site.person("agent@example.org", {{acts::Role::staff, {"member", member}}});
    site.person("maire@example.org", {{acts::Role::titular, {"member", member}}});
    site.sign_in_as(staff);
    const news::PageDoors news_doors{site.hooks, app::news_kinds(), [] { return true; },
                                     [](store::Db&, base::Id<base::Person>) { return std::optional<std::string>("agent@example.org"); }};
    desk::add_pages(site.router, site.hooks, {}, [&](web::Visit& visit) { return news::panel(visit, news_doors); });
    news::add_pages(site.router, news_doors);
    std::int64_t day = 20'000;
    const auto tell = [&](store::Db& db) {
        news::put(db, {staff, "due", ++day, site.now, 3}), news::put(db, {staff, "letter_came_back", ++day * 1000, site.now});
    };
    std::string stop;
    site.doors_in.change([&](store::Db& db) {
        sign_in::put_account(db, staff, "agent@example.org", site.now);
        tell(db);
        stop = (news::unsubscribe_at / news::unsubscribe_token(news::link_key(db), staff)).fr;
    });
    site.router.add({.name = "more_news", .open_to = web::Audience::everyone, .pattern = "/more-news", .handler = [&](const web::Request&) {
                         site.doors_in.change(tell);
                         return web::Response::json("{}");
                     }});

    web::ServerOptions options;
    options.listen = {{.port = port}};
    options.workers = 1;  // the site's clock is a plain number
    options.session_cookie = site.doors_in.cookie();
    site.router.add(
        {.name = "letters", .open_to = web::Audience::everyone, .pattern = "/letters", .handler = [&site](const web::Request&) { return web::Response::json(letters(site)); }});
    support::serve(std::move(options), site.router, site.hooks, [&](const web::Assets& assets) {
        site.drafts_desk.options.script = assets.path("draft.js");
        site.doors.acts.drafts = drafts::draft_hooks(site.drafts_desk);
        const boost::json::object said{
            {"cookie", boost::json::object{{"name", site.doors_in.cookie()}, {"value", site.cookies.at(site.doors_in.cookie())}}},
            {"form", "/actes/members.state_facts"},
            {"stop", stop}};
        std::printf("%s\n", boost::json::serialize(said).c_str());
    });
}
