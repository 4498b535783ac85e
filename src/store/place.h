// Networks that stand beside another while they are made, and how one takes a place.
#pragma once
#include "store/db.h"

namespace store {

// "aimf.db" and "rebuild": "aimf.db.rebuild"; a schema "aimf": "aimf_rebuild".
Location beside(const Location&, const std::string& word);
// SQLite: the file and what lies beside it. PostgreSQL: the schema; `through` is any network of the same database.
void remove_network(const Location&, const Location& through);
// SQLite: everything is in the file itself, and nothing beside it: only then can one file take the place of another.
void settle_in_one_file(const Location&);
// PostgreSQL: asked without making it. Throws Fault when the server cannot be asked.
bool schema_exists(const Location&);
// A PostgreSQL schema takes another name, in the transaction of `db` if it is in one.
void rename_schema(Db&, const std::string& from, const std::string& to);

}  // namespace store
