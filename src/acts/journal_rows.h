// What the core writes beside the effect of an act: the entry, what opens it, its place among those of its name, personal values, history.
#pragma once
#include <deque>

#include "acts/act.h"
#include "acts/entry.h"

namespace acts {

// Gathers rows for tables that no effect may read (Scope::effect), and writes them many at a time: what an act costs is mostly the number
// of its statements. What is given must outlive the next flush(); rows that were not flushed are not written.
class JournalRows {
public:
    explicit JournalRows(store::Db& db) : db_(db) {}

    // `openings` as pack gives them.
    void entry(const Entry&, const base::Hash& leaf, std::string openings);
    void key(std::string actor, std::string client_key, base::Id<Act> number);
    // `values`: what opens the personal fields, one for each; empty ones where they were erased since. `place`: in act_place, if it is
    // known; else it is asked, and written at once. Persons are erased at once too, after all that was gathered; messages enter the outbox
    // at once.
    void settle(std::string_view act, const Effect&, std::span<const Sealed> personal, std::span<const Opening> values,
                std::optional<std::int64_t> place = {});
    void flush();

private:
    std::string_view kept(std::string text) { return texts_.emplace_back(std::move(text)); }

    store::Db& db_;
    std::vector<store::Value> journal_, restricted_, keys_, places_, values_, history_;
    std::deque<std::string> texts_;  // of the rows above: they stay where they are
};

}  // namespace acts
