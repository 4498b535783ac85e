// Whatever the bytes, a registration is a passkey within its bounds or one fault, and what was accepted can be read again.
// An input is parts, each with its size in two bytes before it: client data, attestation object, authenticator data, signature.
#include "credentials/passkey.h"

#include "credentials/cbor.h"

#include <cstdlib>

namespace {

using namespace credentials;

void require(bool holds) {
    if (!holds) std::abort();
}

std::string_view part(std::string_view& rest) {
    if (rest.size() < 2) return {};
    const auto size = std::size_t(static_cast<unsigned char>(rest[0])) << 8 | static_cast<unsigned char>(rest[1]);
    rest.remove_prefix(2);
    const auto taken = rest.substr(0, size);
    rest.remove_prefix(taken.size());
    return taken;
}

void read_alone(std::string_view bytes) {
    CborReader reader(bytes);
    if (reader.skip()) require(reader.rest().size() < bytes.size());
    auto rest = bytes;
    if (const auto key = read_key(rest)) {
        require(rest.size() < bytes.size() && !key->x.empty());
        require(key->algorithm != Algorithm::es256 || key->y.size() == 32);
        require(!signature_right(*key, {bytes}, "no signature"));
    } else require(rest.size() == bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const Ceremony ceremony{{"example.org", "Exemple", {"https://example.org"}}, std::string(32, 'q'), UserVerification::required};
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    read_alone(rest);
    const auto client_data = part(rest), attestation = part(rest), authenticator_data = part(rest), signature = part(rest);
    read_alone(attestation);
    const auto passkey = verify_registration(ceremony, client_data, attestation);
    if (!passkey) return 0;
    require(passkey->credential_id.size() >= credential_id_bytes_min && passkey->credential_id.size() <= credential_id_bytes_max);
    require(passkey->user_verified && (!passkey->backed_up || passkey->may_be_backed_up));
    std::string_view key = passkey->public_key;
    require(read_key(key) && key.empty());
    // The same text in the other ceremony, so that one input goes through both.
    std::string text(client_data);
    if (const auto at = text.find("webauthn.create"); at != text.npos) text.replace(at, 15, "webauthn.get");
    const auto in = verify_assertion(ceremony, *passkey, {text, authenticator_data, signature});
    if (in) require(in->user_verified);
    require(!verify_assertion(ceremony, *passkey, {client_data, authenticator_data, signature}));
    return 0;
}
