// Performs acts within one transaction: check, effect, entry, and what they set off. Used by the writer.
#pragma once
#include "acts/journal_rows.h"
#include "acts/tree.h"

#include <functional>

namespace acts {

struct Accepted {
    base::Id<Act> number;
    std::vector<base::Refusal> unexecuted;  // consequences that were refused while the act itself stands
    bool repeated = false;                  // the same client key had been accepted before: this is that first outcome
    std::int64_t first_thing() const { return number.value * 1000 + 1; }
};
using Outcome = std::expected<Accepted, base::Refusal>;

// What is ready to be journaled: decoded, sealed, allowed.
struct Draft {
    const Declared* declared = nullptr;
    Box act;
    SealedAct sealed;
    Actor actor;
    std::string client_key, basis;
    bool new_key = false;  // made here: nobody can have used it
    std::string salts;     // of the actor and of the client key
};

struct TouchedTopic {
    std::string kind;
    std::int64_t id;
};

// The roles a person holds that day.
using Holdings = std::function<std::vector<Holding>(store::Db&, base::Id<base::Person>, base::Date)>;
// Deletes what local_* tables hold of a person, in the transaction of the act that erases them.
using Erasing = std::function<void(store::Db&, base::Id<base::Person>)>;

// Whether what a basis names is there ("decision:5001").
using Grounds = std::function<bool(store::Db&, std::string_view basis)>;

// What the performer asks of features it does not know; any may be empty.
struct Asked {
    Holdings holdings;  // empty: persons hold no role
    Erasing erasing;
    Grounds grounds;  // empty: a basis is not looked for
};

class Performer {
public:
    // Within a transaction the caller began on `db`. The head as it is; the time of the group.
    Performer(store::Db& db, const Registry& registry, const Tree& tree, std::int64_t time_us, base::Date date, const Asked& asked)
        : db_(db), registry_(registry), tree_(tree), asked_(asked), size_(tree.size()), time_us_(time_us), date_(date) {}

    // One act and all it sets off, or nothing. `careful`: in a savepoint of its own; without one, an act that fails after
    // its first write throws MustUndo and the whole transaction has to be run again carefully.
    Outcome perform(Draft&, bool careful);
    struct MustUndo {};

    struct Mark {
        std::int64_t size;
        std::size_t leaves, topics;
    };
    Mark mark() const { return {size_, leaves_.size(), topics_.size()}; }
    void back_to(const Mark&);  // beside a rollback to the savepoint made at the mark

    Tree finish();  // writes head and subtrees; the tree to keep once the transaction is durable
    std::int64_t added() const { return size_ - tree_.size(); }
    bool erased() const { return erased_; }
    const std::vector<TouchedTopic>& topics() const { return topics_; }

private:
    struct Refused {
        base::Refusal why;
    };
    std::optional<Outcome> earlier(Draft&);
    base::Verdict with_ground(base::Verdict, const std::string& basis) const;
    std::string authorised(const Declared&, const void* act, const Actor&, const Reader&) const;  // the capacity; throws Refused
    void append(const Declared&, void* act, const Draft& root, std::string basis, std::optional<base::Id<Act>> cause, Accepted&);
    void write(JournalRows&, const Entry&, std::span<const Opening> openings);
    void attempt(Emitted&, const Draft& root, base::Id<Act> cause, Accepted&);
    store::Db& db_;
    const Registry& registry_;
    const Tree& tree_;
    const Asked& asked_;
    std::string capacity_;  // in which the root of what is being performed speaks
    std::int64_t size_, time_us_;
    base::Date date_;
    std::vector<base::Hash> leaves_;
    std::vector<TouchedTopic> topics_;
    bool erased_ = false, wrote_ = false;
};

void write_head(store::Db&, const Tree&, std::span<const Subtree>, std::int64_t time_us);

}  // namespace acts
