#include "bodies/store.h"

namespace bodies {
namespace {

// The first day that a date allows, for the order of rows and for asking by day.
base::Date first_day(const PartialDate& date) { return date.earliest() ? *date.earliest() : base::Date{}; }

template <class T>
std::optional<T> named_or_none(const store::Rows& row, int column) {
    return row.null(column) ? std::nullopt : acts::named<T>(row.view(column));
}
std::optional<PartialDate> date_or_none(const store::Rows& row, int column) {
    return row.null(column) ? std::nullopt : std::optional(row.partial_date(column));
}
template <class T>
std::optional<Id<T>> id_or_none(const store::Rows& row, int column) {
    return row.null(column) ? std::nullopt : std::optional(row.id<T>(column));
}
template <class T>
std::optional<std::string_view> name_or_none(const std::optional<T>& value) {
    return value ? std::optional(acts::name_of(*value)) : std::nullopt;
}
template <class Make>
auto all_of(store::Rows rows, const Make& make) {
    std::vector<decltype(make(rows))> all;
    all.reserve(32);  // wide rows, that growing would move
    while (rows.next()) all.push_back(make(rows));
    return all;
}
template <class Make>
auto one_of(store::Rows rows, const Make& make) {
    return rows.next() ? std::optional(make(rows)) : std::nullopt;
}

// ---- bodies and offices ----

constexpr std::string_view body_columns =
    "SELECT id, kind, name_fr, name_en, purpose_fr, purpose_en, created, ended, basis, changed_by FROM body ";
ShownBody body_row(const store::Rows& row) {
    return {row.id<Body>(0),      *acts::named<BodyKind>(row.view(1)),
            row.text(2),          row.text(3),
            row.text(4),          row.text(5),
            date_or_none(row, 6), row.date_or_null(7),
            row.text(8),          row.id<acts::Act>(9)};
}

constexpr std::string_view office_columns = "SELECT id, body, name_fr, name_en, rank, way, holder, basis, changed_by FROM office ";
ShownOffice office_row(const store::Rows& row) {
    return {row.id<Office>(0),
            row.id<Body>(1),
            row.text(2),
            row.text(3),
            row.integer(4),
            *acts::named<Way>(row.view(5)),
            *acts::named<Holder>(row.view(6)),
            row.text(7),
            row.id<acts::Act>(8)};
}

}  // namespace

std::vector<ShownBody> all_bodies(store::Db& db) {
    static const auto sql = std::string(body_columns) +
                            "ORDER BY CASE kind WHEN 'general_assembly' THEN 0 WHEN 'bureau' THEN 1 WHEN 'secretariat' THEN 2 WHEN "
                            "'commission' THEN 3 WHEN 'advocacy_group' THEN 4 ELSE 5 END, id";
    return all_of(db.ask(sql), body_row);
}

std::optional<ShownBody> find_body(store::Db& db, Id<Body> id) {
    static const auto sql = std::string(body_columns) + "WHERE id = $1";
    return one_of(db.ask(sql, {id}), body_row);
}

std::vector<ShownOffice> offices_of(store::Db& db, Id<Body> body) {
    static const auto sql = std::string(office_columns) + "WHERE body = $1 ORDER BY rank, id";
    return all_of(db.ask(sql, {body}), office_row);
}

std::optional<ShownOffice> find_office(store::Db& db, Id<Office> id) {
    static const auto sql = std::string(office_columns) + "WHERE id = $1";
    return one_of(db.ask(sql, {id}), office_row);
}

std::vector<ShownSeatCount> seat_counts_of(store::Db& db, Id<Body> body) {
    return all_of(db.ask("SELECT office, seats, from_text, basis FROM seat_count WHERE body = $1 ORDER BY from_day, id", {body}),
                  [](const store::Rows& row) {
                      return ShownSeatCount{row.id<Office>(0), row.integer(1), row.partial_date(2), row.text(3)};
                  });
}

void insert_body(store::Db& db, Id<Body> id, const CreateBody& create, const std::string& basis, Id<acts::Act> by) {
    db.run(
        "INSERT INTO body (id, kind, name_fr, name_en, purpose_fr, purpose_en, created, basis, changed_by) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9)",
        {id, acts::name_of(*create.kind), create.name_fr->value, create.name_en->value, acts::text(create.purpose_fr).value_or(""),
         acts::text(create.purpose_en).value_or(""), create.created.value, basis, by});
}

void update_body(store::Db& db, const CorrectBody& correct, const std::string& basis, Id<acts::Act> by) {
    db.run(
        "UPDATE body SET name_fr = $1, name_en = $2, purpose_fr = $3, purpose_en = $4, created = $5, basis = $6, changed_by = $7 WHERE id "
        "= $8",
        {correct.name_fr->value, correct.name_en->value, acts::text(correct.purpose_fr).value_or(""),
         acts::text(correct.purpose_en).value_or(""), correct.created.value, basis, by, *correct.body});
}

void end_body(store::Db& db, Id<Body> id, base::Date on, Id<acts::Act> by) {
    db.run("UPDATE body SET ended = $1, changed_by = $2 WHERE id = $3", {on, by, id});
}

void insert_office(store::Db& db, Id<Office> id, const DefineOffice& define, const std::string& basis, Id<acts::Act> by) {
    db.run(
        "INSERT INTO office (id, body, name_fr, name_en, rank, way, holder, basis, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {id, *define.body, define.name_fr->value, define.name_en->value, define.rank->value, acts::name_of(*define.way),
         acts::name_of(*define.holder), basis, by});
}

