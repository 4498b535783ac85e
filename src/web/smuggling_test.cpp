#include "web/server.h"

#include "support/http_client.h"

#include <doctest/doctest.h>
#include <thread>

using namespace web;

// Requests that two readers could understand differently. Each is refused and the connection closes, so that what follows
// is never taken for a request. RFC 9112 §11.2.
TEST_CASE("A malformed request is refused with its status, the connection closes, and nothing hidden behind it is answered") {
    struct Row {
        int status;
        std::string bytes;
    };
    const std::string host = "Host: a\r\n", end = "\r\n", post = "POST /echo HTTP/1.1\r\nHost: a\r\n", get = "GET / HTTP/1.1\r\n";
    const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::vector<Row> rows{
        // Lines
        {400, "GET / HTTP/1.1\nHost: a\n\n"},
        {400, get + "Host: a\n\r\n"},
        {400, get + "Host: a\r\n\n"},
        {400, get + "Host: a\rX: y\r\n\r\n"},
        {400, get + host + "X: a\r\n b\r\n\r\n"},
        {400, get + host + "X: a\r\n\tb\r\n\r\n"},
        {400, get + " Host: a\r\n\r\n"},
        {400, get + host + "X : y\r\n\r\n"},
        {400, get + host + "X\t: y\r\n\r\n"},
        {400, get + host + ": y\r\n\r\n"},
        {400, get + host + "X y\r\n\r\n"},
        {400, get + host + "X\xE9: y\r\n\r\n"},
        {400, get + host + std::string("X: a\0b\r\n\r\n", 10)},
        {400, get + host + "X: a\x0B\r\n\r\n"},
        {400, get + host + "X: a\x7F\r\n\r\n"},
        {400, get + host + "\"X\": y\r\n\r\n"},
        // Request line
        {400, "GET  / HTTP/1.1\r\n" + host + end},
        {400, "GET /  HTTP/1.1\r\n" + host + end},
        {400, "GET\t/ HTTP/1.1\r\n" + host + end},
        {400, " GET / HTTP/1.1\r\n" + host + end},
        {400, "GET / HTTP/1.1 \r\n" + host + end},
        {400, "GET /\r\n" + host + end},
        {400, "GET / http/1.1\r\n" + host + end},
        {400, "GET / HTTP/11\r\n" + host + end},
        {400, "GET / HTTP/1.1.1\r\n" + host + end},
        {505, "GET / HTTP/2.0\r\n" + host + end},
        {505, "GET / HTTP/1.2\r\n" + host + end},
        {505, "GET / HTTP/0.9\r\n" + host + end},
        {501, "BREW / HTTP/1.1\r\n" + host + end},
        {501, "get / HTTP/1.1\r\n" + host + end},
        {501, "TRACE / HTTP/1.1\r\n" + host + end},
        {501, "CONNECT a:443 HTTP/1.1\r\n" + host + end},
        {400, "G(T / HTTP/1.1\r\n" + host + end},
        {400, "GET * HTTP/1.1\r\n" + host + end},
        {400, "GET a HTTP/1.1\r\n" + host + end},
        {400, "GET /a#b HTTP/1.1\r\n" + host + end},
        {400, "GET /\xC3\xA9 HTTP/1.1\r\n" + host + end},
        {400, "GET http://b/ HTTP/1.1\r\n" + host + end},
        {400, "GET http://user@a/ HTTP/1.1\r\nHost: a\r\n\r\n"},
        {400, "\r\n\r\nGET / HTTP/1.1\r\n" + host + end},
        {414, "GET /" + std::string(9000, 'x') + " HTTP/1.1\r\n" + host + end},
        {431, get + host + "X: " + std::string(17000, 'x') + "\r\n\r\n"},
        // Host
        {400, get + end},
        {400, get + "Host:\r\n\r\n"},
        {400, get + host + host + end},
        {400, get + host + "host: b\r\n\r\n"},
        {400, get + "Host: a b\r\n\r\n"},
        {400, get + "Host: a/b\r\n\r\n"},
        {400, get + "Host: a, b\r\n\r\n"},
        {400, get + "Host: a@b\r\n\r\n"},
        {400, get + "Host: a:b\r\n\r\n"},
        {400, get + "Host: [::1\r\n\r\n"},
        {400, "GET / HTTP/1.0\r\n" + host + host + end},
        // Content-Length
        {400, post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n"},
        {400, post + "Content-Length: 0\r\nContent-Length: 34\r\n\r\n"},
        {400, post + "Content-Length: 0, 0\r\n\r\n"},
        {400, post + "Content-Length: +3\r\n\r\nabc"},
        {400, post + "Content-Length: -1\r\n\r\n"},
        {400, post + "Content-Length: 0x3\r\n\r\nabc"},
        {400, post + "Content-Length: 3 4\r\n\r\nabc"},
        {400, post + "Content-Length:\r\n\r\n"},
        {400, post + "Content-Length: 18446744073709551619\r\n\r\nabc"},
        {413, post + "Content-Length: 999999999999999999\r\n\r\nabc"},
        {400, post + "Content-Length : 3\r\n\r\nabc"},
        {411, post + end},
        {400, get + host + "Content-Length: 34\r\n\r\n"},
        {400, "HEAD / HTTP/1.1\r\n" + host + "Content-Length: 34\r\n\r\n"},
        // Transfer-Encoding
        {400, post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding:\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: \x0B"
                     "chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
        {501, post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
        {501, post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
        {501, post + "Transfer-Encoding: identity\r\n\r\n"},
        {501, post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
        {501, post + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n"},
        {501, post + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"},
        {400, "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, get + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        // Chunks
        {400, post + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n100000003\r\nabc\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\n"},
        {413, post + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n"},
        // Others
        {417, post + "Content-Length: 3\r\nExpect: 200-ok\r\n\r\nabc"},
    };
    REQUIRE(rows.size() >= 40);

    Router router;
    int hidden_calls = 0;
    router.add(
        {.name = "home", .open_to = Audience::everyone, .pattern = "/", .handler = [](const Request&) { return Response::text("home"); }});
    router.add({.name = "echo", .open_to = Audience::everyone, .method = Method::post, .pattern = "/echo", .handler = [](const Request& r) {
                    return Response::text(r.body);
                }});
    router.add({.name = "hidden", .open_to = Audience::everyone, .pattern = "/hidden", .handler = [&](const Request&) {
                    return ++hidden_calls, Response::text("hidden");
                }});
    Topics topics;
    ServerOptions options;
    options.listen = {{"127.0.0.1", 0}};
    options.workers = 1;
    Server server(options, {router, topics});
    std::thread thread([&] { server.run(); });
    for (const auto& [status, bytes] : rows) {
        CAPTURE(bytes);
        support::Client client(server.ports()[0]);
        client.send(bytes + hidden);
        client.stop_sending();
        const auto answers = client.until_closed();
        CHECK(support::status_of(answers) == status);
        CHECK(answers.find("HTTP/1.1", 1) == answers.npos);
        CHECK_FALSE(answers.ends_with("(open)"));
        CHECK(support::field_of(answers, "Connection") == "close");
        CHECK(support::field_of(answers, "X-Content-Type-Options") == "nosniff");
    }
    server.stop();
    thread.join();
    CHECK(hidden_calls == 0);
}
