// What other programs are shown of an act: its JSON Schema (2020-12).
#include "acts/shape.h"

#include <algorithm>

namespace acts {
namespace {

std::string bounds(const Type& type) { return R"("minimum":)" + std::to_string(type.min) + R"(,"maximum":)" + std::to_string(type.max); }

// What is written beside the types: of the whole act, or of what lies inside one of its fields.
struct Writing {
    const SchemaWords* words = nullptr;
    std::string path = {};
    bool whole_act = false;
};
std::string schema_of(const Type& type, const Writing&);

std::string text_schema(const Type& type) {
    switch (type.format) {
    case TextFormat::email: return R"({"type":"string","format":"email","maxLength":254})";
    case TextFormat::url: return R"({"type":"string","format":"uri","pattern":"^https?://","maxLength":2000})";
    case TextFormat::country: return R"({"type":"string","pattern":"^[A-Z]{2}$","description":"ISO 3166-1 alpha-2"})";
    default: return R"({"type":"string","minLength":1,"maxLength":)" + std::to_string(type.max) + "}";
    }
}

// Only the act's own fields have classes: what lies inside one shares its class.
std::string record_schema(const Type& type, const Writing& at) {
    std::string properties, required;
    for (const auto& field : type.fields) {
        const auto path = at.path + (at.path.empty() ? "" : ".") + std::string(field.name);
        auto inner = schema_of(*field.type, {at.words, path});
        const auto title = at.words && at.words->title ? at.words->title(path) : std::string();
        if (!title.empty()) inner.insert(1, R"("title":)" + json_text(title) + ",");
        if (at.whole_act && field.secrecy != Class::open)
            inner.insert(1, std::string(R"("x-class":)") + (field.secrecy == Class::personal ? R"("personal",)" : R"("restricted",)"));
        properties += (properties.empty() ? "" : ",") + json_text(field.name) + ":" + inner;
        const bool left_out = at.whole_act && at.words && field.name == at.words->not_required;
        if (field.required() && !left_out) required += (required.empty() ? "" : ",") + json_text(field.name);
    }
    return R"({"type":"object","additionalProperties":false,"required":[)" + required + R"(],"properties":{)" + properties + "}}";
}

std::string schema_of(const Type& type, const Writing& at) {
    switch (type.kind) {
    case Kind::text: return text_schema(type);
    case Kind::integer: return R"({"type":"integer",)" + bounds(type) + "}";
    case Kind::id: return R"({"type":"integer","minimum":1)" + (type.thing.empty() ? "" : R"(,"x-thing":)" + json_text(type.thing)) + "}";
    case Kind::date: return R"({"type":"string","format":"date"})";
    case Kind::partial_date:
        return R"({"type":"string","maxLength":32,"description":"EDTF subset: 2014, 2014-11, 2014-11-06, 2014~, 2010/2013, ../2004, 2018/.."})";
    case Kind::hash: return R"({"type":"string","pattern":"^[0-9a-f]{64}$"})";
    case Kind::optional: return schema_of(*type.inner, at);
    case Kind::list:
        return R"({"type":"array","maxItems":)" + std::to_string(list_items_max) + R"(,"items":)" + schema_of(*type.inner, at) + "}";
    case Kind::choice: {
        std::string names;
        for (auto name : type.names) names += (names.empty() ? "" : ",") + json_text(name);
        return R"({"enum":[)" + names + "]}";
    }
    case Kind::record: return record_schema(type, at);
    }
    return "{}";
}

}  // namespace

std::string schema(const Type& type, std::string_view name, int version) {
    return schema_of(type, {.whole_act = true})
        .insert(1, R"("$schema":"https://json-schema.org/draft/2020-12/schema","$id":")" + std::string(name) + "." +
                       std::to_string(version) + "\",");
}

std::string schema(const Type& type, const SchemaWords& words) { return schema_of(type, {.words = &words, .whole_act = true}); }

std::string example(const Type& type) {
    switch (type.kind) {
    case Kind::text:
        if (type.format == TextFormat::email) return R"("mairie@example.org")";
        if (type.format == TextFormat::url) return R"("https://example.org/page")";
        if (type.format == TextFormat::country) return R"("BJ")";
        return json_text(std::string_view("Exemple").substr(0, std::size_t(std::min<std::int64_t>(type.max, 7))));
    case Kind::integer: return std::to_string(std::clamp<std::int64_t>(1, type.min, type.max));
    case Kind::id: return type.thing.empty() ? "12" : "12001";
    case Kind::date: return R"("2026-01-31")";
    case Kind::partial_date: return R"("2024-10")";
    case Kind::hash: return json_text(base::sha256({"example"}).hex());
    case Kind::choice: return json_text(type.names.at(0));
    case Kind::optional: return example(*type.inner);
    case Kind::list: return "[" + example(*type.inner) + "]";
    case Kind::record: break;
    }
    std::string fields;
    for (const auto& field : type.fields)
        if (field.required()) fields += (fields.empty() ? "" : ",") + json_text(field.name) + ":" + example(*field.type);
    return "{" + fields + "}";
}

}  // namespace acts
