// Where lines and pages end: what may be cut, and what stays together.
#include "papers/layout.h"

#include "papers/path.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

using namespace papers;
using namespace papers::layout;

const Hyphenation& hyphenation(base::Language language) {
    static const auto french = Hyphenation::open("/usr/share/hyphen/hyph_fr.dic"),
                      english = Hyphenation::open("/usr/share/hyphen/hyph_en_GB.dic");
    REQUIRE(french);
    REQUIRE(english);
    return language == base::Language::fr ? *french : *english;
}

// "-" where a word may be cut.
std::string cut(base::Language language, std::string_view text) {
    auto marked = hyphenation(language).hyphenated(text);
    for (auto at = marked.find(soft_hyphen); at != marked.npos; at = marked.find(soft_hyphen)) marked.replace(at, soft_hyphen.size(), "-");
    return marked;
}

struct Laid {
    Slabs slabs;
    std::vector<Page> pages;
    // Lines of text on a page from a slab of the document on.
    std::size_t slabs_before(std::size_t page, std::uint32_t slab) const {
        return static_cast<std::size_t>(std::ranges::count_if(pages[page].slabs, [&](const Placed& placed) { return placed.slab < slab; }));
    }
    std::size_t page_of(std::uint32_t slab) const {
        for (std::size_t i = 0; i < pages.size(); ++i)
            if (std::ranges::any_of(pages[i].slabs, [&](const Placed& placed) { return placed.slab == slab; })) return i;
        return pages.size();
    }
};
Laid laid(const Document& document) {
    REQUIRE(!check(document));
    Typesetter typesetter(document.language, hyphenation(document.language));
    Laid laid{slabs_of(document, {"{page}", "{caption}", "{title}"}, typesetter), {}};
    auto pages = pages_of(laid.slabs);
    REQUIRE(pages);
    laid.pages = std::move(*pages);
    std::size_t next = 0;  // whatever is asked, each slab stands once, in order, within the page
    for (const auto& page : laid.pages)
        for (const auto& placed : page.slabs) {
            CHECK(placed.slab == next++);
            CHECK(placed.y + laid.slabs.slabs[placed.slab].height <= body_height + 0.1);
        }
    CHECK(next == laid.slabs.slabs.size());
    return laid;
}

Document plain() {
    Document document;
    document.title = "Exemple";
    document.made = {2026, 3, 3};
    return document;
}
Text lines_of(int count) {  // a text of so many lines
    std::string text;
    for (int i = 0; i < count; ++i) text += std::string(45, 'm') + " ";
    text.pop_back();
    return Text{Run{text, Style::plain, Hyphens::none, {}}};
}
std::string text_of(const Line& line) {
    std::string text;
    for (const auto& piece : line.pieces) text += piece.text;
    return text;
}

}  // namespace

TEST_CASE("words of six letters and more may be cut, three letters from their ends") {
    using enum base::Language;
    const struct {
        base::Language language;
        const char *text, *cut;
    } cases[] = {
        {fr, "collectivités", "col-lec-ti-vi-tés"},
        {fr, "L’administration électronique.", "L’admi-nis-tra-tion élec-tro-nique."},
        {fr, "maison", "mai-son"},
        {fr, "maire", "maire"},
        {fr, "AIMF ASSOCIATION", "AIMF ASSOCIATION"},
        {fr, "Ouagadougou", "Oua-ga-dou-gou"},
        {fr, "voir https://example.org/association ici", "voir https://example.org/association ici"},
        {fr, "secretariat@example.org", "secretariat@example.org"},
        {fr, "projet2026association", "projet2026association"},
        {fr, "  deux  espaces ", "  deux  espaces "},
        {fr, "", ""},
        {en, "municipality", "muni-cip-al-ity"},
        {en, "authority", "author-ity"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.text);
        CHECK(cut(one.language, one.text) == one.cut);
    }
    CHECK(cut(fr, std::string(61, 'a')) == std::string(61, 'a'));
    CHECK(!Hyphenation::open("/nowhere/hyph_fr.dic"));
}

