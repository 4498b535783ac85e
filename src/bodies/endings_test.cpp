// What ends a mandate from outside: a death, a departure, a body that ends, a decision annulled before its day.
#include "base/i18n.h"
#include "bodies/acts.h"
#include "bodies/rules.h"

#include "support/bodies.h"

#include <doctest/doctest.h>

using namespace bodies;
using base::Date, base::PartialDate;
using support::json, support::Seated, support::told;

namespace {

PartialDate at(const char* edtf) { return *PartialDate::parse(edtf); }

// How a refusal reads: its first wrong field, or what it says as a whole.
std::string said(base::Language language, const base::Verdict& verdict) {
    const base::Words words(language);
    if (verdict) return "accepted";
    return verdict.error().wrong.empty() ? sentence(words, verdict.error().why) : sentence(words, verdict.error().wrong.front());
}

struct Chamber : Seated {
    using Seated::Seated;
    std::string ended(std::int64_t mandate) {
        const auto found = find_mandate(*reader(), {mandate});
        return found->until ? std::string(acts::name_of(*found->reason)) + " " + found->until->edtf() : "open";
    }
    // From the fifth of October to the twentieth of November 2025: both are known when it is recorded.
    std::int64_t sat(const City& city, const std::string& ground, std::int64_t office) {
        return made("bodies.open_mandate",
                    json({{"office", office},
                          {"member", city.member},
                          {"person", city.mayor},
                          {"begins", "election"},
                          {"from", "2025-10-05"},
                          {"until", "2025-11-20"}}),
                    ground);
    }
    std::string does(const std::string& act, support::Fields fields) { return said(act, fields, basis); }
    std::string status(const City& city, const char* status, const char* from) {
        return does("members.record_status", {{"member", city.member}, {"status", status}, {"from", from}});
    }
    std::string died(const City& city, const char* on) {
        return does("members.end_titular", {{"titular", city.titular}, {"until", on}, {"reason", "died"}});
    }
    std::string takes(const City& city, const char* from, const std::string& ground, const char* until = nullptr) {
        auto text =
            json({{"office", member_office}, {"member", city.member}, {"person", city.mayor}, {"begins", "election"}, {"from", from}});
        if (until) text.replace(text.size() - 1, 1, ",\"until\":\"" + std::string(until) + "\"}");
        return told(say("bodies.open_mandate", text, ground));
    }
};

}  // namespace

TEST_CASE("No mandate outlasts its body or its city's membership: one that is over by then is recorded with its end") {
    struct Row {
        const char *until, *ended, *left, *expected;
    };
    for (const Row& row : {Row{"", "", "", "accepted"}, Row{"2014", "", "", "accepted"},
                           // the city left on that day
                           Row{"", "", "2014-11-06", "bodies.after_membership"}, Row{"2014-11-06", "", "2014-11-06", "accepted"},
                           Row{"2014-11-07", "", "2014-11-06", "bodies.after_membership"}, Row{"2014", "", "2014-11-06", "accepted"},
                           Row{"2015", "", "2014-11-06", "bodies.after_membership"},
                           // the body ended on that day
                           Row{"", "2014-11-06", "", "bodies.body_ended"}, Row{"2014-11-06", "2014-11-06", "", "accepted"},
                           Row{"2014-11-07", "2014-11-06", "", "bodies.body_ended"}}) {
        CAPTURE(row.until);
        ShownBody body;
        body.name_fr = "Bureau", body.ended = Date::parse(row.ended);
        const MemberTime member{"Exemple", Date::parse("1990-01-01"), Date::parse(row.left)};
        const auto until = *row.until ? std::optional(at(row.until)) : std::nullopt;
        CHECK(told(may_last(until, body, member)) == row.expected);
    }
    CHECK(told(may_last({}, ShownBody(), {})) == "accepted");
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        const auto elected = life.decided("election", "2013-01-01");
        CHECK(life.status(life.dakar, "resigned", "2014-11-06") == "accepted");
        CHECK(life.takes(life.dakar, "2013-01-01", elected) == "bodies.after_membership");
        CHECK(life.takes(life.dakar, "2013-01-01", elected, "2014-11-07") == "bodies.after_membership");
        CHECK(life.takes(life.dakar, "2013-01-01", elected, "2014-11-06") == "accepted");
    });
}

