#include "faults/tracing_vfs.h"

#include <sqlite3.h>
#include <algorithm>
#include <fstream>
#include <map>
#include <new>

namespace faults {

struct TracingDisk::Vfs {
    sqlite3_vfs ours;
    sqlite3_vfs* below;
};

struct TracingCalls {
    struct File : sqlite3_file {  // the system's own file lies behind it
        TracingDisk* disk;
        std::string* name;
        sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };
    static File& of(sqlite3_file* file) { return *static_cast<File*>(file); }
    static sqlite3_file* below(sqlite3_file* file) { return of(file).below(); }
    static TracingDisk& disk(sqlite3_vfs* vfs) { return *static_cast<TracingDisk*>(vfs->pAppData); }
    using Call = TracingDisk::Call;
    using Kind = TracingDisk::Event::Kind;

    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* at, int flags, int* given) {
        auto& self = disk(vfs);
        auto* file = new (at) File{};
        file->disk = &self;
        if (const int code = self.refused(Call::open)) return code;
        const int code = self.vfs_->below->xOpen(self.vfs_->below, name, file->below(), flags, given);
        if (code != SQLITE_OK) return code;
        file->name = new std::string(name ? std::filesystem::path(name).filename().string() : "");
        file->pMethods = &methods;
        return code;
    }
    static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
        auto& self = disk(vfs);
        if (const int code = self.refused(Call::remove)) return code;
        const int code = self.vfs_->below->xDelete(self.vfs_->below, name, sync_directory);
        if (code == SQLITE_OK) self.record({Kind::remove, std::filesystem::path(name).filename().string(), 0, {}});
        return code;
    }
    static int close(sqlite3_file* file) {
        delete of(file).name;
        return below(file)->pMethods->xClose(below(file));
    }
    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
        if (const int code = of(file).disk->refused(Call::read)) return code;
        return below(file)->pMethods->xRead(below(file), to, size, at);
    }
    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
        if (const int code = of(file).disk->refused(Call::write)) return code;
        const int code = below(file)->pMethods->xWrite(below(file), from, size, at);
        if (code == SQLITE_OK)
            of(file).disk->record(
                {Kind::write, *of(file).name, at, std::string(static_cast<const char*>(from), static_cast<std::size_t>(size))});
        return code;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        if (const int code = of(file).disk->refused(Call::truncate)) return code;
        const int code = below(file)->pMethods->xTruncate(below(file), size);
        if (code == SQLITE_OK) of(file).disk->record({Kind::truncate, *of(file).name, size, {}});
        return code;
    }
    static int sync(sqlite3_file* file, int flags) {
        if (const int code = of(file).disk->refused(Call::sync)) return code;
        const int code = below(file)->pMethods->xSync(below(file), flags);
        if (code == SQLITE_OK) of(file).disk->record({Kind::sync, *of(file).name, 0, {}});
        return code;
    }

    static constexpr sqlite3_io_methods methods{
        2,
        close,
        read,
        write,
        truncate,
        sync,
        [](sqlite3_file* f, sqlite3_int64* size) { return below(f)->pMethods->xFileSize(below(f), size); },
        [](sqlite3_file* f, int level) { return below(f)->pMethods->xLock(below(f), level); },
        [](sqlite3_file* f, int level) { return below(f)->pMethods->xUnlock(below(f), level); },
        [](sqlite3_file* f, int* held) { return below(f)->pMethods->xCheckReservedLock(below(f), held); },
        [](sqlite3_file* f, int what, void* with) { return below(f)->pMethods->xFileControl(below(f), what, with); },
        [](sqlite3_file* f) { return below(f)->pMethods->xSectorSize(below(f)); },
        [](sqlite3_file* f) { return below(f)->pMethods->xDeviceCharacteristics(below(f)); },
        [](sqlite3_file* f, int page, int size, int extend, void volatile** to) {
            return below(f)->pMethods->xShmMap(below(f), page, size, extend, to);
        },
        [](sqlite3_file* f, int from, int count, int flags) { return below(f)->pMethods->xShmLock(below(f), from, count, flags); },
        [](sqlite3_file* f) { below(f)->pMethods->xShmBarrier(below(f)); },
        [](sqlite3_file* f, int remove_it) { return below(f)->pMethods->xShmUnmap(below(f), remove_it); },
        nullptr,
        nullptr,  // no memory map: every write is seen
    };
};

