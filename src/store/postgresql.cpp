#include "store/engine.h"
#include "store/postgresql_pipe.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>

namespace store {
namespace {

// server: pg_type.dat
enum Type : Oid { bytea = 17, int8 = 20, int2 = 21, int4 = 23, text = 25, varchar = 1043, numeric = 1700 };

constexpr int forget_tries = 5;  // each waits for lock_timeout

// Nobody waits for ever: a lock 5 s, a statement 60 s. A server set to acknowledge before the disk has it is not believed.
constexpr const char* settings =
    "SET TIME ZONE 'UTC'; SET lock_timeout = '5s'; SET statement_timeout = '60s'; SET default_transaction_isolation = 'read committed';"
    "SET standard_conforming_strings = on; SET client_min_messages = warning;"
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';";

Value::Kind kind_of(Oid type) {
    switch (type) {
    case int2:
    case int4:
    case int8: return Value::Kind::integer;
    case text:
    case varchar: return Value::Kind::text;
    case bytea: return Value::Kind::bytes;
    default: return Value::Kind::nothing;
    }
}

class Reading final : public Rows::Source {
public:
    Reading(PgResult result, const PgStatement& statement)
        : result_(std::move(result)), excerpt_(excerpt(statement.sql)), types_(statement.types) {
        rows_ = PQntuples(result_.get());
    }
    bool next() override {
        if (row_ < rows_) ++row_;
        return row_ < rows_;
    }
    int columns() const override { return static_cast<int>(types_.size()); }
    Value::Kind kind(int column) const override {
        return null(column) ? Value::Kind::nothing : kind_of(types_[static_cast<std::size_t>(column)]);
    }
    std::int64_t integer(int column) const override {
        const auto bytes = value(column, Value::Kind::integer, "is not an integer");
        // Network order; the first byte's sign is the number's, whatever its width.
        std::int64_t number = static_cast<signed char>(bytes[0]);
        for (const char c : bytes.substr(1)) number = number * 256 + static_cast<unsigned char>(c);
        return number;
    }
    std::string_view text(int column) const override { return value(column, Value::Kind::text, "is not text"); }
    std::string_view bytes(int column) const override { return value(column, Value::Kind::bytes, "is not a blob"); }

private:
    bool null(int column) const {
        if (row_ < 0 || row_ >= rows_) throw Fault("no row is being read: " + excerpt_);
        if (column < 0 || column >= columns()) wrong(column, "does not exist");
        return PQgetisnull(result_.get(), row_, column);
    }
    std::string_view value(int column, Value::Kind wanted, const char* otherwise) const {
        if (kind(column) != wanted) wrong(column, otherwise);
        return {PQgetvalue(result_.get(), row_, column), static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
    }
    [[noreturn]] void wrong(int column, const char* what) const {
        throw Fault("column " + std::to_string(column) + " " + what + ": " + excerpt_);
    }

    PgResult result_;
    std::string excerpt_;
    std::vector<Oid> types_;
    int row_ = -1, rows_ = 0;
};

class Postgresql final : public Db {
public:
    Postgresql(const Location& location, Access access) : schema_(location.schema), access_(access), pipe_(location.conninfo) {
        pipe_.simple(settings + ("SET search_path = \"" + schema_ + "\", pg_temp"));
        if (first_text("SELECT current_setting('server_encoding')") != "UTF8") throw Fault("the PostgreSQL database is not in UTF8");
        if (first_text("SELECT nspname::text FROM pg_namespace WHERE nspname = $1", {schema_}).empty()) {
            if (access == Access::reader) throw NotADatabase("no network in the schema " + schema_ + " of this PostgreSQL database");
            pipe_.simple("CREATE SCHEMA IF NOT EXISTS \"" + schema_ + "\"");
        }
        if (access == Access::reader) pipe_.simple("SET default_transaction_read_only = on");
        if (access == Access::bulk) pipe_.simple("SET synchronous_commit = off");
    }
    ~Postgresql() override { rollback(); }

    Engine engine() const override { return Engine::postgresql; }
    bool in_transaction() const override { return in_transaction_; }

