// Bad input and bad days of an association: what has happened to networks, or will. Each is answered in words, in French and in English,
// with the article it stands on where the statutes have one, and on both engines. What the rules say is tested beside the rules.
#include "admissions/admissions.h"
#include "bodies/acts.h"
#include "bodies/on_day.h"
#include "statutes/statutes.h"
#include "support/bodies.h"
#include "web/site.h"

#include <doctest/doctest.h>

using support::json, support::told;

namespace {

constexpr const char* today = "2026-09-21";

class Days : public support::Seated {
public:
    using Seated::Seated;

    // An answer as people read it: « article : sentence », French, then English. Accepted without a remark, it is empty.
    std::string read(const acts::Outcome& outcome) {
        std::string both;
        for (const auto language : {base::Language::fr, base::Language::en}) {
            const auto& words = web::words_of(language);
            both += both.empty() ? "" : " | ";
            if (!outcome) both += read(words, outcome.error());
            else
                for (const auto& refusal : outcome->unexecuted) both += read(words, refusal);
        }
        return both == " | " ? "" : plain(both);
    }
    std::string decides(const std::string& subject, std::int64_t thing, const std::string& day) {
        return read(decision(subject, day, thing, "adopted", "general_assembly"));
    }
    acts::Outcome records(const std::string& name, const std::string& country, const std::string& more = "") {
        auto text = support::member(name, source, country);
        text.replace(text.size() - 1, 1, more + "}");
        return say("members.record", text, basis);
    }
    std::string seen(std::int64_t member) { return std::to_string(members::find_member(*reader(), {member})->changed_by.value); }
    std::int64_t cities(const std::string& country) { return members::cities_of_state(*reader(), country); }
    std::string standing(std::int64_t member) { return std::string(acts::name_of(members::find_member(*reader(), {member})->status)); }
    std::string ended(std::int64_t mandate) {
        const auto found = bodies::find_mandate(*reader(), {mandate});
        return found->until ? std::string(acts::name_of(*found->reason)) + " " + found->until->edtf() : "open";
    }

private:
    // Spaces that do not break are read as spaces.
    static std::string plain(std::string text) {
        for (const std::string narrow : {"\u00a0", "\u202f"})
            for (auto at = text.find(narrow); at != text.npos; at = text.find(narrow)) text.replace(at, narrow.size(), " ");
        return text;
    }
    std::string read(const base::Words& words, const base::Refusal& refusal) {
        std::string all;
        for (const auto& wrong : refusal.wrong) all += (all.empty() ? "" : " ") + base::sentence(words, wrong);
        if (!refusal.wrong.empty()) return all;
        const auto cited = statutes::cited(*reader(), refusal.why.article, *base::Date::parse(today));
        const bool french = words.language() == base::Language::fr;
        return (cited ? (french ? cited->fr + " : " : cited->en + ": ") : "") + base::sentence(words, refusal.why);
    }
};

// Once on each engine, from the same beginning: Paris and Dakar are members, and have a Bureau.
void on_both_engines(const std::function<void(Days&)>& day) {
    support::for_each_engine([&](const store::Location& location) {
        Days life(location);
        day(life);
    });
}

}  // namespace

TEST_CASE("Two cities of one name in a State are both members once it is said which is which") {
    on_both_engines([](Days& life) {
        const auto first = life.records("Saint-Denis", "FR")->first_thing();
        CHECK(life.read(life.records("SAINT DENIS", "FR")) ==
              "SAINT DENIS est déjà au registre des membres de ce pays. | SAINT DENIS is already in the register of members of this "
              "country.");
        const auto other = ",\"distinct_from\":" + std::to_string(first);
        CHECK(life.read(life.records("Saint-Denis", "FR", other)) ==
              "Ce champ est nécessaire. | This field is needed.");  // which one it is
        CHECK(life.read(life.records("Saint-Denis", "FR", other + R"(,"name_note":"La Réunion")")).empty());
        CHECK(life.cities("FR") == 3);
        // In another State nobody takes one for the other.
        CHECK(life.read(life.records("Saint-Denis", "BE")).empty());
    });
}

