// A spreadsheet is read as RFC 4180 writes it and as people save it; all that is wrong with one is said at once.
#include "acts/spreadsheet.h"

#include "base/i18n.h"
#include "base/text.h"

#include <doctest/doctest.h>

namespace {

enum class Sort { one, other };
BOOST_DESCRIBE_ENUM(Sort, one, other)
struct Row {
    acts::Public<acts::Text<50>> name;
    acts::Public<acts::Country> country;
    acts::Public<std::optional<Sort>> sort;
    acts::Public<std::optional<base::PartialDate>> since;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::optional<acts::Integer<0, 1'000'000>>> count;
    acts::Public<std::vector<base::Id<Row>>> sources;
    std::optional<acts::Attachment> file;
};
BOOST_DESCRIBE_STRUCT(Row, (), (name, country, sort, since, position, count, sources, file))

std::string codes(const std::vector<base::Finding>& faults) {
    std::string all;
    for (const auto& fault : faults) {
        all += (all.empty() ? "" : " ") + fault.code.substr(7);
        for (const auto& figure : fault.figures)
            if (const auto* number = std::get_if<std::int64_t>(&figure.value)) all += ":" + std::to_string(*number);
    }
    return all;
}
// Cells by "|", rows by "/"; or the faults.
std::string read(std::string_view bytes) {
    const auto table = acts::read_table(bytes);
    if (!table) return "! " + codes(table.error());
    std::string all;
    const auto add = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) all += (i ? "|" : "") + cells[i];
    };
    add(table->headings);
    for (const auto& row : table->rows) all += "/", add(row.cells);
    return all;
}

const acts::ColumnWords words{{{"nom", "name"}, {"pays", "country"}}, {{"sort", {{"un seul", "one"}}}}};

}  // namespace

TEST_CASE("RFC 4180 and its everyday variants are read") {
    struct Case {
        std::string bytes;
        const char* read;
    };
    const Case cases[] = {
        {"a,b\r\n1,2\r\n", "a|b/1|2"},
        {"a,b\n1,2", "a|b/1|2"},
        {"a,b\r1,2\r3,4", "a|b/1|2/3|4"},
        {"a;b\n1,5;2", "a|b/1,5|2"},
        {"a\tb\n1\t2\n", "a|b/1|2"},
        {"a,b\n\"1,5\",\"x \"\"y\"\"\"\n", "a|b/1,5|x \"y\""},
        {"a,b\n\"1\n2\",3\n", "a|b/1\n2|3"},
        {"\"a;b\",c\n1,2\n", "a;b|c/1|2"},
        {"\xef\xbb\xbf"
         "a,b\n1,2\n",
         "a|b/1|2"},
        {"a;b\nCaf\xe9;\x80\n", "a|b/Café|€"},
        {"sep=;\r\na;b\r\n1;2\r\n", "a|b/1|2"},
        {"sep=|\na|b\n1|2\n", "a|b/1|2"},
        {"a,b\n1,2\n,\n\n  \n3,4\n", "a|b/1|2/3|4"},
        {"a,b,,\n1,2,,\n", "a|b/1|2"},
        {"a\nx\n", "a/x"},
        {"a,b\n1,\n", "a|b/1|"},
        {"a,b\n5\" pipe,2\n", "a|b/5\" pipe|2"},
        {" a , b\n1,2\n", "a|b/1|2"},
        {"a,b\n\"\",\"\"\n1,2\n", "a|b/1|2"},
        {"", "! empty"},
        {"\n", "! empty"},
        {"a,b\n", "! no_row"},
        {"a,b\n1\n1,2,3\n", "! ragged:2:1:2 ragged:3:3:2"},
        {"a,,c\n1,2,3\n", "! heading_missing:2"},
        {"a,b\n\"1,2\n", "! quote_open:2 ragged:2:1:2"},
        {"a,b\n\"1\"x,2\n", "! quote_inside:2"},
        {std::string("a,b\n\0,1\n", 8), "! not_text"},
        {"\xff\xfe"
         "a",
         "! utf_16"},
        {"PK\x03\x04zip", "! xlsx.broken"},
        {"a\n\x81\n", "! not_text"},
        {"sep=\n", "! no_row"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.bytes);
        CHECK(read(one.bytes) == one.read);
    }
}

TEST_CASE("the encoding and the separator that were found are said") {
    CHECK(acts::read_table("a;b\nCaf\xe9;1\n")->encoding == acts::Encoding::windows_1252);
    CHECK(acts::read_table("a;b\nCafé;1\n")->encoding == acts::Encoding::utf_8);
    CHECK(acts::read_table("a;b\n1;2\n")->separator == ';');
    CHECK(acts::read_table("a\tb\n1\t2\n")->separator == '\t');
}

