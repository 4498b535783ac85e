// What happened to real networks, played by acts and read as of several days.
#include "bodies/acts.h"
#include "bodies/rules.h"

#include "support/bodies.h"

#include <doctest/doctest.h>

using namespace bodies;
using base::Date;
using support::json, support::Seated, support::told;

namespace {

std::string holders(Seated& life, std::int64_t body, const char* day) {
    std::string all;
    const auto on = *Date::parse(day);
    for (const auto& mandate : mandates_on(*life.reader(), {body}, on))
        if (const auto standing = standing_on(on, mandate.from, mandate.until);
            standing == Standing::certain || standing == Standing::possible)
            all += (all.empty() ? "" : ", ") + mandate.member_name;
    return all;
}

}  // namespace

TEST_CASE("A city is suspended from the Bureau after a coup and taken back nine months later") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto libreville = life.city("Libreville", "GA");
        const auto seat = life.seat(life.member_office, libreville, "2022-11-18", life.decided("election", "2022-11-18"));
        const auto suspend = [&](std::int64_t member, const char* from, const std::string& ground) {
            return life.say("bodies.suspend_seat", json({{"body", life.bureau}, {"member", member}, {"from", from}}), ground);
        };
        CHECK(told(suspend(999, "2023-09-15", life.basis)) == "member unknown_reference");
        CHECK(told(suspend(libreville.member, "2026-09-22", life.basis)) == "from date_future");
        CHECK(told(suspend(libreville.member, "2023-09-15", life.decided("election", "2023-09-15"))) == "assembly.about_something_else");
        // Only a seat that there is: from the day it is taken, or as a source attests.
        CHECK(told(suspend(libreville.member, "2022-11-17", life.basis)) == "bodies.no_seat");
        CHECK(told(suspend(life.paris.member, "2023-09-15", life.basis)) == "bodies.no_seat");
        CHECK(told(suspend(libreville.member, "2009-12-31", life.basis)) == "bodies.before_membership");
        CHECK(life.said("bodies.record_attestation",
                        {{"office", life.member_office},
                         {"holder", "Paris Exemple"},
                         {"member", life.paris.member},
                         {"said", "in_office"},
                         {"from", "2014-11-06"},
                         {"confidence", "confirmed"}},
                        life.basis) == "accepted");
        const auto attested = suspend(life.paris.member, "2023-09-15", life.basis);
        CHECK(told(attested) == "accepted");
        CHECK(life.said("bodies.lift_suspension", {{"suspension", attested->first_thing()}, {"until", "2023-09-15"}}, life.basis) ==
              "accepted");
        const auto suspended = suspend(libreville.member, "2023-09-15", life.decided("body", "2023-09-15"));
        REQUIRE(told(suspended) == "accepted");
        CHECK(told(suspend(libreville.member, "2023-09-16", life.basis)) == "bodies.already_suspended");
        const auto lift = [&](std::int64_t id, const char* until) {
            return life.said("bodies.lift_suspension", {{"suspension", id}, {"until", until}}, life.basis);
        };
        CHECK(lift(999, "2024-05-24") == "suspension unknown_reference");
        CHECK(lift(suspended->first_thing(), "2023-09-14") == "until before_from");
        CHECK(lift(suspended->first_thing(), "2024-05-24") == "accepted");
        CHECK(lift(suspended->first_thing(), "2024-05-24") == "bodies.suspension_ended");
        const auto db = life.reader();
        CHECK_FALSE(find_mandate(*db, {seat})->until);  // it sat no more, and its mandate went on
        const auto all = suspensions_of(*db, Id<Body>{life.bureau});
        REQUIRE(all.size() == 2);
        const auto& first = all[0].member.value == libreville.member ? all[0] : all[1];
        const auto on = [&](const char* day) { return standing_on(*Date::parse(day), first.from, first.until); };
        CHECK(on("2023-09-14") == Standing::not_yet);
        CHECK(on("2023-09-15") == Standing::certain);
        CHECK(on("2024-05-23") == Standing::certain);
        CHECK(on("2024-05-24") == Standing::over);
        CHECK(told(suspend(libreville.member, "2025-01-01", life.basis)) == "accepted");  // it may happen again
    });
}

