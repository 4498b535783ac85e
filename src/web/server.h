// The HTTP server: one thread that reads, looks in the page cache and writes; a few that run handlers. docs/decisions/0005.
#pragma once
#include "web/assets.h"
#include "web/errors.h"
#include "web/headers.h"
#include "web/http_parser.h"
#include "web/router.h"
#include "web/topics.h"

#include <chrono>

namespace web {

struct ListenAddress {
    std::string address = "127.0.0.1";  // numeric, IPv4 or IPv6
    std::uint16_t port = 8080;          // 0: any free one
};

struct TimeLimits {
    using milliseconds = std::chrono::milliseconds;
    milliseconds first_byte{10'000};   // from accepting; then the connection closes without a word
    milliseconds head{20'000};         // from a head's first byte to its end; then 408
    milliseconds idle{60'000};         // between requests; then the connection closes without a word
    milliseconds body_grace{10'000};   // a body may take this plus its bytes at the floor; then 408
    milliseconds write_grace{30'000};  // the same for the reader of an answer; then the connection closes
    std::uint64_t floor_bytes_per_second = 500;
    milliseconds events_apart{1'000};   // a reader is told of moves so often at most
    milliseconds heartbeat{20'000};     // and that the line stands, so often at least
    milliseconds listening{3'600'000};  // then it is to ask anew
    milliseconds drain{2'000};          // after a refusal, what still arrives is thrown away so that the refusal can be read
    milliseconds stop{5'000};           // to finish what runs
    milliseconds sweep{1'000};          // how often limits are looked at
};

struct ServerOptions {
    std::vector<ListenAddress> listen{ListenAddress{}};
    std::size_t workers = 4;
    std::size_t waiting_max = 256;                // requests waiting for a worker; more: 503 with Retry-After
    std::size_t connections_max = 16'384;         // more: 503
    std::size_t connections_per_address_max = 0;  // 0: no limit (behind a proxy all come from one address); IPv6 counts by /64
    std::size_t bodies_bytes_max = 256 << 20;     // of all requests being received or handled; more: 503
    std::size_t streams_max = 1024;               // streamed answers at a time, each with a piece in memory; more: 503
    std::size_t listeners_max = 8192;             // readers of events; more: 503
    std::size_t cache_bytes_max = 64 << 20;
    std::string session_cookie;  // who sends it, or Authorization, is answered by handlers and never from or into the page cache
    std::vector<std::string> trusted_proxies;  // addresses whose X-Forwarded-For (its last element) names the reader
    HeadLimits head;
    TimeLimits time;
    SecurityPolicy security;
    int log_file_descriptor = -1;  // not owned; negative: no log
};

// What the server serves; must outlive it.
struct Site {
    const Router& router;
    Topics& topics;
    const Assets* assets = nullptr;
    ErrorPage error_page = {};
};

class Server {
public:
    // Listens at once. Throws std::system_error when it cannot.
    Server(ServerOptions, Site);
    ~Server();

    void run();                                // serves until stop(), and returns when what ran has finished
    void stop() noexcept;                      // from any thread, or from a signal handler
    std::vector<std::uint16_t> ports() const;  // until stop(); in the order of `listen`

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace web
