#include "base/i18n.h"
#include <unicode/ucurr.h>
#include <unicode/unistr.h>
#include <algorithm>
#include <stdexcept>
#include "base/countries.h"
#include "base/formats.h"
#include "base/message.h"
#include "base/text.h"
#include "base/wide.h"
#include "base/zone.h"

namespace base {
namespace {

struct Entry {
    std::string_view key;
    std::string_view texts[std::size(languages)];
};

constexpr Entry catalogue[] = {
#include "locale/catalogue.inc"
};

// Keys are found by an open table at most half full.
class KeyTable {
public:
    KeyTable() {
        std::size_t size = 16;
        while (size < std::size(catalogue) * 2) size *= 2;
        slots_.assign(size, 0);
        for (std::size_t i = 0; i < std::size(catalogue); ++i) {
            auto at = start(catalogue[i].key);
            while (slots_[at] != 0) at = next(at);
            slots_[at] = static_cast<std::uint32_t>(i + 1);
        }
    }

    // The index in the catalogue, or nothing.
    std::optional<std::size_t> find(std::string_view key) const {
        for (auto at = start(key); slots_[at] != 0; at = next(at))
            if (catalogue[slots_[at] - 1].key == key) return slots_[at] - 1;
        return {};
    }

private:
    std::size_t start(std::string_view key) const { return std::hash<std::string_view>()(key) & (slots_.size() - 1); }
    std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }

    std::vector<std::uint32_t> slots_;
};

std::uint64_t magnitude(std::int64_t value) {
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

struct Decimal {
    std::uint64_t digits = 0;
    int decimals = 0;
    bool negative = false, fits = true;
};

// value × scale to at most so many decimals, a half to the even one, zeros at the end left out.
Decimal rounded(const Rational& value, int scale, int decimals_max) {
    decimals_max = std::clamp(decimals_max, 0, 9);
    std::int64_t power = scale;
    for (int i = 0; i < decimals_max; ++i) power *= 10;
    const auto digits = share_of(power, value);
    if (!digits) return {.fits = false};
    Decimal out{magnitude(*digits), decimals_max, *digits < 0};
    while (out.decimals > 0 && out.digits % 10 == 0) {
        out.digits /= 10;
        --out.decimals;
    }
    return out;
}

bool typed_space(std::string_view typed, std::size_t at, std::size_t& size) {
    for (const std::string_view space : {" ", "\u00A0", "\u202F", "\u2009"}) {
        size = space.size();
        if (typed.substr(at, size) == space) return true;
    }
    return false;
}

}  // namespace

struct Words::Data {
    explicit Data(Language language) : language(language), formats(read_formats(language)) {
        keys.reserve(std::size(catalogue));
        patterns.reserve(std::size(catalogue));
        for (const auto& entry : catalogue) {
            keys.push_back(entry.key);
            auto pattern = compile_pattern(entry.texts[static_cast<std::size_t>(language)]);
            if (!pattern) throw std::logic_error("the build let a wrong pattern in: " + std::string(entry.key));
            patterns.push_back(std::move(*pattern));
        }
    }

    Language language;
    Formats formats;
    KeyTable table;
    std::vector<std::string_view> keys;
    std::vector<Pattern> patterns;
};

namespace {

// Evaluates a compiled pattern with the arguments of one call.
class Writer {
public:
    Writer(const Words& words, std::span<const Argument> arguments) : words_(words), arguments_(arguments) {}

    void write(const std::vector<Part>& parts, std::int64_t counted) {
        for (const auto& part : parts) {
            switch (part.kind) {
            case Part::Kind::text: out_ += part.text; break;
            case Part::Kind::number_sign: out_ += words_.number(counted); break;
            case Part::Kind::argument: argument(part); break;
            case Part::Kind::plural:
            case Part::Kind::ordinal: count(part); break;
            case Part::Kind::select: select(part, counted); break;
            }
        }
    }

    std::string take() { return std::move(out_); }

private:
    const Argument* find(std::string_view name) const {
        for (const auto& argument : arguments_)
            if (argument.name == name) return &argument;
        return nullptr;
    }

