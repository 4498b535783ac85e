// A disk that fails under SQLite: a VFS over the system's own that refuses to sync or to write when told to.
#include "store/db.h"

#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <new>

using namespace store;

namespace {

// Lives as long as the connections that use it.
class FailingDisk {
public:
    enum class Failure { none, sync, full };

    FailingDisk() : below_(sqlite3_vfs_find(nullptr)), vfs_(*below_) {
        vfs_.zName = "failing-disk";
        vfs_.pNext = nullptr;
        vfs_.pAppData = this;
        vfs_.szOsFile = static_cast<int>(sizeof(File)) + below_->szOsFile;
        vfs_.xOpen = open;
        sqlite3_vfs_register(&vfs_, 0);
    }
    ~FailingDisk() { sqlite3_vfs_unregister(&vfs_); }
    FailingDisk(const FailingDisk&) = delete;

    Failure failure = Failure::none;

private:
    struct File : sqlite3_file {  // the system's own file lies behind it
        FailingDisk* disk;
        sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };
    static File& file(sqlite3_file* one) { return *static_cast<File*>(one); }
    static sqlite3_file* below(sqlite3_file* one) { return file(one).below(); }

    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* at, int flags, int* given) {
        auto* disk = static_cast<FailingDisk*>(vfs->pAppData);
        auto* made = new (at) File{};
        made->disk = disk;
        const int code = disk->below_->xOpen(disk->below_, name, made->below(), flags, given);
        if (code == SQLITE_OK) made->pMethods = &methods;
        return code;
    }
    static int sync(sqlite3_file* one, int flags) {
        return file(one).disk->failure == Failure::sync ? SQLITE_IOERR_FSYNC : below(one)->pMethods->xSync(below(one), flags);
    }
    static int write(sqlite3_file* one, const void* data, int size, sqlite3_int64 at) {
        return file(one).disk->failure == Failure::full ? SQLITE_FULL : below(one)->pMethods->xWrite(below(one), data, size, at);
    }

    static int share(sqlite3_file* one, int page, int size, int extend, void volatile** to) {
        if (extend && file(one).disk->failure == Failure::full) return SQLITE_IOERR_SHMSIZE;
        return below(one)->pMethods->xShmMap(below(one), page, size, extend, to);
    }

    static constexpr sqlite3_io_methods methods{
        2,
        [](sqlite3_file* f) { return below(f)->pMethods->xClose(below(f)); },
        [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) { return below(f)->pMethods->xRead(below(f), to, size, at); },
        write,
        [](sqlite3_file* f, sqlite3_int64 size) { return below(f)->pMethods->xTruncate(below(f), size); },
        sync,
        [](sqlite3_file* f, sqlite3_int64* size) { return below(f)->pMethods->xFileSize(below(f), size); },
        [](sqlite3_file* f, int level) { return below(f)->pMethods->xLock(below(f), level); },
        [](sqlite3_file* f, int level) { return below(f)->pMethods->xUnlock(below(f), level); },
        [](sqlite3_file* f, int* held) { return below(f)->pMethods->xCheckReservedLock(below(f), held); },
        [](sqlite3_file* f, int what, void* with) { return below(f)->pMethods->xFileControl(below(f), what, with); },
        [](sqlite3_file* f) { return below(f)->pMethods->xSectorSize(below(f)); },
        [](sqlite3_file* f) { return below(f)->pMethods->xDeviceCharacteristics(below(f)); },
        share,
        [](sqlite3_file* f, int from, int count, int flags) { return below(f)->pMethods->xShmLock(below(f), from, count, flags); },
        [](sqlite3_file* f) { below(f)->pMethods->xShmBarrier(below(f)); },
        [](sqlite3_file* f, int remove) { return below(f)->pMethods->xShmUnmap(below(f), remove); },
        nullptr,
        nullptr,
    };

    sqlite3_vfs* below_;
    sqlite3_vfs vfs_;
};

std::int64_t count(Db& db) {
    auto rows = db.ask("SELECT count(*) FROM note");
    return rows.next() ? rows.integer(0) : -1;
}

}  // namespace

TEST_CASE("A disk that fails at COMMIT leaves the outcome unknown, one that is full does not") {
    FailingDisk disk;
    const support::FreshNetwork network(Engine::sqlite);
    const auto db = Db::open(network.location(), Access::writer, "failing-disk");
    db->create("CREATE TABLE note (id int PRIMARY KEY);");
    const auto write = [&](int id, FailingDisk::Failure failure) {
        db->begin();
        db->run("INSERT INTO note (id) VALUES ($1)", {id});
        disk.failure = failure;
        struct Whole {
            FailingDisk& disk;
            ~Whole() { disk.failure = FailingDisk::Failure::none; }
        } whole{disk};
        db->commit();
    };
    write(1, FailingDisk::Failure::none);
    CHECK_THROWS_AS(write(2, FailingDisk::Failure::full), DiskFull);
    CHECK_FALSE(db->in_transaction());
    CHECK(count(*db) == 1);
    CHECK_THROWS_AS(write(3, FailingDisk::Failure::sync), UnknownOutcome);
    CHECK_FALSE(db->in_transaction());
    write(4, FailingDisk::Failure::none);
    CHECK(count(*db) == 2);
}

TEST_CASE("Where no room is left even for reading, that is said") {
    FailingDisk disk;
    const support::FreshNetwork network(Engine::sqlite);
    Db::open(network.location(), Access::writer, "failing-disk")->create("CREATE TABLE note (id int PRIMARY KEY);");
    disk.failure = FailingDisk::Failure::full;
    CHECK_THROWS_AS(Db::open(network.location(), Access::reader, "failing-disk"), DiskFull);
    disk.failure = FailingDisk::Failure::none;
    CHECK(count(*Db::open(network.location(), Access::reader, "failing-disk")) == 0);
}
