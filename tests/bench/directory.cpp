// CPU time of the public pages that count a whole network of 10,000 simulated members, each made anew: routing, reading, rendering;
// without compression. Budget: 300 µs on SQLite for what is no list.
//   bench_directory
#include "cpu_time.h"

#include "app/simulate.h"
#include "support/site.h"

#include <cstdio>

int main() {
    support::FreshNetwork place(store::Engine::sqlite);
    app::simulate(place.location(), {.members = 10'000});
    support::Site site(place.location());
    constexpr int rounds = 50;
    for (const auto* target : {"/", "/membres", "/membres?date=2024-06-30", "/membres?country=FR", "/chiffres"}) {
        const auto first = site.get(target);
        if (first.status != 200) throw std::runtime_error(target);
        const auto before = bench::cpu_us();
        for (int i = 0; i < rounds; ++i) site.get(target);
        std::printf("%s: %.0f us, %zu bytes\n", target, (bench::cpu_us() - before) / rounds, first.bytes().size());
    }
}
