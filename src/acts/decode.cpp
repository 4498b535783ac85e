// JSON in: strict, all wrong fields at once.
#include "acts/shape.h"
#include "base/countries.h"
#include "base/text.h"
#include "base/typed.h"

#include <algorithm>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

namespace acts {
namespace json = boost::json;
namespace {

struct Path {  // made into text only when something is wrong
    const Path* up = nullptr;
    std::string_view name;
    std::size_t index = 0;
    std::string text() const {
        if (!up) return "";
        const auto own = name.empty() ? "[" + std::to_string(index) + "]" : std::string(name);
        const auto above = up->text();
        return above.empty() || name.empty() ? above + own : above + "." + own;
    }
};

bool is_email(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == text.npos || at == 0 || at > 64 || text.size() > 254) return false;
    const auto local = text.substr(0, at), domain = text.substr(at + 1);
    auto atom = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    };
    auto dotted = [](std::string_view part, auto allowed) {
        if (part.empty() || part.front() == '.' || part.back() == '.' || part.find("..") != part.npos) return false;
        return std::ranges::all_of(part, [&](char c) { return c == '.' || allowed(c); });
    };
    auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
    return dotted(local, atom) && dotted(domain, letter) && domain.find('.') != domain.npos && domain.front() != '-' &&
           domain.back() != '-';
}

bool is_url(std::string_view text) {
    const auto scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
    if (!scheme || text.size() > 2000) return false;
    const auto host = text.substr(scheme, text.find_first_of("/?#", scheme) - scheme);
    if (host.empty() || host.find('@') != host.npos) return false;
    return std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\'; });
}

// Whether any code point of `text`, which is UTF-8, is as asked.
bool any_code_point(std::string_view text, const auto& asked) {
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const int follow = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        char32_t c = follow == 0 ? first : first & (0x3Fu >> follow);
        for (int more = 1; more <= follow; ++more) c = c << 6 | (static_cast<unsigned char>(text[i + std::size_t(more)]) & 0x3Fu);
        i += std::size_t(follow) + 1;
        if (asked(c)) return true;
    }
    return false;
}

// One of the 66 code points that are no characters and are not for interchange (Unicode 15.0 §23.7): XML has no place for some of them.
bool has_noncharacter(std::string_view text) {
    return any_code_point(text, [](char32_t c) { return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF); });
}

