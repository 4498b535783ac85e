// The WHERE of a question put together from fixed pieces: every value is bound.
#pragma once
#include "store/db.h"

namespace store {

struct Where {
    std::string sql;  // "WHERE a = $1 AND b = $2"; empty: all
    std::vector<Value> values;

    std::string mark(Value value) {
        values.push_back(std::move(value));
        return "$" + std::to_string(values.size());
    }
    void clause(const std::string& condition) { sql += (sql.empty() ? "WHERE " : " AND ") + condition; }
};

}  // namespace store
