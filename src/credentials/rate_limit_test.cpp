// Guessing is slow wherever it comes from, and nobody can be locked out by others.
#include "credentials/rate_limit.h"

#include <map>
#include <vector>

#include <doctest/doctest.h>

using namespace credentials;

namespace {

constexpr std::int64_t second = 1'000'000, minute = 60 * second, hour = 60 * minute;
constexpr std::int64_t start = 1'790'000'000 * second;

// What a caller keeps, by key; and a crowd that fails.
struct Door {
    std::map<std::pair<int, int>, Backoff> here;  // account, place
    std::map<int, Bucket> address, account;
    Bucket network;

    SignInTry attempt(int who, int where, std::int64_t now, Place place = Place::elsewhere) {
        const auto answer = try_sign_in({here[{who, where}], address[where], account[who], network}, place, now);
        keep(who, where, answer.counters);
        return answer;
    }
    void succeed(int who, int where, Place place = Place::elsewhere, SignInVerdict verdict = SignInVerdict::go) {
        keep(who, where, signed_in({here[{who, where}], address[where], account[who], network}, place, verdict));
    }

private:
    void keep(int who, int where, const SignInCounters& counters) {
        here[{who, where}] = counters.here;
        address[where] = counters.address;
        account[who] = counters.account;
        network = counters.network;
    }
};

}  // namespace

TEST_CASE("five failures are free, then waits double from one second to a quarter of an hour") {
    Backoff backoff;
    for (int i = 0; i < 4; ++i) {
        backoff = failed(backoff, start);
        CHECK(wait_us(backoff, start) == 0);
    }
    for (const std::int64_t wait : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
        backoff = failed(backoff, start);
        CHECK(wait_us(backoff, start) == wait * second);
        CHECK(wait_us(backoff, start + wait * second - 1) == 1);
        CHECK(wait_us(backoff, start + wait * second) == 0);
    }
    for (int i = 0; i < 1000; ++i) backoff = failed(backoff, start);
    CHECK(wait_us(backoff, start) == 900 * second);
    CHECK(backoff.failures == 40);
}

TEST_CASE("failures are forgotten, one each half hour") {
    Backoff backoff;
    for (int i = 0; i < 6; ++i) backoff = failed(backoff, start);
    CHECK(failed(backoff, start + 30 * minute - 1).failures == 7);
    CHECK(failed(backoff, start + 30 * minute).failures == 6);
    CHECK(failed(backoff, start + 3 * hour).failures == 1);
    CHECK_FALSE(forgotten(backoff, start + 3 * hour - 1));
    CHECK(forgotten(backoff, start + 3 * hour));
    CHECK(forgotten(Backoff{}, start));
}

TEST_CASE("a clock that goes back makes nobody wait for longer than the longest wait") {
    Backoff backoff;
    for (int i = 0; i < 30; ++i) backoff = failed(backoff, start);
    CHECK(wait_us(backoff, start - 1000 * hour) == backoff_longest_us);
    CHECK(failed(backoff, start - 1000 * hour).last_us == start - 1000 * hour);
    Bucket bucket;
    for (int i = 0; i < 30; ++i) bucket = taken(bucket, address_bucket, start);
    CHECK(wait_us(bucket, address_bucket, start - 1000 * hour) == address_bucket.each_us);
}

TEST_CASE("a bucket holds its tries, and fills one by one") {
    constexpr BucketSize size{3, 10 * second};
    Bucket bucket;
    for (int i = 0; i < 3; ++i) {
        CHECK(wait_us(bucket, size, start) == 0);
        bucket = taken(bucket, size, start);
    }
    CHECK(wait_us(bucket, size, start) == 10 * second);
    CHECK(taken(bucket, size, start) == bucket);  // empty stays empty: no debt grows
    CHECK(wait_us(bucket, size, start + 10 * second - 1) == 1);
    CHECK(wait_us(bucket, size, start + 10 * second) == 0);
    bucket = taken(bucket, size, start + 10 * second);
    CHECK(wait_us(bucket, size, start + 10 * second) == 10 * second);
    CHECK(wait_us(given_back(bucket, size), size, start + 10 * second) == 0);
    CHECK_FALSE(forgotten(bucket, start + 40 * second - 1));
    CHECK(forgotten(bucket, start + 40 * second));
    CHECK(forgotten(given_back(Bucket{}, size), 0));
}

TEST_CASE("a place is an IPv4 address or the /56 of an IPv6 address") {
    const std::vector<unsigned char> four{192, 0, 2, 7}, mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 7};
    std::vector<unsigned char> six{0x20, 0x01, 0x0d, 0xb8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    CHECK(address_group(four) == "4:c0000207");
    CHECK(address_group(mapped) == "4:c0000207");
    CHECK(address_group(six) == "6:20010db8000102");
    six[7] = 255;  // the last byte that is one's own
    CHECK(address_group(six) == "6:20010db8000102");
    six[6] = 255;
    CHECK(address_group(six) == "6:20010db80001ff");
    CHECK_FALSE(address_group({}));
    CHECK_FALSE(address_group(std::span(six).first(15)));
    CHECK_FALSE(address_group(std::span(four).first(3)));
}

TEST_CASE("one password tried upon 300 accounts from one place takes more than two hours") {
    Door door;
    auto now = start;
    int at_once = 0;
    for (int account = 0; account < 300; ++account)
        for (;;) {
            const auto answer = door.attempt(account, 1, now);
            if (answer.verdict != SignInVerdict::wait) break;
            now += answer.wait_us;
        }
    for (Door other; other.attempt(at_once, 1, start).verdict == SignInVerdict::go;) ++at_once;
    CHECK(at_once == 20);
    CHECK(now - start == 280 * 30 * second);
}

