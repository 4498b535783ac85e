// Public keys are those of W3C Web Authentication §5.8.5, with each parameter once and none besides.
#include "credentials/cose.h"

#include <string>
#include <vector>
#include "base/hash.h"
#include "support/authenticator.h"

#include <doctest/doctest.h>
#include <openssl/err.h>

using namespace credentials;
using support::Authenticator, support::cbor_bytes, support::cbor_head, support::cbor_integer;
using Kind = Authenticator::Kind;

namespace {

using Pairs = std::vector<std::pair<int, std::string>>;
std::string map(const Pairs& pairs) {
    auto text = cbor_head(5, pairs.size());
    for (const auto& [label, value] : pairs) text += cbor_integer(label) + value;
    return text;
}

std::string read(std::string_view bytes) {
    const auto key = read_key(bytes);
    CHECK(ERR_peek_error() == 0);
    if (!key) return key.error() == KeyFault::algorithm ? "algorithm" : "malformed";
    return bytes.empty() ? "" : "more";
}

// RFC 6979 §A.2.5: the public key of the examples on P-256.
const std::string x = cbor_bytes(base::from_hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6").value());
const std::string y = cbor_bytes(base::from_hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299").value());
// RFC 8032 §7.1, test 2: its public key, and its signature of the byte 0x72.
const std::string edwards = base::from_hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c").value();
std::string modulus(std::size_t size) { return "\xc1" + std::string(size - 2, 'm') + "\xc1"; }
const std::string exponent("\x43\x01\x00\x01", 4);

Pairs p256() { return {{1, cbor_integer(2)}, {3, cbor_integer(-7)}, {-1, cbor_integer(1)}, {-2, x}, {-3, y}}; }
Pairs ed25519(const std::string& point = edwards) {
    return {{1, cbor_integer(1)}, {3, cbor_integer(-8)}, {-1, cbor_integer(6)}, {-2, cbor_bytes(point)}};
}
Pairs rsa(std::size_t size = 256) {
    return {{1, cbor_integer(3)}, {3, cbor_integer(-257)}, {-1, cbor_bytes(modulus(size))}, {-2, exponent}};
}
Pairs with(Pairs pairs, std::size_t at, std::string value) {
    pairs[at].second = std::move(value);
    return pairs;
}
Pairs without(Pairs pairs, std::size_t at) {
    pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(at));
    return pairs;
}
Pairs and_also(Pairs pairs, int label, std::string value) {
    pairs.emplace_back(label, std::move(value));
    return pairs;
}

}  // namespace

TEST_CASE("keys of P-256, Ed25519 and RSA are read, in any order of their parameters") {
    CHECK(read(map(p256())) == "");
    CHECK(read(map(ed25519())) == "");
    CHECK(read(map(rsa(256))) == "");
    CHECK(read(map(rsa(512))) == "");
    auto turned = p256();
    std::swap(turned[0], turned[4]);
    CHECK(read(map(turned)) == "");
    CHECK(read(map(p256()) + "more") == "more");
    for (const auto kind : {Kind::es256, Kind::eddsa, Kind::rs256}) CHECK(read(Authenticator(kind).public_key()) == "");
}

TEST_CASE("a key for anything else is refused by its algorithm") {
    for (const auto& one :
         {with(p256(), 1, cbor_integer(-35)), with(p256(), 1, cbor_integer(-8)), with(p256(), 0, cbor_integer(1)),
          with(p256(), 0, cbor_integer(3)), with(p256(), 2, cbor_integer(2)), with(ed25519(), 0, cbor_integer(2)),
          with(ed25519(), 2, cbor_integer(7)), with(ed25519(), 1, cbor_integer(-7)), with(rsa(), 1, cbor_integer(-37)),
          with(rsa(), 1, cbor_integer(-65535)), with(rsa(), 0, cbor_integer(2)), with(rsa(), 1, cbor_integer(-7)), Pairs{}})
        CHECK(read(map(one)) == "algorithm");
    for (const auto& one : {p256(), ed25519(), rsa()}) {
        CHECK(read(map(without(one, 0))) == "algorithm");
        CHECK(read(map(without(one, 1))) == "algorithm");
    }
}

TEST_CASE("a key with a parameter missing, twice, too many or of another size is refused") {
    for (std::size_t at : {3u, 4u}) CHECK(read(map(without(p256(), at))) == "malformed");
    CHECK(read(map(without(ed25519(), 3))) == "malformed");
    for (std::size_t at : {2u, 3u}) CHECK(read(map(without(rsa(), at))) == "malformed");
    const Pairs wrong[] = {
        with(p256(), 3, cbor_bytes(std::string(31, 'x'))),
        with(p256(), 4, cbor_bytes(std::string(33, 'x'))),
        with(p256(), 4, "\xf5"),  // a compressed point: its sign only
        with(p256(), 4, x),       // not on the curve
        with(p256(), 3, cbor_bytes(std::string(32, '\xff'))),
        and_also(p256(), -4, cbor_bytes("x")),
        and_also(without(p256(), 4), -2, x),
        and_also(without(p256(), 1), 1, cbor_integer(2)),
        and_also(without(p256(), 4), 2, cbor_bytes("id")),
        and_also(without(p256(), 4), 4, cbor_integer(1)),
        and_also(ed25519(), -3, y),
        ed25519(edwards.substr(1)),
        ed25519(edwards + "x"),
        ed25519(std::string(32, '\0')),           // of small order
        ed25519("\x01" + std::string(31, '\0')),  // the neutral point
        ed25519(std::string(32, '\xff')),
        with(rsa(), 2, cbor_bytes(modulus(255))),
        with(rsa(), 2, cbor_bytes(modulus(513))),
        with(rsa(), 2, cbor_bytes(std::string(1, '\0') + modulus(256).substr(1))),
        with(rsa(), 2, cbor_bytes("\x7f" + modulus(256).substr(1))),
        with(rsa(), 2, cbor_bytes(modulus(256).substr(0, 255) + "\xc2")),
        with(rsa(), 3, cbor_bytes("\x03")),
        with(rsa(), 3, cbor_bytes(std::string("\x01\x00\x01\x00", 4))),
        and_also(rsa(), -3, cbor_bytes("x")),
    };
    int number = 0;
    for (const auto& one : wrong) {
        CAPTURE(number++);
        CHECK(read(map(one)) == "malformed");
    }
}

TEST_CASE("bytes that are no map, or end before it does, are refused") {
    const auto whole = map(p256());
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK(read(whole.substr(0, size)) == "malformed");
    const std::string body = whole.substr(1);
    CHECK(read("\xbf" + body + "\xff") == "malformed");
    CHECK(read("\x85" + body) == "malformed");
    CHECK(read("\xbb\xff\xff\xff\xff\xff\xff\xff\xff" + body) == "malformed");
    CHECK(read("\xa6" + body + "\x61\x61\x01") == "malformed");
}

TEST_CASE("Ed25519 gives the vector of RFC 8032 §7.1, test 2") {
    const auto signature = base::from_hex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    const PublicKey key{Algorithm::eddsa, edwards, {}};
    CHECK(signature_right(key, {"\x72"}, *signature));
    CHECK(signature_right(key, {"", "\x72", ""}, *signature));
    CHECK_FALSE(signature_right(key, {"\x73"}, *signature));
}

TEST_CASE("ECDSA on P-256 with SHA-256 gives the vector of RFC 6979 §A.2.5") {
    const auto number = [](const char* hex) {  // both begin with a bit set: a zero byte before
        return std::string("\x02\x21\x00", 3) + base::from_hex(hex).value();
    };
    const auto pair = number("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716") +
                      number("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    const auto signature = "\x30" + std::string(1, static_cast<char>(pair.size())) + pair;
    const PublicKey key{Algorithm::es256, std::string_view(x).substr(2), std::string_view(y).substr(2)};
    CHECK(signature_right(key, {"sam", "ple"}, signature));
    CHECK_FALSE(signature_right(key, {"sample."}, signature));
    CHECK_FALSE(signature_right(key, {"sample"}, signature + '\0'));
}
