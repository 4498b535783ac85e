#include "base/hash.h"
#include "web/errors.h"
#include "web/form.h"
#include "web/server_loop.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <algorithm>
#include <cerrno>
#include <limits>

namespace web {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t hits_worth_effort = 8;  // then a page is compressed as well as can be

std::int64_t now_us() {
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

Request request_of(const RequestHead& head) {
    Request request;
    request.method = head.method;
    request.target = head.target;
    for (const auto& field : head.fields()) request.headers.add(std::string(field.name), std::string(field.value));
    return request;
}

}  // namespace

// Takes what the bytes hold, request after request, until one has to wait; keeps what is left. `bytes` never lies in c.in.
void Server::Loop::feed(Connection& c, std::string_view bytes) {
    using State = Connection::State;
    while (!c.closed && !bytes.empty() && (c.state == State::head || c.state == State::body)) {
        const auto used = c.state == State::head ? step_head(c, bytes) : step_body(c, bytes);
        bytes.remove_prefix(used);
        if (used == 0) break;
    }
    if (c.closed || c.state == State::draining) return;
    c.in.assign(bytes);
    if (c.in.empty()) c.in.shrink_to_fit();
}

// How many bytes were used; 0: more are needed, or it was refused.
std::size_t Server::Loop::step_head(Connection& c, std::string_view bytes) {
    const auto result = parse_head(bytes, options_.head, head_);
    if (result.progress == Progress::refused) return refuse(c, result.status), 0;
    if (result.progress == Progress::incomplete) {
        if (!std::exchange(c.head_begun, true)) deadline(c, now_ms_ + options_.time.head.count());
        return 0;
    }
    c.head_begun = false;
    c.keep_alive = head_.keep_alive && !stopping_;
    c.head_only = head_.method == Method::head;
    c.minor_version = head_.minor_version;
    const auto size = head_.size;
    if (!answer_from_cache(c, head_)) begin_exchange(c, head_);
    return size;
}

bool Server::Loop::in_session(const RequestHead& head) const {
    if (!head.has_credentials || options_.session_cookie.empty()) return false;
    for (const auto& field : head.fields())
        if (same_ignoring_case(field.name, "authorization")) return true;
        else if (same_ignoring_case(field.name, "cookie") && cookie_in(field.value, options_.session_cookie)) return true;
    return false;
}

bool Server::Loop::answer_from_cache(Connection& c, const RequestHead& head) {
    if (head.method != Method::get && head.method != Method::head) return false;
    auto* entry = cache_.find(head.target);
    if (!entry || (!entry->pinned && in_session(head))) return false;
    log_.count_cached();
    if (entry->hits == hits_worth_effort) improve(*entry);
    send(c, entry->page->answer({head.accept_encoding, head.if_none_match}));
    return true;
}

// Best compression costs tens of milliseconds: done once, aside, for pages that are asked for.
void Server::Loop::improve(PageCache::Entry& entry) {
    if (entry.page->effort == Effort::most) return;
    workers_->try_submit_if_idle([this, target = entry.target, page = entry.page] {
        Finished finished{.improves = page, .target = target};
        try {
            finished.page = recompress(*page, security_);
        } catch (const std::exception&) {
            return;  // the page stays as it is
        }
        hand_back(std::move(finished));
    });
}

std::string Server::Loop::next_id() {
    constexpr std::string_view digits = "0123456789abcdef";
    auto number = ++next_id_;
    std::string id(16, '0');
    for (std::size_t i = 16; i-- > 0; number >>= 4) id[i] = digits[number & 15];
    return id;
}

std::string Server::Loop::remote_of(const Connection& c, const RequestHead& head) const {
    auto remote = address_text(c.address);
    if (std::ranges::find(options_.trusted_proxies, remote) == options_.trusted_proxies.end()) return remote;
    for (const auto& field : head.fields()) {
        if (!same_ignoring_case(field.name, "x-forwarded-for")) continue;
        // The last element is the one our own proxy wrote; those before are what the reader claims.
        const auto comma = field.value.rfind(',');
        auto last = field.value.substr(comma == field.value.npos ? 0 : comma + 1);
        while (last.starts_with(' ')) last.remove_prefix(1);
        if (is_address(std::string(last))) remote = last;
    }
    return remote;
}

void Server::Loop::begin_exchange(Connection& c, const RequestHead& head) {
    c.exchange = std::make_unique<Exchange>();
    auto& exchange = *c.exchange;
    exchange.request = request_of(head);
    exchange.request.remote = remote_of(c, head);
    exchange.request.id = next_id();
    exchange.plan = site_.router.plan(head.method, head.target);
    if (exchange.plan.cacheable && in_session(head)) exchange.plan.cacheable = false;
    if (head.chunked || head.content_length.value_or(0) > 0) return begin_body(c, head);
    hand_over(c);
}

void Server::Loop::begin_body(Connection& c, const RequestHead& head) {
    auto& exchange = *c.exchange;
    const auto status = exchange.plan.status;
    // Nobody will read it: no need to receive it.
    if (status >= 400) return refuse(c, status, exchange.plan.allow.empty() ? std::string() : "Allow: " + exchange.plan.allow + "\r\n");
    constexpr std::size_t thrown_away_max = 64 * 1024;  // before a redirection or an answer to OPTIONS
    exchange.body_bytes_max = exchange.plan.route ? exchange.plan.route->body_bytes_max : thrown_away_max;
    if (head.content_length.value_or(0) > exchange.body_bytes_max) return refuse(c, 413);
    exchange.chunked = head.chunked;
    exchange.body_left = head.content_length.value_or(0);
    c.state = Connection::State::body;
    c.began_ms = now_ms_;
    c.moved = 0;
    deadline(c, now_ms_ + options_.time.body_grace.count());
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    if (head.expects_continue && ::send(c.socket.get(), go_on.data(), go_on.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(go_on.size()))
        close(c);
}

std::size_t Server::Loop::step_body(Connection& c, std::string_view bytes) {
    auto& exchange = *c.exchange;
    auto& body = exchange.request.body;
    const auto before = body.size();
    std::size_t used = 0;
    bool whole = false;
    if (exchange.chunked) {
        used = exchange.chunks.feed(bytes, body, exchange.body_bytes_max);
        c.moved += used;
        if (exchange.chunks.progress() == Progress::refused) return refuse(c, exchange.chunks.status()), used;
        whole = exchange.chunks.progress() == Progress::complete;
    } else {
        used = std::min<std::size_t>(bytes.size(), exchange.body_left);
        body.append(bytes.substr(0, used));
        exchange.body_left -= used;
        c.moved += used;
        whole = exchange.body_left == 0;
    }
    add_body(c, before);
    if (!c.closed && c.state == Connection::State::body && whole) hand_over(c);
    return used;
}

void Server::Loop::add_body(Connection& c, std::size_t size_before) {
    const auto added = c.exchange->request.body.size() - size_before;
    c.body_counted += added;
    bodies_bytes_ += added;
    if (bodies_bytes_ > options_.bodies_bytes_max) refuse(c, 503, "Retry-After: 5\r\n");
}

// The request is whole. One page is made once: who asks for a page that is being made waits for it.
void Server::Loop::hand_over(Connection& c) {
    auto& exchange = *c.exchange;
    c.state = Connection::State::waiting;
    deadline(c, never);
    exchange.received_us = now_us();
    exchange.seen = site_.topics.now();
    if (exchange.plan.cacheable && exchange.plan.status == 200) {
        const auto [fill, first] = fills_.try_emplace(exchange.request.target);
        if (!first) return fill->second.push_back(token_of(c));
        exchange.fills_cache = true;
    }
    submit(c);
}

void Server::Loop::submit(Connection& c) {
    const auto token = token_of(c);
    std::shared_ptr<Exchange> exchange = std::move(c.exchange);
    if (workers_->try_submit([this, exchange, token] { hand_back(work(*exchange, token)); })) return;
    if (exchange->fills_cache) {
        const auto fill = fills_.extract(exchange->request.target);
        for (const auto waiter : fill.mapped())
            if (auto* other = connection_of(waiter)) refuse(*other, 503, "Retry-After: 2\r\n");
    }
    refuse(c, 503, "Retry-After: 2\r\n");
}

Response Server::Loop::respond(const Exchange& exchange, std::string& note) const {
    const auto& plan = exchange.plan;
    if (plan.status == 308) return Response::redirect(plan.location);
    Response response = Response::error(plan.status);
    if (!plan.allow.empty()) response.headers.add("Allow", plan.allow);
    if (plan.status != 200 || !plan.route) return response;
    try {
        return plan.route->handler(exchange.request);
    } catch (const std::exception& fault) { note = fault.what(); } catch (...) {
        note = "a handler threw what is no exception";
    }
    return Response::error(500);
}

Finished Server::Loop::work(Exchange& exchange, Token token) {
    auto& request = exchange.request;
    request.path = exchange.plan.path;
    request.query = std::move(exchange.plan.query);
    request.captured = std::move(exchange.plan.captured);
    if (exchange.plan.route) request.route = exchange.plan.route->name;
    std::string note;
    Finished finished{.token = token, .filled_cache = exchange.fills_cache, .target = request.target, .seen = exchange.seen};
    auto response = respond(exchange, note);
    const Conditions conditions{request.header("accept-encoding").value_or(""), request.header("if-none-match").value_or("")};
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            response = with_error_body(request, std::move(response), site_.error_page);
            if (exchange.fills_cache && may_be_stored(response)) {
                finished.page = make_stored(response, security_, Effort::quick);
                finished.topics = std::move(response.topics);
                finished.answer = finished.page->answer(conditions);
            } else {
                // Only what was asked for without a session may be seen by all.
                if (response.keeping == Keeping::page && !exchange.plan.cacheable) response.keeping = Keeping::never;
                finished.answer = make_answer(response, security_, conditions);
            }
            break;
        } catch (const std::exception& fault) {
            note = fault.what();
            response = Response::error(500);
        }
    }
    log_.add({.id = request.id,
              .method = name(request.method),
              .path = exchange.plan.secret_path ? std::string_view() : std::string_view(request.target).substr(0, request.target.find('?')),
              .route = request.route,
              .network = Log::network_of(request.remote),
              .note = note,
              .status = finished.answer.status,
              .micros = static_cast<std::uint64_t>(now_us() - exchange.received_us),
              .bytes = finished.answer.bytes->size()});
    return finished;
}