// Characters that leave nothing on a page: spaces, blanks that Unicode counts as letters or symbols, and what is ignored where it is not
// known (General_Category Zs, Default_Ignorable_Code_Point; UAX #44). `text` is UTF-8.
constexpr std::pair<char32_t, char32_t> unseen[] = {
    {0x09, 0x20},     {0xA0, 0xA0},       {0xAD, 0xAD},       {0x34F, 0x34F},    {0x61C, 0x61C},   {0x115F, 0x1160},
    {0x1680, 0x1680}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},  {0x2028, 0x202F}, {0x205F, 0x206F},
    {0x2800, 0x2800}, {0x3000, 0x3000},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},  {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

bool shows_something(std::string_view text) {
    return any_code_point(text, [](char32_t c) {
        return std::ranges::none_of(unseen, [c](const auto& range) { return range.first <= c && c <= range.second; });
    });
}

struct Decoder {
    std::vector<base::Wrong>& wrong;
    bool from_journal = false;  // values were checked when they were accepted: take them as they are

    void say(const Path& path, std::string code, std::vector<base::Figure> figures = {}) {
        wrong.push_back({path.text(), std::move(code), std::move(figures)});
    }

    // Optional and list fields may be absent; null and (outside the journal) an empty text are the same as absent.
    bool absent(const Type& type, const json::value& in) const {
        if (in.is_null()) return true;
        const auto* text = in.if_string();
        return text && text->empty() && (type.kind == Kind::optional || type.kind == Kind::list);
    }
    void read(const Type& type, const json::value& in, void* out, const Path& path) {
        const auto* string = in.if_string();
        switch (type.kind) {
        case Kind::optional:
            if (!absent(type, in)) read(*type.inner, in, type.add(out), path);
            return;
        case Kind::record: return record(type, in, out, path);
        case Kind::list: return list(type, in, out, path);
        case Kind::text: return text(type, string, *static_cast<std::string*>(out), path);
        case Kind::hash: return parsed<base::Hash>(string, out, path, "hash");
        case Kind::date: return parsed<base::Date>(string, out, path, "date");
        case Kind::partial_date: return parsed<base::PartialDate>(string, out, path, "partial_date");
        case Kind::integer:
        case Kind::id: return integer(type, in, *static_cast<std::int64_t*>(out), path);
        case Kind::choice: {
            const auto at = string ? std::ranges::find(type.names, std::string_view(*string)) : type.names.end();
            return at == type.names.end() ? say(path, string && string->empty() ? "missing" : "choice")
                                          : type.choose(out, int(at - type.names.begin()));
        }
        }
    }
    void record(const Type& type, const json::value& in, void* out, const Path& path) {
        const auto* object = in.if_object();
        if (!object) return say(path, "object");
        for (const auto& field : type.fields) {
            const Path here{&path, field.name};
            if (const auto* value = object->if_contains(field.name); value && !value->is_null())
                read(*field.type, *value, field.fill ? field.fill(out) : field.at(out), here);
            else if (field.required()) say(here, "missing");
        }
        for (const auto& [name, value] : *object)
            if (std::ranges::find(type.fields, std::string_view(name), &Field::name) == type.fields.end()) say({&path, name}, "unknown");
    }
    void list(const Type& type, const json::value& in, void* out, const Path& path) {
        if (absent(type, in)) return;
        const auto* array = in.if_array();
        if (!array) return say(path, "list");
        if (array->size() > list_items_max) return say(path, "too_many", {{"max", std::int64_t(list_items_max)}});
        for (std::size_t i = 0; i < array->size(); ++i) read(*type.inner, (*array)[i], type.add(out), {&path, "", i});
    }
    void text(const Type& type, const json::string* in, std::string& out, const Path& path) {
        if (!in) return say(path, "text");
        out.assign(in->data(), in->size());
        if (from_journal) return;
        if (type.format == TextFormat::paragraphs) {
            std::string lines;
            for (std::size_t i = 0; i < out.size(); ++i) {
                if (out[i] != '\r') lines += out[i];
                else if (i + 1 == out.size() || out[i + 1] != '\n') lines += '\n';
            }
            out = std::move(lines);
        }
        out = base::to_nfc(out);
        const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
        while (!out.empty() && blank(out.back())) out.pop_back();
        out.erase(out.begin(), std::ranges::find_if_not(out, blank));
        if (out.empty()) return say(path, "missing");
        const bool lines = type.format == TextFormat::paragraphs;
        if (base::has_control(out, lines ? "\n\t" : "")) return say(path, "control_character");
        if (has_noncharacter(out)) return say(path, "noncharacter");
        if (!shows_something(out)) return say(path, "missing");
        if (type.format == TextFormat::country && !known_country(out)) {
            if (const auto two = base::countries_called(out))
                return say(path, "country_of_two", {{"first", std::string(two->first)}, {"second", std::string(two->second)}});
            return say(path, "country");
        }
        if (out.size() > std::size_t(type.max) && std::int64_t(base::code_points(out)) > type.max)
            return say(path, "too_long", {{"max", type.max}});
        if (type.format == TextFormat::email && !is_email(out)) return say(path, "email");
        if (type.format == TextFormat::url && !is_url(out)) return say(path, "url");
    }
    template <class T>
    void parsed(const json::string* in, void* out, const Path& path, const char* code) {
        if (in && in->empty()) return say(path, "missing");
        auto value = in ? T::parse(std::string_view(*in)) : std::nullopt;
        if (value) *static_cast<T*>(out) = *std::move(value);
        else say(path, code);
    }
    void integer(const Type& type, const json::value& in, std::int64_t& out, const Path& path) {
        constexpr std::int64_t most = 9'007'199'254'740'991;  // RFC 8785 §3.2.2.3: beyond 2^53-1 readers disagree
        const auto* string = in.if_string();
        if (string && string->empty()) return say(path, "missing");
        const auto* number = in.if_int64();
        if (!number || *number > most || *number < -most) return say(path, type.kind == Kind::id ? "id" : "integer");
        if (type.kind == Kind::id && *number <= 0) return say(path, "id");
        if (type.kind == Kind::integer && *number < type.min) return say(path, "below", {{"min", type.min}});
        if (type.kind == Kind::integer && *number > type.max) return say(path, "above", {{"max", type.max}});
        out = *number;
    }
};

// Boost.JSON keeps the last of two equal names in silence, so the colons outside strings are counted against the names kept.
std::size_t names_in(const json::value& value) {
    std::size_t count = 0;
    if (const auto* object = value.if_object())
        for (const auto& member : *object) count += 1 + names_in(member.value());
    if (const auto* array = value.if_array())
        for (const auto& item : *array) count += names_in(item);
    return count;
}
std::size_t names_in(std::string_view text) {
    std::size_t count = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        else if (quoted && text[i] == '\\') ++i;
        else if (!quoted && text[i] == ':') ++count;
    }
    return count;
}

