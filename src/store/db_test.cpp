#include "store/db.h"

#include "support/postgresql.h"

#include <doctest/doctest.h>

using namespace store;
using support::for_each_engine;

namespace {

constexpr const char* cities =
    "CREATE TABLE country (code text PRIMARY KEY, name text NOT NULL);\n"
    "CREATE TABLE city (\n"
    "    id int PRIMARY KEY,\n"
    "    name text NOT NULL CHECK (length(name) > 0),  -- as the city writes it\n"
    "    country text NOT NULL REFERENCES country (code),\n"
    "    people int CHECK (people >= 0),\n"
    "    seal blob,\n"
    "    UNIQUE (country, name)\n"
    ");\n"
    "CREATE INDEX city_country ON city (country);\n";

constexpr const char* insert_city = "INSERT INTO city (id, name, country, people, seal) VALUES ($1, $2, $3, $4, $5)";

std::unique_ptr<Db> open_with_cities(const Location& location) {
    auto db = Db::open(location, Access::writer);
    db->create(cities);
    db->run("INSERT INTO country (code, name) VALUES ($1, $2)", {"BE", "Belgique"});
    return db;
}

std::int64_t count(Db& db) {
    auto rows = db.ask("SELECT count(*) FROM city");
    REQUIRE(rows.next());
    return rows.integer(0);
}

void add(Db& db, std::int64_t id, std::string_view name) { db.run(insert_city, {id, name, "BE", 5, nullptr}); }

}  // namespace

TEST_CASE("A location is a file or a schema of PostgreSQL") {
    const auto file = Location::parse("var/aimf.db");
    CHECK(file.engine == Engine::sqlite);
    CHECK(file.path == "var/aimf.db");
    CHECK(file.text() == "var/aimf.db");
    const auto schema = Location::parse("postgresql:host=db.example.org password=a?b?schema=aimf_1");
    CHECK(schema.engine == Engine::postgresql);
    CHECK(schema.conninfo == "host=db.example.org password=a?b");
    CHECK(schema.schema == "aimf_1");
    CHECK(schema.text() == "postgresql:host=db.example.org password=a?b?schema=aimf_1");
    CHECK(Location::parse("postgresql:?schema=_").schema == "_");
    CHECK(Location::parse("postgresql:?schema=" + std::string(51, 'a')).schema.size() == 51);
}

TEST_CASE("A location that says nothing clear is refused") {
    const std::string zero("a\0b", 3);
    for (const std::string& text :
         {std::string(), zero, std::string("postgresql:host=x"), std::string("postgresql:?schema="), std::string("postgresql:?schema=1a"),
          std::string("postgresql:?schema=Aimf"), std::string("postgresql:?schema=a-b"), std::string("postgresql:?schema=a\"b"),
          std::string("postgresql:?schema=pg_x"), "postgresql:?schema=" + std::string(52, 'a')}) {
        CAPTURE(text);
        CHECK_THROWS_AS(Location::parse(text), std::invalid_argument);
    }
}

