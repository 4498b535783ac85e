// The door: messages that carry a secret (a code, a link to sign in) and therefore are not in the journal. They wait in a local table
// until the mail worker has sent them, before all other mail; then they are gone. Digests of news (src/news) go the same way.
#pragma once
#include "base/language.h"
#include "store/db.h"

namespace post {

struct Note {
    std::string to;  // an address of mail; one that is none is dropped when its turn comes
    base::Language language = base::Language::fr;
    std::string subject;  // one line
    std::string text;     // paragraphs parted by an empty line; a line that is an https or http URL becomes a link
    std::optional<base::Id<base::Person>> person = {};  // whose it is: erasing them deletes it
    std::int64_t until_us = 0;                          // not sent any more from then on (microseconds since 1970, UTC); 0: never too late
    std::string unsubscribe = {};  // https: one click there, and nothing like it comes any more (RFC 8058); empty: none
    bool at_most_once = false;     // what may rather be lost than come twice; else the same may come twice
};

constexpr std::int64_t notes_waiting_max = 10'000;
constexpr std::int64_t later_max_us = 3'600'000'000;  // a note waits at most an hour for its next attempt

// Puts a note in the queue: within acts::Writer::run_local, never within an act. False, and nothing kept, when the queue is full.
bool post(store::Db&, const Note&);

// ---- for the mail worker, on the writing connection ----
struct Waiting {
    std::int64_t id = 0;
    Note note;
    int attempts = 0;  // begun so far
};
std::optional<Waiting> next(
    store::Db&,
    std::int64_t now_us);  // the oldest whose time has come; a time beyond later_max_us comes from a clock that was put back, and has come
bool take(store::Db&, std::int64_t id);  // what goes at most once goes from the queue before it is given; false: somebody else did
void put_back(store::Db&, const Waiting&, std::int64_t next_us);                  // what was taken, and refused for now
void try_later(store::Db&, std::int64_t id, int attempts, std::int64_t next_us);  // after an attempt was begun, or refused for now
void drop(store::Db&, std::int64_t id);                                           // sent, refused for ever, or too late
std::int64_t waiting(store::Db&);

// ---- addresses that a server will never take ----
// Of somebody: until the address is another, or takes a note after all.
void mark_refused(store::Db&, base::Id<base::Person>, std::string_view address);
void mark_accepted(store::Db&, base::Id<base::Person>);
bool is_refused(store::Db&, base::Id<base::Person>, std::string_view address);

// Forgets what waits for somebody who is being erased: acts::Erasing.
void forget(store::Db&, base::Id<base::Person>);

std::string_view tables();

}  // namespace post
