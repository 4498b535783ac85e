#include "members/store_life.h"

#include "members/rules.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace members {

const std::string_view member_columns =
    "SELECT m.id, m.name, m.country, m.kind, m.class, m.status, m.since, m.attested, m.latitude, m.longitude, m.population, "
    "m.population_source, m.geonameid, "
    "m.note_fr, m.note_en, m.basis, m.changed_by, m.name_note, m.joined, m.until_day FROM member m ";

ShownMember member_row(const store::Rows& row) {
    ShownMember member;
    member.id = row.id<Member>(0);
    member.name = row.text(1);
    member.country = row.text(2);
    member.kind = *acts::named<Kind>(row.view(3));
    member.member_class = *acts::named<MemberClass>(row.view(4));
    member.status = *acts::named<Status>(row.view(5));
    if (!row.null(6)) member.since = row.partial_date(6);
    if (!row.null(7)) member.attested = row.partial_date(7);
    if (!row.null(8)) member.position = acts::Position{{row.integer(8)}, {row.integer(9)}};
    member.population = row.integer_or_null(10);
    if (!row.null(11)) member.population_source = row.id<sources::Source>(11);
    member.geonameid = row.integer_or_null(12);
    member.note_fr = row.text(13);
    member.note_en = row.text(14);
    member.basis = row.text(15);
    member.changed_by = row.id<acts::Act>(16);
    member.name_note = row.text_or_null(17).value_or("");
    member.joined = *acts::named<Status>(row.view(18));
    member.until = row.date_or_null(19);
    return member;
}

namespace {

std::int64_t count_of(store::Rows rows) { return rows.next() ? rows.integer(0) : 0; }

void insert_words(store::Db& db, Id<Member> id, const std::vector<std::string>& names) {
    std::set<std::string> all;
    for (const auto& name : names) {
        const auto words = base::tokens(name);
        all.insert(words.begin(), words.end());
    }
    for (const auto& word : all) db.run("INSERT INTO member_word (word, member) VALUES ($1, $2)", {word, id});
}

Counted counted(const NewMember& member) {
    Counted counted{member.id,
                    member.country,
                    counts_for_cap(member.kind, member.member_class),
                    member.from_day,
                    member.since,
                    member.position,
                    size_of(member.population),
                    member.kind,
                    member.member_class,
                    member.status};
    if (member.from_day) counted.stays.push_back({member.country, *member.from_day, {}});
    return counted;
}

}  // namespace

std::optional<Counted> counted(store::Db& db, Id<Member> id) {
    const auto member = find_member(db, id);
    if (!member) return {};
    Counted counted{id,
                    member->country,
                    counts_for_cap(member->kind, member->member_class),
                    {},
                    member->since,
                    member->position,
                    size_of(member->population),
                    member->kind,
                    member->member_class,
                    member->status};
    {
        auto rows = db.ask("SELECT from_day FROM member WHERE id = $1", {id});
        if (rows.next()) counted.from_day = rows.date_or_null(0);
    }
    counted.belongs = belongs(member->status);
    if (!counted.from_day) return counted;
    // Where it was, from when until when, as far as it belonged.
    auto from = *counted.from_day;
    const auto last = member->until.value_or(base::Date{9999, 12, 31});
    for (const auto& line : lines_of(db, id, DatedFact::country)) {
        const auto until = day_of(line.until);
        if (!until || *until <= from || from >= last) continue;
        if (const auto begun = day_of(line.from); begun && *begun > from) {
            if (*begun >= last) break;
            counted.stays.push_back({member->country, from, *begun});
            from = *begun;
        }
        counted.stays.push_back({line.value, from, std::min(*until, last)});
        from = *until;
    }
    if (from < last) counted.stays.push_back({member->country, from, member->until});
    return counted;
}

void index_names(store::Db& db, Id<Member> id) {
    std::vector<std::string> names;
    {
        auto rows =
            db.ask("SELECT name FROM member WHERE id = $1 UNION SELECT value FROM member_fact WHERE member = $1 AND fact = 'name'", {id});
        while (rows.next()) names.push_back(rows.text(0));
    }
    db.run("DELETE FROM member_word WHERE member = $1", {id});
    insert_words(db, id, names);
}

std::optional<ShownMember> find_member(store::Db& db, Id<Member> id) {
    static const auto sql = std::string(member_columns) + "WHERE m.id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(member_row(rows)) : std::nullopt;
}

