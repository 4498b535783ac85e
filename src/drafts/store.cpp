#include "drafts/store.h"

#include "drafts/drafts.h"

#include <cstring>

namespace drafts {
namespace {

using store::Db, store::Rows, store::Value;

// Of 48 random bits: exact in JSON, and used once.
std::int64_t new_id() {
    std::int64_t id = 0;
    const auto bytes = base::random_bytes(6);
    for (const char byte : bytes) id = id << 8 | static_cast<unsigned char>(byte);
    return id + 1;
}

void put_names(Db& db, std::int64_t id, std::span<const Id<Person>> names) {
    db.run("DELETE FROM local_draft_names WHERE draft = $1", {id});
    for (const auto person : names)
        db.run("INSERT INTO local_draft_names (person, draft) VALUES ($1, $2) ON CONFLICT (person, draft) DO NOTHING", {person, id});
}

std::int64_t one(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

constexpr std::string_view draft_columns = "SELECT id, person, act, title, client_key, version, saved_us";
Draft draft_row(const Rows& row) {
    return {row.integer(0), row.id<Person>(1), row.text(2), row.text(3), {}, row.text(4), row.integer(5), row.integer(6)};
}

}  // namespace

std::optional<base::Id<acts::Act>> accepted_under(Db& db, Id<Person> person, std::string_view client_key) {
    auto rows = db.ask("SELECT number FROM journal_key WHERE actor = $1 AND client_key = $2",
                       {"person:" + std::to_string(person.value), client_key});
    return rows.next() ? std::optional(rows.id<acts::Act>(0)) : std::nullopt;
}

Kept put_draft(Db& db, Draft& draft, Wish wish, std::string_view new_key, std::int64_t now_us) {
    sweep(db, now_us);
    bool apart = false;
    if (accepted_under(db, draft.person, draft.client_key)) {
        if (wish == Wish::by_itself) return Kept::sent;
        draft.client_key = new_key, draft.id = 0;
    }
    draft.saved_us = now_us;
    if (draft.id) {
        if (db.change("UPDATE local_draft SET title = $1, typed = $2, client_key = $3, version = version + 1, saved_us = $4 WHERE id = $5 "
                      "AND person = $6 AND act = $7 AND version = $8",
                      {draft.title, draft.typed, draft.client_key, now_us, draft.id, draft.person, draft.act, draft.version}) == 1) {
            ++draft.version;
            put_names(db, draft.id, draft.names);
            return Kept::saved;
        }
        draft.client_key = new_key, apart = true;
    }
    if (one(db.ask("SELECT count(*) FROM local_draft WHERE person = $1", {draft.person})) >= drafts_max) return Kept::full;
    draft.id = new_id(), draft.version = 1;
    db.run("INSERT INTO local_draft (id, person, act, title, typed, client_key, version, saved_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
           {draft.id, draft.person, draft.act, draft.title, draft.typed, draft.client_key, draft.version, now_us});
    put_names(db, draft.id, draft.names);
    return apart ? Kept::apart : Kept::saved;
}

std::optional<Draft> find_draft(Db& db, Id<Person> person, std::int64_t id, std::int64_t now_us) {
    static const auto sql = std::string(draft_columns) + ", typed FROM local_draft WHERE id = $1 AND person = $2";
    auto rows = db.ask(sql, {id, person});
    if (!rows.next()) return {};
    auto draft = draft_row(rows);
    if (!is_kept(draft.saved_us, now_us)) return {};
    draft.typed = rows.text(7);
    return draft;
}

std::vector<Draft> drafts_of(Db& db, Id<Person> person, std::string_view act, std::int64_t now_us) {
    static const auto sql =
        std::string(draft_columns) + " FROM local_draft WHERE person = $1 AND ($2 = '' OR act = $2) ORDER BY saved_us DESC, id";
    std::vector<Draft> all;
    auto rows = db.ask(sql, {person, act});
    while (rows.next())
        if (auto draft = draft_row(rows); is_kept(draft.saved_us, now_us)) all.push_back(std::move(draft));
    return all;
}

bool remove_draft(Db& db, Id<Person> person, std::int64_t id) {
    if (db.change("DELETE FROM local_draft WHERE id = $1 AND person = $2", {id, person}) == 0) return false;
    db.run("DELETE FROM local_draft_names WHERE draft = $1", {id});
    return true;
}

void remove_sent(Db& db, const Draft& sent) {
    std::vector<std::int64_t> over;
    {
        auto rows = db.ask(
            "SELECT id FROM local_draft WHERE person = $1 AND client_key = $2 AND ((id = $3 AND version = $4) OR typed = $5) ORDER BY id",
            {sent.person, sent.client_key, sent.id, sent.version, sent.typed});
        while (rows.next()) over.push_back(rows.integer(0));
    }
    for (const auto id : over) remove_draft(db, sent.person, id);
}

void sweep(Db& db, std::int64_t now_us) {
    db.run("DELETE FROM local_draft_names WHERE draft IN (SELECT id FROM local_draft WHERE saved_us <= $1)", {now_us - draft_us});
    db.run("DELETE FROM local_draft WHERE saved_us <= $1", {now_us - draft_us});
    db.run("DELETE FROM local_draft_names WHERE draft IN (SELECT id FROM local_prepared WHERE changed_us <= $1)", {now_us - prepared_us});
    db.run("DELETE FROM local_prepared WHERE changed_us <= $1", {now_us - prepared_us});
}

// ---- prepared acts ----

namespace {
constexpr std::string_view prepared_columns =
    "SELECT id, act, fields, basis, title, client_key, member, preparer, titular, state, said, number, made_us, changed_us, link, sent_us, "
    "until_us, code, code_us, code_attempts, codes, proved, proved_us FROM local_prepared ";
Prepared prepared_row(const Rows& row) {
    Prepared made;
    made.id = row.integer(0), made.act = row.text(1), made.fields = row.text(2), made.basis = row.text(3), made.title = row.text(4);
    made.client_key = row.text(5), made.member = row.integer(6);
    made.preparer = row.id<Person>(7), made.titular = row.id<Person>(8);
    made.state = acts::named<State>(row.view(9)).value_or(State::withdrawn), made.said = row.text(10);
    if (!row.null(11)) made.number = row.id<acts::Act>(11);
    made.made_us = row.integer(12), made.changed_us = row.integer(13);
    if (!row.null(14)) made.link = row.hash(14);
    made.sent_us = row.integer(15), made.until_us = row.integer(16);
    if (!row.null(17)) made.code = credentials::Confirmation{row.hash(17), row.integer(18), static_cast<int>(row.integer(19))};
    made.codes = static_cast<int>(row.integer(20));
    if (!row.null(21)) made.proved = row.hash(21);
    made.proved_us = row.integer(22);
    return made;
}
std::optional<Prepared> first(Rows rows) { return rows.next() ? std::optional(prepared_row(rows)) : std::nullopt; }

std::vector<Prepared> all_of(Rows rows) {
    std::vector<Prepared> all;
    while (rows.next()) all.push_back(prepared_row(rows));
    return all;
}
}  // namespace

std::int64_t waiting_of(Db& db, Id<Person> preparer) {
    return one(db.ask("SELECT count(*) FROM local_prepared WHERE preparer = $1 AND state = 'waiting'", {preparer}));
}

void put_prepared(Db& db, Prepared& made, std::span<const Id<Person>> names) {
    made.id = new_id();
    db.run(
        "INSERT INTO local_prepared (id, act, fields, basis, title, client_key, member, preparer, titular, state, said, made_us, "
        "changed_us, sent_us, until_us, code_us, code_attempts, codes, proved_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', "
        "'', $10, $10, 0, 0, 0, 0, 0, 0)",
        {made.id, made.act, made.fields, made.basis, made.title, made.client_key, made.member, made.preparer, made.titular, made.made_us});
    put_names(db, made.id, names);
    change_prepared(db, made);
}

std::optional<Prepared> find_prepared(Db& db, std::int64_t id) {
    static const auto sql = std::string(prepared_columns) + "WHERE id = $1";
    return first(db.ask(sql, {id}));
}

std::optional<Prepared> prepared_of_link(Db& db, const base::Hash& link) {
    static const auto sql = std::string(prepared_columns) + "WHERE link = $1";
    return first(db.ask(sql, {link}));
}

std::vector<Prepared> prepared_by(Db& db, Id<Person> preparer, std::int64_t most) {
    static const auto sql = std::string(prepared_columns) + "WHERE preparer = $1 ORDER BY made_us DESC, id LIMIT $2";
    return all_of(db.ask(sql, {preparer, most}));
}

std::vector<Prepared> waiting_for(Db& db, Id<Person> titular, std::int64_t most) {
    static const auto sql = std::string(prepared_columns) + "WHERE titular = $1 AND state = 'waiting' ORDER BY until_us, id LIMIT $2";
    return all_of(db.ask(sql, {titular, most}));
}

std::vector<Prepared> lapsed(Db& db, std::int64_t from_us, std::int64_t to_us, std::int64_t most) {
    static const auto sql =
        std::string(prepared_columns) + "WHERE state = 'waiting' AND until_us > $1 AND until_us <= $2 ORDER BY until_us, id LIMIT $3";
    return all_of(db.ask(sql, {from_us, to_us, most}));
}

void change_prepared(Db& db, const Prepared& made) {
    const auto code = made.code ? std::optional(made.code->digest) : std::nullopt;
    db.run(
        "UPDATE local_prepared SET titular = $1, state = $2, said = $3, number = $4, changed_us = $5, link = $6, sent_us = $7, until_us = "
        "$8, code = $9, code_us = $10, code_attempts = $11, codes = $12, proved = $13, proved_us = $14 WHERE id = $15",
        {made.titular, acts::name_of(made.state), made.said, made.number, made.changed_us, made.link, made.sent_us, made.until_us, code,
         made.code ? made.code->made_us : 0, made.code ? made.code->attempts : 0, made.codes, made.proved, made.proved_us, made.id});
}

bool remove_prepared(Db& db, Id<Person> preparer, std::int64_t id) {
    if (db.change("DELETE FROM local_prepared WHERE id = $1 AND preparer = $2 AND state <> 'waiting'", {id, preparer}) == 0) return false;
    db.run("DELETE FROM local_draft_names WHERE draft = $1", {id});
    return true;
}

// ---- people who are erased ----

void forget(Db& db, Id<Person> person) {
    db.run("DELETE FROM local_draft WHERE person = $1 OR id IN (SELECT draft FROM local_draft_names WHERE person = $1)", {person});
    db.run(
        "DELETE FROM local_prepared WHERE preparer = $1 OR titular = $1 OR id IN (SELECT draft FROM local_draft_names WHERE person = $1)",
        {person});
    db.run(
        "DELETE FROM local_draft_names WHERE draft NOT IN (SELECT id FROM local_draft) AND draft NOT IN (SELECT id FROM local_prepared)");
}

std::string_view tables() {
    return
#include "src/drafts/tables.sql.inc"
        ;
}

}  // namespace drafts
