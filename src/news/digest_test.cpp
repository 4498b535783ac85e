// News and digests: days that pass, clocks that are set, and programs that are killed. CONCERT_MODEL_STEPS and CONCERT_MODEL_SEED make
// the runs longer and others.
#include "news/digest.h"

#include "news/pages.h"
#include "news/store.h"
#include "post/post.h"
#include "sign_in/store.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

namespace {

using base::Date, base::Id, base::Person, news::ByMail;
constexpr std::int64_t hour_us = 3'600'000'000, day_us = 24 * hour_us;
struct Killed {};

const news::Kinds& kinds() {
    static const news::Kinds made = [] {
        news::Kinds all;
        all.add("thing", [](store::Db&, const news::Shown& one, const base::Words&) {
            return std::optional(news::Told{"thing " + std::to_string(one.thing) + ".", "/chose/" + std::to_string(one.thing)});
        });
        all.add("gone", [](store::Db&, const news::Shown&, const base::Words&) { return std::optional<news::Told>(); });
        return all;
    }();
    return made;
}

// A network whose people are told things; what is queued for them is taken at once, as a mail worker would.
struct Readers : support::Life {
    explicit Readers(const store::Location& at) : Life(at), reading(reader()) { restart(); }
    void restart() {
        news::DigestDoors doors{.run_local =
                                    [this](std::function<void(store::Db&)> task) {
                                        may_die();
                                        writer.run_local(std::move(task));
                                        may_die();
                                    },
                                .read = [this] { return reading; },
                                .clock = [this] { return clock; },
                                .zone = [](store::Db&) { return std::string("Europe/Paris"); },
                                .network = [](store::Db&, base::Language) { return std::string("Réseau"); },
                                .mail_to = [this](store::Db&, Id<Person> person) { return mail_to[person.value]; },
                                .kinds = kinds(),
                                .site = "https://network.example.org"};
        digests = std::make_unique<news::Digests>(std::move(doors));
    }
    void may_die() {
        if (dies_in > 0 && --dies_in == 0) throw Killed();
    }
    Id<Person> person(bool account = true) {
        const Id<Person> id{made("people.register_person", R"({"name":"Ada Exemple"})")};
        const auto login = "p" + std::to_string(id.value) + "@example.org";
        if (account) local([&](store::Db& db) { sign_in::put_account(db, id, login, 1); });
        mail_to[id.value] = news::MailTo{login, base::Language::fr};
        return id;
    }
    void local(const std::function<void(store::Db&)>& task) {
        writer.run_local([&](store::Db& db) {
            db.begin();
            task(db);
            db.commit();
        });
    }
    bool put(Id<Person> person, std::int64_t thing, const std::string& kind = "thing") {
        bool told = false;
        local([&](store::Db& db) { told = news::put(db, {person, kind, thing, clock}); });
        return told;
    }
    void choose(Id<Person> person, ByMail by) {
        local([&](store::Db& db) { news::choose(db, person, by); });
    }
    // What was queued since, by address.
    std::vector<post::Note> step() {
        try {
            for (int i = 0; digests->step(); ++i) REQUIRE(i < 1'000);
        } catch (const Killed&) { restart(); }
        std::vector<post::Note> notes;
        local([&](store::Db& db) {
            while (const auto next = post::next(db, clock)) {
                notes.push_back(next->note);
                post::drop(db, next->id);
            }
        });
        return notes;
    }
    void at(const char* day, int minute) { clock = *base::utc_time(*Date::parse(day), minute, "Europe/Paris"); }

    std::int64_t clock = support::first_of_test;
    int dies_in = 0;
    std::shared_ptr<store::Db> reading;
    std::map<std::int64_t, std::optional<news::MailTo>> mail_to;
    std::unique_ptr<news::Digests> digests;
};

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}

// The things a message tells of.
std::vector<std::int64_t> things_in(const post::Note& note) {
    std::vector<std::int64_t> all;
    for (std::size_t at = 0; (at = note.text.find("\nthing ", at)) != note.text.npos; at += 7)
        all.push_back(std::atoll(note.text.c_str() + at + 7));
    return all;
}

}  // namespace

TEST_CASE("Somebody with an account is told of each thing once; who has none, or is erased, is told nothing") {
    support::for_each_engine([](const store::Location& location) {
        Readers life(location);
        const auto ada = life.person(), visitor = life.person(false);
        CHECK(life.put(ada, 1));
        CHECK_FALSE(life.put(ada, 1));
        CHECK(life.put(ada, 2));
        CHECK_FALSE(life.put(visitor, 1));
        CHECK(news::unread(*life.reader(), ada) == 2);
        const auto all = news::news_of(*life.reader(), ada, 10);
        REQUIRE(all.size() == 2);
        CHECK(all[0].thing == 2);
        life.local([&](store::Db& db) { news::mark_read(db, ada, all[1].id); });
        CHECK(news::unread(*life.reader(), ada) == 1);
        life.local([&](store::Db& db) { news::withdraw(db, ada, "thing", 2); });
        CHECK(news::unread(*life.reader(), ada) == 0);
        CHECK(life.put(ada, 2));  // true again
        life.choose(ada, ByMail::weekly);
        life.local([&](store::Db& db) { news::put_digest(db, ada, *Date::parse("2026-09-21")); });
        REQUIRE(life.say("people.erase_person", fmt::format(R"({{"person":{}}})", ada.value)));
        for (const auto* table : {"local_news", "local_news_choice", "local_digest"}) {
            auto rows = life.reading->ask(std::string("SELECT count(*) FROM ") + table);
            REQUIRE(rows.next());
            CHECK(rows.integer(0) == 0);
        }
    });
}

