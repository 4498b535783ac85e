#include "papers/mime.h"
#include <doctest/doctest.h>
#include <algorithm>
#include <sstream>
#include "papers/mime_reader.h"

using namespace papers;

namespace {

std::string repeated(const char* text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0, start = 0;
    for (std::size_t end; (end = text.find("\r\n", start)) != text.npos; start = end + 2) longest = std::max(longest, end - start);
    return std::max(longest, text.size() - start);
}

std::string subject(std::string_view text) {
    HeaderField field("Subject");
    field.text(text);
    return field.line();
}

std::string phrase(std::string_view text) {
    HeaderField field("To");
    field.phrase(text);
    return field.line();
}

std::string file_name(std::string_view text) {
    HeaderField field("Content-Disposition");
    field.word("attachment");
    field.parameter("filename", text);
    return field.line();
}

}  // namespace

TEST_CASE("Every line end becomes CRLF, and a text ends in one") {
    CHECK(with_crlf("") == "\r\n");
    CHECK(with_crlf("a") == "a\r\n");
    CHECK(with_crlf("a\nb\rc\r\nd\n\re\r\n") == "a\r\nb\r\nc\r\nd\r\n\r\ne\r\n");
}

TEST_CASE("Quoted-printable escapes what a server would change (RFC 2045 §6.7)") {
    const struct {
        std::string text, written;
    } cases[] = {
        {"", ""},
        {"plain\r\n", "plain\r\n"},
        {"é=\r\n", "=C3=A9=3D\r\n"},
        {"end \r\nend\t\r\na b", "end=20\r\nend=09\r\na b"},
        {"end ", "end=20"},
        {".\r\n..a\r\na.b\r\n", "=2E\r\n=2E.a\r\na.b\r\n"},
        {"From here\r\nFromage\r\n", "=46rom here\r\nFromage\r\n"},
        {repeated("a", 76) + "\r\n", repeated("a", 76) + "\r\n"},
        {repeated("a", 77) + "\r\n", repeated("a", 75) + "=\r\naa\r\n"},
        {repeated("a", 73) + "é", repeated("a", 73) + "=\r\n=C3=A9"},
        {repeated("a", 72) + "éb", repeated("a", 72) + "=C3=\r\n=A9b"},
        {repeated("a", 75) + ".b", repeated("a", 75) + "=\r\n=2Eb"},
        {repeated("a", 75) + "From ", repeated("a", 75) + "=\r\n=46rom=20"},
    };
    for (const auto& c : cases) {
        CHECK_MESSAGE(quoted_printable(c.text) == c.written, c.text);
        CHECK(decode_quoted_printable(c.written) == c.text);
    }
    for (int size = 0; size < 400; ++size) {
        auto text = repeated("aé.", size) + repeated(" ", size % 90);
        const auto written = quoted_printable(text);
        CHECK(longest_line(written) <= mime_line_bytes_max);
        CHECK(decode_quoted_printable(written) == text);
    }
}

TEST_CASE("Base64 stands in lines of 76 (RFC 2045 §6.8)") {
    CHECK(base64_lines("") == "");
    CHECK(base64_lines("abc") == "YWJj\r\n");
    CHECK(base64_lines(repeated("a", 57)).size() == 78);
    CHECK(base64_lines(repeated("a", 58)).size() == 78 + 6);
    CHECK(decode_base64(base64_lines(repeated("é\n", 500))) == repeated("é\n", 500));
}

TEST_CASE("A text goes as it is when no server would touch it, else in the shorter way") {
    CHECK(transfer_of("Bonjour.\r\n").encoding == "7bit");
    CHECK(transfer_of(repeated("a", 76) + "\r\n").encoding == "7bit");
    CHECK(transfer_of(repeated("a", 77) + "\r\n").encoding == "quoted-printable");
    CHECK(transfer_of("a \r\n").encoding == "quoted-printable");
    CHECK(transfer_of(".a\r\n").encoding == "quoted-printable");
    CHECK(transfer_of("From a\r\n").encoding == "quoted-printable");
    CHECK(transfer_of("Un été à la mairie, avec des élus.\r\n").encoding == "quoted-printable");
    CHECK(transfer_of("مدينة\r\n").encoding == "base64");
}

TEST_CASE("A subject is plain words where it can be, and encoded words of 75 at most elsewhere (RFC 2047)") {
    const struct {
        std::string text, written;
    } cases[] = {
        {"", "Subject: \r\n"},
        {"Meeting of the board", "Subject: Meeting of the board\r\n"},
        {"Réunion", "Subject: =?UTF-8?Q?R=C3=A9union?=\r\n"},
        {"Two  spaces", "Subject: =?UTF-8?Q?Two__spaces?=\r\n"},
        {" first", "Subject: =?UTF-8?Q?_first?=\r\n"},
        {"=?UTF-8?Q?faked?=", "Subject: =?UTF-8?B?PT9VVEYtOD9RP2Zha2VkPz0=?=\r\n"},
        {"مدينة", "Subject: =?UTF-8?B?2YXYr9mK2YbYqQ==?=\r\n"},
        {repeated("word ", 14) + "w", "Subject: " + repeated("word ", 12) + "word\r\n word w\r\n"},
    };
    for (const auto& c : cases) CHECK_MESSAGE(subject(c.text) == c.written, c.text);
    for (int size = 1; size < 200; ++size)
        for (const auto* sample : {"é", "a é", "مدينة", "🏙️", "x"})
            CHECK(longest_line(subject(repeated(sample, size))) <= mime_line_bytes_max + 2);
}

