// Backups of a network at work, and what becomes of them: restored, cut, killed, on a full disk.
#include "scenario.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <mutex>
#include <thread>

using namespace scenario;

namespace {

constexpr int clients = 64;

std::string made(const std::string& place, const support::TemporaryDirectory& directory, int members = 3) {
    write((directory.path() / "acts.jsonl").string(), small_network(members));
    const auto ended = concert({"init", place, "--from", (directory.path() / "acts.jsonl").string()});
    REQUIRE_MESSAGE(ended.code == 0, ended.err);
    return place;
}

struct Keys {
    explicit Keys(const support::TemporaryDirectory& directory) : secret((directory.path() / "key").string()), open(secret + ".pub") {
        REQUIRE(concert({"backup-key", secret}).code == 0);
    }
    std::string secret, open;
};

std::vector<std::string> backups_in(const std::filesystem::path& directory) {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) all.push_back(entry.path().string());
    return all;
}

// Cities that apply by HTTP, each from an address of its own, one after the other on each of 64 connections.
class Applicants {
public:
    explicit Applicants(std::uint16_t port) : port_(port) {
        const std::string pdf = "%PDF-1.7\nstartxref\n0\n%%EOF\n";
        const auto kept = support::body_of(support::Client(port).ask(request("/api/files", "application/pdf", pdf, "10.255.0.1")));
        const auto at = kept.find("\"sha256\":\"");
        REQUIRE(at != kept.npos);
        file_ = R"({"name":"d.pdf","media_type":"application/pdf","size":)" + std::to_string(pdf.size()) + R"(,"sha256":")" +
                kept.substr(at + 10, 64) + "\"}";
        for (int client = 0; client < clients; ++client) threads_.emplace_back([this, client] { apply(client); });
    }
    ~Applicants() { stop(); }
    void stop() {
        stopping_ = true;
        for (auto& thread : threads_)
            if (thread.joinable()) thread.join();
    }
    std::map<std::string, std::int64_t> acknowledged() {  // client key and number
        std::lock_guard lock(mutex_);
        return acknowledged_;
    }

private:
    static std::string request(const std::string& target, const std::string& type, const std::string& body, const std::string& address) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + address + "\r\nContent-Type: " + type +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    void apply(int client) {
        support::Client connection(port_);
        for (int turn = 0; !stopping_; ++turn) {
            const auto key = "client-" + std::to_string(client) + "-" + std::to_string(turn);
            const auto body = R"({"client_key":")" + key + R"(","fields":{"name":"Ville )" + std::to_string(client) + " " +
                              std::to_string(turn) + R"(","country":"FR","kind":"association","deliberation":)" + file_ +
                              R"(,"deliberation_date":"2026-03-01","contact_name":"Claire Exemple","contact_email":"mairie@example.org"}})";
            const auto address = "10." + std::to_string(client) + "." + std::to_string(turn / 250) + "." + std::to_string(turn % 250 + 1);
            const auto answer = connection.ask(request("/api/acts/members.apply_for_membership", "application/json", body, address));
            if (support::status_of(answer) != 201) {
                if (!stopping_) refused_ = answer;
                return;
            }
            const auto text = support::body_of(answer);
            std::lock_guard lock(mutex_);
            acknowledged_[key] = std::stoll(text.substr(text.find(':') + 1));
        }
    }
    std::uint16_t port_;
    std::string file_;
    std::mutex mutex_;
    std::map<std::string, std::int64_t> acknowledged_;
    std::atomic<bool> stopping_ = false;
    std::vector<std::thread> threads_;

public:
    std::string refused_;
};

std::int64_t number_in(const std::string& json, const std::string& name) {
    const auto at = json.find("\"" + name + "\":");
    REQUIRE_MESSAGE(at != json.npos, json);
    return std::stoll(json.substr(at + name.size() + 3));
}

// Whatever was acknowledged and is within the restored journal is there under its key and number, and nothing else is.
void check_acknowledged(const std::string& place, std::int64_t entries, const std::map<std::string, std::int64_t>& acknowledged) {
    const auto db = open(place);
    std::map<std::string, std::int64_t> kept;
    auto rows = db->ask("SELECT client_key, number FROM journal_key ORDER BY client_key");
    while (rows.next())
        if (rows.text(0).starts_with("client-")) kept[rows.text(0)] = rows.integer(1);
    std::int64_t expected = 0;
    for (const auto& [key, number] : acknowledged) {
        if (number > entries) continue;
        ++expected;
        CHECK_MESSAGE((kept.contains(key) && kept[key] == number), key);
    }
    CHECK(std::int64_t(kept.size()) >= expected);
    CHECK(std::int64_t(kept.size()) <= expected + clients);  // at most one act of each client was not yet acknowledged
}

}  // namespace

