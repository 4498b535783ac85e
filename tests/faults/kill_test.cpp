// kill -9 at any moment: what was acknowledged is there afterwards, once.
#include "acts/verify.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <random>

namespace {

constexpr int clients = 8;
using Acknowledged = std::map<std::pair<int, std::int64_t>, std::int64_t>;  // client and its act: the journal number

std::string key_of(int client, std::int64_t act) { return "client-" + std::to_string(client) + "-" + std::to_string(act); }

acts::Submission submission(int client, std::int64_t act) {
    const auto number = std::to_string(act);
    if (act % 10 == 9)
        return {{"visitor", acts::Role::visitor, "visitor"},
                "members.apply_for_membership",
                support::application("Ville " + std::to_string(client) + "-" + number, "FR", "association"),
                key_of(client, act),
                ""};
    return {{"visitor", acts::Role::administrator, "visitor"},
            "sources.record",
            "{\"title\":\"Page " + number + "\",\"kind\":\"web_page\"}",
            key_of(client, act),
            ""};
}

// The child's life: each client goes on from where it was last acknowledged, and says so on the pipe when it is.
[[noreturn]] void be_killed(const store::Location& location, int pipe, const std::vector<std::int64_t>& from) {
    acts::Writer writer(app::registry(), app::tables(), app::writer_options(location));
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client)
        threads.emplace_back([&, client] {
            for (auto act = from[std::size_t(client)];; ++act) {
                const auto outcome = writer.submit(submission(client, act));
                if (!outcome) _exit(3);
                const auto line = std::to_string(client) + " " + std::to_string(act) + " " + std::to_string(outcome->number.value) + "\n";
                if (write(pipe, line.data(), line.size()) != ssize_t(line.size())) _exit(4);
            }
        });
    for (auto& thread : threads) thread.join();
    _exit(5);
}

// One round: a new process of this same program, so that it holds nothing of ours; killed after `lifetime`. How it ended.
int round_of(const store::Location& location, Acknowledged& acknowledged, std::chrono::milliseconds lifetime) {
    std::string from;
    for (int client = 0; client < clients; ++client) {
        std::int64_t next = 0;
        while (acknowledged.contains({client, next})) ++next;
        from += std::to_string(next) + " ";
    }
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    const auto text = location.text(), end = std::to_string(ends[1]);
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        setenv("CONCERT_KILL_LOCATION", text.c_str(), 1);
        setenv("CONCERT_KILL_PIPE", end.c_str(), 1);
        setenv("CONCERT_KILL_FROM", from.c_str(), 1);
        execl("/proc/self/exe", "concert_tests", "--test-case=(a process that is going to be killed)", "--no-skip",
              static_cast<char*>(nullptr));
        _exit(127);
    }
    close(ends[1]);
    std::string heard;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::optional<std::chrono::steady_clock::time_point> dies;
    for (bool killed = false;;) {
        const auto now = std::chrono::steady_clock::now();
        if (!dies && !heard.empty()) dies = now + lifetime;
        if (!killed && (now >= until || (dies && now >= *dies))) {
            kill(child, SIGKILL);
            killed = true;
        }
        pollfd waiting{ends[0], POLLIN, 0};
        if (poll(&waiting, 1, killed ? 1000 : 2) <= 0) continue;
        char buffer[4096];
        const auto size = read(ends[0], buffer, sizeof buffer);
        if (size <= 0) break;  // it is dead, and all it said was heard
        heard.append(buffer, std::size_t(size));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    std::istringstream lines(heard);
    int client = 0;
    for (std::int64_t act = 0, number = 0; lines >> client >> act >> number;) {
        const auto before = acknowledged.try_emplace({client, act}, number);
        if (before.first->second != number) throw std::runtime_error("the same key has two numbers");
    }
    return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
}

void survive(const store::Location& location, std::int64_t rounds, std::uint64_t seed) {
    { support::Life life(location); }
    Acknowledged acknowledged;
    std::mt19937_64 random(seed);
    for (std::int64_t round = 0; round < rounds; ++round) {
        CAPTURE(round);
        REQUIRE(round_of(location, acknowledged, std::chrono::milliseconds(random() % 120)) == SIGKILL);
        const auto db = store::Db::open(location, store::Access::writer);
        REQUIRE(acts::verify(*db, app::registry()) == std::vector<std::string>{});
        std::map<std::string, std::int64_t> kept;
        auto rows = db->ask("SELECT client_key, number FROM journal_key ORDER BY number");
        while (rows.next()) kept[rows.text(0)] = rows.integer(1);
        REQUIRE(std::int64_t(kept.size()) == acts::read_head(*db).size);  // no entry without its key: nothing twice
        int lost = 0;
        for (const auto& [act, number] : acknowledged) {
            const auto found = kept.find(key_of(act.first, act.second));
            lost += found == kept.end() || found->second != number;
        }
        REQUIRE(lost == 0);
    }
    CHECK(acknowledged.size() > std::size_t(rounds));
    MESSAGE(acknowledged.size(), " acts acknowledged in ", rounds, " rounds");
    for (const auto mode : {acts::Replay::trust, acts::Replay::prove}) {
        const support::FreshNetwork fresh(store::Engine::sqlite);
        acts::ReplayOptions options;
        options.mode = mode;
        const auto rebuilt = app::rebuild(location, fresh.location(), options);
        CHECK(rebuilt.different == std::vector<std::string>{});
        CHECK(rebuilt.replayed.differences.empty());
    }
}

// Each network is verified after each round, and grows with it: after fifty, the next begins anew.
void survive_on(store::Engine engine, std::int64_t rounds) {
    constexpr std::int64_t rounds_of_a_network = 50;
    for (std::int64_t done = 0; done < rounds; done += rounds_of_a_network) {
        const support::FreshNetwork network(engine);
        survive(network.location(), std::min(rounds - done, rounds_of_a_network), static_cast<std::uint64_t>(rounds + done));
    }
}

}  // namespace

TEST_CASE("(a process that is going to be killed)" * doctest::skip()) {
    const char *location = std::getenv("CONCERT_KILL_LOCATION"), *pipe = std::getenv("CONCERT_KILL_PIPE"),
               *from = std::getenv("CONCERT_KILL_FROM");
    if (!location || !pipe || !from) return;
    std::istringstream numbers(from);
    std::vector<std::int64_t> next(clients);
    for (auto& number : next) numbers >> number;
    be_killed(store::Location::parse(location), std::atoi(pipe), next);
}

TEST_CASE("Whenever the process is killed, what was acknowledged is there once, and the journal is sound") {
    const char* text = std::getenv("CONCERT_KILLS");
    const auto rounds = text ? std::atoll(text) : 20;
    SUBCASE("on SQLite") { survive_on(store::Engine::sqlite, rounds); }
    SUBCASE("on PostgreSQL") { survive_on(store::Engine::postgresql, (rounds + 3) / 4); }
}
