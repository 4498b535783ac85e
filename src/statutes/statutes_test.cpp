#include "statutes/explain.h"

#include "support/life.h"

#include <doctest/doctest.h>

using support::told;

TEST_CASE("Of the rules in force on a day, the one that began last holds; of those that began together, the one set last") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        const auto basis = "source:" + std::to_string(life.made("sources.record", R"({"title":"Une page","kind":"web_page"})"));
        const auto set = [&](std::int64_t value, const char* from, const char* to) {
            return told(life.say("statutes.set_rule", support::rule(value, from, to), basis));
        };
        const auto on = [&](base::Date day) {
            const auto rule = statutes::rule_on(*life.reader(), statutes::cities_per_state, day);
            return rule ? rule->value : -1;
        };
        CHECK(on({2026, 1, 1}) == -1);
        CHECK(set(5, "", "2004") == "accepted");
        CHECK((on({2003, 12, 31}) == 5 && on({1, 1, 1}) == 5));
        CHECK((on({2004, 1, 1}) == -1 && on({2026, 1, 1}) == -1));
        CHECK(set(10, "2004", "") == "accepted");
        CHECK((on({2003, 12, 31}) == 5 && on({2004, 1, 1}) == 10 && on({9999, 12, 31}) == 10));
        CHECK(set(12, "2010", "2012-06-15") == "accepted");
        CHECK((on({2009, 12, 31}) == 10 && on({2010, 1, 1}) == 12 && on({2012, 6, 14}) == 12 && on({2012, 6, 15}) == 10));
        CHECK(set(11, "", "") == "accepted");
        CHECK((on({2003, 1, 1}) == 11 && on({2005, 1, 1}) == 10 && on({2011, 1, 1}) == 12));  // what was before 2004 says nothing of later
        CHECK(set(9, "2004", "") == "accepted");
        CHECK((on({2003, 12, 31}) == 11 && on({2004, 1, 1}) == 9 && on({2011, 1, 1}) == 12 && on({2013, 1, 1}) == 9));
        CHECK(statutes::all_rules(*life.reader()).size() == 5);
    });
}

TEST_CASE("A rule is one that the program asks for, and ends after it begins") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Begun life(network.location());
    const auto said = [&](const std::string& json, std::optional<std::string> basis = {}) {
        return told(life.say("statutes.set_rule", json, basis.value_or(life.basis)));
    };
    CHECK(said(support::rule(10, "", "", "members.other")) == "rule choice");
    CHECK(said(support::rule(10, "2004", "2004")) == "to before_from");
    CHECK(said(support::rule(10, "2004-01-01", "2004-01-01")) == "to before_from");
    CHECK(said(support::rule(10, "2004-01-01", "2004-01-02")) == "accepted");
    CHECK(said(support::rule(10, "2005", "2004")) == "to before_from");
    CHECK(said(support::rule(10, "", "../2004")) == "to date");
    CHECK(said(support::rule(-1)) == "value below");
    CHECK(said(support::rule(0)) == "accepted");
    CHECK(said(support::rule(1'000'000)) == "accepted");
    CHECK(said(support::rule(1'000'001)) == "value above");
    CHECK(said(support::rule(10), "") == "basis missing");
    CHECK(told(life.visitor("statutes.set_rule", support::rule(10))) == "acts.not_allowed");
}

TEST_CASE("A rule that is not set refuses and says which") {
    const auto refused = statutes::not_set(statutes::cities_per_state);
    CHECK(refused.error().why == base::Finding{"statutes.rule_not_set",
                                               "rule:members.cities_per_state",
                                               {{"rule", std::string("members.cities_per_state")},
                                                {"kind", std::string("members_cities_per_state")},
                                                {"body", std::string("none")},
                                                {"matter", std::string("any")}}});
}

