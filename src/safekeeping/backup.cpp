#include "safekeeping/backup.h"

#include "base/text.h"
#include "safekeeping/store.h"
#include "store/disk.h"
#include "store/table_rows.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>

namespace safekeeping {

using namespace store::disk;
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::int64_t row_weight = 200;  // bytes that a row counts for in progress
constexpr std::string_view part_mark = ".part";

// The file under its temporary name: hidden, and locked as long as somebody writes it. Gone unless it was given its own name.
class Part {
public:
    explicit Part(fs::path path) : path_(std::move(path)), file_(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
        if (file_.number < 0) fail("cannot make", path_);
        ::flock(file_.number, LOCK_EX | LOCK_NB);
    }
    ~Part() { ::unlink(path_.c_str()); }
    int descriptor() const { return file_.number; }
    void become(const fs::path& name) {
        if (::fsync(file_.number) != 0) fail("cannot write", path_);
        if (!name_once(path_, name)) throw Wrong("exists", name.string());
        settle(name.parent_path());
    }

private:
    fs::path path_;
    Descriptor file_;
};

struct KeptFile {
    std::string path;  // below the directory of files
    std::int64_t size = 0;
};

// Every file that has its name: what is still being received has a temporary one.
std::vector<KeptFile> files_in(const fs::path& directory) {
    std::vector<KeptFile> all;
    if (!fs::is_directory(directory)) return all;
    for (const auto& entry : fs::recursive_directory_iterator(directory))
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with("new-"))
            all.push_back({entry.path().lexically_relative(directory).string(), std::int64_t(entry.file_size())});
    std::ranges::sort(all, {}, &KeptFile::path);
    return all;
}

class Backup {
public:
    Backup(const BackupOptions& options, store::Db& db, int descriptor)
        : options_(options), db_(db), out_(descriptor, options.opening), tables_(db.tables()), files_(files_in(options.files)) {}

    Made run() {
        made_.heading = heading();
        write_record(out_, 'H', made_.heading.json());
        for (const auto& name : tables_)
            if (!stays_behind(name)) table(name);
        auto wanted = files_referred_to(db_);
        for (const auto& kept : files_) file(kept, wanted);
        for (const auto& hash : wanted) made_.contents.missing.push_back(hash.hex());
        write_record(out_, 'E', made_.contents.json());
        out_.finish();
        made_.bytes = out_.bytes();
        return std::move(made_);
    }

private:
    Heading heading() {
        Heading heading;
        heading.network = options_.name(db_);
        heading.made_by = options_.made_by, heading.time_us = options_.time_us;
        heading.journal = acts::read_head(db_);
        const auto made = made_by(db_);
        heading.format = made.format, heading.tables = made.tables;
        for (const auto& name : tables_) heading.rows += stays_behind(name) ? 0 : count_rows(db_, name);
        for (const auto& kept : files_) heading.file_bytes += kept.size;
        of_ = heading.rows * row_weight + heading.file_bytes;
        return heading;
    }

    void table(const std::string& name) {
        const auto columns = db_.columns(name);
        write_record(out_, 'T', {{"table", name}, {"columns", json::array(columns.begin(), columns.end())}});
        std::string rows;
        const auto flush = [&] {
            if (!rows.empty()) write_record(out_, 'R', rows);
            rows.clear();
        };
        const auto digest = store::read_rows(db_, name, [&](std::string_view row) {
            rows += row;
            done_ += row_weight;
            if (rows.size() < record_bytes_wanted) return;
            flush();
            tell();
        });
        flush();
        tell();
        end('t', {"table " + name, digest.rows, digest.hash.hex()});
    }

