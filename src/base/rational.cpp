#include "base/rational.h"
#include <charconv>
#include "base/wide.h"

namespace base {
namespace {

Wide greatest_divisor(Wide a, Wide b) {
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

// Products of two 64-bit integers and sums of two such products all fit in 128 bits.
std::optional<Rational> lowest(Wide numerator, Wide denominator) {
    if (denominator == 0) return {};
    const Wide divisor = greatest_divisor(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const auto top = narrow(numerator), bottom = narrow(denominator);
    if (!top || !bottom) return {};
    return *bottom == 1 ? Rational(*top) : Rational::of(*top, *bottom);
}

Wide floor_of(Wide numerator, Wide denominator) {
    const Wide quotient = numerator / denominator;
    return numerator % denominator < 0 ? quotient - 1 : quotient;
}

Wide nearest(Wide numerator, Wide denominator) {
    const Wide down = floor_of(numerator, denominator);
    const Wide above = numerator - down * denominator;  // from 0 to denominator - 1
    const Wide to_next = denominator - above;
    return above > to_next || (above == to_next && down % 2 != 0) ? down + 1 : down;
}

std::optional<std::int64_t> integer(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

bool all_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

}  // namespace

std::optional<Rational> Rational::of(std::int64_t numerator, std::int64_t denominator) {
    if (denominator <= 0 || greatest_divisor(numerator, denominator) != 1) return lowest(numerator, denominator);
    Rational value;
    value.numerator_ = numerator;
    value.denominator_ = denominator;
    return value;
}

std::optional<Rational> Rational::parse(std::string_view text) {
    const auto unsigned_text = text.starts_with('-') ? text.substr(1) : text;
    if (const auto slash = unsigned_text.find('/'); slash != text.npos) {
        const auto top = unsigned_text.substr(0, slash), bottom = unsigned_text.substr(slash + 1);
        if (!all_digits(top) || !all_digits(bottom)) return {};
        const auto numerator = integer(text.substr(0, text.find('/'))), denominator = integer(bottom);
        return numerator && denominator ? of(*numerator, *denominator) : std::nullopt;
    }
    std::string digits(text);
    std::int64_t scale = 1;
    if (const auto dot = text.find('.'); dot != text.npos) {
        const auto decimals = text.substr(dot + 1);
        if (!all_digits(decimals) || decimals.size() > 18) return {};
        for (std::size_t i = 0; i < decimals.size(); ++i) scale *= 10;
        if (!all_digits(unsigned_text.substr(0, unsigned_text.find('.')))) return {};
        digits.erase(dot, 1);
    } else if (!all_digits(unsigned_text)) {
        return {};
    }
    const auto numerator = integer(digits);
    return numerator ? of(*numerator, scale) : std::nullopt;
}

std::string Rational::text() const {
    const auto top = std::to_string(numerator_);
    return denominator_ == 1 ? top : top + "/" + std::to_string(denominator_);
}

std::strong_ordering Rational::operator<=>(const Rational& other) const {
    return Wide(numerator_) * other.denominator_ <=> Wide(other.numerator_) * denominator_;
}

std::int64_t Rational::floor() const { return static_cast<std::int64_t>(floor_of(numerator_, denominator_)); }
std::int64_t Rational::ceil() const { return static_cast<std::int64_t>(-floor_of(-Wide(numerator_), denominator_)); }
std::int64_t Rational::round() const { return static_cast<std::int64_t>(nearest(numerator_, denominator_)); }

std::optional<Rational> add(const Rational& a, const Rational& b) {
    return lowest(Wide(a.numerator()) * b.denominator() + Wide(b.numerator()) * a.denominator(), Wide(a.denominator()) * b.denominator());
}

std::optional<Rational> subtract(const Rational& a, const Rational& b) {
    return lowest(Wide(a.numerator()) * b.denominator() - Wide(b.numerator()) * a.denominator(), Wide(a.denominator()) * b.denominator());
}

std::optional<Rational> multiply(const Rational& a, const Rational& b) {
    return lowest(Wide(a.numerator()) * b.numerator(), Wide(a.denominator()) * b.denominator());
}

std::optional<Rational> divide(const Rational& a, const Rational& b) {
    return lowest(Wide(a.numerator()) * b.denominator(), Wide(a.denominator()) * b.numerator());
}

std::optional<std::int64_t> share_of(std::int64_t value, const Rational& share) {
    return narrow(nearest(Wide(value) * share.numerator(), share.denominator()));
}

}  // namespace base
