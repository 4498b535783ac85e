// The list of members: which, in which order, from where on. A page costs what it shows: it is read from the nearer end of its list, the
// States it is about are merged in its order, and of another day the tables are entered by the order or by the day, whichever reads fewer rows.
#include "members/former_countries.h"
#include "members/rules.h"
#include "members/rules_life.h"
#include "members/store.h"

#include "base/countries.h"
#include "base/text.h"
#include "store/where.h"

#include <algorithm>
#include <array>
#include <compare>
#include <map>
#include <ranges>
#include <span>

namespace members {
namespace {

constexpr std::int64_t read_at_once = 500;

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
    std::string_view columns;  // "m.id, m.name": the first is the number
    int count;
    ShownMember (*row)(const store::Rows&);

    std::string select(std::string_view more = "") const { return std::string("SELECT ").append(columns).append(more) + " FROM member m "; }
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
    static const auto columns = std::string_view(listed_columns()).substr(7, listed_columns().rfind(" FROM") - 7);
    static const Reader all{columns, 20, member_row};
    static const Reader usual{"m.id, m.name, m.country, m.kind, m.since, m.attested, m.population", 7, usual_row};
    return listed == Listed::all ? all : usual;
}

std::int64_t count_of(store::Rows rows) { return rows.next() ? rows.integer(0) : 0; }

// What the tables are entered by. SQLite keeps no figures of what they hold, so it is told, by a + before the columns of places and days,
// not to take their indexes but that of the order. PostgreSQL counts, and plans by itself.
enum class Enter { as_planned, by_order };

bool somebody_moved_since(store::Db& db, base::Date day) {
    return db.ask("SELECT 1 FROM member_fact WHERE fact = 'country' AND until_day > $1 LIMIT 1", {day}).next();
}
// The members that were elsewhere that day than they are now; `day` is its mark.
std::string moved_since(const std::string& day) {
    return "SELECT f.member FROM member_fact f WHERE f.fact = 'country' AND f.until_day > " + day +
           " AND (f.from_day IS NULL OR f.from_day <= " + day + ")";
}

struct Where : store::Where {
    std::vector<std::string> words;  // what the values point to

