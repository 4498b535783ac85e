// The rows of drafts and prepared acts: one question, one function. Those that change anything run within a transaction of the writer's
// connection (Writer::run_local). Times are microseconds since 1970-01-01 UTC.
#pragma once
#include "acts/act.h"
#include "credentials/codes.h"
#include "drafts/rules.h"

namespace drafts {

using base::Id, base::Person;

struct Draft {
    std::int64_t id = 0;  // 0: not kept yet
    Id<Person> person;
    std::string act, title, typed, client_key;  // typed: as pages write it, JSON
    std::int64_t version = 0;                   // counted up by each save
    std::int64_t saved_us = 0;
    std::vector<Id<Person>> names{};  // registered persons in its fields; not read back
};
// saved; apart: it had been saved elsewhere since (or is gone), and this is kept as another draft; sent: an act of this person was
// accepted under its client key; full: they have drafts_max, and none was made.
enum class Kept { saved, apart, sent, full };
enum class Wish { by_hand, by_itself };
// Keeps the draft over the one of that id and version, or as a new one. `draft` becomes what is kept. What is kept apart, or by hand
// after it was sent, is another act to be: it gets the client key `new_key`.
Kept put_draft(store::Db&, Draft& draft, Wish, std::string_view new_key, std::int64_t now_us);
std::optional<Draft> find_draft(store::Db&, Id<Person>, std::int64_t id, std::int64_t now_us);
std::vector<Draft> drafts_of(store::Db&, Id<Person>, std::string_view act,
                             std::int64_t now_us);  // act empty: all; last saved first; untyped
bool remove_draft(store::Db&, Id<Person>, std::int64_t id);
// The draft of an act that was accepted: the one of that id and version, and any of that key that says the same.
void remove_sent(store::Db&, const Draft&);
void sweep(store::Db&, std::int64_t now_us);  // what is too old
// The act of this person that was accepted under that key.
std::optional<base::Id<acts::Act>> accepted_under(store::Db&, Id<Person>, std::string_view client_key);

struct Prepared {
    std::int64_t id = 0;
    std::string act, fields, basis, title, client_key;  // fields: the act's JSON
    std::int64_t member = 0;
    Id<Person> preparer, titular;
    State state = State::waiting;
    std::string said;                           // why it was declined, or by what it was refused when it was confirmed last; may be empty
    std::optional<base::Id<acts::Act>> number;  // once confirmed
    std::int64_t made_us = 0, changed_us = 0;
    std::optional<base::Hash> link;
    std::int64_t sent_us = 0, until_us = 0;  // of the link
    std::optional<credentials::Confirmation> code;
    int codes = 0;  // sent for this link
    std::optional<base::Hash> proved;
    std::int64_t proved_us = 0;
};
void put_prepared(store::Db&, Prepared&, std::span<const Id<Person>> names);  // its id is made here
std::int64_t waiting_of(store::Db&, Id<Person> preparer);
std::optional<Prepared> find_prepared(store::Db&, std::int64_t id);
std::optional<Prepared> prepared_of_link(store::Db&, const base::Hash&);
std::vector<Prepared> waiting_for(store::Db&, Id<Person> titular, std::int64_t most);  // whose link ends first
std::vector<Prepared> prepared_by(store::Db&, Id<Person> preparer, std::int64_t most);  // newest first
// Those that wait and whose link ran out after `from_us`, and at `to_us` at the latest.
std::vector<Prepared> lapsed(store::Db&, std::int64_t from_us, std::int64_t to_us, std::int64_t most);
void change_prepared(store::Db&, const Prepared&);                       // what may change of it
bool remove_prepared(store::Db&, Id<Person> preparer, std::int64_t id);  // never one that waits

}  // namespace drafts
