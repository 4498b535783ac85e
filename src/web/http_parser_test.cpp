#include "web/http_parser.h"

#include <doctest/doctest.h>

using namespace web;

namespace {

// 0: incomplete; 200: a head; else the refusal.
int outcome(std::string_view bytes, const HeadLimits& limits = {}) {
    static RequestHead head;
    const auto result = parse_head(bytes, limits, head);
    return result.progress == Progress::incomplete ? 0 : result.progress == Progress::complete ? 200 : result.status;
}

RequestHead read(std::string_view bytes) {
    RequestHead head;
    REQUIRE(parse_head(bytes, {}, head).progress == Progress::complete);
    return head;
}

}  // namespace

TEST_CASE("A head is read into views of the bytes it came in") {
    const auto head =
        read("GET /fr/membres?tri=nom HTTP/1.1\r\nHost: example.org\r\nAccept-Encoding:  br \t\r\nIf-None-Match: \"x\"\r\n\r\nrest");
    CHECK(head.method == Method::get);
    CHECK(head.target == "/fr/membres?tri=nom");
    CHECK(head.host == "example.org");
    CHECK(head.accept_encoding == "br");
    CHECK(head.if_none_match == "\"x\"");
    CHECK(head.keep_alive);
    CHECK(head.fields().size() == 3);
    CHECK_FALSE(head.has_credentials);
}

TEST_CASE("A head is incomplete until its blank line, at whichever byte it is cut") {
    const std::string whole = "POST /a HTTP/1.1\r\nHost: example.org\r\nContent-Length: 3\r\n\r\n";
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK(outcome(whole.substr(0, size)) == 0);
    CHECK(outcome(whole) == 200);
}

