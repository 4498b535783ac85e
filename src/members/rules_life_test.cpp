#include "members/rules_life.h"

#include "support/life.h"

#include <doctest/doctest.h>
#include <map>
#include <set>
#include <sstream>

using namespace members;
using base::PartialDate;

namespace {

StatusStep line(Status status, const char* from, std::int64_t act = 1) {
    const auto date = PartialDate::parse(from);
    return {status, date, day_of(date), "source:1", {act}, {}};
}
std::string said(const std::expected<std::vector<StatusStep>, base::Refusal>& steps) {
    if (!steps) return support::told(steps.error());
    std::string all;
    for (const auto& step : *steps) all += (all.empty() ? "" : " ") + std::string(acts::name_of(step.status)) + (step.struck_by ? "!" : "");
    return all;
}
FactStep fact(const char* value, const char* from, const char* until) {
    return {DatedFact::name, value, PartialDate::parse(from), PartialDate::parse(until), "source:1", {7}};
}
std::optional<statutes::RuleValue> scalar(std::int64_t value) {
    statutes::RuleValue rule;
    rule.rule = "members.example", rule.value = value;
    return rule;
}

}  // namespace

TEST_CASE("What may become of a membership: every status after every other") {
    const std::string after_belonging = "suspended resigned excluded merged dissolved";
    const std::map<Status, std::string> allowed{{Status::recorded, after_belonging},
                                                {Status::admitted, after_belonging},
                                                {Status::reinstated, after_belonging},
                                                {Status::suspended, "reinstated resigned excluded merged dissolved"}};
    const std::map<Status, std::string> by_annulment{{Status::admitted, "annulled"},
                                                     {Status::suspended, "reinstated"},
                                                     {Status::excluded, "reinstated"},
                                                     {Status::reinstated, "suspended excluded"}};
    for (const auto before_name : acts::type_of<Status>().names) {
        const auto before = *acts::named<Status>(before_name);
        for (const auto& [cause, table] : {std::pair{Cause::act, allowed}, {Cause::annulment, by_annulment}}) {
            std::string now;
            for (const auto name : acts::type_of<Status>().names)
                if (may_become(before, *acts::named<Status>(name), cause)) now += (now.empty() ? "" : " ") + std::string(name);
            CAPTURE(before_name);
            const auto row = table.find(before);
            // The order of a table is not the order of the choices.
            std::set<std::string> expected, found;
            for (auto* into : {&expected, &found}) {
                std::istringstream words(into == &expected ? (row == table.end() ? "" : row->second) : now);
                for (std::string word; words >> word;) into->insert(word);
            }
            CHECK(found == expected);
        }
    }
}

TEST_CASE("A status stands at its place by date, and nowhere that the ones beside it forbid") {
    const std::vector<StatusStep> joined{line(Status::recorded, "1985-05-02")};
    const auto with = [](std::vector<StatusStep> steps, Status status, const char* from) {
        return with_step(std::move(steps), line(status, from, 9), Cause::act);
    };
    CHECK(said(with(joined, Status::suspended, "1985-05-02")) == "recorded suspended");
    CHECK(said(with(joined, Status::suspended, "1985-05-01")) == "from before_joining");
    CHECK(said(with(joined, Status::suspended, "1985")) == "recorded suspended");  // may be later than the second of May
    CHECK(said(with(joined, Status::suspended, "1984")) == "from before_joining");
    CHECK(said(with(joined, Status::reinstated, "1990")) == "members.status_order");  // no reinstatement without suspension
    const auto suspended = *with(joined, Status::suspended, "1994-06-10");
    CHECK(said(with(suspended, Status::suspended, "1995")) == "members.status_order");
    CHECK(said(with(suspended, Status::reinstated, "1994-06-09")) == "members.status_order");
    CHECK(said(with(suspended, Status::reinstated, "1994-06-10")) == "recorded suspended reinstated");
    CHECK(said(with(suspended, Status::resigned, "1994-06-11")) == "recorded suspended resigned");
    CHECK(said(with(suspended, Status::resigned, "1994-06-09")) == "members.status_order");  // what ended is not suspended later
    const auto back = *with(suspended, Status::reinstated, "1995-03-01"), left = *with(back, Status::resigned, "2010");
    CHECK(said(with(left, Status::suspended, "2009-12-31")) == "recorded suspended reinstated suspended resigned");
    CHECK(said(with(left, Status::excluded, "2010-01-01")) == "members.status_order");
    CHECK(said(with(left, Status::excluded, "2009-12-31")) == "members.status_order");
    CHECK(said(with_step(joined, {Status::suspended, {}, {}, "", {}, {}}, Cause::act)) == "from missing");
    const std::vector<StatusStep> undated{line(Status::recorded, "../2004")};
    CHECK(said(with(undated, Status::suspended, "2003")) == "recorded suspended");
}

