// A picture shows what it showed, and tells nothing else.
#include "papers/picture.h"

#include <doctest/doctest.h>
#include <unistd.h>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include "papers/picture_bytes.h"
#include "support/pictures.h"

namespace {

using namespace papers;
using namespace test;

CleanPicture cleaned(std::string_view bytes) {
    const auto picture = clean_picture(bytes);
    REQUIRE(picture);
    return *picture;
}
bool malformed(std::string_view bytes) {
    const auto picture = clean_picture(bytes);
    return !picture && picture.error() == PictureFault::malformed;
}
bool contains(std::string_view text, std::string_view wanted) { return text.find(wanted) != text.npos; }

// What another program finds in a picture, one "[Group] Name : value" a line.
std::string found_in(const std::string& bytes, const char* ending) {
    const auto file = std::filesystem::temp_directory_path() / ("picture-" + std::to_string(getpid()) + "." + ending);
    std::ofstream(file, std::ios::binary) << bytes;
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(
        popen(("exiftool -a -u -G1 -s -n -validate -warning '" + file.string() + "' -all 2>&1").c_str(), "r"), pclose);
    std::string all;
    std::array<char, 4096> piece;
    while (const auto size = fread(piece.data(), 1, piece.size(), pipe.get())) all.append(piece.data(), size);
    pipe.reset();
    std::filesystem::remove(file);
    return all;
}

const std::string small_exif = std::string("Exif\0\0", 6) + tiff_of(6);

}  // namespace

TEST_CASE("A JPEG keeps its image, its colours and which side is up, byte for byte") {
    const auto picture = cleaned(jpeg());
    CHECK(picture.kind == PictureKind::jpeg);
    CHECK(picture.size == PictureSize{8, 16});
    CHECK(picture.orientation == 6);
    CHECK(picture.bytes == jpeg_start + jpeg_segment(0xe0, std::string("JFIF\0\1\2\1\0\x48\0\x48\0\0", 14)) +
                               jpeg_segment(0xe1, small_exif) + jpeg_profile() + jpeg_adobe() + jpeg_image() + jpeg_end);
    CHECK(cleaned(picture.bytes).bytes == picture.bytes);
    CHECK(cleaned(jpeg(1)).bytes == jpeg_start + jpeg_segment(0xe0, std::string("JFIF\0\1\2\1\0\x48\0\x48\0\0", 14)) + jpeg_profile() +
                                        jpeg_adobe() + jpeg_image() + jpeg_end);
    for (int orientation = 2; orientation <= 8; ++orientation) CHECK(cleaned(cleaned(jpeg(orientation)).bytes).orientation == orientation);
    for (const int nonsense : {0, 9, 6 << 8}) CHECK(cleaned(jpeg(nonsense)).orientation == 1);
    CHECK(cleaned(jpeg_start + jpeg_image() + jpeg_image() + jpeg_end).bytes ==
          jpeg_start + jpeg_image() + jpeg_image() + jpeg_end);  // several scans
    CHECK(cleaned(jpeg_start + "\xff\xff" + jpeg_image() + "\xff" + jpeg_end).bytes == jpeg_start + jpeg_image() + jpeg_end);  // fill bytes
}

TEST_CASE("Nothing follows the end of a picture") {
    CHECK(cleaned(jpeg(1) + jpeg() + "SECRET").bytes == cleaned(jpeg(1)).bytes);  // a second picture, as telephones add
    CHECK(cleaned(png() + "SECRET").bytes == cleaned(png()).bytes);
    CHECK(cleaned(webp() + "SECRET").bytes == cleaned(webp()).bytes);
}

