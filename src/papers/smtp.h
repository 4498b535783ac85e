// Hands one message to one recipient's server, or to the relay that serves us (RFC 5321), and tells what became of it.
#pragma once
#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include "papers/address.h"

namespace papers {

enum class Tls : std::uint8_t {
    required,       // a certificate that is valid for the server's name, or nothing is said
    opportunistic,  // when the server offers it, whatever its certificate: against listeners only; no password but on this machine
    none,           // on this machine only
};

struct SmtpServer {
    std::string url;    // "smtp://mail.example.org:587" (STARTTLS), "smtps://mail.example.org" (465); no user, no path
    std::string hello;  // the name we give: a name of DNS, "localhost" for this machine
    std::string user, password;
    Tls tls = Tls::required;
    std::string certificates;  // a file of trusted ones (PEM); empty: the system's
    std::chrono::milliseconds connecting_max = std::chrono::seconds(30);
    std::chrono::milliseconds reply_max = std::chrono::minutes(10);  // RFC 5321 §4.5.3.2.6: the longest of its waits
    std::chrono::milliseconds whole_max = std::chrono::minutes(30);  // one message
};

enum class SmtpServerFault : std::uint8_t {
    wrong_url,
    wrong_hello,
    password_in_clear,    // a user, without Tls::required, and not on this machine
    not_on_this_machine,  // Tls::none
    wrong_time,           // less than a millisecond
    control_character,    // in the user, the password or the file's name
};

enum class SmtpStage : std::uint8_t {
    connection,  // no word said yet: name, connection, TLS from the start, greeting
    session,     // EHLO, STARTTLS, AUTH
    sender,      // MAIL
    recipient,   // RCPT
    content,     // DATA, and the message before its final dot
    end,         // the final dot may have been sent
};

enum class DeliveryOutcome : std::uint8_t {
    accepted,          // the server took charge of it
    refused_now,       // not taken; try again later (retry_at)
    refused_for_ever,  // not taken, and never will be
    unknown,           // the final dot was sent and no reply came: perhaps taken. Sending again may give it twice.
};

struct Delivery {
    DeliveryOutcome outcome = DeliveryOutcome::refused_now;
    SmtpStage stage = SmtpStage::connection;  // how far it came
    int code = 0;                             // of the last reply; 0 without one that counts
    std::string reply;                        // that reply whole, its lines parted by "\n", tamed: the proof, with the queue's identifier
    std::string trouble;                      // for a log: what went wrong with the connection; not from the server
};

// What a reply at a stage means; code 0: no reply came. Refusals before MAIL, and those that ask for a password or for TLS (530, 534,
// 535, 538), are about this machine or that server, not about the message: they pass once somebody has seen to them.
DeliveryOutcome outcome_of(SmtpStage stage, int code);

inline constexpr std::size_t smtp_reply_bytes_max = 2'000;

// Asked before the first byte of the message is given (SmtpStage::content), and about once a second while the server is waited for.
// False breaks off: before the final dot the message is refused for now, after it the outcome is unknown. May not throw.
using GoOn = std::function<bool(SmtpStage)>;

// Not for two threads at once. The connection is kept for the next message after one that was accepted.
class SmtpSender {
public:
    static std::expected<SmtpSender, SmtpServerFault> make(SmtpServer server);
    SmtpSender(SmtpSender&&) noexcept;
    SmtpSender& operator=(SmtpSender&&) noexcept;
    ~SmtpSender();  // says QUIT

    // `sender`: where it comes back to (verp_address); a default Address is the empty path "<>" of what must never come back.
    // `message`: what write_message gives. Waits for the reply, at most as long as the server's settings say.
    Delivery send(const Address& sender, const Address& recipient, std::string_view message, const GoOn& go_on = {});

private:
    struct Line;
    explicit SmtpSender(std::unique_ptr<Line> line);
    std::unique_ptr<Line> line_;
};

inline constexpr int send_attempts_max = 15;

// When to try again after that many attempts that were refused now (1 and more): five minutes later at first, then longer and longer, up to twelve hours;
// nothing after the last, four days after the first (RFC 5321 §4.5.4.1). Times are microseconds since 1970-01-01 UTC.
std::optional<std::int64_t> retry_at(int attempts, std::int64_t now_us);

}  // namespace papers
