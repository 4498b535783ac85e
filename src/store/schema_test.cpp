// Tables as declared, what an effect may say, and digests.
#include "store/engine.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>

using namespace store;
using support::for_each_engine;

namespace {

using Names = std::vector<std::string>;

constexpr const char* tables_sql =
    "-- Votes; a comment with a ' in it\n"
    "CREATE TABLE vote (\n"
    "    ballot int NOT NULL, voter text NOT NULL, /* text, */ text text NOT NULL DEFAULT 'int, (text)',\n"
    "    seal blob CHECK (length(seal) <= 3), weight int NOT NULL DEFAULT 1 CHECK (CAST(weight AS int) > 0),\n"
    "    PRIMARY KEY (voter, ballot)\n"
    ");\n"
    "create unique index if not exists vote_seal on vote (seal) where voter <> 'it''s';\n"
    "CREATE TABLE local_session (id int PRIMARY KEY, token text);\n"
    "CREATE TABLE journal_head (number int PRIMARY KEY);\n"
    "CREATE TABLE personal_value (id int PRIMARY KEY, value text)";

void fill(Db& db) {
    const std::string zero("\0a", 2);
    const auto put = [&](std::int64_t ballot, const char* voter, const Value& seal, std::int64_t weight) {
        db.run("INSERT INTO vote (ballot, voter, text, seal, weight) VALUES ($1, $2, $3, $4, $5)", {ballot, voter, "pour", seal, weight});
    };
    put(-5, "Évian", nullptr, 1);
    put(3, "Zürich", Value::bytes(""), std::numeric_limits<std::int64_t>::max());
    put(20, "a", Value::bytes(zero), 2);
    put(3, "a", Value::bytes("\x80"), 2);
    put(3, "a b", Value::bytes("\x7f"), 2);
    put(3, "B", Value::bytes("B"), 2);
    put(3, "", Value::bytes("C"), 2);
}

base::Hash digest_of(Db& db, std::string_view table) {
    for (const auto& one : digests(db))
        if (one.table == table) return one.hash;
    FAIL("no digest");
    return {};
}

}  // namespace

TEST_CASE("tables.sql is made in each engine's own types") {
    const std::string sql =
        "CREATE TABLE city (id int PRIMARY KEY, int int, name text CHECK (CAST(name AS text) <> 'x''y' AND id<=5), seal blob); CREATE "
        "INDEX c ON city (int);";
    CHECK(translate(sql, Engine::sqlite) ==
          "CREATE TABLE IF NOT EXISTS city (id INTEGER PRIMARY KEY, int INTEGER, name TEXT CHECK (CAST(name AS text) <> 'x''y' AND id<=5), "
          "seal BLOB) STRICT;\n"
          "CREATE INDEX IF NOT EXISTS c ON city (int);\n");
    CHECK(translate(sql, Engine::postgresql) ==
          "CREATE TABLE IF NOT EXISTS city (id bigint PRIMARY KEY, int bigint, name text COLLATE \"C\" CHECK (CAST(name AS text) <> 'x''y' "
          "AND id<=5), seal bytea);\n"
          "CREATE INDEX IF NOT EXISTS c ON city (int);\n");
    CHECK(translate(" -- nothing\n ;; ", Engine::sqlite).empty());
}

TEST_CASE("tables.sql holds tables and indexes of int, text and blob alone") {
    for (const char* sql :
         {"DROP TABLE city;", "CREATE VIEW v AS SELECT 1;", "CREATE UNIQUE TABLE t (id int);", "CREATE TABLE t (id integer);",
          "CREATE TABLE t (id bigint);", "CREATE TABLE t (id);", "CREATE TABLE t (price real);", "CREATE TABLE t (id int",
          "CREATE TABLE t (id int) STRICT;", "CREATE TABLE t;", "INSERT INTO t VALUES (1);", "CREATE TEMP TABLE t (id int);"})
        for (const auto engine : {Engine::sqlite, Engine::postgresql}) {
            CAPTURE(sql);
            CHECK_THROWS_AS(translate(sql, engine), Fault);
        }
}

