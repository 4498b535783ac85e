// What is drawn, read back: the numbers of the SVG, and the cells of the table.
#include "web/chart.h"

#include "papers/xml.h"
#include "web/site.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <stdexcept>

using namespace web::chart;

namespace {

const base::Words& french() { return web::words_of(base::Language::fr); }
const base::Words& english() { return web::words_of(base::Language::en); }
base::PartialDate about(const char* text) { return *base::PartialDate::parse(text); }
Frame frame(std::string id = "c") { return {.id = std::move(id), .title = "Membres", .heading = "Région"}; }

struct Element {
    std::string name, text;
    std::map<std::string, std::string> attributes;
    std::string_view operator[](const std::string& attribute) const {
        const auto found = attributes.find(attribute);
        return found == attributes.end() ? std::string_view() : std::string_view(found->second);
    }
    // "12.5%" as 12.5; an absent one is nothing.
    double number(const std::string& attribute) const { return std::strtod(std::string((*this)[attribute]).c_str(), nullptr); }
};

// Reads the fragment as XML: it throws when it is not well formed.
class Reading : papers::XmlHandler {
public:
    explicit Reading(const html::Node& node) {
        papers::XmlParser parser(*this, {"test"});
        parser.feed("<r xmlns='test'>" + std::string(node.markup()) + "</r>");
        if (!parser.finish()) throw std::runtime_error("not well formed: " + std::string(node.markup()));
    }
    std::vector<Element> elements;
    std::vector<const Element*> named(std::string_view name) const {
        std::vector<const Element*> all;
        for (const auto& element : elements)
            if (element.name == name) all.push_back(&element);
        return all;
    }
    std::vector<std::string> texts(std::string_view name) const {
        std::vector<std::string> all;
        for (const auto* element : named(name)) all.push_back(element->text);
        return all;
    }

private:
    void start(std::string_view name, const papers::XmlAttributes& attributes) override {
        auto& element = elements.emplace_back();
        element.name = name;
        for (const auto* known :
             {"x",  "y",           "width", "height",          "x1",   "x2", "y1",     "y2",       "cx", "cy", "r", "fill", "class",
              "id", "text-anchor", "role",  "aria-labelledby", "href", "dx", "data-l", "transform"})
            if (const auto value = attributes[known]; value.data()) element.attributes[known] = value;
        open_.push_back(elements.size() - 1);
    }
    void end(std::string_view) override { open_.pop_back(); }
    void text(std::string_view piece) override {
        for (const auto at : open_) elements[at].text += piece;
    }
    std::vector<std::size_t> open_;
};

// Rows of a table as texts.
std::vector<std::vector<std::string>> rows_of(const html::Node& table) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& element : Reading(table).elements) {
        if (element.name == "tr") rows.emplace_back();
        if (element.name == "th" || element.name == "td") rows.back().push_back(element.text);
    }
    return rows;
}

std::vector<const Element*> bars_in(const Reading& reading) {
    std::vector<const Element*> all;
    for (const auto* rect : reading.named("rect"))
        if ((*rect)["x"].ends_with('%')) all.push_back(rect);
    return all;
}

// Every mark and every text, as wide as it may be on the narrowest phone, is within the drawing.
void check_inside(const html::Node& picture) {
    const Reading reading(picture);
    const auto* svg = reading.named("svg").at(0);
    const auto height = svg->number("height");
    const auto share_of = [&](const Element& element, const std::string& name) {
        const auto value = element[name];
        return value.ends_with("em") ? element.number(name) / narrow_em * 100 : element.number(name);
    };
    bool in_pattern = false;
    for (const auto& element : reading.elements) {
        in_pattern = element.name == "pattern" || (in_pattern && element.name == "path");
        if (in_pattern) continue;
        CAPTURE(element.name);
        CAPTURE(element.text);
        if (element.name == "rect") {
            const auto left = share_of(element, "x") - (element["transform"].empty() ? 0 : share_of(element, "width") / 2);  // a marker
            CHECK(left >= 0);
            CHECK(left + share_of(element, "width") <= 100.02);
            CHECK(element.number("y") >= 0);
            CHECK(element.number("y") + element.number("height") <= height + .02);
        } else if (element.name == "line") {
            for (const auto* x : {"x1", "x2"}) CHECK((share_of(element, x) >= 0 && share_of(element, x) <= 100));
            for (const auto* y : {"y1", "y2"}) CHECK((element.number(y) >= 0 && element.number(y) <= height));
        } else if (element.name == "circle") {
            CHECK((element.number("cx") >= 0 && element.number("cx") <= 100));
            CHECK((element.number("cy") >= 0 && element.number("cy") <= height));
        } else if (element.name == "text") {
            const auto width = width_em(element.text), x = share_of(element, "x") / 100 * narrow_em;
            const auto from = element["text-anchor"] == "end" ? x - width : element["text-anchor"] == "middle" ? x - width / 2 : x;
            CHECK(element.number("y") <= height);
            CHECK(element.number("y") >= .7);     // the height of its letters
            if (width > narrow_em / 2) continue;  // a number that no phone holds: it stands at an edge
            CHECK(from >= -.05);
            CHECK(from + width <= narrow_em + .05);
        }
    }
}

}  // namespace

