#include "acts/replay.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace acts {
namespace {

// The entries of a journal in their order, read and decoded by a thread of their own while those before are applied. While it lasts the
// source is that thread's.
class Ahead {
public:
    struct Line {
        StoredEntry stored;
        std::string openings;  // of it, packed
        Replayable again;
        std::vector<Opening> personal;  // what opens again.personal
        std::exception_ptr unreadable;  // why there is no act
    };
    struct Some {
        std::vector<Line> lines;
        Tree tree;                       // after the last of them
        std::vector<Subtree> completed;  // by them
    };
    // `tree`: of what was read before. `most`: lines given at a time.
    Ahead(store::Db& from, const Registry& registry, Tree tree, std::int64_t last, std::int64_t most)
        : from_(from), registry_(registry), most_(most), thread_([this, tree = std::move(tree), last] { read(tree, last); }) {}
    ~Ahead() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_all();
    }

    // The next lines; none when all were given. Throws what reading the source threw.
    Some next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !ready_.empty() || ended_; });
        if (ready_.empty() && fault_) std::rethrow_exception(fault_);
        if (ready_.empty()) return {};
        auto some = std::move(ready_.front());
        ready_.pop_front();
        changed_.notify_all();
        return some;
    }

private:
    struct Stopped {};
    static constexpr std::size_t ready_most = 4;

    void read(Tree tree, std::int64_t last) {
        std::exception_ptr fault;
        try {
            Some some;
            const auto give_all = [&] {
                some.tree = tree;
                give(std::exchange(some, {}));
            };
            each_entry(from_, tree.size(), last, [&](StoredEntry& stored) {
                if (stored.entry.number.value != tree.size() + 1)
                    throw store::Fault("entry " + std::to_string(tree.size() + 1) + " is missing from the journal");
                tree.append(stored.leaf, &some.completed);
                auto& line = some.lines.emplace_back();
                try {
                    line.again = replayable(stored, registry_);
                    line.personal = personal_values(line.again.personal);
                } catch (const std::exception&) { line.unreadable = std::current_exception(); }
                line.openings = pack(stored.openings);
                line.stored = std::move(stored);
                if (std::ssize(some.lines) == most_) give_all();
            });
            if (!some.lines.empty()) give_all();
        } catch (const Stopped&) {
        } catch (...) { fault = std::current_exception(); }
        const std::lock_guard lock(mutex_);
        ended_ = true, fault_ = fault;
        changed_.notify_all();
    }
    void give(Some some) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return ready_.size() < ready_most || stopped_; });
        if (stopped_) throw Stopped{};
        ready_.push_back(std::move(some));
        changed_.notify_all();
    }

    // Empty where the person was erased since. Read for many entries at once.
    std::vector<Opening> personal_values(std::span<const Sealed> seals) {
        std::vector<Opening> values(seals.size());
        for (std::size_t i = 0; i < seals.size(); ++i) {
            const auto handle = seals[i].handle.value;
            if (handle > read_up_to_) read_personal_values(handle);
            while (!read_.empty() && read_.front().first < handle) read_.pop_front();
            if (!read_.empty() && read_.front().first == handle) values[i] = std::move(read_.front().second);
        }
        return values;
    }
    void read_personal_values(std::int64_t from) {
        read_up_to_ = from + 500'000;  // the handles of 500 entries
        read_.clear();
        auto rows = from_.ask("SELECT handle, salt, value FROM personal_value WHERE handle >= $1 AND handle <= $2 ORDER BY handle",
                              {from, read_up_to_});
        while (rows.next()) read_.emplace_back(rows.integer(0), Opening{std::string(rows.bytes(1)), rows.text(2)});
    }

    store::Db& from_;
    const Registry& registry_;
    const std::int64_t most_;
    std::deque<std::pair<std::int64_t, Opening>> read_;  // personal values to come, by handle
    std::int64_t read_up_to_ = 0;
    std::mutex mutex_;  // of what follows
    std::condition_variable changed_;
    std::deque<Some> ready_;
    std::exception_ptr fault_;
    bool ended_ = false, stopped_ = false;
    std::jthread thread_;  // last: it begins when all is made, and ends before anything is taken apart
};

