#include "drafts/rules.h"

#include <doctest/doctest.h>

using namespace drafts;

TEST_CASE("a draft is kept for ninety days from the last time it was saved, and not a microsecond longer") {
    CHECK(is_kept(5, 5));
    CHECK(is_kept(5, 5 + draft_us - 1));
    CHECK(!is_kept(5, 5 + draft_us));
    CHECK(draft_us / day_us == 90);
}

TEST_CASE("a link opens what waits until its fourteen days are over") {
    CHECK(link_us / day_us == 14);
    CHECK(link_opens(State::waiting, 100, 99));
    CHECK(!link_opens(State::waiting, 100, 100));
    for (const auto state : {State::confirmed, State::declined, State::withdrawn}) CHECK(!link_opens(state, 100, 99));
}

TEST_CASE("one mail a minute: the wait is said in whole seconds, and a clock put back does not make it long") {
    struct Row {
        std::int64_t last, now, expected;
    };
    for (const auto& row : {Row{0, 1, 0}, Row{1, 1, 60}, Row{1, 60'000'000, 1}, Row{1, 60'000'001, 0}, Row{10, 9, 0}}) {
        CAPTURE(row.now);
        CHECK(mail_waits_seconds(row.last, row.now) == row.expected);
    }
}