TEST_CASE("Every kind of value comes back as it was given") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        const std::string zeros("a\0b\0", 4), long_text(1 << 20, 'x');
        const auto lowest = std::numeric_limits<std::int64_t>::min(), highest = std::numeric_limits<std::int64_t>::max();
        db->create("CREATE TABLE kind (id int PRIMARY KEY, n int, t text, b blob);");
        const auto put = [&](int id, const Value& n, const Value& t, const Value& b) {
            db->run("INSERT INTO kind (id, n, t, b) VALUES ($1, $2, $3, $4)", {id, n, t, b});
        };
        put(1, lowest, "", Value::bytes(""));
        put(2, highest, "Nguyễn Thị, Cœur-d’Île 𝄞", Value::bytes(zeros));
        put(3, -1, long_text, Value::bytes(std::string(1 << 20, '\0')));
        put(4, nullptr, nullptr, nullptr);
        auto rows = db->ask("SELECT n, t, b FROM kind ORDER BY id");
        REQUIRE(rows.next());
        CHECK(rows.columns() == 3);
        CHECK(rows.integer(0) == lowest);
        CHECK(rows.kind(1) == Value::Kind::text);
        CHECK(rows.text(1) == "");
        CHECK(rows.kind(2) == Value::Kind::bytes);
        CHECK(rows.bytes(2) == "");
        REQUIRE(rows.next());
        CHECK(rows.integer(0) == highest);
        CHECK(rows.text(1) == "Nguyễn Thị, Cœur-d’Île 𝄞");
        CHECK(rows.bytes(2) == zeros);
        REQUIRE(rows.next());
        CHECK(rows.integer(0) == -1);
        CHECK(rows.view(1) == long_text);
        CHECK(rows.bytes(2) == std::string(1 << 20, '\0'));
        REQUIRE(rows.next());
        for (const int column : {0, 1, 2}) CHECK(rows.null(column));
        CHECK(rows.integer_or_null(0) == std::nullopt);
        CHECK(rows.text_or_null(1) == std::nullopt);
        CHECK_FALSE(rows.next());
        CHECK_FALSE(rows.next());
    });
}

TEST_CASE("Days, partial dates, hashes and numbers of things are kept and read as such") {
    for_each_engine([](const Location& location) {
        const auto db = Db::open(location, Access::writer);
        db->create("CREATE TABLE fact (id int PRIMARY KEY, day text, partial text, hash blob);");
        const auto day = *base::Date::parse("1979-05-01");
        const auto partial = *base::PartialDate::parse("2014~");
        const auto hash = base::sha256({"x"});
        db->run("INSERT INTO fact (id, day, partial, hash) VALUES ($1, $2, $3, $4)", {base::Id<base::Person>{7}, day, partial, hash});
        db->run("INSERT INTO fact (id, day, partial, hash) VALUES ($1, $2, $3, $4)",
                {8, std::optional<base::Date>(), "soon", Value::bytes("short")});
        auto rows = db->ask("SELECT id, day, partial, hash FROM fact ORDER BY id");
        REQUIRE(rows.next());
        CHECK(rows.id<base::Person>(0).value == 7);
        CHECK(rows.date(1) == day);
        CHECK(rows.partial_date(2) == partial);
        CHECK(rows.hash(3) == hash);
        REQUIRE(rows.next());
        CHECK(rows.date_or_null(1) == std::nullopt);
        CHECK_THROWS_AS(rows.date(2), Fault);
        CHECK_THROWS_AS(rows.partial_date(2), Fault);
        CHECK_THROWS_AS(rows.hash(3), Fault);
    });
}

TEST_CASE("A column is read as what it is, or not at all") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        db->run(insert_city, {1, "Liège", "BE", nullptr, Value::bytes("s")});
        auto rows = db->ask("SELECT id, name, people, seal FROM city ORDER BY id");
        CHECK_THROWS_AS(rows.integer(0), Fault);  // no row yet
        REQUIRE(rows.next());
        CHECK_THROWS_AS(rows.text(0), Fault);
        CHECK_THROWS_AS(rows.bytes(0), Fault);
        CHECK_THROWS_AS(rows.integer(1), Fault);
        CHECK_THROWS_AS(rows.bytes(1), Fault);
        CHECK_THROWS_AS(rows.integer(2), Fault);  // NULL is no value
        CHECK_THROWS_AS(rows.text(2), Fault);
        CHECK_THROWS_AS(rows.text(3), Fault);
        CHECK_THROWS_AS(rows.kind(4), Fault);
        CHECK_THROWS_AS(rows.kind(-1), Fault);
        CHECK_FALSE(rows.next());
        CHECK_THROWS_AS(rows.integer(0), Fault);
    });
}