    Where(store::Db& db, const Filter& filter, Enter enter = Enter::as_planned) : enter(enter) {
        words = base::tokens(filter.search);
        if (words.size() > 6) words.resize(6);
        words.reserve(16);
        for (std::size_t i = 0, count = words.size(); i < count; ++i) {
            words.push_back(words[i] + "\xf4\x8f\xbf\xbf");  // above every word that begins so
            clause("m.id IN (SELECT w.member FROM member_word w WHERE w.word >= " + mark(words[i]) + " AND w.word < " + mark(words.back()) +
                   ")");
        }
        if (!filter.search.empty() && words.empty()) clause("1 = 0");
        if (!filter.country.empty()) in_countries(db, std::span(&filter.country, 1), filter.on);
        if (!filter.countries.empty()) in_countries(db, filter.countries, filter.on);
        if (filter.kind) of_fact(DatedFact::kind, "m.kind", acts::name_of(*filter.kind), filter.on);
        if (filter.member_class) of_fact(DatedFact::member_class, "m.class", acts::name_of(*filter.member_class), filter.on);
        if (filter.status && filter.on) of_status_then(acts::name_of(*filter.status), *filter.on);
        else if (filter.status) clause("m.status = " + mark(acts::name_of(*filter.status)));
        if (filter.on && !(filter.status && !belongs(*filter.status))) {
            const auto on = mark(*filter.on);
            clause(column("from_day") + " <= " + on + " AND (m.until_day IS NULL OR m.until_day > " + on + ")");
        } else if (!filter.status) clause("m.until_day IS NULL");
    }
    // What it is; on another day what it was, which of most is the same.
    void of_fact(DatedFact fact, const std::string& column, std::string_view value, std::optional<base::Date> on) {
        const auto wanted = mark(value), now = column + " = " + wanted;
        if (!on) return clause(now);
        const auto day = mark(*on);
        const auto then = "SELECT f.member FROM member_fact f WHERE f.fact = '" + std::string(acts::name_of(fact)) +
                          "' AND f.until_day > " + day + " AND (f.from_day IS NULL OR f.from_day <= " + day + ")";
        clause("((" + now + " AND m.id NOT IN (" + then + ")) OR m.id IN (" + then + " AND f.value = " + wanted + "))");
    }
    // The last line that stands of those up to that day.
    void of_status_then(std::string_view status, base::Date on) {
        const auto wanted = mark(status), day = mark(on);
        clause("m.id IN (SELECT s.member FROM member_status s WHERE s.status = " + wanted + " AND s.struck_by IS NULL AND s.from_day <= " +
               day + " AND NOT EXISTS (SELECT 1 FROM member_status l WHERE l.member = s.member AND l.place > s.place AND " +
               "l.struck_by IS NULL AND l.from_day <= " + day + "))");
    }
    // In one of them; on another day, a few were elsewhere than they are now.
    void in_countries(store::Db& db, std::span<const std::string> countries, std::optional<base::Date> on) {
        const auto areas = areas_of(countries);
        const auto there = areas.countries.empty() ? column("region") + " IN (" + marks(areas.regions) + ")"
                                                   : column("country") + " IN (" + marks(countries) + ")";
        if (!on || !somebody_moved_since(db, *on)) return clause(there);
        const auto then = moved_since(mark(*on));
        clause("((" + there + " AND m.id NOT IN (" + then + ")) OR m.id IN (" + then + " AND f.value IN (" + marks(countries) + ")))");
    }
    // In the order of first days, those who came later stand together: an index skips them.
    void in_order_of(const Filter& filter) {
        if (filter.on && filter.sort == Sort::since) clause("coalesce(m.from_day, '9999-12-31') <= " + mark(*filter.on));
    }
    std::string column(const std::string& name) const { return (enter == Enter::by_order ? "+m." : "m.") + name; }

