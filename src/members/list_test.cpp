// The directory read page by page gives what it gives at once, in every order.
#include "members/members.h"
#include "support/site.h"

#include <doctest/doctest.h>

namespace {

// Members with many equal names, countries, figures and days.
void fill(const store::Location& location, int count) {
    const auto db = store::Db::open(location, store::Access::writer);
    db->begin();
    constexpr const char* countries[] = {"BJ", "SN", "CA", "FR"};
    constexpr const char* days[] = {"1990-01-01", "2014-11-06"};
    for (int i = 1; i <= count; ++i) {
        const auto name = "ville " + std::to_string(i * 7 % 40);
        const auto population = i % 3 ? store::Value(i % 11) : store::Value(nullptr);
        db->run(
            "INSERT INTO member (id, name, name_key, country, kind, class, status, from_day, population, note_fr, note_en, basis, "
            "changed_by) "
            "VALUES ($1, $2, $2, $3, 'city', 'not_stated', 'recorded', $4, $5, '', '', '', 1)",
            {i, name, countries[i % 4], i % 5 ? std::optional(std::string(days[i % 2])) : std::nullopt, population});
        db->run(
            "INSERT INTO country_roll (country, members, cities) VALUES ($1, 1, 1) ON CONFLICT (country) DO UPDATE SET members = "
            "country_roll.members + 1",
            {countries[i % 4]});
    }
    db->commit();
}

}  // namespace

TEST_CASE("the directory page by page is the directory at once, in every order") {
    support::for_each_engine([](const store::Location& location) {
        support::Site site(location);
        fill(location, 200);
        const auto reader = store::Db::open(location, store::Access::reader);
        for (const auto sort : {members::Sort::name, members::Sort::country, members::Sort::population, members::Sort::since})
            for (const bool descending : {false, true})
                for (const std::int64_t most : {1, 7, 200, 201}) {
                    members::Filter filter{.search = "ville", .sort = sort, .descending = descending};
                    filter.search.clear();
                    filter.country_order = {"SN", "BJ", "FR"};  // one is not there
                    std::vector<std::int64_t> at_once, by_page;
                    for (const auto& member : members::list_members(*reader, filter, 0, 1000)) at_once.push_back(member.id.value);
                    std::optional<members::Place> place;
                    for (auto page = members::next_members(*reader, filter, place, most); !page.empty();
                         page = members::next_members(*reader, filter, place, most))
                        for (const auto& member : page) by_page.push_back(member.id.value);
                    CAPTURE(int(sort));
                    CAPTURE(descending);
                    CAPTURE(most);
                    CHECK(at_once.size() == 200);
                    CHECK(by_page == at_once);
                }
        members::Filter filter{.country = "BJ", .sort = members::Sort::population};
        std::optional<members::Place> place;
        CHECK(members::next_members(*reader, filter, place, 1000).size() == 50);
        CHECK(members::next_members(*reader, filter, place, 1000).empty());
    });
}

TEST_CASE("what is kept of countries and years is what counting gives, after admissions and corrections") {
    support::for_each_engine([](const store::Location& location) {
        support::Site site(location);
        const auto source = site.made("sources.record", R"({"title":"Exemple","kind":"document"})");
        const auto basis = "source:" + std::to_string(source);
        std::vector<std::int64_t> ids;
        const auto record = [&](const std::string& name, const std::string& country, const std::string& dates) {
            ids.push_back(site.made("members.record",
                                    R"({"name":")" + name + R"(","country":")" + country +
                                        R"(","kind":"city","member_class":"not_stated",)" + dates + R"(,"sources":[)" +
                                        std::to_string(source) + "]}",
                                    basis));
        };
        record("A", "BJ", R"("since":"2001-05")");
        record("B", "BJ", R"("since":"2001")");
        record("C", "SN", R"("since":"2003/2005")");
        record("D", "CA", R"("attested":"2010")");
        const auto correct = [&](std::int64_t id, std::int64_t seen, const std::string& dates) {
            const auto outcome = site.say("members.correct",
                                          R"({"member":)" + std::to_string(id) + R"(,"seen":)" + std::to_string(seen) + R"(,"name":"Z)" +
                                              std::to_string(id) + R"(","kind":"city","member_class":"not_stated",)" + dates + "}",
                                          basis);
            REQUIRE(outcome);
        };
        const auto reader = store::Db::open(location, store::Access::reader);
        const base::Date far{2026, 1, 1};
        const auto alike = [&](const std::map<int, std::int64_t>& years) {
            CHECK(members::count_by_year(*reader) == years);
            CHECK(members::count_by_year(*reader, far) == years);
            std::map<std::string, std::int64_t> kept, counted;
            for (const auto& [country, count] : members::count_by_country(*reader)) kept[country] = count;
            for (const auto& [country, count] : members::count_by_country(*reader, far)) counted[country] = count;
            CHECK(kept == counted);
            CHECK(members::count_members(*reader, {}) == std::int64_t(ids.size()));
        };
        CHECK(members::count_members(*reader, {.on = base::Date{2001, 1, 1}}) == 1);
        alike({{2001, 2}});
        correct(ids[0], ids[0] / 1000, R"("since":"2002")");
        alike({{2001, 1}, {2002, 1}});
        correct(ids[2], ids[2] / 1000, R"("since":"2002-03-04")");  // known better
        alike({{2001, 1}, {2002, 2}});
        correct(ids[1], ids[1] / 1000, R"("attested":"2001")");  // not known any more
        alike({{2002, 2}});
        CHECK(members::count_by_year(*reader, base::Date{2002, 3, 3}) == std::map<int, std::int64_t>{{2002, 1}});
    });
}

TEST_CASE("countries sort by their names in the reader's language, in the page and in the file") {
    support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    fill(network.location(), 8);
    const auto order = [&](const std::string& target) {
        const auto csv = site.body(target);
        std::string all;
        for (std::size_t at = csv.find("\r\n") + 2; at < csv.size(); at = csv.find("\r\n", at) + 2) all += csv.substr(at, 2);
        return all;
    };
    CHECK(order("/membres.csv?sort=country&columns=country") == "BJBJCACAFRFRSNSN");  // Bénin, Canada, France, Sénégal
    CHECK(order("/membres.csv?sort=-country&columns=country") == "SNSNFRFRCACABJBJ");
}