TEST_CASE("Answers are integers, texts and blobs only") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        add(*db, 1, "Liège");
        const auto read = [&](const char* sql) {
            auto rows = db->ask(sql);
            while (rows.next()) rows.kind(0);
        };
        CHECK_THROWS_AS(read("SELECT 1.5 FROM city"), Fault);
        CHECK_THROWS_AS(read("SELECT avg(people) FROM city"), Fault);
        CHECK_NOTHROW(read("SELECT CAST(sum(people) AS bigint) FROM city"));
    });
    const support::FreshNetwork network(Engine::postgresql);
    const auto db = open_with_cities(network.location());
    CHECK_THROWS_WITH_AS(db->ask("SELECT sum(people) FROM city"),
                         "column 0 is numeric, as sum() gives: CAST it AS bigint: SELECT sum(people) FROM city", Fault);
    CHECK_THROWS_AS(db->ask("SELECT people > 1 FROM city"), Fault);
}

TEST_CASE("Text that is not UTF-8 without zero bytes is not kept") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        for (const std::string& text :
             {std::string("\xff"), std::string("\xc3"), std::string("\xc0\xaf"), std::string("\xed\xa0\x80"),
              std::string("\xf4\x90\x80\x80"), std::string("\xe0\x9f\xbf"), std::string("\xf0\x8f\xbf\xbf"), std::string("a\0b", 3)})
            CHECK_THROWS_AS(add(*db, 1, text), Fault);
        for (const std::string text :
             {"\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
            CHECK_NOTHROW(add(*db, text[0], text));
        CHECK(count(*db) == 8);
    });
}

TEST_CASE("A statement takes as many values as it names") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        db->begin();
        CHECK_THROWS_AS(db->run(insert_city, {1, "Liège", "BE", 5}), Fault);
        CHECK_THROWS_AS(db->run(insert_city, {1, "Liège", "BE", 5, nullptr, 6}), Fault);
        CHECK_THROWS_AS(db->ask("SELECT id FROM city WHERE id = $2", {1, 2}), Fault);
        CHECK_THROWS_AS(db->ask("SELECT id FROM city WHERE id = $0", {1}), Fault);
        add(*db, 1, "Liège");  // what was not sent spoils nothing
        db->commit();
        auto rows = db->ask("SELECT $2, '$3 it''s', $1 FROM city WHERE $2 = name /* $4 */ -- $5", {7, "Liège"});
        REQUIRE(rows.next());
        CHECK(rows.text(0) == "Liège");
        CHECK(rows.text(1) == "$3 it's");
        CHECK(rows.integer(2) == 7);
    });
}

TEST_CASE("A question does not write and a change does not ask") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        CHECK_THROWS_AS(db->ask("DELETE FROM city"), Fault);
        CHECK_THROWS_AS(db->run("SELECT id FROM city"), Fault);
        CHECK_THROWS_AS(db->change("SELECT id FROM city"), Fault);
        CHECK_THROWS_AS(db->run("COMMIT"), Fault);
        CHECK_THROWS_AS(db->ask("SELECT 1; SELECT 2"), Fault);
        CHECK_THROWS_AS(db->ask("SELEC 1"), Fault);
        CHECK_THROWS_AS(db->ask(""), Fault);
        add(*db, 1, "Liège");
        add(*db, 2, "Namur");
        CHECK(db->change("UPDATE city SET people = $1 WHERE id > $2", {6, 0}) == 2);
        CHECK(db->change("UPDATE city SET people = $1 WHERE id > $2", {6, 2}) == 0);
        { auto unread = db->ask("INSERT INTO city (id, name, country) VALUES ($1, $2, $3) RETURNING id", {3, "Mons", "BE"}); }
        CHECK(count(*db) == 3);
        auto gone = db->ask("DELETE FROM city WHERE id = $1 RETURNING name", {3});
        REQUIRE(gone.next());
        CHECK(gone.text(0) == "Mons");
        CHECK_FALSE(gone.next());
    });
}

