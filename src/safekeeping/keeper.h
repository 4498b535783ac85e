// Backups made by the server while it runs, at low priority.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>
#include "safekeeping/backup.h"
#include "safekeeping/safekeeping.h"

namespace safekeeping {

struct KeeperOptions {
    store::Location network;
    std::filesystem::path files, directory;
    std::vector<PublicKey> recipients;
    std::int64_t every_us = day_us, keep_us = 35 * day_us;
    std::int64_t again_us = 15 * 60 * 1'000'000LL;  // after one that failed, unless the next is due before
    std::string made_by;
    std::function<std::string(store::Db&)> name;                     // what the network is called
    std::function<std::int64_t()> clock;                             // microseconds since 1970, UTC
    std::function<void(std::function<void(store::Db&)>)> run_local;  // acts::Writer::run_local
    std::function<void(const Outcome&)> told;                        // after each one; may be empty
};

// When the next one is to be made: at once when none was made or the last good one is old enough.
std::int64_t next_due_us(const State&, const KeeperOptions&, std::int64_t now_us);

class Keeper {
public:
    explicit Keeper(KeeperOptions);  // records the plan
    ~Keeper();                       // gives up the one that is being made
    Keeper(const Keeper&) = delete;

private:
    void work(std::stop_token);
    void make(std::stop_token);
    Outcome made(std::stop_token);
    std::unique_ptr<store::Db> reader() const;
    KeeperOptions options_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

// As `make_backup`, told as an outcome: faults are in it.
Outcome try_backup(const BackupOptions&, Made* made = nullptr);

// "24h", "35d", "90m", "30s", "2w": microseconds; nothing when it is none of these, zero, or more than ten years.
std::optional<std::int64_t> parse_duration(std::string_view);

}  // namespace safekeeping
