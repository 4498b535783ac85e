#include "web/topics.h"

namespace web {

Topics::Mark& Topics::find_or_make(std::string_view topic) {
    auto found = marks_.find(topic);
    if (found == marks_.end()) found = marks_.emplace(std::string(topic), std::make_unique<Mark>()).first;
    return *found->second;
}

void Topics::bump(std::span<const std::string> topics) {
    const std::lock_guard lock(mutex_);
    const Moment next = now_.load(std::memory_order_relaxed) + 1;
    for (const auto& topic : topics) find_or_make(topic).moved_.store(next, std::memory_order_release);
    // Last: who sees this moment sees every move made until it.
    now_.store(next, std::memory_order_release);
}

void Topics::bump_all() {
    const std::lock_guard lock(mutex_);
    const Moment next = now_.load(std::memory_order_relaxed) + 1;
    for (auto& [name, mark] : marks_) mark->moved_.store(next, std::memory_order_release);
    now_.store(next, std::memory_order_release);
}

const Topics::Mark& Topics::mark(std::string_view topic) {
    const std::lock_guard lock(mutex_);
    return find_or_make(topic);
}

}  // namespace web
