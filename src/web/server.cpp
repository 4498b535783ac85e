#include "web/server_loop.h"

#include "base/hash.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <ctime>
#include <limits>
#include <system_error>

namespace web {

namespace {

constexpr std::uint64_t wake_token = 0, listener_bit = std::uint64_t{1} << 63;
constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t drain_bytes_max = 256 * 1024;
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

void require(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

void watch(const FileDescriptor& epoll, int descriptor, std::uint32_t events, std::uint64_t token) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = token;
    require(epoll_ctl(epoll.get(), EPOLL_CTL_ADD, descriptor, &event), "epoll_ctl");
}

// Who counts as one reader: an IPv4 address, or the /64 that one IPv6 subscriber is given.
std::string subscriber(const AddressBytes& address) {
    const bool mapped =
        address[10] == 0xFF && address[11] == 0xFF && std::all_of(address.begin(), address.begin() + 10, [](auto b) { return b == 0; });
    return {reinterpret_cast<const char*>(address.data()), mapped ? std::size_t{16} : std::size_t{8}};
}

}  // namespace

Server::Server(ServerOptions options, Site site) : loop_(std::make_unique<Loop>(std::move(options), site)) {}
Server::~Server() = default;
void Server::run() { loop_->run(); }
void Server::stop() noexcept { loop_->stop(); }
std::vector<std::uint16_t> Server::ports() const { return loop_->ports(); }

Server::Loop::Loop(ServerOptions options, Site site)
    : options_(std::move(options)),
      site_(site),
      security_(security_fields(options_.security)),
      cache_(site_.topics, options_.cache_bytes_max),
      log_(options_.log_file_descriptor),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      buffer_(read_bytes) {
    require(epoll_.get(), "epoll_create1");
    require(wake_.get(), "eventfd");
    raise_file_limit();
    const auto random = base::random_bytes(8);
    for (const char c : random) next_id_ = (next_id_ << 8) | static_cast<unsigned char>(c);
    watch(epoll_, wake_.get(), EPOLLIN, wake_token);
    for (const auto& [address, port] : options_.listen) {
        listeners_.push_back(listen_on(address, port));
        watch(epoll_, listeners_.back().get(), EPOLLIN, listener_bit | (listeners_.size() - 1));
    }
    if (site_.assets)
        for (const auto& [target, page] : site_.assets->pages()) cache_.pin(target, page);
    update_clock();
    site_.topics.when_moved([this] {
        if (somebody_listens_) wake();
    });
    workers_.emplace(options_.workers, options_.waiting_max);
}

Server::Loop::~Loop() { site_.topics.when_moved({}); }

std::vector<std::uint16_t> Server::Loop::ports() const {
    std::vector<std::uint16_t> ports;
    for (const auto& listener : listeners_) ports.push_back(port_of(listener));
    return ports;
}

void Server::Loop::stop() noexcept {
    stop_asked_ = true;
    wake();
}

void Server::Loop::wake() const noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
}

void Server::Loop::update_clock() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    now_ms_ = now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec == clock_seconds_) return;
    clock_seconds_ = now.tv_sec;
    // RFC 9110 §5.6.7. Not strftime: its names of days follow the locale.
    constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    tm utc{};
    gmtime_r(&now.tv_sec, &utc);
    std::array<char, 80> text{};
    const int size = std::snprintf(text.data(), text.size(), "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", days[utc.tm_wday],
                                   utc.tm_mday, months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    date_.assign(text.data(), static_cast<std::size_t>(size));
    ok_start_ = "HTTP/1.1 200 OK\r\n" + date_;
}

int Server::Loop::patience() const {
    if (open_ == 0 && listening_ && !stopping_) return -1;
    return static_cast<int>(std::clamp<std::int64_t>(std::min(next_sweep_ms_ - now_ms_, until_moves_are_told()), 0, 60'000));
}

void Server::Loop::run() {
    std::array<epoll_event, 256> events;
    while (!stopping_ || (open_ > 0 && now_ms_ < stop_by_ms_)) {
        const int count = epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), patience());
        if (count < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "epoll_wait");
        update_clock();
        for (int i = 0; i < count; ++i) dispatch(events[static_cast<std::size_t>(i)].data.u64, events[static_cast<std::size_t>(i)].events);
        tell_of_moves();
        reap();
        if (now_ms_ >= next_sweep_ms_) sweep();
    }
    for (const auto& connection : connections_)
        if (connection) close(*connection);
    reap();
}

