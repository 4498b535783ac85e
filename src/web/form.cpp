#include "web/form.h"

#include "web/percent.h"

#include <algorithm>
#include <charconv>

namespace web {

namespace {

using std::string_view;

string_view trim(string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool token_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           string_view("!#$%&'*+-.^_`|~").find(c) != string_view::npos;
}

bool control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// One "name=value" or name="value" at the front of `rest`, which moves past it and its semicolon.
struct HeaderParameter {
    string_view name, value;
};
std::optional<HeaderParameter> take_parameter(string_view& rest) {
    rest = trim(rest);
    std::size_t end = 0;
    while (end < rest.size() && token_character(rest[end])) ++end;
    if (end == 0 || end == rest.size() || rest[end] != '=') return {};
    HeaderParameter taken{rest.substr(0, end), {}};
    rest.remove_prefix(end + 1);
    if (!rest.empty() && rest.front() == '"') {
        // WHATWG HTML, multipart/form-data: a quote inside is sent as %22, so the next quote closes; a backslash is itself.
        const auto close = rest.find('"', 1);
        if (close == string_view::npos) return {};
        taken.value = rest.substr(1, close - 1);
        rest.remove_prefix(close + 1);
    } else {
        end = 0;
        while (end < rest.size() && token_character(rest[end])) ++end;
        if (end == 0) return {};
        taken.value = rest.substr(0, end);
        rest.remove_prefix(end);
    }
    rest = trim(rest);
    if (rest.empty()) return taken;
    if (rest.front() != ';') return {};
    rest.remove_prefix(1);
    if (trim(rest).empty()) return {};
    return taken;
}

// What is escaped in a name or a file name: the quote and line ends, nothing else.
std::string unescape_name(string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto piece = text.substr(i, 3);
        const char escaped = piece == "%22" ? '"' : piece == "%0D" ? '\r' : piece == "%0A" ? '\n' : '\0';
        plain.push_back(escaped ? escaped : text[i]);
        if (escaped) i += 2;
    }
    return plain;
}

struct PartHead {
    std::string name;
    std::optional<std::string> file_name;
    std::string media_type = "application/octet-stream";
};

std::optional<PartHead> read_disposition(string_view value) {
    const auto semicolon = value.find(';');
    if (semicolon == string_view::npos || !same_ignoring_case(trim(value.substr(0, semicolon)), "form-data")) return {};
    PartHead head;
    bool named = false;
    for (auto rest = value.substr(semicolon + 1); !trim(rest).empty();) {
        const auto parameter = take_parameter(rest);
        if (!parameter || !valid_utf8(parameter->value)) return {};
        if (same_ignoring_case(parameter->name, "name") && !named) {
            head.name = unescape_name(parameter->value);
            named = true;
        } else if (same_ignoring_case(parameter->name, "filename") && !head.file_name) {
            const auto whole = unescape_name(parameter->value);
            head.file_name = whole.substr(whole.find_last_of("/\\") + 1);
        } else {
            return {};  // twice the same, or "filename*", which RFC 7578 §4.2 forbids
        }
    }
    return named && !head.name.empty() ? std::optional(head) : std::nullopt;
}

std::optional<PartHead> read_part_head(string_view lines) {
    std::optional<PartHead> head;
    std::optional<std::string> media_type;
    while (!lines.empty()) {
        const auto end = lines.find("\r\n");
        const auto line = lines.substr(0, end);
        lines = end == string_view::npos ? string_view() : lines.substr(end + 2);
        const auto colon = line.find(':');
        if (colon == string_view::npos || colon == 0) return {};
        for (const char c : line)
            if (control(c) && c != '\t') return {};
        const auto name = line.substr(0, colon), value = trim(line.substr(colon + 1));
        for (const char c : name)
            if (!token_character(c)) return {};
        if (same_ignoring_case(name, "content-disposition")) {
            if (head || !(head = read_disposition(value))) return {};
        } else if (same_ignoring_case(name, "content-type")) {
            if (media_type) return {};
            media_type = std::string(value);
        } else if (same_ignoring_case(name, "content-transfer-encoding")) {
            return {};  // RFC 7578 §4.7: not to be sent
        }
    }
    if (head && media_type) head->media_type = *media_type;
    return head;
}

bool plain_text(string_view value) { return valid_utf8(value) && value.find('\0') == string_view::npos; }

// A NUL that a field holds is made another control: no text of an act takes one either, and says so of its own field.
constexpr char for_nul = '\x1a';

// 0 when the part was taken, else the status.
int take_part(Form& form, PartHead head, string_view content, const FormLimits& limits) {
    if (head.name.size() > limits.name_bytes_max || (head.file_name && head.file_name->size() > limits.name_bytes_max)) return 413;
    if (!head.file_name) {
        if (!valid_utf8(content)) return 400;
        std::string value(content);
        std::ranges::replace(value, '\0', for_nul);
        form.fields.add(std::move(head.name), std::move(value));
        return form.fields.size() > limits.fields_max ? 413 : 0;
    }
    if (head.file_name->empty() && content.empty()) return 0;  // a file control left empty
    form.files.push_back({std::move(head.name), std::move(*head.file_name), std::move(head.media_type), content});
    return form.files.size() > limits.files_max ? 413 : 0;
}

// RFC 2046 §5.1.1 without preamble and epilogue, which no browser sends.
std::expected<Form, int> parse_multipart(string_view boundary, string_view body, const FormLimits& limits) {
    const std::string opening = "--" + std::string(boundary), delimiter = "\r\n" + opening;
    if (!body.starts_with(opening)) return std::unexpected(400);
    body.remove_prefix(opening.size());
    Form form;
    std::size_t empty_files = 0;
    for (;;) {
        if (body == "--" || body == "--\r\n") return form;
        if (!body.starts_with("\r\n")) return std::unexpected(400);
        body.remove_prefix(2);
        const auto blank = body.substr(0, limits.part_header_bytes_max + 4).find("\r\n\r\n");
        if (blank == string_view::npos) return std::unexpected(body.size() > limits.part_header_bytes_max ? 413 : 400);
        auto head = read_part_head(body.substr(0, blank));
        if (!head) return std::unexpected(400);
        body.remove_prefix(blank + 2);  // the blank line's CRLF may also open the delimiter of an empty part
        const auto end = body.find(delimiter);
        if (end == string_view::npos) return std::unexpected(400);
        const auto content = end == 0 ? string_view() : body.substr(2, end < 2 ? 0 : end - 2);
        if (head->file_name && content.empty() && ++empty_files > limits.fields_max) return std::unexpected(413);
        if (const int status = take_part(form, std::move(*head), content, limits)) return std::unexpected(status);
        body.remove_prefix(end + delimiter.size());
    }
}

}  // namespace

