// What happens to a membership once it is there, as people meet it, on both engines; with the bad days that a register has to survive.
#include "members/acts.h"

#include "support/life.h"

#include <doctest/doctest.h>

using namespace members;
using support::told;

namespace {

std::string id(std::int64_t number) { return std::to_string(number); }

// The rolls, and a recount of the members themselves.
std::string rolls(store::Db& db) {
    std::string kept, counted;
    auto roll = db.ask("SELECT country, members, cities FROM country_roll WHERE members <> 0 OR cities <> 0 ORDER BY country");
    while (roll.next()) kept += roll.text(0) + " " + id(roll.integer(1)) + " " + id(roll.integer(2)) + "; ";
    auto count = db.ask(
        "SELECT country, count(*), sum(CASE WHEN kind <> 'association' AND class <> 'associate' THEN 1 ELSE 0 END) FROM member WHERE "
        "status "
        "IN ('recorded', 'admitted', 'suspended', 'reinstated') GROUP BY country ORDER BY country");
    while (count.next()) counted += count.text(0) + " " + id(count.integer(1)) + " " + id(count.integer(2)) + "; ";
    CHECK(kept == counted);
    return kept;
}

struct Register : support::Begun {
    using Begun::Begun;
    std::int64_t city(const std::string& name, const std::string& country = "FR", const std::string& since = "2010") {
        return made("members.record", support::member(name, source, country, "city", "active", since), basis);
    }
    std::string does(const std::string& act, const std::string& json) { return told(say("members." + act, json, basis)); }
    std::string seen(std::int64_t member) { return id(find_member(*reader(), {member})->changed_by.value); }
    std::string history(std::int64_t member) {
        std::string all;
        for (const auto& step : statuses_of(*reader(), {member}))
            all += (all.empty() ? "" : ", ") + std::string(acts::name_of(step.status)) + " " + (step.from ? step.from->edtf() : "?") +
                   (step.struck_by ? " !" : "");
        return all;
    }
    std::int64_t on(const char* day, const std::string& country = "") {
        Filter filter;
        filter.on = base::Date::parse(day);
        filter.country = country;
        return count_members(*reader(), filter);
    }
    std::string called(std::int64_t member, const char* day) {
        std::vector<ShownMember> all{*find_member(*reader(), {member})};
        put_back(*reader(), all, *base::Date::parse(day));
        return all[0].name + " " + all[0].country;
    }
};

}  // namespace

TEST_CASE("A member is suspended, reinstated and excluded by the decisions that name it, on their days") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto niamey = life.city("Niamey", "NE");
        CHECK(life.decides("reinstatement", niamey, "2026-01-10") == "accepted, members.status_order refused");
        CHECK(life.decides("suspension", 999, "2026-01-10") == "subject_id not_decided_about");
        CHECK(life.decides("suspension", niamey, "2026-01-10") == "accepted");
        CHECK(find_member(*life.reader(), {niamey})->status == Status::suspended);
        CHECK(rolls(*life.reader()) == "NE 1 1; ");  // suspended, it is a member
        CHECK(life.decides("reinstatement", niamey, "2026-01-09") == "accepted, members.status_order refused");
        CHECK(life.decides("reinstatement", niamey, "2026-09-10") == "accepted");
        CHECK(life.decides("exclusion", niamey, "2026-09-20") == "accepted");
        CHECK(life.history(niamey) == "recorded 2010, suspended 2026-01-10, reinstated 2026-09-10, excluded 2026-09-20");
        CHECK(rolls(*life.reader()).empty());
        CHECK(life.on("2026-09-19") == 1);
        CHECK(life.on("2026-09-20") == 0);
        CHECK(count_members(*life.reader(), {}) == 0);
        CHECK(find_member(*life.reader(), {niamey}));  // never deleted
        CHECK(life.decides("suspension", niamey, "2026-09-20") == "accepted, members.status_order refused");
        CHECK(told(life.say("members.suspend", "{\"member\":" + id(niamey) + R"(,"from":"2026-01-01"})", life.basis)) ==
              "acts.not_allowed");
    });
}

