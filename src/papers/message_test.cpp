// What is written is exact, cannot be made to say more than it should, and is read back by Python's reader of mail.
#include "papers/message.h"
#include <doctest/doctest.h>
#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include "base/hash.h"
#include "papers/mime.h"
#include "support/places.h"
#include "support/process.h"

using namespace papers;

namespace {

Address address(std::string_view text) { return Address::parse(text).value(); }

Message simple() {
    Message message;
    message.from = {"Secretariat", address("secretariat@example.org")};
    message.to = {{"", address("mairie@example.net")}};
    message.subject = "Convocation";
    message.date_us = 1'790'000'000'000'000;
    message.message_id = "42.abc@example.org";
    message.text = "Bonjour,\nvenez.";
    return message;
}

Message whole() {
    auto message = simple();
    message.from.name = "Réseau « Exemple », secrétariat";
    message.to = {
        {"Élue d'Exemple", address("mairie@é.example")}, {"", address("a@example.net")}, {"O \"x\" \\", address("b@example.net")}};
    message.reply_to = Mailbox{"", address("reponses@example.org")};
    message.subject =
        "Assemblée générale : l'ordre du jour, les pouvoirs et tout ce qu'il faut savoir avant de venir — مدينة 🏙️";
    message.references = {"40.abc@example.org", "41.abc@example.org"};
    message.text = "Chères élues,\n\n.un point\nFrom la mairie \n" + std::string(200, 'x') + "\n\ttab = 3\n";
    message.html = "<p>Chères élues</p>\n";
    message.calendar = CalendarPart{CalendarMethod::request, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"};
    message.attachments = {{"Procès-verbal de l'assemblée générale extraordinaire des villes, « session » 2026.pdf", "application/pdf",
                            std::string("%PDF\0\r\n.\r\n\xff", 12)},
                           {"a;b\"c.csv", "text/csv", "é;1\n"},
                           {"vide.bin", "application/octet-stream", ""}};
    message.list_unsubscribe = ListUnsubscribe{"https://example.org/u/k3x?a=b", address("bounces+k3x@example.org")};
    message.auto_submitted = AutoSubmitted::generated;
    return message;
}

std::string bytes_of(const Message& message) {
    const auto bytes = write_message(message);
    REQUIRE(bytes.has_value());
    return *bytes;
}

// What Python reads; nothing when there is no Python.
std::map<std::string, std::string> read_by_python(const std::string& bytes) {
    const auto ended = support::run({"/usr/bin/python3", support::in_checkout("tests/papers/read_message.py")}, {}, bytes);
    if (ended.code == 127) {
        MESSAGE("skipped: no python3");
        return {};
    }
    REQUIRE_MESSAGE(ended.code == 0, ended.err);
    std::map<std::string, std::string> found;
    const auto json = boost::json::parse(ended.out);
    for (const auto& [key, value] : json.as_object()) found[key] = base::from_base64(std::string_view(value.as_string())).value();
    return found;
}

std::vector<WrongPart> faults(const Message& message) {
    const auto bytes = write_message(message);
    return bytes ? std::vector<WrongPart>{} : bytes.error();
}

template <class Change>
std::vector<WrongPart> faults_with(Change change) {
    auto message = simple();
    change(message);
    return faults(message);
}

using Faults = std::vector<WrongPart>;

}  // namespace

TEST_CASE("A plain message is its header and its text, byte for byte (RFC 5322)") {
    CHECK(bytes_of(simple()) ==
          "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"
          "From: Secretariat <secretariat@example.org>\r\n"
          "To: mairie@example.net\r\n"
          "Message-ID: <42.abc@example.org>\r\n"
          "Subject: Convocation\r\n"
          "Content-Language: fr\r\n"
          "MIME-Version: 1.0\r\n"
          "Content-Type: text/plain; charset=utf-8\r\n"
          "Content-Transfer-Encoding: 7bit\r\n"
          "\r\n"
          "Bonjour,\r\nvenez.\r\n");
}

TEST_CASE("Text, HTML and calendar are alternatives, attachments stand beside them, byte for byte (RFC 2046)") {
    auto message = simple();
    message.html = "<p>Été</p>";
    message.calendar = CalendarPart{CalendarMethod::cancel, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"};
    message.attachments = {{"été.txt", "text/plain", "é"}};
    message.list_unsubscribe = ListUnsubscribe{"https://example.org/u/k3x", address("bounces+k3x@example.org")};
    message.auto_submitted = AutoSubmitted::replied;
    message.language = base::Language::en;
    message.references = {"41.abc@example.org"};
    const auto bytes = bytes_of(message);
    std::vector<std::string> boundaries;
    for (auto at = bytes.find("boundary=\""); at != bytes.npos; at = bytes.find("boundary=\"", at + 1))
        boundaries.push_back(bytes.substr(at + 10, 42));
    REQUIRE(boundaries.size() == 2);
    const auto &outer = boundaries[0], &inner = boundaries[1];
    CHECK(bytes ==
          "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"
          "From: Secretariat <secretariat@example.org>\r\n"
          "To: mairie@example.net\r\n"
          "Message-ID: <42.abc@example.org>\r\n"
          "In-Reply-To: <41.abc@example.org>\r\n"
          "References: <41.abc@example.org>\r\n"
          "Subject: Convocation\r\n"
          "Content-Language: en\r\n"
          "Auto-Submitted: auto-replied\r\n"
          "List-Unsubscribe: <https://example.org/u/k3x>,\r\n"
          " <mailto:bounces+k3x@example.org>\r\n"
          "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
          "MIME-Version: 1.0\r\n"
          "Content-Type: multipart/mixed;\r\n boundary=\"" +
              outer +
              "\"\r\n"
              "\r\n"
              "--" +
              outer +
              "\r\n"
              "Content-Type: multipart/alternative;\r\n boundary=\"" +
              inner +
              "\"\r\n"
              "\r\n"
              "--" +
              inner +
              "\r\n"
              "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nBonjour,\r\nvenez.\r\n"
              "\r\n--" +
              inner +
              "\r\n"
              "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=C3=89t=C3=A9</p>\r\n"
              "\r\n--" +
              inner +
              "\r\n"
              "Content-Type: text/calendar; charset=utf-8; method=CANCEL\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
              "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
              "\r\n--" +
              inner +
              "--\r\n"
              "\r\n--" +
              outer +
              "\r\n"
              "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment; filename*=UTF-8''%C3%A9t%C3%A9.txt\r\n\r\nw6k=\r\n"
              "\r\n--" +
              outer + "--\r\n");
    CHECK(outer != inner);
    CHECK(outer.starts_with("=_"));
}

TEST_CASE("The same message gives the same bytes, another one other boundaries") {
    CHECK(bytes_of(whole()) == bytes_of(whole()));
    auto other = whole();
    other.html += "!";
    const auto boundary = [](const std::string& bytes) { return bytes.substr(bytes.find("boundary=\""), 52); };
    CHECK(boundary(bytes_of(other)) != boundary(bytes_of(whole())));
}

TEST_CASE("A message is ASCII in lines of 76, each ended by CRLF") {
    const auto bytes = bytes_of(whole());
    std::size_t column = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        REQUIRE((c == '\r' || c == '\n' || c == '\t' || (c >= ' ' && c <= '~')));
        if (c == '\n') REQUIRE(bytes[i - 1] == '\r');
        if (c == '\r') REQUIRE(bytes[i + 1] == '\n');
        column = c == '\n' || c == '\r' ? 0 : column + 1;
        REQUIRE(column <= mime_line_bytes_max);
    }
    CHECK(bytes.ends_with("\r\n"));
}

TEST_CASE("Python's reader of mail finds in a message what was put there, and nothing wrong with it") {
    const auto message = whole();
    auto found = read_by_python(bytes_of(message));
    if (found.empty()) return;
    CHECK(found["defects"] == "");
    CHECK(found["subject"] == message.subject);
    CHECK(found["from.name"] == message.from.name);
    CHECK(found["from.address"] == "secretariat@example.org");
    CHECK(found["to0.name"] == message.to[0].name);
    CHECK(found["to0.address"] == "mairie@xn--9ca.example");
    CHECK(found["to1.address"] == "a@example.net");
    CHECK(found["to2.name"] == message.to[2].name);
    CHECK(found["reply-to"] == "reponses@example.org");
    CHECK(found["date"] == "Mon, 21 Sep 2026 14:13:20 +0000");
    CHECK(found["message-id"] == "<42.abc@example.org>");
    CHECK(found["in-reply-to"] == "<41.abc@example.org>");
    CHECK(found["references"] == "<40.abc@example.org> <41.abc@example.org>");
    CHECK(found["auto-submitted"] == "auto-generated");
    CHECK(found["list-unsubscribe"] == "<https://example.org/u/k3x?a=b>, <mailto:bounces+k3x@example.org>");
    CHECK(found["list-unsubscribe-post"] == "List-Unsubscribe=One-Click");
    CHECK(found["types"] ==
          "multipart/mixed multipart/alternative text/plain text/html text/calendar application/pdf text/csv application/octet-stream");
    CHECK(found["text/plain"] == message.text);
    CHECK(found["text/html"] == message.html);
    CHECK(found["text/calendar"] == "BEGIN:VCALENDAR\nEND:VCALENDAR\n");
    CHECK(found["method"] == "REQUEST");
    for (std::size_t i = 0; i < message.attachments.size(); ++i) {
        const auto number = std::to_string(i);
        CHECK(found[number + ".file"] == message.attachments[i].name);
        CHECK(found[number + ".type"] == message.attachments[i].media_type);
        CHECK(found[number + ".bytes"] == message.attachments[i].bytes);
    }
}

TEST_CASE("Subjects, names and texts made to confuse are read back as they were") {
    const char* nasty[] = {
        "=?UTF-8?Q?=0D=0ABcc:?=",
        "a  b   c",
        " x ",
        "\"",
        "\\",
        "<b@example.net>",
        "a, b <c@example.net>;",
        "=?",
        "?=",
        "_ = ?",
        "é =?x?= é",
        "e\u0301\u0301\u0301",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        "\u202eabc",
        "%C3%A9''é",
        "(comment)",
        "a:b@c",
        "‚‘’“”…",
        "mot très-très-très-très-très-très-très-très-très-très-très-très-très-très-très-très-très-long, puis d'autres"};
    for (const std::string& one : std::vector<std::string>(std::begin(nasty), std::end(nasty))) {
        auto message = simple();
        message.subject = message.from.name = one;
        message.text = "--=_\n" + one + " \n\n.\n..\n" + one + "\n";
        message.html = one;
        message.attachments = {{"f", "application/x-test", one}};
        auto found = read_by_python(bytes_of(message));
        if (found.empty()) return;
        CHECK_MESSAGE(found["subject"] == one, one);
        CHECK_MESSAGE(found["from.name"] == one, one);
        CHECK_MESSAGE(found["from.address"] == "secretariat@example.org", one);
        CHECK_MESSAGE(found["text/plain"] == message.text, one);
        CHECK_MESSAGE(found["text/html"] == one + "\n", one);
        CHECK_MESSAGE(found["0.bytes"] == one, one);
    }
}

TEST_CASE("Nothing put into a field can end it: each is refused by its name") {
    for (const std::string bad : {"a\r\nBcc: b@example.net", "a\nb", "a\rb", "a\x1b", "a\xff", "a\u2028b"}) {
        CHECK(faults_with([&](auto& m) { m.subject = bad; }) == Faults{{"subject", MessageFault::control_character}});
        CHECK(faults_with([&](auto& m) { m.from.name = bad; }) == Faults{{"from.name", MessageFault::control_character}});
        CHECK(faults_with([&](auto& m) { m.to[0].name = bad; }) == Faults{{"to[0].name", MessageFault::control_character}});
        CHECK(faults_with([&](auto& m) {
                  m.reply_to = Mailbox{bad, address("a@example.net")};
              }) == Faults{{"reply_to.name", MessageFault::control_character}});
        CHECK(faults_with([&](auto& m) { m.message_id = bad + "@example.org"; }) == Faults{{"message_id", MessageFault::wrong_message_id}});
        CHECK(faults_with([&](auto& m) {
                  m.references = {"a@example.org", bad};
              }) == Faults{{"references[1]", MessageFault::wrong_message_id}});
        CHECK(faults_with([&](auto& m) {
                  m.attachments = {{bad, "text/plain", ""}};
              }) == Faults{{"attachments[0].name", MessageFault::wrong_file_name}});
        CHECK(faults_with([&](auto& m) {
                  m.attachments = {{"a", "text/plain" + bad, ""}};
              }) == Faults{{"attachments[0].media_type", MessageFault::wrong_media_type}});
        CHECK(faults_with([&](auto& m) {
                  m.list_unsubscribe = ListUnsubscribe{"https://example.org/" + bad, {}};
              }) == Faults{{"list_unsubscribe.url", MessageFault::wrong_url}});
    }
    CHECK(faults_with([](auto& m) { m.text = "a\x01"; }) == Faults{{"text", MessageFault::control_character}});
    CHECK(faults_with([](auto& m) { m.html = std::string("a\0", 2); }) == Faults{{"html", MessageFault::control_character}});
    CHECK(faults_with([](auto& m) {
              m.calendar = CalendarPart{CalendarMethod::none, "\xff"};
          }) == Faults{{"calendar", MessageFault::control_character}});
}

TEST_CASE("All that is wrong with a message is said at once") {
    Message message;
    CHECK(faults(message) == Faults{{"from.address", MessageFault::missing},
                                    {"to", MessageFault::missing},
                                    {"message_id", MessageFault::wrong_message_id},
                                    {"text", MessageFault::missing}});
}

TEST_CASE("A message keeps its limits, on both sides of each") {
    const auto long_text = std::string(header_text_bytes_max, 'a');
    CHECK(faults_with([&](auto& m) { m.subject = m.from.name = long_text; }).empty());
    CHECK(faults_with([&](auto& m) { m.subject = long_text + "a"; }) == Faults{{"subject", MessageFault::too_long}});
    const auto id_of = [](std::size_t size) { return std::string(size - 12, 'a') + "@example.org"; };
    CHECK(faults_with([&](auto& m) { m.message_id = id_of(message_id_bytes_max); }).empty());
    CHECK(faults_with([&](auto& m) { m.message_id = id_of(message_id_bytes_max + 1); }) ==
          Faults{{"message_id", MessageFault::wrong_message_id}});
    for (const auto* wrong : {"", "a", "@example.org", "a@", "a@b@c", "<a@example.org>", "a b@example.org"})
        CHECK_FALSE_MESSAGE(is_message_id(wrong), wrong);
    CHECK(faults_with([&](auto& m) { m.to.resize(message_recipients_max, m.to[0]); }).empty());
    CHECK(faults_with([&](auto& m) { m.to.resize(message_recipients_max + 1, m.to[0]); }) == Faults{{"to", MessageFault::too_many}});
    CHECK(faults_with([&](auto& m) { m.references.resize(message_references_max, "a@example.org"); }).empty());
    CHECK(faults_with([&](auto& m) { m.references.resize(message_references_max + 1, "a@example.org"); }) ==
          Faults{{"references", MessageFault::too_many}});
    const Attachment file{"a", "text/plain", ""};
    CHECK(faults_with([&](auto& m) { m.attachments.resize(message_attachments_max, file); }).empty());
    CHECK(faults_with([&](auto& m) { m.attachments.resize(message_attachments_max + 1, file); }) ==
          Faults{{"attachments", MessageFault::too_many}});
    CHECK(faults_with([&](auto& m) { m.attachments = {{std::string(attachment_name_bytes_max, 'a'), "text/plain", ""}}; }).empty());
    for (const auto& name : {std::string(attachment_name_bytes_max + 1, 'a'), std::string(), std::string("."), std::string(".."),
                             std::string("a/b"), std::string("a\\b"), std::string("a\u202efdp.exe")})
        CHECK(faults_with([&](auto& m) {
                  m.attachments = {{name, "text/plain", ""}};
              }) == Faults{{"attachments[0].name", MessageFault::wrong_file_name}});
    for (const auto* type :
         {"", "text", "text/", "/plain", "Text/plain", "text/plain; charset=x", "text/pl ain", "message/rfc822", "multipart/mixed"})
        CHECK(faults_with([&](auto& m) {
                  m.attachments = {{"a", type, ""}};
              }) == Faults{{"attachments[0].media_type", MessageFault::wrong_media_type}});
    const auto url = "https://example.org/" + std::string(header_url_bytes_max - 20, 'a');
    CHECK(faults_with([&](auto& m) { m.list_unsubscribe = ListUnsubscribe{url, {}}; }).empty());
    for (const auto& wrong : {url + "a", std::string("http://example.org/"), std::string("https://example.org/a,b"), std::string()})
        CHECK(faults_with([&](auto& m) {
                  m.list_unsubscribe = ListUnsubscribe{wrong, {}};
              }) == Faults{{"list_unsubscribe.url", MessageFault::wrong_url}});
    CHECK(faults_with([](auto& m) { m.date_us = -2'208'988'800'000'000; }).empty());  // 1900-01-01
    CHECK(faults_with([](auto& m) { m.date_us = -2'208'988'800'000'001; }) == Faults{{"date_us", MessageFault::wrong_date}});
    CHECK(faults_with([](auto& m) { m.date_us = 253'402'300'799'999'999; }).empty());  // the end of 9999
    CHECK(faults_with([](auto& m) { m.date_us = 253'402'300'800'000'000; }) == Faults{{"date_us", MessageFault::wrong_date}});
}

TEST_CASE("A message is at most as long as servers take, once written") {
    auto message = simple();
    const auto around = [&] {
        message.attachments = {{"a", "application/x-test", ""}};
        return bytes_of(message).size();
    }();
    const auto lines = (message_bytes_max - around) / 78;
    message.attachments[0].bytes.assign(lines * 57, 'a');
    CHECK(bytes_of(message).size() <= message_bytes_max);
    message.attachments[0].bytes.append(57, 'a');
    CHECK(faults(message) == Faults{{"message", MessageFault::too_long}});
    message.attachments[0].bytes.assign(message_bytes_max + 1, 'a');
    CHECK(faults(message) == Faults{{"message", MessageFault::too_long}});
}

TEST_CASE("A date before 1970 is written as its day") {
    auto message = simple();
    message.date_us = -1;
    CHECK(bytes_of(message).starts_with("Date: Wed, 31 Dec 1969 23:59:59 +0000\r\n"));
}