    void absent(const Part& part) { out_.append("{").append(part.text).append("}"); }

    void argument(const Part& part) {
        const auto* given = find(part.text);
        if (!given) return absent(part);
        std::visit([&](const auto& value) { this->value(value, part.style); }, given->value);
    }

    void value(std::int64_t number, Style style) {
        if (style == Style::plain_number) out_ += std::to_string(number);
        else out_ += style == Style::percent ? words_.percent(Rational(number)) : words_.number(number);
    }
    void value(Date day, Style style) { out_ += style == Style::short_date ? words_.short_date(day) : words_.date(day); }
    void value(const PartialDate* date, Style style) {
        out_ += style == Style::short_date && date->whole_day() ? words_.short_date(*date->earliest()) : words_.partial_date(*date);
    }
    void value(const Money& money, Style) { out_ += words_.money(money); }
    void value(const Rational& share, Style style) {
        out_ += style == Style::number || style == Style::plain_number ? words_.number(share) : words_.percent(share);
    }
    void value(std::string_view text, Style style) {
        switch (style) {
        case Style::money:
            if (const auto money = Money::parse_with_code(text)) return value(*money, style);
            break;
        case Style::percent:
        case Style::number:
            if (const auto share = Rational::parse(text)) return value(*share, style);
            break;
        case Style::date:
        case Style::short_date:
            if (const auto date = PartialDate::parse(text)) return value(&*date, style);
            break;
        case Style::country: out_ += words_.country(text); return;
        default: break;
        }
        out_ += text;
    }

    void count(const Part& part) {
        const auto* given = find(part.text);
        const auto* number = given ? std::get_if<std::int64_t>(&given->value) : nullptr;
        if (!number) return absent(part);
        const auto category =
            part.kind == Part::Kind::plural ? plural_category(*number, words_.language()) : ordinal_category(*number, words_.language());
        const Case* chosen = nullptr;
        for (const auto& one : part.cases) {
            if (one.exact && one.number == *number) return write(one.parts, *number);
            if (one.selector == category || (!chosen && one.selector == "other")) chosen = &one;
        }
        write(chosen->parts, *number);  // "other" is always there: compile_pattern sees to it
    }

    void select(const Part& part, std::int64_t counted) {
        const auto* given = find(part.text);
        const auto* word = given ? std::get_if<std::string_view>(&given->value) : nullptr;
        if (!word) return absent(part);
        const Case* chosen = nullptr;
        for (const auto& one : part.cases)
            if (one.selector == *word || (!chosen && one.selector == "other")) chosen = &one;
        write(chosen->parts, counted);
    }