TEST_CASE("text keeps what can be seen, and nothing else") {
    const struct {
        std::string bytes, text;
    } cases[] = {
        {"Été « 10\u202f000 »", "Été « 10\u202f000 »"},
        {"a\tb\r\nc\u2028d\u0085e", "a b  c d e"},
        {std::string("a\0b\x01\x7f\u009fz", 8), "abz"},
        {"a\u202e\u202ab\ufeff\uffff", "ab"},
        {"a\xff\xc3", "a\ufffd\ufffd"},
        {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
        {"", ""},
    };
    for (const auto& one : cases) {
        CAPTURE(one.text);
        CHECK(printable(one.bytes) == one.text);
    }
}

TEST_CASE("names that are marked are not cut, other words are") {
    Typesetter typesetter(base::Language::fr, hyphenation(base::Language::fr));
    const Face face{Family::serif, 10, 15, false, ink, Cutting::words};
    for (const auto hyphens : {Hyphens::allowed, Hyphens::none}) {
        bool was_cut = false;
        for (double width = 80; width < 140; width += 4)
            for (const auto& line : typesetter.lines(
                     Text{Run{"les collectivités territoriales et l’administration", Style::plain, hyphens, {}}}, face, width)) {
                const auto text = text_of(line);
                const auto at = text.find(soft_hyphen);  // where the word is cut, not wherever it might be
                CHECK((at == text.npos || at + soft_hyphen.size() == text.size()));
                was_cut |= at != text.npos;
            }
        CHECK(was_cut == (hyphens == Hyphens::allowed));
    }
}

TEST_CASE("no line ends at a space that does not break") {
    Typesetter typesetter(base::Language::fr, hyphenation(base::Language::fr));
    const Face face{Family::serif, 10, 15, false, ink, Cutting::words};
    for (double width = 70; width < 300; width += 3) {
        const auto lines =
            typesetter.lines("un montant de 10\u202f000\u202f000\u00a0€ versé à « Exemple\u00a0», soit 12\u00a0% ; et\u202f!", face, width);
        std::string all;
        for (const auto& line : lines) {
            const auto text = text_of(line);
            for (const auto* space : {"\u00a0", "\u202f"}) {
                CHECK(!text.starts_with(space));
                CHECK(!text.ends_with(space));
            }
            CHECK(line.width <= width + 0.1);
            all += text;
        }
        for (auto at = all.find(soft_hyphen); at != all.npos; at = all.find(soft_hyphen)) all.erase(at, soft_hyphen.size());
        CHECK(all == "un montant de 10\u202f000\u202f000\u00a0€ versé à « Exemple\u00a0», soit 12\u00a0% ; et\u202f!");
    }
}

TEST_CASE("a paragraph given to Pango by pieces has the lines it would have at once") {
    Typesetter typesetter(base::Language::fr, hyphenation(base::Language::fr));
    const Face face{Family::serif, 10, 15, false, ink, Cutting::none};
    std::string text, all;
    for (int i = 0; text.size() < 20'000; ++i) text += "mot" + std::to_string(i) + (i % 7 ? " " : ", ");
    const auto lines = typesetter.lines(text, face, 300);
    for (const auto& line : lines) {
        all += text_of(line);
        if (&line != &lines.back()) CHECK(line.width > 200);  // none is cut short where a piece ends
    }
    CHECK(all == text);
}

TEST_CASE("neither the first line of a paragraph ends a page, nor its last begins one") {
    for (int before = 30; before < 48; ++before)
        for (int count = 2; count < 6; ++count) {
            auto document = plain();
            document.blocks = {Paragraph{lines_of(before)}, Paragraph{lines_of(count)}};
            const auto all = laid(document);
            const auto last = static_cast<std::uint32_t>(all.slabs.slabs.size() - 1), first = last - static_cast<std::uint32_t>(count) + 1;
            CHECK(all.page_of(first) == all.page_of(first + 1));
            CHECK(all.page_of(last) == all.page_of(last - 1));
        }
}

TEST_CASE("a heading stays with the two lines that follow, a table's headings with its first row, its totals with its last") {
    for (int before = 28; before < 46; ++before) {
        auto document = plain();
        document.blocks = {Paragraph{lines_of(before)}, Heading{2, "Titre"}, Paragraph{lines_of(4)}};
        auto all = laid(document);
        const auto heading = static_cast<std::uint32_t>(all.slabs.slabs.size() - 5);
        REQUIRE(all.slabs.slabs[heading].bookmark == 1);
        CHECK(all.page_of(heading) == all.page_of(heading + 2));

        document.blocks = {Paragraph{lines_of(before)}, Table{"Légende", {{"A", Align::start, 1}}, {{"1"}, {"2"}, {"3"}}, {"6"}}};
        all = laid(document);
        const auto totals = static_cast<std::uint32_t>(all.slabs.slabs.size() - 1);
        CHECK(all.page_of(totals - 5) == all.page_of(totals - 3));  // caption, headings, first row
        CHECK(all.page_of(totals - 1) == all.page_of(totals));
    }
}

TEST_CASE("a signature is never alone on a page") {
    for (int before = 20; before < 46; ++before) {
        auto document = plain();
        document.blocks = {Paragraph{lines_of(before)}, Signature{{{"La présidente", "Nom"}}}};
        auto all = laid(document);
        auto signature = static_cast<std::uint32_t>(all.slabs.slabs.size() - 1);
        CHECK(all.slabs_before(all.page_of(signature), signature) >= 2);

        Table table{"", {{"A", Align::start, 1}}, {}, {}};
        for (int i = 0; i < before; ++i) table.rows.push_back({"1"});
        document.blocks = {table, Signature{{{"La présidente", "Nom"}, {"b", "c"}, {"d", "e"}}}};
        all = laid(document);
        signature = static_cast<std::uint32_t>(all.slabs.slabs.size() - 1);
        CHECK(all.slabs_before(all.page_of(signature), signature) >= 2);
    }
}

TEST_CASE("a row stays whole until it is taller than a page, then goes on as another row") {
    for (const int lines : {1, 30, 45, 130}) {
        auto document = plain();
        std::string text;
        for (int i = 0; i < lines; ++i) text += std::string(42, 'm') + " ";
        document.blocks = {Table{
            "", {{"A", Align::start, 9}, {"B", Align::end, 1}}, {{"1", "2"}, {Text{Run{text, Style::plain, Hyphens::none, {}}}, "3"}}, {}}};
        const auto all = laid(document);
        std::size_t found = 0, rows = 0;
        for (const auto& slab : all.slabs.slabs)
            if (slab.table) ++rows, found += slab.boxes[0].lines.size();
        CHECK(found >= static_cast<std::size_t>(lines));
        CHECK(rows == (lines < 50 ? 2U : 2U + found / 50));
    }
}

TEST_CASE("headings too tall to stand on each page stand once") {
    auto document = plain();
    document.blocks = {Table{"", {{lines_of(60), Align::start, 1}}, {{"1"}}, {}}};
    const auto all = laid(document);
    CHECK(!all.slabs.headings_again[0]);
    document.blocks = {Table{"", {{lines_of(3), Align::start, 1}}, {{"1"}}, {}}};
    CHECK(laid(document).slabs.headings_again[0]);
}

TEST_CASE("an element that begins ends, in every document") {
    auto document = plain();
    document.blocks = {
        List{ListKind::numbered, {lines_of(5), ""}}, KeyValues{{{"a", lines_of(80)}}}, Annex{"A"}, Quotation{"a", "b"}, Annex{"B"},
        Table{"c", {{"A", Align::start, 1}}, {}, {}}};
    int open = 0;
    for (const auto& slab : laid(document).slabs.slabs) {
        open += static_cast<int>(slab.opens.size()) - slab.closes;
        for (const auto& box : slab.boxes) open += (box.begins != nullptr) - box.ends;
    }
    CHECK(open == 0);
}

TEST_CASE("what cannot be printed is refused, with its block") {
    using enum Unprintable;
    const auto found = [](auto change) {
        auto document = plain();
        document.blocks = {Paragraph{"a"}, Paragraph{"b"}};
        change(document);
        return check(document);
    };
    const auto block = [&](Block block) { return found([&](Document& document) { document.blocks[1] = std::move(block); }); };
    CHECK(!found([](Document&) {}));
    CHECK(found([](Document& d) { d.title = " \x01"; }) == Fault{title_missing, {}});
    CHECK(found([](Document& d) { d.made = {2026, 2, 29}; }) == Fault{date_invalid, {}});
    CHECK(!found([](Document& d) { d.title = std::string(line_bytes_max, 'a'); }));
    CHECK(found([](Document& d) { d.title = std::string(line_bytes_max + 1, 'a'); }) == Fault{too_long, {}});
    CHECK(!found([](Document& d) { d.letterhead = Letterhead{"a", std::vector<std::string>(short_lines_max), {}}; }));
    CHECK(found([](Document& d) {
              d.letterhead = Letterhead{"a", std::vector<std::string>(short_lines_max + 1), {}};
          }) == Fault{too_long, {}});
    CHECK(found([](Document& d) { d.letter = Letter{std::vector<std::string>(short_lines_max + 1), "", {}}; }) == Fault{too_long, {}});
    CHECK(found([](Document& d) { d.letterhead = Letterhead{"a", {}, Logo{0, 40, {}}}; }) == Fault{logo_malformed, {}});
    CHECK(found([](Document& d) { d.letterhead = Letterhead{"a", {}, Logo{40, 40, {{"x", {}, 0}}}}; }) == Fault{logo_malformed, {}});
    CHECK(!found([](Document& d) { d.letterhead = Letterhead{"a", {}, Logo{40, 40, {{"M0 0", {}, 0}}}}; }));
    for (const int level : {1, 3}) CHECK(!block(Heading{level, "a"}));
    for (const int level : {0, 4}) CHECK(block(Heading{level, "a"}) == Fault{heading_level, 1});
    CHECK(block(List{}) == Fault{block_empty, 1});
    CHECK(block(KeyValues{}) == Fault{block_empty, 1});
    CHECK(block(Signature{}) == Fault{block_empty, 1});
    CHECK(!block(Signature{std::vector<Signature::Signatory>(4)}));
    CHECK(block(Signature{std::vector<Signature::Signatory>(5)}) == Fault{block_empty, 1});
    CHECK(block(Table{}) == Fault{table_columns, 1});
    CHECK(!block(Table{"", std::vector<Column>(table_columns_max), {}, {}}));
    CHECK(block(Table{"", std::vector<Column>(table_columns_max + 1), {}, {}}) == Fault{table_columns, 1});
    for (const double width : {0.0, -1.0, 1.0 / 0.0, 0.01})
        CHECK(block(Table{"", {{"a", Align::start, 1}, {"b", Align::start, width}}, {}, {}}) == Fault{table_columns, 1});
    CHECK(block(Table{"", {{"a", Align::start, 1}}, {{"1", "2"}}, {}}) == Fault{table_ragged, 1});
    CHECK(block(Table{"", {{"a", Align::start, 1}}, {{"1"}}, {"1", "2"}}) == Fault{table_ragged, 1});
    CHECK(!block(Paragraph{std::string(document_bytes_max - 1, 'a')}));
    CHECK(block(Paragraph{std::string(document_bytes_max, 'a')}) == Fault{too_long, 1});
}

TEST_CASE("paths are read as SVG writes them, or not at all") {
    const struct {
        const char* path;
        std::size_t segments;  // 0: refused
    } cases[] = {
        {"M0 0", 1},
        {"M0,0L1-1", 2},
        {"m1 1 2 2 3 3z", 4},
        {"M0 0H5V5h-5z", 5},
        {"M0 0C1 1 2 2 3 3 4 4 5 5 6 6", 3},
        {"M9.5 26.5a10.5 10.5 0 0 1 21 0", 3},
        {"M0 0a5 5 0 11.5.5", 5},
        {"M0 0A5 5 0 1 1 5 5", 4},
        {"M0 0A0 5 0 0 1 5 5", 2},
        {"", 0},
        {"L1 1", 0},
        {"M0", 0},
        {"M0 0Q1 1 2 2", 0},
        {"M0 0L1e9 0", 0},
        {"M0 0Lnan 0", 0},
        {"M0 0L1 1x", 0},
        {"M0 0A5 5 0 2 1 5 5", 0},
    };
    for (const auto& one : cases) {
        CAPTURE(one.path);
        const auto read = parse_path(one.path);
        CHECK((read ? read->size() : 0) == one.segments);
        if (read) CHECK(std::ranges::all_of(*read, [](const Segment& s) { return std::abs(s.x) < 100 && std::abs(s.y1) < 100; }));
    }
    const auto half = parse_path("M0 0a1 1 0 0 1 2 0");  // clockwise on a page: over the top
    REQUIRE(half);
    CHECK((*half)[1].x == doctest::Approx(1));
    CHECK((*half)[1].y == doctest::Approx(-1));
    CHECK(half->back().x == 2);
}

TEST_CASE("words of the engine are filled where they have a place") {
    CHECK(filled("page {page} sur {pages}", {{"page", "2"}, {"pages", "5"}}) == "page 2 sur 5");
    CHECK(filled("{a}{b} {", {{"a", "{b}"}, {"b", "c"}}) == "{b}c {");
    CHECK(filled("{other}", {}) == "{other}");
}