TEST_CASE("A rule that is not set is called by its title in both languages") {
    for (const auto language : base::languages) {
        const base::Words words(language);
        std::vector<std::string> names;
        for (const auto& rule : statutes::known_rules()) names.emplace_back(rule.name);
        for (const auto* name : {"notice", "initiators", "electorate", "weights", "quorum", "calls", "proxies", "majority", "ballot",
                                 "term", "sessions", "delegation", "candidacy", "procedure"})
            names.push_back(std::string(name) + ".executive");
        for (const auto topic : acts::type_of<statutes::Topic>().names) names.push_back(std::string(topic) + ".funds");
        for (const auto body : acts::type_of<statutes::Body>().names) names.push_back("quorum." + std::string(body));
        for (const auto matter : acts::type_of<statutes::Matter>().names)
            if (matter != "any") names.push_back("quorum.jury." + std::string(matter));
        for (const auto& name : names) {
            const auto said = base::sentence(words, statutes::not_set(name).error().why);
            CAPTURE(said);
            const auto label = statutes::rule_label(words, name);
            const auto parts = statutes::named(name);
            const auto title =
                parts ? std::string(words.text("rule_kind." + parts->kind)) + ", " + statutes::body_label(words, parts->body) : label;
            CHECK(said.contains(title));
            CHECK_FALSE(said.contains(name));
            if (parts && parts->matter != statutes::Matter::any) {
                auto matter = std::string(words.text("choice." + std::string(acts::name_of(parts->matter))));
                matter[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(matter[0])));
                CHECK((said.contains(", " + matter + ".") || static_cast<unsigned char>(matter[0]) >= 0x80));
            }
        }
    }
}

// ---- provisions and their grounds ----

namespace {

std::string quorum(const std::string& fraction, const std::string& from = "", const std::string& to = "",
                   const std::string& comparison = "at_least", const std::string& more = "") {
    return R"({"place":{"body":"general_assembly","matter":"any")" + (from.empty() ? "" : ",\"from\":\"" + from + "\"") +
           (to.empty() ? "" : ",\"to\":\"" + to + "\"") + R"(,"article_fr":"Article 12","article_en":"Article 12")" + more +
           R"(},"says":{"fraction":")" + fraction + R"(","comparison":")" + comparison +
           R"(","counting":"by_members","proxies":"yes","remote":"no","moment":"opening"}})";
}

struct Statutes : support::Begun {
    explicit Statutes(const store::Location& at) : Begun(at) {}
    std::string set(const std::string& json, const std::string& ground) { return told(say("statutes.set_quorum", json, ground)); }
    // A decision about the statutes, adopted that day.
    std::string decided(const std::string& date, const std::string& subject = "statutes", const std::string& result = "adopted",
                        std::int64_t about = 0) {
        return "decision:" +
               std::to_string(made("assembly.record_decision",
                                   R"({"body":"general_assembly","date":")" + date + R"(","title":"Les statuts","subject":")" + subject +
                                       R"(","result":")" + result + "\"" + (about ? ",\"subject_id\":" + std::to_string(about) : "") + "}",
                                   basis));
    }
    std::string on(base::Date day) {
        const auto held = statutes::held_on<statutes::Quorum>(*reader(), statutes::Body::general_assembly, statutes::Matter::any, day);
        return held.rule ? held.rule->fraction.value : "not set";
    }
};

}  // namespace

