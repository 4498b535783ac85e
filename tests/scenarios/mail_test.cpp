// Mail goes out: a server of mail that is real (Python's aiosmtpd), the program that is killed in the middle, and nobody who gets a
// letter twice.
#include "mail_server.h"

using namespace scenario;

namespace {

constexpr int addressees = 325;

// The network, its people (some of whom the server treats as their address says), and a letter with a PDF and a meeting.
std::string acts_of_a_letter(const std::vector<std::string>& others) {
    std::string lines = small_network(0), to;
    const auto person = [&](int i, const std::string& address) {
        lines += "{\"as\":\"p" + std::to_string(i) + R"(","act":"people.register_person","basis":"","payload":{"name":"Maire Exemple )" +
                 std::to_string(i) + "\",\"email\":\"" + address + "\"}}\n";
        to += (to.empty() ? "\"@p" : ",\"@p") + std::to_string(i) + "\"";
    };
    for (int i = 0; i < addressees; ++i) person(i, address_of(i));
    for (std::size_t i = 0; i < others.size(); ++i) person(addressees + static_cast<int>(i), others[i]);
    return lines + R"({"as":"letter","act":"mail.send_letter","basis":"","payload":{"to":[)" + to +
           R"(],"subject_fr":"Convocation à l’assemblée générale","text_fr":"Madame, Monsieur,\n\nVous êtes conviés à l’assemblée générale.",)" +
           R"("subject_en":"Summons","text_en":"Dear all,","sent_as":"letter","meeting":{"place":"Cotonou","first_day":"2026-12-01",)" +
           R"("first_time":"09:00","last_day":"2026-12-02","last_time":"17:30","zone":"Africa/Porto-Novo"}}})" + "\n";
}

std::string asked(Served& server, const std::string& method, const std::string& target, const std::string& cookie) {
    support::Client client(server.port);
    return client.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 0\r\n" +
                      (cookie.empty() ? "" : "Cookie: " + cookie + "\r\n") + "Connection: close\r\n\r\n");
}

std::string signed_in(Served& server) {
    const auto line = server.process.line();
    REQUIRE(line);
    const auto opened = asked(server, "POST", line->substr(line->find("/administration/")), "");
    const auto cookie = support::field_of(opened, "Set-Cookie");
    REQUIRE_FALSE(cookie.empty());
    return cookie.substr(0, cookie.find(';'));
}

std::int64_t outcomes(const std::string& place, const std::string& outcome) {
    auto db = open(place);
    auto rows = db->ask("SELECT count(*) FROM mail_delivery WHERE outcome = $1", {outcome});
    return rows.next() ? rows.integer(0) : -1;
}

// Until every message has an outcome, or half a minute.
void wait_until_recorded(const std::string& place, MailServer& mail, std::int64_t count) {
    for (int i = 0; i < 300; ++i) {
        while (mail.take(10)) {}
        auto db = open(place);
        auto rows = db->ask("SELECT count(*) FROM mail_delivery");
        if (rows.next() && rows.integer(0) >= count) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

std::string csv_of(Served& server, const std::string& cookie, std::int64_t letter) {
    return support::body_of(asked(server, "GET", "/courrier/" + std::to_string(letter) + ".csv", cookie));
}

std::string network_with_a_letter(const support::TemporaryDirectory& directory, const std::vector<std::string>& others = {}) {
    const auto place = (directory.path() / "network.db").string(), acts = (directory.path() / "acts.jsonl").string();
    write(acts, acts_of_a_letter(others));
    REQUIRE(concert({"init", place, "--from", acts}).code == 0);
    return place;
}

}  // namespace

TEST_CASE("a letter to 325 people reaches each once, with its proof, and a rebuild sends nothing") {
    if (!has_aiosmtpd()) return;
    const support::TemporaryDirectory directory;
    const std::vector<std::string> others{"never@ville.example.org", "spam@ville.example.org", "drop@ville.example.org",
                                          "full@ville.example.org"};
    const auto place = network_with_a_letter(directory, others);
    const auto letter = size_of(place);
    MailServer mail;
    {
        Served server(place, mail_words(mail));
        const auto cookie = signed_in(server);
        wait_until_recorded(place, mail, addressees + 3);
        CHECK(mail.total() == addressees);
        for (int i = 0; i < addressees; ++i) CHECK(mail.taken[address_of(i)] == 1);
        CHECK(mail.connections <= 10);  // shared, but for those that the server broke off
        CHECK(outcomes(place, "accepted") == addressees);
        CHECK(outcomes(place, "refused") == 2);
        CHECK(outcomes(place, "unknown") == 1);

        CHECK(support::status_of(server.get("/courrier")) == 303);
        CHECK(support::status_of(server.get("/courrier/" + std::to_string(letter) + ".csv")) == 303);
        const auto list = asked(server, "GET", "/courrier", cookie);
        CHECK(support::status_of(list) == 200);
        CHECK(says(list, "Convocation"));
        CHECK(says(list, "325"));
        const auto page = asked(server, "GET", "/courrier/" + std::to_string(letter), cookie);
        CHECK(says(page, "250 2.0.0 Ok: queued as 4XYZ"));
        CHECK(says(page, "page=2"));
        const auto csv = csv_of(server, cookie, letter);
        CHECK(says(csv, "Nobody here"));
        CHECK(says(csv, "waiting"));  // "full": refused for now
        CHECK(server.stop().code == 0);
    }
    CHECK(concert({"verify", place, "--tables"}).code == 0);
    CHECK(concert({"rebuild", place, "--prove"}).code == 0);
    Served again(place, mail_words(mail));
    CHECK_FALSE(mail.take(2'500));
    CHECK(again.stop().code == 0);
    CHECK(mail.total() == addressees);
}

TEST_CASE("a server killed while it sends gives no letter twice, and says of which one it does not know") {
    if (!has_aiosmtpd()) return;
    const support::TemporaryDirectory directory;
    const auto place = network_with_a_letter(directory);
    MailServer mail;
    int kills = 0;
    for (const int until : {20, 90, 91, 150, 220}) {
        Served server(place, mail_words(mail));
        while (mail.total() < until && mail.take(20'000)) {}
        server.process.signal(SIGKILL);
        server.process.wait();
        ++kills;
    }
    Served server(place, mail_words(mail));
    wait_until_recorded(place, mail, addressees);
    for (const auto& [to, count] : mail.taken) CHECK_MESSAGE(count == 1, to);
    const auto unknown = outcomes(place, "unknown"), accepted = outcomes(place, "accepted");
    CHECK(accepted + unknown == addressees);
    CHECK(unknown <= kills);
    CHECK(mail.total() >= accepted);
    CHECK(mail.total() <= accepted + unknown);
    CHECK(server.stop().code == 0);
    CHECK(concert({"rebuild", place, "--check"}).code == 0);
}

TEST_CASE("without a mail server messages stay in the outbox, and a wrong setting is told at once") {
    const support::TemporaryDirectory directory;
    const auto place = (directory.path() / "network.db").string();
    write((directory.path() / "acts.jsonl").string(), small_network(1));
    REQUIRE(concert({"init", place, "--from", (directory.path() / "acts.jsonl").string()}).code == 0);
    {
        Served server(place);
        const auto cookie = signed_in(server);
        CHECK(says(server.process.line().value_or(""), "--smtp"));
        CHECK(says(asked(server, "GET", "/courrier", cookie), "--smtp"));
        CHECK(server.stop().code == 0);
    }
    const std::string from = "secretariat@network.example.org";
    const auto started = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"serve", place, "--listen", "127.0.0.1:0"});
        return concert(more).code;
    };
    CHECK(started({"--smtp", "http://mail.example.org", "--smtp-from", from}) == 2);
    CHECK(started({"--smtp", "smtp://mail.example.org"}) == 2);
    CHECK(started({"--smtp", "smtp://mail.example.org", "--smtp-from", "nobody"}) == 2);
    CHECK(started({"--smtp", "smtp://mail.example.org", "--smtp-from", from, "--smtp-user", "a", "--smtp-password-file",
                   place + ".none"}) == 2);
    CHECK(started({"--smtp-from", from}) == 2);
}

TEST_CASE("a mail server's pipe tells what came back, once") {
    if (!has_aiosmtpd()) return;
    const support::TemporaryDirectory directory;
    const auto place = network_with_a_letter(directory);
    MailServer mail;
    Served server(place, mail_words(mail));
    wait_until_recorded(place, mail, addressees);
    std::string key;
    {
        auto db = open(place);
        auto rows = db->ask("SELECT value FROM local_key WHERE name = 'mail'");
        REQUIRE(rows.next());
        key = std::string(rows.bytes(0));
    }
    const auto size = size_of(place);
    const auto report = [](const std::string& to) {
        return "From: <>\r\nTo: " + to +
               "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; "
               "boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n--b\r\n"
               "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; "
               "maire0@ville.example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 nobody\r\n\r\n--b--\r\n";
    };
    const auto number = std::to_string((size - addressees) * 1000 + 1);
    const auto token = number + "-" + base::hex(base::sha256({key, base::sha256({key, number}).view()}).view().substr(0, 8));
    CHECK(says(concert({"bounce", place}, {}, report("bounces+" + token + "@network.example.org")).out, "act"));
    CHECK(size_of(place) == size + 1);
    CHECK(says(concert({"bounce", place}, {}, report("bounces+" + token + "@network.example.org")).out, "known already"));
    CHECK(says(concert({"bounce", place}, {}, report("bounces+1-0000000000000000@network.example.org")).out, "no report"));
    CHECK(concert({"bounce", place}, {}, "Bonjour").code == 0);
    CHECK(size_of(place) == size + 1);
    CHECK(concert({"bounce", place + ".none"}, {}, report("bounces+" + token + "@network.example.org")).code == 75);
    CHECK(server.stop().code == 0);
}
