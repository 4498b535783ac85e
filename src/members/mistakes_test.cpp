// Mistakes in a register and their corrections: what is stated wrongly, struck out, stated again, and what stands on it meanwhile.
#include "members/acts.h"

#include "support/life.h"

#include <doctest/doctest.h>

using namespace members;
using support::told;

namespace {

std::string id(std::int64_t number) { return std::to_string(number); }

struct Ledger : support::Begun {
    using Begun::Begun;
    std::int64_t record(const std::string& name, const std::string& kind = "city", const std::string& since = "2010") {
        return made("members.record", support::member(name, source, "FR", kind, "active", since), basis);
    }
    std::string does(const std::string& act, const std::string& json) { return told(say("members." + act, json, basis)); }
    std::string status(std::int64_t member, const std::string& status, const std::string& from, const std::string& until = "") {
        return does("record_status", "{\"member\":" + id(member) + ",\"status\":\"" + status + "\",\"from\":\"" + from + "\"" +
                                         (until.empty() ? "" : ",\"until\":\"" + until + "\"") + "}");
    }
    std::string line(const char* act, std::int64_t member, std::int64_t stated) {
        return does(act, "{\"member\":" + id(member) + ",\"stated\":" + id(stated) + R"(,"reason":"Mauvaise fiche"})");
    }
    std::string correct(std::int64_t member, const std::string& dates) {
        const auto seen = find_member(*reader(), {member})->changed_by.value;
        return does("correct", "{\"member\":" + id(member) + ",\"seen\":" + id(seen) +
                                   R"(,"name":"Lyon","kind":"city","member_class":"active",)" + dates + "}");
    }
    std::string standing(std::int64_t member) { return std::string(acts::name_of(find_member(*reader(), {member})->status)); }
    std::int64_t on(const char* day) {
        Filter filter;
        filter.on = base::Date::parse(day);
        return count_members(*reader(), filter);
    }
};

}  // namespace

TEST_CASE("Another city of the name is one that is in the register") {
    support::for_each_engine([](const store::Location& location) {
        Ledger life(location);
        auto json = support::member("Lyon", life.source);
        json.insert(json.size() - 1, R"(,"distinct_from":999)");
        CHECK(life.does("record", json) == "distinct_from unknown_reference");
    });
}

TEST_CASE("A membership began no later than what happened to it, and from the first day that anything shows") {
    support::for_each_engine([](const store::Location& location) {
        Ledger life(location);
        const auto city = life.record("Lyon", "city", "2001");
        CHECK(life.status(city, "resigned", "2014-11-06") == "accepted");
        CHECK(life.correct(city, R"("since":"2014-11-07")") == "since after_status");
        CHECK(life.correct(city, R"("since":"2015")") == "since after_status");
        CHECK(life.correct(city, R"("since":"2014")") == "accepted");
        CHECK(life.correct(city, R"("since":"2014-11-06")") == "accepted");
        // Of one that is only attested, a suspension before shows that it belonged: through a correction too.
        const auto attested = life.record("Nice", "city", "2001");
        const auto seen = [&] { return id(find_member(*life.reader(), {attested})->changed_by.value); };
        const auto correct = [&] {
            return life.does("correct", "{\"member\":" + id(attested) + ",\"seen\":" + seen() +
                                            R"(,"name":"Nice","kind":"city","member_class":"active","attested":"2016"})");
        };
        CHECK(correct() == "accepted");
        CHECK(life.on("2012-01-01") == 0);
        CHECK(life.status(attested, "suspended", "2010-05-02", "2011") == "accepted");
        CHECK(life.on("2012-01-01") == 1);
        CHECK(correct() == "accepted");
        CHECK(life.on("2012-01-01") == 1);
    });
}

TEST_CASE("A suspension that was recorded with its end is struck out with it, and comes back with it") {
    support::for_each_engine([](const store::Location& location) {
        Ledger life(location);
        const auto city = life.record("Lyon");
        CHECK(life.status(city, "suspended", "2012", "2013") == "accepted");
        const auto stated = life.last();
        CHECK(life.standing(city) == "reinstated");
        CHECK(life.line("strike_status", city, stated) == "accepted");
        CHECK(life.standing(city) == "recorded");
        CHECK(life.line("strike_status", city, stated) == "members.struck");
        CHECK(life.line("restore_status", city, stated) == "accepted");
        CHECK(life.standing(city) == "reinstated");
    });
}

