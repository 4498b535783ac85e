// Against a real server of mail (Python's aiosmtpd), which fails in each way a server can.
#include "papers/smtp.h"
#include <doctest/doctest.h>
#include <unistd.h>
#include <boost/json.hpp>
#include <filesystem>
#include "base/hash.h"
#include "support/places.h"
#include "support/postgresql.h"
#include "support/process.h"

using namespace papers;
using namespace std::chrono_literals;

namespace {

constexpr auto python = "/usr/bin/python3";
const std::string message = "From: <a@example.org>\r\nSubject: s\r\n\r\nBonjour\r\n";

Address address(std::string_view text) { return Address::parse(text).value(); }

bool has_aiosmtpd() {
    static const bool found = support::run({python, "-c", "import aiosmtpd"}).code == 0;
    if (!found) MESSAGE("skipped: no python3-aiosmtpd");
    return found;
}

class Server {
public:
    explicit Server(const std::string& mode, const std::vector<std::string>& files = {}) : process_(words(mode, files)) {
        port_ = process_.line(20'000).value_or("");
        REQUIRE_FALSE(port_.empty());
    }
    SmtpServer place() const {
        SmtpServer server;
        server.url = "smtp://127.0.0.1:" + port_;
        server.hello = "network.example.org";
        server.tls = Tls::none;
        server.reply_max = 10s;
        return server;
    }
    std::string port() const { return port_; }
    boost::json::object taken() {  // the next message the server took
        const auto line = process_.line();
        REQUIRE(line.has_value());
        return boost::json::parse(*line).as_object();
    }
    bool took_nothing() { return !process_.line(150).has_value(); }
    void kill() { process_.signal(9), process_.wait(); }

private:
    static std::vector<std::string> words(const std::string& mode, const std::vector<std::string>& files) {
        std::vector<std::string> all{python, "-u", support::in_checkout("tests/papers/smtp_server.py"), mode};
        all.insert(all.end(), files.begin(), files.end());
        return all;
    }
    support::Process process_;
    std::string port_;
};

SmtpSender sender_to(const SmtpServer& server) {
    auto made = SmtpSender::make(server);
    REQUIRE(made.has_value());
    return std::move(*made);
}

Delivery send(SmtpSender& sender, std::string_view recipient, std::string_view from = "bounces+k3x@example.org") {
    return sender.send(from.empty() ? Address() : address(from), address(recipient), message);
}

std::string sum_of(const boost::json::object& taken) { return std::string(taken.at("sha256").as_string()); }

// A certificate for 127.0.0.1 and its key, made for the test; its own authority.
struct Certificate {
    support::TemporaryDirectory directory;
    std::string file = (directory.path() / "certificate.pem").string(), key = (directory.path() / "key.pem").string();
    bool made = false;
    Certificate() {
        made = support::run({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                             "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", file})
                   .code == 0;
        if (!made) MESSAGE("skipped: no openssl");
    }
};

}  // namespace

TEST_CASE("A message that is accepted arrives as it was, with the queue's identifier as proof") {
    if (!has_aiosmtpd()) return;
    Server server("plain");
    auto sender = sender_to(server.place());
    const auto delivery = send(sender, "mairie@example.net");
    CHECK(delivery.outcome == DeliveryOutcome::accepted);
    CHECK(delivery.stage == SmtpStage::end);
    CHECK(delivery.code == 250);
    CHECK(delivery.reply == "250 2.0.0 Ok: queued as 4XYZ");
    CHECK(delivery.trouble == "");
    const auto taken = server.taken();
    CHECK(taken.at("sender") == "bounces+k3x@example.org");
    CHECK(taken.at("recipient") == "mairie@example.net");
    CHECK(taken.at("hello") == "network.example.org");
    CHECK(sum_of(taken) == base::sha256({message}).hex());
}

TEST_CASE("A message arrives whole whatever its length and its dots (RFC 5321 §4.5.2)") {
    if (!has_aiosmtpd()) return;
    Server server("plain");
    auto sender = sender_to(server.place());
    const auto arrives = [&](const std::string& bytes) {
        CHECK(sender.send(address("a@example.org"), address("mairie@example.net"), bytes).outcome == DeliveryOutcome::accepted);
        CHECK(sum_of(server.taken()) == base::sha256({bytes, bytes.ends_with("\r\n") ? "" : "\r\n"}).hex());
    };
    arrives(".\r\n..\r\nBonjour\r\n.");
    for (const std::size_t size : {16'384U, 65'535U, 65'536U, 65'537U, 131'072U, 1'000'000U})
        for (const std::string line : {"Bonjour tout le monde\r\n", ".\r\n"}) {
            std::string bytes = "Subject: s\r\n\r\n";
            while (bytes.size() < size) bytes += line;
            bytes.resize(size - 2);
            while (bytes.ends_with('\r')) bytes.back() = 'r';
            arrives(bytes + "\r\n");
        }
}

TEST_CASE("The connection is kept for the next message, and a new one made when the server closed it") {
    if (!has_aiosmtpd()) return;
    SUBCASE("kept") {
        Server server("plain");
        auto sender = sender_to(server.place());
        for (int i = 0; i < 3; ++i) {
            CHECK(send(sender, "mairie@example.net").outcome == DeliveryOutcome::accepted);
            CHECK(server.taken().at("connection") == 1);
        }
        CHECK(send(sender, "never@example.net").outcome == DeliveryOutcome::refused_for_ever);
        CHECK(send(sender, "mairie@example.net").outcome == DeliveryOutcome::accepted);
        CHECK(sum_of(server.taken()) == base::sha256({message}).hex());
    }
    SUBCASE("closed by the server at once, or after a while") {
        Server server("short");
        auto sender = sender_to(server.place());
        for (const int wait_ms : {0, 0, 30, 50, 70, 200}) {
            usleep(static_cast<unsigned>(wait_ms) * 1'000);
            CHECK(send(sender, "mairie@example.net").outcome == DeliveryOutcome::accepted);
            server.taken();
        }
        CHECK(server.took_nothing());
    }
}

TEST_CASE("What must never come back has the empty path") {
    if (!has_aiosmtpd()) return;
    Server server("plain");
    auto sender = sender_to(server.place());
    CHECK(send(sender, "mairie@example.net", "").outcome == DeliveryOutcome::accepted);
    CHECK(server.taken().at("sender") == "<>");
}

TEST_CASE("Each way in which a server fails is told apart") {
    if (!has_aiosmtpd()) return;
    Server server("plain");
    auto place = server.place();
    place.reply_max = 1s;
    auto sender = sender_to(place);
    using enum DeliveryOutcome;
    const struct {
        std::string recipient, from;
        DeliveryOutcome outcome;
        SmtpStage stage;
        int code;
        std::string reply;
    } cases[] = {
        {"a@example.net", "refused.sender@example.org", refused_for_ever, SmtpStage::sender, 550, "550 5.7.1 Sender refused"},
        {"later@example.net", "a@example.org", refused_now, SmtpStage::recipient, 450, "450 4.2.1 Mailbox busy"},
        {"never@example.net", "a@example.org", refused_for_ever, SmtpStage::recipient, 550,
         "550-5.1.1 Nobody here\n550 5.1.1 of that name"},
        {"login@example.net", "a@example.org", refused_now, SmtpStage::recipient, 530, "530 5.7.0 Authentication required"},
        {"vanish@example.net", "a@example.org", refused_now, SmtpStage::recipient, 0, ""},
        {"mumble@example.net", "a@example.org", refused_now, SmtpStage::recipient, 0, "this is no reply"},
        {"full@example.net", "a@example.org", refused_now, SmtpStage::end, 451, "451 4.3.0 No room now"},
        {"spam@example.net", "a@example.org", refused_for_ever, SmtpStage::end, 554, "554 5.7.1 Not wanted"},
        {"leaving@example.net", "a@example.org", refused_now, SmtpStage::end, 421, "421 4.3.2 Closing"},
        {"drop@example.net", "a@example.org", unknown, SmtpStage::end, 0, ""},
        {"garbage@example.net", "a@example.org", unknown, SmtpStage::end, 0, "what was that\nno idea"},
        {"odd@example.net", "a@example.org", unknown, SmtpStage::end, 0, ""},
        {"deaf@example.net", "a@example.org", unknown, SmtpStage::end, 0, ""},
        {"slower@example.net", "a@example.org", unknown, SmtpStage::end, 0, ""},
    };
    for (const auto& c : cases) {
        const auto delivery = send(sender, c.recipient, c.from);
        CHECK_MESSAGE(delivery.outcome == c.outcome, c.recipient);
        CHECK_MESSAGE(delivery.stage == c.stage, c.recipient);
        CHECK_MESSAGE(delivery.code == c.code, c.recipient);
        CHECK_MESSAGE(delivery.reply == c.reply, c.recipient);
        CHECK_MESSAGE(!delivery.trouble.empty(), c.recipient);
    }
    CHECK(server.took_nothing());
    const auto long_winded = send(sender, "endless@example.net");
    CHECK(long_winded.outcome == refused_for_ever);
    CHECK(long_winded.code == 550);
    CHECK(long_winded.reply.size() <= smtp_reply_bytes_max);
    CHECK(long_winded.reply.size() > smtp_reply_bytes_max - 100);
    CHECK(send(sender, "many@example.net").reply == "250-Two lines\n250 2.0.0 Ok: queued as 4ABC??");
}

TEST_CASE("Who sends is asked before the content is given, and while the server is waited for") {
    if (!has_aiosmtpd()) return;
    Server server("plain");
    auto sender = sender_to(server.place());
    const auto send_asking = [&](std::string_view recipient, const GoOn& go_on) {
        return sender.send(address("a@example.org"), address(recipient), message, go_on);
    };
    int before_content = 0;
    CHECK(send_asking("mairie@example.net", [&](SmtpStage stage) {
              before_content += stage == SmtpStage::content;
              return true;
          }).outcome == DeliveryOutcome::accepted);
    CHECK(before_content >= 1);
    server.taken();
    CHECK(send_asking("never@example.net", [&](SmtpStage stage) {
              CHECK(stage != SmtpStage::content);
              return true;
          }).outcome == DeliveryOutcome::refused_for_ever);

    const auto kept_back = send_asking("mairie@example.net", [](SmtpStage stage) { return stage != SmtpStage::content; });
    CHECK(kept_back.outcome == DeliveryOutcome::refused_now);
    CHECK(kept_back.stage == SmtpStage::content);
    CHECK(server.took_nothing());

    const auto start = std::chrono::steady_clock::now();
    const auto left = send_asking("slower@example.net", [](SmtpStage stage) { return stage != SmtpStage::end; });
    CHECK(left.outcome == DeliveryOutcome::unknown);
    CHECK(std::chrono::steady_clock::now() - start < 5s);
    CHECK(send(sender, "mairie@example.net").outcome == DeliveryOutcome::accepted);
}

TEST_CASE("A slow reply is waited for") {
    if (!has_aiosmtpd()) return;
    Server server("plain");
    auto sender = sender_to(server.place());
    CHECK(send(sender, "slow@example.net").outcome == DeliveryOutcome::accepted);
}

TEST_CASE("A server that refuses everybody, says nothing or is not there is tried again later") {
    if (!has_aiosmtpd()) return;
    const auto first = [](const Server& server) {
        auto place = server.place();
        place.reply_max = place.connecting_max = 1s;
        auto sender = sender_to(place);
        return send(sender, "mairie@example.net");
    };
    const auto busy = first(Server("busy"));
    CHECK(busy.outcome == DeliveryOutcome::refused_now);
    CHECK(busy.stage == SmtpStage::connection);
    CHECK(busy.reply == "421 4.3.2 Too busy");
    const auto closed = first(Server("closed"));
    CHECK(closed.outcome == DeliveryOutcome::refused_now);
    CHECK(closed.code == 554);
    const auto silent = first(Server("silent"));
    CHECK(silent.outcome == DeliveryOutcome::refused_now);
    CHECK(silent.code == 0);
    Server gone("plain");
    gone.kill();
    const auto nobody = first(gone);
    CHECK(nobody.outcome == DeliveryOutcome::refused_now);
    CHECK(nobody.stage == SmtpStage::connection);
    CHECK_FALSE(nobody.trouble.empty());
}

TEST_CASE("The password opens; a wrong one is no refusal of the message") {
    if (!has_aiosmtpd()) return;
    Server server("password");
    auto place = server.place();
    place.user = "concert", place.password = "open sesame";
    auto right = sender_to(place);
    CHECK(send(right, "mairie@example.net").outcome == DeliveryOutcome::accepted);
    server.taken();
    place.password = "shut";
    auto wrong = sender_to(place);
    const auto delivery = send(wrong, "mairie@example.net");
    CHECK(delivery.outcome == DeliveryOutcome::refused_now);
    CHECK(delivery.stage == SmtpStage::session);
    CHECK(delivery.code == 535);
    CHECK((delivery.reply + delivery.trouble).find("shut") == std::string::npos);
    CHECK(server.took_nothing());
}

TEST_CASE("TLS that is required is used, with a certificate that is valid, or nothing is sent") {
    if (!has_aiosmtpd()) return;
    const Certificate certificate;
    if (!certificate.made) return;
    Server server("sealed", {certificate.file, certificate.key});
    auto place = server.place();
    place.tls = Tls::required;
    place.user = "concert", place.password = "open sesame";
    place.certificates = certificate.file;
    auto sender = sender_to(place);
    CHECK(send(sender, "mairie@example.net").outcome == DeliveryOutcome::accepted);
    CHECK(server.taken().at("sealed") == true);
    const auto refused = [&](const SmtpServer& other) {
        auto one = sender_to(other);
        const auto delivery = send(one, "mairie@example.net");
        CHECK(delivery.outcome == DeliveryOutcome::refused_now);
        CHECK(delivery.stage == SmtpStage::session);
        CHECK_FALSE(delivery.trouble.empty());
    };
    auto stranger = place;  // an authority that is not among the trusted
    stranger.certificates.clear();
    refused(stranger);
    auto other_name = place;  // the certificate is for the address, not for the name
    other_name.url = "smtp://localhost:" + server.port();
    refused(other_name);
    CHECK(server.took_nothing());
    Server open("plain");
    place.url = open.place().url, place.user = place.password = "";
    refused(place);
    CHECK(open.took_nothing());
    auto either = open.place();
    either.tls = Tls::opportunistic;
    auto in_clear = sender_to(either);
    CHECK(send(in_clear, "mairie@example.net").outcome == DeliveryOutcome::accepted);
    CHECK(open.taken().at("sealed") == false);
}

TEST_CASE("A server's settings are refused when they would give the password away or cannot be meant") {
    const auto fault = [](auto change) -> std::optional<SmtpServerFault> {
        SmtpServer server;
        server.url = "smtp://mail.example.org:587", server.hello = "network.example.org";
        change(server);
        const auto made = SmtpSender::make(server);
        return made ? std::nullopt : std::optional(made.error());
    };
    using enum SmtpServerFault;
    CHECK(fault([](auto&) {}) == std::nullopt);
    for (const auto* right :
         {"smtp://mail.example.org", "smtps://mail.example.org:465", "smtp://[2001:db8::1]:25", "smtp://mail.example.org/"})
        CHECK_MESSAGE(fault([&](auto& s) { s.url = right; }) == std::nullopt, right);
    for (const auto* wrong :
         {"", "mail.example.org", "http://mail.example.org", "file:///etc/passwd", "smtp://", "smtp://user@mail.example.org",
          "smtp://user:p@mail.example.org", "smtp://mail.example.org/path", "smtp://mail.example.org?a", "smtp://mail.example.org#a",
          "smtp://mail.example.org:99999", "smtp://mail.example.org\r\nQUIT", "smtp://mail example.org"})
        CHECK_MESSAGE(fault([&](auto& s) { s.url = wrong; }) == wrong_url, wrong);
    for (const auto* wrong : {"", "a", "a b.example", "example.org\r\nMAIL FROM:<a@example.org>", "example.org/../x", "%0d%0a.example"})
        CHECK_MESSAGE(fault([&](auto& s) { s.hello = wrong; }) == wrong_hello, wrong);
    CHECK(fault([](auto& s) { s.hello = "localhost"; }) == std::nullopt);
    CHECK(fault([](auto& s) { s.user = "u"; }) == std::nullopt);
    CHECK(fault([](auto& s) { s.user = "u", s.tls = Tls::opportunistic; }) == password_in_clear);
    CHECK(fault([](auto& s) { s.user = "u", s.tls = Tls::none; }) == password_in_clear);
    CHECK(fault([](auto& s) { s.tls = Tls::opportunistic; }) == std::nullopt);
    CHECK(fault([](auto& s) { s.tls = Tls::none; }) == not_on_this_machine);
    CHECK(fault([](auto& s) { s.tls = Tls::none, s.url = "smtp://localhost.example.org"; }) == not_on_this_machine);
    for (const auto* here : {"smtp://localhost", "smtp://127.0.0.1:25", "smtp://[::1]:25"})
        CHECK_MESSAGE(fault([&](auto& s) { s.tls = Tls::none, s.url = here, s.user = "u"; }) == std::nullopt, here);
    CHECK(fault([](auto& s) { s.password = "a\r\n"; }) == control_character);
    CHECK(fault([](auto& s) { s.reply_max = 0ms; }) == wrong_time);
}

TEST_CASE("A reply means what RFC 5321 §4.2.1 says, at the stage it came") {
    using enum DeliveryOutcome;
    using enum SmtpStage;
    const struct {
        SmtpStage stage;
        int code;
        DeliveryOutcome outcome;
    } cases[] = {{connection, 0, refused_now},
                 {connection, 554, refused_now},
                 {session, 535, refused_now},
                 {session, 454, refused_now},
                 {sender, 550, refused_for_ever},
                 {sender, 530, refused_now},
                 {sender, 0, refused_now},
                 {recipient, 250, refused_now},
                 {recipient, 450, refused_now},
                 {recipient, 500, refused_for_ever},
                 {recipient, 599, refused_for_ever},
                 {recipient, 600, refused_now},
                 {content, 354, refused_now},
                 {content, 554, refused_for_ever},
                 {content, 0, refused_now},
                 {end, 0, unknown},
                 {end, 199, unknown},
                 {end, 200, accepted},
                 {end, 250, accepted},
                 {end, 299, accepted},
                 {end, 300, unknown},
                 {end, 399, unknown},
                 {end, 400, refused_now},
                 {end, 499, refused_now},
                 {end, 554, refused_for_ever},
                 {end, 600, unknown}};
    for (const auto& c : cases) CHECK_MESSAGE(outcome_of(c.stage, c.code) == c.outcome, c.code);
}

TEST_CASE("Attempts grow apart and end after four days (RFC 5321 §4.5.4.1)") {
    constexpr std::int64_t minute_us = 60'000'000, hour_us = 60 * minute_us, now = 1'790'000'000'000'000;
    CHECK(retry_at(1, now) == now + 5 * minute_us);
    CHECK(retry_at(2, now) == now + 15 * minute_us);
    std::int64_t at = now, before = 0;
    int attempts = 1;
    for (; const auto next = retry_at(attempts, at); ++attempts) {
        CHECK(*next - at >= before);
        before = *next - at;
        at = *next;
    }
    CHECK(attempts == send_attempts_max);
    CHECK(before == 12 * hour_us);
    CHECK(at - now > 4 * 24 * hour_us);
    CHECK(at - now < 5 * 24 * hour_us);
    CHECK_FALSE(retry_at(0, now));
    CHECK_FALSE(retry_at(send_attempts_max, now));
}