TEST_CASE("a backup made while 64 clients write holds all that was acknowledged before it, whole, on either engine") {
    support::for_each_engine([](const store::Location& location) {
        const support::TemporaryDirectory directory;
        const auto place = made(location.text(), directory);
        const auto socket = (directory.path() / "socket").string();
        const Keys keys(directory);
        const auto backups = directory.path() / "backups";
        std::filesystem::create_directory(backups);
        std::map<std::string, std::int64_t> before, all;
        std::string told;
        {
            Served server(place, {"--socket", socket, "--proxy", "127.0.0.1", "--past", (directory.path() / "past").string()});
            Applicants applicants(server.port);
            std::this_thread::sleep_for(std::chrono::milliseconds(1500));
            before = applicants.acknowledged();
            const auto ended =
                concert({"backup", backups.string(), "--database", place, "--recipient", keys.open, "--socket", socket, "--json"});
            CHECK_MESSAGE(ended.code == 0, ended.err);
            told = ended.out;
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            applicants.stop();
            CHECK_MESSAGE(applicants.refused_ == "", applicants.refused_);
            all = applicants.acknowledged();
            CHECK(says(concert({"doctor", place, "--socket", socket}).out, "the last one is " + backups.string()));
            server.stop();
        }
        const auto entries = number_in(told, "entries");
        MESSAGE(before.size() << " acknowledged before the backup, " << all.size() << " in all, " << entries << " entries in it");
        CHECK(before.size() > 64);
        CHECK(all.size() > before.size());
        for (const auto& [key, number] : before) CHECK(number <= entries);
        const auto file = backups_in(backups).at(0);
        for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
            const support::FreshNetwork there(engine);
            const auto into = there.location().text();
            const auto ended =
                concert({"restore", file, "--into", into, "--key", keys.secret, "--expect", std::to_string(entries), "--json"});
            CHECK_MESSAGE(ended.code == 0, ended.err, ended.out);
            CHECK(number_in(ended.out, "lacks") == 0);
            CHECK(number_in(ended.out, "files") == 1);
            CHECK(size_of(into) == entries);
            CHECK(concert({"verify", into}).code == 0);
            CHECK(concert({"rebuild", into, "--check"}).code == 0);
            check_acknowledged(into, entries, all);
            std::filesystem::remove_all(store::Files::beside(there.location()));
        }
        std::filesystem::remove_all(store::Files::beside(location));
    });
}

TEST_CASE("restore says how many acts are missing, refuses what is there, and tells what is wrong with a backup or a key") {
    const support::TemporaryDirectory directory;
    const auto place = made((directory.path() / "network.db").string(), directory);
    const Keys keys(directory);
    const auto file = (directory.path() / "one.concert-backup").string(), into = (directory.path() / "restored.db").string();
    CHECK(concert({"backup", file, "--database", place}).code == 2);  // for whom?
    const auto secret = concert({"backup", file, "--database", place, "--recipient", keys.secret});
    CHECK(secret.code == 1);
    CHECK(says(secret.err, "its place is not on the server"));
    CHECK(concert({"backup", file, "--database", (directory.path() / "none.db").string(), "--recipient", keys.open}).code == 3);
    REQUIRE(concert({"backup", file, "--database", place, "--recipient", keys.open}).code == 0);
    CHECK(says(concert({"backup", file, "--database", place, "--recipient", keys.open}).err, "is there already"));

    const auto here = [&] { return std::filesystem::exists(into) || std::filesystem::exists(into + ".restoring"); };
    struct Case {
        const char* name;
        std::string bytes, says;
        int code;
    };
    const auto bytes = read(file);
    auto damaged = bytes, head = bytes;
    damaged[bytes.size() - 300] = char(damaged[bytes.size() - 300] ^ 1);
    head[40] = head[40] == 'A' ? 'B' : 'A';
    for (const auto& [name, changed, words, code] : std::vector<Case>{{"cut", bytes.substr(0, bytes.size() - 7), "was cut or changed", 4},
                                                                      {"damaged", damaged, "changed", 4},
                                                                      {"its head changed", head, "concert", -1},
                                                                      {"something else", "PK", "is not a backup", 1},
                                                                      {"empty", "", "is not a backup", 1}}) {
        CAPTURE(name);
        write((directory.path() / "changed").string(), changed);
        const auto ended = concert({"restore", (directory.path() / "changed").string(), "--into", into, "--key", keys.secret});
        CHECK((code < 0 ? ended.code != 0 : ended.code == code));
        CHECK_MESSAGE(says(ended.err, words), ended.err);
        CHECK(!here());
    }
    REQUIRE(concert({"backup-key", (directory.path() / "other").string()}).code == 0);
    CHECK(says(concert({"restore", file, "--into", into, "--key", (directory.path() / "other").string()}).err, "does not open"));
    CHECK(says(concert({"restore", file, "--into", into, "--key", keys.open}).err, "is a public key"));
    CHECK(concert({"restore", file, "--into", into}).code == 2);  // with what?
    CHECK(!here());

    const auto lacking = concert({"restore", file, "--into", into, "--key", keys.secret, "--expect", "9"});
    CHECK(lacking.code == 4);
    CHECK_MESSAGE(says(lacking.err, "4 acts are missing of the 9 expected"), lacking.err);
    CHECK(size_of(into) == 5);
    const auto again = concert({"restore", file, "--into", into, "--key", keys.secret}, {"LANG=fr_FR"});
    CHECK(again.code == 1);
    CHECK_MESSAGE(says(again.err, "une restauration ne remplace rien"), again.err);
    CHECK(concert({"act", "people.register_person", "--database", into, "name=Zolina Exemple"}).code == 0);
}

