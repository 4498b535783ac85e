// Documents as readers get them: what poppler finds in the PDF, in both languages.
#include "papers/document.h"

#include "papers/drawing.h"
#include "papers/finish.h"
#include "support/process.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <zlib.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace {

using namespace papers;

const Words french{"page {page} sur {pages}", "{caption} (suite)", "Annexe {number} — {title}"};
const Words english{"page {page} of {pages}", "{caption} (continued)", "Annex {number} — {title}"};

const Press& press() {
    static const auto opened = Press::open();
    REQUIRE(opened);
    return *opened;
}

std::string printed(const Document& document) {
    const auto pdf = press().print(document, document.language == base::Language::fr ? french : english);
    REQUIRE(pdf);
    return *pdf;
}

// A PDF as a file for the programs of poppler.
class File {
public:
    explicit File(const std::string& bytes) {
        char name[] = "/tmp/concert-document-XXXXXX";
        const int made = mkstemp(name);
        REQUIRE(made >= 0);
        close(made);
        path_ = name;
        std::ofstream(path_, std::ios::binary) << bytes;
    }
    ~File() { std::filesystem::remove(path_); }
    File(const File&) = delete;
    std::string read(std::vector<std::string> words, bool to_standard_output = false) const {
        words[0].insert(0, "/usr/bin/");
        words.push_back(path_);
        if (to_standard_output) words.push_back("-");
        const auto ended = support::run(words);
        CHECK(ended.code == 0);
        CHECK(ended.err == "");
        return ended.out;
    }
    std::string text(int page = 0) const {
        std::vector<std::string> words{"pdftotext", "-layout"};
        if (page) words.insert(words.end(), {"-f", std::to_string(page), "-l", std::to_string(page)});
        return read(words, true);
    }
    int pages() const {
        const auto told = read({"pdfinfo"});
        return std::atoi(told.substr(told.find("Pages:") + 6).c_str());
    }

private:
    std::string path_;
};

std::size_t count(std::string_view text, std::string_view word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + word.size())) ++found;
    return found;
}

// Elements of `pdfinfo -struct` by name.
std::size_t elements(const std::string& structure, const std::string& name) {
    std::istringstream lines(structure);
    std::size_t found = 0;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string first;
        words >> first;
        found += first == name || first == name + ":";
    }
    return found;
}

Document plain(base::Language language = base::Language::fr) {
    Document document;
    document.language = language;
    document.title = "Exemple";
    document.made = {2026, 3, 3};
    return document;
}

Table table(int rows) {
    Table table{"Dépenses", {{"Ville", Align::start, 2}, {"Engagé", Align::end, 1}}, {}, {"Total", "999"}};
    for (int i = 0; i < rows; ++i) table.rows.push_back({"Ville" + std::to_string(1000 + i), std::to_string(i)});
    return table;
}

Document report(base::Language language) {
    auto document = plain(language);
    document.author = "Réseau Exemple";
    document.subject = "Rapport";
    document.letterhead = Letterhead{
        "Réseau Exemple", {"12, rue de l'Exemple"}, Logo{40, 40, {{"M0 0h40v40z", {1, 2, 3}, 0}, {"M6 30A5 5 0 0 1 28 9", {1, 2, 3}, 3}}}};
    document.blocks = {
        Heading{1, "Ensemble"},
        Paragraph{Text{Run{"Voir "}, Run{"la page", Style::plain, Hyphens::allowed, "https://example.org/a(b)"}, Run{" du projet."}}},
        Heading{2, "Gouvernance"},
        List{ListKind::bulleted, {"un", "deux"}},
        List{ListKind::numbered, {"premier", "second", "troisième"}},
        Heading{3, "Détail"},
        KeyValues{{{"Période", "2025"}, {"Version", "2"}}},
        Quotation{"Les décisions sont publiques.", "Statuts, article 5"},
        table(3),
        Note{"Montants en euros."},
        Signature{{{"La présidente", "Nom Un"}, {"Le trésorier", "Nom Deux"}}},
        Annex{"Méthode"},
        Paragraph{"Fin."},
    };
    return document;
}

