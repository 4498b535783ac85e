// What only a file can suffer: damage, other people's files, permissions, its lock, its log.
#include "store/engine.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fstream>

using namespace store;
using support::FreshNetwork;
namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }

void make_network(const Location& location) {
    const auto db = Db::open(location, Access::writer);
    db->create("CREATE TABLE note (id int PRIMARY KEY, body text NOT NULL);");
    db->begin();
    for (int i = 0; i < 100; ++i) db->run("INSERT INTO note (id, body) VALUES ($1, $2)", {i, std::string(500, 'n')});
    db->commit();
}

std::string refusal(const Location& location, Access access) {
    try {
        Db::open(location, access);
    } catch (const NotADatabase& refused) { return refused.what(); }
    return "opened";
}

bool in_any_file(const fs::path& directory, std::string_view text) {
    for (const auto& entry : fs::recursive_directory_iterator(directory))
        if (entry.is_regular_file() && contents(entry.path()).contains(text)) return true;
    return false;
}

std::string first_text(Db& db, std::string_view sql) {
    auto rows = db.ask(sql);
    REQUIRE(rows.next());
    return rows.kind(0) == Value::Kind::integer ? std::to_string(rows.integer(0)) : rows.text(0);
}

}  // namespace

TEST_CASE("A file that is not a network's, or was cut, is refused by name and left as it is") {
    FreshNetwork network(Engine::sqlite);
    const auto& path = network.location().path;
    make_network(network.location());
    const auto whole = contents(path);
    REQUIRE(whole.size() > 40'000);
    auto damaged = whole;
    damaged.replace(100, 200, std::string(200, '\xee'));  // the first page's tree
    const struct {
        const char* what;
        std::string bytes;
    } cases[] = {
        {"text", std::string(5000, 'x')},
        {"short text", "not a database"},
        {"nothing", ""},
        {"half", whole.substr(0, whole.size() / 2)},
        {"the header alone", whole.substr(0, 100)},
        {"the last page gone", whole.substr(0, whole.size() - 4096)},
        {"a first page that is damaged", damaged},
    };
    for (const auto& one : cases)
        for (const auto access : {Access::writer, Access::reader}) {
            CAPTURE(one.what);
            write(path, one.bytes);
            const auto said = refusal(network.location(), access);
            CAPTURE(said);
            CHECK(said.starts_with(path));
            CHECK(said.contains("nothing in it was changed"));
            CHECK(said.contains("put back a copy"));
            CHECK(contents(path) == one.bytes);
        }
    write(path, whole);
    CHECK(refusal(network.location(), Access::reader) == "opened");
    CHECK(refusal(network.location(), Access::writer) == "opened");
}

TEST_CASE("Another program's database is refused") {
    const FreshNetwork network(Engine::sqlite);
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(network.location().path.c_str(), &other) == SQLITE_OK);
    sqlite3_exec(other, "CREATE TABLE bookmark (url text)", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    CHECK(refusal(network.location(), Access::writer).contains("another program"));
}

TEST_CASE("A directory, a missing file and a missing directory are told apart from a network") {
    const FreshNetwork network(Engine::sqlite);
    Location place = network.location();
    CHECK_THROWS_AS(Db::open(place, Access::reader), Fault);
    CHECK_FALSE(fs::exists(place.path));
    place.path = fs::path(place.path).parent_path();
    CHECK(refusal(place, Access::writer).contains("is a directory"));
    place.path += "/nowhere/network.db";
    CHECK_THROWS_AS(Db::open(place, Access::writer), Fault);
}

TEST_CASE("A network's file and its log are for the program's user alone") {
    const FreshNetwork network(Engine::sqlite);
    const auto db = Db::open(network.location(), Access::writer);
    db->create("CREATE TABLE note (id int PRIMARY KEY);");
    for (const auto& end : {"", "-wal", "-shm"}) {
        CAPTURE(end);
        const auto path = network.location().path + end;
        if (!*end || fs::exists(path)) CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    }
}

TEST_CASE("A file one may not read is a fault that says why") {
    const FreshNetwork network(Engine::sqlite);
    make_network(network.location());
    chmod(network.location().path.c_str(), 0);
    const pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (chmod(fs::path(network.location().path).parent_path().c_str(), 0755) != 0 || setuid(65534) != 0)) _exit(2);
        try {
            Db::open(network.location(), Access::reader);
        } catch (const Fault& fault) { _exit(std::string_view(fault.what()).contains("Permission denied") ? 0 : 1); }
        _exit(3);
    }
    int status = -1;
    waitpid(child, &status, 0);
    CHECK(status == 0);
}