void Server::Loop::finish(Finished& finished) {
    if (finished.improves) return cache_.improve(finished.target, finished.improves.get(), std::move(finished.page));
    if (finished.page) cache_.store(finished.target, finished.page, finished.topics, finished.seen);
    if (auto* c = connection_of(finished.token)) {
        if (finished.streamed) return take_piece(*c, finished);
        bodies_bytes_ -= std::exchange(c->body_counted, 0);
        send(*c, finished.answer);
    }
    if (finished.filled_cache) release_waiters(finished);
}

// The page they waited for is there. Or it has moved while it was made, and one of them has it made again for the others; or it was
// not for all, and each asks for itself.
void Server::Loop::release_waiters(const Finished& finished) {
    const auto fill = fills_.extract(finished.target);
    if (fill.empty()) return;
    const auto* entry = cache_.find(finished.target);
    const auto page = entry ? entry->page : nullptr;
    for (const auto waiter : fill.mapped()) {
        auto* c = connection_of(waiter);
        if (!c) continue;
        if (page) {
            const auto exchange = std::move(c->exchange);
            const auto& request = exchange->request;
            log_.count_cached();
            send(*c, page->answer({request.header("accept-encoding").value_or(""), request.header("if-none-match").value_or("")}));
        } else if (finished.page) {
            hand_over(*c);
        } else {
            c->exchange->seen = site_.topics.now();
            submit(*c);
        }
    }
}

