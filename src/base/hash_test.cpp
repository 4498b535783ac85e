#include "base/hash.h"
#include <doctest/doctest.h>

using namespace base;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
    const struct {
        std::string text;
        const char* digest;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (const auto& c : cases) CHECK(sha256({c.text}).hex() == c.digest);
}

TEST_CASE("SHA-256 of parts is that of the parts one after the other") {
    CHECK(sha256({"a", "", "bc"}) == sha256({"abc"}));
    CHECK(sha256({}) == sha256({""}));
    CHECK(sha256({"ab"}) != sha256({"ba"}));
}

TEST_CASE("A hash is read from 64 lower-case hexadecimal digits and from nothing else") {
    const auto hash = sha256({"abc"});
    CHECK(Hash::parse(hash.hex()) == hash);
    CHECK_FALSE(Hash::parse(std::string(63, '0')));
    CHECK_FALSE(Hash::parse(std::string(65, '0')));
    CHECK_FALSE(Hash::parse(std::string(63, '0') + "g"));
    CHECK_FALSE(Hash::parse(std::string(63, '0') + "A"));
    CHECK(Hash::of_bytes(hash.view()) == hash);
    CHECK_FALSE(Hash::of_bytes(hash.view().substr(1)));
    CHECK_FALSE(Hash::of_bytes(std::string(33, 'x')));
}

TEST_CASE("Hexadecimal is lower case both ways") {
    CHECK(hex(std::string("\x00\x7f\xff", 3)) == "007fff");
    CHECK(from_hex("007fff") == std::string("\x00\x7f\xff", 3));
    CHECK(from_hex("") == "");
    for (const auto* wrong : {"0", "000", "0g", "g0", "FF", "fF", "0x", " 00"}) CHECK_FALSE_MESSAGE(from_hex(wrong), wrong);
}

TEST_CASE("Base64 gives the vectors of RFC 4648 §10 and reads them back") {
    const struct {
        const char *bytes, *text, *url;
    } cases[] = {
        {"", "", ""},
        {"f", "Zg==", "Zg"},
        {"fo", "Zm8=", "Zm8"},
        {"foo", "Zm9v", "Zm9v"},
        {"foob", "Zm9vYg==", "Zm9vYg"},
        {"fooba", "Zm9vYmE=", "Zm9vYmE"},
        {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
        {"\xfb\xff\xfe", "+//+", "-__-"},
    };
    for (const auto& c : cases) {
        CHECK(base64(c.bytes) == c.text);
        CHECK(base64url(c.bytes) == c.url);
        CHECK(from_base64(c.text) == c.bytes);
    }
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    for (std::size_t size = 0; size <= all.size(); ++size) CHECK(from_base64(base64(all.substr(0, size))) == all.substr(0, size));
}

TEST_CASE("Base64 that is not exactly right is refused") {
    for (const auto* wrong :
         {"Z", "Zg", "Zg=", "Zg===", "Zm8", "Zm9v=", "====", "=", "Zg==Zg==", "Zm 9v", "Zm9v\n", "-__-", "Zh==", "Zm9=", "Z===", "Zm=v"})
        CHECK_FALSE_MESSAGE(from_base64(wrong), wrong);
}

TEST_CASE("Random bytes come in the number asked and do not repeat") {
    CHECK(random_bytes(0).empty());
    CHECK(random_bytes(33).size() == 33);
    CHECK(random_bytes(16) != random_bytes(16));
}

TEST_CASE("base64url is read strictly: no padding, no other alphabet, no stray bits") {
    for (const std::string_view bytes : {"", "f", "fo", "foo", "\xfb\xff", "\xff\xef\xbe"})
        CHECK(base::from_base64url(base::base64url(bytes)) == bytes);
    for (const auto* wrong : {"Zg==", "+/", "Zh", "A", "Z g", "Zg\n"}) CHECK_FALSE(base::from_base64url(wrong));
}
