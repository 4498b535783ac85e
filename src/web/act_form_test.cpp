// A form holds every kind of field, reads it back, and shows what was typed.
#include "web/act_form.h"
#include "web/site.h"

#include <doctest/doctest.h>

namespace {

enum class Few { one, two };
BOOST_DESCRIBE_ENUM(Few, one, two)
enum class Many { a, b, c, d, e, f };
BOOST_DESCRIBE_ENUM(Many, a, b, c, d, e, f)
struct Line {
    acts::Text<20> title;
    std::optional<acts::Integer<0, 100>> share;
};
BOOST_DESCRIBE_STRUCT(Line, (), (title, share))
struct Every {
    acts::Public<acts::Text<50>> name;
    acts::Public<std::optional<acts::Paragraphs<80>>> note;
    acts::Public<std::optional<acts::Email>> mail;
    acts::Public<std::optional<acts::Url>> address;
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<std::optional<acts::Integer<-10, 1'000'000>>> count, subject_id;
    acts::Public<std::optional<acts::Integer<0, 4'000'000'000'000'000>>> at_us;
    acts::Public<std::optional<base::Date>> day;
    acts::Public<std::optional<base::PartialDate>> since;
    acts::Public<std::optional<Few>> few;
    acts::Public<std::optional<Many>> many;
    acts::Public<std::optional<base::Id<Every>>> other;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::vector<base::Id<Every>>> sources;
    std::vector<Line> lines;
    std::optional<acts::Attachment> file;
};
BOOST_DESCRIBE_STRUCT(Every, (),
                      (name, note, mail, address, country, count, subject_id, at_us, day, since, few, many, other, position, sources, lines,
                       file))
base::Verdict check(const acts::Reader&, const Every&) { return base::granted(); }
void apply(acts::Effect&, const Every&) {}

const acts::Declared& every() {
    static const acts::Registry registry = [] {
        acts::Registry made;
        made.add<Every>("test.every", 1, acts::By::anyone, acts::Basis::optional);
        return made;
    }();
    return registry.all().front();
}

web::ActInput read(const web::Parameters& sent, base::Language language = base::Language::fr,
                   std::map<std::string, web::KeptFile, std::less<>> files = {}) {
    return web::read_act_form(*every().type, sent, std::move(files), language);
}
std::string drawn(const web::FormValues& values, std::vector<base::Wrong> wrong = {}, std::string add_row = {}) {
    web::ActForm form{.act = every(), .words = web::words_of(base::Language::fr), .values = values};
    form.wrong = std::move(wrong), form.add_row = std::move(add_row);
    return std::string(web::error_summary(form).markup()) + std::string(web::controls(form).markup());
}
bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
std::size_t times(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("what people type in each kind of control becomes the value an act decodes") {
    struct Case {
        const char* control;
        const char* typed;
        const char* json;
    };
    const Case cases[] = {
        {"name", " Ouidah ", R"({"name":"Ouidah"})"},
        {"name", "\"<b>&\\", R"({"name":"\"<b>&\\"})"},
        {"note", "a\r\nb", R"({"note":"a\r\nb"})"},
        {"mail", "mairie@example.org", R"({"mail":"mairie@example.org"})"},
        {"address", "https://example.org/", R"({"address":"https://example.org/"})"},
        {"country", "BJ", R"({"country":"BJ"})"},
        {"country", "bénin", R"({"country":"BJ"})"},
        {"country", "Atlantide", R"({"country":"Atlantide"})"},
        {"count", "12 345", R"({"count":12345})"},
        {"count", "-7", R"({"count":-7})"},
        {"count", "douze", R"({"count":"douze"})"},
        {"count", "99999999999999999999", R"({"count":"99999999999999999999"})"},
        {"day", "2014-11-06", R"({"day":"2014-11-06"})"},
        {"day", "06/11/2014", R"({"day":"2014-11-06"})"},
        {"day", "hier", R"({"day":"hier"})"},
        {"since", "vers 2014", R"({"since":"2014~"})"},
        {"since", "novembre 2014", R"({"since":"2014-11"})"},
        {"since", "2010/2013", R"({"since":"2010/2013"})"},
        {"few", "two", R"({"few":"two"})"},
        {"few", "three", R"({"few":"three"})"},
        {"many", "f", R"({"many":"f"})"},
        {"other", "4001", R"({"other":4001})"},
        {"position.latitude", "6,36536", R"({"position":{"latitude":636536}})"},
        {"position.longitude", "nord", R"({"position":{"longitude":"nord"}})"},
        {"sources[0]", "3001", R"({"sources":[3001]})"},
        {"sources[7]", "3001", R"({"sources":[3001]})"},
        {"sources[0]", "  ", "{}"},
        {"sources[x]", "3", "{}"},
        {"sources", "3", "{}"},
        {"lines[2].title", "Eau", R"({"lines":[{"title":"Eau"}]})"},
        {"lines[0].share", "5", R"({"lines":[{"share":5}]})"},
        {"name", "", "{}"},
        {"unknown", "x", "{}"},
        {"file", "x", "{}"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.control);
        CAPTURE(one.typed);
        CHECK(read({{one.control, one.typed}}).json == one.json);
    }
}

TEST_CASE("a control sent twice is wrong, and so said") {
    const auto input = read({{"name", "a"}, {"name", "b"}, {"sources[0]", "1"}, {"sources[0]", "2"}});
    REQUIRE(input.wrong.size() == 2);
    CHECK(input.wrong[0] == base::Wrong{"name", "repeated_name", {}});
    CHECK(input.wrong[1].path == "sources[0]");
}

TEST_CASE("rows close up, in the JSON and in the form shown again") {
    const auto input = read({{"sources[0]", ""}, {"sources[3]", "31"}, {"sources[1]", "11"}, {"lines[9].title", "Eau"}});
    CHECK(input.json == R"({"sources":[11,31],"lines":[{"title":"Eau"}]})");
    CHECK(input.values.at("sources[0]") == "11");
    CHECK(input.values.at("sources[1]") == "31");
    CHECK(input.values.at("lines[0].title") == "Eau");
}

TEST_CASE("a file that is kept goes along by its hash") {
    const web::KeptFile file{"délibération.pdf", "application/pdf", 12, base::sha256({"x"})};
    const auto input = read({}, base::Language::fr, {{"file", file}});
    CHECK(input.json ==
          R"({"file":{"name":"délibération.pdf","media_type":"application/pdf","size":12,"sha256":")" + file.sha256.hex() + R"("}})");
    const auto found = web::attachments(*every().type, input.json);
    REQUIRE(found.size() == 1);
    CHECK(found[0].first == "file");
    CHECK(found[0].second == file);
    const auto shown = drawn(input.values);
    CHECK(holds(shown, R"(name="file.kept" value=")" + file.sha256.hex()));
    CHECK(holds(shown, "délibération.pdf"));
    CHECK(web::takes_files(*every().type));
}

TEST_CASE("an act that exists fills its form, and the form gives the act back") {
    const std::string json =
        R"({"address":"https://example.org/","count":12345,"country":"BJ","day":"2014-11-06","few":"two","lines":[{"share":5,"title":"Eau"}],"mail":"a@example.org",)"
        R"("many":"c","name":"Ouidah","note":"a\nb","other":4001,"position":{"latitude":636536,"longitude":-1},"since":"2014~","sources":[1,2]})";
    for (const auto language : base::languages) {
        const auto values = web::form_values(*every().type, json, language);
        const auto again = web::read_act_form(*every().type, values.typed, {}, language);
        Every act;
        CHECK(acts::decode(*every().type, again.json, &act).empty());
        CHECK(web::different_fields(*every().type, again.json, json).empty());
    }
    CHECK(web::different_fields(*every().type, json, R"({"name":"Ouidah","sources":[2,1]})").size() == 13);
    CHECK(web::different_fields(*every().type, R"({"name":"Ouidah"})", R"({"name":"Cotonou"})") == std::vector<std::string>{"name"});
}

TEST_CASE("values are said as people read them") {
    const auto& words = web::words_of(base::Language::fr);
    const std::string json =
        R"({"name":"Ouidah","count":12345,"subject_id":51001,"at_us":1790000000000000,"country":"BJ","day":"2014-11-06","since":"2014~","position":{"latitude":636536,"longitude":-100000},"sources":[1,2]})";
    CHECK(web::value_words(every(), "country", json, words) == "Bénin");
    CHECK(web::value_words(every(), "count", json, words) == words.number(12345));
    CHECK(web::value_words(every(), "subject_id", json, words) == "51001");  // a number by which it is looked up
    CHECK(web::value_words(every(), "at_us", json, words) == words.datetime(1790000000000000, "UTC"));
    CHECK(web::value_words(every(), "day", json, words) == "6 novembre 2014");
    CHECK(web::value_words(every(), "since", json, words) == "vers 2014");
    CHECK(web::value_words(every(), "position", json, words) == "6,36536° ; -1°");
    CHECK(web::value_words(every(), "sources", json, words) == "1 et 2");
    CHECK(web::value_words(every(), "mail", json, words).empty());
}

TEST_CASE("each kind of field has its own control, named and labelled") {
    const auto page = drawn({});
    for (const auto* part :
         {R"(<input type="text" id="f-name" name="name")", R"(<textarea id="f-note" name="note")", R"(type="email" id="f-mail")",
          R"(type="url" id="f-address")", R"(<select id="f-country" name="country")", R"(id="f-count" name="count" value="" )",
          R"(<input type="date" id="f-day")", R"(type="radio" name="few" value="one" id="f-few")", R"(<select id="f-many" name="many")",
          R"(id="f-other" name="other")", R"(id="f-position-latitude" name="position.latitude")", R"(id="f-position-longitude")",
          R"(id="f-sources-0" name="sources[0]")", R"(name="add-row" value="sources")", R"(id="f-lines-0-title" name="lines[0].title")",
          R"(<input type="file" id="f-file")", R"(id="f-basis" name="basis")"}) {
        CAPTURE(part);
        CHECK(holds(page, part));
    }
    CHECK(times(page, "(facultatif)") == 16);  // all but the name, the rows and what rows require
    CHECK(page.find("Afghanistan") < page.find("Zimbabwe"));
    CHECK(page.find(">Égypte<") < page.find(">Espagne<"));
    CHECK(holds(drawn({}, {}, "sources"), R"(id="f-sources-1")"));
    web::FormValues filled;
    filled.typed.add("sources[0]", "1");
    CHECK(!holds(drawn(filled), R"(id="f-sources-1")"));
    CHECK(holds(drawn(filled, {}, "sources"), R"(id="f-sources-1")"));
}

TEST_CASE("what was typed is shown again, escaped, beside what is wrong with it") {
    const auto input = read({{"name", "<script>\"'&"}, {"day", "hier"}, {"count", "12,5"}, {"note", "\n<b>"}});
    const auto page = drawn(input.values, {{"name", "too_long", {{"max", std::int64_t(50)}}},
                                           {"day", "date", {}},
                                           {"position.latitude", "below", {{"min", std::int64_t(-9'000'000)}}},
                                           {"sources[0]", "id", {}},
                                           {"", "json", {}}});
    CHECK(!holds(page, "<script>"));
    CHECK(holds(page, "&lt;script&gt;"));
    CHECK(holds(page, R"(value="12,5")"));
    CHECK(holds(page, "<textarea id=\"f-note\" name=\"note\" rows=\"5\">\n\n&lt;b"));
    CHECK(holds(page, R"(<input type="text" id="f-day" name="day" value="hier")"));  // a date control would lose it
    for (const auto* target : {"#f-name", "#f-day", "#f-position-latitude", "#f-sources-0"})
        CHECK(holds(page, std::string("href=\"") + target + "\""));
    CHECK(holds(page, R"(role="alert")"));
    CHECK(holds(page, "5 réponses sont à corriger"));
    CHECK(holds(page, "degrés décimaux, de −90 à 90"));
    CHECK(!holds(page, "9 000 000"));
    CHECK(holds(page, R"(aria-describedby="f-name-e" aria-invalid="true")"));
}

TEST_CASE("every wrong path leads to a control that is there") {
    const web::FormValues none;
    for (const std::string path :
         {"name", "note", "country", "count", "day", "since", "few", "many", "other", "position", "position.longitude", "sources",
          "sources[0]", "lines", "lines[0]", "lines[0].share", "file", "file.size", "basis"}) {
        CAPTURE(path);
        web::ActForm one{.act = every(), .words = web::words_of(base::Language::en), .values = none};
        one.wrong = {{path, "missing", {}}};
        const std::string summary(web::error_summary(one).markup());
        const auto start = summary.find("href=\"#") + 7;
        REQUIRE(start > 7);
        CHECK(holds(std::string(web::controls(one).markup()), "id=\"" + summary.substr(start, summary.find('"', start) - start) + "\""));
    }
}

TEST_CASE("a conflict asks which value to keep and carries what was typed") {
    web::FormValues values;
    values.typed.add("name", "Kotonou");
    values.typed.add("count", "5");
    web::ActForm form{.act = every(), .words = web::words_of(base::Language::fr), .values = values};
    form.conflicts = {{"name", "Kotonou", "Cotonou"}};
    form.carried = {"count"};
    const std::string page(web::controls(form).markup());
    CHECK(holds(page, R"(<input type="hidden" name="name" value="Kotonou">)"));
    CHECK(holds(page, R"(<input type="hidden" name="conflict" value="name">)"));
    CHECK(holds(page, R"(type="radio" name="keep.name" value="theirs")"));
    CHECK(holds(page, "<strong>Cotonou</strong>"));
    CHECK(holds(page, R"(<input type="hidden" name="count" value="5">)"));
    CHECK(!holds(page, "id=\"f-count\""));
}
