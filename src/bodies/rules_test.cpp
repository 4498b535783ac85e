#include "bodies/rules.h"

#include "base/i18n.h"
#include "support/life.h"

#include <doctest/doctest.h>

using base::Date, base::PartialDate;
using namespace bodies;
using support::told;

namespace {

PartialDate at(const char* edtf) { return *PartialDate::parse(edtf); }
std::optional<PartialDate> maybe(const std::string& edtf) { return edtf.empty() ? std::nullopt : PartialDate::parse(edtf); }
Date day(const char* iso) { return *Date::parse(iso); }
base::Interval time(const char* from, const char* to = "") { return {Date::parse(from), Date::parse(to)}; }
ShownBody body_from(const char* created, const char* ended = "") {
    ShownBody body;
    body.name_fr = "Bureau", body.created = maybe(created), body.ended = Date::parse(ended);
    return body;
}

}  // namespace

TEST_CASE("Dates known in part leave some days certain, some possible, and none beyond what they allow") {
    struct Row {
        const char *from, *until, *day;
        Standing expected;
    };
    for (const Row& row : {
             Row{"2014-11-06", "", "2014-11-05", Standing::not_yet},
             Row{"2014-11-06", "", "2014-11-06", Standing::certain},
             Row{"2014-11-06", "2017-03-25", "2017-03-24", Standing::certain},
             Row{"2014-11-06", "2017-03-25", "2017-03-25", Standing::over},
             Row{"1979", "1995", "1978-12-31", Standing::not_yet},
             Row{"1979", "1995", "1979-01-01", Standing::possible},
             Row{"1979", "1995", "1979-12-31", Standing::certain},
             Row{"1979", "1995", "1994-12-31", Standing::certain},
             Row{"1979", "1995", "1995-01-01", Standing::possible},
             Row{"1979", "1995", "1995-12-31", Standing::possible},
             Row{"1979", "1995", "1996-01-01", Standing::over},
             Row{"../2004", "", "1979-01-01", Standing::possible},
             Row{"../2004", "", "2004-12-31", Standing::certain},
         }) {
        CAPTURE(row.from);
        CAPTURE(row.day);
        CHECK(standing_on(day(row.day), at(row.from), maybe(row.until)) == row.expected);
    }
}

TEST_CASE("Never two mandates over one seat: a Bureau of 28 takes a twenty-ninth only from the day it has 30") {
    const std::vector<Size> sizes{{Date::parse("2014-11-06"), 28, "decision:1001"}, {Date::parse("2024-05-24"), 30, "decision:2001"}};
    struct Row {
        int held;
        const char *from, *expected;
    };
    for (const Row& row :
         {Row{27, "2020-01-01", "accepted"}, Row{28, "2020-01-01", "bodies.no_seat_free"}, Row{28, "2024-05-23", "bodies.no_seat_free"},
          Row{28, "2024-05-24", "accepted"}, Row{29, "2024-05-24", "accepted"}, Row{30, "2024-05-24", "bodies.no_seat_free"},
          Row{99, "2014-11-05", "bodies.no_seat_free"}}) {
        CAPTURE(row.held);
        CAPTURE(row.from);
        const std::vector<base::Interval> held(std::size_t(row.held), time("2014-11-06"));
        const auto verdict = seat_is_free({"Bureau", "Bureau"}, held, time(row.from), sizes);
        CHECK(told(verdict) == row.expected);
        if (!verdict) CHECK(!verdict.error().why.article.empty());
    }
    // Before any size is known nothing is counted; nor after those who hold the seats have left, nor between two of them.
    CHECK(told(seat_is_free({"Bureau", "Bureau"}, {time("2000-01-01", "2001-01-01")}, time("2000-06-01", "2000-07-01"), sizes)) ==
          "accepted");
    const std::vector<Size> one{{{}, 1, "source:1001"}};
    CHECK(told(seat_is_free({"Présidence", "Présidence"}, {time("2001-01-01", "2014-11-06")}, time("2014-11-06"), one)) == "accepted");
    CHECK(told(seat_is_free({"Présidence", "Présidence"}, {time("2001-01-01", "2014-11-07")}, time("2014-11-06"), one)) ==
          "bodies.no_seat_free");
    CHECK(told(seat_is_free({"Présidence", "Présidence"}, {time("2016-01-01")}, time("2014-11-06"), one)) == "bodies.no_seat_free");
    CHECK(told(seat_is_free({"Présidence", "Présidence"}, {time("2016-01-01")}, time("2014-11-06", "2016-01-01"), one)) == "accepted");
    // It is named in the reader's language.
    const auto taken = seat_is_free({"Présidence", "Chair"}, {time("2016-01-01")}, time("2016-01-01"), one);
    const base::Words french(base::Language::fr), english(base::Language::en);
    CHECK(sentence(french, taken.error().why) == "Aucun siège libre le 1er janvier 2016 : 1 pour 1 à « Présidence ».");
    CHECK(sentence(english, taken.error().why) == "No seat is free on 1 January 2016: 1 of 1 at ‘Chair’.");
    auto ended = body_from("", "2020-05-02");
    ended.name_en = "Executive";
    CHECK(sentence(french, has_ended(ended).error().why) == "L’instance « Bureau » a pris fin le 2 mai 2020.");
    CHECK(sentence(english, has_ended(ended).error().why) == "The body ‘Executive’ ended on 2 May 2020.");
    // 30 that become 28: who begins before is counted on that day too.
    const std::vector<Size> fewer{{{}, 2, "source:1001"}, {Date::parse("2020-01-01"), 1, "source:1001"}};
    CHECK(told(seat_is_free({"Bureau", "Bureau"}, {time("2018-01-01")}, time("2019-01-01"), fewer)) == "bodies.no_seat_free");
    CHECK(told(seat_is_free({"Bureau", "Bureau"}, {time("2018-01-01", "2020-01-01")}, time("2019-01-01"), fewer)) == "accepted");
}

