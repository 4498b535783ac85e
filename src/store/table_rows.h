// The rows of a table as bytes, in key order and equal on both engines: what digests cover, and what a backup carries.
//
// A row is its values one after the other: a kind ('n' NULL, 'i', 't' text, 'b' blob), then 8 bytes, big-endian: the integer, or the
// length of the text or blob that follows.
#pragma once
#include <functional>
#include "store/db.h"

namespace store {

// Reads every row, in pages of about a megabyte; `see` may be empty. Throws Fault when the table has no primary key.
Digest read_rows(Db&, const std::string& table, const std::function<void(std::string_view row)>& see = {});

// Fills a table with such rows; what was in it is taken away first.
class RowsIn {
public:
    // Throws Fault when the table has not exactly these columns.
    RowsIn(Db&, std::string table, const std::vector<std::string>& columns);
    void put(std::string_view rows);                  // whole rows, one after the other. Throws Fault where they are malformed
    const Digest& digest() const { return digest_; }  // of what was put, as read_rows gives it

private:
    Db& db_;
    std::string insert_;
    std::size_t columns_;
    Digest digest_;
};

// What keeps tables from being filled in any order: PostgreSQL's foreign keys. Taken away by loosen_references, whose answer puts them back,
// and checks them, by tie_references. SQLite: a connection for bulk does not look at them; tie_references checks them there.
std::vector<std::string> loosen_references(Db&);
void tie_references(Db&, const std::vector<std::string>& taken_away);  // throws Constraint naming a table whose rows refer to nothing

}  // namespace store
