#include "store/engine.h"
#include "store/sqlite_log.h"
#include "store/sqlite_statement.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

namespace store {
namespace {

constexpr int busy_timeout_ms = 5000;
constexpr int checkpoint_tries = 10;
constexpr auto checkpoint_pause = std::chrono::milliseconds(20);

// The functions an effect may use: those whose answer depends on their arguments alone and is the same on both engines
// and in every version. "like" is what LIKE calls.
bool function_of_effects(std::string_view name) {
    constexpr std::array names{"abs",    "coalesce", "count",      "dense_rank", "first_value", "lag",       "last_value", "lead",
                               "length", "like",     "ltrim",      "max",        "min",         "nth_value", "ntile",      "nullif",
                               "rank",   "replace",  "row_number", "rtrim",      "substr",      "substring", "sum",        "trim"};
    return std::ranges::find(names, name) != names.end();
}

bool table_of_effects(std::string_view name) {
    return !name.starts_with("journal") && !name.starts_with("personal_value") && !name.starts_with("sqlite_");
}

// Asked while a statement is prepared, so that it costs nothing when it runs.
int authorise(void* scope, int action, const char* first, const char* second, const char*, const char*) {
    if (*static_cast<const Scope*>(scope) == Scope::whole) return SQLITE_OK;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION: return function_of_effects(second) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE: return table_of_effects(first) ? SQLITE_OK : SQLITE_DENY;
    default: return SQLITE_DENY;  // COMMIT, SAVEPOINT, PRAGMA, ATTACH, everything that creates, alters or drops
    }
}

using Statements = std::unordered_map<std::string, std::unique_ptr<SqliteStatement>, TextHash, std::equal_to<>>;

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

// A name that SQLite does not take for a URI or for a database in memory.
std::string plain_file_name(const std::string& path) { return path.starts_with('/') ? path : "./" + path; }

class Sqlite final : public Db {
public:
    Sqlite(const Location& location, Access access, const char* vfs) : path_(location.path), access_(access) {
        std::error_code ignored;
        if (std::filesystem::is_directory(path_, ignored)) throw NotADatabase(path_ + " is a directory, not a network's file");
        const bool existed = std::filesystem::exists(path_, ignored);
        if (access == Access::writer) vfs = gathering_.emplace(vfs).name();
        if (!existed && access != Access::reader) make_for_its_owner();
        sqlite3* db = nullptr;
        const int flags = access == Access::reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        const int code = sqlite3_open_v2(plain_file_name(path_).c_str(), &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
        db_.reset(db);
        if (code != SQLITE_OK) throw_sqlite(db, code, "cannot open " + path_ + " (" + std::strerror(sqlite3_system_errno(db)) + ")");
        // Personal values and what people sign in by: for the program's user alone. SQLite gives its log the mode of the file.
        sqlite3_busy_timeout(db, busy_timeout_ms);
        sqlite3_set_authorizer(db, authorise, &scope_);
        recognise(existed);
        execute(
            "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
            "PRAGMA cache_size = -16384;");
        if (access == Access::writer) {
            keep_a_journal();
            // A page that changes often is written to the file once in 16,000 pages of log (64 MiB), not in 1,000.
            execute("PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 100663296; PRAGMA cache_size = -65536;");
        } else if (access == Access::bulk) {
            execute(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF;"
                "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -131072;");
        } else {
            execute("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;");
        }
    }
    ~Sqlite() override { rollback(); }

    Engine engine() const override { return Engine::sqlite; }
    bool in_transaction() const override { return !sqlite3_get_autocommit(db_.get()); }

    Rows ask_values(std::string_view sql, Values values) override {
        auto& statement = ready(sql);
        if (statement.columns() == 0) throw Fault("a question that has no answer: " + excerpt(sql));
        if (statement.writes()) may_write(sql);
        return statement.ask(values);
    }
    void run_values(std::string_view sql, Values values) override {
        auto& statement = ready(sql);
        if (!statement.writes()) throw Fault("a change that writes nothing: " + excerpt(sql));
        may_write(sql);
        statement.run(values);
    }
    std::int64_t change_values(std::string_view sql, Values values) override {
        run_values(sql, values);
        return sqlite3_changes64(db_.get());
    }
    void settle() override {}

    void script(std::string_view sql) override {
        if (scope_ == Scope::effect) throw Fault("a script inside an effect: " + excerpt(sql));
        not_spoilt(sql);
        try {
            execute(std::string(sql));
        } catch (const Fault&) {
            failed_ = in_transaction();
            throw;
        }
    }

    void begin() override {
        if (access_ == Access::reader) throw Fault("a reader cannot begin to write");
        no_transaction("begin");
        over();
        control("BEGIN IMMEDIATE");
    }
    void begin_reading() override {
        no_transaction("begin to read");
        over();
        control("BEGIN");
        reading_ = true;
        control("SELECT 1 FROM sqlite_schema LIMIT 1");  // BEGIN alone takes no snapshot
    }
    void commit() override {
        if (!in_transaction()) throw Fault("nothing to commit");
        if (failed_) {
            rollback();
            throw Fault("the transaction had failed: nothing was kept");
        }
        try {
            control("COMMIT");
        } catch (...) {
            const int code = sqlite3_extended_errcode(db_.get());
            rollback();
            // What was written but not synced may be found again after a crash: nobody can say.
            if ((code & 0xff) == SQLITE_IOERR) throw UnknownOutcome("the disk failed at COMMIT: " + path_);
            throw;
        }
        over();
    }
    void rollback() noexcept override {
        if (in_transaction()) execute_quietly("ROLLBACK");
        over();
    }
    void savepoint() override {
        if (!in_transaction()) throw Fault("a savepoint outside a transaction");
        not_spoilt("SAVEPOINT");
        control("SAVEPOINT s" + std::to_string(depth_ + 1));
        ++depth_;
    }
    void release() override {
        has_savepoint();
        not_spoilt("RELEASE");
        control("RELEASE s" + std::to_string(depth_));
        --depth_;
    }
    void rollback_to_savepoint() override {
        has_savepoint();
        // A disk that fails can make SQLite end the whole transaction by itself.
        if (!in_transaction()) {
            over();
            throw Fault("the transaction is gone: " + path_);
        }
        const auto name = "s" + std::to_string(depth_);
        control("ROLLBACK TO " + name);
        control("RELEASE " + name);
        --depth_;
        failed_ = false;
    }

    void enter(Scope scope) override { scope_ = scope; }

    void create(std::string_view tables_sql) override {
        const bool own = !in_transaction();
        if (own) begin();
        try {
            script(translate(tables_sql, Engine::sqlite));
        } catch (...) {
            if (own) rollback();
            throw;
        }
        if (own) commit();
    }
    std::vector<std::string> tables() override {
        return names("SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name", {});
    }
    std::vector<std::string> columns(std::string_view table) override {
        return names("SELECT name FROM pragma_table_info($1) ORDER BY cid", {&table, 1});
    }
    std::vector<std::string> key(std::string_view table) override {
        return names("SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk", {&table, 1});
    }

    // Deleted rows are overwritten by secure_delete, but their old pages stay in the write-ahead log until it is cut. While
    // a reader needs the log SQLite says "busy" in a row, not as a failure.
    void forget_deleted() override {
        if (access_ == Access::reader) throw Fault("a reader never checkpoints");
        no_transaction("checkpoint");
        struct Impatient {  // else each try would wait for readers as long as a statement waits for a lock
            sqlite3* db;
            explicit Impatient(sqlite3* one) : db(one) { sqlite3_busy_timeout(db, 0); }
            ~Impatient() { sqlite3_busy_timeout(db, busy_timeout_ms); }
        } impatient(db_.get());
        for (int tries = 0; tries < checkpoint_tries; ++tries) {
            int left = 0, moved = 0;
            const int code = sqlite3_wal_checkpoint_v2(db_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, &left, &moved);
            if (code == SQLITE_OK) return;
            if ((code & 0xff) != SQLITE_BUSY) throw_sqlite(db_.get(), code, "checkpoint");
            std::this_thread::sleep_for(checkpoint_pause);
        }
        throw Busy("a reader keeps the write-ahead log from being cut: " + path_);
    }

private:
    void execute(const std::string& sql) {
        const int code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) throw_sqlite(db_.get(), code, sql);
    }
    void execute_quietly(const char* sql) noexcept {
        const auto scope = std::exchange(scope_, Scope::whole);
        sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
        scope_ = scope;
    }

