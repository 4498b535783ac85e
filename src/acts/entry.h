// One entry of the journal and its bytes. FORMAT VERSION 0 until the first release that says otherwise: docs/decisions/0002.
#pragma once
#include <functional>
#include "acts/act.h"

namespace acts {

struct Entry {  // what a leaf covers: every column of the table
    base::Id<Act> number;
    std::int64_t time_us = 0;
    std::string date, capacity, act;
    int version = 1;
    std::string payload;  // canonical JSON: public fields, commitments of the others
    std::optional<std::string> basis;
    std::optional<base::Id<Act>> cause;
    std::string verdict;  // canonical JSON: the rules that were asked, with their figures
    std::optional<std::string> announced;
    base::Hash actor;                      // commitment
    std::optional<base::Hash> client_key;  // commitment; a consequence has none
};
// The bytes under the leaf: canonical JSON (RFC 8785) with the names
// act, actor, announced?, basis?, capacity, cause?, client_key?, date, number, payload, time, verdict, version.
std::string entry_bytes(const Entry&);
constexpr std::size_t entry_bytes_max = 65'535;  // tlog-tiles: an entry's length is a uint16

// The restricted openings of an entry: actor, client key (when there is one), then the restricted fields in canonical order.
std::string pack(std::span<const Opening>);                    // for each: salt (16 bytes), length (uint32, big-endian), value
std::optional<std::vector<Opening>> unpack(std::string_view);  // nothing when malformed

std::string findings_json(const base::Granted&);     // [{"article":…,"code":…,"figures":{…}}, …]
base::Granted findings_from_json(std::string_view);  // unreadable ones are left out

// An entry as the table holds it.
struct StoredEntry {
    Entry entry;
    base::Hash leaf;
    std::vector<Opening> openings;
    bool openings_sound = true;
    std::span<const Opening> restricted() const {
        return std::span(openings).subspan(std::min(openings.size(), entry.client_key ? std::size_t(2) : std::size_t(1)));
    }
    std::string actor() const;  // the actor's id, in clear
};
// Calls `see` with each entry after number `after` and up to `last`, in order. Flat in memory.
void each_entry(store::Db&, std::int64_t after, std::int64_t last, const std::function<void(StoredEntry&)>& see);
std::optional<StoredEntry> find_entry(store::Db&, base::Id<Act> number);

struct Head {
    std::int64_t size = 0, time_us = 0;
    std::string frontier;
    base::Hash root;
};
Head read_head(store::Db&, bool lock = false);  // lock: for the transaction, on PostgreSQL

// An entry's act read back, stepped up to today's version. Throws store::Fault naming the entry when nobody can read it.
struct Replayable {
    const Declared* declared;
    Box act;
    std::vector<Sealed> personal;  // of the act as it was kept, in canonical order, handles numbered
};
Replayable replayable(const StoredEntry&, const Registry&);
constexpr std::int64_t first_handle(base::Id<Act> number) { return number.value * 1000 + 1; }
constexpr std::int64_t last_handle(base::Id<Act> number) { return number.value * 1000 + 999; }

}  // namespace acts
