#include "base/message.h"
#include <unicode/messagepattern.h>
#include <optional>

namespace base {
namespace {

using icu::MessagePattern;

struct Malformed {
    std::string why;
};

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

std::string trimmed(std::string text) {
    const auto first = text.find_first_not_of(" \t\n");
    return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::optional<Style> style_of(const std::string& type, const std::string& style) {
    if (type == "number") {
        if (style.empty() || style == "integer") return Style::number;
        if (style == "::group-off") return Style::plain_number;
        if (style == "percent") return Style::percent;
        if (style == "currency") return Style::money;
    }
    if (type == "date") {
        if (style.empty() || style == "long") return Style::date;
        if (style == "short") return Style::short_date;
    }
    if (type == "country" && style.empty()) return Style::country;
    return {};
}

// Walks what icu::MessagePattern found; throws Malformed for what we do not speak.
class Compiler {
public:
    explicit Compiler(const MessagePattern& source) : source_(source) {}

    Pattern all() {
        Pattern pattern;
        pattern.parts = message(0, false);
        pattern.arguments = std::move(arguments_);
        return pattern;
    }

private:
    using Source = MessagePattern::Part;

    std::string between(std::int32_t from, std::int32_t to) const {
        return utf8(source_.getPatternString().tempSubStringBetween(from, to));
    }
    std::string words(std::int32_t part) const { return utf8(source_.getSubstring(source_.getPart(part))); }

    std::vector<Part> message(std::int32_t start, bool in_plural) {
        std::vector<Part> parts;
        const auto limit = source_.getLimitPartIndex(start);
        auto text_from = source_.getPart(start).getLimit();
        for (auto at = start + 1; at <= limit; ++at) {
            const Source& part = source_.getPart(at);
            const auto type = part.getType();
            if (type == UMSGPAT_PART_TYPE_INSERT_CHAR) continue;
            if (part.getIndex() > text_from) parts.push_back({Part::Kind::text, between(text_from, part.getIndex())});
            text_from = part.getLimit();
            if (type == UMSGPAT_PART_TYPE_REPLACE_NUMBER && in_plural) parts.push_back({Part::Kind::number_sign});
            if (type != UMSGPAT_PART_TYPE_ARG_START) continue;
            const auto end = source_.getLimitPartIndex(at);
            parts.push_back(argument(at, end, in_plural));
            text_from = source_.getPart(end).getLimit();
            at = end;
        }
        return parts;
    }

    Part argument(std::int32_t start, std::int32_t end, bool in_plural) {
        if (source_.getPart(start + 1).getType() != UMSGPAT_PART_TYPE_ARG_NAME) throw Malformed{"arguments have names, not numbers"};
        Part part{Part::Kind::argument, words(start + 1)};
        arguments_.insert(part.text);
        switch (source_.getPart(start).getArgType()) {
        case UMSGPAT_ARG_TYPE_NONE: break;
        case UMSGPAT_ARG_TYPE_SIMPLE: simple(part, start + 2, end); break;
        case UMSGPAT_ARG_TYPE_PLURAL: cases(part, Part::Kind::plural, start + 2, end, true); break;
        case UMSGPAT_ARG_TYPE_SELECTORDINAL: cases(part, Part::Kind::ordinal, start + 2, end, true); break;
        case UMSGPAT_ARG_TYPE_SELECT: cases(part, Part::Kind::select, start + 2, end, in_plural); break;
        default: throw Malformed{"{" + part.text + "} has a type that is not used here (choice)"};
        }
        return part;
    }

    void simple(Part& part, std::int32_t at, std::int32_t end) const {
        const auto type = words(at), style = at + 1 < end ? trimmed(words(at + 1)) : "";
        const auto known = style_of(type, style);
        if (!known) throw Malformed{"{" + part.text + ", " + type + (style.empty() ? "" : ", " + style) + "} is not a style we have"};
        part.style = *known;
    }

    void cases(Part& part, Part::Kind kind, std::int32_t at, std::int32_t end, bool in_plural) {
        part.kind = kind;
        bool other = false;
        while (at < end) {
            if (source_.getPart(at).getType() == UMSGPAT_PART_TYPE_ARG_INT) throw Malformed{"a plural has no offset here"};
            Case one;
            one.selector = words(at++);
            if (const auto type = source_.getPart(at).getType();
                type == UMSGPAT_PART_TYPE_ARG_INT || type == UMSGPAT_PART_TYPE_ARG_DOUBLE) {
                const double number = source_.getNumericValue(source_.getPart(at++));
                if (number < -1e15 || number > 1e15 || number != static_cast<double>(static_cast<std::int64_t>(number)))
                    throw Malformed{"a plural counts in integers"};
                one.exact = true;
                one.number = static_cast<std::int64_t>(number);
            } else if (kind != Part::Kind::select) {
                check_category(one.selector);
            }
            other = other || one.selector == "other";
            one.parts = message(at, in_plural);
            at = source_.getLimitPartIndex(at) + 1;
            for (const auto& before : part.cases)
                if (before.selector == one.selector) throw Malformed{"{" + part.text + "} has the case “" + one.selector + "” twice"};
            part.cases.push_back(std::move(one));
        }
        if (!other) throw Malformed{"{" + part.text + "} has no case “other”"};
    }

    static void check_category(const std::string& word) {
        for (const auto* known : {"zero", "one", "two", "few", "many", "other"})
            if (word == known) return;
        throw Malformed{"“" + word + "” is not a plural category"};
    }

    const MessagePattern& source_;
    std::set<std::string> arguments_;
};

}  // namespace

std::expected<Pattern, std::string> compile_pattern(std::string_view pattern) {
    for (std::size_t at = pattern.find('\''); at != pattern.npos; at = pattern.find('\'', at + 1)) {
        const char next = at + 1 < pattern.size() ? pattern[at + 1] : ' ';
        if (next == '{' || next == '}' || next == '#' || next == '|' || next == '\'')
            return std::unexpected("an ASCII apostrophe here would quote what follows: write ’");
    }
    UErrorCode error = U_ZERO_ERROR;
    UParseError place{};
    const auto text = icu::UnicodeString::fromUTF8({pattern.data(), static_cast<std::int32_t>(pattern.size())});
    const MessagePattern parsed(text, &place, error);
    if (U_FAILURE(error))
        return std::unexpected("not ICU syntax at character " + std::to_string(place.offset) + " (" + u_errorName(error) + ")");
    try {
        return Compiler(parsed).all();
    } catch (const Malformed& malformed) { return std::unexpected(malformed.why); }
}

std::string_view plural_category(std::int64_t number, Language language) {
    if (language == Language::en) return number == 1 || number == -1 ? "one" : "other";
    if (number >= -1 && number <= 1) return "one";
    return number % 1'000'000 == 0 ? "many" : "other";
}

std::string_view ordinal_category(std::int64_t number, Language language) {
    const std::int64_t hundredth = number % 100 < 0 ? -(number % 100) : number % 100;
    if (language == Language::fr) return number == 1 || number == -1 ? "one" : "other";
    if (hundredth >= 11 && hundredth <= 13) return "other";
    switch (hundredth % 10) {
    case 1: return "one";
    case 2: return "two";
    case 3: return "few";
    default: return "other";
    }
}

}  // namespace base
