#include "web/form.h"
#include "web/percent.h"

#include <doctest/doctest.h>

using namespace web;

TEST_CASE("A query gives decoded names and values in their order") {
    const auto query = parse_urlencoded("ville=Ouagadougou&q=a+b%26c&q=&seul&&x=1=2", 10);
    REQUIRE(query);
    CHECK(*query == Parameters{{"ville", "Ouagadougou"}, {"q", "a b&c"}, {"q", ""}, {"seul", ""}, {"x", "1=2"}});
    CHECK(query->all("q").size() == 2);
}

TEST_CASE("A query that is malformed, not UTF-8 or too long is refused") {
    for (const char* text : {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%00", "%c0%af=1", "a=%ed%a0%80"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_urlencoded(text, 10));
    }
    CHECK(parse_urlencoded("a&b&c", 3));
    CHECK_FALSE(parse_urlencoded("a&b&c&d", 3));
}

TEST_CASE("A path is decoded once, and refused when it could be read in two ways") {
    CHECK(decode_path("/villes/Li%C3%A8ge") == "/villes/Liège");
    CHECK(decode_path("/a%2541") == "/a%41");
    CHECK(decode_path("/...") == "/...");
    for (const char* raw : {"", "a", "/..", "/a/../b", "/./a", "/%2e%2e/a", "/a/.%2E", "/a%2fb", "/a%5cb", "/a\\b", "/a%00", "/a%0d%0a",
                            "/a%7f", "/%", "/%c3", "/%C3%28"}) {
        CAPTURE(raw);
        CHECK_FALSE(decode_path(raw));
    }
}

TEST_CASE("Only well-formed UTF-8 passes") {
    for (const char* good : {"", "a", "é", "\u20AC", "\U0001F3DB", "\xF4\x8F\xBF\xBF"}) CHECK(valid_utf8(good));
    for (const char* bad : {"\x80", "\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
                            "\xF5\x80\x80\x80", "\xE2\x82", "a\xFF"})
        CHECK_FALSE(valid_utf8(bad));
}

TEST_CASE("A multipart form gives its fields and its files, which are views of the body") {
    const std::string body =
        "--limite\r\nContent-Disposition: form-data; name=\"titre\"\r\n\r\nMarché couvert\r\n"
        "--limite\r\nContent-Disposition: form-data; name=\"pi%22ce\"; filename=\"C:\\photos\\halle.jpg\"\r\nContent-Type: "
        "image/jpeg\r\n\r\n\xFF\xD8--limit\r\n\r\n"
        "--limite\r\nContent-Disposition: form-data; name=\"vide\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"
        "--limite\r\nContent-Disposition: form-data; name=\"rien\"\r\n\r\n\r\n--limite--\r\n";
    const auto form = parse_form("Multipart/Form-Data; charset=utf-8; boundary=\"limite\"", body);
    REQUIRE(form);
    CHECK(form->fields == Parameters{{"titre", "Marché couvert"}, {"rien", ""}});
    REQUIRE(form->files.size() == 1);
    CHECK(form->files[0].field == "pi\"ce");
    CHECK(form->files[0].file_name == "halle.jpg");
    CHECK(form->files[0].media_type == "image/jpeg");
    CHECK(form->files[0].bytes == "\xFF\xD8--limit\r\n");
}

TEST_CASE("A NUL in a field is another control, so that the field itself refuses it; in a name it is malformed") {
    const std::string urlencoded = "application/x-www-form-urlencoded", nul("\0", 1);
    for (const auto& body : {std::string("a=b%00c&d=%2500"), "a=b" + nul + "c&d=%2500"})
        CHECK(parse_form(urlencoded, body)->fields == Parameters{{"a",
                                                                  "b\x1A"
                                                                  "c"},
                                                                 {"d", "%00"}});
    const auto part = [&](const std::string& name) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\nb" + nul + "c\r\n--x--\r\n";
    };
    CHECK(parse_form("multipart/form-data; boundary=x", part("a"))->fields == Parameters{{"a",
                                                                                          "b\x1A"
                                                                                          "c"}});
    CHECK(parse_form("multipart/form-data; boundary=x", part("a" + nul)).error() == 400);
}