TEST_CASE("A name that SQLite would take for something else is a file's name") {
    const FreshNetwork network(Engine::sqlite);
    const auto before = fs::current_path();
    fs::current_path(fs::path(network.location().path).parent_path());
    for (const char* name : {":memory:", "file:x.db?mode=memory"}) {
        make_network(Location::parse(name));
        CHECK(fs::exists(name));
    }
    fs::current_path(before);
}

TEST_CASE("The lock file names the process that writes") {
    const FreshNetwork network(Engine::sqlite);
    {
        const WriterLock lock(network.location());
        CHECK(contents(network.location().path + ".lock") == std::to_string(getpid()) + "\n");
        CHECK_THROWS_WITH_AS(WriterLock(network.location()),
                             (network.location().path + " is being written by process " + std::to_string(getpid())).c_str(), Busy);
    }
    CHECK_NOTHROW(WriterLock(network.location()));
    write(network.location().path + ".lock", "99999999999999999999\n");  // left by one that died: held by nobody
    CHECK_NOTHROW(WriterLock(network.location()));
    Location nowhere = network.location();
    nowhere.path += "/x";
    CHECK_THROWS_AS(WriterLock{nowhere}, Fault);
}

TEST_CASE("A process that dies gives up its lock") {
    const FreshNetwork network(Engine::sqlite);
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    const pid_t child = fork();
    if (child == 0) {
        const WriterLock lock(network.location());
        if (::write(ready[1], "x", 1) != 1) _exit(1);
        pause();
        _exit(0);
    }
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    const auto holder = "by process " + std::to_string(child);
    std::string said;
    try {
        const WriterLock lock(network.location());
    } catch (const Busy& busy) { said = busy.what(); }
    CHECK(said.ends_with(holder));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    CHECK_NOTHROW(WriterLock(network.location()));
    close(ready[0]);
    close(ready[1]);
}

TEST_CASE("What was deleted leaves the disk") {
    support::for_each_engine([](const Location& location) {
        const auto db = Db::open(location, Access::writer);
        db->create("CREATE TABLE note (id int PRIMARY KEY, body text NOT NULL); CREATE INDEX note_body ON note (body);");
        const std::string secret = "Aurélie-Exemple-1f0c7e";
        for (int i = 0; i < 50; ++i) db->run("INSERT INTO note (id, body) VALUES ($1, $2)", {i, i == 25 ? secret : "other"});
        const bool sqlite = db->engine() == Engine::sqlite;
        if (!sqlite) db->script("CHECKPOINT");
        const fs::path directory =
            sqlite ? fs::path(location.path).parent_path() : fs::path(first_text(*db, "SELECT current_setting('data_directory')")) / "base";
        CHECK(in_any_file(directory, secret));
        db->run("DELETE FROM note WHERE id = $1", {25});
        db->forget_deleted();
        if (!sqlite) db->script("CHECKPOINT");
        CHECK_FALSE(in_any_file(directory, secret));
        CHECK(first_text(*db, "SELECT count(*) FROM note") == "49");
    });
}

TEST_CASE("The log cannot be cut while a reader needs it, and is cut afterwards") {
    const FreshNetwork network(Engine::sqlite);
    const auto db = Db::open(network.location(), Access::writer);
    db->create("CREATE TABLE note (id int PRIMARY KEY);");
    const auto reader = Db::open(network.location(), Access::reader);
    reader->begin_reading();
    db->run("INSERT INTO note (id) VALUES (1)");
    db->script("PRAGMA busy_timeout = 1");
    CHECK_THROWS_AS(db->forget_deleted(), Busy);
    reader->rollback();
    CHECK_NOTHROW(db->forget_deleted());
    CHECK(fs::file_size(network.location().path + "-wal") == 0);
}

