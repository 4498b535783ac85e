#include "content/markdown.h"

#include <doctest/doctest.h>

namespace {

std::string rendered(std::string_view markdown, int under = 1) {
    return std::string(
        content::render(markdown, {.under = under, .table_label = "Tableau", .origin = "https://network.example.org"}).node.markup());
}
const std::string hash(64, 'a');

}  // namespace

TEST_CASE("Markdown becomes the elements that a page is made of") {
    struct Row {
        const char *text, *expected;
    };
    for (const auto& [text, expected] : {
             Row{"", ""},
             Row{"Un *mot*, un **autre**.", "<p>Un <em>mot</em>, un <strong>autre</strong>.</p>"},
             Row{"un\n\ndeux", "<p>un</p><p>deux</p>"},
             Row{"- un\n- deux", "<ul><li>un</li><li>deux</li></ul>"},
             Row{"3. trois\n4. quatre", "<ol start=\"3\"><li>trois</li><li>quatre</li></ol>"},
             Row{"> cité", "<blockquote><p>cité</p></blockquote>"},
             Row{"`a<b`", "<p><code>a&lt;b</code></p>"},
             Row{"~~faux~~ ligne\\\nsuite", "<p><s>faux</s> ligne<br>suite</p>"},
             Row{"| a | b |\n|---|---|\n| 1 | 2 |",
                 "<section class=\"tw\" aria-label=\"Tableau\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">a</th><th "
                 "scope=\"col\">b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></section>"},
         }) {
        CAPTURE(text);
        CHECK(rendered(text) == expected);
    }
}

TEST_CASE("A heading stands below the page's own, and no level is skipped") {
    CHECK(rendered("# A\n\n## B\n\n### C\n\n#### D") == "<h2>A</h2><h3>B</h3><h4>C</h4><h4>D</h4>");
    CHECK(rendered("#### A\n\n#### B") == "<h2>A</h2><h3>B</h3>");
    CHECK(rendered("# A\n\n## B", 2) == "<h3>A</h3><h4>B</h4>");
}

TEST_CASE("Markup that an author writes is text, and never an element") {
    for (const char* text :
         {"<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<style>*{}</style>", "<!-- x -->",
          "<a href=\"javascript:alert(1)\">x</a>", "- <iframe src=\"//example.org\">", "| <b>a</b> |\n|---|\n| <i>b</i> |"}) {
        CAPTURE(text);
        const auto page = content::render(text, {});
        for (const char* tag : {"<script", "<img", "<style", "<!--", "<a ", "<iframe", "<b>", "<i>"})
            CHECK(page.node.markup().find(tag) == std::string::npos);
        CHECK(page.dropped.contains(content::Dropped::markup));
    }
}

TEST_CASE("A link leads to a page, a mail or a telephone; any other address leaves its words alone") {
    struct Row {
        const char *text, *expected;
    };
    for (const auto& [text, expected] : {
             Row{"[x](/membres)", "<p><a href=\"/membres\">x</a></p>"},
             Row{"[x](https://network.example.org/membres)", "<p><a href=\"https://network.example.org/membres\">x</a></p>"},
             Row{"[x](https://network.example.org.example.net/)",
                 "<p><a href=\"https://network.example.org.example.net/\" rel=\"noreferrer\">x</a></p>"},
             Row{"[x](https://example.org \"titre\")", "<p><a href=\"https://example.org\" rel=\"noreferrer\">x</a></p>"},
             Row{"<https://example.org/a?b=1&c=2>",
                 "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer\">https://example.org/a?b=1&amp;c=2</a></p>"},
             Row{"[x](mailto:contact@example.org)", "<p><a href=\"mailto:contact@example.org\">x</a></p>"},
             Row{"[x](javascript:alert(1))", "<p>x</p>"},
             Row{"[x](JaVaScRiPt:alert(1))", "<p>x</p>"},
             Row{"[x](data:text/html,x)", "<p>x</p>"},
             Row{"[x](//example.org/x)", "<p>x</p>"},
             Row{"[x](java&#115;cript:alert(1))", "<p>x</p>"},
             Row{"[x](<java\tscript:alert(1)>)", "<p>x</p>"},
             Row{"[x](vbscript:x)", "<p>x</p>"},
             Row{"[x]()", "<p>x</p>"},
         }) {
        CAPTURE(text);
        CHECK(rendered(text) == expected);
    }
    CHECK(content::render("[x](javascript:1)", {}).dropped == std::set{content::Dropped::link});
    CHECK(content::render("[x](/a)", {}).dropped.empty());
}

TEST_CASE("A picture is one that the network keeps and that says what it shows") {
    CHECK(rendered("![Le *port* de Cotonou](/fichiers/" + hash + ")") ==
          "<p><img src=\"/fichiers/" + hash + "\" alt=\"Le port de Cotonou\" loading=\"lazy\"></p>");
    for (const auto& text : {"![](/fichiers/" + hash + ")", std::string("![Le port](https://example.org/p.png)"),
                             std::string("![x](/fichiers/../a)"), std::string("![x](data:image/png;base64,AA)")}) {
        CAPTURE(text);
        const auto made = content::render(text, {});
        CHECK(made.node.markup().find("<img") == std::string::npos);
        CHECK(made.dropped == std::set{content::Dropped::picture});
    }
    CHECK(rendered("![Le port](https://example.org/p.png)") == "<p>Le port</p>");
    CHECK(rendered("![un ![deux](b) [trois](/c)](d)") == "<p>un deux trois</p>");
}

TEST_CASE("What is nested without end, or is no sentence at all, is shown all the same") {
    const auto deep = rendered(std::string(20'000, '>') + " fond");
    CHECK(deep.size() < 2'000);
    CHECK(deep.find("fond") != std::string::npos);
    for (const char* text : {"[", "![", "[[[[[[", "****", "|", "|\n|-", "|a|\n|-|\n|", "```", "    code", "\xEF\xBB\xBF# a",
                             "&#0;&#x110000;&nbsp;", "[a]: /b\n"}) {
        CAPTURE(text);
        CHECK_NOTHROW(rendered(text));
    }
}

TEST_CASE("The words of a text are its words alone") {
    CHECK(content::plain_text("# Un titre\n\nDes *mots*\net [d’autres](/ici).\n\n- un\n- deux\n\n| a |\n|---|\n| b |") ==
          "Un titre Des mots et d’autres. un deux a b");
    CHECK(content::plain_text("").empty());
}