void update_office(store::Db& db, const CorrectOffice& correct, const std::string& basis, Id<acts::Act> by) {
    db.run("UPDATE office SET name_fr = $1, name_en = $2, rank = $3, way = $4, holder = $5, basis = $6, changed_by = $7 WHERE id = $8",
           {correct.name_fr->value, correct.name_en->value, correct.rank->value, acts::name_of(*correct.way),
            acts::name_of(*correct.holder), basis, by, *correct.office});
}

void insert_seat_count(store::Db& db, Id<SeatCount> id, const SetSize& set, const std::string& basis) {
    db.run("INSERT INTO seat_count (id, body, office, seats, from_text, from_day, basis) VALUES ($1, $2, $3, $4, $5, $6, $7)",
           {id, *set.body, set.office.value ? set.office.value->value : 0, set.seats->value, *set.from, first_day(set.from), basis});
}

// ---- mandates ----

namespace {

constexpr std::string_view mandate_columns =
    "SELECT m.id, m.office, m.body, m.member, c.name, c.country, m.person, m.gender, m.begins, m.replaces, m.from_text, m.term_ends, "
    "m.until_text, m.reason, m.ended_by, m.lost_on, m.lost_rule, m.basis, c.population, m.end_annulled_by, m.ended_by_hand, ";
constexpr std::string_view with_names =
    "v.value FROM mandate m JOIN office o ON o.id = m.office LEFT JOIN member c ON c.id = m.member LEFT JOIN person p ON p.id = m.person "
    "LEFT JOIN personal_value v ON v.handle = p.name ";
// For effects, which may not see personal values.
constexpr std::string_view without_names = "NULL FROM mandate m JOIN office o ON o.id = m.office LEFT JOIN member c ON c.id = m.member ";

std::string mandates(std::string_view names, std::string_view rest) {
    return std::string(mandate_columns) + std::string(names) + std::string(rest);
}

ShownMandate mandate_row(const store::Rows& row) {
    ShownMandate mandate;
    mandate.id = row.id<Mandate>(0);
    mandate.office = row.id<Office>(1);
    mandate.body = row.id<Body>(2);
    mandate.member = id_or_none<Member>(row, 3);
    mandate.member_name = row.text_or_null(4).value_or("");
    mandate.country = row.text_or_null(5).value_or("");
    mandate.person = row.id<Person>(6);
    mandate.gender = named_or_none<Gender>(row, 7);
    mandate.begins = *acts::named<Beginning>(row.view(8));
    mandate.replaces = id_or_none<Mandate>(row, 9);
    mandate.from = row.partial_date(10);
    mandate.term_ends = row.date_or_null(11);
    mandate.until = date_or_none(row, 12);
    mandate.reason = named_or_none<Ending>(row, 13);
    mandate.ended_by = id_or_none<acts::Act>(row, 14);
    mandate.lost_on = row.date_or_null(15);
    mandate.after_loss = named_or_none<AfterLoss>(row, 16);
    mandate.basis = row.text(17);
    mandate.population = row.integer_or_null(18);
    mandate.end_annulled_by = id_or_none<acts::Act>(row, 19);
    mandate.ended_by_hand = row.integer(20) != 0;
    if (!row.null(21) && !row.view(21).empty()) mandate.name = acts::text_of_json(row.view(21));
    return mandate;
}

}  // namespace

