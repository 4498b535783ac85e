// The acts of bodies as people meet them, on both engines.
#include "bodies/bodies.h"

#include "support/bodies.h"

#include <doctest/doctest.h>

using namespace bodies;
using support::json, support::Seated, support::told;

TEST_CASE("A body stands on a decision about bodies or statutes, or on the source that attests it, and on nothing else") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto create = [&](const std::string& ground, const std::string& created = "2010") {
            return life.said("bodies.create", {{"kind", "commission"}, {"name_fr", "A"}, {"name_en", "A"}, {"created", created}}, ground);
        };
        CHECK(create(life.basis) == "accepted");
        CHECK(create(life.decided("body", "2026-09-01")) == "accepted");
        CHECK(create(life.decided("statutes", "2026-09-01")) == "accepted");
        CHECK(create(life.decided("election", "2026-09-01")) == "assembly.about_something_else");
        CHECK(create("decision:999") == "basis unknown_reference");
        CHECK(create("source:999") == "basis unknown_reference");
        CHECK(create("act:1") == "bodies.needs_ground");
        CHECK(create(life.basis, "2026-09-22") == "created date_future");
        CHECK(create("source:999", "2026-09-22") == "created date_future, basis unknown_reference");
    });
}

TEST_CASE("A correction of a body or an office must have seen the last change") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Seated life(network.location());
    const auto body = [&](std::int64_t id, std::int64_t seen) {
        return life.said("bodies.correct", {{"body", id}, {"seen", seen}, {"name_fr", "Bureau exécutif"}, {"name_en", "Executive"}},
                         life.basis);
    };
    CHECK(body(999, 1) == "body unknown_reference");
    CHECK(body(life.bureau, 1) == "bodies.changed_meanwhile");
    CHECK(body(life.bureau, life.bureau / 1000) == "accepted");
    CHECK(body(life.bureau, life.bureau / 1000) == "bodies.changed_meanwhile");
    CHECK(find_body(*life.reader(), {life.bureau})->name_fr == "Bureau exécutif");
    const auto office = [&](std::int64_t id, std::int64_t seen) {
        return life.said("bodies.correct_office",
                         {{"office", id},
                          {"seen", seen},
                          {"name_fr", "Président"},
                          {"name_en", "President"},
                          {"rank", 1},
                          {"way", "elected"},
                          {"holder", "anyone"}},
                         life.basis);
    };
    CHECK(office(999, 1) == "office unknown_reference");
    CHECK(office(life.president, 1) == "bodies.changed_meanwhile");
    CHECK(office(life.president, life.president / 1000) == "accepted");
    CHECK(find_office(*life.reader(), {life.president})->holder == Holder::anyone);
}

TEST_CASE("A mandate is a person, a city and an office from a day on, by a decision to elect that is not later") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto elected = life.decided("election", "2024-05-24");
        const auto open = [&](std::int64_t office, std::int64_t member, std::int64_t person, const std::string& begins,
                              const std::string& from, const std::string& ground) {
            auto text = json({{"office", office}, {"person", person}, {"begins", begins}, {"from", from}});
            if (member) text.replace(text.size() - 1, 1, ",\"member\":" + std::to_string(member) + "}");
            return told(life.say("bodies.open_mandate", text, ground));
        };
        const auto dakar = life.dakar.member, mayor = life.dakar.mayor;
        CHECK(open(999, dakar, mayor, "election", "2024-05-24", elected) == "office unknown_reference");
        CHECK(open(life.president, 999, mayor, "election", "2024-05-24", elected) == "member unknown_reference");
        CHECK(open(life.president, 0, mayor, "election", "2024-05-24", elected) == "member missing");
        CHECK(open(life.president, dakar, 999, "election", "2024-05-24", elected) == "person unknown_reference");
        CHECK(open(life.president, 0, 999, "honour", "2024-05-24", elected)
                  .starts_with("member missing, person unknown_reference, begins bodies_otherwise"));
        CHECK(open(life.president, dakar, mayor, "appointment", "2024-05-24", elected) == "begins bodies_otherwise");
        CHECK(open(life.president, dakar, mayor, "election", "2024-05-23", elected) == "from before_decision");
        CHECK(open(life.president, dakar, mayor, "election", "2024-05-24", life.decided("body", "2024-05-24")) ==
              "assembly.about_something_else");
        CHECK(open(life.president, dakar, life.paris.mayor, "election", "2024-05-24", elected) == "bodies.no_titular");
        CHECK(open(life.president, dakar, mayor, "replacement", "2024-05-24", elected) == "replaces missing");
        CHECK(open(life.president, dakar, mayor, "election", "2009", life.basis) == "bodies.before_membership");
        CHECK(open(life.president, dakar, mayor, "election", "2024-05-24", elected) == "accepted");
        CHECK(open(life.president, dakar, mayor, "election", "2025-05-24", elected) == "bodies.already_holds");
        CHECK(open(life.honour, 0, mayor, "honour", "2025-05-24", life.decided("honour", "2025-05-24")) == "accepted");
        const auto all = mandates_of(*life.reader(), Id<Body>{life.bureau}, 9);
        REQUIRE(all.size() == 2);
        CHECK(all[1].name == "Dakar Exemple");
        CHECK(all[1].member_name == "Dakar");
        CHECK(all[1].basis == elected);
        CHECK_FALSE(all[0].member);
        CHECK(mandates_of(*life.reader(), Id<members::Member>{dakar}).size() == 1);
        CHECK(told(life.say("people.erase_person", json({{"person", mayor}}))) == "accepted");
        CHECK_FALSE(mandates_of(*life.reader(), Id<Body>{life.bureau}, 9)[1].name);
    });
}

