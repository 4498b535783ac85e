#include "assembly/store.h"

#include "store/where.h"

#include <algorithm>

namespace assembly {

// ---- decisions ----

void insert_decision(store::Db& db, Id<Decision> id, const RecordDecision& decision, const std::string& basis) {
    db.run(
        "INSERT INTO decision (id, body, day, title, subject, subject_id, result, votes_for, votes_against, abstentions, basis, "
        "session) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        {id, acts::name_of(*decision.body), *decision.date, decision.title->value, acts::name_of(*decision.subject),
         acts::number(decision.subject_id).value_or(0), acts::name_of(*decision.result), acts::number(decision.votes_for),
         acts::number(decision.votes_against), acts::number(decision.abstentions), basis, decision.session.value});
    db.run(
        "INSERT INTO decision_roll (day, body, result, decisions) VALUES ($1, $2, $3, 1) ON CONFLICT (day, body, result) DO UPDATE SET "
        "decisions = decision_roll.decisions + 1",
        {*decision.date, acts::name_of(*decision.body), acts::name_of(*decision.result)});
}

void set_executed(store::Db& db, Id<Decision> id, base::Id<acts::Act> by) {
    db.run("UPDATE decision SET executed_by = $1 WHERE id = $2", {by, id});
}

void set_annulled(store::Db& db, Id<Decision> id, base::Id<acts::Act> by, std::optional<Id<Decision>> deciding) {
    db.run("UPDATE decision SET annulled_by = $1, annulled_by_decision = $2 WHERE id = $3", {by, deciding, id});
}

namespace {
constexpr auto decision_columns =
    "SELECT id, body, day, title, subject, subject_id, result, votes_for, votes_against, abstentions, executed_by, annulled_by, session, "
    "basis, annulled_by_decision FROM decision ";

KnownDecision decision_row(const store::Rows& row) {
    KnownDecision known{row.id<Decision>(0),
                        *acts::named<Body>(row.view(1)),
                        row.date(2),
                        row.text(3),
                        *acts::named<Subject>(row.view(4)),
                        row.integer(5),
                        *acts::named<Result>(row.view(6)),
                        row.integer_or_null(7),
                        row.integer_or_null(8),
                        row.integer_or_null(9),
                        {},
                        {},
                        {},
                        row.text(13),
                        {}};
    if (!row.null(10)) known.executed_by = row.id<acts::Act>(10);
    if (!row.null(11)) known.annulled_by = row.id<acts::Act>(11);
    if (!row.null(12)) known.session = row.id<Session>(12);
    if (!row.null(14)) known.annulled_by_decision = row.id<Decision>(14);
    return known;
}
}  // namespace

