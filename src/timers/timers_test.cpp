// Timers against a model: days that pass, clocks that are set, stops and kills. CONCERT_MODEL_STEPS and CONCERT_MODEL_SEED make the
// runs longer and others.
#include "timers/timers.h"

#include "acts/entry.h"
#include "base/zone.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <thread>

namespace {
struct Thing;
}  // namespace
template <>
inline constexpr std::string_view acts::thing<Thing> = "thing";

namespace {

using base::Date, base::Id, timers::hour_us;
constexpr std::int64_t day_us = 24 * hour_us;
constexpr std::int64_t start_us = 1'790'000'000'000'000;  // 2026-09-21T14:13:20Z
constexpr auto zone = "Asia/Beirut";                      // clocks change at midnight there

struct DoThing {
    acts::Public<Id<Thing>> thing;
};
BOOST_DESCRIBE_STRUCT(DoThing, (), (thing))

constexpr auto thing_tables =
    "CREATE TABLE IF NOT EXISTS thing (id int PRIMARY KEY, due text NOT NULL, allowed text NOT NULL, sticky int NOT NULL, done text);"
    "CREATE TABLE IF NOT EXISTS happened (number int PRIMARY KEY, thing int NOT NULL, day text NOT NULL);";

base::Verdict check(const acts::Reader& now, const DoThing& act) {
    auto rows = now.db().ask("SELECT allowed FROM thing WHERE id = $1", {*act.thing});
    if (!rows.next()) return base::wrong_field("thing", "unknown_reference");
    if (now.today() < rows.date(0)) return base::refused("test.not_yet", {}, {{"from", rows.date(0)}});
    return base::granted();
}
// A sticky thing stays due, as a question would give it that forgets to ask what was done.
void apply(acts::Effect& act, const DoThing& done) {
    act.db().run("INSERT INTO happened (number, thing, day) VALUES ($1, $2, $3)", {act.number(), *done.thing, act.date()});
    act.db().run("UPDATE thing SET done = $1 WHERE id = $2 AND sticky = 0", {act.date(), *done.thing});
}

timers::Batch due_things(store::Db& db, Date today, const std::string& after, std::int64_t most) {
    timers::Batch batch;
    const auto slash = after.find('/');
    auto rows = db.ask("SELECT id, due FROM thing WHERE done IS NULL AND due <= $1 AND (due, id) > ($2, $3) ORDER BY due, id LIMIT $4",
                       {today, after.substr(0, slash), slash == after.npos ? 0 : std::atoll(after.c_str() + slash + 1), most});
    while (rows.next())
        batch.due.push_back({rows.integer(0), rows.date(1), "test.do_thing", "{\"thing\":" + std::to_string(rows.integer(0)) + "}"});
    if (std::int64_t(batch.due.size()) == most) batch.next = batch.due.back().day.iso() + "/" + std::to_string(batch.due.back().thing);
    return batch;
}

const acts::Registry& things() {
    static const acts::Registry registry = [] {
        acts::Registry made;
        made.add<DoThing>("test.do_thing", 1, acts::By::program, acts::Basis::none);
        return made;
    }();
    return registry;
}

struct Killed {};

// A network with things, a clock that can be set, and runners that can be killed before or after whatever they do.
struct World {
    explicit World(const store::Location& at) : location(at) { start(); }

    void start() {
        runners.clear();
        reading.reset();
        writer.reset();
        trust = {};
        asked.reset();
        acts::WriterOptions options;
        options.clock = [this] { return now; };
        options.calendar = calendar;
        options.open = [this] { return store::Db::open(location, store::Access::writer); };
        writer = std::make_unique<acts::Writer>(things(), std::vector<std::string>{thing_tables, std::string(timers::tables())}, options);
        reading = store::Db::open(location, store::Access::reader);
        for (int i = 0; i < 2; ++i) runners.push_back(std::make_unique<timers::Runner>(two_timers(), doors()));
    }
    // Two that share the table: one for odd things, one for even.
    static std::vector<timers::Timer> two_timers() {
        const auto of = [](std::int64_t rest) {
            return [rest](store::Db& db, Date today, const std::string& after, std::int64_t most) {
                auto batch = due_things(db, today, after, most);
                std::erase_if(batch.due, [rest](const timers::Due& due) { return due.thing % 2 != rest; });
                return batch;
            };
        };
        return {{"even", of(0)}, {"odd", of(1)}};
    }
    timers::RunnerDoors doors() {
        timers::RunnerDoors made;
        made.submit = [this](const acts::Submission& said) {
            may_die();
            submitted.push_back(said.client_key);
            auto outcome = writer->submit(said);
            may_die();
            return outcome;
        };
        made.run_local = [this](std::function<void(store::Db&)> task) {
            may_die();
            writer->run_local(std::move(task));
            may_die();
        };
        made.read = [this] { return reading; };
        made.clock = [this] { return now; };
        made.elapsed = [this] { return elapsed; };
        made.calendar = calendar;
        return made;
    }
    void may_die() {
        if (dies_in > 0 && --dies_in == 0) throw Killed();
    }
    static Date calendar(store::Db&, std::int64_t time_us) { return *base::civil_date(time_us, zone); }
    Date today() const { return *base::civil_date(now, zone); }

