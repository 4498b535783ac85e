#include "store/sqlite_statement.h"

#include <new>

namespace store {
namespace {

constexpr std::size_t copied_kept_max = 64 * 1024;  // a statement that once took a long text does not keep its room

const char* never_null(std::string_view text) { return text.data() ? text.data() : ""; }

}  // namespace

void throw_sqlite(sqlite3* db, int code, std::string_view doing) {
    const auto message = excerpt(doing) + ": " + (db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    if (code == SQLITE_BUSY_SNAPSHOT) throw Retry(message);
    if (code == SQLITE_IOERR_SHMSIZE) throw DiskFull(message);     // for the index of the log, which reading needs too
    if (code == SQLITE_CONSTRAINT_DATATYPE) throw Fault(message);  // a bug in the statement, not a rule of the data
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw Busy(message);
    case SQLITE_CONSTRAINT: throw Constraint(message);
    case SQLITE_FULL: throw DiskFull(message);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: throw NotADatabase(message);
    default: throw Fault(message);
    }
}

// Lives in the statement's own room: deleting it only gives the statement back.
class SqliteStatement::Reading final : public Rows::Source {
public:
    explicit Reading(SqliteStatement& statement) : statement_(statement) { statement.lent_ = true; }
    ~Reading() override {
        statement_.reset();
        statement_.lent_ = false;
    }
    static void* operator new(std::size_t, void* place) { return place; }
    static void operator delete(void*, void*) {}
    static void operator delete(void*) {}

    // A statement that writes is run when it is asked, as on PostgreSQL, not when its first row is read.
    void run_ahead() { first_ = statement_.step() ? First::row : First::none; }

    bool next() override {
        if (done_) return false;
        row_ = first_ == First::unknown ? statement_.step() : first_ == First::row;
        first_ = First::unknown;
        done_ = !row_;
        at_ = -1;
        return row_;
    }
    int columns() const override { return statement_.columns_; }
    Value::Kind kind(int column) const override {
        switch (sqlite3_value_type(value(column))) {
        case SQLITE_INTEGER: return Value::Kind::integer;
        case SQLITE_TEXT: return Value::Kind::text;
        case SQLITE_BLOB: return Value::Kind::bytes;
        case SQLITE_NULL: return Value::Kind::nothing;
        default: wrong(column, "is a floating point number: cast it");
        }
    }
    std::int64_t integer(int column) const override { return sqlite3_value_int64(value_of(column, SQLITE_INTEGER, "is not an integer")); }
    std::string_view text(int column) const override {
        auto* const value = value_of(column, SQLITE_TEXT, "is not text");
        const auto* data = reinterpret_cast<const char*>(sqlite3_value_text(value));
        const std::string_view text(data, size(value));
        if (!storable_text(text)) wrong(column, "is not UTF-8");
        return text;
    }
    std::string_view bytes(int column) const override {
        auto* const value = value_of(column, SQLITE_BLOB, "is not a blob");
        const auto* data = static_cast<const char*>(sqlite3_value_blob(value));
        return data ? std::string_view(data, size(value)) : std::string_view("", 0);
    }

private:
    enum class First { unknown, row, none };

    // Looked up once a column: sqlite3_column_text and its like do so at each call, and who reads a value asks first whether there is
    // one. No other thread has this connection.
    sqlite3_value* value(int column) const {
        if (column == at_) return found_;
        if (!row_) throw Fault("no row is being read: " + excerpt(statement_.sql_));
        if (column < 0 || column >= statement_.columns_) wrong(column, "does not exist");
        found_ = sqlite3_column_value(statement_.handle_, column);
        at_ = column;
        return found_;
    }
    sqlite3_value* value_of(int column, int type, std::string_view otherwise) const {
        auto* const found = value(column);
        if (sqlite3_value_type(found) != type) wrong(column, otherwise);
        return found;
    }
    static std::size_t size(sqlite3_value* value) { return static_cast<std::size_t>(sqlite3_value_bytes(value)); }
    [[noreturn]] void wrong(int column, std::string_view what) const {
        throw Fault("column " + std::to_string(column) + " " + std::string(what) + ": " + excerpt(statement_.sql_));
    }

