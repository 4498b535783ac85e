#include "papers/bounce.h"
#include <doctest/doctest.h>
#include "base/hash.h"
#include "papers/mime_reader.h"

using namespace papers;

namespace {

constexpr std::string_view returned_headers =
    "Content-Type: text/rfc822-headers\r\n\r\nFrom: <a@example.org>\r\nMessage-ID:\r\n <42.abc@example.org>\r\nSubject: s\r\n";

std::string report(std::string_view status, std::string_view returned = returned_headers,
                   std::string_view type = "message/delivery-status") {
    return "From: Mail <MAILER-DAEMON@mx.example.net>\r\nTo: bounces+k3x@example.org\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"limit one\"\r\n\r\nignored\r\n"
           "--limit one\r\n\r\nI am sorry.\r\n--limit one\r\nContent-Type: " +
           std::string(type) + "\r\n\r\n" + std::string(status) + "\r\n--limit one\r\n" + std::string(returned) + "\r\n--limit one--\r\n";
}

constexpr std::string_view failed =
    "Reporting-MTA: dns; mx.example.net\r\nArrival-Date: Thu, 1 Oct 2026 10:00:00 +0000\r\n\r\n"
    "Final-Recipient: rfc822; who@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mail.example.net\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <who@example.net>:\r\n  no such user\r\n";

BounceFault fault_of(std::string_view bytes) {
    const auto read = read_bounce(bytes);
    REQUIRE_FALSE(read.has_value());
    return read.error();
}

std::string lf(std::string text) {
    std::erase(text, '\r');
    return text;
}

}  // namespace

TEST_CASE("A report tells each recipient's fate, the status, what was said and which message it was (RFC 3464)") {
    for (const auto& bytes : {report(failed), lf(report(failed)), "From mailer Thu Oct  1\r\n" + report(failed)}) {
        const auto bounce = read_bounce(bytes);
        REQUIRE(bounce.has_value());
        CHECK(bounce->recipients == std::vector<RecipientReport>{
                                        {"who@example.net", ReportedAction::failed, "5.1.1", "550 5.1.1 <who@example.net>: no such user"}});
        CHECK(bounce->message_id == "42.abc@example.org");
        CHECK(bounce->came_to == std::vector{Address::parse("bounces+k3x@example.org").value()});
        CHECK(bounce->reporting_server == "mx.example.net");
    }
}

TEST_CASE("Several recipients have a group each; the address written to comes before the one it became") {
    const auto bounce =
        read_bounce(report("Reporting-MTA: dns; mx.example.net\r\n\r\n"
                           "Original-Recipient: rfc822;list@example.net\r\nFinal-Recipient: rfc822;<one@example.net>\r\nAction: Delayed "
                           "(will retry)\r\nStatus: 4.4.1 (x)\r\n\r\n"
                           "Final-Recipient: rfc822;two@example.net\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
                           "Final-Recipient: rfc822;three@example.net\r\nAction: relayed\r\nStatus: nonsense\r\n\r\n"
                           "Final-Recipient: rfc822;four@example.net\r\nAction: expanded\r\nStatus: 2.0.0\r\n\r\n"
                           "Final-Recipient: rfc822;five@example.net\r\nAction: exploded\r\nStatus: 5.0.0\r\n"));
    REQUIRE(bounce.has_value());
    CHECK(bounce->recipients == std::vector<RecipientReport>{{"list@example.net", ReportedAction::delayed, "4.4.1", ""},
                                                             {"two@example.net", ReportedAction::delivered, "2.0.0", ""},
                                                             {"three@example.net", ReportedAction::relayed, "", ""},
                                                             {"four@example.net", ReportedAction::expanded, "2.0.0", ""}});
}

TEST_CASE("A status is a class and two numbers of at most three digits (RFC 3463 §2)") {
    const struct {
        const char *written, *read;
    } cases[] = {{"5.1.1", "5.1.1"},
                 {"4.999.999", "4.999.999"},
                 {"2.0.0 (ok)", "2.0.0"},
                 {"5.1.1000", ""},
                 {"5.1000.1", ""},
                 {"3.1.1", ""},
                 {"5.1", ""},
                 {"5..1", ""},
                 {"5.1.", ""},
                 {"55.1.1", ""},
                 {"5.1.1.1", ""},
                 {"", ""},
                 {"x", ""}};
    for (const auto& c : cases) {
        const auto bounce =
            read_bounce(report(std::string("Final-Recipient: rfc822;a@example.net\r\nAction: failed\r\nStatus: ") + c.written + "\r\n"));
        REQUIRE(bounce.has_value());
        CHECK_MESSAGE(bounce->recipients[0].status == c.read, c.written);
    }
}

