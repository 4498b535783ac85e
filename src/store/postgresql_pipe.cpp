#include "store/postgresql_pipe.h"

#include <bit>
#include <utility>

namespace store {
namespace {

constexpr std::size_t in_flight_max = 128;
constexpr Oid oid_bytes = 17, oid_integer = 20, oid_text = 25;  // server: pg_type.dat

static_assert(std::endian::native == std::endian::little, "integers are sent in network order");
std::int64_t network_order(std::int64_t number) { return static_cast<std::int64_t>(__builtin_bswap64(static_cast<std::uint64_t>(number))); }

Oid type_of(Value::Kind kind) {
    switch (kind) {
    case Value::Kind::integer: return oid_integer;
    case Value::Kind::text: return oid_text;
    case Value::Kind::bytes: return oid_bytes;
    case Value::Kind::nothing: break;
    }
    return 0;
}

bool takes(const PgStatement& statement, Values values) {
    if (statement.parameters.size() != values.size()) return false;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i].kind != Value::Kind::nothing && type_of(values[i].kind) != statement.parameters[i]) return false;
    return true;
}

// Only the server's primary message: its detail quotes values, and these may be personal.
[[noreturn]] void throw_postgresql(const PGresult* result, std::string_view sql) {
    const auto field = [&](int code) {
        const char* text = PQresultErrorField(result, code);
        return std::string(text ? text : "");
    };
    const auto state = field(PG_DIAG_SQLSTATE), constraint = field(PG_DIAG_CONSTRAINT_NAME);
    auto message = excerpt(sql) + ": " + field(PG_DIAG_MESSAGE_PRIMARY) + " (" + state + ")";
    if (!constraint.empty()) message += " " + constraint;
    if (state == "40001" || state == "40P01") throw Retry(message);
    if (state.starts_with("23")) throw Constraint(message);
    if (state == "55P03") throw Busy(message);
    if (state == "53100") throw DiskFull(message);
    throw Fault(message);
}

void ignore_notice(void*, const char*) {}

}  // namespace

PgPipe::PgPipe(const std::string& conninfo) {
    // What comes later wins: the first are defaults, the last is not to be changed by the location.
    const char* const names[] = {"connect_timeout", "application_name", "dbname", "client_encoding", nullptr};
    const char* const values[] = {"10", "concert", conninfo.c_str(), "UTF8", nullptr};
    connection_.reset(PQconnectdbParams(names, values, 1));
    if (!connection_ || PQstatus(connection_.get()) != CONNECTION_OK)
        throw Fault("cannot connect to PostgreSQL: " + std::string(connection_ ? PQerrorMessage(connection_.get()) : "out of memory"));
    PQsetNoticeProcessor(connection_.get(), ignore_notice, nullptr);
    PQenterPipelineMode(connection_.get());
}

void PgPipe::throw_lost() {
    lost_ = true;
    throw Fault("the connection to PostgreSQL is lost, open it again: " + std::string(PQerrorMessage(connection_.get())));
}

void PgPipe::sent(int code, const std::string& sql) {
    if (PQstatus(connection_.get()) == CONNECTION_BAD) throw_lost();
    if (code != 1) throw Fault(excerpt(sql) + ": " + PQerrorMessage(connection_.get()));
    in_flight_.push_back(&sql);
}

const PgStatement& PgPipe::prepared(std::string_view sql, Values values) {
    if (const auto found = statements_.find(sql); found != statements_.end())
        for (const auto& one : found->second)
            if (takes(*one, values)) return *one;
    return prepare(sql, values);
}

const PgStatement& PgPipe::prepare(std::string_view sql, Values values) {
    if (lost_) throw_lost();
    if (const auto count = static_cast<std::size_t>(parameter_count(sql)); count != values.size())
        throw Fault(std::to_string(values.size()) + " values for " + std::to_string(count) + " parameters: " + excerpt(sql));
    collect();  // an earlier failure is not this statement's
    if (made_ >= statements_kept_max && transaction() != PQTRANS_INERROR) forget_prepared();
    auto made = std::make_unique<PgStatement>();
    made->name = "s" + std::to_string(++made_);
    made->sql = sql;
    std::vector<Oid> types;
    for (const auto& value : values) types.push_back(type_of(value.kind));
    auto* connection = connection_.get();
    sent(PQsendPrepare(connection, made->name.c_str(), made->sql.c_str(), static_cast<int>(types.size()), types.data()), made->sql);
    sent(PQsendDescribePrepared(connection, made->name.c_str()), made->sql);
    const auto described = collect();
    for (int number = 0; number < PQnparams(described.get()); ++number) made->parameters.push_back(PQparamtype(described.get(), number));
    for (int column = 0; column < PQnfields(described.get()); ++column) made->types.push_back(PQftype(described.get(), column));
    return *statements_[made->sql].emplace_back(std::move(made));
}

