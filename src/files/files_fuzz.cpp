// Whatever a client says of a piece or asks of a file: a stretch lies within the file, a name is text.
#include "base/text.h"
#include "files/pages.h"
#include "web/range.h"

#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const std::uint64_t whole : {std::uint64_t(0), std::uint64_t(1), std::uint64_t(1'000)})
        if (const auto asked = web::range_in(bytes, whole); asked.range)
            require(asked.range->begin < asked.range->end && asked.range->end <= whole);
    if (const auto name = files::name_in_metadata(bytes)) require(base::valid_utf8(*name) && name->find('\0') == name->npos);
    files::checksum_holds(bytes, "abc");
    return 0;
}
