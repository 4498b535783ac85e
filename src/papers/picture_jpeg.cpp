// JPEG: ITU-T T.81 annex B (markers and segments), CIPA DC-008 (EXIF), ICC.1 B.4 (profiles).
#include <optional>
#include "papers/picture_bytes.h"

namespace papers {
namespace {

constexpr std::string_view exif_mark("Exif\0", 5), profile_mark("ICC_PROFILE\0", 12), adobe_mark("Adobe", 5), jfif_mark("JFIF\0", 5);
constexpr std::size_t exif_head = 6;    // "Exif", two bytes
constexpr std::size_t jfif_bytes = 14;  // without its thumbnail
constexpr std::size_t adobe_bytes = 12;

constexpr bool restart(unsigned marker) { return marker >= 0xd0 && marker <= 0xd7; }
// Frames: SOF0 … SOF15 but for DHT, JPG and DAC, which stand among them.
constexpr bool frame(unsigned marker) { return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc; }

struct Segment {
    unsigned marker = 0;
    std::string_view payload;  // without marker and length
};

// Segment after segment; what stands between a scan's head and the next marker is its data.
class Segments {
public:
    explicit Segments(std::string_view bytes) : bytes_(bytes) {}

    // Nothing: malformed, or after the end marker.
    std::optional<Segment> next() {
        if (at_ + 2 > bytes_.size() || byte(at_) != 0xff || ++count_ > picture_segments_max) return {};
        while (at_ + 1 < bytes_.size() && byte(at_ + 1) == 0xff) ++at_;  // B.1.1.2: fill bytes
        if (at_ + 2 > bytes_.size()) return {};
        const auto marker = byte(at_ + 1);
        at_ += 2;
        if (marker == 0xd8 || marker == 0xd9) return Segment{marker, {}};
        if (marker < 0xc0 || restart(marker) || at_ + 2 > bytes_.size()) return {};
        const auto size = big(bytes_, at_, 2);
        if (size < 2 || size > bytes_.size() - at_) return {};
        const auto payload = bytes_.substr(at_ + 2, size - 2);
        at_ += size;
        return Segment{marker, payload};
    }
    // The data of a scan, up to the marker that ends it: neither a stuffed zero nor a restart. Nothing when there is no such marker.
    std::optional<std::string_view> scan() {
        for (auto end = at_; (end = bytes_.find('\xff', end)) != bytes_.npos && end + 1 < bytes_.size(); ++end) {
            const auto marker = byte(end + 1);
            if (marker == 0 || restart(marker)) continue;
            const auto data = bytes_.substr(at_, end - at_);
            at_ = end;
            return data;
        }
        return {};
    }

private:
    unsigned byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }

    std::string_view bytes_;
    std::size_t at_ = 0, count_ = 0;
};

std::optional<PictureSize> size_of(std::string_view frame_header) {  // B.2.2
    if (frame_header.size() < 6) return {};
    const PictureSize size{big(frame_header, 3, 2), big(frame_header, 1, 2)};
    return size.width && size.height ? std::optional(size) : std::nullopt;
}

std::string segment(unsigned marker, std::string_view payload) {
    return std::string("\xff") + static_cast<char>(marker) + big(static_cast<std::uint32_t>(payload.size() + 2), 2) + std::string(payload);
}

// What of a segment stays; empty: nothing of it.
std::string kept(const Segment& part) {
    const bool application = part.marker >= 0xe0 && part.marker <= 0xef;
    if (!application && part.marker < 0xf0) return segment(part.marker, part.payload);                    // tables, frames, scans
    if (part.marker == 0xe0 && part.payload.starts_with(jfif_mark) && part.payload.size() >= jfif_bytes)  // units and density, no thumbnail
        return segment(part.marker, std::string(part.payload.substr(0, jfif_bytes - 2)) + std::string(2, '\0'));
    if (part.marker == 0xe2 && part.payload.starts_with(profile_mark)) return segment(part.marker, part.payload);
    if (part.marker == 0xee && part.payload.starts_with(adobe_mark) && part.payload.size() >= adobe_bytes)
        return segment(part.marker, part.payload.substr(0, adobe_bytes));
    return {};
}

}  // namespace

std::expected<PictureSize, PictureFault> jpeg_size(std::string_view bytes) {
    Segments segments(bytes);
    while (const auto part = segments.next()) {
        if (part->marker == 0xda || part->marker == 0xd9) break;
        if (!frame(part->marker)) continue;
        if (const auto size = size_of(part->payload)) return *size;
        break;
    }
    return std::unexpected(PictureFault::malformed);
}

std::expected<CleanPicture, PictureFault> clean_jpeg(std::string_view bytes) {
    const auto size = jpeg_size(bytes);
    if (!size) return std::unexpected(size.error());
    CleanPicture picture{PictureKind::jpeg, {}, *size, 1};
    Segments segments(bytes);
    segments.next();  // the start, known to be there
    std::string head, rest;
    bool scanned = false, exif_read = false;
    while (const auto part = segments.next()) {
        if (part->marker == 0xd8) break;
        if (part->marker == 0xd9) {
            if (!scanned) break;
            if (picture.orientation != 1)
                head += segment(0xe1, std::string(exif_mark) + std::string(1, '\0') + tiff_of(picture.orientation));
            picture.bytes = "\xff\xd8" + head + rest + "\xff\xd9";
            return picture;
        }
        if (part->marker == 0xe1 && part->payload.starts_with(exif_mark) && part->payload.size() > exif_head && !exif_read && !scanned) {
            picture.orientation = orientation_of(part->payload.substr(exif_head));
            exif_read = true;
        }
        auto piece = kept(*part);
        (part->marker == 0xe0 && rest.empty() ? head : rest) += piece;  // JFIF first, as it demands; then our EXIF
        if (part->marker != 0xda) continue;
        const auto data = segments.scan();
        if (!data) break;
        rest += *data;
        scanned = true;
    }
    return std::unexpected(PictureFault::malformed);
}

}  // namespace papers
