#include "post/post.h"

namespace post {
namespace {

void insert(store::Db& db, const Note& note, int attempts, std::int64_t next_us) {
    const auto unsubscribe = note.unsubscribe.empty() ? std::nullopt : std::optional(note.unsubscribe);
    db.change(
        "INSERT INTO local_mail (id, recipient, language, subject, body, person, until_us, attempts, next_us, unsubscribe, once) "
        "SELECT coalesce(max(id), 0) + 1, CAST($1 AS text), CAST($2 AS text), CAST($3 AS text), CAST($4 AS text), CAST($5 AS bigint), "
        "CAST($6 AS bigint), CAST($7 AS bigint), CAST($8 AS bigint), CAST($9 AS text), CAST($10 AS bigint) FROM local_mail",
        {note.to, base::code(note.language), note.subject, note.text, note.person,
         note.until_us ? std::optional(note.until_us) : std::nullopt, attempts, next_us, unsubscribe, int(note.at_most_once)});
}

}  // namespace

bool post(store::Db& db, const Note& note) {
    if (waiting(db) >= notes_waiting_max) return false;
    insert(db, note, 0, 0);
    return true;
}

bool take(store::Db& db, std::int64_t id) { return db.change("DELETE FROM local_mail WHERE id = $1", {id}) == 1; }

void put_back(store::Db& db, const Waiting& taken, std::int64_t next_us) { insert(db, taken.note, taken.attempts + 1, next_us); }

std::optional<Waiting> next(store::Db& db, std::int64_t now_us) {
    auto rows = db.ask(
        "SELECT id, recipient, language, subject, body, person, until_us, attempts, unsubscribe, once FROM local_mail WHERE next_us <= $1 "
        "OR next_us > $2 "
        "ORDER BY "
        "id LIMIT 1",
        {now_us, now_us + later_max_us});
    if (!rows.next()) return {};
    Waiting found{rows.integer(0), {rows.text(1), {}, rows.text(3), rows.text(4)}, static_cast<int>(rows.integer(7))};
    found.note.language = rows.view(2) == base::code(base::Language::en) ? base::Language::en : base::Language::fr;
    if (!rows.null(5)) found.note.person = rows.id<base::Person>(5);
    found.note.until_us = rows.integer_or_null(6).value_or(0);
    found.note.unsubscribe = rows.text_or_null(8).value_or("");
    found.note.at_most_once = rows.integer_or_null(9).value_or(0) != 0;
    return found;
}

void try_later(store::Db& db, std::int64_t id, int attempts, std::int64_t next_us) {
    db.change("UPDATE local_mail SET attempts = $1, next_us = $2 WHERE id = $3", {attempts, next_us, id});
}

void drop(store::Db& db, std::int64_t id) { db.change("DELETE FROM local_mail WHERE id = $1", {id}); }

std::int64_t waiting(store::Db& db) {
    auto rows = db.ask("SELECT count(*) FROM local_mail");
    return rows.next() ? rows.integer(0) : 0;
}

void mark_refused(store::Db& db, base::Id<base::Person> person, std::string_view address) {
    db.run("INSERT INTO local_mail_refused (person, address) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET address = excluded.address",
           {person, address});
}

void mark_accepted(store::Db& db, base::Id<base::Person> person) { db.run("DELETE FROM local_mail_refused WHERE person = $1", {person}); }

bool is_refused(store::Db& db, base::Id<base::Person> person, std::string_view address) {
    return db.ask("SELECT 1 FROM local_mail_refused WHERE person = $1 AND address = $2", {person, address}).next();
}

void forget(store::Db& db, base::Id<base::Person> person) {
    db.run("DELETE FROM local_mail WHERE person = $1", {person});
    db.run("DELETE FROM local_mail_refused WHERE person = $1", {person});
}

std::string_view tables() {
    return
#include "src/post/tables.sql.inc"
        ;
}

}  // namespace post
