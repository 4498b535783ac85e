// A prepared SQLite statement and the reading of its answer, for sqlite*.cpp only.
#pragma once
#include "store/engine.h"

#include <sqlite3.h>
#include <cstddef>

namespace store {

// Throws what a result code of SQLite means. `doing`: the statement, or what was tried.
[[noreturn]] void throw_sqlite(sqlite3*, int code, std::string_view doing);

// Lends itself to one Rows at a time and keeps its bound text and the Rows' source in itself, so that asking again
// allocates nothing. `failed` is the connection's mark that its transaction is spoilt.
class SqliteStatement {
public:
    SqliteStatement(sqlite3*, std::string_view sql, bool& failed);
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement&) = delete;

    const std::string& sql() const { return sql_; }
    bool writes() const { return writes_; }
    int columns() const { return columns_; }
    bool any_lent() const { return lent_ || (another_ && another_->any_lent()); }  // this one or a copy
    // This statement, or a copy of it that nobody reads from: a question may be asked while its own answer is read.
    SqliteStatement& idle();

    Rows ask(Values);  // `values` are copied
    void run(Values);  // to its end

private:
    class Reading;
    void check(Values) const;
    void bind(Values, bool copy);
    bool step();
    void reset();

    sqlite3* db_;
    std::string sql_;
    bool& failed_;
    sqlite3_stmt* handle_ = nullptr;
    bool writes_ = false, lent_ = false, bound_text_ = false;
    int columns_ = 0;
    std::vector<int> positions_;  // SQLite numbers the names $1, $2 … by first appearance: where each is bound
    std::string copied_;          // the texts bound to what is being read
    std::unique_ptr<SqliteStatement> another_;
    alignas(std::max_align_t) std::byte place_[64];  // of the Reading
};

}  // namespace store
