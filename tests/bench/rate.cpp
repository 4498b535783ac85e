// How many acts a second become durable, through acts::Writer::submit, beside what the disk can sync.
// Use: bench_rate [DIRECTORY [SECONDS]]   DIRECTORY: on the disk that is measured; else a new one here. One figure a line: "name: value unit".
#include "disk.h"

#include "app/concert.h"
#include "base/zone.h"

#include <fmt/format.h>
#include <unistd.h>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

acts::Submission submission(std::string act, std::string json, std::string basis, std::string key) {
    return {{"administrator", acts::Role::administrator, "secretariat"}, std::move(act), std::move(json), std::move(key), std::move(basis)};
}

std::int64_t must(acts::Writer& writer, const acts::Submission& said) {
    const auto outcome = writer.submit(said);
    if (!outcome || !outcome->unexecuted.empty())
        throw std::runtime_error(said.act + " " + said.json + ": " +
                                 (outcome ? outcome->unexecuted[0].why.code : outcome.error().why.code));
    return outcome->first_thing();
}

constexpr const char* zone = "Europe/Paris";
std::int64_t now_us() { return std::max<std::int64_t>(acts::system_clock_us(), 1'790'000'000'000'000); }

enum class Keys { random, ordered };

// The mix: 18 applications, a decision that admits the last (three entries), a person, and the city's titular.
class Client {
public:
    Client(acts::Writer& writer, int number, Keys keys, std::string source)
        : writer_(writer), number_(number), keys_(keys), source_(std::move(source)) {}
    void round() {
        std::int64_t application = 0;
        for (int i = 0; i < 18; ++i) {
            ++cities_;
            application = say(
                "members.apply_for_membership",
                fmt::format(
                    R"({{"name":"Ville {0} de {1}","country":"FR","kind":"city","population":50000,"deliberation":{{"name":"d.pdf","media_type":"application/pdf","size":10000,"sha256":"{2}"}},"deliberation_date":"2026-03-01","contact_name":"Zolina Essai","contact_email":"contact{0}@example.org"}})",
                    cities_, number_, std::string(64, 'a')),
                "");
        }
        const auto decision = say(
            "assembly.record_decision",
            fmt::format(
                R"({{"body":"general_assembly","date":"{}","title":"Admission","subject":"admission","subject_id":{},"result":"adopted","votes_for":90,"votes_against":2,"abstentions":3}})",
                base::civil_date(now_us(), zone)->iso(), application),
            source_);
        const auto person = say("people.register_person", R"({"name":"Zolina Essai","email":"maire@example.org"})", "");
        say("members.name_titular",
            fmt::format(R"({{"member":{},"person":{},"title":"Maire","from":"2026-09-01"}})", decision + 2'000, person), source_);
    }
    std::int64_t acts() const { return acts_; }

private:
    std::int64_t say(const std::string& act, const std::string& json, const std::string& basis) {
        ++acts_;
        return must(writer_,
                    submission(act, json, basis, keys_ == Keys::random ? base::hex(base::random_bytes(16)) : acts::new_client_key()));
    }
    acts::Writer& writer_;
    int number_;
    Keys keys_;
    std::string source_;
    std::int64_t cities_ = 0, acts_ = 0;
};

void measure(const std::string& directory, int clients, Keys keys, double seconds) {
    const auto folder = directory + "/rate-" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    const store::Location location{store::Engine::sqlite, folder + "/network.db", {}, {}};
    std::atomic<std::int64_t> done = 0;
    double spent = 0;
    {
        acts::Writer writer(app::registry(), app::tables(), app::writer_options(location, now_us));
        must(writer, submission("network.describe",
                                fmt::format(R"({{"name_fr":"Mesure","name_en":"Measure","short_name":"M","zone":"{}"}})", zone), "", ""));
        const auto source =
            fmt::format("source:{}", must(writer, submission("sources.record", R"({"title":"Une page","kind":"web_page"})", "", "")));
        must(writer, submission("statutes.set_rule",
                                R"({"rule":"members.cities_per_state","value":1000000,"article_fr":"a","article_en":"b"})", source, ""));
        const auto entries = writer.size(), groups = writer.spent.groups.load(), commit_ns = writer.spent.commit_ns.load(),
                   work_ns = writer.spent.work_ns.load();
        const auto start = Clock::now();
        std::vector<std::jthread> threads;
        for (int i = 0; i < clients; ++i)
            threads.emplace_back([&, i] {
                Client client(writer, i, keys, source);
                while (since(start) < seconds) client.round();
                done += client.acts();
            });
        threads.clear();
        spent = since(start);
        const auto name = fmt::format("rate.{}_clients.{}_keys", clients, keys == Keys::random ? "random" : "ordered");
        fmt::print("{}: {:.0f} acts/s\n", name, double(done) / spent);
        fmt::print("{}.entries: {:.0f} entries/s\n", name, double(writer.size() - entries) / spent);
        fmt::print("{}.group: {:.1f} acts/commit\n", name, double(done) / double(writer.spent.groups - groups));
        fmt::print("{}.commit: {:.0f} µs/commit\n", name,
                   double(writer.spent.commit_ns - commit_ns) / 1000 / double(writer.spent.groups - groups));
        fmt::print("{}.work: {:.0f} µs/act\n", name,
                   double(writer.spent.work_ns - work_ns - (writer.spent.commit_ns - commit_ns)) / 1000 / double(done));
    }
    std::filesystem::remove_all(folder);
}

}  // namespace

int main(int count, char** words) {
    const std::string directory = count > 1 ? words[1] : "bench-rate";
    const double seconds = count > 2 ? std::atof(words[2]) : 5;
    std::filesystem::create_directories(directory);
    for (const auto keys : {Keys::ordered, Keys::random})
        for (const int clients : {1, 8, 64}) {
            fmt::print("disk.fdatasync: {:.0f} /s\n", bench::syncs_per_second(directory));
            measure(directory, clients, keys, seconds);
        }
    if (count < 2) std::filesystem::remove_all(directory);
}