    // A file whose bytes are not those of its name is carried as it is, and listed among the missing.
    void file(const KeptFile& kept, std::set<base::Hash>& wanted) {
        const auto path = options_.files / kept.path;
        const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        struct stat about {};
        if (opened.number < 0 || ::fstat(opened.number, &about) != 0) fail("cannot read", path);
        write_record(out_, 'F', {{"path", kept.path}, {"size", std::int64_t(about.st_size)}});
        Hashing hashing;
        std::string buffer(record_bytes_wanted, '\0');
        std::int64_t size = 0;
        for (;;) {
            const auto now = ::read(opened.number, buffer.data(), buffer.size());
            if (now < 0 && errno == EINTR) continue;
            if (now < 0) fail("cannot read", path);
            if (now == 0) break;
            const auto bytes = std::string_view(buffer).substr(0, static_cast<std::size_t>(now));
            hashing.add(bytes);
            write_record(out_, 'D', bytes);
            size += now, done_ += now;
            tell();
        }
        if (size != about.st_size) throw store::Fault("a file changed while it was read: " + path.string());
        const auto hash = hashing.done();
        end('f', {"file " + kept.path, size, hash.hex()});
        const auto named = hash_of_path(kept.path);
        if (!named || *named == hash) wanted.erase(hash);
        else if (wanted.erase(*named)) made_.contents.missing.push_back(named->hex());
    }

    void end(char kind, Item item) {
        write_record(out_, kind, {{"size", item.size}, {"sha256", item.sha256}});
        made_.contents.items.push_back(std::move(item));
    }
    void tell() {
        if (options_.progress) options_.progress(std::min(done_, of_), of_);
    }

    const BackupOptions& options_;
    store::Db& db_;
    SealedOut out_;
    std::vector<std::string> tables_;
    std::vector<KeptFile> files_;
    Made made_;
    std::int64_t done_ = 0, of_ = 0;
};

struct Moment {  // of the network, however long it is read
    store::Db& db;
    explicit Moment(store::Db& db) : db(db) { db.begin_reading(); }
    ~Moment() { db.rollback(); }
};

// Left by who was killed: nobody holds its lock any more.
bool abandoned(const fs::path& path) {
    const auto name = path.filename().string();
    if (!name.starts_with(".concert-") || !name.ends_with(part_mark)) return false;
    const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return opened.number >= 0 && ::flock(opened.number, LOCK_EX | LOCK_NB) == 0;
}

void remove_abandoned(const fs::path& directory) {
    for (const auto& entry : fs::directory_iterator(directory))
        if (abandoned(entry.path())) fs::remove(entry.path());
}

}  // namespace

// Files are listed after the moment was taken: what an act refers to was on the disk before the act was said.
Made make_backup(const BackupOptions& options) {
    const auto db = store::Db::open(options.network, store::Access::reader);
    const bool own_name = fs::is_directory(options.to);
    const auto directory = own_name ? options.to : fs::absolute(options.to).parent_path();
    if (!fs::is_directory(directory)) throw Wrong("no_directory", directory.string());
    if (!own_name && fs::exists(options.to)) throw Wrong("exists", options.to.string());
    if (own_name) remove_abandoned(directory);
    Part part(directory / (".concert-" + base::hex(base::random_bytes(8)) + std::string(part_mark)));
    const Moment moment(*db);
    auto made = Backup(options, *db, part.descriptor()).run();
    made.file = own_name ? directory / backup_name(made.heading) : fs::absolute(options.to);
    part.become(made.file);
    return made;
}

std::vector<fs::path> remove_old(const fs::path& directory, const std::string& network, std::span<const Outcome> recorded,
                                 std::int64_t now_us, std::int64_t keep_us, std::int64_t last_erasure) {
    const auto slug = base::slug(network, 40);
    std::set<std::string> made_here;
    for (const auto& outcome : recorded) made_here.insert(fs::path(outcome.file).filename().string());
    std::vector<std::pair<NameParts, fs::path>> ours;
    std::vector<fs::path> removed;
    remove_abandoned(directory);
    for (const auto& entry : fs::directory_iterator(directory)) {
        if (!entry.is_regular_file()) continue;
        const auto name = entry.path().filename().string();
        const auto parts = parts_of_name(name);
        if (parts && (parts->network == (slug.empty() ? "concert" : slug) || made_here.contains(name)))
            ours.emplace_back(*parts, entry.path());
    }
    std::ranges::sort(ours, {}, [](const auto& one) { return one.first.time_us; });
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const auto& [parts, path] = ours[i];
        const bool only_one = i + 1 == ours.size() && last_erasure <= parts.entries;
        if (now_us - parts.time_us > keep_us && !only_one) removed.push_back(path);
    }
    for (const auto& path : removed) fs::remove(path);  // throws: what was erased must not stay in silence
    return removed;
}

}  // namespace safekeeping
