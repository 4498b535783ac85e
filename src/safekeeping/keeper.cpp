#include "safekeeping/keeper.h"

#include "acts/history.h"
#include "safekeeping/store.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <charconv>
#include <chrono>

namespace safekeeping {
namespace {

struct GivenUp {};

constexpr auto look = std::chrono::seconds(1);  // a clock that is set, or a machine that slept, is noticed
constexpr std::int64_t recorded_most = 1000;

// Of this thread alone (setpriority(2), NOTES; ioprio_set(2)): who reads pages goes first.
void give_way() {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19);
    constexpr int of_thread = 1, idle = 3 << 13;
    ::syscall(SYS_ioprio_set, of_thread, 0, idle);
}

}  // namespace

Outcome try_backup(const BackupOptions& options, Made* result) {
    Outcome outcome;
    outcome.started_us = options.time_us;
    const auto start = std::chrono::steady_clock::now();
    try {
        auto made = make_backup(options);
        outcome.file = made.file.string(), outcome.bytes = made.bytes, outcome.entries = made.heading.journal.size;
        if (const auto lost = made.contents.missing.size())
            outcome.fault = std::to_string(lost) + " files that acts refer to are missing or damaged";
        if (result) *result = std::move(made);
    } catch (const Wrong& wrong) { outcome.fault = wrong.code + ": " + wrong.what(); } catch (const std::exception& fault) {
        outcome.fault = fault.what();
    }
    outcome.milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
    return outcome;
}

std::int64_t next_due_us(const State& state, const KeeperOptions& options, std::int64_t now_us) {
    // A clock that was set back must not put off the next one for years.
    const auto after = [&](std::int64_t last_us, std::int64_t wait_us) { return std::min(last_us, now_us) + wait_us; };
    const auto due = state.last_good ? after(state.last_good->started_us, options.every_us) : now_us;
    if (state.last && state.last->fault) return std::max(due, after(state.last->started_us, std::min(options.again_us, options.every_us)));
    return due;
}

Keeper::Keeper(KeeperOptions options) : options_(std::move(options)) {
    options_.run_local([&](store::Db& db) {
        keep_plan(db, Plan{options_.clock(), options_.every_us, options_.keep_us, std::filesystem::absolute(options_.directory).string()});
    });
    thread_ = std::jthread([this](std::stop_token stop) { work(stop); });
}

Keeper::~Keeper() {
    thread_.request_stop();
    wake_.notify_all();
}

void Keeper::work(std::stop_token stop) {
    give_way();
    std::unique_lock lock(mutex_);
    constexpr std::int64_t unknown = -1;
    std::int64_t due = unknown;  // asked once, and again after each one or when the clock was set back
    for (std::int64_t before = 0; !stop.stop_requested(); wake_.wait_for(lock, stop, look, [] { return false; })) {
        try {
            const auto now = options_.clock();
            if (due == unknown || now < before) due = next_due_us(safekeeping_state(*reader(), now), options_, now);
            before = now;
            if (now < due) continue;
            due = unknown;
            make(stop);
        } catch (const GivenUp&) {
            return;
        } catch (const std::exception&) {  // the store went away: health says so meanwhile, and it is tried again
        }
    }
}

std::unique_ptr<store::Db> Keeper::reader() const { return store::Db::open(options_.network, store::Access::reader); }

// Old ones are removed whether or not this one could be made: they may be what fills the disk, and what was erased must go.
Outcome Keeper::made(std::stop_token stop) {
    BackupOptions backup;
    backup.network = options_.network, backup.files = options_.files, backup.to = options_.directory / "";  // a directory, never a file
    backup.opening.recipients = options_.recipients;
    backup.made_by = options_.made_by, backup.name = options_.name, backup.time_us = options_.clock();
    backup.progress = [&](std::int64_t, std::int64_t) {
        if (stop.stop_requested()) throw GivenUp{};
    };
    auto outcome = try_backup(backup);
    try {
        const auto db = reader();
        remove_old(options_.directory, options_.name(*db), last_outcomes(*db, recorded_most), backup.time_us, options_.keep_us,
                   acts::last_erasure(*db));
    } catch (const std::exception& fault) {
        if (!outcome.fault) outcome.fault = std::string("old backups could not be removed: ") + fault.what();
    }
    return outcome;
}

void Keeper::make(std::stop_token stop) {
    const auto outcome = made(stop);
    options_.run_local([&](store::Db& db) { keep_outcome(db, outcome); });
    if (options_.told) options_.told(outcome);
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
    constexpr std::int64_t second = 1'000'000, longest = 3660;  // days
    constexpr std::pair<char, std::int64_t> units[] = {
        {'s', second}, {'m', 60 * second}, {'h', 3600 * second}, {'d', day_us}, {'w', 7 * day_us}};
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || text.empty() || end != text.data() + text.size() - 1 || number < 1) return {};
    for (const auto& [letter, unit] : units)
        if (*end == letter && number <= longest * day_us / unit) return number * unit;
    return {};
}

}  // namespace safekeeping
