#include "support/authenticator.h"
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <array>
#include <stdexcept>
#include "base/hash.h"

namespace support {
namespace {

std::string big_endian(std::uint64_t value, int bytes) {
    std::string out;
    while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes) & 255);
    return out;
}

std::string number_of(EVP_PKEY* key, const char* name) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw std::runtime_error("a key without its number");
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
    BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
    BN_free(number);
    return bytes;
}

std::string wide(std::string bytes) { return std::string(32 - bytes.size(), '\0') + bytes; }

EVP_PKEY* new_key(Authenticator::Kind kind) {
    switch (kind) {
    case Authenticator::Kind::es256: return EVP_EC_gen("P-256");
    case Authenticator::Kind::rs256: return EVP_RSA_gen(2048);
    default: return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    }
}

}  // namespace

std::string cbor_head(unsigned kind, std::uint64_t value) {
    const auto first = [&](unsigned info) { return std::string(1, static_cast<char>(kind << 5 | info)); };
    if (value < 24) return first(static_cast<unsigned>(value));
    if (value < 1U << 8) return first(24) + big_endian(value, 1);
    if (value < 1U << 16) return first(25) + big_endian(value, 2);
    if (value < std::uint64_t(1) << 32) return first(26) + big_endian(value, 4);
    return first(27) + big_endian(value, 8);
}
std::string cbor_integer(std::int64_t value) {
    return value < 0 ? cbor_head(1, static_cast<std::uint64_t>(-1 - value)) : cbor_head(0, static_cast<std::uint64_t>(value));
}
std::string cbor_bytes(std::string_view bytes) { return cbor_head(2, bytes.size()) + std::string(bytes); }
std::string cbor_text(std::string_view text) { return cbor_head(3, text.size()) + std::string(text); }

Authenticator::Authenticator(Kind kind) : kind_(kind), key_(new_key(kind), EVP_PKEY_free) {
    if (!key_) throw std::runtime_error("no key could be made");
}

std::string Authenticator::public_key() const {
    const auto pair = [](int label, const std::string& value) { return cbor_integer(label) + value; };
    switch (kind_) {
    case Kind::es256:
        return cbor_head(5, 5) + pair(1, cbor_integer(2)) + pair(3, cbor_integer(-7)) + pair(-1, cbor_integer(1)) +
               pair(-2, cbor_bytes(wide(number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X)))) +
               pair(-3, cbor_bytes(wide(number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y))));
    case Kind::rs256:
        return cbor_head(5, 4) + pair(1, cbor_integer(3)) + pair(3, cbor_integer(-257)) +
               pair(-1, cbor_bytes(number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N))) +
               pair(-2, cbor_bytes(number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E)));
    default: {
        std::array<unsigned char, 32> bytes{};
        std::size_t size = bytes.size();
        EVP_PKEY_get_raw_public_key(key_.get(), bytes.data(), &size);
        return cbor_head(5, 4) + pair(1, cbor_integer(1)) + pair(3, cbor_integer(-8)) + pair(-1, cbor_integer(6)) +
               pair(-2, cbor_bytes({reinterpret_cast<const char*>(bytes.data()), size}));
    }
    }
}

std::string Authenticator::sign(std::string_view message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::array<unsigned char, 1024> signature{};
    std::size_t size = signature.size();
    if (EVP_DigestSignInit_ex(context.get(), nullptr, kind_ == Kind::eddsa ? nullptr : "SHA256", nullptr, nullptr, key_.get(), nullptr) !=
            1 ||
        EVP_DigestSign(context.get(), signature.data(), &size, reinterpret_cast<const unsigned char*>(message.data()), message.size()) != 1)
        throw std::runtime_error("a key that does not sign");
    return {reinterpret_cast<const char*>(signature.data()), size};
}

std::string Authenticator::authenticator_data(bool with_key) const {
    std::string data(base::sha256({relying_party}).view());
    data += static_cast<char>(flags | (with_key ? 0x40U : 0) | (extensions.empty() ? 0 : 0x80U));
    data += big_endian(counter, 4);
    if (with_key) data += authenticator_id + big_endian(credential_id.size(), 2) + credential_id + public_key();
    return data + extensions;
}

std::string Authenticator::client_data(std::string_view type, std::string_view challenge) const {
    return R"({"type":")" + std::string(type) + R"(","challenge":")" + base::base64url(challenge) + R"(","origin":")" + origin +
           R"(","crossOrigin":false})";
}

std::string Authenticator::attestation_object(std::string_view format, std::string_view statement, std::string_view data) {
    return cbor_head(5, 3) + cbor_text("fmt") + cbor_text(format) + cbor_text("attStmt") + std::string(statement) + cbor_text("authData") +
           cbor_bytes(data);
}

Authenticator::Created Authenticator::create(std::string_view challenge, std::string_view format) {
    Created made{client_data("webauthn.create", challenge), {}, authenticator_data(true)};
    if (change_client_data) change_client_data(made.client_data_json);
    if (change_authenticator_data) change_authenticator_data(made.authenticator_data);
    auto statement = cbor_head(5, 0);
    if (format == "packed")
        statement = cbor_head(5, 2) + cbor_text("alg") +
                    cbor_integer(kind_ == Kind::es256   ? -7
                                 : kind_ == Kind::eddsa ? -8
                                                        : -257) +
                    cbor_text("sig") +
                    cbor_bytes(sign(made.authenticator_data + std::string(base::sha256({made.client_data_json}).view())));
    made.attestation_object = attestation_object(format, statement, made.authenticator_data);
    return made;
}

Authenticator::Got Authenticator::get(std::string_view challenge) {
    Got made{client_data("webauthn.get", challenge), authenticator_data(false), {}};
    if (change_client_data) change_client_data(made.client_data_json);
    if (change_authenticator_data) change_authenticator_data(made.authenticator_data);
    made.signature = sign(made.authenticator_data + std::string(base::sha256({made.client_data_json}).view()));
    return made;
}

}  // namespace support