TEST_CASE("What ends a mandate before its first day ends it as it begins") {
    CHECK(end_of(at("2020-05-02"), at("2020-05-02")).edtf() == "2020-05-02");
    CHECK(end_of(at("2020-05-01"), at("2020-05-02")).edtf() == "2020-05-02");
    CHECK(end_of(at("2020"), at("2020-05-02")).edtf() == "2020");
    CHECK(end_of(at("2020-05-02"), at("../2020")).edtf() == "2020-05-02");
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        const auto seat = [&](std::int64_t office, const Seated::City& city) {
            return life.seat(office, city, "2026-10-01", life.decided("election", "2026-09-21"));
        };
        // The election is annulled before the mandate begins.
        const auto elected = life.decided("election", "2026-09-20");
        const auto annulled = life.seat(life.president, life.paris, "2026-10-01", elected);
        CHECK(told(life.decision("annulment", "2026-09-21", std::stoll(elected.substr(9)))) == "accepted");
        CHECK(life.ended(annulled) == "annulled 2026-10-01");
        const auto removed = seat(life.president, life.paris);
        CHECK(told(life.decision("removal", "2026-09-21", removed)) == "accepted");
        CHECK(life.ended(removed) == "removal 2026-10-01");
        // The mayoralty is lost before.
        life.made("statutes.set_term",
                  R"({"place":{"body":"bureau","matter":"any","article_fr":"Statuts, mandats","article_en":"Statutes, terms"},)"
                  R"("says":{"years":2,"office_lost":"at_once","staggered":"no"}})",
                  life.basis);
        const auto lost = seat(life.president, life.paris);
        CHECK(life.does("members.end_titular", {{"titular", life.paris.titular}, {"until", "2026-09-21"}, {"reason", "lost_office"}}) ==
              "accepted");
        CHECK(life.ended(lost) == "lost_office 2026-10-01");
        // The body ends before, and whoever was kept from sitting in it is so no more.
        const auto sits = life.seat(life.president, life.dakar, "2026-09-20", life.decided("election", "2026-09-20"));
        const auto waiting = seat(life.member_office, life.dakar);
        life.made("bodies.suspend_seat", json({{"body", life.bureau}, {"member", life.dakar.member}, {"from", "2026-09-21"}}), life.basis);
        const auto end = [&](const char* on) { return life.say("bodies.end", json({{"body", life.bureau}, {"on", on}}), life.basis); };
        const auto refused = end("2026-09-19");
        REQUIRE(told(refused) == "on bodies_begun_after");
        CHECK(std::get<std::string>(refused.error().wrong.at(0).figures.at(0).value) == "Dakar, Dakar");  // it sits, and is suspended
        CHECK(told(end("2026-09-20")) == "on bodies_begun_after");
        CHECK(told(end("2026-09-21")) == "accepted");
        CHECK(life.ended(sits) == "body_ended 2026-09-21");
        CHECK(life.ended(waiting) == "body_ended 2026-10-01");
        CHECK(suspensions_of(*life.reader(), Id<Body>{life.bureau}).at(0).until->edtf() == "2026-09-21");
    });
}

TEST_CASE("A mayor who dies holds nothing from that day, for whatever city, whether or not a rule says what a lost mayoralty does") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        life.made("statutes.set_term",
                  R"({"place":{"body":"bureau","matter":"any","article_fr":"Statuts, mandats","article_en":"Statutes, terms"},)"
                  R"("says":{"years":2,"office_lost":"nothing","staggered":"no"}})",
                  life.basis);
        const auto sits = life.seat(life.president, life.dakar, "2024-05-24", life.decided("election", "2024-05-24"));
        const auto honour =
            life.made("bodies.open_mandate",
                      json({{"office", life.honour}, {"person", life.dakar.mayor}, {"begins", "honour"}, {"from", "2024-05-24"}}),
                      life.decided("honour", "2024-05-24"));
        const auto other = life.seat(life.member_office, life.paris, "2024-05-24", life.decided("election", "2024-05-24"));
        CHECK(life.died(life.dakar, "2026-09-20") == "accepted");
        CHECK(life.ended(sits) == "death 2026-09-20");
        CHECK(life.ended(honour) == "death 2026-09-20");
        CHECK(life.ended(other) == "open");
    });
}