TEST_CASE("A question may be asked again while its answer is being read") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        for (int i = 1; i <= 3; ++i) add(*db, i, std::to_string(i));
        std::string seen;
        const char* sql = "SELECT name FROM city WHERE id >= $1 ORDER BY id";
        for (auto outer = db->ask(sql, {1}); outer.next();)
            for (auto inner = db->ask(sql, {2}); inner.next();)
                for (auto innermost = db->ask(sql, {3}); innermost.next();) seen += outer.text(0) + inner.text(0) + innermost.text(0) + " ";
        CHECK(seen == "123 133 223 233 323 333 ");
    });
}

TEST_CASE("A value needs to live no longer than the call it is given to") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        std::string name = "Liège";
        add(*db, 1, name);
        auto rows = db->ask("SELECT id FROM city WHERE name = $1 ORDER BY id", {name});
        name.replace(0, 3, "xxx");  // before the first row is read
        CHECK(rows.next());
    });
}

TEST_CASE("What the data forbid is a Constraint, and its message holds no value") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        add(*db, 1, "Secret");
        struct {
            const char* what;
            std::vector<Value> values;
        } cases[] = {
            {"CHECK", {2, "", "BE", 5, nullptr}},
            {"NOT NULL", {2, nullptr, "BE", 5, nullptr}},
            {"primary key", {1, "Namur", "BE", 5, nullptr}},
            {"UNIQUE", {2, "Secret", "BE", 5, nullptr}},
            {"foreign key", {2, "Secret", "FR", 5, nullptr}},
        };
        for (const auto& one : cases) {
            CAPTURE(one.what);
            std::string message;
            try {
                db->run_values(insert_city, one.values);
            } catch (const Constraint& constraint) { message = constraint.what(); }
            CHECK(message.contains("INSERT INTO city"));
            CHECK_FALSE(message.contains("Secret"));
        }
        CHECK_THROWS_AS(db->run("DELETE FROM country"), Constraint);
        CHECK(count(*db) == 1);
    });
}

TEST_CASE("One statement takes NULL or a value in any place") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        for (int i = 0; i < 4; ++i)
            db->run(insert_city,
                    {i, "Ville " + std::to_string(i), "BE", i % 2 ? Value(nullptr) : Value(i), i / 2 ? Value(nullptr) : Value::bytes("s")});
        std::string seen;
        for (auto rows = db->ask("SELECT people, seal FROM city WHERE CAST($1 AS text) IS NULL OR name = $1 ORDER BY id", {nullptr});
             rows.next();)
            seen += std::string(rows.null(0) ? "-" : "p") + (rows.null(1) ? "-" : "s") + " ";
        CHECK(seen == "ps -s p- -- ");
        if (db->engine() == Engine::sqlite) return;
        auto rows = db->ask("SELECT count(*) FROM pg_prepared_statements WHERE statement = $1", {insert_city});
        REQUIRE(rows.next());
        CHECK(rows.integer(0) == 1);
    });
}

TEST_CASE("Text that is made anew each time does not fill the memory with statements, nor is it taken for another") {
    for_each_engine([](const Location& location) {
        const auto db = open_with_cities(location);
        db->begin();
        std::string question;  // asked from one place in memory
        for (int i = 0; i < 2100; ++i) {
            question = "SELECT CAST($1 AS bigint) + " + std::to_string(i);
            auto rows = db->ask(question, {1});
            REQUIRE(rows.next());
            CHECK(rows.integer(0) == i + 1);
        }
        add(*db, 1, "Liège");
        db->commit();
        CHECK(count(*db) == 1);
        if (db->engine() == Engine::sqlite) return;
        auto rows = db->ask("SELECT count(*) FROM pg_prepared_statements");
        REQUIRE(rows.next());
        CHECK(rows.integer(0) <= 2000);
    });
}
