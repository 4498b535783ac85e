// « Connu au »: the network as it was known at a journal number, as read-only SQLite copies that are made once and kept.
//
// A copy is the nearest kept one before it, and the entries from there replayed. Copies of a PostgreSQL network are SQLite too. Erasing a
// person removes them all: a copy would still hold what was erased.
#pragma once
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <thread>
#include <variant>
#include "app/concert.h"

namespace app {

// Where a network's copies lie: "aimf.db" → "aimf.db.past"; for PostgreSQL, "SCHEMA.past" in the system's directory for temporary files.
std::filesystem::path past_directory(const store::Location&);
void purge_past(const std::filesystem::path&);

// Writes into `file`, which must not exist, the network of `from` as known at `number`, out of `base` (a copy that stands at `after`) when
// that is given. Nothing is at `file` unless it is whole. Throws store::Fault.
struct PastBase {
    std::filesystem::path file;
    std::int64_t after;
};
void write_past(const store::Location& from, std::int64_t number, const std::filesystem::path& file, const std::optional<PastBase>& base,
                const std::function<void(std::int64_t done, std::int64_t of)>& progress);

class Past {
public:
    // Keeps at most `most` copies, those used last. Copies that may hold somebody erased since are removed here.
    Past(store::Location network, std::filesystem::path directory, std::size_t most = 20);
    ~Past();  // gives up what is being made
    Past(const Past&) = delete;

    struct Making {
        std::int64_t done = 0, of = 0;
    };  // entries
    struct Unknown {
        std::int64_t last = 0;
    };  // no such entry yet: the last one is this
    struct Failed {
        std::string why;
    };  // told once, then it is tried again
    using Known = std::variant<std::shared_ptr<Readers>, Making, Unknown, Failed>;
    // Ready, or being made from now on: ask again. Number 0 is the network before its first act.
    Known known_at(std::int64_t number);

    void purge();  // somebody was erased. Readers already lent keep their open file until they are given back.

private:
    struct Kept {
        std::shared_ptr<Readers> readers;
        std::int64_t used;
    };
    void work();
    void make(std::int64_t number);
    void drop_oldest();
    std::filesystem::path file_of(std::int64_t number) const { return directory_ / (std::to_string(number) + ".db"); }

    store::Location network_;
    std::filesystem::path directory_;
    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::map<std::int64_t, Kept> kept_;
    std::map<std::int64_t, Making> making_;
    std::map<std::int64_t, std::string> failed_;
    std::deque<std::int64_t> queue_;
    std::int64_t uses_ = 0, purges_ = 0;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace app