TEST_CASE("Nobody takes a seat that somebody holds, and who replaces ends what was held") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto size = [&](std::int64_t office, std::int64_t seats, const std::string& ground, const std::string& from = "2014") {
            return life.said("bodies.set_size", {{"body", life.bureau}, {"office", office}, {"seats", seats}, {"from", from}}, ground);
        };
        CHECK(size(999, 1, life.basis) == "office unknown_reference");
        CHECK(size(life.president, 1, life.basis) == "accepted");
        const auto first = life.seat(life.president, life.dakar, "2020-01-01", life.decided("election", "2020-01-01"));
        const auto elected = life.decided("election", "2022-01-01");
        const auto take = [&](const std::string& begins, std::int64_t replaces, const std::string& from) {
            auto text = json({{"office", life.president},
                              {"member", life.paris.member},
                              {"person", life.paris.mayor},
                              {"begins", begins},
                              {"from", from}});
            if (replaces) text.replace(text.size() - 1, 1, ",\"replaces\":" + std::to_string(replaces) + "}");
            return life.say("bodies.open_mandate", text, elected);
        };
        const auto refused = take("election", 0, "2022-01-01");
        REQUIRE(told(refused) == "bodies.no_seat_free");
        CHECK(refused.error().why.article == life.basis);  // who says how many there are
        CHECK(told(take("election", 999, "2022-01-01")) == "replaces unknown_reference");
        const auto other = life.seat(life.member_office, life.dakar, "2020-01-01", life.basis);
        CHECK(told(take("election", other, "2022-01-01")) == "replaces unknown_reference");
        // An interim stands beside the seat, and no more of them than there are.
        const auto interim = take("interim", first, "2022-01-01");
        REQUIRE(told(interim) == "accepted");
        CHECK_FALSE(find_mandate(*life.reader(), {first})->until);
        CHECK(told(take("interim", first, "2022-01-01")) == "bodies.already_holds");
        CHECK(told(take("replacement", first, "2022-06-01")) == "bodies.already_holds");
        CHECK(told(life.say("bodies.end_mandate", json({{"mandate", interim->first_thing()}, {"until", "2022-06-01"}, {"reason", "term"}}),
                            life.basis)) == "accepted");
        CHECK(told(take("replacement", first, "2022-06-01")) == "accepted");
        const auto ended = find_mandate(*life.reader(), {first});
        CHECK(ended->until->edtf() == "2022-06-01");
        CHECK(ended->reason == Ending::replaced);
        // Fewer seats than people who sit are not decided; a source may say so.
        const auto statutes = life.decided("statutes", "2023-01-01");
        const auto two = life.seat(life.member_office, life.paris, "2022-06-01", life.basis);
        CHECK(two > 0);
        CHECK(size(life.member_office, 1, statutes, "2023-01-01") == "bodies.too_many_sit");
        CHECK(size(life.member_office, 2, statutes, "2023-01-01") == "accepted");
        CHECK(size(life.member_office, 1, life.basis, "2023-01-01") == "accepted");
    });
}

