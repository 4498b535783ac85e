#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

namespace support {
namespace {

namespace fs = std::filesystem;
constexpr auto start_time_max = std::chrono::seconds(20);

// Debian keeps each version apart: the newest that has what is needed.
fs::path binaries() {
    fs::path best;
    int version_best = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
        const auto bin = entry.path() / "bin";
        const int version = std::atoi(entry.path().filename().c_str());
        if (version > version_best && fs::exists(bin / "initdb") && fs::exists(bin / "postgres")) {
            best = bin;
            version_best = version;
        }
    }
    if (best.empty()) throw std::runtime_error("these tests need a PostgreSQL server: apt-get install postgresql");
    return best;
}

// PostgreSQL refuses to run as root.
struct Account {
    uid_t user = getuid();
    gid_t group = getgid();
};
Account account() {
    Account one;
    if (one.user != 0) return one;
    const auto* entry = getpwnam("postgres");
    if (!entry) throw std::runtime_error("no user postgres: apt-get install postgresql");
    return {entry->pw_uid, entry->pw_gid};
}

// Starts a program as that account, its output in a file. It is told to stop when this process ends, however that happens.
pid_t start(const Account& as, const std::vector<std::string>& words, const fs::path& output) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child != 0) return child;
    const int log = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(as.group) != 0 || setuid(as.user) != 0)) _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (chdir("/") != 0) _exit(126);
    execv(arguments[0], arguments.data());
    _exit(127);
}

std::string whole(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Server {
public:
    Server() {
        const auto bin = binaries();
        const auto as = account();
        const auto data = directory_.path() / "data", log = directory_.path() / "log";
        if (getuid() == 0 && chown(directory_.path().c_str(), as.user, as.group) != 0)
            throw std::runtime_error("cannot give away a directory");
        // A language's own order, so that a column that does not say C is found out.
        const pid_t made = start(as,
                                 {bin / "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8",
                                  "--locale-provider=icu", "--icu-locale=fr", "--no-sync", "--no-instructions", "-D", data},
                                 log);
        int status = 0;
        waitpid(made, &status, 0);
        if (status != 0) throw std::runtime_error("initdb failed: " + whole(log));
        std::vector<std::string> words{bin / "postgres", "-D", data, "-k", directory_.path()};
        for (const char* setting :
             {"listen_addresses=", "shared_buffers=16MB", "max_connections=60", "max_wal_size=64MB", "min_wal_size=32MB", "autovacuum=off",
              "logging_collector=off", "log_min_messages=fatal", "log_min_error_statement=panic"})
            words.insert(words.end(), {"-c", setting});
        process_ = start(as, words, log);
        owner_ = getpid();
        conninfo_ = "host=" + directory_.path().string() + " user=postgres dbname=postgres";
        const auto end = std::chrono::steady_clock::now() + start_time_max;
        while (PQping(conninfo_.c_str()) != PQPING_OK) {
            if (waitpid(process_, &status, WNOHANG) != 0 || std::chrono::steady_clock::now() > end)
                throw std::runtime_error("PostgreSQL does not start: " + whole(log));
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    ~Server() {
        if (owner_ != getpid()) return;  // a test that forks
        kill(process_, SIGQUIT);
        waitpid(process_, nullptr, 0);
    }
    const std::string& conninfo() const { return conninfo_; }

private:
    TemporaryDirectory directory_;
    pid_t process_ = -1, owner_ = -1;
    std::string conninfo_;
};

}  // namespace

// In memory where there is room: a test waits for hundreds of syncs, and a disk that others use makes each a matter of luck.
// TMPDIR has the last word.
static fs::path for_tests() {
    constexpr std::uintmax_t room = 1u << 30;
    std::error_code missing;
    const fs::path memory = "/dev/shm";
    const bool fits =
        fs::is_directory(memory, missing) && fs::space(memory, missing).available >= room && access(memory.c_str(), W_OK) == 0;
    return fits && !std::getenv("TMPDIR") ? memory : fs::temp_directory_path();
}

TemporaryDirectory::TemporaryDirectory() {
    auto name = (for_tests() / "concert-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary directory: " + std::string(std::strerror(errno)));
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string postgresql_conninfo() {
    static const Server server;  // one for the process, since starting it costs more than a test
    return server.conninfo();
}

FreshNetwork::FreshNetwork(store::Engine engine) {
    static int made = 0;
    location_.engine = engine;
    if (engine == store::Engine::sqlite) {
        location_.path = directory_.path() / "network.db";
        return;
    }
    location_.conninfo = postgresql_conninfo();
    location_.schema = "network_" + std::to_string(++made);
}

FreshNetwork::~FreshNetwork() {
    if (location_.engine == store::Engine::sqlite) return;
    PGconn* connection = PQconnectdb(location_.conninfo.c_str());
    const auto sql = "SET client_min_messages = error; SET lock_timeout = '2s'; DROP SCHEMA IF EXISTS \"" + location_.schema + "\" CASCADE";
    PQclear(PQexec(connection, sql.c_str()));
    PQfinish(connection);
}

void for_each_engine(const std::function<void(const store::Location&)>& body) {
    SUBCASE("on SQLite") {
        const FreshNetwork network(store::Engine::sqlite);
        body(network.location());
    }
    SUBCASE("on PostgreSQL") {
        const FreshNetwork network(store::Engine::postgresql);
        body(network.location());
    }
}

}  // namespace support
