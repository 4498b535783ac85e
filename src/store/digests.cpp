#include "store/table_rows.h"

namespace store {

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
        if (!table.starts_with("local_")) out.push_back(read_rows(db, table));
    return out;
}

}  // namespace store
