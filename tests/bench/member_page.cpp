// CPU time of one page of a member, made anew: routing, reading, rendering; without compression. Budget: 150 µs on SQLite.
//   bench_member_page [FOLDER OF ACTS]
#include "cpu_time.h"

#include "members/members.h"
#include "support/site.h"
#include "web/places.h"

#include <cstdio>

int main(int count, char** arguments) {
    support::FreshNetwork place(store::Engine::sqlite);
    support::Site site(place.location());
    site.load(count > 1 ? arguments[1] : "data/aimf");
    std::vector<std::string> targets;
    {
        const auto db = site.readers.lend();
        for (const auto& member : members::list_members(*db, {}, 0, 1000))
            targets.push_back(web::places::member(member.id, member.name).fr);
    }
    std::size_t bytes = 0;
    const auto round = [&] {
        for (const auto& target : targets) {
            const auto response = site.get(target);
            if (response.status != 200) throw std::runtime_error(target);
            bytes += response.bytes().size();
        }
    };
    round();
    constexpr int rounds = 50;
    bytes = 0;
    const auto before = bench::cpu_us();
    for (int i = 0; i < rounds; ++i) round();
    const auto each = (bench::cpu_us() - before) / rounds / double(targets.size());
    std::printf("uncached member page: %.1f us (%zu members, %zu bytes each)\n", each, targets.size(), bytes / rounds / targets.size());
}
