// Backups of a living network, restored on either engine; when they are made, and how long they stay.
#include "acts/replay.h"
#include "acts/verify.h"
#include "safekeeping/keeper.h"
#include "safekeeping/restore.h"
#include "store/place.h"
#include "store/table_rows.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace safekeeping;
namespace fs = std::filesystem;

namespace {

const SecretKey& key() {
    static const auto key = SecretKey::make();
    return key;
}
const PublicKey recipients[] = {key().public_key()};

// An application whose attached file is in `files`, and one whose person was erased; the log has signed.
void live(support::Begun& life, store::Files& files) {
    const auto hash = files.keep("%PDF-1.7 délibération");
    auto json = support::application("Ville jointe");
    json.replace(json.find(std::string(64, 'a')), 64, hash.hex());
    CHECK(support::told(life.visitor("members.apply_for_membership", json)) == "accepted");
    const auto person = life.made("people.register_person", R"({"name":"Zolina Exemple","email":"zolina@example.org"})");
    CHECK(support::told(life.say("people.erase_person", R"({"person":)" + std::to_string(person) + "}")) == "accepted");
    life.made("people.register_person", R"({"name":"Bravo Exemple","email":"bravo@example.org"})");
    life.writer.run_local([](store::Db& db) {
        acts::sign_checkpoint(db, acts::log_key(db, "example.org/log"));
        keep_outcome(db, {1, 2, "elsewhere.concert-backup", 3, 4, {}});
    });
}

BackupOptions options_of(const store::Location& network, const fs::path& files, const fs::path& to) {
    BackupOptions options;
    options.network = network, options.files = files, options.to = to;
    options.opening.recipients = recipients;
    options.made_by = "test", options.time_us = support::first_of_test;
    options.name = [](store::Db&) { return "Réseau d’essai"; };
    return options;
}

Restored restored(const fs::path& file, const store::Location& into, const fs::path& files, const SecretKey& with = key()) {
    RestoreOptions options;
    options.file = file, options.into = into, options.files = files;
    options.means = {&with};
    return restore(options, {app::registry(), app::tables()});
}
std::string code_of(const std::function<void()>& work) {
    try {
        work();
        return "none";
    } catch (const Wrong& wrong) { return wrong.code; } catch (const std::exception& fault) {
        return fault.what();
    }
}
std::vector<store::Digest> local_digests(store::Db& db) {
    std::vector<store::Digest> all;
    for (const auto& table : db.tables())
        if (table.starts_with("local_") && !stays_behind(table)) all.push_back(store::read_rows(db, table));
    return all;
}
std::size_t names_in(const fs::path& directory) {
    return std::size_t(std::distance(fs::recursive_directory_iterator(directory), fs::recursive_directory_iterator()));
}

}  // namespace