std::string unpacked(std::string_view bytes) {
    std::string text(1'000'000, '\0');
    uLongf size = text.size();
    z_stream stream{};
    REQUIRE(inflateInit(&stream) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(size);
    inflate(&stream, Z_FINISH);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

// What pages draw, operator by operator.
std::vector<std::string> contents(const std::string& pdf) {
    std::vector<std::string> found;
    for (auto at = pdf.find("\nstream\n"); at != pdf.npos; at = pdf.find("\nstream\n", at + 1)) {
        const auto text = unpacked(std::string_view(pdf).substr(at + 8));
        if (text.find(" BDC\n") != text.npos && text.find("begincmap") == text.npos) found.push_back(text);
    }
    return found;
}

}  // namespace

TEST_CASE("the same document gives the same bytes, also by another thread and another press") {
    for (const auto language : base::languages) {
        const auto document = report(language);
        const auto once = printed(document);
        CHECK(printed(document) == once);
        std::string others[2];
        {
            const auto other = Press::open();
            REQUIRE(other);
            const auto& words = language == base::Language::fr ? french : english;
            std::jthread one([&] { others[0] = *other->print(document, words); }), two([&] { others[1] = *other->print(document, words); });
        }
        CHECK(others[0] == once);
        CHECK(others[1] == once);
        auto later = document;
        later.made = {2026, 3, 4};
        CHECK(printed(later) != once);
    }
}

TEST_CASE("a document says its language, title, author, subject and date") {
    for (const auto language : base::languages) {
        const auto pdf = printed(report(language));
        CHECK(count(pdf, "/Lang (" + std::string(base::code(language)) + ")") == 1);
        CHECK(count(pdf, "/DisplayDocTitle true") == 1);
        const auto told = File(pdf).read({"pdfinfo", "-isodates"});
        for (const auto* line :
             {"Title:           Exemple\n", "Author:          Réseau Exemple\n", "Subject:         Rapport\n",
              "CreationDate:    2026-03-03T00:00:00Z\n", "Tagged:          yes\n", "Page size:       595.276 x 841.89 pts (A4)\n"})
            CHECK_MESSAGE(told.find(line) != told.npos, line);
    }
}

TEST_CASE("the metadata stand as XMP too, whatever signs they hold") {
    auto document = report(base::Language::en);
    document.title = "A & B <c>";
    const auto xmp = File(printed(document)).read({"pdfinfo", "-meta"});
    CHECK(xmp.find("<rdf:li xml:lang=\"x-default\">A &amp; B &lt;c&gt;</rdf:li>") != xmp.npos);
    CHECK(xmp.find("<dc:language><rdf:Bag><rdf:li>en</rdf:li>") != xmp.npos);
    CHECK(xmp.find("<rdf:li>Réseau Exemple</rdf:li>") != xmp.npos);
}

TEST_CASE("each block is an element of the structure, as PDF 1.7 §14.8.4 names it") {
    const File file(printed(report(base::Language::fr)));
    const auto structure = file.read({"pdfinfo", "-struct"});
    const struct {
        const char* name;
        std::size_t count;
    } expected[] = {{"Document", 1}, {"H1", 1},   {"H2", 2},    {"H3", 1},      {"H4", 1},         {"L", 3},
                    {"LI", 7},       {"Lbl", 7},  {"LBody", 7}, {"Table", 1},   {"TR", 5},         {"TH", 2},
                    {"TD", 8},       {"Link", 1}, {"Sect", 1},  {"Caption", 1}, {"BlockQuote", 1}, {"Note", 1}};
    for (const auto& one : expected) {
        CAPTURE(one.name);
        CHECK(elements(structure, one.name) == one.count);
    }
}

TEST_CASE("headings of columns say that they are of columns") {
    CHECK(count(printed(report(base::Language::fr)), "/A << /O /Table /Scope /Column >>") == 2);
}

TEST_CASE("what is heard comes in the order of the blocks, each text once, without the footer") {
    const auto heard = File(printed(report(base::Language::fr))).read({"pdfinfo", "-struct-text"});
    std::size_t at = 0;
    for (const auto* text : {"\"Réseau Exemple\"",
                             "\"Exemple\"",
                             "\"Ensemble\"",
                             "\"Voir \"",
                             "\"la page\"",
                             "\" du projet.\"",
                             "\"Gouvernance\"",
                             "\"•\"",
                             "\"un\"",
                             "\"1.\"",
                             "\"premier\"",
                             "\"Période\"",
                             "\"2025\"",
                             "\"Les décisions sont publiques.\"",
                             "\"Dépenses\"",
                             "\"Ville\"",
                             "\"Ville1000\"",
                             "\"Ville1002\"",
                             "\"Total\"",
                             "\"Montants en euros.\"",
                             "\"La présidente\"",
                             "\"Nom Un\"",
                             "\"Le trésorier\"",
                             "\"Annexe 1 — Méthode\"",
                             "\"Fin.\""}) {
        const auto found = heard.find(text, at);
        CHECK_MESSAGE(found != heard.npos, text);
        if (found != heard.npos) at = found;
    }
    CHECK(count(heard, "page 1") == 0);
    CHECK(count(heard, "\"Ville1001\"") == 1);
}

TEST_CASE("a word heard is not joined to the next line, nor cut by a hyphen that is only seen") {
    auto document = plain();
    std::string text;
    for (int i = 0; i < 60; ++i) text += "collectivités territoriales Hôtel-de-Ville administration ";
    document.blocks = {Paragraph{text + "fin."}};
    const File file(printed(document));
    auto heard = file.read({"pdfinfo", "-struct-text"});
    for (auto at = heard.find(soft_hyphen); at != heard.npos; at = heard.find(soft_hyphen)) heard.erase(at, soft_hyphen.size());
    CHECK(heard.find("\"" + text + "fin.\"") != heard.npos);
}

TEST_CASE("whatever is drawn is of an element or an artifact") {
    auto document = report(base::Language::fr);
    document.blocks.push_back(table(120));
    document.blocks.push_back(Paragraph{"Œuvre ﬁ ﷺ Ω BDC\nEMC (a) \\ EMC"});
    const auto pdf = printed(document);
    const auto pages = contents(pdf);
    CHECK(static_cast<int>(pages.size()) == File(pdf).pages());
    for (const auto& page : pages) {
        std::istringstream lines(page);
        int depth = 0;
        std::size_t outside = 0;
        for (std::string line; std::getline(lines, line);) {
            const auto ends = [&](std::string_view word) { return std::string_view(line).ends_with(word); };
            if (ends("BDC") || ends("BMC")) ++depth;
            if (line == "EMC") --depth;
            if (depth == 0 && (ends("Tj") || ends("TJ") || ends(" f") || ends(" S") || ends(" f*"))) ++outside;
            CHECK(depth >= 0);
        }
        CHECK(depth == 0);
        CHECK(outside == 0);
        CHECK(count(page, "/Artifact BMC") >= 1);
    }
}

TEST_CASE("headings are bookmarks, one within the other, that lead to their page") {
    auto document = plain(base::Language::en);
    document.blocks = {Heading{1, "First"}, Heading{2, "Inner"}, Paragraph{"a"}, PageBreak{}, Heading{1, "Second"}, Paragraph{"b"}};
    const auto pdf = printed(document);
    const auto entry = [&](std::string_view title) {
        const auto at = pdf.find("/Title (" + std::string(title) + ")");
        REQUIRE(at != pdf.npos);
        return pdf.substr(at, pdf.find("endobj", at) - at);
    };
    CHECK(count(pdf, "/Type /Outlines") == 1);
    const auto page_of = [&](std::string_view title) {
        const auto text = entry(title);
        const auto at = text.find("/Dest [") + 7;
        return text.substr(at, text.find(" 0 R", at) - at);
    };
    CHECK(page_of("First") == page_of("Inner"));
    CHECK(page_of("First") != page_of("Second"));
    CHECK(entry("First").find("/First") != std::string::npos);
    CHECK(entry("Inner").find("/First") == std::string::npos);
}

TEST_CASE("each page says which it is, and how many there are") {
    for (const auto language : base::languages) {
        auto document = plain(language);
        document.running_title = "Titre courant";
        for (int i = 0; i < 3; ++i) document.blocks.insert(document.blocks.end(), {Paragraph{"Texte."}, PageBreak{}});
        const File file(printed(document));
        REQUIRE(file.pages() == 3);  // a break at the end begins no page
        for (int page = 1; page <= 3; ++page) {
            const auto text = file.text(page);
            CHECK(text.find("page " + std::to_string(page) + (language == base::Language::fr ? " sur 3" : " of 3")) != text.npos);
            CHECK(text.find("Titre courant") != text.npos);
        }
    }
}

TEST_CASE("a table over three pages has its headings on each, and each row once") {
    auto document = plain();
    document.blocks = {table(90)};
    const auto pdf = printed(document);
    const File file(pdf);
    REQUIRE(file.pages() == 3);
    for (int page = 1; page <= 3; ++page) {
        const auto text = file.text(page);
        CHECK(count(text, "Engagé") == 1);
        CHECK(count(text, "Dépenses (suite)") == (page > 1 ? 1 : 0));
    }
    const auto all = file.text();
    for (int i = 0; i < 90; ++i) CHECK(count(all, "Ville" + std::to_string(1000 + i)) == 1);
    const auto last = file.text(3);
    CHECK(last.find("Ville1089") < last.find("Total"));
    const auto structure = file.read({"pdfinfo", "-struct"});
    CHECK(elements(structure, "TH") == 2);  // those that stand again are artifacts
    CHECK(elements(structure, "Table") == 1);
    CHECK(elements(structure, "TR") == 92);
}

TEST_CASE("fonts are embedded, as subsets, and say which characters they show") {
    std::istringstream fonts(File(printed(report(base::Language::fr))).read({"pdffonts"}));
    std::string line;
    std::getline(fonts, line), std::getline(fonts, line);
    int found = 0;
    for (; std::getline(fonts, line); ++found) {
        CHECK_MESSAGE(line.find("yes yes yes") != line.npos, line);
        CHECK_MESSAGE(line.find("+DejaVu") != line.npos, line);
    }
    CHECK(found >= 3);
}

TEST_CASE("French letters have the addressee at the right, 105 mm from the edge and 50 mm from the top; English ones at the left") {
    for (const auto& [language, headed] :
         {std::pair(base::Language::fr, false), {base::Language::fr, true}, {base::Language::en, false}, {base::Language::en, true}}) {
        auto document = plain(language);
        document.letter = Letter{{"Destinataire", "Rue"}, "Paris", {{"Objet", "Projet"}}};
        if (headed) document.letterhead = Letterhead{"Réseau", {"12, rue", "Paris"}, {}};
        const auto words = File(printed(document)).read({"pdftotext", "-bbox"}, true);
        const auto at = words.find(">Destinataire<");
        REQUIRE(at != words.npos);
        const auto begun = words.rfind("<word", at);
        const double x = std::atof(words.substr(words.find("xMin=\"", begun) + 6).c_str()),
                     y = std::atof(words.substr(words.find("yMin=\"", begun) + 6).c_str());
        CHECK(x == doctest::Approx(language == base::Language::fr ? 105 * 72 / 25.4 : layout::margin_side).epsilon(0.01));
        CHECK(y == doctest::Approx(50 * 72 / 25.4).epsilon(0.04));
        CHECK(count(words, ">Exemple</word>") == 1);  // the title is in the footer only
    }
}

TEST_CASE("links may be followed, and cannot say more than an address") {
    auto document = plain();
    const auto linked = [](std::string link) { return Text{Run{"lien", Style::plain, Hyphens::allowed, std::move(link)}}; };
    document.blocks = {Paragraph{linked("https://example.org/a(b)c\\d'e?f=g h#é")}, Paragraph{linked("mailto:secretariat@example.org")}};
    const auto pdf = printed(document);
    CHECK(count(pdf, "/URI (https://example.org/a%28b%29c%5Cd%27e?f=g%20h#%C3%A9)") == 1);
    CHECK(count(pdf, "/URI (mailto:secretariat@example.org)") == 1);
    CHECK(count(pdf, "/Subtype /Link") == 2);
    for (const auto* refused :
         {"javascript:alert(1)", "file:///etc/passwd", "HTTPS://example.org", "https://", "mailto:", "example.org", "ftp://example.org"}) {
        document.blocks = {Paragraph{"a"}, Paragraph{linked(refused)}};
        CAPTURE(refused);
        CHECK(check(document) == Fault{Unprintable::link_refused, 1});
    }
}

TEST_CASE("any text is printed, in bounded time") {
    std::string words, noise, combining, capitals;
    while (words.size() < 100'000) words += "Les collectivités territoriales poursuivent leurs projets. ";
    while (noise.size() < 100'000) noise += static_cast<char>(noise.size() * 7919 % 256);
    while (combining.size() < 100'000) combining += "e\u0301\u0302";
    while (capitals.size() < 100'000) capitals += "W";
    std::string arabic, zero_width;
    while (arabic.size() < 100'000) arabic += "مدينة تونس ";
    while (zero_width.size() < 30'000) zero_width += "\u200b\u200d";
    for (const auto* text : {&words, &noise, &combining, &capitals, &arabic, &zero_width}) {
        auto document = plain();
        document.blocks = {Paragraph{*text}, Heading{1, text->substr(0, 5'000)},
                           Table{"", {{*text, Align::start, 1}, {"b", Align::end, 1}}, {{*text, "1"}}, {}}};
        const auto begun = std::clock();  // of the processor: others may use the machine
        const auto pdf = printed(document);
        CHECK((std::clock() - begun) / CLOCKS_PER_SEC < 30);
        CHECK(File(pdf).pages() >= 1);
    }
    auto document = plain();
    Paragraph paragraph;
    for (int i = 0; i < 5'000; ++i)
        paragraph.text.push_back(
            {"lien ", i % 2 ? Style::strong : Style::plain, Hyphens::allowed, "https://example.org/" + std::to_string(i)});
    document.blocks = {paragraph, Paragraph{""}, Table{"", {{"", Align::start, 1}}, {{""}}, {}}};
    CHECK(count(printed(document), "/Subtype /Link") >= 5'000);
    document.blocks = {};
    CHECK(File(printed(document)).pages() == 1);
}

TEST_CASE("more pages than the bound are refused") {
    auto document = plain();
    for (std::size_t i = 0; i < document_pages_max; ++i) document.blocks.insert(document.blocks.end(), {PageBreak{}, Paragraph{"a"}});
    document.title = "a";
    CHECK(press().print(document, french).error() == Fault{Unprintable::too_many_pages, {}});
}

TEST_CASE("a press without its dictionaries does not open") {
    const auto opened = Press::open("/nowhere");
    REQUIRE(!opened);
    CHECK(opened.error() == Press::Missing::hyphenation);
}

TEST_CASE("bytes that are not a PDF as cairo writes them are not finished") {
    const auto document = report(base::Language::fr);
    const auto pdf = printed(document);
    CHECK(finished(pdf, document).has_value());
    CHECK(!finished("", document));
    CHECK(!finished("%PDF-1.5\nstartxref\n0\n%%EOF\n", document));
    CHECK(!finished("%PDF-1.5\nxref\n0 99999999\nstartxref\n9\n%%EOF\n", document));
    for (std::size_t size = pdf.size() - 400; size + 20 < pdf.size(); size += 7) CHECK(!finished(pdf.substr(0, size), document));
}