std::optional<Id<Member>> member_named(store::Db& db, const std::string& name, const std::string& country) {
    auto rows = db.ask("SELECT id FROM member WHERE country = $1 AND name_key = $2 AND until_day IS NULL ORDER BY id LIMIT 1",
                       {country, base::fold(name)});
    return rows.next() ? std::optional(rows.id<Member>(0)) : std::nullopt;
}

std::optional<NamedMember> capital_of(store::Db& db, const std::string& country) {
    auto rows =
        db.ask("SELECT id, name FROM member WHERE country = $1 AND kind = 'capital' AND until_day IS NULL ORDER BY id LIMIT 1", {country});
    return rows.next() ? std::optional(NamedMember{rows.id<Member>(0), rows.text(1)}) : std::nullopt;
}

std::int64_t cities_of_state(store::Db& db, const std::string& country) {
    return count_of(db.ask("SELECT cities FROM country_roll WHERE country = $1", {country}));
}

void insert_member(store::Db& db, const NewMember& member, const std::vector<Id<sources::Source>>& sources) {
    const auto& position = member.position;
    db.run(
        "INSERT INTO member (id, name, name_key, country, region, kind, class, status, since, attested, from_day, latitude, longitude, "
        "population, "
        "population_source, geonameid, "
        "note_fr, note_en, basis, changed_by, name_note, joined) VALUES ($1, $2, $3, $4, $21, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
        "$15, $16, $17, $18, $19, $20, $7)",
        {member.id,
         member.name,
         base::fold(member.name),
         member.country,
         acts::name_of(member.kind),
         acts::name_of(member.member_class),
         acts::name_of(member.status),
         member.since,
         member.attested,
         member.from_day,
         position ? std::optional(position->latitude.value) : std::nullopt,
         position ? std::optional(position->longitude.value) : std::nullopt,
         member.population,
         member.population_source,
         member.geonameid,
         member.note_fr,
         member.note_en,
         member.basis,
         member.by,
         member.name_note,
         region_of(member.country)});
    insert_words(db, member.id, {member.name});
    db.run("INSERT INTO member_status (member, place, status, from_text, from_day, basis, act) VALUES ($1, 0, $2, $3, $4, $5, $6)",
           {member.id, acts::name_of(member.status), member.since, member.from_day, member.basis, member.by});
    for (std::int64_t ordinal = 1; auto source : sources)
        db.run("INSERT INTO member_source (member, ordinal, source) VALUES ($1, $2, $3)", {member.id, ordinal++, source});
    recount(db, {}, counted(member));
}

void update_member(store::Db& db, const NewMember& member) {
    const Recounting recounting(db, member.id);
    const bool renamed = !db.ask("SELECT 1 FROM member WHERE id = $1 AND name = $2", {member.id, member.name}).next();
    const auto& position = member.position;
    db.run(
        "UPDATE member SET name = $1, name_key = $2, kind = $3, class = $4, since = $5, attested = $6, from_day = $7, latitude = $8, "
        "longitude = $9, population = $10, "
        "population_source = $11, note_fr = $12, note_en = $13, basis = $14, changed_by = $15, name_note = $16 WHERE id = $17",
        {member.name, base::fold(member.name), acts::name_of(member.kind), acts::name_of(member.member_class), member.since,
         member.attested, member.from_day, position ? std::optional(position->latitude.value) : std::nullopt,
         position ? std::optional(position->longitude.value) : std::nullopt, member.population, member.population_source, member.note_fr,
         member.note_en, member.basis, member.by, member.name_note, member.id});
    db.run("UPDATE member_status SET from_text = $1, from_day = $2 WHERE member = $3 AND place = 0",
           {member.since, member.from_day, member.id});
    // As standing_of() says: of one that is only attested, what happened before shows that it belonged; what was struck out shows nothing.
    db.run(
        "UPDATE member SET from_day = (SELECT min(s.from_day) FROM member_status s WHERE s.member = $1 AND s.struck_by IS NULL) WHERE "
        "id = $1",
        {member.id});
    // What is corrected is what is said of today: of a fact that has changed, its last line.
    for (const auto& [fact, value] : {std::pair<std::string_view, std::string_view>{"name", member.name},
                                      {"kind", acts::name_of(member.kind)},
                                      {"member_class", acts::name_of(member.member_class)}})
        db.run("UPDATE member_fact SET value = $1 WHERE member = $2 AND fact = $3 AND until_text IS NULL", {value, member.id, fact});
    if (renamed) index_names(db, member.id);
}

