// Whatever the bytes, a picture is refused, or cleaned into one that cleaning leaves as it is, of the same size and the same side up.
#include "papers/picture.h"

#include <zlib.h>
#include <algorithm>
#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

// Right checksums in a PNG, so that they do not stand in the way.
std::string with_checksums(std::string bytes) {
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[at + i]);
        if (size > bytes.size() - at - 12) break;
        const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data() + at + 4), size + 4);
        for (std::size_t i = 0; i < 4; ++i) bytes[at + 8 + size + i] = static_cast<char>(sum >> (8 * (3 - i)) & 0xff);
        at += size + 12;
    }
    return bytes;
}

void look(std::string_view bytes) {
    const auto picture = papers::clean_picture(bytes);
    if (!picture) return;
    require(papers::picture_size(bytes) == picture->size);
    require(picture->orientation >= 1 && picture->orientation <= 8);
    const auto again = papers::clean_picture(picture->bytes);
    require(again && again->bytes == picture->bytes && again->size == picture->size && again->orientation == picture->orientation);
    require(picture->bytes.size() <= bytes.size() + 100);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    look(bytes);
    if (bytes.starts_with("\x89PNG")) look(with_checksums(bytes));
    return 0;
}