TEST_CASE("The message that comes back is known whole, by its headers, or encoded") {
    const auto id = [](std::string_view returned) { return read_bounce(report(failed, returned))->message_id; };
    CHECK(id("Content-Type: message/rfc822\r\n\r\nMessage-Id: <42.abc@example.org>\r\n\r\nMessage-ID: <wrong@example.org>\r\n") ==
          "42.abc@example.org");
    CHECK(id("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
             base::base64("Message-ID: <42.abc@example.org>\r\n")) == "42.abc@example.org");
    CHECK(id("Content-Type: message/global-headers\r\n\r\nMessage-ID: <42.abc@example.org>\r\n") == "42.abc@example.org");
    CHECK(id("Content-Type: text/rfc822-headers\r\n\r\nSubject: none\r\n\r\nMessage-ID: <in.the.body@example.org>") == std::nullopt);
    CHECK(id("Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <a b@example.org>\r\n") == std::nullopt);
    CHECK(id("Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: 42.abc@example.org\r\n") == std::nullopt);
    CHECK(id("Content-Type: text/plain\r\n\r\nMessage-ID: <42.abc@example.org>\r\n") == std::nullopt);
}

TEST_CASE("A report is found within what a list wrapped around it, and not within a message that is quoted") {
    const auto inner = report(failed);
    CHECK(read_bounce("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + inner + "\r\n--b--\r\n").has_value());
    CHECK(fault_of("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner +
                   "\r\n--b--\r\n") == BounceFault::no_report);
}

TEST_CASE("A mail that is no report is said to be none") {
    CHECK(fault_of("") == BounceFault::no_report);
    CHECK(fault_of("Subject: Absence\r\n\r\nJe suis absent.\r\n") == BounceFault::no_report);
    CHECK(fault_of("Content-Type: multipart/report\r\n\r\n") == BounceFault::no_report);
    CHECK(fault_of(report(failed, returned_headers, "text/plain")) == BounceFault::no_report);
    CHECK(fault_of(report("Reporting-MTA: dns; mx.example.net\r\n")) == BounceFault::no_recipient);
    CHECK(fault_of(report("Final-Recipient: rfc822;a@example.net\r\nStatus: 5.1.1\r\n")) == BounceFault::no_recipient);
    CHECK(fault_of(report("Action: failed\r\nStatus: 5.1.1\r\n")) == BounceFault::no_recipient);
}

TEST_CASE("What comes back is read within limits") {
    const std::string header = "X: y\r\n";
    std::string many;
    for (std::size_t i = 0; i < read_fields_max; ++i) many += header;
    CHECK(fault_of(many) == BounceFault::no_report);
    CHECK(fault_of(many + header) == BounceFault::too_large);
    CHECK(fault_of("X: " + std::string(read_header_bytes_max - 5, 'a') + "\r\n") == BounceFault::no_report);
    CHECK(fault_of("X: " + std::string(read_header_bytes_max - 4, 'a') + "\r\n") == BounceFault::too_large);
    CHECK(fault_of(std::string(read_bytes_max, '\n')) == BounceFault::no_report);
    CHECK(fault_of(std::string(read_bytes_max + 1, '\n')) == BounceFault::too_large);
    const auto nested = [](int depth) {
        std::string bytes;
        for (int i = 0; i < depth; ++i) {
            const auto boundary = "b" + std::to_string(i);
            bytes += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
        }
        return bytes + "\r\n";
    };
    CHECK(fault_of(nested(read_depth_max)) == BounceFault::no_report);
    CHECK(fault_of(nested(read_depth_max + 1)) == BounceFault::too_large);
    const auto with_parts = [](std::size_t count) {
        std::string bytes = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
        for (std::size_t i = 0; i < count; ++i) bytes += "--b\r\n\r\nx\r\n";
        return bytes + "--b--\r\n";
    };
    CHECK(fault_of(with_parts(read_parts_max - 1)) == BounceFault::no_report);
    CHECK(fault_of(with_parts(read_parts_max)) == BounceFault::too_large);
    const auto with_recipients = [](std::size_t count) {
        std::string status;
        for (std::size_t i = 0; i < count; ++i) status += "Final-Recipient: rfc822;a@example.net\r\nAction: failed\r\n\r\n";
        return report(status);
    };
    CHECK(read_bounce(with_recipients(bounce_recipients_max))->recipients.size() == bounce_recipients_max);
    CHECK(fault_of(with_recipients(bounce_recipients_max + 1)) == BounceFault::too_many_recipients);
    const auto told = read_bounce(report("Final-Recipient: rfc822;a@example.net\r\nAction: failed\r\nDiagnostic-Code: smtp; \x1b[2J\xff" +
                                         std::string(2 * bounce_text_bytes_max, 'x') + "\r\n"));
    CHECK(told->recipients[0].diagnostic == "?[2J?" + std::string(bounce_text_bytes_max - 5, 'x'));
}

TEST_CASE("Addresses it came to are looked for where servers write them, without end") {
    auto bytes = report(failed);
    bytes = "Delivered-To: bounces+one@example.org\r\nX-Original-To: <bounces+two@example.org>\r\nCc: other@example.org\r\n" + bytes;
    const auto bounce = read_bounce(bytes);
    REQUIRE(bounce->came_to.size() == 3);
    CHECK(bounce->came_to[0].text() == "bounces+one@example.org");
    CHECK(bounce->came_to[1].text() == "bounces+two@example.org");
    std::string to = "Delivered-To: ";
    for (int i = 0; i < 50; ++i) to += "a" + std::to_string(i) + "@example.org, ";
    CHECK(read_bounce(to + "\r\n" + bytes)->came_to.size() == bounce_addresses_max);
}

TEST_CASE("A token in the address it comes back to is read whatever the case it came in") {
    const auto base = Address::parse("Bounces@example.org").value();
    const auto made = verp_address(base, "k3x-9");
    REQUIRE(made.has_value());
    CHECK(made->text() == "Bounces+k3x-9@example.org");
    CHECK(verp_token(*made, base) == "k3x-9");
    CHECK(verp_token(Address::parse("BOUNCES+K3X-9@EXAMPLE.ORG").value(), base) == "k3x-9");
    for (const auto* other :
         {"bounces@example.org", "bounces+@example.org", "bounces+k_x@example.org", "bounces+a@example.net", "other+a@example.org"})
        if (const auto address = Address::parse(other)) CHECK_FALSE_MESSAGE(verp_token(*address, base), other);
    for (const auto* wrong : {"", "K", "a b", "a+b", "é", "a\r\n"}) CHECK_FALSE_MESSAGE(verp_address(base, wrong), wrong);
    CHECK(verp_address(base, std::string(56, 'a')).has_value());  // 7 + 1 + 56 = 64
    CHECK_FALSE(verp_address(base, std::string(57, 'a')));
    CHECK_FALSE(verp_address(Address(), "a"));
}

TEST_CASE("Parts are read as RFC 2046 has them, and as they are when they are cut short") {
    const auto read = read_mime(
        "Content-Type: Multipart/Mixed; x=\"a;boundary=no\"; Boundary=\"b\\\"c\"\r\n\r\n--b\"c\r\n\r\none\r\n--b\"cd\r\n--b\"c \t\r\nA: "
        "b\r\n\r\ntwo");
    REQUIRE(read.has_value());
    REQUIRE(read->parts.size() == 2);
    CHECK(read->parts[0].body == "one\r\n--b\"cd");
    CHECK(read->parts[1].body == "two");
    CHECK(read->parts[1].field("a") == "b");
    CHECK(read_mime("Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n\r\n")->parts.empty());
    CHECK(read_mime("Content-Type: multipart/mixed; boundary=" + std::string(71, 'b') + "\r\n\r\n--" + std::string(71, 'b') + "\r\n\r\nx")
              ->parts.empty());
}