// Everything goes in binary: no quoting, and integers keep their 64 bits.
void PgPipe::send(const PgStatement& statement, Values values) {
    if (lost_) throw_lost();
    if (in_flight_.size() >= in_flight_max) collect();  // before, not after: the answer to this one is for whoever asks
    for (const auto& value : values)
        if (value.kind == Value::Kind::text && !storable_text(value.view()))
            throw Fault("a text that is not UTF-8: " + excerpt(statement.sql));
    data_.clear();
    sizes_.clear();
    integers_.resize(values.size());
    formats_.assign(values.size(), 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& value = values[i];
        if (value.kind == Value::Kind::nothing) {
            data_.push_back(nullptr);
            sizes_.push_back(0);
        } else if (value.kind == Value::Kind::integer) {
            integers_[i] = network_order(value.integer);
            data_.push_back(reinterpret_cast<const char*>(&integers_[i]));
            sizes_.push_back(sizeof integers_[i]);
        } else {
            const auto view = value.view();
            if (view.size() > 1'000'000'000) throw Fault("a value of more than 1 GB: " + excerpt(statement.sql));
            data_.push_back(view.data() ? view.data() : "");
            sizes_.push_back(static_cast<int>(view.size()));
        }
    }
    const auto count = static_cast<int>(values.size());
    sent(PQsendQueryPrepared(connection_.get(), statement.name.c_str(), count, data_.data(), sizes_.data(), formats_.data(), 1),
         statement.sql);
}

// One answer; nothing at the end of one statement's answers.
PgResult PgPipe::read_one() {
    PgResult result(PQgetResult(connection_.get()));
    if (result || PQstatus(connection_.get()) == CONNECTION_OK) return result;
    throw_lost();
}

PgResult PgPipe::collect() {
    if (lost_) throw_lost();
    if (in_flight_.empty()) return {};
    const auto asked = std::exchange(in_flight_, {});
    std::size_t answered = 0;
    unanswered_ = true;
    if (PQpipelineSync(connection_.get()) != 1) throw_lost();
    PgResult last;
    std::exception_ptr failure;
    for (bool synchronized = false; !synchronized;) {
        auto result = read_one();
        if (!result) continue;
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) {
            synchronized = true;
        } else if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
            last = std::move(result);
            ++answered;
        } else if (status == PGRES_PIPELINE_ABORTED) {
            ++answered;
        } else {
            if (PQstatus(connection_.get()) == CONNECTION_BAD) lost_ = true;
            const bool of_the_server = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE) != nullptr;
            // A failure before the last statement says that the last one was not run, whatever comes after.
            if (of_the_server && answered + 1 < asked.size()) unanswered_ = false;
            try {
                if (lost_ && !of_the_server) throw_lost();
                throw_postgresql(result.get(), answered < asked.size() ? *asked[answered] : "");
            } catch (const Fault&) {
                if (!failure) failure = std::current_exception();
            }
            if (lost_) std::rethrow_exception(failure);
            ++answered;
        }
    }
    unanswered_ = false;
    if (failure) std::rethrow_exception(failure);
    return last;
}

void PgPipe::forget_prepared() {
    simple("DEALLOCATE ALL");
    statements_.clear();
    made_ = 0;
}

PgResult PgPipe::simple(const std::string& sql) {
    collect();
    PQexitPipelineMode(connection_.get());
    PgResult result(PQexec(connection_.get(), sql.c_str()));
    if (PQstatus(connection_.get()) == CONNECTION_BAD) throw_lost();
    PQenterPipelineMode(connection_.get());
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) throw_postgresql(result.get(), sql);
    return result;
}

}  // namespace store
