#include "store/db.h"

#include "store/engine.h"

#include <cstring>

namespace store {
namespace {

constexpr std::string_view postgresql_prefix = "postgresql:";
constexpr std::string_view schema_word = "?schema=";
constexpr std::size_t schema_length_max = 51;

bool lower_or_underscore(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

// The server keeps names that begin with pg_ for itself.
bool schema_name(std::string_view name) {
    if (name.empty() || name.size() > schema_length_max || !lower_or_underscore(name[0]) || name.starts_with("pg_")) return false;
    for (const char c : name)
        if (!lower_or_underscore(c) && !(c >= '0' && c <= '9')) return false;
    return true;
}

std::string column_said(int column, std::string_view what) { return "column " + std::to_string(column) + " " + std::string(what); }

// The size of the UTF-8 sequence of a character beyond ASCII at the start of `text`, or 0 when there is none (RFC 3629 section 4).
std::size_t sequence(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto tail = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
    const unsigned first = byte(0), second = byte(1);
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool shortest = first != 0xE0 || second >= 0xA0, no_surrogate = first != 0xED || second <= 0x9F;
        return tail(1) && tail(2) && shortest && no_surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool shortest = first != 0xF0 || second >= 0x90, in_range = first != 0xF4 || second <= 0x8F;
        return tail(1) && tail(2) && tail(3) && shortest && in_range ? 4 : 0;
    }
    return 0;
}

}  // namespace

Location Location::parse(std::string_view text) {
    Location location;
    if (text.find('\0') != text.npos) throw std::invalid_argument("a network's location holds a zero byte");
    if (!text.starts_with(postgresql_prefix)) {
        if (text.empty()) throw std::invalid_argument("a network's location is missing: a file, or postgresql:CONNINFO?schema=NAME");
        location.path = text;
        return location;
    }
    text.remove_prefix(postgresql_prefix.size());
    const auto at = text.rfind(schema_word);
    if (at == text.npos) throw std::invalid_argument("a location in PostgreSQL ends with ?schema=NAME");
    location.engine = Engine::postgresql;
    location.conninfo = text.substr(0, at);
    location.schema = text.substr(at + schema_word.size());
    if (!schema_name(location.schema))
        throw std::invalid_argument(
            "a schema's name has 1 to 51 lower-case letters, digits and _, begins with a letter or _, and not with pg_");
    return location;
}

std::string Location::text() const {
    return engine == Engine::sqlite ? path : std::string(postgresql_prefix) + conninfo + std::string(schema_word) + schema;
}

base::Hash Rows::hash(int column) const {
    const auto hash = base::Hash::of_bytes(bytes(column));
    if (!hash) throw Fault(column_said(column, "does not hold the 32 bytes of a hash"));
    return *hash;
}

base::Date Rows::date(int column) const {
    const auto date = base::Date::parse(view(column));
    if (!date) throw Fault(column_said(column, "does not hold a day"));
    return *date;
}

base::PartialDate Rows::partial_date(int column) const {
    const auto date = base::PartialDate::parse(view(column));
    if (!date) throw Fault(column_said(column, "does not hold a partial date"));
    return *date;
}

std::unique_ptr<Db> Db::open(const Location& location, Access access, const char* vfs) {
    if (location.engine == Engine::postgresql && !schema_name(location.schema)) throw Fault("not the name of a schema: " + location.schema);
    auto db = location.engine == Engine::sqlite ? open_sqlite(location, access, vfs) : open_postgresql(location, access);
    db->reads_ = access == Access::reader;
    return db;
}

bool storable_text(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    while (!text.empty()) {
        for (std::uint64_t eight = 0; text.size() >= 8; text.remove_prefix(8)) {  // eight ASCII letters at a time
            std::memcpy(&eight, text.data(), 8);
            if ((eight | (eight - ones)) & highs) break;  // a byte above 0x7f, or (perhaps) a NUL
        }
        if (text.empty()) break;
        if (const auto c = static_cast<unsigned char>(text[0]); c < 0x80) {
            if (c == 0) return false;
            text.remove_prefix(1);
            continue;
        }
        const auto size = sequence(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::string excerpt(std::string_view sql) {
    std::string out;
    for (const char c : sql.substr(0, 200)) {
        const char one = c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
        if (one != ' ' || !out.ends_with(' ')) out += one;
    }
    return sql.size() > 200 ? out + "…" : out;
}

}  // namespace store
