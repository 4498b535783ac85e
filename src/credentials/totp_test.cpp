// Codes of an authenticator application are those of RFC 4226 and RFC 6238, and each is good once.
#include "credentials/totp.h"

#include <doctest/doctest.h>

using namespace credentials;

namespace {
const std::string secret = "12345678901234567890";  // of the RFCs' examples
constexpr std::int64_t second = 1'000'000;
}  // namespace

TEST_CASE("base 32 gives the vectors of RFC 4648 §10 and reads them back") {
    const struct {
        const char *bytes, *text, *padded;
    } cases[] = {{"", "", ""},
                 {"f", "MY", "MY======"},
                 {"fo", "MZXQ", "MZXQ===="},
                 {"foo", "MZXW6", "MZXW6==="},
                 {"foob", "MZXW6YQ", "MZXW6YQ="},
                 {"fooba", "MZXW6YTB", "MZXW6YTB"},
                 {"foobar", "MZXW6YTBOI", "MZXW6YTBOI======"}};
    for (const auto& one : cases) {
        CHECK(base32(one.bytes) == one.text);
        CHECK(from_base32(one.text) == one.bytes);
        CHECK(from_base32(one.padded) == one.bytes);
    }
    CHECK(from_base32("mzxw 6ytb") == "fooba");
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    for (std::size_t size = 0; size <= all.size(); ++size) CHECK(from_base32(base32(all.substr(0, size))) == all.substr(0, size));
}

TEST_CASE("base 32 that is not right is refused") {
    for (const std::string wrong :
         {"M", "MZX", "MZXW6Y", "MZ", "M0", "M1", "MY=", "MY=======", "MY==MY==", "=", "MZXW6YTB=", "MZXW6YTB========", "MY\n", "MÉ"})
        CHECK_MESSAGE(!from_base32(wrong), wrong);
}

TEST_CASE("HOTP gives the values of RFC 4226, appendix D") {
    const char* codes[] = {"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"};
    for (std::uint64_t counter = 0; counter < 10; ++counter) CHECK(hotp(secret, counter) == codes[counter]);
}

TEST_CASE("TOTP gives the values of RFC 6238, appendix B") {
    const struct {
        std::int64_t time;
        const char* code;
    } cases[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
                 {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const auto& one : cases) CHECK(hotp(secret, static_cast<std::uint64_t>(totp_step(one.time * second)), 8) == one.code);
    CHECK(totp_step(0) == 0);
    CHECK(totp_step(30 * second - 1) == 0);
    CHECK(totp_step(30 * second) == 1);
    CHECK(totp_step(-1) == -1);
    CHECK(totp_step(-30 * second) == -1);
    CHECK(totp_step(-30 * second - 1) == -2);
}

TEST_CASE("a code is right in its step, the one before and the one after, and not beyond") {
    const auto code = hotp(secret, 1000);
    const auto at = [&](std::int64_t time_us) { return verify_totp(secret, code, time_us, {}); };
    CHECK_FALSE(at(999 * 30 * second - 1));
    CHECK(at(999 * 30 * second) == 1000);
    CHECK(at(1000 * 30 * second) == 1000);
    CHECK(at(1002 * 30 * second - 1) == 1000);
    CHECK_FALSE(at(1002 * 30 * second));
    CHECK(verify_totp(secret, hotp(secret, 0), 0, {}) == 0);
    CHECK_FALSE(verify_totp(secret, hotp(secret, static_cast<std::uint64_t>(-1)), 0, {}));
}

TEST_CASE("a code is good once, and none before it is good any more") {
    const auto now = 1000 * 30 * second;
    const auto used = verify_totp(secret, hotp(secret, 1000), now, 999);
    REQUIRE(used == 1000);
    CHECK_FALSE(verify_totp(secret, hotp(secret, 1000), now, used));
    CHECK_FALSE(verify_totp(secret, hotp(secret, 999), now, used));
    CHECK(verify_totp(secret, hotp(secret, 1001), now, used) == 1001);
}

TEST_CASE("a code is six digits, with spaces or without") {
    const auto now = 59 * second;
    CHECK(verify_totp(secret, "287082", now, {}) == 1);
    CHECK(verify_totp(secret, "287 082", now, {}) == 1);
    CHECK(verify_totp(secret, " 287082 ", now, {}) == 1);
    for (const auto& wrong : {std::string(), std::string("287083"), std::string("28708"), std::string("2870820"), std::string("94287082"),
                              std::string("287082\n"), std::string("28708٢"), "287082" + std::string(100, ' '), std::string("287082\0", 7)})
        CHECK_MESSAGE(!verify_totp(secret, wrong, now, {}), wrong);
    CHECK_FALSE(verify_totp("", hotp("", 1), now, {}));
    CHECK_FALSE(verify_totp(secret.substr(1), hotp(secret.substr(1), 1), now, {}));
}

TEST_CASE("a secret has 160 bits, and the address that carries it is read by every application") {
    const auto one = new_totp_secret(), other = new_totp_secret();
    CHECK(one.view().size() == 20);
    CHECK(one.view() != other.view());
    CHECK(totp_uri(secret, "Réseau : Exemple", "awa+x@example.org") ==
          "otpauth://totp/R%C3%A9seau%20%20%20Exemple:awa%2Bx%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
          "&issuer=R%C3%A9seau%20%20%20Exemple&algorithm=SHA1&digits=6&period=30");
}
