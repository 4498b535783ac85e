// Putting a network back from a backup, where there is none.
#pragma once
#include <functional>
#include "acts/writer.h"
#include "safekeeping/contents.h"
#include "store/files.h"

namespace safekeeping {

struct Program {  // what this program knows: acts, and the SQL of its tables
    const acts::Registry& registry;
    std::span<const std::string> tables;
};

struct RestoreOptions {
    std::filesystem::path file;
    Means means;
    store::Location into;                                              // of either engine, whatever the backup was made of
    std::filesystem::path files;                                       // where what is attached goes: not there, or empty
    std::function<void(std::int64_t done, std::int64_t of)> progress;  // bytes of the backup
};
struct Restored {
    Heading heading;
    std::int64_t files = 0;              // how many
    std::vector<std::string> missing;    // of the files that acts refer to: hashes of those the backup did not have either
    bool tables_made_again = false;      // from the journal: it was made by a release with other tables
    std::vector<std::string> not_taken;  // tables of that release which this program does not know, and which are not in the journal
    std::vector<std::string> findings;   // of acts::verify: what does not hold is told, and was so when the backup was made
};
// Everything is made beside its place, checked against the hashes in the backup, verified, and put in its place at the end: what fails before
// leaves nothing behind. Sessions and what was recorded of other backups stay behind. The heading's journal is that of the network after it.
// Throws Wrong ("not_empty", "files_not_empty", "contents", …, those of SealedIn), acts::TooNew, store::Fault.
Restored restore(const RestoreOptions&, const Program&);

}  // namespace safekeeping
