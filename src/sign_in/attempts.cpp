#include "sign_in/attempts.h"

#include <arpa/inet.h>
#include <algorithm>

namespace sign_in {
namespace {

base::Hash key(std::string_view kind, std::string_view holder) { return base::sha256({kind, std::string_view("\0", 1), holder}); }

}  // namespace

void Steps::put(std::string_view kind, std::string_view holder, Step step, std::int64_t now_us) {
    const std::lock_guard lock(mutex_);
    if (steps_.size() >= steps_max) {
        std::erase_if(steps_, [&](const auto& pair) { return pair.second.until_us <= now_us; });
        if (steps_.size() >= steps_max)
            steps_.erase(std::ranges::min_element(steps_, {}, [](const auto& pair) { return pair.second.until_us; }));
    }
    if (!step.until_us) step.until_us = now_us + step_us;
    steps_[key(kind, holder)] = std::move(step);
}

std::optional<Step> Steps::find(std::string_view kind, std::string_view holder, std::int64_t now_us) const {
    const std::lock_guard lock(mutex_);
    const auto found = steps_.find(key(kind, holder));
    return found == steps_.end() || found->second.until_us <= now_us ? std::nullopt : std::optional(found->second);
}

std::optional<Step> Steps::take(std::string_view kind, std::string_view holder, std::int64_t now_us) {
    const std::lock_guard lock(mutex_);
    const auto found = steps_.find(key(kind, holder));
    if (found == steps_.end()) return {};
    auto step = std::move(found->second);
    steps_.erase(found);
    return step.until_us <= now_us ? std::nullopt : std::optional(std::move(step));
}

std::optional<Step> Steps::attempt(std::string_view kind, std::string_view holder, std::int64_t now_us) {
    const std::lock_guard lock(mutex_);
    const auto found = steps_.find(key(kind, holder));
    if (found == steps_.end()) return {};
    if (found->second.until_us <= now_us || ++found->second.attempts > step_attempts_max) {
        steps_.erase(found);
        return {};
    }
    return found->second;
}

std::string place_of(std::string_view address) {
    const std::string text(address);
    unsigned char bytes[16];
    std::size_t size = 0;
    if (inet_pton(AF_INET, text.c_str(), bytes) == 1) size = 4;
    else if (inet_pton(AF_INET6, text.c_str(), bytes) == 1) size = 16;
    return credentials::address_group({bytes, size}).value_or(text);
}

base::Hash Tries::here(const From& from) {
    return from.browser ? base::sha256({"browser", from.browser->view(), from.login})
                        : base::sha256({"place", place_of(from.address), "\n", from.login});
}

credentials::SignInCounters Tries::counters(const From& from) const {
    const auto at = [](const auto& kept, const auto& key) {
        const auto found = kept.find(key);
        return found == kept.end() ? typename std::decay_t<decltype(kept)>::mapped_type{} : found->second;
    };
    return {at(here_, here(from)), at(addresses_, place_of(from.address)), at(accounts_, from.login), network_};
}

void Tries::keep(const From& from, const credentials::SignInCounters& counters) {
    here_[here(from)] = counters.here;
    addresses_[place_of(from.address)] = counters.address;
    accounts_[from.login] = counters.account;
    network_ = counters.network;
}

// What says nothing any more goes; when that is not enough, everything of that kind: it is rather a challenge that is forgotten than
// a memory that is full.
void Tries::forget(std::int64_t now_us) {
    const auto shrink = [&](auto& kept) {
        if (kept.size() < kept_max) return;
        std::erase_if(kept, [&](const auto& pair) { return credentials::forgotten(pair.second, now_us); });
        if (kept.size() >= kept_max) kept.clear();
    };
    shrink(here_), shrink(addresses_), shrink(accounts_);
}

Tries::Answer Tries::begin(const From& from, std::int64_t now_us) {
    const std::lock_guard lock(mutex_);
    forget(now_us);
    const auto place = from.browser ? credentials::Place::known_browser : credentials::Place::elsewhere;
    const auto tried = credentials::try_sign_in(counters(from), place, now_us);
    if (tried.verdict != credentials::SignInVerdict::wait) keep(from, tried.counters);
    return {tried.verdict, tried.wait_us};
}

void Tries::signed_in(const From& from, credentials::SignInVerdict verdict) {
    const std::lock_guard lock(mutex_);
    const auto place = from.browser ? credentials::Place::known_browser : credentials::Place::elsewhere;
    keep(from, credentials::signed_in(counters(from), place, verdict));
}

}  // namespace sign_in
