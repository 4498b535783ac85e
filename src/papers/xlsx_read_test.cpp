// Workbooks as programs write them, and as nobody should.
#include "papers/xlsx_read.h"

#include <doctest/doctest.h>
#include <chrono>
#include <fstream>
#include "support/places.h"
#include "support/zip.h"

namespace {

using papers::read_xlsx;

// Rows by "/", cells by "|", the number in front where it is not the next; or the faults.
std::string read(std::string_view bytes, std::string_view sheet = {}) {
    const auto table = read_xlsx(bytes, sheet);
    std::string all;
    if (!table) {
        REQUIRE(!table.error().empty());
        for (const auto& fault : table.error())
            all += (all.empty() ? "! " : " ") + std::string(papers::name(fault.problem)) + (fault.sheet.empty() ? "" : ":" + fault.sheet) +
                   (fault.cell.empty() ? "" : "!" + fault.cell);
        return all;
    }
    std::int64_t next = 1;
    for (const auto& row : table->rows) {
        if (!all.empty()) all += "/";
        if (row.number != next) all += std::to_string(row.number) + ":";
        next = row.number + 1;
        for (std::size_t i = 0; i < row.cells.size(); ++i) all += (i ? "|" : "") + row.cells[i];
    }
    return all;
}
std::string data(const std::string& rows, const std::string& after = {}) { return "<sheetData>" + rows + "</sheetData>" + after; }
std::string read_rows(const std::string& rows, const std::string& after = {}) { return read(test::workbook({.data = data(rows, after)})); }
std::string row(const std::string& cells) { return "<row>" + cells + "</row>"; }
std::string repeated(const std::string& text, std::size_t count) {
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

// What the work added to the most memory this process ever held, in bytes, and its time in seconds.
struct Cost {
    double seconds = 0;
    long bytes = 0;
};
template <class Work>
Cost cost(Work work) {
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak starts again from here
    const auto peak = [] {
        std::ifstream status("/proc/self/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmHWM:")) return std::stol(line.substr(6)) * 1024;
        return 0L;
    };
    const auto before = peak();
    const auto start = std::chrono::steady_clock::now();
    work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), peak() - before};
}

const std::string dates = R"(<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="17"/><xf numFmtId="9"/></cellXfs>)";

}  // namespace