TEST_CASE("Bars begin at zero, are as long as their values, and have them beside") {
    const auto drawn = draw(french(), Bars{frame(), {"Membres"}, {{"Europe", {10}, "/e"}, {"Asie", {5}, ""}, {"Afrique", {0}, ""}}});
    const Reading reading(drawn.picture);
    const auto bars = bars_in(reading);
    REQUIRE(bars.size() == 2);  // nothing is drawn of zero
    CHECK((*bars[0])["x"] == "0%");
    CHECK((*bars[0])["width"] == "100%");
    CHECK((*bars[1])["width"] == "50%");
    CHECK(reading.texts("text") == std::vector<std::string>{"0", "2", "4", "6", "8", "10", "Europe", "10", "Asie", "5", "Afrique", "0"});
    const auto& svg = reading.elements[1];
    CHECK(svg["role"] == "img");
    CHECK(svg["aria-labelledby"] == "c-t c-d");
    CHECK(reading.texts("title") == std::vector<std::string>{"Membres"});
    CHECK(reading.texts("desc").at(0) == "3 barres. La plus longue\u00a0: Europe, 10. Le tableau donne les mêmes valeurs.");
    CHECK(rows_of(drawn.table) ==
          std::vector<std::vector<std::string>>{{"Région", "Membres"}, {"Europe", "10"}, {"Asie", "5"}, {"Afrique", "0"}});
    CHECK(drawn.table.markup().find("<a href=\"/e\">") != std::string_view::npos);
    CHECK(drawn.picture.markup().find("style=") == std::string_view::npos);
    check_inside(drawn.picture);
}

TEST_CASE("Negative values go to the other side of zero") {
    const auto drawn = draw(french(), Bars{frame(), {"Solde"}, {{"A", {-10}, ""}, {"B", {10}, ""}}});
    const Reading reading(drawn.picture);
    const auto bars = bars_in(reading);
    REQUIRE(bars.size() == 2);
    CHECK((*bars[0])["x"] == "0%");
    CHECK((*bars[0])["width"] == "50%");
    CHECK((*bars[1])["x"] == "50%");
    CHECK(std::ranges::count(reading.texts("text"), french().number(-10)) == 2);  // below the axis, and beside the bar
    check_inside(drawn.picture);
}

TEST_CASE("A value that is hardly anything is still seen, one that is not known is said") {
    const auto drawn = draw(french(), Bars{frame(), {"Membres"}, {{"A", {1'000'000}, ""}, {"B", {1}, ""}, {"C", {{}}, ""}}});
    const auto bars = bars_in(Reading(drawn.picture));
    REQUIRE(bars.size() == 2);
    CHECK(bars[1]->number("width") == doctest::Approx(.4));
    CHECK(rows_of(drawn.table).back() == std::vector<std::string>{"C", "non connu"});
}

TEST_CASE("Without a value there is no drawing, and a sentence says so") {
    for (const auto& rows : {std::vector<Row>{}, std::vector<Row>{{"A", {{}}, ""}}}) {
        const Bars bars{frame(), {"Membres"}, rows};
        CHECK(draw(french(), bars).rows == 0);
        CHECK(show(french(), bars).markup() == "<p class=\"note\">Aucune donnée.</p>");
        CHECK(show(english(), bars).markup() == "<p class=\"note\">No data.</p>");
    }
    CHECK(draw(french(), Columns{frame(), "Membres", {}}).rows == 0);
    CHECK(draw(french(), Lines{frame(), {}}).rows == 0);
    CHECK(draw(french(), Lines{frame(), {{"Membres", {}}}}).rows == 0);
    CHECK(draw(french(), Timeline{frame(), {}, {2026, 1, 1}}).rows == 0);
}

