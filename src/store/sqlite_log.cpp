#include "store/sqlite_log.h"

#include "store/db.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

namespace store {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t gathered_max = 1 << 20;
constexpr std::size_t write_max = 1 << 16;  // the system's VFS takes at most 131,071 bytes at once

// The log's file: one stretch of bytes that was written and not yet handed down, over the file below.
struct Log {
    sqlite3_file base;  // first: SQLite sees only this
    sqlite3_file* below;
    std::string* gathered;
    sqlite3_int64 from;
    bool at_commit;  // the header of a commit was written; its page comes next

    static Log& of(sqlite3_file* file) { return *reinterpret_cast<Log*>(file); }
    sqlite3_int64 end() const { return from + static_cast<sqlite3_int64>(gathered->size()); }

    // What could not be handed down is kept: no sync succeeds before it is.
    int flush() {
        for (std::size_t at = 0; at < gathered->size(); at += write_max) {
            const auto size = static_cast<int>(std::min(write_max, gathered->size() - at));
            const int code = below->pMethods->xWrite(below, gathered->data() + at, size, from + static_cast<sqlite3_int64>(at));
            if (code != SQLITE_OK) return code;
        }
        gathered->clear();
        return SQLITE_OK;
    }
    int write(const char* bytes, std::size_t size, sqlite3_int64 at) {
        if (gathered->size() + size > gathered_max || at < from || at > end())
            if (const int code = flush()) return code;
        if (gathered->empty()) from = at;
        const auto offset = static_cast<std::size_t>(at - from);
        gathered->replace(offset, std::min(size, gathered->size() - offset), bytes, size);
        if (std::exchange(at_commit, commit_header(bytes, size))) return flush();
        return SQLITE_OK;
    }
    // https://www.sqlite.org/fileformat2.html#walformat: a frame begins with 24 bytes; the second four are not zero at a commit.
    static bool commit_header(const char* bytes, std::size_t size) { return size == 24 && std::string_view(bytes + 4, 4) != "\0\0\0\0"sv; }
};

template <class Below>
int after_flush(sqlite3_file* file, Below below) {
    auto& log = Log::of(file);
    if (const int code = log.flush()) return code;
    return below(log.below);
}

constexpr sqlite3_io_methods log_methods{
    1,
    [](sqlite3_file* file) {
        auto& log = Log::of(file);
        const int flushed = log.flush(), closed = log.below->pMethods->xClose(log.below);
        delete log.gathered;
        return flushed ? flushed : closed;
    },
    [](sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
        return after_flush(file, [&](sqlite3_file* below) { return below->pMethods->xRead(below, to, size, at); });
    },
    [](sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
        try {
            return Log::of(file).write(static_cast<const char*>(from), static_cast<std::size_t>(size), at);
        } catch (const std::bad_alloc&) { return SQLITE_NOMEM; }
    },
    [](sqlite3_file* file, sqlite3_int64 size) {
        return after_flush(file, [&](sqlite3_file* below) { return below->pMethods->xTruncate(below, size); });
    },
    [](sqlite3_file* file, int flags) {
        return after_flush(file, [&](sqlite3_file* below) { return below->pMethods->xSync(below, flags); });
    },
    [](sqlite3_file* file, sqlite3_int64* size) {
        return after_flush(file, [&](sqlite3_file* below) { return below->pMethods->xFileSize(below, size); });
    },
    [](sqlite3_file* file, int level) { return Log::of(file).below->pMethods->xLock(Log::of(file).below, level); },
    [](sqlite3_file* file, int level) { return Log::of(file).below->pMethods->xUnlock(Log::of(file).below, level); },
    [](sqlite3_file* file, int* held) { return Log::of(file).below->pMethods->xCheckReservedLock(Log::of(file).below, held); },
    [](sqlite3_file* file, int what, void* with) { return Log::of(file).below->pMethods->xFileControl(Log::of(file).below, what, with); },
    [](sqlite3_file* file) { return Log::of(file).below->pMethods->xSectorSize(Log::of(file).below); },
    [](sqlite3_file* file) { return Log::of(file).below->pMethods->xDeviceCharacteristics(Log::of(file).below); },
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,  // shared memory and memory maps: asked of the database's file only
};

sqlite3_vfs* below_of(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out) {
    auto* below = below_of(vfs);
    if (!(flags & SQLITE_OPEN_WAL)) return below->xOpen(below, name, file, flags, flags_out);
    std::unique_ptr<std::string> gathered(new (std::nothrow) std::string);
    file->pMethods = nullptr;  // SQLite closes what has methods, even where opening failed
    if (!gathered) return SQLITE_NOMEM;
    auto* under = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(Log));
    const int code = below->xOpen(below, name, under, flags, flags_out);
    if (code != SQLITE_OK) {
        if (under->pMethods) under->pMethods->xClose(under);
        return code;
    }
    new (file) Log{{&log_methods}, under, gathered.release(), 0, false};
    return SQLITE_OK;
}

}  // namespace

GatheringVfs::GatheringVfs(const char* below_name) {
    static std::atomic<int> made = 0;
    auto* below = sqlite3_vfs_find(below_name);
    if (!below) throw Fault("SQLite has no VFS of that name");
    static_assert(alignof(Log) == 8 && sizeof(Log) % 8 == 0);  // as SQLite places files; the one below lies behind
    name_ = "gathering-" + std::to_string(++made);
    vfs_ = *below;
    vfs_.iVersion = 2;
    vfs_.szOsFile = static_cast<int>(sizeof(Log)) + below->szOsFile;
    vfs_.pNext = nullptr;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = below;
    vfs_.xOpen = open;
    vfs_.xDelete = [](sqlite3_vfs* v, const char* name, int sync) { return below_of(v)->xDelete(below_of(v), name, sync); };
    vfs_.xAccess = [](sqlite3_vfs* v, const char* name, int what, int* out) { return below_of(v)->xAccess(below_of(v), name, what, out); };
    vfs_.xFullPathname = [](sqlite3_vfs* v, const char* name, int size, char* out) {
        return below_of(v)->xFullPathname(below_of(v), name, size, out);
    };
    vfs_.xRandomness = [](sqlite3_vfs* v, int size, char* out) { return below_of(v)->xRandomness(below_of(v), size, out); };
    vfs_.xSleep = [](sqlite3_vfs* v, int us) { return below_of(v)->xSleep(below_of(v), us); };
    vfs_.xCurrentTime = [](sqlite3_vfs* v, double* now) { return below_of(v)->xCurrentTime(below_of(v), now); };
    vfs_.xGetLastError = [](sqlite3_vfs* v, int size, char* out) { return below_of(v)->xGetLastError(below_of(v), size, out); };
    vfs_.xCurrentTimeInt64 = [](sqlite3_vfs* v, sqlite3_int64* now) { return below_of(v)->xCurrentTimeInt64(below_of(v), now); };
    if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw Fault("SQLite takes no more VFS");
}

GatheringVfs::~GatheringVfs() { sqlite3_vfs_unregister(&vfs_); }

}  // namespace store
