// JSON in and out: what an act may say, and every way of saying it wrongly.
#include "acts/shape.h"
#include "support/life.h"

#include <doctest/doctest.h>

namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)
struct Thing;
struct Inner {
    acts::Text<3> word;
    std::optional<acts::Integer<0, 9>> digit;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (word, digit))
struct All {
    acts::Public<std::optional<acts::Text<5>>> line;
    acts::Public<std::optional<acts::Paragraphs<10>>> lines;
    acts::Public<std::optional<acts::Email>> email;
    acts::Public<std::optional<acts::Url>> url;
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<std::optional<acts::Integer<-3, 7>>> small;
    acts::Public<std::optional<acts::Integer<-9'007'199'254'740'991, 9'007'199'254'740'991>>> large;
    acts::Public<std::optional<base::Id<Thing>>> thing;
    acts::Public<std::optional<base::Date>> day;
    acts::Public<std::optional<base::PartialDate>> about;
    acts::Public<std::optional<base::Hash>> hash;
    acts::Public<std::optional<Colour>> colour;
    acts::Public<std::vector<acts::Integer<0, 9>>> digits;
    acts::Public<std::vector<Inner>> rows;
    acts::Public<std::optional<Inner>> inner;
    acts::Public<std::optional<acts::Position>> position;
};
BOOST_DESCRIBE_STRUCT(All, (),
                      (line, lines, email, url, country, small, large, thing, day, about, hash, colour, digits, rows, inner, position))
struct Required {
    acts::Public<acts::Text<5>> line;
    acts::Public<Colour> colour;
    acts::Public<acts::Integer<1, 9>> digit;
    acts::Public<base::Date> day;
    acts::Public<Inner> inner;
};
BOOST_DESCRIBE_STRUCT(Required, (), (line, colour, digit, day, inner))

// What decoding says, or what the act then says in canonical JSON.
template <class A>
std::string read(std::string_view json) {
    A act;
    const auto wrong = acts::decode(acts::type_of<A>(), json, &act);
    return wrong.empty() ? acts::encode(acts::type_of<A>(), &act) : support::told(wrong);
}

std::string field(std::string_view name, std::string_view value) { return "{\"" + std::string(name) + "\":" + std::string(value) + "}"; }
// The field's value as it is kept, or the codes; "" when it is absent.
std::string kept(std::string_view name, std::string_view value) {
    const auto said = read<All>(field(name, value));
    if (!said.starts_with('{')) return said;
    const auto mark = "\"" + std::string(name) + "\":";
    const auto at = said.find(mark);
    if (at == said.npos) return "";
    const auto from = at + mark.size();
    int depth = 0;
    bool quoted = false;
    for (auto i = from; i < said.size(); ++i) {
        const char c = said[i];
        if (quoted && c == '\\') ++i;
        else if (c == '"') quoted = !quoted;
        else if (!quoted && (c == '{' || c == '[')) ++depth;
        else if (!quoted && (c == ',' || c == '}' || c == ']') && depth == 0) return said.substr(from, i - from);
        else if (!quoted && (c == '}' || c == ']')) --depth;
    }
    return "unreadable";
}

std::string long_text(std::size_t count, std::string_view unit) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += unit;
    return text;
}

struct Case {
    const char* field;
    std::string in, out;  // JSON in; canonical JSON, or the wrong field and its code
};

}  // namespace

