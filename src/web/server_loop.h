// The server's one thread. server.cpp: sockets, limits of time, the loop. server_requests.cpp: what requests become.
// server_streams.cpp: answers that are made while they are sent. server_events.cpp: readers who are told of moves.
#pragma once
#include "web/cache.h"
#include "web/connection.h"
#include "web/log.h"
#include "web/server.h"
#include "web/workers.h"

#include <atomic>
#include <set>
#include <unordered_map>

namespace web {

// What a worker hands back.
struct Finished {
    std::uint64_t token = 0;  // of the connection; 0: nobody waits (a page better compressed)
    Answer answer;
    std::shared_ptr<const StoredPage> page;  // for all readers
    std::shared_ptr<const StoredPage> improves;
    bool filled_cache = false;  // others may wait for `target`
    std::string target;
    std::vector<std::string> topics;
    Moment seen = 0;
    bool streamed = false;             // a piece of a stream, no answer; nothing in it: that was all
    std::optional<std::string> piece;  // may be empty: none yet
    std::string fault;                 // not empty: the stream broke
};

class Server::Loop {
public:
    Loop(ServerOptions, Site);
    ~Loop();
    void run();
    void stop() noexcept;
    std::vector<std::uint16_t> ports() const;

private:
    using Token = std::uint64_t;  // generation and slot; the listeners' have the top bit, zero is the wake-up
    static Token token_of(const Connection& c) { return (Token{c.generation} << 32) | (c.slot + 1); }

    // --- sockets and time: server.cpp
    void dispatch(Token, std::uint32_t events);
    void accept_all(std::size_t listener);
    void open(Accepted);
    bool too_many_from(const AddressBytes&);
    void pause_listening();
    void resume_listening();
    void close(Connection&);
    void reap();  // forgets closed connections: not while one may still be in use
    void want(Connection&, std::uint32_t events);
    void on_readable(Connection&);
    void on_writable(Connection&);
    void sweep();
    void on_deadline(Connection&);
    void deadline(const Connection& c, std::int64_t at_ms) { deadlines_[c.slot] = at_ms; }
    std::int64_t floor_deadline(const Connection&, std::chrono::milliseconds grace, std::uint64_t moved) const;
    void update_clock();
    int patience() const;  // milliseconds for epoll_wait
    void begin_stop();
    void wake() const noexcept;
    void collect();            // what workers finished
    void hand_back(Finished);  // called by workers

    // --- requests: server_requests.cpp
    void feed(Connection&, std::string_view bytes);
    std::size_t step_head(Connection&, std::string_view bytes);
    std::size_t step_body(Connection&, std::string_view bytes);
    bool answer_from_cache(Connection&, const RequestHead&);
    void begin_exchange(Connection&, const RequestHead&);
    void begin_body(Connection&, const RequestHead&);
    void add_body(Connection&, std::size_t size_before);
    void hand_over(Connection&);
    void submit(Connection&);
    void refuse(Connection&, int status, std::string_view fields = {});
    void finish(Finished&);
    void release_waiters(const Finished&);
    Connection* connection_of(Token);  // nothing when it has gone
    void send(Connection&, const Answer&);
    void send_rest(Connection&);
    std::string start_of(const Connection&, const Answer&) const;
    void sent(Connection&);
    void drain(Connection&);
    // --- streams: server_streams.cpp
    static bool in_chunks(const Connection&, const Answer&);
    bool begin_stream(Connection&, const Answer&);  // false: there are too many
    void pull(Connection&);                         // asks a worker for the next piece
    void take_piece(Connection&, Finished&);
    void end_stream(Connection&);  // all was given, or nobody takes it any more
    void abort(Connection&);       // so that the reader knows
    void write_piece(Connection&, std::string framing, std::string bytes);

    // --- events: server_events.cpp
    bool begin_events(Connection&, const Answer&);  // false: there are too many
    void listen(Connection&);                       // the head, or an event, has left
    void tell(Connection&, std::string_view event);
    void tell_moved(Connection&);
    void tell_of_moves();
    void finish_events(Connection&);  // so that the reader asks anew
    void end_events(Connection&);
    std::int64_t until_moves_are_told() const;  // milliseconds; a long time when none are to be

    void improve(PageCache::Entry&);
    Finished work(Exchange&, Token);  // on a worker
    Response respond(const Exchange&, std::string& note) const;
    std::string remote_of(const Connection&, const RequestHead&) const;
    std::string next_id();
    bool in_session(const RequestHead&) const;

    ServerOptions options_;
    Site site_;
    std::string security_;
    PageCache cache_;
    Log log_;

    FileDescriptor epoll_, wake_;
    std::vector<FileDescriptor> listeners_;
    bool listening_ = true;
    std::vector<std::unique_ptr<Connection>> connections_;  // by slot
    std::vector<std::int64_t> deadlines_;                   // by slot, in milliseconds of now_ms_
    std::vector<std::uint32_t> free_slots_, closed_slots_;
    std::size_t open_ = 0, bodies_bytes_ = 0, streams_ = 0;
    std::uint32_t generation_ = 0;
    std::set<std::uint32_t> listeners_to_events_;  // slots
    std::atomic<bool> somebody_listens_{false};
    Moment told_ = 0;  // moves until here
    std::int64_t next_telling_ms_ = 0;
    std::unordered_map<std::string, unsigned> per_address_;
    std::unordered_map<std::string, std::vector<Token>> fills_;  // pages being made, and who waits for them

    std::vector<char> buffer_;  // what one read brings; shared by all connections
    RequestHead head_;
    std::int64_t now_ms_ = 0, next_sweep_ms_ = 0, stop_by_ms_ = 0;
    std::int64_t clock_seconds_ = 0;
    std::string date_, ok_start_;  // "HTTP/1.1 200 OK\r\nDate: …\r\n", remade each second
    std::uint64_t next_id_ = 0;
    bool stopping_ = false;

    std::atomic<bool> stop_asked_{false};
    std::mutex finished_mutex_;
    std::vector<Finished> finished_;
    std::optional<Workers> workers_;  // last: its threads use what is above
};

}  // namespace web
