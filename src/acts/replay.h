// The same tables again, from the journal alone.
#pragma once
#include "acts/perform.h"

namespace acts {

// trust: takes the journal's word, as a release must. prove: asks every check and reaction again and compares.
enum class Replay { trust, prove };

struct Difference {  // what today's program would have done otherwise
    base::Id<Act> number;
    std::string what;
};
struct Replayed {
    std::int64_t entries = 0;
    std::vector<Difference> differences;  // prove only; at most 100 are named
};

struct ReplayOptions {
    Replay mode = Replay::trust;
    std::int64_t after = 0;                                            // the target already holds the network as of this number
    std::int64_t last = 9'007'199'254'740'991;                         // as known at this number
    std::int64_t at_once = 0;                                          // entries committed together; 0: what suits the engine
    bool local_tables = false;                                         // copy local_* too: a rebuild that will take the place of `from`
    std::function<void(std::int64_t done, std::int64_t of)> progress;  // now and then
};

// Replays `from` (any engine) into `into`, an empty database made by create_tables (or one that stands at `after`).
// Begins and ends its own transactions on `into`; a crash leaves `into` unfinished and `from` untouched.
// Throws store::Fault naming the entry that cannot be read or applied, or the first and last of those among which it is: rows of the journal
// are written together, and PostgreSQL answers to many statements together.
Replayed replay(store::Db& from, store::Db& into, const Registry&, const ReplayOptions&);

// Names the tables whose rows differ, "table: 12 rows here, 11 there".
std::vector<std::string> compare_tables(store::Db& one, store::Db& other);

}  // namespace acts
