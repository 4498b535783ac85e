#include "papers/picture.h"

#include "papers/picture_bytes.h"

namespace papers {

std::string big(std::uint32_t value, std::size_t size) {
    std::string bytes;
    for (std::size_t i = size; i > 0; --i) bytes += static_cast<char>(value >> (8 * (i - 1)) & 0xff);
    return bytes;
}
std::string little(std::uint32_t value, std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
    return bytes;
}

int orientation_of(std::string_view tiff) {
    if (tiff.size() < 8) return 1;
    const bool is_little = tiff.starts_with(std::string_view("II*\0", 4));
    if (!is_little && !tiff.starts_with(std::string_view("MM\0*", 4))) return 1;
    const auto read = [&](std::size_t at, std::size_t size) { return is_little ? little(tiff, at, size) : big(tiff, at, size); };
    const std::size_t directory = read(4, 4);
    if (directory > tiff.size() - 2) return 1;
    const std::size_t count = read(directory, 2);
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = directory + 2 + 12 * i;
        if (at + 12 > tiff.size()) return 1;
        if (read(at, 2) != 0x0112 || read(at + 2, 2) != 3 || read(at + 4, 4) != 1) continue;  // Orientation, one SHORT
        const auto value = static_cast<int>(read(at + 8, 2));
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

std::string tiff_of(int orientation) {
    return std::string("MM\0*", 4) + big(8, 4) + big(1, 2) + big(0x0112, 2) + big(3, 2) + big(1, 4) +
           big(static_cast<std::uint32_t>(orientation), 2) + big(0, 2) + big(0, 4);
}

std::optional<PictureKind> picture_kind(std::string_view bytes) {
    if (bytes.starts_with("\xff\xd8\xff")) return PictureKind::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return PictureKind::png;
    if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return PictureKind::webp;
    return {};
}

std::expected<PictureSize, PictureFault> picture_size(std::string_view bytes) {
    const auto kind = picture_kind(bytes);
    if (!kind) return std::unexpected(PictureFault::not_a_picture);
    return *kind == PictureKind::jpeg ? jpeg_size(bytes) : *kind == PictureKind::png ? png_size(bytes) : webp_size(bytes);
}

std::expected<CleanPicture, PictureFault> clean_picture(std::string_view bytes) {
    const auto kind = picture_kind(bytes);
    if (!kind) return std::unexpected(PictureFault::not_a_picture);
    if (bytes.size() > picture_bytes_max) return std::unexpected(PictureFault::too_big);
    return *kind == PictureKind::jpeg ? clean_jpeg(bytes) : *kind == PictureKind::png ? clean_png(bytes) : clean_webp(bytes);
}

}  // namespace papers
