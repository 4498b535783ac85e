// verify, checkpoint, tiles, snapshot, simulate: what is asked of a journal as a whole.
#include "app/commands.h"
#include "app/log_routes.h"
#include "app/past.h"
#include "app/simulate.h"
#include "store/scratch.h"

#include "acts/history.h"
#include "acts/verify.h"

#include <fmt/format.h>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string whole(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) throw std::runtime_error(file + ": " + std::strerror(errno));
    return text;
}

}  // namespace

std::unique_ptr<store::Db> open_to_read(const store::Location& location) {
    must_be_there(location);
    auto db = store::Db::open(location, store::Access::reader);
    acts::check_format(*db, registry());
    return db;
}

int verify_network(const Console& console, const VerifyCommand& command) {
    const auto location = store::Location::parse(command.database);
    acts::VerifyOptions options;
    if (!command.checkpoint_file.empty()) options.checkpoint = whole(command.checkpoint_file);
    if (!command.key.empty()) options.checkpoint_key = command.key;
    std::vector<std::string> findings;
    std::int64_t size;
    {
        const auto db = open_to_read(location);
        db->begin_reading();
        size = acts::read_head(*db).size;
        findings = acts::verify(*db, registry(), options);
        db->rollback();
    }
    if (command.tables && findings.empty()) {
        const store::Scratch scratch;
        const auto rebuilt = rebuild(location, {store::Engine::sqlite, (scratch.path / "rebuilt.db").string(), {}, {}}, {});
        for (const auto& table : rebuilt.different) findings.push_back(console.text("program.verify.table", {{"what", table}}));
    }
    if (console.json) {
        json::array all(findings.begin(), findings.end());
        console.put(json::object{{"entries", size}, {"sound", findings.empty()}, {"findings", std::move(all)}});
    } else if (findings.empty()) {
        console.say(command.checkpoint_file.empty() ? "program.verify.sound" : "program.verify.sound_since", {{"entries", size}});
    } else {
        for (const auto& finding : findings) fmt::print("{}\n", finding);
        console.complain("program.verify.unsound", {{"count", findings.size()}});
    }
    return findings.empty() ? done : unproven;
}

int print_checkpoint(const Console&, const CheckpointCommand& command) {
    const auto location = store::Location::parse(command.database);
    open_to_read(location);  // nothing is made where there is no network
    fmt::print("{}", open_desk(location, socket_of(location, command.socket))->checkpoint(command.origin));
    return done;
}

int export_tiles(const Console& console, const TilesCommand& command) {
    const auto location = store::Location::parse(command.database);
    const auto db = open_to_read(location);
    const auto note = open_desk(location, socket_of(location, command.socket))->checkpoint({});
    const auto checkpoint = acts::Checkpoint::parse(std::string_view(note).substr(0, note.find("\n\n") + 1));
    if (!checkpoint) throw store::Fault("the signed checkpoint cannot be read again");
    const auto written = write_tiles(*db, checkpoint->size, note, command.directory);
    if (console.json)
        return console.put(json::object{
                   {"written", written.written}, {"kept", written.kept}, {"directory", command.directory}, {"entries", checkpoint->size}}),
               done;
    console.say("program.tiles.written",
                {{"written", written.written}, {"kept", written.kept}, {"directory", command.directory}, {"entries", checkpoint->size}});
    return done;
}

int snapshot(const Console& console, const SnapshotCommand& command) {
    const auto location = store::Location::parse(command.database);
    auto number = command.number;
    {
        const auto db = open_to_read(location);
        const auto size = acts::read_head(*db).size;
        if (!command.day.empty()) {
            const auto day = base::Date::parse(command.day);
            if (!day) {
                console.complain("program.snapshot.day", {{"day", command.day}});
                return misused;
            }
            number = acts::number_on(*db, *day);
        }
        if (number > size) {
            console.complain("program.snapshot.beyond", {{"number", number}, {"size", size}});
            return refused_or_wrong;
        }
    }
    if (fs::exists(command.out)) {
        console.complain("program.exists", {{"file", command.out}});
        return refused_or_wrong;
    }
    write_past(location, number, command.out, {}, [&](std::int64_t entries, std::int64_t of) {
        console.progress(entries, of, console.text("program.rebuild.progress", {{"done", entries}, {"of", of}}));
    });
    console.end_progress();
    if (console.json) return console.put(json::object{{"number", number}, {"file", command.out}}), done;
    console.say("program.snapshot.made", {{"number", number}, {"file", command.out}});
    return done;
}

int simulate_network(const Console& console, const SimulateCommand& command) {
    const auto location = store::Location::parse(command.out);
    if (location.engine == store::Engine::sqlite && fs::exists(location.path)) {
        console.complain("program.exists", {{"file", command.out}});
        return refused_or_wrong;
    }
    SimulateOptions options;
    options.members = command.members, options.years = command.years, options.seed = command.seed;
    options.progress = [&](std::int64_t admitted, std::int64_t of) {
        console.progress(admitted, of, console.text("program.simulate.progress", {{"done", admitted}, {"of", of}}));
    };
    const auto made = simulate(location, options);
    console.end_progress();
    if (console.json)
        console.put(json::object{{"database", location.text()},
                                 {"members", made.members},
                                 {"entries", made.entries},
                                 {"persons", made.persons},
                                 {"erased", made.erased},
                                 {"refusals", made.refusals},
                                 {"milliseconds", std::int64_t(made.seconds * 1000)}});
    else
        console.say("program.simulate.made", {{"members", made.members},
                                              {"entries", made.entries},
                                              {"erased", made.erased},
                                              {"refusals", made.refusals},
                                              {"seconds", std::int64_t(made.seconds + 0.5)},
                                              {"database", location.text()}});
    return done;
}

}  // namespace app