    const Words& words_;
    std::span<const Argument> arguments_;
    std::string out_;
};

// The figures of a verdict as the arguments of its sentence.
std::vector<Argument> arguments_of(const std::vector<Figure>& figures) {
    std::vector<Argument> out;
    out.reserve(figures.size() + 1);
    for (const auto& figure : figures) std::visit([&](const auto& value) { out.emplace_back(figure.name, value); }, figure.value);
    return out;
}

std::string sentence_of(const Words& words, std::string_view family, const std::string& code, const std::vector<Figure>& figures) {
    auto key = std::string(family) + code;
    auto arguments = arguments_of(figures);
    // A name that is another in each language comes as two figures: of "name_fr" and "name_en" the reader's is "name".
    const std::string_view ours = words.language() == Language::fr ? "_fr" : "_en";
    for (const auto& figure : figures)
        if (const auto* text = std::get_if<std::string>(&figure.value); text && figure.name.ends_with(ours))
            arguments.emplace_back(std::string_view(figure.name).substr(0, figure.name.size() - ours.size()), *text);
    if (!words.has(key)) {
        key = std::string(family) + "general";
        arguments.emplace_back("code", code);
    }
    return words.format(key, arguments);
}

}  // namespace

Words::Words(Language language) : data_(std::make_unique<const Data>(language)) {}
Words::~Words() = default;

Language Words::language() const { return data_->language; }
bool Words::has(std::string_view key) const { return data_->table.find(key).has_value(); }
std::span<const std::string_view> Words::keys() const { return data_->keys; }

std::string_view Words::text(std::string_view key) const {
    const auto found = data_->table.find(key);
    return found ? catalogue[*found].texts[static_cast<std::size_t>(data_->language)] : key;
}

std::string Words::format(std::string_view key, std::initializer_list<Argument> arguments) const {
    return format(key, std::span<const Argument>(arguments.begin(), arguments.size()));
}

std::string Words::format(std::string_view key, std::span<const Argument> arguments) const {
    const auto found = data_->table.find(key);
    return found ? write(data_->patterns[*found], *this, arguments) : std::string(key);
}

std::string write(const Pattern& pattern, const Words& words, std::span<const Argument> arguments) {
    Writer writer(words, arguments);
    writer.write(pattern.parts, 0);
    return writer.take();
}

std::string Words::number(std::int64_t value) const {
    std::string out;
    if (value < 0) out += data_->formats.minus;
    append_grouped(out, magnitude(value), 0, data_->formats);
    return out;
}

std::string Words::number(const Rational& value, int decimals_max) const {
    const auto decimal = rounded(value, 1, decimals_max);
    if (!decimal.fits) return number(value.round());
    std::string out;
    if (decimal.negative) out += data_->formats.minus;
    append_grouped(out, decimal.digits, decimal.decimals, data_->formats);
    return out;
}

std::string Words::percent(const Rational& share, int decimals_max) const {
    const auto decimal = rounded(share, 100, decimals_max);
    if (!decimal.fits) return share.text();
    const auto& affixes = data_->formats.percent;
    std::string out = decimal.negative ? affixes.negative_before : affixes.before;
    append_grouped(out, decimal.digits, decimal.decimals, data_->formats);
    return out += decimal.negative ? affixes.negative_after : affixes.after;
}

std::string Words::money(const Money& money) const {
    const auto all = Currency::all();
    const auto found = std::lower_bound(all.begin(), all.end(), money.currency);
    if (found == all.end() || *found != money.currency) return money.text_and_code();
    const auto& affixes = data_->formats.currencies[static_cast<std::size_t>(found - all.begin())];
    std::string out = money.minor < 0 ? affixes.negative_before : affixes.before;
    append_grouped(out, magnitude(money.minor), money.currency.decimals, data_->formats);
    return out += money.minor < 0 ? affixes.negative_after : affixes.after;
}

std::string Words::date(Date day) const {
    std::string out = std::to_string(day.day);
    if (day.day == 1 && data_->language == Language::fr) out += "er";  // as French is written; CLDR leaves it out
    return out.append(" ").append(month(day));
}

std::string Words::short_date(Date day) const {
    if (data_->language == Language::en)  // day before month reads wrongly across the Atlantic: the month is in letters
        return std::to_string(day.day)
            .append(" ")
            .append(data_->formats.short_months[static_cast<std::size_t>(day.month - 1)])
            .append(" ")
            .append(std::to_string(day.year));
    const auto iso = day.iso();
    return iso.substr(8, 2).append("/").append(iso, 5, 2).append("/").append(iso, 0, 4);
}

std::string Words::month(Date day) const {
    std::string out = data_->formats.months[static_cast<std::size_t>(day.month - 1)];
    return out.append(" ").append(std::to_string(day.year));
}

std::string Words::partial_date(const PartialDate& date) const {
    const std::string_view text = date.edtf();
    const auto words = [&](std::string_view part, std::optional<Date> day) {
        return part.size() == 4 ? std::to_string(day->year) : part.size() == 7 ? month(*day) : this->date(*day);
    };
    const auto slash = text.find('/');
    if (text == "..") return std::string(this->text("date.unknown"));
    if (slash == text.npos) {
        const auto part = text.substr(0, date.approximate() ? text.size() - 1 : text.size());
        const auto said = words(part, date.earliest());
        if (!date.approximate()) return said;
        return format(part.size() == 10 ? "date.about_day" : "date.about", {{"date", said}});
    }
    const auto from = text.substr(0, slash), to = text.substr(slash + 1);
    if (from == "..") return format(to.size() == 10 ? "date.until_day" : "date.until", {{"date", words(to, date.latest())}});
    const auto start = words(from, date.earliest());
    if (to == "..") return format(from.size() == 10 ? "date.since_day" : "date.since", {{"date", start}});
    // On a day not known, not from one to the other.
    const auto bound = [&](std::string_view part, const std::string& said) {
        return part.size() == 10 ? format("date.between_day", {{"date", said}}) : said;
    };
    return format("date.between", {{"from", bound(from, start)}, {"to", bound(to, words(to, date.latest()))}});
}

std::string Words::time_of_day(int minute) const {
    const auto hour = std::to_string(minute / 60), rest = std::to_string(minute % 60);
    return data_->language == Language::fr ? hour + "\u00A0h\u00A0" + (rest.size() < 2 ? "0" : "") + rest
                                           : (hour.size() < 2 ? "0" : "") + hour + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

std::string Words::datetime(std::int64_t time_us, std::string_view zone) const {
    auto local = civil_time(time_us, zone);
    if (!local) {
        zone = "UTC";
        local = civil_time(time_us, zone);
    }
    std::string place = zone_city(zone, data_->language);
    if (zone != "UTC") {
        const int size = std::abs(local->offset_minutes);
        place += local->offset_minutes < 0 ? ", UTC\u2212" : ", UTC+";
        place += std::to_string(size / 60);
        if (size % 60 != 0) place += (size % 60 < 10 ? ":0" : ":") + std::to_string(size % 60);
    }
    return format("date.at_time", {{"date", date(local->day)}, {"time", time_of_day(local->minute)}, {"place", place}});
}

std::string Words::list(std::span<const std::string> items, std::string_view link) const {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += i + 1 == items.size() ? text(link) : std::string_view(", ");
        out += items[i];
    }
    return out;
}

std::string_view Words::country(std::string_view code) const {
    const auto place = letters_place(code);
    return !place || data_->formats.countries[*place].empty() ? code : std::string_view(data_->formats.countries[*place]);
}

std::string Words::currency_name(Currency currency) const {
    const auto code = icu::UnicodeString::fromUTF8({currency.letters.data(), 3});
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t size = 0;
    UBool choice = false;
    icu::UnicodeString buffer(code);
    const UChar* name = ucurr_getName(buffer.getTerminatedBuffer(), locale_of(data_->language), UCURR_LONG_NAME, &choice, &size, &error);
    if (U_FAILURE(error)) return std::string(currency.code());
    std::string out;
    return icu::UnicodeString(name, size).toUTF8String(out);
}

std::string Words::collation_key(std::string_view text) const { return base::collation_key(text, data_->language); }
std::strong_ordering Words::compare(std::string_view a, std::string_view b) const { return collate(a, b, data_->language); }

std::optional<Money> Words::read_money(std::string_view typed, Currency currency) const {
    std::string plain;
    for (std::size_t at = 0, size = 0; at < typed.size();) {
        if (typed_space(typed, at, size)) {
            at += size;
            continue;
        }
        plain += typed[at++];
    }
    if (plain.starts_with("\u2212")) plain.replace(0, 3, "-");
    // A comma is the decimal sign, unless groups of three follow it and the language groups so: "1,234.50", "12,000" in English.
    const auto comma = plain.find(','), point = plain.find('.');
    const bool groups = data_->language == Language::en && comma != plain.npos && comma > 0 &&
                        (point != plain.npos ? comma < point : plain.size() - plain.rfind(',') == 4);
    if (groups) {
        const auto units_end = std::min(point, plain.size());
        for (auto at = plain.rfind(',', units_end); at != plain.npos && at > 0; at = plain.rfind(',', at - 1)) {
            if ((units_end - at) % 4 != 0) return {};
        }
        std::erase(plain, ',');
    } else if (comma != plain.npos) {
        if (point != plain.npos) return {};
        plain[comma] = '.';
    }
    return Money::parse(plain, currency);
}

std::string sentence(const Words& words, const Finding& finding) { return sentence_of(words, "refusal.", finding.code, finding.figures); }
std::string sentence(const Words& words, const Wrong& wrong) { return sentence_of(words, "wrong.", wrong.code, wrong.figures); }

}  // namespace base