    Rows ask_values(std::string_view sql, Values values) override {
        const auto& statement = ready(sql, values);
        if (statement.types.empty()) throw Fault("a question that has no answer: " + excerpt(sql));
        for (std::size_t column = 0; column < statement.types.size(); ++column)
            if (kind_of(statement.types[column]) == Value::Kind::nothing) refuse_type(sql, column, statement.types[column]);
        pipe_send(statement, values);
        return Rows(std::make_unique<Reading>(collect(), statement));
    }
    void run_values(std::string_view sql, Values values) override {
        pipe_send(changing(sql, values), values);
        if (!in_transaction_) collect();  // each is a transaction of its own
    }
    std::int64_t change_values(std::string_view sql, Values values) override {
        pipe_send(changing(sql, values), values);
        const auto result = collect();
        const std::string_view count = PQcmdTuples(result.get());
        std::int64_t touched = 0;
        std::from_chars(count.data(), count.data() + count.size(), touched);
        return touched;
    }
    void settle() override { collect(); }

    void script(std::string_view sql) override {
        if (scope_ == Scope::effect) throw Fault("a script inside an effect: " + excerpt(sql));
        not_spoilt(sql);
        spoiling([&] {
            pipe_.simple(std::string(sql));
            pipe_.forget_prepared();
        });
        in_transaction_ = pipe_.transaction() == PQTRANS_INTRANS;
    }

