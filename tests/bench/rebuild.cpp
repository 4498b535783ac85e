// How many acts a second a rebuild replays, trusting and proving, into SQLite and into PostgreSQL.
// Use: bench_rebuild [NETWORK.db]   else a network of 10,000 simulated members, made first. One figure a line: "name: value unit".
#include "app/simulate.h"
#include "support/postgresql.h"

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
    const support::FreshNetwork made(store::Engine::sqlite);
    const auto from = count > 1 ? store::Location::parse(words[1]) : made.location();
    if (count < 2) fmt::print("rebuild.entries: {} entries\n", app::simulate(from, {.members = 10'000}).entries);
    for (int round = 0; round < 3; ++round)
        for (const auto mode : {acts::Replay::trust, acts::Replay::prove})
            for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
                const support::FreshNetwork fresh(engine);
                measure(from, fresh.location(), engine == store::Engine::sqlite ? "sqlite" : "postgresql", mode);
            }
}