std::optional<ShownMandate> find_mandate(store::Db& db, Id<Mandate> id) {
    static const auto sql = mandates(without_names, "WHERE m.id = $1");
    return one_of(db.ask(sql, {id}), mandate_row);
}

std::vector<ShownMandate> mandates_on(store::Db& db, Id<Body> body, base::Date day) {
    static const auto sql = mandates(with_names,
                                     "WHERE m.body = $1 AND m.from_day <= $2 AND (m.until_day IS NULL OR m.until_day >= $2) "
                                     "ORDER BY o.rank, m.office, m.from_day, m.id");
    return all_of(db.ask(sql, {body, day}), mandate_row);
}

std::vector<ShownMandate> mandates_of(store::Db& db, Id<Body> body, std::int64_t most) {
    static const auto sql = mandates(with_names, "WHERE m.body = $1 ORDER BY m.from_day DESC, m.id DESC LIMIT $2");
    return all_of(db.ask(sql, {body, most}), mandate_row);
}

std::vector<ShownMandate> mandates_of(store::Db& db, Id<Member> member) {
    static const auto sql = mandates(with_names, "WHERE m.member = $1 ORDER BY m.from_day DESC, m.id DESC");
    return all_of(db.ask(sql, {member}), mandate_row);
}

std::vector<ShownMandate> mandates_after(store::Db& db, std::int64_t after, std::int64_t most) {
    static const auto sql = mandates(with_names, "WHERE m.id > $1 ORDER BY m.id LIMIT $2");
    return all_of(db.ask(sql, {after, most}), mandate_row);
}

std::vector<ShownMandate> mandates_of_office(store::Db& db, Id<Office> office) {
    static const auto sql = mandates(without_names, "WHERE m.office = $1 AND m.begins <> 'interim' ORDER BY m.id");
    return all_of(db.ask(sql, {office}), mandate_row);
}

std::vector<ShownMandate> seats_of_body(store::Db& db, Id<Body> body) {
    static const auto sql = mandates(without_names,
                                     "WHERE m.body = $1 AND m.begins <> 'interim' AND o.way <> 'ex_officio' AND o.way <> 'honorary' "
                                     "ORDER BY m.id");
    return all_of(db.ask(sql, {body}), mandate_row);
}

std::vector<ShownMandate> open_mandates_of_body(store::Db& db, Id<Body> body) {
    static const auto sql = mandates(without_names, "WHERE m.body = $1 AND m.until_text IS NULL ORDER BY m.id");
    return all_of(db.ask(sql, {body}), mandate_row);
}

std::vector<ShownMandate> mandates_of_body(store::Db& db, Id<Body> body) {
    static const auto sql = mandates(without_names, "WHERE m.body = $1 ORDER BY m.id");
    return all_of(db.ask(sql, {body}), mandate_row);
}

std::vector<ShownMandate> mandates_of_member(store::Db& db, Id<Member> member) {
    static const auto sql = mandates(without_names, "WHERE m.member = $1 ORDER BY m.id");
    return all_of(db.ask(sql, {member}), mandate_row);
}

std::vector<ShownMandate> mandates_of_person(store::Db& db, Id<Person> person) {
    static const auto sql = mandates(without_names, "WHERE m.person = $1 ORDER BY m.id");
    return all_of(db.ask(sql, {person}), mandate_row);
}

std::vector<ShownMandate> mandates_on_basis(store::Db& db, const std::string& basis) {
    static const auto sql = mandates(without_names, "WHERE m.basis = $1 ORDER BY m.id");
    return all_of(db.ask(sql, {basis}), mandate_row);
}

std::vector<ShownMandate> mandates_awaiting_bureau(store::Db& db, base::Date before) {
    static const auto sql = mandates(without_names,
                                     "WHERE m.lost_on IS NOT NULL AND m.until_text IS NULL AND m.lost_on < $1 AND m.lost_rule = "
                                     "'ends_at_next_bureau' ORDER BY m.id");
    return all_of(db.ask(sql, {before}), mandate_row);
}

