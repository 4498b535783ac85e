// The news on the desk, the choice of how to be told, and the link that ends it.
#include "news/pages.h"

#include "app/news_kinds.h"
#include "desk/pages.h"
#include "news/digest.h"
#include "news/store.h"
#include "support/acting_site.h"

#include <doctest/doctest.h>

namespace {

using news::ByMail, support::text_of;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

struct Site : support::ActingSite {
    Site() {
        settle();
        desk::add_pages(router, hooks, {}, [this](web::Visit& visit) { return news::panel(visit, doors_of_news); });
        news::add_pages(router, doors_of_news);
        ada = person("ada@example.org");
        change([&](store::Db& db) { sign_in::put_account(db, ada, "ada@example.org", now); });
    }
    void change(const std::function<void(store::Db&)>& task) { doors_in.change(task); }
    void tell(const std::string& kind, std::int64_t thing, std::int64_t count = 0) {
        change([&](store::Db& db) { REQUIRE(news::put(db, {ada, kind, thing, now, count})); });
    }
    std::int64_t unread() { return news::unread(*readers.lend(), ada); }
    ByMail choice() { return news::choice_of(*readers.lend(), ada); }
    std::string stop_link() {
        std::string token;
        change([&](store::Db& db) { token = news::unsubscribe_token(news::link_key(db), ada); });
        return "/nouvelles/arret/" + token;
    }
    bool mail_goes = true;
    std::optional<std::string> address = "ada@example.org";
    news::PageDoors doors_of_news{hooks, app::news_kinds(), [this] { return mail_goes; },
                                  [this](store::Db&, base::Id<base::Person>) { return address; }};
    base::Id<base::Person> ada;
};

}  // namespace

TEST_CASE("News stand on the desk until they are marked as read, in the reader's language") {
    Site site;
    site.sign_in_as(site.ada);
    CHECK(holds(text_of(site.get("/a-faire")), "Tout est lu."));
    const auto day = base::Date::parse("2026-09-21")->days_since_1970();
    site.tell("due", day, 3), site.tell("letter_came_back", 17'001), site.tell("prepared_lapsed", 5);  // the last is about nothing
    const auto page = text_of(site.get("/a-faire"));
    CHECK(holds(page, "3 nouvelles non lues."));
    CHECK(holds(page, "3 échéances"));
    CHECK(holds(page, "href=\"/courrier/17\""));
    CHECK(holds(text_of(site.get("/en/to-do")), "3 deadlines"));
    const auto through = support::control_value(page, "through");
    site.tell("due", day + 1, 1);  // while the page was open
    CHECK(site.post("/nouvelles/lues", {{"through", "a"}}).status == 400);
    CHECK(site.post("/nouvelles/lues", {{"through", through}}).status == 303);
    CHECK(site.unread() == 1);
    CHECK(holds(text_of(site.get("/a-faire")), "1 nouvelle non lue."));
}

TEST_CASE("News are shown to who has an account, and changed from our own pages alone") {
    Site site;
    site.tell("letter_came_back", 17'001);
    for (const auto* at : {"/a-faire", "/compte/notifications"}) CHECK(site.get(at).status == 303);
    CHECK(site.post("/nouvelles/lues", {{"through", "1000"}}).status == 303);
    CHECK(site.post("/compte/notifications", {{"mail", "nothing"}}).status == 303);
    site.sign_in();  // who has the machine is no person
    CHECK_FALSE(holds(text_of(site.get("/a-faire")), "Nouvelles"));
    CHECK(site.get("/compte/notifications").status == 403);
    site.sign_in_as(site.ada);
    for (const auto* at : {"/nouvelles/lues", "/compte/notifications"})
        CHECK(site.ask(web::Method::post, at,
                       {{"Origin", "https://elsewhere.example.org"}, {"Content-Type", "application/x-www-form-urlencoded"}},
                       "through=1000&mail=nothing")
                  .status == 403);
    CHECK(site.unread() == 1);
    CHECK(site.choice() == ByMail::daily);
}

TEST_CASE("Each chooses how they are told, and sees where it goes") {
    Site site;
    site.sign_in_as(site.ada);
    CHECK(holds(text_of(site.get("/compte/notifications")), "Elles vont à ada@example.org."));
    for (const auto by : {ByMail::at_once, ByMail::weekly, ByMail::nothing, ByMail::daily}) {
        const std::string name(acts::name_of(by));
        const auto saved = site.post("/compte/notifications", {{"mail", name}});
        CHECK(saved.status == 303);
        CHECK(site.choice() == by);
        const auto page = text_of(site.get("/compte/notifications?saved=1"));
        CHECK(holds(page, "value=\"" + name + "\" checked"));
        CHECK(holds(page, "enregistré"));
    }
    CHECK(site.post("/compte/notifications", {{"mail", "always"}}).status == 400);
    site.address.reset();
    CHECK(holds(text_of(site.get("/compte/notifications")), "reviennent"));
    site.address = "";
    CHECK(holds(text_of(site.get("/compte/notifications")), "Aucune adresse"));
    site.mail_goes = false;
    CHECK(holds(text_of(site.get("/en/account/notifications")), "sends no e-mail"));
}

TEST_CASE("The link of a digest ends them by one click, without signing in and without a cookie (RFC 8058)") {
    Site site;
    const auto link = site.stop_link();
    CHECK(holds(text_of(site.get(link)), "Ne plus recevoir"));
    CHECK(site.choice() == ByMail::daily);  // looking changes nothing: programs look at links
    const auto click = [&](const std::string& at) {
        return site.ask(web::Method::post, at, {{"Content-Type", "application/x-www-form-urlencoded"}}, "List-Unsubscribe=One-Click")
            .status;
    };
    CHECK(click("/nouvelles/arret/" + std::to_string(site.ada.value) + "-00") == 404);
    CHECK(site.choice() == ByMail::daily);
    CHECK(click(link) == 200);
    CHECK(site.choice() == ByMail::nothing);
    CHECK(click("/en/news/stop" + link.substr(std::string("/nouvelles/arret").size())) == 200);
    site.must("people.erase_person", "{\"person\":" + std::to_string(site.ada.value) + "}");
    CHECK(click(link) == 404);
}
