#include "mail/store.h"

#include "base/hash.h"

namespace mail {
namespace {

constexpr std::string_view state_sending = "sending", state_waiting = "waiting";
constexpr std::string_view key_name = "mail", bounces_name = "mail.bounces";

Outcome outcome_named(std::string_view name) {
    const auto outcome = acts::named<Outcome>(name);
    if (!outcome) throw store::Fault("a delivery has an outcome that nobody knows: " + std::string(name));
    return *outcome;
}

std::string personal_text(const store::Rows& rows, int column) { return rows.null(column) ? "" : acts::text_of_json(rows.view(column)); }

}  // namespace

// ---- acts ----

void insert_letter(store::Db& db, Id<Letter> id, base::Id<acts::Act> number, base::Date day, const SendLetter& letter,
                   const std::string& zone) {
    const auto& meeting = letter.meeting;
    const auto of_meeting = [&](const std::string& text) { return meeting ? std::optional(text) : std::nullopt; };
    db.run(
        "INSERT INTO letter (id, number, day, form, subject_fr, text_fr, subject_en, text_en, place, first_day, first_time, last_day, "
        "last_time, zone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        {id, number, day, acts::name_of(letter.sent_as), letter.subject_fr.value, letter.text_fr.value, acts::text(letter.subject_en),
         acts::text(letter.text_en), of_meeting(meeting ? meeting->place.value : ""),
         meeting ? std::optional(meeting->first_day) : std::nullopt, of_meeting(meeting ? meeting->first_time.value : ""),
         meeting ? std::optional(meeting->last_day) : std::nullopt, of_meeting(meeting ? meeting->last_time.value : ""), of_meeting(zone)});
}

void insert_addressee(store::Db& db, Id<Letter> letter, std::int64_t ordinal, Id<Message> message, Id<Person> person) {
    db.run("INSERT INTO letter_addressee (letter, ordinal, message, person) VALUES ($1, $2, $3, $4)", {letter, ordinal, message, person});
}

void insert_delivery(store::Db& db, const RecordDelivery& record, base::Id<acts::Act> number) {
    db.run("INSERT INTO mail_delivery (message, outcome, at_us, person, reply, number) VALUES ($1, $2, $3, $4, $5, $6)",
           {*record.message, acts::name_of(*record.outcome), record.at->value, record.person, record.reply.handle(), number});
}

void insert_bounce(store::Db& db, const RecordBounce& record, base::Id<acts::Act> number) {
    db.run("INSERT INTO mail_bounce (message, status, diagnostic, number) VALUES ($1, $2, $3, $4)",
           {*record.message, acts::text(record.status).value_or(""), record.diagnostic.handle(), number});
}

void insert_again(store::Db& db, Id<Message> message, Id<Message> again, base::Id<acts::Act> number) {
    db.run("INSERT INTO mail_again (message, again, number) VALUES ($1, $2, $3)", {message, again, number});
}

void set_language(store::Db& db, Id<Person> person, ReaderLanguage language) {
    db.run("INSERT INTO mail_language (person, language) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET language = excluded.language",
           {person, acts::name_of(language)});
}

base::Language language_of(store::Db& db, Id<Person> person) {
    auto rows = db.ask("SELECT language FROM mail_language WHERE person = $1", {person});
    return rows.next() && rows.view(0) == "en" ? base::Language::en : base::Language::fr;
}

bool comes_back(store::Db& db, Id<Person> person) {
    auto rows = db.ask(
        "SELECT d.outcome, b.status FROM mail_delivery d JOIN outbox o ON o.id = d.message LEFT JOIN mail_bounce b ON b.message = "
        "d.message "
        "WHERE d.person = $1 AND o.recipient = $2 AND d.outcome IN ('accepted', 'refused') ORDER BY d.message DESC LIMIT 1",
        {person, people::email_of(db, person)});
    if (!rows.next()) return false;
    return rows.view(0) == "refused" || (!rows.null(1) && !rows.view(1).starts_with("4."));  // RFC 3463 §3.1: 4 is for now
}