    // Personal values are in it: nobody else reads it, whatever the umask. What SQLite keeps beside it gets the same rights.
    void make_for_its_owner() {
        const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file >= 0) ::close(file);  // else SQLite says what is wrong
    }

    // Reads the header: SQLite finds here that the file is not its own, or shorter than it says. Nothing is written.
    void recognise(bool existed) {
        constexpr std::string_view help = "; nothing in it was changed. Give the right file, or put back a copy";
        try {
            if (number("PRAGMA page_count") == 0) {
                if (existed) throw NotADatabase(path_ + " is empty" + std::string(help) + ", or remove it to start a new network");
                if (access_ != Access::reader) execute("PRAGMA application_id = " + std::to_string(application_id));
                return;
            }
            number("SELECT count(*) FROM sqlite_schema");
        } catch (const NotADatabase& unreadable) {
            if (std::string_view(unreadable.what()).starts_with(path_)) throw;
            throw NotADatabase(path_ + " is not a network's file, or was cut or damaged (" + sqlite3_errmsg(db_.get()) + ")" +
                               std::string(help));
        }
        if (number("PRAGMA application_id") != application_id)
            throw NotADatabase(path_ + " is a database of another program" + std::string(help));
    }
    void keep_a_journal() {
        SqliteStatement statement(db_.get(), "PRAGMA journal_mode = WAL", failed_);
        auto rows = statement.ask({});
        if (!rows.next() || rows.view(0) != "wal") throw Fault(path_ + " cannot have a write-ahead log: is it on a network disk?");
    }
    std::int64_t number(std::string_view sql) {
        SqliteStatement statement(db_.get(), sql, failed_);
        auto rows = statement.ask({});
        return rows.next() ? rows.integer(0) : 0;
    }

