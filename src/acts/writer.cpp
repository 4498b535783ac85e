#include "acts/writer.h"

#include <pthread.h>
#include <algorithm>
#include <chrono>
#include <ctime>

namespace acts {
namespace {

constexpr std::size_t group_max = 256;
constexpr auto forget_pause = std::chrono::seconds(1);  // between tries, each of which can keep the writer waiting
constexpr auto must_forget = "must_forget";             // local_key: somebody was erased, and the disk may not have forgotten yet

std::int64_t thread_cpu_ns() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}
std::int64_t now_ns() { return std::chrono::steady_clock::now().time_since_epoch().count(); }

// At most 200 visible ASCII characters and spaces; empty: made here.
bool is_client_key(std::string_view key) {
    return key.size() <= 200 && std::ranges::all_of(key, [](unsigned char c) { return c >= 0x20 && c < 0x7f; });
}

constexpr char journal_sql[] =
#include "src/acts/tables.sql.inc"
    ;

}  // namespace

std::string_view journal_tables() { return journal_sql; }

namespace {

base::Hash digest_of(std::span<const std::string> tables) {
    std::string all(journal_sql);
    for (const auto& sql : tables) all += '\0' + sql;
    return base::sha256({all});
}

}  // namespace

void check_tables(store::Db& db, std::span<const std::string> tables) {
    const auto there = db.tables();
    if (std::ranges::find(there, "journal_format") == there.end()) return;
    const auto columns = db.columns("journal_format");
    const bool says = std::ranges::find(columns, "tables") != columns.end();  // before the first release they did not
    if (!says || !db.ask("SELECT 1 FROM journal_format WHERE tables = $1", {digest_of(tables)}).next())
        throw OtherTables("the tables were made by another release");
}

void create_tables(store::Db& db, std::span<const std::string> tables) {
    check_tables(db, tables);
    db.begin();
    db.create(journal_sql);
    for (const auto& sql : tables) db.create(sql);
    const auto made_by = digest_of(tables);
    db.run("INSERT INTO journal_format (one, format, tables) VALUES (1, $1, $2) ON CONFLICT (one) DO NOTHING", {journal_format, made_by});
    // The planner's statistics would keep some of the values after they are erased.
    if (db.engine() == store::Engine::postgresql)
        db.script("ALTER TABLE personal_value ALTER COLUMN value SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0");
    db.run("INSERT INTO journal_head (one, size, time, frontier, root) VALUES (1, 0, 0, $1, $2) ON CONFLICT (one) DO NOTHING",
           {store::Value::bytes(""), Tree().root()});
    db.commit();
}

void drop_list_indexes(store::Db& db, std::span<const std::string> tables) {
    constexpr std::string_view before_name = "CREATE INDEX IF NOT EXISTS ";
    for (const std::string_view sql : tables)
        for (auto at = sql.find(before_name); at != sql.npos; at = sql.find(before_name, at)) {
            at += before_name.size();
            const auto name = sql.substr(at, sql.find(' ', at) - at);
            if (name.contains("_by_")) db.script("DROP INDEX IF EXISTS " + std::string(name));
        }
}

void check_format(store::Db& db, const Registry& registry) {
    const auto tables = db.tables();
    if (std::ranges::find(tables, "journal_format") != tables.end()) {
        auto rows = db.ask("SELECT format FROM journal_format WHERE one = 1");
        if (rows.next() && rows.integer(0) > journal_format)
            throw TooNew("the database is of format " + std::to_string(rows.integer(0)) + ", this program reads up to " +
                         std::to_string(journal_format));
    }
    if (std::ranges::find(tables, "journal_head") == tables.end()) return;
    auto rows = db.ask(
        "SELECT number, act, version FROM journal WHERE number > (SELECT size FROM journal_head WHERE one = 1) - 1000 ORDER BY number");
    while (rows.next())
        if (!registry.kept(rows.view(1), static_cast<int>(rows.integer(2))))
            throw TooNew("entry " + std::to_string(rows.integer(0)) + " is " + rows.text(1) + " version " +
                         std::to_string(rows.integer(2)) + ", which this program does not know");
}

