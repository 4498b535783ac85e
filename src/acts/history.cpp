#include "acts/history.h"

#include "acts/moment.h"

namespace acts {
namespace {

constexpr std::string_view columns = "SELECT j.number, j.time, j.date, j.capacity, j.act, j.basis, j.cause, j.version";

EntryLine line_of(const store::Rows& row) {
    EntryLine line{row.id<Act>(0), row.integer(1), row.date(2), row.text(3), row.text(4), row.text_or_null(5).value_or(""), {}, 1, {}};
    if (!row.null(6)) line.cause = row.id<Act>(6);
    line.version = int(row.integer(7));
    if (row.columns() > 8) line.payload = row.text(8);
    return line;
}

std::vector<EntryLine> lines(store::Rows rows) {
    std::vector<EntryLine> all;
    while (rows.next()) all.push_back(line_of(rows));
    return all;
}

// The last of 1 to `last` that holds, found by halving: those that hold come first. 0 when none does.
template <class Holds>
std::int64_t last_that(std::int64_t last, const Holds& holds) {
    std::int64_t low = 0, high = last;
    while (low < high) {
        const auto middle = low + (high - low + 1) / 2;
        if (holds(middle)) low = middle;
        else high = middle - 1;
    }
    return low;
}

// The numbers a filter leaves, both ends included: days are stretches of the journal, so that no index of dates is needed.
std::pair<std::int64_t, std::int64_t> stretch(store::Db& db, const EntryFilter& filter) {
    if (!filter.day) return {1, read_head(db).size};
    return {number_on(db, filter.day->plus_days(-1)) + 1, number_on(db, *filter.day)};
}

}  // namespace

std::vector<EntryLine> history_of(store::Db& db, std::string_view kind, std::int64_t thing, std::int64_t most) {
    static const auto sql =
        std::string(columns) +
        " FROM journal_history h JOIN journal j ON j.number = h.number WHERE h.kind = $1 AND h.thing = $2 ORDER BY h.number DESC LIMIT $3";
    return lines(db.ask(sql, {kind, thing, most}));
}

std::vector<EntryLine> consequences_of(store::Db& db, base::Id<Act> cause) {
    // Consequences follow their cause at once: the search ends at the first entry that has no cause.
    static const auto sql = std::string(columns) + " FROM journal j WHERE j.number > $1 AND j.number <= $1 + 1000 ORDER BY j.number";
    std::vector<EntryLine> all;
    auto rows = db.ask(sql, {cause});
    while (rows.next() && !rows.null(6))
        if (rows.id<Act>(6) == cause) all.push_back(line_of(rows));
    return all;
}

namespace {

// How many entries of an act have that number or a lower one: places and numbers grow together.
std::int64_t place_at(store::Db& db, const std::string& act, std::int64_t number) {
    auto newest = db.ask("SELECT coalesce(max(place), 0) FROM act_place WHERE act = $1", {act});
    return last_that(newest.next() ? newest.integer(0) : 0, [&](std::int64_t place) {
        auto rows = db.ask("SELECT number FROM act_place WHERE act = $1 AND place = $2", {act, place});
        return rows.next() && rows.integer(0) <= number;
    });
}

// The entries of an act at these places, both ends included.
std::vector<EntryLine> lines_at(store::Db& db, const std::string& act, std::int64_t first, std::int64_t last, bool newest_first) {
    const auto sql =
        std::string(columns) +
        ", j.payload FROM act_place p JOIN journal j ON j.number = p.number WHERE p.act = $1 AND p.place >= $2 AND p.place <= $3 "
        "ORDER BY p.place" +
        (newest_first ? " DESC" : "");
    return lines(db.ask(sql, {act, first, last}));
}

// Newest first, of those numbers, after the first `offset` of them.
std::vector<EntryLine> newest_lines(store::Db& db, const EntryFilter& filter, std::pair<std::int64_t, std::int64_t> numbers,
                                    std::int64_t offset, std::int64_t most) {
    const auto [first, last] = numbers;
    if (filter.act.empty()) {
        static const auto sql =
            std::string(columns) + ", j.payload FROM journal j WHERE j.number >= $1 AND j.number <= $2 ORDER BY j.number DESC LIMIT $3";
        return lines(db.ask(sql, {first, last - offset, most}));
    }
    const auto newest = place_at(db, filter.act, last) - offset;
    return lines_at(db, filter.act, std::max(place_at(db, filter.act, first - 1) + 1, newest - most + 1), newest, true);
}

}  // namespace

std::int64_t count_entries(store::Db& db, const EntryFilter& filter) {
    const auto [first, last] = stretch(db, filter);
    if (filter.act.empty()) return std::max<std::int64_t>(0, last - first + 1);
    return std::max<std::int64_t>(0, place_at(db, filter.act, last) - place_at(db, filter.act, first - 1));
}

std::vector<EntryLine> list_entries(store::Db& db, const EntryFilter& filter, std::int64_t offset, std::int64_t most) {
    return newest_lines(db, filter, stretch(db, filter), offset, most);
}

std::vector<EntryLine> entries_before(store::Db& db, const EntryFilter& filter, std::optional<base::Id<Act>> before, std::int64_t most) {
    auto numbers = stretch(db, filter);
    if (before) numbers.second = std::min(numbers.second, before->value - 1);
    return newest_lines(db, filter, numbers, 0, most);
}

std::vector<EntryLine> entries_after(store::Db& db, const EntryFilter& filter, std::int64_t after, std::int64_t most) {
    const auto [first, last] = stretch(db, filter);
    const auto begin = std::max(first, after + 1);
    if (filter.act.empty()) {
        static const auto sql =
            std::string(columns) + ", j.payload FROM journal j WHERE j.number >= $1 AND j.number <= $2 ORDER BY j.number LIMIT $3";
        return lines(db.ask(sql, {begin, last, most}));
    }
    const auto oldest = place_at(db, filter.act, begin - 1) + 1;
    return lines_at(db, filter.act, oldest, std::min(place_at(db, filter.act, last), oldest + most - 1), false);
}

std::vector<EntryLine> history_after(store::Db& db, std::string_view kind, std::int64_t thing, std::int64_t after, std::int64_t most) {
    static const auto sql = std::string(columns) +
                            ", j.payload FROM journal_history h JOIN journal j ON j.number = h.number WHERE h.kind = $1 AND h.thing = $2 "
                            "AND h.number > $3 ORDER BY h.number LIMIT $4";
    return lines(db.ask(sql, {kind, thing, after, most}));
}

std::int64_t number_on(store::Db& db, base::Date day) {  // numbers and dates grow together, so that no index is needed
    return last_that(read_head(db).size, [&](std::int64_t number) {
        auto rows = db.ask("SELECT date FROM journal WHERE number = $1", {number});
        return rows.next() && rows.date(0) <= day;
    });
}

namespace {
std::vector<TouchedThing> things(store::Rows rows) {
    std::vector<TouchedThing> all;
    while (rows.next()) all.push_back({rows.text(1), rows.integer(0)});
    return all;
}
}  // namespace

std::vector<TouchedThing> things_after(store::Db& db, std::int64_t after, std::int64_t most) {
    return things(db.ask(
        "SELECT DISTINCT thing, kind FROM journal_history WHERE thing > $1 AND thing <= (SELECT max(t.thing) FROM (SELECT DISTINCT thing "
        "FROM journal_history WHERE thing > $1 ORDER BY thing LIMIT $2) t) ORDER BY thing, kind",
        {after, most}));
}

std::vector<TouchedThing> things_touched_after(store::Db& db, base::Id<Act> number) {
    return things(db.ask("SELECT DISTINCT thing, kind FROM journal_history WHERE number > $1 ORDER BY thing, kind", {number}));
}

std::int64_t last_erasure(store::Db& db) {
    auto rows = db.ask("SELECT coalesce(max(erased_by), 0) FROM personal_erased");
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<std::int64_t> time_of(store::Db& db, base::Id<Act> number) {
    auto rows = db.ask("SELECT time FROM journal WHERE number = $1", {number});
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

}  // namespace acts
