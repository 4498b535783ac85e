// What other programs are shown of an act: its JSON Schema (2020-12).
#include "acts/shape.h"

namespace acts {
namespace {

std::string bounds(const Type& type) { return R"("minimum":)" + std::to_string(type.min) + R"(,"maximum":)" + std::to_string(type.max); }

std::string schema_of(const Type& type, bool whole_act = false);

std::string text_schema(const Type& type) {
    switch (type.format) {
    case TextFormat::email: return R"({"type":"string","format":"email","maxLength":254})";
    case TextFormat::url: return R"({"type":"string","format":"uri","pattern":"^https?://","maxLength":2000})";
    case TextFormat::country: return R"({"type":"string","pattern":"^[A-Z]{2}$","description":"ISO 3166-1 alpha-2"})";
    default: return R"({"type":"string","minLength":1,"maxLength":)" + std::to_string(type.max) + "}";
    }
}

// Only the act's own fields have classes: what lies inside one shares its class.
std::string record_schema(const Type& type, bool whole_act) {
    std::string properties, required;
    for (const auto& field : type.fields) {
        auto inner = schema_of(*field.type);
        if (whole_act && field.secrecy != Class::open)
            inner.insert(1, std::string(R"("x-class":)") + (field.secrecy == Class::personal ? R"("personal",)" : R"("restricted",)"));
        properties += (properties.empty() ? "" : ",") + json_text(field.name) + ":" + inner;
        if (field.required()) required += (required.empty() ? "" : ",") + json_text(field.name);
    }
    return R"({"type":"object","additionalProperties":false,"required":[)" + required + R"(],"properties":{)" + properties + "}}";
}

std::string schema_of(const Type& type, bool whole_act) {
    switch (type.kind) {
    case Kind::text: return text_schema(type);
    case Kind::integer: return R"({"type":"integer",)" + bounds(type) + "}";
    case Kind::id: return R"({"type":"integer","minimum":1)" + (type.thing.empty() ? "" : R"(,"x-thing":)" + json_text(type.thing)) + "}";
    case Kind::date: return R"({"type":"string","format":"date"})";
    case Kind::partial_date:
        return R"({"type":"string","maxLength":32,"description":"EDTF subset: 2014, 2014-11, 2014-11-06, 2014~, 2010/2013, ../2004, 2018/.."})";
    case Kind::hash: return R"({"type":"string","pattern":"^[0-9a-f]{64}$"})";
    case Kind::optional: return schema_of(*type.inner);
    case Kind::list: return R"({"type":"array","maxItems":500,"items":)" + schema_of(*type.inner) + "}";
    case Kind::choice: {
        std::string names;
        for (auto name : type.names) names += (names.empty() ? "" : ",") + json_text(name);
        return R"({"enum":[)" + names + "]}";
    }
    case Kind::record: return record_schema(type, whole_act);
    }
    return "{}";
}

}  // namespace

std::string schema(const Type& type, std::string_view name, int version) {
    return schema_of(type, true)
        .insert(1, R"("$schema":"https://json-schema.org/draft/2020-12/schema","$id":")" + std::string(name) + "." +
                       std::to_string(version) + "\",");
}

}  // namespace acts