TEST_CASE("a password opens what it closed, also where the network was moved to another place") {
    const support::TemporaryDirectory directory, elsewhere;
    const auto place = made((directory.path() / "network.db").string(), directory);
    const auto password = (elsewhere.path() / "password").string(), other = (elsewhere.path() / "other").string();
    write(password, "une longue phrase\n");
    write(other, "une autre longue phrase\n");
    const auto file = (elsewhere.path() / "one.concert-backup").string(), into = (elsewhere.path() / "n.db").string();
    REQUIRE(concert({"backup", file, "--database", place, "--password-file", password}).code == 0);
    std::filesystem::remove_all(directory.path());
    CHECK(says(concert({"restore", file, "--into", into, "--password-file", other}).err, "does not open"));
    CHECK(concert({"restore", file, "--into", into, "--password-file", password}).code == 0);
    CHECK(size_of(into) == 5);
    std::filesystem::create_directory(directory.path());
}

TEST_CASE("a backup that is killed, or whose disk is full, leaves nothing that looks like a backup, and the network intact") {
    const support::TemporaryDirectory directory;
    const auto place = (directory.path() / "network.db").string();
    REQUIRE(concert({"simulate", "--members", "3000", "--years", "5", "--out", place}).code == 0);
    const Keys keys(directory);
    const auto backups = directory.path() / "backups";
    std::filesystem::create_directory(backups);
    int killed = 0;
    for (int milliseconds = 0; milliseconds < 400 && killed < 5; milliseconds += 20) {
        support::Process process(words({"backup", backups.string(), "--database", place, "--recipient", keys.open}));
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
        process.signal(SIGKILL);
        if (process.wait().code != 128 + SIGKILL) break;  // it had ended
        for (const auto& file : backups_in(backups)) {
            const auto name = std::filesystem::path(file).filename().string();
            CHECK_MESSAGE((name.starts_with(".") && !name.ends_with(".concert-backup")), name);
            ++killed;
        }
    }
    CHECK(killed > 0);
    for (const auto& file : backups_in(backups)) std::filesystem::remove(file);

    // A disk of its own, too small. Mounted in a name space of its own, which needs no right.
    const auto small = concert_on_small_disk(backups, "1m", {"backup", backups.string(), "--database", place, "--recipient", keys.open});
    CHECK_MESSAGE(small.code == 3, small.err);
    CHECK_MESSAGE(says(small.err, "no room left"), small.err);
    CHECK_MESSAGE(says(small.out, "left: 0"), small.out);
    CHECK(concert({"verify", place}).code == 0);
}

TEST_CASE("a server makes backups by itself, keeps them as long as it was told, and the doctor sees it") {
    const support::TemporaryDirectory directory;
    const auto place = made((directory.path() / "network.db").string(), directory);
    const Keys keys(directory);
    const auto backups = directory.path() / "backups";
    std::filesystem::create_directory(backups);
    std::filesystem::rename(keys.secret, directory.path() / "away");
    const auto served = [&](const char* every, const char* keep) {
        return std::vector<std::string>{
            "--backup", backups.string(), "--backup-recipient", keys.open, "--backup-every", every, "--backup-keep", keep};
    };
    for (const auto& [every, keep] : {std::pair("x", "35d"), std::pair("24h", "1h"), std::pair("0s", "1h")}) {
        auto line = served(every, keep);
        line.insert(line.begin(), {"serve", place, "--listen", "127.0.0.1:0"});
        CHECK(concert(line).code == 2);
    }
    {
        auto line = served("24h", "35d");
        line[3] = keys.secret + ".none";
        line.insert(line.begin(), {"serve", place, "--listen", "127.0.0.1:0"});
        const auto ended = concert(line);
        CHECK(ended.code == 1);
        CHECK_MESSAGE(says(ended.err, "no key can be read"), ended.err);
    }
    {
        Served server(place, served("1s", "2s"));
        std::this_thread::sleep_for(std::chrono::milliseconds(5500));
        const auto kept = backups_in(backups);
        CHECK(kept.size() >= 2);
        CHECK(kept.size() <= 4);
        std::filesystem::permissions(backups, std::filesystem::perms::owner_all);
        CHECK(server.stop().code == 0);
    }
    auto db = open(place);
    auto rows = db->ask("SELECT count(*) FROM local_backup WHERE fault IS NULL");
    REQUIRE(rows.next());
    CHECK(rows.integer(0) >= 4);
    const auto newest = [&] {
        auto all = backups_in(backups);
        std::sort(all.begin(), all.end());
        return all.back();
    }();
    std::filesystem::rename(directory.path() / "away", keys.secret);
    CHECK(concert({"restore", newest, "--into", (directory.path() / "b.db").string(), "--key", keys.secret, "--expect", "5"}).code == 0);
}