TracingDisk::TracingDisk(std::string name) : name_(std::move(name)), vfs_(new Vfs{}) {
    vfs_->below = sqlite3_vfs_find(nullptr);
    vfs_->ours = *vfs_->below;
    vfs_->ours.zName = name_.c_str();
    vfs_->ours.pNext = nullptr;
    vfs_->ours.pAppData = this;
    vfs_->ours.szOsFile = static_cast<int>(sizeof(TracingCalls::File)) + vfs_->below->szOsFile;
    vfs_->ours.xOpen = TracingCalls::open;
    vfs_->ours.xDelete = TracingCalls::remove;
    sqlite3_vfs_register(&vfs_->ours, 0);
}

TracingDisk::~TracingDisk() { sqlite3_vfs_unregister(&vfs_->ours); }

void TracingDisk::record(Event event) {
    std::lock_guard lock(mutex_);
    trace_.push_back(std::move(event));
}

void TracingDisk::mark(std::int64_t what) { record({Event::Kind::mark, {}, what, {}}); }

std::vector<TracingDisk::Event> TracingDisk::trace() const {
    std::lock_guard lock(mutex_);
    return trace_;
}

void TracingDisk::fail(Failure failure, std::int64_t at_call, bool lasting) {
    calls_ = 0, fail_at_ = at_call, lasting_ = lasting, failed_ = false, failure_ = failure;
}

void TracingDisk::heal() { failure_ = Failure::none; }

int TracingDisk::refused(Call call) {
    const auto number = ++calls_;
    const auto failure = failure_.load();
    if (failure == Failure::none || (lasting_ ? number < fail_at_ : number != fail_at_)) return SQLITE_OK;
    if (failure == Failure::full) {  // only what takes room can find none left
        if (call != Call::write) return SQLITE_OK;
        failed_ = true;
        return SQLITE_FULL;
    }
    failed_ = true;
    switch (call) {
    case Call::read: return SQLITE_IOERR_READ;
    case Call::write: return SQLITE_IOERR_WRITE;
    case Call::truncate: return SQLITE_IOERR_TRUNCATE;
    case Call::sync: return SQLITE_IOERR_FSYNC;
    case Call::open: return SQLITE_CANTOPEN;
    case Call::remove: return SQLITE_IOERR_DELETE;
    }
    return SQLITE_IOERR;
}

namespace {

constexpr std::int64_t sector = 512;

void put(std::string& content, std::int64_t at, std::string_view bytes) {
    const auto from = static_cast<std::size_t>(at);
    if (content.size() < from + bytes.size()) content.resize(from + bytes.size(), '\0');
    content.replace(from, bytes.size(), bytes);
}

void apply(std::string& content, const TracingDisk::Event& event) {
    if (event.kind == TracingDisk::Event::Kind::write) put(content, event.at, event.bytes);
    else content.resize(static_cast<std::size_t>(event.at), '\0');
}

// The sectors of one write reach the disk each for itself.
void tear(std::string& content, const TracingDisk::Event& event, std::mt19937_64& random) {
    const auto end = event.at + static_cast<std::int64_t>(event.bytes.size());
    for (auto at = event.at; at < end;) {
        const auto next = std::min(end, (at / sector + 1) * sector);
        if (random() % 2)
            put(content, at,
                std::string_view(event.bytes).substr(static_cast<std::size_t>(at - event.at), static_cast<std::size_t>(next - at)));
        at = next;
    }
}

}  // namespace

void TracingDisk::lose_power(const std::vector<Event>& trace, std::size_t cut, std::mt19937_64& random,
                             const std::filesystem::path& directory) {
    struct File {
        std::string durable;
        std::vector<const Event*> pending;
    };
    std::map<std::string, File> files;
    for (std::size_t i = 0; i < cut; ++i) {
        const auto& event = trace[i];
        switch (event.kind) {
        case Event::Kind::mark: break;
        case Event::Kind::remove: files.erase(event.file); break;
        case Event::Kind::sync:
            for (const auto* one : files[event.file].pending) apply(files[event.file].durable, *one);
            files[event.file].pending.clear();
            break;
        default: files[event.file].pending.push_back(&event);
        }
    }
    const auto mood = random() % 4;  // all dropped, all kept, or each by itself
    for (auto& [name, file] : files) {
        for (const auto* one : file.pending) {
            const auto fate = mood == 0 ? 0 : mood == 1 ? 1 : random() % 3;
            if (fate == 1) apply(file.durable, *one);
            else if (fate == 2 && one->kind == Event::Kind::write) tear(file.durable, *one, random);
        }
        std::ofstream(directory / name, std::ios::binary) << file.durable;
    }
}

}  // namespace faults