TEST_CASE("A departure that was struck out and is stated again ends what was opened in between") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        CHECK(life.status(life.dakar, "resigned", "2026-09-01") == "accepted");
        const auto strike = [&](const char* act, std::int64_t stated) {
            return life.does(act, {{"member", life.dakar.member}, {"stated", stated}, {"reason", "Mauvaise fiche"}});
        };
        const auto stated = std::int64_t(life.writer.size());
        CHECK(strike("members.strike_status", stated) == "accepted");
        const auto mandate = life.seat(life.president, life.dakar, "2026-09-10", life.decided("election", "2026-09-10"));
        CHECK(strike("members.restore_status", stated) == "accepted");
        CHECK(life.ended(mandate) == "member_left 2026-09-10");
    });
}

TEST_CASE("A decided number of seats is enough for those who are to sit later, until another number stands") {
    const auto time = [](const char* from, const char* to) { return base::Interval{Date::parse(from), Date::parse(to)}; };
    const std::vector<base::Interval> held{time("2020-01-01", ""), time("2020-01-01", "2026-12-31"), time("2027-01-01", "")};
    const auto may = [&](std::int64_t seats, const char* from, const std::vector<Size>& sizes = {}) {
        return told(may_have_seats({Date::parse(from), seats, {}}, *Date::parse(from), held, sizes));
    };
    CHECK(may(2, "2026-09-21") == "accepted");
    CHECK(may(1, "2026-09-21") == "bodies.too_many_sit");
    CHECK(may(1, "2026-12-31") == "bodies.too_many_sit");  // one sits that day, two from the first of January
    CHECK(may(1, "2026-12-31", {{Date::parse("2027-01-01"), 2, {}}}) == "accepted");
    const auto told_of = [&](base::Language language, std::vector<base::Interval> all, std::int64_t seats) {
        return said(language, may_have_seats({Date::parse("2026-09-21"), seats, {}}, *Date::parse("2026-09-21"), all, {}));
    };
    CHECK(told_of(base::Language::fr, held, 1) == "2 mandats sont en cours le 21 septembre 2026 : il ne peut y avoir un seul siège.");
    CHECK(told_of(base::Language::en, held, 1) == "2 mandates are in force on 21 September 2026: there cannot be only one seat.");
    const std::vector<base::Interval> three(3, time("2020-01-01", ""));
    CHECK(told_of(base::Language::fr, three, 2) == "3 mandats sont en cours le 21 septembre 2026 : il ne peut y avoir 2 sièges.");
    CHECK(told_of(base::Language::en, three, 2) == "3 mandates are in force on 21 September 2026: there cannot be 2 seats.");
    CHECK(may(1, "2026-12-31", {{Date::parse("2027-01-02"), 2, {}}}) == "bodies.too_many_sit");
    const support::FreshNetwork network(store::Engine::sqlite);
    Chamber life(network.location());
    life.seat(life.member_office, life.paris, "2026-10-01", life.decided("election", "2026-09-21"));
    life.seat(life.member_office, life.dakar, "2026-11-01", life.decided("election", "2026-09-21"));
    const auto size = [&](std::int64_t seats) {
        return life.said("bodies.set_size", {{"body", life.bureau}, {"seats", seats}, {"from", "2026-09-21"}},
                         life.decided("statutes", "2026-09-21"));
    };
    CHECK(size(1) == "bodies.too_many_sit");
    CHECK(size(2) == "accepted");
}

