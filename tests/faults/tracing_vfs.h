// A disk under SQLite that remembers everything it was told, can lose its power at any moment, and can fail at any call.
// A VFS over the system's own (https://www.sqlite.org/vfs.html), registered by name and given to store::Db::open.
#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace faults {

class TracingDisk {
public:
    explicit TracingDisk(std::string name);  // outlives the connections that use it
    ~TracingDisk();
    TracingDisk(const TracingDisk&) = delete;
    const char* name() const { return name_.c_str(); }

    // ---- power ----
    struct Event {
        enum class Kind { write, truncate, sync, remove, mark } kind;
        std::string file;     // its name without directory
        std::int64_t at = 0;  // write: the offset; truncate: the size; mark: what was marked
        std::string bytes;    // write
    };
    void mark(std::int64_t what);  // "from here on this must last"
    std::vector<Event> trace() const;
    // Writes into `directory` what a disk may hold that lost its power after the first `cut` events: all that was synced, and of
    // the rest each write kept, dropped, or torn between two sectors of 512 bytes.
    static void lose_power(const std::vector<Event>&, std::size_t cut, std::mt19937_64&, const std::filesystem::path& directory);

    // ---- failures ----
    enum class Failure { none, input_output, full };
    // The call with that number (from 1) fails, and, if `lasting`, all that follow until heal().
    void fail(Failure, std::int64_t at_call, bool lasting);
    void heal();
    std::int64_t calls() const { return calls_; }
    bool failed() const { return failed_; }  // it did fail at least once since fail()

private:
    friend struct TracingCalls;
    enum class Call { read, write, truncate, sync, open, remove };
    int refused(Call);  // an SQLite code, or SQLITE_OK
    void record(Event);

    std::string name_;
    struct Vfs;
    std::unique_ptr<Vfs> vfs_;
    mutable std::mutex mutex_;
    std::vector<Event> trace_;
    std::atomic<std::int64_t> calls_ = 0, fail_at_ = 0;
    std::atomic<Failure> failure_ = Failure::none;
    std::atomic<bool> lasting_ = false, failed_ = false;
};

}  // namespace faults
