// What the two engines share, for the files of store/ only.
#pragma once
#include "store/db.h"

namespace store {

std::unique_ptr<Db> open_sqlite(const Location&, Access, const char* vfs);
std::unique_ptr<Db> open_postgresql(const Location&, Access);

// The statements of a tables.sql in an engine's own words, each made to do nothing where the table or index exists.
// Throws Fault for anything but CREATE TABLE and CREATE [UNIQUE] INDEX, and for a column that is not int, text or blob.
std::string translate(std::string_view tables_sql, Engine);

// How many values a statement takes: the highest n of its $n. Throws Fault when a number below it is missing.
int parameter_count(std::string_view sql);

// Text as both engines keep it: UTF-8 (RFC 3629) without U+0000, which PostgreSQL cannot hold.
bool storable_text(std::string_view);

// The beginning of a statement for a fault's message, on one line. Never holds values: these may be personal.
std::string excerpt(std::string_view sql);

struct TextHash {  // to find statements by a view of their text
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
constexpr std::size_t statements_kept_max = 2000;  // SQL is static text; a limit in case some is not

// Set on SQLite files in the header's application id, so that another program's database is not taken for a network.
constexpr std::int64_t application_id = 0x436e6372;

}  // namespace store
