// rebuild: the same tables from the journal alone, put in the place of the network's own.
#include "app/commands.h"
#include "app/past.h"
#include "store/place.h"

#include <unistd.h>
#include <boost/json.hpp>
#include <cerrno>
#include <system_error>

namespace app {
namespace {

namespace fs = std::filesystem;
void link_file(const std::string& from, const std::string& to) {
    if (::link(from.c_str(), to.c_str()) != 0) throw std::system_error(errno, std::generic_category(), to);
}

// `made` becomes `location`, and what was there becomes `before`, in one step: at any moment one of the two is whole at its place.
void swap_in(const store::Location& location, const store::Location& made, const store::Location& before) {
    if (location.engine == store::Engine::sqlite) {
        store::settle_in_one_file(made);
        store::settle_in_one_file(location);
        fs::permissions(made.path, fs::status(location.path).permissions());
        link_file(location.path, before.path);
        fs::rename(made.path, location.path);
        return;
    }
    auto db = store::Db::open(location, store::Access::writer);
    db->begin();
    store::rename_schema(*db, location.schema, before.schema);
    store::rename_schema(*db, made.schema, location.schema);
    db->commit();
}

void tell(const Console& console, const Rebuilt& rebuilt) {
    const auto milliseconds = std::int64_t(rebuilt.seconds * 1000);
    if (console.json) {
        boost::json::array differences, tables(rebuilt.different.begin(), rebuilt.different.end());
        for (const auto& difference : rebuilt.replayed.differences)
            differences.push_back({{"number", difference.number.value}, {"what", difference.what}});
        console.put({{"entries", rebuilt.replayed.entries},
                     {"milliseconds", milliseconds},
                     {"differences", std::move(differences)},
                     {"tables", std::move(tables)}});
        return;
    }
    console.say("program.rebuild.done", {{"entries", rebuilt.replayed.entries}, {"milliseconds", milliseconds}});
    for (const auto& difference : rebuilt.replayed.differences)
        console.say("program.rebuild.difference", {{"number", difference.number.value}, {"what", difference.what}});
    for (const auto& table : rebuilt.different) console.say("program.rebuild.table", {{"what", table}});
}

}  // namespace

int rebuild_network(const Console& console, const RebuildCommand& command) {
    const auto location = store::Location::parse(command.database);
    const bool swap = command.to.empty() && !command.check;
    open_to_read(location);
    std::unique_ptr<store::WriterLock> lock;
    if (swap) lock = std::make_unique<store::WriterLock>(location);
    const auto target = command.to.empty() ? store::beside(location, "rebuild") : store::Location::parse(command.to);
    const auto before = store::beside(location, "before");
    if (!command.to.empty() && is_there(target)) {
        console.complain("program.exists", {{"file", command.to}});
        return refused_or_wrong;
    }
    if (swap && is_there(before)) {
        console.complain("program.rebuild.before_exists", {{"before", before.text()}});
        return refused_or_wrong;
    }
    if (command.to.empty()) store::remove_network(target, location);  // of a rebuild that was interrupted

    acts::ReplayOptions options;
    options.mode = command.prove ? acts::Replay::prove : acts::Replay::trust;
    options.local_tables = !command.check;
    options.progress = [&](std::int64_t entries, std::int64_t of) {
        console.progress(entries, of, console.text("program.rebuild.progress", {{"done", entries}, {"of", of}}));
    };
    Rebuilt rebuilt;
    try {
        rebuilt = rebuild(location, target, options);
    } catch (...) {
        console.end_progress();
        if (command.to.empty()) store::remove_network(target, location);
        throw;
    }
    console.end_progress();
    tell(console, rebuilt);
    const bool equal = rebuilt.different.empty() && rebuilt.replayed.differences.empty();
    if (!swap) {
        if (command.check) store::remove_network(target, location);
        if (!console.json) console.say(equal ? "program.rebuild.equal" : "program.rebuild.unequal");
        return equal ? done : unproven;
    }
    if (!equal && !command.accept) {
        store::remove_network(target, location);
        console.complain("program.rebuild.kept", {{"database", location.text()}});
        return unproven;
    }
    swap_in(location, target, before);
    purge_past(past_directory(location));
    if (equal) store::remove_network(before, location);  // it says nothing more, and would hold what is erased later
    if (!console.json)
        console.say(equal ? "program.rebuild.swapped" : "program.rebuild.accepted",
                    {{"database", location.text()}, {"before", before.text()}});
    return done;
}

}  // namespace app