TEST_CASE("Nobody is a member again after an exclusion but by an annulment of it") {
    const auto by = [](StatusStep step, const char* basis) {
        step.basis = basis;
        return step;
    };
    const std::vector<StatusStep> back{line(Status::recorded, "1985", 1), line(Status::suspended, "2022-03-01", 2),
                                       line(Status::reinstated, "2022-06-01", 2)};
    const auto asked = [](const std::vector<StatusStep>& before, StatusStep step, Cause cause) -> std::string {
        const auto after = with_step(before, std::move(step), cause);
        if (!after) return support::told(after.error());
        const auto may = may_follow(before, *after, cause);
        return may ? "may" : support::told(may.error());
    };
    CHECK(asked(back, line(Status::excluded, "2022-04-01", 3), Cause::act) == "members.status_order");
    CHECK(asked(back, line(Status::excluded, "2022-06-01", 3), Cause::act) == "may");
    CHECK(asked(back, line(Status::excluded, "2022-02-01", 3), Cause::act) == "members.status_order");
    const std::vector<StatusStep> out{line(Status::recorded, "1985", 1), by(line(Status::excluded, "2022-04-01", 3), "decision:3001")};
    CHECK(asked(out, line(Status::reinstated, "2022-05-01", 4), Cause::act) == "members.status_order");
    const auto lifted = by(line(Status::reinstated, "2022-05-01", 4), "decision:4001");
    CHECK(asked(out, lifted, Cause::annulment) == "may");
    // What an annulment put stands where it stood, whatever comes before the exclusion; and comes back when it was struck out.
    const auto in = *with_step(out, lifted, Cause::annulment);
    CHECK(asked(in, line(Status::suspended, "2022-01-01", 5), Cause::act) == "may");
    CHECK(asked(in, line(Status::suspended, "2022-05-02", 5), Cause::act) == "may");
    const auto struck = *with_struck(in, 2, {9});
    CHECK(may_follow(in, struck, Cause::act));
    CHECK(may_follow(struck, *with_restored(struck, 2), Cause::annulment));
    // A line of before the exclusion, or that no decision put, does not come back after it.
    for (const auto& [act, basis] : {std::pair<std::int64_t, const char*>{2, "decision:2001"}, {4, "source:1"}}) {
        auto other = struck;
        other[2].act = {act}, other[2].basis = basis;
        CHECK_FALSE(may_follow(other, *with_restored(other, 2), Cause::annulment));
    }
    // Nor is an exclusion restored before a reinstatement that was recorded meanwhile.
    auto meanwhile = back;
    meanwhile.insert(meanwhile.begin() + 2, line(Status::excluded, "2022-04-01", 3));
    meanwhile[2].struck_by = base::Id<acts::Act>{9};
    CHECK_FALSE(may_follow(meanwhile, *with_restored(meanwhile, 2), Cause::annulment));
}

TEST_CASE("What a day's status is, and what a history comes to") {
    const std::vector<StatusStep> all{line(Status::recorded, "1985-05-02"), line(Status::suspended, "1994-06-10"),
                                      line(Status::reinstated, "1995-03-01"), line(Status::resigned, "2010-01-01")};
    const auto on = [&](const char* day) {
        const auto status = status_on(all, *base::Date::parse(day));
        return status ? std::string(acts::name_of(*status)) : "";
    };
    CHECK(on("1985-05-01").empty());
    CHECK(on("1985-05-02") == "recorded");
    CHECK(on("1994-06-09") == "recorded");
    CHECK(on("1994-06-10") == "suspended");
    CHECK(on("1995-02-28") == "suspended");
    CHECK(on("1995-03-01") == "reinstated");
    CHECK(on("2010-01-01") == "resigned");
    CHECK(standing_of(all).until == base::Date::parse("2010-01-01"));
    CHECK(standing_of({all.begin(), all.end() - 1}).until == std::nullopt);
    CHECK(standing_of(all).from == base::Date::parse("1985-05-02"));
}

