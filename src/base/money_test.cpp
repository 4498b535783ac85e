#include "base/money.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <algorithm>

using namespace base;

namespace {
Currency currency(std::string_view code) { return Currency::parse(code).value(); }
}  // namespace

TEST_CASE("A currency has the decimals of ISO 4217") {
    const struct {
        const char* code;
        int decimals;
    } cases[] = {{"EUR", 2}, {"XOF", 0}, {"XAF", 0}, {"TND", 3}, {"JPY", 0}, {"CLF", 4}, {"MGA", 2},
                 {"CDF", 2}, {"GNF", 0}, {"KMF", 0}, {"VND", 0}, {"AED", 2}, {"ZWL", 2}, {"XPF", 0}};
    for (const auto& c : cases) CHECK(currency(c.code).decimals == c.decimals);
    CHECK(currency("EUR") == euro);
    CHECK(currency("XOF") == cfa_franc_west);
    CHECK(currency("XAF") == cfa_franc_central);
    for (const auto* wrong : {"", "EU", "EURO", "eur", "Eur", "XXX", "XAU", "XTS", "XDR", "ZZZ", "AAA", " EU", "EU "})
        CHECK_FALSE_MESSAGE(Currency::parse(wrong), wrong);
}

TEST_CASE("The table of currencies is sorted and names none twice") {
    const auto all = Currency::all();
    CHECK(all.size() > 160);
    for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].code() < all[i].code());
    for (const auto& c : all) CHECK(Currency::parse(c.code()) == c);
}

TEST_CASE("An amount is written with every decimal of its currency") {
    const struct {
        std::int64_t minor;
        const char *code, *text;
    } cases[] = {{55'000, "EUR", "550.00"},
                 {0, "EUR", "0.00"},
                 {5, "EUR", "0.05"},
                 {-5, "EUR", "-0.05"},
                 {100, "EUR", "1.00"},
                 {-12'345, "EUR", "-123.45"},
                 {1'200, "XOF", "1200"},
                 {-1, "XOF", "-1"},
                 {0, "XOF", "0"},
                 {1'500, "TND", "1.500"},
                 {1, "TND", "0.001"},
                 {1, "CLF", "0.0001"},
                 {INT64_MAX, "EUR", "92233720368547758.07"},
                 {INT64_MIN, "EUR", "-92233720368547758.08"}};
    for (const auto& c : cases) {
        const Money money{c.minor, currency(c.code)};
        CHECK(money.text() == c.text);
        CHECK(Money::parse(c.text, money.currency) == money);
        CHECK(money.text_and_code() == std::string(c.text) + " " + c.code);
        CHECK(Money::parse_with_code(money.text_and_code()) == money);
    }
}

TEST_CASE("An amount may be read with fewer decimals than its currency has, never with more") {
    CHECK(Money::parse("550", euro) == Money{55'000, euro});
    CHECK(Money::parse("550.5", euro) == Money{55'050, euro});
    CHECK_FALSE(Money::parse("550.500", euro));
    CHECK_FALSE(Money::parse("1.0", cfa_franc_west));
    for (const auto* wrong : {"",
                              "-",
                              ".",
                              "550.",
                              ".50",
                              "+550",
                              "--5",
                              "0550",
                              "00",
                              "-0",
                              "-0.00",
                              "5 50",
                              "550,00",
                              "1e3",
                              "5-",
                              "5.-5",
                              "92233720368547758.08",
                              "-92233720368547758.09",
                              "999999999999999999999",
                              "550.00 ",
                              " 550"})
        CHECK_FALSE_MESSAGE(Money::parse(wrong, euro), wrong);
    for (const auto* wrong : {"", "EUR", " EUR", "550.00", "550.00EUR", "550.00 eur", "550.00  EUR", "550.00 XXX", "550.000 EUR"})
        CHECK_FALSE_MESSAGE(Money::parse_with_code(wrong), wrong);
}

TEST_CASE("Amounts add only in one currency and only when the sum fits") {
    const Money one{1, euro}, most{INT64_MAX, euro}, least{INT64_MIN, euro}, franc{1, cfa_franc_west};
    CHECK(add(one, one) == Money{2, euro});
    CHECK(add(one, franc).error() == MoneyError::currencies_differ);
    CHECK(subtract(one, franc).error() == MoneyError::currencies_differ);
    CHECK(add(most, one).error() == MoneyError::overflow);
    CHECK(add(Money{INT64_MAX - 1, euro}, one) == most);
    CHECK(subtract(least, one).error() == MoneyError::overflow);
    CHECK(subtract(Money{INT64_MIN + 1, euro}, one) == least);
    CHECK(subtract(Money{0, euro}, least).error() == MoneyError::overflow);
    CHECK(compare(one, most) == std::strong_ordering::less);
    CHECK_FALSE(compare(one, franc));
}

TEST_CASE("A share of an amount rounds to the nearest minor unit, a half to the even one") {
    CHECK(multiply(Money{100'000, euro}, *Rational::of(40, 100)) == Money{40'000, euro});
    CHECK(multiply(Money{5, euro}, *Rational::of(1, 2)) == Money{2, euro});
    CHECK(multiply(Money{7, euro}, *Rational::of(1, 2)) == Money{4, euro});
    CHECK(multiply(Money{INT64_MAX, euro}, Rational(2)).error() == MoneyError::overflow);
}

TEST_CASE("Every amount comes back from its text, and from adding and taking away") {
    CHECK(rc::check([] {
        const auto all = Currency::all();
        const Currency chosen = all[*rc::gen::inRange<std::size_t>(0, all.size())];
        const Money money{*rc::gen::arbitrary<std::int64_t>(), chosen}, other{*rc::gen::arbitrary<std::int64_t>(), chosen};
        RC_ASSERT(Money::parse(money.text(), chosen) == money);
        if (const auto sum = add(money, other)) RC_ASSERT(subtract(*sum, other).value() == money);
    }));
}
