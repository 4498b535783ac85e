// Everything the reader sees, in their language: messages of the catalogues, numbers, money, dates, countries.
// Numbers and names are those of CLDR for French and for English as written in Britain.
#pragma once
#include <compare>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include "base/date.h"
#include "base/language.h"
#include "base/money.h"
#include "base/rational.h"
#include "base/verdict.h"

namespace base {

// A named argument of a message; it refers to texts and partial dates that outlive the call.
struct Argument {
    std::string_view name;
    std::variant<std::int64_t, std::string_view, Date, const PartialDate*, Money, Rational> value;

    template <std::integral Integer>
    requires(!std::same_as<Integer, bool> && !std::same_as<Integer, char>) Argument(std::string_view name, Integer number)
        : name(name), value(static_cast<std::int64_t>(number)) {}
    Argument(std::string_view name, std::string_view text) : name(name), value(text) {}
    Argument(std::string_view name, const std::string& text) : name(name), value(std::string_view(text)) {}
    Argument(std::string_view name, const char* text) : name(name), value(std::string_view(text)) {}
    Argument(std::string_view name, Date day) : name(name), value(day) {}
    Argument(std::string_view name, const PartialDate& date) : name(name), value(&date) {}
    Argument(std::string_view name, const Money& money) : name(name), value(money) {}
    Argument(std::string_view name, const Rational& share) : name(name), value(share) {}
};

// One language. Never changes once made, so threads share it; making one takes milliseconds: the app makes each once.
class Words {
public:
    explicit Words(Language language);
    ~Words();
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;

    Language language() const;
    bool has(std::string_view key) const;
    std::span<const std::string_view> keys() const;  // all of the catalogue, sorted

    // A message without arguments. A key that is missing gives itself back (that view lives as long as the caller's key).
    std::string_view text(std::string_view key) const;
    // A message with its arguments. Integers are grouped, shares are percents, dates are long, unless the pattern says otherwise
    // (Style in message.h lists what it may say). An argument not given stays visible, as "{name}".
    std::string format(std::string_view key, std::initializer_list<Argument> arguments) const;
    std::string format(std::string_view key, std::span<const Argument> arguments) const;

    std::string number(std::int64_t) const;                                  // "12 345" "12,345"
    std::string number(const Rational&, int decimals_max = 2) const;         // rounded to that many (at most 9), a half to the even one
    std::string percent(const Rational& share, int decimals_max = 1) const;  // 1/3: "33,3 %" "33.3%"
    std::string money(const Money&) const;                                   // "1 234,50 €" "€1,234.50"
    std::string date(Date) const;                                            // "1er mars 2026" "1 March 2026"
    std::string short_date(Date) const;                                      // "01/03/2026" "1 Mar 2026"
    std::string month(Date) const;                                           // "mars 2026" "March 2026"
    std::string partial_date(const PartialDate&) const;  // "vers 2014", "de 2010 à 2013", "2004 ou avant", "depuis 2018"
    // "21 novembre 2026 à 14 h 05 (Douala, UTC+1)"; in UTC when there is no such zone.
    std::string datetime(std::int64_t time_us, std::string_view zone) const;
    std::string time_of_day(int minute) const;  // "14 h 05" "14:05"
    // "a, b et c"; the link is the catalogue's "list.and" or "list.or".
    std::string list(std::span<const std::string> items, std::string_view link = "list.and") const;
    std::string_view country(std::string_view code) const;  // ISO 3166-1 alpha-2; the code itself when it is not one
    std::string currency_name(Currency) const;              // "franc CFA (BCEAO)"
    std::string collation_key(std::string_view text) const;
    std::strong_ordering compare(std::string_view a, std::string_view b) const;

    // What a person types as an amount, either language's way: spaces between groups, comma or point before the decimals.
    std::optional<Money> read_money(std::string_view typed, Currency currency) const;

private:
    struct Data;
    std::unique_ptr<const Data> data_;
};

// A compiled pattern with its arguments: what Words::format does once it has found the key.
struct Pattern;
std::string write(const Pattern& pattern, const Words& words, std::span<const Argument> arguments);

// The sentence of a finding: "refusal.<code>" with its figures, or "refusal.general" with the code when there is none. A figure's
// text may hold an amount ("550.00 EUR"), a share ("2/3"), a partial date or a country; the pattern says so by its style.
std::string sentence(const Words& words, const Finding& finding);
// The sentence of a wrong field: "wrong.<code>", else "wrong.general". Without the field's name.
std::string sentence(const Words& words, const Wrong& wrong);

}  // namespace base
