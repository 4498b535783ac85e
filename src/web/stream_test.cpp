// Answers made while they are sent, and files.
#include "web/range.h"
#include "web/server.h"

#include "support/http_client.h"
#include "support/running_server.h"

#include <doctest/doctest.h>
#include <unistd.h>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace web;
using support::body_of;
using support::Client;
using support::field_of;
using support::status_of;

namespace {

using std::chrono::milliseconds;

std::string get(std::string_view target, std::string_view fields = "", std::string_view version = "1.1") {
    return "GET " + std::string(target) + " HTTP/" + std::string(version) + "\r\nHost: example.org\r\n" + std::string(fields) + "\r\n";
}

std::int64_t resident_bytes() {
    std::ifstream in("/proc/self/statm");
    std::int64_t all = 0, resident = 0;
    in >> all >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

template <class Asked>
bool soon(const Asked& asked) {
    for (int i = 0; i < 300; ++i, std::this_thread::sleep_for(milliseconds(10)))
        if (asked()) return true;
    return false;
}

constexpr std::size_t piece_bytes = 50'000;

ServerOptions quick_options() {
    ServerOptions options;
    options.listen = {{"127.0.0.1", 0}};
    options.workers = 2;
    return options;
}

// Streams of ?pieces=, each counted while it lives.
struct Running : support::RunningServer {
    Router router;
    Topics topics;
    std::atomic<int> alive{0}, given{0};
    std::atomic<bool> released{false};
    std::filesystem::path path = "/tmp/concert-stream-test-" + std::to_string(getpid());

    explicit Running(ServerOptions options = quick_options()) {
        add_routes();
        start(std::move(options), Site{router, topics, nullptr, {}});
    }
    ~Running() {
        stop();
        server.reset();
        std::filesystem::remove(path);
    }
    // Pieces of letters, with an empty one before each; a fault, or too few or too many bytes, where asked.
    Response stream(const Request& request) {
        struct State {
            std::atomic<int>& alive;
            int left;
            bool empty = true;
            explicit State(std::atomic<int>& count, int pieces) : alive(count), left(pieces) { ++alive; }
            ~State() { --alive; }
        };
        const int pieces = std::stoi(std::string(request.query.value_or("pieces", "3")));
        auto state = std::make_shared<State>(alive, pieces);
        const bool breaks = request.query.has("breaks"), held = request.query.has("held");
        auto response = Response::stream("text/plain", [this, state, breaks, held]() -> std::optional<std::string> {
            if (held && !released) return std::this_thread::sleep_for(milliseconds(1)), "";
            if (std::exchange(state->empty, !state->empty)) return "";
            if (breaks && state->left == 1) throw std::runtime_error("broken");
            if (state->left-- == 0) return {};
            ++given;
            return std::string(piece_bytes, 'x');
        });
        if (request.query.has("size")) std::get<Stream>(response.body).size = std::stoull(std::string(request.query.value_or("size", "")));
        return response;
    }
    void add_routes() {
        router.add({.name = "stream", .open_to = Audience::everyone, .pattern = "/stream", .handler = [this](const Request& r) {
                        return stream(r);
                    }});
        router.add({.name = "page",
                    .open_to = Audience::everyone,
                    .pattern = "/page",
                    .handler =
                        [this](const Request& r) {
                            auto response = stream(r);
                            response.keeping = Keeping::page;
                            return response;
                        },
                    .page = PublicPage{}});
        router.add({.name = "home", .open_to = Audience::everyone, .pattern = "/", .handler = [](const Request&) {
                        return Response::text("home");
                    }});
        router.add({.name = "file", .open_to = Audience::everyone, .pattern = "/file", .handler = [this](const Request& r) {
                        return Response::file(r, path, "text/plain");
                    }});
        router.add({.name = "folder", .open_to = Audience::everyone, .pattern = "/folder", .handler = [](const Request& r) {
                        return Response::file(r, "/tmp", "text/plain");
                    }});
    }
    void write(std::string_view text) const { std::ofstream(path, std::ios::binary) << text; }
};

}  // namespace

TEST_CASE("A stream arrives whole, in chunks, and the connection goes on") {
    Running site;
    Client client(site.port);
    client.send(get("/stream?pieces=3") + get("/stream?pieces=0") + get("/"));
    const auto answer = client.answer();
    CHECK(field_of(answer, "Transfer-Encoding") == "chunked");
    CHECK(field_of(answer, "Content-Length").empty());
    CHECK(body_of(answer) == std::string(3 * piece_bytes, 'x'));
    CHECK(body_of(client.answer()).empty());
    CHECK(body_of(client.answer()) == "home");
    CHECK(soon([&] { return site.alive == 0; }));
}

TEST_CASE("To HTTP/1.0 a stream goes without chunks and ends with the connection; one of known size does not need that") {
    Running site;
    Client old(site.port), kept(site.port);
    old.send(get("/stream?pieces=2", "Connection: keep-alive\r\n", "1.0"));
    const auto all = old.until_closed();
    CHECK(field_of(all, "Connection") == "close");
    CHECK(field_of(all, "Transfer-Encoding").empty());
    CHECK(body_of(all) == std::string(2 * piece_bytes, 'x'));
    kept.send(get("/stream?pieces=2&size=100000", "Connection: keep-alive\r\n", "1.0"));
    const auto sized = kept.answer();
    CHECK(field_of(sized, "Connection") == "keep-alive");
    CHECK(body_of(sized).size() == 2 * piece_bytes);
}

TEST_CASE("HEAD gets the head of a stream, and no piece is made") {
    Running site;
    Client client(site.port);
    client.send("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n" + get("/"));
    CHECK(field_of(client.answer(true), "Transfer-Encoding") == "chunked");
    CHECK(body_of(client.answer()) == "home");
    CHECK(site.given == 0);
    CHECK(soon([&] { return site.alive == 0; }));
}

TEST_CASE("A stream that breaks, or is not as long as it said, is seen to be cut") {
    Running site;
    for (const char* target : {"/stream?breaks=1", "/stream?pieces=2&size=100001", "/stream?pieces=2&size=99999"}) {
        CAPTURE(target);
        Client client(site.port);
        client.send(get(target));
        CHECK(client.answer().empty());
        CHECK(client.closed());
    }
    // Its end would pass for the end of the answer: it is a reset.
    Client old(site.port);
    old.send(get("/stream?breaks=1", "", "1.0"));
    CHECK(old.was_reset());
    CHECK(soon([&] { return site.alive == 0; }));
}

TEST_CASE("A stream is never kept for others") {
    Running site;
    Client client(site.port);
    for (int round = 0; round < 2; ++round) CHECK(body_of(client.ask(get("/page?pieces=1"))).size() == piece_bytes);
    CHECK(site.given == 2);
}

TEST_CASE("A slow reader holds back the stream and not the server, and one that goes frees all") {
    Running site;
    constexpr int readers = 200, pieces = 400;
    const auto before = resident_bytes();
    std::vector<Client> slow;
    for (int i = 0; i < readers; ++i) {
        slow.emplace_back(site.port);
        slow.back().send(get("/stream?pieces=" + std::to_string(pieces)));
    }
    CHECK(soon([&] { return site.alive == readers; }));
    int last = -1;  // until the sockets are full
    CHECK(soon([&] {
        std::this_thread::sleep_for(milliseconds(100));
        return std::exchange(last, site.given.load()) == site.given;
    }));
    CHECK(site.given < readers * pieces);
    CHECK(resident_bytes() - before < readers * std::int64_t(3 * piece_bytes));
    CHECK(body_of(Client(site.port).ask(get("/"))) == "home");
    CHECK(body_of(slow.front().answer()).size() == pieces * piece_bytes);
    slow.clear();
    CHECK(soon([&] { return site.alive == 0; }));
}

TEST_CASE("A reader that takes a stream too slowly is let go, and its stream with it") {
    auto options = quick_options();
    options.time.write_grace = milliseconds(300);
    options.time.floor_bytes_per_second = 1'000'000'000;
    options.time.sweep = milliseconds(20);
    Running site(options);
    Client slow(site.port);
    slow.send(get("/stream?pieces=2000"));
    CHECK(soon([&] { return site.alive == 1; }));
    CHECK(soon([&] { return site.alive == 0; }));
    CHECK(site.given < 2000);
}

TEST_CASE("A thousand streams run together, more are told to come back, and stopping cuts those that last") {
    auto options = quick_options();
    options.streams_max = options.waiting_max = 1000;
    options.time.stop = milliseconds(200);
    Running site(options);
    std::vector<Client> clients;
    for (int i = 0; i < 1000; ++i) {
        clients.emplace_back(site.port);
        clients.back().send(get("/stream?held=1"));
    }
    CHECK(soon([&] { return site.alive == 1000; }));
    CHECK(status_of(Client(site.port).ask(get("/stream"))) == 503);
    CHECK(body_of(Client(site.port).ask(get("/"))) == "home");
    site.released = true;
    int whole = 0;
    for (auto& client : clients) whole += body_of(client.answer()).size() == 3 * piece_bytes;
    CHECK(whole == 1000);
    site.released = false;
    clients.front().send(get("/stream?held=1"));
    CHECK(soon([&] { return site.alive == 1; }));
    site.server->stop();
    CHECK(soon([&] { return site.alive == 0; }));
    CHECK(clients.front().answer().empty());
}

TEST_CASE("A range is read as RFC 9110 §14 says") {
    struct Row {
        const char* field;
        std::uint64_t size;
        AskedRange expected;
    };
    const AskedRange whole{}, none{.unsatisfiable = true};
    const auto part = [](std::uint64_t begin, std::uint64_t end) { return AskedRange{.range = Range{begin, end}}; };
    for (const auto& [field, size, expected] : {Row{"bytes=0-0", 10, part(0, 1)},
                                                Row{"bytes=0-9", 10, part(0, 10)},
                                                Row{"Bytes=0-10", 10, part(0, 10)},
                                                Row{"bytes=9-", 10, part(9, 10)},
                                                Row{"bytes=10-", 10, none},
                                                Row{"bytes=10-20", 10, none},
                                                Row{"bytes=-1", 10, part(9, 10)},
                                                Row{"bytes=-10", 10, part(0, 10)},
                                                Row{"bytes=-11", 10, part(0, 10)},
                                                Row{"bytes=-0", 10, none},
                                                Row{"bytes=0-0", 0, none},
                                                Row{"bytes=-5", 0, none},
                                                Row{"bytes=5-4", 10, whole},
                                                Row{"bytes=5-5", 10, part(5, 6)},
                                                Row{"bytes=0-1,3-4", 10, whole},
                                                Row{"bytes=-", 10, whole},
                                                Row{"bytes=1", 10, whole},
                                                Row{"bytes=--1", 10, whole},
                                                Row{"bytes=18446744073709551616-", 10, whole},
                                                Row{"bytes=", 10, whole},
                                                Row{"bytes=a-b", 10, whole},
                                                Row{"bytes= 0-1", 10, whole},
                                                Row{"bytes=-5-6", 10, whole},
                                                Row{"lines=0-1", 10, whole},
                                                Row{"bytes=99999999999999999999-", 10, whole},
                                                Row{"", 10, whole}}) {
        CAPTURE(field);
        CHECK(range_in(field, size) == expected);
    }
}

TEST_CASE("A file is sent whole, in part, or not at all when the reader has it") {
    Running site;
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += std::to_string(i) + ' ';
    site.write(text);
    Client client(site.port);
    const auto whole = client.ask(get("/file"));
    const auto tag = field_of(whole, "ETag");
    CHECK(body_of(whole) == text);
    CHECK(field_of(whole, "Content-Length") == std::to_string(text.size()));
    CHECK(field_of(whole, "Accept-Ranges") == "bytes");
    const auto has_it = client.ask(get("/file", "If-None-Match: " + tag + "\r\n"));
    CHECK(status_of(has_it) == 304);
    CHECK(field_of(has_it, "Content-Length").empty());

    const auto part = client.ask(get("/file", "Range: bytes=100-70099\r\n"));
    CHECK(status_of(part) == 206);
    CHECK(field_of(part, "Content-Range") == "bytes 100-70099/" + std::to_string(text.size()));
    CHECK(body_of(part) == text.substr(100, 70'000));
    CHECK(status_of(client.ask(get("/file", "Range: bytes=0-0\r\nIf-Range: " + tag + "\r\n"))) == 206);
    CHECK(status_of(client.ask(get("/file", "Range: bytes=0-0\r\nIf-Range: \"other\"\r\n"))) == 200);
    CHECK(status_of(client.ask(get("/file", "Range: bytes=0-0\r\nIf-Range: Sun, 01 Mar 2026 00:00:00 GMT\r\n"))) == 200);
    CHECK(status_of(client.ask(get("/file", "Range: bytes=0-1,5-6\r\n"))) == 200);
    const auto beyond = client.ask(get("/file", "Range: bytes=" + std::to_string(text.size()) + "-\r\n"));
    CHECK(status_of(beyond) == 416);
    CHECK(field_of(beyond, "Content-Range") == "bytes */" + std::to_string(text.size()));
    client.send("HEAD /file HTTP/1.1\r\nHost: a\r\nRange: bytes=0-0\r\n\r\n");
    const auto head = client.answer(true);
    CHECK(status_of(head) == 200);
    CHECK(field_of(head, "Content-Length") == std::to_string(text.size()));

    site.write("other");
    CHECK(field_of(client.ask(get("/file")), "ETag") != tag);
    site.write("");
    CHECK(status_of(client.ask(get("/file"))) == 200);
    std::filesystem::remove(site.path);
    CHECK(status_of(client.ask(get("/file"))) == 404);
    CHECK(status_of(client.ask(get("/folder"))) == 404);
}

TEST_CASE("A file that becomes shorter while it is sent is seen to be cut") {
    Running site;
    site.write(std::string(30 << 20, 'x'));
    Client client(site.port);
    client.send(get("/file"));
    std::this_thread::sleep_for(milliseconds(200));
    std::filesystem::resize_file(site.path, 1 << 20);
    CHECK(client.answer().empty());
    CHECK(client.closed());
}

TEST_CASE("A large file takes no memory, whoever reads it") {
    Running site;
    constexpr std::uint64_t size = 200 << 20;
    site.write("");
    std::filesystem::resize_file(site.path, size);
    const auto before = resident_bytes();
    std::vector<Client> clients;
    for (int i = 0; i < 20; ++i) {
        clients.emplace_back(site.port);
        clients.back().send(get("/file"));
    }
    std::uint64_t taken = 0;
    std::int64_t most = 0;
    for (auto& client : clients)
        for (int pieces = 0; pieces < 400; ++pieces) taken += client.piece().size(), most = std::max(most, resident_bytes());
    CHECK(taken > 100 << 20);
    CHECK(most - before < 20 << 20);
}
