#include "base/money.h"
#include <algorithm>
#include <charconv>
#include "base/wide.h"

namespace base {
namespace {

// ISO 4217 by number of decimals. Withdrawn since 2022 and kept: ANG BGN CUC HRK SLL ZWL. BOV, CHE, CHW, CLF, COU, MXV, USN,
// UYI and UYW are funds and units that agreements do name.
constexpr std::string_view without_decimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view with_two =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP "
    "COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR "
    "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK "
    "NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
    "TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL";
constexpr std::string_view with_three = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view with_four = "CLF UYW";

constexpr std::size_t count_of(std::string_view list) { return (list.size() + 1) / 4; }

constexpr auto table = [] {
    std::array<Currency, count_of(without_decimals) + count_of(with_two) + count_of(with_three) + count_of(with_four)> currencies{};
    std::size_t next = 0;
    const auto take = [&](std::string_view list, std::int8_t decimals) {
        for (std::size_t at = 0; at < list.size(); at += 4) currencies[next++] = {{list[at], list[at + 1], list[at + 2]}, decimals};
    };
    take(without_decimals, 0);
    take(with_two, 2);
    take(with_three, 3);
    take(with_four, 4);
    std::sort(currencies.begin(), currencies.end());
    return currencies;
}();

std::expected<Money, MoneyError> fitted(Wide minor, Currency currency) {
    const auto fits = narrow(minor);
    if (!fits) return std::unexpected(MoneyError::overflow);
    return Money{*fits, currency};
}

bool is_digits(std::string_view text) { return text.find_first_not_of("0123456789") == text.npos; }

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
    if (code.size() != 3) return {};
    const std::array<char, 3> letters{code[0], code[1], code[2]};
    const auto found =
        std::lower_bound(table.begin(), table.end(), letters, [](const Currency& c, const auto& l) { return c.letters < l; });
    if (found == table.end() || found->letters != letters) return {};
    return *found;
}

std::span<const Currency> Currency::all() { return table; }

std::string Money::text() const {
    char digits[24];
    const std::uint64_t size = minor < 0 ? 0 - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
    const auto end = std::to_chars(digits, digits + sizeof digits, size).ptr;
    std::string text(digits, end);
    const auto decimals = static_cast<std::size_t>(currency.decimals);
    if (decimals > 0) {
        if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
        text.insert(text.size() - decimals, 1, '.');
    }
    if (minor < 0) text.insert(0, 1, '-');
    return text;
}

std::string Money::text_and_code() const { return text().append(" ").append(currency.code()); }

std::optional<Money> Money::parse(std::string_view text, Currency currency) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto dot = text.find('.');
    const auto units = text.substr(0, dot), decimals = dot == text.npos ? std::string_view() : text.substr(dot + 1);
    const auto places = static_cast<std::size_t>(currency.decimals);
    if (units.empty() || !is_digits(units) || (units.size() > 1 && units[0] == '0')) return {};
    if (dot != text.npos && (decimals.empty() || decimals.size() > places || !is_digits(decimals))) return {};
    std::string digits = negative ? "-" : "";
    digits.append(units).append(decimals).append(places - decimals.size(), '0');
    Money money{0, currency};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), money.minor);
    if (error != std::errc() || end != digits.data() + digits.size() || (negative && money.minor == 0)) return {};
    return money;
}

std::optional<Money> Money::parse_with_code(std::string_view text) {
    if (text.size() < 5 || text[text.size() - 4] != ' ') return {};
    const auto currency = Currency::parse(text.substr(text.size() - 3));
    return currency ? parse(text.substr(0, text.size() - 4), *currency) : std::nullopt;
}

std::expected<Money, MoneyError> add(const Money& a, const Money& b) {
    if (a.currency != b.currency) return std::unexpected(MoneyError::currencies_differ);
    return fitted(Wide(a.minor) + b.minor, a.currency);
}

std::expected<Money, MoneyError> subtract(const Money& a, const Money& b) {
    if (a.currency != b.currency) return std::unexpected(MoneyError::currencies_differ);
    return fitted(Wide(a.minor) - b.minor, a.currency);
}

std::expected<Money, MoneyError> multiply(const Money& amount, const Rational& share) {
    const auto minor = share_of(amount.minor, share);
    if (!minor) return std::unexpected(MoneyError::overflow);
    return Money{*minor, amount.currency};
}

std::optional<std::strong_ordering> compare(const Money& a, const Money& b) {
    if (a.currency != b.currency) return {};
    return a.minor <=> b.minor;
}

}  // namespace base
