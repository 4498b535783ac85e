// Pictures without what they tell about the person who took them: place, time, camera, owner, software, thumbnails, earlier versions.
// Pure: bytes in, bytes out, and the pixels untouched, since nothing is decoded. Kept is what a program needs to show the picture: its
// data, its colours (ICC profile, gamma), its animation, and which side is up. All else goes, known or not; so does whatever follows the end
// of the picture.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace papers {

inline constexpr std::size_t picture_bytes_max = 50'000'000;
inline constexpr std::size_t picture_segments_max = 100'000;  // segments or chunks

enum class PictureKind { jpeg, png, webp };
enum class PictureFault {
    not_a_picture,  // none of the three, by its first bytes
    too_big,
    malformed,  // cut short, or parts that contradict each other
};

struct PictureSize {
    std::uint32_t width = 0, height = 0;  // pixels, as stored: orientation not applied
    bool operator==(const PictureSize&) const = default;
};

struct CleanPicture {
    PictureKind kind{};
    std::string bytes;
    PictureSize size;
    int orientation = 1;  // as in EXIF (CIPA DC-008), 1 to 8; 1: as stored
};

std::optional<PictureKind> picture_kind(std::string_view bytes);
// From the header alone, without reading the rest.
std::expected<PictureSize, PictureFault> picture_size(std::string_view bytes);
// JPEG (ITU-T T.81): APP2 with an ICC profile and APP14 with Adobe's colours are kept, other APPn and comments are not.
// PNG (W3C, third edition): chunks of the image, of colours and of animation are kept. WebP (RFC 9649): all but EXIF, XMP and unknown ones.
// Where the picture was to be turned, a new EXIF says so and nothing else.
std::expected<CleanPicture, PictureFault> clean_picture(std::string_view bytes);

}  // namespace papers