struct Refused {
    base::Refusal why;
};

constexpr std::int64_t lines_at_once = 500;  // read, and gathered to be written

class Replayer {
public:
    Replayer(store::Db& from, store::Db& into, const Registry& registry, const ReplayOptions& options)
        : from_(from), into_(into), registry_(registry), options_(options), at_once_(options.at_once) {
        // PostgreSQL prunes what is written over and over only once it is committed; SQLite writes each page once a commit.
        if (at_once_ == 0) at_once_ = into.engine() == store::Engine::postgresql ? 1'000 : 100'000;
        const auto head = read_head(into_);
        if (head.size != options_.after)
            throw store::Fault("the copy stands at entry " + std::to_string(head.size) + ", not at " + std::to_string(options_.after));
        tree_ = Tree(head.size, head.frontier);
        last_ = head.size, time_us_ = head.time_us;
    }

    Replayed run() {
        const auto size = std::min(read_head(from_).size, options_.last);
        {
            Ahead ahead(from_, registry_, tree_, size, std::min(at_once_, lines_at_once));
            std::int64_t uncommitted = 0;
            for (auto some = ahead.next(); !some.lines.empty(); some = ahead.next()) {
                begin_chunk();
                write(some.lines, size);
                tree_ = std::move(some.tree);
                completed_.insert(completed_.end(), some.completed.begin(), some.completed.end());
                uncommitted += std::ssize(some.lines);
                if (uncommitted < at_once_) continue;
                finish_chunk();
                uncommitted = 0;
            }
        }
        begin_chunk();
        unwind();
        finish_chunk();
        if (tree_.size() != size)
            throw store::Fault("the journal ends at entry " + std::to_string(tree_.size()) + ", its head says " + std::to_string(size));
        result_.entries = tree_.size() - options_.after;
        return std::move(result_);
    }

private:
    void write(std::vector<Ahead::Line>& lines, std::int64_t size) {
        const auto first = lines.front().stored.entry.number.value;
        auto suspect = first, last = first;  // among these is what a statement fails of
        try {
            for (auto& line : lines) {
                last = line.stored.entry.number.value;
                if (into_.engine() == store::Engine::sqlite) suspect = last;  // PostgreSQL answers to many statements together
                next(line, size);
            }
            suspect = first;
            rows_.flush();  // while there are the lines
            into_.settle();
        } catch (const store::Fault& fault) {
            const auto entries =
                suspect == last ? "entry " + std::to_string(last) : "entries " + std::to_string(suspect) + " to " + std::to_string(last);
            throw store::Fault(entries + ": " + fault.what());
        }
    }