TEST_CASE("Only a city that belongs takes part in a commission, or is kept from sitting") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        const auto commission =
            life.made("bodies.create", json({{"kind", "commission"}, {"name_fr", "Climat"}, {"name_en", "Climate"}}), life.basis);
        const auto join = [&](const Seated::City& city) {
            return life.does("bodies.add_member",
                             {{"body", commission}, {"member", city.member}, {"part", "member"}, {"from", "2026-09-21"}});
        };
        CHECK(join(life.dakar) == "accepted");
        // Learned late, the departure ends what began after it as it began.
        CHECK(life.status(life.dakar, "resigned", "2026-09-01") == "accepted");
        CHECK(belongings_of(*life.reader(), Id<Body>{commission}).at(0).until->edtf() == "2026-09-21");
        CHECK(join(life.dakar) == "bodies.after_membership");
        CHECK(join(life.paris) == "accepted");
        CHECK(life.does("bodies.suspend_seat", {{"body", life.bureau}, {"member", life.dakar.member}, {"from", "2026-09-21"}}) ==
              "bodies.after_membership");
    });
}

TEST_CASE("A body ends after whoever is known to sit in it has begun; what is to begin later never does") {
    const Names dakar{"Dakar", "Dakar"}, chair{"Présidence", "Chair"};
    const auto end = [](const char* on, std::vector<Begun> begun) {
        return told(nobody_begins_after(*Date::parse(on), *Date::parse("2026-09-21"), begun));
    };
    CHECK(end("2020-01-01", {}) == "accepted");
    CHECK(end("2020-01-01", {{dakar, at("2020-01-01")}}) == "accepted");
    CHECK(end("2020-01-01", {{dakar, at("2020-01-02")}}) == "on bodies_begun_after");
    CHECK(end("2020-01-01", {{dakar, at("2020")}}) == "accepted");  // perhaps on the first of January
    CHECK(end("2020-01-01", {{dakar, at("2026-09-21")}}) == "on bodies_begun_after");
    CHECK(end("2020-01-01", {{dakar, at("2026-09-22")}}) == "accepted");
    const std::vector<Begun> seven(7, {dakar, at("2021-01-01")});
    const auto refused = nobody_begins_after(*Date::parse("2020-01-01"), *Date::parse("2026-09-21"), seven);
    CHECK(refused.error().wrong.at(0).figures == std::vector<base::Figure>{{"who_fr", "Dakar, Dakar, Dakar, Dakar, Dakar"},
                                                                           {"who_en", "Dakar, Dakar, Dakar, Dakar, Dakar"},
                                                                           {"others", std::int64_t(2)},
                                                                           {"last", Date{2021, 1, 1}}});
    const auto also =
        nobody_begins_after(*Date::parse("2020-01-01"), *Date::parse("2026-09-21"), {{dakar, at("2021-01-01")}, {chair, at("2021-01-01")}});
    CHECK(said(base::Language::fr, also).contains("Dakar, Présidence"));
    CHECK(said(base::Language::en, also).contains("Dakar, Chair"));
}

TEST_CASE("Nobody holds an office after their death") {
    const auto may = [](const char* from, const char* until, const char* died) {
        const auto maybe = [](const char* edtf) { return *edtf ? std::optional(at(edtf)) : std::nullopt; };
        return told(may_hold(at(from), maybe(until), maybe(died)));
    };
    CHECK(may("2020", "", "") == "accepted");
    CHECK(may("2020", "", "2024-05-02") == "bodies.holder_died");
    CHECK(may("2020", "2024-05-02", "2024-05-02") == "accepted");
    CHECK(may("2020", "2024-05-03", "2024-05-02") == "bodies.holder_died");
    CHECK(may("2024-05-03", "2024-05-03", "2024-05-02") == "bodies.holder_died");
    CHECK(may("2020", "2024", "2024-05-02") == "accepted");  // perhaps that day
    // The day is told as it is known.
    CHECK(said(base::Language::fr, may_hold(at("2018"), {}, at("2019"))) ==
          "Le décès de cette personne est consigné (2019) : un mandat ne va pas au-delà.");
    CHECK(said(base::Language::en, may_hold(at("2018"), {}, at("2019-05-02"))) ==
          "The death of this person is recorded (2 May 2019): no mandate goes beyond that.");
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        const auto elected = life.decided("election", "2013-01-01");
        const auto honour = [&] {
            return life.said("bodies.open_mandate",
                             {{"office", life.honour}, {"person", life.dakar.mayor}, {"begins", "honour"}, {"from", "2026-09-21"}},
                             life.decided("honour", "2026-09-21"));
        };
        CHECK(life.died(life.dakar, "2026-09-20") == "accepted");
        CHECK(honour() == "bodies.holder_died");
        CHECK(life.takes(life.dakar, "2013-01-01", elected) == "bodies.holder_died");
        CHECK(life.takes(life.dakar, "2013-01-01", elected, "2026-09-20") == "accepted");
        // Of whom only the end of a mandate says it, too.
        const auto seat = life.seat(life.member_office, life.paris, "2013-01-01", elected);
        CHECK(life.does("bodies.end_mandate", {{"mandate", seat}, {"until", "2020-01-01"}, {"reason", "death"}}) == "accepted");
        CHECK(life.takes(life.paris, "2021-01-01", life.decided("election", "2021-01-01")) == "bodies.holder_died");
    });
}