TEST_CASE("Stacked series follow each other from zero, each with its own pattern, and the table has their sum") {
    const auto drawn = draw(french(), Bars{frame("l"), {"Remis", "En attente", "Perdus"}, {{"Lettre", {5, 3, 2}, ""}}, true});
    const Reading reading(drawn.picture);
    const auto bars = bars_in(reading);
    REQUIRE(bars.size() == 3);
    CHECK((*bars[0])["x"] == "0%");
    CHECK((*bars[1])["x"] == "50%");
    CHECK((*bars[2])["x"] == "80%");
    CHECK((*bars[2])["width"] == "20%");
    CHECK((*bars[0])["fill"] == "currentColor");
    CHECK((*bars[1])["fill"] == "url(#l-c2)");
    CHECK((*bars[2])["fill"] == "url(#l-c3)");
    std::vector<std::string> patterns;
    for (const auto* pattern : reading.named("pattern")) patterns.emplace_back((*pattern)["id"]);
    CHECK(patterns == std::vector<std::string>{"l-c2", "l-c3"});
    CHECK(rows_of(drawn.table).back() == std::vector<std::string>{"Lettre", "5", "3", "2", "10"});
    check_inside(drawn.picture);
}

TEST_CASE("Series that are not stacked stand below each other, on one scale") {
    const auto drawn = draw(french(), Bars{frame(), {"Votés", "Versés"}, {{"A", {100, 50}, ""}, {"B", {{}, -20}, ""}}});
    const auto bars = bars_in(Reading(drawn.picture));
    REQUIRE(bars.size() == 3);
    CHECK(bars[0]->number("width") == doctest::Approx(2 * bars[1]->number("width")).epsilon(.01));
    CHECK(bars[1]->number("y") > bars[0]->number("y"));
    CHECK(bars[2]->number("x") + bars[2]->number("width") == doctest::Approx(bars[0]->number("x")).epsilon(.01));
    check_inside(drawn.picture);
}

TEST_CASE("The longest bar is told by its row and its series: what is not stacked is not added up") {
    Bars bars{frame(), {"Sièges", "Membres"}, {{"Afrique", {60, 61}, ""}, {"Europe", {75, 20}, ""}}};
    CHECK(Reading(draw(french(), bars).picture).texts("desc").at(0).find("Europe, Sièges, 75.") != std::string::npos);
    bars.stacked = true;
    CHECK(Reading(draw(french(), bars).picture).texts("desc").at(0).find("Afrique, 121.") != std::string::npos);
}

TEST_CASE("A drawing taller than a page is marked: print shows its table instead") {
    const auto bars = [](int rows) {
        Bars all{frame(), {"Membres"}, {}};
        for (int i = 0; i < rows; ++i) all.rows.push_back({"R" + std::to_string(i), {1}, ""});
        return std::string(draw(french(), all).picture.markup());
    };
    CHECK(bars(10).find("class=\"ch\"") != std::string::npos);
    CHECK(bars(40).find("class=\"ch tall\"") != std::string::npos);
}

