#include "web/html.h"

#include <doctest/doctest.h>
#include <stdexcept>

using namespace html;

TEST_CASE("A page is an expression of elements, attributes and texts") {
    const auto node = section(cls("dues"), id("cotisations"), h2("Cotisations"), p("Liège doit ", strong(1200), " €", br(), "en 2026"));
    CHECK(node.markup() ==
          "<section class=\"dues\" id=\"cotisations\"><h2>Cotisations</h2><p>Liège doit <strong>1200</strong> €<br>en 2026</p></section>");
    CHECK(document({lang("fr")}, head(title("t")), body()) ==
          "<!doctype html>\n<html lang=\"fr\"><head><title>t</title></head><body></body></html>");
}

TEST_CASE("Every text and every attribute is escaped, wherever it stands") {
    const std::string hostile = "</p><script>alert('1')</script>\"&amp;";
    const std::string escaped = "&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;amp;";
    CHECK(p(hostile).markup() == "<p>" + escaped + "</p>");
    CHECK(text(hostile).markup() == escaped);
    CHECK(group("a", hostile).markup() == "a" + escaped);
    CHECK(div(cls(hostile)).markup() == "<div class=\"" + escaped + "\"></div>");
    CHECK(input(attr("value", hostile)).markup() == "<input value=\"" + escaped + "\">");
    CHECK(title(hostile).markup() == "<title>" + escaped + "</title>");
    CHECK(option(hostile).markup() == "<option>" + escaped + "</option>");
    CHECK(svg::text(hostile).markup() == "<text>" + escaped + "</text>");
    CHECK(a(href("/q?a=1&b=\"")).markup() == "<a href=\"/q?a=1&amp;b=&quot;\"></a>");
    CHECK(textarea(hostile).markup() == "<textarea>\n" + escaped + "</textarea>");
}

TEST_CASE("Control characters never reach a page") {
    CHECK(p(std::string_view("a\0b\x1B\x7F\tc\n", 8)).markup() ==
          "<p>a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD\xEF\xBF\xBD\tc\n</p>");
}

TEST_CASE("An address that is not of this site or of a safe scheme is left out") {
    for (const char* good : {"", "/", "/fr/a?b=c#d", "a", "../a", "#x", "?q=a:b", "https://example.org", "HTTP://example.org",
                             "mailto:a@example.org", "tel:+3242216611", "/a:b"}) {
        CAPTURE(good);
        CHECK(safe_address(good));
    }
    for (const char* bad :
         {"javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "java\nscript:x", "java\tscript:x", "\x01javascript:x",
          "data:text/html,x", "vbscript:x", "//example.org", "/\\example.org", "\\\\example.org", "file:///etc", "a:b", "blob:x"}) {
        CAPTURE(bad);
        CHECK_FALSE(safe_address(bad));
        CHECK(a(href(bad), "mot").markup() == "<a>mot</a>");
        CHECK(form(action(bad)).markup() == "<form></form>");
        CHECK(img(src(bad)).markup() == "<img>");
        CHECK(script(bad).empty());
    }
}

TEST_CASE("Flags stand alone, and absent parts leave no trace") {
    CHECK(input(attr("type", "checkbox"), flag("checked"), flag_when(false, "disabled"), attr_when(false, "class", "x")).markup() ==
          "<input type=\"checkbox\" checked>");
    const std::optional<Node> nothing;
    int calls = 0;
    CHECK(p(nothing, when(false, [&] { return ++calls, text("x"); }), "y").markup() == "<p>y</p>");
    CHECK(calls == 0);
    CHECK(ul(each(std::vector{1, 2}, [](int n) { return li(n); })).markup() == "<ul><li>1</li><li>2</li></ul>");
    CHECK(ul(std::vector<Node>{li("a"), li("b")}).markup() == "<ul><li>a</li><li>b</li></ul>");
}

TEST_CASE("A node keeps its markup when it is copied, moved, joined to itself, small or large") {
    for (const std::size_t size : {0, 1, 112, 113, 114, 500}) {
        const std::string words(size, 'x');
        Node node = p(words), copy = node;
        CHECK(copy.markup() == "<p>" + words + "</p>");
        Node moved = std::move(node);
        CHECK(moved.markup() == copy.markup());
        CHECK(node.empty());  // NOLINT(bugprone-use-after-move): a node is empty after a move
        node = copy;
        node = std::move(moved);
        node += node;
        CHECK(node.markup() == "<p>" + words + "</p><p>" + words + "</p>");
        copy = Node();
        CHECK(copy.empty());
    }
}

TEST_CASE("A node given away gives the same markup as one that is kept, whatever is around it") {
    const auto around = [](std::size_t before, std::size_t inner, std::size_t after, bool give) {
        Node node = p(cls("in"), std::string(inner, 'i'), "é&");
        for (int depth = 0; depth < 4; ++depth) {  // each time the room left on both sides is smaller
            const std::string front(before, '<'), back(after, 'a');
            Node lead = span(front);
            node = give ? div(id("d"), std::move(lead), std::move(node), back, br(), depth) : div(id("d"), lead, node, back, br(), depth);
        }
        return group(std::move(node), "end");
    };
    for (const std::size_t before : {0, 5, 30, 31, 32, 200, 3000})
        for (const std::size_t inner : {0, 60, 100, 110, 120, 1000, 40'000})
            for (const std::size_t after : {0, 5, 60, 90, 5000}) {
                CAPTURE(before);
                CAPTURE(inner);
                CAPTURE(after);
                CHECK(around(before, inner, after, true).markup() == around(before, inner, after, false).markup());
            }
    Node large = p(std::string(1000, 'x')), larger = p(std::string(2000, 'y'));
    const auto both = group(std::move(large), "|", std::move(larger), "|", p("z"));
    CHECK(both.markup() == "<p>" + std::string(1000, 'x') + "</p>|<p>" + std::string(2000, 'y') + "</p>|<p>z</p>");
    CHECK(large.markup() == "<p>" + std::string(1000, 'x') + "</p>");  // NOLINT(bugprone-use-after-move): only the largest gives its room
}

TEST_CASE("Drawings have numbers of two decimals at most, the same in every locale") {
    CHECK(svg::rect(attr("x", 1.5), attr("y", -0.001), attr("width", 10.0), attr("height", 2.345)).markup() ==
          "<rect x=\"1.5\" y=\"0\" width=\"10\" height=\"2.35\"></rect>");
    CHECK(svg::svg(attr("viewBox", "0 0 10 10"), svg::linear_gradient(id("g"))).markup() ==
          "<svg viewBox=\"0 0 10 10\"><linearGradient id=\"g\"></linearGradient></svg>");
    CHECK(svg::rect(attr("x", 1.0 / 0.0)).markup() == "<rect x=\"0\"></rect>");
}

TEST_CASE("A stylesheet of ours goes in as it is, unless it would end its element") {
    CHECK(style(Trusted("a>b{content:\"&\"}")).markup() == "<style>a>b{content:\"&\"}</style>");
    CHECK_THROWS_AS(style(Trusted("x</style>")), std::invalid_argument);
    CHECK(div(Node(Trusted("<b>carte</b>"))).markup() == "<div><b>carte</b></div>");
}