TEST_CASE("A death that ended an office of before, learned late, ends what the person was known to hold since") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        const auto person = life.person("Ada Exemple");
        const auto honoured = life.made("bodies.open_mandate",
                                        json({{"office", life.honour}, {"person", person}, {"begins", "honour"}, {"from", "2008-05-02"}}),
                                        life.decided("honour", "2008-05-02"));
        CHECK(life.ended(honoured) == "open");
        auto former = support::titular(life.dakar.member, person, "2001");
        former.back() = ',';
        CHECK(told(life.say("members.record_former_titular", former + R"("until":"2010-06-01","reason":"died"})", life.basis)) ==
              "accepted");
        CHECK(life.ended(honoured) == "death 2010-06-01");
    });
}

TEST_CASE("The end of a mandate that was recorded wrongly is recorded again, or taken back, unless its place was taken") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        CHECK(life.does("bodies.set_size", {{"body", life.bureau}, {"office", life.member_office}, {"seats", 1}, {"from", "2010"}}) ==
              "accepted");
        const auto seat = life.seat(life.member_office, life.dakar, "2020-01-01", life.decided("election", "2020-01-01"));
        const auto end = [&](const char* until, const char* reason) {
            return life.does("bodies.end_mandate", {{"mandate", seat}, {"until", until}, {"reason", reason}});
        };
        const auto keep = [&] { return life.does("bodies.keep_mandate", {{"mandate", seat}}); };
        CHECK(keep() == "bodies.not_flagged");
        CHECK(end("2023-01-01", "death") == "accepted");
        CHECK(end("2024-01-01", "term") == "accepted");
        CHECK(life.ended(seat) == "term 2024-01-01");
        CHECK(keep() == "accepted");
        CHECK(life.ended(seat) == "open");
        CHECK(end("2022-01-01", "term") == "accepted");
        CHECK(life.takes(life.paris, "2023-01-01", life.decided("election", "2023-01-01")) == "accepted");
        CHECK(keep() == "bodies.no_seat_free");
        CHECK(end("2023-01-02", "term") == "bodies.no_seat_free");
        CHECK(end("2023-01-01", "term") == "accepted");
        CHECK(life.ended(seat) == "term 2023-01-01");
    });
}

