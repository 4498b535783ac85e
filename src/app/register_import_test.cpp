// The register's workbook given back: only changed lines are corrections, and what is wrong is said before anything is written.
#include "app/register_import.h"

#include "members/pages.h"
#include "papers/xlsx_write.h"
#include "support/acting_site.h"
#include "support/life.h"
#include "web/places.h"

#include <doctest/doctest.h>

using support::told;

namespace {

// The secretariat at the register's workbook.
struct Desk : support::ActingSite {
    explicit Desk(store::Engine engine) : ActingSite(engine) {
        settle();
        members::add_register_pages(router, hooks);
        app::add_register_import(router, doors, waiting);
        sign_in_as(person("officiere@example.org", {{acts::Role::officer, {}}}));
    }
    std::int64_t recorded(const std::string& fields) {
        return must("members.record", "{" + fields + ",\"sources\":[" + source() + "]}", "source:" + source()).first_thing();
    }
    std::vector<members::ShownMember> members() { return members::members_after(*readers.lend(), {}, 0, 100); }
    std::string taken(base::Language language, const std::string& ending) {
        return std::string(get(web::places::register_workbook.in(language) + ending).bytes());
    }
    std::string given_back(base::Language language, const std::string& bytes) {
        const auto response =
            post_files(web::places::register_workbook.in(language), {}, {{"file", "register", "application/octet-stream", bytes}});
        return std::to_string(response.status) + support::text_of(response);
    }
    std::string confirmed(base::Language language, const std::string& page) {
        return support::text_of(
            post_files(web::places::register_workbook.in(language), {{"confirm", support::control_value(page, "confirm")}}, {}));
    }
};

std::string workbook_of(const acts::Table& table) {
    std::vector<papers::XlsxColumn> columns;
    for (const auto& heading : table.headings) columns.push_back({heading});
    auto sheet = papers::XlsxSheet::begin({.sheet = "Registre"}, std::move(columns));
    for (const auto& row : table.rows) REQUIRE(sheet->add(std::vector<papers::XlsxCell>(row.cells.begin(), row.cells.end())));
    REQUIRE(sheet->finish());
    std::string bytes;
    REQUIRE(sheet->give([&](std::string_view piece) { return bytes += piece, true; }));
    return bytes;
}

std::size_t times(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("Taken and given back untouched, the workbook corrects nothing; one changed cell is one correction, and nothing else is lost") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        Desk desk(engine);
        const auto cotonou = desk.recorded(
            R"("name":"Cotonou","country":"BJ","kind":"metropolis","member_class":"active","since":"2014~","attested":"2024-10","position":{"latitude":636536,"longitude":-208506},"population":780000,"population_source":)" +
            desk.source() +
            R"(,"name_note":"COTONOU, « la ville »","note_fr":"Ancien nom : Kotonou.\n\n- une \"liste\" ; et, enfin","note_en":"=2+2")");
        desk.recorded(
            R"("name":"'s-Hertogenbosch","country":"NL","kind":"city","member_class":"not_stated","attested":"../2004","position":{"latitude":-5,"longitude":0},"note_fr":"-1,5 ‰ depuis 1990")");
        desk.recorded(
            R"("name":"@Ville","country":"SN","kind":"association","member_class":"associate","since":"1979-03/1980","geonameid":7)");
        desk.recorded(R"("name":"Lomé","country":"TG","kind":"capital","member_class":"active","since":"1979-11-06","population":1)");
        desk.must("members.state_dated_fact",
                  "{\"member\":" + std::to_string(cotonou) + R"(,"fact":"former_name","value":"Kotonou","until":"1960"})",
                  "source:" + desk.source());
        const auto before = desk.members();
        REQUIRE(before.size() == 4);
        for (const auto language : base::languages)
            for (const std::string ending : {".csv", ".xlsx"}) {
                CAPTURE(ending);
                const auto bytes = desk.taken(language, ending);
                const auto untouched = desk.given_back(language, bytes);
                CHECK(untouched.starts_with("200"));
                CHECK(untouched.contains(web::words_of(language).text("upkeep.nothing_changes")));

                auto table = acts::read_table(bytes);
                REQUIRE(table);
                for (auto& row : table->rows)
                    for (auto& cell : row.cells)
                        if (cell == "780000") cell = "790000";
                for (auto& row : table->rows) row.cells.back() = "source:" + desk.source();
                const auto page = desk.given_back(language, workbook_of(*table));
                CHECK(page.starts_with("200"));
                CHECK(times(page, ">780000<") == 1);
                CHECK(times(page, ">790000<") == 1);
                CHECK(times(page, "<tr><th scope=\"row\">") == 1);
            }
        auto table = acts::read_table(desk.taken(base::Language::fr, ".xlsx"));
        for (auto& row : table->rows)
            for (auto& cell : row.cells)
                if (cell == "780000") cell = "790000", row.cells.back() = "source:" + desk.source();
        const auto size = desk.size();
        desk.confirmed(base::Language::fr, desk.given_back(base::Language::fr, workbook_of(*table)));
        CHECK(desk.size() == size + 1);
        const auto after = desk.members();
        REQUIRE(after.size() == before.size());
        for (std::size_t i = 0; i < after.size(); ++i) {
            CAPTURE(after[i].name);
            CHECK(after[i].population == (before[i].population == 780000 ? 790000 : before[i].population));
            CHECK(after[i].name == before[i].name);
            CHECK(after[i].name_note == before[i].name_note);
            CHECK(after[i].kind == before[i].kind);
            CHECK(after[i].member_class == before[i].member_class);
            CHECK(after[i].since == before[i].since);
            CHECK(after[i].attested == before[i].attested);
            CHECK(after[i].position.has_value() == before[i].position.has_value());
            if (after[i].position) {
                CHECK(after[i].position->latitude.value == before[i].position->latitude.value);
                CHECK(after[i].position->longitude.value == before[i].position->longitude.value);
            }
            CHECK(after[i].population_source == before[i].population_source);
            CHECK(after[i].geonameid == before[i].geonameid);
            CHECK(after[i].note_fr == before[i].note_fr);
            CHECK(after[i].note_en == before[i].note_en);
        }
    }
}

TEST_CASE("Only the lines that change something are corrections, each with what was and what will be") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto one = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis),
                   two = life.made("members.record", support::member("Thiès", life.source, "SN"), life.basis);
        const auto line = [&](std::int64_t member, const std::string& name, const std::string& population, std::int64_t seen = 0) {
            return std::to_string(member) + "," + std::to_string(seen ? seen : member / 1000) + "," + name + ",city,active,2010," +
                   population + ",\n";
        };
        const auto plan = [&](const std::string& lines) {
            const auto made = app::plan_import("member,seen,name,kind,member_class,since,population,basis\n" + lines, app::registry(),
                                               {.act = "members.correct", .basis = life.basis});
            REQUIRE(made);
            return *made;
        };
        const auto whole = plan(line(one, "Dakar", "") + line(two, "Thiès", "320000"));
        const auto changed = app::changed_lines(*life.reader(), whole);
        REQUIRE(changed.size() == 1);
        CHECK(changed[0].row == 1);
        CHECK(changed[0].fields == std::vector<app::ChangedLine::Field>{{"population", "", "320000"}});
        CHECK(app::changed_lines(*life.reader(), plan(line(one, "Dakar", "") + line(two, "Thiès", ""))).empty());
        const auto only = app::only(whole, changed);
        CHECK(only.rows == std::vector<std::int64_t>{3});
        CHECK(app::run_import(only, app::door_of(life.writer)).accepted == 1);
        CHECK(members::find_member(*life.reader(), {two})->population == 320000);
        CHECK(members::find_member(*life.reader(), {one})->changed_by.value == one / 1000);

        // Every wrong line at once: somebody changed it meanwhile, it is another's name, it is nobody's.
        const auto wrong = plan(line(two, "Thies", "1") + line(one, "Thiès", "") + line(999, "Rien", "", 1));
        const auto lines = app::changed_lines(*life.reader(), wrong);
        CHECK(lines.size() == 3);
        const auto outcomes = app::preview_import(app::only(wrong, lines), app::door_of(life.writer));
        REQUIRE(outcomes.size() == 3);
        CHECK(told(outcomes[0]) == "members.changed_meanwhile");
        CHECK(told(outcomes[1]) == "members.already_member");
        CHECK(told(outcomes[2]) == "member unknown_reference");
    });
}
