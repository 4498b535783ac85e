// Archives of strangers: what the format says is read, what could be seen in two ways is refused, and nothing costs more than its size.
#include "papers/archive.h"

#include <doctest/doctest.h>
#include "support/zip.h"

namespace {

using papers::Archive;
using papers::ArchiveFault;
using test::zip;
using test::ZipPart;

const char* word(ArchiveFault fault) {
    static constexpr const char* words[] = {"not_an_archive", "malformed", "too_many_entries", "encrypted", "unknown_method",
                                            "ratio",          "too_much",  "wrong_checksum",   "stopped"};
    return words[static_cast<int>(fault)];
}
// Every entry as "name=content;", or the first fault.
std::string read(std::string_view bytes, const papers::ArchiveLimits& limits = {}, std::uint64_t left = 50'000'000) {
    const auto archive = Archive::open(bytes, limits);
    if (!archive) return std::string("! ") + word(archive.error());
    std::string all;
    for (const auto& entry : archive->entries()) {
        std::string content;
        const auto done = archive->read(entry, left, [&](std::string_view piece) { return content += piece, true; });
        if (!done) return std::string("!! ") + word(done.error());
        all += std::string(entry.name) + "=" + content + ";";
    }
    return all;
}
const std::vector<ZipPart> two{{"a", "Liège"}, {"b/c", "Lomé", false}};

}  // namespace

TEST_CASE("An archive's entries are read whole, stored or deflated, narrow or wide, with a comment or not") {
    CHECK(read(zip(two)) == "a=Liège;b/c=Lomé;");
    CHECK(read(zip(two, {.wide = true})) == "a=Liège;b/c=Lomé;");
    CHECK(read(zip(two, {.comment = "PK\x05\x06 is only a comment here"})) == "a=Liège;b/c=Lomé;");
    CHECK(read(zip({{"empty", ""}, {"none", "", false}})) == "empty=;none=;");
    CHECK(read(zip({{"long", std::string(300'000, 'x')}})) == "long=" + std::string(300'000, 'x') + ";");
}

TEST_CASE("What could be seen in two ways, or not at all, is refused") {
    const auto good = zip(two);
    CHECK(read("") == "! not_an_archive");
    CHECK(read("%PDF-1.7") == "! not_an_archive");
    CHECK(read("MZ" + good) == "! not_an_archive");  // a program in front
    CHECK(read(good + "\n") == "! malformed");       // something behind
    CHECK(read(good + good) == "! malformed");       // two archives
    for (std::size_t size = 4; size < good.size(); ++size) CHECK(read(good.substr(0, size)) == "! malformed");
    CHECK(read(zip({{"a", "1"}, {"a", "2"}})) == "! malformed");  // one name twice
    CHECK(read(zip({{"a", "1", true, {}, {}, {}, 0, {}, {}, "b"}})) == "! malformed");
    CHECK(read(zip(two, {.count = 1})) == "! malformed");
    CHECK(read(zip(two, {.count = 3})) == "! malformed");
    CHECK(read(zip(two, {.directory_bytes = 10})) == "! malformed");
    CHECK(read(zip(two, {.directory_offset = 1})) == "! malformed");
    CHECK(read(zip(two, {.directory_offset = 0xfffffff0})) == "! malformed");
    CHECK(read(zip(two, {.count = 3, .wide = true})) == "! malformed");
    CHECK(read(zip(two, {.directory_offset = ~0ULL, .wide = true})) == "! malformed");
    // Two names for the same bytes, as in a bomb of overlapping entries: quick to refuse, whatever they say they hold.
    CHECK(read(zip({{"a", "1"}, {"b", "1", true, {}, {}, 0}})) == "! malformed");
    CHECK(read(zip({{"a", "1"}, {"a", "1", true, {}, {}, 0}})) == "! malformed");
    // The data of one entry are another entry.
    const auto inner = zip({{"b", "1"}});
    const auto record = inner.substr(0, inner.find("PK\x01\x02"));
    CHECK(read(zip({{"a", record, false}, {"b", "1"}})) == "a=" + record + ";b=1;");
    CHECK(read(zip({{"a", record, false}, {"b", "1", true, {}, {}, 31}})) == "! malformed");
    CHECK(read("PK\x03\x04" + std::string(70'000, '\0') + zip(two)) == "! malformed");  // something between
}

TEST_CASE("What an entry holds must be what the directory says") {
    CHECK(read(zip({{"a", "Liège", true, 1}})) == "!! wrong_checksum");
    CHECK(read(zip({{"a", "Liège", false, 1}})) == "!! wrong_checksum");
    CHECK(read(zip({{"a", "Liège", true, {}, 5}})) == "!! wrong_checksum");
    CHECK(read(zip({{"a", "Liège", true, {}, 7}})) == "!! wrong_checksum");
    CHECK(read(zip({{"a", "Liège", true, {}, {}, {}, 1}})) == "! encrypted");
    CHECK(read(zip({{"a", "Liège", true, {}, {}, {}, 0, 12}})) == "!! unknown_method");
    const auto packed = test::deflated("Liège");
    CHECK(read(zip({{"a", "Liège", true, {}, {}, {}, 0, {}, packed.substr(0, packed.size() - 1)}})) == "!! malformed");
    CHECK(read(zip({{"a", "Liège", true, {}, {}, {}, 0, {}, packed + "x"}})) == "!! malformed");
    CHECK(read(zip({{"a", "Liège", true, {}, {}, {}, 0, {}, "\xff\xff\xff"}})) == "!! malformed");
    CHECK(read(zip({{"a", "Liège", true, {}, {}, {}, 0, {}, ""}})) == "!! malformed");
}

TEST_CASE("Inflating stops at the budget, at the proportion, and where the receiver wants no more") {
    const std::string zeros(1'000'000, '\0');
    const auto bytes = zip({{"a", zeros}});
    CHECK(read(bytes, {}, 1'000'000).size() == 1'000'003);
    CHECK(read(bytes, {}, 999'999) == "!! too_much");
    CHECK(read(bytes, {.ratio_from_bytes = 1'000'000}).size() == 1'000'003);
    CHECK(read(bytes, {.ratio_from_bytes = 999'999}) == "!! ratio");
    CHECK(read(bytes, {.ratio_max = 1'100, .ratio_from_bytes = 0}).size() == 1'000'003);
    CHECK(read(bytes, {.entries_max = 1}).size() == 1'000'003);
    CHECK(read(bytes, {.entries_max = 0}) == "! too_many_entries");
    CHECK(read(zip(two, {.count = 60'000})) == "! too_many_entries");
    CHECK(read(zip(two, {.count = 1}), {.entries_max = 1}) == "! too_many_entries");  // more than it says

    const auto archive = Archive::open(bytes);
    std::uint64_t left = 1'000'000;
    std::size_t seen = 0;
    const auto done = archive->read(archive->entries()[0], left, [&](std::string_view piece) { return seen += piece.size(), false; });
    REQUIRE(!done);
    CHECK(done.error() == ArchiveFault::stopped);
    CHECK(seen == 65'536);
    CHECK(left == 1'000'000 - 65'536);
}