TEST_CASE("A provision is for its kind of decision, else for any, and of those in force the one that began last holds") {
    support::for_each_engine([](const store::Location& location) {
        Statutes life(location);
        CHECK(life.on({2026, 1, 1}) == "not set");
        CHECK(life.set(quorum("1/4", "2010", "2020"), life.basis) == "accepted");
        CHECK(life.set(quorum("1/3", "2015-06"), life.basis) == "accepted");
        CHECK((life.on({2009, 12, 31}) == "not set" && life.on({2010, 1, 1}) == "1/4" && life.on({2015, 5, 31}) == "1/4"));
        CHECK((life.on({2015, 6, 1}) == "1/3" && life.on({2026, 1, 1}) == "1/3"));
        const auto db = life.reader();
        const auto amendment =
            statutes::held_on<statutes::Quorum>(*db, statutes::Body::general_assembly, statutes::Matter::amendment, {2026, 1, 1});
        CHECK((amendment.name == "quorum.general_assembly" && amendment.rule));
        const auto bureau = statutes::held_on<statutes::Quorum>(*db, statutes::Body::bureau, statutes::Matter::amendment, {2026, 1, 1});
        CHECK((bureau.name == "quorum.bureau.amendment" && !bureau.rule));
        CHECK(statutes::all_provisions(*db).size() == 2);
        CHECK(statutes::cited(*db, "rule:quorum.general_assembly", {2026, 1, 1})->fr == "Article 12");
        CHECK(!statutes::cited(*db, "rule:quorum.general_assembly", {2009, 1, 1}));
        CHECK(!statutes::cited(*db, "source:1", {2026, 1, 1}));
    });
}

TEST_CASE("An older revision recorded later tells of its own time and changes nothing of today") {
    support::for_each_engine([](const store::Location& location) {
        Statutes life(location);
        CHECK(life.set(quorum("1/2", "2025-06-15"), life.decided("2025-06-15")) == "accepted");
        const auto older = life.decided("2010-06-15");
        CHECK(life.set(quorum("1/10", "2010-06-15"), older) == "accepted");
        CHECK((life.on({2010, 6, 14}) == "not set" && life.on({2010, 6, 15}) == "1/10" && life.on({2025, 6, 14}) == "1/10"));
        CHECK((life.on({2025, 6, 15}) == "1/2" && life.on({2026, 9, 21}) == "1/2"));
        CHECK(statutes::cited(*life.reader(), "rule:quorum.general_assembly", {2026, 9, 21}));
        // What only a source attests changes nothing that a decision has set, whichever is recorded first.
        const auto day = life.decided("2026-06-01");
        CHECK(life.set(quorum("1/5", "2026-06-01", "2026-06-15"), day) == "accepted");
        CHECK((life.on({2026, 5, 31}) == "1/2" && life.on({2026, 6, 1}) == "1/5" && life.on({2026, 6, 15}) == "1/2"));
        // Annulled, it leaves its time from then on alone: what began later holds anyway.
        life.decided("2026-07-01", "annulment", "adopted", std::stoll(older.substr(9)));
        CHECK((life.on({2024, 1, 1}) == "1/10" && life.on({2026, 9, 21}) == "1/2"));
    });
}

TEST_CASE("A quorum that no call can reach is refused, whichever of the two is said first") {
    support::for_each_engine([](const store::Location& location) {
        Statutes life(location);
        const auto calls = [&](const std::string& share, const std::string& matter = "any", const std::string& body = "general_assembly") {
            return told(life.say("statutes.set_calls",
                                 R"({"place":{"body":")" + body + R"(","matter":")" + matter +
                                     R"(","article_fr":"A","article_en":"A"},"says":{"later":[{"delay":{"length":3,"unit":"days"}},)"
                                     R"({"delay":{"length":3,"unit":"days"},"quorum":")" +
                                     share + R"("}]}})",
                                 life.basis));
        };
        CHECK(life.set(quorum("1/2", "", "2010", "at_least"), life.basis) == "accepted");
        CHECK(calls("1") == "accepted");
        CHECK(life.set(quorum("1/2", "2010", "", "more_than"), life.basis) == "says.comparison call_never_reached");
        CHECK(calls("1", "any", "bureau") == "accepted");  // of another body
        CHECK(calls("99/100", "amendment") == "accepted");
    });
    support::for_each_engine([](const store::Location& location) {
        Statutes life(location);
        const auto calls = [&](const std::string& share, const std::string& matter) {
            return told(
                life.say("statutes.set_calls",
                         R"({"place":{"body":"general_assembly","matter":")" + matter +
                             R"(","article_fr":"A","article_en":"A"},"says":{"later":[{"delay":{"length":3,"unit":"days"},"quorum":")" +
                             share + R"("}]}})",
                         life.basis));
        };
        CHECK(life.set(quorum("1/2", "", "", "more_than"), life.basis) == "accepted");
        CHECK(calls("1", "any") == "says.later[0].quorum never_reached");
        CHECK(calls("1", "amendment") == "says.later[0].quorum never_reached");  // the quorum for any decision is theirs
        CHECK(calls("99/100", "any") == "accepted");
    });
}

