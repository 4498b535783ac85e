// Power that fails and disks that fail: what was acknowledged stays, once, and the journal is sound.
#include "acts/verify.h"
#include "faults/tracing_vfs.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <cstdlib>

namespace {

using faults::TracingDisk;

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}

acts::WriterOptions on_disk(const store::Location& location, const TracingDisk& disk, const char* pragma) {
    auto options = app::writer_options(
        location, [now = std::make_shared<std::atomic<std::int64_t>>(support::first_of_test)] { return *now += 1'000'000; });
    options.open = [location, name = disk.name(), pragma] {
        auto db = store::Db::open(location, store::Access::writer, name);
        db->script(pragma);
        return db;
    };
    return options;
}

acts::Submission said(const std::string& act, const std::string& json, const std::string& key, const std::string& basis = "") {
    return {{"administrator", acts::Role::administrator, "secretariat"}, act, json, key, basis};
}

// A short life with every sort of write: consequences, personal values, an erasure, checkpoints of the write-ahead log.
std::vector<acts::Submission> short_life(int sources) {
    std::vector<acts::Submission> all{
        said("network.describe", R"({"name_fr":"R","name_en":"R","short_name":"R","zone":"UTC"})", "describe"),
        said("sources.record", R"({"title":"Page","kind":"web_page"})", "source"),
        said("statutes.set_rule", support::rule(10), "rule", "source:2001"),
        said("members.apply_for_membership", support::application("Nantes"), "apply"),        // entry 4
        said("assembly.record_decision", support::admission(4001), "decide", "source:2001"),  // entries 5, 6, 7
        said("people.erase_person", R"({"person":4002})", "erase")};                          // entry 8
    for (int i = 0; i < sources; ++i)
        all.push_back(
            said("sources.record", "{\"title\":\"Page " + std::to_string(i) + "\",\"kind\":\"web_page\"}", "source-" + std::to_string(i)));
    all.push_back(said("members.apply_for_membership", support::application("Dakar", "SN"), "apply-2"));
    return all;
}
constexpr std::int64_t entries_beyond_acts = 2;  // the two consequences of the decision

struct Lived {
    std::vector<TracingDisk::Event> trace;
    std::vector<base::Hash> leaves;  // by number - 1
};

Lived live_on(TracingDisk& disk, const char* pragma) {
    const support::FreshNetwork network(store::Engine::sqlite);
    acts::Writer writer(app::registry(), app::tables(), on_disk(network.location(), disk, pragma));
    for (const auto& one : short_life(40)) {
        const auto outcome = writer.submit(one);
        if (support::told(outcome) != "accepted") throw std::runtime_error(one.act + ": " + support::told(outcome));
        disk.mark(writer.size());
    }
    Lived lived{disk.trace(), {}};
    acts::each_entry(*store::Db::open(network.location(), store::Access::reader), 0, 1'000'000,
                     [&](acts::StoredEntry& stored) { lived.leaves.push_back(stored.leaf); });
    return lived;
}

// What is wrong with the network after the power failed at that moment; "" when nothing is.
std::string after_power_failed(const Lived& lived, std::size_t cut, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const support::TemporaryDirectory directory;
    TracingDisk::lose_power(lived.trace, cut, random, directory.path());
    std::int64_t acknowledged = 0;
    for (std::size_t i = 0; i < cut; ++i)
        if (lived.trace[i].kind == TracingDisk::Event::Kind::mark) acknowledged = lived.trace[i].at;
    try {
        const auto location = store::Location::parse((directory.path() / "network.db").string());
        const auto db = store::Db::open(location, store::Access::writer);
        if (acknowledged == 0 && db->tables().empty()) return "";
        const auto head = acts::read_head(*db);
        if (head.size < acknowledged) return "acknowledged " + std::to_string(acknowledged) + ", kept " + std::to_string(head.size);
        for (const auto& wrong : acts::verify(*db, app::registry())) return wrong;
        std::string different;
        acts::each_entry(*db, 0, head.size, [&](acts::StoredEntry& stored) {
            if (stored.leaf != lived.leaves.at(std::size_t(stored.entry.number.value - 1)))
                different = "entry " + std::to_string(stored.entry.number.value) + " is another";
        });
        return different;
    } catch (const store::Fault& fault) { return acknowledged == 0 ? "" : std::string("cannot be opened: ") + fault.what(); }
}

