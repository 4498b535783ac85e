#include "store/db.h"

#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <libpq-fe.h>
#include <algorithm>
#include <atomic>
#include <thread>

using namespace store;
using support::for_each_engine;

namespace {

constexpr const char* notes = "CREATE TABLE note (id int PRIMARY KEY, body text NOT NULL CHECK (length(body) < 100));";
constexpr const char* insert_note = "INSERT INTO note (id, body) VALUES ($1, $2)";

std::unique_ptr<Db> open_with_notes(const Location& location) {
    auto db = Db::open(location, Access::writer);
    db->create(notes);
    return db;
}

void add(Db& db, std::int64_t id) { db.run(insert_note, {id, "a"}); }

std::string ids(Db& db) {
    std::string out;
    for (auto rows = db.ask("SELECT id FROM note ORDER BY id"); rows.next();) out += std::to_string(rows.integer(0)) + " ";
    return out;
}

}  // namespace

TEST_CASE("What is committed stays, what is rolled back does not") {
    for_each_engine([](const Location& location) {
        auto db = open_with_notes(location);
        CHECK_FALSE(db->in_transaction());
        db->begin();
        CHECK(db->in_transaction());
        add(*db, 1);
        db->commit();
        CHECK_FALSE(db->in_transaction());
        db->begin();
        add(*db, 2);
        db->rollback();
        CHECK_FALSE(db->in_transaction());
        db->rollback();  // nothing to undo: nothing happens
        db->begin();
        add(*db, 3);
        db.reset();  // a connection that ends undoes what was not committed
        db = Db::open(location, Access::writer);
        CHECK(ids(*db) == "1 ");
    });
}

TEST_CASE("Savepoints undo to the newest one, last in first out") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_notes(location);
        db->begin();
        add(*db, 1);
        db->savepoint();
        add(*db, 2);
        db->savepoint();
        add(*db, 3);
        db->rollback_to_savepoint();
        CHECK(ids(*db) == "1 2 ");
        db->savepoint();
        add(*db, 4);
        db->release();
        CHECK(ids(*db) == "1 2 4 ");
        db->rollback_to_savepoint();
        CHECK(ids(*db) == "1 ");
        db->savepoint();
        add(*db, 5);
        db->release();
        db->commit();
        CHECK(ids(*db) == "1 5 ");
    });
}

TEST_CASE("A transaction and a savepoint end only where one has begun") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_notes(location);
        CHECK_THROWS_AS(db->commit(), Fault);
        CHECK_THROWS_AS(db->savepoint(), Fault);
        CHECK_THROWS_AS(db->release(), Fault);
        CHECK_THROWS_AS(db->rollback_to_savepoint(), Fault);
        db->begin();
        CHECK_THROWS_AS(db->begin(), Fault);
        CHECK_THROWS_AS(db->begin_reading(), Fault);
        CHECK_THROWS_AS(db->forget_deleted(), Fault);
        db->savepoint();
        db->release();
        CHECK_THROWS_AS(db->release(), Fault);
        add(*db, 1);
        db->commit();
        CHECK(ids(*db) == "1 ");
    });
}

TEST_CASE("A statement that fails undoes its savepoint alone") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_notes(location);
        db->begin();
        add(*db, 1);
        for (const bool nested : {false, true}) {
            CAPTURE(nested);
            db->savepoint();
            add(*db, 2);
            if (nested) db->savepoint();
            const auto fail = [&] {
                add(*db, 1);
                for (int i = 10; i < 400; ++i) add(*db, i);  // more than is ever in flight
                db->settle();
            };
            CHECK_THROWS_AS(fail(), Constraint);
            CHECK_THROWS_AS(db->ask("SELECT id FROM note ORDER BY id"), Fault);
            CHECK_THROWS_AS(add(*db, 3), Fault);
            CHECK_THROWS_AS(db->savepoint(), Fault);
            CHECK_THROWS_AS(db->release(), Fault);
            if (nested) db->rollback_to_savepoint();
            CHECK_NOTHROW(db->rollback_to_savepoint());
        }
        add(*db, 4);
        db->commit();
        CHECK(ids(*db) == "1 4 ");
    });
}