std::optional<KnownMessage> find_message(store::Db& db, Id<Message> id) {
    auto rows = db.ask(
        "SELECT o.template, o.about, o.recipient, d.outcome, b.message, a.again, x.letter, x.ordinal, coalesce(x.person, d.person) "
        "FROM outbox o LEFT JOIN mail_delivery d ON d.message = o.id LEFT JOIN mail_bounce b ON b.message = o.id "
        "LEFT JOIN mail_again a ON a.message = o.id LEFT JOIN letter_addressee x ON x.message = o.id WHERE o.id = $1",
        {id});
    if (!rows.next()) return {};
    KnownMessage found{id, rows.text(0), rows.text(1), rows.id<acts::PersonalValue>(2)};
    if (!rows.null(3)) found.outcome = outcome_named(rows.view(3));
    found.bounced = !rows.null(4);
    if (!rows.null(5)) found.again = rows.id<Message>(5);
    if (!rows.null(6)) found.letter = rows.id<Letter>(6), found.ordinal = rows.integer(7);
    if (!rows.null(8)) found.person = rows.id<Person>(8);
    return found;
}

std::optional<Id<Letter>> letter_of(store::Db& db, Id<Message> id) {
    auto rows = db.ask("SELECT letter FROM letter_addressee WHERE message = $1", {id});
    return rows.next() ? std::optional(rows.id<Letter>(0)) : std::nullopt;
}

void forget(store::Db& db, Id<Person> person) { db.run("DELETE FROM local_delivery WHERE person = $1", {person}); }

// ---- the worker ----

std::vector<Id<Message>> due_messages(store::Db& db, std::int64_t from, std::int64_t now_us, std::int64_t later_max_us, std::int64_t most) {
    auto rows = db.ask(
        "SELECT o.id FROM outbox o JOIN personal_value v ON v.handle = o.recipient LEFT JOIN mail_delivery d ON d.message = o.id "
        "LEFT JOIN local_delivery l ON l.message = o.id WHERE o.id >= $1 AND d.message IS NULL "
        "AND (l.message IS NULL OR (l.state = $2 AND (l.next_us <= $3 OR l.next_us > $4))) ORDER BY o.id LIMIT $5",
        {from, state_waiting, now_us, now_us + later_max_us, most});
    std::vector<Id<Message>> all;
    while (rows.next()) all.push_back(rows.id<Message>(0));
    return all;
}

std::int64_t first_open_message(store::Db& db, std::int64_t from) {
    {
        auto rows = db.ask(
            "SELECT o.id FROM outbox o JOIN personal_value v ON v.handle = o.recipient LEFT JOIN mail_delivery d ON d.message = o.id "
            "WHERE o.id >= $1 AND d.message IS NULL ORDER BY o.id LIMIT 1",
            {from});
        if (rows.next()) return rows.integer(0);
    }
    auto last = db.ask("SELECT coalesce(max(id), 0) + 1 FROM outbox");
    return last.next() ? std::max(from, last.integer(0)) : from;
}

std::vector<Id<Message>> interrupted_messages(store::Db& db) {
    auto rows = db.ask(
        "SELECT l.message FROM local_delivery l LEFT JOIN mail_delivery d ON d.message = l.message "
        "WHERE l.state = $1 AND d.message IS NULL ORDER BY l.message",
        {state_sending});
    std::vector<Id<Message>> all;
    while (rows.next()) all.push_back(rows.id<Message>(0));
    return all;
}

