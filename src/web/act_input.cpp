// Reading forms: from controls to the JSON of an act, and back.
#include "base/typed.h"
#include "web/act_form.h"
#include "web/act_shape.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <set>

namespace web {
namespace json = boost::json;

bool is_attachment(const acts::Type& type) { return &type == &acts::type_of<acts::Attachment>(); }
bool is_position(const acts::Type& type) { return &type == &acts::type_of<acts::Position>(); }
const acts::Type& bare(const acts::Type& type) { return type.kind == acts::Kind::optional ? bare(*type.inner) : type; }

std::string below(std::string_view path, std::string_view name) {
    return path.empty() ? std::string(name) : std::string(path) + "." + std::string(name);
}
std::string row_of(std::string_view path, std::size_t index) { return std::string(path) + "[" + std::to_string(index) + "]"; }

namespace {

struct Reader {
    const Parameters& sent;
    std::map<std::string, KeptFile, std::less<>>& files;
    base::Language language;
    ActInput& out;

    // The text of a control, remembered under the name it will have when shown again; nothing when blank.
    std::optional<std::string_view> take(const std::string& from, const std::string& to) {
        const auto all = sent.all(from);
        if (all.empty()) return {};
        if (all.size() > 1) out.wrong.push_back({to, "repeated_name", {}});
        out.values.typed.add(to, std::string(all[0]));
        const auto text = base::trimmed(all[0]);
        return text.empty() ? std::nullopt : std::optional(text);
    }

    // The JSON of a value; nothing when it is absent.
    std::optional<std::string> value(const acts::Type& type, const std::string& from, const std::string& to) {
        using acts::Kind;
        if (type.kind == Kind::optional) return value(*type.inner, from, to);
        if (type.kind == Kind::list) return list(type, from, to);
        if (type.kind == Kind::record) return is_attachment(type) ? attachment(from, to) : record(type, from, to);
        const auto text = take(from, to);
        if (!text) return {};
        switch (type.kind) {
        case Kind::integer:
        case Kind::id:
            if (const auto number = base::read_integer(*text, language)) return std::to_string(*number);
            break;
        case Kind::date:
            if (const auto date = base::read_date(*text, language)) return acts::json_text(date->iso());
            break;
        case Kind::partial_date:
            if (const auto date = base::read_partial_date(*text, language)) return acts::json_text(date->edtf());
            break;
        case Kind::text:
            if (type.format == acts::TextFormat::country)
                if (const auto country = base::read_country(*text)) return acts::json_text(*country);
            break;
        default: break;
        }
        return acts::json_text(*text);
    }

    std::optional<std::string> record(const acts::Type& type, const std::string& from, const std::string& to) {
        std::string members;
        for (const auto& field : type.fields) {
            const auto name = below(from, field.name), shown = below(to, field.name);
            const auto inner = is_position(type) ? degrees(field.name, name, shown) : value(*field.type, name, shown);
            if (inner) members += (members.empty() ? "" : ",") + acts::json_text(field.name) + ":" + *inner;
        }
        if (members.empty()) return {};
        return "{" + members + "}";
    }

    std::optional<std::string> degrees(std::string_view name, const std::string& from, const std::string& to) {
        const auto text = take(from, to);
        if (!text) return {};
        const auto value = base::read_degrees(*text, name == "latitude" ? base::Axis::latitude : base::Axis::longitude);
        return value ? std::to_string(*value) : acts::json_text(*text);
    }

    std::optional<std::string> attachment(const std::string& from, const std::string& to) {
        const auto found = files.find(from);
        if (found == files.end()) return {};
        const auto& file = out.values.files.emplace(to, found->second).first->second;
        return R"({"name":)" + acts::json_text(file.name) + R"(,"media_type":)" + acts::json_text(file.media_type) + R"(,"size":)" +
               std::to_string(file.size) + R"(,"sha256":")" + file.sha256.hex() + "\"}";
    }

