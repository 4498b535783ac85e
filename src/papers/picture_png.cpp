// PNG: W3C Portable Network Graphics, third edition, sections 5 (chunks) and 11 (their meaning).
#include <zlib.h>
#include <algorithm>
#include <array>
#include <optional>
#include "papers/picture_bytes.h"

namespace papers {
namespace {

constexpr std::size_t signature_bytes = 8, chunk_frame = 12;  // length, type, checksum
constexpr std::size_t header_bytes = 13;
// The image, its colours and its animation. Not: text, time, EXIF, suggested palettes and whatever programs add.
constexpr std::array<std::string_view, 18> wanted{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT",
                                                  "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};

struct Chunk {
    std::string_view type, data, whole;
};

std::uint32_t checksum(std::string_view type_and_data) {
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(type_and_data.data()), type_and_data.size()));
}

std::optional<Chunk> next_chunk(std::string_view& rest) {
    if (rest.size() < chunk_frame) return {};
    const auto size = big(rest, 0, 4);
    if (size > rest.size() - chunk_frame) return {};
    const Chunk chunk{rest.substr(4, 4), rest.substr(8, size), rest.substr(0, size + chunk_frame)};
    if (big(rest, 8 + size, 4) != checksum(rest.substr(4, size + 4))) return {};
    rest.remove_prefix(size + chunk_frame);
    return chunk;
}

std::optional<PictureSize> size_of(const Chunk& header) {
    if (header.type != "IHDR" || header.data.size() != header_bytes) return {};
    const PictureSize size{big(header.data, 0, 4), big(header.data, 4, 4)};
    return size.width && size.height && size.width < 1U << 31 && size.height < 1U << 31 ? std::optional(size) : std::nullopt;
}

// The name of a profile was chosen by somebody ("Profile of …"); it is replaced. Its compressed bytes stay.
std::string anonymous_profile(const Chunk& chunk) {
    const auto end = chunk.data.find('\0');
    if (end == chunk.data.npos) return {};
    const auto data = "iCCP" + std::string("ICC") + std::string(chunk.data.substr(end));
    return big(static_cast<std::uint32_t>(data.size() - 4), 4) + data + big(checksum(data), 4);
}

}  // namespace

std::expected<PictureSize, PictureFault> png_size(std::string_view bytes) {
    auto rest = bytes.substr(signature_bytes);
    const auto header = next_chunk(rest);
    const auto size = header ? size_of(*header) : std::nullopt;
    if (!size) return std::unexpected(PictureFault::malformed);
    return *size;
}

std::expected<CleanPicture, PictureFault> clean_png(std::string_view bytes) {
    const auto size = png_size(bytes);
    if (!size) return std::unexpected(size.error());
    CleanPicture picture{PictureKind::png, std::string(bytes.substr(0, signature_bytes)), *size, 1};
    auto rest = bytes.substr(signature_bytes);
    std::size_t count = 0, end_of_header = 0;
    bool has_data = false;
    while (const auto chunk = next_chunk(rest)) {
        if (++count > picture_segments_max || (chunk->type == "IHDR") != (count == 1)) break;
        has_data |= chunk->type == "IDAT";
        if (chunk->type == "eXIf") picture.orientation = orientation_of(chunk->data);
        else if (chunk->type == "iCCP") picture.bytes += anonymous_profile(*chunk);
        else if (std::ranges::find(wanted, chunk->type) != wanted.end()) picture.bytes += chunk->whole;
        else if (!(chunk->type[0] & 0x20)) break;  // critical, and unknown: nobody could show it
        if (count == 1) end_of_header = picture.bytes.size();
        if (chunk->type != "IEND") continue;
        if (!has_data || !chunk->data.empty()) break;
        if (picture.orientation != 1) {
            const auto exif = "eXIf" + tiff_of(picture.orientation);
            picture.bytes.insert(end_of_header, big(static_cast<std::uint32_t>(exif.size() - 4), 4) + exif + big(checksum(exif), 4));
        }
        return picture;
    }
    return std::unexpected(PictureFault::malformed);
}

}  // namespace papers