Connection* Server::Loop::connection_of(Token token) {
    const auto& place = connections_[(token & 0xFFFFFFFF) - 1];
    return place && !place->closed && token_of(*place) == token ? place.get() : nullptr;
}

// What the server itself says, without a handler: one line of text, or a problem where programs ask; and the connection ends.
void Server::Loop::refuse(Connection& c, int status, std::string_view fields) {
    c.keep_alive = false;
    const bool program = c.exchange && c.exchange->plan.path.starts_with("/api/");
    std::string text = std::to_string(status) + ' ' + std::string(reason_phrase(status)) + '\n', type = "text/plain; charset=utf-8";
    if (program) text = problem_for(c.exchange->request, status).bytes(), type = "application/problem+json";
    else if (c.exchange && status == 413) text = too_large_page(c.exchange->body_bytes_max), type = "text/html; charset=utf-8";
    std::string bytes = "Cache-Control: no-store\r\n";
    bytes += security_;
    bytes += fields;
    bytes += "Content-Type: " + type + "\r\n";
    bytes += "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n";
    const auto head_size = bytes.size();
    bytes += text;
    log_.add(
        {.network = Log::network_of(address_text(c.address)), .note = "refused by the server", .status = status, .bytes = bytes.size()});
    send(c, {status, std::make_shared<const std::string>(std::move(bytes)), head_size});
}

