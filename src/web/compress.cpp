#include "web/compress.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <new>

namespace web {

std::string gzip(std::string_view text, Effort effort) {
    z_stream stream{};
    constexpr int gzip_wrapper = 16, window_bits = 15, memory_level = 9;
    if (deflateInit2(&stream, effort == Effort::most ? 9 : 6, Z_DEFLATED, window_bits + gzip_wrapper, memory_level, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        throw std::bad_alloc();
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::bad_alloc();
    return out;
}

std::string brotli(std::string_view text, Effort effort) {
    std::string out(BrotliEncoderMaxCompressedSize(text.size()) + 16, '\0');
    std::size_t size = out.size();
    const int quality = effort == Effort::most ? BROTLI_MAX_QUALITY : 5;
    if (!BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                               reinterpret_cast<const std::uint8_t*>(text.data()), &size, reinterpret_cast<std::uint8_t*>(out.data())))
        throw std::bad_alloc();
    out.resize(size);
    return out;
}

bool worth_compressing(std::string_view media_type, std::size_t bytes) {
    constexpr std::size_t one_packet = 600;  // below, the answer is one packet either way
    if (bytes < one_packet) return false;
    return media_type.starts_with("text/") || media_type.find("json") != media_type.npos || media_type.find("xml") != media_type.npos ||
           media_type.find("javascript") != media_type.npos;
}

}  // namespace web
