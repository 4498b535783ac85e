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
    // "$3, $4, $5", for IN: one for each; what they point to must outlive the question.
    template <class Range>
    std::string marks(const Range& range) {
        std::string all;
        for (const auto& value : range) all += (all.empty() ? "" : ", ") + mark(value);
        return all;
    }
    void clause(const std::string& condition) { sql += (sql.empty() ? "WHERE " : " AND ") + condition; }
};

}  // namespace store