std::int64_t system_clock_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string new_client_key() {
    auto bytes = base::random_bytes(16);
    const auto ms = system_clock_us() / 1000;
    for (int i = 0; i < 6; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(ms >> (40 - 8 * i));
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    auto text = base::hex(bytes);
    for (const std::size_t at : {20, 16, 12, 8}) text.insert(at, "-");
    return text;
}

Writer::Writer(const Registry& registry, std::vector<std::string> tables, WriterOptions options)
    : registry_(registry), tables_(std::move(tables)), options_(std::move(options)) {
    reopen();
    thread_ = std::thread([this] {
        pthread_setname_np(pthread_self(), "writer");
        work();
    });
}

void Writer::reopen() {
    db_.reset();
    auto db = options_.open();
    check_format(*db, registry_);
    create_tables(*db, tables_);
    stand_at(read_head(*db));
    must_forget_ = db->ask("SELECT 1 FROM local_key WHERE name = $1", {must_forget}).next();
    db_ = std::move(db);
}

void Writer::stand_at(const Head& head) {
    tree_ = Tree(head.size, head.frontier);
    time_us_ = std::max(time_us_, head.time_us);
    size_ = head.size;
}

// After a failure. False when the store cannot be reached: the next group opens it again.
bool Writer::recover(bool connection_lost) noexcept {
    if (!connection_lost && db_) {
        try {
            stand_at(read_head(*db_));
            return true;
        } catch (...) {  // the connection is worth nothing any more
        }
    }
    try {
        reopen();
        return true;
    } catch (...) { return false; }
}

// What was erased leaves the disk. A reader, or another program, can keep it from that: then later, after a restart too.
void Writer::forget() noexcept {
    try {
        if (!db_) reopen();
        db_->forget_deleted();
        db_->begin();
        db_->run("DELETE FROM local_key WHERE name = $1", {must_forget});
        db_->commit();
        must_forget_ = false;
    } catch (...) {
        if (db_) db_->rollback();
        recover(false);
    }
    forget_next_ = std::chrono::steady_clock::now() + forget_pause;
}

Writer::~Writer() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

std::expected<Draft, base::Refusal> Writer::draft(const Submission& said) const {
    Draft draft;
    draft.declared = registry_.newest(said.act);
    if (!draft.declared) return base::refused("acts.unknown", {}, {{"act", said.act}});
    // What a person may is asked later, in the transaction.
    const auto& by = draft.declared->by;
    if (draft.declared->step_up || !(by.allows(said.actor.role) || (by.by_hand() && said.actor.person())))
        return base::refused("acts.not_allowed");
    if (!is_client_key(said.client_key)) return base::refused("acts.key_malformed");
    std::vector<base::Wrong> wrong;
    draft.act = draft.declared->type->make();
    wrong = decode(*draft.declared->type, said.json, draft.act.get());
    if (said.basis.empty() && draft.declared->basis == Basis::required) wrong.push_back({"basis", "missing", {}});
    if (!said.basis.empty() && draft.declared->basis == Basis::none) wrong.push_back({"basis", "unknown", {}});
    if (!said.basis.empty() && !is_basis(said.basis)) wrong.push_back({"basis", "basis", {}});
    if (!wrong.empty()) return base::wrong_fields(std::move(wrong));
    draft.sealed = seal(*draft.declared->type, draft.act.get());
    draft.actor = said.actor;
    draft.new_key = said.client_key.empty();
    draft.client_key = draft.new_key ? new_client_key() : said.client_key;
    draft.salts = base::random_bytes(32);
    draft.basis = said.basis;
    return draft;
}

Outcome Writer::submit(const Submission& said, Urgency urgency) {
    auto made = draft(said);
    if (!made) return std::unexpected(std::move(made.error()));
    Pending pending(Pending::Way::single);
    pending.drafts.push_back(std::move(*made));
    return std::move(wait(pending, urgency).front());
}

Writer::BatchOutcome Writer::submit_all(std::span<const Submission> said, Keys keys) {
    Pending pending(Pending::Way::all);
    pending.keys = keys;
    for (std::size_t i = 0; i < said.size(); ++i) {
        auto made = draft(said[i]);
        if (!made) return std::unexpected(BatchRefusal{i, std::move(made.error())});
        pending.drafts.push_back(std::move(*made));
    }
    if (pending.drafts.empty()) return std::vector<Accepted>{};
    std::vector<Accepted> all;
    for (auto& outcome : wait(pending)) {
        if (!outcome) return std::unexpected(BatchRefusal{all.size(), std::move(outcome.error())});
        all.push_back(std::move(*outcome));
    }
    return all;
}

std::vector<Outcome> Writer::preview(std::span<const Submission> said) {
    std::vector<Outcome> outcomes(said.size(), Accepted{});
    std::vector<std::size_t> asked;
    Pending pending(Pending::Way::preview);
    for (std::size_t i = 0; i < said.size(); ++i) {
        auto made = draft(said[i]);
        if (!made) outcomes[i] = std::unexpected(std::move(made.error()));
        else asked.push_back(i), pending.drafts.push_back(std::move(*made));
    }
    if (asked.empty()) return outcomes;
    auto answers = wait(pending);
    for (std::size_t i = 0; i < asked.size(); ++i) outcomes[asked[i]] = std::move(answers[i]);
    return outcomes;
}

void Writer::run_local(std::function<void(store::Db&)> task) {
    Pending pending(Pending::Way::local);
    pending.task = std::move(task);
    wait(pending);
}

std::vector<Outcome> Writer::wait(Pending& pending, Urgency urgency) {
    {
        std::lock_guard lock(mutex_);
        (urgency == Urgency::urgent ? urgent_ : queue_).push_back(&pending);
    }
    wake_.notify_one();
    while (sem_wait(&pending.answered) != 0) {}  // only a signal handler interrupts it
    for (auto* other : pending.wakes)
        if (other) sem_post(&other->answered);
    if (pending.fault) std::rethrow_exception(pending.fault);
    return std::move(pending.outcomes);
}

// Each has its answer. Waking costs a call to the kernel: the first wakes two, they four …
void Writer::answer(const Group& group) {
    for (std::size_t i = 0; i < group.size(); ++i)
        for (const std::size_t side : {0, 1})
            if (const auto other = 2 * i + 1 + side; other < group.size()) group[i]->wakes[side] = group[other];
    sem_post(&group[0]->answered);
}

void Writer::work() {
    for (;;) {
        Group group;
        {
            std::unique_lock lock(mutex_);
            const auto called = [&] { return stopping_ || !queue_.empty() || !urgent_.empty(); };
            if (must_forget_) wake_.wait_until(lock, forget_next_, called);
            else wake_.wait(lock, called);
            for (auto* queue : {&urgent_, &queue_})
                while (!queue->empty() && group.size() < group_max) {
                    group.push_back(queue->front());
                    queue->pop_front();
                }
            if (group.empty() && stopping_) break;
        }
        const auto start = now_ns(), cpu = thread_cpu_ns();
        std::erase_if(group, [&](auto* pending) {
            if (pending->way == Pending::Way::preview) preview_now(*pending);
            else if (pending->way == Pending::Way::local) run_now(*pending);
            else return false;
            return true;
        });
        if (!group.empty()) commit_group(group);
        spent.work_ns += now_ns() - start;
        spent.cpu_ns += thread_cpu_ns() - cpu;
        if (must_forget_ && std::chrono::steady_clock::now() >= forget_next_) forget();
    }
    if (must_forget_) forget();
}

// All of a batch or nothing: what a refusal or a fault leaves of it is undone.
void Writer::perform_all(Performer& performer, Pending& batch) {
    const auto before = performer.mark();
    const auto undo = [&] {
        db_->rollback_to_savepoint();
        performer.back_to(before);
    };
    db_->savepoint();
    try {
        for (auto& draft : batch.drafts) {
            batch.outcomes.push_back(performer.perform(draft, true));
            const auto &first = batch.outcomes.front(), &last = batch.outcomes.back();
            if (last && batch.keys == Keys::one && first->repeated != last->repeated) {
                const auto known = (first->repeated ? first : last)->number;
                batch.outcomes.back() = base::refused("acts.key_used", {}, {{"number", known.value}});
            }
            if (!batch.outcomes.back()) return undo();
        }
    } catch (const store::DiskFull&) { throw; } catch (const store::Fault&) {
        undo();
        throw;
    }
    db_->release();
}

// Throws when the group is to be undone: nobody in it is answered yet.
void Writer::try_group(const Group& group, bool careful) {
    if (!db_) reopen();
    db_->begin();
    const auto head = read_head(*db_, true);
    if (head.size != tree_.size()) tree_ = Tree(head.size, head.frontier);  // another node wrote (PostgreSQL)
    const auto time = std::max({time_us_, head.time_us, options_.clock()});
    Performer performer(*db_, registry_, tree_, time, options_.calendar(*db_, time), options_.asked);
    for (auto* pending : group) {
        const bool batch = pending->way == Pending::Way::all;
        if (batch && !careful) throw Performer::MustUndo{};
        pending->outcomes.clear();
        try {
            if (!batch) {
                pending->outcomes.push_back(performer.perform(pending->drafts[0], careful));
                continue;
            }
            perform_all(performer, *pending);
        } catch (const store::DiskFull&) { throw; } catch (const store::Fault&) {
            if (!careful) throw;
            pending->fault = std::current_exception();
        }
    }
    const bool erased = performer.erased();
    const auto added = performer.added();
    Tree tree = added ? performer.finish() : tree_;
    if (erased)
        db_->run("INSERT INTO local_key (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                 {must_forget, store::Value::bytes("1")});
    const auto start = now_ns();
    db_->commit();
    spent.commit_ns += now_ns() - start;
    spent.groups += 1, spent.acts += added;
    tree_ = std::move(tree);
    time_us_ = time;
    size_ = tree_.size();
    must_forget_ = must_forget_ || erased;
    // What is durable is acknowledged, whatever those who listen do.
    const auto tell = [](const auto& listener, const auto&... what) {
        try {
            if (listener) listener(what...);
        } catch (...) {}
    };
    if (erased) tell(options_.erased);
    if (erased) forget();  // after the listeners let go of their readers
    if (added) tell(options_.committed, tree_.size(), performer.topics());
}

void Writer::commit_group(const Group& group) {
    for (const bool careful : {false, true}) {
        try {
            try_group(group, careful);
            return answer(group);
        } catch (const Performer::MustUndo&) {
            db_->rollback();
        } catch (...) {  // nobody in the group is acknowledged; who asks again by client key learns what happened
            const auto why = std::current_exception();
            if (db_) db_->rollback();
            bool lost = false, last = careful;
            try {
                std::rethrow_exception(why);
            } catch (const store::UnknownOutcome&) { lost = last = true; } catch (const store::DiskFull&) {
                last = true;
            } catch (...) {}
            if (recover(lost) && !last) continue;  // once more, each act in a savepoint: one that fails does not take the others along
            for (auto* pending : group) pending->fault = why;
            return answer(group);
        }
    }
}

void Writer::run_now(Pending& pending) {
    try {
        if (!db_) reopen();
        pending.task(*db_);
        if (db_->in_transaction()) throw store::Fault("a local task left its transaction open: it was undone");
        db_->settle();
    } catch (...) {
        db_->rollback();
        pending.fault = std::current_exception();
    }
    answer({&pending});
}

void Writer::preview_now(Pending& pending) {
    try {
        if (!db_) reopen();
        db_->begin();
        const auto head = read_head(*db_);
        const Tree tree(head.size, head.frontier);
        const auto time = std::max(time_us_, options_.clock());
        Performer performer(*db_, registry_, tree, time, options_.calendar(*db_, time), options_.asked);
        for (auto& draft : pending.drafts) pending.outcomes.push_back(performer.perform(draft, true));
        db_->rollback();
    } catch (...) {
        pending.fault = std::current_exception();
        if (db_) db_->rollback();
        recover(false);
    }
    answer({&pending});
}

}  // namespace acts