TEST_CASE("Every kind of field is kept as it was said, or named with what is wrong") {
    const std::string maximum = "9007199254740991", beyond = "9007199254740992";
    const std::string label(63, 'a'), domain = label + "." + label + "." + label;  // 191 bytes
    const Case cases[] = {
        {"line", R"("abcde")", R"("abcde")"},
        {"line", R"("abcdef")", "line too_long"},
        {"line", R"("éèœça")", R"("éèœça")"},
        {"line", R"("éèœçab")", "line too_long"},
        {"line", R"("  a b \n")", R"("a b")"},
        {"line", "\"e\xcc\x81t\xc3\xa9\"", "\"\xc3\xa9t\xc3\xa9\""},
        {"line",
         "\"e\xcc\x81"
         "abcd\"",
         "\"\xc3\xa9"
         "abcd\""},
        {"line", R"("")", ""},
        {"line", R"("   ")", "line missing"},
        {"line", "\"\u200b\"", "line missing"},
        {"line", "\"\u2800\u2800\"", "line missing"},
        {"line", "\"\u3164\"", "line missing"},
        {"line", "\"\u00a0\u3000\u00ad\ufeff\"", "line missing"},
        {"line", "\"\U000e0020\"", "line missing"},
        {"line", "\"\u200fא\"", "\"\u200fא\""},
        {"line", "\"\u2801\"", "\"\u2801\""},
        {"line", "\"\u3163\"", "\"\u3163\""},
        {"line", "\"-\"", "\"-\""},
        {"lines", "\"\u200b\\n\u2060\"", "lines missing"},
        {"line", "null", ""},
        {"line", "7", "line text"},
        {"line", "true", "line text"},
        {"line", R"(["a"])", "line text"},
        {"line", R"("a\nb")", "line control_character"},
        {"line", R"("a\tb")", "line control_character"},
        {"line", R"("a\u0000b")", "line control_character"},
        {"line", R"("a\u001fb")", "line control_character"},
        {"line", R"("a\u0020b")", R"("a b")"},
        {"line", R"("a\u007fb")", "line control_character"},
        {"line", R"("a\u0080b")", "line control_character"},
        {"line", R"("a\u009fb")", "line control_character"},
        {"line", R"("a\u00a1b")", R"("a¡b")"},
        {"line", R"("\ud83d\ude00")", "\"\xf0\x9f\x98\x80\""},
        {"line", R"("a\"\\b")", R"("a\"\\b")"},
        {"line", R"("a\ufdcfb")",
         "\"a\xEF\xB7\x8F"
         "b\""},
        {"line", R"("a\ufdd0b")", "line noncharacter"},
        {"line", R"("a\ufdefb")", "line noncharacter"},
        {"line", R"("a\ufdf0b")",
         "\"a\xEF\xB7\xB0"
         "b\""},
        {"line", R"("a\ufffdb")",
         "\"a\xEF\xBF\xBD"
         "b\""},
        {"line", R"("a\ufffeb")", "line noncharacter"},
        {"line", R"("\uffff")", "line noncharacter"},
        {"line", R"("a\ud83f\udffdb")",
         "\"a\xF0\x9F\xBF\xBD"
         "b\""},
        {"line", R"("a\ud83f\udffeb")", "line noncharacter"},
        {"line", R"("\udbff\udfff")", "line noncharacter"},
        {"lines", R"("a\r\nb\rc")", R"("a\nb\nc")"},
        {"lines", R"("a\tb")", R"("a\tb")"},
        {"lines", R"("a\u000bb")", "lines control_character"},
        {"lines", R"("0123456789")", R"("0123456789")"},
        {"lines", R"("01234567890")", "lines too_long"},
        {"lines", R"("\r\n01234\r\n6789\r\n")", R"("01234\n6789")"},
        {"email", R"("a@b.example")", R"("a@b.example")"},
        {"email", R"("a.b+c@b.example")", R"("a.b+c@b.example")"},
        {"email", R"("a@b")", "email email"},
        {"email", R"("@b.example")", "email email"},
        {"email", R"("a@")", "email email"},
        {"email", R"("a@b..example")", "email email"},
        {"email", R"("a@.example")", "email email"},
        {"email", R"("a@b.example.")", "email email"},
        {"email", R"("a..b@b.example")", "email email"},
        {"email", R"(".a@b.example")", "email email"},
        {"email", R"("a b@b.example")", "email email"},
        {"email", R"("a@b@c.example")", "email email"},
        {"email", R"("a@-b.example")", "email email"},
        {"email", R"("é@b.example")", "email email"},
        {"email", "\"" + std::string(64, 'a') + "@b.example\"", "\"" + std::string(64, 'a') + "@b.example\""},
        {"email", "\"" + std::string(65, 'a') + "@b.example\"", "email email"},
        {"email", "\"" + std::string(62, 'a') + "@" + domain + "\"", "\"" + std::string(62, 'a') + "@" + domain + "\""},
        {"email", "\"" + std::string(63, 'a') + "@" + domain + "\"", "email too_long"},
        {"url", R"("https://ville.example.org/a?b=c#d")", R"("https://ville.example.org/a?b=c#d")"},
        {"url", R"("http://ville.example.org")", R"("http://ville.example.org")"},
        {"url", R"("ftp://ville.example.org")", "url url"},
        {"url", R"x("javascript:alert(1)")x", "url url"},
        {"url", R"("https://")", "url url"},
        {"url", R"("https:///a")", "url url"},
        {"url", R"("https://user@ville.example.org")", "url url"},
        {"url", R"("https://ville.example.org/a b")", "url url"},
        {"url", R"("https://ville.example.org/é")", "url url"},
        {"url", R"("https://ville.example.org/<")", "url url"},
        {"url", R"("https://ville.example.org/\\")", "url url"},
        {"url", "\"https://v.example/" + std::string(1982, 'a') + "\"", "\"https://v.example/" + std::string(1982, 'a') + "\""},
        {"url", "\"https://v.example/" + std::string(1983, 'a') + "\"", "url too_long"},
        {"country", R"("FR")", R"("FR")"},
        {"country", R"("fr")", "country country"},
        {"country", R"("ZZ")", "country country"},
        {"country", R"("FRA")", "country country"},
        {"small", "-3", "-3"},
        {"small", "-4", "small below"},
        {"small", "7", "7"},
        {"small", "8", "small above"},
        {"small", "0", "0"},
        {"small", "-0", "0"},
        {"small", "1.0", "small integer"},
        {"small", "1.5", "small integer"},
        {"small", "1e0", "small integer"},
        {"small", R"("1")", "small integer"},
        {"small", "true", "small integer"},
        {"small", "null", ""},
        {"small", R"("")", ""},
        {"large", maximum, maximum},
        {"large", "-" + maximum, "-" + maximum},
        {"large", beyond, "large integer"},
        {"large", "-" + beyond, "large integer"},
        {"large", "9223372036854775807", "large integer"},
        {"large", "9223372036854775808", "large integer"},
        {"large", "18446744073709551616", "large integer"},
        {"large", "-9223372036854775809", "large integer"},
        {"thing", "1", "1"},
        {"thing", "0", "thing id"},
        {"thing", "-1", "thing id"},
        {"thing", maximum, maximum},
        {"thing", beyond, "thing id"},
        {"thing", R"("1")", "thing id"},
        {"day", R"("2024-02-29")", R"("2024-02-29")"},
        {"day", R"("2023-02-29")", "day date"},
        {"day", R"("2024-2-29")", "day date"},
        {"day", "20240229", "day date"},
        {"day", R"("")", ""},
        {"about", R"("2014~")", R"("2014~")"},
        {"about", R"("2014-13")", "about partial_date"},
        {"hash", "\"" + std::string(64, 'a') + "\"", "\"" + std::string(64, 'a') + "\""},
        {"hash", "\"" + std::string(63, 'a') + "\"", "hash hash"},
        {"hash", "\"" + std::string(64, 'A') + "\"", "hash hash"},
        {"colour", R"("red")", R"("red")"},
        {"colour", R"("Red")", "colour choice"},
        {"colour", R"("")", ""},
        {"colour", "0", "colour choice"},
        {"digits", "[]", "[]"},
        {"digits", "null", "[]"},
        {"digits", R"("")", "[]"},
        {"digits", "{}", "digits list"},
        {"digits", "[1,10,null,2,-1]", "digits[1] above, digits[2] integer, digits[4] below"},
        {"inner", R"({"word":"abc","digit":9})", R"({"digit":9,"word":"abc"})"},
        {"inner", R"({"digit":10})", "inner.word missing, inner.digit above"},
        {"inner", R"({"word":"abc","other":1})", "inner.other unknown"},
        {"inner", "[]", "inner object"},
        {"rows", R"([{"word":"a"},{"word":"abcd"},7,{}])", "rows[1].word too_long, rows[2] object, rows[3].word missing"},
        {"position", R"({"latitude":9000000,"longitude":-18000000})", R"({"latitude":9000000,"longitude":-18000000})"},
        {"position", R"({"latitude":9000001,"longitude":-18000001})", "position.latitude above, position.longitude below"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.field);
        CAPTURE(one.in);
        CHECK(kept(one.field, one.in) == one.out);
    }
}

TEST_CASE("A list has at most 900 items, and its schema says so") {
    const auto list = [](std::size_t count) { return field("digits", "[1" + long_text(count - 1, ",1") + "]"); };
    CHECK(read<All>(list(900)).starts_with("{\"digits\":[1,"));
    CHECK(read<All>(list(901)) == "digits too_many");
    CHECK(acts::schema(acts::type_of<All>(), "test.all", 1).find(R"("type":"array","maxItems":900,)") != std::string::npos);
}

TEST_CASE("Every wrong field is named at once, in the order of the declaration") {
    CHECK(read<Required>("{}") == "line missing, colour missing, digit missing, day missing, inner missing");
    CHECK(read<Required>(R"({"line":null,"colour":null,"digit":null,"day":null,"inner":null})") ==
          "line missing, colour missing, digit missing, day missing, inner missing");
    CHECK(read<Required>(R"({"line":"","colour":"","digit":"","day":"","inner":""})") ==
          "line missing, colour missing, digit missing, day missing, inner object");
    CHECK(read<Required>(R"({"line":"a","colour":"green","digit":1,"day":"2026-01-01","inner":{"word":"a"},"more":1})") == "more unknown");
    CHECK(read<Required>(R"({"day":"2026-01-01","line":"a","inner":{"word":"a"},"digit":1,"colour":"green"})") ==
          R"({"colour":"green","day":"2026-01-01","digit":1,"inner":{"word":"a"},"line":"a"})");
}

TEST_CASE("What is not one JSON object in UTF-8 is no act") {
    for (const std::string_view text :
         {"", "{", "{}{}", "{} x", "nonsense", "{'line':1}", "{\"line\":}", "{\"line\":1,}", "{\"line\":01}", "{\"line\":\"\x80\"}",
          "{\"line\":\"\xc0\xaf\"}", "{\"line\":\"\xed\xa0\x80\"}", "{\"line\":\"\xf4\x90\x80\x80\"}", "{\"line\":\"\\ud800\"}",
          "{\"line\":\"a\nb\"}", "{\"line\":NaN}", "/**/{}"}) {
        CAPTURE(text);
        CHECK(read<All>(text) == "json");
    }
    for (const std::string_view text : {"null", "[]", "7", "\"a\"", "true"}) CHECK(read<All>(text) == "object");
    CHECK(read<All>(" \n\t{} ") == "{\"digits\":[],\"rows\":[]}");
}

TEST_CASE("A name said twice is refused, wherever it stands") {
    CHECK(read<All>(R"({"small":1,"small":1})") == "repeated_name");
    CHECK(read<All>(R"({"small":1,"\u0073mall":1})") == "repeated_name");
    CHECK(read<All>(R"({"inner":{"word":"a","word":"b"}})") == "repeated_name");
    CHECK(read<All>(R"({"rows":[{"word":"a"},{"word":"a","word":"b"}]})") == "repeated_name");
    CHECK(read<All>(R"({"other":{"a":1,"a":2}})") == "repeated_name");
    CHECK(read<All>(R"({"line":"a\":b","small":1})") != "repeated_name");
    CHECK(read<All>(R"({"line":":::"})") != "repeated_name");
    CHECK(read<All>(R"({"rows":[{"word":"a"},{"word":"a"}]})") != "repeated_name");
}

TEST_CASE("Deep nesting is refused before it can exhaust anything") {
    const auto nested = [](std::size_t depth) { return field("other", std::string(depth, '[') + std::string(depth, ']')); };
    CHECK(read<All>(nested(20)) == "other unknown");
    CHECK(read<All>(nested(40)) == "json");
    CHECK(read<All>(nested(1'000'000)) == "json");
    CHECK(read<All>("{\"line\":" + long_text(100'000, "{\"a\":")) == "json");
}

TEST_CASE("Canonical JSON escapes what RFC 8785 section 3.2.2.2 says and nothing else") {
    CHECK(acts::json_text("\"\\/\b\f\n\r\t") == R"("\"\\/\b\f\n\r\t")");
    CHECK(acts::json_text(std::string_view("\x00\x01\x1f\x7f", 4)) == "\"\\u0000\\u0001\\u001f\x7f\"");
    CHECK(acts::json_text("é€😀") == "\"é€😀\"");
    CHECK(acts::json_text("") == "\"\"");
    for (const auto& text : {std::string("\"\\/\b\f\n\r\t"), std::string("\x01\x1f\x7f"), std::string("é€😀"), std::string()})
        CHECK(acts::text_of_json(acts::json_text(text)) == text);
    CHECK(acts::text_of_json("7").empty());
    CHECK(acts::text_of_json("\"a").empty());
}

TEST_CASE("What was encoded is decoded to the same") {
    const std::string all =
        R"({"about":"../2004","colour":"green","country":"SN","day":"2026-01-31","digits":[0,9],"email":"a@b.example","hash":")" +
        std::string(64, '0') +
        R"(","inner":{"word":"é"},"large":-9007199254740991,"line":"a\"b","lines":"a\nb","position":{"latitude":-1,"longitude":0},"rows":[{"digit":0,"word":"a"}],"small":-3,"thing":1,"url":"http://a.example"})";
    CHECK(read<All>(all) == all);
}

TEST_CASE("Names of choices are those of the declaration") {
    CHECK(acts::name_of(Colour::green) == "green");
    CHECK(acts::named<Colour>("red") == Colour::red);
    CHECK_FALSE(acts::named<Colour>("blue"));
    CHECK_FALSE(acts::named<Colour>(""));
}
