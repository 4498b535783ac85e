// HTTP/1.1 and 1.0 as they arrive: bytes to a request head, or a refusal. Pure functions, no allocation. RFC 9112, read strictly:
// what two readers could understand differently is refused, so that nothing can be smuggled past a proxy in front.
#pragma once
#include "web/http.h"

#include <array>
#include <span>

namespace web {

struct HeadLimits {
    std::size_t head_bytes_max = 16 * 1024;   // request line and fields; more: 431
    std::size_t target_bytes_max = 8 * 1024;  // more: 414
};

struct Field {
    std::string_view name, value;  // value without the white space around it
};

// All views look into the bytes given to parse_head.
struct RequestHead {
    static constexpr std::size_t fields_max = 100;  // more: 431

    Method method = Method::get;
    std::string_view target;  // begins with "/", or is "*" (OPTIONS only); scheme and authority of an absolute form are cut off
    std::string_view host;
    std::string_view accept_encoding, if_none_match;  // empty when absent
    int minor_version = 1;                            // HTTP/1.x
    bool keep_alive = true;
    bool chunked = false;
    bool expects_continue = false;
    bool has_credentials = false;  // Cookie or Authorization
    std::optional<std::uint64_t> content_length;
    std::size_t size = 0;  // bytes of the head with its blank line
    std::size_t field_count = 0;
    std::array<Field, fields_max> field_array;

    std::span<const Field> fields() const { return {field_array.data(), field_count}; }
};

enum class Progress : std::uint8_t { complete, incomplete, refused };

struct HeadResult {
    Progress progress = Progress::incomplete;
    int status = 0;  // with refused: 400, 411, 414, 417, 431, 501 or 505; the connection must close after it
};

// Reads the head at the front of `bytes`. Refuses as soon as a whole line is wrong; `incomplete` asks for more bytes.
HeadResult parse_head(std::string_view bytes, const HeadLimits&, RequestHead&);

// A body in chunks (RFC 9112 §7.1), fed piece by piece. Chunk extensions and trailer fields are refused: nobody we talk to sends them.
class ChunkedReader {
public:
    // Takes from the front of `bytes`, appending content to `body`; returns how many bytes were used.
    std::size_t feed(std::string_view bytes, std::string& body, std::size_t body_bytes_max);
    Progress progress() const { return progress_; }
    int status() const { return status_; }  // with refused: 400 or 413

private:
    enum class Step : std::uint8_t { size, size_end, content, content_end, content_end_lf, last_cr, last_lf };

    std::size_t refuse(int status, std::size_t used);

    std::uint64_t left_ = 0;  // of the size read so far, then of the chunk
    int digits_ = 0;
    Step step_ = Step::size;
    Progress progress_ = Progress::incomplete;
    int status_ = 0;
};

// The codings this program makes, best last.
enum class Coding : std::uint8_t { identity, gzip, brotli };
// The best coding a reader takes (RFC 9110 §12.5.3). An empty header: identity.
Coding choose_coding(std::string_view accept_encoding);

// Whether If-None-Match names this tag, quotes included (RFC 9110 §13.1.2: weak comparison).
bool names_tag(std::string_view if_none_match, std::string_view etag);

}  // namespace web