int losses(const Lived& lived, std::int64_t cuts, bool name_them) {
    int lost = 0;
    std::mt19937_64 random(std::uint64_t(setting("CONCERT_CUTS_SEED", 7)));
    for (std::int64_t i = 0; i < cuts; ++i) {
        const auto cut = std::size_t(random() % (lived.trace.size() + 1));
        const auto wrong = after_power_failed(lived, cut, random());
        lost += !wrong.empty();
        if (name_them) CHECK_MESSAGE(wrong == "", "the power failed after event " << cut << " of " << lived.trace.size());
    }
    return lost;
}

}  // namespace

TEST_CASE("When the power fails, all that was acknowledged is kept and the journal is sound") {
    const auto cuts = setting("CONCERT_CUTS", 60);
    TracingDisk disk("tracing-full"), tight("tracing-tight");
    CHECK(losses(live_on(disk, "PRAGMA wal_autocheckpoint = 1000"), cuts / 2, true) == 0);
    CHECK(losses(live_on(tight, "PRAGMA wal_autocheckpoint = 8"), cuts - cuts / 2, true) == 0);  // checkpoints all the time
}

TEST_CASE("The test of power failures sees what is lost when SQLite does not sync") {
    TracingDisk disk("tracing-off");
    CHECK(losses(live_on(disk, "PRAGMA synchronous = OFF"), 60, false) > 10);
}

namespace {

// Lives a short life on a disk that fails at one call; whoever is told of a fault heals the disk and asks again with the same key.
std::string life_with_failure(TracingDisk& disk, TracingDisk::Failure failure, std::int64_t at_call, bool lasting, std::int64_t& calls) {
    const support::FreshNetwork network(store::Engine::sqlite);
    const auto life = short_life(3);
    disk.fail(failure, at_call, lasting);
    std::unique_ptr<acts::Writer> writer;
    const auto open = [&] {
        for (int tries = 0; !writer; ++tries) {
            try {
                writer = std::make_unique<acts::Writer>(app::registry(), app::tables(),
                                                        on_disk(network.location(), disk, "PRAGMA wal_autocheckpoint = 4"));
            } catch (const store::NotADatabase&) {  // half of the first page was written: a file that says so, and is put away
                if (tries > 1) throw;
                disk.heal();
                std::filesystem::remove(network.location().path);
            } catch (const store::Fault&) {
                if (tries > 1) throw;
                disk.heal();
            }
        }
    };
    open();
    std::int64_t accepted = 0;
    for (const auto& one : life) {
        for (int tries = 0;; ++tries) {
            try {
                const auto outcome = writer->submit(one);
                if (support::told(outcome) != "accepted") return one.act + " is answered " + support::told(outcome);
                ++accepted;
                break;
            } catch (const store::Fault& fault) {
                if (tries > 2) return one.act + " still fails on a whole disk: " + fault.what();
                disk.heal();
            }
        }
    }
    calls = disk.calls();
    disk.heal();
    const auto expected = std::int64_t(life.size()) + entries_beyond_acts;
    if (writer->size() != expected) return std::to_string(writer->size()) + " entries instead of " + std::to_string(expected);
    writer.reset();
    const auto db = store::Db::open(network.location(), store::Access::writer);
    if (acts::read_head(*db).size != expected) return "the head says " + std::to_string(acts::read_head(*db).size);
    for (const auto& wrong : acts::verify(*db, app::registry())) return wrong;
    return "";
}

}  // namespace

TEST_CASE("A disk that fails at any call is said to fail, and everything is done once when it is whole again") {
    TracingDisk disk("failing");
    std::int64_t calls = 0;
    REQUIRE(life_with_failure(disk, TracingDisk::Failure::none, 0, false, calls) == "");
    REQUIRE(calls > 100);
    const auto stride = setting("CONCERT_DISK_STRIDE", 9);  // 1: at every call
    int tried = 0;
    for (const auto failure : {TracingDisk::Failure::input_output, TracingDisk::Failure::full})
        for (const bool lasting : {false, true})
            for (std::int64_t at = 1 + (lasting ? 1 : 0); at <= calls; at += stride) {
                CAPTURE(at);
                CAPTURE(lasting);
                const bool full = failure == TracingDisk::Failure::full;
                CAPTURE(full);
                std::int64_t unused = 0;
                CHECK(life_with_failure(disk, failure, at, lasting, unused) == "");
                tried += disk.failed();
            }
    MESSAGE(calls, " calls in a life, ", tried, " lives with a failure");
}
