// Where acts are handed in: to the server that runs this network, or to a writer of our own while no server runs.
#pragma once
#include "acts/log.h"
#include "acts/writer.h"
#include "app/concert.h"
#include "safekeeping/safekeeping.h"
#include "sign_in/sign_in.h"

namespace app {

class Signer;

class Desk {
public:
    virtual ~Desk() = default;
    // As acts::Writer's own, faults included.
    virtual acts::Outcome submit(const acts::Submission&) = 0;
    virtual acts::Writer::BatchOutcome submit_all(std::span<const acts::Submission>) = 0;
    virtual std::vector<acts::Outcome> preview(std::span<const acts::Submission>) = 0;
    virtual std::expected<std::string, sign_in::ChoreFault> chore(sign_in::Chore, base::Id<base::Person>) = 0;
    virtual std::string checkpoint(const std::string& origin) = 0;  // signed; `origin` names the log the first time
    virtual void backup_made(const safekeeping::Outcome&) = 0;      // recorded, for who asks whether the network is kept safe
};

// The network of this process: lock, writer, signer.
class OwnDesk final : public Desk {
public:
    // Throws store::Busy when somebody else writes, acts::TooNew, store::Fault.
    explicit OwnDesk(const store::Location&, acts::Clock = acts::system_clock_us);
    OwnDesk(const store::Location&, acts::WriterOptions);
    ~OwnDesk() override;
    acts::Outcome submit(const acts::Submission& said) override { return writer_.submit(said); }
    acts::Writer::BatchOutcome submit_all(std::span<const acts::Submission> said) override { return writer_.submit_all(said); }
    std::vector<acts::Outcome> preview(std::span<const acts::Submission> said) override { return writer_.preview(said); }
    std::expected<std::string, sign_in::ChoreFault> chore(sign_in::Chore, base::Id<base::Person>) override;
    std::string checkpoint(const std::string& origin) override;
    void backup_made(const safekeeping::Outcome&) override;
    acts::Writer& writer() { return writer_; }

private:
    store::WriterLock lock_;
    acts::Writer writer_;
    std::unique_ptr<Signer> signer_;
};

// "aimf.db" → "aimf.db.sock". A PostgreSQL network has none unless one is named.
std::string socket_of(const store::Location&, const std::string& named = {});

struct NoNetwork : store::NotADatabase {
    using NotADatabase::NotADatabase;
};  // a wrong name must not make a network of its own
bool is_there(const store::Location&);
void must_be_there(const store::Location&);  // throws NoNetwork

// The running server if one listens on that socket; else an OwnDesk. Where there is no network, open_desk throws NoNetwork and
// make_desk makes one.
std::unique_ptr<Desk> open_desk(const store::Location&, const std::string& socket);
std::unique_ptr<Desk> make_desk(const store::Location&, const std::string& socket);

// Signs the head when somebody asks, at most once a second and only when it has moved. Any thread may ask.
class Signer {
public:
    // The log's origin is chosen once, by the first who signs: what is asked then, or a name of its own. Throws store::Fault when
    // `origin` is given and the log already has another.
    Signer(acts::Writer&, std::string origin = {});
    std::string checkpoint();
    std::string verifier();  // the key that outsiders need: name+id+base64

private:
    acts::NoteKey key(store::Db&);
    acts::Writer& writer_;
    std::string wanted_;
    std::mutex mutex_;
    std::string note_;
    std::int64_t size_ = -1, signed_us_ = 0;
};

}  // namespace app