    Enter enter;
};

bool only_an_area(const Filter& filter) { return filter.search.empty() && !filter.kind && !filter.member_class && !filter.status; }
bool only_traits(const Filter& filter) { return filter.search.empty() && filter.country.empty() && filter.countries.empty() && !filter.on; }
// The countries it is about; empty: all.
std::vector<std::string> countries_of(const Filter& filter) {
    if (filter.country.empty()) return filter.countries;
    if (filter.countries.empty() || std::ranges::find(filter.countries, filter.country) != filter.countries.end()) return {filter.country};
    return {"-"};  // no country's code: none of them
}

// The filter as it is of another day, when countries had other codes.
Filter of_that_day(store::Db& db, Filter filter) {
    auto countries = countries_of(filter);
    if (!filter.on || countries.empty()) return filter;
    filter.country.clear();
    filter.countries = with_former(db, std::move(countries));
    return filter;
}

std::int64_t count_by_traits(store::Db& db, const Filter& filter) {
    const auto asked = [](const auto& trait) { return trait ? std::string(acts::name_of(*trait)) : std::string(); };
    return count_of(
        db.ask("SELECT CAST(coalesce(sum(members), 0) AS bigint) FROM trait_roll WHERE ($1 = '' OR kind = $1) AND ($2 = '' OR class = $2) "
               "AND (status = $3 OR ($3 = '' AND belongs = 1))",
               {asked(filter.kind), asked(filter.member_class), asked(filter.status)}));
}

// What comes before name and number in the order; empty when the order is by name.
std::string sorted_by(const Filter& filter, Where& where) {
    switch (filter.sort) {
    case Sort::name: return {};
    case Sort::country: {
        if (filter.country_order.empty()) return "m.id * 0";
        std::string rank = "CASE m.country";
        for (std::size_t i = 0; i < filter.country_order.size(); ++i)
            rank += " WHEN " + where.mark(filter.country_order[i]) + " THEN " + std::to_string(i);
        return rank + " ELSE " + std::to_string(filter.country_order.size()) + " END";
    }
    case Sort::population: return "coalesce(m.population, 0)";
    case Sort::since: return "coalesce(m.from_day, '9999-12-31')";
    }
    return {};
}

std::string order(const std::string& by, bool descending) {
    const std::string way = descending ? " DESC" : "";
    return " ORDER BY " + (by.empty() ? "" : by + way + ", ") + "m.name_key" + way + ", m.id" + way;
}

// Keyset paging: what comes after a place in that order. The place lasts as long as the question.
std::string after(const Filter& filter, const std::string& by, const Place& place, Where& where) {
    const std::string beyond = filter.descending ? " < " : " > ";
    if (by.empty()) return "(m.name_key, m.id)" + beyond + "(" + where.mark(place.name_key) + ", " + where.mark(place.id) + ")";
    const auto key = filter.sort == Sort::since ? where.mark(place.text) : where.mark(place.number);
    return "(" + by + ", m.name_key, m.id)" + beyond + "(" + key + ", " + where.mark(place.name_key) + ", " + where.mark(place.id) + ")";
}

// A part of a list, in the order or against it.
struct Stretch {
    std::int64_t offset = 0, most = 0;
    bool backwards = false;
};

Stretch nearer_end(std::int64_t offset, std::int64_t most, std::int64_t total) {
    const auto shown = std::clamp<std::int64_t>(total - offset, 0, most);
    const auto behind = total - offset - shown;
    return behind < offset ? Stretch{behind, shown, true} : Stretch{offset, shown, false};
}

// These, in this order.
std::vector<ShownMember> these(store::Db& db, std::span<const std::int64_t> ids, const Reader& reader) {
    std::vector<ShownMember> all(ids.size());
    if (ids.empty()) return all;
    std::map<std::int64_t, std::size_t> places;
    for (const auto id : ids) places.emplace(id, places.size());
    store::Where where;
    where.clause("m.id IN (" + where.marks(ids) + ")");
    auto rows = db.ask_values(reader.select() + where.sql, where.values);
    while (rows.next()) {
        auto member = reader.row(rows);
        all[places.at(member.id.value)] = std::move(member);
    }
    return all;
}

std::vector<std::int64_t> numbers(store::Rows rows) {
    std::vector<std::int64_t> all;
    while (rows.next()) all.push_back(rows.integer(0));
    return all;
}

std::vector<ShownMember> read_part(store::Db& db, const Filter& filter, const Stretch& part, Enter enter, const Reader& reader) {
    Where where(db, filter, enter);
    where.in_order_of(filter);
    const auto by = sorted_by(filter, where);
    const auto ordered = order(by, filter.descending != part.backwards);
    const auto limit = " LIMIT " + where.mark(part.most) + " OFFSET " + where.mark(part.offset);
    std::vector<ShownMember> all;
    if (part.offset > part.most) {  // many are skipped: their numbers are in the index of the order, and their rows are not looked at
        all = these(db, numbers(db.ask_values("SELECT m.id FROM member m " + where.sql + ordered + limit, where.values)), reader);
    } else {
        auto rows = db.ask_values(reader.select() + where.sql + ordered + limit, where.values);
        while (rows.next()) all.push_back(reader.row(rows));
    }
    if (part.backwards) std::ranges::reverse(all);
    return all;
}

// What the filter leaves is few: their places in the order are read and sorted here, for a third of what SQLite takes, then the rows.
std::vector<ShownMember> read_few(store::Db& db, const Filter& filter, const Stretch& part, const Reader& reader) {
    struct Key {
        std::int64_t number = 0;
        std::string day, name;
        std::int64_t id = 0;
        auto operator<=>(const Key&) const = default;
    };
    Where where(db, filter);
    const auto by = sorted_by(filter, where);
    std::vector<Key> keys;
    {
        auto rows = db.ask_values("SELECT m.id, m.name_key" + (by.empty() ? "" : ", " + by) + " FROM member m " + where.sql, where.values);
        while (rows.next()) {
            auto& key = keys.emplace_back();
            key.id = rows.integer(0), key.name = rows.text(1);
            if (filter.sort == Sort::since) key.day = rows.text(2);
            else if (!by.empty()) key.number = rows.integer(2);
        }
    }
    const auto begin = keys.begin() + std::min<std::ptrdiff_t>(part.offset, std::ssize(keys));
    const auto end = begin + std::min<std::ptrdiff_t>(part.most, keys.end() - begin);
    if (filter.descending != part.backwards) std::ranges::partial_sort(keys, end, std::greater());
    else std::ranges::partial_sort(keys, end);
    if (part.backwards) std::reverse(begin, end);
    std::vector<std::int64_t> ids;
    for (auto key = begin; key != end; ++key) ids.push_back(key->id);
    return these(db, ids, reader);
}

// Of several States: an index has the members of each, and of each region, in order, and the engine merges them, reading as far as the page.
std::vector<ShownMember> read_merged(store::Db& db, const Filter& filter, std::span<const std::string> countries, const Stretch& part,
                                     const Reader& reader) {
    auto anywhere = filter;
    anywhere.country.clear(), anywhere.countries.clear();
    Where where(db, anywhere);
    where.in_order_of(filter);
    const auto by = sorted_by(filter, where);
    // Many are skipped: only their numbers are merged, and the rows of those shown are read afterwards.
    constexpr Reader numbers_only{"m.id", 1, nullptr};
    const bool far = part.offset > part.most;
    const auto& merged = far ? numbers_only : reader;
    const auto first = merged.select(", m.name_key" + (by.empty() ? "" : ", " + by)) + (where.sql.empty() ? "WHERE " : where.sql + " AND ");
    const auto areas = areas_of(countries);
    std::string sql;
    const auto add = [&](const std::string& condition) { sql.append(sql.empty() ? "" : " UNION ALL ").append(first).append(condition); };
    if (filter.on && somebody_moved_since(db, *filter.on)) {
        const auto then = moved_since(where.mark(*filter.on));
        const auto stayed = " AND m.id NOT IN (" + then + ")";
        for (const auto region : areas.regions) add("m.region = " + where.mark(region) + stayed);
        for (const auto country : areas.countries) add("m.country = " + where.mark(country) + stayed);
        add("m.id IN (" + then + " AND f.value IN (" + where.marks(countries) + "))");
    } else {
        for (const auto region : areas.regions) add("m.region = " + where.mark(region));
        for (const auto country : areas.countries) add("m.country = " + where.mark(country));
    }
    const std::string way = filter.descending != part.backwards ? " DESC" : "", name = std::to_string(merged.count + 1);
    sql += " ORDER BY " + (by.empty() ? "" : std::to_string(merged.count + 2) + way + ", ") + name + way + ", 1" + way;
    sql += " LIMIT " + where.mark(part.most) + " OFFSET " + where.mark(part.offset);
    std::vector<ShownMember> all;
    if (far) {
        all = these(db, numbers(db.ask_values(sql, where.values)), reader);
    } else {
        auto rows = db.ask_values(sql, where.values);
        while (rows.next()) all.push_back(reader.row(rows));
    }
    if (part.backwards) std::ranges::reverse(all);
    return all;
}

// How many a filter leaves of a country or of some: asked as far as a page reaches.
class CountriesCounted {
public:
    CountriesCounted(store::Db& db, const Filter& filter) : db_(db), filter_(filter), kept_(only_an_area(filter)) {
        if (kept_) return;
        Where where(db, filter);
        auto rows = db.ask_values("SELECT m.country, count(*) FROM member m " + where.sql + " GROUP BY m.country", where.values);
        while (rows.next()) counts_[rows.text(0)] = rows.integer(1);
    }
    std::int64_t members(std::span<const std::string> countries) const {
        std::int64_t sum = 0;
        if (kept_)
            for (const auto& one : count_by_country(db_, filter_.on, countries)) sum += one.members;
        else
            for (const auto& country : countries)
                if (const auto found = counts_.find(country); found != counts_.end()) sum += found->second;
        return sum;
    }

private:
    store::Db& db_;
    const Filter& filter_;
    bool kept_;
    std::map<std::string, std::int64_t> counts_;
};

// Countries that members of the network are or were in and that have no place in the order asked, nor one meant by their code.
std::vector<std::string> without_place(store::Db& db, const Filter& filter) {
    std::array<bool, 26 * 26> placed{};
    for (const auto& country : filter.country_order)
        if (const auto place = base::letters_place(country)) placed[*place] = true;
    std::vector<std::string> all;
    auto rows = db.ask("SELECT country FROM country_roll");
    while (rows.next())
        if (const auto place = base::letters_place(country_meant(rows.view(0))); !place || !placed[*place]) all.push_back(rows.text(0));
    return all;
}

// State after State, by their names in the reader's language; of each, those that the page shows; last, States that have no place there.
std::vector<ShownMember> list_by_country(store::Db& db, const Filter& filter, const Stretch& part, Listed listed) {
    const CountriesCounted counted(db, filter);
    const auto wanted = countries_of(filter);
    const auto asked = [&](const std::string& country) { return wanted.empty() || std::ranges::find(wanted, country) != wanted.end(); };
    auto one = filter;
    one.country.clear(), one.sort = Sort::name, one.descending = filter.descending != part.backwards;
    std::vector<ShownMember> all;
    auto offset = part.offset;
    const auto take = [&](std::span<const std::string> countries) {
        const auto room = part.most - std::int64_t(all.size());
        const auto members = room > 0 ? counted.members(countries) : 0;
        if (members > offset) {
            one.countries.assign(countries.begin(), countries.end());
            auto found = list_members(db, one, offset, room, members, listed);
            std::ranges::move(found, std::back_inserter(all));
        }
        offset = std::max<std::int64_t>(0, offset - members);
    };
    auto others = without_place(db, filter);
    std::erase_if(others, [&](const auto& country) { return !asked(country); });
    const auto in_order = [&](const std::string& country) {
        if (asked(country)) take(std::span(&country, 1));
    };
    if (one.descending) {
        if (!others.empty()) take(others);
        for (const auto& country : std::views::reverse(filter.country_order)) in_order(country);
    } else {
        for (const auto& country : filter.country_order) in_order(country);
        if (!others.empty()) take(others);
    }
    if (part.backwards) std::ranges::reverse(all);
    return all;
}

}  // namespace