    // Row numbers that were sent, in order; rows left blank close up.
    std::optional<std::string> list(const acts::Type& type, const std::string& from, const std::string& to) {
        std::set<std::uint32_t> rows;
        for (const auto& [name, text] : sent) {
            if (!name.starts_with(from + "[") || base::trimmed(text).empty()) continue;
            const auto digits = std::string_view(name).substr(from.size() + 1);
            std::uint32_t row = 0;
            const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), row);
            if (read.ec == std::errc() && read.ptr != digits.data() + digits.size() && *read.ptr == ']') rows.insert(row);
        }
        std::string items;
        std::size_t count = 0;
        for (const auto row : rows)
            if (const auto item = value(*type.inner, row_of(from, row), row_of(to, count))) items += (count++ ? "," : "") + *item;
        if (!count) return {};
        return "[" + items + "]";
    }
};

void fill(const acts::Type& type, const json::value& in, const std::string& path, base::Language language, FormValues& out) {
    using acts::Kind;
    if (in.is_null()) return;
    if (type.kind == Kind::optional) return fill(*type.inner, in, path, language, out);
    if (type.kind == Kind::list && in.is_array()) {
        for (std::size_t i = 0; i < in.get_array().size(); ++i) fill(*type.inner, in.get_array()[i], row_of(path, i), language, out);
    } else if (is_attachment(type)) {
        if (auto file = kept_file(in)) out.files.emplace(path, std::move(*file));
    } else if (type.kind == Kind::record && in.is_object()) {
        for (const auto& field : type.fields) {
            const auto* inner = in.get_object().if_contains(field.name);
            if (!inner) continue;
            if (is_position(type) && inner->is_int64())
                out.typed.add(below(path, field.name), base::write_degrees(inner->get_int64(), language));
            else fill(*field.type, *inner, below(path, field.name), language, out);
        }
    } else if (in.is_int64()) {
        out.typed.add(path, std::to_string(in.get_int64()));
    } else if (in.is_string()) {
        out.typed.add(path, std::string(in.get_string()));
    }
}

json::value parsed(std::string_view text) {
    boost::system::error_code error;
    auto value = json::parse(text, error);
    return error ? json::value() : value;
}

// The act as encode() writes it, so that two spellings of one value are equal.
json::value canonical(const acts::Type& type, std::string_view text) {
    const auto act = type.make();
    if (!acts::decode(type, text, act.get()).empty()) return parsed(text);
    return parsed(acts::encode(type, act.get()));
}

void find_attachments(const acts::Type& type, const json::value& in, const std::string& path,
                      std::vector<std::pair<std::string, KeptFile>>& out) {
    if (type.kind == acts::Kind::optional) return find_attachments(*type.inner, in, path, out);
    if (is_attachment(type)) {
        if (auto file = kept_file(in)) out.emplace_back(path, std::move(*file));
    } else if (type.kind == acts::Kind::list && in.is_array()) {
        for (std::size_t i = 0; i < in.get_array().size(); ++i) find_attachments(*type.inner, in.get_array()[i], row_of(path, i), out);
    } else if (type.kind == acts::Kind::record && in.is_object()) {
        for (const auto& field : type.fields)
            if (const auto* inner = in.get_object().if_contains(field.name))
                find_attachments(*field.type, *inner, below(path, field.name), out);
    }
}

