// How many acts a second a rebuild replays, trusting and proving, into SQLite and into PostgreSQL.
// Use: bench_rebuild NETWORK.db [CONNINFO]   NETWORK.db: made by `concert simulate`; CONNINFO: libpq's, of a server for trials, where the
// schema bench_rebuild is made and dropped. One figure a line: "name: value unit".
#include "app/concert.h"

#include <fmt/format.h>
#include <unistd.h>
#include <cstdio>
#include <filesystem>

namespace {

void measure(const store::Location& from, const store::Location& to, const std::string& engine, acts::Replay mode) {
    acts::ReplayOptions options;
    options.mode = mode;
    const auto rebuilt = app::rebuild(from, to, options);
    const auto name = fmt::format("rebuild.{}.{}", engine, mode == acts::Replay::trust ? "trust" : "prove");
    fmt::print("{}: {:.0f} acts/s\n", name, double(rebuilt.replayed.entries) / rebuilt.seconds);
    fmt::print("{}.cpu: {:.1f} µs/act\n", name, rebuilt.cpu_seconds * 1e6 / double(rebuilt.replayed.entries));
    for (const auto& table : rebuilt.different) fmt::print("{}.different: {}\n", name, table);
    for (const auto& difference : rebuilt.replayed.differences)
        fmt::print("{}.difference: {} {}\n", name, difference.number.value, difference.what);
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) return std::fputs("use: bench_rebuild NETWORK.db [CONNINFO]\n", stderr), 2;
    const auto from = store::Location::parse(words[1]);
    for (const auto mode : {acts::Replay::trust, acts::Replay::prove}) {
        const auto file = from.path + ".bench";
        measure(from, {store::Engine::sqlite, file, {}, {}}, "sqlite", mode);
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file + suffix);
        if (count < 3) continue;
        const store::Location schema{store::Engine::postgresql, {}, words[2], "bench_rebuild"};
        measure(from, schema, "postgresql", mode);
        store::Db::open(schema, store::Access::writer)->script("DROP SCHEMA bench_rebuild CASCADE");
    }
}
