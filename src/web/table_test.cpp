// Lists as files, columns chosen, one snapshot; judged by other programs too.
#include "web/table.h"

#include "support/site.h"

#include <doctest/doctest.h>
#include <array>
#include <cstdio>
#include <fstream>

namespace {

using support::Site;

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

std::string output_of(const std::string& command) {
    std::string all;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 4096> buffer;
    while (const auto size = fread(buffer.data(), 1, buffer.size(), pipe.get())) all.append(buffer.data(), size);
    return all;
}

// What another program reads of a file, with what separates cells and rows replaced.
std::string read_by(const std::string& command, const std::string& bytes, const std::string& ending) {
    const auto path = std::filesystem::temp_directory_path() / ("concert-table-test" + ending);
    std::ofstream(path, std::ios::binary) << bytes;
    auto read = output_of(command + " '" + path.string() + "' 2>&1");
    std::filesystem::remove(path);
    return read;
}
const std::string python_csv =
    "python3 -c 'import csv, sys\nfor row in csv.reader(open(sys.argv[1], encoding=\"utf-8-sig\", newline=\"\")): "
    "print(\"|\".join(row))'";

// A site whose network has so many sources: « Source 1 », « Source 2 »…
struct Sources {
    explicit Sources(const store::Location& location, int count) : site(location) {
        for (int i = 1; i <= count; ++i)
            site.made("sources.record", R"({"title":"Source )" + std::to_string(i) + R"(","kind":"web_page"})");
    }
    Site site;
};

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

}  // namespace

