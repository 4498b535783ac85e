#include "app/serve.h"

#include "app/commands.h"
#include "app/deadlines.h"
#include "app/import_pages.h"
#include "app/log_routes.h"
#include "app/mail_words.h"
#include "app/news_service.h"
#include "app/office.h"
#include "app/past.h"
#include "app/rounds.h"
#include "app/socket.h"
#include "app/submissions.h"
#include "app/version.h"
#include "drafts/pages.h"
#include "files/pages.h"
#include "mail/pages.h"
#include "portal/portal.h"
#include "portal/search_sources.h"
#include "safekeeping/keeper.h"
#include "search/search.h"
#include "sign_in/pages.h"
#include "web/openapi.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>
#include <charconv>
#include <csignal>
#include <set>

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

web::Reading lent_by(std::shared_ptr<Readers> readers) {
    struct Loan {
        std::shared_ptr<Readers> home;
        Readers::Lent lent;
    };
    auto loan = std::make_shared<Loan>(readers, readers->lend());
    return web::Reading(loan, &*loan->lent);
}

std::variant<web::Reading, web::InTheMaking> open_at(Past& past, std::int64_t number) {
    auto known = past.known_at(number);
    if (const auto* ready = std::get_if<std::shared_ptr<Readers>>(&known)) return lent_by(*ready);
    if (const auto* making = std::get_if<Past::Making>(&known)) return web::InTheMaking{making->done, making->of};
    const auto* failed = std::get_if<Past::Failed>(&known);
    throw store::Fault(failed ? failed->why : "there is no entry " + std::to_string(number));
}

bool is_well(Readers& readers) {
    try {
        acts::read_head(*readers.lend());
        return true;
    } catch (const std::exception& fault) {
        fmt::print(stderr, "{}\n", fault.what());
        return false;
    }
}

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

std::vector<std::string> topic_names(const std::vector<acts::TouchedTopic>& touched) {
    std::set<std::string> names{"journal"};
    for (const auto& topic : touched) {
        names.insert(topic.kind);
        if (topic.id) names.insert(topic.kind + ":" + std::to_string(topic.id));
    }
    return {names.begin(), names.end()};
}

namespace {

const web::Address acts_at{"/actes", "/en/acts"}, import_at{"/import", "/en/import"};

// Everything that serves one network; what is below refers to what is above.
struct Network {
    Network(const ServeOptions& options)
        : readers(std::make_shared<Readers>(options.location)),
          desk(options.location, hooked(options)),
          past(options.location,
               options.past_directory.empty() ? past_directory(options.location) : std::filesystem::path(options.past_directory)),
          signer(desk.writer(), options.origin),
          files(store::Files::beside(options.location)),
          doors_in(desk.writer(), sign_in_options(options)),
          mail(
              desk.writer(), [this] { return lent_by(readers); }, options.mail, options.site),
          security{.inline_styles = {std::string(web::stylesheet())}, .strict_transport = options.site.starts_with("https://")} {
        heard = desk.writer().size();
        past_ready = &past;
        uploads_ready = &uploads;
        fill_hooks(options);
        news.emplace(desk.writer(), hooks, options.mail && !options.site.empty());
        add_routes();
        following.emplace(index, desk.writer(), runner, searched, hooks.read);
    }
    ~Network() {
        following.reset();
        past_ready = nullptr;
        uploads_ready = nullptr;
        readers->forget();  // closed first, so that the writer, closing last, leaves one file
    }

    acts::WriterOptions hooked(const ServeOptions& options) {
        auto made = writer_options(options.location);
        calendar = made.calendar;
        made.committed = [this](std::int64_t size, const std::vector<acts::TouchedTopic>& touched) {
            heard = std::max(size, heard.load());
            topics.bump(topic_names(touched));
            searched->commit(size, touched);
        };
        made.erased = [this, directory = past_directory(options.location)] {
            readers->forget();
            if (auto* kept = past_ready.load()) kept->purge();
            else purge_past(directory);
            topics.bump_all();
            if (auto* kept = uploads_ready.load()) kept->somebody_was_erased();
        };
        return made;
    }

