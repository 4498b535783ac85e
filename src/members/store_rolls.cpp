// What pages show of a whole network: counts by State, by day and by year, and where members are on the map.
#include "members/former_countries.h"
#include "members/rules.h"
#include "members/store.h"

#include "base/countries.h"
#include "store/where.h"

#include <algorithm>

namespace members {
namespace {

void count_country(store::Db& db, const Counted& member, int change) {
    db.run(
        "INSERT INTO country_roll (country, members, placed, cities) VALUES ($1, $2, $3, $4) ON CONFLICT (country) DO UPDATE SET members = "
        "country_roll.members + excluded.members, placed = country_roll.placed + excluded.placed, cities = country_roll.cities + "
        "excluded.cities",
        {member.country, change, member.position ? change : 0, member.city ? change : 0});
    const auto region = region_of(present_country(member.country));
    if (region.empty()) return;
    db.run(
        "INSERT INTO region_roll (region, members, placed) VALUES ($1, $2, $3) ON CONFLICT (region) DO UPDATE SET members = "
        "region_roll.members + excluded.members, placed = region_roll.placed + excluded.placed",
        {region, change, member.position ? change : 0});
}

// How many more, from each day on; days of no change are left out.
using Steps = std::map<std::string, std::map<base::Date, int>, std::less<>>;

// In a country, in its region and among those of its size, while it belonged.
void put_steps(Steps& steps, const Counted& member, int change) {
    for (const auto& stay : member.stays) {
        for (const auto area : {std::string_view(stay.country), acts::name_of(member.size), region_of(present_country(stay.country))}) {
            if (area.empty()) continue;
            auto& days = steps[std::string(area)];
            days[stay.from] += change;
            if (stay.until) days[*stay.until] -= change;
        }
    }
}

// What stands in area_step for the States that have members: how many they are.
constexpr std::string_view all_states = "*";
bool is_state(std::string_view area) { return area.size() == 2 || area.size() == 4; }  // a region has three letters, a size more

// Where a State will have its first member or lose its last when it gets so many more between two days, `until` excluded.
void put_crossings(store::Db& db, std::map<base::Date, int>& states, const std::string& state, base::Date from, base::Date until,
                   int more) {
    auto rows = db.ask(
        "SELECT s.day, (SELECT min(n.day) FROM area_step n WHERE n.area = $1 AND n.day > s.day), s.members FROM area_step s WHERE s.area = "
        "$1 AND s.day >= $2 AND s.day < $3 AND (s.members = 0 OR s.members = $4) ORDER BY s.day",
        {state, from, until, -more});
    while (rows.next()) {
        const int change = rows.integer(2) == 0 ? 1 : -1;
        states[rows.date(0)] += change;
        if (const auto next = rows.date_or_null(1)) states[*next] -= change;
    }
}

void take(store::Db& db, Steps& steps) {
    std::map<base::Date, int> states;
    const auto take_area = [&](const std::string& area, std::map<base::Date, int>& days) {
        std::erase_if(days, [](const auto& day) { return day.second == 0; });
        for (const auto& [day, _] : days)
            db.run(
                "INSERT INTO area_step (area, day, members) VALUES ($1, $2, coalesce((SELECT s.members FROM area_step s WHERE s.area = $1 "
                "AND s.day < $2 ORDER BY s.day DESC LIMIT 1), 0)) ON CONFLICT (area, day) DO NOTHING",
                {area, day});
        int more = 0;
        for (auto day = days.begin(); day != days.end();) {
            const auto from = day->first;
            more += day->second;
            ++day;
            if (more == 0) continue;
            const auto until = day == days.end() ? base::Date{9999, 12, 31} : day->first;
            if (is_state(area)) put_crossings(db, states, area, from, until, more);
            db.run("UPDATE area_step SET members = members + $3 WHERE area = $1 AND day >= $2 AND day < $4", {area, from, more, until});
        }
    };
    for (auto& [area, days] : steps) take_area(area, days);
    take_area(std::string(all_states), states);
}

void count_year(store::Db& db, const Counted& member, int change) {
    const auto year = certain_year(member.since);
    if (!year || !member.from_day) return;
    db.run(
        "INSERT INTO year_roll (year, members) VALUES ($1, $2) ON CONFLICT (year) DO UPDATE SET members = year_roll.members + "
        "excluded.members",
        {*year, change});
    db.run(
        "INSERT INTO day_roll (day, members) VALUES ($1, $2) ON CONFLICT (day) DO UPDATE SET members = day_roll.members + excluded.members",
        {*member.from_day, change});
}

// A square is there while one of its members is, from the first day of the first of them.
void draw(store::Db& db, std::string_view region, std::int64_t square, std::optional<base::Date> day) {
    db.run(
        "INSERT INTO square (region, square, day) VALUES ($1, $2, $3) ON CONFLICT (region, square) DO UPDATE SET day = excluded.day "
        "WHERE square.day IS NULL OR excluded.day < square.day",
        {region, square, day});
}

// As those who are still there leave it.
void redraw(store::Db& db, std::string_view region, std::int64_t square, store::Rows left) {
    db.run("DELETE FROM square WHERE region = $1 AND square = $2", {region, square});
    if (left.next() && left.integer(0) > 0) draw(db, region, square, left.date_or_null(1));
}
void redraw(store::Db& db, std::string_view region, const acts::Position& place) {
    const auto square = region_grid.square_of(place), wider = world_grid.square_of(place);
    if (!region.empty())
        redraw(db, region, square,
               db.ask("SELECT count(*), min(from_day) FROM member WHERE region = $1 AND square = $2", {region, square}));
    redraw(db, "", wider, db.ask("SELECT count(*), min(from_day) FROM member WHERE wide_square = $1", {wider}));
}

void place_in_squares(store::Db& db, const std::optional<Counted>& before, const std::optional<Counted>& now) {
    std::optional<std::int64_t> square, wider;
    const auto there = now && now->belongs ? now->position : std::nullopt;
    if (there) square = region_grid.square_of(*there), wider = world_grid.square_of(*there);
    if (now && (there || before)) db.run("UPDATE member SET square = $1, wide_square = $2 WHERE id = $3", {square, wider, now->id});
    if (before && before->position) redraw(db, region_of(before->country), *before->position);
    if (!there) return;
    if (const auto region = region_of(now->country); !region.empty()) draw(db, region, *square, now->from_day);
    draw(db, "", *wider, now->from_day);
}

void count_size(store::Db& db, Size size, int change) {
    db.run(
        "INSERT INTO size_roll (size, members) VALUES ($1, $2) ON CONFLICT (size) DO UPDATE SET members = size_roll.members + "
        "excluded.members",
        {acts::name_of(size), change});
}

void count_traits(store::Db& db, const Counted& member, int change) {
    db.run(
        "INSERT INTO trait_roll (kind, class, status, belongs, members) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, class, status, "
        "belongs) DO UPDATE SET members = trait_roll.members + excluded.members",
        {acts::name_of(member.kind), acts::name_of(member.member_class), acts::name_of(member.status), member.belongs ? 1 : 0, change});
}

using Of = const std::optional<Counted>&;

// Once less as it was and once more as it is, where what `key` makes of the two differs.
template <class Key, class Count>
void recount_by(Of before, Of now, const Key& key, const Count& count) {
    if (before && now && key(*before) == key(*now)) return;
    if (before) count(*before, -1);
    if (now) count(*now, 1);
}

}  // namespace

void recount(store::Db& db, Of before, Of now) {
    Steps steps;
    if (before) put_steps(steps, *before, -1);
    if (now) put_steps(steps, *now, 1);
    take(db, steps);
    recount_by(
        before, now, [](const Counted& one) { return std::tuple(one.kind, one.member_class, one.status, one.belongs); },
        [&](const Counted& one, int change) { count_traits(db, one, change); });
    recount_by(
        before, now, [](const Counted& one) { return std::tuple(one.belongs, one.country, one.city, one.position.has_value(), one.stays); },
        [&](const Counted& one, int change) {
            for (const auto& stay : one.stays) {
                if (one.belongs && stay.country == one.country) continue;
                db.run("INSERT INTO country_roll (country, members, placed, cities) VALUES ($1, 0, 0, 0) ON CONFLICT (country) DO NOTHING",
                       {stay.country});
                if (const auto region = region_of(present_country(stay.country)); !region.empty())
                    db.run("INSERT INTO region_roll (region, members, placed) VALUES ($1, 0, 0) ON CONFLICT (region) DO NOTHING", {region});
            }
            if (one.belongs) count_country(db, one, change);
        });
    recount_by(
        before, now, [](const Counted& one) { return std::tuple(one.belongs, one.size, one.from_day); },
        [&](const Counted& one, int change) {
            if (one.belongs) count_size(db, one.size, change);
            else if (one.from_day) count_size(db, one.size, 0);  // it is one of those that had members on some day
        });
    recount_by(
        before, now, [](const Counted& one) { return std::tuple(one.belongs, one.since, one.from_day); },
        [&](const Counted& one, int change) {
            if (one.belongs) count_year(db, one, change);
        });
    const auto key = [](const Counted& one) { return std::tuple(one.belongs, one.country, one.position, one.from_day); };
    if (!before || !now || key(*before) != key(*now)) place_in_squares(db, before, now);
}

namespace {

// Rows of an area and how many members it has, without those that have none.
std::vector<CountryCount> counts(store::Rows rows) {
    std::vector<CountryCount> all;
    while (rows.next())
        if (const auto members = rows.integer(1); members > 0) all.push_back({rows.text(0), members});
    return all;
}

// How many each of those areas had on that day: one question, each area an entry of the index.
std::vector<CountryCount> of_areas(store::Db& db, std::span<const std::string> areas, base::Date on) {
    if (areas.empty()) return {};
    store::Where where;
    const auto day = where.mark(on);
    std::string marks;
    for (const auto& area : areas) marks += (marks.empty() ? "(" : ", (") + where.mark(area) + ")";
    return counts(db.ask_values("SELECT r.column1, coalesce((SELECT s.members FROM area_step s WHERE s.area = r.column1 AND s.day <= " +
                                    day + " ORDER BY s.day DESC LIMIT 1), 0) FROM (VALUES " + marks + ") AS r ORDER BY r.column1",
                                where.values));
}

// The same of every area in the roll of that name ("country": country_roll), now or on a day.
std::vector<CountryCount> of_roll(store::Db& db, const std::string& area, std::optional<base::Date> on) {
    const auto roll = area + "_roll";
    if (!on) return counts(db.ask("SELECT " + area + ", members FROM " + roll + " WHERE members > 0 ORDER BY " + area));
    return counts(db.ask("SELECT r." + area + ", coalesce((SELECT s.members FROM area_step s WHERE s.area = r." + area +
                             " AND s.day <= $1 ORDER BY s.day DESC LIMIT 1), 0) FROM " + roll + " r ORDER BY r." + area,
                         {*on}));
}

}  // namespace

std::vector<std::string> with_former(store::Db& db, std::vector<std::string> countries) {
    const auto asked = countries;
    const Former former(asked);
    auto rows = db.ask("SELECT country FROM country_roll WHERE length(country) > 2 ORDER BY country");
    while (rows.next()) {
        const auto code = rows.text(0);
        if (std::ranges::find(asked, code) == asked.end() && former(code)) countries.push_back(code);
    }
    return countries;
}

namespace {

// One line a country: what stands under a former code of it is its own.
std::vector<CountryCount> by_country_meant(const std::vector<CountryCount>& counts) {
    std::map<std::string, std::int64_t> sums;
    for (const auto& one : counts) sums[std::string(country_meant(one.country))] += one.members;
    std::vector<CountryCount> all;
    for (const auto& [country, members] : sums) all.push_back({country, members});
    return all;
}

}  // namespace

std::vector<CountryCount> count_by_country(store::Db& db, std::optional<base::Date> on, std::span<const std::string> only) {
    if (on)
        return by_country_meant(only.empty() ? of_roll(db, "country", on) : of_areas(db, with_former(db, {only.begin(), only.end()}), *on));
    if (only.empty()) return of_roll(db, "country", on);
    store::Where where;
    where.clause("country IN (" + where.marks(only) + ")");
    where.clause("members > 0");
    return counts(db.ask_values("SELECT country, members FROM country_roll " + where.sql + " ORDER BY country", where.values));
}

std::map<Size, std::int64_t> count_by_size(store::Db& db, std::optional<base::Date> on) {
    std::map<Size, std::int64_t> all;
    for (const auto& [size, members] : of_roll(db, "size", on)) all[*acts::named<Size>(size)] = members;
    return all;
}

std::vector<CountryCount> count_by_sub_region(store::Db& db, std::optional<base::Date> on) { return of_roll(db, "region", on); }

std::int64_t count_states(store::Db& db, std::optional<base::Date> on) {
    auto rows = on ? db.ask("SELECT members FROM area_step WHERE area = $1 AND day <= $2 ORDER BY day DESC LIMIT 1", {all_states, *on})
                   : db.ask("SELECT count(*) FROM country_roll WHERE members > 0");
    return rows.next() ? rows.integer(0) : 0;
}

bool more_states_than(store::Db& db, std::int64_t most) {
    return db.ask("SELECT 1 FROM country_roll WHERE members > 0 ORDER BY country LIMIT 1 OFFSET $1", {most}).next();
}

std::map<int, std::int64_t> count_by_year(store::Db& db, std::optional<base::Date> on) {
    std::map<int, std::int64_t> all;
    auto rows = db.ask("SELECT year, members FROM year_roll WHERE members > 0 AND year < $1 ORDER BY year", {on ? on->year : 10'000});
    while (rows.next()) all[int(rows.integer(0))] = rows.integer(1);
    if (!on) return all;
    auto joined = db.ask("SELECT CAST(coalesce(sum(members), 0) AS bigint) FROM day_roll WHERE day >= $1 AND day <= $2",
                         {base::Date{on->year, 1, 1}, *on});
    if (joined.next() && joined.integer(0) > 0) all[on->year] = joined.integer(0);
    return all;
}

std::int64_t count_placed(store::Db& db, const std::vector<std::string>& countries) {
    const auto sum = [&](const std::string& roll, const store::Where& where) {
        auto rows = db.ask_values("SELECT CAST(coalesce(sum(placed), 0) AS bigint) FROM " + roll + " " + where.sql, where.values);
        return rows.next() ? rows.integer(0) : 0;
    };
    if (countries.empty()) return sum("country_roll", {});
    const auto areas = areas_of(countries);
    store::Where regions, states;
    regions.clause("region IN (" + regions.marks(areas.regions) + ")");
    states.clause("country IN (" + states.marks(areas.countries) + ")");
    return (areas.regions.empty() ? 0 : sum("region_roll", regions)) + (areas.countries.empty() ? 0 : sum("country_roll", states));
}

std::vector<std::int64_t> squares(store::Db& db, std::span<const std::string_view> regions, std::optional<base::Date> on) {
    std::vector<std::int64_t> all;
    const auto read = [&](std::string_view region) {
        auto rows = on ? db.ask("SELECT square FROM square WHERE region = $1 AND day <= $2 ORDER BY square", {region, *on})
                       : db.ask("SELECT square FROM square WHERE region = $1 ORDER BY square", {region});
        while (rows.next()) all.push_back(rows.integer(0));
    };
    if (regions.empty()) read("");
    for (const auto region : regions) read(region);
    return all;
}

}  // namespace members
