#include "store/db.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace store {
namespace {

// Pages of rows grow and shrink with the rows, so that a table of any size is read in a few megabytes on both engines.
constexpr std::int64_t page_rows_max = 4096, page_rows_first = 64;
constexpr std::size_t page_bytes_wanted = 1 << 20;

struct Kept {  // one value of a key, to go on after it
    Value::Kind kind = Value::Kind::nothing;
    std::int64_t integer = 0;
    std::string text;
    Value value() const {
        if (kind == Value::Kind::integer) return {integer};
        return kind == Value::Kind::text ? Value(text) : Value::bytes(text);
    }
};

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

template <class Each>
std::string listed(std::size_t count, Each each) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i ? ", " : "") + each(i);
    return out;
}

void put_number(std::string& out, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xff);
}

void put_text(std::string& out, char kind, std::string_view text) {
    out += kind;
    put_number(out, text.size());
    out += text;
}

// A kind, then 8 bytes: the integer, or the length of what follows. Big-endian.
void put_value(std::string& out, const Rows& rows, int column) {
    switch (rows.kind(column)) {
    case Value::Kind::nothing: out += 'n'; break;
    case Value::Kind::integer:
        out += 'i';
        put_number(out, static_cast<std::uint64_t>(rows.integer(column)));
        break;
    case Value::Kind::text: put_text(out, 't', rows.view(column)); break;
    case Value::Kind::bytes: put_text(out, 'b', rows.bytes(column)); break;
    }
}

Kept kept(const Rows& rows, int column) {
    const auto kind = rows.kind(column);
    if (kind == Value::Kind::integer) return {kind, rows.integer(column), {}};
    return {kind, 0, std::string(kind == Value::Kind::text ? rows.view(column) : rows.bytes(column))};
}

class TableReader {
public:
    TableReader(Db& db, const std::string& table) : db_(db), columns_(db.columns(table)) {
        const auto key = db.key(table);
        if (key.empty()) throw Fault("table " + table + " has no primary key: its rows have no order");
        for (const auto& name : key) key_at_.push_back(static_cast<int>(std::ranges::find(columns_, name) - columns_.begin()));
        const auto names = listed(key.size(), [&](auto i) { return quoted(key[i]); });
        const auto select = "SELECT " + listed(columns_.size(), [&](auto i) { return quoted(columns_[i]); }) + " FROM " + quoted(table);
        const auto order = " ORDER BY " + names + " LIMIT $";
        first_ = select + order + "1";
        after_ = select + " WHERE (" + names + ") > (" + listed(key.size(), [](auto i) { return "$" + std::to_string(i + 1); }) + ")" +
                 order + std::to_string(key.size() + 1);
        digest_.table = table;
    }

    Digest digest() {
        std::string row;
        put_text(row, 't', digest_.table);
        for (const auto& column : columns_) put_text(row, 't', column);
        digest_.hash = base::sha256({row});
        while (page()) {}
        return digest_;
    }

private:
    // Each row's hash covers the hash of the rows before it.
    bool page() {
        std::vector<Value> values;
        for (const auto& one : last_) values.push_back(one.value());
        values.push_back(size_);
        std::int64_t count = 0;
        std::size_t bytes = 0;
        std::string row;
        auto rows = db_.ask_values(last_.empty() ? first_ : after_, values);
        for (; rows.next(); ++count) {
            row.clear();
            for (int column = 0; column < rows.columns(); ++column) put_value(row, rows, column);
            digest_.hash = base::sha256({digest_.hash.view(), row});
            bytes += row.size();
            if (count + 1 < size_) continue;
            last_.clear();
            for (const int at : key_at_) last_.push_back(kept(rows, at));
        }
        digest_.rows += count;
        const bool more = count == size_;
        size_ = bytes > page_bytes_wanted ? std::max<std::int64_t>(size_ / 4, 1) : std::min(size_ * 2, page_rows_max);
        return more;
    }

    Db& db_;
    std::vector<std::string> columns_;
    std::vector<int> key_at_;
    std::string first_, after_;
    std::vector<Kept> last_;
    std::int64_t size_ = page_rows_first;
    Digest digest_;
};

}  // namespace

std::vector<Digest> digests(Db& db) {
    struct Snapshot {
        Db& db;
        bool own;
        ~Snapshot() {
            if (own) db.rollback();
        }
    } snapshot{db, !db.in_transaction()};
    if (snapshot.own) db.begin_reading();
    std::vector<Digest> out;
    for (const auto& table : db.tables())
        if (!table.starts_with("local_")) out.push_back(TableReader(db, table).digest());
    return out;
}

}  // namespace store
