// Making a backup: one file with all of a network at one moment, while others go on writing to it.
#pragma once
#include <functional>
#include "safekeeping/contents.h"
#include "safekeeping/keys.h"
#include "safekeeping/safekeeping.h"
#include "store/files.h"

namespace safekeeping {

struct BackupOptions {
    store::Location network;
    std::filesystem::path files;  // what is attached to acts (store/files.h); it need not be there
    Opening opening;
    std::filesystem::path to;  // a directory, where the file gets a name of its own; or the file, which must not be there
    std::string made_by;       // version of the program
    std::function<std::string(store::Db&)> name;                       // what the network is called; it may be empty
    std::int64_t time_us = 0;                                          // now
    std::function<void(std::int64_t done, std::int64_t of)> progress;  // in arbitrary units; what it throws ends the backup
};
struct Made {
    std::filesystem::path file;
    Heading heading;
    Contents contents;
    std::int64_t bytes = 0;  // of the file
};
// In flat memory: only the names of files are held. Nothing is at the file's name unless it is whole and on the disk.
// Throws Wrong "exists", "no_directory"; store::DiskFull, store::Fault, store::NotADatabase.
Made make_backup(const BackupOptions&);

// Removes backups in `directory` that are older than `keep_us`, and what interrupted ones left: those that bear the network's name, and those
// in `recorded` (what this installation made, under whatever name). The newest stays whatever its age unless somebody was erased after it:
// `last_erasure` is the number of the last act that erased. The files removed. Throws std::filesystem::filesystem_error.
std::vector<std::filesystem::path> remove_old(const std::filesystem::path& directory, const std::string& network,
                                              std::span<const Outcome> recorded, std::int64_t now_us, std::int64_t keep_us,
                                              std::int64_t last_erasure);

}  // namespace safekeeping
