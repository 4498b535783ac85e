// A libpq connection in pipeline mode (PostgreSQL documentation, chapter 34.5), for postgresql*.cpp only.
#pragma once
#include "store/engine.h"

#include <libpq-fe.h>
#include <exception>
#include <unordered_map>

namespace store {

struct FreeResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
struct FreeConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PgResult = std::unique_ptr<PGresult, FreeResult>;

struct PgStatement {
    std::string name, sql;
    std::vector<Oid> parameters;  // the types of $1, $2 …
    std::vector<Oid> types;       // of the columns of its answer
};

// Statements are sent one after the other and answered together. Every failure ends what was sent up to the next
// synchronization; the first one is kept and thrown.
class PgPipe {
public:
    explicit PgPipe(const std::string& conninfo);  // throws Fault

    // The statement prepared for values of these kinds. A NULL takes the type that PostgreSQL infers, and one that is prepared takes
    // NULL anywhere. Asks the server when it is new. Throws like collect().
    const PgStatement& prepared(std::string_view sql, Values);
    void send(const PgStatement&, Values);  // collects by itself now and then, and may then throw
    // Waits for the answers to everything sent; the last one's answer. Throws the first failure.
    PgResult collect();
    PgResult simple(const std::string& sql);  // several statements without parameters, outside the pipeline
    void forget_prepared();                   // a plan whose table has changed may be refused

    bool lost() const { return lost_; }              // nothing can be said to the server any more
    bool unanswered() const { return unanswered_; }  // it was lost before the last statement was answered
    PGTransactionStatusType transaction() const { return PQtransactionStatus(connection_.get()); }

private:
    const PgStatement& prepare(std::string_view sql, Values);
    PgResult read_one();
    void sent(int code, const std::string& sql);
    [[noreturn]] void throw_lost();

    std::unique_ptr<PGconn, FreeConnection> connection_;
    // By text; several where values of different kinds were given for the same parameter.
    std::unordered_map<std::string, std::vector<std::unique_ptr<PgStatement>>, TextHash, std::equal_to<>> statements_;
    std::vector<const std::string*> in_flight_;  // the SQL of what was sent and not answered
    std::vector<const char*> data_;
    std::vector<int> sizes_, formats_;
    std::vector<std::int64_t> integers_;
    std::size_t made_ = 0;  // since they were last forgotten
    bool lost_ = false, unanswered_ = false;
};

}  // namespace store