    // Everything that is due, until nobody has more to do; whether all that is known was asked for: neither killed nor in doubt, and
    // not asked for that day before.
    bool drain() {
        submitted.clear();
        if (trust.believes(now, elapsed) && asked != today()) asked = today(), known = last;
        try {
            for (int i = 0, idle = 0; idle < int(runners.size()); ++i) {
                REQUIRE(i < 10'000);
                idle = runners[std::size_t(i) % runners.size()]->step() ? 0 : idle + 1;
            }
            return asked == today();
        } catch (const Killed&) {
            start();
            return false;
        }
    }
    void add(std::int64_t id, Date due, Date allowed, bool sticky) {
        last = id;
        writer->run_local([&](store::Db& db) {
            db.run("INSERT INTO thing (id, due, allowed, sticky) VALUES ($1, $2, $3, $4)", {id, due, allowed, int(sticky)});
        });
    }
    std::multiset<std::int64_t> happened() {
        std::multiset<std::int64_t> all;
        auto rows = reading->ask("SELECT thing FROM happened ORDER BY number");
        while (rows.next()) all.insert(rows.integer(0));
        return all;
    }
    std::map<std::int64_t, Date> refusals() {  // thing → last day it was tried
        std::map<std::int64_t, Date> all;
        for (const auto& one : timers::refused(*reading, 10'000)) all[one.thing] = one.tried;
        return all;
    }

    store::Location location;
    std::int64_t now = start_us, elapsed = 0;
    int dies_in = 0;
    std::vector<std::string> submitted;
    std::shared_ptr<store::Db> reading;
    timers::Trust trust;               // the rule has its own test: here it says when to expect something
    std::optional<Date> asked;         // the day for which all were asked last
    std::int64_t last = 0, known = 0;  // the last thing; the last of them then
    std::unique_ptr<acts::Writer> writer;
    std::vector<std::unique_ptr<timers::Runner>> runners;
};

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}

}  // namespace

TEST_CASE("Whatever becomes of clock and program, what is due is done once, no day too early, and what is refused is tried once a day") {
    const auto steps = setting("CONCERT_MODEL_STEPS", 120);
    const auto seed = std::uint64_t(setting("CONCERT_MODEL_SEED", 18));
    support::for_each_engine([&](const store::Location& location) {
        World world(location);
        std::mt19937_64 random(seed);
        const auto below = [&](std::int64_t most) { return std::int64_t(random() % std::uint64_t(most)); };
        struct Known {
            Date due, allowed;
        };
        std::map<std::int64_t, Known> model;
        Date latest = world.today();  // that the journal may have seen
        CAPTURE(seed);
        for (std::int64_t step = 0; step < steps; ++step) {
            CAPTURE(step);
            bool leapt = false;
            for (auto count = below(8); count > 0; --count) {
                const auto id = std::int64_t(model.size()) + 1;
                const Known thing{world.today().plus_days(below(400) - 200),
                                  below(4) == 0 ? world.today().plus_days(below(60)) : world.today().plus_days(-500)};
                model[id] = thing;
                world.add(id, thing.due, thing.allowed, below(3) == 0);
            }
            switch (below(8)) {
            case 0:
            case 1:
            case 2: {
                const auto passes = below(40) * hour_us;
                world.now += passes, world.elapsed += passes;
                break;
            }
            case 3: world.now -= below(30) * hour_us; break;
            case 4:
                if (below(4) == 0) world.now -= below(400) * day_us;
                break;
            case 5:
                world.now += 2 * hour_us + below(400 * 24) * hour_us / (below(2) == 0 ? 1 : 200);
                leapt = true;
                break;
            case 6: world.start(); break;
            default: world.dies_in = int(below(30)) + 1;
            }
            latest = std::max(latest, world.today());
            const bool steady = world.drain();
            world.dies_in = 0;
            if (leapt) CHECK_MESSAGE(world.submitted.empty(), "a clock that was just set ahead is not believed");
            const auto happened = world.happened();
            const auto refusals = world.refusals();
            std::map<std::string, int> tried;
            for (const auto& key : world.submitted) ++tried[key];
            for (const auto& [key, times] : tried)
                CHECK_MESSAGE(times <= 2, key);  // once by each runner: the second hears the first's answer
            for (const auto& [id, thing] : model) {
                CAPTURE(id);
                const auto times = happened.count(id);
                CHECK(times <= 1);
                if (times) CHECK(thing.due <= latest);
                if (!steady || id > world.known) continue;
                const bool due = thing.due <= world.today();
                if (due && thing.allowed <= world.today()) CHECK(times == 1);
                if (due && !times) CHECK((refusals.contains(id) && refusals.at(id) == world.today()));
                if (!due || times) CHECK_FALSE(refusals.contains(id));
            }
        }
        CHECK(model.size() > std::size_t(steps));
    });
}

TEST_CASE("What became due while nobody was there is done oldest first, in steps that leave the writer to others") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        world.runners.resize(1);
        for (std::int64_t id = 1; id <= 100; ++id) world.add(2 * id, world.today().plus_days(-id), world.today().plus_days(-500), false);
        std::size_t last = 0;
        while (world.runners[0]->step()) {
            CHECK(world.submitted.size() - last <= std::size_t(timers::Runner::step_most));
            last = world.submitted.size();
        }
        REQUIRE(world.submitted.size() == 100);
        for (std::size_t i = 0; i < 100; ++i)
            CHECK(world.submitted[i] == "even:" + std::to_string(200 - 2 * i) + ":" + world.today().plus_days(std::int64_t(i) - 100).iso());
        const auto passes = timers::passes(*world.reading);
        REQUIRE(passes.size() == 2);
        CHECK(passes[0].timer == "even");
        CHECK(passes[0].day == world.today());
    });
}