void set_facts(store::Db& db, const StateFacts& facts, base::Id<acts::Act> by) {
    const Recounting recounting(db, *facts.member);
    const auto& position = facts.position.value;
    db.run(
        "UPDATE member SET population = $1, population_source = $2, latitude = $3, longitude = $4, changed_by = $5 WHERE id = $6",
        {acts::number(facts.population), facts.population_source.value, position ? std::optional(position->latitude.value) : std::nullopt,
         position ? std::optional(position->longitude.value) : std::nullopt, by, *facts.member});
}

// ---- titulars ----

namespace {
constexpr std::string_view titular_columns =
    "SELECT t.id, t.person, v.value, t.title, t.from_text, t.until_text, t.ended_by, t.confirmed, t.nature FROM titular t "
    "LEFT JOIN person p ON p.id = t.person LEFT JOIN personal_value v ON v.handle = p.name ";
// For effects, which may not see personal values.
constexpr std::string_view titular_columns_without_name =
    "SELECT t.id, t.person, NULL, t.title, t.from_text, t.until_text, t.ended_by, t.confirmed, t.nature FROM titular t ";
constexpr std::string_view newest_first =
    "WHERE t.member = $1 ORDER BY CASE WHEN t.until_text IS NULL THEN 0 ELSE 1 END, t.from_day DESC, t.id DESC";

ShownTitular titular_row(const store::Rows& row) {
    ShownTitular titular;
    titular.id = row.id<Titular>(0);
    titular.person = row.id<Person>(1);
    if (!row.null(2) && !row.view(2).empty()) titular.name = acts::text_of_json(row.view(2));
    titular.title = row.text(3);
    titular.from = row.partial_date(4);
    if (!row.null(5)) titular.until = row.partial_date(5);
    if (!row.null(6)) titular.ended_by = row.id<acts::Act>(6);
    if (!row.null(7)) titular.confirmed = row.date(7);
    if (!row.null(8)) titular.nature = acts::named<Nature>(row.view(8));
    return titular;
}
}  // namespace

std::vector<ShownTitular> titulars_of(store::Db& db, Id<Member> member) {
    static const auto sql = std::string(titular_columns) + std::string(newest_first);
    std::vector<ShownTitular> all;
    auto rows = db.ask(sql, {member});
    while (rows.next()) all.push_back(titular_row(rows));
    return all;
}

std::vector<ShownTitular> terms_of(store::Db& db, Id<Member> member) {
    static const auto sql = std::string(titular_columns_without_name) + std::string(newest_first);
    std::vector<ShownTitular> all;
    auto rows = db.ask(sql, {member});
    while (rows.next()) all.push_back(titular_row(rows));
    return all;
}

std::optional<ShownTitular> last_titular(store::Db& db, Id<Member> member) {
    static const auto sql = std::string(titular_columns_without_name) + "WHERE t.member = $1 ORDER BY t.id DESC";
    auto rows = db.ask(sql, {member});
    while (rows.next())
        if (auto titular = titular_row(rows); !recorded_with_end(titular)) return titular;
    return {};
}

// A thing's number begins with that of the act that made it.
bool recorded_with_end(const ShownTitular& titular) { return titular.ended_by && titular.ended_by->value == titular.id.value / 1000; }

std::optional<Death> death_of(store::Db& db, Id<Person> person) {
    auto rows =
        db.ask("SELECT until_text, ended_by FROM titular WHERE person = $1 AND reason = 'died' ORDER BY ended_by LIMIT 1", {person});
    return rows.next() ? std::optional(Death{rows.partial_date(0), rows.id<acts::Act>(1)}) : std::nullopt;
}

std::optional<ShownTitular> find_titular(store::Db& db, Id<Titular> id) {
    static const auto sql = std::string(titular_columns_without_name) + "WHERE t.id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(titular_row(rows)) : std::nullopt;
}

std::vector<ShownTitular> terms_of_person(store::Db& db, Id<Person> person) {
    static const auto sql = std::string(titular_columns_without_name) + "WHERE t.person = $1 ORDER BY t.id";
    std::vector<ShownTitular> all;
    auto rows = db.ask(sql, {person});
    while (rows.next()) all.push_back(titular_row(rows));
    return all;
}

Id<Member> member_of(store::Db& db, Id<Titular> id) {
    auto rows = db.ask("SELECT member FROM titular WHERE id = $1", {id});
    return rows.next() ? rows.id<Member>(0) : Id<Member>{};
}