TEST_CASE("Whoever was recorded by mistake did not cease to be a member on the first of days") {
    const auto said = [](base::Language language, const char* until) {
        return base::sentence(base::Words(language), no_member_since("Lutèce", *Date::parse(until)).error().why);
    };
    CHECK(said(base::Language::fr, "0001-01-01") == "Lutèce a été consigné par erreur\u00a0: ce n’a jamais été un membre.");
    CHECK(said(base::Language::en, "0001-01-01") == "Lutèce was recorded by mistake: it never was a member.");
    CHECK(said(base::Language::fr, "0001-01-02") == "Lutèce n’est plus membre depuis le 2 janvier 1.");
}

TEST_CASE("No mandate begins before its body, its member or its decision, nor after either has ended") {
    struct Row {
        const char *from, *created, *ended, *since, *left, *decided, *expected;
    };
    for (const Row& row : {
             Row{"1979", "1979", "", "", "", "", "accepted"},
             Row{"1978-12-31", "1979", "", "", "", "", "from before_body"},
             Row{"2020-05-01", "", "2020-05-02", "", "", "", "accepted"},
             Row{"2020-05-02", "", "2020-05-02", "", "", "", "bodies.body_ended"},
             Row{"2010-01-01", "", "", "2010-01-01", "", "", "accepted"},
             Row{"2009-12-31", "", "", "2010-01-01", "", "", "bodies.before_membership"},
             Row{"2019-12-31", "", "", "2010-01-01", "2020-01-01", "", "accepted"},
             Row{"2020-01-01", "", "", "2010-01-01", "2020-01-01", "", "bodies.after_membership"},
             Row{"2014-11-06", "", "", "", "", "2014-11-06", "accepted"},
             Row{"2014-11-05", "", "", "", "", "2014-11-06", "from before_decision"},
             Row{"2014", "", "", "", "", "2014-11-06", "accepted"},
         }) {
        CAPTURE(row.from);
        const MemberTime member{"Exemple", Date::parse(row.since), Date::parse(row.left)};
        CHECK(told(may_begin(at(row.from), body_from(row.created, row.ended), member, Date::parse(row.decided))) == row.expected);
    }
    CHECK(told(may_begin(at("2009"), body_from(""), {}, {})) == "accepted");
}