    void fill_hooks(const ServeOptions& options) {
        hooks.read = [this] { return lent_by(readers); };
        hooks.open_at = [this](std::int64_t number) { return open_at(past, number); };
        hooks.visitor = [this](const web::Request& request, store::Db& db) { return doors_in.visitor(request, db); };
        hooks.bar_links = [this](web::Visit& visit) {
            using namespace html;
            Node links = li(a(href(visit.language == base::Language::fr ? "/a-faire" : "/en/to-do"), visit.text("desk.title")));
            links += li(a(href(acts_at.in(visit.language)), visit.text("acts.title")));
            if (visit.visitor.in_secretariat()) links += li(a(href(mail::places::letters.in(visit.language)), visit.text("mail.title")));
            if (visit.visitor.in_secretariat()) links += li(a(href(import_at.in(visit.language)), visit.text("import.title")));
            return group(links, drafts::bar_link(visit), sign_in::bar_links(visit));
        };
        hooks.checkpoint = [this](store::Db&) { return signer.checkpoint(); };
        hooks.verifier_key = [this](store::Db&) { return signer.verifier(); };
        hooks.moment = [this] { return topics.text(topics.now()); };
        hooks.writer = &desk.writer();
        hooks.registry = &registry();
        hooks.origin = options.site;
        hooks.script = assets.path("enhance.js");
        hooks.upload_script = assets.path("upload.js");
        hooks.icon = assets.path("icon.svg");
        hooks.join = join_at;
        hooks.sign_in = sign_in::sign_in_at;
        hooks.confirm = sign_in::confirm_at;
        sign_in_desk.options.script = assets.path("passkey.js");
        sign_in_desk.options.notifications = news::choice_at;
    }

    void add_routes() {
        router.add({.name = "health", .pattern = "/healthz", .handler = web::health_handler([this] { return is_well(*readers); })});
        portal::add_public_routes(router, hooks);
        add_log_routes(router, *readers, signer);
        sign_in::add_pages(router, sign_in_desk);
        drafts_desk.options = {.can_mail = [this] { return doors_in.can_mail(); },
                               .site = [this](const web::Request& request) { return doors_in.site(request); },
                               .thing_name = thing_name,
                               .script = assets.path("draft.js")};
        doors.acts.drafts = drafts::draft_hooks(drafts_desk);
        doors.acts.confirmations = drafts::confirmation_hooks(drafts_desk);
        drafts::add_pages(router, drafts_desk);
        web::add_act_pages(router, doors);
        web::add_act_api(router, doors);
        uploads.add_routes(router);
        shelf.add_routes(router);
        web::add_api_document(router, doors);
        add_join_pages(router, doors);
        add_import_pages(router, doors, waiting);
        mail::add_pages(router, mail_pages);
        add_office_pages(router, hooks, runner, news->pages());
    }

    static sign_in::Options sign_in_options(const ServeOptions& options) {
        sign_in::Options made;
        made.origin = options.site;
        made.common_passwords = {"/usr/share/dict/cracklib-small"};
        made.can_mail = [mails = options.mail.has_value()] { return mails; };
        made.cost.waiting_max = 10;  // so that pages always find a thread
        return made;
    }

    web::ServerOptions server_options(const ServeOptions& options, int log) const {
        web::ServerOptions made;
        made.listen = options.listen;
        made.log_file_descriptor = log;
        made.trusted_proxies = options.proxies;
        made.workers = 16;  // those who sign in hold one each while they wait for their turn (sign_in_options)
        made.session_cookie = doors_in.cookie();
        made.security = security;
        return made;
    }

    web::Topics topics;
    std::atomic<std::int64_t> heard = 0;
    std::atomic<Past*> past_ready = nullptr;
    std::atomic<files::Uploads*> uploads_ready = nullptr;
    acts::Calendar calendar;
    std::shared_ptr<Readers> readers;
    std::shared_ptr<search::Heard> searched = std::make_shared<search::Heard>();
    OwnDesk desk;
    search::Indexer index{portal::search_sources(), [this] { topics.bump("search"); }};
    jobs::Runner runner{desk.writer(), {index.filling()}, acts::system_clock_us, [this] { topics.bump("search"); }};
    Past past;
    Signer signer;
    store::Files files;
    sign_in::Doors doors_in;
    MailService mail;
    web::AddressLimits limits{web::Allowance()};
    WaitingFiles waiting;
    web::SecurityPolicy security;
    web::Assets assets{web::site_assets(), web::security_fields(security)};
    web::SiteHooks hooks;
    sign_in::Desk sign_in_desk{hooks, doors_in};
    web::ActDoors doors{.site = hooks,
                        .files = files,
                        .limits = limits,
                        .acts = act_hooks(),
                        .version = std::string(version),
                        .session_cookie = doors_in.cookie()};
    files::Uploads uploads{doors};
    files::Shelf shelf{hooks, files};
    mail::PageDoors mail_pages{doors, groups_of_addressees, mail.sender(), [this] { return mail.status(); }};
    drafts::Desk drafts_desk{hooks, doors};
    std::optional<NewsService> news;
    web::Router router;
    std::optional<search::Following> following;
};

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
        {[&](std::stop_token stop) { return timers.step(stop); }, [&](std::stop_token stop) { return network.news->step(stop); }},
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
