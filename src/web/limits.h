// How often one address may submit: a bucket of tokens for each, refilled with time. In memory; forgotten when the program stops.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace web {

struct Allowance {
    double burst = 20;         // at once
    double seconds_each = 30;  // one more after so long
    std::size_t addresses_max = 20'000;
};

class AddressLimits {
public:
    explicit AddressLimits(Allowance allowance) : allowance_(allowance) {}
    // Takes one token. Nothing: go on; else the seconds to wait before asking again (for Retry-After, RFC 9110 §10.2.3).
    // `now_us`: microseconds on any clock that does not go back. An IPv6 address counts with all of its /64.
    std::optional<int> take(std::string_view address, std::int64_t now_us);

private:
    struct Bucket {
        double tokens;
        std::int64_t at_us;
    };
    void forget_full(std::int64_t now_us);
    const Allowance allowance_;
    std::mutex mutex_;
    std::map<std::string, Bucket, std::less<>> buckets_;
};

std::string address_group(std::string_view address);  // "2001:db8::1" → "2001:db8:0:0"; an IPv4 address itself

}  // namespace web
