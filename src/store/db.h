// One connection to one network's database: an SQLite file or a PostgreSQL schema, behind one text of SQL.
// A connection belongs to one thread at a time. Faults are thrown; nothing a user types causes one.
//
// SQL here is what both engines read: $1…$n parameters, int / text / blob values and NULL, ON CONFLICT, RETURNING,
// window functions, keyset paging. Every SELECT that can give several rows has a total ORDER BY. A parameter that may be
// NULL and stands alone, as in "$1 IS NULL", is written CAST($1 AS text) or CAST($1 AS bigint).
#pragma once
#include <concepts>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>
#include "base/date.h"
#include "base/hash.h"
#include "base/id.h"

namespace store {

struct Fault : std::runtime_error {
    using runtime_error::runtime_error;
};  // a bug, or a disk or server that fails
struct Busy : Fault {
    using Fault::Fault;
};  // somebody else holds the lock: try again
struct Constraint : Fault {
    using Fault::Fault;
};  // a CHECK, UNIQUE, NOT NULL or foreign key said no
struct Retry : Fault {
    using Fault::Fault;
};  // serialization failure or deadlock: the transaction may be run again
struct UnknownOutcome : Fault {
    using Fault::Fault;
};  // the connection was lost at COMMIT: ask the journal by client key
struct DiskFull : Fault {
    using Fault::Fault;
};
struct NotADatabase : Fault {
    using Fault::Fault;
};  // unreadable, damaged or not ours

enum class Engine { sqlite, postgresql };

// Where a network lives: "var/aimf.db", or "postgresql:CONNINFO?schema=NAME" (CONNINFO: libpq key=value pairs).
struct Location {
    Engine engine = Engine::sqlite;
    std::string path;                         // SQLite: the file
    std::string conninfo;                     // PostgreSQL
    std::string schema;                       // PostgreSQL: [a-z_][a-z0-9_]{0,50}
    static Location parse(std::string_view);  // throws std::invalid_argument with what is wrong
    std::string text() const;
};

// What can be bound to $1, $2 …. Text and bytes must outlive the call only.
class Value {
public:
    enum class Kind { nothing, integer, text, bytes };
    Value(std::nullptr_t) {}
    template <std::integral I>
    Value(I n) : kind(Kind::integer), integer(static_cast<std::int64_t>(n)) {
        static_assert(!std::same_as<I, bool>);
    }
    Value(std::string_view t) : kind(Kind::text), text(t) {}
    Value(const std::string& t) : Value(std::string_view(t)) {}
    Value(const char* t) : Value(std::string_view(t)) {}
    Value(const base::Date& d) : kind(Kind::text), owned(d.iso()) { owns = true; }
    Value(const base::PartialDate& d) : Value(d.edtf()) {}
    Value(const base::Hash& h) : kind(Kind::bytes), text(h.view()) {}
    template <class T>
    Value(base::Id<T> id) : Value(id.value) {}
    template <class T>
    Value(const std::optional<T>& v) : Value(nullptr) {
        if (v) *this = Value(*v);
    }
    static Value bytes(std::string_view b) {
        Value v(b);
        v.kind = Kind::bytes;
        return v;
    }
    std::string_view view() const { return owns ? std::string_view(owned) : text; }

    Kind kind = Kind::nothing;
    std::int64_t integer = 0;

private:
    std::string_view text;
    std::string owned;
    bool owns = false;
};
using Values = std::span<const Value>;

// The answer to one question, read row by row, columns from 0. Conversions are checked: a column of another kind, or
// NULL where a value is asked, throws Fault. On both engines the statement is free again when Rows is destroyed.
class Rows {
public:
    class Source {  // one engine's answer
    public:
        virtual ~Source() = default;
        virtual bool next() = 0;
        virtual int columns() const = 0;
        virtual Value::Kind kind(int column) const = 0;
        virtual std::int64_t integer(int column) const = 0;
        virtual std::string_view text(int column) const = 0;   // text
        virtual std::string_view bytes(int column) const = 0;  // blob; valid until next()
    };
    explicit Rows(std::unique_ptr<Source> source) : source_(std::move(source)) {}
    bool next() { return source_->next(); }
    int columns() const { return source_->columns(); }
    Value::Kind kind(int column) const { return source_->kind(column); }
    bool null(int column) const { return source_->kind(column) == Value::Kind::nothing; }
    std::int64_t integer(int column) const { return source_->integer(column); }
    std::string_view view(int column) const { return source_->text(column); }  // valid until next()
    std::string text(int column) const { return std::string(source_->text(column)); }
    std::string_view bytes(int column) const { return source_->bytes(column); }
    base::Hash hash(int column) const;
    base::Date date(int column) const;
    base::PartialDate partial_date(int column) const;
    template <class T>
    base::Id<T> id(int column) const {
        return {integer(column)};
    }
    std::optional<std::string> text_or_null(int column) const { return null(column) ? std::nullopt : std::optional(text(column)); }
    std::optional<std::int64_t> integer_or_null(int column) const { return null(column) ? std::nullopt : std::optional(integer(column)); }
    std::optional<base::Date> date_or_null(int column) const { return null(column) ? std::nullopt : std::optional(date(column)); }

private:
    std::unique_ptr<Source> source_;
};

// bulk: a fresh database being filled, which nobody else opens: nothing is durable, references are not checked and a crash
// leaves rubbish, until it is closed and opened again as a writer.
enum class Access { writer, reader, bulk };
// While statements are made and run as effects or checks they may not see the journal, personal values, the clock or
// chance, nor end the transaction. SQLite enforces it when a statement is prepared; PostgreSQL relies on the tests.
enum class Scope { whole, effect };

class Db {
public:
    // Opens, or for a writer creates. A reader never writes and never checkpoints. Throws NotADatabase, Busy, Fault.
    // vfs: the name of a registered SQLite VFS, for tests of faults; PostgreSQL takes no notice of it.
    static std::unique_ptr<Db> open(const Location&, Access, const char* vfs = nullptr);
    virtual ~Db() = default;
    Db(const Db&) = delete;
    Db& operator=(const Db&) = delete;

