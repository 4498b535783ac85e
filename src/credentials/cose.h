// Public keys as authenticators give them: COSE_Key (RFC 9052 §7, RFC 9053 §7) within the bounds of W3C Web Authentication §5.8.5.
#pragma once
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <string_view>

namespace credentials {

// IANA COSE Algorithms; in the order we prefer.
enum class Algorithm : std::int32_t { es256 = -7, eddsa = -8, rs256 = -257 };

inline constexpr std::size_t rsa_modulus_bytes_min = 256, rsa_modulus_bytes_max = 512;  // 2048 to 4096 bits; the exponent is 65537

struct PublicKey {  // views into the bytes it was read from
    Algorithm algorithm = Algorithm::es256;
    std::string_view x;  // 32 bytes: of a point of P-256, or an Ed25519 key; of RSA: the modulus
    std::string_view y;  // 32 bytes, of P-256 only
};

enum class KeyFault {
    malformed,  // not such a map, a parameter missing, twice or too many, a length wrong, a point that is not on its curve
    algorithm,  // none of the above, or not what its kind of key is for
};

// Reads one key from the front of `bytes`, and takes it off there.
std::expected<PublicKey, KeyFault> read_key(std::string_view& bytes);

// Whether `signature` was made of the parts one after the other. ES256: a DER ECDSA-Sig-Value (W3C §6.5.6).
bool signature_right(const PublicKey&, std::initializer_list<std::string_view> message, std::string_view signature);

}  // namespace credentials
