#include "store/sqlite_log.h"

#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

namespace {

// The file of a write-ahead log as SQLite would open it.
class LogFile {
public:
    LogFile(sqlite3_vfs& vfs, const std::string& database)
        : room_(std::malloc(static_cast<std::size_t>(vfs.szOsFile)), std::free), name_(database + "-wal") {
        std::ofstream(database).put('x');  // SQLite's VFS gives the log the rights of the database
        const int flags = SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        REQUIRE(vfs.xOpen(&vfs, name_.c_str(), file(), flags, nullptr) == SQLITE_OK);
    }
    ~LogFile() { file()->pMethods->xClose(file()); }
    LogFile(const LogFile&) = delete;
    sqlite3_file* file() { return static_cast<sqlite3_file*>(room_.get()); }
    const sqlite3_io_methods& methods() { return *file()->pMethods; }

    int write(const std::string& bytes, std::int64_t at) {
        return methods().xWrite(file(), bytes.data(), static_cast<int>(bytes.size()), at);
    }
    std::string read(std::size_t size, std::int64_t at) {
        std::string bytes(size, '?');
        const int code = methods().xRead(file(), bytes.data(), static_cast<int>(size), at);
        if (code != SQLITE_OK) REQUIRE(code == SQLITE_IOERR_SHORT_READ);
        return bytes;
    }

private:
    std::unique_ptr<void, void (*)(void*)> room_;
    std::string name_;
};

std::int64_t size_on_disk(const std::string& path) { return static_cast<std::int64_t>(std::filesystem::file_size(path)); }

}  // namespace

TEST_CASE("A gathered log reads, grows and shrinks as a plain file does") {
    const support::FreshNetwork network(store::Engine::sqlite);
    const store::GatheringVfs gathering(nullptr);
    LogFile log(*sqlite3_vfs_find(gathering.name()), network.location().path);
    std::string model;
    std::mt19937_64 random(1);
    for (int step = 0; step < 20'000; ++step) {
        const auto at = random() % 4 ? model.size() : random() % (model.size() + 1);
        switch (random() % 50) {
        case 0: {
            REQUIRE(log.methods().xTruncate(log.file(), static_cast<std::int64_t>(at)) == SQLITE_OK);
            model.resize(at);
            break;
        }
        case 1: REQUIRE(log.methods().xSync(log.file(), SQLITE_SYNC_NORMAL) == SQLITE_OK); break;
        case 2: {
            sqlite3_int64 size = -1;
            REQUIRE(log.methods().xFileSize(log.file(), &size) == SQLITE_OK);
            REQUIRE(size == static_cast<std::int64_t>(model.size()));
            break;
        }
        case 3:
        case 4: {
            const auto size = 1 + random() % 5'000;
            auto expected = model.substr(at, size);
            expected.resize(size);  // what lies behind the end reads as zeros
            const bool same = log.read(size, static_cast<std::int64_t>(at)) == expected;
            REQUIRE(same);
            break;
        }
        default: {
            const std::string bytes(random() % 3 ? 24 : 4096, static_cast<char>(random()));
            REQUIRE(log.write(bytes, static_cast<std::int64_t>(at)) == SQLITE_OK);
            if (model.size() < at + bytes.size()) model.resize(at + bytes.size());
            model.replace(at, bytes.size(), bytes);
        }
        }
        if (model.size() > 3'000'000) {  // more than is gathered at once
            REQUIRE(log.methods().xTruncate(log.file(), 0) == SQLITE_OK);
            model.clear();
        }
    }
}

TEST_CASE("What SQLite writes to its log goes down at a commit, and at a sync") {
    const support::FreshNetwork network(store::Engine::sqlite);
    const auto path = network.location().path + "-wal";
    const store::GatheringVfs gathering(nullptr);
    LogFile log(*sqlite3_vfs_find(gathering.name()), network.location().path);
    const std::string page(4096, 'p'), zeros(24, '\0');
    auto commit = zeros;
    commit[7] = 1;
    REQUIRE(log.write(zeros, 0) == SQLITE_OK);
    REQUIRE(log.write(page, 24) == SQLITE_OK);
    CHECK(size_on_disk(path) == 0);
    REQUIRE(log.write(commit, 4120) == SQLITE_OK);
    CHECK(size_on_disk(path) == 0);
    REQUIRE(log.write(page, 4144) == SQLITE_OK);
    CHECK(size_on_disk(path) == 8240);
    REQUIRE(log.write(zeros, 8240) == SQLITE_OK);
    CHECK(size_on_disk(path) == 8240);
    REQUIRE(log.methods().xSync(log.file(), SQLITE_SYNC_NORMAL) == SQLITE_OK);
    CHECK(size_on_disk(path) == 8264);
}