std::int64_t count_members(store::Db& db, const Filter& asked) {
    const auto filter = of_that_day(db, asked);
    if (only_traits(filter)) return count_by_traits(db, filter);
    if (only_an_area(filter)) {
        std::int64_t sum = 0;
        if (countries_of(filter).empty()) {  // sizes are fewer than States
            for (const auto& [size, members] : count_by_size(db, filter.on)) sum += members;
            return sum;
        }
        for (const auto& one : count_by_country(db, filter.on, countries_of(filter))) sum += one.members;
        return sum;
    }
    Where where(db, filter);
    return count_of(db.ask_values("SELECT count(*) FROM member m " + where.sql, where.values));
}

std::vector<ShownMember> list_members(store::Db& db, const Filter& asked, std::int64_t offset, std::int64_t most,
                                      std::optional<std::int64_t> total, Listed listed) {
    const auto filter = of_that_day(db, asked);
    // Of those found by a word or a kind, only today's countries are counted.
    if (filter.sort == Sort::country && (only_an_area(filter) || !filter.on))
        return list_by_country(db, filter, total ? nearer_end(offset, most, *total) : Stretch{offset, most}, listed);
    const auto& reader = reader_of(listed);
    if (!total) return read_part(db, filter, {offset, most}, Enter::as_planned, reader);
    const auto part = nearer_end(offset, most, *total);
    if (part.most == 0) return {};
    if (!filter.search.empty()) return read_part(db, filter, part, Enter::as_planned, reader);
    const auto countries = countries_of(filter);
    if (countries.size() > 1) return read_merged(db, filter, countries, part, reader);
    if (!countries.empty() || !filter.on) return read_part(db, filter, part, Enter::as_planned, reader);  // an index has them in order
    // Rows read in the order until the page is full, against those that the filter leaves.
    const auto in_order = (part.offset + part.most) * std::max<std::int64_t>(1, count_by_traits(db, {}) / *total);
    if (*total < in_order) return read_few(db, filter, part, reader);
    return read_part(db, filter, part, db.engine() == store::Engine::sqlite ? Enter::by_order : Enter::as_planned, reader);
}