std::vector<ShownMandate> mandates_flagged(store::Db& db, std::int64_t most) {
    static const auto sql =
        mandates(without_names, "WHERE m.lost_on IS NOT NULL AND m.until_text IS NULL ORDER BY m.lost_on, m.id LIMIT $1");
    return all_of(db.ask(sql, {most}), mandate_row);
}

std::vector<ShownMandate> mandates_to_establish(store::Db& db, std::int64_t most) {
    static const auto sql = mandates(without_names, "WHERE m.end_annulled_by IS NOT NULL ORDER BY m.end_annulled_by, m.id LIMIT $1");
    return all_of(db.ask(sql, {most}), mandate_row);
}

std::vector<ToldDead> told_dead(store::Db& db, std::int64_t most) {
    auto rows = db.ask(
        "SELECT d.person, d.id, d.until_text, m.id FROM mandate d LEFT JOIN mandate m ON m.person = d.person AND m.until_text IS NULL "
        "WHERE d.reason = 'death' ORDER BY d.person, d.id, m.id LIMIT $1",
        {most});
    std::vector<ToldDead> all;
    std::int64_t told_by = 0;  // the first mandate of a person that says so
    while (rows.next()) {
        const Id<Person> person{rows.integer(0)};
        if (all.empty() || all.back().person != person) {
            all.push_back({person, *PartialDate::parse(rows.text(2)), {}});
            told_by = rows.integer(1);
        }
        if (rows.integer(1) == told_by && !rows.null(3)) all.back().open.push_back({rows.integer(3)});
    }
    return all;
}

void insert_mandate(store::Db& db, Id<Mandate> id, const OpenMandate& open, const ShownOffice& office, std::optional<base::Date> term_ends,
                    const std::string& basis, Id<acts::Act> by) {
    db.run(
        "INSERT INTO mandate (id, office, body, member, person, gender, begins, replaces, from_text, from_day, term_ends, basis, "
        "changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        {id, office.id, office.body, open.member.value, *open.person, name_or_none(open.gender.value), acts::name_of(*open.begins),
         open.replaces.value, *open.from, first_day(open.from), term_ends, basis, by});
}

void end_mandate(store::Db& db, Id<Mandate> id, const PartialDate& until, Ending reason, Id<acts::Act> by) {
    db.run(
        "UPDATE mandate SET until_text = $1, until_day = $2, reason = $3, ended_by = $4, changed_by = $4, end_annulled_by = NULL, "
        "ended_by_hand = 0 WHERE id = $5",
        {until, until.latest(), acts::name_of(reason), by, id});
}

void end_by_hand(store::Db& db, Id<Mandate> id, const PartialDate& until, Ended reason, Id<acts::Act> by) {
    end_mandate(db, id, until, *acts::named<Ending>(acts::name_of(reason)), by);
    db.run("UPDATE mandate SET ended_by_hand = 1 WHERE id = $1", {id});
}

void reopen_mandate(store::Db& db, Id<Mandate> id, Id<acts::Act> by) {
    db.run(
        "UPDATE mandate SET until_text = NULL, until_day = NULL, reason = NULL, ended_by = NULL, changed_by = $1, end_annulled_by = NULL, "
        "ended_by_hand = 0 WHERE id = $2",
        {by, id});
}

void flag_end_annulled(store::Db& db, Id<Mandate> id, Id<acts::Act> by) {
    db.run("UPDATE mandate SET end_annulled_by = $1, changed_by = $1 WHERE id = $2", {by, id});
}

bool is_attested(store::Db& db, Id<Body> body, Id<Member> member) {
    return db.ask("SELECT 1 FROM attestation WHERE member = $1 AND body = $2 AND withdrawn_by IS NULL LIMIT 1", {member, body}).next();
}

std::optional<PartialDate> death_of(store::Db& db, Id<Person> person, std::optional<Id<Mandate>> besides) {
    if (const auto death = members::death_of(db, person)) return death->on;
    auto ended = db.ask("SELECT until_text FROM mandate WHERE person = $1 AND reason = 'death' AND id <> $2 ORDER BY id LIMIT 1",
                        {person, besides.value_or(Id<Mandate>())});
    return ended.next() ? std::optional(ended.partial_date(0)) : std::nullopt;
}

void flag_lost(store::Db& db, Id<Mandate> id, std::optional<base::Date> on, std::optional<AfterLoss> rule, Id<acts::Act> by) {
    db.run("UPDATE mandate SET lost_on = $1, lost_rule = $2, changed_by = $3 WHERE id = $4", {on, name_or_none(rule), by, id});
}

