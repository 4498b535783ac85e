// How many small statements a second the store runs. One figure a line: "name: value unit".
//   bench_store LOCATION [STATEMENTS]     the location is a new SQLite file, or an empty schema of PostgreSQL
#include "store/db.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

namespace {

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void tell(const char* name, std::int64_t count, double time) { std::printf("%s: %.0f /s\n", name, static_cast<double>(count) / time); }

void measure(store::Db& db, std::int64_t count) {
    db.create("CREATE TABLE city (id int PRIMARY KEY, name text NOT NULL, people int NOT NULL, seal blob NOT NULL);");
    const std::string seal(32, '\x7f');
    tell("store.insert", count, seconds([&] {
             db.begin();
             for (std::int64_t i = 0; i < count; ++i)
                 db.run("INSERT INTO city (id, name, people, seal) VALUES ($1, $2, $3, $4)",
                        {i, "Ville de Liège", i * 7, store::Value::bytes(seal)});
             db.commit();
         }));
    std::int64_t sum = 0;
    const auto asked = db.engine() == store::Engine::sqlite ? count : count / 10;
    tell("store.ask_one_row", asked, seconds([&] {
             db.begin_reading();
             for (std::int64_t i = 0; i < asked; ++i) {
                 auto rows = db.ask("SELECT name, people FROM city WHERE id = $1", {i * 7919 % count});
                 if (rows.next()) sum += rows.integer(1) + static_cast<std::int64_t>(rows.view(0).size());
             }
             db.commit();
         }));
    tell("store.update", count, seconds([&] {
             db.begin();
             for (std::int64_t i = 0; i < count; ++i) db.run("UPDATE city SET people = people + $2 WHERE id = $1", {i, 1});
             db.commit();
         }));
    const auto groups = std::min<std::int64_t>(count / 10, 2000);
    tell("store.durable_commit", groups, seconds([&] {
             for (std::int64_t i = 0; i < groups; ++i) {
                 db.begin();
                 db.run("UPDATE city SET people = $2 WHERE id = $1", {i, sum});
                 db.commit();
             }
         }));
    tell("store.digest_rows", count, seconds([&] { store::digests(db); }));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_store LOCATION [STATEMENTS]\n");
        return 2;
    }
    const auto db = store::Db::open(store::Location::parse(argv[1]), store::Access::writer);
    measure(*db, argc > 2 ? std::atoll(argv[2]) : 200000);
}