TEST_CASE("A Secretary general in detention offers to resign, the Bureau refuses, and the mandate goes on") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto general = life.office("Secrétariat général", 2);
        const auto mandate = life.seat(general, life.dakar, "2014-11-06", life.decided("election", "2014-11-06"));
        const auto offer = [&](std::int64_t of, const char* on) {
            return life.said("bodies.offer_resignation", {{"mandate", of}, {"on", on}}, "");
        };
        CHECK(offer(999, "2017-03-20") == "mandate unknown_reference");
        CHECK(offer(mandate, "2014-11-05") == "on before_from");
        CHECK(told(life.decision("resignation", "2017-03-25", mandate, "rejected")) == "accepted, bodies.no_resignation refused");
        CHECK(told(life.decision("resignation", "2017-03-25", mandate)) == "accepted, bodies.no_resignation refused");
        CHECK(offer(mandate, "2017-03-20") == "accepted");
        CHECK(offer(mandate, "2017-03-21") == "bodies.resignation_pending");
        CHECK(told(life.decision("resignation", "2017-03-19", mandate, "rejected")) == "accepted, on before_from refused");
        CHECK(told(life.decision("resignation", "2017-03-25", mandate, "rejected")) == "accepted");
        auto all = resignations_of(*life.reader(), Id<Mandate>{mandate});
        REQUIRE(all.size() == 1);
        CHECK(all[0].answer == Answer::refused);
        CHECK(all[0].answered == Date::parse("2017-03-25"));
        CHECK(all[0].basis.starts_with("decision:"));
        CHECK_FALSE(find_mandate(*life.reader(), {mandate})->until);
        // Another is withdrawn, a third is accepted: only that one ends the mandate.
        CHECK(life.said("bodies.withdraw_resignation", {{"mandate", mandate}, {"on", "2018-01-01"}}, "") == "bodies.no_resignation");
        CHECK(offer(mandate, "2018-01-01") == "accepted");
        CHECK(life.said("bodies.withdraw_resignation", {{"mandate", mandate}, {"on", "2018-01-02"}}, "") == "accepted");
        CHECK(offer(mandate, "2018-02-01") == "accepted");
        CHECK(told(life.decision("resignation", "2018-02-03", mandate)) == "accepted");
        const auto ended = find_mandate(*life.reader(), {mandate});
        CHECK(ended->reason == Ending::resignation);
        CHECK(ended->until->edtf() == "2018-02-03");
        all = resignations_of(*life.reader(), Id<Mandate>{mandate});
        REQUIRE(all.size() == 3);
        CHECK((all[0].answer == Answer::accepted && all[1].answer == Answer::withdrawn));
        CHECK(resignations_of(*life.reader(), Id<Body>{life.bureau}).size() == 3);
        CHECK(offer(mandate, "2018-03-01") == "bodies.mandate_ended");
    });
}

static std::string term(int office_lost) {
    constexpr const char* words[] = {"nothing", "at_once", "next_session"};
    return R"({"place":{"body":"bureau","matter":"any","article_fr":"Statuts, mandats","article_en":"Statutes, terms"},"says":{"years":2,)"
           R"("office_lost":")" +
           std::string(words[office_lost]) + R"(","staggered":"no"}})";
}