TEST_CASE("A mandate ends once, with its reason, and not by hand where a decision carries itself out") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto elected = life.decided("election", "2020-01-01");
        const auto mandate = life.seat(life.president, life.dakar, "2020-01-01", elected);
        const auto end = [&](std::int64_t id, const char* until, const char* reason, const std::string& ground) {
            return life.said("bodies.end_mandate", {{"mandate", id}, {"until", until}, {"reason", reason}}, ground);
        };
        CHECK(end(999, "2021", "term", elected) == "mandate unknown_reference");
        CHECK(end(mandate, "2019-12-31", "term", elected) == "until before_from");
        CHECK(end(mandate, "2026-09-22", "term", elected) == "until date_future");
        CHECK(end(mandate, "2021", "removal", elected) == "bodies.decision_carries_out");
        CHECK(end(mandate, "2021", "resignation", elected) == "bodies.decision_carries_out");
        CHECK(end(mandate, "2021", "resignation", life.basis) == "accepted");
        CHECK(find_mandate(*life.reader(), {mandate})->reason == Ending::resignation);
        CHECK(told(life.say("bodies.close_mandate", "{}", elected)) == "acts.not_allowed");
        const auto removed = life.seat(life.president, life.paris, "2021-12-31", life.decided("election", "2021-12-31"));
        CHECK(told(life.decision("removal", "2022-01-01", removed, "rejected")) == "accepted");
        CHECK_FALSE(find_mandate(*life.reader(), {removed})->until);
        CHECK(told(life.decision("removal", "2022-01-02", removed)) == "accepted");
        CHECK(find_mandate(*life.reader(), {removed})->reason == Ending::removal);
        CHECK(find_mandate(*life.reader(), {removed})->until->edtf() == "2022-01-02");
        CHECK(told(life.decision("removal", "2022-01-03", removed)) == "accepted, bodies.mandate_ended refused");
        CHECK(end(removed, "2021-12-31", "term", elected) == "bodies.mandate_ended");  // a decision ended it
        CHECK(life.said("bodies.keep_mandate", {{"mandate", removed}}, life.basis) == "bodies.mandate_ended");
    });
}

TEST_CASE("What an annulled decision had opened ends the day it is annulled, and what a body held ends with it") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto elected = life.decided("election", "2020-01-01"), later = life.decided("election", "2020-02-01");
        const auto one = life.seat(life.president, life.dakar, "2020-01-01", elected),
                   other = life.seat(life.member_office, life.paris, "2020-02-01", later);
        CHECK(told(life.decision("annulment", "2021-01-01", std::stoll(elected.substr(9)))) == "accepted");
        CHECK(find_mandate(*life.reader(), {one})->reason == Ending::annulled);
        CHECK(find_mandate(*life.reader(), {one})->until->edtf() == "2021-01-01");
        CHECK_FALSE(find_mandate(*life.reader(), {other})->until);
        const auto end = [&](const char* on) { return life.said("bodies.end", {{"body", life.bureau}, {"on", on}}, life.basis); };
        CHECK(end("2026-09-22") == "on date_future");
        CHECK(end("2020-01-31") == "on bodies_begun_after");  // one sits since the first of February
        CHECK(end("2022-01-01") == "accepted");
        CHECK(end("2022-01-01") == "bodies.body_ended");
        CHECK(find_mandate(*life.reader(), {other})->reason == Ending::body_ended);
        CHECK(life.said("bodies.define_office",
                        {{"body", life.bureau}, {"name_fr", "A"}, {"name_en", "A"}, {"rank", 1}, {"way", "elected"}, {"holder", "anyone"}},
                        life.basis) == "bodies.body_ended");
    });
}

