#include "credentials/cose.h"
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>
#include <algorithm>
#include <memory>
#include <string>
#include "base/hash.h"
#include "credentials/cbor.h"

namespace credentials {
namespace {

// Labels and values of IANA's COSE registries.
enum : std::int64_t { key_type = 1, key_algorithm = 3 };
enum : std::int64_t { type_octets = 1, type_curve = 2, type_rsa = 3 };
enum : std::int64_t { curve_p256 = 1, curve_ed25519 = 6 };
constexpr std::size_t coordinate_bytes = 32;
constexpr std::string_view exponent_65537("\x01\x00\x01", 3);

template <auto free>
struct With {
    template <class T>
    void operator()(T* made) const {
        free(made);
    }
};
using Key = std::unique_ptr<EVP_PKEY, With<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, With<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, With<EVP_MD_CTX_free>>;
using ParameterList = std::unique_ptr<OSSL_PARAM_BLD, With<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, With<OSSL_PARAM_free>>;
using Number = std::unique_ptr<BIGNUM, With<BN_free>>;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

// What OpenSSL notes about bytes it refuses must not be read as a fault of the next thing this thread does with it.
struct NoTraces {
    NoTraces() { ERR_set_mark(); }
    ~NoTraces() { ERR_pop_to_mark(); }
};

Key from_parameters(const char* name, OSSL_PARAM_BLD* list) {
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, name, nullptr));
    const Parameters parameters(OSSL_PARAM_BLD_to_param(list));
    EVP_PKEY* key = nullptr;
    if (!context || !parameters || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    return Key(key);
}

Key curve_key(const PublicKey& key) {
    const ParameterList list(OSSL_PARAM_BLD_new());
    const auto point = '\x04' + std::string(key.x) + std::string(key.y);
    if (!list || OSSL_PARAM_BLD_push_utf8_string(list.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(list.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
        return nullptr;
    return from_parameters("EC", list.get());
}

Key rsa_key(const PublicKey& key) {
    const ParameterList list(OSSL_PARAM_BLD_new());
    const Number modulus(BN_bin2bn(raw(key.x), static_cast<int>(key.x.size()), nullptr));
    const Number exponent(BN_bin2bn(raw(exponent_65537), static_cast<int>(exponent_65537.size()), nullptr));
    if (!list || !modulus || !exponent || OSSL_PARAM_BLD_push_BN(list.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(list.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
        return nullptr;
    return from_parameters("RSA", list.get());
}

Key key_of(const PublicKey& key) {
    switch (key.algorithm) {
    case Algorithm::es256: return curve_key(key);
    case Algorithm::rs256: return rsa_key(key);
    case Algorithm::eddsa: return Key(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, raw(key.x), key.x.size()));
    }
    return nullptr;
}

// The parameters of a key as they stand in its map; each at most once.
struct Map {
    std::int64_t type = 0, algorithm = 0, curve = 0;
    std::string_view first, second, third;  // labels −1 (as bytes), −2, −3
    std::uint64_t parameters = 0;
};

std::optional<Map> read_map(CborReader& reader) {
    const auto pairs = reader.map();
    if (!pairs) return {};
    Map map;
    map.parameters = *pairs;
    unsigned seen = 0;
    const auto take = [](const auto& read, auto& into) {
        if (read) into = *read;
        return read.has_value();
    };
    for (std::uint64_t i = 0; i < *pairs; ++i) {  // ends with the labels there are, whatever number was declared
        const auto label = reader.integer();
        if (!label || *label < -3 || *label > key_algorithm || seen & 1U << (*label + 3)) return {};
        seen |= 1U << (*label + 3);
        bool read = false;
        switch (*label) {
        case key_type: read = take(reader.integer(), map.type); break;
        case key_algorithm: read = take(reader.integer(), map.algorithm); break;
        case -1:  // a curve, or the modulus of RSA: the reader is tried twice
            if (auto bytes = reader; (read = take(bytes.bytes(), map.first))) reader = bytes;
            else read = take(reader.integer(), map.curve);
            break;
        case -2: read = take(reader.bytes(), map.second); break;
        case -3: read = take(reader.bytes(), map.third); break;
        default: break;
        }
        if (!read) return {};
    }
    return map;
}

std::expected<PublicKey, KeyFault> key_of_map(const Map& map) {
    const auto malformed = std::unexpected(KeyFault::malformed);
    switch (map.algorithm) {
    case static_cast<int>(Algorithm::es256):
        if (map.type != type_curve || map.curve != curve_p256) return std::unexpected(KeyFault::algorithm);
        if (map.parameters != 5 || map.second.size() != coordinate_bytes || map.third.size() != coordinate_bytes) return malformed;
        return PublicKey{Algorithm::es256, map.second, map.third};
    case static_cast<int>(Algorithm::eddsa):
        if (map.type != type_octets || map.curve != curve_ed25519) return std::unexpected(KeyFault::algorithm);
        if (map.parameters != 4 || map.second.size() != coordinate_bytes) return malformed;
        if (crypto_core_ed25519_is_valid_point(raw(map.second)) != 1) return malformed;
        return PublicKey{Algorithm::eddsa, map.second, {}};
    case static_cast<int>(Algorithm::rs256):
        if (map.type != type_rsa) return std::unexpected(KeyFault::algorithm);
        if (map.parameters != 4 || map.second != exponent_65537) return malformed;
        if (map.first.size() < rsa_modulus_bytes_min || map.first.size() > rsa_modulus_bytes_max) return malformed;
        if (static_cast<unsigned char>(map.first.front()) < 0x80 || map.first.back() % 2 == 0) return malformed;
        return PublicKey{Algorithm::rs256, map.first, {}};
    default: return std::unexpected(KeyFault::algorithm);
    }
}

}  // namespace

std::expected<PublicKey, KeyFault> read_key(std::string_view& bytes) {
    const NoTraces traces;
    CborReader reader(bytes);
    const auto map = read_map(reader);
    if (!map) return std::unexpected(KeyFault::malformed);
    const auto key = key_of_map(*map);
    if (!key) return key;
    if (!key_of(*key)) return std::unexpected(KeyFault::malformed);
    bytes = reader.rest();
    return key;
}

bool signature_right(const PublicKey& key, std::initializer_list<std::string_view> message, std::string_view signature) {
    const NoTraces traces;
    const auto made = key_of(key);
    const DigestContext context(EVP_MD_CTX_new());
    if (!made || !context) return false;
    std::string whole;
    for (const auto part : message) whole += part;
    const char* digest = key.algorithm == Algorithm::eddsa ? nullptr : "SHA256";  // Ed25519 hashes by itself; RSA: PKCS #1 v1.5 by default
    if (EVP_DigestVerifyInit_ex(context.get(), nullptr, digest, nullptr, nullptr, made.get(), nullptr) != 1) return false;
    return EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(whole), whole.size()) == 1;
}

}  // namespace credentials
