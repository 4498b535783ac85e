// The upkeep of the register: what is stale, what looks recorded twice.
#include "members/acts.h"
#include "members/pages.h"

#include "support/life.h"

#include <doctest/doctest.h>

using namespace members;

TEST_CASE("Names are near when one letter in five changes, two in nine, and short ones never") {
    struct Row {
        const char *one, *other;
        bool near;
    };
    for (const Row& row : {Row{"dakar", "dakkar", true}, Row{"dakar", "dekkar", false}, Row{"lome", "lomé", false},
                           Row{"kara", "karo", false}, Row{"cotonou", "cotonau", true}, Row{"cotonou", "catonau", false},
                           Row{"libreville", "librevilel", true}, Row{"libreville", "lebrevile", true},
                           Row{"libreville", "lebravile", false}, Row{"", "", false}, Row{"saint louis", "saint luis", true}}) {
        CAPTURE(row.one);
        CAPTURE(row.other);
        CHECK(near_names(row.one, row.other) == row.near);
        CHECK(near_names(row.other, row.one) == row.near);
    }
    CHECK(letters_apart("abc", "abc", 2) == 0);
    CHECK(letters_apart("abc", "xyz", 2) == 3);
    CHECK(letters_apart("", "ab", 2) == 2);
}

TEST_CASE("Two records look alike by their identifier, their name, their place or a near name, each pair once") {
    const auto looks = [](std::int64_t id, const char* name, const char* country, std::int64_t geonameid = 0,
                          std::optional<std::pair<std::int64_t, std::int64_t>> place = {}) {
        return Looks{{id}, name, name, country, geonameid, place};
    };
    std::string said;
    const std::vector<Looks> all{looks(1, "cotonou", "BJ", 7),
                                 looks(2, "kotonou", "BJ", 7),
                                 looks(3, "cotonou", "BJ"),
                                 looks(4, "cotonou", "CI"),
                                 looks(5, "ouidah", "BJ", 0, {{1, 2}}),
                                 looks(6, "abomey", "BJ", 0, {{1, 2}}),
                                 looks(7, "bohicon", "BJ", 0, {{1, 3}})};
    for (const auto& pair : alike(all))
        said += std::to_string(pair.one.value) + "-" + std::to_string(pair.other.value) + " " + std::string(acts::name_of(pair.by)) + "; ";
    CHECK(said == "1-2 same_geonames; 1-3 same_name; 5-6 same_place; 2-3 near_name; ");
    CHECK(alike({}).empty());
}

TEST_CASE("What is stale is found by kind, and duplicates until they are told apart") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto today = *base::Date::parse("2026-09-21");
        const auto one = life.made("members.record", support::member("Cotonou", life.source, "BJ"), life.basis),
                   two = life.made("members.record", support::member("Kotonou", life.source, "BJ"), life.basis);
        const auto person = life.made("people.register_person", R"({"name":"Maire Exemple"})");
        life.made("members.name_titular", support::titular(one, person, "2024-09-21"), life.basis);
        const auto count = [&](Stale what, base::Date day) { return count_stale(*life.reader(), what, day); };
        CHECK(count(Stale::no_titular, today) == 1);
        CHECK(stale_facts(*life.reader(), Stale::no_titular, today, 0, 10).at(0).member.value == two);
        CHECK(count(Stale::titular_unconfirmed, today) == 1);  // 730 days ago
        CHECK(count(Stale::titular_unconfirmed, today.plus_days(-1)) == 0);
        CHECK(count(Stale::no_population, today) == 2);
        CHECK(count(Stale::no_contact, today) == 2);
        CHECK(count(Stale::mail_comes_back, today) == 0);
        const auto read = life.made("sources.record", R"({"title":"Recensement","kind":"web_page","read":"2021-09-22"})");
        life.made("members.state_facts", "{\"member\":" + std::to_string(two) + ",\"seen\":" + std::to_string(two / 1000) +
                                             ",\"population\":1000,\"population_source\":" + std::to_string(read) + "}");
        CHECK(count(Stale::no_population, today) == 1);
        CHECK(count(Stale::old_population, today) == 1);  // five times 365 days
        CHECK(count(Stale::old_population, today.plus_days(-1)) == 0);
        CHECK(titulars_of_stale(*life.reader(), today).size() == 1);
        CHECK(titulars_by_country(*life.reader()).size() == 1);
        CHECK(titulars_of_status(*life.reader(), Status::recorded).size() == 1);
        CHECK(titulars_of_status(*life.reader(), Status::suspended).empty());
        REQUIRE(duplicates(*life.reader(), 10).size() == 1);
        CHECK(duplicates(*life.reader(), 10)[0].by == AlikeBy::near_name);
        life.made("members.keep_apart", "{\"member\":" + std::to_string(two) + ",\"distinct_from\":" + std::to_string(one) + "}");
        CHECK(duplicates(*life.reader(), 10).empty());
        life.made("members.resign", "{\"member\":" + std::to_string(two) + R"(,"from":"2026-01-01"})");
        CHECK(count(Stale::no_titular, today) == 0);  // who left is nobody's work
    });
}