    SqliteStatement& statement_;
    First first_ = First::unknown;
    bool row_ = false, done_ = false;
    mutable int at_ = -1;  // the column looked up last, of this row
    mutable sqlite3_value* found_ = nullptr;
};

SqliteStatement::SqliteStatement(sqlite3* db, std::string_view sql, bool& failed) : db_(db), sql_(sql), failed_(failed) {
    static_assert(sizeof(Reading) <= sizeof(place_));
    const auto count = static_cast<std::size_t>(parameter_count(sql));
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(db, sql_.c_str(), static_cast<int>(sql_.size() + 1), SQLITE_PREPARE_PERSISTENT, &handle_, &rest);
    if (code != SQLITE_OK) throw_sqlite(db, code, sql_);
    const auto refuse = [&](const char* why) {
        sqlite3_finalize(handle_);
        throw Fault(why + (": " + excerpt(sql_)));
    };
    if (!handle_) refuse("an empty statement");
    if (std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos) refuse("more than one statement");
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(handle_)) != count) refuse("parameters are $1 to $999");
    for (std::size_t number = 1; number <= count; ++number) {
        positions_.push_back(sqlite3_bind_parameter_index(handle_, ("$" + std::to_string(number)).c_str()));
        if (positions_.back() == 0) refuse("parameters are $1 to $999");
    }
    writes_ = !sqlite3_stmt_readonly(handle_);
    columns_ = sqlite3_column_count(handle_);
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(handle_); }

SqliteStatement& SqliteStatement::idle() {
    auto* one = this;
    for (; one->lent_; one = one->another_.get())
        if (!one->another_) one->another_ = std::make_unique<SqliteStatement>(db_, sql_, failed_);
    return *one;
}

void SqliteStatement::check(Values values) const {
    if (values.size() != positions_.size())
        throw Fault(std::to_string(values.size()) + " values for " + std::to_string(positions_.size()) + " parameters: " + excerpt(sql_));
    for (const auto& value : values)
        if (value.kind == Value::Kind::text && !storable_text(value.view())) throw Fault("a text that is not UTF-8: " + excerpt(sql_));
}

void SqliteStatement::bind(Values values, bool copy) {
    check(values);
    if (copy) {
        std::size_t size = 0;
        for (const auto& value : values) size += value.view().size();
        copied_.clear();
        copied_.reserve(size);  // so that nothing bound below moves
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& value = values[i];
        auto view = value.view();
        if (copy && !view.empty()) {
            const auto at = copied_.size();
            copied_ += view;
            view = std::string_view(copied_).substr(at);
        }
        const int at = positions_[i];
        int code = SQLITE_OK;
        switch (value.kind) {
        case Value::Kind::nothing: code = sqlite3_bind_null(handle_, at); break;
        case Value::Kind::integer: code = sqlite3_bind_int64(handle_, at, value.integer); break;
        case Value::Kind::text: code = sqlite3_bind_text64(handle_, at, never_null(view), view.size(), SQLITE_STATIC, SQLITE_UTF8); break;
        case Value::Kind::bytes: code = sqlite3_bind_blob64(handle_, at, never_null(view), view.size(), SQLITE_STATIC); break;
        }
        if (code != SQLITE_OK) throw_sqlite(db_, code, sql_);
        bound_text_ |= value.kind == Value::Kind::text || value.kind == Value::Kind::bytes;
    }
}

bool SqliteStatement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    failed_ = true;
    throw_sqlite(db_, code, sql_);
}

// The bound text may be gone by the next use: SQLite is not left a pointer to it.
void SqliteStatement::reset() {
    sqlite3_reset(handle_);
    if (bound_text_) sqlite3_clear_bindings(handle_);
    bound_text_ = false;
    if (copied_.capacity() > copied_kept_max) std::string().swap(copied_);
}

Rows SqliteStatement::ask(Values values) {
    std::unique_ptr<Reading> reading(new (place_) Reading(*this));
    bind(values, true);
    if (writes_) reading->run_ahead();
    return Rows(std::move(reading));
}

void SqliteStatement::run(Values values) {
    struct Reset {
        SqliteStatement& statement;
        ~Reset() { statement.reset(); }
    } reset{*this};
    bind(values, false);
    while (step()) {}
}

}  // namespace store