TEST_CASE("A city that changes country counts in the other from that day, and not over again") {
    on_both_engines([](Days& life) {
        const auto change = [&](const std::string& country, const std::string& on) {
            return life.read(life.say("members.change_country",
                                      "{\"member\":" + std::to_string(life.dakar.member) + ",\"seen\":" + life.seen(life.dakar.member) +
                                          ",\"country\":\"" + country + "\",\"on\":\"" + on + "\"}",
                                      life.basis));
        };
        CHECK(change("GM", "2026-09-22") == "Indiquez une date qui n’est pas dans l’avenir. | Give a date that is not in the future.");
        CHECK(change("GM", "1982-02-01").empty());
        CHECK((life.cities("SN") == 0 && life.cities("GM") == 1));
        CHECK(change("SN", "1982-01-31") ==
              "Indiquez une date après le 1er février 1982, dernier changement connu. | Give a date after 1 February 1982, the last change "
              "known.");
        CHECK(change("SN", "1989-09-30").empty());
        CHECK((life.cities("SN") == 1 && life.cities("GM") == 0));
    });
}

TEST_CASE("A mayor who dies the day before sits no more: the mandate ends that day, by death, and another takes the place") {
    on_both_engines([](Days& life) {
        const auto seat = life.seat(life.president, life.dakar, "2024-05-24", life.decided("election", "2024-05-24"));
        const auto dies = [&](const char* on) {
            return life.read(
                life.say("members.end_titular", json({{"titular", life.dakar.titular}, {"until", on}, {"reason", "died"}}), life.basis));
        };
        CHECK(dies("2026-09-22") == "Indiquez une date qui n’est pas dans l’avenir. | Give a date that is not in the future.");
        CHECK(dies("2026-09-20").empty());
        CHECK(life.ended(seat) == "death 2026-09-20");
        const auto elected = life.decided("election", today);
        const auto open = [&](std::int64_t person) {
            return life.say("bodies.open_mandate",
                            json({{"office", life.president},
                                  {"member", life.dakar.member},
                                  {"person", person},
                                  {"begins", "election"},
                                  {"from", today}}),
                            elected);
        };
        CHECK(life.read(open(life.dakar.mayor)) ==
              "Le décès de cette personne est consigné (20 septembre 2026) : un mandat ne va pas au-delà. | "
              "The death of this person is recorded (20 September 2026): no mandate goes beyond that.");
        const auto next = life.person("Suivante Exemple");
        CHECK(told(life.say("members.name_titular", support::titular(life.dakar.member, next, "2026-09-20"), life.basis)) == "accepted");
        CHECK(life.read(open(next)).empty());
    });
}

TEST_CASE("A mandate begins no earlier than its city was a member, and lasts no longer") {
    on_both_engines([](Days& life) {
        const auto late =
            life.say("members.record", support::member("Liège", life.source, "BE", "city", "active", "2020-05-02"), life.basis);
        const auto mayor = life.person("Bourgmestre Exemple");
        life.made("members.name_titular", support::titular(late->first_thing(), mayor, "2012"), life.basis);
        const auto opens = [&](const char* from) {
            return life.read(life.say("bodies.open_mandate",
                                      json({{"office", life.member_office},
                                            {"member", late->first_thing()},
                                            {"person", mayor},
                                            {"begins", "election"},
                                            {"from", from}}),
                                      life.decided("election", "2019-01-01")));
        };
        CHECK(opens("2020-05-01") ==
              "Liège est membre depuis le 2 mai 2020 au plus tôt : un mandat ne commence pas avant. | Liège has been a member since 2 May "
              "2020 at the earliest: no mandate begins before.");
        CHECK(opens("2020-05-02").empty());
        CHECK(told(life.say("members.record_status", json({{"member", life.paris.member}, {"status", "resigned"}, {"from", "2026-09-01"}}),
                            life.basis)) == "accepted");
        const auto after = life.say("bodies.open_mandate",
                                    json({{"office", life.member_office},
                                          {"member", life.paris.member},
                                          {"person", life.paris.mayor},
                                          {"begins", "election"},
                                          {"from", "2026-08-01"}}),
                                    life.basis);
        CHECK(life.read(after) ==
              "Paris n’est plus membre depuis le 1er septembre 2026. | Paris has not been a member since 1 September 2026.");
    });
}

