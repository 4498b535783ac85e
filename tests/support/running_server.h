// A server that runs in a thread of its own, for tests that ask it over sockets.
#pragma once
#include "web/server.h"

#include <memory>
#include <thread>

namespace support {

// What it refers to (the site's router, topics, and what handlers hold) must outlive it: who derives from it stops it first.
struct RunningServer {
    std::unique_ptr<web::Server> server;
    std::thread thread;
    std::uint16_t port = 0;

    RunningServer() = default;
    RunningServer(const RunningServer&) = delete;
    ~RunningServer() { stop(); }
    void start(web::ServerOptions options, web::Site site) {
        server = std::make_unique<web::Server>(std::move(options), std::move(site));
        port = server->ports()[0];
        thread = std::thread([this] { server->run(); });
    }
    void stop() {
        if (server) server->stop();
        if (thread.joinable()) thread.join();
    }
};

}  // namespace support