TEST_CASE("Tables can be made twice, and say their columns and keys") {
    for_each_engine([](const Location& location) {
        const auto db = Db::open(location, Access::writer);
        db->create(tables_sql);
        fill(*db);
        db->create(tables_sql);
        CHECK(db->tables() == Names{"journal_head", "local_session", "personal_value", "vote"});
        CHECK(db->columns("vote") == Names{"ballot", "voter", "text", "seal", "weight"});
        CHECK(db->key("vote") == Names{"voter", "ballot"});
        CHECK(db->key("journal_head") == Names{"number"});
        CHECK(db->columns("nothing").empty());
        CHECK_THROWS_AS(db->create("CREATE TABLE first (id int PRIMARY KEY); CREATE INDEX i ON nowhere (id);"), Fault);
        CHECK(db->tables().size() == 4);  // the whole of it or nothing
    });
}

TEST_CASE("A column keeps its own type") {
    for_each_engine([](const Location& location) {
        const auto db = Db::open(location, Access::writer);
        db->create(tables_sql);
        // PostgreSQL writes the bytes as hexadecimal text: what is not caught there is caught here.
        if (db->engine() == Engine::sqlite)
            CHECK_THROWS_AS(db->run("INSERT INTO local_session (id, token) VALUES ($1, $2)", {1, Value::bytes("x")}), Fault);
        CHECK_THROWS_AS(db->run("INSERT INTO local_session (id, token) VALUES ($1, $2)", {"one", "x"}), Fault);
        CHECK_NOTHROW(db->run("INSERT INTO local_session (id, token) VALUES ($1, $2)", {1, "x"}));
    });
}

TEST_CASE("Texts stand in the order of their bytes") {
    for_each_engine([](const Location& location) {
        const auto db = Db::open(location, Access::writer);
        db->create(tables_sql);
        fill(*db);
        std::string order;
        for (auto rows = db->ask("SELECT voter, ballot FROM vote ORDER BY voter, ballot"); rows.next();)
            order += rows.text(0) + std::to_string(rows.integer(1)) + " ";
        CHECK(order == "3 B3 Zürich3 a3 a20 a b3 Évian-5 ");
        auto rows = db->ask("SELECT count(*) FROM vote WHERE voter > $1", {"Zz"});
        REQUIRE(rows.next());
        CHECK(rows.integer(0) == 5);
    });
}

