// A software authenticator: makes passkeys and signs with them, as a browser hands them on; and writes wrong bytes when told to.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace support {

// CBOR (RFC 8949), written.
std::string cbor_head(unsigned kind, std::uint64_t value);  // kind: the major type, 0 to 7
std::string cbor_integer(std::int64_t value);
std::string cbor_bytes(std::string_view bytes);
std::string cbor_text(std::string_view text);

class Authenticator {
public:
    enum class Kind { es256, eddsa, rs256 };
    explicit Authenticator(Kind kind = Kind::es256);

    // What it says of itself: change any of these before a ceremony.
    std::string relying_party = "example.org", origin = "https://example.org";
    std::string credential_id = std::string(32, 'c'), authenticator_id = std::string(16, '\0');
    unsigned flags = 0x05;  // UP, UV
    std::uint32_t counter = 0;
    std::string extensions;                                                           // CBOR; sets ED when not empty
    std::function<void(std::string&)> change_client_data, change_authenticator_data;  // before anything is signed

    struct Created {
        std::string client_data_json, attestation_object, authenticator_data;
    };
    struct Got {
        std::string client_data_json, authenticator_data, signature;
    };
    Created create(std::string_view challenge, std::string_view format = "none");
    Got get(std::string_view challenge);

    std::string public_key() const;  // COSE_Key
    std::string sign(std::string_view message) const;
    std::string authenticator_data(bool with_key) const;
    std::string client_data(std::string_view type, std::string_view challenge) const;
    // {"fmt": format, "attStmt": statement (CBOR), "authData": data}
    static std::string attestation_object(std::string_view format, std::string_view statement, std::string_view data);

private:
    Kind kind_;
    std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace support
