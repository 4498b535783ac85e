#include "post/post.h"

#include "support/life.h"

#include <doctest/doctest.h>

namespace {
constexpr std::int64_t hour_us = 3'600'000'000;
}

TEST_CASE("A note waits in the order it came, until it is tried again or gone") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        const post::Note first{"ada@ville.example.org", base::Language::en, "A code", "123456", {}, 77};
        life.writer.run_local([&](store::Db& db) {
            CHECK(post::post(db, first));
            CHECK(post::post(db, {"bea@ville.example.org", base::Language::fr, "Un code", "654321"}));
            CHECK(post::waiting(db) == 2);
            const auto next = post::next(db, 10);
            REQUIRE(next);
            CHECK(next->note.to == first.to);
            CHECK(next->note.language == base::Language::en);
            CHECK(next->note.subject == "A code");
            CHECK(next->note.text == "123456");
            CHECK(next->note.until_us == 77);
            CHECK(next->attempts == 0);
            post::try_later(db, next->id, 1, 20);
            CHECK(post::next(db, 19)->note.to == "bea@ville.example.org");
            CHECK(post::next(db, 20)->attempts == 1);
            post::drop(db, next->id);
            CHECK(post::next(db, 20)->note.to == "bea@ville.example.org");
            CHECK(post::waiting(db) == 1);
        });
    });
}

TEST_CASE("A note does not wait for a clock that was put back") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        life.writer.run_local([&](store::Db& db) {
            REQUIRE(post::post(db, {"ada@ville.example.org", base::Language::fr, "Un code", "123456"}));
            post::try_later(db, 1, 1, 30 * hour_us);
            CHECK_FALSE(post::next(db, 29 * hour_us));
            CHECK(post::next(db, 29 * hour_us - 1));
        });
    });
}

TEST_CASE("A full queue takes no more notes") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    life.writer.run_local([&](store::Db& db) {
        db.begin();
        for (std::int64_t i = 1; i < post::notes_waiting_max; ++i)
            REQUIRE(post::post(db, {"ada@ville.example.org", base::Language::fr, "Un code", "123456"}));
        CHECK(post::post(db, {"ada@ville.example.org", base::Language::fr, "Un code", "123456"}));
        CHECK_FALSE(post::post(db, {"ada@ville.example.org", base::Language::fr, "Un code", "123456"}));
        CHECK(post::waiting(db) == post::notes_waiting_max);
        db.commit();
    });
}

TEST_CASE("Erasing somebody deletes the notes that wait for them, and no others") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        const base::Id<base::Person> ada{life.made("people.register_person", R"({"name":"Ada Exemple"})")};
        const base::Id<base::Person> bea{life.made("people.register_person", R"({"name":"Bea Exemple"})")};
        life.writer.run_local([&](store::Db& db) {
            for (const auto person : {ada, bea})
                REQUIRE(post::post(db, {"a@ville.example.org", base::Language::fr, "Un code", "123456", person}));
        });
        REQUIRE(life.say("people.erase_person", "{\"person\":" + std::to_string(ada.value) + "}"));
        life.writer.run_local([&](store::Db& db) {
            CHECK(post::waiting(db) == 1);
            CHECK(post::next(db, 1)->note.person == bea);
        });
    });
}
