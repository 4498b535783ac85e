// The register's workbook given back: only changed lines are corrections, and what is wrong is said before anything is written.
#include "app/register_import.h"

#include "members/members.h"
#include "support/life.h"

#include <doctest/doctest.h>

using support::told;

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
