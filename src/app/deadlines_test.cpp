// The first timer: who acts for a member whose titular nobody has confirmed for two years is written to, once a year.
#include "app/deadlines.h"

#include "acts/replay.h"
#include "acts/verify.h"
#include "members/members.h"
#include "support/mail_room.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

constexpr std::int64_t day_us = 24 * timers::hour_us;

struct Register : support::MailRoom {
    explicit Register(const store::Location& at) : MailRoom(at) { restart_timers(); }
    void restart_timers() {
        timers::RunnerDoors doors;
        doors.submit = [this](const acts::Submission& said) { return writer.submit(said); };
        doors.run_local = [this](std::function<void(store::Db&)> task) { writer.run_local(std::move(task)); };
        doors.read = [this] { return std::shared_ptr<store::Db>(reader()); };
        doors.clock = [this] { return now.load(); };
        doors.elapsed = [this] { return now.load(); };
        doors.calendar = [](store::Db&, std::int64_t time_us) { return base::Date::utc_day(time_us); };
        runner = std::make_unique<timers::Runner>(app::deadlines(true), doors);
    }
    std::int64_t pass() {  // how many acts it made
        const auto before = writer.size();
        while (runner->step()) {}
        return writer.size() - before;
    }
    void days(std::int64_t count) { now += count * day_us; }
    std::int64_t titular(const std::string& name, const std::string& from) {
        member = made("members.record", support::member(name, source), basis);
        return made("members.name_titular", support::titular(member, person("Maire Exemple"), from), basis);
    }
    void staff(std::int64_t who, const std::string& role = "staff") {
        made("accounts.grant_role",
             fmt::format(R"({{"person":{},"role":"{}","scope":"member","scope_id":{},"from":"2026-01-01"}})", who, role, member));
    }
    void round() { worker->round(); }
    std::int64_t member = 0;
    std::unique_ptr<timers::Runner> runner;
};

}  // namespace

TEST_CASE("A member's staff is asked about its titular once a year, with a link to the form, by an act of the timer") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto titular = life.titular("Ville", "2024-09-22");
        const auto ada = life.person("Ada Exemple", "ada@ville.example.org"), bea = life.person("Bea Exemple");
        CHECK(life.pass() == 0);
        life.days(1);
        CHECK(life.pass() == 0);  // nobody acts for the member
        life.staff(bea), life.days(1);
        CHECK(life.pass() == 0);  // nobody who has an address
        life.staff(ada), life.days(1);
        CHECK(life.pass() == 1);
        life.round();
        REQUIRE(life.taken.size() == 1);
        CHECK(life.taken[0].to == "ada@ville.example.org");
        std::string text = life.taken[0].bytes;
        CHECK(text.find("members.confirm_titular?titular") != text.npos);
        life.restart_timers();
        CHECK(life.pass() == 0);
        life.days(364);
        CHECK(life.pass() == 0);
        life.days(1);
        CHECK(life.pass() == 1);
        life.round();
        CHECK(life.taken.size() == 2);
        REQUIRE(life.say("members.confirm_titular",
                         fmt::format(R"({{"titular":{},"on":"{}"}})", titular, base::Date::utc_day(life.now).iso()), life.basis));
        life.days(729);
        CHECK(life.pass() == 0);
        life.days(1);
        CHECK(life.pass() == 1);
        CHECK(acts::verify(*life.reader(), app::registry()) == std::vector<std::string>{});
        const support::FreshNetwork copy(store::Engine::sqlite);
        CHECK(app::rebuild(location, copy.location(), {}).different.empty());
    });
}

TEST_CASE("Nobody is written to at an address that mail came back from, until it is stated anew") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        life.titular("Ville", "2024-09-01");
        const auto ada = life.person("Ada Exemple", "ada@ville.example.org"), maire = life.person("Claire Exemple", "c@ville.example.org");
        life.staff(ada);
        life.answers["ada@ville.example.org"] = support::refused_for_ever("550 5.1.1 nobody");
        CHECK(life.pass() == 1);
        life.round();
        CHECK(life.taken.empty());
        CHECK(mail::comes_back(*life.reader(), {ada}));
        CHECK_FALSE(mail::comes_back(*life.reader(), {maire}));
        life.days(365);
        CHECK(life.pass() == 0);
        life.staff(maire, "titular"), life.days(1);  // who holds that role is asked instead
        CHECK(life.pass() == 1);
        life.round();
        REQUIRE(life.taken.size() == 1);
        CHECK(life.taken[0].to == "c@ville.example.org");
        REQUIRE(life.say("people.correct_person", fmt::format(R"({{"person":{},"name":"Ada","email":"ada@ville.example.org"}})", ada)));
        CHECK_FALSE(mail::comes_back(*life.reader(), {ada}));
    });
}

TEST_CASE("Without a mail server nobody is asked: it would be told to nobody") { CHECK(app::deadlines(false).empty()); }

TEST_CASE("Titulars whose members nobody acts for do not stand in the way of those who can be asked") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        for (int i = 0; i < 230; ++i) life.titular("Ville " + std::to_string(i), "2020-01-01");
        const auto ada = life.person("Ada Exemple", "ada@ville.example.org");
        life.titular("Dernière", "2021-01-01"), life.staff(ada);
        CHECK(life.pass() == 1);
    });
}
