#include "safekeeping/restore.h"

#include "acts/replay.h"
#include "acts/verify.h"
#include "safekeeping/store.h"
#include "store/disk.h"
#include "store/place.h"
#include "store/table_rows.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

namespace safekeeping {

using namespace store::disk;
namespace {

namespace fs = std::filesystem;

int opened(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw Wrong("unreadable", file.string() + ": " + std::strerror(errno));
    return descriptor;
}

// "ab/cdef…": relative, and nowhere else than below.
fs::path sound_path(const std::string& text) {
    const fs::path path(text);
    if (text.empty() || path.is_absolute() || path.lexically_normal() != path || *path.begin() == ".." || text.find('\0') != text.npos)
        throw Wrong("damaged", "a file has a path that leads elsewhere");
    return path;
}

// What the journal makes again, and what is nowhere else.
bool not_made_again(std::string_view table) {
    return table.starts_with("local_") || (table.starts_with("journal") && table != "journal_format" && table != "journal_history") ||
           table == "personal_value" || table == "personal_erased";
}

// Where things are made until they are whole; all of it goes away unless it was put in its place.
class Workshop {
public:
    Workshop(store::Location into, fs::path files)
        : into_(std::move(into)),
          files_(std::move(files)),
          network_(store::beside(into_, "restoring")),
          made_files_(files_.string() + ".restoring") {
        clear();  // of a restore that was killed
    }
    ~Workshop() {
        try {
            clear();
        } catch (const std::exception&) {}  // the fault that led here is told
    }
    const store::Location& network() const { return network_; }
    const fs::path& files() const { return made_files_; }
    // Where a journal is put from which the tables are made again: beside, on either engine.
    store::Location journal() const { return {store::Engine::sqlite, made_files_.string() + ".journal", {}, {}}; }

    // The files first: a network that is there has all of its files.
    void put_in_place() {
        const bool any = fs::exists(made_files_);
        if (any) {
            for (const auto& entry : fs::recursive_directory_iterator(made_files_))
                if (entry.is_directory()) settle(entry.path());
            settle(made_files_);
            fs::remove(files_);  // empty, or not there
            fs::rename(made_files_, files_);
        }
        try {
            name_network();
        } catch (...) {
            if (any) fs::rename(files_, made_files_);
            throw;
        }
    }

private:
    void name_network() {
        if (into_.engine == store::Engine::sqlite) {
            store::settle_in_one_file(network_);
            settle(network_.path);
            if (!name_once(network_.path, into_.path)) throw Wrong("not_empty", into_.path);
            settle(fs::absolute(into_.path).parent_path());
            return;
        }
        auto db = store::Db::open(network_, store::Access::writer);
        db->begin();
        db->script("DROP SCHEMA IF EXISTS \"" + into_.schema + "\"");  // refused unless it is empty
        store::rename_schema(*db, network_.schema, into_.schema);
        db->commit();
    }
    void clear() {
        if (into_.engine == store::Engine::sqlite || store::schema_exists(network_)) store::remove_network(network_, network_);
        store::remove_network(journal(), journal());
        fs::remove_all(made_files_);
    }
    store::Location into_;
    fs::path files_;
    store::Location network_;
    fs::path made_files_;
};

class Reading {
public:
    Reading(const RestoreOptions& options, SealedIn& in, std::int64_t of) : options_(options), in_(in), of_(of) {}

    Record next() {
        auto record = read_record(in_);
        if (options_.progress) options_.progress(std::min(in_.bytes(), of_), of_);
        return record;
    }
    Record next(char kind) {
        auto record = next();
        if (record.kind != kind) throw Wrong("damaged", "its records do not follow each other");
        return record;
    }

private:
    const RestoreOptions& options_;
    SealedIn& in_;
    std::int64_t of_;
};

std::string text_at(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_string()) throw Wrong("damaged", std::string(name) + " is missing");
    return std::string(value->get_string());
}
std::int64_t number_at(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_int64()) throw Wrong("damaged", std::string(name) + " is missing");
    return value->get_int64();
}

std::vector<std::string> columns_in(const boost::json::object& table) {
    std::vector<std::string> columns;
    const auto* all = table.if_contains("columns");
    if (!all || !all->is_array()) throw Wrong("damaged", "columns are missing");
    for (const auto& one : all->get_array())
        if (one.is_string()) columns.emplace_back(one.get_string());
    return columns;
}

class Restore {
public:
    Restore(const RestoreOptions& options, const Program& program) : options_(options), program_(program) {}

