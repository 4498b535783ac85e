// The directory and the pages of members, where two of one name, a country that is no more or a mistake make them hard to read.
#include "members/pages.h"

#include "support/acting_site.h"
#include "web/places.h"

#include <doctest/doctest.h>

namespace {

// The secretariat before the pages of membership.
struct Pages : support::ActingSite {
    explicit Pages(store::Engine engine) : ActingSite(engine) {
        settle();
        members::add_pages(router, hooks);
        sign_in_as(person("officiere@example.org", {{acts::Role::officer, {}}}));
    }
    std::int64_t city(const std::string& name, const std::string& country, const std::string& more = "") {
        return must("members.record",
                    R"({"name":")" + name + R"(","country":")" + country +
                        R"(","kind":"city","member_class":"active","since":"2010","sources":[)" + source() + "]" + more + "}",
                    "source:" + source())
            .first_thing();
    }
    std::string page(const std::string& target) { return support::text_of(get(target)); }
    std::string of(std::int64_t member, const std::string& name, const std::string& more = "") {
        return page(web::places::member(base::Id<members::Member>{member}, name).in(base::Language::fr) + more);
    }
};

std::size_t times(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
}

constexpr store::Engine engines[] = {store::Engine::sqlite, store::Engine::postgresql};

}  // namespace

TEST_CASE("Two cities of one name are told apart in the directory and where one chooses, each by its own words") {
    for (const auto engine : engines) {
        Pages site(engine);
        const auto north = site.city("Kara", "TG");
        const auto south = site.city("Kara", "TG", R"(,"name_note":"Kara sur Mono","distinct_from":)" + std::to_string(north));
        site.must("members.keep_apart", "{\"member\":" + std::to_string(north) + ",\"distinct_from\":" + std::to_string(south) +
                                            R"(,"note_fr":"celle du nord","note_en":"the northern one"})");
        for (const auto& [address, words] :
             {std::pair<std::string, std::string>{"/membres", "celle du nord"}, {"/en/members", "the northern one"}}) {
            const auto list = site.page(address);
            CHECK(times(list, words) == 1);
            CHECK(times(list, "Kara sur Mono") == 1);
        }
        for (const auto* act : {"members.resign", "members.rename", "members.split"}) {
            const auto form = site.page("/actes/" + std::string(act));
            CHECK(times(form, ">Kara (celle du nord), Togo<") == 1);
            CHECK(times(form, ">Kara (Kara sur Mono), Togo<") == 1);
        }
        // What tells one apart stands beside its own name, and on the page of the other one beside the link.
        const auto of_north = site.of(north, "Kara"), of_south = site.of(south, "Kara");
        CHECK(times(of_south, "</bdi></a> (celle du nord)") == 1);
        CHECK(times(of_north, "</bdi></a> (celle du nord)") == 0);
        CHECK(times(of_north, "celle du nord") == 1);
        CHECK(times(of_north, "ne pas confondre avec") == 1);
    }
}

TEST_CASE("A country that is no more is named on the pages of its days, and the filter finds its members") {
    for (const auto engine : engines) {
        Pages site(engine);
        const auto city = site.city("Phnom Penh", "KH");
        site.city("Bangkok", "TH");
        site.must("members.succeed_country", R"({"country":"KH","successor":"TH","on":"2024-07-01","former_code":"KHTH"})",
                  "source:" + site.source());
        const auto before = site.of(city, "Phnom Penh", "?date=2024-06-30");
        CHECK(before.contains("Cambodge"));
        CHECK(!before.contains("KHTH"));
        CHECK(before.contains("country=KH&amp;"));
        for (const auto* country : {"KH", "KHTH"}) {
            const auto list = site.page("/membres?country=" + std::string(country) + "&date=2024-06-30");
            CHECK(list.contains("<bdi>Phnom Penh</bdi>"));
            CHECK(!list.contains("<bdi>Bangkok</bdi>"));
            CHECK(list.contains(R"(<option value="KH" selected>Cambodge</option>)"));
        }
        CHECK(!site.page("/membres?country=KH&date=2024-07-01").contains("<bdi>Phnom Penh</bdi>"));
        CHECK(site.page("/membres?country=TH&date=2024-07-01").contains("<bdi>Phnom Penh</bdi>"));
    }
}

TEST_CASE("Whoever was recorded by mistake never ceased to be a member") {
    Pages site(store::Engine::sqlite);
    const auto city = site.city("Dakar", "SN");
    site.must("members.strike_status",
              "{\"member\":" + std::to_string(city) + ",\"stated\":" + std::to_string(city / 1000) + R"(,"reason":"Mauvaise fiche"})");
    const auto json = site.page("/api/members/" + std::to_string(city));
    CHECK(json.contains("\"status\":\"mistaken\""));
    CHECK(!json.contains("0001-01-01"));
}
