#include "web/server_loop.h"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <limits>

namespace web {

namespace {
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
}

// RFC 9112 §6.1: not to who speaks HTTP/1.0, for whom the end of the connection is the end of the answer.
bool Server::Loop::in_chunks(const Connection& c, const Answer& answer) {
    return (answer.events || (answer.stream && !answer.stream->size)) && c.minor_version == 1;
}

bool Server::Loop::begin_stream(Connection& c, const Answer& answer) {
    if (!answer.stream->size && c.minor_version == 0) c.keep_alive = false;
    if (c.head_only) return true;
    if (streams_ >= options_.streams_max) return false;
    ++streams_;
    c.stream = answer.stream;
    c.stream_left = answer.stream->size.value_or(0);
    return true;
}

void Server::Loop::pull(Connection& c) {
    c.state = Connection::State::waiting;
    deadline(c, never);
    want(c, c.events & ~std::uint32_t{EPOLLOUT});
    workers_->go_on([this, stream = c.stream, token = token_of(c)] {
        Finished finished{.token = token, .streamed = true};
        try {
            finished.piece = stream->next();
        } catch (const std::exception& fault) {
            finished.fault = fault.what();
            if (finished.fault.empty()) finished.fault = "unknown";
        } catch (...) { finished.fault = "a stream threw what is no exception"; }
        hand_back(std::move(finished));
    });
}

void Server::Loop::take_piece(Connection& c, Finished& finished) {
    const bool sized = c.stream->size.has_value(), chunked = !sized && c.minor_version == 1;
    if (!finished.fault.empty()) {
        const auto note = "a stream broke: " + finished.fault;
        log_.add({.network = Log::network_of(address_text(c.address)), .note = note});
        return abort(c);
    }
    if (!finished.piece) {
        if (c.stream_left > 0) return abort(c);
        end_stream(c);
        return chunked ? write_piece(c, "0\r\n\r\n", {}) : sent(c);
    }
    if (finished.piece->empty()) return pull(c);
    if (sized && finished.piece->size() > c.stream_left) return abort(c);
    c.stream_left -= sized ? finished.piece->size() : 0;
    if (!chunked) return write_piece(c, {}, std::move(*finished.piece));
    auto size = fmt::format("{:x}\r\n", finished.piece->size());
    write_piece(c, std::move(size), std::move(*finished.piece) + "\r\n");
}

void Server::Loop::write_piece(Connection& c, std::string framing, std::string bytes) {
    c.start = std::move(framing);
    c.answer = {.bytes = std::make_shared<const std::string>(std::move(bytes))};
    c.sent = 0;
    c.total = c.start.size() + c.answer.bytes->size();
    c.state = Connection::State::writing;
    c.began_ms = now_ms_;
    deadline(c, floor_deadline(c, options_.time.write_grace, 0));
    send_rest(c);
    if (!c.closed && c.state == Connection::State::writing) want(c, EPOLLOUT);
}

// What a stream holds, a snapshot of the database perhaps, is let go on a worker, as that may take a moment.
void Server::Loop::end_stream(Connection& c) {
    if (!c.stream) return;
    --streams_;
    workers_->go_on([stream = std::move(c.stream)]() mutable { stream.reset(); });
    c.stream.reset();
}

// A reset, not an end: who speaks HTTP/1.0 would take an end for the end of the answer.
void Server::Loop::abort(Connection& c) {
    const linger at_once{1, 0};
    setsockopt(c.socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(c);
}

}  // namespace web
