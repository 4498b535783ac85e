// The journal as people read it: what touched a thing, what came on a day, what an act set off.
#pragma once
#include "acts/entry.h"

namespace acts {

struct EntryLine {  // an entry, without what it says
    base::Id<Act> number;
    std::int64_t time_us = 0;
    base::Date date;
    std::string capacity, act, basis;  // basis: may be empty
    std::optional<base::Id<Act>> cause;
    int version = 1;
    std::string payload;  // lists only: history_of and consequences_of leave it empty
};
// The last `most` entries that touched a thing, newest first.
std::vector<EntryLine> history_of(store::Db&, std::string_view kind, std::int64_t thing, std::int64_t most);
// What an act set off, in order.
std::vector<EntryLine> consequences_of(store::Db&, base::Id<Act> cause);

struct EntryFilter {
    std::string act;                // its name; empty: all
    std::optional<base::Date> day;  // the network's civil date
};
std::int64_t count_entries(store::Db&, const EntryFilter&);
std::vector<EntryLine> list_entries(store::Db&, const EntryFilter&, std::int64_t offset, std::int64_t most);  // newest first
// Those before that number, newest first; nothing: from the last.
std::vector<EntryLine> entries_before(store::Db&, const EntryFilter&, std::optional<base::Id<Act>> before, std::int64_t most);
// The same after a number, in the order of the journal.
std::vector<EntryLine> entries_after(store::Db&, const EntryFilter&, std::int64_t after, std::int64_t most);
std::vector<EntryLine> history_after(store::Db&, std::string_view kind, std::int64_t thing, std::int64_t after, std::int64_t most);
// The last number of that day or before; 0 when there is none.
std::int64_t number_on(store::Db&, base::Date);
// What entries touched: kind and number.
struct TouchedThing {
    std::string kind;
    std::int64_t thing = 0;
};
// Things numbered above `after`, in order of number and kind; whole numbers, about `most` of them.
std::vector<TouchedThing> things_after(store::Db&, std::int64_t after, std::int64_t most);
// Those that entries above `number` touched. Reads the whole history: for what was missed while nobody listened.
std::vector<TouchedThing> things_touched_after(store::Db&, base::Id<Act> number);
// The last act that erased somebody; 0 when none did.
std::int64_t last_erasure(store::Db&);

}  // namespace acts