std::optional<Outgoing> find_outgoing(store::Db& db, Id<Message> id) {
    auto rows = db.ask(
        "SELECT o.template, o.about, v.person, v.value, n.value, g.language, l.attempts FROM outbox o "
        "JOIN personal_value v ON v.handle = o.recipient LEFT JOIN person p ON p.id = v.person "
        "LEFT JOIN personal_value n ON n.handle = p.name LEFT JOIN mail_language g ON g.person = v.person "
        "LEFT JOIN local_delivery l ON l.message = o.id WHERE o.id = $1",
        {id});
    if (!rows.next()) return {};
    Outgoing found{id, rows.text(0), rows.text(1), rows.id<Person>(2), personal_text(rows, 3), personal_text(rows, 4)};
    if (!rows.null(5)) found.language = base::parse_language(rows.view(5)).value_or(base::Language::fr);
    found.attempts = static_cast<int>(rows.integer_or_null(6).value_or(0));
    return found;
}

bool mark_sending(store::Db& db, const Outgoing& message) {
    return db.change(
               "INSERT INTO local_delivery (message, person, state, attempts, next_us, reply) "
               "SELECT CAST($1 AS bigint), CAST($2 AS bigint), CAST($3 AS text), CAST($4 AS bigint), 0, '' "
               "WHERE NOT EXISTS (SELECT 1 FROM mail_delivery WHERE message = $1) "
               "ON CONFLICT (message) DO UPDATE SET state = excluded.state WHERE local_delivery.state <> excluded.state",
               {message.id, message.person, state_sending, message.attempts}) == 1;
}

void mark_waiting(store::Db& db, const Outgoing& message, int attempts, std::int64_t next_us, const std::string& reply) {
    db.change(
        "INSERT INTO local_delivery (message, person, state, attempts, next_us, reply) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (message) DO UPDATE SET state = excluded.state, attempts = excluded.attempts, next_us = excluded.next_us, "
        "reply = excluded.reply",
        {message.id, message.person, state_waiting, attempts, next_us, reply});
}

void unmark(store::Db& db, Id<Message> id) { db.change("DELETE FROM local_delivery WHERE message = $1", {id}); }

// ---- letters ----

namespace {

KnownLetter letter_row(const store::Rows& rows) {
    KnownLetter found{rows.id<Letter>(0), rows.id<acts::Act>(1), rows.date(2), *acts::named<LetterForm>(rows.view(3)), rows.text(4)};
    found.subject_en = rows.text_or_null(5).value_or("");
    if (!rows.null(6)) {
        auto& meeting = found.meeting.emplace();
        meeting.place.value = rows.text(6);
        meeting.first_day = rows.date(7), meeting.first_time.value = rows.text(8);
        meeting.last_day = rows.date(9), meeting.last_time.value = rows.text(10);
        meeting.zone.emplace().value = rows.text(11);
    }
    return found;
}

Tally tally_row(const store::Rows& rows, int first) {
    const auto at = [&](int i) { return rows.integer_or_null(first + i).value_or(0); };
    Tally tally{at(0), at(1), 0, at(2), at(3), at(4), at(5)};
    tally.waiting = tally.all - tally.sent - tally.refused - tally.bounced - tally.unknown - tally.erased;
    return tally;
}

// Of the last message to each addressee. What was refused for ever, given up, or could not be written is "refused" together.
constexpr std::string_view tally_columns =
    "count(x.message), sum(CASE WHEN d.outcome = 'accepted' AND b.message IS NULL THEN 1 ELSE 0 END), "
    "sum(CASE WHEN d.outcome IN ('refused', 'given_up', 'no_address', 'not_written') AND b.message IS NULL THEN 1 ELSE 0 END), "
    "sum(CASE WHEN b.message IS NOT NULL THEN 1 ELSE 0 END), "
    "sum(CASE WHEN d.outcome = 'unknown' AND b.message IS NULL THEN 1 ELSE 0 END), "
    "sum(CASE WHEN d.message IS NULL AND b.message IS NULL AND v.handle IS NULL THEN 1 ELSE 0 END) ";
constexpr std::string_view tally_tables =
    "LEFT JOIN letter_addressee x ON x.letter = w.id AND NOT EXISTS (SELECT 1 FROM mail_again a WHERE a.message = x.message) "
    "LEFT JOIN outbox o ON o.id = x.message LEFT JOIN personal_value v ON v.handle = o.recipient "
    "LEFT JOIN mail_delivery d ON d.message = x.message LEFT JOIN mail_bounce b ON b.message = x.message ";

}  // namespace

