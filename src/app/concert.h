// One network, open: its writer, its readers, and its past.
#pragma once
#include <map>
#include "acts/replay.h"
#include "acts/writer.h"
#include "app/registry.h"

namespace app {

// Read-only connections, lent one at a time.
class Readers {
public:
    Readers(store::Location location) : location_(std::move(location)) {}
    class Lent {
    public:
        Lent(Readers& home, std::unique_ptr<store::Db> db) : home_(&home), db_(std::move(db)) {}
        Lent(Lent&&) = default;
        ~Lent() {
            if (db_) home_->take_back(std::move(db_));
        }
        store::Db& operator*() const { return *db_; }
        store::Db* operator->() const { return db_.get(); }

    private:
        Readers* home_;
        std::unique_ptr<store::Db> db_;
    };
    Lent lend();
    void forget();  // closes those at rest: after a swap, or so that a truncating checkpoint can pass
private:
    void take_back(std::unique_ptr<store::Db>);
    store::Location location_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<store::Db>> resting_;
    std::int64_t generation_ = 0;
};

acts::WriterOptions writer_options(const store::Location&, acts::Clock = acts::system_clock_us);

// Makes the tables in `target`, empty or standing at options.after, and replays `source` into it; what lists are read by is made last.
acts::Replayed fill(store::Db& source, store::Db& target, const acts::ReplayOptions&);

// What a rebuild did, in figures that are printed.
struct Rebuilt {
    acts::Replayed replayed;
    double seconds = 0, cpu_seconds = 0;
    std::vector<std::string> different;  // tables that differ from the network's own
};
// Replays `from` into `to` (which must be empty) and compares every table.
Rebuilt rebuild(const store::Location& from, const store::Location& to, const acts::ReplayOptions&);

}  // namespace app