TEST_CASE("CSV follows RFC 4180 and no cell is a formula; JSON says what CSV says") {
    support::FreshNetwork network(store::Engine::sqlite);
    Site site(network.location());
    struct Row {
        web::Cell cell;
        std::string csv, json;
    };
    std::vector<Row> rows{{std::string("plain"), "plain", "\"plain\""},
                          {std::string("a,b"), "\"a,b\"", "\"a,b\""},
                          {std::string("a\"b"), "\"a\"\"b\"", "\"a\\\"b\""},
                          {std::string("a\nb"), "\"a\nb\"", "\"a\\nb\""},
                          {std::string("=1+1"), "\"'=1+1\"", "\"=1+1\""},
                          {std::string("+1"), "\"'+1\"", "\"+1\""},
                          {std::string("-1"), "\"'-1\"", "\"-1\""},
                          {std::string("@x"), "\"'@x\"", "\"@x\""},
                          {std::string("\tx"), "\"'\tx\"", "\"\\tx\""},
                          {std::int64_t(-5), "-5", "-5"},
                          {base::Date{2026, 11, 21}, "2026-11-21", "\"2026-11-21\""},
                          {base::Money{-123'450, base::euro}, "-1234.50 EUR", "\"-1234.50 EUR\""},
                          {web::Link{"ici", "https://example.org/"}, "https://example.org/", "\"https://example.org/\""},
                          {web::Cell(), "", "null"}};
    web::add_files(site.router, site.hooks, "cells", {"/cells", "/en/cells"}, {}, [&](web::Visit& visit, web::Format format) {
        auto given = std::make_shared<bool>(false);
        return web::file_of(web::kept(visit), "cells", format, {{"a", ""}, {"b", ""}}, [&rows, given](store::Db&) {
            std::vector<web::Cells> cells;
            if (!std::exchange(*given, true))
                for (const auto& row : rows) cells.push_back({row.cell, std::int64_t(1)});
            return cells;
        });
    });
    std::string csv =
                    "\xef\xbb\xbf"
                    "a,b\r\n",
                json = "[";
    for (const auto& row : rows) {
        csv += row.csv + ",1\r\n";
        json += std::string(&row == rows.data() ? "" : ",") + "\n{\"a\":" + row.json + ",\"b\":1}";
    }
    CHECK(site.body("/cells.csv") == csv);
    CHECK(site.body("/cells.json") == json + "\n]\n");
    CHECK(
        read_by("xlsx2csv -f %Y-%m-%d", site.body("/cells.xlsx"), ".xlsx") ==
        "a,b\nplain,1\n\"a,b\",1\n\"a\"\"b\",1\n\"a\nb\",1\n=1+1,1\n+1,1\n-1,1\n@x,1\n\tx,1\n-5,1\n2026-11-21,1\n-1234.5,1\nici,1\n,1\n");
    rows.clear();
    CHECK(site.body("/cells.csv") ==
          "\xef\xbb\xbf"
          "a,b\r\n");
    CHECK(site.body("/cells.json") == "[\n]\n");
}

TEST_CASE("every list exports what it shows, whole, in three formats that say the same") {
    support::for_each_engine([](const store::Location& location) {
        Sources world(location, 520);  // more than are read at once
        const auto& site = world.site;
        const auto csv = site.body("/registre.csv");
        CHECK(count_of(csv, "\r\n") == 521);
        CHECK(
            csv.starts_with("\xef\xbb\xbf"
                            "number,act,subject,date,capacity,basis,cause\r\n520,sources.record,Source 520,2026-11-18,secretariat,,\r\n"));
        CHECK(has(csv, "\r\n1,sources.record,Source 1,"));
        CHECK(count_of(site.body("/en/register.json"), "{\"number\":") == 520);
        CHECK(count_of(site.body("/registre.csv?act=sources.record&day=2026-11-18"), "\r\n") == 521);
        CHECK(count_of(site.body("/registre.csv?act=network.describe"), "\r\n") == 1);
        CHECK(count_of(site.body("/registre.csv?day=2020-01-01"), "\r\n") == 1);
        CHECK(count_of(site.body("/registre.csv?known=10"), "\r\n") == 11);
        const auto file = site.get("/en/register.xlsx?columns=number&columns=subject");
        CHECK(file.media_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        const auto by_xlsx = read_by("xlsx2csv -d '|'", std::string(file.bytes()), ".xlsx");
        const auto by_csv = read_by(python_csv, site.body("/en/register.csv?columns=number&columns=subject"), ".csv");
        CHECK(by_xlsx.substr(by_xlsx.find('\n')) == by_csv.substr(by_csv.find('\n')));
        CHECK(count_of(by_csv, "\n") == 521);
        CHECK(site.get("/statuts.xlsx").status == 200);
        CHECK(site.get("/en/statutes.csv").status == 200);
        CHECK(count_of(site.body("/sources.csv"), "\r\n") == 521);
        CHECK(site.get("/chiffres.xlsx").status == 200);
    });
}

TEST_CASE("a file is of one moment, whatever comes while it is made") {
    support::for_each_engine([](const store::Location& location) {
        Sources world(location, 510);
        auto response =
            world.site.router.plan(web::Method::get, "/registre.csv").route->handler({.target = "/registre.csv", .path = "/registre.csv"});
        REQUIRE(std::holds_alternative<web::Stream>(response.body));
        CHECK(std::get<web::Stream>(response.body).next() == "");  // its first rows are read
        world.site.made("sources.record", R"({"title":"Later","kind":"web_page"})");
        const auto csv = support::whole(std::move(response));
        CHECK(count_of(std::string(csv.bytes()), "\r\n") == 511);
        CHECK_FALSE(has(std::string(csv.bytes()), "Later"));
        CHECK(has(world.site.body("/registre.csv"), "511,sources.record,Later"));
    });
}

TEST_CASE("the reader chooses columns, and a page holds fifty rows or all, to print") {
    support::FreshNetwork network(store::Engine::sqlite);
    Sources world(network.location(), 60);
    const auto& site = world.site;
    const auto usual = site.body("/registre");
    CHECK(count_of(usual, "<tr>") == 51);
    CHECK(has(usual, "href=\"/registre?rows=all\""));
    CHECK(count_of(site.body("/registre?rows=all"), "<tr>") == 61);
    CHECK_FALSE(has(site.body("/registre?rows=all"), "class=\"pg\""));
    CHECK(has(usual, "name=\"columns\" value=\"cause\">"));
    CHECK(has(usual, "name=\"columns\" value=\"date\" checked>"));
    CHECK(has(usual, "href=\"/registre.xlsx\""));
    const auto chosen = site.body("/registre?act=sources.record&columns=cause&columns=act&page=2");
    CHECK(has(chosen, "Acte qui l’a causé</th>"));
    CHECK_FALSE(has(chosen, "Qui</th>"));
    CHECK(has(chosen, "<th scope=\"row\">"));  // what heads a row stays
    CHECK(has(chosen, "href=\"/registre.csv?act=sources.record&amp;columns=cause&amp;columns=act\""));
    CHECK(has(chosen, "name=\"columns\" value=\"cause\" checked>"));
    CHECK(has(chosen, "<input type=\"hidden\" name=\"act\" value=\"sources.record\">"));
    CHECK(site.body("/registre.csv?columns=act&columns=none")
              .starts_with("\xef\xbb\xbf"
                           "act\r\nsources.record\r\n"));
}
