// A network lives through a dozen acts, and its journal proves it, on both engines.
#include "acts/log.h"
#include "acts/verify.h"
#include "app/concert.h"
#include "members/members.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <algorithm>

namespace {

struct Life {
    explicit Life(const store::Location& location)
        : location(location), writer(app::registry(), app::tables(), app::writer_options(location, [this] { return now += 1'000'000; })) {}
    acts::Outcome say(const std::string& act, const std::string& json, const std::string& basis = "",
                      acts::Role role = acts::Role::administrator, const std::string& key = "") {
        return writer.submit(
            {{role == acts::Role::visitor ? "visitor" : "administrator", role, role == acts::Role::visitor ? "visitor" : "secretariat"},
             act,
             json,
             key,
             basis});
    }
    std::int64_t now = 1'790'000'000'000'000;  // 2026-09-21
    store::Location location;
    acts::Writer writer;
};

std::vector<std::string> indexes_of(const store::Location& location) {
    const auto db = store::Db::open(location, store::Access::reader);
    std::vector<std::string> names;
    auto rows = db->ask(location.engine == store::Engine::sqlite
                            ? "SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name"
                            : "SELECT CAST(indexname AS text) FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname");
    while (rows.next()) names.push_back(rows.text(0));
    return names;
}

std::string application(const std::string& name, const std::string& country = "FR", const std::string& mail = "mairie@ville.example.org") {
    return R"({"name":")" + name + R"(","country":")" + country +
           R"(","kind":"city","deliberation":{"name":"d.pdf","media_type":"application/pdf","size":10,"sha256":")" + std::string(64, 'a') +
           R"("},"deliberation_date":"2026-03-01","contact_name":"Claire Exemple","contact_email":")" + mail + R"("})";
}
std::string admission(std::int64_t application) {
    return R"({"body":"general_assembly","date":"2026-09-21","title":"Admission","subject":"admission","subject_id":)" +
           std::to_string(application) + R"(,"result":"adopted"})";
}

}  // namespace

TEST_CASE("a network lives, is verified and rebuilt") {
    support::for_each_engine([](const store::Location& location) {
        Life life(location);
        CHECK(life.say("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})"));
        auto source = life.say("sources.record", R"({"title":"Une page","kind":"web_page"})");
        REQUIRE(source);
        const auto basis = "source:" + std::to_string(source->first_thing());
        auto refused = life.say("members.apply_for_membership", application("Lyon"), "", acts::Role::visitor);
        REQUIRE(!refused);
        CHECK(refused.error().why.code == "statutes.rule_not_set");
        CHECK(life.say("statutes.set_rule", R"({"rule":"members.cities_per_state","value":2,"article_fr":"a","article_en":"b"})", basis));
        auto first = life.say("members.apply_for_membership", application("Lyon"), "", acts::Role::visitor, "key-1");
        REQUIRE(first);
        auto again = life.say("members.apply_for_membership", application("Lyon"), "", acts::Role::visitor, "key-1");
        REQUIRE(again);
        CHECK(again->number == first->number);
        CHECK(again->repeated);
        CHECK(life.say("members.apply_for_membership", application("Nice"), "", acts::Role::visitor, "key-1").error().why.code ==
              "acts.key_used");
        CHECK(life.say("members.apply_for_membership", application("LYON"), "", acts::Role::visitor).error().why.code ==
              "members.already_applied");
        CHECK(life.say("members.apply_for_membership", "{}", "", acts::Role::visitor).error().wrong.size() == 7);
        auto decided = life.say("assembly.record_decision", admission(first->first_thing()), basis);
        REQUIRE(decided);
        CHECK(decided->unexecuted.empty());
        CHECK(life.writer.size() == decided->number.value + 2);
        for (auto name : {"Nice", "Paris"}) {
            auto applied = life.say("members.apply_for_membership", application(name), "", acts::Role::visitor);
            if (std::string(name) == "Paris") {
                CHECK(applied.error().why.code == "members.cap_reached");
                continue;
            }
            REQUIRE(applied);
            CHECK(life.say("assembly.record_decision", admission(applied->first_thing()), basis)->unexecuted.empty());
        }
        auto nothing = life.say("assembly.record_decision", admission(first->first_thing()), basis);
        REQUIRE(nothing);
        CHECK(nothing->unexecuted.at(0).why.code == "members.already_member");
        auto person = life.say("people.register_person", R"({"name":"Zzunique Exemple"})");
        REQUIRE(person);
        auto db = store::Db::open(location, store::Access::reader);
        CHECK(acts::verify(*db, app::registry()) == std::vector<std::string>{});
        for (auto engine : {store::Engine::sqlite, store::Engine::postgresql})
            for (auto mode : {acts::Replay::trust, acts::Replay::prove}) {
                support::FreshNetwork fresh(engine);
                acts::ReplayOptions options;
                options.mode = mode;
                auto rebuilt = app::rebuild(location, fresh.location(), options);
                CHECK(rebuilt.different == std::vector<std::string>{});
                for (auto& difference : rebuilt.replayed.differences) FAIL_CHECK(difference.number.value, " ", difference.what);
                // Indexes that were left for the end are there.
                const auto indexes = indexes_of(fresh.location());
                CHECK(std::ranges::find(indexes, "member_by_change") != indexes.end());
                if (engine == location.engine) CHECK(indexes == indexes_of(location));
            }
        CHECK(life.say("people.erase_person", R"({"person":)" + std::to_string(person->first_thing()) + "}"));
        CHECK(acts::verify(*db, app::registry()) == std::vector<std::string>{});
    });
}
