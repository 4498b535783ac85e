#include "web/limits.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace web {

std::string address_group(std::string_view address) {
    in6_addr six{};
    const std::string text(address);
    if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return text;
    std::string group;
    char part[8];
    for (int i = 0; i < 4; ++i) {
        std::snprintf(part, sizeof part, "%x", six.s6_addr[2 * i] * 256 + six.s6_addr[2 * i + 1]);
        group += (i ? ":" : "") + std::string(part);
    }
    return group;
}

std::optional<int> AddressLimits::take(std::string_view address, std::int64_t now_us) {
    const std::lock_guard lock(mutex_);
    const auto group = address_group(address);
    if (buckets_.size() >= allowance_.addresses_max && !buckets_.contains(group)) forget_full(now_us);
    auto& bucket = buckets_.try_emplace(group, Bucket{allowance_.burst, now_us}).first->second;
    const auto passed = double(std::max<std::int64_t>(0, now_us - bucket.at_us)) / 1e6;
    bucket.tokens = std::min(allowance_.burst, bucket.tokens + passed / allowance_.seconds_each);
    bucket.at_us = std::max(bucket.at_us, now_us);
    if (bucket.tokens < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) * allowance_.seconds_each)));
    bucket.tokens -= 1;
    return {};
}

// Buckets that would be full again say nothing; when that is not enough, the fullest half goes.
void AddressLimits::forget_full(std::int64_t now_us) {
    const auto full_us = static_cast<std::int64_t>(allowance_.burst * allowance_.seconds_each * 1e6);
    std::erase_if(buckets_, [&](const auto& pair) { return now_us - pair.second.at_us >= full_us; });
    if (buckets_.size() < allowance_.addresses_max) return;
    std::erase_if(buckets_, [&](const auto& pair) { return pair.second.tokens > allowance_.burst / 2; });
    if (buckets_.size() >= allowance_.addresses_max) buckets_.clear();
}

}  // namespace web
