#include "web/topics.h"

#include "base/hash.h"

#include <charconv>

namespace web {

Topics::Topics() : life_(base::base64url(base::random_bytes(6))) {}

Topics::Mark& Topics::find_or_make(std::string_view topic) {
    auto found = marks_.find(topic);
    if (found == marks_.end()) found = marks_.emplace(std::string(topic), std::make_unique<Mark>()).first;
    return *found->second;
}

void Topics::bump(std::span<const std::string> topics) {
    {
        const std::lock_guard lock(mutex_);
        const Moment next = now_.load(std::memory_order_relaxed) + 1;
        for (const auto& topic : topics) find_or_make(topic).moved_.store(next, std::memory_order_release);
        // Last: who sees this moment sees every move made until it.
        now_.store(next, std::memory_order_release);
    }
    tell();
}

void Topics::bump_all() {
    {
        const std::lock_guard lock(mutex_);
        const Moment next = now_.load(std::memory_order_relaxed) + 1;
        for (auto& [name, mark] : marks_) mark->moved_.store(next, std::memory_order_release);
        now_.store(next, std::memory_order_release);
    }
    tell();
}

void Topics::tell() {
    const std::lock_guard lock(listener_mutex_);
    if (listener_) listener_();
}

void Topics::when_moved(std::function<void()> listener) {
    const std::lock_guard lock(listener_mutex_);
    listener_ = std::move(listener);
}

const Topics::Mark* Topics::known(std::string_view topic) {
    const std::lock_guard lock(mutex_);
    const auto found = marks_.find(topic);
    return found == marks_.end() ? nullptr : found->second.get();
}

std::string Topics::text(Moment moment) const { return life_ + '.' + std::to_string(moment); }

std::optional<Moment> Topics::moment(std::string_view text) const {
    if (!text.starts_with(life_ + '.')) return {};
    const auto digits = text.substr(life_.size() + 1);
    Moment moment = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), moment);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(moment) : std::nullopt;
}

const Topics::Mark& Topics::mark(std::string_view topic) {
    const std::lock_guard lock(mutex_);
    return find_or_make(topic);
}

}  // namespace web