std::optional<KnownDecision> find_decision(store::Db& db, Id<Decision> id) {
    static const auto sql = std::string(decision_columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(decision_row(rows)) : std::nullopt;
}

namespace {

std::vector<KnownDecision> decision_rows(store::Rows rows) {
    std::vector<KnownDecision> all;
    while (rows.next()) all.push_back(decision_row(rows));
    return all;
}

// The same of decisions and of their roll.
store::Where where_of(const DecisionFilter& filter, base::Date last) {
    store::Where where;
    where.clause("day <= " + where.mark(last));
    if (filter.body) where.clause("body = " + where.mark(acts::name_of(*filter.body)));
    if (filter.result) where.clause("result = " + where.mark(acts::name_of(*filter.result)));
    return where;
}

base::Date last_day(const DecisionFilter& filter) { return filter.on.value_or(base::Date{9999, 12, 31}); }

}  // namespace

void put_back(store::Db& db, std::span<KnownDecision> decisions, base::Date day) {
    for (auto& one : decisions)
        if (const auto by = one.annulled_by_decision ? find_decision(db, *one.annulled_by_decision) : std::nullopt; by && by->date > day)
            one.annulled_by = {}, one.annulled_by_decision = {};
}

std::vector<KnownDecision> recent_decisions(store::Db& db, std::int64_t most) {
    static const auto sql = std::string(decision_columns) + "ORDER BY day DESC, id DESC LIMIT $1";
    return decision_rows(db.ask(sql, {most}));
}

std::vector<KnownDecision> decisions_of(store::Db& db, Id<Session> session) {
    static const auto sql = std::string(decision_columns) + "WHERE session = $1 ORDER BY day, id";
    return decision_rows(db.ask(sql, {session}));
}

std::int64_t count_decisions(store::Db& db, const DecisionFilter& filter) {
    const auto where = where_of(filter, last_day(filter));
    auto rows = db.ask_values("SELECT CAST(coalesce(sum(decisions), 0) AS bigint) FROM decision_roll " + where.sql, where.values);
    rows.next();
    return rows.integer(0);
}

std::vector<KnownDecision> list_decisions(store::Db& db, const DecisionFilter& filter, std::int64_t offset, std::int64_t most,
                                          std::optional<std::int64_t> total) {
    if (total) most = std::clamp<std::int64_t>(*total - offset, 0, most);
    const auto behind = total ? std::max<std::int64_t>(0, *total - offset - most) : offset;
    const bool from_oldest = behind < offset;
    const std::string way = from_oldest ? "" : " DESC";
    auto skipped = from_oldest ? behind : offset;
    auto where = where_of(filter, last_day(filter));
    if (skipped > 0) {  // whole days, by their counts
        std::optional<base::Date> day;
        auto rows =
            db.ask_values("SELECT day, CAST(sum(decisions) AS bigint) FROM decision_roll " + where.sql + " GROUP BY day ORDER BY day" + way,
                          where.values);
        while (!day && rows.next()) {
            if (skipped < rows.integer(1)) day = rows.date(0);
            else skipped -= rows.integer(1);
        }
        if (!day) return {};
        where.clause((from_oldest ? "day >= " : "day <= ") + where.mark(*day));
    }
    const auto limit = " ORDER BY day" + way + ", id" + way + " LIMIT " + where.mark(most) + " OFFSET " + where.mark(skipped);
    auto all = decision_rows(db.ask_values(std::string(decision_columns) + where.sql + limit, where.values));
    if (from_oldest) std::ranges::reverse(all);
    if (filter.on) put_back(db, all, *filter.on);
    return all;
}

std::vector<KnownDecision> decisions_after(store::Db& db, std::int64_t after, std::int64_t most, const DecisionFilter& filter) {
    auto where = where_of(filter, last_day(filter));
    where.clause("id > " + where.mark(after));
    const auto limit = " ORDER BY id LIMIT " + where.mark(most);
    auto all = decision_rows(db.ask_values(std::string(decision_columns) + where.sql + limit, where.values));
    if (filter.on) put_back(db, all, *filter.on);
    return all;
}

std::vector<KnownDecision> decisions_to_execute(store::Db& db, std::int64_t most) {
    static const auto sql =
        std::string(decision_columns) +
        "WHERE executed_by IS NULL AND result = 'adopted' AND annulled_by IS NULL AND subject_id <> 0 ORDER BY day, id LIMIT $1";
    std::vector<KnownDecision> all;
    auto rows = db.ask(sql, {most});
    while (rows.next())
        if (auto decision = decision_row(rows); decision.to_execute()) all.push_back(std::move(decision));
    return all;
}

// ---- sessions ----

namespace {

base::Date first_day(const base::PartialDate& date) { return date.earliest().value_or(date.latest().value_or(base::Date{})); }

// `sql` inserts a session or updates it, with the same parameters in the same order.
template <class Act>
void keep(store::Db& db, const char* sql, Id<Session> id, std::string_view body, const Act& said, const acts::Stamp& stamp) {
    db.run(sql, {id, body, acts::number(said.number), acts::name_of(*said.number_known), acts::text(said.place), acts::text(said.country),
                 acts::name_of(*said.mode), *said.date, first_day(*said.date), said.until.value, acts::text(said.date_words),
                 acts::text(said.theme_fr), acts::text(said.theme_en), acts::text(said.note_fr), acts::text(said.note_en),
                 acts::name_of(*said.translated), acts::name_of(*said.confidence), stamp.time_us, stamp.number});
    for (std::int64_t ordinal = 1; auto source : *said.sources)
        db.run("INSERT INTO session_source (session, ordinal, source) VALUES ($1, $2, $3)", {id, ordinal++, source});
}

constexpr auto session_columns =
    "SELECT id, body, number, number_known, place, country, mode, date, last_day, date_words, theme_fr, theme_en, note_fr, note_en, "
    "translated, confidence, stamp_us, changed_by FROM session ";

KnownSession session_row(const store::Rows& row) {
    const auto text = [&](int column) { return row.text_or_null(column).value_or(""); };
    KnownSession known;
    known.id = row.id<Session>(0);
    known.body = *acts::named<Body>(row.view(1));
    known.number = row.integer_or_null(2);
    known.number_known = *acts::named<NumberKnown>(row.view(3));
    known.place = text(4);
    known.country = text(5);
    known.mode = *acts::named<Mode>(row.view(6));
    known.date = row.partial_date(7);
    if (!row.null(8)) known.until = row.partial_date(8);
    known.date_words = text(9);
    known.theme_fr = text(10);
    known.theme_en = text(11);
    known.note_fr = text(12);
    known.note_en = text(13);
    known.translated = *acts::named<sources::Translated>(row.view(14));
    known.confidence = *acts::named<sources::Confidence>(row.view(15));
    known.stamp_us = row.integer(16);
    known.changed_by = row.id<acts::Act>(17);
    return known;
}

std::vector<KnownSession> session_rows(store::Rows rows) {
    std::vector<KnownSession> all;
    while (rows.next()) all.push_back(session_row(rows));
    return all;
}

constexpr auto asked_sessions = "WHERE ($1 = '' OR body = $1) AND first_day <= $2 ";
std::string body_or_all(const SessionFilter& filter) { return filter.body ? std::string(acts::name_of(*filter.body)) : std::string(); }
base::Date last_day(const SessionFilter& filter) { return filter.on.value_or(base::Date{9999, 12, 31}); }

}  // namespace

void insert_session(store::Db& db, Id<Session> id, const RecordSession& said, const acts::Stamp& stamp) {
    keep(db,
         "INSERT INTO session (id, body, number, number_known, place, country, mode, date, first_day, last_day, date_words, theme_fr, "
         "theme_en, note_fr, note_en, translated, confidence, stamp_us, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
         "$12, $13, $14, $15, $16, $17, $18, $19)",
         id, acts::name_of(*said.body), said, stamp);
}

void update_session(store::Db& db, const CorrectSession& said, const acts::Stamp& stamp) {
    const auto session = find_session(db, said.session);
    db.run("DELETE FROM session_source WHERE session = $1", {*said.session});
    keep(db,
         "UPDATE session SET body = $2, number = $3, number_known = $4, place = $5, country = $6, mode = $7, date = $8, first_day = $9, "
         "last_day = $10, date_words = $11, theme_fr = $12, theme_en = $13, note_fr = $14, note_en = $15, translated = $16, confidence = "
         "$17, stamp_us = $18, changed_by = $19 WHERE id = $1",
         said.session, acts::name_of(session->body), said, stamp);
}

std::optional<KnownSession> find_session(store::Db& db, Id<Session> id) {
    static const auto sql = std::string(session_columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(session_row(rows)) : std::nullopt;
}

std::int64_t count_sessions(store::Db& db, const SessionFilter& filter) {
    static const auto sql = std::string("SELECT count(*) FROM session ") + asked_sessions;
    auto rows = db.ask(sql, {body_or_all(filter), last_day(filter)});
    rows.next();
    return rows.integer(0);
}

std::vector<KnownSession> list_sessions(store::Db& db, const SessionFilter& filter, std::int64_t offset, std::int64_t most) {
    static const auto sql = std::string(session_columns) + asked_sessions + "ORDER BY first_day DESC, id DESC LIMIT $4 OFFSET $3";
    return session_rows(db.ask(sql, {body_or_all(filter), last_day(filter), offset, most}));
}

std::vector<KnownSession> sessions_after(store::Db& db, std::int64_t after, std::int64_t most, const SessionFilter& filter) {
    static const auto sql = std::string(session_columns) + asked_sessions + "AND id > $3 ORDER BY id LIMIT $4";
    return session_rows(db.ask(sql, {body_or_all(filter), last_day(filter), after, most}));
}

std::vector<KnownSession> sessions_of_source(store::Db& db, Id<sources::Source> source) {
    static const auto sql =
        std::string(session_columns) + "WHERE id IN (SELECT t.session FROM session_source t WHERE t.source = $1) ORDER BY first_day, id";
    return session_rows(db.ask(sql, {source}));
}

std::vector<sources::ShownSource> sources_of(store::Db& db, Id<Session> id) {
    std::vector<sources::ShownSource> all;
    std::vector<Id<sources::Source>> ids;
    {
        auto rows = db.ask("SELECT source FROM session_source WHERE session = $1 ORDER BY ordinal", {id});
        while (rows.next()) ids.push_back(rows.id<sources::Source>(0));
    }
    for (const auto source : ids)
        if (auto found = sources::find_source(db, source)) all.push_back(std::move(*found));
    return all;
}

}  // namespace assembly