TEST_CASE("A failure is thrown by the end of its savepoint at the latest") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_notes(location);
        db->begin();
        db->savepoint();  // so that the server knows the words, and is not asked about them below
        db->release();
        add(*db, 1);
        const auto ends = {+[](Db& at) { at.release(); }, +[](Db& at) { at.settle(); },
                           +[](Db& at) {
                               at.change(insert_note, {9, "x"});
                           },
                           +[](Db& at) { at.ask("SELECT id FROM note ORDER BY id"); }};
        for (const auto end : ends) {
            db->savepoint();
            const auto act = [&] {
                add(*db, 1);
                end(*db);
            };
            CHECK_THROWS_AS(act(), Constraint);
            db->rollback_to_savepoint();
        }
        const auto act = [&] {
            add(*db, 1);
            db->commit();
        };
        CHECK_THROWS_AS(act(), Constraint);
        db->rollback();
        CHECK(ids(*db).empty());
    });
}

TEST_CASE("A transaction that has failed cannot be committed, and the next one can") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_notes(location);
        db->begin();
        add(*db, 1);
        CHECK_THROWS_AS(db->change(insert_note, {1, "again"}), Constraint);
        CHECK_THROWS_AS(db->commit(), Fault);
        CHECK_FALSE(db->in_transaction());
        CHECK_THROWS_AS(db->ask("SELECT nothing FROM nowhere"), Fault);  // outside a transaction nothing is spoilt
        db->begin();
        add(*db, 2);
        db->commit();
        CHECK(ids(*db) == "2 ");
    });
}

TEST_CASE("A statement that cannot be prepared spoils its transaction") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_notes(location);
        db->begin();
        db->savepoint();
        add(*db, 1);
        CHECK_THROWS_AS(db->ask("SELECT nothing FROM nowhere"), Fault);
        CHECK_THROWS_AS(add(*db, 2), Fault);
        db->rollback_to_savepoint();
        add(*db, 3);
        db->commit();
        CHECK(ids(*db) == "3 ");
    });
}

TEST_CASE("Without a transaction each change stands alone") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_notes(location);
        add(*db, 1);
        CHECK_THROWS_AS(add(*db, 1), Constraint);
        add(*db, 2);
        CHECK(ids(*db) == "1 2 ");
    });
}

TEST_CASE("A failure before a savepoint is not undone by it") {
    const support::FreshNetwork network(Engine::postgresql);
    const auto db = open_with_notes(network.location());
    db->begin();
    for (int depth = 0; depth < 2; ++depth) db->savepoint();  // so that both are known to the server
    for (int depth = 0; depth < 2; ++depth) db->rollback_to_savepoint();
    db->savepoint();
    add(*db, 1);
    add(*db, 1);      // not answered yet
    db->savepoint();  // and so not set
    CHECK_THROWS_AS(db->rollback_to_savepoint(), Fault);
    CHECK_THROWS_AS(add(*db, 2), Fault);
    db->rollback_to_savepoint();
    add(*db, 3);
    db->commit();
    CHECK(ids(*db) == "3 ");
}

TEST_CASE("The second of two writers is told that the first is busy") {
    for_each_engine([](const Location& location) {
        const auto first = open_with_notes(location), second = Db::open(location, Access::writer);
        const bool sqlite = first->engine() == Engine::sqlite;
        add(*first, 1);
        second->script(sqlite ? "PRAGMA busy_timeout = 20" : "SET lock_timeout = '20ms'");
        first->begin();
        CHECK(first->change("UPDATE note SET body = $1 WHERE id = $2", {"b", 1}) == 1);
        const auto write = [&] {
            second->begin();
            second->change("UPDATE note SET body = $1 WHERE id = $2", {"c", 1});
        };
        CHECK_THROWS_AS(write(), Busy);
        second->rollback();
        first->commit();
        CHECK_NOTHROW(write());
        second->commit();
    });
}

TEST_CASE("A reader sees one state of the network for as long as it reads") {
    for_each_engine([](const Location& location) {
        const auto writer = open_with_notes(location);
        add(*writer, 1);
        const auto reader = Db::open(location, Access::reader);
        reader->begin_reading();
        add(*writer, 2);
        CHECK(ids(*reader) == "1 ");
        add(*writer, 3);
        CHECK(ids(*reader) == "1 ");
        reader->commit();
        CHECK(ids(*reader) == "1 2 3 ");
    });
}