TEST_CASE("An attestation is what a source says of somebody in an office, and can be withdrawn") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto attest = [&](const std::string& more, const std::string& ground) {
            return life.say(
                "bodies.record_attestation",
                "{\"office\":" + std::to_string(life.president) + R"(,"said":"in_office","confidence":"confirmed",)" + more + "}", ground);
        };
        CHECK(told(attest(R"("from":"2014-11-06")", life.basis)) == "holder missing");
        CHECK(told(attest(R"("from":"2014-11-06","holder":"Ada","person":)" + std::to_string(life.dakar.mayor), life.basis)) ==
              "holder bodies_named_twice");
        CHECK(told(attest(R"("from":"2026-09-22","holder":"Ada")", life.basis)) == "from date_future");
        CHECK(told(attest(R"("from":"2014","until":"2013","holder":"Ada")", life.basis)) == "until before_from");
        CHECK(told(attest(R"("from":"2014","until":"2027","holder":"Ada")", life.basis)) == "until date_future");
        CHECK(told(attest(R"("from":"2014","until":"2027","until_is":"announced","holder":"Ada")", life.basis)) == "accepted");
        CHECK(told(attest(R"("from":"2014","until_is":"announced","holder":"Ada")", life.basis)) == "until missing");
        CHECK(told(attest(R"("from":"2014","holder":"Ada","member":999)", life.basis)) == "member unknown_reference");
        CHECK(told(attest(R"("from":"2014","holder":"Ada","differs_from":999)", life.basis)) == "differs_from unknown_reference");
        CHECK(told(attest(R"("from":"2014","holder":"Ada")", life.decided("election", "2014-11-06"))) == "bodies.needs_source");
        CHECK(told(attest(R"("from":"2014","holder":"Ada")", "source:999")) == "basis unknown_reference");
        const auto day = attest(
            R"("from":"2014-11-06","person":)" + std::to_string(life.dakar.mayor) + ",\"member\":" + std::to_string(life.dakar.member),
            life.basis);
        REQUIRE(told(day) == "accepted");
        const auto of_city = attestations_of(*life.reader(), Id<members::Member>{life.dakar.member});
        REQUIRE(of_city.size() == 1);
        CHECK(of_city[0].person_name == "Dakar Exemple");
        CHECK(attestations_of(*life.reader(), Id<Source>{life.source}).size() == 2);
        CHECK(mandates_of(*life.reader(), Id<Body>{life.bureau}, 9).empty());  // never a mandate
        const auto withdraw = [&](std::int64_t id) {
            return life.said("bodies.withdraw_attestation", {{"attestation", id}, {"reason", "Autre personne"}}, "");
        };
        CHECK(withdraw(999) == "attestation unknown_reference");
        CHECK(withdraw(day->first_thing()) == "accepted");
        CHECK(withdraw(day->first_thing()) == "bodies.attestation_withdrawn");
        CHECK(attestations_of(*life.reader(), Id<Source>{life.source}).size() == 1);
    });
}

TEST_CASE("A commission has members and one relay metropolis; a Bureau has offices") {
    support::for_each_engine([](const store::Location& location) {
        Seated life(location);
        const auto group =
            life.made("bodies.create", json({{"kind", "advocacy_group"}, {"name_fr", "Eau"}, {"name_en", "Water"}}), life.basis);
        const auto add = [&](std::int64_t body, std::int64_t member, const char* part, const char* from) {
            return life.said("bodies.add_member", {{"body", body}, {"member", member}, {"part", part}, {"from", from}}, life.basis);
        };
        CHECK(add(life.bureau, life.dakar.member, "member", "2020") == "bodies.no_members");
        CHECK(add(group, 999, "member", "2020") == "member unknown_reference");
        CHECK(add(group, life.dakar.member, "relay", "2020-05-02") == "accepted");
        CHECK(add(group, life.dakar.member, "relay", "2020") == "bodies.already_in");
        CHECK(add(group, life.dakar.member, "member", "2020") == "accepted");
        CHECK(add(group, life.paris.member, "relay", "2020-05-01") == "from before_previous");
        CHECK(add(group, life.paris.member, "relay", "2022-05-01") == "accepted");
        const auto all = belongings_of(*life.reader(), Id<Body>{group});
        REQUIRE(all.size() == 3);
        CHECK((all[1].part == Part::relay && all[1].until->edtf() == "2022-05-01"));  // Dakar, until Paris carries it
        const auto remove = [&](std::int64_t id, const char* until) {
            return life.said("bodies.remove_member", {{"belonging", id}, {"until", until}}, life.basis);
        };
        CHECK(remove(999, "2023") == "belonging unknown_reference");
        CHECK(remove(all[1].id.value, "2023") == "bodies.belonging_ended");
        CHECK(remove(all[0].id.value, "2019") == "until before_from");
        CHECK(remove(all[0].id.value, "2023") == "accepted");
        CHECK(told(life.say("bodies.end", json({{"body", group}, {"on", "2024-01-01"}}), life.basis)) == "accepted");
        CHECK(belongings_of(*life.reader(), Id<Body>{group})[2].until->edtf() == "2024-01-01");
    });
}
