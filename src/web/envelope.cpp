#include "web/envelope.h"

#include <algorithm>
#include <charconv>

namespace web {
namespace {

// Where a string that begins at `from` ends: after its closing quote.
std::size_t string_end(std::string_view text, std::size_t from) {
    for (++from; from < text.size() && text[from] != '"'; ++from)
        if (text[from] == '\\') ++from;
    return std::min(from + 1, text.size());
}

// Where a value that begins at `at` ends: before the comma or the bracket that follows it.
std::size_t value_end(std::string_view text, std::size_t at) {
    for (int depth = 0; at < text.size(); ++at) {
        if (text[at] == '"') at = string_end(text, at) - 1;
        else if (text[at] == '{' || text[at] == '[') ++depth;
        else if ((text[at] == '}' || text[at] == ']') && --depth < 0) break;
        else if (text[at] == ',' && depth == 0) break;
    }
    return at;
}

std::string_view without_end_space(std::string_view text) {
    const auto last = text.find_last_not_of(" \t\r\n");
    return text.substr(0, last == text.npos ? 0 : last + 1);
}

}  // namespace

std::optional<std::vector<JsonPart>> parts_of(std::string_view text) {
    std::vector<JsonPart> parts;
    std::size_t at = 0;
    const auto skip = [&] { at = std::min(text.find_first_not_of(" \t\r\n", at), text.size()); };
    skip();
    if (at >= text.size() || (text[at] != '{' && text[at] != '[')) return {};
    const bool object = text[at++] == '{';
    for (;;) {
        skip();
        if (at >= text.size() || text[at] == '}' || text[at] == ']') break;
        JsonPart part;
        if (object) {
            const auto name_end = string_end(text, at);
            part.name = acts::text_of_json(text.substr(at, name_end - at));
            at = name_end;
            skip();
            ++at;  // ":"
            skip();
        }
        const auto start = at;
        at = value_end(text, at);
        part.text = without_end_space(text.substr(start, at - start));
        parts.push_back(std::move(part));
        if (at >= text.size() || text[at] != ',') break;
        ++at;
    }
    if (!object) return parts;
    std::vector<std::string_view> names;
    for (const auto& part : parts) names.push_back(part.name);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end() ? std::optional(std::move(parts)) : std::nullopt;
}

std::optional<std::string_view> part_named(const std::vector<JsonPart>& parts, std::string_view name) {
    const auto found = std::ranges::find(parts, name, &JsonPart::name);
    return found == parts.end() ? std::nullopt : std::optional(found->text);
}

Envelope read_envelope(std::string_view json, InBatch batch) {
    Envelope read;
    const auto parts = json.starts_with('{') ? parts_of(json) : std::nullopt;
    if (!parts) {
        read.wrong.push_back({"", json.starts_with('{') ? "repeated_name" : "object", {}});
        return read;
    }
    for (const auto& [name, raw] : *parts) {
        const bool is_text = raw.starts_with('"');
        if (name == "fields") read.said.json = std::string(raw);
        else if (name == "basis" && (is_text || raw == "null")) read.said.basis = acts::text_of_json(raw);
        else if (name == "client_key" && is_text) read.said.client_key = acts::text_of_json(raw);
        else if (name == "act" && is_text && batch == InBatch::yes) read.said.act = acts::text_of_json(raw);
        else {
            const bool known = name == "basis" || name == "client_key" || (name == "act" && batch == InBatch::yes);
            read.wrong.push_back({name, known ? "text" : "unknown", {}});
        }
    }
    if (batch == InBatch::yes && !part_named(*parts, "act")) read.wrong.push_back({"act", "missing", {}});
    if (!part_named(*parts, "fields")) read.wrong.push_back({"fields", "missing", {}});
    return read;
}

std::string unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    return std::string(text);
}

std::optional<std::int64_t> number_of_tag(std::string_view text) {
    if (!text.starts_with('"')) return {};
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
    const bool ends = end != text.data() + text.size() && (*end == '.' || *end == '"');
    return error == std::errc() && ends && number >= 1 ? std::optional(number) : std::nullopt;
}

std::string with_member(std::string_view object, std::string_view name, std::string_view value) {
    const auto inside = object.find_first_not_of(" \t\r\n", 1);
    const bool empty = inside == object.npos || object[inside] == '}';
    return "{" + acts::json_text(name) + ":" + std::string(value) + (empty ? "" : ",") + std::string(object.substr(1));
}

}  // namespace web
