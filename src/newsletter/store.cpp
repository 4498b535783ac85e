#include "newsletter/store.h"

#include <algorithm>

namespace newsletter {
namespace {

constexpr std::string_view key_name = "newsletter";

std::int64_t count_of(store::Rows rows) { return rows.next() ? rows.integer(0) : 0; }

constexpr std::string_view issue_columns =
    "SELECT id, act, day, subject_fr, text_fr, subject_en, text_en, subscribers FROM newsletter_issue ";

KnownIssue issue_row(const store::Rows& row) {
    return {row.id<Issue>(0), row.id<acts::Act>(1), row.date(2), row.text(3), row.text(4), row.text(5), row.text(6), row.integer(7)};
}

}  // namespace

std::string in_lower_case(std::string_view address) {
    std::string out(address);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::optional<Subscription> subscription_of(store::Db& db, Id<Person> person) {
    auto rows = db.ask("SELECT language, since, until, reason, act, ended_by FROM newsletter_subscription WHERE person = $1", {person});
    if (!rows.next()) return {};
    Subscription found{person, *acts::named<WrittenIn>(rows.view(0)), rows.date(1), rows.date_or_null(2), {}, rows.id<acts::Act>(4), {}};
    if (!rows.null(3)) found.reason = acts::named<EndReason>(rows.view(3));
    if (!rows.null(5)) found.ended_by = rows.id<acts::Act>(5);
    return found;
}

std::optional<Id<Person>> subscriber_with(store::Db& db, std::string_view address) {
    auto rows = db.ask(
        "SELECT s.person FROM newsletter_subscription s JOIN person p ON p.id = s.person JOIN personal_value v ON v.handle = p.email WHERE "
        "s.ended_by IS NULL AND lower(v.value) = $1 ORDER BY s.person LIMIT 1",
        {acts::json_text(in_lower_case(address))});
    return rows.next() ? std::optional(rows.id<Person>(0)) : std::nullopt;
}

std::vector<Id<Person>> subscribers(store::Db& db) {
    std::vector<Id<Person>> all;
    for (auto rows = db.ask("SELECT person FROM newsletter_subscription WHERE ended_by IS NULL ORDER BY person"); rows.next();)
        all.push_back(rows.id<Person>(0));
    return all;
}

Counted count_subscribers(store::Db& db) {
    Counted counted;
    auto rows = db.ask("SELECT language, count(*) FROM newsletter_subscription WHERE ended_by IS NULL GROUP BY language ORDER BY language");
    while (rows.next()) (rows.view(0) == "fr" ? counted.fr : counted.en) = rows.integer(1);
    return counted;
}

std::optional<KnownIssue> find_issue(store::Db& db, Id<acts::Act> act) {
    static const auto sql = std::string(issue_columns) + "WHERE act = $1";
    auto rows = db.ask(sql, {act});
    return rows.next() ? std::optional(issue_row(rows)) : std::nullopt;
}

std::int64_t count_issues(store::Db& db) { return count_of(db.ask("SELECT count(*) FROM newsletter_issue")); }

std::vector<KnownIssue> list_issues(store::Db& db, std::int64_t offset, std::int64_t most) {
    static const auto sql = std::string(issue_columns) + "ORDER BY act DESC LIMIT $1 OFFSET $2";
    std::vector<KnownIssue> all;
    for (auto rows = db.ask(sql, {most, offset}); rows.next();) all.push_back(issue_row(rows));
    return all;
}

void insert_subscription(store::Db& db, const Subscription& made) {
    db.run("INSERT INTO newsletter_subscription (person, language, since, act) VALUES ($1, $2, $3, $4)",
           {made.person, acts::name_of(made.language), made.since, made.act});
}

void end_subscription(store::Db& db, Id<Person> person, EndReason reason, base::Date day, Id<acts::Act> act) {
    db.run("UPDATE newsletter_subscription SET until = $1, reason = $2, ended_by = $3 WHERE person = $4",
           {day, acts::name_of(reason), act, person});
}

void insert_issue(store::Db& db, const KnownIssue& issue) {
    db.run(
        "INSERT INTO newsletter_issue (id, act, day, subject_fr, text_fr, subject_en, text_en, subscribers) VALUES ($1, $2, $3, $4, $5, "
        "$6, $7, $8)",
        {issue.id, issue.act, issue.day, issue.subject_fr, issue.text_fr, issue.subject_en, issue.text_en, issue.subscribers});
}

void put_pending(store::Db& db, const Pending& pending) {
    db.run("INSERT INTO local_newsletter_pending (digest, address, language, until_us) VALUES ($1, $2, $3, $4)",
           {pending.digest, pending.address, acts::name_of(pending.language), pending.until_us});
}

std::optional<Pending> find_pending(store::Db& db, const base::Hash& digest, std::int64_t now_us) {
    auto rows =
        db.ask("SELECT address, language, until_us FROM local_newsletter_pending WHERE digest = $1 AND until_us > $2", {digest, now_us});
    if (!rows.next()) return {};
    return Pending{digest, rows.text(0), *acts::named<WrittenIn>(rows.view(1)), rows.integer(2)};
}

void drop_pending(store::Db& db, const std::string& address) {
    db.run("DELETE FROM local_newsletter_pending WHERE address = $1", {address});
}

void forget_old(store::Db& db, std::int64_t now_us) { db.run("DELETE FROM local_newsletter_pending WHERE until_us <= $1", {now_us}); }

bool has_old(store::Db& db, std::int64_t now_us) {
    return db.ask("SELECT 1 FROM local_newsletter_pending WHERE until_us <= $1 LIMIT 1", {now_us}).next();
}

std::int64_t pending_for(store::Db& db, const std::string& address) {
    return count_of(db.ask("SELECT count(*) FROM local_newsletter_pending WHERE address = $1", {address}));
}

std::int64_t pending_in_all(store::Db& db) { return count_of(db.ask("SELECT count(*) FROM local_newsletter_pending")); }

std::optional<std::string> known_link_key(store::Db& db) {
    auto rows = db.ask("SELECT value FROM local_key WHERE name = $1", {key_name});
    return rows.next() ? std::optional(std::string(rows.bytes(0))) : std::nullopt;
}

std::string link_key(store::Db& db) {
    if (auto known = known_link_key(db)) return *known;
    db.run("INSERT INTO local_key (name, value) VALUES ($1, $2)", {key_name, store::Value::bytes(base::random_bytes(32))});
    return known_link_key(db).value_or("");
}

}  // namespace newsletter