TEST_CASE("A reader writes nothing, nor does a writer that has begun to read") {
    for_each_engine([](const Location& location) {
        const auto writer = open_with_notes(location);
        const auto reader = Db::open(location, Access::reader);
        CHECK_THROWS_AS(add(*reader, 1), Fault);
        CHECK_THROWS_AS(reader->ask("INSERT INTO note (id, body) VALUES (1, 'a') RETURNING id"), Fault);
        CHECK_THROWS_AS(reader->begin(), Fault);
        CHECK_THROWS_AS(reader->script("DELETE FROM note"), Fault);
        CHECK_THROWS_AS(reader->create("CREATE TABLE other (id int PRIMARY KEY);"), Fault);
        CHECK_THROWS_AS(reader->forget_deleted(), Fault);
        writer->begin_reading();
        CHECK_THROWS_AS(add(*writer, 1), Fault);
        writer->rollback();
        CHECK(ids(*reader).empty());
        add(*writer, 1);
        CHECK(ids(*reader) == "1 ");
    });
}

TEST_CASE("Readers read while the writer writes") {
    for_each_engine([](const Location& location) {
        const auto writer = open_with_notes(location);
        std::atomic<bool> stop = false;
        std::atomic<int> wrong = 0, read = 0;
        std::vector<std::thread> readers;
        for (int i = 0; i < 3; ++i)
            readers.emplace_back([&] {
                const auto reader = Db::open(location, Access::reader);
                do {  // each group of ten is there whole or not at all
                    auto rows = reader->ask("SELECT count(*) FROM note");
                    wrong += !rows.next() || rows.integer(0) % 10 != 0;
                    ++read;
                } while (!stop);
            });
        for (int group = 0; group < 60; ++group) {
            writer->begin();
            for (int i = 0; i < 10; ++i) add(*writer, group * 10 + i);
            writer->commit();
        }
        stop = true;
        for (auto& reader : readers) reader.join();
        CHECK(wrong == 0);
        CHECK(read >= 3);
    });
}

TEST_CASE("A COMMIT that is refused leaves no transaction open") {
    const support::FreshNetwork network(Engine::sqlite);
    const auto db = open_with_notes(network.location());
    db->create("CREATE TABLE reply (id int PRIMARY KEY, note int NOT NULL REFERENCES note (id));");
    db->begin();
    db->script("PRAGMA defer_foreign_keys = ON");
    add(*db, 1);
    db->run("INSERT INTO reply (id, note) VALUES (1, 2)");
    CHECK_THROWS_AS(db->commit(), Constraint);
    CHECK_FALSE(db->in_transaction());
    CHECK(ids(*db).empty());
}

TEST_CASE("Retry is said when two transactions wait for each other") {
    const support::FreshNetwork network(Engine::postgresql);
    const auto first = open_with_notes(network.location()), second = Db::open(network.location(), Access::writer);
    add(*first, 1);
    add(*first, 2);
    first->script("SET deadlock_timeout = '20ms'");
    second->script("SET deadlock_timeout = '1h'");
    const char* lock = "UPDATE note SET body = 'b' WHERE id = $1";
    first->begin();
    second->begin();
    CHECK(first->change(lock, {1}) == 1);
    CHECK(second->change(lock, {2}) == 1);
    std::thread other([&] { second->change(lock, {1}); });
    CHECK_THROWS_AS(first->change(lock, {2}), Retry);
    first->rollback();
    other.join();
    second->commit();
}

TEST_CASE("Retry is said when a writer's snapshot has grown old") {
    const support::FreshNetwork network(Engine::sqlite);
    const auto first = open_with_notes(network.location()), second = Db::open(network.location(), Access::writer);
    second->script("BEGIN");
    CHECK(ids(*second).empty());
    add(*first, 1);
    CHECK_THROWS_AS(add(*second, 2), Retry);
    second->rollback();
}

