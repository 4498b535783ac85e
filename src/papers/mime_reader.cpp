#include "papers/mime_reader.h"
#include <algorithm>
#include "base/hash.h"
#include "base/text.h"

namespace papers {
namespace {

constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046 §5.1.1
constexpr std::string_view blanks = " \t\r\n";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string lower_case(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Takes one line off, and gives it without its CRLF or LF.
std::string_view take_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    if (end != rest.npos && line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The value of a parameter of a Content-Type: a token, or a quoted string.
std::string parameter(std::string_view rest, std::string_view wanted) {
    const auto first = rest.find(';');
    rest.remove_prefix(first == rest.npos ? rest.size() : first + 1);
    while (!rest.empty()) {
        const auto equals = rest.find('=');
        if (equals == rest.npos) return {};
        const auto name = lower_case(trimmed(rest.substr(0, equals)));
        rest.remove_prefix(equals + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
        std::string value;
        if (rest.starts_with('"')) {
            std::size_t at = 1;
            for (; at < rest.size() && rest[at] != '"'; ++at) {
                if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
                value += rest[at];
            }
            rest.remove_prefix(std::min(at + 1, rest.size()));
        } else {
            value = trimmed(rest.substr(0, rest.find(';')));
        }
        if (name == wanted) return value;
        const auto next = rest.find(';');
        rest.remove_prefix(next == rest.npos ? rest.size() : next + 1);
    }
    return {};
}

enum class Delimiter { none, between, last };

Delimiter delimiter(std::string_view line, std::string_view boundary) {
    if (!line.starts_with("--") || !line.substr(2).starts_with(boundary)) return Delimiter::none;
    line.remove_prefix(2 + boundary.size());
    const bool last = line.starts_with("--");
    if (last) line.remove_prefix(2);
    if (!trimmed(line).empty()) return Delimiter::none;  // a longer boundary
    return last ? Delimiter::last : Delimiter::between;
}

// The line end before a delimiter belongs to it (RFC 2046 §5.1.1).
std::string_view without_line_end(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

// What stands between the delimiters; without a last one, the last part goes to the end.
std::vector<std::string_view> bodies(std::string_view body, std::string_view boundary) {
    std::vector<std::string_view> all;
    bool inside = false;
    std::size_t start = 0;
    for (auto rest = body; !rest.empty();) {
        const auto at = body.size() - rest.size();
        const auto found = delimiter(take_line(rest), boundary);
        if (found == Delimiter::none) continue;
        if (inside) all.push_back(without_line_end(body.substr(start, at - start)));
        if (found == Delimiter::last || all.size() > read_parts_max) return all;
        inside = true;
        start = body.size() - rest.size();
    }
    if (inside) all.push_back(body.substr(start));
    return all;
}

class Reader {
public:
    std::expected<MimePart, MimeFault> read(std::string_view bytes, int depth) {
        if (depth > read_depth_max) return std::unexpected(MimeFault::too_deep);
        if (++parts_ > read_parts_max) return std::unexpected(MimeFault::too_many_parts);
        MimePart part;
        auto fields = read_fields(bytes);
        if (!fields) return std::unexpected(fields.error());
        part.fields = std::move(*fields);
        part.body = bytes;
        const auto type = part.field("content-type");
        if (!type) return part;
        part.media_type = lower_case(trimmed(type->substr(0, type->find(';'))));
        if (!part.media_type.starts_with("multipart/")) return part;
        part.report_type = lower_case(parameter(*type, "report-type"));
        const auto boundary = parameter(*type, "boundary");
        if (boundary.empty() || boundary.size() > boundary_bytes_max) return part;
        for (const auto body : bodies(bytes, boundary)) {
            auto inner = read(body, depth + 1);
            if (!inner) return inner;
            part.parts.push_back(std::move(*inner));
        }
        return part;
    }

private:
    std::size_t parts_ = 0;
};

}  // namespace

std::optional<std::string_view> MimePart::field(std::string_view name) const {
    for (const auto& one : fields)
        if (one.name == name) return one.value;
    return {};
}

std::string MimePart::decoded() const {
    const auto encoding = lower_case(trimmed(field("content-transfer-encoding").value_or("")));
    if (encoding == "base64") return decode_base64(body);
    if (encoding == "quoted-printable") return decode_quoted_printable(body);
    return std::string(body);
}

std::expected<MimePart, MimeFault> read_mime(std::string_view bytes) {
    if (bytes.size() > read_bytes_max) return std::unexpected(MimeFault::too_large);
    return Reader().read(bytes, 0);
}

std::expected<std::vector<Field>, MimeFault> read_fields(std::string_view& bytes) {
    std::vector<Field> fields;
    const auto whole = bytes.size();
    bool in_field = false;  // whether a continuation belongs to the last of them
    while (!bytes.empty()) {
        const auto line = take_line(bytes);
        if (whole - bytes.size() > read_header_bytes_max) return std::unexpected(MimeFault::header_too_long);
        if (line.empty()) break;
        if (line[0] == ' ' || line[0] == '\t') {
            if (in_field) fields.back().value += " " + std::string(trimmed(line));
            continue;
        }
        const auto colon = line.find(':');
        const auto name = trimmed(line.substr(0, colon));
        in_field = colon != line.npos && !name.empty() && name.find(' ') == name.npos;
        if (!in_field) continue;
        if (fields.size() == read_fields_max) return std::unexpected(MimeFault::too_many_fields);
        fields.push_back({lower_case(name), std::string(trimmed(line.substr(colon + 1)))});
    }
    return fields;
}

std::string decode_quoted_printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto rest = text.substr(i);
        if (rest.starts_with("=\r\n")) i += 2;
        else if (rest.starts_with("=\n")) i += 1;
        else if (rest.size() >= 3 && rest[0] == '=' && hex_value(rest[1]) >= 0 && hex_value(rest[2]) >= 0)
            out += static_cast<char>(hex_value(rest[1]) * 16 + hex_value(rest[2])), i += 2;
        else out += rest[0];
    }
    return out;
}

std::string decode_base64(std::string_view text) {
    std::uint32_t bits = 0;
    int held = 0;
    std::string out;
    out.reserve(text.size() / 4 * 3);
    for (const char c : text) {
        std::uint32_t value = 0;
        if (c >= 'A' && c <= 'Z') value = static_cast<std::uint32_t>(c - 'A');
        else if (c >= 'a' && c <= 'z') value = static_cast<std::uint32_t>(c - 'a' + 26);
        else if (c >= '0' && c <= '9') value = static_cast<std::uint32_t>(c - '0' + 52);
        else if (c == '+') value = 62;
        else if (c == '/') value = 63;
        else if (c == '=') break;
        else continue;
        bits = (bits << 6 | value) & 0xffff;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out += static_cast<char>(bits >> held & 255);
    }
    return out;
}

std::string tame(std::string_view bytes, std::size_t bytes_max) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        auto character = bytes.substr(i, size);
        const bool blank = blanks.find(bytes[i]) != blanks.npos;
        const bool wrong =
            first < 0x20 || first == 0x7f || (first == 0xc2 && character.size() == 2 && static_cast<unsigned char>(character[1]) < 0xa0);
        if (blank) {
            character = out.empty() || out.ends_with(' ') ? "" : " ";
            size = 1;
        } else if (wrong || !base::valid_utf8(character)) {
            size = wrong ? size : 1;
            character = "?";
        }
        if (out.size() + character.size() > bytes_max) break;
        out += character;
        i += size;
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace papers