TEST_CASE("Of each person the last five hundred news are kept") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Readers life(network.location());
    const auto ada = life.person(), bea = life.person();
    life.put(bea, 1);
    life.local([&](store::Db& db) {
        for (std::int64_t thing = 1; thing <= news::kept_most + 1; ++thing) news::put(db, {ada, "thing", thing, 1});
    });
    const auto all = news::news_of(*life.reader(), ada, 10'000);
    CHECK(std::int64_t(all.size()) == news::kept_most);
    CHECK(all.back().thing == 2);
    CHECK(news::unread(*life.reader(), bea) == 1);
}

TEST_CASE("A digest goes at seven o'clock of a working day to who has something new, in their language, once, and is never empty") {
    support::for_each_engine([](const store::Location& location) {
        Readers life(location);
        const auto ada = life.person(), bea = life.person(), idle = life.person();
        life.mail_to[bea.value]->language = base::Language::en;
        life.at("2026-09-18", 15 * 60);  // a Friday
        life.put(ada, 1), life.put(ada, 2), life.put(bea, 1), life.put(idle, 5, "gone");
        CHECK(life.step().empty());
        life.at("2026-09-19", 8 * 60);
        CHECK(life.step().empty());
        life.at("2026-09-21", 7 * 60 - 1);
        CHECK(life.step().empty());
        life.at("2026-09-21", 7 * 60);
        const auto notes = life.step();
        REQUIRE(notes.size() == 2);
        CHECK(notes[0].person == ada);
        CHECK(notes[0].subject.find("2 nouvelles") != std::string::npos);
        CHECK(things_in(notes[0]) == std::vector<std::int64_t>{1, 2});
        CHECK(notes[0].text.find("https://network.example.org/chose/1") != std::string::npos);
        CHECK(notes[0].text.find("https://network.example.org/compte/notifications") != std::string::npos);
        CHECK(notes[0].unsubscribe.starts_with("https://network.example.org/nouvelles/arret/" + std::to_string(ada.value) + "-"));
        CHECK(notes[0].at_most_once);
        CHECK(notes[1].subject.find("1 item of news") != std::string::npos);
        CHECK(notes[1].unsubscribe.starts_with("https://network.example.org/en/news/stop/"));
        life.put(ada, 3);  // later that day
        CHECK(life.step().empty());
        life.restart();
        CHECK(life.step().empty());
        life.at("2026-09-22", 23 * 60);  // nobody was there at seven
        const auto next = life.step();
        REQUIRE(next.size() == 1);
        CHECK(things_in(next[0]) == std::vector<std::int64_t>{3});
    });
}

TEST_CASE("Somebody is told as they chose: at once, each Monday, or never") {
    support::for_each_engine([](const store::Location& location) {
        Readers life(location);
        const auto quick = life.person(), slow = life.person(), silent = life.person();
        life.choose(quick, ByMail::at_once), life.choose(slow, ByMail::weekly), life.choose(silent, ByMail::nothing);
        life.at("2026-09-22", 12 * 60);
        for (const auto person : {quick, slow, silent}) life.put(person, 1);
        auto notes = life.step();
        REQUIRE(notes.size() == 1);
        CHECK(notes[0].person == quick);
        CHECK(notes[0].subject == "thing 1.");
        CHECK(life.step().empty());
        life.at("2026-09-25", 12 * 60);
        CHECK(life.step().empty());
        life.at("2026-09-29", 12 * 60);  // missed on Monday
        notes = life.step();
        REQUIRE(notes.size() == 1);
        CHECK(notes[0].person == slow);
        CHECK(news::unread(*life.reader(), silent) == 1);
        life.choose(silent, ByMail::daily);  // what they did not want is not sent afterwards
        life.put(silent, 2);
        life.at("2026-09-30", 12 * 60);
        notes = life.step();
        REQUIRE(notes.size() == 1);
        CHECK(things_in(notes[0]) == std::vector<std::int64_t>{2});
    });
}

