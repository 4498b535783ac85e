// What a member's own people may do in the register: by hand, and for their member only.
#include "app/concert.h"
#include "members/acts.h"
#include "support/life.h"

#include <doctest/doctest.h>

using support::told;

TEST_CASE("a titular states their own member's facts, staff does not; both confirm the titular; nobody another member's") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto mine = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis),
                   other = life.made("members.record", support::member("Thiès", life.source, "SN"), life.basis);
        const auto person = life.made("people.register_person", R"({"name":"Maire Exemple"})");
        const auto titular = life.made("members.name_titular",
                                       "{\"member\":" + std::to_string(mine) + ",\"person\":" + std::to_string(person) +
                                           R"(,"title":"Maire","from":"2020"})",
                                       life.basis),
                   elsewhere = life.made("members.name_titular",
                                         "{\"member\":" + std::to_string(other) + ",\"person\":" + std::to_string(person) +
                                             R"(,"title":"Maire","from":"2020"})",
                                         life.basis);
        const auto with_role = [&](const std::string& role) {
            const auto who = life.made("people.register_person", R"({"name":"Personne Exemple"})");
            life.made("accounts.grant_role", "{\"person\":" + std::to_string(who) + R"(,"role":")" + role +
                                                 (role == "partner" ? std::string(R"(","scope":"agreement","scope_id":1)")
                                                                    : R"(","scope":"member","scope_id":)" + std::to_string(mine)) +
                                                 R"(,"from":"2020-01-01"})");
            return who;
        };
        const auto mayor = with_role("titular"), agent = with_role("staff"), partner = with_role("partner");
        const auto say = [&](std::int64_t who, const std::string& act, const std::string& json, const std::string& basis) {
            return told(life.writer.submit({{"person:" + std::to_string(who)}, act, json, "", basis}));
        };
        const auto facts = [&](std::int64_t who, std::int64_t member) {
            const auto seen = members::find_member(*store::Db::open(location, store::Access::reader), {member})->changed_by;
            return say(who, "members.state_facts",
                       "{\"member\":" + std::to_string(member) + ",\"seen\":" + std::to_string(seen.value) + R"(,"population":1200000})",
                       "");
        };
        const auto confirm = [&](std::int64_t who, std::int64_t which) {
            return say(who, "members.confirm_titular", "{\"titular\":" + std::to_string(which) + R"(,"on":"2026-09-01"})", life.basis);
        };
        CHECK(facts(mayor, mine) == "accepted");
        CHECK(facts(mayor, other) == "acts.not_allowed");
        CHECK(facts(agent, mine) == "acts.not_allowed");
        CHECK(confirm(mayor, titular) == "accepted");
        CHECK(confirm(agent, titular) == "accepted");
        CHECK(confirm(agent, elsewhere) == "acts.not_allowed");
        CHECK(confirm(agent, 999) == "acts.not_allowed");  // a titular nobody knows is of no member
        for (const auto who : {partner, agent})
            CHECK(say(who, "members.correct",
                      "{\"member\":" + std::to_string(mine) + ",\"seen\":1,\"name\":\"X\",\"kind\":\"city\"," +
                          R"("member_class":"active","since":"2010"})",
                      life.basis) == "acts.not_allowed");
        CHECK(confirm(partner, titular) == "acts.not_allowed");
    });
}

TEST_CASE("stated facts replace population and position only, and are refused when the record changed or the source is unknown") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto mine = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        const auto before = members::find_member(*store::Db::open(location, store::Access::reader), {mine});
        const auto say = [&](std::int64_t member, std::int64_t seen, const std::string& rest) {
            return told(life.say("members.state_facts",
                                 "{\"member\":" + std::to_string(member) + ",\"seen\":" + std::to_string(seen) + rest + "}", ""));
        };
        CHECK(say(mine, mine / 1000, R"(,"population":5,"population_source":999)") == "population_source unknown_reference");
        CHECK(say(999, 1, "") == "member unknown_reference");
        CHECK(say(mine, mine / 1000, R"(,"population":1200000,"population_source":)" + std::to_string(life.source)) == "accepted");
        CHECK(say(mine, mine / 1000, "") == "members.changed_meanwhile");
        const auto after = members::find_member(*store::Db::open(location, store::Access::reader), {mine});
        CHECK(after->population == 1200000);
        CHECK(after->name == before->name);
        CHECK(after->basis == before->basis);
        CHECK(after->member_class == before->member_class);
        CHECK(after->changed_by.value == life.writer.size());
    });
}
