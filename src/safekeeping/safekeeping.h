// The door: whether this network is kept safe. What a desk or a doctor asks; times are microseconds since 1970, UTC.
#pragma once
#include <boost/describe/enum.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>
#include "store/db.h"

namespace safekeeping {

struct Outcome {  // of one backup that was made, or tried
    std::int64_t started_us = 0, milliseconds = 0;
    std::string file;                     // where it is; empty when there is none
    std::int64_t bytes = 0, entries = 0;  // of the file; acts in it
    std::optional<std::string> fault;     // what went wrong, in English; a file that lacks something has one too
};

struct Plan {  // what the server was told: --backup, --backup-every, --backup-keep
    std::int64_t since_us = 0, every_us = 0, keep_us = 0;
    std::string directory;
};

enum class Condition {
    current,  // the last good backup is not older than it may be
    waiting,  // there is none yet, and none is due
    never,    // there is none, and one is due
    late,     // the last good one is older than the plan and a quarter more; without a plan, than two days
    failed,   // the last one tried failed, or lacks something
};
BOOST_DESCRIBE_ENUM(Condition, current, waiting, never, late, failed)
struct State {
    Condition condition = Condition::never;
    std::optional<Plan> plan;
    std::optional<Outcome> last, last_good;
    bool needs_somebody() const { return condition == Condition::never || condition == Condition::late || condition == Condition::failed; }
};
State safekeeping_state(store::Db&, std::int64_t now_us);

std::vector<Outcome> last_outcomes(store::Db&, std::int64_t most);  // newest first

// The hashes of all files that acts refer to (acts::Attachment), personal ones that are not erased included.
std::set<base::Hash> files_referred_to(store::Db&);

// Each on a writing connection, within a transaction of its own.
void keep_outcome(store::Db&, const Outcome&);           // those older than 400 days are forgotten
void keep_plan(store::Db&, const std::optional<Plan>&);  // `since` stays that of the same plan before

inline constexpr std::int64_t day_us = 24 * 3'600'000'000LL, overdue_without_plan_us = 2 * day_us;

std::string_view tables();

}  // namespace safekeeping
