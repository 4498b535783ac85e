// A passkey is accepted as W3C Web Authentication Level 2 §7 says, and refused for each thing that may be wrong with it.
#include "credentials/passkey.h"

#include <vector>
#include "base/hash.h"
#include "support/authenticator.h"

#include <doctest/doctest.h>
#include <openssl/err.h>

using namespace credentials;
using support::Authenticator;
using Kind = Authenticator::Kind;

namespace {

const std::string challenge(32, 'q');
const Ceremony ceremony{
    {"example.org", "Exemple", {"https://example.org", "https://www.example.org:8443"}}, challenge, UserVerification::required};
constexpr Kind kinds[] = {Kind::es256, Kind::eddsa, Kind::rs256};

const char* word(PasskeyFault fault) {
    constexpr const char* words[] = {"client_data",
                                     "type",
                                     "challenge",
                                     "origin",
                                     "cross_origin",
                                     "attestation",
                                     "attestation_format",
                                     "authenticator_data",
                                     "trailing_bytes",
                                     "relying_party",
                                     "user_absent",
                                     "user_not_verified",
                                     "backup",
                                     "credential_id",
                                     "key",
                                     "key_algorithm",
                                     "signature"};
    return words[static_cast<int>(fault)];
}

std::string registered(const Authenticator::Created& made, const Ceremony& asked = ceremony) {
    const auto passkey = verify_registration(asked, made.client_data_json, made.attestation_object);
    return passkey ? "" : word(passkey.error());
}
std::string registered(Authenticator authenticator, const Ceremony& asked = ceremony) {
    return registered(authenticator.create(challenge), asked);
}

Passkey passkey_of(Authenticator authenticator) {
    const auto made = authenticator.create(challenge);
    return verify_registration(ceremony, made.client_data_json, made.attestation_object).value();
}
std::string signed_in(const Passkey& passkey, const Authenticator::Got& made, const Ceremony& asked = ceremony) {
    const auto result = verify_assertion(asked, passkey, {made.client_data_json, made.authenticator_data, made.signature});
    return result ? "" : word(result.error());
}

// One way to be wrong, for both ceremonies: what the authenticator does, and what is said.
struct Plant {
    const char* what;
    std::function<void(Authenticator&)> plant;
    const char* fault;
};
std::function<void(Authenticator&)> replacing(std::string from, std::string to) {
    return [=](Authenticator& one) {
        one.change_client_data = [=](std::string& text) {
            const auto at = text.find(from);
            REQUIRE(at != text.npos);
            text.replace(at, from.size(), to);
        };
    };
}
std::function<void(Authenticator&)> data(std::function<void(std::string&)> change) {
    return [=](Authenticator& one) { one.change_authenticator_data = change; };
}

const Plant plants[] = {
    {"nothing", [](Authenticator&) {}, ""},
    {"another origin of ours", [](Authenticator& one) { one.origin = "https://www.example.org:8443"; }, ""},
    {"a member that may come", replacing("{", R"({"later":{"a":[1,{"b":":"}]},)"), ""},
    {"quotes and colons within a text", replacing("{", R"({"later":"a\":b","\\":"\\",)"), ""},
    {"without crossOrigin", replacing(R"(,"crossOrigin":false)", ""), ""},
    {"extensions", [](Authenticator& one) { one.extensions = "\xa1\x61\x61\xf5"; }, ""},
    {"no extension", [](Authenticator& one) { one.extensions = "\xa0"; }, ""},
    {"backed up", [](Authenticator& one) { one.flags |= 0x18; }, ""},

    {"another type", replacing("webauthn.", "webauthm."), "type"},
    {"the other ceremony",
     [](Authenticator& one) {
         one.change_client_data = [](std::string& text) {
             const bool create = text.find("webauthn.create") != text.npos;
             const std::string from = create ? "webauthn.create" : "webauthn.get", to = create ? "webauthn.get" : "webauthn.create";
             text.replace(text.find(from), from.size(), to);
         };
     },
     "type"},
    {"another challenge", replacing("cXFx", "cXFy"), "challenge"},
    {"a challenge with padding", replacing("\",\"origin", "=\",\"origin"), "challenge"},
    {"a challenge that is cut", replacing("\"cXFx", "\""), "challenge"},
    {"another origin", [](Authenticator& one) { one.origin = "https://example.com"; }, "origin"},
    {"an origin without TLS", [](Authenticator& one) { one.origin = "http://example.org"; }, "origin"},
    {"an origin that begins alike", [](Authenticator& one) { one.origin = "https://example.org.example.com"; }, "origin"},
    {"another port", [](Authenticator& one) { one.origin = "https://example.org:8443"; }, "origin"},
    {"within a frame", replacing("false", "true"), "cross_origin"},
    {"within a frame, by its top", replacing("{", R"({"topOrigin":"https://example.com",)"), "cross_origin"},
    {"crossOrigin that is a word", replacing("false", "\"no\""), "client_data"},
    {"a name twice", replacing("{", R"({"origin":"https://example.com",)"), "client_data"},
    {"a name twice, once by escapes", replacing("{", R"({"\u006frigin":"https://example.com",)"), "client_data"},
    {"no type", replacing("\"type\"", "\"typo\""), "client_data"},
    {"no challenge", replacing("\"challenge\"", "\"challengf\""), "client_data"},
    {"no origin", replacing("\"origin\"", "\"origim\""), "client_data"},
    {"a type that is a number", replacing("\"type\":\"", "\"type\":1,\"x\":\""), "client_data"},
    {"no object", [](Authenticator& one) { one.change_client_data = [](std::string& text) { text = "[]"; }; }, "client_data"},
    {"nothing at all", [](Authenticator& one) { one.change_client_data = [](std::string& text) { text.clear(); }; }, "client_data"},
    {"text after the object", [](Authenticator& one) { one.change_client_data = [](std::string& text) { text += "x"; }; }, "client_data"},
    {"a comment", replacing("{", "{/**/"), "client_data"},
    {"bytes that are no text", replacing("{", "{\"a\":\"\xff\","), "client_data"},
    {"deep lists", replacing("{", "{\"a\":" + std::string(100, '[') + std::string(100, ']') + ","), "client_data"},
    {"too much text", replacing("{", "{\"a\":\"" + std::string(client_data_bytes_max, 'x') + "\","), "client_data"},

    {"another relying party", [](Authenticator& one) { one.relying_party = "example.com"; }, "relying_party"},
    {"the user absent", [](Authenticator& one) { one.flags &= ~1U; }, "user_absent"},
    {"the user not verified", [](Authenticator& one) { one.flags &= ~4U; }, "user_not_verified"},
    {"backed up, and may not be", [](Authenticator& one) { one.flags |= 0x10; }, "backup"},
    {"bytes after the data", data([](std::string& bytes) { bytes += '\0'; }), "trailing_bytes"},
    {"bytes after the extensions", [](Authenticator& one) { one.extensions = std::string("\xa0\x00", 2); }, "trailing_bytes"},
    {"extensions announced, not there", [](Authenticator& one) { one.flags |= 0x80; }, "authenticator_data"},
    {"extensions that are no map", [](Authenticator& one) { one.extensions = "\x80"; }, "authenticator_data"},
    {"extensions cut short", [](Authenticator& one) { one.extensions = "\xa1\x61\x61"; }, "authenticator_data"},
    {"extensions too many", [](Authenticator& one) { one.extensions = "\xbb\xff\xff\xff\xff\xff\xff\xff\xff"; }, "authenticator_data"},
    {"extensions too deep", [](Authenticator& one) { one.extensions = "\xa1\x61\x61" + std::string(20, '\x81') + std::string(1, '\0'); },
     "authenticator_data"},
    {"data cut short", data([](std::string& bytes) { bytes.resize(36); }), "authenticator_data"},
    {"no data", data([](std::string& bytes) { bytes.clear(); }), "authenticator_data"},
    {"too much data",
     [](Authenticator& one) {
         one.extensions = support::cbor_head(5, 1) + support::cbor_text("a") + support::cbor_bytes(std::string(4096, 'x'));
     },
     "authenticator_data"},
};

}  // namespace

TEST_CASE("a passkey of each kind is registered and signs in") {
    for (const auto kind : kinds)
        for (const std::string format : {"none", "packed"}) {
            Authenticator authenticator(kind);
            authenticator.authenticator_id = "0123456789abcdef";
            authenticator.counter = 7;
            authenticator.flags = 0x1d;
            const auto made = authenticator.create(challenge, format);
            const auto passkey = verify_registration(ceremony, made.client_data_json, made.attestation_object);
            REQUIRE(passkey);
            CHECK(passkey->credential_id == authenticator.credential_id);
            CHECK(passkey->public_key == authenticator.public_key());
            CHECK(passkey->algorithm == (kind == Kind::es256   ? Algorithm::es256
                                         : kind == Kind::eddsa ? Algorithm::eddsa
                                                               : Algorithm::rs256));
            CHECK(passkey->counter == 7);
            CHECK(std::string(passkey->authenticator.begin(), passkey->authenticator.end()) == "0123456789abcdef");
            CHECK(passkey->user_verified);
            CHECK(passkey->may_be_backed_up);
            CHECK(passkey->backed_up);
            authenticator.counter = 8;
            authenticator.flags = 0x0d;
            const auto got = authenticator.get(challenge);
            const auto in = verify_assertion(ceremony, *passkey, {got.client_data_json, got.authenticator_data, got.signature});
            REQUIRE(in);
            CHECK(in->counter == 8);
            CHECK(in->counter_verdict == CounterVerdict::advanced);
            CHECK(in->user_verified);
            CHECK_FALSE(in->backed_up);
        }
}

TEST_CASE("each thing that may be wrong is refused by its name, in both ceremonies") {
    for (const auto& one : plants) {
        INFO(std::string(one.what));
        Authenticator authenticator;
        const bool backed_up = (one.plant(authenticator), authenticator.flags & 0x08);
        CHECK(registered(authenticator) == one.fault);
        auto passkey = Passkey{authenticator.credential_id, authenticator.public_key()};
        passkey.may_be_backed_up = backed_up;
        CHECK(signed_in(passkey, authenticator.get(challenge)) == one.fault);
        CHECK(ERR_peek_error() == 0);
    }
}

TEST_CASE("a touch is enough where verification is only preferred") {
    auto preferred = ceremony;
    preferred.user_verification = UserVerification::preferred;
    Authenticator authenticator;
    const auto passkey = passkey_of(authenticator);
    authenticator.flags = 0x01;
    CHECK(registered(authenticator, preferred) == "");
    const auto got = authenticator.get(challenge);
    const auto in = verify_assertion(preferred, passkey, {got.client_data_json, got.authenticator_data, got.signature});
    REQUIRE(in);
    CHECK_FALSE(in->user_verified);
    authenticator.flags = 0x04;
    CHECK(registered(authenticator, preferred) == "user_absent");
}

TEST_CASE("no ceremony is kept with a challenge that was forgotten or is short") {
    for (const std::size_t size : {0u, 15u}) {
        auto asked = ceremony;
        asked.challenge = std::string(size, 'q');
        CHECK(registered(Authenticator().create(asked.challenge), asked) == "challenge");
    }
    auto asked = ceremony;
    asked.challenge = std::string(16, 'q');
    CHECK(registered(Authenticator().create(asked.challenge), asked) == "");
}

TEST_CASE("a credential id has 16 to 1023 bytes, all of which are there") {
    for (const auto& [size, fault] : {std::pair<std::size_t, std::string>{0, "credential_id"},
                                      {15, "credential_id"},
                                      {16, ""},
                                      {1023, ""},
                                      {1024, "credential_id"},
                                      {65535, "authenticator_data"}}) {
        Authenticator authenticator;
        authenticator.credential_id = std::string(size, 'c');
        CHECK(registered(authenticator) == (size > 8000 ? "attestation" : fault));
    }
    for (const std::size_t size : {37u, 40u, 52u, 53u, 54u, 55u, 80u}) {
        Authenticator authenticator;
        authenticator.change_authenticator_data = [=](std::string& bytes) { bytes.resize(size); };
        CHECK(registered(authenticator) == "authenticator_data");
    }
    Authenticator huge;
    huge.change_authenticator_data = [](std::string& bytes) { bytes[53] = '\x03', bytes[54] = '\xff'; };  // says 1023
    CHECK(registered(huge) == "authenticator_data");
}

TEST_CASE("registration needs a key, and signing in brings none") {
    Authenticator authenticator;
    const auto client_data = authenticator.client_data("webauthn.create", challenge);
    const auto without = authenticator.authenticator_data(false), with = authenticator.authenticator_data(true);
    CHECK(registered({client_data, Authenticator::attestation_object("none", "\xa0", without), {}}) == "authenticator_data");
    const auto passkey = passkey_of(authenticator);
    const auto text = authenticator.client_data("webauthn.get", challenge);
    CHECK(signed_in(passkey, {text, with, authenticator.sign(with + std::string(base::sha256({text}).view()))}) == "authenticator_data");
}

TEST_CASE("an attestation object is the map of W3C §6.5.4, and its statement empty or the key's own") {
    Authenticator authenticator, other;
    const auto made = authenticator.create(challenge);
    const auto data = support::cbor_bytes(made.authenticator_data);
    const std::string format = support::cbor_text("fmt") + support::cbor_text("none"), statement = support::cbor_text("attStmt") + "\xa0",
                      named = support::cbor_text("authData") + data, more = support::cbor_text("more") + support::cbor_bytes("x");
    const auto packed = [&](const std::string& statement) {
        return Authenticator::attestation_object("packed", statement, made.authenticator_data);
    };
    const auto alg = support::cbor_text("alg"), sig = support::cbor_text("sig");
    const auto message = made.authenticator_data + std::string(base::sha256({made.client_data_json}).view());
    const auto right = support::cbor_bytes(authenticator.sign(message));
    const struct {
        std::string object;
        const char* fault;
    } cases[] = {
        {"\xa3" + format + statement + named, ""},
        {"\xa3" + named + statement + format, ""},
        {"\xa4" + format + statement + named + more, ""},
        {"\xa2" + format + named, "attestation"},
        {"\xa2" + statement + named, "attestation"},
        {"\xa2" + statement + format, "attestation"},
        {"\xa4" + format + statement + named + format, "attestation"},
        {"\xa4" + format + statement + named + named, "attestation"},
        {"\xa3" + format + statement + named + "x", "trailing_bytes"},
        {"\xa3" + format + statement + named.substr(0, named.size() - 1), "attestation"},
        {"\xbb\xff\xff\xff\xff\xff\xff\xff\xff" + format + statement + named, "attestation"},
        {"\xbf" + format + statement + named + "\xff", "attestation"},
        {"", "attestation"},
        {"\x80", "attestation"},
        {"\xa3" + format + statement + support::cbor_text("authData") + support::cbor_text(made.authenticator_data), "attestation"},
        {"\xa3" + support::cbor_text("fmt") + support::cbor_bytes("none") + statement + named, "attestation"},
        {"\xa3" + format + support::cbor_text("attStmt") + support::cbor_head(4, 0) + named, "attestation"},
        {"\xa3" + format + support::cbor_text("attStmt") + "\xa1\x61\x61\xf5" + named, "attestation"},
        {"\xa4" + format + statement + named + support::cbor_text("x") + support::cbor_bytes(std::string(attestation_bytes_max, 'x')),
         "attestation"},
        {Authenticator::attestation_object("tpm", "\xa0", made.authenticator_data), "attestation_format"},
        {Authenticator::attestation_object("", "\xa0", made.authenticator_data), "attestation_format"},
        {packed("\xa2" + alg + "\x26" + sig + right), ""},
        {packed("\xa2" + sig + right + alg + "\x26"), ""},
        {packed("\xa2" + alg + "\x27" + sig + right), "attestation"},
        {packed("\xa1" + sig + right), "attestation"},
        {packed("\xa1" + alg + "\x26"), "attestation"},
        {packed("\xa0"), "attestation"},
        {packed("\x80"), "attestation"},
        {packed("\xa2" + alg + "\x26" + alg + "\x26"), "attestation"},
        {packed("\xa2" + alg + "\x26" + sig + support::cbor_text("x")), "attestation"},
        {packed("\xa3" + alg + "\x26" + sig + right + support::cbor_text("x5c") + "\x80"), "attestation_format"},
        {packed("\xa2" + alg + "\x26" + sig + support::cbor_bytes(other.sign(message))), "signature"},
        {packed("\xa2" + alg + "\x26" + sig + support::cbor_bytes(authenticator.sign(message + "x"))), "signature"},
        {packed("\xa2" + alg + "\x26" + sig + "\x40"), "signature"},
    };
    int number = 0;
    for (const auto& one : cases) {
        CAPTURE(number++);
        CHECK(registered({made.client_data_json, one.object, {}}) == one.fault);
    }
}

TEST_CASE("only the key that was registered signs in, and only for these bytes") {
    for (const auto kind : kinds) {
        Authenticator authenticator(kind), other(kind);
        const auto passkey = passkey_of(authenticator);
        const auto got = authenticator.get(challenge);
        CHECK(signed_in(passkey, got) == "");
        CHECK(signed_in(passkey, other.get(challenge)) == "signature");
        for (const std::size_t at : {std::size_t(0), got.signature.size() / 2, got.signature.size() - 1}) {
            auto changed = got;
            changed.signature[at] ^= 1;
            CHECK(signed_in(passkey, changed) == "signature");
        }
        auto changed = got;
        changed.authenticator_data[36] ^= 1;  // the counter
        CHECK(signed_in(passkey, changed) == "signature");
        changed = got;
        changed.client_data_json += " ";
        CHECK(signed_in(passkey, changed) == "signature");
        for (const auto& wrong : {std::string(), got.signature.substr(1), got.signature + '\0', std::string(100'000, 'x')}) {
            changed = got;
            changed.signature = wrong;
            CHECK(signed_in(passkey, changed) == "signature");
        }
        CHECK(ERR_peek_error() == 0);
    }
}

TEST_CASE("a key that is kept is read again as strictly") {
    Authenticator authenticator;
    auto passkey = passkey_of(authenticator);
    for (const auto& wrong :
         {std::string(), passkey.public_key + '\0', passkey.public_key.substr(1), Authenticator(Kind::eddsa).public_key() + "x"}) {
        auto changed = passkey;
        changed.public_key = wrong;
        CHECK(signed_in(changed, authenticator.get(challenge)) == "key");
    }
}

TEST_CASE("a passkey may be backed up from the first day on, or never") {
    Authenticator authenticator;
    const auto passkey = passkey_of(authenticator);
    authenticator.flags |= 0x08;
    CHECK(signed_in(passkey, authenticator.get(challenge)) == "backup");
    const auto movable = passkey_of(authenticator);
    CHECK(signed_in(movable, authenticator.get(challenge)) == "");
    authenticator.flags &= ~0x08U;
    CHECK(signed_in(movable, authenticator.get(challenge)) == "backup");
}

TEST_CASE("a counter that does not advance is reported") {
    const struct {
        std::uint32_t kept, now;
        CounterVerdict verdict;
    } cases[] = {{0, 0, CounterVerdict::none},
                 {0, 1, CounterVerdict::advanced},
                 {7, 8, CounterVerdict::advanced},
                 {7, 7, CounterVerdict::regressed},
                 {7, 6, CounterVerdict::regressed},
                 {7, 0, CounterVerdict::regressed},
                 {1, 0xffffffff, CounterVerdict::advanced}};
    for (const auto& one : cases) {
        Authenticator authenticator;
        authenticator.counter = one.kept;
        const auto passkey = passkey_of(authenticator);
        authenticator.counter = one.now;
        const auto got = authenticator.get(challenge);
        const auto in = verify_assertion(ceremony, passkey, {got.client_data_json, got.authenticator_data, got.signature});
        REQUIRE(in);
        CHECK(in->counter == one.now);
        CHECK(in->counter_verdict == one.verdict);
    }
}