TEST_CASE("A decision annulled by a later one takes back what it had effected and still does") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto rennes = life.made("members.apply_for_membership", support::application("Rennes"));
        const auto decided = life.say("assembly.record_decision", support::admission(rennes), life.basis);
        REQUIRE(told(decided) == "accepted");
        const auto admission = decided->first_thing(), member = (decided->number.value + 2) * 1000 + 1;
        REQUIRE(life.history(member) == "admitted 2026-09-21");
        life.now += 86'400'000'000;
        CHECK(life.decides("annulment", admission, "2026-09-22") == "accepted");
        CHECK(life.history(member) == "admitted 2026-09-21, annulled 2026-09-22");
        CHECK(rolls(*life.reader()).empty());
        CHECK(life.on("2026-09-21") == 1);
        CHECK(life.on("2026-09-22") == 0);
        const auto lyon = life.city("Lyon");
        CHECK(life.decides("exclusion", lyon, "2026-03-01") == "accepted");
        const auto exclusion = (life.last() - 2) * 1000 + 1;
        CHECK(life.decides("annulment", exclusion, "2026-04-01") == "accepted");
        CHECK(life.history(lyon) == "recorded 2010, excluded 2026-03-01, reinstated 2026-04-01");
        CHECK(rolls(*life.reader()) == "FR 1 1; ");
        // The exclusion does not come back by annulling that: it is decided again.
        const auto annulment = (life.last() - 4) * 1000 + 1;  // carried out, it annuls, ends rules, takes back
        CHECK(life.decides("annulment", annulment, "2026-04-10") == "subject_id annulment_stands");
        CHECK(life.decides("exclusion", lyon, "2026-04-10") == "accepted");
        CHECK(life.history(lyon).ends_with("reinstated 2026-04-01, excluded 2026-04-10"));
        CHECK(rolls(*life.reader()).empty());
        CHECK(life.decides("annulment", (life.last() - 2) * 1000 + 1, "2026-04-20") == "accepted");
        CHECK(life.history(lyon).ends_with("excluded 2026-04-10, reinstated 2026-04-20"));
        CHECK(life.decides("suspension", lyon, "2026-05-01") == "accepted");
        const auto suspension = (life.last() - 2) * 1000 + 1;
        CHECK(life.does("resign", "{\"member\":" + id(lyon) + R"(,"from":"2026-06-01"})") == "accepted");
        // It has left since: nothing is taken back, and the annulment stands.
        CHECK(life.decides("annulment", suspension, "2026-07-01") == "accepted, members.not_present_status refused");
        CHECK(life.history(lyon).ends_with("resigned 2026-06-01"));
    });
}

TEST_CASE("What only sources tell is recorded at its place, with a source as its basis") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto city = life.city("Niamey", "NE", "1985");
        const auto past = [&](const std::string& status, const std::string& from, const std::string& until = "") {
            return "{\"member\":" + id(city) + ",\"status\":\"" + status + "\",\"from\":\"" + from + "\"" +
                   (until.empty() ? "" : ",\"until\":\"" + until + "\"") + "}";
        };
        CHECK(told(life.say("members.record_status", past("suspended", "1994"), "act:1")) == "members.needs_source");
        CHECK(life.does("record_status", past("resigned", "2010", "2011")) == "until suspension_only");
        CHECK(life.does("record_status", past("suspended", "2027", "2028")) == "from date_future, until date_future");
        CHECK(life.does("record_status", past("suspended", "1995", "1994")) == "until before_from");
        CHECK(life.does("record_status", past("suspended", "1984")) == "from before_joining");
        CHECK(life.does("record_status", past("resigned", "2026-09-22")) == "from date_future");
        CHECK(life.does("record_status", past("resigned", "2026-09-21")) == "accepted");
        CHECK(life.does("record_status", past("suspended", "1994", "1995-03")) == "accepted");  // found later
        CHECK(life.history(city) == "recorded 1985, suspended 1994, reinstated 1995-03, resigned 2026-09-21");
        CHECK(rolls(*life.reader()).empty());
        const auto resigned = life.last() - 1;
        CHECK(life.does("strike_status", "{\"member\":" + id(city) + ",\"stated\":" + id(resigned) + R"(,"reason":"Erreur"})") ==
              "accepted");
        CHECK(rolls(*life.reader()) == "NE 1 1; ");
    });
}

