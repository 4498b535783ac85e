// CPU time of the page of a body and of the list of bodies, made anew: routing, reading, rendering; without compression. Budget: 300 µs
// on SQLite.
//   bench_body_page [FOLDER OF ACTS]
#include "bodies/pages.h"
#include "support/site.h"
#include "web/places.h"

#include <cstdio>
#include <ctime>

namespace {

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

}  // namespace

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
        const auto before = cpu_seconds();
        for (int i = 0; i < rounds; ++i) site.get(target);
        std::printf("uncached %s: %.1f us (%zu bytes)\n", target.c_str(), (cpu_seconds() - before) * 1e6 / rounds, bytes);
    }
}