// ---- resignations ----

namespace {
constexpr std::string_view resignation_columns = "SELECT r.id, r.mandate, r.offered, r.outcome, r.answered, r.basis FROM resignation r ";
ShownResignation resignation_row(const store::Rows& row) {
    return {row.id<Resignation>(0), row.id<Mandate>(1), row.date(2), named_or_none<Answer>(row, 3), row.date_or_null(4), row.text(5)};
}
}  // namespace

std::vector<ShownResignation> resignations_of(store::Db& db, Id<Body> body) {
    static const auto sql =
        std::string(resignation_columns) + "JOIN mandate m ON m.id = r.mandate WHERE m.body = $1 ORDER BY r.offered DESC, r.id DESC";
    return all_of(db.ask(sql, {body}), resignation_row);
}

std::vector<ShownResignation> resignations_of(store::Db& db, Id<Mandate> mandate) {
    static const auto sql = std::string(resignation_columns) + "WHERE r.mandate = $1 ORDER BY r.id DESC";
    return all_of(db.ask(sql, {mandate}), resignation_row);
}

std::vector<ShownResignation> resignations_unanswered(store::Db& db, std::int64_t most) {
    static const auto sql = std::string(resignation_columns) +
                            "JOIN mandate m ON m.id = r.mandate WHERE r.outcome IS NULL AND m.until_text IS NULL "
                            "ORDER BY r.offered, r.id LIMIT $1";
    return all_of(db.ask(sql, {most}), resignation_row);
}

std::optional<ShownResignation> open_resignation(store::Db& db, Id<Mandate> mandate) {
    static const auto sql = std::string(resignation_columns) + "WHERE r.mandate = $1 AND r.outcome IS NULL ORDER BY r.id DESC LIMIT 1";
    return one_of(db.ask(sql, {mandate}), resignation_row);
}

void insert_resignation(store::Db& db, Id<Resignation> id, const OfferResignation& offer, const std::string& basis) {
    db.run("INSERT INTO resignation (id, mandate, offered, basis) VALUES ($1, $2, $3, $4)", {id, *offer.mandate, *offer.on, basis});
}

void answer_resignation(store::Db& db, Id<Resignation> id, Answer answer, base::Date on, const std::string& basis) {
    db.run("UPDATE resignation SET outcome = $1, answered = $2, basis = $3 WHERE id = $4", {acts::name_of(answer), on, basis, id});
}

void take_back_answer(store::Db& db, Id<Resignation> id, const std::string& basis) {
    db.run("UPDATE resignation SET outcome = NULL, answered = NULL, basis = $1 WHERE id = $2", {basis, id});
}

// ---- attestations ----

namespace {

constexpr std::string_view attestation_columns =
    "SELECT a.id, a.office, a.body, a.holder, a.spelling, a.person, v.value, a.member, c.name, c.country, a.place, a.words, a.said, "
    "a.from_text, a.until_text, a.until_is, a.confidence, a.note_fr, a.note_en, a.differs_from, a.source, a.withdrawn_by, c.population "
    "FROM attestation a LEFT JOIN member c ON c.id = a.member LEFT JOIN person p ON p.id = a.person "
    "LEFT JOIN personal_value v ON v.handle = p.name ";

ShownAttestation attestation_row(const store::Rows& row) {
    ShownAttestation shown;
    shown.id = row.id<Attestation>(0);
    shown.office = row.id<Office>(1);
    shown.body = row.id<Body>(2);
    shown.holder = row.text_or_null(3).value_or("");
    shown.spelling = row.text_or_null(4).value_or("");
    shown.person = id_or_none<Person>(row, 5);
    if (!row.null(6) && !row.view(6).empty()) shown.person_name = acts::text_of_json(row.view(6));
    shown.member = id_or_none<Member>(row, 7);
    shown.member_name = row.text_or_null(8).value_or("");
    shown.country = row.text_or_null(9).value_or("");
    shown.place = row.text_or_null(10).value_or("");
    shown.words = row.text_or_null(11).value_or("");
    shown.said = *acts::named<Said>(row.view(12));
    shown.from = row.partial_date(13);
    shown.until = date_or_none(row, 14);
    shown.until_is = named_or_none<UntilIs>(row, 15);
    shown.confidence = *acts::named<sources::Confidence>(row.view(16));
    shown.note_fr = row.text(17);
    shown.note_en = row.text(18);
    shown.differs_from = id_or_none<Attestation>(row, 19);
    shown.source = row.id<Source>(20);
    shown.withdrawn_by = id_or_none<acts::Act>(row, 21);
    shown.population = row.integer_or_null(22);
    return shown;
}

std::string attestations(std::string_view rest) { return std::string(attestation_columns) + std::string(rest); }

}  // namespace