TEST_CASE("The size of a head is bounded on both sides of the limit") {
    const HeadLimits limits{.head_bytes_max = 200, .target_bytes_max = 60};
    const std::string opening = "GET / HTTP/1.1\r\nHost: example.org\r\nX: ";
    const auto sized = [&](std::size_t size) { return opening + std::string(size - opening.size() - 4, 'x') + "\r\n\r\n"; };
    CHECK(outcome(sized(200), limits) == 200);
    CHECK(outcome(sized(201), limits) == 431);
    CHECK(outcome(sized(201).substr(0, 199), limits) == 0);
    CHECK(outcome(sized(300).substr(0, 200), limits) == 431);
    CHECK(outcome("GET /" + std::string(59, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits) == 200);
    CHECK(outcome("GET /" + std::string(60, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits) == 414);
    CHECK(outcome("GET /" + std::string(150, 'x'), limits) == 414);
}

TEST_CASE("A head has at most 100 fields") {
    const auto with = [](int count) {
        std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
        for (int i = 1; i < count; ++i) head += "X: y\r\n";
        return head + "\r\n";
    };
    CHECK(outcome(with(100)) == 200);
    CHECK(outcome(with(101)) == 431);
}

TEST_CASE("A connection is kept as its version and its Connection field say") {
    CHECK(read("GET / HTTP/1.1\r\nHost: a\r\n\r\n").keep_alive);
    CHECK_FALSE(read("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n").keep_alive);
    CHECK_FALSE(read("GET / HTTP/1.0\r\n\r\n").keep_alive);
    CHECK(read("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").keep_alive);
    CHECK_FALSE(read("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n").keep_alive);
}

TEST_CASE("An absolute target loses its authority, which must be the Host's") {
    CHECK(read("GET http://example.org/a?b HTTP/1.1\r\nHost: EXAMPLE.org\r\n\r\n").target == "/a?b");
    CHECK(read("GET http://example.org HTTP/1.1\r\nHost: example.org\r\n\r\n").target == "/");
    CHECK(outcome("GET http://example.com/ HTTP/1.1\r\nHost: example.org\r\n\r\n") == 400);
    CHECK(outcome("GET ftp://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n") == 400);
    CHECK(outcome("GET http:///a HTTP/1.1\r\nHost: example.org\r\n\r\n") == 400);
}

TEST_CASE("A chunked body is read whole or byte by byte, and only in its one spelling") {
    struct Row {
        const char* bytes;
        int outcome;
        const char* body;
    };  // outcome: 200 whole, 0 incomplete, else refusal
    for (const auto& [bytes, expected, content] : {Row{"3\r\nabc\r\n0\r\n\r\n", 200, "abc"},
                                                   Row{"1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", 200, "abc"},
                                                   Row{"0\r\n\r\n", 200, ""},
                                                   Row{"00000003\r\nabc\r\n0\r\n\r\n", 200, "abc"},
                                                   Row{"a\r\n0123456789\r\n0\r\n\r\n", 200, "0123456789"},
                                                   Row{"3\r\nabc\r\n0\r\n", 0, "abc"},
                                                   Row{"000000003\r\nabc\r\n", 400, ""},
                                                   Row{"3;x=y\r\nabc\r\n", 400, ""},
                                                   Row{"3 \r\nabc\r\n", 400, ""},
                                                   Row{"3\nabc\r\n", 400, ""},
                                                   Row{"\r\n", 400, ""},
                                                   Row{"g\r\n", 400, ""},
                                                   Row{"-1\r\n", 400, ""},
                                                   Row{"0x3\r\nabc\r\n", 400, ""},
                                                   Row{"3\r\nabcd\r\n", 400, "abc"},
                                                   Row{"3\r\nabc\n0\r\n\r\n", 400, "abc"},
                                                   Row{"0\r\nX: y\r\n\r\n", 400, ""},
                                                   Row{"10\r\n0123456789abcdef\r\n0\r\n\r\n", 200, "0123456789abcdef"},
                                                   Row{"11\r\n", 413, ""},
                                                   Row{"ffffffff\r\n", 413, ""},
                                                   Row{"8\r\n01234567\r\n9\r\n", 413, "01234567"}}) {
        CAPTURE(bytes);
        for (const bool whole : {true, false}) {
            ChunkedReader reader;
            std::string body;
            const std::string_view all = bytes;
            std::size_t at = 0;
            while (at < all.size() && reader.progress() == Progress::incomplete)
                at += reader.feed(all.substr(at, whole ? all.size() : 1), body, 16);
            const int got = reader.progress() == Progress::complete ? 200 : reader.progress() == Progress::incomplete ? 0 : reader.status();
            CHECK(got == expected);
            CHECK(body == content);
        }
    }
}

TEST_CASE("The best coding a reader accepts is chosen, and none it refuses") {
    for (const auto& [header, expected] : std::initializer_list<std::pair<const char*, Coding>>{{"", Coding::identity},
                                                                                                {"gzip, deflate, br", Coding::brotli},
                                                                                                {"gzip", Coding::gzip},
                                                                                                {"br;q=0, gzip", Coding::gzip},
                                                                                                {"br;q=0.000", Coding::identity},
                                                                                                {"BR;q=0.1", Coding::brotli},
                                                                                                {"*", Coding::brotli},
                                                                                                {"*;q=0", Coding::identity},
                                                                                                {"br;q=0, *", Coding::gzip},
                                                                                                {"brx, xgzip", Coding::identity},
                                                                                                {"identity", Coding::identity},
                                                                                                {",,gzip ;q=1.0,", Coding::gzip}}) {
        CAPTURE(header);
        CHECK(choose_coding(header) == expected);
    }
}

TEST_CASE("If-None-Match is compared weakly, element by element") {
    CHECK(names_tag("\"a\"", "\"a\""));
    CHECK(names_tag("\"x\", W/\"a\"", "\"a\""));
    CHECK(names_tag("*", "\"a\""));
    CHECK_FALSE(names_tag("\"ab\"", "\"a\""));
    CHECK_FALSE(names_tag("a", "\"a\""));
    CHECK_FALSE(names_tag("", "\"a\""));
}