std::string words_of_value(const acts::Declared& act, std::string_view field, const acts::Type& type, const json::value& in,
                           const base::Words& words) {
    using acts::Kind;
    if (in.is_null()) return {};
    if (type.kind == Kind::optional) return words_of_value(act, field, *type.inner, in, words);
    if (type.kind == Kind::list && in.is_array()) {
        std::vector<std::string> items;
        for (const auto& item : in.get_array()) items.push_back(words_of_value(act, field, *type.inner, item, words));
        return words.list(items);
    }
    if (is_position(type) && in.is_object()) {
        const auto *latitude = in.get_object().if_contains("latitude"), *longitude = in.get_object().if_contains("longitude");
        if (!latitude || !longitude || !latitude->is_int64() || !longitude->is_int64()) return {};
        return base::write_degrees(latitude->get_int64(), words.language()) + "° ; " +
               base::write_degrees(longitude->get_int64(), words.language()) + "°";
    }
    if (is_attachment(type)) {
        const auto file = kept_file(in);
        return file ? file->name : std::string();
    }
    if (in.is_int64()) {
        const auto number = in.get_int64();
        if (field.ends_with("_us")) return words.datetime(number, "UTC");
        return type.kind == Kind::id || field.ends_with("_id") ? std::to_string(number) : words.number(number);
    }
    if (!in.is_string()) return json::serialize(in);
    const std::string text(in.get_string());
    if (type.kind == Kind::choice) return choice_label(act, field, text, words);
    if (type.kind == Kind::text && type.format == acts::TextFormat::country) return std::string(words.country(text));
    if (const auto date = type.kind == Kind::date ? base::Date::parse(text) : std::nullopt) return words.date(*date);
    if (const auto date = type.kind == Kind::partial_date ? base::PartialDate::parse(text) : std::nullopt) return words.partial_date(*date);
    return text;
}

}  // namespace

std::optional<KeptFile> kept_file(const json::value& in) {
    const auto* object = in.if_object();
    if (!object) return {};
    const auto text = [&](const char* name) -> std::optional<std::string> {
        const auto* value = object->if_contains(name);
        return value && value->is_string() ? std::optional(std::string(value->get_string())) : std::nullopt;
    };
    const auto* size = object->if_contains("size");
    const auto name = text("name"), media_type = text("media_type"), sha256 = text("sha256");
    const auto hash = sha256 ? base::Hash::parse(*sha256) : std::nullopt;
    if (!name || !media_type || !hash || !size || !size->is_int64()) return {};
    return KeptFile{*name, *media_type, size->get_int64(), *hash};
}

ActInput read_act_form(const acts::Type& type, const Parameters& sent, std::map<std::string, KeptFile, std::less<>> files,
                       base::Language language) {
    ActInput input;
    Reader reader{sent, files, language, input};
    input.json = reader.record(type, "", "").value_or("{}");
    if (sent.has("basis")) reader.take("basis", "basis");
    return input;
}

FormValues form_values(const acts::Type& type, std::string_view text, base::Language language) {
    FormValues values;
    fill(type, parsed(text), "", language, values);
    return values;
}

std::vector<std::string> different_fields(const acts::Type& type, std::string_view first, std::string_view second) {
    const auto a = canonical(type, first), b = canonical(type, second);
    const auto at = [](const json::value& value, std::string_view name) {
        const auto* inner = value.is_object() ? value.get_object().if_contains(name) : nullptr;
        return inner ? *inner : json::value();
    };
    std::vector<std::string> fields;
    for (const auto& field : type.fields)
        if (at(a, field.name) != at(b, field.name)) fields.emplace_back(field.name);
    return fields;
}

std::string value_words(const acts::Declared& act, std::string_view field, std::string_view act_json, const base::Words& words) {
    const auto value = parsed(act_json);
    const auto found = std::ranges::find(act.type->fields, field, &acts::Field::name);
    const auto* inner = value.is_object() ? value.get_object().if_contains(field) : nullptr;
    if (!inner || found == act.type->fields.end()) return {};
    return words_of_value(act, field, *found->type, *inner, words);
}

std::vector<std::pair<std::string, KeptFile>> attachments(const acts::Type& type, std::string_view text) {
    std::vector<std::pair<std::string, KeptFile>> found;
    find_attachments(type, parsed(text), "", found);
    return found;
}

bool takes_files(const acts::Type& type) {
    if (is_attachment(type)) return true;
    if (type.inner) return takes_files(*type.inner);
    return std::ranges::any_of(type.fields, [](const auto& field) { return takes_files(*field.type); });
}

}  // namespace web
