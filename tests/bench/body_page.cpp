// CPU time of the page of a body and of the list of bodies, made anew: routing, reading, rendering; without compression. Budget: 300 µs
// on SQLite.
//   bench_body_page [FOLDER OF ACTS]
#include "cpu_time.h"

#include "bodies/pages.h"
#include "support/site.h"
#include "web/places.h"

#include <cstdio>

int main(int count, char** arguments) {
    support::FreshNetwork place(store::Engine::sqlite);
    support::Site site(place.location());
    site.load(count > 1 ? arguments[1] : "data/aimf");
    std::vector<std::string> targets{web::places::bodies.fr};
    {
        const auto db = site.readers.lend();
        for (const auto& body : bodies::all_bodies(*db)) targets.push_back(bodies::address_of(body).fr);
    }
    constexpr int rounds = 50;
    for (const auto& target : targets) {
        std::size_t bytes = site.get(target).bytes().size();
        const auto before = bench::cpu_us();
        for (int i = 0; i < rounds; ++i) site.get(target);
        std::printf("uncached %s: %.1f us (%zu bytes)\n", target.c_str(), (bench::cpu_us() - before) / rounds, bytes);
    }
}
