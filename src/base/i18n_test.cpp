#include "base/i18n.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <algorithm>
#include <set>
#include "base/message.h"

using namespace base;

namespace {

// U+00A0 and U+202F, which CLDR puts around French numbers.
#define NBSP "\u00A0"
#define NARROW "\u202F"

const Words& words(Language language) {
    static const Words fr(Language::fr), en(Language::en);
    return language == Language::fr ? fr : en;
}
const Words& fr() { return words(Language::fr); }
const Words& en() { return words(Language::en); }
Date day(std::string_view iso) { return Date::parse(iso).value(); }
Rational fraction(std::int64_t numerator, std::int64_t denominator) { return Rational::of(numerator, denominator).value(); }

}  // namespace

TEST_CASE("A message is found by its key, and a key that is missing gives itself back") {
    CHECK(fr().text("language.en") == "anglais");
    CHECK(en().text("language.en") == "English");
    CHECK(fr().text("no.such.key") == "no.such.key");
    CHECK(fr().format("no.such.key", {{"n", 1}}) == "no.such.key");
    CHECK(fr().has("language.en"));
    CHECK_FALSE(fr().has("no.such.key"));
    CHECK_FALSE(fr().has(""));
    for (const auto key : fr().keys()) CHECK(fr().has(key));
    CHECK(std::is_sorted(fr().keys().begin(), fr().keys().end()));
    CHECK(fr().language() == Language::fr);
}

