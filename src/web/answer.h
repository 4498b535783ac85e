// Responses as the bytes that leave. Everything but the status line, Date and Connection, which change from one sending to the next.
#pragma once
#include "web/compress.h"
#include "web/http.h"
#include "web/http_parser.h"

#include <array>

namespace web {

// What is sent after the status line, Date and Connection: other fields, the blank line, the body.
struct Answer {
    int status = 200;
    SharedBytes bytes;
    std::size_t head_size = 0;  // of `bytes`: all that a HEAD gets
    // The body, when `bytes` is the head alone.
    std::shared_ptr<const Stream> stream{};
    std::shared_ptr<const Events> events{};
};

// One coding of a page that is kept, and the 304 that stands for it.
struct Variant {
    Answer full, not_modified;
    std::string etag;  // strong, with its quotes; of the content and the coding
};

struct Conditions {  // of the request that is answered
    std::string_view accept_encoding, if_none_match;
};

// A page or an asset ready for any reader. Immutable once shared.
struct StoredPage {
    std::array<std::shared_ptr<const Variant>, 3> variants;  // by Coding; identity is always there
    Effort effort = Effort::quick;
    Response like;  // what it was made from, without the body: identity has it

    const Answer& answer(const Conditions&) const;  // the best coding, or its 304
    std::size_t bytes() const;                      // of memory held
};

// For one reader, once. With Keeping::ask_again it may become a 304. Throws std::invalid_argument on a field that would break the
// head (a line end in a Location made from what somebody typed): the caller answers 500.
Answer make_answer(const Response&, std::string_view security_fields, const Conditions&);

// For all readers. The same throw.
std::shared_ptr<const StoredPage> make_stored(const Response&, std::string_view security_fields, Effort);
// The same page with Effort::most; texts above 512 KiB stay as they are.
std::shared_ptr<const StoredPage> recompress(const StoredPage&, std::string_view security_fields);
// Whether the response may be kept for all: a 200 with Keeping::page or for_ever that sets no cookie.
bool may_be_stored(const Response&);

}  // namespace web
