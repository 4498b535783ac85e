// Reading pictures' numbers, and the one EXIF that we write. Of picture and its formats.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include "papers/picture.h"

namespace papers {

// The caller knows that the bytes are there.
inline std::uint32_t big(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}
inline std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = size; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}
std::string big(std::uint32_t value, std::size_t size);
std::string little(std::uint32_t value, std::size_t size);

// The orientation that a TIFF structure (of EXIF) tells in its first directory: 1 to 8, or 1 when it tells none or makes no sense.
int orientation_of(std::string_view tiff);
// A TIFF structure with that orientation and nothing else: 26 bytes.
std::string tiff_of(int orientation);

std::expected<CleanPicture, PictureFault> clean_jpeg(std::string_view bytes);
std::expected<CleanPicture, PictureFault> clean_png(std::string_view bytes);
std::expected<CleanPicture, PictureFault> clean_webp(std::string_view bytes);
std::expected<PictureSize, PictureFault> jpeg_size(std::string_view bytes);
std::expected<PictureSize, PictureFault> png_size(std::string_view bytes);
std::expected<PictureSize, PictureFault> webp_size(std::string_view bytes);

}  // namespace papers