TEST_CASE("A reader that closes last leaves the log to the writer") {
    const FreshNetwork network(Engine::sqlite);
    const auto& path = network.location().path;
    const pid_t child = fork();  // dies without closing, as a writer that is killed
    if (child == 0) {
        auto db = Db::open(network.location(), Access::writer);
        db->create("CREATE TABLE note (id int PRIMARY KEY);");
        db->run("INSERT INTO note (id) VALUES (7)");
        _exit(0);
    }
    waitpid(child, nullptr, 0);
    const auto log = contents(path + "-wal"), main = contents(path);
    REQUIRE_FALSE(log.empty());
    {
        const auto reader = Db::open(network.location(), Access::reader);
        CHECK(first_text(*reader, "SELECT id FROM note ORDER BY id") == "7");
    }
    CHECK(contents(path + "-wal") == log);
    CHECK(contents(path) == main);
    CHECK(first_text(*Db::open(network.location(), Access::writer), "SELECT id FROM note ORDER BY id") == "7");
}

TEST_CASE("A full disk is said to be full, and the transaction can be undone") {
    const FreshNetwork network(Engine::sqlite);
    make_network(network.location());
    const auto db = Db::open(network.location(), Access::writer);
    db->script("PRAGMA max_page_count = 1");  // that is: not one page more
    db->begin();
    CHECK_THROWS_AS(db->run("INSERT INTO note (id, body) VALUES ($1, $2)", {1000, std::string(100'000, 'n')}), DiskFull);
    db->rollback();
    db->begin();
    db->run("DELETE FROM note WHERE id > $1", {5});
    db->commit();
    CHECK(first_text(*db, "SELECT count(*) FROM note") == "6");
}

TEST_CASE("Text in the file that is not UTF-8 is a fault when it is read") {
    const FreshNetwork network(Engine::sqlite);
    make_network(network.location());
    const auto db = Db::open(network.location(), Access::writer);
    db->script("UPDATE note SET body = CAST(x'ff41' AS TEXT) WHERE id = 0");
    auto rows = db->ask("SELECT body FROM note WHERE id = 0");
    REQUIRE(rows.next());
    CHECK_THROWS_AS(rows.text(0), Fault);
}

TEST_CASE("Connections have the settings that durability and safety need") {
    const FreshNetwork file(Engine::sqlite), schema(Engine::postgresql);
    const auto writer = Db::open(file.location(), Access::writer), reader = Db::open(file.location(), Access::reader);
    const struct {
        const char* pragma;
        const char* of_writer;
        const char* of_reader;
    } pragmas[] = {
        {"journal_mode", "wal", nullptr}, {"synchronous", "2", "2"},
        {"foreign_keys", "1", "1"},       {"trusted_schema", "0", "0"},
        {"secure_delete", "1", "1"},      {"busy_timeout", "5000", "5000"},
        {"query_only", "0", "1"},         {"wal_autocheckpoint", "16000", "0"},
    };
    for (const auto& one : pragmas) {
        CAPTURE(one.pragma);
        CHECK(first_text(*writer, "PRAGMA " + std::string(one.pragma)) == one.of_writer);
        if (one.of_reader) CHECK(first_text(*reader, "PRAGMA " + std::string(one.pragma)) == one.of_reader);
    }
    auto careless = schema.location();
    careless.conninfo += " options='-c synchronous_commit=off -c TimeZone=Asia/Tokyo'";
    const auto server = Db::open(careless, Access::writer), copy = Db::open(careless, Access::reader);
    const struct {
        const char* setting;
        const char* of_writer;
        const char* of_reader;
    } settings[] = {
        {"synchronous_commit", "on", "on"},    {"TimeZone", "UTC", "UTC"},          {"lock_timeout", "5s", "5s"},
        {"statement_timeout", "1min", "1min"}, {"client_encoding", "UTF8", "UTF8"}, {"default_transaction_read_only", "off", "on"},
    };
    for (const auto& one : settings) {
        CAPTURE(one.setting);
        const auto sql = "SELECT current_setting('" + std::string(one.setting) + "')";
        CHECK(first_text(*server, sql) == one.of_writer);
        CHECK(first_text(*copy, sql) == one.of_reader);
    }
    CHECK_THROWS_AS(Db::open(file.location(), Access::writer, "no-such-vfs"), Fault);
}
