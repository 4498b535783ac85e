// backup, backup-key, restore: a network as one file that only its reader can open, and back.
#include "app/commands.h"
#include "app/socket.h"
#include "app/version.h"

#include "network/network.h"
#include "safekeeping/backup.h"
#include "safekeeping/keeper.h"
#include "safekeeping/restore.h"

#include <boost/json.hpp>

namespace app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using safekeeping::Wrong;

// What is wrong with a key or a file, in the reader's words; true when nothing was changed by it, as always.
int tell_wrong(const Console& console, const Wrong& wrong, const std::string& file) {
    console.complain("program.backup.wrong." + wrong.code, {{"file", file}, {"what", wrong.what()}});
    return wrong.code == "damaged" || wrong.code == "cut" || wrong.code == "contents" ? unproven : refused_or_wrong;
}

std::string mebibytes(std::int64_t bytes) {
    const auto tenths = bytes * 10 / (1 << 20);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

void tell_missing(const Console& console, const std::vector<std::string>& missing) {
    if (!missing.empty()) console.complain("program.backup.missing", {{"count", missing.size()}, {"hash", missing[0]}});
}

// The server or the database itself is told; that it cannot be is no reason to call a good backup a bad one.
void record(const Console& console, const BackupCommand& command, const store::Location& location, const safekeeping::Outcome& outcome) {
    try {
        open_desk(location, socket_of(location, command.socket))->backup_made(outcome);
    } catch (const std::exception& fault) { console.complain("program.backup.not_recorded", {{"what", fault.what()}}); }
}

}  // namespace

std::string network_name(store::Db& db) { return network::the_network(db).short_name; }

int backup_network(const Console& console, const BackupCommand& command) {
    const auto location = store::Location::parse(command.database);
    open_to_read(location);
    std::vector<safekeeping::PublicKey> recipients;
    std::optional<credentials::Secret> password;
    safekeeping::BackupOptions options;
    safekeeping::Made made;
    const auto start_us = acts::system_clock_us();
    try {
        for (const auto& file : command.recipients) recipients.push_back(safekeeping::PublicKey::read(file));
        if (!command.password_file.empty()) password = safekeeping::read_password(command.password_file);
        options.network = location, options.files = store::Files::beside(location), options.to = command.to;
        options.opening = {recipients, password ? &*password : nullptr};
        options.made_by = version, options.name = network_name, options.time_us = start_us;
        options.progress = [&](std::int64_t done, std::int64_t of) { console.progress(done, of, console.text("program.backup.progress")); };
        made = safekeeping::make_backup(options);
    } catch (const Wrong& wrong) {
        console.end_progress();
        return tell_wrong(console, wrong, command.to);
    } catch (const store::DiskFull&) {
        console.complain("program.backup.disk_full", {{"file", command.to}});
        return store_failed;
    }
    console.end_progress();
    const auto milliseconds = (acts::system_clock_us() - start_us) / 1000;
    const auto& missing = made.contents.missing;
    safekeeping::Outcome outcome{start_us, milliseconds, made.file.string(), made.bytes, made.heading.journal.size, {}};
    if (!missing.empty()) outcome.fault = std::to_string(missing.size()) + " files that acts refer to are missing or damaged";
    record(console, command, location, outcome);
    if (console.json) {
        console.put({{"file", made.file.string()},
                     {"bytes", made.bytes},
                     {"entries", made.heading.journal.size},
                     {"root", made.heading.journal.root.hex()},
                     {"milliseconds", milliseconds},
                     {"missing", json::array(missing.begin(), missing.end())}});
    } else {
        console.say("program.backup.made", {{"file", made.file.string()},
                                            {"size", mebibytes(made.bytes)},
                                            {"entries", made.heading.journal.size},
                                            {"root", made.heading.journal.root.hex()}});
        tell_missing(console, missing);
    }
    return missing.empty() ? done : unproven;
}

int make_backup_key(const Console& console, const std::string& file) {
    try {
        const auto key = safekeeping::write_new_key(file);
        if (console.json) console.put({{"name", key.name()}, {"secret", file}, {"public", file + ".pub"}});
        else console.say("program.backup-key.made", {{"file", file}, {"name", key.name()}});
        return done;
    } catch (const Wrong& wrong) { return tell_wrong(console, wrong, file); }
}

namespace {

// What a person must know of the network that is now there; each line is something to look at.
void tell_restored(const Console& console, const RestoreCommand& command, const safekeeping::Restored& restored) {
    const auto& journal = restored.heading.journal;
    console.say("program.restore.done", {{"database", command.into},
                                         {"entries", journal.size},
                                         {"root", journal.root.hex()},
                                         {"files", restored.files},
                                         {"network", restored.heading.network}});
    if (restored.tables_made_again) console.say("program.restore.made_again", {{"made_by", restored.heading.made_by}});
    for (const auto& table : restored.not_taken) console.complain("program.restore.not_taken", {{"table", table}});
    tell_missing(console, restored.missing);
    for (const auto& finding : restored.findings) console.complain("program.fault.input", {{"what", finding}});
    if (command.expect > journal.size)
        console.complain("program.restore.lacks", {{"missing", command.expect - journal.size}, {"expected", command.expect}});
    else if (command.expect >= 0) console.say("program.restore.lacks_none");
    else console.say("program.restore.compare");
}

}  // namespace

int restore_network(const Console& console, const RestoreCommand& command) {
    const auto into = store::Location::parse(command.into);
    safekeeping::Restored restored;
    try {
        std::optional<safekeeping::SecretKey> key;
        std::optional<credentials::Secret> password;
        if (!command.key.empty()) key = safekeeping::SecretKey::read(command.key);
        if (!command.password_file.empty()) password = safekeeping::read_password(command.password_file);
        safekeeping::RestoreOptions options;
        options.file = command.file, options.into = into, options.files = store::Files::beside(into);
        options.means = {key ? &*key : nullptr, password ? &*password : nullptr};
        options.progress = [&](std::int64_t done, std::int64_t of) {
            console.progress(done, of, console.text("program.restore.progress"));
        };
        restored = safekeeping::restore(options, {registry(), tables()});
    } catch (const Wrong& wrong) {
        console.end_progress();
        return tell_wrong(console, wrong, command.file);
    }
    console.end_progress();
    const auto& journal = restored.heading.journal;
    const auto lacks = std::max<std::int64_t>(0, command.expect - journal.size);
    if (console.json)
        console.put({{"database", into.text()},
                     {"network", restored.heading.network},
                     {"made_us", restored.heading.time_us},
                     {"entries", journal.size},
                     {"root", journal.root.hex()},
                     {"files", restored.files},
                     {"lacks", command.expect < 0 ? json::value() : json::value(lacks)},
                     {"tables_made_again", restored.tables_made_again},
                     {"missing", json::array(restored.missing.begin(), restored.missing.end())},
                     {"not_taken", json::array(restored.not_taken.begin(), restored.not_taken.end())},
                     {"findings", json::array(restored.findings.begin(), restored.findings.end())}});
    else tell_restored(console, command, restored);
    return lacks == 0 && restored.missing.empty() && restored.findings.empty() ? done : unproven;
}

}  // namespace app
