// Many clients at once, some with the same keys.
#include "acts/verify.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <latch>
#include <map>
#include <set>
#include <thread>

TEST_CASE("Sixty-four clients that say the same twenty acts with the same keys get one outcome for each") {
    support::for_each_engine([](const store::Location& location) {
        constexpr int clients = 64, keys = 20;
        support::Begun life(location);
        const auto before = life.writer.size();
        std::mutex mutex;
        std::map<int, std::multiset<std::int64_t>> numbers;
        std::atomic<int> first = 0, refused = 0, used = 0;
        std::latch start(clients);
        std::vector<std::thread> threads;
        for (int client = 0; client < clients; ++client)
            threads.emplace_back([&, client] {
                start.arrive_and_wait();
                for (int i = 0; i < keys; ++i) {
                    const int key = (i * 7 + client) % keys;
                    const auto json = key % 2 ? support::application("Ville " + std::to_string(key), "FR", "association")
                                              : "{\"title\":\"Page " + std::to_string(key) + "\",\"kind\":\"web_page\"}";
                    const auto outcome =
                        life.say(key % 2 ? "members.apply_for_membership" : "sources.record", json, "", "key-" + std::to_string(key));
                    if (!outcome) {
                        ++refused;
                        continue;
                    }
                    first += !outcome->repeated;
                    std::lock_guard lock(mutex);
                    numbers[key].insert(outcome->number.value);
                }
                used +=
                    support::told(life.say("sources.record", "{\"title\":\"Autre " + std::to_string(client) + "\",\"kind\":\"web_page\"}",
                                           "", "key-1")) == "acts.key_used";
            });
        for (auto& thread : threads) thread.join();
        CHECK(refused == 0);
        CHECK(first == keys);
        CHECK(used == clients);
        std::set<std::int64_t> all;
        for (const auto& [key, given] : numbers) {
            CHECK(given.size() == clients);
            CHECK(*given.begin() == *given.rbegin());
            all.insert(*given.begin());
        }
        CHECK(all.size() == keys);
        CHECK(life.writer.size() == before + keys);
        CHECK(acts::verify(*life.reader(), app::registry()) == std::vector<std::string>{});
    });
}

TEST_CASE("The same key of another actor is another key") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    const auto said = [&](const char* actor) {
        return life.writer
            .submit({{actor, acts::Role::administrator, "secretariat"}, "sources.record", R"({"title":"a","kind":"document"})", "key", ""})
            ->number.value;
    };
    CHECK(said("one") == 1);
    CHECK(said("other") == 2);
    CHECK(said("one") == 1);
}

TEST_CASE("Singles, batches and previews of many clients leave one sound journal") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto before = life.writer.size();
        const auto source = [](const std::string& title) {
            return acts::Submission{{"administrator", acts::Role::administrator, "secretariat"},
                                    "sources.record",
                                    "{\"title\":\"" + title + "\",\"kind\":\"document\"}",
                                    "",
                                    ""};
        };
        std::atomic<std::int64_t> kept = 0;
        std::vector<std::thread> threads;
        for (int client = 0; client < 16; ++client)
            threads.emplace_back([&, client] {
                for (int i = 0; i < 12; ++i) {
                    const std::vector batch{source("a"), source("b"), client % 2 ? source("") : source("c")};
                    if (i % 3 == 0) kept += life.writer.submit_all(batch) ? 3 : 0;
                    else if (i % 3 == 1) static_cast<void>(life.writer.preview(batch));
                    else kept += life.writer.submit(source("d"), client % 4 ? acts::Urgency::normal : acts::Urgency::urgent).has_value();
                    if (client == 0) CHECK(acts::verify(*life.reader(), app::registry()) == std::vector<std::string>{});
                }
            });
        for (auto& thread : threads) thread.join();
        CHECK(kept == 8 * 4 * 3 + 16 * 4);
        CHECK(life.writer.size() == before + kept);
        CHECK(acts::verify(*life.reader(), app::registry()) == std::vector<std::string>{});
    });
}
