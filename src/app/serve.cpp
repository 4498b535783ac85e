#include "app/serve.h"

#include "app/log_routes.h"
#include "app/past.h"
#include "app/socket.h"

#include <charconv>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <set>
#include <unistd.h>

namespace app {
namespace {

// SIGINT and SIGTERM, taken by one thread that stops the server: no handler runs in the middle of anything.
class Signals {
public:
    Signals() {
        sigemptyset(&asked_);
        sigaddset(&asked_, SIGINT);
        sigaddset(&asked_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &asked_, &before_);
        std::signal(SIGPIPE, SIG_IGN);
    }
    ~Signals() {
        if (thread_.joinable()) {
            pthread_kill(thread_.native_handle(), SIGTERM);
            thread_.join();
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    void stop_when_asked(web::Server& server) {
        thread_ = std::thread([this, &server] {
            int which = 0;
            sigwait(&asked_, &which);
            server.stop();
        });
    }

private:
    sigset_t asked_, before_;
    std::thread thread_;
};

// On PostgreSQL another process may write too: when the journal is longer than what we have heard of, every page may be stale.
class Watch {
public:
    Watch(Readers& readers, web::Topics& topics, std::atomic<std::int64_t>& heard) : thread_([this, &readers, &topics, &heard](std::stop_token stop) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        while (!wake_.wait_for(lock, stop, std::chrono::milliseconds(250), [] { return false; }) && !stop.stop_requested()) {
            try {
                const auto size = acts::read_head(*readers.lend()).size;
                if (size > heard.exchange(std::max(size, heard.load()))) topics.bump_all();
            } catch (const store::Fault&) {
                readers.forget();  // the server went away: health says so meanwhile
            }
        }
    }) {}

private:
    std::condition_variable_any wake_;
    std::jthread thread_;
};

std::optional<std::string> fault_of(Readers& readers) {
    try {
        acts::read_head(*readers.lend());
        return {};
    } catch (const std::exception& fault) {
        return fault.what();
    }
}

struct Descriptor {
    int number = -1;
    explicit Descriptor(const std::string& file) {
        if (file.empty()) return;
        number = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
        if (number < 0) throw std::system_error(errno, std::generic_category(), file);
    }
    ~Descriptor() { if (number >= 0) ::close(number); }
};

std::string shown(const web::ListenAddress& address, std::uint16_t port) {
    const bool six = address.address.find(':') != std::string::npos;
    return fmt::format("http://{}{}{}:{}/", six ? "[" : "", address.address, six ? "]" : "", port);
}

}  // namespace

std::optional<web::ListenAddress> parse_listen(std::string_view text) {
    web::ListenAddress address;
    auto port = text;
    if (const auto colon = text.rfind(':'); colon != text.npos) {
        auto host = text.substr(0, colon);
        port = text.substr(colon + 1);
        if (host.starts_with('[') != host.ends_with(']') || (host.find(':') != host.npos && !host.starts_with('['))) return {};
        if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
        if (host.empty()) return {};
        address.address = host == "localhost" ? "127.0.0.1" : std::string(host);
    }
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc() || end != port.data() + port.size()) return {};
    return address;
}

std::vector<std::string> topic_names(const std::vector<acts::TouchedTopic>& touched) {
    std::set<std::string> names{"journal"};
    for (const auto& topic : touched) {
        names.insert(topic.kind);
        if (topic.id) names.insert(topic.kind + ":" + std::to_string(topic.id));
    }
    return {names.begin(), names.end()};
}

int serve(const ServeOptions& options, const Console& console) {
    Signals signals;
    const Descriptor log(options.log_file);
    web::Topics topics;
    Readers readers(options.location);
    std::atomic<std::int64_t> heard = 0;
    std::unique_ptr<Past> past;
    auto writer_options = app::writer_options(options.location);
    writer_options.committed = [&](std::int64_t size, const std::vector<acts::TouchedTopic>& touched) {
        heard = size;
        topics.bump(topic_names(touched));
    };
    writer_options.erased = [&] {
        readers.forget();
        if (past) past->purge();
    };
    OwnDesk desk(options.location, std::move(writer_options));
    heard = desk.writer().size();
    past = std::make_unique<Past>(options.location, options.past_directory.empty() ? past_directory(options.location) : std::filesystem::path(options.past_directory));
    Signer signer(desk.writer(), options.origin);

    web::Router router;
    web::Route health{.name = "health", .pattern = "/healthz"};
    health.handler = web::health_handler([&] { return fault_of(readers); });
    router.add(std::move(health));
    add_log_routes(router, readers, signer);

    web::ServerOptions server_options;
    server_options.listen = options.listen;
    server_options.log_file_descriptor = log.number;
    web::Server server(server_options, {router, topics});
    std::unique_ptr<SocketServer> socket;
    if (!options.socket.empty()) socket = std::make_unique<SocketServer>(options.socket, desk);
    std::unique_ptr<Watch> watch;
    if (options.location.engine == store::Engine::postgresql) watch = std::make_unique<Watch>(readers, topics, heard);
    signals.stop_when_asked(server);

    const auto ports = server.ports();
    for (std::size_t i = 0; i < ports.size(); ++i) console.say("program.serve.address", {{"address", shown(options.listen[i], ports[i])}});
    std::fflush(stdout);
    server.run();
    socket.reset();  // no act comes any more; the writer finishes those it has
    console.say("program.serve.stopped");
    return done;
}

}  // namespace app
