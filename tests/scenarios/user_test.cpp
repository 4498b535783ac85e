// concert user: links that let people in, with a server and without one.
#include "scenario.h"

using namespace scenario;

namespace {

std::string network(const support::TemporaryDirectory& directory) {
    const auto place = (directory.path() / "network.db").string();
    REQUIRE(concert({"init", place}).code == 0);
    REQUIRE(concert({"act", "people.register_person", "--database", place, "name=Ada Exemple", "email=ada@example.org"}).code == 0);
    REQUIRE(concert({"act", "people.register_person", "--database", place, "name=Bea Exemple"}).code == 0);
    return place;
}
std::string post(const Served& server, const std::string& target, const std::string& body) {
    support::Client client(server.port);
    return client.ask("POST " + target +
                      " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                      "Content-Length: " +
                      std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
}
std::string trimmed(std::string line) {
    while (!line.empty() && line.back() == '\n') line.pop_back();
    return line;
}

}  // namespace

TEST_CASE("a link made by command opens the account, whether a server runs meanwhile or starts later") {
    const support::TemporaryDirectory directory;
    const auto place = network(directory);
    const auto before = trimmed(concert({"user", "invite", "1001", "--database", place}).out);
    REQUIRE(before.starts_with("/acces/"));
    Served server(place);
    CHECK(support::status_of(server.get(before)) == 200);
    const auto link = trimmed(concert({"user", "invite", "1001", "--database", place, "--site", "http://localhost"}).out);
    REQUIRE(link.starts_with("http://localhost/acces/"));
    const auto path = link.substr(16);
    CHECK(support::status_of(server.get(before)) == 404);  // the later link took its place
    CHECK(support::status_of(post(server, path, "password=trop+court")) == 422);
    CHECK(support::status_of(post(server, path, "password=trois+chaises+au+march%C3%A9")) == 303);
    CHECK(support::status_of(post(server, path, "password=trois+chaises+au+march%C3%A9")) == 404);
    CHECK(support::status_of(post(server, "/connexion", "email=ada%40example.org&password=trois+chaises+au+march%C3%A9")) == 303);

    const auto listed = concert({"user", "list", "--database", place, "--json"}).out;
    CHECK_MESSAGE(says(listed, R"("login":"ada@example.org")"), listed);
    CHECK(says(listed, R"("sessions":2)"));
    CHECK(concert({"user", "end-sessions", "1001", "--database", place}).code == 0);
    CHECK(says(concert({"user", "list", "--database", place, "--json"}).out, R"("sessions":0)"));
    CHECK(says(concert({"user", "list", "--database", place}, {"LANG=fr_FR"}).out, "mot de passe"));
    const auto machine = trimmed(concert({"user", "link", "--database", place}).out);
    CHECK(support::status_of(post(server, machine, "")) == 303);
    CHECK(server.stop().code == 0);
    CHECK(concert({"rebuild", place, "--check"}).code == 0);  // none of it is in the journal
}

TEST_CASE("what user cannot do is said, with the way to do it") {
    const support::TemporaryDirectory directory;
    const auto place = network(directory);
    const auto nobody = concert({"user", "invite", "9001", "--database", place});
    CHECK(nobody.code == 1);
    const auto no_email = concert({"user", "invite", "2001", "--database", place});
    CHECK(no_email.code == 1);
    CHECK(says(no_email.err, "No address of e-mail"));
    CHECK(concert({"user", "invite", "--database", place}).code == 2);
    CHECK(concert({"user", "promote", "1001", "--database", place}).code == 2);
    CHECK(says(concert({"user", "--help"}).out, "concert user invite"));
}
