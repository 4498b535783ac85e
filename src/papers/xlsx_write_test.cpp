// Workbooks to take away: what was given is what is in them, as another program reads them, and nothing of it is computed.
#include "papers/xlsx_write.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>
#include "papers/archive.h"
#include "papers/xlsx_read.h"

namespace {

using namespace papers;
using Row = std::vector<XlsxCell>;

constexpr std::int64_t made = 1'795'219'200'000'000;  // 2026-11-21 00:00 UTC

XlsxSheet begun(std::vector<XlsxColumn> columns,
                XlsxDescription description = {.sheet = "Villes", .title = "Les villes", .made_us = made}) {
    auto sheet = XlsxSheet::begin(description, std::move(columns));
    REQUIRE(sheet);
    return std::move(*sheet);
}
std::string bytes_of(XlsxSheet& sheet) {
    const auto size = sheet.finish();
    REQUIRE(size);
    std::string bytes;
    REQUIRE(sheet.give([&](std::string_view piece) {
        CHECK(piece.size() <= 65'536);
        return bytes += piece, true;
    }));
    CHECK(bytes.size() == *size);
    return bytes;
}
std::string workbook(std::vector<XlsxColumn> columns, const std::vector<Row>& rows) {
    auto sheet = begun(std::move(columns));
    for (const auto& row : rows) REQUIRE(sheet.add(row));
    return bytes_of(sheet);
}
std::string part(std::string_view bytes, std::string_view name) {
    const auto archive = Archive::open(bytes);
    REQUIRE(archive);
    const auto* entry = archive->find(name);
    REQUIRE(entry);
    std::string content;
    std::uint64_t left = 10'000'000;
    REQUIRE(archive->read(*entry, left, [&](std::string_view piece) { return content += piece, true; }));
    return content;
}
bool contains(std::string_view text, std::string_view wanted) { return text.find(wanted) != text.npos; }

struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("xlsx-" + std::to_string(getpid()));
    Folder() { std::filesystem::create_directory(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};
std::string output_of(const std::string& command) {
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string all;
    std::array<char, 4096> piece;
    while (const auto size = fread(piece.data(), 1, piece.size(), pipe.get())) all.append(piece.data(), size);
    return all;
}

}  // namespace

TEST_CASE("Each kind of cell is read again as it was given") {
    const auto bytes = workbook({{"Ville"}, {"Habitants"}, {"Cotisation"}, {"Depuis"}, {"Site"}, {"Note"}},
                                {{"Liège", std::int64_t(195'000), base::Money{55'005, base::euro}, base::Date{1979, 5, 1},
                                  XlsxLink{"example.org", "https://example.org/a?b=1&c=é"}, std::monostate()},
                                 {"", std::int64_t(-7), base::Money{-5, base::euro}, base::Date{1900, 3, 1},
                                  XlsxLink{"", "mailto:mairie@example.org"}, " deux  blancs "},
                                 {"Lomé", std::int64_t(0), base::Money{1'200, base::cfa_franc_west}, base::Date{9999, 12, 31}}});
    const auto table = read_xlsx(bytes);
    REQUIRE(table);
    CHECK(table->sheet == "Villes");
    REQUIRE(table->rows.size() == 4);
    CHECK(table->rows[0].cells == std::vector<std::string>{"Ville", "Habitants", "Cotisation", "Depuis", "Site", "Note"});
    CHECK(table->rows[1].cells == std::vector<std::string>{"Liège", "195000", "550.05", "1979-05-01", "example.org"});
    CHECK(table->rows[2].cells == std::vector<std::string>{"", "-7", "-0.05", "1900-03-01", "mailto:mairie@example.org", " deux  blancs "});
    CHECK(table->rows[3].cells == std::vector<std::string>{"Lomé", "0", "1200", "9999-12-31"});
}

TEST_CASE("The headings are bold, always in sight, with filters; the columns are as wide as their texts") {
    const auto bytes =
        workbook({{"Ville"}, {"Note", 33}, {"Longue"}}, {{"Liège", "x", std::string_view("Une ville au nom bien long")}, {"Lomé"}});
    const auto sheet = part(bytes, "xl/worksheets/sheet1.xml");
    CHECK(contains(sheet, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"));
    CHECK(contains(sheet, "<autoFilter ref=\"A1:C3\"/>"));
    CHECK(contains(sheet, "<col min=\"1\" max=\"1\" width=\"8.7109375\" customWidth=\"1\"/>"));
    CHECK(contains(sheet, "<col min=\"2\" max=\"2\" width=\"33.7109375\" customWidth=\"1\"/>"));
    CHECK(contains(sheet, "<col min=\"3\" max=\"3\" width=\"28.7109375\" customWidth=\"1\"/>"));
    CHECK(contains(sheet, "<c r=\"A1\" s=\"1\""));
    CHECK(contains(part(bytes, "xl/styles.xml"), "<b/>"));
    CHECK(contains(part(bytes, "docProps/core.xml"), "<dc:title>Les villes</dc:title>"));
    CHECK(contains(part(bytes, "docProps/core.xml"), "2026-11-21T00:00:00Z"));
}

TEST_CASE("A text is never a formula, whatever it begins with") {
    std::vector<Row> rows;
    const std::string_view texts[] = {
        "=1+1", "=HYPERLINK(\"https://example.org\")", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "=cmd|' /C calc'!A0", "123", "2026-11-21"};
    for (const auto text : texts)
        rows.push_back({text, XlsxLink{std::string(text), "https://example.org/"}, XlsxLink{std::string(text), "file:///etc/passwd"}});
    const auto bytes = workbook({{"=1+1"}, {"+1"}, {"@x"}}, rows);
    const auto sheet = part(bytes, "xl/worksheets/sheet1.xml");
    CHECK(!contains(sheet, "<f>"));
    CHECK(!contains(sheet, "<v>"));  // nor a number
    const auto table = read_xlsx(bytes);
    REQUIRE(table);
    for (std::size_t i = 0; i < std::size(texts); ++i)
        CHECK(table->rows[i + 1].cells == std::vector<std::string>(3, std::string(texts[i])));
}

TEST_CASE("Only addresses of the web and of mail are followed") {
    const auto bytes = workbook({{"a"}}, {{XlsxLink{"web", "https://example.org/1"}},
                                          {XlsxLink{"plain", "http://example.org/2"}},
                                          {XlsxLink{"mail", "mailto:a@example.org"}},
                                          {XlsxLink{"script", "javascript:alert(1)"}},
                                          {XlsxLink{"file", "file:///etc/passwd"}},
                                          {XlsxLink{"elsewhere", "external:c:\\a.xlsx"}},
                                          {XlsxLink{"inside", "internal:Villes!A1"}},
                                          {XlsxLink{"long", "https://example.org/" + std::string(2'100, 'x')}}});
    const auto links = part(bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    for (const char* followed : {"https://example.org/1", "http://example.org/2", "mailto:a@example.org"}) CHECK(contains(links, followed));
    for (const char* not_followed : {"javascript", "passwd", "a.xlsx", "xxx"}) CHECK(!contains(links, not_followed));
    CHECK(!contains(part(bytes, "xl/worksheets/sheet1.xml"), "location="));
    CHECK(read_xlsx(bytes)->rows.size() == 9);
}

TEST_CASE("The first 5,000 links of a sheet are followed, and every text is there") {
    std::vector<Row> rows(xlsx_links_max + 1, Row{XlsxLink{"x", "https://example.org/"}});
    const auto bytes = workbook({{"a"}}, rows);
    const auto sheet = part(bytes, "xl/worksheets/sheet1.xml");
    CHECK(contains(sheet, "<hyperlink ref=\"A5001\""));
    CHECK(!contains(sheet, "<hyperlink ref=\"A5002\""));
    CHECK(read_xlsx(bytes)->rows.size() == xlsx_links_max + 2);
}

TEST_CASE("Texts that look like escapes, and characters that need one, come back as they were") {
    const std::string_view texts[] = {"_x0041_", "_x005F_x0041_", "__x0041__", "_x00e9_", "a\x01z",
                                      "a\r\nb",  "a\tb",          "<&>\"'",    "]]>",     "𝄞 é"};
    std::vector<Row> rows;
    for (const auto text : texts) rows.push_back({text});
    const auto table = read_xlsx(workbook({{"a"}}, rows));
    REQUIRE(table);
    for (std::size_t i = 0; i < std::size(texts); ++i) CHECK(table->rows[i + 1].cells[0] == texts[i]);
}

TEST_CASE("What a number of fifteen digits cannot hold is written as a text") {
    const auto bytes = workbook({{"a"}, {"b"}, {"c"}},
                                {{std::int64_t(999'999'999'999'999), base::Money{999'999'999'999'999, base::euro}, base::Date{1900, 2, 28}},
                                 {std::int64_t(1'000'000'000'000'000), base::Money{1'000'000'000'000'000, base::euro}, base::Date{1, 1, 1}},
                                 {std::int64_t(-1'000'000'000'000'001), base::Money{-999'999'999'999'999, base::euro}}});
    const auto table = read_xlsx(bytes);
    CHECK(table->rows[1].cells == std::vector<std::string>{"999999999999999", "9999999999999.99", "1900-02-28"});
    CHECK(table->rows[2].cells == std::vector<std::string>{"1000000000000000", "10000000000000.00 EUR", "0001-01-01"});
    CHECK(table->rows[3].cells == std::vector<std::string>{"-1000000000000001", "-9999999999999.99"});
}

TEST_CASE("The decimals of an amount are those of its currency") {
    for (const auto& currency : base::Currency::all())
        for (const std::int64_t minor : {0, 1, 7, 10, 999'999, 123'456'789}) {
            const base::Money amount{minor, currency};
            const auto table = read_xlsx(workbook({{"a"}}, {{amount}}));
            auto text = amount.text();
            if (text.contains('.')) text.erase(text.find_last_not_of('0') + 1);
            if (text.ends_with('.')) text.pop_back();
            if (table->rows[1].cells[0] != text) FAIL_CHECK(amount.text_and_code(), " became ", table->rows[1].cells[0]);
            if (minor > 7) break;
        }
    CHECK(contains(part(workbook({{"a"}}, {{base::Money{1, base::euro}}}), "xl/styles.xml"), "formatCode=\"#,##0.00\\ &quot;EUR&quot;\""));
    CHECK(contains(part(workbook({{"a"}}, {{base::Money{1, base::cfa_franc_west}}}), "xl/styles.xml"),
                   "formatCode=\"#,##0\\ &quot;XOF&quot;\""));
}

TEST_CASE("What cannot be written is refused with its place, and leaves nothing behind") {
    auto sheet = begun({{"a"}, {"b"}});
    const auto fault = [&](const Row& row) {
        const auto added = sheet.add(row);
        return added ? XlsxWriteFault{} : added.error();
    };
    const std::string most(32'767, 'x'), wide = [] {
        std::string text;
        for (int i = 0; i < 16'383; ++i) text += "𝄞";
        return text;
    }();
    CHECK(sheet.add(Row{most, std::string_view(wide)}));
    CHECK(fault({"ok", std::string_view("\xff")}) == XlsxWriteFault{XlsxWriteProblem::not_text, 3, 2});
    CHECK(fault({std::string_view("a\0b", 3)}) == XlsxWriteFault{XlsxWriteProblem::not_text, 3, 1});
    CHECK(fault({XlsxLink{"a", "https://example.org/\xff"}}) == XlsxWriteFault{XlsxWriteProblem::not_text, 3, 1});
    CHECK(fault({"ok", std::string_view(most + "x")}) == XlsxWriteFault{XlsxWriteProblem::cell_too_long, 3, 2});
    CHECK(fault({std::string_view(wide + "𝄞")}) == XlsxWriteFault{XlsxWriteProblem::cell_too_long, 3, 1});
    CHECK(fault({"1", "2", "3"}) == XlsxWriteFault{XlsxWriteProblem::too_many_cells, 3, 3});
    CHECK(sheet.add(Row{"last"}));
    const auto table = read_xlsx(bytes_of(sheet));
    REQUIRE(table);
    REQUIRE(table->rows.size() == 3);
    CHECK(table->rows[1].cells[0] == most);
    CHECK(table->rows[2].cells == std::vector<std::string>{"last"});
    CHECK(sheet.add(Row{"later"}).error().problem == XlsxWriteProblem::order);
    CHECK(sheet.finish().error().problem == XlsxWriteProblem::order);
    auto early = begun({{"a"}});
    CHECK(early.give([](std::string_view) { return true; }).error().problem == XlsxWriteProblem::order);

    CHECK(XlsxSheet::begin({}, {{"a"}, {"\xff"}}).error() == XlsxWriteFault{XlsxWriteProblem::not_text, 1, 2});
    CHECK(XlsxSheet::begin({}, {{most + "x"}}).error() == XlsxWriteFault{XlsxWriteProblem::cell_too_long, 1, 1});
    CHECK(XlsxSheet::begin({.title = "a\nb"}, {}).error() == XlsxWriteFault{XlsxWriteProblem::not_text, 0, 0});
    CHECK(XlsxSheet::begin({}, std::vector<XlsxColumn>(16'385)).error().problem == XlsxWriteProblem::too_many_columns);
    CHECK(XlsxSheet::begin({.folder = "/nowhere"}, {}).error().problem == XlsxWriteProblem::disk);
}

TEST_CASE("A sheet without columns or without rows is a workbook all the same") {
    CHECK(read_xlsx(workbook({}, {}))->rows.empty());
    CHECK(read_xlsx(workbook({{"a"}}, {}))->rows.size() == 1);
    CHECK(read_xlsx(workbook({{"a"}}, {{}, {"x"}}))->rows.back().number == 3);
}

TEST_CASE("The same rows give the same bytes, and another time of making gives others") {
    const auto once = workbook({{"a"}}, {{
                                             "x",
                                         },
                                         {std::int64_t(7)}});
    std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
    CHECK(workbook({{"a"}}, {{"x"}, {std::int64_t(7)}}) == once);
    auto other = begun({{"a"}}, {.sheet = "Villes", .title = "Les villes", .made_us = made + 1'000'000});
    CHECK(other.add(Row{"x"}));
    CHECK(other.add(Row{std::int64_t(7)}));
    CHECK(bytes_of(other) != once);
    auto unset = begun({{"a"}}, {});
    CHECK(contains(part(bytes_of(unset), "docProps/core.xml"), "1970-01-01T00:00:01Z"));  // not the time of the clock
}

TEST_CASE("The name of a sheet is one that a spreadsheet program takes") {
    struct Case {
        std::string text, name;
    };
    const Case cases[] = {{"Villes", "Villes"},
                          {"", "Sheet1"},
                          {"'", "Sheet1"},
                          {"  ", "Sheet1"},
                          {"History", "Sheet1"},
                          {"HISTORY", "Sheet1"},
                          {"\xff", "Sheet1"},
                          {"a/b\\c?d*e[f]g:h", "a-b-c-d-e-f-g-h"},
                          {"l'été", "l'été"},
                          {"'x'", "x"},
                          {" x ", "x"},
                          {"a\nb", "a-b"},
                          {std::string(31, 'x'), std::string(31, 'x')},
                          {std::string(32, 'x'), std::string(31, 'x')},
                          {std::string(30, 'x') + "é", std::string(30, 'x') + "é"},
                          {std::string(30, 'x') + "𝄞", std::string(30, 'x')},
                          {std::string(30, 'x') + "'y", std::string(30, 'x')}};
    for (const auto& one : cases) {
        CAPTURE(one.text);
        CHECK(sheet_name(one.text) == one.name);
        auto sheet = begun({{"a"}}, {.sheet = one.text});
        CHECK(read_xlsx(bytes_of(sheet))->sheet == one.name);
    }
}

TEST_CASE("Another program reads what was written") {
    const Folder folder;
    const auto file = folder.path / "villes.xlsx";
    const auto bytes = workbook({{"Ville"}, {"Habitants"}, {"Cotisation"}, {"Depuis"}, {"Site"}},
                                {{"Liège, \"la cité\"", std::int64_t(195'000), base::Money{55'005, base::euro}, base::Date{1979, 5, 1},
                                  XlsxLink{"ici", "https://example.org/"}},
                                 {"=1+1", std::monostate(), std::monostate(), base::Date{2026, 11, 21}}});
    std::ofstream(file, std::ios::binary) << bytes;
    CHECK(output_of("xlsx2csv -f %Y-%m-%d '" + file.string() + "' 2>&1") ==
          "Ville,Habitants,Cotisation,Depuis,Site\n\"Liège, \"\"la cité\"\"\",195000,550.05,1979-05-01,ici\n=1+1,,,2026-11-21,\n");
    CHECK(output_of("python3 -c 'import zipfile, sys, xml.dom.minidom as x; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), "
                    "len([x.parseString(z.read(n)) for n in z.namelist()]) == len(z.namelist()))' '" +
                    file.string() + "' 2>&1") == "None True\n");
}

TEST_CASE("A disk that is full is told, whenever it fills") {
    // No file may grow beyond a size, as on a disk without room.
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    auto* const ignored = std::signal(SIGXFSZ, SIG_IGN);
    const std::string text(1'000, 'x');
    // The rows alone take some 107 kB, the sheet a little more: between the two, the library notices nothing.
    std::vector<rlim_t> rooms{500, 5'000, 20'000, 60'000, 10'000'000};
    for (rlim_t room = 104'000; room < 112'000; room += 200) rooms.push_back(room);
    int refused = 0, whole = 0, damaged = 0;
    for (const auto room : rooms) {
        const rlimit narrow{room, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &narrow);
        auto sheet = XlsxSheet::begin({}, {{"a"}});
        bool fell = !sheet;
        for (int i = 0; !fell && i < 100; ++i) {
            const auto added = sheet->add(Row{std::string_view(text)});
            fell = !added && added.error().problem == XlsxWriteProblem::disk;
        }
        if (!fell) fell = !sheet->finish();
        setrlimit(RLIMIT_FSIZE, &before);
        if (fell) {
            ++refused;
            continue;
        }
        std::string bytes;
        REQUIRE(sheet->give([&](std::string_view piece) { return bytes += piece, true; }));
        const auto table = read_xlsx(bytes);
        ++(table && table->rows.size() == 101 ? whole : damaged);
    }
    std::signal(SIGXFSZ, ignored);
    CHECK(refused >= 5);
    CHECK(whole >= 5);
    CHECK(damaged == 0);
}

TEST_CASE("A sheet that is given up leaves no file open and none behind") {
    const Folder folder;
    const auto open_files = [] { return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}); };
    const auto before = open_files();
    for (int i = 0; i < 5; ++i) {
        auto sheet = begun({{"a"}}, {.folder = folder.path});
        CHECK(sheet.add(Row{"x"}));
        auto moved = std::move(sheet);
        if (i % 2) CHECK(moved.finish());
    }
    CHECK(open_files() == before);
    CHECK(std::filesystem::is_empty(folder.path));
}
