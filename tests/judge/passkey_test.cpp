// Our passkeys before an outside judge: libfido2, which knows nothing of us, reads what the tests' authenticator made and we accept.
#include "credentials/passkey.h"
#include "base/hash.h"
#include "support/authenticator.h"

#include <doctest/doctest.h>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <memory>

namespace {

using support::Authenticator;
const std::string challenge(32, 'q');
const credentials::Ceremony ceremony{
    {"example.org", "Exemple", {"https://example.org"}}, challenge, credentials::UserVerification::required};

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

struct Free {
    void operator()(fido_cred_t* made) const { fido_cred_free(&made); }
    void operator()(fido_assert_t* made) const { fido_assert_free(&made); }
    void operator()(es256_pk_t* made) const { es256_pk_free(&made); }
    void operator()(eddsa_pk_t* made) const { eddsa_pk_free(&made); }
    void operator()(rs256_pk_t* made) const { rs256_pk_free(&made); }
};
template <class T>
using Held = std::unique_ptr<T, Free>;

// The judge's own reading of a registration, checked as self attestation.
Held<fido_cred_t> credential(const Authenticator::Created& made, int algorithm, const std::string& signature) {
    Held<fido_cred_t> read(fido_cred_new());
    const auto hash = base::sha256({made.client_data_json});
    REQUIRE(fido_cred_set_type(read.get(), algorithm) == FIDO_OK);
    REQUIRE(fido_cred_set_clientdata_hash(read.get(), hash.bytes.data(), hash.bytes.size()) == FIDO_OK);
    REQUIRE(fido_cred_set_rp(read.get(), "example.org", nullptr) == FIDO_OK);
    REQUIRE(fido_cred_set_uv(read.get(), FIDO_OPT_TRUE) == FIDO_OK);
    REQUIRE(fido_cred_set_fmt(read.get(), "packed") == FIDO_OK);
    REQUIRE(fido_cred_set_authdata_raw(read.get(), raw(made.authenticator_data), made.authenticator_data.size()) == FIDO_OK);
    REQUIRE(fido_cred_set_sig(read.get(), raw(signature), signature.size()) == FIDO_OK);
    return read;
}

int judged(const fido_cred_t* made, const Authenticator::Got& got, int algorithm) {
    const Held<fido_assert_t> read(fido_assert_new());
    const auto hash = base::sha256({got.client_data_json});
    REQUIRE(fido_assert_set_clientdata_hash(read.get(), hash.bytes.data(), hash.bytes.size()) == FIDO_OK);
    REQUIRE(fido_assert_set_rp(read.get(), "example.org") == FIDO_OK);
    REQUIRE(fido_assert_set_uv(read.get(), FIDO_OPT_TRUE) == FIDO_OK);
    REQUIRE(fido_assert_set_count(read.get(), 1) == FIDO_OK);
    REQUIRE(fido_assert_set_authdata_raw(read.get(), 0, raw(got.authenticator_data), got.authenticator_data.size()) == FIDO_OK);
    REQUIRE(fido_assert_set_sig(read.get(), 0, raw(got.signature), got.signature.size()) == FIDO_OK);
    const auto* bytes = fido_cred_pubkey_ptr(made);
    const auto size = fido_cred_pubkey_len(made);
    const Held<es256_pk_t> es256(es256_pk_new());
    const Held<eddsa_pk_t> eddsa(eddsa_pk_new());
    const Held<rs256_pk_t> rs256(rs256_pk_new());
    const void* key = nullptr;
    int taken = FIDO_ERR_INVALID_ARGUMENT;
    switch (algorithm) {
    case COSE_ES256: taken = es256_pk_from_ptr(es256.get(), bytes, size), key = es256.get(); break;
    case COSE_EDDSA: taken = eddsa_pk_from_ptr(eddsa.get(), bytes, size), key = eddsa.get(); break;
    default: taken = rs256_pk_from_ptr(rs256.get(), bytes, size), key = rs256.get();
    }
    REQUIRE(taken == FIDO_OK);
    return fido_assert_verify(read.get(), 0, algorithm, key);
}

}  // namespace

TEST_CASE("an outside judge accepts the passkeys that we accept, and refuses those that we refuse") {
    fido_init(0);
    const std::pair<Authenticator::Kind, int> kinds[] = {
        {Authenticator::Kind::es256, COSE_ES256}, {Authenticator::Kind::eddsa, COSE_EDDSA}, {Authenticator::Kind::rs256, COSE_RS256}};
    for (const auto& [kind, algorithm] : kinds) {
        Authenticator authenticator(kind);
        const auto made = authenticator.create(challenge, "packed");
        const auto passkey = credentials::verify_registration(ceremony, made.client_data_json, made.attestation_object);
        REQUIRE(passkey);
        const auto signature = authenticator.sign(made.authenticator_data + std::string(base::sha256({made.client_data_json}).view()));
        const auto read = credential(made, algorithm, signature);
        CHECK(fido_cred_verify_self(read.get()) == FIDO_OK);
        CHECK(std::string(reinterpret_cast<const char*>(fido_cred_id_ptr(read.get())), fido_cred_id_len(read.get())) ==
              passkey->credential_id);

        const auto verdicts = [&](Authenticator::Got got, bool right) {
            const auto ours =
                credentials::verify_assertion(ceremony, *passkey, {got.client_data_json, got.authenticator_data, got.signature});
            CHECK(ours.has_value() == right);
            CHECK((judged(read.get(), got, algorithm) == FIDO_OK) == right);
        };
        verdicts(authenticator.get(challenge), true);
        verdicts(Authenticator(kind).get(challenge), false);
        auto changed = authenticator.get(challenge);
        changed.signature.back() ^= 1;
        verdicts(changed, false);
        authenticator.flags = 0x01;
        verdicts(authenticator.get(challenge), false);
        authenticator.flags = 0x05;
        authenticator.relying_party = "example.com";
        verdicts(authenticator.get(challenge), false);
    }
}
