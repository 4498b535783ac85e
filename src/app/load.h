// Loading files of acts (data/aimf/README.md): JSON Lines {"as", "act", "basis", "payload"} whose "@label" stand for what earlier lines made.
#pragma once
#include <filesystem>
#include "app/desk.h"

namespace app {

struct LoadOptions {
    acts::Actor actor{"administrator", acts::Role::administrator, "import"};
    std::size_t batch_max = 500;  // acts in one transaction
    std::function<void(const std::string& file, std::int64_t line, std::int64_t done)> progress;
};
struct Loaded {
    std::int64_t acts = 0, repeated = 0;  // repeated: had been loaded before, and were not doubled
};
struct LoadStopped {  // the first line that is wrong or refused; all before it are in the journal
    std::string file;
    std::int64_t line = 0;
    base::Refusal why;
    Loaded before;
};

// The .jsonl files of a directory in the order of their names; a file is itself. Throws std::runtime_error when there is none.
std::vector<std::filesystem::path> files_to_load(const std::filesystem::path&);

// Submits every line in order, in batches. A line's client key is "load:FILE:LINE:HASH", so that loading again after an interruption
// goes on where it stopped. A "@label" is read wherever the act has an id or an integer, and in the basis.
// Throws store::Fault, and std::runtime_error naming a file that cannot be read.
std::expected<Loaded, LoadStopped> load(Desk&, const acts::Registry&, std::span<const std::filesystem::path> files,
                                        const LoadOptions& = {});

}  // namespace app
