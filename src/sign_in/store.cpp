#include "sign_in/store.h"

#include "base/text.h"
#include "base/typed.h"

#include <algorithm>

namespace sign_in {
namespace {

using store::Db, store::Rows, store::Value;

std::int64_t next_number(Db& db, std::string_view table) {
    auto rows = db.ask("SELECT coalesce(max(number), 0) + 1 FROM " + std::string(table));
    return rows.next() ? rows.integer(0) : 1;
}

std::int64_t one(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

std::optional<std::string> bytes_or_null(const Rows& row, int column) {
    return row.null(column) ? std::nullopt : std::optional(std::string(row.bytes(column)));
}

}  // namespace

std::string login_of(std::string_view email) {
    std::string login(base::trimmed(email));
    std::ranges::transform(login, login.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return login;
}

// ---- accounts ----

namespace {
Account account_row(const Rows& row) {
    return {row.id<Person>(0), row.text(1), std::string(row.bytes(2)), row.text_or_null(3), bytes_or_null(row, 4), row.integer_or_null(5)};
}
}  // namespace

std::optional<Account> find_account(Db& db, Id<Person> person) {
    auto rows = db.ask("SELECT person, login, handle, password, totp, totp_step FROM local_account WHERE person = $1", {person});
    return rows.next() ? std::optional(account_row(rows)) : std::nullopt;
}

std::optional<Account> account_of_login(Db& db, std::string_view login) {
    auto rows = db.ask("SELECT person, login, handle, password, totp, totp_step FROM local_account WHERE login = $1", {login});
    return rows.next() ? std::optional(account_row(rows)) : std::nullopt;
}

bool put_account(Db& db, Id<Person> person, std::string_view login, std::int64_t now_us) {
    if (const auto other = account_of_login(db, login); other && other->person != person) return false;
    const auto handle = base::random_bytes(32);
    db.run(
        "INSERT INTO local_account (person, login, handle, changed_us) VALUES ($1, $2, $3, $4) ON CONFLICT (person) DO UPDATE SET login = "
        "excluded.login, changed_us = excluded.changed_us",
        {person, login, Value::bytes(handle), now_us});
    return true;
}

void set_password(Db& db, Id<Person> person, std::string_view hash, std::int64_t now_us) {
    db.run("UPDATE local_account SET password = $1, changed_us = $2 WHERE person = $3", {hash, now_us, person});
}

void set_totp(Db& db, Id<Person> person, std::optional<std::string_view> secret, std::int64_t now_us) {
    db.run("UPDATE local_account SET totp = $1, totp_step = NULL, changed_us = $2 WHERE person = $3",
           {secret ? Value::bytes(*secret) : Value(nullptr), now_us, person});
}

bool use_totp_step(Db& db, Id<Person> person, std::int64_t step) {
    return db.change("UPDATE local_account SET totp_step = $1 WHERE person = $2 AND (totp_step IS NULL OR totp_step < $1)",
                     {step, person}) == 1;
}

std::int64_t recovery_codes_left(Db& db, Id<Person> person) {
    return one(db.ask("SELECT count(*) FROM local_recovery WHERE person = $1", {person}));
}

void put_recovery_codes(Db& db, Id<Person> person, std::span<const base::Hash> digests) {
    db.run("DELETE FROM local_recovery WHERE person = $1", {person});
    for (const auto& digest : digests) db.run("INSERT INTO local_recovery (person, digest) VALUES ($1, $2)", {person, digest});
}

bool use_recovery_code(Db& db, Id<Person> person, const base::Hash& digest) {
    return db.change("DELETE FROM local_recovery WHERE person = $1 AND digest = $2", {person, digest}) == 1;
}

// ---- passkeys ----

namespace {
constexpr std::string_view passkey_columns =
    "SELECT number, person, name, made_us, used_us, credential, public_key, algorithm, counter, may_be_backed_up, backed_up FROM "
    "local_passkey ";
StoredPasskey passkey_row(const Rows& row) {
    StoredPasskey kept{row.integer(0), row.id<Person>(1), row.text(2), row.integer(3), row.integer_or_null(4), {}};
    kept.key.credential_id = std::string(row.bytes(5));
    kept.key.public_key = std::string(row.bytes(6));
    kept.key.algorithm = static_cast<credentials::Algorithm>(row.integer(7));
    kept.key.counter = static_cast<std::uint32_t>(row.integer(8));
    kept.key.user_verified = true;
    kept.key.may_be_backed_up = row.integer(9) != 0;
    kept.key.backed_up = row.integer(10) != 0;
    return kept;
}
}  // namespace

std::vector<StoredPasskey> passkeys_of(Db& db, Id<Person> person) {
    static const auto sql = std::string(passkey_columns) + "WHERE person = $1 ORDER BY number";
    std::vector<StoredPasskey> all;
    auto rows = db.ask(sql, {person});
    while (rows.next()) all.push_back(passkey_row(rows));
    return all;
}

std::optional<StoredPasskey> find_passkey(Db& db, std::string_view credential_id) {
    static const auto sql = std::string(passkey_columns) + "WHERE credential = $1";
    auto rows = db.ask(sql, {Value::bytes(credential_id)});
    return rows.next() ? std::optional(passkey_row(rows)) : std::nullopt;
}

bool put_passkey(Db& db, Id<Person> person, const credentials::Passkey& key, std::string_view name, std::int64_t now_us) {
    if (find_passkey(db, key.credential_id)) return false;
    db.run(
        "INSERT INTO local_passkey (credential, number, person, public_key, algorithm, counter, may_be_backed_up, backed_up, name, "
        "made_us) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {Value::bytes(key.credential_id), next_number(db, "local_passkey"), person, Value::bytes(key.public_key),
         static_cast<std::int64_t>(key.algorithm), std::int64_t(key.counter), int(key.may_be_backed_up), int(key.backed_up), name, now_us});
    return true;
}

void use_passkey(Db& db, std::string_view credential_id, std::uint32_t counter, bool backed_up, std::int64_t now_us) {
    db.run("UPDATE local_passkey SET counter = $1, backed_up = $2, used_us = $3 WHERE credential = $4",
           {std::int64_t(counter), int(backed_up), now_us, Value::bytes(credential_id)});
}

bool remove_passkey(Db& db, Id<Person> person, std::int64_t number) {
    return db.change("DELETE FROM local_passkey WHERE person = $1 AND number = $2", {person, number}) == 1;
}

// ---- sessions ----

namespace {
constexpr std::string_view session_columns =
    "SELECT number, person, factors, opened_us, seen_us, proved_us, address, browser FROM local_session ";
Session session_row(const Rows& row) {
    return {row.integer(0), row.id<Person>(1), static_cast<int>(row.integer(2)), row.integer(3),
            row.integer(4), row.integer(5),    {row.text(6), row.text(7)}};
}
}  // namespace

void put_session(Db& db, const base::Hash& digest, const Session& session) {
    db.run(
        "INSERT INTO local_session (digest, number, person, factors, opened_us, seen_us, proved_us, address, browser) VALUES ($1, $2, $3, "
        "$4, $5, $6, $7, $8, $9)",
        {digest, next_number(db, "local_session"), session.person, session.factors, session.opened_us, session.seen_us, session.proved_us,
         session.place.address, session.place.browser});
}

std::optional<Session> find_session(Db& db, const base::Hash& digest) {
    static const auto sql = std::string(session_columns) + "WHERE digest = $1";
    auto rows = db.ask(sql, {digest});
    return rows.next() ? std::optional(session_row(rows)) : std::nullopt;
}

std::vector<Session> sessions_of(Db& db, Id<Person> person) {
    static const auto sql = std::string(session_columns) + "WHERE person = $1 ORDER BY number DESC";
    std::vector<Session> all;
    auto rows = db.ask(sql, {person});
    while (rows.next()) all.push_back(session_row(rows));
    return all;
}

void see_session(Db& db, const base::Hash& digest, std::int64_t now_us) {
    db.run("UPDATE local_session SET seen_us = $1 WHERE digest = $2 AND seen_us < $1", {now_us, digest});
}

void prove_session(Db& db, const base::Hash& was, const base::Hash& now, int factors, std::int64_t now_us) {
    db.run(
        "UPDATE local_session SET digest = $1, opened_us = $2, proved_us = $2, seen_us = $2, factors = CASE WHEN factors < $3 THEN $3 ELSE "
        "factors END WHERE digest = $4",
        {now, now_us, factors, was});
}

void end_session(Db& db, const base::Hash& digest) { db.run("DELETE FROM local_session WHERE digest = $1", {digest}); }

bool end_session(Db& db, Id<Person> person, std::int64_t number) {
    return db.change("DELETE FROM local_session WHERE person = $1 AND number = $2", {person, number}) == 1;
}

std::int64_t end_sessions(Db& db, Id<Person> person, std::int64_t but) {
    return db.change("DELETE FROM local_session WHERE person = $1 AND number <> $2", {person, but});
}

void forget_old(Db& db, std::int64_t sessions_before_us, std::int64_t browsers_before_us, std::int64_t now_us) {
    db.run("DELETE FROM local_session WHERE seen_us < $1", {sessions_before_us});
    db.run("DELETE FROM local_browser WHERE seen_us < $1", {browsers_before_us});
    db.run("DELETE FROM local_link WHERE until_us < $1", {now_us});
    db.run("DELETE FROM local_token WHERE until_us < $1", {now_us});
}

bool is_known_browser(Db& db, const base::Hash& digest, Id<Person> person) {
    return db.ask("SELECT 1 FROM local_browser WHERE digest = $1 AND person = $2", {digest, person}).next();
}

void know_browser(Db& db, const base::Hash& digest, Id<Person> person, std::int64_t now_us) {
    db.run(
        "INSERT INTO local_browser (digest, person, seen_us) VALUES ($1, $2, $3) ON CONFLICT (digest, person) DO UPDATE SET seen_us = "
        "excluded.seen_us",
        {digest, person, now_us});
}

void forget_browsers(Db& db, Id<Person> person) { db.run("DELETE FROM local_browser WHERE person = $1", {person}); }

// ---- links ----

std::string_view name(LinkKind kind) {
    return kind == LinkKind::invitation ? "invitation" : kind == LinkKind::recovery ? "recovery" : "machine";
}

void put_link(Db& db, const base::Hash& digest, const Link& link) {
    if (link.person.value != machine) db.run("DELETE FROM local_link WHERE person = $1 AND kind = $2", {link.person, name(link.kind)});
    db.run("INSERT INTO local_link (digest, kind, person, until_us) VALUES ($1, $2, $3, $4)",
           {digest, name(link.kind), link.person, link.until_us});
}

std::optional<Link> find_link(Db& db, const base::Hash& digest) {
    auto rows = db.ask("SELECT kind, person, until_us FROM local_link WHERE digest = $1", {digest});
    if (!rows.next()) return {};
    for (const auto kind : {LinkKind::invitation, LinkKind::recovery, LinkKind::machine})
        if (rows.view(0) == name(kind)) return Link{kind, rows.id<Person>(1), rows.integer(2)};
    return {};
}

bool use_link(Db& db, const base::Hash& digest) { return db.change("DELETE FROM local_link WHERE digest = $1", {digest}) == 1; }

void forget_links(Db& db, Id<Person> person) { db.run("DELETE FROM local_link WHERE person = $1", {person}); }

// ---- tokens ----

namespace {
std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
}
std::vector<std::string> split(std::string_view words) {
    std::vector<std::string> all;
    while (!words.empty()) {
        const auto space = std::min(words.find(' '), words.size());
        if (space) all.emplace_back(words.substr(0, space));
        words.remove_prefix(std::min(space + 1, words.size()));
    }
    return all;
}
constexpr std::string_view token_columns = "SELECT number, person, name, acts, made_us, until_us, used_us FROM local_token ";
Token token_row(const Rows& row) {
    return {row.integer(0), row.id<Person>(1), row.text(2), split(row.view(3)), row.integer(4), row.integer(5), row.integer_or_null(6)};
}
}  // namespace

void put_token(Db& db, const base::Hash& digest, const Token& token) {
    db.run("INSERT INTO local_token (digest, number, person, name, acts, made_us, until_us) VALUES ($1, $2, $3, $4, $5, $6, $7)",
           {digest, next_number(db, "local_token"), token.person, token.name, joined(token.acts), token.made_us, token.until_us});
}

std::optional<Token> find_token(Db& db, const base::Hash& digest) {
    static const auto sql = std::string(token_columns) + "WHERE digest = $1";
    auto rows = db.ask(sql, {digest});
    return rows.next() ? std::optional(token_row(rows)) : std::nullopt;
}

std::vector<Token> tokens_of(Db& db, Id<Person> person) {
    static const auto sql = std::string(token_columns) + "WHERE person = $1 ORDER BY number DESC";
    std::vector<Token> all;
    auto rows = db.ask(sql, {person});
    while (rows.next()) all.push_back(token_row(rows));
    return all;
}

void use_token(Db& db, const base::Hash& digest, std::int64_t now_us) {
    db.run("UPDATE local_token SET used_us = $1 WHERE digest = $2", {now_us, digest});
}

bool remove_token(Db& db, Id<Person> person, std::int64_t number) {
    return db.change("DELETE FROM local_token WHERE person = $1 AND number = $2", {person, number}) == 1;
}

void remove_tokens(Db& db, Id<Person> person) { db.run("DELETE FROM local_token WHERE person = $1", {person}); }

// ---- what happened ----

void put_event(Db& db, Id<Person> person, const Event& event) {
    const auto number = one(db.ask("SELECT coalesce(max(number), 0) + 1 FROM local_sign_in WHERE person = $1", {person}));
    db.run("INSERT INTO local_sign_in (person, number, time_us, what, address, browser) VALUES ($1, $2, $3, $4, $5, $6)",
           {person, number, event.time_us, event.what, event.place.address, event.place.browser});
    db.run("DELETE FROM local_sign_in WHERE person = $1 AND number <= $2", {person, number - events_max});
}

std::vector<Event> events_of(Db& db, Id<Person> person, std::int64_t most) {
    std::vector<Event> all;
    auto rows =
        db.ask("SELECT time_us, what, address, browser FROM local_sign_in WHERE person = $1 ORDER BY number DESC LIMIT $2", {person, most});
    while (rows.next()) all.push_back({rows.integer(0), rows.text(1), {rows.text(2), rows.text(3)}});
    return all;
}

bool has_account(Db& db, Id<Person> person) { return db.ask("SELECT 1 FROM local_account WHERE person = $1", {person}).next(); }

std::vector<AccountLine> accounts(Db& db) {
    std::vector<AccountLine> all;
    auto rows = db.ask(
        "SELECT a.person, a.login, CASE WHEN a.password IS NULL THEN 0 ELSE 1 END, CASE WHEN a.totp IS NULL THEN 0 ELSE 1 END, (SELECT "
        "count(*) FROM local_passkey k WHERE k.person = a.person), (SELECT count(*) FROM local_session s WHERE s.person = a.person), "
        "(SELECT "
        "max(e.time_us) FROM local_sign_in e WHERE e.person = a.person AND e.what = 'signed_in') FROM local_account a ORDER BY a.person");
    while (rows.next())
        all.push_back({rows.id<Person>(0), rows.text(1), rows.integer(2) != 0, rows.integer(3) != 0, rows.integer(4), rows.integer(5),
                       rows.integer_or_null(6)});
    return all;
}

void forget(Db& db, Id<Person> person) {
    db.run("DELETE FROM local_account WHERE person = $1", {person});
    db.run("DELETE FROM local_recovery WHERE person = $1", {person});
    db.run("DELETE FROM local_passkey WHERE person = $1", {person});
    db.run("DELETE FROM local_session WHERE person = $1", {person});
    db.run("DELETE FROM local_browser WHERE person = $1", {person});
    db.run("DELETE FROM local_link WHERE person = $1", {person});
    db.run("DELETE FROM local_token WHERE person = $1", {person});
    db.run("DELETE FROM local_sign_in WHERE person = $1", {person});
}

}  // namespace sign_in