std::optional<Parameters> parse_urlencoded(string_view text, std::size_t pairs_max) {
    Parameters parameters;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto piece = text.substr(0, end);
        text = end == string_view::npos ? string_view() : text.substr(end + 1);
        if (piece.empty()) continue;
        const auto equals = piece.find('=');
        auto name = percent_decode(piece.substr(0, equals), Plus::space);
        auto value = percent_decode(equals == string_view::npos ? string_view() : piece.substr(equals + 1), Plus::space);
        if (!name || !value || !plain_text(*name) || !plain_text(*value) || parameters.size() == pairs_max) return {};
        parameters.add(std::move(*name), std::move(*value));
    }
    return parameters;
}

std::optional<std::string> parameter_of(string_view header, string_view name) {
    const auto semicolon = header.find(';');
    if (semicolon == string_view::npos) return {};
    std::optional<std::string> found;
    for (auto rest = header.substr(semicolon + 1); !trim(rest).empty();) {
        const auto parameter = take_parameter(rest);
        if (!parameter) return {};
        if (!same_ignoring_case(parameter->name, name)) continue;
        if (found) return {};
        found = std::string(parameter->value);
    }
    return found;
}

std::expected<Form, int> parse_form(string_view content_type, string_view body, const FormLimits& limits) {
    const auto media_type = trim(content_type.substr(0, content_type.find(';')));
    if (same_ignoring_case(media_type, "application/x-www-form-urlencoded")) {
        std::size_t pairs = 1;
        for (const char c : body) pairs += c == '&';
        if (pairs > limits.fields_max) return std::unexpected(413);
        std::string without_nul(body);
        for (std::size_t at = 0; (at = without_nul.find("%00", at)) != without_nul.npos;) without_nul.replace(at, 3, "%1A");
        std::ranges::replace(without_nul, '\0', for_nul);
        auto fields = parse_urlencoded(without_nul, limits.fields_max);
        if (!fields) return std::unexpected(400);
        return Form{std::move(*fields), {}};
    }
    if (!same_ignoring_case(media_type, "multipart/form-data")) return std::unexpected(415);
    const auto boundary = parameter_of(content_type, "boundary");
    // RFC 2046 §5.1.1: 1 to 70 characters.
    if (!boundary || boundary->empty() || boundary->size() > 70) return std::unexpected(400);
    for (const char c : *boundary)
        if (control(c)) return std::unexpected(400);
    return parse_multipart(*boundary, body, limits);
}

std::optional<string_view> cookie_in(string_view header, string_view name) {
    while (!header.empty()) {
        const auto end = header.find(';');
        const auto pair = trim(header.substr(0, end));
        header = end == string_view::npos ? string_view() : header.substr(end + 1);
        if (pair.size() > name.size() && pair[name.size()] == '=' && pair.starts_with(name)) {
            auto value = pair.substr(name.size() + 1);
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
            return value;
        }
    }
    return {};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1) return {};
    return number;
}

}  // namespace web