    void begin() override {
        if (access_ == Access::reader) throw Fault("a reader cannot begin to write");
        start("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
    }
    void begin_reading() override {
        start("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        control("SELECT 1");  // BEGIN alone takes no snapshot
        collect();
        reading_ = true;
    }
    // COMMIT goes with what was not yet answered: one journey. After a failure the server does not run it.
    void commit() override {
        if (!in_transaction_) throw Fault("nothing to commit");
        if (failed_) {
            rollback();
            throw Fault("the transaction had failed: nothing was kept");
        }
        const bool lost_before = pipe_.lost();
        bool sent = false;
        try {
            const auto& statement = pipe_.prepared("COMMIT", {});
            sent = !lost_before;
            pipe_.send(statement, {});
            const auto result = collect();
            over();
            if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw Fault("the server undid the transaction at COMMIT");
        } catch (...) {
            const bool unknown = sent && pipe_.lost() && pipe_.unanswered();
            rollback();
            if (unknown) throw UnknownOutcome("the connection to PostgreSQL was lost at COMMIT");
            throw;
        }
    }
    void rollback() noexcept override {
        if (!in_transaction_) return;
        quietly([&] { pipe_.collect(); });
        quietly([&] {
            if (pipe_.transaction() == PQTRANS_IDLE) return;
            control("ROLLBACK");
            pipe_.collect();
        });
        over();
    }
    void savepoint() override {
        if (!in_transaction_) throw Fault("a savepoint outside a transaction");
        not_spoilt("SAVEPOINT");
        control("SAVEPOINT s" + std::to_string(depth_ + 1));
        ++depth_;
    }
    void release() override {
        has_savepoint();
        not_spoilt("RELEASE");
        control("RELEASE s" + std::to_string(depth_));
        collect();
        --depth_;
    }
    // The names differ by depth: where a failure before the savepoint kept the server from setting it, it does not exist, and
    // this throws instead of undoing to another one.
    void rollback_to_savepoint() override {
        has_savepoint();
        const auto name = "s" + std::to_string(depth_--);
        quietly([&] { pipe_.collect(); });
        failed_ = true;  // until the server says otherwise
        control("ROLLBACK TO " + name);
        control("RELEASE " + name);
        collect();
        failed_ = false;
    }

    void enter(Scope scope) override { scope_ = scope; }

    void create(std::string_view tables_sql) override {
        const bool own = !in_transaction_;
        if (own) begin();
        try {
            script(translate(tables_sql, Engine::postgresql));
        } catch (...) {
            if (own) rollback();
            throw;
        }
        if (own) commit();
    }
    std::vector<std::string> tables() override {
        return names("SELECT tablename::text FROM pg_tables WHERE schemaname = $1 ORDER BY tablename::text COLLATE \"C\"", {});
    }
    std::vector<std::string> columns(std::string_view table) override {
        return names(
            "SELECT a.attname::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = "
            "c.relnamespace "
            "WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
            table);
    }
    std::vector<std::string> key(std::string_view table) override {
        return names(
            "SELECT a.attname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
            "CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place) "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number "
            "WHERE n.nspname = $1 AND c.relname = $2 AND i.indisprimary ORDER BY k.place",
            table);
    }

    // A plain VACUUM leaves the bytes of a dead row in its page until something overwrites them, and the statistics of a column keep
    // some of its values: so FULL (tables are written anew) and ANALYZE. The server's own write-ahead log and its archive are
    // outside our reach: they go when the server recycles them.
    void forget_deleted() override {
        if (access_ == Access::reader) throw Fault("a reader never vacuums");
        if (in_transaction_) throw Fault("cannot vacuum inside a transaction");
        const auto all = tables();
        pipe_.simple("SET statement_timeout = 0");
        for (const auto& table : all) vacuum("VACUUM (FULL, ANALYZE) \"" + schema_ + "\".\"" + table + "\"");
        pipe_.simple("SET statement_timeout = '60s'");
    }

private:
    void vacuum(const std::string& sql) {
        for (int tries = 1;; ++tries) {
            try {
                pipe_.simple(sql);
                return;
            } catch (const Busy&) {
                if (tries == forget_tries) throw;
            }
        }
    }

    template <class Work>
    static void quietly(Work work) noexcept {
        try {
            work();
        } catch (...) {  // the answer of a transaction that is being undone anyway
        }
    }
    template <class Work>
    std::invoke_result_t<Work> spoiling(Work work) {
        try {
            return work();
        } catch (...) {
            failed_ = in_transaction_;
            throw;
        }
    }
    PgResult collect() {
        return spoiling([&] { return pipe_.collect(); });
    }
    // A bad value is found before anything is sent, and spoils nothing.
    void pipe_send(const PgStatement& statement, Values values) {
        try {
            pipe_.send(statement, values);
        } catch (...) {
            failed_ = in_transaction_ && (pipe_.lost() || pipe_.transaction() == PQTRANS_INERROR);
            throw;
        }
    }
    const PgStatement& ready(std::string_view sql, Values values) {
        not_spoilt(sql);
        try {
            return pipe_.prepared(sql, values);
        } catch (...) {
            failed_ = in_transaction_ && (pipe_.lost() || pipe_.transaction() == PQTRANS_INERROR);
            throw;
        }
    }
    // Only what changes rows or tables: the state of the transaction and of the session is ours to keep.
    const PgStatement& changing(std::string_view sql, Values values) {
        constexpr std::array verbs{"insert", "update", "delete", "with", "create", "drop", "alter", "truncate"};
        const auto from = std::min(sql.find_first_not_of(" \t\r\n"), sql.size());
        std::string verb(sql.substr(from, sql.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", from) - from));
        std::ranges::transform(verb, verb.begin(), [](unsigned char c) { return static_cast<char>(c | 0x20); });
        if (access_ == Access::reader || reading_) throw Fault("a change where only reading is allowed: " + excerpt(sql));
        if (std::ranges::find(verbs, verb) == verbs.end()) throw Fault("a change that writes nothing: " + excerpt(sql));
        return ready(sql, values);
    }
    // Sends what the store itself says; answered with what comes next.
    void control(std::string_view sql) {
        spoiling([&] { pipe_.send(pipe_.prepared(sql, {}), {}); });
    }
    void start(std::string_view sql) {
        if (in_transaction_) throw Fault("cannot begin inside a transaction");
        over();
        control(sql);
        in_transaction_ = true;
    }

    std::string first_text(std::string_view sql, std::initializer_list<Value> values = {}) {
        auto rows = ask(sql, values);
        return rows.next() ? rows.text(0) : std::string();
    }
    std::vector<std::string> names(std::string_view sql, std::optional<std::string_view> table) {
        std::vector<Value> values{Value(schema_)};
        if (table) values.emplace_back(*table);
        std::vector<std::string> out;
        for (auto rows = ask_values(sql, values); rows.next();) out.push_back(rows.text(0));
        return out;
    }
    [[noreturn]] static void refuse_type(std::string_view sql, std::size_t column, Oid type) {
        const auto which = "column " + std::to_string(column);
        if (type == numeric) throw Fault(which + " is numeric, as sum() gives: CAST it AS bigint: " + excerpt(sql));
        throw Fault(which + " is no integer, text or blob (type " + std::to_string(type) + "): cast it: " + excerpt(sql));
    }
    void not_spoilt(std::string_view sql) const {
        if (failed_ && in_transaction_) throw Fault("the transaction has failed, roll it back before: " + excerpt(sql));
    }
    void has_savepoint() const {
        if (depth_ == 0) throw Fault("no savepoint to end");
    }
    void over() noexcept {
        failed_ = reading_ = in_transaction_ = false;
        depth_ = 0;
    }

    std::string schema_;
    Access access_;
    Scope scope_ = Scope::whole;
    bool in_transaction_ = false, failed_ = false, reading_ = false;
    int depth_ = 0;
    PgPipe pipe_;
};

}  // namespace

std::unique_ptr<Db> open_postgresql(const Location& location, Access access) { return std::make_unique<Postgresql>(location, access); }

}  // namespace store
