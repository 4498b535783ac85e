#include "sign_in/attempts.h"

#include <doctest/doctest.h>

using namespace sign_in;
using credentials::SignInVerdict;

TEST_CASE("A step is its browser's own, lasts ten minutes and five attempts") {
    Steps steps;
    steps.put("code", "browser", {.person = {7}}, 0);
    CHECK(steps.find("code", "browser", step_us - 1));
    CHECK_FALSE(steps.find("code", "browser", step_us));
    CHECK_FALSE(steps.find("code", "another", 0));
    CHECK_FALSE(steps.find("passkey", "browser", 0));
    for (int i = 1; i <= step_attempts_max; ++i) CHECK(steps.attempt("code", "browser", 1)->attempts == i);
    CHECK_FALSE(steps.attempt("code", "browser", 1));
    CHECK_FALSE(steps.find("code", "browser", 1));
    steps.put("code", "browser", {.person = {7}}, 0);
    CHECK(steps.take("code", "browser", 1)->person.value == 7);
    CHECK_FALSE(steps.take("code", "browser", 1));
}

TEST_CASE("However many begin, the steps kept are bounded, and the newest stay") {
    Steps steps;
    for (std::size_t i = 0; i < Steps::steps_max + 10; ++i) steps.put("code", std::to_string(i), {}, std::int64_t(i));
    CHECK_FALSE(steps.find("code", "9", Steps::steps_max));
    CHECK(steps.find("code", "10", Steps::steps_max));
    CHECK(steps.find("code", std::to_string(Steps::steps_max + 9), Steps::steps_max));
}

TEST_CASE("Failures of one place make it wait; those of others make nobody wait") {
    Tries tries;
    const Tries::From mine{"a@example.org", "203.0.113.5"}, theirs{"a@example.org", "198.51.100.7"};
    for (int i = 0; i < credentials::backoff_free_failures; ++i) CHECK(tries.begin(mine, 0).verdict == SignInVerdict::go);
    CHECK(tries.begin(mine, 0).verdict == SignInVerdict::wait);
    CHECK(tries.begin(theirs, 0).verdict == SignInVerdict::go);
    // The same place by another account, and the same account from a browser it knows, are not held up.
    CHECK(tries.begin({"b@example.org", "203.0.113.5"}, 0).verdict == SignInVerdict::go);
    CHECK(tries.begin({"a@example.org", "203.0.113.5", base::sha256({"browser"})}, 0).verdict == SignInVerdict::go);
    tries.signed_in(mine, SignInVerdict::go);
    CHECK(tries.begin(mine, 0).verdict == SignInVerdict::go);
}

TEST_CASE("One password tried upon many accounts from many places ends in a challenge, never in a wait") {
    Tries tries;
    int challenged = 0, waits = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto address = "10." + std::to_string(i % 250) + "." + std::to_string(i / 250 % 250) + ".1";
        const auto answer = tries.begin({"person" + std::to_string(i % 300) + "@example.org", address}, i * 1'000);
        challenged += answer.verdict == SignInVerdict::challenge, waits += answer.verdict == SignInVerdict::wait;
    }
    CHECK(challenged >= 9'700);
    CHECK(waits == 0);
    CHECK(tries.begin({"person1@example.org", "203.0.113.5", base::sha256({"known"})}, 10'000'000).verdict == SignInVerdict::go);
}

TEST_CASE("A place is a household: an address of IPv4, fifty-six bits of IPv6") {
    CHECK(place_of("203.0.113.5") == place_of("::ffff:203.0.113.5"));
    CHECK(place_of("2001:db8:0:12::1") == place_of("2001:db8:0:99::2"));
    CHECK(place_of("2001:db8:0:112::1") != place_of("2001:db8:0:99::2"));
    CHECK(place_of("nowhere") == "nowhere");
}