TEST_CASE("A mayor who loses the election keeps, loses at once or loses at the next Bureau the function, as the rule says") {
    support::for_each_engine([](const store::Location& location) {
        for (const auto rule : {-1, 0, 1, 2}) {
            CAPTURE(rule);
            const support::FreshNetwork network(location.engine);
            Seated life(network.location());
            if (rule >= 0) life.made("statutes.set_term", term(rule), life.basis);
            const auto elected = life.decided("election", "2024-05-24");
            const auto sits = life.seat(life.member_office, life.dakar, "2024-05-24", elected);
            const auto honour = life.made("bodies.open_mandate",
                                          json({{"office", life.honour},
                                                {"member", life.dakar.member},
                                                {"person", life.dakar.mayor},
                                                {"begins", "honour"},
                                                {"from", "2024-05-24"}}),
                                          life.decided("honour", "2024-05-24"));
            const auto next = life.person("Suivante Exemple");
            const auto named = life.say("members.name_titular", support::titular(life.dakar.member, next, "2025-01-10"), life.basis);
            CHECK(told(named) == "accepted");
            auto mandate = find_mandate(*life.reader(), {sits});
            if (rule == 1) {
                CHECK(mandate->reason == Ending::lost_office);
                CHECK(mandate->until->edtf() == "2025-01-10");
            } else {
                CHECK_FALSE(mandate->until);
                CHECK(mandate->lost_on == (rule == 0 ? std::nullopt : Date::parse("2025-01-10")));
                CHECK(mandate->after_loss == (rule == 2 ? std::optional(AfterLoss::ends_at_next_bureau) : std::nullopt));
            }
            CHECK_FALSE(find_mandate(*life.reader(), {honour})->until);  // nobody has to be a mayor for that
            // The Assembly, or a Bureau before that day, changes nothing; the next Bureau ends what was waiting for it.
            CHECK(told(life.decision("none", "2025-02-01", 0, "adopted", "general_assembly")) == "accepted");
            CHECK(told(life.decision("none", "2025-01-10")) == "accepted");
            CHECK(bool(find_mandate(*life.reader(), {sits})->until) == (rule == 1));
            CHECK(told(life.decision("none", "2025-03-01")) == "accepted");
            mandate = find_mandate(*life.reader(), {sits});
            CHECK(bool(mandate->until) == (rule == 1 || rule == 2));
            if (rule == 2) CHECK(mandate->until->edtf() == "2025-03-01");
            const auto keep = [&] { return life.said("bodies.keep_mandate", {{"mandate", sits}}, life.basis); };
            CHECK(keep() == (rule == -1 ? "accepted" : rule == 0 ? "bodies.not_flagged" : "bodies.mandate_ended"));
            if (rule == -1) CHECK_FALSE(find_mandate(*life.reader(), {sits})->lost_on);
        }
    });
}

TEST_CASE("A function is not lost by who is named again, nor by what happens to another city") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Seated life(network.location());
    life.made("statutes.set_term", term(1), life.basis);
    const auto mandate = life.seat(life.member_office, life.dakar, "2024-05-24", life.decided("election", "2024-05-24"));
    const auto other = life.person("Autre Exemple");
    life.made("members.name_titular", support::titular(life.paris.member, other, "2025-01-10"), life.basis);
    CHECK_FALSE(find_mandate(*life.reader(), {mandate})->until);
    CHECK(told(life.say("members.end_titular", json({{"titular", life.dakar.titular}, {"until", "2025-02-01"}, {"reason", "lost_office"}}),
                        life.basis)) == "accepted");
    CHECK(find_mandate(*life.reader(), {mandate})->until->edtf() == "2025-02-01");
}

