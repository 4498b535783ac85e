// What a cached page costs this server, beside what the same bytes cost nginx; and what an idle connection holds.
// Run by http.sh. Both servers answer the same client with the same number of bytes, in alternating rounds, in one run.
#include "base/hash.h"
#include "web/server.h"
#include "web/socket.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace {

constexpr std::size_t connections = 64, requests_per_round = 150'000, rounds = 6;

const std::string request =
    "GET /fr/membres HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: fr,en;q=0.5\r\n"
    "Accept-Encoding: gzip, deflate, br\r\nConnection: keep-alive\r\n\r\n";

int connect_to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket < 0 || ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("connect");
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

// One whole answer: head by its blank line, body by Content-Length.
std::string ask(int socket) {
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
        throw std::runtime_error("send");
    std::string answer;
    std::array<char, 65536> buffer;
    for (;;) {
        const auto end = answer.find("\r\n\r\n");
        const auto field = answer.find("Content-Length: ");
        if (end != answer.npos && field < end && answer.size() >= end + 4 + std::strtoul(answer.c_str() + field + 16, nullptr, 10))
            return answer;
        const auto size = recv(socket, buffer.data(), buffer.size(), 0);
        if (size <= 0) throw std::runtime_error("closed before the whole answer");
        answer.append(buffer.data(), static_cast<std::size_t>(size));
    }
}