TEST_CASE("No mandate ends before it begins, nor later than today") {
    const auto today = day("2026-09-21");
    CHECK(told(may_end("until", at("2026-09-21"), at("2020"), today)) == "accepted");
    CHECK(told(may_end("until", at("2026-09-22"), at("2020"), today)) == "until date_future");
    CHECK(told(may_end("until", at("2020-01-01"), at("2020-01-01"), today)) == "accepted");
    CHECK(told(may_end("until", at("2019-12-31"), at("2020-01-01"), today)) == "until before_from");
    CHECK(told(may_end("until", at("2020"), at("2020-06-01"), today)) == "accepted");
}

TEST_CASE("Sitting mayors sit: the person holds the executive on the day the mandate begins") {
    const Id<Person> ada{1001}, bea{1002};
    const std::vector<Term> terms{{bea, at("2020-05-02"), {}}, {ada, at("2014-04-05"), at("2020-05-02")}};
    const auto may = [&](Id<Person> person, const char* from) { return told(must_be_mayor("Exemple", person, at(from), terms)); };
    CHECK(may(bea, "2020-05-02") == "accepted");
    CHECK(may(bea, "2020-05-01") == "bodies.no_titular");
    CHECK(may(ada, "2020-05-01") == "accepted");
    CHECK(may(ada, "2020-05-02") == "bodies.no_titular");
    CHECK(may({1003}, "2018") == "bodies.no_titular");
    CHECK(told(must_be_mayor("Exemple", ada, at("2018"), {})) == "bodies.no_titular");
}

TEST_CASE("An office is come to in its own way, and only one that is elected or given can be held for another") {
    for (const auto way : {Way::elected, Way::appointed, Way::ex_officio, Way::honorary}) {
        const bool filled = way == Way::elected || way == Way::appointed;
        CHECK(begins_so(way, Beginning::election) == (way == Way::elected));
        CHECK(begins_so(way, Beginning::appointment) == (way == Way::appointed));
        CHECK(begins_so(way, Beginning::ex_officio) == (way == Way::ex_officio));
        CHECK(begins_so(way, Beginning::honour) == (way == Way::honorary));
        CHECK(begins_so(way, Beginning::interim) == filled);
        CHECK(begins_so(way, Beginning::replacement) == filled);
    }
}

TEST_CASE("A term of two years is over on the same day two years later") {
    CHECK(term_end(at("2014-11-06"), 2) == day("2016-11-06"));
    CHECK(term_end(at("2024-02-29"), 2) == day("2026-03-01"));
    CHECK(term_end(at("2024-02-29"), 4) == day("2028-02-29"));
    CHECK(term_end(at("2014"), 2) == day("2016-12-31"));
    CHECK(term_end(at("9998"), 2) == day("9999-12-31"));
}

TEST_CASE("Two sources disagree on an office of one seat when they name others over the same time") {
    struct Row {
        const char *one, *until, *other, *other_until;
        bool expected;
    };
    for (const Row& row : {
             Row{"1979", "1995", "1995", "2001", false},  // both may be right: it changed in 1995
             Row{"1979", "1995", "1994", "2001", true},   // both are certain of the last day of 1994
             Row{"1979", "1995", "1993", "2001", true},
             Row{"2014-11-06", "", "2014-11-06", "", true},
             Row{"2014-11-06", "", "2014-11-07", "", false},
             Row{"2014", "", "2014", "", false},  // one after the other, perhaps
             Row{"2014", "2018", "2016-01-01", "", true},
             Row{"2014", "2018", "2014-11-06", "", false},  // 2014 may have begun later than that
             Row{"2014", "2018", "2017-12-31", "", true},
             Row{"2014", "2018", "2018-01-01", "", false},
             Row{"2014", "2018", "2015/2016", "", true},
             Row{"2014", "2018", "2014/2016", "", false},
         }) {
        CAPTURE(row.one);
        CAPTURE(row.other);
        const Claim one{"ada", at(row.one), maybe(row.until)}, other{"bea", at(row.other), maybe(row.other_until)};
        CHECK(disagree(one, other) == row.expected);
        CHECK(disagree(other, one) == row.expected);
        CHECK_FALSE(disagree(one, Claim{"ada", other.from, other.until}));
    }
}