TEST_CASE("A resignation accepted or a removal that is annulled ended nothing, unless the place was taken meanwhile") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        CHECK(life.does("bodies.set_size", {{"body", life.bureau}, {"office", life.member_office}, {"seats", 1}, {"from", "2010"}}) ==
              "accepted");
        const auto seat = life.seat(life.member_office, life.dakar, "2020-01-01", life.decided("election", "2020-01-01"));
        const auto annul = [&](const acts::Outcome& decision) {
            return told(life.decision("annulment", "2024-01-01", decision->first_thing()));
        };
        CHECK(life.said("bodies.offer_resignation", {{"mandate", seat}, {"on", "2022-01-01"}}, "") == "accepted");
        const auto accepts = life.decision("resignation", "2023-01-01", seat);
        CHECK(life.ended(seat) == "resignation 2023-01-01");
        CHECK(annul(accepts) == "accepted");
        CHECK(life.ended(seat) == "open");
        CHECK_FALSE(resignations_of(*life.reader(), Id<Mandate>{seat}).at(0).answer);  // it awaits one again
        const auto removes = life.decision("removal", "2023-01-01", seat);
        CHECK(life.ended(seat) == "removal 2023-01-01");
        CHECK(annul(removes) == "accepted");
        CHECK(life.ended(seat) == "open");
        // Another has come.
        const auto again = life.decision("removal", "2023-02-01", seat);
        CHECK(life.takes(life.paris, "2023-03-01", life.decided("election", "2023-03-01")) == "accepted");
        CHECK(annul(again) == "accepted");
        CHECK(life.ended(seat) == "removal 2023-02-01");
        CHECK(find_mandate(*life.reader(), {seat})->end_annulled_by);
        const auto waiting = mandates_to_establish(*life.reader(), 10);
        REQUIRE(waiting.size() == 1);
        CHECK(waiting[0].id.value == seat);
        // The secretariat establishes what became of it.
        CHECK(life.does("bodies.keep_mandate", {{"mandate", seat}}) == "bodies.no_seat_free");
        CHECK(life.does("bodies.end_mandate", {{"mandate", seat}, {"until", "2023-03-01"}, {"reason", "term"}}) == "accepted");
        CHECK_FALSE(find_mandate(*life.reader(), {seat})->end_annulled_by);
        CHECK(mandates_to_establish(*life.reader(), 10).empty());
        support::FreshNetwork fresh(location.engine);
        CHECK(app::rebuild(location, fresh.location(), {}).different == std::vector<std::string>{});
    });
}

TEST_CASE("Who takes the place of another serves what is left of their term") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        life.made("statutes.set_rule", support::rule(2, "", "", "bureau.term_years"), life.basis);
        const auto first = life.seat(life.member_office, life.dakar, "2024-05-24", life.decided("election", "2024-05-24"));
        const auto ground = life.decided("election", "2025-01-01");
        const auto takes = [&](const char* begins, const char* from) {
            const auto text = json({{"office", life.member_office},
                                    {"member", life.paris.member},
                                    {"person", life.paris.mayor},
                                    {"begins", begins},
                                    {"replaces", first},
                                    {"from", from}});
            const auto id = life.made("bodies.open_mandate", text, ground);
            return std::pair(id, find_mandate(*life.reader(), {id})->term_ends);
        };
        CHECK(find_mandate(*life.reader(), {first})->term_ends == Date::parse("2026-05-24"));
        const auto [interim, ends] = takes("interim", "2025-01-01");
        CHECK(ends == Date::parse("2026-05-24"));
        CHECK(life.does("bodies.end_mandate", {{"mandate", interim}, {"until", "2025-02-01"}, {"reason", "term"}}) == "accepted");
        CHECK(takes("replacement", "2025-02-01").second == Date::parse("2026-05-24"));
    });
}

TEST_CASE("What something ends that day ends then although a later end was known; what had ended by then, or may have, stays") {
    struct Row {
        const char *on, *from, *until;
        bool outlasts;
    };
    for (const Row& row : {
             Row{"2025-10-15", "2025-10-05", "", true},
             Row{"2025-10-15", "2025-10-05", "2025-11-20", true},
             Row{"2025-10-15", "2025-10-05", "2025-10-16", true},
             Row{"2025-10-15", "2025-10-05", "2025-10-15", false},
             Row{"2025-10-15", "2025-10-05", "2025-10-14", false},
             Row{"2025-10-15", "2025-10-05", "2025-10", false},  // perhaps by that day
             Row{"2025-10-15", "2025-10-05", "2025-11", true},
             Row{"2025", "2024", "2025-12-31", false},
             Row{"2025", "2024", "2026-01-01", true},
             Row{"2025-10-15", "2025-10-05", "../2030", false},
             // Of one that begins later nothing is left.
             Row{"2025-10-01", "2025-10-05", "2025-10-06", true},
             Row{"2025-10-01", "2025-10-05", "2025-10-05", false},
             Row{"2012-05-02", "2014", "2014-11-06", true},
             Row{"2012-05-02", "2014", "2014", false},
             Row{"2014-05-02", "2014", "2014-05-02", false},  // it may have begun by then
         }) {
        CAPTURE(row.on);
        CAPTURE(row.until);
        const auto until = *row.until ? std::optional(at(row.until)) : std::nullopt;
        CHECK(outlasts(at(row.on), at(row.from), until) == row.outlasts);
        if (const auto day = Date::parse(row.on)) CHECK(ends_with_membership(*day, at(row.from), until) == row.outlasts);
    }
    CHECK(ends_with_membership({}, at("2014"), {}));  // its card was a mistake: who sat there sat there
    CHECK_FALSE(ends_with_membership({}, at("2014"), at("2017")));
}