TEST_CASE("A message takes its arguments by name, and shows one that is not given") {
    CHECK(fr().format("wrong.too_long", {{"max", 1}}) == "Indiquez 1 caractère au plus.");
    CHECK(fr().format("wrong.too_long", {{"max", 1200}}) == "Indiquez 1" NARROW "200 caractères au plus.");
    CHECK(fr().format("wrong.too_long", {{"max", 2'000'000}}) == "Indiquez 2" NARROW "000" NARROW "000 de caractères au plus.");
    CHECK(en().format("wrong.too_long", {{"max", 1}}) == "Give 1 character at most.");
    CHECK(en().format("wrong.too_long", {{"max", 1200}}) == "Give 1,200 characters at most.");
    CHECK(fr().format("wrong.above", {{"max", Money{55'000, euro}}}) == "Indiquez au plus 550,00" NBSP "€.");
    CHECK(fr().format("wrong.above", {{"max", day("2026-11-21")}}) == "Indiquez au plus 21 novembre 2026.");
    CHECK(fr().format("wrong.above", {{"max", "dix"}}) == "Indiquez au plus dix.");
    CHECK(en().format("wrong.above", {{"max", fraction(2, 3)}}) == "Give at most 66.7%.");
    const auto about = PartialDate::parse("2014~").value();
    CHECK(en().format("wrong.above", {{"max", about}}) == "Give at most about 2014.");
    CHECK(fr().format("wrong.above", {{"min", 3}}) == "Indiquez au plus {max}.");
    CHECK(fr().format("wrong.too_long", {{"max", "dix"}}) == "{max}");
    CHECK(fr().format("language.en", {{"n", 3}}) == "anglais");
}

TEST_CASE("Integers are grouped by three") {
    const struct {
        std::int64_t number;
        const char *fr, *en;
    } cases[] = {
        {0, "0", "0"},
        {7, "7", "7"},
        {999, "999", "999"},
        {1'000, "1" NARROW "000", "1,000"},
        {-1'000, "-1" NARROW "000", "-1,000"},
        {12'345'678, "12" NARROW "345" NARROW "678", "12,345,678"},
        {-999, "-999", "-999"},
        {INT64_MIN, "-9" NARROW "223" NARROW "372" NARROW "036" NARROW "854" NARROW "775" NARROW "808", "-9,223,372,036,854,775,808"}};
    for (const auto& c : cases) {
        CHECK(fr().number(c.number) == c.fr);
        CHECK(en().number(c.number) == c.en);
    }
}

TEST_CASE("Fractions are shown with as few decimals as they need, up to those asked") {
    CHECK(fr().number(fraction(655'957, 1000), 3) == "655,957");
    CHECK(en().number(fraction(655'957, 1000), 2) == "655.96");
    CHECK(en().number(fraction(12'345'671, 10)) == "1,234,567.1");
    CHECK(en().number(fraction(-1, 200)) == "0");  // a half to the even one, and no negative zero
    CHECK(en().number(fraction(-3, 200)) == "-0.02");
    CHECK(en().number(Rational(INT64_MAX), 9) == "9,223,372,036,854,775,807");
    const struct {
        Rational share;
        int decimals;
        const char *fr, *en;
    } cases[] = {{fraction(1, 2), 1, "50" NBSP "%", "50%"},
                 {fraction(1, 3), 1, "33,3" NBSP "%", "33.3%"},
                 {fraction(2, 3), 0, "67" NBSP "%", "67%"},
                 {fraction(2, 3), 3, "66,667" NBSP "%", "66.667%"},
                 {Rational(0), 1, "0" NBSP "%", "0%"},
                 {Rational(12), 1, "1" NARROW "200" NBSP "%", "1,200%"},
                 {fraction(-1, 8), 1, "-12,5" NBSP "%", "-12.5%"},
                 {fraction(4'996, 10'000), 1, "50" NBSP "%", "50%"},
                 {fraction(4'996, 10'000), 2, "49,96" NBSP "%", "49.96%"},
                 {fraction(1, 100), 99, "1" NBSP "%", "1%"},
                 {fraction(1, 2'000), 1, "0" NBSP "%", "0%"},
                 {fraction(3, 2'000), 1, "0,2" NBSP "%", "0.2%"}};
    for (const auto& c : cases) {
        CHECK(fr().percent(c.share, c.decimals) == c.fr);
        CHECK(en().percent(c.share, c.decimals) == c.en);
    }
}

TEST_CASE("Amounts stand as CLDR places them, with the decimals of ISO 4217") {
    const auto xof = cfa_franc_west, usd = *Currency::parse("USD"), tnd = *Currency::parse("TND");
    const struct {
        Money money;
        const char *fr, *en;
    } cases[] = {{{55'000, euro}, "550,00" NBSP "€", "€550.00"},
                 {{5, euro}, "0,05" NBSP "€", "€0.05"},
                 {{0, euro}, "0,00" NBSP "€", "€0.00"},
                 {{-123'456'789, euro}, "-1" NARROW "234" NARROW "567,89" NBSP "€", "-€1,234,567.89"},
                 {{-5, euro}, "-0,05" NBSP "€", "-€0.05"},
                 {{1'200'000, xof}, "1" NARROW "200" NARROW "000" NBSP "F" NARROW "CFA", "F" NARROW "CFA" NBSP "1,200,000"},
                 {{100, usd}, "1,00" NBSP "$US", "US$1.00"},
                 {{1'500, tnd}, "1,500" NBSP "TND", "TND" NBSP "1.500"},
                 {{7, Currency{}}, "7 XXX", "7 XXX"}};
    for (const auto& c : cases) {
        CHECK(fr().money(c.money) == c.fr);
        CHECK(en().money(c.money) == c.en);
    }
}

TEST_CASE("Dates are written in words, the first of a month as an ordinal in French") {
    CHECK(fr().date(day("2026-11-21")) == "21 novembre 2026");
    CHECK(en().date(day("2026-11-21")) == "21 November 2026");
    CHECK(fr().date(day("2026-08-01")) == "1er août 2026");
    CHECK(en().date(day("2026-08-01")) == "1 August 2026");
    CHECK(fr().short_date(day("2026-03-01")) == "01/03/2026");
    CHECK(fr().short_date(day("0987-12-31")) == "31/12/0987");
    CHECK(en().short_date(day("2026-03-01")) == "1 Mar 2026");
    CHECK(fr().month(day("2014-11-06")) == "novembre 2014");
    CHECK(en().month(day("2014-11-06")) == "November 2014");
}

TEST_CASE("A partial date is told in words, for each of its forms") {
    const struct {
        const char *edtf, *fr, *en;
    } cases[] = {
        {"2014-11-06", "6 novembre 2014", "6 November 2014"},
        {"2014-11", "novembre 2014", "November 2014"},
        {"2014", "2014", "2014"},
        {"2014~", "vers 2014", "about 2014"},
        {"2023-10~", "vers octobre 2023", "about October 2023"},
        {"2014-11-06~", "vers le 6 novembre 2014", "about 6 November 2014"},
        {"2010/2013", "entre 2010 et 2013", "between 2010 and 2013"},
        {"2010-03/2011-08", "entre mars 2010 et août 2011", "between March 2010 and August 2011"},
        {"2010-04/2011", "entre avril 2010 et 2011", "between April 2010 and 2011"},
        {"2010/2011-03-01", "entre 2010 et le 1er mars 2011", "between 2010 and 1 March 2011"},
        {"2014-11-01/2014-11-06", "entre le 1er novembre 2014 et le 6 novembre 2014", "between 1 November 2014 and 6 November 2014"},
        {"../2004", "2004 ou avant", "2004 or before"},
        {"../2004-02", "février 2004 ou avant", "February 2004 or before"},
        {"../2004-02-01", "le 1er février 2004 ou avant", "1 February 2004 or before"},
        {"2018/..", "depuis 2018", "since 2018"},
        {"2018-05/..", "depuis mai 2018", "since May 2018"},
        {"2018-05-09/..", "depuis le 9 mai 2018", "since 9 May 2018"}};
    for (const auto& c : cases) {
        CHECK(fr().partial_date(PartialDate::parse(c.edtf).value()) == c.fr);
        CHECK(en().partial_date(PartialDate::parse(c.edtf).value()) == c.en);
    }
    CHECK(fr().partial_date({}) == "date inconnue");
}

TEST_CASE("A time is told with its place and its offset from UTC") {
    const std::int64_t time = day("2026-11-21").days_since_1970() * 86'400'000'000 + 13 * 3'600'000'000 + 5 * 60'000'000;
    CHECK(fr().datetime(time, "Africa/Douala") == "21 novembre 2026 à 14" NBSP "h" NBSP "05 (Douala, UTC+1)");
    CHECK(en().datetime(time, "Africa/Douala") == "21 November 2026 at 14:05 (Douala, UTC+1)");
    CHECK(fr().datetime(time, "Africa/Algiers") == "21 novembre 2026 à 14" NBSP "h" NBSP "05 (Alger, UTC+1)");
    CHECK(en().datetime(time, "America/Port-au-Prince") == "21 November 2026 at 08:05 (Port-au-Prince, UTC−5)");
    CHECK(en().datetime(time, "Asia/Kolkata") == "21 November 2026 at 18:35 (Kolkata, UTC+5:30)");
    CHECK(en().datetime(time, "UTC") == "21 November 2026 at 13:05 (UTC)");
    CHECK(en().datetime(time, "Nowhere/City") == "21 November 2026 at 13:05 (UTC)");
    CHECK(fr().time_of_day(5) == "0" NBSP "h" NBSP "05");
    CHECK(en().time_of_day(1'439) == "23:59");
}

TEST_CASE("A list is joined as the language joins it") {
    const std::vector<std::string> cities = {"Dakar", "Liège", "Tunis"};
    CHECK(fr().list({}) == "");
    CHECK(fr().list(std::span(cities).first(1)) == "Dakar");
    CHECK(fr().list(std::span(cities).first(2)) == "Dakar et Liège");
    CHECK(fr().list(cities) == "Dakar, Liège et Tunis");
    CHECK(en().list(cities) == "Dakar, Liège and Tunis");
    CHECK(en().list(cities, "list.or") == "Dakar, Liège or Tunis");
}

TEST_CASE("Countries and currencies have names in each language") {
    CHECK(fr().country("SN") == "Sénégal");
    CHECK(en().country("SN") == "Senegal");
    CHECK(fr().country("VN") == "Viêt Nam");
    CHECK(fr().country("ZZ") == "ZZ");
    CHECK(fr().country("sn") == "sn");
    CHECK(fr().country("") == "");
    CHECK(fr().currency_name(euro) == "euro");
    CHECK(en().currency_name(cfa_franc_west) == "West African CFA Franc");
}

TEST_CASE("Names compare as the language sorts them") {
    CHECK(fr().compare("Évian", "Zinder") < 0);
    CHECK(fr().compare("Évian", "Evian") > 0);
    CHECK(en().collation_key("Évian") < en().collation_key("Zinder"));
}

TEST_CASE("An amount is understood as people of the language type it") {
    const struct {
        const char* typed;
        std::int64_t fr, en;
    } cases[] = {{"550", 55'000, 55'000},
                 {"550.5", 55'050, 55'050},
                 {"550,5", 55'050, 55'050},
                 {" 1 234,50 ", 123'450, 123'450},
                 {"1" NARROW "234,50", 123'450, 123'450},
                 {"1" NBSP "234.50", 123'450, 123'450},
                 {"1,234.50", -1, 123'450},
                 {"12,000", -1, 1'200'000},
                 {"1,234,567", -1, 123'456'700},
                 {"1.234,50", -1, -1},
                 {"1,23,4.00", -1, -1},
                 {",500", -1, -1},
                 {"", -1, -1},
                 {"cent", -1, -1},
                 {"550 €", -1, -1},
                 {"1,2,3", -1, -1}};
    for (const auto& c : cases) {
        CHECK_MESSAGE(fr().read_money(c.typed, euro).value_or(Money{-1, euro}).minor == c.fr, c.typed);
        CHECK_MESSAGE(en().read_money(c.typed, euro).value_or(Money{-1, euro}).minor == c.en, c.typed);
    }
    CHECK(fr().read_money("\u22125,00", euro)->minor == -500);
}

TEST_CASE("What is shown as an amount is understood as that amount") {
    CHECK(rc::check([] {
        const Money money{*rc::gen::arbitrary<std::int64_t>(), euro};
        for (const auto language : languages) {
            auto shown = words(language).money(money);
            shown.erase(shown.find("€"), std::string("€").size());
            RC_ASSERT(words(language).read_money(shown, euro) == std::optional(money));
        }
    }));
}

TEST_CASE("A refusal is told by its sentence, or by a general one that names its code") {
    CHECK(sentence(fr(), Finding{"acts.wrong_fields", "", {}}) == "Certains champs sont à corriger.");
    CHECK(sentence(fr(), Finding{"members.unheard_of", "", {{"cities", std::int64_t(10)}}}) ==
          "Une règle s’y oppose (members.unheard_of).");
    // What has another name in each language comes with both: the sentence takes the reader's.
    const Finding named{"bodies.no_members", "", {{"name_fr", "Bureau"}, {"name_en", "Executive"}}};
    CHECK(sentence(fr(), named).starts_with("« Bureau » "));
    CHECK(sentence(en(), named).starts_with("‘Executive’ "));
    CHECK(sentence(en(), Finding{"members.unheard_of", "", {}}) == "A rule forbids this (members.unheard_of).");
}

TEST_CASE("Every code of a wrong field has a sentence in both languages, which uses its figures") {
    for (const auto* plain : {"missing",
                              "empty",
                              "too_short",
                              "text",
                              "control_character",
                              "noncharacter",
                              "not_utf8",
                              "integer",
                              "date",
                              "date_future",
                              "partial_date",
                              "money",
                              "currency",
                              "choice",
                              "unknown",
                              "repeated_name",
                              "json",
                              "list",
                              "object",
                              "id",
                              "hash",
                              "email",
                              "url",
                              "country",
                              "latitude",
                              "longitude",
                              "unknown_reference"}) {
        for (const auto language : languages) {
            CHECK_MESSAGE(words(language).has(std::string("wrong.") + plain), plain);
            const auto said = sentence(words(language), Wrong{"field", plain, {}});
            CHECK(said.ends_with("."));
            CHECK(said.find('{') == said.npos);
        }
    }
    CHECK(sentence(fr(), Wrong{"field", "too_long", {{"max", std::int64_t(200)}}}) == "Indiquez 200 caractères au plus.");
    CHECK(sentence(fr(), Wrong{"field", "too_many", {{"max", std::int64_t(1)}}}) == "Indiquez 1 élément au plus.");
    CHECK(sentence(en(), Wrong{"field", "below", {{"min", std::int64_t(3)}}}) == "Give at least 3.");
    CHECK(sentence(en(), Wrong{"field", "above", {{"max", day("2026-11-21")}}}) == "Give at most 21 November 2026.");
    CHECK(sentence(en(), Wrong{"field", "odd", {}}) == "This value cannot be accepted (odd).");
}

TEST_CASE("A pattern's styles write the texts that figures hold") {
    const Argument arguments[] = {{"amount", "550.00 EUR"},   {"share", "2/3"}, {"since", "2014~"}, {"code", "SN"}, {"year", 2026},
                                  {"day", day("2026-03-01")}, {"odd", "n/a"},   {"kind", "city"},   {"rank", 22}};
    const struct {
        const char *pattern, *fr, *en;
    } cases[] = {{"{amount, number, currency}", "550,00" NBSP "€", "€550.00"},
                 {"{share, number, percent}", "66,7" NBSP "%", "66.7%"},
                 {"{share, number}", "0,67", "0.67"},
                 {"{since, date}", "vers 2014", "about 2014"},
                 {"{code, country}", "Sénégal", "Senegal"},
                 {"{year} {year, number, ::group-off}", "2" NARROW "026 2026", "2,026 2026"},
                 {"{day, date, short}", "01/03/2026", "1 Mar 2026"},
                 {"{odd, number, currency}/{odd, date}", "n/a/n/a", "n/a/n/a"},
                 {"{kind, select, city{C} other{O}}{odd, select, city{C} other{O}}", "CO", "CO"},
                 {"{rank, selectordinal, one{#st} two{#nd} few{#rd} other{#th}}", "22th", "22nd"},
                 {"{year, plural, =2026{this} one{#} other{# of {code}}} {rank, plural, one{#} other{# of {code}}}", "this 22 of SN",
                  "this 22 of SN"},
                 {"{absent} {absent, plural, other{}}{absent, select, other{}}", "{absent} {absent}{absent}", "{absent} {absent}{absent}"},
                 {"it's # | 'quoted'", "it's # | 'quoted'", "it's # | 'quoted'"}};
    for (const auto& c : cases) {
        const auto pattern = compile_pattern(c.pattern);
        REQUIRE_MESSAGE(pattern, c.pattern);
        CHECK(write(*pattern, fr(), arguments) == c.fr);
        CHECK(write(*pattern, en(), arguments) == c.en);
    }
}