TEST_CASE("A PNG keeps its image, its colours and which side is up") {
    const auto picture = cleaned(png());
    CHECK(picture.kind == PictureKind::png);
    CHECK(picture.size == PictureSize{2, 3});
    CHECK(picture.orientation == 6);
    CHECK(picture.bytes == png_signature + png_header() + png_chunk("eXIf", tiff_of(6)) + png_chunk("gAMA", big_endian(45455, 4)) +
                               png_chunk("iCCP", std::string("ICC\0\0", 5) + zlib_packed(profile(128))) + png_data() + png_end());
    CHECK(cleaned(picture.bytes).bytes == picture.bytes);
    CHECK(!contains(cleaned(png(1)).bytes, "eXIf"));
    const auto animated = png_signature + png_header() + png_chunk("acTL", std::string(8, '\1')) +
                          png_chunk("fcTL", std::string(26, '\1')) + png_data() + png_chunk("fdAT", "1234data") + png_end();
    CHECK(cleaned(animated).bytes == animated);
}

TEST_CASE("A WebP keeps its image, its colours and which side is up, and says what it still has") {
    const auto picture = cleaned(webp());
    CHECK(picture.kind == PictureKind::webp);
    CHECK(picture.size == PictureSize{5, 7});
    CHECK(picture.bytes ==
          webp_file(webp_extended(0x28) + webp_chunk("ICCP", profile(129)) + webp_image() + webp_chunk("EXIF", tiff_of(6))));
    CHECK(cleaned(picture.bytes).bytes == picture.bytes);
    CHECK(cleaned(webp(1)).bytes == webp_file(webp_extended(0x20) + webp_chunk("ICCP", profile(129)) + webp_image()));
    const auto simple = webp_file(webp_image());
    CHECK(cleaned(simple).bytes == simple);
    CHECK(cleaned(webp_file(webp_image() + webp_chunk("EXIF", tiff_with_place(6)))).bytes == simple);
    const auto marked = webp_file(webp_extended(0x08) + webp_image() + webp_chunk("EXIF", std::string("Exif\0\0", 6) + tiff_with_place(3)));
    CHECK(cleaned(marked).orientation == 3);
    const auto lossy =
        webp_chunk("VP8 ", std::string("\x30\1\0\x9d\x01\x2a", 6) + little_endian(300 | 1 << 14, 2) + little_endian(200, 2) + "data");
    CHECK(cleaned(webp_file(lossy)).size == PictureSize{300, 200});
    const auto frame = std::string(16, '\2');
    CHECK(cleaned(webp_file(webp_extended(2) + webp_chunk("ANIM", "123456") +
                            webp_chunk("ANMF", frame + webp_image() + webp_chunk("prvt", "SECRET"))))
              .bytes == webp_file(webp_extended(2) + webp_chunk("ANIM", "123456") + webp_chunk("ANMF", frame + webp_image())));
}

TEST_CASE("Another program finds a place, a maker and remarks before, and only the orientation after") {
    struct Case {
        const char* ending;
        std::string bytes;
    };
    for (const auto& [ending, bytes] : {Case{"jpg", jpeg()}, Case{"png", png()}, Case{"webp", webp()}}) {
        CAPTURE(ending);
        const auto before = found_in(bytes, ending);
        CHECK(contains(before, "GPSLatitude"));
        CHECK(contains(before, "SECRET-MAKER"));
        CHECK(contains(before, "SECRET-SOURCE"));
        const auto clean = cleaned(bytes).bytes;
        CHECK(!contains(clean, "SECRET"));
        const auto after = found_in(clean, ending);
        CAPTURE(after);
        CHECK(contains(after, "Orientation                     : 6"));
        for (const char* gone : {"GPS", "XMP", "IPTC", "Photoshop", "Comment", "Make", "Thumbnail", "Author", " ModifyDate", "MPF"})
            CHECK(!contains(after, gone));
    }
}