TEST_CASE("An annulled election, a departure, a death and the end of the body end a mandate whose later end was known") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        const auto elected = life.decided("election", "2025-10-01"), other = life.decided("election", "2025-10-01");
        const auto annulled = life.sat(life.dakar, elected, life.president), stays = life.sat(life.paris, other, life.member_office);
        const auto annul = [&](const std::string& of, const char* on) {
            return told(life.decision("annulment", on, std::stoll(of.substr(9))));
        };
        CHECK(annul(elected, "2025-10-15") == "accepted");
        CHECK(life.ended(annulled) == "annulled 2025-10-15");
        CHECK(annul(other, "2025-11-20") == "accepted");
        CHECK(life.ended(stays) == "not_stated 2025-11-20");
        // It is not stated again past that day, and neither is one that had ended before.
        const auto end = [&](std::int64_t mandate, const char* until) {
            return life.does("bodies.end_mandate", {{"mandate", mandate}, {"until", until}, {"reason", "term"}});
        };
        CHECK(end(annulled, "2025-11-20") == "bodies.mandate_ended");
        CHECK(end(stays, "2025-11-21") == "assembly.annulled");
        CHECK(life.does("bodies.keep_mandate", {{"mandate", stays}}) == "assembly.annulled");
        CHECK(end(stays, "2025-11-19") == "accepted");
        // A departure: mandates, parts in commissions and suspensions.
        const auto ground = life.decided("election", "2025-10-01");
        const auto thies = life.city("Thiès", "SN"), lyon = life.city("Lyon", "FR"), namur = life.city("Namur", "BE");
        const auto left = life.sat(thies, ground, life.member_office);
        const auto commission =
            life.made("bodies.create", json({{"kind", "commission"}, {"name_fr", "Climat"}, {"name_en", "Climate"}}), life.basis);
        const auto part = life.made(
            "bodies.add_member", json({{"body", commission}, {"member", thies.member}, {"part", "member"}, {"from", "2025"}}), life.basis);
        const auto kept =
            life.made("bodies.suspend_seat", json({{"body", life.bureau}, {"member", thies.member}, {"from", "2025-10-05"}}), life.basis);
        CHECK(life.does("bodies.remove_member", {{"belonging", part}, {"until", "2026-02-01"}}) == "accepted");
        CHECK(life.does("bodies.lift_suspension", {{"suspension", kept}, {"until", "2026-02-01"}}) == "accepted");
        CHECK(life.status(thies, "resigned", "2025-10-20") == "accepted");
        CHECK(life.ended(left) == "member_left 2025-10-20");
        CHECK(belongings_of(*life.reader(), Id<Body>{commission}).at(0).until->edtf() == "2025-10-20");
        CHECK(suspensions_of(*life.reader(), Id<Body>{life.bureau}).at(0).until->edtf() == "2025-10-20");
        // A death.
        const auto died = life.sat(lyon, ground, life.member_office);
        CHECK(life.died(lyon, "2025-10-25") == "accepted");
        CHECK(life.ended(died) == "death 2025-10-25");
        // Of a mandate whose end is known by its year, and that began later, nothing is left.
        const auto rennes = life.city("Rennes", "FR");
        const auto never = life.seat(life.member_office, rennes, "2025-10-05", ground);
        CHECK(end(never, "2025") == "accepted");
        CHECK(life.died(rennes, "2025-10-01") == "accepted");
        CHECK(life.ended(never) == "death 2025-10-05");
        // The body itself; nobody who sat in it began later.
        const auto last = life.sat(namur, ground, life.member_office);
        const auto body_ends = [&](const char* on) { return life.does("bodies.end", {{"body", life.bureau}, {"on", on}}); };
        CHECK(body_ends("2025-10-04") == "on bodies_begun_after");
        CHECK(body_ends("2025-11-01") == "accepted");
        CHECK(life.ended(last) == "body_ended 2025-11-01");
        CHECK(life.ended(died) == "death 2025-10-25");
        CHECK(life.ended(left) == "member_left 2025-10-20");
        support::FreshNetwork fresh(location.engine);
        CHECK(app::rebuild(location, fresh.location(), {}).different == std::vector<std::string>{});
    });
}

