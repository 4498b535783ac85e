// Where news come from: acts of the journal, days that come, jobs.
#include "app/news_service.h"
#include "app/news_sources.h"

#include "accounts/accounts.h"
#include "drafts/pages.h"
#include "jobs/jobs.h"
#include "sign_in/store.h"
#include "support/mail_room.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

namespace {

using base::Date, base::Id, base::Person;
constexpr std::int64_t day_us = 86'400'000'000;

struct Office : support::MailRoom {
    explicit Office(const store::Location& at) : MailRoom(at), reading(reader()) { restart(); }
    void restart() {
        sources = std::make_unique<app::NewsSources>(
            app::NewsDoors{.run_local = [this](std::function<void(store::Db&)> task) { writer.run_local(std::move(task)); },
                           .read = [this] { return reading; },
                           .clock = [this] { return now.load(); },
                           .zone = [](store::Db&) { return std::string("UTC"); },
                           .due = [this](const std::shared_ptr<store::Db>&, Id<Person>, Date after,
                                         Date until) { return until.days_since_1970() - after.days_since_1970() == 1 ? due : 10 * due; }});
    }
    Id<Person> colleague(const std::string& name) {
        const Id<Person> id{person(name, name + "@example.org")};
        writer.run_local([&](store::Db& db) { sign_in::put_account(db, id, name + "@example.org", now); });
        return id;
    }
    void look() {
        while (sources->step()) {}
    }
    std::multiset<std::string> told(Id<Person> person) {
        std::multiset<std::string> all;
        for (const auto& one : news::news_of(*reading, person, 100)) all.insert(one.kind);
        return all;
    }
    std::int64_t grant(Id<Person> person, const std::string& role, const std::string& until = "") {
        return made("accounts.grant_role", fmt::format(R"({{"person":{},"role":"{}","scope":"network","from":"2026-01-01"{}}})",
                                                       person.value, role, until.empty() ? "" : ",\"until\":\"" + until + "\""));
    }
    std::int64_t due = 0;
    std::shared_ptr<store::Db> reading;
    std::unique_ptr<app::NewsSources> sources;
};
using Told = std::multiset<std::string>;

}  // namespace

TEST_CASE("Who is given a role or loses it is told, once, and not of what was before the network told news") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        const auto ada = life.colleague("ada");
        life.grant(ada, "expert");
        life.look();
        CHECK(life.told(ada).empty());
        const auto grant = life.grant(ada, "officer");
        life.look(), life.look();
        CHECK(life.told(ada) == Told{"role_granted"});
        REQUIRE(life.say("accounts.end_role",
                         fmt::format(R"({{"grant":{},"on":"{}","reason":"left"}})", grant, Date::utc_day(life.now).iso())));
        life.restart(), life.look();
        CHECK(life.told(ada) == Told{"role_granted", "role_ended"});
    });
}

TEST_CASE("Of a role that ends within thirty days its holder and the administrators are told once") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        const auto ada = life.colleague("ada"), chief = life.colleague("chief"), other = life.colleague("other");
        life.grant(chief, "administrator"), life.grant(other, "officer");
        life.look();
        const auto today = Date::utc_day(life.now);
        life.grant(ada, "officer", today.plus_days(32).iso());
        life.now += day_us, life.look();
        CHECK(life.told(ada) == Told{"role_granted"});
        life.now += day_us, life.look();
        CHECK(life.told(ada) == Told{"role_granted", "role_ends"});
        CHECK(life.told(chief) == Told{"role_ends_of"});
        CHECK(life.told(other).empty());
        life.restart(), life.now += day_us, life.look();
        life.now -= 2 * day_us, life.look();
        CHECK(life.told(ada) == Told{"role_granted", "role_ends"});
        CHECK(life.told(chief) == Told{"role_ends_of"});
    });
}

TEST_CASE("Who sent a letter is told once that it did not reach everybody, after it was sent again too") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        const auto ada = life.colleague("ada");
        life.grant(ada, "officer");
        const auto gone = life.person("Parti", "parti@example.org"), here = life.person("Ici", "ici@example.org");
        life.answers["parti@example.org"] = support::refused_for_ever("550 5.1.1 nobody");
        life.look();
        const auto as_ada = [&](const std::string& act, const std::string& json) {
            return life.writer.submit({{"person:" + std::to_string(ada.value), acts::Role::visitor, "visitor"}, act, json, "", ""});
        };
        const auto letter =
            as_ada("mail.send_letter",
                   fmt::format(R"({{"to":[{},{}],"subject_fr":"Bonjour","text_fr":"Bonjour","sent_as":"message"}})", here, gone));
        REQUIRE(letter);
        life.round(), life.look();
        CHECK(life.told(ada) == Told{"letter_came_back"});
        CHECK(news::news_of(*life.reading, ada, 1)[0].thing == letter->number.value * 1000 + 1);
        REQUIRE(as_ada("mail.send_again", fmt::format(R"({{"message":{}}})", letter->number.value * 1000 + 2)));
        life.round(), life.look();
        CHECK(life.told(ada) == Told{"letter_came_back"});
    });
}

