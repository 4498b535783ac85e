#include "members/store_life.h"

#include "members/relations.h"
#include "members/rules.h"
#include "members/rules_life.h"

#include "base/text.h"
#include "store/where.h"

#include <algorithm>
#include <exception>
#include <ranges>
#include <span>

namespace members {

Recounting::Recounting(store::Db& db, Id<Member> member) : db_(db), member_(member), before_(counted(db, member)) {}
Recounting::~Recounting() noexcept(false) {
    if (std::uncaught_exceptions() != uncaught_) return;
    recount(db_, before_, counted(db_, member_));
}

std::vector<StatusStep> statuses_of(store::Db& db, Id<Member> member) {
    std::vector<StatusStep> all;
    auto rows =
        db.ask("SELECT status, from_text, from_day, basis, act, struck_by FROM member_status WHERE member = $1 ORDER BY place", {member});
    while (rows.next()) {
        StatusStep step{*acts::named<Status>(rows.view(0)), {}, rows.date_or_null(2), rows.text(3), rows.id<acts::Act>(4), {}};
        if (!rows.null(1)) step.from = rows.partial_date(1);
        if (!rows.null(5)) step.struck_by = rows.id<acts::Act>(5);
        all.push_back(std::move(step));
    }
    return all;
}

void put_statuses(store::Db& db, const ShownMember& before, const std::vector<StatusStep>& steps, base::Id<acts::Act> by) {
    const Recounting recounting(db, before.id);
    db.run("DELETE FROM member_status WHERE member = $1", {before.id});
    for (std::int64_t place = 0; const auto& step : steps)
        db.run(
            "INSERT INTO member_status (member, place, status, from_text, from_day, basis, act, struck_by) VALUES ($1, $2, $3, $4, $5, "
            "$6, $7, $8)",
            {before.id, place++, acts::name_of(step.status), step.from, step.day, step.basis, step.act, step.struck_by});
    const auto standing = standing_of(steps);
    db.run("UPDATE member SET status = $1, from_day = $2, until_day = $3, changed_by = $4 WHERE id = $5",
           {acts::name_of(standing.status), standing.from, standing.until, by, before.id});
}

std::vector<StatedBy> standing_by_basis(store::Db& db, const std::string& basis) {
    std::vector<StatedBy> all;
    auto rows = db.ask("SELECT member, act FROM member_status WHERE basis = $1 AND struck_by IS NULL ORDER BY member, place", {basis});
    while (rows.next()) all.push_back({rows.id<Member>(0), rows.id<acts::Act>(1)});
    return all;
}

// ---- dated facts ----

namespace {
constexpr std::string_view fact_columns = "SELECT fact, value, from_text, until_text, basis, act FROM member_fact ";

std::vector<FactStep> fact_rows(store::Rows rows) {
    std::vector<FactStep> all;
    while (rows.next()) {
        FactStep step{*acts::named<DatedFact>(rows.view(0)), rows.text(1), {}, {}, rows.text(4), rows.id<acts::Act>(5)};
        if (!rows.null(2)) step.from = rows.partial_date(2);
        if (!rows.null(3)) step.until = rows.partial_date(3);
        all.push_back(std::move(step));
    }
    return all;
}
constexpr std::string_view oldest_first = "ORDER BY fact, coalesce(from_day, ''), coalesce(until_day, '9999'), place";
}  // namespace

std::vector<FactStep> facts_of(store::Db& db, Id<Member> member) {
    static const auto sql = std::string(fact_columns) + "WHERE member = $1 " + std::string(oldest_first);
    return fact_rows(db.ask(sql, {member}));
}

std::vector<FactStep> lines_of(store::Db& db, Id<Member> member, DatedFact fact) {
    static const auto sql = std::string(fact_columns) + "WHERE member = $1 AND fact = $2 " + std::string(oldest_first);
    return fact_rows(db.ask(sql, {member, acts::name_of(fact)}));
}

void put_fact(store::Db& db, Id<Member> member, const FactStep& step) {
    std::int64_t place = 0;
    {
        auto rows = db.ask("SELECT max(place) FROM member_fact WHERE member = $1 AND fact = $2", {member, acts::name_of(step.fact)});
        if (rows.next() && !rows.null(0)) place = rows.integer(0) + 1;
    }
    db.run(
        "INSERT INTO member_fact (member, fact, place, value, from_text, from_day, until_text, until_day, basis, act) VALUES ($1, $2, $3, "
        "$4, $5, $6, $7, $8, $9, $10)",
        {member, acts::name_of(step.fact), place, step.value, step.from, day_of(step.from), step.until, day_of(step.until), step.basis,
         step.act});
}

void close_fact(store::Db& db, Id<Member> member, DatedFact fact, const base::PartialDate& until) {
    db.run("UPDATE member_fact SET until_text = $1, until_day = $2 WHERE member = $3 AND fact = $4 AND until_text IS NULL",
           {until, day_of(until), member, acts::name_of(fact)});
}

void change_fact(store::Db& db, Id<Member> member, const NewFact& change, const std::string& basis, base::Id<acts::Act> by) {
    const auto known = lines_of(db, member, change.fact);
    const auto open = std::ranges::find_if(known, [](const FactStep& step) { return !step.until; });
    if (open != known.end()) close_fact(db, member, change.fact, change.on);
    else {
        // It had been so since the last change that is known, or since nobody says when.
        std::optional<base::PartialDate> from;
        if (!known.empty()) from = known.back().until;
        put_fact(db, member, {change.fact, change.before, from, change.on, basis, by});
    }
    put_fact(db, member, {change.fact, change.value, change.on, {}, basis, by});
}

void rename_member(store::Db& db, Id<Member> member, const std::string& name, base::Id<acts::Act> by) {
    db.run("UPDATE member SET name = $1, name_key = $2, changed_by = $3 WHERE id = $4", {name, base::fold(name), by, member});
    index_names(db, member);
}

void place_member(store::Db& db, const ShownMember& before, const std::string& country, base::Id<acts::Act> by) {
    db.run("UPDATE member SET country = $1, region = $2, changed_by = $3 WHERE id = $4", {country, region_of(country), by, before.id});
}

void class_member(store::Db& db, const ShownMember& before, Kind kind, MemberClass member_class, base::Id<acts::Act> by) {
    const Recounting recounting(db, before.id);
    db.run("UPDATE member SET kind = $1, class = $2, changed_by = $3 WHERE id = $4",
           {acts::name_of(kind), acts::name_of(member_class), by, before.id});
}

void mark_changed(store::Db& db, Id<Member> member, base::Id<acts::Act> by) {
    db.run("UPDATE member SET changed_by = $1 WHERE id = $2", {by, member});
}

std::vector<Id<Member>> members_in(store::Db& db, const std::string& country) {
    std::vector<Id<Member>> all;
    auto rows = db.ask("SELECT id FROM member WHERE country = $1 ORDER BY id", {country});
    while (rows.next()) all.push_back(rows.id<Member>(0));
    return all;
}

void put_back(store::Db& db, std::vector<ShownMember>& members, base::Date day, Back what) {
    const bool changed = db.ask("SELECT 1 FROM member_fact WHERE until_day > $1 LIMIT 1", {day}).next();
    for (std::size_t first = 0; first < members.size(); first += 500) {
        const auto last = std::min(members.size(), first + 500);
        store::Where where;
        const auto marks = where.marks(std::span(members).subspan(first, last - first) | std::views::transform(&ShownMember::id));
        const auto on = where.mark(day);
        const auto find = [&](Id<Member> id) -> ShownMember& {
            return *std::find_if(members.begin() + std::ptrdiff_t(first), members.begin() + std::ptrdiff_t(last),
                                 [&](const ShownMember& member) { return member.id == id; });
        };
        if (changed) {
            auto rows = db.ask_values("SELECT member, fact, value FROM member_fact WHERE member IN (" + marks + ") AND until_day > " + on +
                                          " AND (from_day IS NULL OR from_day <= " + on + ") ORDER BY until_day DESC",
                                      where.values);
            while (rows.next()) {
                auto& member = find(rows.id<Member>(0));
                switch (*acts::named<DatedFact>(rows.view(1))) {
                case DatedFact::name: member.name = rows.text(2); break;
                case DatedFact::country: member.country = rows.text(2); break;
                case DatedFact::kind: member.kind = *acts::named<Kind>(rows.view(2)); break;
                case DatedFact::member_class: member.member_class = *acts::named<MemberClass>(rows.view(2)); break;
                case DatedFact::french:
                case DatedFact::region: break;
                }
            }
        }
        if (what == Back::facts) continue;
        auto rows = db.ask_values("SELECT member, status FROM member_status WHERE member IN (" + marks + ") AND struck_by IS NULL AND " +
                                      "from_day <= " + on + " ORDER BY member, place",
                                  where.values);
        while (rows.next()) find(rows.id<Member>(0)).status = *acts::named<Status>(rows.view(1));
    }
}

// ---- kin ----

void put_kin(store::Db& db, Id<Member> member, Kin how, Id<Member> other, const std::string& note_fr, const std::string& note_en,
             base::Id<acts::Act> by) {
    db.run(
        "INSERT INTO member_kin (member, how, other, note_fr, note_en, act) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (member, how, "
        "other) DO UPDATE SET note_fr = excluded.note_fr, note_en = excluded.note_en, act = excluded.act",
        {member, acts::name_of(how), other, note_fr, note_en, by});
}

std::optional<Id<Member>> namesake_of(store::Db& db, Id<Member> member, const std::string& name, const std::string& country) {
    auto rows = db.ask(
        "SELECT m.id FROM member m WHERE m.country = $1 AND m.name_key = $2 AND m.until_day IS NULL AND m.id <> $3 AND NOT EXISTS (SELECT "
        "1 FROM member_kin k WHERE k.how = 'distinct_from' AND ((k.member = $3 AND k.other = m.id) OR (k.member = m.id AND k.other = $3))) "
        "ORDER BY m.id LIMIT 1",
        {country, base::fold(name), member});
    return rows.next() ? std::optional(rows.id<Member>(0)) : std::nullopt;
}

std::vector<ToldApart> told_apart_among(store::Db& db, std::span<const Id<Member>> members) {
    std::vector<ToldApart> all;
    if (members.empty()) return all;
    // Few are told apart in a whole network: their numbers are read, and the words of those asked.
    std::vector<Id<Member>> found;
    for (auto rows = db.ask("SELECT member, other FROM member_kin WHERE how = 'distinct_from' ORDER BY member, other"); rows.next();)
        for (const auto id : {rows.id<Member>(0), rows.id<Member>(1)})
            if (std::ranges::find(members, id) != members.end()) found.push_back(id);
    if (found.empty()) return all;
    store::Where where;
    const auto marks = where.marks(found);
    auto rows = db.ask_values(
        "SELECT m.id, coalesce(k.note_fr, ''), coalesce(k.note_en, ''), m.name_note FROM member m LEFT JOIN "
        "member_kin k ON k.member = m.id AND k.how = 'distinct_from' WHERE m.id IN (" +
            marks + ") ORDER BY m.id, 2, 3",
        where.values);
    while (rows.next()) all.push_back({rows.id<Member>(0), rows.text(1), rows.text(2), rows.text_or_null(3).value_or("")});
    return all;
}

// A merger that was struck out made no kin, nor did what was recorded by mistake come of anything.
std::vector<ShownKin> kin_of(store::Db& db, Id<Member> member) {
    std::vector<ShownKin> all;
    static const std::string stands =
        " AND CASE k.how WHEN 'merged_into' THEN s.status = 'merged' WHEN 'duplicate_of' THEN s.status = 'mistaken' WHEN 'split_from' THEN "
        "s.status <> 'mistaken' ELSE 1 = 1 END";
    static const auto sql =
        "SELECT k.how, 0, m.id, m.name, m.country, k.note_fr, k.note_en, k.act FROM member_kin k JOIN member m ON m.id = k.other JOIN "
        "member "
        "s ON s.id = k.member WHERE k.member = $1" +
        stands +
        " UNION ALL SELECT k.how, 1, m.id, m.name, m.country, k.note_fr, k.note_en, k.act FROM member_kin k JOIN member m ON m.id = "
        "k.member "
        "JOIN member s ON s.id = k.member WHERE k.other = $1" +
        stands + " ORDER BY 8, 3";
    auto rows = db.ask(sql, {member});
    while (rows.next())
        all.push_back({*acts::named<Kin>(rows.view(0)), rows.integer(1) != 0, rows.id<Member>(2), rows.text(3), rows.text(4), rows.text(5),
                       rows.text(6), rows.id<acts::Act>(7)});
    return all;
}

}  // namespace members
