// One writer: a server, and the commands that speak to it or wait their turn.
#include "scenario.h"

#include <sys/stat.h>
#include <chrono>
#include <csignal>
#include <thread>

using namespace scenario;

namespace {
const std::string person = "name=Zolina Essai";
std::string made(const support::TemporaryDirectory& directory) {
    const auto place = (directory.path() / "network.db").string();
    write((directory.path() / "acts.jsonl").string(), small_network(3));
    REQUIRE(concert({"init", place, "--from", (directory.path() / "acts.jsonl").string()}).code == 0);
    return place;
}
}  // namespace

TEST_CASE("acts are handed to the server by its socket, and its pages move") {
    const support::TemporaryDirectory directory;
    const auto place = made(directory);
    Served server(place);
    CHECK(support::status_of(server.get("/healthz")) == 200);
    struct stat socket {};
    REQUIRE(stat((place + ".sock").c_str(), &socket) == 0);
    CHECK(S_ISSOCK(socket.st_mode));
    CHECK((socket.st_mode & 0777) == 0600);

    const auto before = support::body_of(server.get("/checkpoint"));
    const auto accepted =
        concert({"act", "people.register_person", "--database", place, "--key", "k1", "--json", "-"}, {}, R"({"name":"Zolina Essai"})");
    CHECK_MESSAGE(accepted.code == 0, accepted.err);
    CHECK(says(accepted.out, "\"number\":6"));
    CHECK(says(concert({"act", "people.register_person", "--database", place, "--key", "k1", person}).out,
               "Done before under this key: act 6"));
    CHECK(says(concert({"act", "people.register_person", "--database", place, "--preview", person}).out, "Would be accepted as act 7"));
    CHECK(says(concert({"act", "people.register_person", person}, {"CONCERT_DATABASE=" + place}).out, "act 7"));
    const auto refused = concert({"act", "people.register_person", "--database", place, "name=", "mail=x"}, {"LANG=fr_FR"});
    CHECK(refused.code == 1);
    CHECK_MESSAGE(says(refused.err, "mail — "), refused.err);
    CHECK(size_of(place) == 7);

    std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // it signs once a second at most
    const auto after = support::body_of(server.get("/checkpoint"));
    CHECK(says(before, "\n5\n"));
    CHECK(says(after, "\n7\n"));
    CHECK(after == concert({"checkpoint", place}).out);
    write((directory.path() / "kept").string(), before);
    CHECK(concert({"verify", place, "--checkpoint", (directory.path() / "kept").string()}).code == 0);
    CHECK(support::body_of(server.get("/tile/0/000.p/7")).size() == 7 * 32);
    CHECK(support::status_of(server.get("/tile/0/000.p/8")) == 404);
    CHECK(support::status_of(server.get("/tile/entries/000.p/7")) == 200);
    CHECK(support::status_of(server.get("/tile/zero/000")) == 404);

    const auto ended = server.stop();
    CHECK(ended.code == 0);
    CHECK(!std::filesystem::exists(place + ".sock"));
    CHECK(concert({"verify", place, "--tables"}).code == 0);
    CHECK(says(concert({"act", "people.register_person", "--database", place, person}).out, "act 8"));  // without a server
}

TEST_CASE("a site by https tells browsers never to come by http, another does not") {
    const support::TemporaryDirectory directory;
    const auto place = made(directory);
    for (const bool https : {true, false}) {
        Served server(place, {"--site", https ? "https://network.example.org" : "http://network.example.org"});
        for (const auto* target : {"/", "/healthz", "/nothing/here"})
            CHECK(says(server.get(target), "Strict-Transport-Security: max-age=63072000; includeSubDomains") == https);
        server.stop();
    }
}