TEST_CASE("A city resigns by its own titular or the secretariat, today at the latest, and its name is free again") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto city = life.city("Nantes");
        const auto resign = [&](const char* day) {
            return told(life.say("members.resign", "{\"member\":" + id(city) + ",\"from\":\"" + day + "\"}"));
        };
        CHECK(resign("2026-09-22") == "from date_future");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Nantes"))) == "members.already_member");
        CHECK(resign("2026-09-21") == "accepted");
        CHECK(resign("2026-09-21") == "members.status_order");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Nantes"))) == "accepted");
    });
}

TEST_CASE("Members merge into one of them, another or a new one; the cap and the rolls count right") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location, 3);
        const auto one = life.city("Angers"), two = life.city("Avrillé"), three = life.city("Trélazé"), far = life.city("Liège", "BE");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Laval"))) == "members.cap_reached");
        const auto person = life.made("people.register_person", R"({"name":"Maire Exemple"})");
        life.made("members.name_titular", support::titular(two, person, "2020"), life.basis);
        const auto merge = [&](const std::string& absorbed, const std::string& more) {
            return life.does("merge", "{\"absorbed\":[" + absorbed + "]," + more + "}");
        };
        const auto into = "\"on\":\"2026-01-01\",\"into\":" + id(one);
        CHECK(merge("", into) == "absorbed missing");
        CHECK(merge(id(two) + "," + id(two), into) == "absorbed[1] repeated");
        CHECK(merge(id(one), into) == "absorbed[0] repeated");
        CHECK(merge("999", into) == "absorbed[0] unknown_reference");
        CHECK(merge(id(two), R"("on":"2026-01-01","into":999)") == "into unknown_reference");
        CHECK(merge(id(two), R"("on":"2026-01-01")") == "into missing");
        CHECK(merge("998,999," + id(two) + "," + id(two), R"("on":"2027-01-01","name":"Grande ville")") ==
              "on date_future, absorbed[0] unknown_reference, absorbed[1] unknown_reference, absorbed[3] repeated, kind missing, "
              "member_class missing");
        CHECK(merge(id(two), R"("on":"2026-01-01","name":"Grande ville","into":999)") == "into unknown_reference, name not_both");
        CHECK(merge(id(two), R"("on":"2009-12-31","into":)" + id(one)) == "on before_joining");
        CHECK(merge(id(two) + "," + id(far), R"("on":"2026-01-01","name":"Grande ville","kind":"city","member_class":"active")") ==
              "members.merged_across_countries");
        CHECK(merge(id(far), into) == "members.merged_across_countries");
        CHECK(merge(id(two), into) == "accepted");
        CHECK(rolls(*life.reader()) == "BE 1 1; FR 2 2; ");
        CHECK(life.history(two) == "recorded 2010, merged 2026-01-01");
        CHECK(titulars_of(*life.reader(), {two})[0].until->edtf() == "2026-01-01");  // nobody is mayor of what is no more
        const auto kin = kin_of(*life.reader(), {one});
        REQUIRE(kin.size() == 1);
        CHECK((kin[0].how == Kin::merged_into && kin[0].of_other && kin[0].name == "Avrillé"));
        const auto struck = [&](const char* act) {
            const auto merged = statuses_of(*life.reader(), {two}).back().act.value;
            return life.does(act, "{\"member\":" + id(two) + ",\"stated\":" + std::to_string(merged) + R"(,"reason":"Erreur"})");
        };
        CHECK(struck("strike_status") == "accepted");  // what was not, made no kin
        CHECK((kin_of(*life.reader(), {one}).empty() && kin_of(*life.reader(), {two}).empty()));
        CHECK(struck("restore_status") == "accepted");
        CHECK(kin_of(*life.reader(), {one}).size() == 1);
        CHECK(merge(id(two), into) == "members.status_order");
        CHECK(merge(id(three), R"("on":"2026-02-01","into":)" + id(two)) == "members.not_a_member");
        // A new one may have the name of one that goes into it.
        CHECK(merge(id(one) + "," + id(three), R"("on":"2026-02-01","name":"Angers","kind":"metropolis","member_class":"active")") ==
              "accepted");
        CHECK(rolls(*life.reader()) == "BE 1 1; FR 1 1; ");
        CHECK(life.on("2026-01-31", "FR") == 2);
        CHECK(life.on("2026-02-01", "FR") == 1);
        CHECK(life.on("2025-12-31", "FR") == 3);
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Laval"))) == "accepted");
    });
}

