#include "members/store_relations.h"

#include "base/text.h"

namespace members {

namespace {
ShownSubstitute substitute_row(const store::Rows& row) {
    ShownSubstitute substitute{row.id<Substitute>(0), row.id<Member>(1), row.id<Person>(2), {}, row.text(3), row.partial_date(4), {}};
    if (!row.null(5)) substitute.until = row.partial_date(5);
    return substitute;
}
}  // namespace

std::vector<ShownSubstitute> substitutes_of(store::Db& db, Id<Member> member) {
    std::vector<ShownSubstitute> all;
    auto rows = db.ask(
        "SELECT s.id, s.member, s.person, s.title, s.from_text, s.until_text, v.value FROM substitute s LEFT JOIN person p ON p.id = "
        "s.person LEFT JOIN personal_value v ON v.handle = p.name WHERE s.member = $1 ORDER BY s.id DESC",
        {member});
    while (rows.next()) {
        auto substitute = substitute_row(rows);
        if (!rows.null(6) && !rows.view(6).empty()) substitute.name = acts::text_of_json(rows.view(6));
        all.push_back(std::move(substitute));
    }
    return all;
}

std::vector<ShownSubstitute> substitute_terms(store::Db& db, Id<Member> member) {
    std::vector<ShownSubstitute> all;
    auto rows =
        db.ask("SELECT id, member, person, title, from_text, until_text FROM substitute WHERE member = $1 ORDER BY id DESC", {member});
    while (rows.next()) all.push_back(substitute_row(rows));
    return all;
}

std::optional<ShownSubstitute> find_substitute(store::Db& db, Id<Substitute> id) {
    auto rows = db.ask("SELECT id, member, person, title, from_text, until_text FROM substitute WHERE id = $1", {id});
    return rows.next() ? std::optional(substitute_row(rows)) : std::nullopt;
}

void insert_substitute(store::Db& db, Id<Substitute> id, const NameSubstitute& name) {
    db.run("INSERT INTO substitute (id, member, person, title, from_text) VALUES ($1, $2, $3, $4, $5)",
           {id, *name.member, *name.person, name.title->value, *name.from});
}

void end_substitute(store::Db& db, Id<Substitute> id, const base::PartialDate& until) {
    db.run("UPDATE substitute SET until_text = $1 WHERE id = $2", {until, id});
}

// ---- contacts ----

namespace {
ShownServiceContact contact_row(const store::Rows& row) {
    return {row.id<ServiceContact>(0), row.id<Member>(1), row.id<Person>(2), row.text(3), row.date(4)};
}
}  // namespace

std::vector<ShownServiceContact> contacts_of(store::Db& db, Id<Member> member) {
    std::vector<ShownServiceContact> all;
    auto rows = db.ask(
        "SELECT c.id, c.member, c.person, c.service, c.consent_on FROM service_contact c JOIN person p ON p.id = c.person WHERE c.member = "
        "$1 AND p.erased_by IS NULL ORDER BY c.service, c.id",
        {member});
    while (rows.next()) all.push_back(contact_row(rows));
    return all;
}

std::optional<ShownServiceContact> find_contact(store::Db& db, Id<ServiceContact> id) {
    auto rows = db.ask("SELECT id, member, person, service, consent_on FROM service_contact WHERE id = $1", {id});
    return rows.next() ? std::optional(contact_row(rows)) : std::nullopt;
}

std::vector<Id<Person>> service_contacts(store::Db& db) {
    std::vector<Id<Person>> all;
    auto rows = db.ask(
        "SELECT DISTINCT c.person FROM service_contact c JOIN member m ON m.id = c.member JOIN person p ON p.id = c.person WHERE "
        "m.until_day "
        "IS NULL AND p.erased_by IS NULL ORDER BY c.person");
    while (rows.next()) all.push_back(rows.id<Person>(0));
    return all;
}

std::optional<Id<ServiceContact>> contact_for(store::Db& db, Id<Member> member, Id<Person> person, const std::string& service) {
    auto rows = db.ask("SELECT id FROM service_contact WHERE member = $1 AND person = $2 AND service_key = $3",
                       {member, person, base::fold(service)});
    return rows.next() ? std::optional(rows.id<ServiceContact>(0)) : std::nullopt;
}

void insert_contact(store::Db& db, Id<ServiceContact> id, const AddContact& add, base::Id<acts::Act> by) {
    db.run("INSERT INTO service_contact (id, member, person, service, service_key, consent_on, act) VALUES ($1, $2, $3, $4, $5, $6, $7)",
           {id, *add.member, *add.person, add.service.value, base::fold(add.service.value), add.consent_on, by});
}

void delete_contact(store::Db& db, Id<ServiceContact> id) { db.run("DELETE FROM service_contact WHERE id = $1", {id}); }

// ---- associations ----

std::optional<Coverage> coverage_of(store::Db& db, Id<Member> association) {
    std::optional<Coverage> coverage;
    {
        auto rows = db.ask("SELECT regions, authorities, counted, source, act FROM coverage WHERE association = $1", {association});
        if (!rows.next()) return {};
        coverage = Coverage{{}, rows.text(0), rows.integer_or_null(1), {}, {}, rows.id<acts::Act>(4)};
        if (!rows.null(2)) coverage->counted = rows.partial_date(2);
        if (!rows.null(3)) coverage->source = rows.id<sources::Source>(3);
    }
    auto rows = db.ask("SELECT country FROM coverage_country WHERE association = $1 ORDER BY country", {association});
    while (rows.next()) coverage->countries.push_back(rows.text(0));
    return coverage;
}

void put_coverage(store::Db& db, const StateCoverage& state, base::Id<acts::Act> by) {
    const auto association = *state.association;
    db.run("DELETE FROM coverage_country WHERE association = $1", {association});
    db.run("DELETE FROM coverage WHERE association = $1", {association});
    db.run("INSERT INTO coverage (association, regions, authorities, counted, source, act) VALUES ($1, $2, $3, $4, $5, $6)",
           {association, acts::text(state.regions).value_or(""), acts::number(state.authorities), state.counted.value, state.source.value,
            by});
    for (const auto& country : *state.countries)
        db.run("INSERT INTO coverage_country (association, country) VALUES ($1, $2) ON CONFLICT DO NOTHING", {association, country.code});
}

namespace {
std::vector<Belonging> belonging_rows(store::Rows rows) {
    std::vector<Belonging> all;
    while (rows.next()) {
        Belonging one{rows.id<Member>(0), rows.text(1), rows.text(2), {}, {}, rows.id<acts::Act>(5)};
        if (!rows.null(3)) one.from = rows.partial_date(3);
        if (!rows.null(4)) one.until = rows.partial_date(4);
        all.push_back(std::move(one));
    }
    return all;
}
}  // namespace

std::vector<Belonging> associations_of(store::Db& db, Id<Member> member) {
    return belonging_rows(
        db.ask("SELECT m.id, m.name, m.country, a.from_text, a.until_text, a.act FROM association_member a JOIN member m ON m.id = "
               "a.association WHERE a.member = $1 ORDER BY m.name_key, m.id, a.act",
               {member}));
}

std::vector<Belonging> gathered_by(store::Db& db, Id<Member> association, std::int64_t most) {
    return belonging_rows(
        db.ask("SELECT m.id, m.name, m.country, a.from_text, a.until_text, a.act FROM association_member a JOIN member m ON m.id = "
               "a.member WHERE a.association = $1 AND a.until_text IS NULL ORDER BY m.name_key, m.id LIMIT $2",
               {association, most}));
}

std::int64_t count_gathered(store::Db& db, Id<Member> association) {
    auto rows = db.ask("SELECT count(*) FROM association_member WHERE association = $1 AND until_text IS NULL", {association});
    return rows.next() ? rows.integer(0) : 0;
}

void insert_belonging(store::Db& db, Id<Member> member, Id<Member> association, const std::optional<base::PartialDate>& from,
                      base::Id<acts::Act> by) {
    db.run("INSERT INTO association_member (association, member, act, from_text) VALUES ($1, $2, $3, $4)", {association, member, by, from});
}

void end_belonging(store::Db& db, Id<Member> member, Id<Member> association, const base::PartialDate& until) {
    db.run("UPDATE association_member SET until_text = $1 WHERE association = $2 AND member = $3 AND until_text IS NULL",
           {until, association, member});
}

std::optional<OpenBelonging> open_belonging(store::Db& db, Id<Member> member, Id<Member> association) {
    auto rows = db.ask("SELECT from_text FROM association_member WHERE association = $1 AND member = $2 AND until_text IS NULL",
                       {association, member});
    if (!rows.next()) return {};
    OpenBelonging open;
    if (!rows.null(0)) open.from = rows.partial_date(0);
    return open;
}

}  // namespace members