TEST_CASE("A removal that is annulled brings nothing back past a death, or past the annulment of what had opened the mandate") {
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        const auto elected = life.decided("election", "2025-10-01");
        const auto first = life.seat(life.president, life.dakar, "2025-10-05", elected),
                   second = life.seat(life.member_office, life.paris, "2025-10-05", life.decided("election", "2025-10-01"));
        const auto annul = [&](std::int64_t of, const char* on) { return told(life.decision("annulment", on, of)); };
        // The election is annulled before the removal: the removal ended nothing, and nothing goes on.
        const auto removes = life.decision("removal", "2025-11-20", first);
        CHECK(annul(std::stoll(elected.substr(9)), "2025-10-15") == "accepted");
        CHECK(life.ended(first) == "annulled 2025-10-15");
        CHECK(annul(removes->first_thing(), "2025-12-01") == "accepted");
        CHECK(life.ended(first) == "annulled 2025-10-15");
        // The death comes after the removal: what goes on would outlast it.
        const auto also = life.decision("removal", "2025-11-20", second);
        CHECK(life.died(life.paris, "2026-01-01") == "accepted");
        CHECK(life.ended(second) == "removal 2025-11-20");
        CHECK(annul(also->first_thing(), "2026-02-01") == "accepted");
        CHECK(life.ended(second) == "removal 2025-11-20");
        CHECK(find_mandate(*life.reader(), {second})->end_annulled_by);
        CHECK(life.does("bodies.keep_mandate", {{"mandate", second}}) == "bodies.holder_died");
        CHECK(life.does("bodies.end_mandate", {{"mandate", second}, {"until", "2026-01-01"}, {"reason", "death"}}) == "accepted");
    });
}

TEST_CASE("A resignation is accepted on the day it was offered or later") {
    CHECK(told(may_accept({2026, 6, 9}, at("2026-06-08"))) == "bodies.before_offer");
    CHECK(told(may_accept({2026, 6, 9}, at("2026-06-09"))) == "accepted");
    CHECK(said(base::Language::en, may_accept({2026, 6, 9}, at("2026-06-08"))) ==
          "The resignation was offered on 9 June 2026: a decision of 8 June 2026 cannot have accepted it.");
    support::for_each_engine([](const store::Location& location) {
        Chamber life(location);
        const auto elected = life.decided("election", "2026-06-01");
        const auto seat = life.seat(life.president, life.dakar, "2026-06-01", elected),
                   begun = life.seat(life.member_office, life.paris, "2026-06-09", elected);
        for (const auto mandate : {seat, begun})
            CHECK(life.said("bodies.offer_resignation", {{"mandate", mandate}, {"on", "2026-06-09"}}, "") == "accepted");
        CHECK(told(life.decision("resignation", "2026-06-08", seat)) == "accepted, bodies.before_offer refused");
        CHECK(told(life.decision("resignation", "2026-06-08", begun)) == "accepted, bodies.before_offer refused");  // on its first day
        CHECK(life.ended(seat) == "open");
        CHECK(told(life.decision("resignation", "2026-06-09", seat)) == "accepted");
        CHECK(life.ended(seat) == "resignation 2026-06-09");
    });
}