TEST_CASE("The size of a picture is read from its head alone") {
    CHECK(picture_size(jpeg().substr(0, jpeg().size() - 10)) == PictureSize{8, 16});
    CHECK(picture_size((png_signature + png_header(100'000, 1)).substr(0, 33)) == PictureSize{100'000, 1});
    CHECK(picture_size(webp()) == PictureSize{5, 7});
    CHECK(picture_size(webp_file(webp_extended(0, 16'777'216, 1))) == PictureSize{16'777'216, 1});
    CHECK(!picture_size("GIF89a"));
    CHECK(!picture_size(png_signature + png_header(0, 1)));
    CHECK(!picture_size(png_signature + png_header(1, 0x80000000)));
}

TEST_CASE("A picture that was cut short or contradicts itself is refused") {
    CHECK(clean_picture("").error() == PictureFault::not_a_picture);
    CHECK(clean_picture("GIF89a").error() == PictureFault::not_a_picture);
    CHECK(clean_picture("\xff\xd8\xff" + std::string(picture_bytes_max - 2, 'x')).error() == PictureFault::too_big);
    CHECK(clean_picture("\xff\xd8\xff" + std::string(picture_bytes_max - 3, 'x')).error() == PictureFault::malformed);
    for (const auto& whole : {jpeg(), png(), webp()})
        for (std::size_t size = 12; size < whole.size(); ++size) CHECK(malformed(whole.substr(0, size)));
    CHECK(malformed(jpeg_start + jpeg_end));
    CHECK(malformed(jpeg_start + jpeg_segment(0xc0, std::string("\x08\0\1\0\1\1\1\x11\0", 9)) + jpeg_end));  // no scan
    CHECK(malformed(jpeg_start + jpeg_segment(0xc0, std::string("\x08\0\0\0\1\1\1\x11\0", 9)) + jpeg_image() + jpeg_end));
    CHECK(malformed(jpeg_start + "\xff\xe1" + std::string("\0\1", 2) + jpeg_image() + jpeg_end));  // shorter than its own length
    CHECK(malformed(jpeg_start + jpeg_image() + jpeg_start + jpeg_end));
    auto changed = png();
    changed[changed.size() - 20] ^= 1;  // its checksum tells
    CHECK(malformed(changed));
    CHECK(malformed(png_signature + png_header() + png_header() + png_data() + png_end()));
    CHECK(malformed(png_signature + png_data() + png_header() + png_end()));
    CHECK(malformed(png_signature + png_header() + png_end()));
    CHECK(malformed(png_signature + png_header() + png_chunk("ABCD", "") + png_data() + png_end()));
    CHECK(malformed(webp_file(webp_extended(0))));
    CHECK(malformed(webp_file(webp_image() + webp_extended(0))));
    CHECK(malformed(webp_file(webp_extended(2) + webp_chunk("ANMF", "short"))));
    CHECK(malformed("RIFF" + little_endian(3, 4) + "WEBP" + webp_image()));
}

TEST_CASE("A picture of too many parts is refused") {
    std::string many = jpeg_start;
    for (std::size_t i = 0; i <= picture_segments_max; ++i) many += jpeg_segment(0xfe, "");
    CHECK(malformed(many + jpeg_image() + jpeg_end));
    std::string chunks = png_signature + png_header();
    for (std::size_t i = 0; i <= picture_segments_max; ++i) chunks += png_chunk("tEXt", "");
    CHECK(malformed(chunks + png_data() + png_end()));
    std::string riff = webp_extended(0);
    for (std::size_t i = 0; i <= picture_segments_max; ++i) riff += webp_chunk("none", "");
    CHECK(malformed(webp_file(riff + webp_image())));
}

TEST_CASE("An EXIF that makes no sense turns nothing") {
    CHECK(orientation_of(tiff_of(8)) == 8);
    CHECK(orientation_of(tiff_with_place(3)) == 3);
    for (std::size_t size = 0; size < 20; ++size) CHECK(orientation_of(tiff_of(8).substr(0, size)) == 1);
    CHECK(orientation_of(std::string("II*\0\xff\xff\xff\xff", 8) + std::string(50, '\0')) == 1);
    CHECK(orientation_of("XX" + tiff_of(8).substr(2)) == 1);
}
