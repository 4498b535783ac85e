#include "store/table_rows.h"

#include <algorithm>

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

base::Hash heading_hash(const std::string& table, const std::vector<std::string>& columns) {
    std::string text;
    put_text(text, 't', table);
    for (const auto& column : columns) put_text(text, 't', column);
    return base::sha256({text});
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

    Digest read(const std::function<void(std::string_view)>& see) {
        digest_.hash = heading_hash(digest_.table, columns_);
        while (page(see)) {}
        return digest_;
    }

private:
    // Each row's hash covers the hash of the rows before it.
    bool page(const std::function<void(std::string_view)>& see) {
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
            if (see) see(row);
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

// Takes values off the front of encoded rows.
class RowBytes {
public:
    explicit RowBytes(std::string_view bytes) : rest_(bytes) {}
    bool over() const { return rest_.empty(); }
    const char* at() const { return rest_.data(); }
    Value value() {
        const char kind = take(1)[0];
        if (kind == 'n') return {nullptr};
        if (kind != 'i' && kind != 't' && kind != 'b') throw Fault("a row that was kept cannot be read: its values are malformed");
        std::uint64_t number = 0;
        for (const char c : take(8)) number = number << 8 | static_cast<unsigned char>(c);
        if (kind == 'i') return {static_cast<std::int64_t>(number)};
        const auto bytes = take(number);
        return kind == 't' ? Value(bytes) : Value::bytes(bytes);
    }

private:
    std::string_view take(std::uint64_t size) {
        if (size > rest_.size()) throw Fault("a row that was kept cannot be read: it is cut");
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    std::string_view rest_;
};

}  // namespace

Digest read_rows(Db& db, const std::string& table, const std::function<void(std::string_view)>& see) {
    return TableReader(db, table).read(see);
}

RowsIn::RowsIn(Db& db, std::string table, const std::vector<std::string>& columns) : db_(db), columns_(columns.size()) {
    if (columns.empty() || db.columns(table) != columns) throw Fault("table " + table + " has other columns here");
    insert_ = "INSERT INTO " + quoted(table) + " (" + listed(columns_, [&](auto i) { return quoted(columns[i]); }) + ") VALUES (" +
              listed(columns_, [](auto i) { return "$" + std::to_string(i + 1); }) + ")";
    db.run("DELETE FROM " + quoted(table));
    digest_ = {table, heading_hash(table, columns), 0};
}

void RowsIn::put(std::string_view rows) {
    RowBytes bytes(rows);
    std::vector<Value> values;
    while (!bytes.over()) {
        const char* begin = bytes.at();
        values.clear();
        for (std::size_t i = 0; i < columns_; ++i) values.push_back(bytes.value());
        db_.run_values(insert_, values);
        digest_.hash = base::sha256({digest_.hash.view(), std::string_view(begin, static_cast<std::size_t>(bytes.at() - begin))});
        ++digest_.rows;
    }
}

std::vector<std::string> loosen_references(Db& db) {
    std::vector<std::string> taken_away;
    if (db.engine() == Engine::sqlite) return taken_away;
    std::vector<std::string> drops;
    {
        auto rows = db.ask(
            "SELECT c.relname::text, k.conname::text, pg_get_constraintdef(k.oid)::text FROM pg_constraint k JOIN pg_class c ON c.oid = "
            "k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE k.contype = 'f' AND n.nspname = current_schema() "
            "ORDER BY c.relname::text, k.conname::text");
        while (rows.next()) {
            const auto table = "ALTER TABLE " + quoted(rows.view(0)), name = " CONSTRAINT " + quoted(rows.view(1));
            drops.push_back(table + " DROP" + name);
            taken_away.push_back(table + " ADD" + name + " " + rows.text(2));
        }
    }
    for (const auto& drop : drops) db.script(drop);
    return taken_away;
}

void tie_references(Db& db, const std::vector<std::string>& taken_away) {
    for (const auto& add : taken_away) db.script(add);
    if (db.engine() == Engine::postgresql) return;
    auto rows = db.ask("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1");
    if (rows.next()) throw Constraint("rows of table " + rows.text(0) + " refer to nothing");
}

}  // namespace store
