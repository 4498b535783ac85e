#include "base/rational.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace base;

namespace {
Rational fraction(std::int64_t numerator, std::int64_t denominator) { return Rational::of(numerator, denominator).value(); }
Rational any(std::int64_t bound) {
    return fraction(*rc::gen::inRange<std::int64_t>(-bound, bound + 1), *rc::gen::inRange<std::int64_t>(1, bound + 1));
}
}  // namespace

TEST_CASE("A fraction is kept in lowest terms with a positive denominator") {
    CHECK(fraction(6, 4).text() == "3/2");
    CHECK(fraction(6, -4).text() == "-3/2");
    CHECK(fraction(-6, -4) == fraction(3, 2));
    CHECK(fraction(0, -7) == Rational());
    CHECK(fraction(8, 4) == Rational(2));
    CHECK_FALSE(Rational::of(1, 0));
    CHECK_FALSE(Rational::of(0, 0));
}

TEST_CASE("The ends of 64 bits are kept or refused, never wrapped") {
    CHECK(fraction(INT64_MIN, 1).numerator() == INT64_MIN);
    CHECK(fraction(INT64_MIN, INT64_MIN) == Rational(1));
    CHECK(fraction(INT64_MIN, 2).numerator() == INT64_MIN / 2);
    CHECK_FALSE(Rational::of(INT64_MIN, -1));
    CHECK_FALSE(Rational::of(1, INT64_MIN));
    CHECK(fraction(2, INT64_MIN).denominator() == std::int64_t(1) << 62);
    CHECK_FALSE(add(Rational(INT64_MAX), Rational(1)));
    CHECK(add(Rational(INT64_MAX - 1), Rational(1)) == Rational(INT64_MAX));
    CHECK_FALSE(subtract(Rational(INT64_MIN), Rational(1)));
    CHECK_FALSE(subtract(Rational(0), Rational(INT64_MIN)));
    CHECK_FALSE(multiply(Rational(INT64_MAX), Rational(2)));
    CHECK(multiply(Rational(INT64_MAX), fraction(2, INT64_MAX)) == Rational(2));
    CHECK_FALSE(add(fraction(1, INT64_MAX), fraction(1, INT64_MAX - 1)));
    CHECK_FALSE(divide(Rational(INT64_MIN), Rational(-1)));
    CHECK_FALSE(divide(Rational(1), Rational(0)));
}

TEST_CASE("Fractions compare exactly, however close") {
    CHECK(fraction(2, 3) > fraction(666'666'666'666, 1'000'000'000'000));
    CHECK(fraction(INT64_MAX - 1, INT64_MAX) < fraction(INT64_MAX, INT64_MAX - 1));
    CHECK(fraction(INT64_MIN, 3) < fraction(INT64_MIN + 1, 3));
    CHECK(fraction(-1, 2) < Rational(0));
    CHECK((fraction(4, 6) <=> fraction(2, 3)) == std::strong_ordering::equal);
}

TEST_CASE("To an integer: down, up, or to the nearest with a half to the even one") {
    const struct {
        std::int64_t numerator, denominator, floor, ceil, round;
    } cases[] = {{5, 2, 2, 3, 2},
                 {7, 2, 3, 4, 4},
                 {-5, 2, -3, -2, -2},
                 {-7, 2, -4, -3, -4},
                 {1, 3, 0, 1, 0},
                 {2, 3, 0, 1, 1},
                 {-1, 3, -1, 0, 0},
                 {-2, 3, -1, 0, -1},
                 {6, 1, 6, 6, 6},
                 {0, 1, 0, 0, 0},
                 {1, 2, 0, 1, 0},
                 {-1, 2, -1, 0, 0},
                 {INT64_MAX, 1, INT64_MAX, INT64_MAX, INT64_MAX},
                 {INT64_MIN, 1, INT64_MIN, INT64_MIN, INT64_MIN},
                 {INT64_MAX, 2, INT64_MAX / 2, INT64_MAX / 2 + 1, INT64_MAX / 2 + 1},
                 {1, INT64_MAX, 0, 1, 0}};
    for (const auto& c : cases) {
        const auto value = fraction(c.numerator, c.denominator);
        CHECK(value.floor() == c.floor);
        CHECK(value.ceil() == c.ceil);
        CHECK(value.round() == c.round);
    }
}

TEST_CASE("A share is exact until it is rounded, even when the product needs more than 64 bits") {
    CHECK(share_of(INT64_MAX, fraction(INT64_MAX - 1, INT64_MAX)) == INT64_MAX - 1);
    CHECK(share_of(100, fraction(1, 3)) == 33);
    CHECK(share_of(5, fraction(1, 2)) == 2);
    CHECK(share_of(-5, fraction(1, 2)) == -2);
    CHECK(share_of(INT64_MIN, Rational(1)) == INT64_MIN);
    CHECK_FALSE(share_of(INT64_MIN, Rational(-1)));
    CHECK_FALSE(share_of(INT64_MAX, fraction(3, 2)));
}

TEST_CASE("A fraction is read from an integer, a fraction or a decimal") {
    CHECK(Rational::parse("3") == Rational(3));
    CHECK(Rational::parse("-3/4") == fraction(-3, 4));
    CHECK(Rational::parse("2/4") == fraction(1, 2));
    CHECK(Rational::parse("0.35") == fraction(7, 20));
    CHECK(Rational::parse("-0.5") == fraction(-1, 2));
    CHECK(Rational::parse("655.957") == fraction(655'957, 1000));
    CHECK(Rational::parse("-9223372036854775808") == Rational(INT64_MIN));
    for (const auto* wrong : {"",
                              "-",
                              "+3",
                              "3/",
                              "/3",
                              "3/0",
                              "3/-4",
                              "--3",
                              ".5",
                              "5.",
                              "1.2.3",
                              "1/2/3",
                              "1 /2",
                              "0x1",
                              "1e3",
                              "9223372036854775808",
                              "0.1234567890123456789",
                              "1,5",
                              "-.5",
                              "1.-5",
                              "1/2.5"})
        CHECK_FALSE_MESSAGE(Rational::parse(wrong), wrong);
}

TEST_CASE("Fractions obey the laws of arithmetic, and read back what they write") {
    CHECK(rc::check([] {
        const auto a = any(2'000'000), b = any(2'000'000), c = any(1'000);
        RC_ASSERT(add(a, b) == add(b, a));
        RC_ASSERT(multiply(a, b) == multiply(b, a));
        RC_ASSERT(subtract(*add(a, b), b) == a);
        RC_ASSERT(multiply(*add(a, b), c) == add(*multiply(a, c), *multiply(b, c)));
        if (b != Rational()) RC_ASSERT(multiply(*divide(a, b), b) == a);
        RC_ASSERT((a < b) == (subtract(a, b)->numerator() < 0));
        RC_ASSERT(Rational::parse(a.text()) == a);
        RC_ASSERT(Rational(a.floor()) <= a);
        RC_ASSERT(a < Rational(a.floor() + 1));
        RC_ASSERT(a.ceil() - a.floor() == (a.denominator() == 1 ? 0 : 1));
        RC_ASSERT(a.round() == a.floor() || a.round() == a.ceil());
    }));
}
