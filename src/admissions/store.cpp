#include "admissions/store.h"

#include "base/hash.h"
#include "base/text.h"
#include "store/where.h"

namespace admissions {
namespace {

constexpr auto key_name = "admissions";
constexpr std::string_view columns =
    "SELECT id, name, country, place, kind, population, population_from, french, authority, titular_title, received, step, step_on, "
    "opinion_until, session, opinion_on, examined_on, examined_basis, admitted, duplicate_of, number, changed_by FROM application ";

template <class T>
std::optional<T> choice_or_none(const store::Rows& row, int column) {
    return row.null(column) ? std::nullopt : acts::named<T>(row.view(column));
}

KnownApplication application_row(const store::Rows& row) {
    KnownApplication known;
    known.id = row.id<Application>(0);
    known.name = row.text(1), known.country = row.text(2), known.place = row.text(3);
    known.kind = *acts::named<Kind>(row.view(4));
    known.population = row.integer_or_null(5), known.population_from = row.text(6);
    known.french = choice_or_none<French>(row, 7), known.authority = choice_or_none<Authority>(row, 8);
    known.titular_title = row.text(9);
    known.received = row.date(10);
    known.step = *acts::named<Step>(row.view(11)), known.step_on = row.date(12);
    known.opinion_until = row.date_or_null(13), known.session = row.date_or_null(14);
    known.opinion_on = row.date_or_null(15), known.examined_on = row.date_or_null(16);
    known.examined_basis = row.text(17);
    if (!row.null(18)) known.admitted = row.id<members::Member>(18);
    if (!row.null(19)) known.duplicate_of = row.id<Application>(19);
    known.number = row.id<acts::Act>(20), known.changed_by = row.id<acts::Act>(21);
    return known;
}

std::vector<KnownApplication> all_of(store::Rows rows) {
    std::vector<KnownApplication> all;
    while (rows.next()) all.push_back(application_row(rows));
    return all;
}

void count_step(store::Db& db, Step step, int change) {
    db.run(
        "INSERT INTO application_roll (step, applications) VALUES ($1, $2) ON CONFLICT (step) DO UPDATE SET applications = "
        "application_roll.applications + excluded.applications",
        {acts::name_of(step), change});
}

store::Where where_of(const Filter& filter) {
    store::Where where;
    if (!filter.country.empty()) where.clause("country = " + where.mark(filter.country));
    if (filter.step) where.clause("step = " + where.mark(acts::name_of(*filter.step)));
    else if (filter.open_only) where.clause("closed = 0");
    return where;
}

}  // namespace

std::optional<KnownApplication> find_application(store::Db& db, Id<Application> id) {
    static const auto sql = std::string(columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(application_row(rows)) : std::nullopt;
}

Inside inside(store::Db& db, Id<Application> id) {
    auto rows = db.ask("SELECT contact, consent, letter, mail_confirmed, opinion, advice FROM application WHERE id = $1", {id});
    Inside known;
    if (!rows.next()) return known;
    known.contact = rows.id<Person>(0);
    known.consent = choice_or_none<Consent>(rows, 1);
    known.letter = rows.integer(2) != 0;
    known.mail_confirmed = rows.date_or_null(3);
    known.opinion = choice_or_none<Opinion>(rows, 4);
    known.advice = choice_or_none<Advice>(rows, 5);
    return known;
}

std::string titular_name_of(store::Db& db, Id<Application> id) {
    auto rows = db.ask("SELECT n.value FROM application a JOIN personal_value n ON n.handle = a.titular_name WHERE a.id = $1", {id});
    return rows.next() ? acts::text_of_json(rows.view(0)) : std::string();
}

void make_key(store::Db& db) {
    if (!key_of(db).empty()) return;
    db.run("INSERT INTO local_key (name, value) VALUES ($1, $2)", {key_name, store::Value::bytes(base::random_bytes(32))});
}

std::string key_of(store::Db& db) {
    auto rows = db.ask("SELECT value FROM local_key WHERE name = $1", {key_name});
    return rows.next() ? std::string(rows.bytes(0)) : std::string();
}

std::vector<AskedPiece> pieces_of(store::Db& db, Id<Application> id) {
    auto rows =
        db.ask("SELECT id, piece, words, asked_on, until_day, added_on FROM application_piece WHERE application = $1 ORDER BY id", {id});
    std::vector<AskedPiece> all;
    while (rows.next())
        all.push_back(
            {rows.integer(0), *acts::named<Piece>(rows.view(1)), rows.text(2), rows.date(3), rows.date_or_null(4), rows.date_or_null(5)});
    return all;
}

std::vector<OpenApplication> open_applications(store::Db& db, std::int64_t most) {
    auto rows = db.ask(
        "SELECT a.id, a.step, a.step_on, CASE a.step WHEN 'opinion_asked' THEN a.opinion_until WHEN 'ready' THEN a.session "
        "WHEN 'incomplete' THEN (SELECT min(p.until_day) FROM application_piece p WHERE p.application = a.id AND p.added_on IS NULL) "
        "END FROM application a WHERE a.closed = 0 ORDER BY a.step_on, a.id LIMIT $1",
        {most});
    std::vector<OpenApplication> all;
    while (rows.next()) all.push_back({rows.id<Application>(0), *acts::named<Step>(rows.view(1)), rows.date(2), rows.date_or_null(3)});
    return all;
}

std::int64_t count_applications(store::Db& db, const Filter& filter) {
    if (filter.country.empty()) {
        std::int64_t all = 0;
        for (const auto& one : count_by_step(db))
            if (filter.step ? one.step == *filter.step : is_open(one.step) || !filter.open_only) all += one.applications;
        return all;
    }
    const auto where = where_of(filter);
    auto rows = db.ask_values("SELECT count(*) FROM application " + where.sql, where.values);
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<KnownApplication> list_applications(store::Db& db, const Filter& filter, std::int64_t offset, std::int64_t most) {
    auto where = where_of(filter);
    const auto limit = " ORDER BY id DESC LIMIT " + where.mark(most) + " OFFSET " + where.mark(offset);
    return all_of(db.ask_values(std::string(columns) + where.sql + limit, where.values));
}

std::vector<KnownApplication> applications_after(store::Db& db, const Filter& filter, std::int64_t after, std::int64_t most) {
    auto where = where_of(filter);
    where.clause("id > " + where.mark(after));
    const auto limit = " ORDER BY id LIMIT " + where.mark(most);
    return all_of(db.ask_values(std::string(columns) + where.sql + limit, where.values));
}

std::vector<StepCount> count_by_step(store::Db& db) {
    auto rows = db.ask("SELECT step, applications FROM application_roll WHERE applications > 0 ORDER BY step");
    std::vector<StepCount> found, all;
    while (rows.next()) found.push_back({*acts::named<Step>(rows.view(0)), rows.integer(1)});
    for (int step = 0; step <= static_cast<int>(Step::duplicate); ++step)
        for (const auto& one : found)
            if (one.step == static_cast<Step>(step)) all.push_back(one);
    return all;
}

std::vector<Id<Person>> contacts_of_open_applications(store::Db& db) {
    auto rows = db.ask("SELECT DISTINCT contact FROM application WHERE closed = 0 ORDER BY contact");
    std::vector<Id<Person>> all;
    while (rows.next()) all.push_back(rows.id<Person>(0));
    return all;
}

std::optional<Id<Application>> open_application_named(store::Db& db, const std::string& name, const std::string& place,
                                                      const std::string& country) {
    auto rows =
        db.ask("SELECT id FROM application WHERE country = $1 AND name_key = $2 AND place_key = $3 AND closed = 0 ORDER BY id LIMIT 1",
               {country, base::fold(name), base::fold(place)});
    return rows.next() ? std::optional(rows.id<Application>(0)) : std::nullopt;
}

void insert_application(store::Db& db, Id<Application> id, const ApplyForMembership& apply, Id<Person> contact, base::Date received,
                        base::Id<acts::Act> number) {
    const auto place = acts::text(apply.place.value).value_or("");
    const auto name = [](const auto& choice) { return choice ? std::optional(std::string(acts::name_of(*choice))) : std::nullopt; };
    db.run(
        "INSERT INTO application (id, name, name_key, country, place, place_key, kind, population, population_from, french, authority, "
        "titular_title, titular_name, contact, consent, received, number, step, step_on, closed, changed_by, letter, passes, "
        "examined_basis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'received', $16, 0, $17, "
        "$18, 0, '')",
        {id, apply.name->value, base::fold(apply.name->value), apply.country->code, place, base::fold(place), acts::name_of(*apply.kind),
         acts::number(apply.population), acts::text(apply.population_from.value).value_or(""), name(apply.french.value),
         name(apply.authority.value), acts::text(apply.titular_title.value).value_or(""), apply.titular_name.handle(), contact,
         name(apply.consent.value), received, number, apply.letter ? 1 : 0});
    count_step(db, Step::received, 1);
}

void move_to(store::Db& db, const KnownApplication& known, Step step, base::Date on, base::Id<acts::Act> by) {
    db.run("UPDATE application SET step = $1, step_on = $2, closed = $3, changed_by = $4 WHERE id = $5",
           {acts::name_of(step), on, is_open(step) ? 0 : 1, by, known.id});
    if (step == known.step) return;
    count_step(db, known.step, -1);
    count_step(db, step, 1);
}

void ask_piece(store::Db& db, std::int64_t id, Id<Application> application, const AskPiece& ask, base::Date on) {
    db.run("INSERT INTO application_piece (id, application, piece, words, asked_on, until_day) VALUES ($1, $2, $3, $4, $5, $6)",
           {id, application, acts::name_of(*ask.piece), acts::text(ask.words).value_or(""), on, ask.until.value});
}

void add_pieces(store::Db& db, Id<Application> id, Piece piece, base::Date on) {
    db.run("UPDATE application_piece SET added_on = $1 WHERE application = $2 AND piece = $3 AND added_on IS NULL",
           {on, id, acts::name_of(piece)});
}

void have_letter(store::Db& db, Id<Application> id) { db.run("UPDATE application SET letter = 1 WHERE id = $1", {id}); }

void confirm_mail(store::Db& db, Id<Application> id, base::Date on) {
    db.run("UPDATE application SET mail_confirmed = $1 WHERE id = $2", {on, id});
}

void await_opinion(store::Db& db, Id<Application> id, base::Date until) {
    db.run("UPDATE application SET opinion_until = $1 WHERE id = $2", {until, id});
}

void set_opinion(store::Db& db, Id<Application> id, Opinion opinion, base::Date on) {
    db.run("UPDATE application SET opinion = $1, opinion_on = $2 WHERE id = $3", {acts::name_of(opinion), on, id});
}

void set_advice(store::Db& db, Id<Application> id, Advice advice, base::Date on, const std::string& basis) {
    db.run("UPDATE application SET advice = $1, examined_on = $2, examined_basis = $3 WHERE id = $4",
           {acts::name_of(advice), on, basis, id});
}

void set_session(store::Db& db, Id<Application> id, std::optional<base::Date> session) {
    db.run("UPDATE application SET session = $1 WHERE id = $2", {session, id});
}

void set_admitted(store::Db& db, Id<Application> id, Id<members::Member> member) {
    db.run("UPDATE application SET admitted = $1 WHERE id = $2", {member, id});
}

void set_duplicate(store::Db& db, Id<Application> id, Id<Application> of) {
    db.run("UPDATE application SET duplicate_of = $1 WHERE id = $2", {of, id});
}

void spend_pass(store::Db& db, Id<Application> id) { db.run("UPDATE application SET passes = passes + 1 WHERE id = $1", {id}); }

std::int64_t passes_of(store::Db& db, Id<Application> id) {
    auto rows = db.ask("SELECT passes FROM application WHERE id = $1", {id});
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace admissions