TEST_CASE("A Bureau of 28 becomes 30: the twenty-ninth is refused the day before and sits from that day") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Seated life(network.location());
    const auto size = [&](std::int64_t seats, const char* from, const std::string& ground) {
        return life.said("bodies.set_size", {{"body", life.bureau}, {"seats", seats}, {"from", from}}, ground);
    };
    CHECK(size(2, "2014-11-06", life.basis) == "accepted");
    const auto elected = life.decided("election", "2022-11-18"), again = life.decided("election", "2024-05-24");
    life.seat(life.president, life.paris, "2022-11-18", elected);
    life.seat(life.member_office, life.dakar, "2022-11-18", elected);
    const auto third = life.city("Liège", "BE"), fourth = life.city("Genève", "CH");
    const auto take = [&](const Seated::City& city, const char* from, const std::string& ground) {
        return life.said(
            "bodies.open_mandate",
            {{"office", life.member_office}, {"member", city.member}, {"person", city.mayor}, {"begins", "election"}, {"from", from}},
            ground);
    };
    CHECK(take(third, "2022-11-18", elected) == "bodies.no_seat_free");
    CHECK(size(3, "2024-05-24", life.decided("statutes", "2024-05-24")) == "accepted");
    CHECK(take(third, "2024-05-23", elected) == "bodies.no_seat_free");
    CHECK(take(third, "2024-05-24", again) == "accepted");
    CHECK(take(fourth, "2024-05-24", again) == "bodies.no_seat_free");
    // Ex officio and honorary seats are beside them.
    const auto ex_officio = life.office("Secrétaire général de la Francophonie", 30, "ex_officio", "anyone");
    life.made("statutes.set_rule", support::rule(3, "2024-05-24", "", "bureau.seats"), life.decided("statutes", "2024-05-24"));
    CHECK(life.said("bodies.open_mandate",
                    {{"office", ex_officio}, {"person", fourth.mayor}, {"begins", "ex_officio"}, {"from", "2024-05-24"}},
                    "rule:bureau.seats") == "accepted");
    CHECK(holders(life, life.bureau, "2024-05-23") == "Paris, Dakar");
    CHECK(holders(life, life.bureau, "2024-05-24") == "Paris, Dakar, Liège, ");
}

TEST_CASE("A term of two years is expected to end, and does not end by the clock") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Seated life(network.location());
    const auto before = life.seat(life.member_office, life.paris, "2022-11-18", life.decided("election", "2022-11-18"));
    life.made("statutes.set_rule", support::rule(2, "", "", "bureau.term_years"), life.basis);
    const auto mandate = life.seat(life.member_office, life.dakar, "2022-11-18", life.decided("election", "2022-11-18"));
    CHECK(find_mandate(*life.reader(), {mandate})->term_ends == Date::parse("2024-11-18"));
    CHECK_FALSE(find_mandate(*life.reader(), {before})->term_ends);  // no rule said so
    CHECK(holders(life, life.bureau, "2026-09-21") == "Paris, Dakar");
}

TEST_CASE("What a member held, took part in or was suspended from ends when it leaves the association") {
    support::for_each_engine([](const store::Location& location) {
        auto registry = app::registry();
        registry.react<assembly::RecordDecision, [](acts::Consequences& set_off, const assembly::RecordDecision& decision) {
            if (*decision.subject == assembly::Subject::exclusion)
                set_off.then(EndMandatesOfMember{Id<members::Member>{decision.subject_id.value->value}, *decision.date}, "act:1");
        }>();
        Seated life(location, registry);
        const auto mandate = life.seat(life.member_office, life.dakar, "2022-11-18", life.decided("election", "2022-11-18")),
                   other = life.seat(life.member_office, life.paris, "2022-11-18", life.decided("election", "2022-11-18"));
        const auto group = life.made("bodies.create", json({{"kind", "commission"}, {"name_fr", "Eau"}, {"name_en", "Water"}}), life.basis);
        life.made("bodies.add_member", json({{"body", group}, {"member", life.dakar.member}, {"part", "relay"}, {"from", "2022"}}),
                  life.basis);
        life.made("bodies.suspend_seat", json({{"body", life.bureau}, {"member", life.dakar.member}, {"from", "2023"}}), life.basis);
        CHECK(told(life.decision("exclusion", "2025-05-05", 999)) == "subject_id not_decided_about");
        CHECK(told(life.decision("exclusion", "2025-05-05", life.dakar.member)).starts_with("accepted"));
        const auto db = life.reader();
        CHECK(find_mandate(*db, {mandate})->reason == Ending::member_left);
        CHECK(find_mandate(*db, {mandate})->until->edtf() == "2025-05-05");
        CHECK_FALSE(find_mandate(*db, {other})->until);
        CHECK(belongings_of(*db, Id<Body>{group}).at(0).until->edtf() == "2025-05-05");
        CHECK(suspensions_of(*db, Id<Body>{life.bureau}).at(0).until->edtf() == "2025-05-05");
    });
}