TEST_CASE("a second writer says who holds the lock, and changes nothing") {
    const support::TemporaryDirectory directory;
    const auto place = made(directory);
    Served server(place);
    const auto holder = std::to_string(server.process.id());
    for (const auto& second : {concert({"serve", place, "--listen", "127.0.0.1:0"}), concert({"rebuild", place}),
                               concert({"act", "people.register_person", "--database", place, "--socket", place + ".none", person})}) {
        CHECK(second.code == 3);
        CHECK_MESSAGE(says(second.err, "process " + holder), second.err);
        CHECK(says(second.err, "Nothing was changed"));
    }
    CHECK(size_of(place) == 5);
    server.process.signal(SIGKILL);
    server.process.wait();
    CHECK(std::filesystem::exists(place + ".sock"));  // nobody listens on it any more
    CHECK(concert({"act", "people.register_person", "--database", place, person}).code == 0);
}

TEST_CASE("a server starts in less than a second, again and again, and stops on SIGINT and SIGTERM") {
    const support::TemporaryDirectory directory;
    const auto place = made(directory);
    for (const int how : {SIGTERM, SIGINT, SIGKILL, SIGTERM}) {
        const auto start = std::chrono::steady_clock::now();
        Served server(place);
        CHECK(support::status_of(server.get("/healthz")) == 200);
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
        server.process.signal(how);
        CHECK(server.process.wait(10'000).code == (how == SIGKILL ? 128 + SIGKILL : 0));
    }
    CHECK(concert({"verify", place}).code == 0);
}

TEST_CASE("the printed link opens an administrator's session, once") {
    const support::TemporaryDirectory directory;
    Served server(made(directory));
    const auto line = server.process.line();
    REQUIRE(line);
    const auto link = line->substr(line->find("/administration/"));
    const auto first = server.get(link);
    CHECK(support::status_of(first) == 200);
    CHECK(support::status_of(server.get("/fr-nothing")) == 404);
    CHECK(support::status_of(server.get("/membres")) == 200);
    CHECK(support::status_of(server.get("/registre")) == 200);
}

TEST_CASE("pages as known at an act are made once, and forgotten when somebody is erased") {
    const support::TemporaryDirectory directory;
    const auto place = made(directory);
    Served server(place);
    const auto known = [&](const std::string& number) {
        for (int tries = 0; tries < 100; ++tries) {
            const auto answer = server.get("/membres?known=" + number);
            if (support::status_of(answer) != 202) return answer;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return std::string();
    };
    const auto early = known("3");
    CHECK(support::status_of(early) == 200);
    CHECK(says(early, "Ville 0"));
    CHECK(!says(early, "Ville 1"));
    CHECK(std::filesystem::exists(place + ".past/3.db"));
    CHECK(support::status_of(known("99")) == 404);
    REQUIRE(concert({"act", "people.register_person", "--database", place, person}).code == 0);
    REQUIRE(concert({"act", "people.erase_person", "--database", place, "person=6001"}).code == 0);
    CHECK(!std::filesystem::exists(place + ".past/3.db"));
    CHECK(says(known("4"), "Ville 1"));
    server.stop();
    REQUIRE(std::filesystem::exists(place + ".past/4.db"));
    REQUIRE(concert({"act", "people.register_person", "--database", place, "name=Autre"}).code == 0);
    REQUIRE(concert({"act", "people.erase_person", "--database", place, "person=8001"}).code == 0);  // without a server too
    CHECK(!std::filesystem::exists(place + ".past/4.db"));
}

TEST_CASE("a spreadsheet is looked at, then imported once") {
    const support::TemporaryDirectory directory;
    const auto place = made(directory), file = (directory.path() / "people.csv").string();
    write(file, "name,email\nZolina Essai,zolina@example.org\nBravo Essai,\n");
    const auto look = concert({"import", "people", file, "--database", place, "--preview"});
    CHECK_MESSAGE(look.code == 0, look.out, look.err);
    CHECK(says(look.out, "2 of 2 rows would be accepted"));
    CHECK(size_of(place) == 5);
    CHECK(says(concert({"import", "people", file, "--database", place}).out, "2 rows accepted, 0 in the journal before"));
    CHECK(says(concert({"import", "people", file, "--database", place}).out, "0 rows accepted, 2 in the journal before"));
    CHECK(size_of(place) == 7);
    write(file, "name,email\nZolina Essai,nowhere\n");
    CHECK(concert({"import", "people", file, "--database", place}).code == 1);
    CHECK(concert({"import", "dances", file, "--database", place}).code == 1);
}

TEST_CASE("a network on PostgreSQL is served, and sees what another process writes") {
    const support::FreshNetwork network(store::Engine::postgresql);
    const auto place = network.location().text();
    const support::TemporaryDirectory directory;
    write((directory.path() / "acts.jsonl").string(), small_network(3));
    REQUIRE(concert({"init", place, "--from", (directory.path() / "acts.jsonl").string()}).code == 0);
    const auto socket = (directory.path() / "socket").string();
    Served server(place, {"--socket", socket, "--past", (directory.path() / "past").string()});
    CHECK(says(support::body_of(server.get("/checkpoint")), "\n5\n"));
    CHECK(concert({"act", "people.register_person", "--database", place, "--socket", socket, person}).code == 0);
    CHECK(concert({"act", "people.register_person", "--database", place, person}).code == 0);
    CHECK(concert({"act", "people.register_person", "--database", place, "--socket", socket, person}).code == 0);
    CHECK(size_of(place) == 8);
    CHECK(server.stop().code == 0);
    CHECK(concert({"verify", place, "--tables"}).code == 0);
}

TEST_CASE("what cannot be read or written says what it is, what is safe and what to do") {
    const support::TemporaryDirectory directory;
    const auto file = (directory.path() / "letter.db").string();
    write(file, std::string(5000, 'x'));
    for (const auto& ended : {concert({"verify", file}), concert({"init", file}), concert({"serve", file, "--listen", "127.0.0.1:0"})}) {
        CHECK(ended.code == 3);
        CHECK_MESSAGE(says(ended.err, "Nothing was changed"), ended.err);
    }
    CHECK(read(file) == std::string(5000, 'x'));
    const auto none = (directory.path() / "none.db").string(), table = (directory.path() / "table.csv").string();
    write(table, "name\nAda Exemple\n");
    for (const auto& ended : {concert({"verify", none}), concert({"rebuild", none}), concert({"serve", none, "--listen", "127.0.0.1:0"}),
                              concert({"act", "people.register_person", "--database", none, person}),
                              concert({"import", "people", table, "--database", none})}) {
        CHECK(ended.code == 3);
        CHECK_MESSAGE(says(ended.err, "concert init " + none), ended.err);
    }
    CHECK(!std::filesystem::exists(none));
    CHECK(!std::filesystem::exists(none + ".lock"));

    const auto place = made(directory);
    open(place, store::Access::writer)->run("UPDATE journal_format SET format = 2");
    for (const auto& ended : {concert({"verify", place}), concert({"serve", place, "--listen", "127.0.0.1:0"}),
                              concert({"act", "people.register_person", "--database", place, person})}) {
        CHECK(ended.code == 3);
        CHECK_MESSAGE(says(ended.err, "later program"), ended.err);
    }
    CHECK(size_of(place) == 5);
    open(place, store::Access::writer)->run("UPDATE journal_format SET format = 1");
    open(place, store::Access::writer)->run("UPDATE journal_format SET tables = CAST('older' AS blob)");
    for (const auto& ended :
         {concert({"serve", place, "--listen", "127.0.0.1:0"}), concert({"act", "people.register_person", "--database", place, person})}) {
        CHECK(ended.code == 3);
        CHECK_MESSAGE(says(ended.err, "concert rebuild " + place + " --accept"), ended.err);
    }
    CHECK(concert({"rebuild", place}).code == 4);  // shows what would change, and changes nothing
    CHECK(concert({"rebuild", place, "--accept"}).code == 0);
    CHECK(size_of(place) == 5);
    CHECK(concert({"act", "people.register_person", "--database", place, person}).code == 0);
    CHECK(size_of(place) == 6);
    CHECK(concert({"verify", place}).code == 0);
    open(place, store::Access::writer)->run("UPDATE journal SET version = 9 WHERE number = 2");
    CHECK(says(concert({"serve", place, "--listen", "127.0.0.1:0"}).err, "sources.record version 9"));
}
