#include "web/server.h"

#include "support/http_client.h"
#include "support/running_server.h"

#include <doctest/doctest.h>
#include <unistd.h>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <random>
#include <thread>

using namespace web;
using support::body_of;
using support::Client;
using support::field_of;
using support::status_of;

namespace {

using std::chrono::milliseconds;

// A door that handlers wait at until the test opens it.
class Door {
public:
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait_for(lock, std::chrono::seconds(10), [&] { return open_; });
    }
    void await_visitors(int count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(10), [&] { return waiting_ >= count; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    int waiting_ = 0;
};

ServerOptions quick_options() {
    ServerOptions options;
    options.listen = {{"127.0.0.1", 0}};
    options.workers = 2;
    options.session_cookie = "session";
    return options;
}

// A server in a thread, with routes that show what was received.
struct Running : support::RunningServer {
    Router router;
    Topics topics;
    Door door;
    std::atomic<int> made{0};

    explicit Running(ServerOptions options = quick_options(), ErrorPage error_page = {}) {
        add_routes();
        start(std::move(options), Site{router, topics, nullptr, std::move(error_page)});
    }
    ~Running() {
        door.open();
        stop();
    }
    void add_routes() {
        router.add({.name = "home", .open_to = Audience::everyone, .pattern = "/", .handler = [](const Request&) {
                        return Response::html("home");
                    }});
        router.add({.name = "echo",
                    .open_to = Audience::everyone,
                    .method = Method::post,
                    .pattern = "/echo",
                    .handler = [](const Request& r) { return Response::text(r.body); },
                    .body_bytes_max = 1000});
        router.add({.name = "api.echo",
                    .open_to = Audience::everyone,
                    .method = Method::post,
                    .pattern = "/api/echo",
                    .handler = [](const Request& r) { return Response::text(r.body); },
                    .body_bytes_max = 1000});
        router.add({.name = "large",
                    .open_to = Audience::everyone,
                    .method = Method::post,
                    .pattern = "/large",
                    .handler = [](const Request& r) { return Response::text(std::to_string(r.body.size())); },
                    .body_bytes_max = 8 << 20});
        router.add({.name = "who", .open_to = Audience::everyone, .pattern = "/who/{name}", .handler = [](const Request& r) {
                        return Response::text(r.path + '|' + std::string(r.at("name")) + '|' + std::string(r.query.value_or("q", "-")) +
                                              '|' + r.remote + '|' + r.route);
                    }});
        router.add({.name = "page",
                    .open_to = Audience::everyone,
                    .pattern = "/page",
                    .handler = [this](const Request&) { return ++made, Response::page("page " + std::to_string(made), {"t"}); },
                    .page = PublicPage{{"n"}}});
        router.add({.name = "shared",
                    .open_to = Audience::everyone,
                    .pattern = "/shared",
                    .handler = [this](const Request&) { return ++made, door.pass(), Response::page("shared", {"t"}); },
                    .page = PublicPage{}});
        router.add({.name = "slow", .open_to = Audience::everyone, .pattern = "/slow", .handler = [this](const Request&) {
                        return door.pass(), Response::text("slow");
                    }});
        router.add({.name = "fault", .open_to = Audience::everyone, .pattern = "/fault", .handler = [](const Request&) -> Response {
                        throw std::runtime_error("broken");
                    }});
        router.add({.name = "split", .open_to = Audience::everyone, .pattern = "/split", .handler = [](const Request&) {
                        return Response::see_other("/\r\nX: y");
                    }});
        router.add({.name = "huge", .open_to = Audience::everyone, .pattern = "/huge", .handler = [](const Request&) {
                        return Response::text(std::string(20 << 20, 'x'));
                    }});
        router.add(
            {.name = "health", .open_to = Audience::everyone, .pattern = "/healthz", .handler = health_handler([] { return true; })});
        router.add(
            {.name = "unwell", .open_to = Audience::everyone, .pattern = "/unwell", .handler = health_handler([] { return false; })});
    }
};

std::string get(std::string_view target, std::string_view fields = "") {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: example.org\r\n" + std::string(fields) + "\r\n";
}
std::string post(std::string_view target, std::string_view body) {
    return "POST " + std::string(target) + " HTTP/1.1\r\nHost: example.org\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
}

}  // namespace

TEST_CASE("A request reaches its handler decoded, and the answer carries the security fields") {
    Running site;
    Client client(site.port);
    const auto answer = client.ask(get("/who/Li%C3%A8ge?q=a+b"));
    CHECK(status_of(answer) == 200);
    CHECK(body_of(answer) == "/who/Liège|Liège|a b|127.0.0.1|who");
    CHECK(field_of(answer, "Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(field_of(answer, "X-Content-Type-Options") == "nosniff");
    CHECK(field_of(answer, "Cache-Control") == "no-store");
    CHECK(field_of(answer, "Date").ends_with(" GMT"));
    CHECK(field_of(answer, "Date").size() == 29);
    CHECK(body_of(client.ask(post("/echo", "a=b"))) == "a=b");
    CHECK(body_of(client.ask(get("/healthz"))) == "ok\n");
    CHECK(status_of(client.ask(get("/unwell"))) == 503);
}

TEST_CASE("HEAD gets the head of GET and no body, kept page or not") {
    Running site;
    Client client(site.port);
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answer = client.answer(true);
    CHECK(field_of(answer, "Content-Length") == "4");
    CHECK(client.ask(get("/page")).ends_with("page 1"));
    client.send("HEAD /page HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(field_of(client.answer(true), "Content-Length") == "6");
    CHECK(body_of(client.ask(get("/"))) == "home");
}

TEST_CASE("HTTP/1.0 is answered and closed, or kept when it asks") {
    Running site;
    Client client(site.port);
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(field_of(client.answer(), "Connection") == "keep-alive");
    client.send("GET / HTTP/1.0\r\n\r\n");
    const auto last = client.until_closed();
    CHECK(field_of(last, "Connection") == "close");
    CHECK(last.ends_with("\r\n\r\nhome"));
}

TEST_CASE("What no route answers is refused with the right status and fields") {
    Running site;
    Client client(site.port);
    CHECK(status_of(client.ask(get("/none"))) == 404);
    const auto wrong_method = client.ask("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(status_of(wrong_method) == 405);
    CHECK(field_of(wrong_method, "Allow") == "POST, OPTIONS");
    CHECK(field_of(client.ask("OPTIONS /page HTTP/1.1\r\nHost: a\r\n\r\n"), "Allow") == "GET, HEAD, OPTIONS");
    CHECK(field_of(client.ask(get("/page/?n=1")), "Location") == "/page?n=1");
    CHECK(field_of(client.ask(post("/echo/", "abc")), "Location") == "/echo");
    CHECK(status_of(client.ask(get("/a/../b"))) == 400);
    CHECK(status_of(client.ask(get("/"))) == 200);
}

TEST_CASE("A handler that throws is a 500 that tells nothing, and so is a response that would split its head") {
    Running site;
    Client client(site.port);
    const auto fault = client.ask(get("/fault"));
    CHECK(status_of(fault) == 500);
    CHECK(fault.find("broken") == fault.npos);
    CHECK(status_of(client.ask(get("/split"))) == 500);
    CHECK(status_of(client.ask(get("/"))) == 200);
}

TEST_CASE("A refusal is a page in the reader's language, or JSON for a program") {
    Running site(quick_options(), [](const Request& request, int status) -> Response {
        if (request.path == "/bad") throw std::runtime_error("the page itself fails");
        return Response::html("erreur " + std::to_string(status));
    });
    Client client(site.port);
    CHECK(body_of(client.ask(get("/none"))) == "erreur 404");
    CHECK(body_of(client.ask(get("/bad"))) == "404 Not Found\n");
    const auto problem = client.ask(get("/none", "Accept: application/json\r\n"));
    CHECK(field_of(problem, "Content-Type") == "application/problem+json");
    CHECK(body_of(problem).starts_with("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"));
}

TEST_CASE("Below /api every refusal has its code and a sentence, in the language asked, whoever refuses") {
    Running site;
    const auto refused = [&](const std::string& request, const std::string& code) {
        const auto answer = Client(site.port).ask(request);
        CAPTURE(answer);
        CHECK(field_of(answer, "Content-Type") == "application/problem+json");
        CHECK(body_of(answer).find("\"code\":\"" + code + "\",\"detail\":\"") != std::string::npos);
        return body_of(answer);
    };
    CHECK(refused(get("/api/none"), "error.404").find("There is nothing at this address") != std::string::npos);
    CHECK(refused(get("/api/none", "Accept-Language: fr\r\n"), "error.404").find("Rien ne se trouve") != std::string::npos);
    refused(get("/api/members?q=%E9"), "error.400");
    refused(post("/api/echo", std::string(1001, 'x')), "error.413");
    refused(post("/api/none", "x"), "error.404");
    refused("PUT /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", "error.405");
    CHECK(field_of(Client(site.port).ask(get("/page?q=%E9")), "Content-Type") == "text/plain; charset=utf-8");
}

TEST_CASE("Who sends a form that is too large reads so in both languages, with the limit and what to do") {
    Running site;
    const auto answer = Client(site.port).ask(post("/large", std::string((8 << 20) + 1, 'x')));
    CHECK(status_of(answer) == 413);
    CHECK(field_of(answer, "Content-Type") == "text/html; charset=utf-8");
    for (const auto* said :
         {"<html lang=\"fr\">", "L’envoi est trop grand", "Revenez en arrière", "<section lang=\"en\">", "Go back", "8,192 KiB"})
        CHECK_MESSAGE(body_of(answer).find(said) != std::string::npos, said);
}

TEST_CASE("A public page is made once and kept until a topic it read moves") {
    Running site;
    Client client(site.port);
    const auto first = client.ask(get("/page")), second = client.ask(get("/page"));
    CHECK(body_of(second) == "page 1");
    CHECK(field_of(first, "ETag") == field_of(second, "ETag"));
    CHECK(status_of(client.ask(get("/page", "If-None-Match: " + field_of(first, "ETag") + "\r\n"))) == 304);
    site.topics.bump("other");
    CHECK(body_of(client.ask(get("/page"))) == "page 1");
    site.topics.bump("t");
    const auto moved = client.ask(get("/page", "If-None-Match: " + field_of(first, "ETag") + "\r\n"));
    CHECK(status_of(moved) == 200);
    CHECK(body_of(moved) == "page 2");
}

TEST_CASE("Who is signed in is never answered from the page cache, nor into it") {
    Running site;
    Client client(site.port);
    const auto signed_in = client.ask(get("/page", "Cookie: a=b; session=x\r\n"));
    CHECK(body_of(signed_in) == "page 1");
    CHECK(field_of(signed_in, "Cache-Control") == "no-store");
    CHECK(body_of(client.ask(get("/page"))) == "page 2");
    CHECK(body_of(client.ask(get("/page", "Cookie: session=x\r\n"))) == "page 3");
    CHECK(body_of(client.ask(get("/page", "Cookie: other=x\r\n"))) == "page 2");
}

TEST_CASE("A query the page does not know is answered and not kept") {
    Running site;
    Client client(site.port);
    CHECK(body_of(client.ask(get("/page?x=1"))) == "page 1");
    CHECK(body_of(client.ask(get("/page?x=1"))) == "page 2");
    CHECK(body_of(client.ask(get("/page?n=1"))) == "page 3");
    CHECK(body_of(client.ask(get("/page?n=1"))) == "page 3");
}

TEST_CASE("Many who ask for one page at once have it made once") {
    Running site;
    std::vector<Client> clients;
    for (int i = 0; i < 20; ++i) {
        clients.emplace_back(site.port);
        clients.back().send(get("/shared"));
    }
    site.door.await_visitors(1);
    Client(site.port).ask(get("/"));  // the others' requests have been read by then, or soon
    std::this_thread::sleep_for(milliseconds(100));
    site.door.open();
    for (auto& client : clients) CHECK(body_of(client.answer()) == "shared");
    CHECK(site.made == 1);
}

TEST_CASE("Those who wait for a page that moved meanwhile get a newer one, made once") {
    Running site;
    Client first(site.port), second(site.port), third(site.port);
    first.send(get("/shared"));
    site.door.await_visitors(1);
    site.topics.bump("t");
    third.send(get("/shared"));
    second.send(get("/shared"));
    std::this_thread::sleep_for(milliseconds(100));
    site.door.open();
    for (auto* client : {&first, &second, &third}) CHECK(body_of(client->answer()) == "shared");
    CHECK(site.made == 2);
}

TEST_CASE("Pipelined requests are answered in their order, however they are made") {
    Running site;
    Client client(site.port);
    client.send(get("/page") + get("/who/a") + post("/echo", "body") + get("/page") + get("/none") + get("/"));
    for (const char* expected : {"page 1", "/who/a|a|-|127.0.0.1|who", "body", "page 1", "404 Not Found\n", "home"})
        CHECK(body_of(client.answer()) == expected);
    std::string many;
    for (int i = 0; i < 500; ++i) many += get("/page");
    client.send(many);
    int answered = 0;
    while (answered < 500 && body_of(client.answer()) == "page 1") ++answered;
    CHECK(answered == 500);
}

TEST_CASE("A request that arrives byte by byte is understood") {
    Running site;
    Client client(site.port);
    for (const char c : post("/echo", "abc") + get("/page")) client.send({&c, 1});
    CHECK(body_of(client.answer()) == "abc");
    CHECK(body_of(client.answer()) == "page 1");
}

TEST_CASE("A body may be as long as its route says, and not a byte more") {
    Running site;
    Client client(site.port);
    CHECK(body_of(client.ask(post("/echo", std::string(1000, 'x')))).size() == 1000);
    CHECK(status_of(client.ask(post("/echo", std::string(1001, 'x')))) == 413);
    CHECK(Client(site.port).ask(post("/large", std::string(3 << 20, 'x'))).ends_with("3145728"));
    const std::string chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    CHECK(body_of(Client(site.port).ask(chunked + "3e8\r\n" + std::string(1000, 'x') + "\r\n0\r\n\r\n")).size() == 1000);
    CHECK(status_of(Client(site.port).ask(chunked + "3e9\r\n")) == 413);
    auto options = quick_options();
    options.bodies_bytes_max = 2000;
    Running small(options);
    CHECK(status_of(Client(small.port).ask(post("/large", std::string(2000, 'x')))) == 200);
    CHECK(status_of(Client(small.port).ask(post("/large", std::string(2001, 'x')))) == 503);
}

TEST_CASE("A client that asks before sending a body is told to go on, or refused at once") {
    Running site;
    Client client(site.port);
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    CHECK(client.answer() == "HTTP/1.1 100 Continue\r\n\r\n");
    CHECK(body_of(client.ask("abc")) == "abc");
    CHECK(status_of(client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n")) == 413);
    CHECK(status_of(Client(site.port).ask("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")) == 404);
}

TEST_CASE("A long answer reaches a slow reader whole") {
    Running site;
    Client client(site.port);
    client.send(get("/huge") + get("/"));
    std::this_thread::sleep_for(milliseconds(200));
    CHECK(body_of(client.answer()).size() == 20 << 20);
    CHECK(body_of(client.answer()) == "home");
}

TEST_CASE("When too many wait for a worker, the next are told when to come back") {
    auto options = quick_options();
    options.workers = 1;
    options.waiting_max = 1;
    Running site(options);
    Client busy(site.port), waiting(site.port), refused(site.port);
    busy.send(get("/slow"));
    site.door.await_visitors(1);
    waiting.send(get("/slow"));
    std::this_thread::sleep_for(milliseconds(100));
    const auto answer = refused.ask(get("/slow"));
    CHECK(status_of(answer) == 503);
    CHECK(field_of(answer, "Retry-After") == "2");
    site.door.open();
    CHECK(status_of(busy.answer()) == 200);
    CHECK(status_of(waiting.answer()) == 200);
}

TEST_CASE("Each limit of time closes what is too slow, and nothing sooner") {
    auto options = quick_options();
    options.time = {.first_byte = milliseconds(300),
                    .head = milliseconds(600),
                    .idle = milliseconds(300),
                    .body_grace = milliseconds(300),
                    .write_grace = milliseconds(300),
                    .floor_bytes_per_second = 100'000,
                    .drain = milliseconds(200),
                    .sweep = milliseconds(20)};
    Running site(options);
    const auto now = [] { return std::chrono::steady_clock::now(); };
    const auto begun = now();
    SUBCASE("no first byte") {
        Client client(site.port);
        CHECK(client.until_closed().empty());
        CHECK(now() - begun > milliseconds(250));
        CHECK(now() - begun < milliseconds(1500));
    }
    SUBCASE("a head in crumbs") {
        Client client(site.port);
        client.send("GET / HTTP/1.1\r\nHost: a\r\n");
        for (int i = 0; i < 12; ++i) {
            client.send("X: y\r\n");
            std::this_thread::sleep_for(milliseconds(60));
        }
        CHECK(status_of(client.until_closed()) == 408);
        CHECK(now() - begun > milliseconds(550));
    }
    SUBCASE("an idle connection") {
        Client client(site.port);
        CHECK(status_of(client.ask(get("/"))) == 200);
        std::this_thread::sleep_for(milliseconds(150));
        CHECK(status_of(client.ask(get("/"))) == 200);
        std::this_thread::sleep_for(milliseconds(200));
        CHECK(status_of(client.ask(get("/"))) == 200);
        CHECK(client.until_closed().empty());
    }
    SUBCASE("a body below the floor") {
        Client client(site.port);
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n");
        for (int i = 0; i < 8; ++i) {
            client.send("x");
            std::this_thread::sleep_for(milliseconds(60));
        }
        CHECK(status_of(client.until_closed()) == 408);
    }
    SUBCASE("a body above the floor") {
        Client client(site.port);
        client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 800000\r\n\r\n");
        for (int i = 0; i < 16; ++i) {
            client.send(std::string(50'000, 'x'));
            std::this_thread::sleep_for(milliseconds(50));
        }
        CHECK(body_of(client.answer()) == "800000");
    }
    SUBCASE("a slow handler is nobody's fault") {
        Client client(site.port);
        client.send(get("/slow"));
        std::this_thread::sleep_for(milliseconds(800));
        site.door.open();
        CHECK(body_of(client.answer()) == "slow");
    }
}

TEST_CASE("A reader that takes an answer too slowly is let go, and one that takes it is not") {
    auto options = quick_options();
    options.time.write_grace = milliseconds(1500);
    options.time.floor_bytes_per_second = 1'000'000'000;
    options.time.sweep = milliseconds(20);
    Running site(options);
    Client slow(site.port), good(site.port);
    slow.send(get("/huge"));
    std::this_thread::sleep_for(milliseconds(2000));
    const auto taken = slow.until_closed();
    CHECK(taken.size() < 20 << 20);
    CHECK_FALSE(taken.ends_with("(open)"));
    CHECK(body_of(good.ask(get("/huge"))).size() == 20 << 20);
}

TEST_CASE("Connections beyond the limit are refused, in all and from one address") {
    auto options = quick_options();
    SUBCASE("in all") { options.connections_max = 3; }
    SUBCASE("from one address") { options.connections_per_address_max = 3; }
    Running site(options);
    std::vector<Client> clients;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(site.port);
        CHECK(status_of(clients.back().ask(get("/"))) == 200);
    }
    {
        Client fourth(site.port);
        CHECK(status_of(fourth.until_closed().substr(0, 20)) == 503);
    }
    clients.pop_back();
    std::this_thread::sleep_for(milliseconds(100));
    CHECK(status_of(Client(site.port).ask(get("/"))) == 200);
}

TEST_CASE("A thousand connections are served together") {
    Running site;
    std::vector<Client> clients;
    for (int i = 0; i < 1000; ++i) clients.emplace_back(site.port);
    for (auto& client : clients) client.send(get("/page"));
    int served = 0;
    for (auto& client : clients) served += body_of(client.answer()) == "page 1";
    CHECK(served == 1000);
}

TEST_CASE("Stopping finishes what runs, closes what is idle and takes nothing new") {
    Running site;
    Client running(site.port), idle(site.port);
    CHECK(status_of(idle.ask(get("/"))) == 200);
    running.send(get("/slow"));
    site.door.await_visitors(1);
    site.server->stop();
    CHECK(idle.closed());
    CHECK_THROWS(Client(site.port));
    site.door.open();
    const auto answer = running.until_closed();
    CHECK(answer.ends_with("slow"));
    CHECK(field_of(answer, "Connection") == "close");
    site.stop();
}

TEST_CASE("A reader's address comes from a proxy only when the proxy is trusted") {
    const auto remote_with = [](std::vector<std::string> trusted) {
        auto options = quick_options();
        options.trusted_proxies = std::move(trusted);
        Running site(options);
        return body_of(Client(site.port).ask(get("/who/a", "X-Forwarded-For: 198.51.100.7, 203.0.113.9\r\n")));
    };
    CHECK(remote_with({}).find("|127.0.0.1|") != std::string::npos);
    CHECK(remote_with({"127.0.0.1"}).find("|203.0.113.9|") != std::string::npos);
}

TEST_CASE("IPv6 is listened to beside IPv4") {
    auto options = quick_options();
    options.listen.push_back({"::1", 0});
    std::optional<Running> site;
    try {
        site.emplace(options);
    } catch (const std::system_error&) {
        MESSAGE("no IPv6 here");
        return;
    }
    CHECK(body_of(Client(site->server->ports()[1], "::1").ask(get("/who/a"))) == "/who/a|a|-|::1|who");
}

TEST_CASE("The log has a line for each request worked on, and no personal data") {
    const auto path = "/tmp/concert-log-test-" + std::to_string(getpid());
    auto* file = std::fopen(path.c_str(), "w+");
    auto options = quick_options();
    options.log_file_descriptor = fileno(file);
    {
        Running site(options);
        Client client(site.port);
        client.ask(get("/who/a?q=secret"));
        client.ask(get("/page"));
        client.ask(get("/page"));
        client.ask(get("/fault"));
    }
    std::ifstream in(path);
    const std::string log((std::istreambuf_iterator<char>(in)), {});
    std::fclose(file);
    std::remove(path.c_str());
    CHECK(log.find("\"path\":\"/who/a\",\"route\":\"who\",\"status\":200") != log.npos);
    CHECK(log.find("\"network\":\"127.0.0.0/24\"") != log.npos);
    CHECK(log.find("\"cached\":1") != log.npos);
    CHECK(log.find("\"note\":\"broken\"") != log.npos);
    CHECK(log.find("secret") == log.npos);
    CHECK(log.find("127.0.0.1") == log.npos);
}

TEST_CASE("Random bytes never harm the server") {
    Running site;
    std::mt19937 random(20260301);
    const std::string pieces[] = {"GET / HTTP/1.1\r\n",
                                  "Host: a\r\n",
                                  "\r\n",
                                  "POST /echo HTTP/1.1\r\n",
                                  "Content-Length: 5\r\n",
                                  "Transfer-Encoding: chunked\r\n",
                                  "5\r\nabcde\r\n",
                                  "0\r\n\r\n",
                                  "\n",
                                  " ",
                                  "x"};
    for (int round = 0; round < 300; ++round) {
        std::string bytes;
        for (auto count = random() % 12; count > 0; --count)
            bytes += random() % 8 == 0 ? std::string(1, static_cast<char>(random())) : pieces[random() % std::size(pieces)];
        Client client(site.port);
        client.send(bytes);
    }
    CHECK(status_of(Client(site.port).ask(get("/"))) == 200);
}