TEST_CASE("Of a membership that is only attested nobody knows since when: what happened before is recorded too") {
    const std::vector<StatusStep> attested{{Status::recorded, {}, base::Date::parse("2024-10-01"), "source:1", {1}, {}}};
    const auto suspended = with_step(attested, line(Status::suspended, "1994-06-10"), Cause::act);
    CHECK(said(suspended) == "recorded suspended");
    const auto back = with_step(*suspended, line(Status::reinstated, "1995-03-01"), Cause::act);
    CHECK(said(back) == "recorded suspended reinstated");
    CHECK(standing_of(*back).from == base::Date::parse("1994-06-10"));
    CHECK(standing_of(attested).from == base::Date::parse("2024-10-01"));
    CHECK(status_on(*back, *base::Date::parse("1994-12-31")) == Status::suspended);
    CHECK(status_on(*back, *base::Date::parse("2025-01-01")) == Status::reinstated);
}

TEST_CASE("A line is struck out where what is left holds, the first one last, and comes back") {
    const std::vector<StatusStep> all{line(Status::recorded, "1985", 1), line(Status::suspended, "1994", 2),
                                      line(Status::reinstated, "1995", 3)};
    CHECK(said(with_struck(all, 1, {9})) == "members.status_order");  // a reinstatement would follow nothing
    CHECK(said(with_struck(all, 0, {9})) == "members.strike_later_first");
    const auto once = *with_struck(all, 2, {9}), twice = *with_struck(once, 1, {9}), none = *with_struck(twice, 0, {9});
    CHECK(said(once) == "recorded suspended reinstated!");
    CHECK(standing_of(once).status == Status::suspended);
    CHECK(said(with_struck(once, 2, {9})) == "members.struck");
    CHECK(standing_of(none).status == Status::mistaken);
    CHECK(standing_of(none).from == std::nullopt);
    CHECK(standing_of(none).until == base::Date{});
    CHECK(said(with_step(none, line(Status::suspended, "1999"), Cause::act)) == "members.never_was");
    CHECK(said(with_restored(none, 1)) == "members.never_was");
    CHECK(said(with_restored(twice, 2)) == "members.status_order");
    CHECK(said(with_restored(none, 0)) == "recorded suspended! reinstated!");
    CHECK(said(with_restored(all, 0)) == "members.not_struck");
}

TEST_CASE("A suspended member votes only where the statutes say so") {
    CHECK(support::told(may_vote(Status::admitted, {})) == "accepted");
    CHECK(support::told(may_vote(Status::reinstated, {})) == "accepted");
    CHECK(support::told(may_vote(Status::suspended, {})) == "statutes.rule_not_set");
    CHECK(support::told(may_vote(Status::suspended, scalar(0))) == "members.suspended");
    CHECK(support::told(may_vote(Status::suspended, scalar(1))) == "accepted");
    for (const auto status : {Status::resigned, Status::excluded, Status::merged, Status::dissolved, Status::annulled, Status::mistaken})
        CHECK(support::told(may_vote(status, scalar(1))) == "members.not_a_member");
}

TEST_CASE("As many substitutes as the statutes allow, and none where they say nothing") {
    CHECK(support::told(may_have_substitute(0, {})) == "statutes.rule_not_set");
    CHECK(support::told(may_have_substitute(0, scalar(0))) == "members.substitutes_reached");
    CHECK(support::told(may_have_substitute(0, scalar(1))) == "accepted");
    CHECK(support::told(may_have_substitute(1, scalar(1))) == "members.substitutes_reached");
}