TEST_CASE("one password tried upon 300 accounts from 300 places meets a challenge after 200") {
    Door door;
    int challenged = 0;
    for (int account = 0; account < 300; ++account) challenged += door.attempt(account, account, start).verdict == SignInVerdict::challenge;
    CHECK(challenged == 100);
    CHECK(door.attempt(1000, 1000, start + 6 * second - 1).verdict == SignInVerdict::challenge);
    CHECK(door.attempt(1001, 1001, start + 20 * minute).verdict == SignInVerdict::go);
}

TEST_CASE("guessing one account's password from many places meets a challenge after 20") {
    Door door;
    int challenged = 0;
    for (int place = 0; place < 100; ++place) challenged += door.attempt(7, place, start).verdict == SignInVerdict::challenge;
    CHECK(challenged == 80);
    CHECK(door.attempt(8, 500, start).verdict == SignInVerdict::go);  // another account is not concerned
}

TEST_CASE("guessing one account's password from one place gets some sixty tries in a day") {
    Door door;
    int tries = 0;
    for (auto now = start; now < start + 24 * hour;) {
        const auto answer = door.attempt(7, 1, now);
        tries += answer.verdict != SignInVerdict::wait;
        now += std::max<std::int64_t>(answer.wait_us, 1);
    }
    CHECK(tries > 50);
    CHECK(tries <= 110);
}

TEST_CASE("whatever others do elsewhere, nobody waits; in a known browser they are not even challenged") {
    Door door;
    for (int i = 0; i < 5000; ++i) {
        const auto now = start + i * second;
        door.attempt(7, 1 + i % 500, now);  // the attackers
        const auto elsewhere = try_sign_in({{}, {}, door.account[7], door.network}, Place::elsewhere, now);
        REQUIRE(elsewhere.verdict != SignInVerdict::wait);
        const auto known = try_sign_in({{}, door.address[1], door.account[7], door.network}, Place::known_browser, now);
        REQUIRE(known.verdict == SignInVerdict::go);
    }
    CHECK(try_sign_in({{}, {}, door.account[7], door.network}, Place::elsewhere, start + 5000 * second).verdict ==
          SignInVerdict::challenge);
}

TEST_CASE("a browser that is known is slowed by its own failures, which count nowhere else") {
    Door door;
    for (int i = 0; i < 5; ++i) CHECK(door.attempt(7, 1, start, Place::known_browser).verdict == SignInVerdict::go);
    CHECK(door.attempt(7, 1, start, Place::known_browser).verdict == SignInVerdict::wait);
    CHECK(door.address[1] == Bucket{});
    CHECK(door.account[7] == Bucket{});
    CHECK(door.network == Bucket{});
}

TEST_CASE("tries at the same time are counted before any is known to have failed") {
    Door door;
    int begun = 0;
    for (int i = 0; i < 100; ++i) begun += door.attempt(7, 1, start).verdict == SignInVerdict::go;
    CHECK(begun == 5);
}

TEST_CASE("knocking while one must wait does not lengthen the wait") {
    Door door;
    for (int i = 0; i < 5; ++i) door.attempt(7, 1, start);
    const auto before = door.attempt(7, 1, start);
    REQUIRE(before.verdict == SignInVerdict::wait);
    for (int i = 0; i < 100; ++i) door.attempt(7, 1, start);
    CHECK(door.attempt(7, 1, start).counters == before.counters);
    CHECK(door.attempt(7, 1, start + before.wait_us).verdict == SignInVerdict::go);
}

TEST_CASE("signing in takes back its own try, and no more") {
    Door door;
    for (int account = 0; account < 10; ++account) door.attempt(account, 1, start);
    const auto before = door.address[1];
    const auto network = door.network;
    for (int i = 0; i < 1000; ++i) {  // an attacker's own account, between two guesses
        REQUIRE(door.attempt(99, 1, start).verdict == SignInVerdict::go);
        door.succeed(99, 1);
    }
    CHECK(door.address[1] == before);
    CHECK(door.network == network);
    CHECK(door.here[{99, 1}] == Backoff{});
    CHECK(door.here[{0, 1}].failures == 1);
    door.attempt(99, 1, start, Place::known_browser);
    door.succeed(99, 1, Place::known_browser);
    CHECK(door.address[1] == before);
}

TEST_CASE("signing in after a challenge gives nobody else a try without one") {
    Door door;
    for (int i = 0; i < 200; ++i) door.attempt(i, i, start);
    REQUIRE(door.attempt(999, 999, start).verdict == SignInVerdict::challenge);
    door.succeed(999, 999, Place::elsewhere, SignInVerdict::challenge);
    CHECK(door.here[{999, 999}] == Backoff{});
    CHECK(wait_us(door.address[999], address_bucket, start) == 0);
    CHECK(forgotten(door.address[999], start));
    CHECK(door.attempt(500, 500, start).verdict == SignInVerdict::challenge);
}

TEST_CASE("a town hall of forty behind one address signs in on a Monday morning") {
    Door door;
    for (int account = 0; account < 40; ++account) {
        CHECK(door.attempt(account, 1, start + account).verdict == SignInVerdict::go);
        door.succeed(account, 1);
    }
}
