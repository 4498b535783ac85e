// CPU time of the pages of the programme, made anew: routing, reading, rendering; without compression. Budget: 300 µs each on SQLite.
//   bench_programme [FOLDER OF ACTS]
#include "cpu_time.h"

#include "programme/pages.h"
#include "support/site.h"

#include <cstdio>

namespace {

void measure(const support::Site& site, const char* what, const std::string& target) {
    constexpr int rounds = 500;
    std::size_t bytes = 0;
    const auto ask = [&] {
        const auto response = site.get(target);
        if (response.status != 200) throw std::runtime_error(target);
        bytes = response.bytes().size();
    };
    for (int i = 0; i < 10; ++i) ask();
    const auto before = bench::cpu_us();
    for (int i = 0; i < rounds; ++i) ask();
    std::printf("uncached %s: %.1f us (%zu bytes)\n", what, (bench::cpu_us() - before) / rounds, bytes);
}

}  // namespace

int main(int count, char** arguments) {
    support::FreshNetwork place(store::Engine::sqlite);
    support::Site site(place.location());
    site.load(count > 1 ? arguments[1] : "data/aimf");
    const auto db = site.readers.lend();
    measure(site, "list of programmes", programme::places::programme.fr);
    const auto newest = programme::all_programmes(*db).at(0);
    measure(site, "page of a programme", programme::places::of(newest).fr);
    measure(site, "page of an axis", programme::places::of(programme::nodes_of(*db, newest.id).at(0)).fr);
    const auto frame = programme::all_frames(*db).at(0);
    measure(site, "page of a frame", programme::places::of(frame).fr);
    measure(site, "page of a goal", programme::places::of(frame, *programme::find_code(*db, frame.id, "11")).fr);
}