TEST_CASE("A decision annulled by a later one carries nothing any more: the member, the mandate and the rule it made go with it") {
    on_both_engines([](Days& life) {
        life.admitted("Lyon");
        const auto member = members::member_named(*life.reader(), "Lyon", "FR")->value;
        const std::int64_t admission = (member / 1000 - 2) * 1000 + 1;
        const auto elected = life.decided("election", "2026-09-10"), statutes = life.decided("statutes", "2026-09-10");
        const auto seat = life.seat(life.president, life.paris, "2026-09-10", elected);
        life.made("statutes.set_rule", support::rule(12, "2026-09-10"), statutes);
        CHECK(life.decides("annulment", admission, "2026-09-20") ==
              "La décision à annuler est du 21 septembre 2026 : elle ne peut pas être annulée plus tôt. | The decision to annul is of 21 "
              "September 2026: it cannot be annulled earlier.");
        for (const std::int64_t annulled :
             std::initializer_list<std::int64_t>{admission, std::stoll(elected.substr(9)), std::stoll(statutes.substr(9))})
            CHECK(life.decides("annulment", annulled, today).empty());
        CHECK(life.standing(member) == "annulled");
        CHECK(life.ended(seat) == "annulled 2026-09-21");
        const auto cap = [&](const char* day) {
            return statutes::rule_on(*life.reader(), statutes::cities_per_state, *base::Date::parse(day))->value;
        };
        CHECK((cap("2026-09-09") == 10 && cap("2026-09-20") == 12 && cap("2026-09-21") == 10));
        const auto again = life.say("statutes.set_rule", support::rule(13, today), statutes);
        CHECK(told(again) == "assembly.annulled");
        CHECK(life.read(again).starts_with("La décision a été annulée par l’acte n° "));
    });
}

TEST_CASE("An office that two sources give to two people is held by whoever each of them names, and both are said to disagree") {
    on_both_engines([](Days& life) {
        const auto other = life.made("sources.record", R"({"title":"Une autre page","kind":"web_page"})");
        life.made("bodies.set_size", json({{"body", life.bureau}, {"office", life.president}, {"seats", 1}, {"from", "2000"}}), life.basis);
        const auto attest = [&](const char* holder, std::int64_t source) {
            return life.made("bodies.record_attestation",
                             json({{"office", life.president},
                                   {"holder", holder},
                                   {"said", "in_office"},
                                   {"from", "2014-11-06"},
                                   {"confidence", "confirmed"}}),
                             "source:" + std::to_string(source));
        };
        const auto one = attest("Ada Exemple", life.source), two = attest("Zoé Exemple", other);
        const auto db = life.reader();
        const bodies::Known known{bodies::offices_of(*db, {life.bureau}), bodies::seat_counts_of(*db, {life.bureau}),
                                  bodies::mandates_on(*db, {life.bureau}, *base::Date::parse("2014-11-06")),
                                  bodies::attestations_of(*db, base::Id<bodies::Body>{life.bureau}, 10)};
        const auto said = bodies::offices_on(*base::Date::parse("2014-11-06"), known, {});
        REQUIRE(said.at(0).held.size() == 2);
        for (const auto& seat : said[0].held) CHECK((seat.telling == bodies::Telling::attested && seat.disputed));
        CHECK(bodies::disputed(known.offices, known.counts, known.attestations).size() == 2);
        CHECK(one != two);
        // Two mandates, which are the association's own word, are not.
        const auto elected = life.decided("election", "2024-05-24");
        life.seat(life.president, life.dakar, "2024-05-24", elected);
        const auto second = life.say("bodies.open_mandate",
                                     json({{"office", life.president},
                                           {"member", life.paris.member},
                                           {"person", life.paris.mayor},
                                           {"begins", "election"},
                                           {"from", "2024-05-24"}}),
                                     elected);
        CHECK(told(second) == "bodies.no_seat_free");
        CHECK(life.read(second) ==
              "Aucun siège libre le 24 mai 2024 : 1 pour 1 à « Présidence ». | No seat is free on 24 May 2024: 1 of 1 at ‘Présidence’.");
    });
}

TEST_CASE("A country that ceases to exist is followed by another: its cities are there from that day, and were where they were before") {
    on_both_engines([](Days& life) {
        const auto kinshasa = life.records("Kinshasa", "CG")->first_thing();
        const auto succeed = [&](const char* code) {
            return life.read(life.say("members.succeed_country",
                                      json({{"country", "CG"}, {"successor", "CD"}, {"on", "2012-05-17"}, {"former_code", code}}),
                                      life.basis));
        };
        CHECK(succeed("ZRCD") ==
              "Il faut le code de l’ancien pays, en deux lettres, ou en quatre selon la norme ISO 3166-3. | The code of the former country "
              "is needed, in two letters, or in four as ISO 3166-3 says.");
        CHECK(succeed("CGCD").empty());
        std::vector<members::ShownMember> before{*members::find_member(*life.reader(), {kinshasa})};
        CHECK(before[0].country == "CD");
        members::put_back(*life.reader(), before, *base::Date::parse("2012-05-16"));
        CHECK(before[0].country == "CGCD");
        CHECK(succeed("CGCD") == "Aucun membre n’est dans ce pays. | No member is in that country.");
    });
}

