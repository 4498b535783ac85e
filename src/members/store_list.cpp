// The list of members: a roster in memory says who is in it and in which order, and the rows of a page are read by their numbers.
#include "members/roster.h"
#include "members/rules_life.h"
#include "members/store.h"

#include "store/where.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace members {
namespace {

// Of a list, where nobody reads the notes.
const std::string& listed_columns() {
    static const auto columns = [] {
        std::string made(member_columns);
        const std::string_view notes = "m.note_fr, m.note_en,";
        return made.replace(made.find(notes), notes.size(), "'', '',");
    }();
    return columns;
}

// What is read of each member, and how.
struct Reader {
    std::string_view select;
    ShownMember (*row)(const store::Rows&);
};

ShownMember usual_row(const store::Rows& row) {
    ShownMember member;
    member.id = row.id<Member>(0);
    member.name = row.text(1);
    member.country = row.text(2);
    member.kind = *acts::named<Kind>(row.view(3));
    if (!row.null(4)) member.since = row.partial_date(4);
    if (!row.null(5)) member.attested = row.partial_date(5);
    member.population = row.integer_or_null(6);
    return member;
}

const Reader& reader_of(Listed listed) {
    static const Reader all{listed_columns(), member_row};
    static const Reader usual{"SELECT m.id, m.name, m.country, m.kind, m.since, m.attested, m.population FROM member m ", usual_row};
    return listed == Listed::all ? all : usual;
}

constexpr std::size_t read_at_once = 500;

// These, in this order.
std::vector<ShownMember> these(store::Db& db, std::span<const Id<Member>> ids, const Reader& reader) {
    std::vector<ShownMember> all(ids.size());
    for (std::size_t first = 0; first < ids.size(); first += read_at_once) {
        const auto some = ids.subspan(first, std::min(read_at_once, ids.size() - first));
        std::map<Id<Member>, std::size_t> places;
        for (std::size_t i = 0; i < some.size(); ++i) places.emplace(some[i], first + i);
        store::Where where;
        where.clause("m.id IN (" + where.marks(some) + ")");
        auto rows = db.ask_values(std::string(reader.select) + where.sql, where.values);
        while (rows.next()) {
            auto member = reader.row(rows);
            all[places.at(member.id)] = std::move(member);
        }
    }
    return all;
}

// ---- the roster ----

using Entries = std::map<Id<Member>, Roster::Entry>;

void read_words(store::Db& db, std::int64_t seen, Entries& entries) {
    auto rows = db.ask(
        "SELECT w.member, w.word FROM member m JOIN member_word w ON w.member = m.id WHERE m.changed_by > $1 ORDER BY w.member, w.word",
        {seen});
    while (rows.next()) entries[rows.id<Member>(0)].words.append(" ").append(rows.view(1));
}

void read_thens(store::Db& db, std::int64_t seen, Entries& entries) {
    auto rows = db.ask(
        "SELECT f.member, f.fact, f.value, f.from_day, f.until_day FROM member m JOIN member_fact f ON f.member = m.id WHERE m.changed_by "
        "> $1 AND f.until_day IS NOT NULL ORDER BY f.member, f.fact, f.place",
        {seen});
    while (rows.next())
        entries[rows.id<Member>(0)].thens.push_back(
            {*acts::named<DatedFact>(rows.view(1)), rows.text(2), rows.date_or_null(3), rows.date(4)});
}

void read_statuses(store::Db& db, std::int64_t seen, Entries& entries) {
    auto rows = db.ask(
        "SELECT s.member, s.status, s.from_day FROM member m JOIN member_status s ON s.member = m.id WHERE m.changed_by > $1 AND "
        "s.struck_by IS NULL AND s.from_day IS NOT NULL ORDER BY s.member, s.place",
        {seen});
    while (rows.next()) entries[rows.id<Member>(0)].statuses.emplace_back(rows.date(2), *acts::named<Status>(rows.view(1)));
}

// What acts changed since it was last looked at.
void bring_up(store::Db& db, Roster& roster) {
    const auto seen = roster.seen;
    std::int64_t last = 0;
    if (auto rows = db.ask("SELECT coalesce(max(changed_by), 0) FROM member"); rows.next()) last = rows.integer(0);
    if (last <= seen) return;
    Entries entries;
    {
        auto rows = db.ask(
            "SELECT id, name_key, country, kind, class, status, from_day, until_day, coalesce(population, 0), latitude, longitude FROM "
            "member WHERE changed_by > $1 ORDER BY id",
            {seen});
        while (rows.next()) {
            Roster::Entry entry{.id = rows.id<Member>(0),
                                .name_key = rows.text(1),
                                .country = rows.text(2),
                                .kind = *acts::named<Kind>(rows.view(3)),
                                .member_class = *acts::named<MemberClass>(rows.view(4)),
                                .status = *acts::named<Status>(rows.view(5)),
                                .from = rows.date_or_null(6),
                                .until = rows.date_or_null(7),
                                .population = rows.integer(8)};
            if (!rows.null(9)) entry.position = acts::Position{{rows.integer(9)}, {rows.integer(10)}};
            entries.emplace_hint(entries.end(), entry.id, std::move(entry));
        }
    }
    read_words(db, seen, entries);
    read_thens(db, seen, entries);
    read_statuses(db, seen, entries);
    std::vector<Roster::Entry> all;
    all.reserve(entries.size());
    for (auto& [id, entry] : entries) all.push_back(std::move(entry));
    roster.put(std::move(all));
    roster.seen = last;
}

// Beside a reader it is kept, and only what changed is read again; a writer's is made for the question.
template <class Asked>
auto with_roster(store::Db& db, const Asked& asked) {
    if (auto* kept = db.beside<Roster>()) {
        bring_up(db, *kept);
        return asked(*kept);
    }
    Roster made;
    bring_up(db, made);
    return asked(made);
}

std::int64_t sum_of_traits(store::Db& db, const Filter& filter) {
    const auto asked = [](const auto& trait) { return trait ? std::string(acts::name_of(*trait)) : std::string(); };
    auto rows = db.ask(
        "SELECT CAST(coalesce(sum(members), 0) AS bigint) FROM trait_roll WHERE ($1 = '' OR kind = $1) AND ($2 = '' OR "
        "class = $2) AND (status = $3 OR ($3 = '' AND belongs = 1))",
        {asked(filter.kind), asked(filter.member_class), asked(filter.status)});
    rows.next();
    return rows.integer(0);
}

}  // namespace

