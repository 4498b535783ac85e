// The directory read page by page gives what it gives at once, in every order; what is kept of a whole network is what a count gives.
#include "members/members.h"
#include "members/rules.h"

#include "app/simulate.h"
#include "base/countries.h"
#include "base/text.h"
#include "support/life.h"
#include "support/site.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <random>
#include <set>
#include <span>

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
            "INSERT INTO member (id, name, name_key, country, region, kind, class, status, from_day, population, note_fr, note_en, basis, "
            "changed_by) "
            "VALUES ($1, $2, $2, $3, $6, 'city', 'not_stated', 'recorded', $4, $5, '', '', '', 1)",
            {i, name, countries[i % 4], i % 5 ? std::optional(std::string(days[i % 2])) : std::nullopt, population,
             members::region_of(countries[i % 4])});
        db->run(
            "INSERT INTO country_roll (country, members, placed, cities) VALUES ($1, 1, 0, 1) ON CONFLICT (country) DO UPDATE SET members "
            "= "
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
                for (const std::size_t most : {1, 7, 200, 201}) {
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

TEST_CASE("A page of the list is a piece of the whole list, from whichever end it is read, in every order, place, kind and day") {
    support::for_each_engine([](const store::Location& location) {
        app::simulate(location, {.members = 260, .years = 4});
        support::Site site(location);
        const auto reader = store::Db::open(location, store::Access::reader);
        const auto all = members::members_after(*reader, {}, 0, 1000);
        REQUIRE(all.size() > 200);
        // Some move: on the days before, they were elsewhere.
        for (std::size_t i = 0; i < 12; ++i) {
            const auto& member = all[i * 17 % all.size()];
            site.made("members.change_country",
                      "{\"member\":" + std::to_string(member.id.value) + ",\"seen\":" + std::to_string(member.changed_by.value) +
                          ",\"country\":\"" + (member.country == "SN" ? "ML" : "SN") + "\",\"on\":\"2025-11-01\"}",
                      "source:2001");
        }
        std::vector<std::string> order;
        for (const auto& country : base::countries())
            if (country.alpha_2 != "SN") order.insert(order.begin(), std::string(country.alpha_2));  // one has no place in the order
        std::vector<std::string> region;
        for (const auto& country : base::countries())
            if (country.region == "011") region.emplace_back(country.alpha_2);
        const std::vector<members::Filter> asked{
            {},
            {.country = "SN"},
            {.countries = region},
            {.country = "ML", .countries = region},
            {.country = "FR", .countries = region},
            {.kind = members::Kind::association},
            {.countries = region, .kind = members::Kind::city},
            {.status = members::Status::admitted},
            {.on = base::Date{2024, 6, 30}},
            {.on = base::Date{2022, 8, 1}},
            {.on = base::Date{1999, 1, 1}},
            {.country = "SN", .on = base::Date{2024, 6, 30}},
            {.countries = region, .on = base::Date{2024, 6, 30}},
            {.search = "a", .on = base::Date{2024, 6, 30}},
        };
        for (std::size_t i = 0; i < asked.size(); ++i)
            for (const auto sort : {members::Sort::name, members::Sort::country, members::Sort::population, members::Sort::since})
                for (const bool descending : {false, true}) {
                    auto filter = asked[i];
                    filter.sort = sort, filter.descending = descending, filter.country_order = order;
                    CAPTURE(i);
                    CAPTURE(int(sort));
                    CAPTURE(descending);
                    const auto ids = [](const auto& some) {
                        std::vector<std::int64_t> numbers;
                        for (const auto& one : some) numbers.push_back(one.id.value);
                        return numbers;
                    };
                    const auto whole = members::list_members(*reader, filter, 0, 1000);
                    const auto total = std::int64_t(whole.size());
                    CHECK(members::count_members(*reader, filter) == total);
                    // The same members as by number, and in the order asked as far as they show it.
                    auto numbers = ids(whole);
                    std::ranges::sort(numbers);
                    CHECK(numbers == ids(members::members_after(*reader, filter, 0, 1000)));
                    const auto key = [&](const members::ShownMember& one) {
                        return std::pair(
                            sort == members::Sort::population ? one.population.value_or(0) : 0,
                            sort == members::Sort::since || sort == members::Sort::country ? std::string() : base::fold(one.name));
                    };
                    CHECK(std::ranges::is_sorted(whole, [&](const auto& one, const auto& other) {
                        return descending ? key(one) > key(other) : key(one) < key(other);
                    }));
                    for (const std::int64_t most : {7, 50})
                        for (std::int64_t offset = 0; offset <= total; offset += std::max<std::int64_t>(1, total / 6)) {
                            CAPTURE(most);
                            CAPTURE(offset);
                            const auto last = std::min(total, offset + most);
                            const std::vector<members::ShownMember> piece(whole.begin() + offset, whole.begin() + last);
                            CHECK(ids(members::list_members(*reader, filter, offset, most)) == ids(piece));
                            const auto usual = members::list_members(*reader, filter, offset, most, members::Listed::usual);
                            const auto shown = [](const members::ShownMember& one) {
                                return std::tuple(one.id, one.name, one.country, one.kind, one.since, one.attested, one.population);
                            };
                            CHECK(std::ranges::equal(usual, piece, {}, shown, shown));
                        }
                }
    });
}

namespace {

// The list by the tables alone, one member after the other.
std::vector<std::int64_t> by_the_tables(store::Db& db, const members::Filter& filter) {
    struct Line {
        std::int64_t rank = 0, number = 0;
        std::string text, name;
        std::int64_t id = 0;
        auto operator<=>(const Line&) const = default;
    };
    struct Known {
        Line line;
        std::string country, kind, member_class, status;
        std::optional<base::Date> from, until;
        std::int64_t population = 0;
    };
    std::vector<Known> all;
    for (auto rows = db.ask("SELECT id, name_key, country, kind, class, status, from_day, until_day, population FROM member ORDER BY id");
         rows.next();)
        all.push_back({{.name = rows.text(1), .id = rows.integer(0)},
                       rows.text(2),
                       rows.text(3),
                       rows.text(4),
                       rows.text(5),
                       rows.date_or_null(6),
                       rows.date_or_null(7),
                       rows.integer_or_null(8).value_or(0)});
    std::vector<Line> left;
    for (auto& one : all) {
        const store::Value id = one.line.id;
        if (filter.on) {
            const auto then = [&](const char* fact, std::string& value) {
                auto rows = db.ask(
                    "SELECT value FROM member_fact WHERE member = $1 AND fact = $2 AND until_day > $3 AND (from_day IS NULL OR "
                    "from_day <= $3) ORDER BY until_day LIMIT 1",
                    {id, fact, *filter.on});
                if (rows.next()) value = rows.text(0);
            };
            then("country", one.country), then("kind", one.kind), then("member_class", one.member_class);
            auto rows = db.ask(
                "SELECT status FROM member_status WHERE member = $1 AND struck_by IS NULL AND from_day <= $2 ORDER BY place "
                "DESC LIMIT 1",
                {id, *filter.on});
            one.status = rows.next() ? rows.text(0) : "";
        }
        const bool there = filter.on ? one.from && *one.from <= *filter.on && (!one.until || *filter.on < *one.until) : !one.until;
        const bool gone_too = filter.status && (!filter.on || !members::belongs(*filter.status));
        if (!there && !gone_too) continue;
        if (filter.kind && acts::name_of(*filter.kind) != one.kind) continue;
        if (filter.member_class && acts::name_of(*filter.member_class) != one.member_class) continue;
        if (filter.status && acts::name_of(*filter.status) != one.status) continue;
        if (!filter.country.empty() && filter.country != one.country) continue;
        if (!filter.countries.empty() && std::ranges::find(filter.countries, one.country) == filter.countries.end()) continue;
        const auto found = [&](const std::string& word) {
            for (auto rows = db.ask("SELECT word FROM member_word WHERE member = $1 ORDER BY word", {id}); rows.next();)
                if (rows.view(0).starts_with(word)) return true;
            return false;
        };
        if (!filter.search.empty() && !std::ranges::all_of(base::tokens(filter.search), found)) continue;
        const auto place = std::ranges::find(filter.country_order, one.country) - filter.country_order.begin();
        if (filter.sort == members::Sort::country) one.line.rank = place;
        if (filter.sort == members::Sort::population) one.line.number = one.population;
        if (filter.sort == members::Sort::since) one.line.text = one.from ? one.from->iso() : "9999-12-31";
        left.push_back(one.line);
    }
    std::ranges::sort(left);
    if (filter.descending) std::ranges::reverse(left);
    std::vector<std::int64_t> ids;
    for (const auto& line : left) ids.push_back(line.id);
    return ids;
}

}  // namespace

TEST_CASE("The list is what the tables say, whatever is asked together, and follows what acts change") {
    support::for_each_engine([](const store::Location& location) {
        app::simulate(location, {.members = 120, .years = 4});
        support::Site site(location);
        const auto reader = store::Db::open(location, store::Access::reader);
        std::vector<std::string> order, region;
        for (const auto& country : base::countries()) {
            if (country.alpha_2 != "SN") order.insert(order.begin(), std::string(country.alpha_2));
            if (country.region == "011") region.emplace_back(country.alpha_2);
        }
        std::mt19937 random(7);
        const auto one_in = [&](unsigned n) { return random() % n == 0; };
        const auto alike = [&](int times) {
            for (int i = 0; i < times; ++i) {
                members::Filter filter{.sort = members::Sort(random() % 4), .descending = one_in(2), .country_order = order};
                if (one_in(3)) filter.search = std::vector{"a", "ba", "ville", "zzz", "a b"}[random() % 5];
                if (one_in(4)) filter.country = std::vector{"SN", "ML", "FR"}[random() % 3];
                if (one_in(3)) filter.countries = region;
                if (one_in(3)) filter.kind = members::Kind(random() % 6);
                if (one_in(3)) filter.member_class = members::MemberClass(random() % 3);
                if (one_in(3)) filter.status = members::Status(random() % 8);
                if (one_in(2)) filter.on = base::Date{std::int16_t(2022 + random() % 5), std::int8_t(1 + random() % 12), 15};
                const auto expected = by_the_tables(*reader, filter);
                CAPTURE(i);
                CHECK(members::count_members(*reader, filter) == std::ssize(expected));
                std::vector<std::int64_t> listed;
                const std::int64_t offset = expected.empty() ? 0 : std::int64_t(random() % expected.size());
                for (const auto& member : members::list_members(*reader, filter, offset, 1000)) listed.push_back(member.id.value);
                CHECK(std::ranges::equal(listed, std::span(expected).subspan(std::size_t(offset))));
            }
        };
        alike(60);
        // One that has read goes on reading, and sees what changed since.
        const auto all = members::members_after(*reader, {}, 0, 1000);
        for (std::size_t i = 0; i < 12; ++i) {
            const auto member = members::find_member(*reader, all[i * 7].id);
            const auto said = "{\"member\":" + std::to_string(member->id.value) + ",\"seen\":" + std::to_string(member->changed_by.value);
            if (i % 3 == 0)
                site.made("members.change_country",
                          said + ",\"country\":\"" + (member->country == "SN" ? "ML" : "SN") + R"(","on":"2025-11-01"})", "source:2001");
            else if (i % 3 == 1)
                site.made("members.rename", said + R"(,"name":"Baville )" + std::to_string(i) + R"(","on":"2025-11-01"})", "source:2001");
            else
                site.made("members.change_kind", said + R"(,"kind":"district","member_class":"associate","on":"2025-11-01"})",
                          "source:2001");
            alike(5);
        }
        CHECK(members::count_members(*reader, {.search = "baville"}) == 4);
        alike(60);
        // A writer keeps nothing, and reads the same.
        const auto writer = store::Db::open(location, store::Access::writer);
        CHECK(members::count_members(*writer, {.search = "baville", .kind = members::Kind::city}) ==
              members::count_members(*reader, {.search = "baville", .kind = members::Kind::city}));
        CHECK_FALSE(writer->beside<int>());
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

TEST_CASE("the filter offers sixty States at once; beyond, the States of the region that was chosen") {
    support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    const auto have = [&](int states) {
        const auto db = store::Db::open(network.location(), store::Access::writer);
        db->begin();
        db->run("DELETE FROM country_roll", {});
        db->run("DELETE FROM region_roll", {});
        for (const auto& country : base::countries()) {
            if (country.region.empty() || states-- <= 0) continue;
            db->run("INSERT INTO country_roll (country, members, placed, cities) VALUES ($1, 1, 0, 1)", {country.alpha_2});
            db->run(
                "INSERT INTO region_roll (region, members, placed) VALUES ($1, 1, 0) ON CONFLICT (region) DO UPDATE SET members = "
                "region_roll.members + 1",
                {country.region});
        }
        db->commit();
    };
    // The codes of the States that the filter offers.
    const auto offered = [&](const std::string& target) {
        const auto page = site.body(target);
        const auto begin = page.find("id=\"states\""), end = page.find("name=\"kind\"", begin);
        REQUIRE(end != std::string::npos);
        std::set<std::string> codes;
        constexpr std::string_view option = "<option value=\"";
        for (auto at = page.find(option, begin); at < end; at = page.find(option, at + 1))
            if (const auto code = page.substr(at + option.size(), 2); code != "\">") codes.insert(code);
        return codes;
    };
    const auto of_western_africa = [](const std::set<std::string>& codes) {
        return std::ranges::all_of(codes, [](const std::string& code) { return base::country(code)->region == "011"; });
    };
    have(60);
    CHECK(offered("/membres").size() == 60);
    CHECK(offered("/en/members").size() == 60);
    have(61);
    CHECK(offered("/membres").empty());
    const auto some = offered("/membres?region=011");
    CHECK(some.contains("BJ"));
    CHECK(of_western_africa(some));
    CHECK(offered("/membres?country=BJ") == std::set<std::string>{"BJ"});  // what was chosen stays chosen
}

TEST_CASE("A map of those whom a filter leaves shows each, or where they are when they are many") {
    support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    const auto add = [&](int from, int until) {  // a square for each, in Western Africa
        const auto db = store::Db::open(network.location(), store::Access::writer);
        db->begin();
        for (int i = from; i < until; ++i)
            db->run(
                "INSERT INTO member (id, name, name_key, country, region, kind, class, status, from_day, latitude, longitude, note_fr, "
                "note_en, basis, changed_by) VALUES ($1, 'v', 'v', 'BJ', '011', 'city', 'not_stated', 'recorded', '1990-01-01', $2, $3, "
                "'', '', '', $1)",
                {i, 500'000 + i % 20 * 20'000, i / 20 * 20'000});
        db->commit();
    };
    const auto map = [&] {
        const auto page = site.body("/membres?region=011&kind=city");
        return page.substr(page.find("<svg viewBox"), page.find("</figcaption>") - page.find("<svg viewBox"));
    };
    const auto dots = [&] {
        const auto drawn = map();
        const auto path = drawn.substr(drawn.rfind("d=\"M"));
        return std::ranges::count(path.substr(0, path.find('"', 3)), 'M');
    };
    add(1, 401);
    CHECK(dots() == 400);
    CHECK(map().contains("Un point par membre"));
    add(401, 402);
    CHECK(map().contains("Un point par secteur"));
    CHECK(dots() < 20);  // squares of two degrees
    CHECK(dots() > 1);
}

TEST_CASE("What pages show of a whole network is what a count of it gives, through corrections and moves") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        std::vector<std::int64_t> ids;
        const std::pair<int, int> places[] = {{640'000, 240'000}, {645'000, 241'000}, {-9'000'000, 18'000'000}, {4'885'341, 234'880}};
        const auto facts = [&](std::size_t i, std::size_t place, const std::string& since) {
            const auto& [latitude, longitude] = places[place];
            return R"("kind":"city","member_class":"not_stated","since":")" + since + R"(","position":{"latitude":)" +
                   std::to_string(latitude) + R"(,"longitude":)" + std::to_string(longitude) + R"(},"name":"Ville )" + std::to_string(i) +
                   "\"";
        };
        const auto record = [&](std::size_t place, const std::string& country, const std::string& since) {
            ids.push_back(life.made("members.record",
                                    "{\"country\":\"" + country + "\"," + facts(ids.size(), place, since) + ",\"sources\":[" +
                                        std::to_string(life.source) + "]}",
                                    life.basis));
        };
        std::vector<std::int64_t> seen;
        const auto correct = [&](std::size_t i, std::size_t place, const std::string& since) {
            const auto last = members::find_member(*life.reader(), {ids[i]})->changed_by.value;
            REQUIRE(
                life.say("members.correct",
                         "{\"member\":" + std::to_string(ids[i]) + ",\"seen\":" + std::to_string(last) + "," + facts(i, place, since) + "}",
                         life.basis));
        };
        const auto alike = [&] {
            const auto db = life.reader();
            for (const base::Date on : {base::Date{1999, 12, 31}, base::Date{2000, 1, 1}, base::Date{2005, 6, 1}, base::Date{2026, 1, 1}}) {
                std::map<std::string, std::int64_t> by_country, by_region;
                std::int64_t all = 0;
                auto rows = db->ask("SELECT country, count(*) FROM member WHERE from_day <= $1 GROUP BY country ORDER BY country", {on});
                while (rows.next()) by_country[rows.text(0)] = rows.integer(1), all += rows.integer(1);
                for (const auto& [country, count] : by_country) by_region[std::string(base::country(country)->region)] += count;
                std::map<std::string, std::int64_t> kept, kept_by_region;
                for (const auto& [country, count] : members::count_by_country(*db, on)) kept[country] = count;
                for (const auto& [region, count] : members::count_by_sub_region(*db, on)) kept_by_region[region] = count;
                CHECK(kept == by_country);
                CHECK(kept_by_region == by_region);
                CHECK(members::count_states(*db, on) == std::ssize(by_country));
                if (on == base::Date{2026, 1, 1}) {  // as today
                    std::map<std::string, std::int64_t> now;
                    for (const auto& [region, count] : members::count_by_sub_region(*db)) now[region] = count;
                    CHECK(now == by_region);
                    CHECK(members::count_states(*db) == std::ssize(by_country));
                }
                std::int64_t joined = 0;
                for (const auto& [year, count] : members::count_by_year(*db, on)) joined += count;
                CHECK(joined == all);  // every date here has its year
                std::set<std::pair<std::int64_t, std::int64_t>> wide, drawn;
                auto placed = db->ask("SELECT latitude, longitude FROM member WHERE from_day <= $1 ORDER BY id", {on});
                while (placed.next())
                    wide.emplace((placed.integer(0) + 9'000'000) / 500'000,
                                 std::min<std::int64_t>((placed.integer(1) + 18'000'000) / 500'000, 71));
                for (const auto square : members::squares(*db, {}, on)) {
                    const auto place = members::world_grid.middle(square);
                    drawn.emplace((place.latitude + 9'000'000) / 500'000, (place.longitude + 18'000'000) / 500'000);
                }
                CHECK(drawn == wide);
            }
            CHECK(members::count_placed(*db, {}) == std::int64_t(ids.size()));
            CHECK(members::count_placed(*db, {"TG"}) + members::count_placed(*db, {"BJ", "FR"}) == std::int64_t(ids.size()));
            std::vector<std::string> western_africa{"FR"};  // a whole region, and a State besides
            for (const auto& country : base::countries())
                if (country.region == "011") western_africa.emplace_back(country.alpha_2);
            CHECK(members::count_placed(*db, western_africa) == std::int64_t(ids.size()));
        };
        record(0, "BJ", "2000");
        alike();
        record(1, "BJ", "1995");  // the same square, before
        record(1, "TG", "2004-02");
        record(3, "FR", "2024");
        alike();
        const std::string_view western_africa = "011", western_europe = "155";
        const auto squares = [&](std::string_view region, std::optional<base::Date> on = {}) {
            return members::squares(*life.reader(), {&region, 1}, on).size();
        };
        CHECK(squares(western_africa) == 1);  // three in one square
        CHECK(squares(western_europe) == 1);
        correct(1, 2, "1995");  // moves to the corner of the map
        alike();
        correct(1, 2, "2003");
        correct(0, 3, "2001");
        alike();
        CHECK(squares(western_africa) == 3);
        CHECK(squares(western_africa, base::Date{2001, 1, 1}) == 1);
    });
}

TEST_CASE("Of another day the list is filtered by what members were that day") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto record = [&](const char* name) { return life.made("members.record", support::member(name, life.source), life.basis); };
        const auto back = record("Lyon"), out = record("Nantes"), still = record("Rennes"), kind = record("Angers");
        const auto past = [&](std::int64_t member, const std::string& status, const std::string& days) {
            CHECK(support::told(life.say("members.record_status",
                                         "{\"member\":" + std::to_string(member) + ",\"status\":\"" + status + "\"," + days + "}",
                                         life.basis)) == "accepted");
        };
        past(back, "suspended", R"("from":"2023-09-15","until":"2024-05-24")");
        past(still, "suspended", R"("from":"2024-01-01")");
        past(out, "excluded", R"("from":"2024-02-01")");
        CHECK(support::told(life.say("members.change_kind",
                                     "{\"member\":" + std::to_string(kind) +
                                         ",\"seen\":" + std::to_string(members::find_member(*life.reader(), {kind})->changed_by.value) +
                                         R"(,"kind":"metropolis","member_class":"associate","on":"2024-03-01"})",
                                     life.basis)) == "accepted");
        const auto db = life.reader();
        const auto named = [&](const char* day, members::Filter filter) {
            if (*day) filter.on = base::Date::parse(day);
            std::string all;
            const auto listed = members::list_members(*db, filter, 0, 50);
            for (const auto& member : listed) all += (all.empty() ? "" : " ") + member.name;
            CHECK(members::count_members(*db, filter) == std::int64_t(listed.size()));
            for (const auto sort : {members::Sort::since, members::Sort::population, members::Sort::country}) {
                auto sorted = filter;
                sorted.sort = sort, sorted.country_order = {"FR"};
                CHECK(members::list_members(*db, sorted, 0, 50).size() == listed.size());
                std::optional<members::Place> place;
                CHECK(members::next_members(*db, sorted, place, 50).size() == listed.size());
            }
            return all;
        };
        const auto status = [&](const char* day, members::Status status) { return named(day, {.status = status}); };
        using members::Status;
        CHECK(status("2023-09-14", Status::suspended).empty());
        CHECK(status("2023-09-15", Status::suspended) == "Lyon");
        CHECK(status("2024-01-01", Status::suspended) == "Lyon Rennes");
        CHECK(status("2024-05-24", Status::suspended) == "Rennes");
        CHECK(status("2024-05-24", Status::reinstated) == "Lyon");
        CHECK(status("", Status::suspended) == "Rennes");
        CHECK(status("2023-12-01", Status::recorded) == "Angers Nantes Rennes");
        CHECK(status("2024-01-31", Status::excluded).empty());
        CHECK(status("2024-02-01", Status::excluded) == "Nantes");  // as today's list has those that are out
        CHECK(named("2024-02-01", {}) == "Angers Lyon Rennes");
        CHECK(named("2024-02-29", {.kind = members::Kind::city, .member_class = members::MemberClass::active}) == "Angers Lyon Rennes");
        CHECK(named("2024-03-01", {.kind = members::Kind::city}) == "Lyon Rennes");
        CHECK(named("2024-03-01", {.kind = members::Kind::metropolis}) == "Angers");
        CHECK(named("2024-02-29", {.kind = members::Kind::metropolis}).empty());
        CHECK(named("2024-02-29", {.member_class = members::MemberClass::associate}).empty());
        CHECK(named("2024-03-01", {.member_class = members::MemberClass::associate}) == "Angers");
        CHECK(named("2024-02-29", {.status = Status::recorded, .member_class = members::MemberClass::active}) == "Angers");
    });
}

TEST_CASE("A page of another day tells what had happened by then, in the order of the days, and no merger before it came") {
    support::for_each_engine([](const store::Location& location) {
        support::Site site(location);
        site.made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})");
        const auto source = site.made("sources.record", R"({"title":"Une page","kind":"web_page"})");
        const auto basis = "source:" + std::to_string(source);
        const auto attested = [&](const std::string& name) {
            return site.made("members.record",
                             R"({"name":")" + name +
                                 R"(","country":"FR","kind":"city","member_class":"active","attested":"2024-10","sources":[)" +
                                 std::to_string(source) + "]}",
                             basis);
        };
        const auto niamey = attested("Niamey"), angers = attested("Angers");
        const auto number = [](std::int64_t id) { return std::to_string(id); };
        site.made("members.record_status",
                  "{\"member\":" + number(niamey) + R"(,"status":"suspended","from":"2023-09-15","until":"2024-05-24"})", basis);
        const auto at = "/membres/" + number(niamey) + "-niamey";
        const auto then = site.body(at + "?date=2023-12-01");
        CHECK_FALSE(then.contains("Pas encore attesté"));
        CHECK_FALSE(then.contains("aucune source n’attestait encore"));
        CHECK(then.contains("15 septembre 2023"));
        CHECK(site.body(at + "?date=2023-09-14").contains("Pas encore attesté"));
        const auto today = site.body(at);
        const auto history = today.substr(today.find("class=\"hist\""));
        const auto place = [&](const char* words) { return history.find(words); };
        CHECK(place("15 septembre 2023") < place("24 mai 2024"));
        CHECK(place("24 mai 2024") < place("octobre 2024"));
        REQUIRE(place("octobre 2024") != history.npos);

        site.made("members.merge", "{\"absorbed\":[" + number(angers) + "],\"into\":" + number(niamey) + R"(,"on":"2025-06-01"})", basis);
        const auto kin = [&](const std::string& page, const std::string& other) { return site.body(page).contains(other); };
        CHECK(kin(at, "/membres/" + number(angers)));
        CHECK(kin(at + "?date=2025-06-01", "/membres/" + number(angers)));
        CHECK_FALSE(kin(at + "?date=2025-05-31", "/membres/" + number(angers)));
        CHECK_FALSE(kin("/membres/" + number(angers) + "-angers?date=2025-05-31", "/membres/" + number(niamey)));
    });
}