    SqliteStatement& prepared(std::string_view sql) {
        // Most SQL is a literal, asked again from where it stands: comparing it there costs less than hashing it.
        auto& seen = seen_[scope_ == Scope::effect][(reinterpret_cast<std::uintptr_t>(sql.data()) >> 3) % seen_kept];
        if (!seen || seen->sql() != sql) seen = &found_or_made(sql);
        return seen->idle();
    }
    SqliteStatement& found_or_made(std::string_view sql) {
        auto& statements = statements_[scope_ == Scope::effect];
        auto found = statements.find(sql);
        if (found == statements.end()) {
            if (statements.size() >= statements_kept_max) {
                std::erase_if(statements, [](const auto& one) { return !one.second->any_lent(); });
                for (auto& seen : seen_) seen.fill(nullptr);
            }
            parameter_count(sql);  // throws before SQLite is asked, so that it spoils nothing
            try {
                found = statements.emplace(sql, std::make_unique<SqliteStatement>(db_.get(), sql, failed_)).first;
            } catch (const Fault&) {
                failed_ = in_transaction();
                throw;
            }
        }
        return *found->second;
    }
    SqliteStatement& ready(std::string_view sql) {
        not_spoilt(sql);
        return prepared(sql);
    }
    // What the store itself says to SQLite is no part of an effect.
    void control(std::string_view sql) {
        const auto scope = std::exchange(scope_, Scope::whole);
        struct Back {
            Scope &now, before;
            ~Back() { now = before; }
        } back{scope_, scope};
        prepared(sql).run({});
    }
    std::vector<std::string> names(std::string_view sql, std::span<const std::string_view> arguments) {
        std::vector<Value> values(arguments.begin(), arguments.end());
        std::vector<std::string> out;
        for (auto rows = ready(sql).ask(values); rows.next();) out.push_back(rows.text(0));
        return out;
    }

    void not_spoilt(std::string_view sql) const {
        if (failed_ && in_transaction()) throw Fault("the transaction has failed, roll it back before: " + excerpt(sql));
    }
    void may_write(std::string_view sql) const {
        if (access_ == Access::reader || reading_) throw Fault("a change where only reading is allowed: " + excerpt(sql));
    }
    void no_transaction(std::string_view doing) const {
        if (in_transaction()) throw Fault("cannot " + std::string(doing) + " inside a transaction");
    }
    void has_savepoint() const {
        if (depth_ == 0) throw Fault("no savepoint to end");
    }
    void over() noexcept {
        failed_ = reading_ = false;
        depth_ = 0;
    }

    std::string path_;
    Access access_;
    Scope scope_ = Scope::whole;
    bool failed_ = false, reading_ = false;
    int depth_ = 0;
    std::optional<GatheringVfs> gathering_;  // above the connection: taken apart after it
    std::unique_ptr<sqlite3, Close> db_;
    Statements statements_[2];  // by scope; above all destroyed before the connection
    static constexpr std::size_t seen_kept = 512;
    std::array<SqliteStatement*, seen_kept> seen_[2]{};  // by scope and by where the text stands
};

}  // namespace

std::unique_ptr<Db> open_sqlite(const Location& location, Access access, const char* vfs) {
    // Nobody asks how much memory SQLite holds, and counting it takes a lock at each allocation.
    [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return std::make_unique<Sqlite>(location, access, vfs);
}

}  // namespace store
