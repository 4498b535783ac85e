// What a long list costs to take away over HTTP: time, and memory of the process beyond what it had. One figure a line.
//   bench_export [ROWS]
#include "support/http_client.h"
#include "support/site.h"
#include "web/server.h"

#include <unistd.h>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

namespace {

std::int64_t resident_kib() {
    std::ifstream in("/proc/self/statm");
    std::int64_t all = 0, resident = 0;
    in >> all >> resident;
    return resident * sysconf(_SC_PAGESIZE) / 1024;
}

void fill(const store::Location& location, int count) {
    const auto db = store::Db::open(location, store::Access::writer);
    db->begin();
    for (int i = 1; i <= count; ++i) {
        const auto name = "Ville d’exemple numéro " + std::to_string(i);
        db->run(
            "INSERT INTO member (id, name, name_key, country, kind, class, status, attested, from_day, population, note_fr, note_en, "
            "basis, "
            "changed_by) VALUES ($1, $2, $2, 'BJ', 'city', 'not_stated', 'recorded', '2014-11-06', '2014-11-06', $3, '', '', 'source:1', "
            "1)",
            {i, name, i * 37 % 1'000'000});
    }
    db->commit();
}

// The most memory while it reads `target` to its end, and how many bytes came.
struct Taken {
    std::int64_t most_kib = 0;
    std::uint64_t bytes = 0;
    double seconds = 0;
};
Taken take(std::uint16_t port, const std::string& target) {
    const auto begun = std::chrono::steady_clock::now();
    support::Client client(port);
    client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    Taken taken;
    for (;;) {
        const auto piece = client.piece(60'000);
        taken.most_kib = std::max(taken.most_kib, resident_kib());
        taken.bytes += piece.size();
        if (piece.empty()) break;
    }
    taken.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return taken;
}

}  // namespace

int main(int argc, char** argv) {
    const int rows = argc > 1 ? std::atoi(argv[1]) : 100'000;
    support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    fill(network.location(), rows);
    web::Topics topics;
    web::ServerOptions options;
    options.listen = {{"127.0.0.1", 0}};
    web::Server server(options, {site.router, topics, nullptr, {}});
    std::thread thread([&] { server.run(); });
    const auto port = server.ports()[0];
    take(port, "/membres");
    std::atomic<bool> done{false};
    std::atomic<std::int64_t> peak{0};
    std::thread watch([&] {
        for (; !done; std::this_thread::sleep_for(std::chrono::milliseconds(5))) peak = std::max(peak.load(), resident_kib());
    });
    for (const std::string ending : {"csv", "json", "xlsx"}) {
        peak = 0;
        const auto before = resident_kib();
        const auto taken = take(port, "/membres." + ending);
        std::printf("export.%s.rows: %d\n", ending.c_str(), rows);
        std::printf("export.%s.bytes: %llu\n", ending.c_str(), static_cast<unsigned long long>(taken.bytes));
        std::printf("export.%s.time: %.2f s\n", ending.c_str(), taken.seconds);
        std::printf("export.%s.memory_before: %lld KiB\n", ending.c_str(), static_cast<long long>(before));
        std::printf("export.%s.memory_peak: %lld KiB\n", ending.c_str(), static_cast<long long>(peak));
        std::printf("export.%s.memory_growth: %lld KiB\n", ending.c_str(), static_cast<long long>(peak - before));
    }
    done = true;
    watch.join();
    server.stop();
    thread.join();
}