TEST_CASE("Each morning people are told how much of their desk fell due, with what did while nobody was there") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        std::vector<Id<Person>> people;
        for (int i = 0; i < 23; ++i) people.push_back(life.colleague("p" + std::to_string(i)));
        life.look();
        CHECK(life.told(people[0]).empty());  // nothing is due
        life.due = 2;
        life.now += day_us, life.look(), life.look();
        for (const auto person : people) CHECK(life.told(person) == Told{"due"});
        CHECK(news::news_of(*life.reading, people[22], 1)[0].count == 2);
        life.restart(), life.look();
        CHECK(life.told(people[0]) == Told{"due"});
        life.now += 5 * day_us, life.look();
        CHECK(news::news_of(*life.reading, people[0], 1)[0].count == 20);
        life.now += 300 * day_us, life.look();  // by mistake
        life.now -= 299 * day_us, life.look();
        CHECK(news::news_of(*life.reading, people[0], 1)[0].count == 2);  // as from one day to the next
    });
}

TEST_CASE("Who started a job is told that it finished or failed") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        const auto ada = life.colleague("ada");
        const jobs::Step well = [](store::Db&, const jobs::Progress&) { return jobs::Progress{1, 1, "", true}; };
        const jobs::Step ill = [](store::Db&, const jobs::Progress&) -> jobs::Progress { throw std::runtime_error("no"); };
        jobs::Runner runner(life.writer, {{"search", well}, {"other", ill}}, [&] { return life.now.load(); });
        const auto who = "person:" + std::to_string(ada.value);
        runner.start("search", who), runner.finish();
        runner.start("other", who), runner.finish();
        runner.start("search", "program"), runner.finish();
        CHECK(life.told(ada) == Told{"job_done", "job_failed"});
    });
}

TEST_CASE("Who prepared an act is told when its link ran out") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        const auto ada = life.colleague("ada"), maire = life.colleague("maire");
        drafts::Prepared made{
            .act = "members.state_facts", .fields = "{}", .title = "Ville", .client_key = "k", .preparer = ada, .titular = maire};
        made.made_us = made.changed_us = life.now, made.until_us = life.now + day_us;
        life.writer.run_local([&](store::Db& db) { drafts::put_prepared(db, made, {}); });
        life.look();
        CHECK(life.told(ada).empty());
        life.now += day_us + 1, life.look();
        CHECK(life.told(ada) == Told{"prepared_lapsed"});
        const auto lapsed = news::news_of(*life.reading, ada, 1).at(0);
        const auto told = app::news_kinds().tell(*life.reading, lapsed, web::words_of(base::Language::fr));
        REQUIRE(told);
        CHECK(told->text.find("Ville") != std::string::npos);
    });
}

TEST_CASE("Every kind of news has its words in both languages") {
    for (const auto language : base::languages)
        for (const auto* kind : {"role_granted", "role_ended", "role_ends", "role_ends_of", "prepared_confirmed", "prepared_declined",
                                 "prepared_lapsed", "letter_came_back", "job_done", "job_failed", "due"})
            CHECK(web::words_of(language).has(std::string("news.kind.") + kind));
}

TEST_CASE("News go to the address a person has now, unless mail to it comes back or a server refused it") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        const auto ada = life.colleague("ada");
        const auto address = [&] { return app::address_of_news(*life.reading, ada); };
        CHECK(address() == "ada@example.org");
        const auto post = [&](const std::string& to) {
            life.writer.run_local([&](store::Db& db) {
                post::Note note{to, base::Language::fr, "Un code", "123456", ada};
                note.at_most_once = true;
                post::post(db, note);
            });
            life.round();
        };
        life.answers["ada@example.org"] = {
            papers::DeliveryOutcome::refused_for_ever, papers::SmtpStage::recipient, 550, "550 5.1.1 nobody", {}};
        post("ada@example.org");
        CHECK_FALSE(address());
        life.answers.clear();
        post("ada@example.org");  // a code that they asked for arrived: it is theirs after all
        CHECK(address() == "ada@example.org");
    });
}