TEST_CASE("A member that is split leaves its parts a place each, as far as the State has places") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location, 3);
        const auto one = life.city("Ville"), two = life.city("Autre");
        const auto split = [&](std::int64_t member, const std::string& remainder, const std::string& parts) {
            return life.does(
                "split", "{\"member\":" + id(member) + R"(,"on":"2026-01-01","remainder":")" + remainder + "\",\"parts\":[" + parts + "]}");
        };
        const auto part = [](const char* name) { return "{\"name\":\"" + std::string(name) + R"(","kind":"city"})"; };
        CHECK(split(one, "remains", "") == "parts missing");
        CHECK(split(one, "remains", part("A") + "," + part("A")) == "parts[1].name repeated");
        CHECK(split(one, "remains", part("Énée Nord") + "," + part("ENEE NORD")) == "parts[1].name repeated");
        CHECK(split(one, "remains", part("Autre")) == "members.already_member");
        CHECK(split(one, "remains", part("Ville")) == "members.already_member");
        CHECK(split(one, "remains", part("A") + "," + part("B")) == "members.cap_reached");
        CHECK(split(one, "dissolved", part("Ville") + "," + part("B")) == "accepted");
        CHECK(rolls(*life.reader()) == "FR 3 3; ");
        CHECK(life.history(one) == "recorded 2010, dissolved 2026-01-01");
        CHECK(kin_of(*life.reader(), {one}).size() == 2);
        CHECK(split(two, "remains", part("C")) == "members.cap_reached");
        CHECK(life.on("2025-12-31") == 2);
    });
}

TEST_CASE("A member is split no earlier than it was one, under the count and the cap of that day") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location, 3);
        const auto one = life.city("Ville", "CM", "1999"), two = life.city("Autre", "CM", "2003-06-01");
        life.city("Une troisième", "CM", "2010");
        const auto split = [&](std::int64_t member, const std::string& on, const std::string& remainder, const std::string& names) {
            std::string parts;
            for (const char name : names)
                parts += (parts.empty() ? "" : ",") + ("{\"name\":\"" + std::string(1, name)) + R"(","kind":"city"})";
            return life.does("split", "{\"member\":" + id(member) + ",\"on\":\"" + on + R"(","remainder":")" + remainder +
                                          "\",\"parts\":[" + parts + "]}");
        };
        CHECK(split(two, "2003-05-31", "remains", "A") == "on before_joining");
        CHECK(split(two, "2003-05-31", "dissolved", "A") == "on before_joining");
        CHECK(split(one, "2010-01-01", "remains", "A") == "members.cap_reached");  // three are there on that day
        CHECK(split(one, "2009-12-31", "remains", "AB") == "members.cap_reached");
        CHECK(split(one, "2003-05-31", "remains", "ABC") == "members.cap_reached");
        CHECK(split(one, "2003-05-31", "remains", "AB") == "accepted");  // one was there
        CHECK(split(one, "2003-05-31", "remains", "C") == "members.cap_reached");
        CHECK(split(one, "2003-06-01", "dissolved", "C") == "accepted");  // one for one
        CHECK(life.on("2003-06-01", "CM") == 4);
        rolls(*life.reader());
    });
}