TEST_CASE("What a provision says is refused whole, with every wrong field") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Statutes life(network.location());
    const auto says = [&](const std::string& kind, const std::string& value, const std::string& more = "") {
        return told(
            life.say("statutes.set_" + kind,
                     R"({"place":{"body":"bureau","matter":"any","article_fr":"A","article_en":"A")" + more + R"(},"says":)" + value + "}",
                     life.basis));
    };
    for (const auto* share : {"0", "-1/2", "4/3", "1/0", "half", "1.01"})
        CHECK(life.set(quorum(share), life.basis) == "says.fraction share");
    for (const auto* share : {"1", "1/1000", "0.5", "2/3"}) CHECK(life.set(quorum(share), life.basis) == "accepted");
    CHECK(life.set(quorum("1", "", "", "more_than"), life.basis) == "says.comparison never_reached");
    CHECK(life.set(quorum("2", "2005", "2004"), life.basis) == "place.to before_from, says.fraction share");
    CHECK(says("weights", R"({"measure":"population","brackets":[{"from":1,"votes":1},{"from":1,"votes":2}]})") ==
          "says.brackets[0].from from_zero, says.brackets[1].from ascending");
    CHECK(says("weights", R"({"measure":"none","brackets":[{"from":0,"votes":1},{"from":5,"votes":2}]})") ==
          "says.brackets[1] one_bracket");
    CHECK(says("weights", R"({"measure":"none"})") == "says.brackets missing");
    CHECK(says("calls", "{}") != "accepted");
    CHECK(says("calls", R"({"later":[]})") == "says.later missing");
    CHECK(says("initiators", R"({"alternatives":[{"countries":3}]})") == "says.alternatives[0] missing");
    CHECK(says("initiators", R"({"alternatives":[]})") == "says.alternatives missing");
    const std::string rest = R"("scope":"session","chain":"no","same_country":"no","substitutes":"no"})";
    CHECK(says("proxies", "{" + rest) == "says.max missing");
    CHECK(says("proxies", R"({"max":3,"max_share":"1/10",)" + rest) == "says.both missing");
    CHECK(says("proxies", R"({"max":0,)" + rest) == "accepted");
    CHECK(says("electorate", R"({"associates":"vote","suspended":"no","dues":"same_year","paid_by":"end_of_year"})") ==
          "says.paid_by after_session");
    CHECK(
        says("majority", R"({"fraction":"1/2","comparison":"more_than","base":"cast","abstentions":"yes","blanks":"yes","tie":"fails"})") ==
        "says.abstentions valid_only, says.blanks valid_only");
    CHECK(says("words", R"({"topic":"powers"})") == "place.text_fr missing, place.text_en missing");
    CHECK(says("words", R"({"topic":"powers"})", R"(,"text_fr":"Vote les subventions.","text_en":"Votes grants.")") == "accepted");
    CHECK(statutes::provision_on(*life.reader(), "powers.bureau", base::Date{2026, 1, 1})->text_fr == "Vote les subventions.");
    CHECK(told(life.visitor("statutes.set_quorum", quorum("1/2"))) == "acts.not_allowed");
}

