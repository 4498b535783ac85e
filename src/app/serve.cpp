#include "app/serve.h"

#include "app/commands.h"
#include "app/deadlines.h"
#include "app/network.h"
#include "app/rounds.h"
#include "app/socket.h"
#include "app/version.h"
#include "safekeeping/keeper.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>
#include <charconv>
#include <csignal>

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

// What moves pages beside our own commits: on PostgreSQL another process may write too; and every night the day changes.
class Watch {
public:
    Watch(const acts::Calendar& calendar, Readers& readers, web::Topics& topics, std::atomic<std::int64_t>& heard, files::Uploads& uploads)
        : calendar_(calendar), readers_(readers), topics_(topics), heard_(heard), uploads_(uploads), thread_([this](std::stop_token stop) {
              watch(stop);
          }) {}

private:
    void watch(std::stop_token stop) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        while (!wake_.wait_for(lock, stop, std::chrono::milliseconds(250), [] { return false; }) && !stop.stop_requested()) {
            try {
                look();
            } catch (const store::Fault&) {
                readers_.forget();  // the store went away: health says so meanwhile
            }
        }
    }
    void look() {
        const auto reader = readers_.lend();
        const auto size = acts::read_head(*reader).size;
        if (size > heard_.exchange(std::max(size, heard_.load()))) topics_.bump_all();
        const auto today = calendar_(*reader, acts::system_clock_us());
        if (day_ && *day_ != today) topics_.bump("day");
        day_ = today;
        uploads_.tidy_when_due();
    }
    const acts::Calendar calendar_;
    Readers& readers_;
    web::Topics& topics_;
    std::atomic<std::int64_t>& heard_;
    files::Uploads& uploads_;
    std::optional<base::Date> day_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

struct Descriptor {
    int number = -1;
    explicit Descriptor(const std::string& file) {
        if (file.empty()) return;
        number = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
        if (number < 0) throw std::system_error(errno, std::generic_category(), file);
    }
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
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

namespace {

// Makes backups while it lives; nothing when none were asked, which is recorded too: nobody waits for one then.
std::unique_ptr<safekeeping::Keeper> keeper_of(const ServeOptions& options, acts::Writer& writer) {
    const auto run_local = [&writer](std::function<void(store::Db&)> task) { writer.run_local(std::move(task)); };
    const auto& backup = options.backup;
    if (backup.directory.empty()) return run_local([](store::Db& db) { safekeeping::keep_plan(db, {}); }), nullptr;
    safekeeping::KeeperOptions keeper;
    keeper.network = options.location, keeper.files = store::Files::beside(options.location), keeper.directory = backup.directory;
    for (const auto& file : backup.recipients) keeper.recipients.push_back(safekeeping::PublicKey::read(file));
    keeper.every_us = backup.every_us, keeper.keep_us = backup.keep_us;
    keeper.made_by = version, keeper.name = network_name;
    keeper.clock = acts::system_clock_us, keeper.run_local = run_local;
    return std::make_unique<safekeeping::Keeper>(std::move(keeper));
}

// What is due because a day has come.
timers::Runner timers_of(const ServeOptions& options, Network& network) {
    auto& writer = network.desk.writer();
    timers::RunnerDoors doors;
    doors.submit = [&writer](const acts::Submission& said) { return writer.submit(said); };
    doors.run_local = [&writer](std::function<void(store::Db&)> task) { writer.run_local(std::move(task)); };
    doors.read = network.hooks.read;
    doors.clock = acts::system_clock_us, doors.elapsed = timers::system_elapsed_us;
    doors.calendar = writer_options(options.location).calendar;
    return timers::Runner(deadlines(options.mail.has_value()), std::move(doors));
}

}  // namespace

int serve(const ServeOptions& options, const Console& console) {
    must_be_there(options.location);
    Signals signals;
    const Descriptor log(options.log_file);
    Network network(options);
    web::Server server(network.server_options(options, log.number),
                       {network.router, network.topics, &network.assets,
                        [&](const web::Request& request, int status) { return web::error_page(network.hooks, request, status); }});
    std::unique_ptr<SocketServer> socket;
    network.mail.start([&](const std::string& what) { console.complain("program.serve.mail_fault", {{"what", what}}); });
    if (!options.socket.empty()) socket = std::make_unique<SocketServer>(options.socket, network.desk);
    const auto keeper = keeper_of(options, network.desk.writer());
    auto timers = timers_of(options, network);
    const Rounds rounds(
        {[&](std::stop_token stop) { return timers.step(stop); }, [&](std::stop_token stop) { return network.news->step(stop); },
         [&](std::stop_token) {
             return newsletter::forget_old_step(*network.readers->lend(), network.desk.writer(), acts::system_clock_us());
         }},
        [&](const std::string& what) {
            console.complain("program.serve.rounds_fault", {{"what", what}});
        });
    const Watch watch(network.calendar, *network.readers, network.topics, network.heard, network.uploads);
    signals.stop_when_asked(server);

    const auto ports = server.ports();
    for (std::size_t i = 0; i < ports.size(); ++i) console.say("program.serve.address", {{"address", shown(options.listen[i], ports[i])}});
    const auto root = options.site.empty() ? shown(options.listen[0], ports[0]) : options.site + "/";
    console.say("program.serve.administrator", {{"address", root.substr(0, root.size() - 1) + network.doors_in.machine_link()}});
    console.say(options.mail ? "program.serve.mail" : "program.serve.no_mail", {{"server", options.mail ? options.mail->server.url : ""}});
    std::fflush(stdout);
    server.run();
    network.mail.stop();
    socket.reset();  // no act comes any more; the writer finishes those it has
    console.say("program.serve.stopped");
    return done;
}

}  // namespace app
