#include "app/desk.h"

#include "app/socket.h"

#include <chrono>
#include <filesystem>

namespace app {
namespace {

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

constexpr std::int64_t between_signatures_us = 1'000'000;

}  // namespace

OwnDesk::OwnDesk(const store::Location& location, acts::Clock clock) : OwnDesk(location, writer_options(location, std::move(clock))) {}
OwnDesk::OwnDesk(const store::Location& location, acts::WriterOptions options)
    : lock_(location), writer_(registry(), tables(), std::move(options)) {}
OwnDesk::~OwnDesk() = default;

std::expected<std::string, sign_in::ChoreFault> OwnDesk::chore(sign_in::Chore chore, base::Id<base::Person> person) {
    std::expected<std::string, sign_in::ChoreFault> answer;
    writer_.run_local([&](store::Db& db) {
        db.begin();
        answer = sign_in::do_chore(db, chore, person, acts::system_clock_us());
        db.commit();
    });
    return answer;
}

std::string OwnDesk::checkpoint(const std::string& origin) {
    if (!signer_ || !origin.empty()) signer_ = std::make_unique<Signer>(writer_, origin);
    return signer_->checkpoint();
}

void OwnDesk::backup_made(const safekeeping::Outcome& outcome) {
    writer_.run_local([&](store::Db& db) { safekeeping::keep_outcome(db, outcome); });
}

std::string socket_of(const store::Location& location, const std::string& named) {
    if (!named.empty()) return named;
    return location.engine == store::Engine::sqlite ? location.path + ".sock" : std::string();
}

bool is_there(const store::Location& location) {
    if (location.engine == store::Engine::sqlite) return std::filesystem::exists(location.path);
    try {
        return !store::Db::open(location, store::Access::reader)->tables().empty();
    } catch (const store::NotADatabase&) { return false; }
}

void must_be_there(const store::Location& location) {
    if (!is_there(location)) throw NoNetwork(location.text());
}

std::unique_ptr<Desk> open_desk(const store::Location& location, const std::string& socket) {
    must_be_there(location);
    return make_desk(location, socket);
}

std::unique_ptr<Desk> make_desk(const store::Location& location, const std::string& socket) {
    if (!socket.empty())
        if (auto desk = connect_desk(socket)) return desk;
    return std::make_unique<OwnDesk>(location);
}

Signer::Signer(acts::Writer& writer, std::string origin) : writer_(writer), wanted_(std::move(origin)) {}

acts::NoteKey Signer::key(store::Db& db) {
    auto origin = acts::log_origin(db).value_or("");
    if (!origin.empty() && !wanted_.empty() && origin != wanted_)
        throw store::Fault("this log is called " + origin + " since its first signature: it cannot sign as " + wanted_);
    if (origin.empty()) {
        // A name of its own: nobody else's log has it, and it says nothing that could change.
        origin = wanted_.empty() ? "concert/" + base::hex(base::random_bytes(8)) : wanted_;
        acts::keep_log_origin(db, origin);
    }
    return acts::log_key(db, origin);
}

std::string Signer::checkpoint() {
    std::lock_guard lock(mutex_);
    const auto now = steady_us();
    if (!note_.empty() && (writer_.size() == size_ || now - signed_us_ < between_signatures_us)) return note_;
    writer_.run_local([&](store::Db& db) {
        note_ = acts::sign_checkpoint(db, key(db));
        size_ = acts::read_head(db).size;
    });
    signed_us_ = now;
    return note_;
}

std::string Signer::verifier() {
    std::string text;
    writer_.run_local([&](store::Db& db) { text = key(db).verifier(); });
    return text;
}

}  // namespace app