TEST_CASE("A resignation is not struck out where another has the name by then, unless they are told apart") {
    support::for_each_engine([](const store::Location& location) {
        Ledger life(location);
        const auto city = life.record("Lyon");
        CHECK(life.status(city, "resigned", "2014") == "accepted");
        const auto stated = life.last(), other = life.record("Lyon");
        CHECK(life.line("strike_status", city, stated) == "members.already_member");
        CHECK(life.does("keep_apart", "{\"member\":" + id(city) + ",\"distinct_from\":" + id(other) + "}") == "accepted");
        CHECK(life.line("strike_status", city, stated) == "accepted");
    });
}

TEST_CASE("Nobody is admitted again by striking out that the admission was annulled") {
    support::for_each_engine([](const store::Location& location) {
        Ledger life(location);
        life.admitted("Lyon");
        const auto member = member_named(*life.reader(), "Lyon", "FR")->value;
        const auto decision = (member / 1000 - 2) * 1000 + 1;
        // Its beginning was corrected to a day after that of the annulment: it ends as it begins.
        life.now += 2 * 86'400'000'000;
        CHECK(life.correct(member, R"("since":"2026-09-23")") == "accepted");
        CHECK(life.decides("annulment", decision, "2026-09-22") == "accepted");
        CHECK(life.standing(member) == "annulled");
        CHECK(life.on("2026-09-23") == 0);
        const auto steps = statuses_of(*life.reader(), {member});
        CHECK(life.line("strike_status", member, steps.back().act.value) == "assembly.annulled");
        CHECK(life.standing(member) == "annulled");
        // Recorded twice, it is a mistake as a whole; its first line alone does not come back.
        const auto other = life.record("Liège");
        CHECK(life.does("merge_duplicate", "{\"member\":" + id(member) + ",\"duplicate_of\":" + id(other) + "}") == "accepted");
        CHECK(life.line("restore_status", member, steps.front().act.value) == "assembly.annulled");
    });
}

TEST_CASE("An association that is split into cities makes cities of the State like any other") {
    support::for_each_engine([](const store::Location& location) {
        Ledger life(location, 3);
        life.record("Lyon"), life.record("Nice");
        const auto association = life.record("Association des maires", "association");
        const auto split = [&](const char* parts) {
            return life.does("split",
                             "{\"member\":" + id(association) + R"(,"remainder":"dissolved","on":"2026-09-01","parts":)" + parts + "}");
        };
        CHECK(split(R"([{"name":"Brest","kind":"city"},{"name":"Lens","kind":"city"}])") == "members.cap_reached");
        CHECK(split(R"([{"name":"Brest","kind":"city"},{"name":"Association du nord","kind":"association"}])") == "accepted");
    });
}

TEST_CASE("The capital that is a member is one that still is") {
    support::for_each_engine([](const store::Location& location) {
        Ledger life(location);
        const auto paris = life.record("Paris", "capital");
        CHECK(capital_of(*life.reader(), "FR")->id.value == paris);
        CHECK(life.status(paris, "resigned", "2014") == "accepted");
        CHECK_FALSE(capital_of(*life.reader(), "FR"));
    });
}

TEST_CASE("An exclusion is not recorded between a suspension and its end: who is excluded does not come back by itself") {
    support::for_each_engine([](const store::Location& location) {
        Ledger life(location);
        const auto member = life.record("Lyon");
        CHECK(life.status(member, "suspended", "2022-03-01", "2022-06-01") == "accepted");
        CHECK(life.status(member, "excluded", "2022-04-01") == "members.status_order");
        CHECK(life.standing(member) == "reinstated");
        CHECK(life.status(member, "excluded", "2022-06-01") == "accepted");
        CHECK(life.status(member, "reinstated", "2022-07-01") == "members.status_order");
        const auto other = life.record("Nantes");
        CHECK(life.status(other, "suspended", "2022-03-01") == "accepted");
        CHECK(life.status(other, "excluded", "2022-04-01") == "accepted");
        const auto excluded = statuses_of(*life.reader(), {other}).back().act.value;
        CHECK(life.line("strike_status", other, excluded) == "accepted");
        CHECK(life.status(other, "reinstated", "2022-06-01") == "accepted");
        CHECK(life.line("restore_status", other, excluded) == "members.status_order");
        CHECK(life.standing(other) == "reinstated");
    });
}