    void next(Ahead::Line& line, std::int64_t size) {
        apply(line);
        last_ = line.stored.entry.number.value;
        time_us_ = line.stored.entry.time_us;
        if (last_ % 5'000 == 0 && options_.progress) options_.progress(last_ - options_.after, size - options_.after);
    }

    void begin_chunk() {
        if (!in_transaction_) into_.begin();
        in_transaction_ = true;
    }
    void finish_chunk() {
        write_head(into_, tree_, completed_, time_us_);
        completed_.clear();
        into_.commit();
        in_transaction_ = false;
    }

    void apply(Ahead::Line& line) {
        auto& [stored, openings, again, personal, unreadable] = line;
        const auto& entry = stored.entry;
        rows_.entry(entry, stored.leaf, std::move(openings));
        if (entry.client_key && stored.openings.size() > 1)
            rows_.key(text_of_json(stored.openings[0].value), text_of_json(stored.openings[1].value), entry.number);
        if (unreadable) std::rethrow_exception(unreadable);
        const auto day = base::Date::parse(entry.date);
        if (!day) throw store::Fault("its date is not a date");
        const Stamp stamp{entry.number, entry.time_us, *day, entry.basis.value_or(""), entry.announced.value_or("")};
        if (options_.mode == Replay::prove) expect(stored, again, stamp);
        Effect effect(into_, stamp);
        {
            store::EffectScope scope(into_);
            again.declared->apply(effect, again.act.get());
        }
        rows_.settle(entry.act, effect, again.personal, personal, next_place(entry.act));
        if (options_.mode == Replay::prove) react(again, stamp);
    }

    std::int64_t next_place(const std::string& act) {
        auto [known, first] = places_.try_emplace(act, 0);
        if (first) {
            auto rows = into_.ask("SELECT coalesce(max(place), 0) FROM act_place WHERE act = $1", {act});
            if (rows.next()) known->second = rows.integer(0);
        }
        return ++known->second;
    }

    // ---- prove: what each act set off must be what follows it in the journal ----
    struct Awaited {
        base::Id<Act> cause;
        std::deque<Emitted> emitted;
    };

    void differ(base::Id<Act> number, std::string what) {
        if (result_.differences.size() < 100) result_.differences.push_back({number, std::move(what)});
    }

    // Before the effect: the entry must be what its cause set off, and today's check must grant it with the same findings.
    void expect(const StoredEntry& stored, const Replayable& again, const Stamp& stamp) {
        if (!stored.entry.cause) unwind();
        else await(stored, again);
        const Reader now(into_, stamp);
        store::EffectScope scope(into_);
        const auto verdict = again.declared->check(now, again.act.get());
        if (!verdict) differ(stamp.number, "today's rules refuse it: " + verdict.error().why.code);
        else if (findings_json(*verdict) != stored.entry.verdict)
            differ(stamp.number, "today's rules find " + findings_json(*verdict) + ", the journal says " + stored.entry.verdict);
    }

    void await(const StoredEntry& stored, const Replayable& again) {
        while (!awaited_.empty() && awaited_.back().cause != *stored.entry.cause) leave_top();
        while (!awaited_.empty()) {
            auto& waiting = awaited_.back().emitted;
            if (waiting.empty()) break;
            auto next = std::move(waiting.front());
            waiting.pop_front();
            if (next.type == again.declared->type && next.basis == stored.entry.basis.value_or("") &&
                encode(*next.type, next.act.get()) == encode(*next.type, again.act.get()))
                return;
            if (next.must) break;
            refused_again(next, *stored.entry.cause);
        }
        differ(stored.entry.number, "it is not what its cause sets off today");
    }

    void leave_top() {
        auto awaited = std::move(awaited_.back());
        awaited_.pop_back();
        for (auto& next : awaited.emitted) {
            if (next.must) differ(awaited.cause, "today it also sets off " + registry_.of(*next.type).name);
            else refused_again(next, awaited.cause);
        }
    }
    void unwind() {
        while (!awaited_.empty()) leave_top();
    }

    void react(const Replayable& again, const Stamp& stamp) {
        const Reader now(into_, stamp);
        Consequences set_off(now);
        {
            store::EffectScope scope(into_);
            for (auto reaction : again.declared->reactions) reaction(set_off, again.act.get());
        }
        if (set_off.emitted().empty()) return;
        awaited_.push_back({stamp.number, {}});
        for (auto& next : set_off.emitted()) awaited_.back().emitted.push_back(std::move(next));
    }

    // An attempted consequence that the journal does not have: it must be refused now too.
    void refused_again(Emitted& next, base::Id<Act> cause) {
        rows_.flush();  // a trial looks for its cause
        into_.savepoint();
        bool refused = false;
        try {
            std::int64_t number = last_ + 1;
            trial(next, cause, number);
        } catch (const Refused&) { refused = true; }
        into_.rollback_to_savepoint();
        if (!refused) differ(cause, "today it would set off " + registry_.of(*next.type).name + ", which the journal does not have");
    }
    void trial(Emitted& next, base::Id<Act> cause, std::int64_t& number) {
        const auto& declared = registry_.of(*next.type);
        const auto held = find_entry(into_, cause);
        const Stamp stamp{{number}, time_us_, *base::Date::parse(held->entry.date), next.basis, {}};
        const Reader now(into_, stamp);
        Effect effect(into_, stamp);
        Consequences set_off(now);
        {
            store::EffectScope scope(into_);
            if (auto verdict = declared.check(now, next.act.get()); !verdict) throw Refused{std::move(verdict.error())};
            declared.apply(effect, next.act.get());
            for (auto reaction : declared.reactions) reaction(set_off, next.act.get());
        }
        ++number;
        for (auto& more : set_off.emitted())
            if (more.must) trial(more, cause, number);
    }

    store::Db& from_;
    store::Db& into_;
    JournalRows rows_{into_};
    const Registry& registry_;
    const ReplayOptions& options_;
    std::int64_t at_once_;
    Tree tree_;
    std::vector<Subtree> completed_;
    std::unordered_map<std::string, std::int64_t> places_;  // the last of each act in act_place
    std::int64_t last_ = 0, time_us_ = 0;                   // of the entry applied last
    bool in_transaction_ = false;
    std::vector<Awaited> awaited_;
    Replayed result_;
};

void copy_local_tables(store::Db& from, store::Db& into) {
    into.begin();
    for (const auto& table : from.tables()) {
        if (!table.starts_with("local_")) continue;
        std::string names, marks;
        const auto columns = from.columns(table);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            names += (i ? ", " : "") + columns[i];
            marks += (i ? ", $" : "$") + std::to_string(i + 1);
        }
        into.run("DELETE FROM " + table);
        auto rows = from.ask("SELECT " + names + " FROM " + table);
        while (rows.next()) {
            std::vector<store::Value> values;
            for (int i = 0; i < rows.columns(); ++i) {
                if (rows.null(i)) values.emplace_back(nullptr);
                else if (rows.kind(i) == store::Value::Kind::integer) values.emplace_back(rows.integer(i));
                else if (rows.kind(i) == store::Value::Kind::text) values.emplace_back(rows.view(i));
                else values.push_back(store::Value::bytes(rows.bytes(i)));
            }
            into.run_values("INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")", values);
        }
    }
    into.commit();
}

}  // namespace