TEST_CASE("A country is succeeded by another where a namesake there is told apart") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto one = life.city("Kep", "KH"), other = life.city("Kep", "TH");
        const auto succeed = [&] {
            return life.does("succeed_country", R"({"country":"KH","successor":"TH","on":"2024-07-01","former_code":"KHTH"})");
        };
        CHECK(succeed() == "members.already_member");
        CHECK(life.does("keep_apart", "{\"member\":" + id(one) + ",\"distinct_from\":" + id(other) + "}") == "accepted");
        CHECK(succeed() == "accepted");
        // A third of the name is no other's: each is told apart from each.
        const auto third = life.city("Siem Reap", "TH");
        const auto rename = [&] {
            return life.does("rename", "{\"member\":" + id(third) + ",\"seen\":" + life.seen(third) + R"(,"name":"Kep","on":"2025"})");
        };
        CHECK(life.does("keep_apart", "{\"member\":" + id(third) + ",\"distinct_from\":" + id(one) + "}") == "accepted");
        CHECK(rename() == "members.already_member");
        CHECK(life.does("keep_apart", "{\"member\":" + id(third) + ",\"distinct_from\":" + id(other) + "}") == "accepted");
        CHECK(rename() == "accepted");
    });
}

TEST_CASE("Before a country was succeeded its members are found under its own code, whatever code is kept of it") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto gone = life.city("Phnom Penh", "KH"), moved = life.city("Kinshasa", "CD", "1985");
        life.city("Bangkok", "TH");
        CHECK(life.does("succeed_country", R"({"country":"KH","successor":"TH","on":"2024-07-01","former_code":"KHTH"})") == "accepted");
        CHECK(life.does("state_dated_fact",
                        "{\"member\":" + id(moved) + R"(,"fact":"former_country","value":"ZRCD","until":"1997-05-17"})") == "accepted");
        for (const std::string none : {"ZZ", "QQQQ", "zr", "ZAI"})
            CHECK(life.does("state_dated_fact", "{\"member\":" + id(moved) + R"(,"fact":"former_country","value":")" + none +
                                                    R"(","until":"1980-05-17"})") == "value former_code");
        CHECK(life.on("2024-06-30", "KH") == 1);
        CHECK(life.on("2024-07-01", "KH") == 0);
        CHECK(life.on("2024-06-30", "TH") == 1);
        CHECK(life.on("2024-07-01", "TH") == 2);
        CHECK(life.on("1990-01-01", "ZRCD") == 1);
        CHECK(life.on("1990-01-01", "CD") == 0);
        const auto counts = [&](const char* day, const std::vector<std::string>& only = {}) {
            std::string all;
            for (const auto& one : count_by_country(*life.reader(), base::Date::parse(day), only))
                all += one.country + " " + id(one.members) + "; ";
            return all;
        };
        CHECK(counts("2024-06-30") == "CD 1; KH 1; TH 1; ");
        CHECK(counts("2024-07-01") == "CD 1; TH 2; ");
        CHECK(counts("1990-01-01") == "ZRCD 1; ");
        CHECK(counts("2024-06-30", {"KH"}) == "KH 1; ");
        // In every order the list has those who are counted.
        for (const auto sort : {Sort::name, Sort::country, Sort::since}) {
            Filter filter{.on = base::Date::parse("2024-06-30"), .sort = sort, .country_order = {"KH", "CD", "TH"}};
            CHECK(list_members(*life.reader(), filter, 0, 10).size() == 3);
            filter.country = "KH";
            const auto found = list_members(*life.reader(), filter, 0, 10);
            REQUIRE(found.size() == 1);
            CHECK(found[0].id.value == gone);
            filter.country.clear(), filter.on = base::Date::parse("1990-01-01");
            CHECK(list_members(*life.reader(), filter, 0, 10).size() == 1);
        }
    });
}