TEST_CASE("The rules change by a decision about the statutes, never before its day") {
    support::for_each_engine([](const store::Location& location) {
        Statutes life(location);
        const auto decision = life.decided("2026-05-02");
        CHECK(life.set(quorum("1/2", "2026-05-01"), decision) == "statutes.retroactive");
        CHECK(life.set(quorum("1/2", "2026"), decision) == "statutes.retroactive");
        CHECK(life.set(quorum("1/2"), decision) == "place.from missing");
        CHECK(life.set(quorum("1/2", "2026-05-02"), decision) == "accepted");
        CHECK(life.set(quorum("2/3", "2027-01-01"), decision) == "accepted");
        CHECK((life.on({2026, 5, 1}) == "not set" && life.on({2026, 5, 2}) == "1/2" && life.on({2027, 1, 1}) == "2/3"));
        CHECK(told(life.say("statutes.set_rule", support::rule(12, "2026-05-01"), decision)) == "statutes.retroactive");
        CHECK(told(life.say("statutes.set_rule", support::rule(12), decision)) == "from missing");
        CHECK(told(life.say("statutes.set_rule", support::rule(12, "2026-05-02"), decision)) == "accepted");
        CHECK(life.set(quorum("1/2", "2026-06-01"), life.decided("2026-05-03", "programme")) == "assembly.about_something_else");
        CHECK(life.set(quorum("1/2", "2026-06-01"), life.decided("2026-05-03", "statutes", "rejected")) == "assembly.not_adopted");
        CHECK(life.set(quorum("1/2", "2026-06-01"), "decision:99001") == "basis unknown_reference");
        CHECK(life.set(quorum("1/2", "2026-06-01"), "act:1") == "assembly.needs_decision");
        CHECK(life.set(quorum("1/2", "2026-06-01"), "") == "basis missing");
    });
}

TEST_CASE("A source attests what was in force: not what is to come, and not against a decision") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Statutes life(network.location());
    CHECK(life.set(quorum("1/4", "2026-09-21"), life.basis) == "accepted");  // today
    CHECK(life.set(quorum("1/4", "2026-09-22"), life.basis) == "statutes.source_of_future");
    CHECK(life.set(quorum("1/2", "2026-05-02"), life.decided("2026-05-02")) == "accepted");
    CHECK(life.set(quorum("1/3", "2020", "2026-05-02"), life.basis) == "accepted");
    CHECK(life.set(quorum("1/3", "2020", "2026-05-03"), life.basis) == "statutes.already_decided");
    CHECK(life.set(quorum("1/3"), life.basis) == "statutes.already_decided");
    CHECK((life.on({2026, 5, 1}) == "1/3" && life.on({2026, 5, 2}) == "1/2" && life.on({2026, 9, 21}) == "1/2"));
}

TEST_CASE("The decision annulled, its rules end that day and those of before hold again") {
    support::for_each_engine([](const store::Location& location) {
        Statutes life(location);
        CHECK(life.set(quorum("1/4", "2010"), life.basis) == "accepted");
        const auto decision = life.decided("2026-05-02");
        CHECK(life.set(quorum("1/2", "2026-05-02"), decision) == "accepted");
        CHECK(life.set(quorum("2/3", "2027-01-01"), decision) == "accepted");
        CHECK(told(life.say("statutes.set_rule", support::rule(12, "2026-05-02"), decision)) == "accepted");
        life.decided("2026-07-01", "annulment", "adopted", std::stoll(decision.substr(9)));
        CHECK((life.on({2026, 5, 1}) == "1/4" && life.on({2026, 6, 30}) == "1/2" && life.on({2026, 7, 1}) == "1/4"));
        CHECK(life.on({2027, 1, 1}) == "1/4");
        const auto cap = [&](base::Date day) { return statutes::rule_on(*life.reader(), statutes::cities_per_state, day)->value; };
        CHECK((cap({2026, 6, 30}) == 12 && cap({2026, 7, 1}) == 10));
        for (const auto& row : statutes::all_provisions(*life.reader())) CHECK(row.ended_by.has_value() == (row.basis == decision));
        CHECK(life.set(quorum("3/4", "2026-08-01"), decision) == "assembly.annulled");
        CHECK(life.set(quorum("1/3", "2026-08-01"), life.basis) == "accepted");  // no decision stands in its way any more
    });
}