TEST_CASE("The same rows have the same digests on both engines") {
    const support::FreshNetwork file(Engine::sqlite), schema(Engine::postgresql);
    const auto one = Db::open(file.location(), Access::writer), other = Db::open(schema.location(), Access::writer);
    for (auto* db : {one.get(), other.get()}) {
        db->create(tables_sql);
        fill(*db);
        db->begin();
        for (int i = 0; i < 9000; ++i)  // several pages, of different sizes
            db->run("INSERT INTO vote (ballot, voter, text) VALUES ($1, $2, $3)",
                    {i, "v" + std::to_string(i % 7), i % 100 ? "x" : std::string(50'000, 'y')});
        db->commit();
    }
    const auto expected = digests(*one);
    REQUIRE(expected.size() == 3);
    CHECK(expected == digests(*other));
    CHECK(expected[0].table == "journal_head");
    CHECK(expected[0].rows == 0);
    CHECK(expected[2].table == "vote");
    CHECK(expected[2].rows == 9007);
    CHECK_FALSE(one->in_transaction());
    one->begin();
    CHECK(expected == digests(*one));
    CHECK(one->in_transaction());
}

TEST_CASE("Every difference between rows is a difference between digests") {
    for_each_engine([](const Location& location) {
        const auto db = Db::open(location, Access::writer);
        db->create("CREATE TABLE fact (id int PRIMARY KEY, a text, b text, c blob); CREATE TABLE local_fact (id int PRIMARY KEY);");
        std::vector<base::Hash> seen{digest_of(*db, "fact")};
        const auto put = [&](int id, const Value& a, const Value& b, const Value& c) {
            db->run("DELETE FROM fact");
            db->run("INSERT INTO fact (id, a, b, c) VALUES ($1, $2, $3, $4)", {id, a, b, c});
            const auto hash = digest_of(*db, "fact");
            for (const auto& before : seen) CHECK(hash != before);
            seen.push_back(hash);
        };
        put(1, "ab", "c", Value::bytes("x"));
        put(1, "a", "bc", Value::bytes("x"));
        put(1, "ab", "c", Value::bytes(std::string("x\0", 2)));
        put(1, "ab", "", Value::bytes("x"));
        put(1, "ab", nullptr, Value::bytes("x"));
        put(1, nullptr, "ab", Value::bytes("x"));
        put(2, nullptr, "ab", Value::bytes("x"));
        put(-2, nullptr, "ab", Value::bytes("x"));
        db->run("INSERT INTO local_fact (id) VALUES (1)");
        CHECK(digest_of(*db, "fact") == seen.back());
        db->create("CREATE TABLE keyless (id int);");
        CHECK_THROWS_AS(digests(*db), Fault);
    });
}

TEST_CASE("An effect sees the tables, not the journal, personal values, the clock or chance") {
    const support::FreshNetwork network(Engine::sqlite);
    const auto db = Db::open(network.location(), Access::writer);
    db->create(tables_sql);
    const char* allowed =
        "SELECT coalesce(max(weight), 0), count(*), sum(weight), row_number() OVER (ORDER BY voter, ballot) FROM vote WHERE length(voter) "
        "> 0";
    const auto prepare = [&](const std::string& sql) {
        db->begin();
        struct Undo {
            Db& db;
            ~Undo() { db.rollback(); }
        } undo{*db};
        sql.starts_with("SELECT") || sql.starts_with("PRAGMA") ? static_cast<void>(db->ask(sql).next()) : db->run(sql);
    };
    const char* statements[] = {
        "SELECT number FROM journal_head ORDER BY number",
        "SELECT count(*) FROM journal_head",
        "SELECT value FROM personal_value ORDER BY id",
        "SELECT v.ballot FROM vote v JOIN personal_value p ON p.id = v.ballot ORDER BY v.ballot",
        "INSERT INTO journal_head (number) VALUES (1)",
        "UPDATE personal_value SET value = 'x'",
        "DELETE FROM personal_value",
        "SELECT random()",
        "SELECT randomblob(4)",
        "SELECT datetime('now')",
        "SELECT CURRENT_TIMESTAMP",
        "SELECT CURRENT_DATE",
        "SELECT strftime('%s', 'now')",
        "SELECT unixepoch()",
        "SELECT julianday('now')",
        "SELECT last_insert_rowid()",
        "SELECT changes()",
        "SELECT sqlite_version()",
        "SELECT lower('É')",
        "SELECT name FROM sqlite_schema ORDER BY name",
        "CREATE TABLE other (id INTEGER) STRICT",
        "DROP TABLE vote",
        "CREATE INDEX o ON vote (weight)",
        "ALTER TABLE vote ADD COLUMN o TEXT",
        "PRAGMA user_version",
        "ATTACH 'x' AS y",
        "SELECT name FROM pragma_table_info('vote') ORDER BY name",
    };
    for (const char* sql : statements) {
        CAPTURE(sql);
        const EffectScope effect(*db);
        CHECK_THROWS_AS(prepare(sql), Fault);
    }
    const EffectScope effect(*db);
    CHECK_NOTHROW(prepare(allowed));
    CHECK_NOTHROW(prepare("INSERT INTO vote (ballot, voter) VALUES (1, 'a')"));
    for (const char* sql : {"COMMIT", "ROLLBACK", "SAVEPOINT s9", "RELEASE s1", "VACUUM"}) CHECK_THROWS_AS(prepare(sql), Fault);
}

TEST_CASE("What was prepared outside an effect is not lent to it") {
    const support::FreshNetwork network(Engine::sqlite);
    const auto db = Db::open(network.location(), Access::writer);
    db->create(tables_sql);
    const char* sql = "SELECT number FROM journal_head ORDER BY number";
    CHECK_NOTHROW(db->ask(sql));
    {
        const EffectScope effect(*db);
        CHECK_THROWS_AS(db->ask(sql), Fault);
    }
    CHECK_NOTHROW(db->ask(sql));
}

TEST_CASE("Inside an effect the store's own savepoints go on, and scripts do not") {
    for_each_engine([](const Location& location) {
        const auto db = Db::open(location, Access::writer);
        db->create(tables_sql);
        db->begin();
        const EffectScope effect(*db);
        db->savepoint();
        db->run("INSERT INTO vote (ballot, voter) VALUES (1, 'a')");
        db->release();
        db->savepoint();
        db->rollback_to_savepoint();
        CHECK_THROWS_AS(db->script("DELETE FROM vote"), Fault);
        db->commit();
    });
}