void Server::Loop::dispatch(Token token, std::uint32_t events) {
    if (token == wake_token) return collect();
    if (token & listener_bit) return accept_all(static_cast<std::size_t>(token & ~listener_bit));
    auto& c = *connections_[(token & 0xFFFFFFFF) - 1];
    if (c.closed || token_of(c) != token) return;
    // An error or a full close: nothing can be sent any more. A handler that runs is let run; its answer finds nobody.
    if (events & (EPOLLERR | EPOLLHUP) && !(events & EPOLLIN)) return close(c);
    if (events & EPOLLOUT) on_writable(c);
    if (events & EPOLLIN && !c.closed) on_readable(c);
}

void Server::Loop::accept_all(std::size_t listener) {
    constexpr int at_once = 128;  // then others get their turn
    for (int i = 0; i < at_once && listening_ && !stopping_; ++i) {
        auto accepted = accept_from(listeners_[listener]);
        if (accepted.socket.get() >= 0) open(std::move(accepted));
        else if (accepted.error == EMFILE || accepted.error == ENFILE || accepted.error == ENOMEM || accepted.error == ENOBUFS)
            pause_listening();
        else if (accepted.error != ECONNABORTED && accepted.error != EINTR) return;
    }
}

// Out of descriptors: accepting fails at once and would spin. The next sweep tries again.
void Server::Loop::pause_listening() {
    listening_ = false;
    for (const auto& listener : listeners_) epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, listener.get(), nullptr);
}

void Server::Loop::resume_listening() {
    if (listening_ || stopping_) return;
    listening_ = true;
    for (std::size_t i = 0; i < listeners_.size(); ++i) watch(epoll_, listeners_[i].get(), EPOLLIN, listener_bit | i);
}

bool Server::Loop::too_many_from(const AddressBytes& address) {
    if (options_.connections_per_address_max == 0) return false;
    return per_address_[subscriber(address)] > options_.connections_per_address_max;
}

void Server::Loop::open(Accepted accepted) {
    std::uint32_t slot = 0;
    if (free_slots_.empty()) {
        slot = static_cast<std::uint32_t>(connections_.size());
        connections_.emplace_back();
        deadlines_.push_back(never);
    } else {
        slot = free_slots_.back();
        free_slots_.pop_back();
    }
    if (open_++ == 0) next_sweep_ms_ = now_ms_ + options_.time.sweep.count();
    connections_[slot] = std::make_unique<Connection>();
    auto& c = *connections_[slot];
    c.socket = std::move(accepted.socket);
    c.address = accepted.address;
    c.slot = slot;
    c.generation = ++generation_ & 0x7FFFFFFF;  // never touches the listeners' bit
    c.events = EPOLLIN;
    c.began_ms = now_ms_;
    watch(epoll_, c.socket.get(), c.events, token_of(c));
    deadline(c, now_ms_ + options_.time.first_byte.count());
    if (options_.connections_per_address_max > 0) ++per_address_[subscriber(c.address)];
    constexpr std::size_t told = 256;  // beyond, not even a refusal
    if (open_ > options_.connections_max + told) return close(c);
    if (too_many_from(c.address) || open_ > options_.connections_max) refuse(c, 503, "Retry-After: 5\r\n");
}

void Server::Loop::close(Connection& c) {
    if (c.closed) return;
    c.closed = true;
    c.socket.close();  // leaves epoll by itself
    deadline(c, never);
    bodies_bytes_ -= std::exchange(c.body_counted, 0);
    end_stream(c);
    end_events(c);
    if (options_.connections_per_address_max > 0)
        if (const auto found = per_address_.find(subscriber(c.address)); found != per_address_.end() && --found->second == 0)
            per_address_.erase(found);
    closed_slots_.push_back(c.slot);
    --open_;
}

void Server::Loop::reap() {
    for (const auto slot : closed_slots_) {
        connections_[slot].reset();
        free_slots_.push_back(slot);
    }
    closed_slots_.clear();
}

