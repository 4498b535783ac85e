#include "sign_in/rules.h"

#include <doctest/doctest.h>

using namespace sign_in;

TEST_CASE("A session ends when it rests too long, and in any case in the end") {
    struct Row {
        Trust trust;
        std::int64_t opened, seen, now;
        bool open;
    };
    const std::int64_t day = day_us, hour = hour_us;
    for (const auto& row : {Row{Trust::elevated, 0, 0, 2 * hour - 1, true}, Row{Trust::elevated, 0, 0, 2 * hour, false},
                            Row{Trust::elevated, 0, 11 * hour, 12 * hour - 1, true}, Row{Trust::elevated, 0, 11 * hour, 12 * hour, false},
                            Row{Trust::everyday, 0, 0, 14 * day - 1, true}, Row{Trust::everyday, 0, 0, 14 * day, false},
                            Row{Trust::everyday, 0, 59 * day, 60 * day - 1, true}, Row{Trust::everyday, 0, 59 * day, 60 * day, false}}) {
        CAPTURE(row.now);
        CHECK(stays_open(row.trust, row.opened, row.seen, row.now) == row.open);
    }
    CHECK(is_fresh(0, proof_us - 1));
    CHECK_FALSE(is_fresh(0, proof_us));
}

TEST_CASE("Who signed in goes on to a page of this site and nowhere else") {
    for (const auto* good : {"/", "/compte", "/actes/sources.record?title=Une%20page", "/en/members"}) CHECK(safe_next(good) == good);
    for (const auto* bad :
         {"", "compte", "//example.com", "/\\example.com", "https://example.com", "javascript:alert(1)", "/a b", "/a\nb", "/é"})
        CHECK(safe_next(bad).empty());
    CHECK_FALSE(safe_next("/" + std::string(499, 'a')).empty());
    CHECK(safe_next("/" + std::string(500, 'a')).empty());
}

TEST_CASE("A browser is named in words a person knows") {
    CHECK(browser_name("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36") ==
          "Chrome, Android");
    CHECK(browser_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0") == "Firefox, Windows");
    CHECK(browser_name("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 "
                       "Mobile/15E148 Safari/604.1") == "Safari, iPhone");
    CHECK(browser_name("curl/7.88.1") == "curl");
    CHECK(browser_name("") == "");
}
