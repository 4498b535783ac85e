#include "credentials/rate_limit.h"
#include <algorithm>
#include <array>
#include "base/hash.h"

namespace credentials {
namespace {

constexpr std::int32_t failures_max = 40;  // beyond, no wait is longer and no memory need be

// When a clock went back, what was counted is as of now: nobody waits for longer than the longest wait.
std::int64_t since(const Backoff& backoff, std::int64_t now_us) { return std::max<std::int64_t>(0, now_us - backoff.last_us); }

std::int32_t remembered(const Backoff& backoff, std::int64_t now_us) {
    const auto gone = since(backoff, now_us) / backoff_forget_us;
    return gone >= backoff.failures ? 0 : backoff.failures - static_cast<std::int32_t>(gone);
}

// What is missing to a full bucket, as time.
std::int64_t missing_us(const Bucket& bucket, const BucketSize& size, std::int64_t now_us) {
    return std::clamp<std::int64_t>(bucket.full_us - now_us, 0, size.tries * size.each_us);
}

}  // namespace

std::int64_t wait_us(const Backoff& backoff, std::int64_t now_us) {
    const auto beyond = backoff.failures - backoff_free_failures;
    if (beyond < 0) return 0;
    const auto whole = std::min(backoff_longest_us, backoff_first_us << std::min(beyond, 30));
    return std::max<std::int64_t>(0, whole - since(backoff, now_us));
}

Backoff failed(Backoff backoff, std::int64_t now_us) { return {std::min(failures_max, remembered(backoff, now_us) + 1), now_us}; }

bool forgotten(const Backoff& backoff, std::int64_t now_us) { return remembered(backoff, now_us) == 0; }

std::int64_t wait_us(const Bucket& bucket, const BucketSize& size, std::int64_t now_us) {
    return std::max<std::int64_t>(0, missing_us(bucket, size, now_us) + size.each_us - size.tries * size.each_us);
}

Bucket taken(const Bucket& bucket, const BucketSize& size, std::int64_t now_us) {
    return {now_us + std::min(size.tries * size.each_us, missing_us(bucket, size, now_us) + size.each_us)};
}

Bucket given_back(const Bucket& bucket, const BucketSize& size) { return {std::max<std::int64_t>(0, bucket.full_us - size.each_us)}; }

bool forgotten(const Bucket& bucket, std::int64_t now_us) { return bucket.full_us <= now_us; }

std::optional<std::string> address_group(std::span<const unsigned char> address) {
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};  // RFC 4291 §2.5.5.2
    if (address.size() == 16 && std::ranges::equal(address.first(12), mapped)) address = address.subspan(12);
    if (address.size() != 4 && address.size() != 16) return {};
    const auto kept = address.size() == 4 ? address : address.first(7);
    return (address.size() == 4 ? "4:" : "6:") + base::hex({reinterpret_cast<const char*>(kept.data()), kept.size()});
}

SignInTry try_sign_in(const SignInCounters& counters, Place place, std::int64_t now_us) {
    SignInTry answer{SignInVerdict::go, 0, counters};
    const bool known = place == Place::known_browser;
    answer.wait_us = std::max(wait_us(counters.here, now_us), known ? 0 : wait_us(counters.address, address_bucket, now_us));
    if (answer.wait_us > 0) {
        answer.verdict = SignInVerdict::wait;
        return answer;
    }
    answer.counters.here = failed(counters.here, now_us);
    if (known) return answer;
    if (wait_us(counters.account, account_bucket, now_us) > 0 || wait_us(counters.network, network_bucket, now_us) > 0)
        answer.verdict = SignInVerdict::challenge;
    answer.counters.address = taken(counters.address, address_bucket, now_us);
    answer.counters.account = taken(counters.account, account_bucket, now_us);
    answer.counters.network = taken(counters.network, network_bucket, now_us);
    return answer;
}

SignInCounters signed_in(const SignInCounters& counters, Place place, SignInVerdict verdict) {
    auto left = counters;
    left.here = {};
    if (place == Place::known_browser) return left;
    left.address = given_back(counters.address, address_bucket);
    if (verdict == SignInVerdict::challenge) return left;
    left.account = given_back(counters.account, account_bucket);
    left.network = given_back(counters.network, network_bucket);
    return left;
}

}  // namespace credentials
