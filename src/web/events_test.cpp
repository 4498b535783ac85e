// Readers who are told when what they look at moves.
#include "web/server.h"

#include "support/http_client.h"
#include "support/running_server.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <atomic>
#include <thread>

using namespace web;
using support::body_of;
using support::Client;
using support::field_of;
using support::status_of;

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

std::string get(std::string_view target, std::string_view version = "1.1") {
    return "GET " + std::string(target) + " HTTP/" + std::string(version) + "\r\nHost: example.org\r\n\r\n";
}

ServerOptions quick_options() {
    ServerOptions options;
    options.listen = {{"127.0.0.1", 0}};
    options.workers = 2;
    options.waiting_max = 2000;
    options.time.events_apart = milliseconds(300);
    options.time.sweep = milliseconds(20);
    return options;
}

// /live?t=TOPIC&since=: events; /page: a page that reads the topic "a", counted when it is made.
struct Running : support::RunningServer {
    Router router;
    Topics topics;
    std::atomic<int> made{0};

    explicit Running(ServerOptions options = quick_options()) {
        router.add({.name = "live", .open_to = Audience::everyone, .pattern = "/live", .handler = [](const Request& request) {
                        return Response::events(
                            {{std::string(request.query.value_or("t", "a"))}, std::string(request.query.value_or("since", ""))});
                    }});
        router.add({.name = "page",
                    .open_to = Audience::everyone,
                    .pattern = "/page",
                    .handler = [this](const Request&) { return ++made, Response::page("page " + std::to_string(made), {"a"}); },
                    .page = PublicPage{}});
        start(std::move(options), Site{router, topics, nullptr, {}});
    }
    ~Running() { stop(); }
};

// What comes until it holds the words, or nothing more for a while.
std::string until(Client& client, std::string_view words, int milliseconds_max = 1500) {
    std::string all;
    const auto end = Clock::now() + milliseconds(milliseconds_max);
    while (all.find(words) == all.npos && Clock::now() < end) all += client.piece(50);
    return all;
}
bool told(Client& client, int milliseconds_max = 1500) {
    return until(client, "event: moved", milliseconds_max).find("event: moved") != std::string::npos;
}
std::string beginning(Client& client) { return until(client, "\n\n\r\n"); }

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

TEST_CASE("Who listens is told when the topic moves, and not when another does") {
    Running site;
    Client client(site.port);
    client.send(get("/live?t=a"));
    const auto head = beginning(client);
    CHECK(status_of(head) == 200);
    CHECK(field_of(head, "Content-Type") == "text/event-stream");
    CHECK(field_of(head, "Transfer-Encoding") == "chunked");
    CHECK(field_of(head, "Cache-Control") == "no-store");
    CHECK(head.find("retry: 3000\nid: ") != head.npos);
    site.topics.bump("b");
    CHECK_FALSE(told(client, 500));
    site.topics.bump("a");
    const auto event = until(client, "data: 1\n\n");
    CHECK(event.find("id: " + site.topics.text(site.topics.now()) + "\nevent: moved\ndata: 1\n\n") != event.npos);
}

TEST_CASE("What moved before the reader listened is told at once, and so is everything after the program was started again") {
    Running site;
    site.topics.bump("a");
    const auto before = site.topics.text(site.topics.now());
    const auto begins_told = [&](const std::string& since) {
        Client client(site.port);
        client.send(get("/live?t=a&since=" + since));
        return told(client, 300);
    };
    CHECK_FALSE(begins_told(before));
    CHECK_FALSE(begins_told(""));
    site.topics.bump("b");
    CHECK_FALSE(begins_told(before));
    site.topics.bump("a");
    CHECK(begins_told(before));
    CHECK(begins_told("another.7"));
    CHECK(begins_told(before + "x"));
    CHECK(begins_told("x"));
}