TEST_CASE("A connection lost at COMMIT leaves the outcome unknown, elsewhere it is a fault") {
    const support::FreshNetwork network(Engine::postgresql);
    const auto killer = Db::open(network.location(), Access::writer);
    const auto end = [&](Db& db) {
        auto rows = db.ask("SELECT pg_backend_pid()");
        REQUIRE(rows.next());
        killer->script("SELECT pg_terminate_backend(" + std::to_string(rows.integer(0)) + ", 2000)");
    };
    auto db = open_with_notes(network.location());
    db->begin();
    add(*db, 1);
    db->settle();
    end(*db);
    CHECK_THROWS_AS(db->commit(), UnknownOutcome);
    CHECK_FALSE(db->in_transaction());
    CHECK_THROWS_AS(db->ask("SELECT id FROM note ORDER BY id"), Fault);
    CHECK_THROWS_AS(db->begin(), Fault);

    db = Db::open(network.location(), Access::writer);
    CHECK(ids(*db).empty());
    db->begin();
    end(*db);
    bool fault = false;
    try {
        db->change(insert_note, {1, "a"});
    } catch (const UnknownOutcome&) {
    } catch (const Fault&) { fault = true; }
    CHECK(fault);
    CHECK_THROWS_WITH_AS(db->commit(), "the transaction had failed: nothing was kept", Fault);
}

TEST_CASE("A server is called by what it must be: there, in UTF-8, with the schema") {
    const support::FreshNetwork network(Engine::postgresql);
    CHECK_THROWS_AS(Db::open(network.location(), Access::reader), NotADatabase);
    auto nowhere = network.location();
    nowhere.conninfo += " port=1";
    CHECK_THROWS_AS(Db::open(nowhere, Access::writer), Fault);
    auto other = network.location();
    other.schema = "x\"; DROP";
    CHECK_THROWS_AS(Db::open(other, Access::writer), Fault);
}

TEST_CASE("What the server says becomes the fault that tells what to do") {
    const support::FreshNetwork network(Engine::postgresql);
    const auto db = Db::open(network.location(), Access::writer);
    const auto fault = [&](const std::string& state) -> std::string {
        try {
            db->script("DO $$ BEGIN RAISE EXCEPTION 'said' USING ERRCODE = '" + state + "'; END $$");
        } catch (const Retry&) { return "Retry"; } catch (const Constraint&) {
            return "Constraint";
        } catch (const Busy&) { return "Busy"; } catch (const DiskFull&) {
            return "DiskFull";
        } catch (const UnknownOutcome&) { return "UnknownOutcome"; } catch (const Fault&) {
            return "Fault";
        }
        return "nothing";
    };
    const std::pair<const char*, const char*> cases[] = {
        {"40001", "Retry"}, {"40P01", "Retry"}, {"40002", "Fault"},    {"23000", "Constraint"}, {"23514", "Constraint"}, {"22001", "Fault"},
        {"55P03", "Busy"},  {"55000", "Fault"}, {"53100", "DiskFull"}, {"53200", "Fault"},      {"57014", "Fault"},      {"XX000", "Fault"},
    };
    for (const auto& [state, expected] : cases) CHECK(std::string(state) + " " + fault(state) == std::string(state) + " " + expected);
}

TEST_CASE("However many changes were sent before, a question has its answer, a change its count and COMMIT its outcome") {
    support::for_each_engine([](const Location& location) {
        auto db = open_with_notes(location);
        std::int64_t kept = 0;
        for (int before = 120; before <= 136; ++before) {
            CAPTURE(before);
            db->begin();
            for (int i = 0; i < before; ++i) add(*db, static_cast<int>(++kept));
            auto rows = db->ask("SELECT count(*) FROM note");
            REQUIRE(rows.next());
            CHECK(rows.integer(0) == kept);
            for (int i = 0; i < before; ++i) add(*db, static_cast<int>(++kept));
            CHECK(db->change("UPDATE note SET id = id WHERE id = $1", {kept}) == 1);
            for (int i = 0; i < before; ++i) add(*db, static_cast<int>(++kept));
            CHECK_NOTHROW(db->commit());
        }
        CHECK(std::ranges::count(ids(*db), ' ') == kept);
    });
}