void insert_titular(store::Db& db, Id<Titular> id, const NameTitular& name) {
    // The last day on which they may have begun; a source that says less shows nothing.
    const auto from = name.from->latest().value_or(name.from->earliest().value_or(base::Date{}));
    db.run("INSERT INTO titular (id, member, person, title, from_text, from_day, nature) VALUES ($1, $2, $3, $4, $5, $6, $7)",
           {id, *name.member, *name.person, name.title->value, *name.from, from,
            name.nature.value ? std::optional(std::string(acts::name_of(*name.nature.value))) : std::nullopt});
}

void end_titular(store::Db& db, Id<Titular> id, const base::PartialDate& until, EndReason reason, base::Id<acts::Act> by) {
    db.run("UPDATE titular SET until_text = $1, reason = $2, ended_by = $3 WHERE id = $4", {until, acts::name_of(reason), by, id});
}

void confirm_titular(store::Db& db, Id<Titular> id, base::Date on) { db.run("UPDATE titular SET confirmed = $1 WHERE id = $2", {on, id}); }

std::vector<UnconfirmedTitular> unconfirmed_titulars(store::Db& db, base::Date shown_until, std::int64_t most) {
    std::vector<UnconfirmedTitular> all;
    auto rows = db.ask(
        "SELECT id, coalesce(confirmed, from_day) FROM titular WHERE until_text IS NULL AND coalesce(confirmed, from_day) <= $1 "
        "ORDER BY coalesce(confirmed, from_day), id LIMIT $2",
        {shown_until, most});
    while (rows.next()) all.push_back({rows.id<Titular>(0), rows.date(1)});
    return all;
}

void ask_titular(store::Db& db, Id<Titular> id, base::Date on) { db.run("UPDATE titular SET asked = $1 WHERE id = $2", {on, id}); }

std::optional<base::Date> asked_on(store::Db& db, Id<Titular> id) {
    auto rows = db.ask("SELECT asked FROM titular WHERE id = $1", {id});
    return rows.next() ? rows.date_or_null(0) : std::nullopt;
}

std::vector<TitularToAsk> titulars_to_ask(store::Db& db, base::Date today, const std::optional<TitularToAsk>& after, std::int64_t most) {
    std::vector<TitularToAsk> all;
    const auto shown = after ? after->shown.iso() : std::string();
    auto rows = db.ask(
        "SELECT id, member, coalesce(confirmed, from_day), asked FROM titular WHERE until_text IS NULL AND coalesce(confirmed, from_day) "
        "<= "
        "$1 AND (asked IS NULL OR asked <= $2) AND (coalesce(confirmed, from_day), id) > ($3, $4) ORDER BY coalesce(confirmed, from_day), "
        "id LIMIT $5",
        {today.plus_days(-confirmed_within_days), today.plus_days(-asked_again_days), shown, after ? after->id : Id<Titular>{}, most});
    while (rows.next()) {
        const auto day = rows.date(2);
        all.push_back({rows.id<Titular>(0), rows.id<Member>(1), day, asked_from(day, rows.date_or_null(3))});
    }
    return all;
}

std::optional<Id<Member>> member_of_titular(store::Db& db, Id<Titular> id) {
    const auto member = member_of(db, id);
    return member ? std::optional(member) : std::nullopt;
}

// ---- what pages ask ----

std::vector<sources::ShownSource> sources_of(store::Db& db, Id<Member> member) {
    std::vector<sources::ShownSource> all;
    std::vector<Id<sources::Source>> ids;
    {
        auto rows = db.ask("SELECT source FROM member_source WHERE member = $1 ORDER BY ordinal", {member});
        while (rows.next()) ids.push_back(rows.id<sources::Source>(0));
    }
    for (auto id : ids)
        if (auto source = sources::find_source(db, id)) all.push_back(std::move(*source));
    return all;
}

std::vector<ShownMember> members_citing(store::Db& db, Id<sources::Source> source, std::int64_t after, std::int64_t most) {
    static const auto sql = std::string(member_columns) +
                            "WHERE m.id IN (SELECT DISTINCT c.member FROM member_source c WHERE c.source = $1 AND c.member > $2 "
                            "ORDER BY c.member LIMIT $3) ORDER BY m.id";
    std::vector<ShownMember> all;
    auto rows = db.ask(sql, {source, after, most});
    while (rows.next()) all.push_back(member_row(rows));
    return all;
}

namespace {
std::vector<Id<Person>> people_of(store::Rows rows) {
    std::vector<Id<Person>> all;
    while (rows.next()) all.push_back(rows.id<Person>(0));
    return all;
}
}  // namespace

std::vector<Id<Person>> titulars_in_office(store::Db& db) {
    return people_of(db.ask("SELECT DISTINCT person FROM titular WHERE until_text IS NULL ORDER BY person"));
}

}  // namespace members