TEST_CASE("A malformed form is refused, and one over its limits says so") {
    const auto outcome = [](std::string type, std::string body) {
        const FormLimits limits{.fields_max = 2, .files_max = 1, .name_bytes_max = 8, .part_header_bytes_max = 120};
        const auto form = parse_form(type, body, limits);
        return form ? 200 : form.error();
    };
    const std::string multipart = "multipart/form-data; boundary=b", urlencoded = "application/x-www-form-urlencoded";
    const auto part = [](std::string head, std::string content = "x") { return "--b\r\n" + head + "\r\n\r\n" + content + "\r\n"; };
    const std::string field = "Content-Disposition: form-data; name=\"a\"",
                      file = "Content-Disposition: form-data; name=\"a\"; filename=\"f\"";
    struct Row {
        std::string type, body;
        int expected;
    };
    for (const auto& [type, body, expected] :
         std::vector<Row>{{"", "", 415},
                          {"text/plain", "a=b", 415},
                          {urlencoded, "a=b", 200},
                          {urlencoded, "a=%g", 400},
                          {urlencoded, "a&b", 200},
                          {urlencoded, "a&b&c", 413},
                          {"multipart/form-data", "--b--", 400},
                          {"multipart/form-data; boundary=", "--b--", 400},
                          {"multipart/form-data; boundary=" + std::string(70, 'b'), "--" + std::string(70, 'b') + "--", 200},
                          {"multipart/form-data; boundary=" + std::string(71, 'b'), "--" + std::string(71, 'b') + "--", 400},
                          {"multipart/form-data; boundary=b; boundary=b", "--b--", 400},
                          {multipart, "--b--", 200},
                          {multipart, "--b--\r\n", 200},
                          {multipart, "--b--x", 400},
                          {multipart, "--c--", 400},
                          {multipart, "x--b--", 400},
                          {multipart, "", 400},
                          {multipart, part(field) + "--b--", 200},
                          {multipart, part(field), 400},
                          {multipart, part(field) + part(field) + "--b--", 200},
                          {multipart, part(field) + part(field) + part(field) + "--b--", 413},
                          {multipart, part(file) + "--b--", 200},
                          {multipart, part(file) + part(file) + "--b--", 413},
                          {multipart, part(field, "\xFF") + "--b--", 400},
                          {multipart, part(file, "\xFF") + "--b--", 200},
                          {multipart, part("Content-Disposition: form-data; name=\"12345678\"") + "--b--", 200},
                          {multipart, part("Content-Disposition: form-data; name=\"123456789\"") + "--b--", 413},
                          {multipart, part("Content-Disposition: attachment; name=\"a\"") + "--b--", 400},
                          {multipart, part("Content-Disposition: form-data") + "--b--", 400},
                          {multipart, part("Content-Disposition: form-data; name=\"\"") + "--b--", 400},
                          {multipart, part(field + "; name=\"b\"") + "--b--", 400},
                          {multipart, part(field + "; filename*=UTF-8''x") + "--b--", 400},
                          {multipart, part(field + "\r\n" + field) + "--b--", 400},
                          {multipart, part(field + "\r\nContent-Transfer-Encoding: base64") + "--b--", 400},
                          {multipart, part("X: y") + "--b--", 400},
                          {multipart, part(" " + field) + "--b--", 400},
                          {multipart, part(field + "\r\nX: " + std::string(200, 'y')) + "--b--", 413}}) {
        CAPTURE(type);
        CAPTURE(body);
        CHECK(outcome(type, body) == expected);
    }
}

TEST_CASE("A cookie is found by its whole name") {
    CHECK(cookie_in("a=1; session=xyz; b=2", "session") == "xyz");
    CHECK(cookie_in("session=\"q\"", "session") == "q");
    CHECK_FALSE(cookie_in("xsession=1; session2=2; session", "session"));
    CHECK(cookie_in("session=", "session") == "");
}