std::optional<KnownLetter> find_letter(store::Db& db, Id<Letter> id) {
    auto rows = db.ask(
        "SELECT id, number, day, form, subject_fr, subject_en, place, first_day, first_time, last_day, last_time, zone, text_fr, text_en "
        "FROM letter WHERE id = $1",
        {id});
    if (!rows.next()) return {};
    auto found = letter_row(rows);
    found.text_fr = rows.text(12), found.text_en = rows.text_or_null(13).value_or("");
    return found;
}

std::map<std::int64_t, Reachable> reachable_people(store::Db& db) {
    std::map<std::int64_t, Reachable> all;
    auto rows = db.ask(
        "SELECT p.id, n.value, e.value FROM person p JOIN personal_value e ON e.handle = p.email "
        "LEFT JOIN personal_value n ON n.handle = p.name WHERE e.value <> $1 ORDER BY p.id",
        {"null"});
    while (rows.next()) all[rows.integer(0)] = {personal_text(rows, 1), personal_text(rows, 2)};
    return all;
}

std::int64_t count_letters(store::Db& db) {
    auto rows = db.ask("SELECT count(*) FROM letter");
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<LetterLine> list_letters(store::Db& db, std::int64_t offset, std::int64_t most) {
    static const auto sql =
        "SELECT w.id, w.number, w.day, w.form, w.subject_fr, w.subject_en, w.place, w.first_day, w.first_time, w.last_day, w.last_time, "
        "w.zone, " +
        std::string(tally_columns) + "FROM (SELECT * FROM letter ORDER BY id DESC LIMIT $1 OFFSET $2) w " + std::string(tally_tables) +
        "GROUP BY w.id, w.number, w.day, w.form, w.subject_fr, w.subject_en, w.place, w.first_day, w.first_time, w.last_day, w.last_time, "
        "w.zone ORDER BY w.id DESC";
    std::vector<LetterLine> all;
    auto rows = db.ask(sql, {most, offset});
    while (rows.next()) all.push_back({letter_row(rows), tally_row(rows, 12)});
    return all;
}

Tally tally_of(store::Db& db, Id<Letter> id) {
    static const auto sql = "SELECT " + std::string(tally_columns) + "FROM letter w " + std::string(tally_tables) + "WHERE w.id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? tally_row(rows, 0) : Tally{};
}

// ---- lines of messages ----

namespace {

constexpr std::string_view line_columns =
    "SELECT o.id, o.template, coalesce(x.ordinal, 0), coalesce(x.person, d.person, v.person), n.value, v.handle, v.value, d.outcome, "
    "d.at_us, r.value, d.number, b.number, t.value, l.state, l.attempts, l.next_us, l.reply, a.again ";
constexpr std::string_view line_tables =
    "LEFT JOIN personal_value v ON v.handle = o.recipient LEFT JOIN mail_delivery d ON d.message = o.id "
    "LEFT JOIN person p ON p.id = coalesce(x.person, d.person, v.person) LEFT JOIN personal_value n ON n.handle = p.name "
    "LEFT JOIN personal_value r ON r.handle = d.reply LEFT JOIN mail_bounce b ON b.message = o.id "
    "LEFT JOIN personal_value t ON t.handle = b.diagnostic LEFT JOIN local_delivery l ON l.message = o.id "
    "LEFT JOIN mail_again a ON a.message = o.id ";

State state_of(const store::Rows& rows) {
    if (!rows.null(11)) return State::bounced;
    if (!rows.null(7)) return *acts::named<State>(acts::name_of(outcome_named(rows.view(7))));
    if (rows.null(5)) return State::erased;
    return !rows.null(13) && rows.view(13) == state_sending ? State::sending : State::waiting;
}

MessageLine line_row(const store::Rows& rows) {
    MessageLine line{rows.id<Message>(0), rows.text(1), rows.integer(2)};
    if (!rows.null(3)) line.person = rows.id<Person>(3);
    if (const auto name = personal_text(rows, 4); !name.empty()) line.name = name;
    if (const auto address = personal_text(rows, 6); !address.empty()) line.address = address;
    line.state = state_of(rows);
    line.at_us = rows.integer_or_null(8);
    line.reply = personal_text(rows, line.state == State::bounced ? 12 : 9);
    if (const int column = line.state == State::bounced ? 11 : 10; !rows.null(column)) line.number = rows.id<acts::Act>(column);
    if (line.state == State::waiting && !rows.null(13)) {
        line.attempts = static_cast<int>(rows.integer(14)), line.next_us = rows.integer(15), line.reply = rows.text(16);
    }
    if (!rows.null(17)) line.again = rows.id<Message>(17);
    return line;
}

std::vector<MessageLine> lines(store::Rows rows) {
    std::vector<MessageLine> all;
    while (rows.next()) all.push_back(line_row(rows));
    return all;
}

std::int64_t counted(store::Rows rows) { return rows.next() ? rows.integer(0) : 0; }

}  // namespace

std::vector<MessageLine> messages_of(store::Db& db, Id<Letter> letter, std::int64_t offset, std::int64_t most) {
    static const auto sql = std::string(line_columns) + "FROM letter_addressee x JOIN outbox o ON o.id = x.message " +
                            std::string(line_tables) +
                            "WHERE x.letter = $1 ORDER BY CASE WHEN a.again IS NULL AND (b.message IS NOT NULL OR d.outcome <> $4) "
                            "THEN 0 ELSE 1 END, x.ordinal, x.message LIMIT $2 OFFSET $3";
    return lines(db.ask(sql, {letter, most, offset, acts::name_of(Outcome::accepted)}));
}

std::int64_t count_messages_of(store::Db& db, Id<Letter> letter) {
    return counted(db.ask("SELECT count(*) FROM letter_addressee WHERE letter = $1", {letter}));
}

std::vector<MessageLine> notices(store::Db& db, std::int64_t offset, std::int64_t most) {
    static const auto sql = std::string(line_columns) + "FROM outbox o LEFT JOIN letter_addressee x ON x.message = o.id " +
                            std::string(line_tables) + "WHERE o.template <> $1 ORDER BY o.id DESC LIMIT $2 OFFSET $3";
    return lines(db.ask(sql, {letter_template, most, offset}));
}

std::int64_t count_notices(store::Db& db) { return counted(db.ask("SELECT count(*) FROM outbox WHERE template <> $1", {letter_template})); }

// ---- the secret ----

namespace {
std::optional<std::string> kept(store::Db& db, std::string_view name) {
    auto rows = db.ask("SELECT value FROM local_key WHERE name = $1", {name});
    return rows.next() ? std::optional(std::string(rows.bytes(0))) : std::nullopt;
}
void keep(store::Db& db, std::string_view name, std::string_view value) {
    db.change("INSERT INTO local_key (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
              {name, store::Value::bytes(value)});
}
}  // namespace

std::string mail_key(store::Db& db) {
    if (auto known = kept(db, key_name)) return *known;
    auto made = base::random_bytes(32);
    keep(db, key_name, made);
    return made;
}

std::optional<std::string> known_mail_key(store::Db& db) { return kept(db, key_name); }
void keep_bounce_address(store::Db& db, const std::string& address) { keep(db, bounces_name, address); }
std::optional<std::string> bounce_address(store::Db& db) { return kept(db, bounces_name); }

}  // namespace mail