TEST_CASE("A name changes on a day: before it the old one stands, and both are found") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto city = life.city("Cyangugu", "RW");
        const auto rename = [&](const std::string& name, const std::string& on, const std::string& seen) {
            return life.does("rename",
                             "{\"member\":" + id(city) + ",\"seen\":" + seen + ",\"name\":\"" + name + "\",\"on\":\"" + on + "\"}");
        };
        CHECK(rename("Rusizi", "2006-01-04", "1") == "members.changed_meanwhile");
        CHECK(rename("Cyangugu", "2006-01-04", life.seen(city)) == "name unchanged");
        CHECK(rename("Rusizi", "2006-01-04", life.seen(city)) == "accepted");
        CHECK(rename("Autre", "2006-01-04", life.seen(city)) == "on before_last_change");
        CHECK(life.called(city, "2006-01-03") == "Cyangugu RW");
        CHECK(life.called(city, "2006-01-04") == "Rusizi RW");
        for (const auto* words : {"cyangugu", "rusizi"}) {
            Filter filter;
            filter.search = words;
            CHECK(count_members(*life.reader(), filter) == 1);
        }
        CHECK(life.does("state_dated_fact", "{\"member\":" + id(city) + R"(,"fact":"former_name","value":"Shangugu","until":"1950"})") ==
              "members.fact_overlaps");
        const auto other = life.city("Rubavu", "RW");
        CHECK(life.does("state_dated_fact", "{\"member\":" + id(other) + R"(,"fact":"former_name","value":"Gisenyi"})") == "until missing");
        CHECK(life.does("state_dated_fact", "{\"member\":" + id(other) + R"(,"fact":"former_name","value":"Gisenyi","until":"2006"})") ==
              "accepted");
        CHECK(life.called(other, "2005-12-31") == "Gisenyi RW");
        CHECK(life.called(other, "2006-01-01") == "Rubavu RW");
        Filter filter;
        filter.search = "gisenyi";
        CHECK(count_members(*life.reader(), filter) == 1);
    });
}

TEST_CASE("A city changes country, and a country ceases to exist: the rolls and the cap follow") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location, 2);
        const auto one = life.city("Kinshasa", "CG", "1985"), two = life.city("Matadi", "CG", "1990");
        CHECK(rolls(*life.reader()) == "CG 2 2; ");
        const auto change = [&](const std::string& country, const std::string& more = "") {
            return life.does("change_country", "{\"member\":" + id(one) + ",\"seen\":" + life.seen(one) + ",\"country\":\"" + country +
                                                   "\",\"on\":\"1997-05-17\"" + more + "}");
        };
        CHECK(change("CG") == "country unchanged");
        CHECK(change("CD", R"(,"former_code":"ZRCD")") == "former_code former_code");
        CHECK(change("CD") == "accepted");
        CHECK(rolls(*life.reader()) == "CD 1 1; CG 1 1; ");
        CHECK(life.on("1997-05-16", "CG") == 2);
        CHECK(life.on("1997-05-17", "CG") == 1);
        CHECK(life.on("1997-05-16", "CD") == 0);
        CHECK(life.on("1997-05-17", "CD") == 1);
        std::string counts;
        for (const auto& count : count_by_country(*life.reader(), base::Date::parse("1997-05-16")))
            counts += count.country + id(count.members);
        CHECK(counts == "CG2");
        const auto succeed = [&](const std::string& code) {
            return life.does("succeed_country", R"({"country":"CG","successor":"CD","on":"2001","former_code":")" + code + "\"}");
        };
        CHECK(succeed("CDCG") == "former_code former_code");
        CHECK(succeed("CGCD") == "accepted");
        CHECK(succeed("CGCD") == "country no_members");
        CHECK(rolls(*life.reader()) == "CD 2 2; ");
        CHECK(life.called(two, "2000-12-31") == "Matadi CGCD");
        CHECK(life.called(two, "2001-01-01") == "Matadi CD");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Goma", "CD"))) == "members.cap_reached");
        CHECK(told(life.visitor("members.apply_for_membership", support::application("Pointe-Noire", "CG"))) == "accepted");
    });
}

TEST_CASE("A kind or a class changes on a day, and the cap follows") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location, 1);
        const auto one = life.city("Paris");
        const auto change = [&](const std::string& kind, const std::string& of_class, const std::string& on) {
            return life.does("change_kind", "{\"member\":" + id(one) + ",\"seen\":" + life.seen(one) + ",\"kind\":\"" + kind +
                                                "\",\"member_class\":\"" + of_class + "\",\"on\":\"" + on + "\"}");
        };
        CHECK(change("city", "active", "2020") == "kind unchanged");
        CHECK(change("city", "associate", "2020") == "accepted");
        CHECK(rolls(*life.reader()) == "FR 1 0; ");
        CHECK(change("capital", "active", "2020") == "on before_last_change");
        CHECK(change("capital", "active", "2021") == "accepted");
        CHECK(rolls(*life.reader()) == "FR 1 1; ");
    });
}

