// What the server holds of one connection. An idle one holds this and nothing else: no buffers.
#pragma once
#include "web/answer.h"
#include "web/router.h"
#include "web/socket.h"
#include "web/topics.h"

namespace web {

// A request being received or worked on.
struct Exchange {
    Request request;
    Plan plan;
    ChunkedReader chunks;
    bool chunked = false;
    std::uint64_t body_left = 0;  // with Content-Length
    std::size_t body_bytes_max = 0;
    Moment seen = 0;           // of the topics, before the handler reads
    bool fills_cache = false;  // others may wait for this answer
    std::int64_t received_us = 0;
};

// Who is told when a topic moves.
struct Listener {
    std::vector<const Topics::Mark*> marks;
    Moment seen = 0;     // what it shows, or was told
    bool stale = false;  // a move was not told yet
    std::int64_t until_ms = 0;
};

struct Connection {
    enum class State : std::uint8_t {
        head,       // reading a request head; `in` empty: idle
        body,       // reading a body
        waiting,    // for a worker: for an answer, or for the next piece of one
        writing,    // the rest of an answer, or of a piece
        listening,  // to events, none being written
        draining,   // all is said; throwing away what still arrives, until the other side closes
    };

    FileDescriptor socket;
    std::uint32_t slot = 0, generation = 0;
    std::uint32_t events = 0;  // asked of epoll
    State state = State::head;
    bool closed = false;
    bool head_begun = false;  // part of a head has come
    bool keep_alive = true;
    bool head_only = false;  // answer without body
    int minor_version = 1;
    AddressBytes address{};

    std::string in;                      // bytes received and not yet understood
    std::unique_ptr<Exchange> exchange;  // in body and waiting
    std::size_t body_counted = 0;        // towards bodies_bytes_max

    std::string start;  // of the answer being written: status line, Date, Connection
    Answer answer;
    std::size_t sent = 0, total = 0;

    std::shared_ptr<const Stream> stream;  // what is still to come of the answer being written
    std::uint64_t stream_left = 0;         // of one whose size is known

    std::shared_ptr<const Events> to_hear;  // events asked for: they begin when the head has left
    std::unique_ptr<Listener> listener;

    std::int64_t began_ms = 0;  // the head, the body or the answer
    std::uint64_t moved = 0;    // bytes of body received, or drained
};

}  // namespace web
