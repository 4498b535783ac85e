#include "web/http_parser.h"

#include <cstring>

namespace web {

namespace {

using std::string_view;

enum Class : unsigned char { token = 1, target_byte = 2, value_byte = 4 };

constexpr std::array<unsigned char, 256> make_classes() {
    std::array<unsigned char, 256> classes{};
    for (unsigned c = 0; c < 256; ++c) {
        const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (alphanumeric) classes[c] |= token;
        // Browsers leave some characters that RFC 3986 does not allow as they are ("|", "^", "`", "{", "}"): harmless here.
        if (c > 0x20 && c < 0x7F && c != '"' && c != '#' && c != '<' && c != '>' && c != '\\') classes[c] |= target_byte;
        // RFC 9110 §5.5: visible characters, obs-text, space and tab.
        if (c == '\t' || (c >= 0x20 && c != 0x7F)) classes[c] |= value_byte;
    }
    for (const char c : string_view("!#$%&'*+-.^_`|~")) classes[static_cast<unsigned char>(c)] |= token;  // RFC 9110 §5.6.2
    return classes;
}
constexpr auto classes = make_classes();

bool all(string_view text, Class wanted) {
    for (const char c : text)
        if (!(classes[static_cast<unsigned char>(c)] & wanted)) return false;
    return true;
}

string_view trim(string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// The next element of a comma-separated list; `list` moves past it.
string_view take_element(string_view& list) {
    const auto comma = list.find(',');
    const auto element = trim(list.substr(0, comma));
    list = comma == string_view::npos ? string_view() : list.substr(comma + 1);
    return element;
}

constexpr HeadResult complete{Progress::complete, 0}, incomplete{Progress::incomplete, 0};
constexpr HeadResult refuse(int status) { return {Progress::refused, status}; }

// uri-host [ ":" port ] (RFC 9110 §7.2), not empty: an empty one would mean nothing here.
bool valid_host(string_view host) {
    if (host.empty()) return false;
    string_view port;
    if (host.front() == '[') {
        const auto close = host.find(']');
        if (close == string_view::npos || close < 3) return false;
        for (const char c : host.substr(1, close - 1))
            if (string_view("0123456789abcdefABCDEF:.").find(c) == string_view::npos) return false;
        port = host.substr(close + 1);
        if (!port.empty() && port.front() != ':') return false;
    } else {
        const auto colon = host.find(':');
        if (colon == 0) return false;
        for (const char c : host.substr(0, colon))
            if (!(classes[static_cast<unsigned char>(c)] & token) || string_view("#^`|").find(c) != string_view::npos) return false;
        port = colon == string_view::npos ? string_view() : host.substr(colon);
    }
    if (!port.empty()) port.remove_prefix(1);
    for (const char c : port)
        if (c < '0' || c > '9') return false;
    return port.size() <= 5;
}

HeadResult read_target(string_view target, RequestHead& head, string_view& authority) {
    if (!all(target, target_byte)) return refuse(400);
    if (target == "*") {
        if (head.method != Method::options) return refuse(400);
    } else if (target.front() != '/') {
        // RFC 9112 §3.2.2: absolute-form must be understood; its authority then has to be what Host says.
        const auto scheme = target.substr(0, target.find("://"));
        if (scheme.size() == target.size() || !(same_ignoring_case(scheme, "http") || same_ignoring_case(scheme, "https")))
            return refuse(400);
        target.remove_prefix(scheme.size() + 3);
        const auto end = target.find_first_of("/?");
        authority = target.substr(0, end);
        if (!valid_host(authority)) return refuse(400);
        if (end == string_view::npos) target = "/";
        else if (target[end] == '?') return refuse(400);
        else target = target.substr(end);
    }
    head.target = target;
    return complete;
}

HeadResult read_request_line(string_view line, const HeadLimits& limits, RequestHead& head, string_view& authority) {
    const auto first = line.find(' ');
    const auto last = first == string_view::npos ? first : line.find(' ', first + 1);
    if (last == string_view::npos || line.find(' ', last + 1) != string_view::npos) return refuse(400);
    const auto method = line.substr(0, first), target = line.substr(first + 1, last - first - 1), version = line.substr(last + 1);
    if (method.empty() || !all(method, token) || target.empty()) return refuse(400);
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (version.size() != 8 || !version.starts_with("HTTP/") || version[6] != '.' || !digit(version[5]) || !digit(version[7]))
        return refuse(400);
    if (version[5] != '1' || version[7] > '1') return refuse(505);
    head.minor_version = version[7] - '0';
    if (target.size() > limits.target_bytes_max) return refuse(414);
    const auto known = method_named(method);
    if (!known) return refuse(501);
    head.method = *known;
    return read_target(target, head, authority);
}

// What the fields said about framing; each may be said once.
struct Framing {
    bool host = false, content_length = false, transfer_encoding = false, close = false, keep_alive = false;
};

HeadResult read_content_length(string_view value, RequestHead& head, Framing& framing) {
    // Twice is refused even when equal, and so is a list (RFC 9112 §6.3 allows refusing): a reader behind might take the other one.
    if (framing.content_length || value.empty() || value.size() > 18) return refuse(400);
    framing.content_length = true;
    std::uint64_t length = 0;
    for (const char c : value) {
        if (c < '0' || c > '9') return refuse(400);
        length = length * 10 + static_cast<std::uint64_t>(c - '0');
    }
    head.content_length = length;
    return complete;
}

HeadResult read_transfer_encoding(string_view value, RequestHead& head, Framing& framing) {
    if (framing.transfer_encoding || head.minor_version == 0 || value.empty()) return refuse(400);
    framing.transfer_encoding = head.chunked = true;
    if (same_ignoring_case(value, "chunked")) return complete;
    int chunked = 0;
    while (!value.empty()) chunked += same_ignoring_case(take_element(value), "chunked");
    return refuse(chunked > 1 ? 400 : 501);
}

HeadResult read_field(Field field, RequestHead& head, Framing& framing) {
    const auto is = [&](string_view name) { return same_ignoring_case(field.name, name); };
    switch (field.name.size()) {
    case 4:
        if (is("host")) {
            if (framing.host || !valid_host(field.value)) return refuse(400);
            framing.host = true;
            head.host = field.value;
        }
        break;
    case 6:
        if (is("cookie")) head.has_credentials = true;
        if (is("expect") && head.minor_version == 1) {
            if (!same_ignoring_case(field.value, "100-continue")) return refuse(417);
            head.expects_continue = true;
        }
        break;
    case 10:
        if (is("connection"))
            for (auto list = field.value; !list.empty();) {
                const auto option = take_element(list);
                framing.close |= same_ignoring_case(option, "close");
                framing.keep_alive |= same_ignoring_case(option, "keep-alive");
            }
        break;
    case 13:
        if (is("authorization")) head.has_credentials = true;
        if (is("if-none-match")) head.if_none_match = field.value;
        break;
    case 14:
        if (is("content-length")) return read_content_length(field.value, head, framing);
        break;
    case 15:
        if (is("accept-encoding")) head.accept_encoding = field.value;
        break;
    case 17:
        if (is("transfer-encoding")) return read_transfer_encoding(field.value, head, framing);
        break;
    }
    return complete;
}

HeadResult read_field_line(string_view line, RequestHead& head, Framing& framing) {
    // A line that begins with white space is obs-fold (RFC 9112 §5.2); white space before the colon is refused (§5.1). Neither is a token.
    const auto colon = line.find(':');
    if (colon == string_view::npos || colon == 0 || !all(line.substr(0, colon), token)) return refuse(400);
    const auto value = line.substr(colon + 1);
    if (!all(value, value_byte)) return refuse(400);
    if (head.field_count == RequestHead::fields_max) return refuse(431);
    const Field field{line.substr(0, colon), trim(value)};
    head.field_array[head.field_count++] = field;
    return read_field(field, head, framing);
}

// What can only be said once all fields are known.
HeadResult judge(RequestHead& head, const Framing& framing, string_view authority) {
    if (!framing.host && head.minor_version == 1) return refuse(400);
    if (!authority.empty() && framing.host && !same_ignoring_case(authority, head.host)) return refuse(400);
    if (framing.content_length && framing.transfer_encoding) return refuse(400);
    head.keep_alive = !framing.close && (head.minor_version == 1 || framing.keep_alive);
    const bool reads = head.method == Method::get || head.method == Method::head;
    // RFC 9110 §9.3.1: a body in GET has no meaning, and is how requests are hidden.
    if (reads && (head.chunked || head.content_length.value_or(0) > 0)) return refuse(400);
    const bool writes = head.method == Method::post || head.method == Method::put || head.method == Method::patch;
    if (writes && !head.chunked && !head.content_length) return refuse(411);
    return complete;
}

// The line at the front without its CRLF; `at` moves past it. A bare LF, or a CR alone, is refused.
HeadResult take_line(string_view bytes, std::size_t& at, string_view& line) {
    const auto* begin = bytes.data() + at;
    const auto* feed = static_cast<const char*>(std::memchr(begin, '\n', bytes.size() - at));
    if (!feed) return incomplete;
    if (feed == begin || feed[-1] != '\r') return refuse(400);
    line = string_view(begin, static_cast<std::size_t>(feed - begin) - 1);
    at += line.size() + 2;
    return complete;
}

}  // namespace

HeadResult parse_head(string_view bytes, const HeadLimits& limits, RequestHead& head) {
    const auto window = bytes.substr(0, limits.head_bytes_max);
    const bool full = bytes.size() >= limits.head_bytes_max;
    head.method = Method::get;
    head.target = head.host = head.accept_encoding = head.if_none_match = {};
    head.chunked = head.expects_continue = head.has_credentials = false;
    head.content_length.reset();
    head.field_count = 0;

    // RFC 9112 §2.2: one empty line before the request line is passed over.
    std::size_t at = window.starts_with("\r\n") ? 2 : 0;
    string_view line, authority;
    auto result = take_line(window, at, line);
    if (result.progress == Progress::incomplete && window.size() - at > limits.target_bytes_max + 32) return refuse(414);
    if (result.progress != Progress::complete) return full && result.status == 0 ? refuse(431) : result;
    result = read_request_line(line, limits, head, authority);
    if (result.progress != Progress::complete) return result;

    for (Framing framing;;) {
        result = take_line(window, at, line);
        if (result.progress != Progress::complete) return full && result.status == 0 ? refuse(431) : result;
        if (line.empty()) {
            head.size = at;
            return judge(head, framing, authority);
        }
        result = read_field_line(line, head, framing);
        if (result.progress != Progress::complete) return result;
    }
}

std::size_t ChunkedReader::refuse(int status, std::size_t used) {
    progress_ = Progress::refused;
    status_ = status;
    return used;
}

std::size_t ChunkedReader::feed(string_view bytes, std::string& body, std::size_t body_bytes_max) {
    std::size_t at = 0;
    while (progress_ == Progress::incomplete && at < bytes.size()) {
        const char c = bytes[at];
        switch (step_) {
        case Step::size: {
            const int value = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (value >= 0 && digits_ < 8) {
                left_ = left_ * 16 + static_cast<std::uint64_t>(value);
                ++digits_;
            } else if (c == '\r' && digits_ > 0) {
                step_ = Step::size_end;
            } else {
                return refuse(400, at);
            }
            ++at;
            break;
        }
        case Step::size_end:
            if (c != '\n') return refuse(400, at);
            ++at;
            if (left_ > body_bytes_max - std::min(body.size(), body_bytes_max)) return refuse(413, at);
            step_ = left_ == 0 ? Step::last_cr : Step::content;
            break;
        case Step::content: {
            const auto piece = bytes.substr(at, left_);
            body.append(piece);
            at += piece.size();
            left_ -= piece.size();
            if (left_ == 0) step_ = Step::content_end;
            break;
        }
        case Step::content_end:
        case Step::last_cr:
            if (c != '\r') return refuse(400, at);
            ++at;
            step_ = step_ == Step::last_cr ? Step::last_lf : Step::content_end_lf;
            break;
        case Step::content_end_lf:
            if (c != '\n') return refuse(400, at);
            ++at;
            digits_ = 0;
            step_ = Step::size;
            break;
        case Step::last_lf:
            if (c != '\n') return refuse(400, at);
            ++at;
            progress_ = Progress::complete;
            break;
        }
    }
    return at;
}

Coding choose_coding(string_view accept_encoding) {
    bool brotli = false, gzip = false, others = false, brotli_said = false, gzip_said = false;
    while (!accept_encoding.empty()) {
        auto element = take_element(accept_encoding);
        const auto semicolon = element.find(';');
        const auto name = trim(element.substr(0, semicolon));
        bool taken = true;
        if (semicolon != string_view::npos) {
            // Weights are not compared: any but zero (RFC 9110 §12.4.2) means the coding may be used.
            const auto weight = trim(element.substr(semicolon + 1));
            taken = weight.find_first_of("123456789") != string_view::npos;
        }
        if (same_ignoring_case(name, "br")) brotli = taken, brotli_said = true;
        else if (same_ignoring_case(name, "gzip")) gzip = taken, gzip_said = true;
        else if (name == "*") others = taken;
    }
    if (brotli || (others && !brotli_said)) return Coding::brotli;
    return gzip || (others && !gzip_said) ? Coding::gzip : Coding::identity;
}

bool names_tag(string_view if_none_match, string_view etag) {
    while (!if_none_match.empty()) {
        auto element = take_element(if_none_match);
        if (element.starts_with("W/")) element.remove_prefix(2);
        if (element == etag || element == "*") return true;
    }
    return false;
}

}  // namespace web