TEST_CASE("rows keep the number a spreadsheet gives them") {
    const auto table = acts::read_table("a,b\n1,2\n\n\"x\ny\",3\n4,5\n");
    REQUIRE(table);
    REQUIRE(table->rows.size() == 3);
    CHECK(table->rows[1].number == 4);
    CHECK(table->rows[2].number == 5);
}

TEST_CASE("a file has bounds, and says at most a hundred faults") {
    CHECK(read(std::string(acts::table_bytes_max + 1, 'a')) == "! too_big:50");
    std::string wide = "a", ragged = "a,b\n", same = "a\n";
    for (std::size_t i = 0; i < acts::table_columns_max; ++i) wide += ",a";
    CHECK(read(wide + "\n") == "! too_many_columns:200");
    for (int i = 0; i < 150; ++i) ragged += "1\n";
    const auto table = acts::read_table(ragged);
    REQUIRE(!table);
    CHECK(table.error().size() == acts::table_faults_max + 1);
    CHECK(table.error().back().code == "import.more");
    for (std::size_t i = 0; i <= acts::table_rows_max; ++i) same += "1\n";
    CHECK(read(same) == "! too_many_rows:200000");
}

TEST_CASE("columns are fields by path or by their words; unknown, repeated and missing ones are said together") {
    const auto& type = acts::type_of<Row>();
    CHECK(acts::columns(type) == std::vector<std::string>{"name", "country", "sort", "since", "position.latitude", "position.longitude",
                                                          "count", "sources", "basis"});
    const auto table = acts::read_table("NOM,Pays,position.latitude,basis\nx,BJ,1,\n");
    CHECK(*acts::columns_of(*table, type, words) == std::vector<std::string>{"name", "country", "position.latitude", "basis"});
    const auto bad = acts::read_table("Nom,name,couleur,file\nx,y,z,t\n");
    CHECK(codes(acts::columns_of(*bad, type, words).error()) == "repeated_column unknown_column unknown_column column_missing");
}

TEST_CASE("cells are read as people write them") {
    const auto& type = acts::type_of<Row>();
    const auto table = acts::read_table(
        "nom;pays;sort;since;position.latitude;position.longitude;count;sources;basis\n"
        "Ouidah;Bénin;Un seul;vers 2014;6,36536;2.08506;91 616;3001 3002;source:1\n"
        "Abomey;Atlantide;deux;jadis;nord;;beaucoup;3001|x;\n"
        "Natitingou;BJ;;;;;;;\n"
        "Pointe-Noire;Congo;;1998?;;;;;\n");
    REQUIRE(table);
    const auto columns = *acts::columns_of(*table, type, words);
    const auto row = [&](std::size_t i) { return acts::row_act(type, columns, table->rows[i], words, base::Language::fr); };
    CHECK(
        row(0).json ==
        R"({"name":"Ouidah","country":"BJ","sort":"one","since":"2014~","position":{"latitude":636536,"longitude":208506},"count":91616,"sources":[3001,3002]})");
    CHECK(row(0).basis == "source:1");
    Row act;
    const auto wrong = acts::decode(type, row(1).json, &act);
    std::string paths;
    for (const auto& one : wrong) paths += one.path + ":" + one.code + " ";
    CHECK(
        paths ==
        "country:country sort:choice since:partial_date position.latitude:integer position.longitude:missing count:integer sources[1]:id ");
    CHECK(row(2).json == R"({"name":"Natitingou","country":"BJ"})");
    // A name of two countries, a year that the source doubts: neither is decided here.
    const auto doubtful = acts::decode(type, row(3).json, &act);
    REQUIRE(doubtful.size() == 2);
    CHECK((doubtful[0].code == "country_of_two" && doubtful[1].code == "partial_date"));
    CHECK(base::sentence(base::Words(base::Language::fr), doubtful[0]) ==
          "Ce nom peut désigner deux pays\u00a0: indiquez CG (Congo-Brazzaville) ou CD (Congo-Kinshasa).");
}

TEST_CASE("The apostrophe that keeps a text from being a formula is no part of it") {
    const auto& type = acts::type_of<Row>();
    const auto table = acts::read_table(
        "name;country;position.latitude;position.longitude;sources\n"
        "'=Ville;BJ;'-6,5;\"'+2\";1\n"
        "'s-Hertogenbosch;BJ;1;2;1\n"
        "';BJ;1;2;1\n");
    REQUIRE(table);
    const auto columns = *acts::columns_of(*table, type, words);
    const auto row = [&](std::size_t i) { return acts::row_act(type, columns, table->rows[i], words, base::Language::fr).json; };
    CHECK(row(0).starts_with(R"({"name":"=Ville","country":"BJ","position":{"latitude":-650000,"longitude":200000})"));
    CHECK(row(1).starts_with(R"({"name":"'s-Hertogenbosch")"));
    CHECK(row(2).starts_with(R"({"name":"'")"));
}
