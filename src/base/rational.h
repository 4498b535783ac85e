// Exact fractions of 64-bit integers, for the arithmetic of rules: two thirds of the votes cast, 40 % of a cost.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// Always in lowest terms with a denominator of at least 1, so equal values have equal parts.
// Operations answer nothing when the result, in lowest terms, does not fit in 64 bits.
class Rational {
public:
    constexpr Rational() = default;  // zero
    constexpr explicit Rational(std::int64_t integer) : numerator_(integer) {}
    // Nothing when the denominator is zero or the fraction does not fit.
    static std::optional<Rational> of(std::int64_t numerator, std::int64_t denominator);
    // "3", "-3/4" (lowest terms not required) or an exact decimal "0.35"; no spaces, no plus sign, no exponent.
    static std::optional<Rational> parse(std::string_view text);

    std::int64_t numerator() const { return numerator_; }
    std::int64_t denominator() const { return denominator_; }
    std::string text() const;  // "3" or "-3/4"; parse reads it back

    bool operator==(const Rational&) const = default;
    std::strong_ordering operator<=>(const Rational& other) const;

    // To an integer: down, up, or to the nearest, a half to the even one.
    std::int64_t floor() const;
    std::int64_t ceil() const;
    std::int64_t round() const;

private:
    std::int64_t numerator_ = 0, denominator_ = 1;
};

std::optional<Rational> add(const Rational&, const Rational&);
std::optional<Rational> subtract(const Rational&, const Rational&);
std::optional<Rational> multiply(const Rational&, const Rational&);
std::optional<Rational> divide(const Rational&, const Rational&);  // nothing by zero as well
// value × share to the nearest integer, a half to the even one; exact until then, whatever the size of the product.
std::optional<std::int64_t> share_of(std::int64_t value, const Rational& share);

}  // namespace base
