#include "news/store.h"

#include "acts/shape.h"
#include "base/hash.h"
#include "sign_in/sign_in.h"

namespace news {
namespace {

constexpr std::int64_t digests_kept = 60;  // of each person: more than one can have in a day's muddle of clocks
constexpr auto key_name = "news";

constexpr std::string_view columns = "SELECT id, person, kind, thing, count, at_us, seen FROM local_news ";
std::vector<Shown> shown(store::Rows rows) {
    std::vector<Shown> all;
    while (rows.next()) {
        Shown one;
        one.id = rows.integer(0), one.person = rows.id<Person>(1), one.kind = rows.text(2), one.thing = rows.integer(3);
        one.count = rows.integer(4), one.at_us = rows.integer(5), one.seen = rows.integer(6) != 0;
        all.push_back(std::move(one));
    }
    return all;
}
std::int64_t one(store::Rows rows) { return rows.next() ? rows.integer(0) : 0; }

}  // namespace

bool put(store::Db& db, const News& said) {
    if (!sign_in::has_account(db, said.person)) return false;
    const int told = choice_of(db, said.person) == ByMail::nothing;
    const auto made = db.change(
        "INSERT INTO local_news (id, person, kind, thing, count, at_us, seen, told) SELECT coalesce(max(id), 0) + 1, CAST($1 AS bigint), "
        "CAST($2 AS text), CAST($3 AS bigint), CAST($4 AS bigint), CAST($5 AS bigint), 0, CAST($6 AS bigint) FROM local_news WHERE true ON "
        "CONFLICT (person, kind, thing) DO NOTHING",
        {said.person, said.kind, said.thing, said.count, said.at_us, told});
    if (!made) return false;
    db.run(
        "DELETE FROM local_news WHERE person = $1 AND id <= (SELECT id FROM local_news WHERE person = $1 ORDER BY id DESC LIMIT 1 OFFSET "
        "$2)",
        {said.person, kept_most});
    return true;
}

void withdraw(store::Db& db, Id<Person> person, std::string_view kind, std::int64_t thing) {
    db.run("DELETE FROM local_news WHERE person = $1 AND kind = $2 AND thing = $3", {person, kind, thing});
}

std::vector<Shown> news_of(store::Db& db, Id<Person> person, std::int64_t most) {
    static const auto sql = std::string(columns) + "WHERE person = $1 ORDER BY id DESC LIMIT $2";
    return shown(db.ask(sql, {person, most}));
}

std::int64_t unread(store::Db& db, Id<Person> person) {
    return one(db.ask("SELECT count(*) FROM local_news WHERE person = $1 AND seen = 0", {person}));
}

void mark_read(store::Db& db, Id<Person> person, std::int64_t through) {
    db.run("UPDATE local_news SET seen = 1 WHERE person = $1 AND id <= $2 AND seen = 0", {person, through});
}

ByMail choice_of(store::Db& db, Id<Person> person) {
    auto rows = db.ask("SELECT mail FROM local_news_choice WHERE person = $1", {person});
    return rows.next() ? acts::named<ByMail>(rows.view(0)).value_or(ByMail::daily) : ByMail::daily;
}

void choose(store::Db& db, Id<Person> person, ByMail by) {
    if (!sign_in::has_account(db, person)) return;
    db.run("INSERT INTO local_news_choice (person, mail) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET mail = excluded.mail",
           {person, acts::name_of(by)});
    if (by == ByMail::nothing) db.run("UPDATE local_news SET told = 1 WHERE person = $1 AND told = 0", {person});
}

std::vector<Id<Person>> people_to_tell(store::Db& db, ByMail by, Id<Person> after, std::int64_t most) {
    std::vector<Id<Person>> all;
    auto rows = db.ask(
        "SELECT DISTINCT n.person FROM local_news n LEFT JOIN local_news_choice c ON c.person = n.person WHERE n.told = 0 AND n.person > "
        "$1 "
        "AND coalesce(c.mail, 'daily') = $2 ORDER BY n.person LIMIT $3",
        {after, acts::name_of(by), most});
    while (rows.next()) all.push_back(rows.id<Person>(0));
    return all;
}

std::vector<Shown> untold(store::Db& db, Id<Person> person) {
    static const auto sql = std::string(columns) + "WHERE person = $1 AND told = 0 ORDER BY id";
    return shown(db.ask(sql, {person}));
}

void mark_told(store::Db& db, std::int64_t id) { db.run("UPDATE local_news SET told = 1 WHERE id = $1", {id}); }

bool had_digest(store::Db& db, Id<Person> person, base::Date day) {
    return db.ask("SELECT 1 FROM local_digest WHERE person = $1 AND day = $2", {person, day}).next();
}

void put_digest(store::Db& db, Id<Person> person, base::Date day) {
    const auto number = one(db.ask("SELECT coalesce(max(number), 0) + 1 FROM local_digest WHERE person = $1", {person}));
    db.run("INSERT INTO local_digest (person, number, day) VALUES ($1, $2, $3)", {person, number, day});
    db.run("DELETE FROM local_digest WHERE person = $1 AND number <= $2", {person, number - digests_kept});
}

std::optional<std::int64_t> cursor(store::Db& db, std::string_view name) {
    auto rows = db.ask("SELECT value FROM local_news_cursor WHERE name = $1", {name});
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

void put_cursor(store::Db& db, std::string_view name, std::int64_t value) {
    db.run("INSERT INTO local_news_cursor (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
           {name, value});
}

std::optional<std::string> known_link_key(store::Db& db) {
    auto rows = db.ask("SELECT value FROM local_key WHERE name = $1", {key_name});
    return rows.next() ? std::optional(std::string(rows.bytes(0))) : std::nullopt;
}

std::string link_key(store::Db& db) {
    if (auto known = known_link_key(db)) return *known;
    db.run("INSERT INTO local_key (name, value) VALUES ($1, $2)", {key_name, store::Value::bytes(base::random_bytes(32))});
    return known_link_key(db).value_or("");
}

void forget(store::Db& db, Id<Person> person) {
    db.run("DELETE FROM local_news WHERE person = $1", {person});
    db.run("DELETE FROM local_news_choice WHERE person = $1", {person});
    db.run("DELETE FROM local_digest WHERE person = $1", {person});
}

std::string_view tables() {
    return
#include "src/news/tables.sql.inc"
        ;
}

}  // namespace news
