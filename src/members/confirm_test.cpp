// « Titulaire confirmé le … »: a source shows the holder of the executive still in office.
#include "app/concert.h"
#include "members/rules.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>

TEST_CASE("a titular is confirmed from the day they began, and never earlier than already confirmed") {
    struct Row {
        const char *on, *from, *confirmed, *expected;
    };
    for (const Row& row : {Row{"2024-05-02", "2024-05-02", "", ""}, Row{"2024-05-01", "2024-05-02", "", "before_from"},
                           Row{"2024-01-01", "2024", "", ""}, Row{"2023-12-31", "2024", "", "before_from"},
                           Row{"2025-01-01", "2024", "2025-01-01", ""}, Row{"2024-12-31", "2024", "2025-01-01", "before_confirmation"}}) {
        CAPTURE(row.on);
        const auto verdict =
            members::may_confirm(*base::Date::parse(row.on), *base::PartialDate::parse(row.from), base::Date::parse(row.confirmed));
        CHECK((verdict ? "" : verdict.error().wrong.at(0).code) == row.expected);
    }
}

TEST_CASE("a confirmation shows on the member's titular until that ends") {
    support::for_each_engine([](const store::Location& location) {
        acts::Writer writer(app::registry(), app::tables(),
                            app::writer_options(location, [] { return 1'790'000'000'000'000; }));  // 2026-09-21
        const auto say = [&](std::string act, std::string json, std::string basis = "source:1001") {
            return writer.submit({{"a", acts::Role::administrator}, act, json, "", basis});
        };
        REQUIRE(say("sources.record", R"({"title":"Une page","kind":"web_page"})", ""));
        REQUIRE(say("members.record",
                    R"({"name":"Ville","country":"FR","kind":"city","member_class":"not_stated","attested":"2020","sources":[1001]})"));
        REQUIRE(say("people.register_person", R"({"name":"Claire Exemple"})", ""));
        REQUIRE(say("members.name_titular", R"({"member":2001,"person":3001,"title":"Maire","from":"2020"})"));
        const auto confirm = [&](std::string on) { return say("members.confirm_titular", R"({"titular":4001,"on":")" + on + "\"}"); };
        CHECK(confirm("2026-09-22").error().wrong.at(0).code == "date_future");
        CHECK(confirm("2026-09-21"));
        CHECK(members::titulars_of(*store::Db::open(location, store::Access::reader), {2001}).at(0).confirmed ==
              base::Date::parse("2026-09-21"));
        CHECK(say("members.end_titular", R"({"titular":4001,"until":"2026-09-21","reason":"term_ended"})"));
        CHECK(confirm("2026-09-21").error().why.code == "members.titular_ended");
    });
}

TEST_CASE("Who acts for a member is asked two years after a source showed its titular, and a year after they were asked last") {
    struct Row {
        const char *shown, *asked, *today, *expected;
    };
    for (const Row& row :
         {Row{"2024-09-21", "", "2026-09-20", "members.asked_too_soon"}, Row{"2024-09-21", "", "2026-09-21", ""},
          Row{"2024-09-21", "2026-09-21", "2027-09-20", "members.asked_too_soon"}, Row{"2024-09-21", "2026-09-21", "2027-09-21", ""},
          Row{"2026-12-01", "2026-09-21", "2028-11-29", "members.asked_too_soon"}, Row{"2026-12-01", "2026-09-21", "2028-11-30", ""},
          Row{"0001-01-01", "", "2026-09-21", ""}}) {
        CAPTURE(std::string(row.today));
        const auto verdict = members::may_ask(*base::Date::parse(row.shown), base::Date::parse(row.asked), *base::Date::parse(row.today));
        CHECK((verdict ? "" : verdict.error().why.code) == row.expected);
    }
}
