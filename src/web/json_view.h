// What is shown to programs, declared once: a described struct (Boost.Describe) gives its JSON and the schema of it. Only what such a
// struct names is shown: a field added to a table or to a page is not published by that.
//   optional: null when absent; Date and PartialDate: their text (ISO 8601, EDTF); Id: its number; enum: its name
#pragma once
#include <boost/mp11/algorithm.hpp>
#include "acts/shape.h"
#include "web/api_route.h"

namespace web {

// A moment, shown as RFC 3339 in UTC with microseconds.
struct Moment3339 {
    std::int64_t us = 0;  // since 1970
    std::string text() const;
};
// JSON made elsewhere, as it is; its schema is any object's.
struct JsonObject {
    std::string text = "{}";
};

inline std::string json_of(std::int64_t value) { return std::to_string(value); }
inline std::string json_of(bool value) { return value ? "true" : "false"; }
inline std::string json_of(const std::string& value) { return acts::json_text(value); }
inline std::string json_of(base::Date value) { return acts::json_text(value.iso()); }
inline std::string json_of(const base::PartialDate& value) { return acts::json_text(value.edtf()); }
inline std::string json_of(const Moment3339& value) { return acts::json_text(value.text()); }
inline std::string json_of(const JsonObject& value) { return value.text; }
template <class T>
std::string json_of(base::Id<T> id) {
    return std::to_string(id.value);
}
template <class T>
requires std::is_enum_v<T> std::string json_of(T value) { return acts::json_text(acts::name_of(value)); }
template <class T>
requires boost::describe::has_describe_members<T>::value std::string json_of(const T&);
template <class T>
std::string json_of(const std::vector<T>&);
template <class T>
std::string json_of(const std::optional<T>& value) {
    return value ? json_of(*value) : "null";
}
template <class T>
std::string json_of(const std::vector<T>& values) {
    std::string all;
    for (const auto& value : values) all += (all.empty() ? "" : ",") + json_of(value);
    return "[" + all + "]";
}
template <class T>
requires boost::describe::has_describe_members<T>::value std::string json_of(const T& value) {
    std::string all;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) { all += (all.empty() ? "\"" : ",\"") + std::string(member.name) + "\":" + json_of(value.*member.pointer); });
    return "{" + all + "}";
}

// ---- schemas (JSON Schema 2020-12) ----

template <class T>
struct SchemaOf;
template <class T>
std::string schema_of(const Titles& titles) {
    return SchemaOf<T>::make(titles);
}
std::string nullable(std::string schema);  // the same, or null
std::string choices_schema(std::span<const std::string_view> names);

template <>
struct SchemaOf<std::int64_t> {
    static std::string make(const Titles&) { return R"({"type":"integer"})"; }
};
template <>
struct SchemaOf<bool> {
    static std::string make(const Titles&) { return R"({"type":"boolean"})"; }
};
template <>
struct SchemaOf<std::string> {
    static std::string make(const Titles&) { return R"({"type":"string"})"; }
};
template <>
struct SchemaOf<base::Date> {
    static std::string make(const Titles&) { return R"({"type":"string","format":"date"})"; }
};
template <>
struct SchemaOf<base::PartialDate> {
    static std::string make(const Titles&) { return R"({"type":"string","description":"EDTF"})"; }
};
template <>
struct SchemaOf<Moment3339> {
    static std::string make(const Titles&) { return R"({"type":"string","format":"date-time"})"; }
};
template <>
struct SchemaOf<JsonObject> {
    static std::string make(const Titles&) { return R"({"type":"object"})"; }
};
template <class T>
struct SchemaOf<base::Id<T>> {
    static std::string make(const Titles&) { return R"({"type":"integer","minimum":1})"; }
};
template <class T>
requires std::is_enum_v<T>
struct SchemaOf<T> {
    static std::string make(const Titles&) { return choices_schema(acts::type_of<T>().names); }
};
template <class T>
struct SchemaOf<std::optional<T>> {
    static std::string make(const Titles& titles) { return nullable(schema_of<T>(titles)); }
};
template <class T>
struct SchemaOf<std::vector<T>> {
    static std::string make(const Titles& titles) { return R"({"type":"array","items":)" + schema_of<T>(titles) + "}"; }
};
std::string titled(std::string schema, const std::string& title);
template <class T>
requires boost::describe::has_describe_members<T>::value struct SchemaOf<T> {
    static std::string make(const Titles& titles) {
        std::string properties, required;
        boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
            using Value = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            const auto name = "\"" + std::string(member.name) + "\"";
            required += (required.empty() ? "" : ",") + name;
            properties +=
                (properties.empty() ? "" : ",") + name + ":" + titled(schema_of<Value>(titles), titles ? titles(member.name) : "");
        });
        return R"({"type":"object","additionalProperties":false,"required":[)" + required + R"(],"properties":{)" + properties + "}}";
    }
};

// The component of a struct, for ApiRoute::schemas.
template <class T>
ApiSchema component(std::string name) {
    return {std::move(name), schema_of<T>};
}

}  // namespace web