std::vector<ShownAttestation> attestations_of(store::Db& db, Id<Body> body, std::int64_t most) {
    static const auto sql = attestations("WHERE a.body = $1 AND a.withdrawn_by IS NULL ORDER BY a.from_day DESC, a.id DESC LIMIT $2");
    return all_of(db.ask(sql, {body, most}), attestation_row);
}

std::vector<ShownAttestation> attestations_of(store::Db& db, Id<Member> member) {
    static const auto sql = attestations("WHERE a.member = $1 AND a.withdrawn_by IS NULL ORDER BY a.from_day DESC, a.id DESC");
    return all_of(db.ask(sql, {member}), attestation_row);
}

std::vector<ShownAttestation> attestations_of(store::Db& db, Id<Source> source) {
    static const auto sql = attestations("WHERE a.source = $1 AND a.withdrawn_by IS NULL ORDER BY a.from_day DESC, a.id DESC");
    return all_of(db.ask(sql, {source}), attestation_row);
}

std::vector<ShownAttestation> attestations_after(store::Db& db, std::int64_t after, std::int64_t most) {
    static const auto sql = attestations("WHERE a.id > $1 AND a.withdrawn_by IS NULL ORDER BY a.id LIMIT $2");
    return all_of(db.ask(sql, {after, most}), attestation_row);
}

namespace {
// For effects and checks: without the names of registered persons.
constexpr std::string_view bare_attestation =
    "SELECT a.id, a.office, a.body, a.holder, a.spelling, a.person, NULL, a.member, c.name, c.country, a.place, a.words, a.said, "
    "a.from_text, a.until_text, a.until_is, a.confidence, a.note_fr, a.note_en, a.differs_from, a.source, a.withdrawn_by, c.population "
    "FROM attestation a LEFT JOIN member c ON c.id = a.member WHERE a.id = $1";
}  // namespace

std::optional<ShownAttestation> find_attestation(store::Db& db, Id<Attestation> id) {
    return one_of(db.ask(bare_attestation, {id}), attestation_row);
}

void insert_attestation(store::Db& db, Id<Attestation> id, const RecordAttestation& record, Id<Body> body, Id<Source> source) {
    const auto& until = record.until.value;
    db.run(
        "INSERT INTO attestation (id, office, body, holder, spelling, person, member, place, words, said, from_text, from_day, until_text, "
        "until_day, until_is, confidence, note_fr, note_en, differs_from, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12, $13, $14, $15, $16, $17, $18, $19, $20)",
        {id,
         *record.office,
         body,
         acts::text(record.holder),
         acts::text(record.spelling),
         record.person.value,
         record.member.value,
         acts::text(record.place),
         acts::text(record.words),
         acts::name_of(*record.said),
         *record.from,
         first_day(record.from),
         until,
         until ? until->latest() : std::nullopt,
         name_or_none(record.until_is.value),
         acts::name_of(*record.confidence),
         acts::text(record.note_fr).value_or(""),
         acts::text(record.note_en).value_or(""),
         record.differs_from.value,
         source});
}

void withdraw_attestation(store::Db& db, Id<Attestation> id, Id<acts::Act> by) {
    db.run("UPDATE attestation SET withdrawn_by = $1 WHERE id = $2", {by, id});
}

// ---- members of commissions and groups ----

namespace {
constexpr std::string_view belonging_columns =
    "SELECT b.id, b.body, b.member, c.name, c.country, b.part, b.from_text, b.until_text, b.basis FROM belonging b JOIN member c ON c.id = "
    "b.member ";
ShownBelonging belonging_row(const store::Rows& row) {
    return {row.id<Belonging>(0), row.id<Body>(1),      row.id<Member>(2), row.text(3), row.text(4), *acts::named<Part>(row.view(5)),
            row.partial_date(6),  date_or_none(row, 7), row.text(8)};
}
}  // namespace