void Server::Loop::want(Connection& c, std::uint32_t events) {
    if (c.events == events) return;
    c.events = events;
    epoll_event event{};
    event.events = events;
    event.data.u64 = token_of(c);
    epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, c.socket.get(), &event);
}

void Server::Loop::on_readable(Connection& c) {
    using State = Connection::State;
    // A request that comes while another is answered stays in the socket, where it presses back on the sender.
    if (c.state == State::waiting || c.state == State::writing) return want(c, c.events & ~std::uint32_t{EPOLLIN});
    const auto size = recv(c.socket.get(), buffer_.data(), buffer_.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size <= 0) return close(c);
    if (c.state == State::listening) return close(c);  // nobody speaks while listening: nothing after would ever be answered
    const std::string_view bytes(buffer_.data(), static_cast<std::size_t>(size));
    if (c.state == State::draining) {
        c.moved += bytes.size();
        if (c.moved > drain_bytes_max) close(c);
        return;
    }
    if (c.in.empty()) return feed(c, bytes);
    const bool line_ended =
        c.state == State::body || bytes.find('\n') != bytes.npos || c.in.size() + bytes.size() > options_.head.target_bytes_max;
    c.in += bytes;
    // A head that arrives in crumbs is looked at again only when a line of it has ended.
    if (!line_ended) return;
    const auto held = std::exchange(c.in, {});
    feed(c, held);
}

void Server::Loop::on_writable(Connection& c) {
    if (c.state == Connection::State::writing) send_rest(c);
}

std::int64_t Server::Loop::floor_deadline(const Connection& c, std::chrono::milliseconds grace, std::uint64_t moved) const {
    const auto earned = moved * 1000 / std::max<std::uint64_t>(options_.time.floor_bytes_per_second, 1);
    return c.began_ms + grace.count() + static_cast<std::int64_t>(earned);
}

void Server::Loop::sweep() {
    next_sweep_ms_ = now_ms_ + options_.time.sweep.count();
    resume_listening();
    for (std::size_t slot = 0; slot < deadlines_.size(); ++slot)
        if (deadlines_[slot] <= now_ms_ && connections_[slot] && !connections_[slot]->closed) on_deadline(*connections_[slot]);
    reap();
}

void Server::Loop::on_deadline(Connection& c) {
    using State = Connection::State;
    if (c.state == State::body || c.state == State::writing) {
        const bool body = c.state == State::body;
        const auto until = floor_deadline(c, body ? options_.time.body_grace : options_.time.write_grace, body ? c.moved : c.sent);
        if (until > now_ms_) return deadline(c, until);
        return body ? refuse(c, 408) : close(c);
    }
    if (c.state == State::listening) return now_ms_ < c.listener->until_ms ? tell(c, "event: beat\ndata: 1\n\n") : finish_events(c);
    if (c.state == State::head && c.head_begun) return refuse(c, 408);
    if (c.state != State::waiting) close(c);
}

void Server::Loop::begin_stop() {
    stopping_ = true;
    stop_by_ms_ = now_ms_ + options_.time.stop.count();
    next_sweep_ms_ = now_ms_;
    for (auto& listener : listeners_) listener.close();
    for (const auto& connection : connections_) {
        if (!connection || connection->closed) continue;
        connection->keep_alive = false;
        if (connection->state == Connection::State::head && !connection->head_begun) close(*connection);
        else if (connection->state == Connection::State::listening) finish_events(*connection);
        else if (connection->listener) close(*connection);
    }
    options_.time.sweep = std::min(options_.time.sweep, std::chrono::milliseconds(100));
}

void Server::Loop::collect() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto size = ::read(wake_.get(), &count, sizeof count);
    if (stop_asked_ && !stopping_) begin_stop();
    std::vector<Finished> finished;
    {
        const std::lock_guard lock(finished_mutex_);
        finished.swap(finished_);
    }
    for (auto& one : finished) finish(one);
}

void Server::Loop::hand_back(Finished finished) {
    bool first = false;
    {
        const std::lock_guard lock(finished_mutex_);
        first = finished_.empty();
        finished_.push_back(std::move(finished));
    }
    if (first) wake();
}

}  // namespace web
