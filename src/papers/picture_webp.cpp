// WebP: RFC 9649, section 2 (container).
#include <algorithm>
#include <array>
#include <optional>
#include "papers/picture_bytes.h"

namespace papers {
namespace {

constexpr std::size_t riff_head = 12, chunk_head = 8, extended_bytes = 10;
constexpr unsigned exif_flag = 0x08, xmp_flag = 0x04, profile_flag = 0x20;
constexpr std::array<std::string_view, 7> wanted{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"};

struct Chunk {
    std::string_view type, data;
};

std::optional<Chunk> next_chunk(std::string_view& rest) {
    if (rest.size() < chunk_head) return {};
    const auto size = little(rest, 4, 4);
    if (size > rest.size() - chunk_head) return {};
    const Chunk chunk{rest.substr(0, 4), rest.substr(chunk_head, size)};
    rest.remove_prefix(std::min<std::size_t>(rest.size(), chunk_head + size + size % 2));
    return chunk;
}

std::string written(std::string_view type, std::string_view data) {
    return std::string(type) + little(static_cast<std::uint32_t>(data.size()), 4) + std::string(data) + std::string(data.size() % 2, '\0');
}

// What RIFF says it holds; bytes behind it are no part of the picture.
std::optional<std::string_view> chunks_of(std::string_view bytes) {
    const auto size = little(bytes, 4, 4);
    if (size < 4 || size > bytes.size() - chunk_head) return {};
    return bytes.substr(riff_head, size - 4);
}

std::optional<PictureSize> size_of(const Chunk& first) {
    const auto& data = first.data;
    if (first.type == "VP8X" && data.size() == extended_bytes) return PictureSize{little(data, 4, 3) + 1, little(data, 7, 3) + 1};
    if (first.type == "VP8L" && data.size() >= 5 && data[0] == 0x2f) {
        const auto packed = little(data, 1, 4);
        return PictureSize{(packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1};
    }
    if (first.type == "VP8 " && data.size() >= 10 && data.substr(3, 3) == "\x9d\x01\x2a") {  // RFC 6386, 9.1
        const PictureSize size{little(data, 6, 2) & 0x3fff, little(data, 8, 2) & 0x3fff};
        if (size.width && size.height) return size;
    }
    return {};
}

// The frame of an animation has chunks of its own behind its 16 bytes; unknown ones among them go as well.
std::optional<std::string> clean_frame(std::string_view data, std::size_t& count) {
    if (data.size() < 16) return {};
    std::string frame(data.substr(0, 16));
    auto rest = data.substr(16);
    while (!rest.empty()) {
        const auto chunk = next_chunk(rest);
        if (!chunk || ++count > picture_segments_max) return {};
        if (chunk->type == "ALPH" || chunk->type == "VP8 " || chunk->type == "VP8L") frame += written(chunk->type, chunk->data);
    }
    return frame;
}

}  // namespace

std::expected<PictureSize, PictureFault> webp_size(std::string_view bytes) {
    auto rest = chunks_of(bytes);
    const auto first = rest ? next_chunk(*rest) : std::nullopt;
    const auto size = first ? size_of(*first) : std::nullopt;
    if (!size) return std::unexpected(PictureFault::malformed);
    return *size;
}

std::expected<CleanPicture, PictureFault> clean_webp(std::string_view bytes) {
    constexpr auto malformed = std::unexpected(PictureFault::malformed);
    const auto size = webp_size(bytes);
    if (!size) return std::unexpected(size.error());
    CleanPicture picture{PictureKind::webp, {}, *size, 1};
    auto rest = *chunks_of(bytes);
    const bool extended = rest.starts_with("VP8X");
    std::string body;
    std::size_t count = 0;
    bool has_image = false, has_profile = false;
    while (!rest.empty()) {
        const auto chunk = next_chunk(rest);
        if (!chunk || ++count > picture_segments_max || (chunk->type == "VP8X" && count > 1)) return malformed;
        has_image |= chunk->type == "VP8 " || chunk->type == "VP8L" || chunk->type == "ANMF";
        has_profile |= chunk->type == "ICCP";
        if (chunk->type == "EXIF") {  // some programs put JPEG's mark in front
            const bool marked = chunk->data.starts_with(std::string_view("Exif\0\0", 6));
            picture.orientation = orientation_of(chunk->data.substr(marked ? 6 : 0));
        } else if (chunk->type == "ANMF") {
            const auto frame = clean_frame(chunk->data, count);
            if (!frame) return malformed;
            body += written(chunk->type, *frame);
        } else if (std::ranges::find(wanted, chunk->type) != wanted.end() && (extended || count == 1)) {
            body += written(chunk->type, chunk->data);
        }
    }
    if (!has_image) return malformed;
    if (!extended) picture.orientation = 1;  // without VP8X, nobody reads an EXIF
    if (extended) {
        auto flags = static_cast<unsigned char>(body[chunk_head]);
        flags = static_cast<unsigned char>(flags & ~(exif_flag | xmp_flag | profile_flag));
        flags = static_cast<unsigned char>(flags | (has_profile ? profile_flag : 0) | (picture.orientation != 1 ? exif_flag : 0));
        body[chunk_head] = static_cast<char>(flags);
    }
    if (picture.orientation != 1) body += written("EXIF", tiff_of(picture.orientation));
    picture.bytes = "RIFF" + little(static_cast<std::uint32_t>(body.size() + 4), 4) + "WEBP" + body;
    return picture;
}

}  // namespace papers