TEST_CASE("Thirteen cities where the cap is ten: they are members as sources say, and no other comes") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Register life(network.location(), 10);
    for (int i = 1; i <= 13; ++i) life.city("Ville " + id(i), "CA");
    CHECK(rolls(*life.reader()) == "CA 13 13; ");
    CHECK(told(life.visitor("members.apply_for_membership", support::application("Quatorzième", "CA"))) == "members.cap_reached");
    const auto first = list_members(*life.reader(), {}, 0, 1)[0].id;
    CHECK(life.does("split", "{\"member\":" + id(first.value) +
                                 R"(,"on":"2026-01-01","remainder":"remains","parts":[{"name":"X","kind":"city"}]})") ==
          "members.cap_reached");
}

TEST_CASE("A member deleted by mistake: it stays to be seen, counts for nothing, and comes back") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto city = life.city("Dakar", "SN");
        const auto strike = [&](const std::string& act) {
            return life.does(act, "{\"member\":" + id(city) + ",\"stated\":" + id(city / 1000) + R"(,"reason":"Mauvaise fiche"})");
        };
        CHECK(strike("restore_status") == "members.not_struck");
        CHECK(strike("strike_status") == "accepted");
        CHECK(find_member(*life.reader(), {city})->status == Status::mistaken);
        CHECK(rolls(*life.reader()).empty());
        CHECK(life.on("2020-01-01") == 0);
        CHECK(strike("strike_status") == "members.struck");
        // Corrected meanwhile, it is still no member.
        CHECK(life.does("correct", "{\"member\":" + id(city) + ",\"seen\":" + life.seen(city) +
                                       R"(,"name":"Dakar","kind":"capital","member_class":"active","since":"2011"})") == "accepted");
        CHECK(life.on("2020-01-01") == 0);
        const auto again = life.city("Dakar", "SN");
        CHECK(strike("restore_status") == "members.already_member");
        CHECK(life.does("merge_duplicate", "{\"member\":" + id(again) + ",\"duplicate_of\":" + id(city) + "}") == "duplicate_of mistaken");
        CHECK(life.does("strike_status", "{\"member\":" + id(again) + ",\"stated\":" + id(again / 1000) + R"(,"reason":"Doublon"})") ==
              "accepted");
        CHECK(strike("restore_status") == "accepted");
        CHECK(rolls(*life.reader()) == "SN 1 1; ");
        CHECK(life.on("2020-01-01") == 1);
    });
}

TEST_CASE("One member recorded twice becomes one; two of one name are told apart") {
    support::for_each_engine([](const store::Location& location) {
        Register life(location);
        const auto one = life.city("Laval"), two = life.city("Laval-sur-Vilaine");
        CHECK(life.does("merge_duplicate", "{\"member\":" + id(two) + ",\"duplicate_of\":" + id(two) + "}") == "duplicate_of same_member");
        CHECK(life.does("merge_duplicate", "{\"member\":" + id(two) + ",\"duplicate_of\":" + id(one) + "}") == "accepted");
        CHECK(rolls(*life.reader()) == "FR 1 1; ");
        const auto record = [&](const std::string& more) {
            auto json = support::member("LAVAL", life.source);
            json.back() = ',';
            return life.does("record", json + more + "}");
        };
        CHECK(life.does("record", support::member("LAVAL", life.source)) == "members.already_member");
        CHECK(record("\"distinct_from\":" + id(two)) == "members.already_member");
        CHECK(record("\"distinct_from\":" + id(one)) == "name_note missing");
        CHECK(record("\"distinct_from\":" + id(one) + R"(,"name_note":"Laval, Isère")") == "accepted");
        CHECK(rolls(*life.reader()) == "FR 2 2; ");
    });
}
