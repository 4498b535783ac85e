#include "web/server_loop.h"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <limits>

namespace web {

bool Server::Loop::begin_events(Connection& c, const Answer& answer) {
    if (c.minor_version == 0) c.keep_alive = false;
    if (c.head_only) return true;
    if (listeners_to_events_.size() >= options_.listeners_max) return false;
    c.to_hear = answer.events;
    listeners_to_events_.insert(c.slot);
    // From now on a move wakes this thread; what moved before is seen in the marks.
    somebody_listens_ = true;
    return true;
}

void Server::Loop::listen(Connection& c) {
    const bool begins = c.to_hear != nullptr;
    std::string opening;
    if (begins) {
        auto& topics = site_.topics;
        const auto now = topics.now();
        const auto shown = topics.moment(c.to_hear->since);
        c.listener = std::make_unique<Listener>();
        c.listener->seen = shown.value_or(now);
        // What another life of the program showed may be old: a restart is a move of everything.
        c.listener->stale = !shown && !c.to_hear->since.empty();
        c.listener->until_ms = now_ms_ + options_.time.listening.count();
        for (const auto& topic : c.to_hear->topics) {
            const auto* mark = topics.known(topic);
            c.listener->marks.push_back(mark ? mark : &topics.mark(topic.substr(0, topic.find(':'))));
        }
        for (const auto* mark : c.listener->marks) c.listener->stale |= mark->moved() > c.listener->seen;
        opening = fmt::format("retry: 3000\nid: {}\n\n", topics.text(c.listener->seen));
        c.to_hear.reset();
    }
    c.state = Connection::State::listening;
    want(c, EPOLLIN);
    deadline(c, std::min(now_ms_ + options_.time.heartbeat.count(), c.listener->until_ms));
    if (begins) tell(c, opening);
    else if (std::exchange(c.listener->stale, false)) tell_moved(c);
}

void Server::Loop::tell(Connection& c, std::string_view event) {
    if (c.minor_version == 0) return write_piece(c, {}, std::string(event));
    write_piece(c, fmt::format("{:x}\r\n", event.size()), std::string(event) + "\r\n");
}

void Server::Loop::tell_moved(Connection& c) {
    c.listener->seen = site_.topics.now();
    tell(c, fmt::format("id: {}\nevent: moved\ndata: 1\n\n", site_.topics.text(c.listener->seen)));
}

std::int64_t Server::Loop::until_moves_are_told() const {
    const bool none = listeners_to_events_.empty() || site_.topics.now() == told_;
    return none ? std::numeric_limits<std::int64_t>::max() : next_telling_ms_ - now_ms_;
}

// All readers at one time: what moves again meanwhile is told together, a second later.
void Server::Loop::tell_of_moves() {
    if (until_moves_are_told() > 0) return;
    told_ = site_.topics.now();
    bool somebody = false;
    for (auto place = listeners_to_events_.begin(); place != listeners_to_events_.end();) {
        auto& c = *connections_[*place++];  // telling may close it
        if (!c.listener) continue;
        bool moved = false;
        for (const auto* mark : c.listener->marks) moved |= mark->moved() > c.listener->seen;
        if (!moved) continue;
        somebody = true;
        if (c.state == Connection::State::listening) tell_moved(c);
        else c.listener->stale = true;  // it is still taking the one before
    }
    if (somebody) next_telling_ms_ = now_ms_ + options_.time.events_apart.count();
}

void Server::Loop::finish_events(Connection& c) {
    const bool chunked = c.minor_version == 1;
    end_events(c);
    c.keep_alive = false;
    return chunked ? write_piece(c, "0\r\n\r\n", {}) : drain(c);
}

void Server::Loop::end_events(Connection& c) {
    c.to_hear.reset();
    c.listener.reset();
    listeners_to_events_.erase(c.slot);
    somebody_listens_ = !listeners_to_events_.empty();
}

}  // namespace web