std::vector<ShownMember> next_members(store::Db& db, const Filter& asked, std::optional<Place>& place, std::int64_t most) {
    const auto filter = of_that_day(db, asked);
    Where where(db, filter);
    const auto by = sorted_by(filter, where);
    if (place) where.clause(after(filter, by, *place, where));
    const auto& reader = reader_of(Listed::all);
    const auto sql =
        reader.select(", m.name_key, " + (by.empty() ? "0" : by)) + where.sql + order(by, filter.descending) + " LIMIT " + where.mark(most);
    std::vector<ShownMember> all;
    auto rows = db.ask_values(sql, where.values);
    std::optional<Place> last;
    while (rows.next()) {
        all.push_back(member_row(rows));
        last = {0, {}, rows.text(reader.count), all.back().id};
        if (filter.sort == Sort::since) last->text = rows.text(reader.count + 1);
        else last->number = rows.integer(reader.count + 1);
    }
    if (last) place = std::move(last);
    return all;
}

std::vector<ShownMember> members_after(store::Db& db, const Filter& asked, std::int64_t after, std::int64_t most) {
    const auto filter = of_that_day(db, asked);
    Where where(db, filter);
    where.clause("m.id > " + where.mark(after));
    const auto limit = " ORDER BY m.id LIMIT " + where.mark(most);
    std::vector<ShownMember> all;
    auto rows = db.ask_values(std::string(member_columns) + where.sql + limit, where.values);
    while (rows.next()) all.push_back(member_row(rows));
    return all;
}