TEST_CASE("Substitutes are counted from the day on which one more begins, those that have ended since too") {
    const auto of = [](const char* from, const char* until) { return base::Interval{base::Date::parse(from), base::Date::parse(until)}; };
    const auto most = [](const std::vector<base::Interval>& all, const char* from) { return most_at_once(all, *base::Date::parse(from)); };
    CHECK(most({}, "2026-07-15") == 0);
    CHECK(most({of("2026-07-01", "")}, "2026-07-15") == 1);
    CHECK(most({of("2026-07-01", "2026-09-30")}, "2026-09-29") == 1);
    CHECK(most({of("2026-07-01", "2026-09-30")}, "2026-09-30") == 0);
    CHECK(most({of("2026-07-01", "2026-07-10"), of("2026-07-10", "")}, "2026-07-01") == 1);
    CHECK(most({of("2026-07-01", "2026-07-11"), of("2026-07-10", "")}, "2026-07-01") == 2);
    CHECK(most({of("2026-07-01", "2026-07-11"), of("2026-07-10", "")}, "2026-07-11") == 1);
}

TEST_CASE("Parts beyond what there was are cities of the State like any other") {
    const auto told = [](std::int64_t added, std::int64_t cities, const std::optional<statutes::RuleValue>& cap) {
        return support::told(may_split(added, cities, "FR", cap));
    };
    CHECK(told(0, 10, scalar(10)) == "accepted");
    CHECK(told(1, 9, scalar(10)) == "accepted");
    CHECK(told(1, 10, scalar(10)) == "members.cap_reached");
    CHECK(told(2, 8, scalar(10)) == "accepted");
    CHECK(told(2, 9, scalar(10)) == "members.cap_reached");
    CHECK(told(1, 0, {}) == "statutes.rule_not_set");
    CHECK(told(-1, 0, {}) == "accepted");
}

TEST_CASE("A dated fact changes after it last did, and past values do not overlap") {
    const std::vector<FactStep> known{fact("Ancien", "", "1960-08-01"), fact("Nouveau", "1960-08-01", "")};
    const auto change = [&](const char* on) { return support::told(may_change(known, *PartialDate::parse(on))); };
    CHECK(change("1960-08-01") == "on before_last_change");
    CHECK(change("1960-08-02") == "accepted");
    CHECK(support::told(may_change({}, *PartialDate::parse("0900"))) == "accepted");
    const auto been = [&](const std::vector<FactStep>& lines, const char* from, const char* until) {
        return support::told(may_have_been(lines, PartialDate::parse(from), PartialDate::parse(until)));
    };
    const std::vector<FactStep> once{fact("Ancien", "1950", "1960-08-01")};
    CHECK(been(once, "1940", "1950-01-01") == "accepted");
    CHECK(been(once, "1940", "1950-01-02") == "members.fact_overlaps");
    CHECK(been(once, "1960-08-01", "1970") == "accepted");
    CHECK(been(once, "1960-07-31", "1970") == "members.fact_overlaps");
    CHECK(been(once, "", "1950") == "accepted");
    CHECK(been({}, "1960", "1960") == "until before_from");
    CHECK(been({}, "1960-01-01", "1960-01-02") == "accepted");
}

TEST_CASE("A country that is no more has the four letters of ISO 3166-3") {
    CHECK(former_code("ZRCD", "ZR"));
    CHECK_FALSE(former_code("ZRC", "ZR"));
    CHECK_FALSE(former_code("zrcd", "zr"));
    CHECK_FALSE(former_code("ZRCD", "CD"));
}

TEST_CASE("Two of one name in a State: only where it is said which is which") {
    const std::optional<Id<Member>> other = Id<Member>{5}, none;
    CHECK(support::told(told_apart(none, none, "", "Laval")) == "accepted");
    CHECK(support::told(told_apart(other, none, "Laval, Mayenne", "Laval")) == "members.already_member");
    CHECK(support::told(told_apart(other, Id<Member>{6}, "Laval, Mayenne", "Laval")) == "members.already_member");
    CHECK(support::told(told_apart(other, other, "", "Laval")) == "name_note missing");
    CHECK(support::told(told_apart(other, other, "Laval, Mayenne", "Laval")) == "accepted");
}