TEST_CASE("A topic that nobody named stands for its kind, and is not remembered") {
    Running site;
    Client client(site.port);
    client.send(get("/live?t=member:12"));
    beginning(client);
    CHECK(site.topics.known("member:12") == nullptr);
    site.topics.bump("member");
    CHECK(told(client));
    site.topics.mark("member:13");
    Client exact(site.port);
    exact.send(get("/live?t=member:13"));
    beginning(exact);
    site.topics.bump("member");
    CHECK_FALSE(told(exact, 500));
    site.topics.bump("member:13");
    CHECK(told(exact));
}

TEST_CASE("Moves that come together are told together, and none is lost") {
    Running site;
    Client client(site.port);
    client.send(get("/live?t=a"));
    beginning(client);
    for (int i = 0; i < 100; ++i) {
        site.topics.bump("a");
        std::this_thread::sleep_for(milliseconds(10));
    }
    const auto last = "id: " + site.topics.text(site.topics.now()) + "\n";
    const auto all = until(client, last);
    CHECK(all.find(last) != all.npos);
    std::size_t events = 0;
    for (auto at = all.find("moved"); at != all.npos; at = all.find("moved", at + 1)) ++events;
    CHECK(events >= 3);
    CHECK(events <= 6);  // a second and something, every 300 ms
}

TEST_CASE("The line is heard to stand, and ends after a time so that the reader asks anew") {
    auto options = quick_options();
    options.time.heartbeat = milliseconds(100);
    options.time.listening = milliseconds(500);
    Running site(options);
    Client client(site.port);
    client.send(get("/live"));
    const auto all = client.until_closed();
    CHECK(all.find("event: beat\ndata: 1\n\n") != all.npos);
    CHECK(all.ends_with("\r\n0\r\n\r\n"));
}

TEST_CASE("HTTP/1.0 is told without chunks; HEAD gets a head") {
    Running site;
    Client old(site.port), head(site.port);
    old.send(get("/live", "1.0"));
    CHECK(until(old, "\n\n", 500).find("chunked") == std::string::npos);
    site.topics.bump("a");
    CHECK(told(old));
    head.send("HEAD /live HTTP/1.1\r\nHost: a\r\n\r\n" + get("/page"));
    CHECK(field_of(head.answer(true), "Content-Type") == "text/event-stream");
    CHECK(body_of(head.answer()) == "page 1");
}

TEST_CASE("Readers beyond the limit are told to come back; one that goes leaves its place") {
    auto options = quick_options();
    options.listeners_max = 1;
    Running site(options);
    {
        Client first(site.port);
        first.send(get("/live"));
        beginning(first);
        CHECK(status_of(Client(site.port).ask(get("/live"))) == 503);
    }
    std::this_thread::sleep_for(milliseconds(100));
    Client next(site.port);
    next.send(get("/live"));
    CHECK(status_of(beginning(next)) == 200);
    site.stop();
    CHECK(next.until_closed().ends_with("0\r\n\r\n"));
}

TEST_CASE("A thousand readers are told within a second, and the page they take again is made once") {
    auto options = quick_options();
    options.time.events_apart = milliseconds(1000);
    Running site(options);
    std::vector<Client> readers;
    for (int i = 0; i < 1000; ++i) {
        readers.emplace_back(site.port);
        readers.back().send(get("/live"));
    }
    for (auto& reader : readers) beginning(reader);
    const auto processor = processor_seconds();
    const auto begun = Clock::now();
    site.topics.bump("a");
    int heard = 0;
    for (auto& reader : readers) heard += told(reader);
    const auto taken = std::chrono::duration_cast<milliseconds>(Clock::now() - begun);
    CHECK(heard == 1000);
    CHECK(taken < milliseconds(1000));
    MESSAGE("events.thousand_readers: " << taken.count() << " ms, processor " << (processor_seconds() - processor) * 1000
                                        << " ms with the readers' own");
    std::vector<Client> takers;
    for (int i = 0; i < 1000; ++i) {
        takers.emplace_back(site.port);
        takers.back().send(get("/page"));
    }
    int whole = 0;
    for (auto& taker : takers) whole += body_of(taker.answer()) == "page 1";
    CHECK(whole == 1000);
    CHECK(site.made == 1);
}