TEST_CASE("What was read on the desk is not mailed, nor is anything to an address that mail comes back from") {
    support::for_each_engine([](const store::Location& location) {
        Readers life(location);
        const auto ada = life.person(), bounced = life.person(), without = life.person();
        life.mail_to[bounced.value].reset(), life.mail_to[without.value]->address.clear();
        life.at("2026-09-18", 12 * 60);
        for (const auto person : {ada, bounced, without}) life.put(person, 1);
        life.local([&](store::Db& db) { news::mark_read(db, ada, news::news_of(db, ada, 1)[0].id); });
        life.at("2026-09-21", 12 * 60);
        CHECK(life.step().empty());
        for (const auto person : {bounced, without}) CHECK(news::unread(*life.reader(), person) == 1);
        life.mail_to[bounced.value] = news::MailTo{"nouvelle@example.org", base::Language::fr};
        life.put(bounced, 2);
        life.at("2026-09-22", 12 * 60);
        const auto notes = life.step();
        REQUIRE(notes.size() == 1);
        CHECK(things_in(notes[0]) == std::vector<std::int64_t>{2});  // no flood of what they missed
    });
}

TEST_CASE("A full queue of mail keeps digests waiting, and loses none") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Readers life(network.location());
    for (int i = 0; i < 12; ++i) life.put(life.person(), 1);
    life.at("2026-09-22", 12 * 60);
    life.local([](store::Db& db) {
        while (post::post(db, {"a@example.org", base::Language::fr, "a", "b"})) {}
    });
    CHECK(life.digests->step() == false);
    life.local([](store::Db& db) { db.run("DELETE FROM local_mail"); });
    CHECK(life.step().size() == 12);
}

TEST_CASE("Whatever becomes of clock and program, nobody gets two digests of a day, and each thing is told once") {
    const auto steps = setting("CONCERT_MODEL_STEPS", 150);
    const auto seed = std::uint64_t(setting("CONCERT_MODEL_SEED", 18));
    support::for_each_engine([&](const store::Location& location) {
        CAPTURE(seed);
        Readers life(location);
        std::mt19937_64 random(seed);
        const auto below = [&](std::int64_t most) { return std::int64_t(random() % std::uint64_t(most)); };
        std::vector<Id<Person>> people;
        for (int i = 0; i < 25; ++i) people.push_back(life.person());
        std::map<std::int64_t, std::set<std::int64_t>> put, told;  // person → things
        std::map<std::int64_t, std::map<Date, int>> digests;       // person → day → how many
        std::map<std::int64_t, ByMail> choices;
        std::int64_t thing = 0;
        for (std::int64_t step = 0; step < steps; ++step) {
            CAPTURE(step);
            for (auto count = below(40); count > 0; --count) {
                const auto person = people[std::size_t(below(25))];
                life.put(person, ++thing);
                put[person.value].insert(thing);
            }
            if (below(4) == 0) {
                const auto person = people[std::size_t(below(25))];
                const auto by = below(3) == 0 ? ByMail::at_once : below(2) == 0 ? ByMail::weekly : ByMail::daily;
                life.choose(person, by), choices[person.value] = by;
            }
            switch (below(8)) {
            case 0: life.clock -= below(30) * hour_us; break;
            case 1: life.clock += below(4) == 0 ? below(400) * day_us : 0; break;
            case 2: life.clock -= below(4) == 0 ? below(400) * day_us : 0; break;
            case 3: life.restart(); break;
            case 4: life.dies_in = int(below(6)) + 1; break;
            default: life.clock += below(30) * hour_us;
            }
            for (const auto& note : life.step()) {
                const auto things = things_in(note);
                CHECK_FALSE(things.empty());
                for (const auto one : things) CHECK(told[note.person->value].insert(one).second);
                const auto choice = choices.contains(note.person->value) ? choices[note.person->value] : ByMail::daily;
                if (choice == ByMail::at_once) continue;
                const auto day = news::digest_day(choice, *base::civil_time(life.clock, "Europe/Paris"));
                REQUIRE(day);
                CHECK(++digests[note.person->value][*day] == 1);
            }
            life.dies_in = 0;
        }
        // In the end everybody has been told everything, whatever the clock showed meanwhile.
        for (const auto person : people) life.choose(person, ByMail::daily);
        for (int days = 0; days < 40; ++days) {
            life.clock += day_us;
            life.at(base::civil_date(life.clock, "Europe/Paris")->iso().c_str(), 23 * 60);
            for (const auto& note : life.step())
                for (const auto one : things_in(note)) CHECK(told[note.person->value].insert(one).second);
        }
        for (const auto& [person, things] : put) CHECK(told[person] == things);
    });
}

TEST_CASE("A link to end digests names its reader, and nobody can make one") {
    const auto token = news::unsubscribe_token("key", {12001});
    CHECK(news::person_of_token("key", token) == Id<Person>{12001});
    CHECK_FALSE(news::person_of_token("other", token));
    CHECK_FALSE(news::person_of_token("key", "12002" + token.substr(5)));
    for (const auto* wrong : {"", "12001", "12001-", "-", "0-0", "x"}) CHECK_FALSE(news::person_of_token("key", wrong));
}
