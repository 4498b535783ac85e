// Small pictures for tests, with all that a telephone and a photographer's program put into them.
#pragma once
#include <zlib.h>
#include <cstdint>
#include <string>
#include <string_view>

namespace test {

inline std::string big_endian(std::uint64_t number, int size) {
    std::string bytes;
    for (int i = size; i > 0; --i) bytes += static_cast<char>(number >> (8 * (i - 1)) & 0xff);
    return bytes;
}
inline std::string little_endian(std::uint64_t number, int size) {
    const auto bytes = big_endian(number, size);
    return {bytes.rbegin(), bytes.rend()};
}

// EXIF of a telephone: maker "SECRET-MAKER", orientation, and a place at 14° 41′ N, 17° 26′ W. Little-endian.
inline std::string tiff_with_place(int orientation) {
    const auto number = [](std::uint64_t value, int size) { return little_endian(value, size); };
    const auto entry = [&](int tag, int type, std::uint64_t count, const std::string& value) {
        return number(tag, 2) + number(type, 2) + number(count, 4) + value + std::string(4 - value.size(), '\0');
    };
    const std::string maker("SECRET-MAKER\0", 13);
    const std::uint64_t first = 8, first_size = 2 + 3 * 12 + 4, maker_at = first + first_size, place = maker_at + 14;
    const std::uint64_t latitude = place + 2 + 4 * 12 + 4, longitude = latitude + 24;
    const auto degrees = [&](int whole, int minutes) {
        return number(whole, 4) + number(1, 4) + number(minutes, 4) + number(1, 4) + number(0, 4) + number(1, 4);
    };
    return std::string("II*\0", 4) + number(first, 4) + number(3, 2) + entry(0x010f, 2, maker.size(), number(maker_at, 4)) +
           entry(0x0112, 3, 1, number(static_cast<std::uint64_t>(orientation), 2)) + entry(0x8825, 4, 1, number(place, 4)) + number(0, 4) +
           maker + std::string(1, '\0') + number(4, 2) + entry(1, 2, 2, "N") + entry(2, 5, 3, number(latitude, 4)) + entry(3, 2, 2, "W") +
           entry(4, 5, 3, number(longitude, 4)) + number(0, 4) + degrees(14, 41) + degrees(17, 26);
}

inline std::string xmp() {
    return "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
           "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
           "xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='SECRET-SOURCE'/></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
}

inline std::string profile(std::size_t size) { return big_endian(size, 4) + std::string(size - 4, 'p'); }  // as far as it says its size

inline std::string jpeg_segment(unsigned marker, const std::string& payload) {
    return std::string("\xff") + static_cast<char>(marker) + big_endian(payload.size() + 2, 2) + payload;
}
inline const std::string jpeg_start = "\xff\xd8", jpeg_end = "\xff\xd9";
inline std::string jpeg_jfif(const std::string& thumbnail = {}) {
    const auto pixels = thumbnail.size() / 3;
    return jpeg_segment(0xe0, std::string("JFIF\0\1\2\1\0\x48\0\x48", 12) + std::string(1, static_cast<char>(pixels)) + '\1' + thumbnail);
}
inline std::string jpeg_exif(int orientation) { return jpeg_segment(0xe1, std::string("Exif\0\0", 6) + tiff_with_place(orientation)); }
inline std::string jpeg_profile() { return jpeg_segment(0xe2, std::string("ICC_PROFILE\0\1\1", 14) + profile(128)); }
inline std::string jpeg_adobe() { return jpeg_segment(0xee, std::string("Adobe\0\x64\0\0\0\0\1", 12)); }
inline std::string jpeg_remarks() {  // all that is to go
    const std::string caption = std::string("\x1c\x02\x78\0\x0e", 5) + "SECRET-CAPTION";
    return jpeg_segment(0xe1, std::string("http://ns.adobe.com/xap/1.0/\0", 29) + xmp()) +
           jpeg_segment(0xed, std::string("Photoshop 3.0\0", 14) + "8BIM" + std::string("\4\4\0\0", 4) + big_endian(caption.size(), 4) +
                                  caption + std::string(caption.size() % 2, '\0')) +
           jpeg_segment(0xe2, std::string("MPF\0", 4) + "SECRET-MORE") + jpeg_segment(0xe5, "SECRET-FIVE") +
           jpeg_segment(0xfe, "SECRET-COMMENT");
}
// 8 × 16 pixels, grey: tables, a frame, and a scan whose data have stuffed zeros and restarts.
inline std::string jpeg_image() {
    return jpeg_segment(0xdb, std::string(1, '\0') + std::string(64, '\1')) +
           jpeg_segment(0xc0, std::string("\x08\x00\x10\x00\x08\x01\x01\x11\x00", 9)) +
           jpeg_segment(0xc4, std::string("\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 18)) +
           jpeg_segment(0xc4, std::string("\x10\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 18)) +
           jpeg_segment(0xda, std::string("\1\1\0\0\x3f\0", 6)) + std::string("\x2a\xff\x00\x12\xff\xd0\x37", 7);
}
inline std::string jpeg(int orientation = 6) {
    return jpeg_start + jpeg_jfif("RGB") + jpeg_exif(orientation) + jpeg_remarks() + jpeg_profile() + jpeg_adobe() + jpeg_image() +
           jpeg_end;
}

inline std::string png_chunk(const std::string& type, const std::string& data) {
    const auto both = type + data;
    return big_endian(data.size(), 4) + both +
           big_endian(crc32(0, reinterpret_cast<const Bytef*>(both.data()), static_cast<uInt>(both.size())), 4);
}
inline std::string zlib_packed(const std::string& text) {
    uLongf size = compressBound(text.size());
    std::string out(size, '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()), text.size());
    out.resize(size);
    return out;
}
inline const std::string png_signature = "\x89PNG\r\n\x1a\n";
inline std::string png_header(std::uint32_t width = 2, std::uint32_t height = 3) {
    return png_chunk("IHDR", big_endian(width, 4) + big_endian(height, 4) + std::string("\x08\0\0\0\0", 5));
}
inline std::string png_remarks() {
    return png_chunk("tEXt", std::string("Comment\0SECRET-TEXT", 19)) +
           png_chunk("zTXt", std::string("Author\0\0", 8) + zlib_packed("SECRET-PACKED")) +
           png_chunk("iTXt", std::string("XML:com.adobe.xmp\0\0\0\0\0", 22) + xmp()) +
           png_chunk("tIME", std::string("\x07\xea\x0b\x15\x0c\0\0", 7)) + png_chunk("prVt", "SECRET-PRIVATE");
}
inline std::string png_data() { return png_chunk("IDAT", zlib_packed(std::string("\0\1\2\0\3\4\0\5\6", 9))); }
inline std::string png_end() { return png_chunk("IEND", ""); }
inline std::string png(int orientation = 6) {
    return png_signature + png_header() + png_chunk("gAMA", big_endian(45455, 4)) +
           png_chunk("iCCP", std::string("SECRET-NAME\0\0", 13) + zlib_packed(profile(128))) +
           png_chunk("eXIf", tiff_with_place(orientation)) + png_remarks() + png_data() + png_end();
}

inline std::string webp_chunk(const std::string& type, const std::string& data) {
    return type + little_endian(data.size(), 4) + data + std::string(data.size() % 2, '\0');
}
inline std::string webp_file(const std::string& chunks) { return "RIFF" + little_endian(chunks.size() + 4, 4) + "WEBP" + chunks; }
inline std::string webp_extended(unsigned flags, std::uint32_t width = 5, std::uint32_t height = 7) {
    return webp_chunk("VP8X", std::string(1, static_cast<char>(flags)) + std::string(3, '\0') + little_endian(width - 1, 3) +
                                  little_endian(height - 1, 3));
}
inline std::string webp_image() {  // lossless, 5 × 7
    return webp_chunk("VP8L", std::string("\x2f", 1) + little_endian(4 | 6 << 14, 4) + std::string("\x11\x22\x33", 3));
}
inline std::string webp(int orientation = 6) {
    return webp_file(webp_extended(0x2c) + webp_chunk("ICCP", profile(129)) + webp_image() +
                     webp_chunk("EXIF", tiff_with_place(orientation)) + webp_chunk("XMP ", xmp()) + webp_chunk("prvt", "SECRET-PRIVATE"));
}

}  // namespace test