    Restored run() {
        const Descriptor file(opened(options_.file));
        SealedIn in(file.number, options_.means);
        Reading reading(options_, in, std::int64_t(fs::file_size(options_.file)));
        result_.heading = Heading::of(reading.next('H').json());
        if (result_.heading.format > acts::journal_format)
            throw acts::TooNew("the backup is of format " + std::to_string(result_.heading.format));
        must_be_empty();
        Workshop workshop(options_.into, options_.files);
        {
            auto db = store::Db::open(workshop.network(), store::Access::bulk);
            acts::create_tables(*db, program_.tables);
            same_tables_ = made_by(*db).tables == result_.heading.tables;
        }
        fill(same_tables_ ? workshop.network() : workshop.journal(), workshop.files(), reading);
        in.must_be_over();
        if (!same_tables_) make_again(workshop);
        verify(workshop);
        workshop.put_in_place();
        return std::move(result_);
    }

private:
    void must_be_empty() const {
        const auto& into = options_.into;
        if (into.engine == store::Engine::sqlite) {
            for (const char* suffix : {"", "-wal", "-shm"})
                if (fs::exists(into.path + suffix)) throw Wrong("not_empty", into.path + suffix);
        } else if (store::schema_exists(into) && !store::Db::open(into, store::Access::reader)->tables().empty()) {
            throw Wrong("not_empty", into.text());
        }
        if (fs::exists(options_.files) && !(fs::is_directory(options_.files) && fs::is_empty(options_.files)))
            throw Wrong("files_not_empty", options_.files.string());
    }

    void fill(const store::Location& place, const fs::path& files, Reading& reading) {
        auto db = store::Db::open(place, store::Access::bulk);
        if (!same_tables_) acts::create_tables(*db, program_.tables);
        const auto references = store::loosen_references(*db);
        for (;;) {
            const auto record = reading.next();
            if (record.kind == 'T') table(*db, record.json(), reading);
            else if (record.kind == 'F') attached(files, record.json(), reading);
            else if (record.kind == 'E') {
                list(Contents::of(record.json()));
                break;
            } else throw Wrong("damaged", "it holds a record of an unknown kind");
        }
        if (same_tables_) store::tie_references(*db, references);
    }

    // Whether a table of that name is of use here: all of them, or only what the journal does not make again.
    bool taken(store::Db& db, const std::string& table, const std::vector<std::string>& columns) {
        if (same_tables_) return !stays_behind(table);
        if (!not_made_again(table) || stays_behind(table)) return false;
        if (db.columns(table) == columns) return true;
        result_.not_taken.push_back(table);
        return false;
    }

    void table(store::Db& db, const boost::json::object& begin, Reading& reading) {
        const auto name = text_at(begin, "table");
        const auto columns = columns_in(begin);
        std::optional<store::RowsIn> rows;
        db.begin();
        if (taken(db, name, columns)) rows.emplace(db, name, columns);
        auto record = reading.next();
        for (; record.kind == 'R'; record = reading.next())
            if (rows) rows->put(record.bytes);
        if (record.kind != 't') throw Wrong("damaged", "a table has no end");
        db.commit();
        const auto end = record.json();
        const Item said{"table " + name, number_at(end, "size"), text_at(end, "sha256")};
        if (rows && said != Item{said.name, rows->digest().rows, rows->digest().hash.hex()}) throw Wrong("contents", said.name);
        found_.push_back(said);
    }

    void attached(const fs::path& files, const boost::json::object& begin, Reading& reading) {
        const auto name = text_at(begin, "path");
        const auto path = files / sound_path(name);
        fs::create_directories(path.parent_path());
        const Descriptor out(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (out.number < 0) fail("cannot make", path);
        Hashing hashing;
        std::int64_t size = 0;
        auto record = reading.next();
        for (; record.kind == 'D'; record = reading.next()) {
            hashing.add(record.bytes);
            size += std::int64_t(record.bytes.size());
            write_all(out.number, record.bytes, path);
        }
        if (record.kind != 'f') throw Wrong("damaged", "a file has no end");
        if (::fsync(out.number) != 0) fail("cannot write", path);
        const auto end = record.json();
        const Item said{"file " + name, number_at(end, "size"), text_at(end, "sha256")};
        if (said != Item{said.name, size, hashing.done().hex()}) throw Wrong("contents", said.name);
        found_.push_back(said);
        ++result_.files;
    }

    void list(const Contents& contents) {
        if (contents.items != found_) throw Wrong("contents", "the list at its end");
        result_.missing = contents.missing;
    }

    void make_again(const Workshop& workshop) {
        auto from = store::Db::open(workshop.journal(), store::Access::reader);
        {
            auto into = store::Db::open(workshop.network(), store::Access::bulk);
            acts::ReplayOptions options;
            options.local_tables = true;
            acts::replay(*from, *into, program_.registry, options);
        }
        result_.tables_made_again = true;
    }

    void verify(const Workshop& workshop) {
        auto db = store::Db::open(workshop.network(), store::Access::writer);  // durable from here on
        acts::check_format(*db, program_.registry);
        const auto head = acts::read_head(*db);
        if (head.size != result_.heading.journal.size || head.root != result_.heading.journal.root) throw Wrong("contents", "journal_head");
        result_.findings = acts::verify(*db, program_.registry);
        for (const auto& hash : files_referred_to(*db)) {
            const auto path = store::Files(workshop.files()).path(hash);
            if (!fs::exists(path) && std::ranges::find(result_.missing, hash.hex()) == result_.missing.end())
                throw Wrong("contents", "file " + hash.hex());
        }
    }

    const RestoreOptions& options_;
    const Program& program_;
    bool same_tables_ = true;
    std::vector<Item> found_;
    Restored result_;
};

}  // namespace

Restored restore(const RestoreOptions& options, const Program& program) { return Restore(options, program).run(); }

}  // namespace safekeeping
