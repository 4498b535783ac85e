// A network at work: its writer, its readers, its pages, its socket.
#pragma once
#include "app/console.h"
#include "app/desk.h"
#include "app/mail_service.h"
#include "web/server.h"

namespace app {

struct ServeOptions {
    store::Location location;
    std::vector<web::ListenAddress> listen;
    std::string site;                  // "https://network.example.org": where readers reach it; empty: links stay relative
    std::vector<std::string> proxies;  // addresses whose X-Forwarded-For is believed
    std::string log_file;              // empty: none
    std::string socket;                // empty: none
    std::string origin;                // of the log; empty: what it is, or one of its own
    std::string past_directory;        // empty: beside the network
    struct Backup {
        std::string directory;                // empty: no backups are made
        std::vector<std::string> recipients;  // files of public keys
        std::int64_t every_us = 0, keep_us = 0;
    } backup;
    std::optional<MailSettings> mail;  // absent: messages stay in the outbox
};

// "127.0.0.1:8080", "[::1]:8080", "8080"; nothing when it is none of these.
std::optional<web::ListenAddress> parse_listen(std::string_view);

// Serves until SIGINT or SIGTERM, then finishes what runs and closes. Prints the address when it listens. Signals must be left as the
// program found them; no other thread may run.
int serve(const ServeOptions&, const Console&);

}  // namespace app
