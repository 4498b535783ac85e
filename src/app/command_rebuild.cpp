// rebuild: the same tables from the journal alone, put in the place of the network's own.
#include "app/commands.h"
#include "app/past.h"

#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>

namespace app {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t schema_name_max = 50;

store::Location beside(const store::Location& location, const std::string& word) {
    auto other = location;
    if (location.engine == store::Engine::sqlite) other.path += "." + word;
    else other.schema = other.schema.substr(0, schema_name_max - word.size() - 1) + "_" + word;
    return other;
}

// SQLite: the file and what lies beside it. PostgreSQL: the schema; `through` is any network of the same database.
void remove_network(const store::Location& location, const store::Location& through) {
    if (location.engine == store::Engine::sqlite) {
        for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(location.path + suffix);
        return;
    }
    store::Db::open(through, store::Access::writer)->script("DROP SCHEMA IF EXISTS \"" + location.schema + "\" CASCADE");
}

// Everything is in the file itself, and nothing beside it: only then can one file take the place of another.
void settle_in_one_file(const store::Location& location) {
    store::Db::open(location, store::Access::writer)->forget_deleted();
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(location.path + suffix);
}

void link_file(const std::string& from, const std::string& to) {
    if (::link(from.c_str(), to.c_str()) != 0) throw std::system_error(errno, std::generic_category(), to);
}

// `made` becomes `location`, and what was there becomes `before`, in one step: at any moment one of the two is whole at its place.
void swap_in(const store::Location& location, const store::Location& made, const store::Location& before) {
    if (location.engine == store::Engine::sqlite) {
        settle_in_one_file(made);
        settle_in_one_file(location);
        fs::permissions(made.path, fs::status(location.path).permissions());
        link_file(location.path, before.path);
        fs::rename(made.path, location.path);
        return;
    }
    auto db = store::Db::open(location, store::Access::writer);
    db->begin();
    db->script("ALTER SCHEMA \"" + location.schema + "\" RENAME TO \"" + before.schema + "\"");
    db->script("ALTER SCHEMA \"" + made.schema + "\" RENAME TO \"" + location.schema + "\"");
    db->commit();
}

}  // namespace

int rebuild_network(const Console& console, const RebuildCommand& command) {
    const auto location = store::Location::parse(command.database);
    const bool swap = command.to.empty() && !command.check;
    open_to_read(location);
    std::unique_ptr<store::WriterLock> lock;
    if (swap) lock = std::make_unique<store::WriterLock>(location);
    const auto target = command.to.empty() ? beside(location, "rebuild") : store::Location::parse(command.to);
    const auto before = beside(location, "before");
    if (!command.to.empty() && is_there(target)) {
        console.complain("program.exists", {{"file", command.to}});
        return refused_or_wrong;
    }
    if (swap && is_there(before)) {
        console.complain("program.rebuild.before_exists", {{"before", before.text()}});
        return refused_or_wrong;
    }
    if (command.to.empty()) remove_network(target, location);  // of a rebuild that was interrupted

    acts::ReplayOptions options;
    options.mode = command.prove ? acts::Replay::prove : acts::Replay::trust;
    options.local_tables = !command.check;
    options.progress = [&](std::int64_t entries, std::int64_t of) {
        console.progress(console.text("program.rebuild.progress", {{"done", entries}, {"of", of}}));
    };
    Rebuilt rebuilt;
    try {
        rebuilt = rebuild(location, target, options);
    } catch (...) {
        console.end_progress();
        if (command.to.empty()) remove_network(target, location);
        throw;
    }
    console.end_progress();
    console.say("program.rebuild.done", {{"entries", rebuilt.replayed.entries}, {"milliseconds", std::int64_t(rebuilt.seconds * 1000)}});
    for (const auto& difference : rebuilt.replayed.differences)
        console.say("program.rebuild.difference", {{"number", difference.number.value}, {"what", difference.what}});
    for (const auto& table : rebuilt.different) console.say("program.rebuild.table", {{"what", table}});
    const bool equal = rebuilt.different.empty() && rebuilt.replayed.differences.empty();
    if (!swap) {
        if (command.check) remove_network(target, location);
        console.say(equal ? "program.rebuild.equal" : "program.rebuild.unequal");
        return equal ? done : unproven;
    }
    if (!equal && !command.accept) {
        remove_network(target, location);
        console.complain("program.rebuild.kept", {{"database", location.text()}});
        return unproven;
    }
    swap_in(location, target, before);
    purge_past(past_directory(location));
    if (equal) remove_network(before, location);  // it says nothing more, and would hold what is erased later
    console.say(equal ? "program.rebuild.swapped" : "program.rebuild.accepted", {{"database", location.text()}, {"before", before.text()}});
    return done;
}

}  // namespace app