std::int64_t count_members(store::Db& db, const Filter& filter) {
    if (filter.search.empty() && filter.country.empty() && filter.countries.empty()) {
        if (!filter.on) return sum_of_traits(db, filter);
        if (!filter.kind && !filter.member_class && !filter.status) {  // sizes are fewer than States
            std::int64_t sum = 0;
            for (const auto& [size, members] : count_by_size(db, filter.on)) sum += members;
            return sum;
        }
    }
    return with_roster(db, [&](Roster& roster) { return roster.count(filter); });
}

std::vector<ShownMember> list_members(store::Db& db, const Filter& filter, std::int64_t offset, std::int64_t most, Listed listed) {
    return these(db, with_roster(db, [&](Roster& roster) { return roster.numbers(filter, offset, most); }), reader_of(listed));
}

std::vector<ShownMember> next_members(store::Db& db, const Filter& filter, std::optional<Place>& place, std::size_t most) {
    if (!place) place = {with_roster(db, [&](Roster& roster) { return roster.numbers(filter, 0, roster.count(filter)); })};
    const auto some = std::span(place->members).subspan(place->read, std::min(most, place->members.size() - place->read));
    place->read += some.size();
    return these(db, some, reader_of(Listed::all));
}

std::vector<ShownMember> members_after(store::Db& db, const Filter& filter, std::int64_t after, std::int64_t most) {
    return these(db, with_roster(db, [&](Roster& roster) { return roster.numbers_after(filter, after, most); }),
                 {member_columns, member_row});
}

std::vector<acts::Position> positions(store::Db& db, const Filter& filter) {
    return with_roster(db, [&](Roster& roster) { return roster.positions(filter); });
}

std::int64_t cities_on(store::Db& db, const std::string& country, base::Date day) {
    const auto codes = with_former(db, {country});
    store::Where where;
    const auto on = where.mark(day), marks = where.marks(codes);
    where.clause("m.from_day <= " + on + " AND (m.until_day IS NULL OR m.until_day > " + on + ")");
    where.clause("(m.country IN (" + marks +
                 ") OR m.id IN (SELECT f.member FROM member_fact f WHERE f.fact = 'country' AND f.until_day > " + on + " AND f.value IN (" +
                 marks + ")))");
    std::vector<ShownMember> all;
    {
        auto rows = db.ask_values(listed_columns() + where.sql + " ORDER BY m.id", where.values);
        while (rows.next()) all.push_back(member_row(rows));
    }
    put_back(db, all, day, Back::facts);
    return std::ranges::count_if(all, [&](const ShownMember& one) {
        return std::ranges::find(codes, one.country) != codes.end() && counts_for_cap(one.kind, one.member_class);
    });
}

}  // namespace members