Replayed replay(store::Db& from, store::Db& into, const Registry& registry, const ReplayOptions& options) {
    struct OneMoment {  // of the source, unless the caller holds one already
        explicit OneMoment(store::Db& from) : from(from), own(!from.in_transaction()) {
            if (own) from.begin_reading();
        }
        ~OneMoment() {
            if (own) from.rollback();
        }
        store::Db& from;
        bool own;
    } moment(from);
    auto result = Replayer(from, into, registry, options).run();
    if (options.local_tables) copy_local_tables(from, into);
    return result;
}

std::vector<std::string> compare_tables(store::Db& one, store::Db& other) {
    std::vector<std::string> different;
    auto left = store::digests(one), right = store::digests(other);
    auto l = left.begin(), r = right.begin();
    while (l != left.end() || r != right.end()) {
        if (r == right.end() || (l != left.end() && l->table < r->table)) different.push_back((l++)->table + ": only here");
        else if (l == left.end() || r->table < l->table) different.push_back((r++)->table + ": only there");
        else {
            if (!(*l == *r))
                different.push_back(l->table + ": " + std::to_string(l->rows) + " rows here, " + std::to_string(r->rows) + " there" +
                                    (l->rows == r->rows ? ", and they differ" : ""));
            ++l, ++r;
        }
    }
    return different;
}

}  // namespace acts
