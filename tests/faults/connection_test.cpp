// A server that goes away: what became of an act is learnt by its client key, and the writer goes on when the server is back.
#include "acts/verify.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <cstdlib>
#include <random>
#include <set>
#include <thread>

namespace {

acts::Submission source(const std::string& key) {
    return {{"administrator", acts::Role::administrator, "secretariat"}, "sources.record", R"({"title":"a","kind":"document"})", key, ""};
}

// Ends the sessions of others on the private server, once it has seen what it waits for.
bool end_sessions(store::Db& killer, const std::string& which) {
    auto rows = killer.ask(
        "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity WHERE backend_type = 'client backend' AND "
        "pid <> pg_backend_pid() AND " +
        which + ") ended WHERE gone");
    return rows.next() && rows.integer(0) > 0;
}

}  // namespace

TEST_CASE("A connection that is lost, at COMMIT or elsewhere, loses nothing and doubles nothing") {
    const char* text = std::getenv("CONCERT_KILLS");
    const int acts_each = text ? std::max(60, std::atoi(text)) : 60;
    struct Way {
        std::string which;
        bool slow_commit;
    };
    for (const auto& [which, slow_commit] :
         {Way{"true", false}, Way{"state <> 'idle'", false}, Way{"query LIKE 'COMMIT%' AND state = 'active'", true}}) {
        CAPTURE(which);
        const support::FreshNetwork network(store::Engine::postgresql);
        support::Life life(network.location());
        if (slow_commit)
            store::Db::open(network.location(), store::Access::writer)
                ->script(
                    "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.002); RETURN NULL; END $$;"
                    "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "
                    "slow()");
        std::atomic<int> faults = 0, unknown = 0, repeated = 0, killed = 0, working = 4;
        std::atomic<bool> wrong = false;
        std::mutex mutex;
        std::map<std::string, std::int64_t> numbers;
        std::vector<std::thread> clients;
        for (int client = 0; client < 4; ++client)
            clients.emplace_back([&, client] {
                for (int act = 0; act < acts_each; ++act) {
                    const auto key = std::to_string(client) + "-" + std::to_string(act);
                    for (int tries = 0; tries < 500; ++tries) {
                        try {
                            const auto outcome = life.writer.submit(source(key));
                            if (!outcome) {
                                wrong = true;
                                break;
                            }
                            repeated += outcome->repeated;
                            std::lock_guard lock(mutex);
                            numbers[key] = outcome->number.value;
                            break;
                        } catch (const store::UnknownOutcome&) { ++unknown; } catch (const store::Fault&) {
                            ++faults;
                        }
                    }
                }
                --working;
            });
        std::thread killer([&, slow = slow_commit, which = which] {
            std::mt19937_64 random(5);
            const auto db = store::Db::open(network.location(), store::Access::writer);
            while (working > 0) {
                killed += end_sessions(*db, which);
                const auto pause = slow ? 30 + random() % 60 : 20 + random() % 80;
                std::this_thread::sleep_for(std::chrono::milliseconds(killed > 0 ? pause : 1));  // the first is not left to chance
            }
        });
        for (auto& client : clients) client.join();
        killer.join();
        CHECK_FALSE(wrong);
        CHECK(numbers.size() == std::size_t(4 * acts_each));
        std::set<std::int64_t> different;
        for (const auto& [key, number] : numbers) different.insert(number);
        CHECK(different.size() == numbers.size());
        CHECK(life.writer.size() == 4 * acts_each);
        CHECK(acts::verify(*life.reader(), app::registry()) == std::vector<std::string>{});
        CHECK(killed > 0);
        MESSAGE(which, ": ", faults.load(), " faults, ", unknown.load(), " unknown outcomes, ", repeated.load(), " found by their key");
    }
}

TEST_CASE("A writer whose store is gone says so, and goes on when it is back") {
    const support::FreshNetwork network(store::Engine::postgresql);
    std::atomic<bool> down = false;
    auto options = app::writer_options(network.location());
    options.open = [&, location = network.location()] {
        if (down) throw store::Fault("the server is down");
        return store::Db::open(location, store::Access::writer);
    };
    acts::Writer writer(app::registry(), app::tables(), options);
    CHECK(writer.submit(source("first")));
    const auto killer = store::Db::open(network.location(), store::Access::writer);
    down = true;
    REQUIRE(end_sessions(*killer, "true"));
    for (int i = 0; i < 3; ++i) {
        CHECK_THROWS_AS(static_cast<void>(writer.submit(source("second"))), store::Fault);
        CHECK_THROWS_AS(static_cast<void>(writer.preview(std::vector{source("third")})), store::Fault);
        CHECK_THROWS_AS(static_cast<void>(writer.submit_all(std::vector{source("fourth")})), store::Fault);
    }
    CHECK(writer.size() == 1);
    down = false;
    CHECK(writer.preview(std::vector{source("second")}).at(0));
    CHECK(writer.submit(source("second"))->number.value == 2);
    CHECK(writer.submit(source("first"))->repeated);
    REQUIRE(end_sessions(*killer, "true"));
    CHECK(writer.submit(source("third"))->number.value == 3);  // nobody need notice a connection that can be made again
    CHECK(acts::verify(*killer, app::registry()) == std::vector<std::string>{});
}
