// Amounts of money: an integer of minor units and a currency (ISO 4217). Never floating point, never undefined.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include "base/rational.h"

namespace base {

struct Currency {
    std::array<char, 3> letters{'X', 'X', 'X'};  // XXX: "no currency"; parse never gives it
    std::int8_t decimals = 0;                    // 2: a minor unit is a hundredth

    auto operator<=>(const Currency&) const = default;
    std::string_view code() const { return {letters.data(), letters.size()}; }
    // The ISO 4217 code written in capitals; nothing for metals, units of account, test codes and what is not a code.
    // A few recently withdrawn codes are known as well, since old acts name them.
    static std::optional<Currency> parse(std::string_view code);
    static std::span<const Currency> all();  // sorted by code
};

inline constexpr Currency euro{{'E', 'U', 'R'}, 2};
inline constexpr Currency cfa_franc_west{{'X', 'O', 'F'}, 0};
inline constexpr Currency cfa_franc_central{{'X', 'A', 'F'}, 0};

enum class MoneyError { overflow, currencies_differ };

struct Money {
    std::int64_t minor = 0;
    Currency currency;

    bool operator==(const Money&) const = default;
    // "550.00", "-0.05", "1200" for a currency without decimals: always every decimal.
    std::string text() const;
    std::string text_and_code() const;  // "550.00 EUR": how a figure of a finding holds an amount
    // Digits, then at most the currency's decimals after a point; a minus sign first is allowed. Nothing when it is written
    // otherwise (spaces, commas, leading zeros, "-0") or does not fit.
    static std::optional<Money> parse(std::string_view text, Currency currency);
    static std::optional<Money> parse_with_code(std::string_view text);  // reads text_and_code
};

std::expected<Money, MoneyError> add(const Money&, const Money&);
std::expected<Money, MoneyError> subtract(const Money&, const Money&);
// The share of an amount, to the nearest minor unit, a half to the even one.
std::expected<Money, MoneyError> multiply(const Money&, const Rational& share);
// Nothing when the currencies differ.
std::optional<std::strong_ordering> compare(const Money&, const Money&);

}  // namespace base