std::vector<ShownBelonging> belongings_of(store::Db& db, Id<Body> body) {
    static const auto sql = std::string(belonging_columns) + "WHERE b.body = $1 ORDER BY b.from_day, b.id";
    return all_of(db.ask(sql, {body}), belonging_row);
}

std::vector<ShownBelonging> belongings_of(store::Db& db, Id<Member> member) {
    static const auto sql = std::string(belonging_columns) + "WHERE b.member = $1 ORDER BY b.from_day, b.id";
    return all_of(db.ask(sql, {member}), belonging_row);
}

std::vector<ShownBelonging> open_belongings(store::Db& db, Id<Body> body) {
    static const auto sql = std::string(belonging_columns) + "WHERE b.body = $1 AND b.until_text IS NULL ORDER BY b.id";
    return all_of(db.ask(sql, {body}), belonging_row);
}

std::optional<ShownBelonging> find_belonging(store::Db& db, Id<Belonging> id) {
    static const auto sql = std::string(belonging_columns) + "WHERE b.id = $1";
    return one_of(db.ask(sql, {id}), belonging_row);
}

void insert_belonging(store::Db& db, Id<Belonging> id, const AddMember& add, const std::string& basis) {
    db.run("INSERT INTO belonging (id, body, member, part, from_text, from_day, basis) VALUES ($1, $2, $3, $4, $5, $6, $7)",
           {id, *add.body, *add.member, acts::name_of(*add.part), *add.from, first_day(add.from), basis});
}

void end_belonging(store::Db& db, Id<Belonging> id, const PartialDate& until) {
    db.run("UPDATE belonging SET until_text = $1, until_day = $2 WHERE id = $3", {until, until.latest(), id});
}

// ---- suspended seats ----

namespace {
constexpr std::string_view suspension_columns =
    "SELECT s.id, s.body, s.member, c.name, s.from_text, s.until_text, s.note_fr, s.note_en, s.basis, s.lifted_basis FROM seat_suspension "
    "s "
    "JOIN member c ON c.id = s.member ";
ShownSuspension suspension_row(const store::Rows& row) {
    return {row.id<Suspension>(0), row.id<Body>(1), row.id<Member>(2), row.text(3), row.partial_date(4),
            date_or_none(row, 5),  row.text(6),     row.text(7),       row.text(8), row.text_or_null(9).value_or("")};
}
}  // namespace

std::vector<ShownSuspension> suspensions_of(store::Db& db, Id<Body> body) {
    static const auto sql = std::string(suspension_columns) + "WHERE s.body = $1 ORDER BY s.from_day DESC, s.id DESC";
    return all_of(db.ask(sql, {body}), suspension_row);
}

std::vector<ShownSuspension> suspensions_of(store::Db& db, Id<Member> member) {
    static const auto sql = std::string(suspension_columns) + "WHERE s.member = $1 ORDER BY s.from_day DESC, s.id DESC";
    return all_of(db.ask(sql, {member}), suspension_row);
}

std::optional<ShownSuspension> find_suspension(store::Db& db, Id<Suspension> id) {
    static const auto sql = std::string(suspension_columns) + "WHERE s.id = $1";
    return one_of(db.ask(sql, {id}), suspension_row);
}

std::optional<ShownSuspension> open_suspension(store::Db& db, Id<Body> body, Id<Member> member) {
    static const auto sql =
        std::string(suspension_columns) + "WHERE s.body = $1 AND s.member = $2 AND s.until_text IS NULL ORDER BY s.id DESC LIMIT 1";
    return one_of(db.ask(sql, {body, member}), suspension_row);
}

void insert_suspension(store::Db& db, Id<Suspension> id, const SuspendSeat& suspend, const std::string& basis) {
    db.run(
        "INSERT INTO seat_suspension (id, body, member, from_text, from_day, note_fr, note_en, basis) VALUES ($1, $2, $3, $4, $5, $6, $7, "
        "$8)",
        {id, *suspend.body, *suspend.member, *suspend.from, first_day(suspend.from), acts::text(suspend.note_fr).value_or(""),
         acts::text(suspend.note_en).value_or(""), basis});
}

void end_suspension(store::Db& db, Id<Suspension> id, const PartialDate& until, const std::string& basis) {
    db.run("UPDATE seat_suspension SET until_text = $1, until_day = $2, lifted_basis = $3 WHERE id = $4",
           {until, until.latest(), basis, id});
}

}  // namespace bodies