    virtual Engine engine() const = 0;
    virtual bool in_transaction() const = 0;

    // What is kept beside a reader of what was read through it, as long as it is open: one of each type. None beside a writer, whose
    // changes may be undone.
    template <class T>
    T* beside() {
        if (!reads_) return nullptr;
        auto& one = beside_[typeid(T)];
        if (!one) one = std::make_shared<T>();
        return static_cast<T*>(one.get());
    }

    // Inside a transaction a statement that failed spoils it, on both engines: until rollback() or
    // rollback_to_savepoint() whatever is asked or changed throws Fault, and commit() undoes and throws.
    //
    // A question: refuses a statement that writes (but for RETURNING in a writer). Rows must not outlive the Db.
    // PostgreSQL's answer comes whole: page through what may be long (keyset paging).
    Rows ask(std::string_view sql, std::initializer_list<Value> values = {}) { return ask_values(sql, {values.begin(), values.size()}); }
    // A change whose row count nobody needs. PostgreSQL may send it and go on (pipeline); its failure is then thrown, at
    // the latest, by the next ask(), change(), settle(), release() or commit() on this connection.
    void run(std::string_view sql, std::initializer_list<Value> values = {}) { run_values(sql, {values.begin(), values.size()}); }
    // A change, and how many rows it touched.
    std::int64_t change(std::string_view sql, std::initializer_list<Value> values = {}) {
        return change_values(sql, {values.begin(), values.size()});
    }

    virtual Rows ask_values(std::string_view sql, Values) = 0;
    virtual void run_values(std::string_view sql, Values) = 0;
    virtual std::int64_t change_values(std::string_view sql, Values) = 0;
    virtual void settle() = 0;                      // waits for everything sent; throws its first failure
    virtual void script(std::string_view sql) = 0;  // several statements of the engine's own dialect, no parameters

    virtual void begin() = 0;          // BEGIN IMMEDIATE; on PostgreSQL READ COMMITTED
    virtual void begin_reading() = 0;  // one snapshot for several questions
    virtual void commit() = 0;         // throws UnknownOutcome when nobody can say; then reopen. When it throws
                                       // anything else nothing was kept, and no transaction is open
    virtual void rollback() noexcept = 0;
    virtual void savepoint() = 0;              // nested ones are allowed, last in first out
    virtual void release() = 0;                // throws the first failure of what was sent since the savepoint
    virtual void rollback_to_savepoint() = 0;  // undoes to the newest savepoint and releases it

    virtual void enter(Scope) = 0;

    // Creates the tables of a tables.sql: "int", "text" and "blob" are the only column types, and each becomes the
    // engine's own (SQLite STRICT: INTEGER, TEXT, BLOB; PostgreSQL: bigint, text COLLATE "C", bytea).
    virtual void create(std::string_view tables_sql) = 0;
    virtual std::vector<std::string> tables() = 0;                         // in byte order
    virtual std::vector<std::string> columns(std::string_view table) = 0;  // as declared
    virtual std::vector<std::string> key(std::string_view table) = 0;      // primary key columns, in key order
    virtual void forget_deleted() = 0;  // erased values leave the disk: SQLite truncating checkpoint, retried; PostgreSQL VACUUM

protected:
    Db() = default;

private:
    bool reads_ = false;
    std::map<std::type_index, std::shared_ptr<void>> beside_;
};

struct EffectScope {  // while it lives, statements are made and run as effects
    explicit EffectScope(Db& db) : db(db) { db.enter(Scope::effect); }
    EffectScope(const EffectScope&) = delete;
    ~EffectScope() { db.enter(Scope::whole); }
    Db& db;
};

// SHA-256 over every row of every table but local_* in key order, values with their kinds: equal on both engines.
struct Digest {
    std::string table;
    base::Hash hash;
    std::int64_t rows = 0;
    bool operator==(const Digest&) const = default;
};
std::vector<Digest> digests(Db&);

// The network's lock file (SQLite) beside the database: one writing process. Throws Busy naming the holder's process id.
class WriterLock {
public:
    explicit WriterLock(const Location&);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;

private:
    int descriptor_ = -1;
};
// Who holds it: "process 1234"; nothing when nobody does, or on PostgreSQL. Writes nothing.
std::optional<std::string> lock_holder(const Location&);

}  // namespace store