TEST_CASE("a backup made of either engine is restored on either, with everything but sessions and backups") {
    support::for_each_engine([](const store::Location& location) {
        const support::TemporaryDirectory home;
        store::Files files(home.path() / "a.files");
        support::Begun life(location);
        live(life, files);
        life.writer.run_local([](store::Db& db) {
            db.begin();
            db.script("CREATE TABLE local_session_of_test (id bigint PRIMARY KEY)");
            db.run("INSERT INTO local_session_of_test (id) VALUES (1)");
            db.commit();
        });
        fs::create_directory(home.path() / "backups");
        const auto made = make_backup(options_of(location, files.directory(), home.path() / "backups"));
        CHECK(made.file.filename() == "reseau-d-essai-20260921T141320Z-" + std::to_string(life.writer.size()) + ".concert-backup");
        CHECK(made.contents.missing.empty());
        CHECK(names_in(home.path() / "backups") == 1);
        CHECK((fs::status(made.file).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
        for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
            const support::FreshNetwork there(engine);
            const auto into_files = home.path() / ("b" + std::to_string(int(engine)) + ".files");
            const auto done = restored(made.file, there.location(), into_files);
            CHECK(done.findings.empty());
            CHECK(done.missing.empty());
            CHECK(done.files == 1);
            CHECK(!done.tables_made_again);
            CHECK(done.heading.journal.size == life.writer.size());
            const auto before = life.reader(), after = store::Db::open(there.location(), store::Access::reader);
            CHECK(store::digests(*before) == store::digests(*after));
            CHECK(local_digests(*before) == local_digests(*after));
            CHECK(last_outcomes(*after, 9).empty());
            CHECK(store::Files(into_files).read(base::sha256({"%PDF-1.7 délibération"})) == "%PDF-1.7 délibération");
            CHECK(acts::verify(*after, app::registry()).empty());
            acts::Writer writer(app::registry(), app::tables(),
                                app::writer_options(there.location(), [] { return support::first_of_test * 2; }));
            CHECK(writer.submit(support::sources(1)[0]).has_value());  // it lives on
        }
    });
}

TEST_CASE("a restore replaces nothing, and one that fails leaves nothing behind") {
    support::for_each_engine([](const store::Location& location) {
        const support::TemporaryDirectory home;
        store::Files files(home.path() / "a.files");
        support::Begun life(location);
        live(life, files);
        const auto file = make_backup(options_of(location, files.directory(), home.path() / "one.concert-backup")).file;
        CHECK(code_of([&] { make_backup(options_of(location, files.directory(), file)); }) == "exists");
        CHECK(code_of([&] { make_backup(options_of(location, files.directory(), home.path() / "none" / "x")); }) == "no_directory");

        const auto engine = location.engine;
        const support::FreshNetwork there(engine);
        const auto place = home.path() / "restored";
        fs::create_directory(place);
        const auto into = place / "b.files";
        auto where = there.location();
        if (engine == store::Engine::sqlite) where.path = place / "b.db";
        const auto left = [&] {
            return names_in(place) +
                   std::size_t(engine == store::Engine::postgresql && store::schema_exists(store::beside(where, "restoring")));
        };
        std::string bytes;
        {
            std::ifstream in(file, std::ios::binary);
            bytes = {std::istreambuf_iterator<char>(in), {}};
        }
        const auto tried = [&](const std::string& changed) {
            std::ofstream(home.path() / "changed", std::ios::binary | std::ios::trunc) << changed;
            const auto code = code_of([&] { restored(home.path() / "changed", where, into); });
            CHECK(left() == 0);
            return code;
        };
        CHECK(tried(bytes.substr(0, bytes.size() / 2)) == "cut");
        CHECK(tried(bytes.substr(0, bytes.size() - 1)) == "cut");
        auto flipped = bytes;
        flipped[flipped.size() / 2] = char(flipped[flipped.size() / 2] ^ 4);
        CHECK((tried(flipped) == "damaged" || bytes.size() < 140'000));
        CHECK(code_of([&] { restored(file, where, into, SecretKey::make()); }) == "other_key");
        CHECK(left() == 0);
        fs::create_directories(into);
        std::ofstream(into / "something") << "x";
        CHECK(code_of([&] { restored(file, where, into); }) == "files_not_empty");
        fs::remove_all(into);
        CHECK(code_of([&] { restored(file, where, into); }) == "none");
        CHECK(code_of([&] { restored(file, where, home.path() / "other.files"); }) == "not_empty");
        CHECK(acts::verify(*store::Db::open(where, store::Access::reader), app::registry()).empty());
    });
}

TEST_CASE("a backup of a release with other tables is restored by making the tables again from the journal") {
    support::for_each_engine([](const store::Location& location) {
        const support::TemporaryDirectory home;
        store::Files files(home.path() / "a.files");
        support::Begun life(location);
        live(life, files);
        life.writer.run_local([](store::Db& db) {
            db.begin();
            db.script("CREATE TABLE gone (id bigint PRIMARY KEY); CREATE TABLE local_gone (id bigint PRIMARY KEY)");
            db.run("UPDATE journal_format SET tables = $1", {base::sha256({"older"})});
            db.commit();
        });
        const auto file = make_backup(options_of(location, files.directory(), home.path() / "one.concert-backup")).file;
        const support::FreshNetwork there(store::Engine::sqlite);
        const auto done = restored(file, there.location(), home.path() / "b.files");
        CHECK(done.tables_made_again);
        CHECK(done.not_taken == std::vector<std::string>{"local_gone"});
        CHECK(done.findings.empty());
        const auto before = life.reader(), after = store::Db::open(there.location(), store::Access::reader);
        for (const auto& different : acts::compare_tables(*before, *after))
            CHECK((different.starts_with("gone") || different.starts_with("journal_format")));
        CHECK(store::read_rows(*before, "local_key") == store::read_rows(*after, "local_key"));
    });
}

TEST_CASE("a file that an act refers to and that is missing or damaged is named, in the backup and at its restore") {
    const support::FreshNetwork network(store::Engine::sqlite), there(store::Engine::sqlite);
    const support::TemporaryDirectory home;
    store::Files files(home.path() / "a.files");
    support::Begun life(network.location());
    live(life, files);
    const auto hash = base::sha256({"%PDF-1.7 délibération"});
    CHECK(files_referred_to(*life.reader()) == std::set{hash});
    std::ofstream(files.path(hash), std::ios::trunc) << "%PDF-1.7 autre";
    CHECK(make_backup(options_of(network.location(), files.directory(), home.path() / "damaged")).contents.missing ==
          std::vector{hash.hex()});
    fs::remove(files.path(hash));
    const auto made = make_backup(options_of(network.location(), files.directory(), home.path() / "missing"));
    CHECK(made.contents.missing == std::vector{hash.hex()});
    CHECK(restored(made.file, there.location(), home.path() / "b.files").missing == std::vector{hash.hex()});
    auto options = options_of(network.location(), files.directory(), home.path() / "third");
    CHECK(try_backup(options).fault == "1 files that acts refer to are missing or damaged");
    options.to = home.path() / "nowhere" / "x";
    CHECK(try_backup(options).fault->starts_with("no_directory"));
}

TEST_CASE("the name of a backup tells the network, the time and the acts") {
    Heading heading;
    heading.network = "AIMF", heading.time_us = support::first_of_test, heading.journal.size = 1234;
    CHECK(backup_name(heading) == "aimf-20260921T141320Z-1234.concert-backup");
    heading.network.clear();
    CHECK(backup_name(heading) == "concert-20260921T141320Z-1234.concert-backup");
    const auto parts = parts_of_name("a-b-20260921T141320Z-7.concert-backup");
    REQUIRE(parts);
    CHECK(parts->network == "a-b");
    CHECK(parts->time_us == support::first_of_test);
    CHECK(parts->entries == 7);
    for (const char* other :
         {"", ".concert-backup", "aimf.concert-backup", "aimf-20260921T141320Z-7", "aimf-20260921T141320Z-x.concert-backup",
          "aimf-20261321T141320Z-7.concert-backup", "-20260921T141320Z-7.concert-backup", "a_20260921T141320Z-7.concert-backup"})
        CHECK_MESSAGE(!parts_of_name(other), other);
}

TEST_CASE("a duration is a number and a unit") {
    for (const auto& [text, seconds] :
         {std::pair("30s", 30), std::pair("90m", 5400), std::pair("24h", 86'400), std::pair("35d", 3'024'000), std::pair("2w", 1'209'600)})
        CHECK(parse_duration(text) == std::int64_t(seconds) * 1'000'000);
    CHECK(parse_duration("3660d"));
    for (const char* wrong : {"", "h", "24", "0h", "-1h", "1.5h", "24 h", "24hh", "3661d", "99999999999999999999s"})
        CHECK_MESSAGE(!parse_duration(wrong), wrong);
}

TEST_CASE("backups that are too old are removed, those of others stay, and the last one stays unless it holds somebody erased since") {
    const support::TemporaryDirectory home;
    const auto now = support::first_of_test;
    const auto named = [&](const std::string& network, std::int64_t age_us, std::int64_t entries) {
        Heading heading;
        heading.network = network, heading.time_us = now - age_us, heading.journal.size = entries;
        const auto path = home.path() / backup_name(heading);
        std::ofstream(path) << "x";
        return path;
    };
    const auto kept = 35 * day_us, second = std::int64_t(1'000'000);
    const auto young = named("AIMF", kept, 90), old = named("AIMF", kept + second, 80), other = named("Autre", 3 * kept, 70),
               renamed = named("Ancien", 2 * kept, 60);
    std::ofstream(home.path() / "letter.txt") << "x";
    std::ofstream(home.path() / ".concert-0011.part") << "x";
    const std::vector<Outcome> recorded{{1, 1, "/before/" + renamed.filename().string(), 1, 60, {}}};
    CHECK(remove_old(home.path(), "AIMF", recorded, now, kept, 100).size() == 2);
    CHECK(fs::exists(young));
    CHECK(fs::exists(other));
    CHECK(fs::exists(home.path() / "letter.txt"));
    CHECK(!fs::exists(old));
    CHECK(!fs::exists(renamed));
    CHECK(!fs::exists(home.path() / ".concert-0011.part"));
    CHECK(remove_old(home.path(), "AIMF", {}, now + second, kept, 90).empty());  // the last one, and nobody was erased after it
    CHECK(fs::exists(young));
    CHECK(remove_old(home.path(), "AIMF", {}, now + second, kept, 91).size() == 1);
    CHECK(!fs::exists(young));
}

TEST_CASE("whether a network is kept safe follows from its plan and its last backups") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        const auto start = support::first_of_test;
        const auto condition = [&](std::int64_t now_us) { return safekeeping_state(*life.reader(), now_us).condition; };
        const auto record = [&](const Outcome& outcome) { life.writer.run_local([&](store::Db& db) { keep_outcome(db, outcome); }); };
        CHECK(condition(start) == Condition::never);
        life.writer.run_local([&](store::Db& db) { keep_plan(db, Plan{start, 4 * day_us, 35 * day_us, "/backups"}); });
        life.writer.run_local([&](store::Db& db) { keep_plan(db, Plan{start + day_us, 4 * day_us, 35 * day_us, "/backups"}); });
        CHECK(safekeeping_state(*life.reader(), start).plan->since_us == start);  // the same plan, after a restart
        CHECK(condition(start + 5 * day_us) == Condition::waiting);
        CHECK(condition(start + 5 * day_us + 1) == Condition::never);
        record({start, 7, "/backups/a", 10, 3, {}});
        CHECK(condition(start + 5 * day_us) == Condition::current);
        CHECK(condition(start + 5 * day_us + 1) == Condition::late);
        record({start + 1, 7, "", 0, 0, "no room"});
        const auto failed = safekeeping_state(*life.reader(), start + 2);
        CHECK(failed.condition == Condition::failed);
        CHECK(failed.needs_somebody());
        CHECK(failed.last_good->file == "/backups/a");
        record({start + 2, 7, "/backups/b", 10, 3, {}});
        CHECK(condition(start + 3) == Condition::current);
        life.writer.run_local([](store::Db& db) { keep_plan(db, {}); });
        CHECK(condition(start + 2 + 2 * day_us) == Condition::current);
        CHECK(condition(start + 3 + 2 * day_us) == Condition::late);
        record({start + 2 + 400 * day_us, 1, "/backups/c", 1, 1, {}});
        CHECK(last_outcomes(*life.reader(), 9).size() == 2);  // those of more than 400 days are forgotten
    });
}

TEST_CASE("the next backup is due when the last good one is old enough, and sooner again after one that failed") {
    KeeperOptions options;
    options.every_us = 100, options.again_us = 10;
    State state;
    CHECK(next_due_us(state, options, 1000) == 1000);
    state.last = state.last_good = Outcome{950, 1, "a", 1, 1, {}};
    CHECK(next_due_us(state, options, 1000) == 1050);
    state.last_good->started_us = 2000;  // the clock was set back
    CHECK(next_due_us(state, options, 1000) == 1100);
    state.last_good->started_us = 800;
    state.last = Outcome{995, 1, "", 0, 0, "no room"};
    CHECK(next_due_us(state, options, 1000) == 1005);
    state.last_good.reset();
    CHECK(next_due_us(state, options, 1000) == 1005);
    options.every_us = 3;
    CHECK(next_due_us(state, options, 1000) == 1000);
}

TEST_CASE("a keeper makes a backup at once, records it, and records what fails") {
    const support::FreshNetwork network(store::Engine::sqlite);
    const support::TemporaryDirectory home;
    support::Begun life(network.location());
    std::mutex mutex;
    std::condition_variable wake;
    std::vector<Outcome> told;
    KeeperOptions options;
    options.network = network.location(), options.files = home.path() / "a.files", options.directory = home.path() / "backups";
    options.recipients = {recipients[0]};
    options.every_us = 60'000'000;
    options.clock = acts::system_clock_us;
    options.name = [](store::Db&) { return "R"; };
    options.run_local = [&](std::function<void(store::Db&)> task) { life.writer.run_local(std::move(task)); };
    options.told = [&](const Outcome& outcome) {
        std::lock_guard lock(mutex);
        told.push_back(outcome);
        wake.notify_all();
    };
    const auto one = [&] {
        std::unique_lock lock(mutex);
        REQUIRE(wake.wait_for(lock, std::chrono::seconds(20), [&] { return !told.empty(); }));
        auto outcome = told.back();
        told.clear();
        return outcome;
    };
    {
        const Keeper keeper(options);
        CHECK(one().fault->starts_with("no_directory"));
    }
    CHECK(safekeeping_state(*life.reader(), acts::system_clock_us()).condition == Condition::failed);
    fs::create_directory(options.directory);
    options.again_us = 1;
    const Keeper keeper(options);
    const auto outcome = one();
    CHECK(!outcome.fault);
    CHECK(outcome.entries == life.writer.size());
    CHECK(fs::file_size(outcome.file) == std::uintmax_t(outcome.bytes));
    const auto state = safekeeping_state(*life.reader(), acts::system_clock_us());
    CHECK(state.condition == Condition::current);
    CHECK(state.plan->every_us == options.every_us);
}
