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
    CHECK(read_by("xlsx2csv -f %Y-%m-%d", site.body("/cells.xlsx"), ".xlsx") ==
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
    CHECK(site.body("/registre.csv?columns=act")
              .starts_with("\xef\xbb\xbf"
                           "act\r\nsources.record\r\n"));
}

TEST_CASE("A file is refused for a column or a filter that is none, and its name says of which day it is") {
    support::for_each_engine([](const store::Location& location) {
        const Sources world(location, 1);
        const auto& site = world.site;
        const auto refusal = [&](const std::string& target) {
            const auto response = site.get(target);
            return std::to_string(response.status) + (response.status == 200 ? "" : " " + std::string(response.bytes()));
        };
        const auto columns = refusal("/en/register.csv?columns=act&columns=zzz&columns=day");
        CHECK(columns.starts_with("400 "));
        CHECK(has(columns, "The list has no column “zzz”. Its columns: number, act, subject, date, capacity, basis, cause."));
        CHECK(has(columns, "“day”"));
        CHECK_FALSE(has(columns, "“act”"));
        CHECK(refusal("/registre.csv?columns=").starts_with("400 "));
        CHECK(refusal("/registre.json?columns=act") == "200");

        for (const std::string filter : {"day=2026-02-30", "act=zzz", "day=2026-02-30&act=sources.record"}) {
            CAPTURE(filter);
            for (const auto* file : {"/registre.csv?", "/registre.xlsx?", "/en/register.json?"})
                CHECK(refusal(file + filter).starts_with("400 "));
        }
        CHECK(site.get("/registre?day=2026-02-30").status == 400);
        CHECK(site.get("/registre?day=2026-02-28").status == 200);
        CHECK(site.get("/registre?day=").status == 200);
        CHECK(has(refusal("/registre.csv?act=zzz"), R"("path":"act","code":"choice")"));
        CHECK(has(refusal("/registre.csv?day=2026-02-30"), R"("path":"day","code":"date")"));
        CHECK(refusal("/registre.csv?day=2026-02-28&act=sources.record") == "200");
        CHECK(refusal("/registre.csv?day=&act=") == "200");  // as the form sends what is not filled in
        for (const std::string wrong :
             {"/membres.csv?country=ZZ", "/en/members.json?kind=zzz", "/membres.csv?country=BJ&class=zzz", "/faits.csv?subject=zzz",
              "/membres.csv?region=000", "/decisions.csv?result=zzz", "/en/decisions.xlsx?body=zzz", "/seances.csv?body=zzz"}) {
            CAPTURE(wrong);
            CHECK(refusal(wrong).starts_with("400 "));
        }
        for (const std::string right : {"/membres.csv?country=BJ", "/membres.csv?kind=city&class=active", "/faits.csv?subject=finance",
                                        "/membres.csv?country=", "/membres.csv?region=011", "/decisions.csv?result=adopted&body=bureau",
                                        "/seances.csv?body=bureau"}) {
            CAPTURE(right);
            CHECK(refusal(right) == "200");
        }

        const auto name = [&](const std::string& target) {
            return std::string(site.get(target).headers.value_or("Content-Disposition", ""));
        };
        CHECK(name("/membres.csv") == "attachment; filename=\"membres.csv\"");
        CHECK(name("/membres.csv?date=2020-01-01") == "attachment; filename=\"membres-2020-01-01.csv\"");
        CHECK(name("/en/members.xlsx?date=2020-01-01") == "attachment; filename=\"members-2020-01-01.xlsx\"");
    });
}

TEST_CASE("What XML does not hold to be a character never breaks a workbook or a feed") {
    support::FreshNetwork network(store::Engine::sqlite);
    Sources world(network.location(), 1);
    auto& site = world.site;
    const std::string name = "Ville \xEF\xBF\xBE \xEF\xBF\xBF exemple";
    site.hooks.facts = [&](store::Db&) { return web::Facts{.name_fr = name, .name_en = name, .short_name = name}; };
    web::add_files(site.router, site.hooks, "cells", {"/cells", "/en/cells"}, {}, [&](web::Visit& visit, web::Format format) {
        return web::file_of(
            web::kept(visit), name, format, {{"a", ""}, {"b", ""}}, web::CellSource([&name, given = false](store::Db&) mutable {
                return std::exchange(given, true) ? std::vector<web::Cells>()
                                                  : std::vector<web::Cells>{{name, web::Link{name, "https://example.org/" + name}}};
            }));
    });
    CHECK(read_by("xlsx2csv", site.body("/cells.xlsx"), ".xlsx") ==
          "a,b\nVille \xEF\xBF\xBD \xEF\xBF\xBD exemple,Ville \xEF\xBF\xBD \xEF\xBF\xBD exemple\n");
    const auto feed = site.body("/registre.atom");
    CHECK(has(feed, "Ville \xEF\xBF\xBD \xEF\xBF\xBD exemple"));
    CHECK_FALSE(has(feed, "\xEF\xBF\xBE"));
    CHECK_FALSE(has(feed, "\xEF\xBF\xBF"));
}