struct Memory {  // most acts are parsed without touching the heap
    unsigned char first[4096];
    json::monotonic_resource resource{first, sizeof first};
};

}  // namespace

bool Field::required() const { return type->kind != Kind::optional && type->kind != Kind::list; }

std::string text_of_json(std::string_view text) {
    boost::system::error_code error;
    const auto value = json::parse(text, error);
    return error || !value.is_string() ? std::string() : std::string(value.get_string());
}

bool known_country(std::string_view alpha_2) { return base::country(alpha_2) != nullptr; }

std::vector<std::size_t> by_name(const std::vector<Field>& fields) {
    std::vector<std::size_t> order(fields.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) { return fields[i].name; });
    return order;
}

std::vector<base::Wrong> decode(const Type& type, std::string_view text, void* act) {
    Memory memory;
    boost::system::error_code error;
    const auto value = json::parse(text, error, &memory.resource);
    if (error) return {{"", "json", {}}};
    if (names_in(value) != names_in(text)) return {{"", "repeated_name", {}}};
    std::vector<base::Wrong> wrong;
    Decoder{wrong}.read(type, value, act, {});
    return wrong;
}

std::vector<base::Wrong> decode_entry(const Type& type, std::string_view payload, std::span<const Opening> restricted, void* act) {
    Memory memory;
    boost::system::error_code error;
    const auto value = json::parse(payload, error, &memory.resource);
    const auto* object = error ? nullptr : value.if_object();
    if (!object) return {{"", "json", {}}};
    std::vector<base::Wrong> wrong;
    Decoder decoder{wrong, true};
    auto opening = restricted.begin();
    const Path top;
    std::size_t seen = 0;
    for (const auto index : type.canonical) {
        const auto& field = type.fields[index];
        const Path here{&top, field.name};
        const auto* kept = object->if_contains(field.name);
        seen += kept != nullptr;
        if (field.secrecy == Class::open) {
            if (kept) decoder.read(*field.type, *kept, field.at(act), here);
            else if (field.required()) decoder.say(here, "missing");
            continue;
        }
        const auto commitment = kept && kept->is_string() ? base::Hash::parse(std::string_view(kept->get_string())) : std::nullopt;
        if (!commitment) {
            decoder.say(here, "hash");
            continue;
        }
        if (field.secrecy == Class::personal) {
            field.sealed(act).commitment = *commitment;
            continue;
        }
        if (opening == restricted.end()) {
            decoder.say(here, "missing");
            continue;
        }
        const auto opened = json::parse(opening->value, error, &memory.resource);
        if (error) decoder.say(here, "json");
        else if (!opened.is_null()) decoder.read(*field.type, opened, field.at(act), here);
        else if (field.required()) decoder.say(here, "missing");
        ++opening;
    }
    if (seen != object->size()) wrong.push_back({"", "unknown", {}});
    return wrong;
}

}  // namespace acts