TEST_CASE("Every kind of cell is read as the text that it shows") {
    CHECK(read(test::workbook({.data = data(R"(<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>
<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>5.0999999999999996</v></c></row>)"),
                               .shared = R"(<si><t>Pays</t></si><si><t>Ville</t></si>
<si><r><rPr><b/></rPr><t>Li</t></r><r><t xml:space="preserve">ège </t></r><rPh><t>no</t></rPh></si>)"})) == "Ville|Pays/Liège |5.1");
    CHECK(read_rows(row(R"(<c t="inlineStr"><is><t>Lomé</t></is></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>)")) ==
          "Lomé|ab");
    CHECK(read_rows(row(R"(<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="n"><v> 7 </v></c><c t="str"><f>A1</f><v>x</v></c>)")) ==
          "TRUE|FALSE|7|x");
    CHECK(read_rows(row(R"(<c><f>1+1</f><v>2</v></c><c t="d"><v>2026-11-21</v></c><c t="d"><v>2026-11-21T00:00:00.000</v></c>)")) ==
          "2|2026-11-21|2026-11-21");
    CHECK(read_rows(row(R"(<c t="d"><v>2026-11-21T14:30:00</v></c><c t="d"><v>2026-11-21T14:30:05Z</v></c>)")) ==
          "2026-11-21T14:30|2026-11-21T14:30:05");
    CHECK(read_rows(row(R"(<c t="inlineStr"><is><t>&lt;b&gt; &amp; &#233; _x000D_</t></is></c>)")) == "<b> & é \r");
    CHECK(read_rows(row(R"(<c t="inlineStr"><is><t><![CDATA[=1+1]]></t></is></c>)")) == "=1+1");
}

TEST_CASE("A date is a number whose style says so") {
    const auto rows =
        row(R"(<c s="0"><v>46347</v></c><c s="1"><v>46347</v></c><c s="2"><v>46347</v></c><c s="3"><v>46347.604166666664</v></c>
<c s="4"><v>46327</v></c><c s="5"><v>0.25</v></c><c s="9"><v>46347</v></c>)");
    CHECK(read(test::workbook({.data = data(rows), .styles = dates})) == "46347|2026-11-21|2026-11-21|2026-11-21T14:30|2026-11|0.25|46347");
    const auto day = row(R"(<c s="1"><v>44885</v></c>)");
    CHECK(read(test::workbook({.data = data(day), .styles = dates, .workbook_properties = R"(<workbookPr date1904="1"/>)"})) ==
          "2026-11-21");
    CHECK(read(test::workbook({.data = data(day), .styles = dates, .workbook_properties = R"(<workbookPr date1904="true"/>)"})) ==
          "2026-11-21");
    CHECK(read(test::workbook({.data = data(day), .styles = dates, .workbook_properties = R"(<workbookPr date1904="0"/>)"})) ==
          "2022-11-20");
    CHECK(read(test::workbook({.data = data(row(R"(<c s="1"><v>60</v></c><c/><c s="1"><v>-3</v></c>)")), .styles = dates})) ==
          "! cell_date:Villes!A1 cell_date:Villes!C1");
}

TEST_CASE("Empty cells keep their place, blank rows are left out, hidden ones are not") {
    CHECK(
        read_rows(
            R"(<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c><c r="F2" s="1"/></row><row r="3"/><row r="5" hidden="1"><c><v>3</v></c></row>)") ==
        "2:|1||2/5:3");
    CHECK(read_rows("") == "");
    CHECK(read_rows(row(R"(<c r="GR1"><v>1</v></c>)")) == repeated("|", 199) + "1");
    CHECK(read_rows(row(R"(<c r="GS1"><v>1</v></c>)")) == "! too_many_columns:Villes!GS1");
    CHECK(read_rows(row(R"(<c r="GS1"/>)")) == "");
}

TEST_CASE("Of merged cells the first has the text") {
    const auto cells = R"(<row r="1"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row r="2"><c><v>4</v></c><c><v>5</v></c></row>)";
    CHECK(read_rows(cells, R"(<mergeCells><mergeCell ref="A1:B2"/></mergeCells>)") == "1||3");
    CHECK(read_rows(cells, R"(<mergeCells><mergeCell ref="B1:C1"/></mergeCells>)") == "1|2/4|5");
    CHECK(read_rows(cells, R"(<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>)") == "1");
    CHECK(read_rows(cells, R"(<mergeCells><mergeCell ref="A2"/></mergeCells>)") == "1|2|3/4|5");
    CHECK(read_rows(cells, R"(<mergeCells><mergeCell ref="B2:A1"/></mergeCells>)").starts_with("! disorder"));
}

TEST_CASE("The first sheet that is seen is read, or the one that is named") {
    auto parts = test::workbook_parts(
        {.data = data(row("<c><v>1</v></c>")),
         .sheets = R"(<sheet name="Listes" sheetId="1" state="hidden" r:id="rId1"/><sheet name="A&amp;B" sheetId="2" r:id="rId7"/>)"});
    parts[3].content = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Type="x/worksheet" Target="./sub/../other.xml"/>
<Relationship Id="rId8" Type="x/worksheet" Target="http://example.org/" TargetMode="External"/></Relationships>)";
    parts.push_back({"xl/other.xml", R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)" +
                                         data(row("<c><v>2</v></c>")) + "</worksheet>"});
    const auto bytes = test::zip(parts);
    CHECK(read(bytes) == "2");
    CHECK(read(bytes, "Listes") == "1");
    CHECK(read(bytes, "A&B") == "2");
    CHECK(read(bytes, "a&b") == "! no_sheet:a&b");
    CHECK(read_xlsx(bytes)->sheets == std::vector<std::string>{"Listes", "A&B"});
    CHECK(read_xlsx(bytes)->sheet == "A&B");
    CHECK(read(test::workbook({.data = data(""), .sheets = R"(<sheet name="x" state="veryHidden" r:id="rId1"/>)"})) == "! no_sheet");
    CHECK(read(test::workbook({.data = data(""), .sheets = R"(<sheet name="x" r:id="rId9"/>)"})) == "! no_sheet");
    CHECK(read(test::workbook({.data = data(row("<c><v>1</v></c>")), .strict = true})) == "1");
}

TEST_CASE("Elements of other languages in a sheet are not read") {
    CHECK(read_rows(row(R"(<x:c><x:v>9</x:v></x:c><c><x:v>8</x:v><v>1</v></c>)"), "<x:sheetData><x:row/></x:sheetData>") == "1");
    CHECK(read(test::workbook({.data = R"(<x:c/><c><v>5</v></c><extLst><ext><row><c><v>6</v></c></row></ext></extLst>)"})) == "");
}

TEST_CASE("Every cell that cannot be read is named, at once") {
    CHECK(read_rows(R"(<row r="1"><c t="e"><v>#REF!</v></c><c t="s"><v>0</v></c><c t="s"><v>x</v></c></row>
<row r="4"><c><v>1,5</v></c><c t="b"><v>2</v></c><c><f>A1</f></c><c t="d"><v>21/11/2026</v></c><c t="zz"><v>1</v></c></row>)") ==
          "! cell_error:Villes!A1 cell_reference:Villes!B1 cell_reference:Villes!C1 cell_number:Villes!A4 cell_number:Villes!B4 "
          "cell_not_calculated:Villes!C4 cell_date:Villes!D4 cell_number:Villes!E4");
    const auto faults = read_xlsx(test::workbook({.data = data(repeated(row(R"(<c t="e"><v>#N/A</v></c>)"), 101))}));
    CHECK(faults.error().size() == papers::xlsx_faults_max);
    const auto text = [](std::size_t size) { return row("<c t=\"inlineStr\"><is><t>" + std::string(size, 'x') + "</t></is></c>"); };
    CHECK(read_rows(text(65'536)).size() == 65'536);
    CHECK(read_rows(text(65'537)) == "! cell_too_long:Villes!A1");
    const auto shared = [](std::size_t size) {
        return read(
            test::workbook({.data = data(row(R"(<c t="s"><v>0</v></c>)")), .shared = "<si><t>" + std::string(size, 'x') + "</t></si>"}));
    };
    CHECK(shared(65'536).size() == 65'536);
    CHECK(shared(65'537) == "! cell_too_long:Villes!A1");
}

TEST_CASE("Rows and cells stand in their order, once") {
    CHECK(read_rows(R"(<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>)") == "! disorder:Villes!A2");
    CHECK(read_rows(R"(<row r="2"/><row r="1"/>)") == "! disorder:Villes!A2");
    CHECK(read_rows(R"(<row r="0"/>)").starts_with("! disorder"));
    CHECK(read_rows(R"(<row r="1048577"/>)").starts_with("! disorder"));
    CHECK(read_rows(R"(<row r="-1"/>)").starts_with("! disorder"));
    CHECK(read_rows(R"(<row r="1"><c r="B1"/><c r="A1"/></row>)") == "! disorder:Villes!B1");
    CHECK(read_rows(R"(<row r="1"><c r="A2"/></row>)").starts_with("! disorder"));
    CHECK(read_rows(R"(<row r="1"><c r="ZZZZ1"/></row>)").starts_with("! disorder"));
}

TEST_CASE("A table has its limits of rows") {
    const auto one = row("<c><v>1</v></c>");
    CHECK(read_xlsx(test::workbook({.data = data(repeated(one, 10'000))}))->rows.size() == 10'000);
    CHECK(read_rows(repeated(one, 10'001)) == "! too_many_rows:Villes!A10001");
    CHECK(read_xlsx(test::workbook({.data = data(repeated(one, 10'000) + repeated("<row/>", 50'000))}))->rows.size() == 10'000);
}

TEST_CASE("What is no workbook is said to be what it is") {
    const std::string ole("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    std::string encrypted;
    for (const char c : std::string("EncryptedPackage")) encrypted += c, encrypted += '\0';
    CHECK(read("") == "! not_a_workbook");
    CHECK(read("a,b\n1,2\n") == "! not_a_workbook");
    CHECK(read(ole + std::string(600, '\0')) == "! old_format");
    CHECK(read(ole + std::string(600, '\0') + encrypted) == "! encrypted");
    CHECK(read(test::zip({{"xl/workbook.bin", "x"}})) == "! binary_format");
    CHECK(read(test::zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", false}})) == "! open_document");
    CHECK(read(test::zip({{"mimetype", "application/vnd.oasis.opendocument.text", false}})) == "! not_a_workbook");
    CHECK(read(test::zip({{"a.txt", "x"}})) == "! not_a_workbook");
    auto document = test::workbook_parts({.data = data("")});
    document[2].content = R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>)";
    CHECK(read(test::zip(document)) == "! not_a_workbook");
    auto closed = test::workbook_parts({.data = data("")});
    closed[4].flags = 1;
    CHECK(read(test::zip(closed)) == "! encrypted");
    CHECK(read(std::string("PK\x03\x04") + std::string(papers::xlsx_bytes_max - 3, '\0')) == "! too_big");
    CHECK(read(std::string("PK\x03\x04") + std::string(papers::xlsx_bytes_max - 4, '\0')) == "! broken");
}

TEST_CASE("A workbook that was cut short, changed on its way, or lacks a part is broken") {
    const auto good = test::workbook({.data = data(row("<c><v>1</v></c>"))});
    for (std::size_t size = 4; size < good.size(); size += 7) CHECK(read(good.substr(0, size)) == "! broken");
    auto parts = test::workbook_parts({.data = data(row("<c><v>1</v></c>"))});
    parts[4].crc = 1;
    CHECK(read(test::zip(parts)) == "! broken:Villes");
    parts = test::workbook_parts({.data = data(row("<c><v>1</v></c>"))});
    parts.erase(parts.begin() + 4);
    CHECK(read(test::zip(parts)) == "! broken:Villes");
    parts = test::workbook_parts({.data = data(row("<c><v>1</v></c>"))});
    parts.erase(parts.begin() + 3);
    CHECK(read(test::zip(parts)) == "! broken");
    CHECK(read_rows("<row><c></row>") == "! broken:Villes");
    CHECK(read_rows("\xff") == "! broken:Villes");
    CHECK(read(test::workbook({.data = "", .prologue = "<?xml version=\"1.0\" encoding=\"x-unknown\"?>"})) == "! broken:Villes");
}

TEST_CASE("Archives that another program made are read, with records where that program puts them") {
    for (const char* name : {"packed", "stored"}) {  // by Python's zipfile
        std::ifstream file(support::in_checkout("tests/fuzz/seeds/xlsx_read_fuzz/") + name, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        CHECK(read(bytes) == "1");
    }
}

TEST_CASE("Paths of a workbook stay in its archive") {
    auto parts = test::workbook_parts({.data = data(row("<c><v>1</v></c>"))});
    for (const char* target : {"../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..\\..\\x"}) {
        parts[3].content =
            std::string(
                R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x/worksheet" Target=")") +
            target + R"("/></Relationships>)";
        CHECK(read(test::zip(parts)) == "! broken:Villes");
    }
}

TEST_CASE("A document type is refused before any of its entities is looked at") {
    std::string laughs = "<!DOCTYPE lolz [<!ENTITY a \"ha\">";
    for (char c = 'b'; c < 'l'; ++c) {
        laughs += std::string("<!ENTITY ") + c + " \"";
        for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
        laughs += "\">";
    }
    laughs += "]>";
    const auto took = cost([&] {
        CHECK(read(test::workbook({.data = data(row("<c t=\"str\"><v>&k;</v></c>")), .prologue = laughs})) == "! document_type:Villes");
        CHECK(read(test::workbook({.data = data(""), .prologue = "<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\">"})) ==
              "! document_type:Villes");
    });
    CHECK(took.seconds < 1);
    CHECK(read_rows(row("<c><v>&k;</v></c>")) == "! broken:Villes");
}

TEST_CASE("Elements stand 64 deep at most, and no token is a megabyte long") {
    const auto nested = [](std::size_t depth) { return read(test::workbook({.data = repeated("<a>", depth) + repeated("</a>", depth)})); };
    CHECK(nested(63) == "");
    CHECK(nested(64) == "! too_deep:Villes");
    CHECK(nested(1'000'000) == "! too_deep:Villes");
    // Random letters, so that the proportion does not give them away first. The parser would begin such a token again with each piece.
    std::string letters;
    unsigned state = 1;
    for (int i = 0; i < 12'000'000; ++i) state = state * 1'664'525 + 1'013'904'223, letters += static_cast<char>('a' + (state >> 24) % 26);
    const auto took = cost([&] {
        CHECK(read(test::workbook({.data = "<!-- " + letters + " -->"})) == "! broken:Villes");
        CHECK(read(test::workbook({.data = "<a b='" + letters + "'/>"})) == "! broken:Villes");
    });
    CHECK(took.seconds < 8);
    CHECK(read(test::workbook({.data = "<!-- " + letters.substr(0, 900'000) + " -->"})) == "");
}

TEST_CASE("A bomb is stopped while it inflates") {
    // A gigabyte of zeros in a megabyte, said to be a gigabyte, or said to be little.
    std::string zeros(1'000'000, '\0');
    const auto packed = repeated(test::deflated_on(zeros), 1'000) + test::deflated("");
    REQUIRE(packed.size() < 1'100'000);
    for (const std::uint64_t declared : {1'000'000'000, 1'000})
        for (const std::size_t part : {1, 4}) {
            auto parts = test::workbook_parts({.data = data("")});
            parts[part].data = packed, parts[part].unpacked_bytes = declared;
            const auto bytes = test::zip(parts);
            const auto took = cost([&] {
                const auto said = read(bytes);
                CHECK((said.starts_with("! bomb") || said.starts_with("! broken")));
            });
            CHECK(took.seconds < 1);
            CHECK(took.bytes < 10'000'000);
        }
    // XML that packs well and means nothing: the proportion stops it.
    auto parts = test::workbook_parts({.data = data("") + std::string(120'000'000, ' ')});
    const auto bytes = test::zip(parts);
    const auto took = cost([&] { CHECK(read(bytes) == "! bomb:Villes"); });
    CHECK(took.seconds < 2);
    CHECK(took.bytes < 10'000'000);
}

TEST_CASE("A directory of a million entries is refused for its number") {
    std::string bytes = test::zip({{"a", ""}}), directory;
    const auto first = bytes.find("PK\x01\x02");
    const auto record = bytes.substr(first, bytes.find("PK\x05\x06") - first);
    directory = bytes.substr(0, first) + repeated(record, 400'000);
    for (const std::uint64_t declared : {400'000 % 65'536, 2, 65'535}) {
        const auto file = directory + "PK\x05\x06" + test::little(0, 4) + test::little(declared, 2) + test::little(declared, 2) +
                          test::little(directory.size() - first, 4) + test::little(first, 4) + test::little(0, 2);
        REQUIRE(file.size() < papers::xlsx_bytes_max);
        const auto took = cost([&] { CHECK(read(file) == "! too_many_entries"); });
        CHECK(took.seconds < 1);
        CHECK(took.bytes < 10'000'000);
    }
    CHECK(read(test::zip({{"a", ""}}, {.count = 1'000'000, .wide = true})) == "! too_many_entries");
    CHECK(read(directory + repeated(record, 600'000)) == "! too_big");
}

TEST_CASE("One long text in a million cells is too much") {
    const auto bytes = test::workbook({.data = data(repeated(row(repeated(R"(<c t="s"><v>0</v></c>)", 200)), 100)),
                                       .shared = "<si><t>" + std::string(32'767, 'x') + "</t></si>"});
    const auto took = cost([&] { CHECK(read(bytes).starts_with("! too_much_text:Villes!")); });
    CHECK(took.seconds < 2);
    CHECK(took.bytes < 200'000'000);
    std::string texts = repeated("<si/>", 2'000'001);
    CHECK(read(test::workbook({.data = data(""), .shared = texts})) == "! bomb");  // by its proportion, before it is by its number
}

TEST_CASE("Merged cells over each other end soon") {
    std::string rows = repeated(row("<c><v>1</v></c>"), 10'000), merges;
    for (int i = 0; i < 100'000; ++i) merges += "<mergeCell ref=\"A" + std::to_string(1 + i % 97) + ":B1048576\"/>";
    const auto bytes = test::workbook({.data = data(rows, "<mergeCells>" + merges + "</mergeCells>")});
    const auto took = cost([&] { CHECK(read(bytes).starts_with("! disorder:Villes!")); });
    CHECK(took.seconds < 3);
}
