// The door: what a person is told of what became of their work, on their desk and by mail as they choose. Who has no account is told
// nothing. docs/decisions/0018.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "base/id.h"
#include "news/rules.h"
#include "store/db.h"

namespace news {

using base::Id, base::Person;

struct News {
    Id<Person> person;
    std::string kind;        // of app's news::Kind
    std::int64_t thing = 0;  // its number: a person is told once of each kind and thing
    std::int64_t at_us = 0;
    std::int64_t count = 0;  // a figure for its words; 0: none
};
inline constexpr std::int64_t kept_most = 500;  // of each person

// Tells somebody, within a transaction of the writer's connection (Writer::run_local), never within an act. False: they were told
// before, or have no account.
bool put(store::Db&, const News&);
// It is true no more.
void withdraw(store::Db&, Id<Person>, std::string_view kind, std::int64_t thing);

struct Shown : News {
    std::int64_t id = 0;
    bool seen = false;
};
std::vector<Shown> news_of(store::Db&, Id<Person>, std::int64_t most);  // newest first
std::int64_t unread(store::Db&, Id<Person>);
void mark_read(store::Db&, Id<Person>, std::int64_t through);  // those with that id and below

ByMail choice_of(store::Db&, Id<Person>);
void choose(store::Db&, Id<Person>, ByMail);  // who turns to another way gets what they were not told yet that way; `nothing`: never

// How far a source was looked at; nothing: never.
std::optional<std::int64_t> cursor(store::Db&, std::string_view name);
void put_cursor(store::Db&, std::string_view name, std::int64_t value);

// Everything kept of somebody who is erased: acts::Erasing.
void forget(store::Db&, Id<Person>);
std::string_view tables();

}  // namespace news