std::string Server::Loop::start_of(const Connection& c, const Answer& answer) const {
    auto start = "HTTP/1.1 " + std::to_string(answer.status) + ' ' + std::string(reason_phrase(answer.status)) + "\r\n" + date_;
    if (in_chunks(c, answer)) start += "Transfer-Encoding: chunked\r\n";
    if (!c.keep_alive) start += "Connection: close\r\n";
    else if (c.minor_version == 0) start += "Connection: keep-alive\r\n";
    return start;
}

// One system call for most answers. What the socket does not take at once is kept and written when it asks for more.
void Server::Loop::send(Connection& c, const Answer& answer) {
    if (answer.stream && !begin_stream(c, answer)) return refuse(c, 503, "Retry-After: 5\r\n");
    if (answer.events && !begin_events(c, answer)) return refuse(c, 503, "Retry-After: 5\r\n");
    const bool usual = answer.status == 200 && c.keep_alive && c.minor_version == 1 && !answer.stream && !answer.events;
    std::string made;
    if (!usual) made = start_of(c, answer);
    const std::string& start = usual ? ok_start_ : made;
    const auto size = c.head_only ? answer.head_size : answer.bytes->size();
    std::array<iovec, 2> pieces{iovec{const_cast<char*>(start.data()), start.size()}, iovec{const_cast<char*>(answer.bytes->data()), size}};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    auto written = sendmsg(c.socket.get(), &message, MSG_NOSIGNAL);
    if (written < 0 && errno != EAGAIN && errno != EINTR) return close(c);
    written = std::max<ssize_t>(written, 0);
    const auto total = start.size() + size;
    if (static_cast<std::size_t>(written) == total) return sent(c);
    c.start = start;
    c.answer = answer;
    c.sent = static_cast<std::size_t>(written);
    c.total = total;
    c.state = Connection::State::writing;
    c.began_ms = now_ms_;
    deadline(c, floor_deadline(c, options_.time.write_grace, c.sent));
    want(c, EPOLLOUT);
}

void Server::Loop::send_rest(Connection& c) {
    std::array<iovec, 2> pieces;
    std::size_t count = 0, skipped = c.sent;
    for (const auto piece : {std::string_view(c.start), std::string_view(*c.answer.bytes).substr(0, c.total - c.start.size())}) {
        const auto skip = std::min(skipped, piece.size());
        skipped -= skip;
        if (skip < piece.size()) pieces[count++] = {const_cast<char*>(piece.data()) + skip, piece.size() - skip};
    }
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = count;
    const auto written = sendmsg(c.socket.get(), &message, MSG_NOSIGNAL);
    if (written < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (written < 0) return close(c);
    c.sent += static_cast<std::size_t>(written);
    if (c.sent < c.total) return;
    c.start = {};
    c.answer = {};
    sent(c);
}

// An answer has left. The next request may be here already.
void Server::Loop::sent(Connection& c) {
    if (c.stream) return pull(c);
    if (c.listener || c.to_hear) return listen(c);
    if (!c.keep_alive) return drain(c);
    c.state = Connection::State::head;
    c.head_only = false;
    c.exchange.reset();
    deadline(c, now_ms_ + options_.time.idle.count());
    want(c, EPOLLIN);
    if (c.in.empty()) return;
    const auto held = std::exchange(c.in, {});
    feed(c, held);
}

// Closing with bytes unread would reset the connection, and the reader might never see the answer (RFC 9112 §9.6).
void Server::Loop::drain(Connection& c) {
    shutdown(c.socket.get(), SHUT_WR);
    c.state = Connection::State::draining;
    c.moved = 0;
    c.exchange.reset();
    c.in = {};
    bodies_bytes_ -= std::exchange(c.body_counted, 0);
    deadline(c, now_ms_ + options_.time.drain.count());
    want(c, EPOLLIN);
}

}  // namespace web