std::int64_t cities_on(store::Db& db, const std::string& country, base::Date day) {
    Filter filter;
    filter.country = country, filter.on = day;
    std::int64_t cities = 0;
    std::optional<Place> place;
    for (auto some = next_members(db, filter, place, read_at_once); !some.empty(); some = next_members(db, filter, place, read_at_once)) {
        put_back(db, some, day, Back::facts);
        cities += std::ranges::count_if(some, [](const ShownMember& one) { return counts_for_cap(one.kind, one.member_class); });
    }
    return cities;
}

std::vector<acts::Position> positions(store::Db& db, const Filter& asked, std::int64_t most) {
    const auto filter = of_that_day(db, asked);
    Where where(db, filter);
    std::vector<acts::Position> all;
    const auto only = where.sql.empty() ? "WHERE m.latitude IS NOT NULL" : where.sql + " AND m.latitude IS NOT NULL";
    // Of some regions, as their index has them. The limit's mark comes before the values are looked at.
    const auto limit = std::string(filter.countries.empty() ? " ORDER BY m.id" : " ORDER BY m.region, m.id") + " LIMIT " + where.mark(most);
    auto rows = db.ask_values("SELECT m.latitude, m.longitude FROM member m " + only + limit, where.values);
    while (rows.next()) all.push_back({{rows.integer(0)}, {rows.integer(1)}});
    return all;
}

}  // namespace members
