// One network's writer: a thread that owns the only writing connection and commits acts in groups.
#pragma once
#include <semaphore.h>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include "acts/perform.h"

namespace acts {

using Clock = std::function<std::int64_t()>;                           // microseconds since 1970, UTC
using Calendar = std::function<base::Date(store::Db&, std::int64_t)>;  // the network's civil date at a time

struct Submission {
    Actor actor;
    std::string act;         // its name
    std::string json;        // its fields, in clear
    std::string client_key;  // time-ordered and unique per actor (UUIDv7); empty: made here, and then nobody can ask again
    std::string basis;       // may be empty where the act allows
};

enum class Urgency { normal, urgent };  // urgent acts (votes) go before what is queued

struct WriterOptions {
    Clock clock;
    Calendar calendar;
    Asked asked;                                                                         // of the features
    std::function<void(std::int64_t size, const std::vector<TouchedTopic>&)> committed;  // after a commit, on the writer's thread
    std::function<void()> erased;                      // somebody was erased: caches, snapshots and drafts must forget too
    std::function<std::unique_ptr<store::Db>()> open;  // the writing connection
};

struct Spent {
    std::atomic<std::int64_t> groups = 0, acts = 0, commit_ns = 0, work_ns = 0, cpu_ns = 0;
};  // what the writer's thread did: wall time, and CPU time

class Writer {
public:
    // Opens the database, creates what is missing. Throws store::Busy, NotADatabase, Fault.
    Writer(const Registry&, std::vector<std::string> tables, WriterOptions);
    ~Writer();

    // Blocks until the act is durable or refused; any thread may ask. Throws store::Fault (DiskFull, UnknownOutcome, …) when
    // the store fails: then nothing was kept, or (UnknownOutcome) the same client key tells.
    Outcome submit(const Submission&, Urgency = Urgency::normal);
    // All of them in one transaction, or none: the first refusal and its index.
    struct BatchRefusal {
        std::size_t index;
        base::Refusal why;
    };
    using BatchOutcome = std::expected<std::vector<Accepted>, BatchRefusal>;
    // Keys::one: the client keys were made of one, so that all were accepted before, or none: "acts.key_used" otherwise.
    enum class Keys { each, one };
    BatchOutcome submit_all(std::span<const Submission>, Keys = Keys::each);
    // What submit() would answer, without keeping anything: for previews. One answer for each, each on top of the accepted before it.
    std::vector<Outcome> preview(std::span<const Submission>);

    // Runs `task` on the writer's thread with its connection, between two groups: for local_* tables and signing, never for
    // what the journal says. It begins and commits for itself; a transaction left open is undone. What it throws is thrown here.
    void run_local(std::function<void(store::Db&)> task);

    std::int64_t size() const { return size_.load(); }
    const Registry& registry() const { return registry_; }
    Spent spent;

private:
    // What somebody asks and waits for; it lives on the stack of who asks, and there it is made and taken apart.
    struct Pending {
        enum class Way { single, all, preview, local } way = Way::single;
        std::vector<Draft> drafts;
        Keys keys = Keys::each;
        std::function<void(store::Db&)> task;
        std::vector<Outcome> outcomes;
        std::exception_ptr fault;
        std::array<Pending*, 2> wakes{};  // of the same group: who is answered wakes two others, so that the writer wakes one
        sem_t answered;                   // a futex that may be destroyed as soon as the wait is over (sem_destroy(3))
        explicit Pending(Way as) : way(as) { sem_init(&answered, 0, 0); }
        ~Pending() { sem_destroy(&answered); }
        Pending(const Pending&) = delete;
    };
    using Group = std::vector<Pending*>;
    std::expected<Draft, base::Refusal> draft(const Submission&) const;
    std::vector<Outcome> wait(Pending&, Urgency = Urgency::normal);
    static void answer(const Group&);
    void work();
    void commit_group(const Group&);
    void try_group(const Group&, bool careful);
    void perform_all(Performer&, Pending&);
    void preview_now(Pending&);
    void run_now(Pending&);
    void reopen();
    void stand_at(const Head&);
    bool recover(bool connection_lost) noexcept;
    void forget() noexcept;

    const Registry& registry_;
    std::vector<std::string> tables_;
    WriterOptions options_;
    std::unique_ptr<store::Db> db_;  // nothing while the store cannot be reached
    bool must_forget_ = false;       // somebody was erased and the disk has not forgotten yet
    std::chrono::steady_clock::time_point forget_next_;
    Tree tree_;
    std::int64_t time_us_ = 0;
    std::atomic<std::int64_t> size_ = 0;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Pending*> urgent_, queue_;
    bool stopping_ = false;
    std::thread thread_;
};

// What a database asks of the program: the journal's format, and the columns of the tables. Counted up by each release that changes
// either in a way that an older program would misread.
constexpr std::int64_t journal_format = 1;
struct TooNew : store::Fault {
    using Fault::Fault;
};  // written by a later program: nothing may be read or written with this one

struct OtherTables : store::Fault {
    using Fault::Fault;
};  // made by a program whose tables are others: they are to be made again from the journal (replay)

// Throws TooNew when the database is of a later format, or when one of its last 1,000 entries is an act this program cannot read.
// A database without a journal passes.
void check_format(store::Db&, const Registry&);

// Throws OtherTables when the database has been made with other tables than these. One without a journal passes.
void check_tables(store::Db&, std::span<const std::string> tables);

// Creates the journal's and the features' tables, and the head of an empty journal. Throws OtherTables when the database has been made
// with others.
void create_tables(store::Db&, std::span<const std::string> tables);

// Takes away the indexes that only lists on pages are read by, those with "_by_" in their names: many rows enter faster without them, and
// no effect asks for them. create_tables makes them again.
void drop_list_indexes(store::Db&, std::span<const std::string> tables);
std::string_view journal_tables();  // acts/tables.sql

std::int64_t system_clock_us();
std::string new_client_key();  // UUIDv7 (RFC 9562 §5.7)

}  // namespace acts
