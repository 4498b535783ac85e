// What a page sees of HTTP: a request and a response, plain values. RFC 9110 (semantics), RFC 6265 (cookies), RFC 7578 (multipart forms).
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace web {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options };
inline constexpr Method all_methods[] = {Method::get,   Method::head,    Method::post,   Method::put,
                                         Method::patch, Method::delete_, Method::options};

std::string_view name(Method);                                // "GET"
std::optional<Method> method_named(std::string_view);         // case-sensitive (RFC 9110 §9.1)
std::string_view reason_phrase(int status);                   // "Not Found"; "Unknown" for a status this program never sends
bool same_ignoring_case(std::string_view, std::string_view);  // ASCII letters only

// Names and values in the order given; a name may come several times.
class Parameters {
public:
    using Pair = std::pair<std::string, std::string>;

    Parameters() = default;
    Parameters(std::initializer_list<Pair> pairs) : pairs_(pairs) {}
    void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
    std::optional<std::string_view> find(std::string_view name) const;  // the first of that name
    std::string_view value_or(std::string_view name, std::string_view otherwise) const { return find(name).value_or(otherwise); }
    std::vector<std::string_view> all(std::string_view name) const;
    bool has(std::string_view name) const { return find(name).has_value(); }
    std::size_t size() const { return pairs_.size(); }
    bool empty() const { return pairs_.empty(); }
    auto begin() const { return pairs_.begin(); }
    auto end() const { return pairs_.end(); }
    bool operator==(const Parameters&) const = default;

private:
    std::vector<Pair> pairs_;
};

// A file sent with a form. The views last as long as the body they came from.
struct Upload {
    std::string field;       // the control's name
    std::string file_name;   // without any folder; what the sender says, never a path to write to
    std::string media_type;  // what the sender says; "application/octet-stream" when nothing is said
    std::string_view bytes;
};

struct Form {
    Parameters fields;
    std::vector<Upload> files;  // a file control left empty is not here
};

struct Request {
    Method method = Method::get;
    std::string target = "/";  // as sent: path and query, percent-encoded
    std::string path = "/";    // decoded, valid UTF-8, no "." or ".." or empty segment
    Parameters query;          // decoded, valid UTF-8
    Parameters captured;       // what the braces of the route's pattern matched
    Parameters headers;        // names as sent; look up with header()
    std::string body;
    std::string remote;  // the reader's address, without port: "203.0.113.5", "2001:db8::1"
    std::string id;      // 16 hexadecimal digits, for logs and error pages
    std::string route;   // name of the matched route; empty when none

    std::optional<std::string_view> header(std::string_view name) const;  // any case; the first of that name
    std::optional<std::string_view> cookie(std::string_view name) const;  // the first of that name
    std::string_view at(std::string_view captured_name) const { return captured.value_or(captured_name, {}); }
    // The body as a form; or the status to refuse with: 415 when it is no form, 400 malformed, 413 over the limits of form.h.
    std::expected<Form, int> form() const;
};

// How long an answer may be kept, and by whom.
enum class Keeping : std::uint8_t {
    never,      // Cache-Control: no-store                    what a signed-in person sees (the default)
    ask_again,  // Cache-Control: private, no-cache           with an ETag
    page,       // Cache-Control: public, no-cache            kept in the page cache until one of `topics` moves
    for_ever,   // Cache-Control: public, max-age=31536000, immutable   only under a name that changes with the bytes
};

using SharedBytes = std::shared_ptr<const std::string>;

// A body that is made while it is sent, so that a long one needs no memory. The server asks for a piece when the connection has taken
// the one before; between two pieces no thread waits, so a slow reader costs one piece.
struct Stream {
    // The next piece, some 64 KiB at most; an empty one: none yet, ask again after others had their turn; nothing: that was all. Called by
    // one worker at a time, not always the same, and may block. What it throws cuts the connection: the reader sees that the answer is
    // not whole. Destroyed when the last piece is given or the reader has gone.
    std::function<std::optional<std::string>()> next;
    std::optional<std::uint64_t> size;  // of the whole, when it is known; more or fewer bytes cut the connection
};

// Server-sent events (WHATWG HTML §9.2): the reader is told, at most once a second, that one of these topics moved, and then asks again
// for what it shows. Who waits costs neither a thread nor a buffer. A topic with a number that nobody has named yet stands for its kind.
struct Events {
    std::vector<std::string> topics;
    std::string since;  // Topics::text of what the reader shows; empty: all it shows is new
};

struct Response {
    int status = 200;
    std::string media_type = "text/html; charset=utf-8";
    std::variant<std::string, SharedBytes, Stream, Events> body;
    Parameters headers;  // beyond framing, Date, caching, compression and security, which the server writes
    Keeping keeping = Keeping::never;
    std::string tag;                  // what its ETag begins with, before what the bytes give; visible ASCII without quotes
    std::vector<std::string> topics;  // what the answer read ("member:12000", "member_list"); only with Keeping::page
    bool compress = true;             // false where a secret stands beside text an outsider chooses (BREACH); streams never are

    std::string_view bytes() const;  // of a stream and of events: none
    bool streamed() const { return body.index() > 1; }

    static Response html(std::string text, int status = 200);
    static Response json(std::string text, int status = 200);
    static Response text(std::string text, int status = 200);
    static Response see_other(std::string location);  // 303, after a form was accepted
    static Response redirect(std::string location, int status = 308);
    static Response error(int status);  // an empty body: the error page hook fills it
    // A public page, kept until one of these topics moves.
    static Response page(std::string html, std::vector<std::string> topics);
    static Response stream(std::string media_type, std::function<std::optional<std::string>()> next);
    static Response events(Events);
    // A regular file, read while it is sent; whole, or the one range of bytes asked for (RFC 9110 §14). 404 when there is none, 304
    // when the reader has it. `etag`: strong, with its quotes; empty: made from the file's number, size and time of change.
    static Response file(const Request&, const std::filesystem::path&, std::string media_type, std::string etag = {});
};

// Runs on a worker thread and may block. What it throws becomes a 500.
using Handler = std::function<Response(const Request&)>;

}  // namespace web