TEST_CASE("Forty rows are drawn; of forty-one the smallest two are one, and the table has what is drawn") {
    const auto many = [](int count) {
        Bars bars{frame(), {"Membres"}, {}};
        for (int i = 0; i < count; ++i) bars.rows.push_back({"R" + std::to_string(i), {i + 1}, ""});
        return bars;
    };
    const auto at_most = rows_of(draw(french(), many(40)).table);
    CHECK(at_most.size() == 41);
    CHECK(at_most[1] == std::vector<std::string>{"R0", "1"});
    const auto beyond = rows_of(draw(french(), many(41)).table);
    CHECK(beyond.size() == 41);
    CHECK(beyond[1] == std::vector<std::string>{"R2", "3"});
    CHECK(beyond.back() == std::vector<std::string>{"2 autres", "3"});
    const auto drawn = draw(french(), many(10'000));
    CHECK(drawn.rows == 40);
    CHECK(rows_of(drawn.table).back() == std::vector<std::string>{"9\u202f961 autres", french().number(9961 * 9962 / 2)});
    check_inside(drawn.picture);
}

TEST_CASE("What nobody could read is refused") {
    CHECK_THROWS_AS(draw(french(), Bars{frame(), {}, {}}), std::invalid_argument);
    CHECK_THROWS_AS(draw(french(), Bars{frame(), {"1", "2", "3", "4", "5"}, {}}), std::invalid_argument);
    CHECK_THROWS_AS(draw(french(), Bars{frame(), {"1", "2"}, {{"A", {1}, ""}}}), std::invalid_argument);
    CHECK_THROWS_AS(draw(french(), Bars{frame(), {"1"}, {{"A", {value_most + 1}, ""}}}), std::invalid_argument);
    CHECK_THROWS_AS(draw(french(), Bars{frame(), {"1", "2"}, {{"A", {value_most, 1}, ""}}, true}), std::invalid_argument);
    CHECK_THROWS_AS(draw(french(), Lines{frame(), {{}, {}, {}, {}, {}}}), std::invalid_argument);
    CHECK_THROWS_AS(draw(french(), Columns{frame(), "M", {{2020, value_most + 1}}}), std::invalid_argument);
}

TEST_CASE("What a stranger wrote is text, in the drawing and in the table") {
    const std::string hostile = "<script>alert('1')</script>\"&";
    auto named = frame();
    named.title = named.heading = named.note = hostile;
    for (const auto& shown : {show(french(), Bars{named, {hostile, hostile}, {{hostile, {1, 2}, "javascript:alert(1)"}}}),
                              show(french(), Columns{named, hostile, {{2020, 1}}}),
                              show(french(), Lines{named, {{hostile, {{about("2020"), 1}}}, {hostile, {}}}}),
                              show(french(), Timeline{named, {{hostile, about("2020"), {}, {}, "javascript:alert(1)"}}, {2026, 1, 1}})}) {
        CHECK(shown.markup().find("<script") == std::string_view::npos);
        CHECK(shown.markup().find("javascript:") == std::string_view::npos);
        CHECK_NOTHROW(Reading{shown});
    }
}

TEST_CASE("A label of eighty characters takes two lines beside its value") {
    std::string label = "Association internationale des maires et responsables des capitales et métropoles";
    const auto drawn = draw(french(), Bars{frame(), {"Membres"}, {{label, {123'456'789}, ""}}});
    check_inside(drawn.picture);
    CHECK(rows_of(drawn.table).back()[0] == label);
    CHECK(Reading(drawn.picture).texts("desc").at(0).find(label) != std::string::npos);
}

TEST_CASE("A table of up to twelve rows stands open beside its drawing, a longer one is closed below") {
    for (const auto& [count, open] : {std::pair(12, true), std::pair(13, false)}) {
        Columns columns{frame(), "Membres", {}};
        for (int i = 0; i < count; ++i) columns.years[2000 + i] = 1;
        const std::string shown(show(french(), columns).markup());
        CHECK(shown.starts_with("<figure class=\"fig two\">") == open);
        CHECK((shown.find("<details>") == shown.npos) == open);
    }
    Bars wide{frame(), {"1", "2", "3"}, {{"A", {1, 2, 3}, ""}}};
    CHECK(show(french(), wide).markup().starts_with("<figure class=\"fig\">"));
    Columns closed{frame(), "Membres", {{2020, 1}}};
    closed.frame.closed = true;
    CHECK(show(french(), closed).markup().find("<details>") != std::string_view::npos);
}

TEST_CASE("Columns stand on zero at their years, and a year that is not given is empty") {
    const auto drawn = draw(english(), Columns{frame(), "Members", {{2000, 4}, {2003, 2}}});
    const Reading reading(drawn.picture);
    const auto columns = bars_in(reading);
    REQUIRE(columns.size() == 2);
    CHECK(columns[0]->number("height") == doctest::Approx(2 * columns[1]->number("height")).epsilon(.01));
    CHECK(columns[0]->number("y") + columns[0]->number("height") ==
          doctest::Approx(columns[1]->number("y") + columns[1]->number("height")).epsilon(.001));
    CHECK(rows_of(drawn.table) == std::vector<std::vector<std::string>>{{"Région", "Members"}, {"2000", "4"}, {"2003", "2"}});
    CHECK(reading.texts("desc").at(0) == "From 2000 to 2003. The highest: 2000, 4. The table has the same values.");
    const auto texts = reading.texts("text");
    for (const auto* year : {"2000", "2001", "2002", "2003"}) CHECK(std::ranges::count(texts, year) == 1);
    check_inside(drawn.picture);
}

TEST_CASE("The value of a low column beside a higher one stands to its side") {
    Columns columns{frame(), "Membres", {{1979, 2}, {2007, 1}, {2008, 3}, {2026, 1}}};
    const auto drawn = draw(french(), columns);
    const auto texts = Reading(drawn.picture).texts("text");
    CHECK(std::ranges::count(texts, "1") == 3);  // one on the scale, one of 2007, one of 2026
    check_inside(drawn.picture);
}

TEST_CASE("A point is written as its words say, in the drawing and in the table") {
    const auto drawn = draw(french(), Lines{frame(), {{"Membres", {{about("2024"), 345}, {about("2025"), 350, "plus de 350"}}}}});
    CHECK(rows_of(drawn.table).back() == std::vector<std::string>{"2025", "plus de 350"});
    const Reading reading(drawn.picture);
    CHECK(std::ranges::count(reading.texts("text"), "plus de 350") == 1);
    CHECK(reading.texts("desc").at(0).find("plus de 350 (2025)") != std::string::npos);
    check_inside(drawn.picture);
}

TEST_CASE("A hundred and twenty years are drawn one by one; more are drawn by tens") {
    const auto spread = [](int years) {
        return draw(french(), Columns{frame(), "Membres", {{1900, 1}, {1901, 2}, {1900 + years - 1, 3}}});
    };
    CHECK(rows_of(spread(120).table)[1] == std::vector<std::string>{"1900", "1"});
    CHECK(rows_of(spread(121).table) ==
          std::vector<std::vector<std::string>>{{"Région", "Membres"}, {"1900–1909", "3"}, {"2020–2029", "3"}});
    Columns all{frame(), "Membres", {}};
    for (int year = 1; year <= 9999; ++year) all.years[year] = 1;
    const auto drawn = draw(french(), all);
    CHECK(drawn.rows == 100);
    CHECK(rows_of(drawn.table)[1] == std::vector<std::string>{"0–99", "99"});
    check_inside(drawn.picture);
}

TEST_CASE("A line goes through its values by date, from zero unless they are far above") {
    const Lines chart{frame(), {{"Membres", {{about("2021"), 305}, {about("1979"), 20}, {about("2008-10"), 176}}}}};
    const auto drawn = draw(french(), chart);
    const Reading reading(drawn.picture);
    const auto points = reading.named("circle");
    REQUIRE(points.size() == 3);
    CHECK(points[0]->number("cx") < points[1]->number("cx"));
    CHECK(points[1]->number("cx") < points[2]->number("cx"));
    CHECK(points[0]->number("cy") > points[1]->number("cy"));
    CHECK(rows_of(drawn.table) ==
          std::vector<std::vector<std::string>>{{"Région", "Membres"}, {"1979", "20"}, {"octobre 2008", "176"}, {"2021", "305"}});
    CHECK(std::ranges::count(reading.texts("text"), "0") == 1);
    const auto near = draw(french(), Lines{frame(), {{"Pays", {{about("2008"), 28}, {about("2021"), 54}}}}});
    CHECK(std::ranges::count(Reading(near.picture).texts("text"), "0") == 0);
    const auto half = draw(french(), Lines{frame(), {{"Pays", {{about("2008"), 27}, {about("2021"), 54}}}}});
    CHECK(std::ranges::count(Reading(half.picture).texts("text"), "0") == 1);
    check_inside(drawn.picture);
}

TEST_CASE("Lines differ by dashes and by points, and share the table of their dates") {
    const Lines chart{frame(), {{"Dits", {{about("2020"), 3}, {about("2022"), 5}}}, {"Comptés", {{about("2021"), 4}, {about("2022"), 4}}}}};
    const auto drawn = draw(french(), chart);
    CHECK(drawn.picture.markup().find("stroke-dasharray=\"6 4\"") != std::string_view::npos);
    CHECK(drawn.picture.markup().find("fill=\"var(--paper)\"") != std::string_view::npos);
    CHECK(rows_of(drawn.table) ==
          std::vector<std::vector<std::string>>{
              {"Région", "Dits", "Comptés"}, {"2020", "3", ""}, {"2021", "", "4"}, {"2022", "5", ""}, {"2022", "", "4"}});
    check_inside(drawn.picture);
}

TEST_CASE("Of ten thousand points the last of each year, of ten years or of a hundred are drawn") {
    Lines chart{frame(), {{"Membres", {}}}};
    for (int i = 0; i < 10'000; ++i) chart.lines[0].points.push_back({base::PartialDate::of(base::Date{2000, 1, 1}.plus_days(i)), i});
    const auto drawn = draw(french(), chart);
    CHECK(drawn.rows == 28);
    CHECK(rows_of(drawn.table)[1] == std::vector<std::string>{"31 décembre 2000", "365"});
    CHECK(rows_of(drawn.table).back()[1] == "9\u202f999");
}

TEST_CASE("Whatever is drawn, it is inside the drawing, and the table has every value") {
    std::mt19937_64 chance(7);
    const auto below = [&](std::uint64_t n) { return chance() % n; };
    const auto value = [&] {
        const auto size = std::int64_t(chance() >> (5 + below(58)));
        return std::clamp<std::int64_t>(below(4) ? size : -size, -value_most / 100, value_most / 100);
    };
    const auto text = [&] {
        static const char* const pieces[] = {"Ville", " ", "é", "漢", "W", "<&>\"", "مدينة", "longue dénomination", "1"};
        std::string all;
        for (auto left = below(30); left > 0; --left) all += pieces[below(std::size(pieces))];
        return all;
    };
    const auto date = [&] {
        const auto year = [&] { return std::to_string(1000 + below(3000)); };
        static const char* const shapes[] = {"Y", "Y-02", "Y-11-30", "Y~", "../Y", "Y/.."};
        std::string shape = shapes[below(std::size(shapes))];
        return about(shape.replace(shape.find('Y'), 1, year()).c_str());
    };
    for (int round = 0; round < 150; ++round) {
        CAPTURE(round);
        const auto& words = round % 2 ? french() : english();
        Bars bars{frame(), std::vector<std::string>(1 + below(4), text()), {}, below(2) == 0};
        for (auto rows = below(round % 10 ? 12 : 80); rows > 0; --rows) {
            Row row{text(), {}, {}};
            for (std::size_t i = 0; i < bars.series.size(); ++i) row.values.push_back(below(9) ? std::optional(value()) : std::nullopt);
            bars.rows.push_back(std::move(row));
        }
        if (const auto drawn = draw(words, bars); drawn.rows > 0) {
            check_inside(drawn.picture);
            if (bars.rows.size() <= rows_most) {
                const auto cells = rows_of(drawn.table);
                for (std::size_t i = 0; i < bars.rows.size(); ++i)
                    for (std::size_t k = 0; k < bars.series.size(); ++k)
                        CHECK(cells[i + 1][k + 1] == (bars.rows[i].values[k] ? words.number(*bars.rows[i].values[k])
                                                                             : std::string(words.text("chart.not_known"))));
            }
        }
        Columns columns{frame(), text(), {}};
        for (auto years = 1 + below(40); years > 0; --years) columns.years[int(1 + below(round % 3 ? 60 : 9999))] = value();
        const auto by_year = draw(words, columns);
        check_inside(by_year.picture);
        if (columns.years.rbegin()->first - columns.years.begin()->first < columns_most) {
            const auto cells = rows_of(by_year.table);
            REQUIRE(cells.size() == columns.years.size() + 1);
            std::size_t at = 0;
            for (const auto& [year, count] : columns.years)
                CHECK(cells[++at] == std::vector<std::string>{std::to_string(year), words.number(count)});
        }
        Lines lines{frame(), {}};
        for (auto count = 1 + below(4); count > 0; --count) {
            lines.lines.push_back({text(), {}});
            for (auto points = below(20); points > 0; --points) lines.lines.back().points.push_back({date(), value()});
        }
        if (const auto drawn = draw(words, lines); drawn.rows > 0) check_inside(drawn.picture);
        Timeline timeline{frame(), {}, {std::int16_t(1000 + below(3000)), 6, 15}};
        for (auto count = 1 + below(8); count > 0; --count)
            timeline.intervals.push_back(
                {text(), date(), below(2) ? std::optional(date()) : std::nullopt, below(2) ? std::optional(date()) : std::nullopt, {}});
        if (const auto drawn = draw(words, timeline); drawn.rows > 0) {
            check_inside(drawn.picture);
            CHECK(rows_of(drawn.table).size() == drawn.rows + 1);
        }
    }
}
