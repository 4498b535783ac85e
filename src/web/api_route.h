// What a route that programs use says of itself; the API's document (openapi.h) is made of it.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace web {

// The title of a field in the reader's language; empty when it has none.
using Titles = std::function<std::string(std::string_view name)>;

// One parameter of the query; its words are "api.parameter.<name>". A value that is not of its kind is refused before the handler.
struct ApiParameter {
    enum class Kind { text, number, day, country, choice };
    std::string name;
    Kind kind = Kind::text;
    std::int64_t min = 0, max = 200;  // number: value; text: max bytes
    std::vector<std::string_view> choices = {};
    std::string schema() const;  // JSON Schema
};
struct ApiSchema {
    std::string name;  // "Member": #/components/schemas/Member
    std::string (*make)(const Titles&) = nullptr;
};
struct ApiRoute {
    std::vector<ApiParameter> parameters = {};
    std::string answer = {};              // JSON Schema of a 200's body; empty: by the pattern's ending
    std::vector<ApiSchema> schemas = {};  // components that `answer` refers to
    bool corrected = false;               // its ETag can be sent as If-Match
};

}  // namespace web