TEST_CASE("An encoded word holds whole characters (RFC 2047 §5)") {
    std::istringstream words(subject(repeated("🏙", 60)));
    for (std::string word; words >> word;)
        if (word.starts_with("=?UTF-8?B?")) CHECK(decode_base64(word.substr(10, word.size() - 12)).size() % 4 == 0);
}

TEST_CASE("A name before an address is atoms, a quoted string or encoded words") {
    CHECK(phrase("Le secretariat") == "To: Le secretariat\r\n");
    CHECK(phrase("Exemple, de la mairie") == "To: \"Exemple, de la mairie\"\r\n");
    CHECK(phrase("a \"b\" \\ c") == "To: \"a \\\"b\\\" \\\\ c\"\r\n");
    CHECK(phrase("Dr. Exemple") == "To: \"Dr. Exemple\"\r\n");
    CHECK(phrase("Élue") == "To: =?UTF-8?B?w4lsdWU=?=\r\n");
    CHECK(phrase("<b@example.org>, Élue") == "To: =?UTF-8?B?PGJAZXhhbXBsZS5vcmc+LCDDiWx1ZQ==?=\r\n");
}

TEST_CASE("A file's name is a quoted string in ASCII, else RFC 2231, in pieces when it is long") {
    CHECK(file_name("note.pdf") == "Content-Disposition: attachment; filename=\"note.pdf\"\r\n");
    CHECK(file_name("a\"b.pdf") == "Content-Disposition: attachment; filename=\"a\\\"b.pdf\"\r\n");
    CHECK(file_name("été.pdf") == "Content-Disposition: attachment; filename*=UTF-8''%C3%A9t%C3%A9.pdf\r\n");
    CHECK(file_name("50 %'é.pdf") == "Content-Disposition: attachment; filename*=UTF-8''50%20%25%27%C3%A9.pdf\r\n");
    const auto longer = file_name(repeated("é", 30) + ".pdf");
    CHECK(longer == "Content-Disposition: attachment;\r\n filename*0*=UTF-8''" + repeated("%C3%A9", 9) + ";\r\n filename*1*=" +
                        repeated("%C3%A9", 10) + ";\r\n filename*2*=" + repeated("%C3%A9", 10) + ";\r\n filename*3*=%C3%A9.pdf\r\n");
    for (int size = 1; size < 126; ++size) CHECK(longest_line(file_name(repeated("é", size))) <= mime_line_bytes_max);
}

TEST_CASE("A line of a header holds no control, no other line end and nothing but UTF-8") {
    CHECK(is_one_line("Réunion 🏙️"));
    for (const auto* wrong : {"a\rb", "a\nb", "a\tb", "a\x7f", "a\x1b[0m", "a\u0085", "a\u009f", "a\u2028", "a\u2029", "\xff", "\xc3"})
        CHECK_FALSE(is_one_line(wrong));
    CHECK_FALSE(is_one_line(std::string_view("a\0", 2)));
    CHECK(is_one_line("\u00a0"));
    CHECK(is_plain_text("a\tb\r\nc\n"));
    CHECK_FALSE(is_plain_text("a\x0b"));
}

TEST_CASE("A web address is http or https with a host, in plain ASCII") {
    for (const auto* right : {"https://example.org", "http://example.org/a?b=c&d#e", "https://[2001:db8::1]/"})
        CHECK_MESSAGE(is_web_address(right), right);
    for (const auto* wrong : {"", "https://", "https:///a", "ftp://example.org", "javascript:alert(1)", "https://example.org/a b",
                              "https://example.org/\r\nBcc: b@example.org", "https://example.org/>", "https://é.example", "//example.org"})
        CHECK_FALSE_MESSAGE(is_web_address(wrong), wrong);
}

TEST_CASE("Text of strangers is tamed: no control, no false UTF-8, one blank between words, cut between characters") {
    const struct {
        std::string_view bytes;
        std::size_t most;
        std::string tamed;
    } cases[] = {
        {"550 5.1.1 <x>: no such user", 100, "550 5.1.1 <x>: no such user"},
        {"  a\r\n\t b  ", 100, "a b"},
        {"a\x1b[31m\x7f", 100, "a?[31m?"},
        {std::string_view("a\0b", 3), 100, "a?b"},
        {"\xff\xc3 \xc3\xa9 \xed\xa0\x80", 100, "?? é ???"},
        {"a\xc2\x85z", 100, "a?z"},
        {"éé", 3, "é"},
        {"abc", 0, ""},
        {"ab c", 3, "ab"},
        {"\xc3", 100, "?"},
    };
    for (const auto& c : cases) CHECK_MESSAGE(tame(c.bytes, c.most) == c.tamed, c.tamed);
}