// utime + stime of a process, in seconds (proc(5): fields 14 and 15 of stat).
double cpu_seconds(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    text.erase(0, text.rfind(')') + 2);
    unsigned long user = 0, system = 0;
    std::sscanf(text.c_str(), "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::size_t resident_bytes(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    std::size_t total = 0, resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// 64 connections that each ask again as soon as the answer is whole; answers have a known size.
void load(std::uint16_t port, std::size_t answer_bytes) {
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    std::vector<int> sockets;
    std::vector<std::size_t> received(connections);
    std::size_t started = 0, finished = 0;
    for (std::size_t i = 0; i < connections; ++i) {
        sockets.push_back(connect_to(port));
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        epoll_ctl(epoll, EPOLL_CTL_ADD, sockets[i], &event);
        ++started;
        if (::send(sockets[i], request.data(), request.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("send");
    }
    std::array<char, 65536> buffer;
    std::array<epoll_event, connections> events;
    while (finished < requests_per_round) {
        const int count = epoll_wait(epoll, events.data(), connections, 5000);
        if (count <= 0) throw std::runtime_error("no answer for five seconds");
        for (int e = 0; e < count; ++e) {
            const auto i = static_cast<std::size_t>(events[static_cast<std::size_t>(e)].data.u64);
            const auto size = recv(sockets[i], buffer.data(), buffer.size(), 0);
            if (size <= 0) throw std::runtime_error("closed under load");
            received[i] += static_cast<std::size_t>(size);
            if (received[i] < answer_bytes) continue;
            if (received[i] > answer_bytes) throw std::runtime_error("an answer of another size");
            received[i] = 0;
            ++finished;
            if (started++ < requests_per_round && ::send(sockets[i], request.data(), request.size(), MSG_NOSIGNAL) < 0)
                throw std::runtime_error("send");
        }
    }
    for (const int socket : sockets) ::close(socket);
    ::close(epoll);
}

// The server in a process of its own, so that its processor time and memory are its own.
struct Child {
    pid_t process = 0;
    std::uint16_t port = 0;
    ~Child() {
        if (process > 0) {
            kill(process, SIGTERM);
            waitpid(process, nullptr, 0);
        }
    }
};

void start_concert(Child& child) {
    std::array<int, 2> pipe_ends;
    if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("pipe");
    child.process = fork();
    if (child.process == 0) {
        // 24,000 hexadecimal digits of noise: brotli makes some 12,000 bytes of them.
        std::string noise = "<!doctype html>";
        for (int i = 0; noise.size() < 24'000; ++i) noise += base::sha256({std::to_string(i)}).hex();
        web::Router router;
        router.add({.name = "members",
                    .open_to = web::Audience::everyone,
                    .pattern = "/fr/membres",
                    .handler = [noise](const web::Request&) { return web::Response::page(noise, {"member_list"}); },
                    .page = web::PublicPage{}});
        web::Topics topics;
        web::ServerOptions options;
        options.listen = {{"127.0.0.1", 0}};
        options.workers = 1;
        web::Server server(options, {router, topics});
        const auto port = server.ports()[0];
        [[maybe_unused]] const auto size = write(pipe_ends[1], &port, sizeof port);
        server.run();
        std::_Exit(0);
    }
    if (read(pipe_ends[0], &child.port, sizeof child.port) != sizeof child.port) throw std::runtime_error("the server did not start");
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

// nginx with the same body as a plain file, and fields that make its answer as long as ours.
void start_nginx(Child& child, const std::string& body, const std::string& fields, std::uint16_t port) {
    const auto folder = std::filesystem::temp_directory_path() / ("concert-bench-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder / "fr");
    std::ofstream(folder / "fr/membres", std::ios::binary) << body;
    std::filesystem::permissions(folder, std::filesystem::perms::all);
    std::ofstream(folder / "nginx.conf")
        << "daemon off; master_process off; worker_processes 1; pid nginx.pid; error_log stderr crit;\n"
           "events { worker_connections 4096; }\nhttp {\n access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; "
           "default_type text/html;\n"
           " client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n"
           " server { listen 127.0.0.1:"
        << port << "; root " << folder.string() << ";\n"
        << fields << " }\n}\n";
    child.port = port;
    child.process = fork();
    if (child.process == 0) {
        execl("/usr/sbin/nginx", "nginx", "-p", folder.c_str(), "-c", (folder / "nginx.conf").c_str(), static_cast<char*>(nullptr));
        std::_Exit(127);
    }
    for (int i = 0; i < 50; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        try {
            close(connect_to(port));
            return;
        } catch (const std::runtime_error&) {  // not yet
        }
    }
    throw std::runtime_error("nginx did not start");
}

// The fields of our head as nginx directives, and one of padding to reach the same size.
std::string nginx_fields(const std::string& head, std::size_t padding) {
    std::string directives;
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
        const auto end = head.find("\r\n", at);
        const auto line = head.substr(at, end - at);
        at = end + 2;
        const auto colon = line.find(": ");
        const auto name = line.substr(0, colon);
        if (colon == line.npos || name == "Date" || name == "ETag" || name == "Content-Type" || name == "Content-Length" ||
            name == "Permissions-Policy" || name == "Cross-Origin-Opener-Policy")
            continue;
        directives += "  add_header " + name + " \"" + line.substr(colon + 2) + "\";\n";
    }
    if (padding > 0) directives += "  add_header X-P \"" + std::string(padding, 'p') + "\";\n";
    return directives;
}

std::uint16_t free_port() { return web::port_of(web::listen_on("127.0.0.1", 0)); }

void compare() {
    Child ours;
    start_concert(ours);
    const int socket = connect_to(ours.port);
    for (int i = 0; i < 20; ++i) ask(socket);
    std::this_thread::sleep_for(std::chrono::seconds(1));  // the page is compressed anew, aside
    const auto answer = ask(socket);
    close(socket);
    const auto head_end = answer.find("\r\n\r\n") + 4;
    const auto head = answer.substr(0, head_end - 2), body = answer.substr(head_end);

    // nginx has fields of its own (Server, Last-Modified, Accept-Ranges, Connection): two of ours are left out to make room,
    // and a field of padding brings the answers to the same length.
    std::string theirs_answer;
    std::size_t padding = 0;
    for (int attempt = 0; attempt < 2; ++attempt) {
        Child probe;
        start_nginx(probe, body, nginx_fields(head, padding), free_port());
        const int there = connect_to(probe.port);
        theirs_answer = ask(there);
        close(there);
        const auto missing = static_cast<long>(answer.size()) - static_cast<long>(theirs_answer.size());
        if (attempt == 0 && missing > 7) padding = static_cast<std::size_t>(missing - 7);
    }
    Child theirs;
    start_nginx(theirs, body, nginx_fields(head, padding), free_port());
    std::printf("answers: %zu bytes ours, %zu bytes nginx, body of %zu\n", answer.size(), theirs_answer.size(), body.size());

    double our_seconds = 0, their_seconds = 0;
    std::vector<double> ratios;
    for (std::size_t round = 0; round <= rounds; ++round) {  // the first warms up
        const auto measure = [&](const Child& server, std::size_t bytes) {
            const double before = cpu_seconds(server.process);
            load(server.port, bytes);
            return cpu_seconds(server.process) - before;
        };
        double mine = 0, other = 0;
        if (round % 2 == 0) mine = measure(ours, answer.size()), other = measure(theirs, theirs_answer.size());
        else other = measure(theirs, theirs_answer.size()), mine = measure(ours, answer.size());
        if (round == 0) continue;
        our_seconds += mine;
        their_seconds += other;
        ratios.push_back(mine / other);
        std::printf("round %zu: %.2f µs a request ours, %.2f µs nginx\n", round, mine * 1e6 / requests_per_round,
                    other * 1e6 / requests_per_round);
    }
    std::ranges::sort(ratios);
    std::printf("cached page CPU ratio: %.2f ratio (%.2f to %.2f)\n", our_seconds / their_seconds, ratios.front(), ratios.back());
}

void idle_memory() {
    constexpr std::size_t idle = 10'000, warm = 5'000;  // the first use up what the start has freed
    web::raise_file_limit();
    Child ours;
    start_concert(ours);
    std::vector<int> sockets;
    const auto add = [&](std::size_t until) {
        while (sockets.size() < until) {
            sockets.push_back(connect_to(ours.port));
            ask(sockets.back());
        }
    };
    add(warm);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const auto before = resident_bytes(ours.process);
    add(warm + idle);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const auto after = resident_bytes(ours.process);
    std::printf("idle connection: %zu bytes\n", (after - std::min(before, after)) / idle);
    for (const int socket : sockets) close(socket);
}

}  // namespace

int main() {
    try {
        compare();
        idle_memory();
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "bench_http: %s\n", fault.what());
        return 1;
    }
}
