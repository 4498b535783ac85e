#include "web/http.h"

#include "web/form.h"

namespace web {

std::string_view name(Method method) {
    switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::delete_: return "DELETE";
    case Method::options: return "OPTIONS";
    }
    return "";
}

std::optional<Method> method_named(std::string_view text) {
    for (const Method method : all_methods)
        if (name(method) == text) return method;
    return {};
}

std::string_view reason_phrase(int status) {
    switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 423: return "Locked";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 451: return "Unavailable For Legal Reasons";
    case 460: return "Checksum Mismatch";  // tus 1.0.0
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    }
    return "Unknown";
}

bool same_ignoring_case(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
        if (lower(left[i]) != lower(right[i])) return false;
    }
    return true;
}

std::optional<std::string_view> Parameters::find(std::string_view name) const {
    for (const auto& [key, value] : pairs_)
        if (key == name) return value;
    return {};
}

std::vector<std::string_view> Parameters::all(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto& [key, value] : pairs_)
        if (key == name) found.push_back(value);
    return found;
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (same_ignoring_case(key, name)) return value;
    return {};
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (same_ignoring_case(key, "cookie"))
            if (auto found = cookie_in(value, name)) return found;
    return {};
}

std::expected<Form, int> Request::form() const { return parse_form(header("content-type").value_or(""), body); }

std::string_view Response::bytes() const {
    if (const auto* own = std::get_if<std::string>(&body)) return *own;
    const auto* shared = std::get_if<SharedBytes>(&body);
    return shared && *shared ? std::string_view(**shared) : std::string_view();
}

namespace {
Response with(std::string text, int status, std::string media_type) {
    Response response;
    response.status = status;
    response.media_type = std::move(media_type);
    response.body = std::move(text);
    return response;
}
}  // namespace

Response Response::html(std::string text, int status) { return with(std::move(text), status, "text/html; charset=utf-8"); }
Response Response::json(std::string text, int status) { return with(std::move(text), status, "application/json"); }
Response Response::text(std::string text, int status) { return with(std::move(text), status, "text/plain; charset=utf-8"); }
Response Response::error(int status) { return with({}, status, "text/plain; charset=utf-8"); }
Response Response::see_other(std::string location) { return redirect(std::move(location), 303); }

Response Response::redirect(std::string location, int status) {
    auto response = with({}, status, "text/plain; charset=utf-8");
    response.headers.add("Location", std::move(location));
    return response;
}

Response Response::stream(std::string media_type, std::function<std::optional<std::string>()> next) {
    Response response;
    response.media_type = std::move(media_type);
    response.body = Stream{std::move(next), {}};
    return response;
}

Response Response::events(Events events) {
    auto response = with({}, 200, "text/event-stream");
    response.headers.add("X-Accel-Buffering", "no");  // nginx in front would keep what it gets until it is much
    response.body = std::move(events);
    return response;
}

Response Response::page(std::string html, std::vector<std::string> topics) {
    auto response = with(std::move(html), 200, "text/html; charset=utf-8");
    response.keeping = Keeping::page;
    response.topics = std::move(topics);
    return response;
}

}  // namespace web