TEST_CASE("A change of the statutes that is dated before its decision is refused; what was in force then is attested by a source") {
    on_both_engines([](Days& life) {
        const auto decided = life.decided("statutes", "2026-09-10");
        const auto sets = [&](const char* from, const char* to, const std::string& ground) {
            return life.read(life.say("statutes.set_rule", support::rule(2, from, to), ground));
        };
        CHECK(sets("2026-09-09", "", decided) ==
              "La décision est du 10 septembre 2026 : elle ne peut pas valoir à partir du 9 septembre 2026. Les statuts ne changent pas le "
              "passé. | The decision is of 10 September 2026: it cannot hold from 9 September 2026. Statutes do not change the past.");
        CHECK(sets("2026-09-10", "", decided).empty());
        CHECK(sets("2004-01-01", "2026-09-10", life.basis).empty());
        CHECK(sets("2004-01-01", "2026-09-11", life.basis).starts_with("Statuts, article 5 : La décision n° "));
        // Who was admitted under the rule of their day stays.
        CHECK((life.cities("FR") == 1 && life.cities("SN") == 1));
    });
}

TEST_CASE(
    "Thirteen cities where the cap is ten stay members as sources say, and the fourteenth is refused with the article and the count") {
    on_both_engines([](Days& life) {
        for (int i = 1; i <= 13; ++i) CHECK(life.read(life.records("Ville " + std::to_string(i), "CA")).empty());
        CHECK(life.read(life.visitor("members.apply_for_membership", support::application("Quatorzième", "CA"))) ==
              "Statuts, article 5 : Canada : 13 villes déjà membres, 10 au plus. Une ville de plus ne peut pas être admise. | Statutes, "
              "article 5: Canada: 13 cities are already members, 10 at most. One more city cannot be admitted.");
        CHECK(life.cities("CA") == 13);
    });
}

TEST_CASE("A member is never deleted: struck out by mistake it stays to be seen, and is restored as it was") {
    on_both_engines([](Days& life) {
        for (const auto& act : life.writer.registry().all()) CHECK_FALSE(act.name.starts_with("members.delete"));
        const auto line = [&](const char* act) {
            return life.read(
                life.say(act, json({{"member", life.dakar.member}, {"stated", life.dakar.member / 1000}, {"reason", "Doublon"}}), ""));
        };
        CHECK(line("members.strike_status").empty());
        CHECK(members::find_member(*life.reader(), {life.dakar.member})->name == "Dakar");
        CHECK((life.standing(life.dakar.member) == "mistaken" && life.cities("SN") == 0));
        CHECK(line("members.restore_status").empty());
        CHECK((life.standing(life.dakar.member) == "recorded" && life.cities("SN") == 1));
    });
}

TEST_CASE("An application sent twice from two telephones is one file: the second is told the first's number, the same telephone its own") {
    on_both_engines([](Days& life) {
        const auto sent = [&](const std::string& name, const std::string& key) {
            return life.visitor("members.apply_for_membership", support::application(name, "BJ"), key);
        };
        const auto first = sent("Ouidah", "phone-1");
        REQUIRE(first);
        const auto number = std::to_string(first->number.value);
        CHECK(life.read(sent("OUIDAH", "phone-2")) == "OUIDAH a déjà une demande en cours, reçue par l’acte n° " + number +
                                                          ". | OUIDAH already has an application under way, received by act no. " + number +
                                                          ".");
        const auto again = sent("Ouidah", "phone-1");  // the answer had been lost on the way
        REQUIRE(again);
        CHECK((again->repeated && again->number == first->number));
        CHECK(std::int64_t(life.writer.size()) == first->number.value);
    });
}

TEST_CASE("A legal basis that names nothing is a wrong field, told with the others") {
    on_both_engines([](Days& life) {
        const auto record = [&](const std::string& basis, const std::string& country = "TG") {
            return told(life.say("members.record", support::member("Kara", life.source, country), basis));
        };
        const std::vector<std::string> nothing = {"source:99999", "decision:99999", "act:9999999",
                                                  "member:" + std::to_string(life.paris.member), "rule:1"};
        for (const auto& basis : nothing) CHECK_MESSAGE(record(basis) == "basis unknown_reference", basis);
        CHECK(record("source:99999", "ZZ") == "country country");
        const auto suspended = json({{"member", life.paris.member}, {"status", "suspended"}, {"from", "2027-01-01"}});
        CHECK(told(life.say("members.record_status", suspended, "source:99999")) == "from date_future, basis unknown_reference");
        const auto size = life.last();
        CHECK(record("act:" + std::to_string(size)) == "accepted");
        CHECK(life.last() == size + 1);
    });
}
