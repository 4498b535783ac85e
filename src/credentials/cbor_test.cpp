// CBOR is read as RFC 8949 writes it, in definite lengths, and nothing that a length says is believed.
#include "credentials/cbor.h"

#include <string>
#include "base/hash.h"

#include <doctest/doctest.h>

using namespace credentials;

namespace {
std::string bytes(std::string_view hex) { return base::from_hex(hex).value(); }
// Whether it is one item, and nothing after it.
bool one(const std::string& item) {
    CborReader reader(item);
    return reader.skip() && reader.rest().empty();
}
}  // namespace

TEST_CASE("integers are those of RFC 8949, appendix A") {
    const struct {
        const char* hex;
        std::int64_t value;
    } cases[] = {{"00", 0},
                 {"17", 23},
                 {"1818", 24},
                 {"18ff", 255},
                 {"190100", 256},
                 {"1a000f4240", 1000000},
                 {"1b000000e8d4a51000", 1000000000000},
                 {"20", -1},
                 {"29", -10},
                 {"3863", -100},
                 {"3903e7", -1000},
                 {"1b7fffffffffffffff", INT64_MAX},
                 {"3b7fffffffffffffff", INT64_MIN}};
    for (const auto& c : cases) CHECK(CborReader(bytes(c.hex)).integer() == c.value);
    CHECK(CborReader(bytes("1800")).integer() == 0);  // longer than it need be
    for (const auto* wrong :
         {"", "18", "19ff", "1b00000000000000", "1bffffffffffffffff", "3b8000000000000000", "1c", "1f", "40", "60", "f4"}) {
        const auto text = bytes(wrong);
        CHECK_FALSE(CborReader(text).integer());
    }
}

TEST_CASE("texts and bytes have no more bytes than there are") {
    const auto three = bytes("43010203ff"), word = bytes("63666d74");
    CborReader reader(three);
    CHECK(reader.bytes() == bytes("010203"));
    CHECK(reader.rest() == bytes("ff"));
    CHECK(CborReader(word).text() == "fmt");
    CHECK_FALSE(CborReader(word).bytes());
    CHECK_FALSE(CborReader(three).text());
    for (const auto* wrong : {"4301", "430102", "5affffffff00", "5bffffffffffffffff00", "5f4100ff", "58"}) {
        const auto text = bytes(wrong);
        CHECK_FALSE(CborReader(text).bytes());
        CHECK_FALSE(one(text));
    }
    const auto none = bytes("40"), five = bytes("a5"), list = bytes("80");
    CHECK(CborReader(none).bytes() == "");
    CHECK(CborReader(five).map() == 5u);
    CHECK_FALSE(CborReader(list).map());
}

TEST_CASE("one item of any kind is skipped, and none that is malformed") {
    for (const auto* good : {"00", "20", "4101", "6161", "80", "83010203", "a0", "a201020304", "a161618101", "f4", "f5", "f6", "f7", "f820",
                             "f93c00", "fa3f800000", "fb3ff0000000000000", "8181818181818100"}) {
        INFO(std::string(good));
        CHECK(one(bytes(good)));
    }
    for (const auto* wrong : {"",
                              "8301",
                              "a101",
                              "a20102",
                              "c000",
                              "d8184100",
                              "9f01ff",
                              "bf6161f5ff",
                              "ff",
                              "f818",
                              "f8",
                              "f93c",
                              "fb3ff0",
                              "fc",
                              "9bffffffffffffffff",
                              "bb800000000000000000",
                              "bb8000000000000000",
                              "bbffffffffffffffff",
                              "9a00000002",
                              "818181818181818100"}) {
        INFO(std::string(wrong));
        CHECK_FALSE(one(bytes(wrong)));
    }
    for (const char head : {'\x1c', '\x1d', '\x1e', '\x1f'})  // reserved lengths, whatever follows
        for (std::size_t size = 0; size <= 128; ++size) CHECK_FALSE(one(head + std::string(size, '\0')));
    CHECK_FALSE(one(std::string(1'000'000, '\x81')));  // as deep as it is long
    CHECK_FALSE(CborReader(bytes("8100")).skip(1));
    CHECK(CborReader(bytes("8100")).skip(2));
}
