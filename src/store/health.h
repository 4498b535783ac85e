// What an engine itself says of a network's health.
#pragma once
#include "store/db.h"

namespace store {

// SQLite's own check of every page, index and foreign key: what it finds, at most ten sentences in English. PostgreSQL has none to ask.
std::vector<std::string> integrity(Db&);

struct Server {                // PostgreSQL, as it is set for everybody and not for this connection
    std::int64_t version = 0;  // 150004
    std::string encoding;
    bool fsync = true, full_page_writes = true, synchronous_commit = true, may_create = true;
};
std::optional<Server> server_of(Db&);  // nothing on SQLite

}  // namespace store
