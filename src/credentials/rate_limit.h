// How often somebody may try to sign in. Pure functions of counters that the caller keeps: counters in, verdict and counters out.
// OWASP ASVS 5.0 V6.1.1, V6.3.1. Times are microseconds since 1970-01-01 UTC.
//
// Four counters, and what each may do:
//
//   here      of this account from this place    slows: five tries are free, then 1 s, 2 s, 4 s … 15 min between two
//   address   of all accounts from this place    slows: twenty tries, then one in 30 s
//   account   of this account from everywhere    asks for a challenge, never slows: twenty, then one in 10 min
//   network   of all accounts from everywhere    asks for a challenge, never slows: two hundred, then one in 6 s
//
// A place is a group of addresses (`address_group`), or a browser from which this account signed in before, known by a token
// that it holds. Only tries that fail count in the end.
//
// Against guessing one account's password: `here`, and `account` when the guesses come from many places. Against one password tried
// upon 300 accounts: `address`, and `network` when it comes from many places. Against locking somebody out: nothing that happens
// elsewhere makes a person wait. From a browser that is known, only its own failures count; from another, the worst that others
// can do is a challenge (a code by mail, a second factor), which the person passes and a thief of passwords does not. Who shares an
// address with an attacker may wait there, and not in a browser that is known.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace credentials {

struct Backoff {  // waits that double with each failure
    std::int32_t failures = 0;
    std::int64_t last_us = 0;
    bool operator==(const Backoff&) const = default;
};
inline constexpr int backoff_free_failures = 5;
inline constexpr std::int64_t backoff_first_us = 1'000'000;
inline constexpr std::int64_t backoff_longest_us = 15 * 60 * 1'000'000LL;
inline constexpr std::int64_t backoff_forget_us = 30 * 60 * 1'000'000LL;  // one failure is forgotten in each such time

std::int64_t wait_us(const Backoff&, std::int64_t now_us);  // 0: may try now
Backoff failed(Backoff, std::int64_t now_us);
bool forgotten(const Backoff&, std::int64_t now_us);  // as if it had never been: the row may go

// A bucket of tries that fills with time (the generic cell rate algorithm of ITU-T I.371: one time says all).
struct Bucket {
    std::int64_t full_us = 0;  // when it is full again
    bool operator==(const Bucket&) const = default;
};
struct BucketSize {
    int tries = 0;             // that a full one holds
    std::int64_t each_us = 0;  // until one more is there
};
inline constexpr BucketSize address_bucket{20, 30 * 1'000'000LL};
inline constexpr BucketSize account_bucket{20, 10 * 60 * 1'000'000LL};
inline constexpr BucketSize network_bucket{200, 6 * 1'000'000LL};

std::int64_t wait_us(const Bucket&, const BucketSize&, std::int64_t now_us);  // 0: a try is there
Bucket taken(const Bucket&, const BucketSize&, std::int64_t now_us);          // one try fewer; an empty one stays empty
Bucket given_back(const Bucket&, const BucketSize&);
bool forgotten(const Bucket&, std::int64_t now_us);

// The key of a place: an IPv4 address, or the /56 of an IPv6 address, which is what one household or one rented server is given at
// most by habit (RFC 6177; a /64 would make 256 places of it). IPv4 within IPv6 is IPv4. Nothing unless there are 4 or 16 bytes.
std::optional<std::string> address_group(std::span<const unsigned char> address);

enum class Place { elsewhere, known_browser };
struct SignInCounters {
    Backoff here;
    Bucket address, account, network;
    bool operator==(const SignInCounters&) const = default;
};
enum class SignInVerdict { go, challenge, wait };
struct SignInTry {
    SignInVerdict verdict = SignInVerdict::go;
    std::int64_t wait_us = 0;  // with `wait`; else 0
    SignInCounters counters;   // to keep
};
// Asked before the password is looked at, for accounts that do not exist as well. The try is counted as failed at once, so that
// tries at the same time do not escape; `wait` counts nothing, so that knocking does not lengthen the wait. With `challenge`
// the password is looked at only once the challenge is passed.
SignInTry try_sign_in(const SignInCounters&, Place, std::int64_t now_us);
// After the right password (and what else was asked): takes back what the try counted. A try that was challenged found a bucket
// empty, and took nothing from it that could be given back: an attacker's own account does not fill it.
SignInCounters signed_in(const SignInCounters&, Place, SignInVerdict);

}  // namespace credentials
