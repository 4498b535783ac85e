// One JSON line for each request that was worked on; requests met by the page cache are counted, one line a second for all of them.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace web {

// What is kept of a request. Personal data is left out on purpose: no query, no agent, the address cut to its network
// (/24, or /48 in IPv6), and no path where the route says it is secret.
struct LogLine {
    std::string_view id, method, path, route, network, note;
    int status = 0;
    std::uint64_t micros = 0;  // from the whole request received to the answer made
    std::uint64_t bytes = 0;   // of the answer
};

// Written by a thread of its own, so that a full pipe never holds up an answer; when 1 MiB waits, lines are dropped and counted.
class Log {
public:
    explicit Log(int file_descriptor);  // not owned; negative: nothing is written
    ~Log();                             // writes what waits
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void add(const LogLine&);                                                 // from any thread
    void count_cached() { cached_.fetch_add(1, std::memory_order_relaxed); }  // a few nanoseconds
    void flush();                                                             // returns when all added before is written

    static std::string network_of(std::string_view address);  // "203.0.113.9" → "203.0.113.0/24"

private:
    static constexpr std::size_t waiting_bytes_max = 1 << 20;

    void run();
    void take_counters(std::string& lines);
    void write(std::string_view lines) const;

    int file_descriptor_;
    std::mutex mutex_;
    std::condition_variable wake_, written_;
    std::string waiting_;
    std::uint64_t dropped_ = 0, flushes_asked_ = 0, flushes_done_ = 0;
    bool stopping_ = false;
    std::atomic<std::uint64_t> cached_{0};
    std::thread thread_;
};

}  // namespace web