TEST_CASE("A thing is due from the network's midnight, on the days when clocks change too") {
    const support::FreshNetwork network(store::Engine::sqlite);
    World world(network.location());
    struct Row {
        const char* day;
        int hours;  // of the day before
    };
    std::int64_t id = 0;
    for (const Row& row : {Row{"2026-10-10", 24}, Row{"2026-10-25", 25}, Row{"2027-03-28", 24}, Row{"2027-03-29", 23}}) {
        CAPTURE(std::string(row.day));
        const auto day = *Date::parse(row.day);
        const auto midnight = *base::utc_time(day, 0, zone);
        CHECK(midnight - *base::utc_time(day.plus_days(-1), 0, zone) == row.hours * hour_us);
        world.elapsed += midnight - 1 - world.now, world.now = midnight - 1;
        world.add(++id, day, day, false);
        world.drain();
        CHECK_FALSE(world.happened().contains(id));
        ++world.now, ++world.elapsed;
        world.drain();
        CHECK(world.happened().contains(id));
    }
}

TEST_CASE("Two programs that look at once do each thing once") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        for (std::int64_t id = 1; id <= 60; ++id) world.add(id, world.today(), world.today(), id % 3 == 0);
        std::vector<std::unique_ptr<timers::Runner>> two;
        for (int i = 0; i < 2; ++i) {
            auto doors = world.doors();
            doors.submit = [&](const acts::Submission& said) { return world.writer->submit(said); };
            const std::shared_ptr<store::Db> own = store::Db::open(location, store::Access::reader);
            doors.read = [own] { return own; };
            two.push_back(std::make_unique<timers::Runner>(World::two_timers(), doors));
        }
        {
            std::jthread one([&] {
                while (two[0]->step()) {}
            }),
                other([&] {
                    while (two[1]->step()) {}
                });
        }
        const auto happened = world.happened();
        CHECK(happened.size() == 60);
        for (std::int64_t id = 1; id <= 60; ++id) CHECK(happened.count(id) == 1);
    });
}

TEST_CASE("The register shows that a timer did it") {
    support::for_each_engine([](const store::Location& location) {
        World world(location);
        world.add(1, world.today(), world.today(), false);
        world.drain();
        const auto entry = acts::find_entry(*world.reading, {1});
        REQUIRE(entry);
        CHECK(entry->entry.capacity == "timer");
        CHECK(entry->actor() == "timer");
    });
}
