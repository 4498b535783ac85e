// Any bytes: a head is complete, incomplete or refused; what is complete keeps its promises, however the bytes were cut.
#include "web/http_parser.h"
#include "web/percent.h"

#include <cstdlib>

namespace {
void require(bool kept) {
    if (!kept) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const web::HeadLimits limits{.head_bytes_max = 2048, .target_bytes_max = 512};
    static web::RequestHead head;
    const auto result = web::parse_head(bytes, limits, head);
    require((result.progress == web::Progress::refused) == (result.status >= 400));
    web::choose_coding(bytes);
    web::names_tag(bytes, "\"x\"");
    if (result.progress == web::Progress::complete) {
        require(head.size <= size && head.size <= limits.head_bytes_max && !head.target.empty());
        require(bytes.substr(0, head.size).ends_with("\r\n\r\n"));
        require(!(head.chunked && head.content_length));
        for (const auto& field : head.fields()) require(field.value.find_first_of(std::string_view("\r\n\0", 3)) == field.value.npos);
        if (const auto path = web::decode_path(head.target.substr(0, head.target.find('?')))) require(web::valid_utf8(*path));
        // No proper prefix of a head is a head.
        const auto kept = head.size;
        require(web::parse_head(bytes.substr(0, kept - 1), limits, head).progress != web::Progress::complete);
    }

    // A chunked body read whole and read byte by byte says the same.
    std::string whole, pieces;
    web::ChunkedReader one, many;
    const auto used = one.feed(bytes, whole, 4096);
    std::size_t at = 0;
    while (at < size && many.progress() == web::Progress::incomplete) {
        const auto taken = many.feed(bytes.substr(at, 1), pieces, 4096);
        if (taken == 0) break;
        at += taken;
    }
    require(one.progress() == many.progress() && one.status() == many.status() && whole == pieces && whole.size() <= 4096);
    require(one.progress() != web::Progress::complete || used == at);
    return 0;
}
