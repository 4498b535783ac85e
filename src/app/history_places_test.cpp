// The entries of one act, counted and paged by their places, are those that reading the whole journal gives.
#include "acts/history.h"
#include "app/concert.h"
#include "app/simulate.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <algorithm>

TEST_CASE("A page of one act's entries, of any day, is what the whole journal holds of them") {
    support::for_each_engine([](const store::Location& location) {
        app::simulate(location, {.members = 60, .years = 2});
        const auto db = store::Db::open(location, store::Access::reader);
        const auto everything = acts::entries_after(*db, {}, 0, 100'000);
        const auto numbers = [](const auto& lines) {
            std::vector<std::int64_t> all;
            for (const auto& line : lines) all.push_back(line.number.value);
            return all;
        };
        const auto middle = everything[everything.size() / 2].date;
        for (const std::string act : {"members.apply_for_membership", "members.admit", "members.name_titular", "no.such_act"})
            for (const auto& day : {std::optional<base::Date>{}, std::optional(middle), std::optional(base::Date{1999, 1, 1})}) {
                CAPTURE(act);
                std::vector<std::int64_t> oldest_first;
                for (const auto& line : everything)
                    if (line.act == act && (!day || line.date == *day)) oldest_first.push_back(line.number.value);
                std::vector<std::int64_t> newest_first(oldest_first.rbegin(), oldest_first.rend());
                const acts::EntryFilter filter{act, day};
                const auto count = std::int64_t(oldest_first.size());
                CHECK(acts::count_entries(*db, filter) == count);
                const auto piece = [](const auto& all, std::int64_t from, std::int64_t most) {
                    const auto size = std::int64_t(all.size());
                    const auto begin = std::clamp<std::int64_t>(from, 0, size), end = std::min(size, begin + most);
                    return std::vector(all.begin() + begin, all.begin() + end);
                };
                for (const std::int64_t offset : {std::int64_t(0), std::int64_t(1), count / 2, count - 1, count, count + 5}) {
                    if (offset < 0) continue;
                    CAPTURE(offset);
                    CHECK(numbers(acts::list_entries(*db, filter, offset, 7)) == piece(newest_first, offset, 7));
                    if (offset >= count) continue;
                    CHECK(numbers(acts::entries_before(*db, filter, base::Id<acts::Act>{newest_first[std::size_t(offset)]}, 7)) ==
                          piece(newest_first, offset + 1, 7));
                    CHECK(numbers(acts::entries_after(*db, filter, oldest_first[std::size_t(offset)], 7)) ==
                          piece(oldest_first, offset + 1, 7));
                }
            }
    });
}
