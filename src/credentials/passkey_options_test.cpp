// What a page gives to navigator.credentials.
#include "credentials/passkey_options.h"

#include <boost/json/parse.hpp>
#include <stdexcept>

#include <doctest/doctest.h>

using namespace credentials;

namespace {
const Ceremony ceremony{
    {"example.org", "Réseau « Exemple »", {"https://example.org"}}, std::string(32, '\xff'), UserVerification::required};
}

TEST_CASE("a page that makes a passkey is told who asks, for whom, with which challenge and which keys we read") {
    const std::vector<std::string> known{"\x01\x02\x03"};
    const auto made = boost::json::parse(creation_options(ceremony, {"\xfb\xff", "awa@example.org", "Awa \"A\" Exemple"}, known));
    CHECK(made == boost::json::parse(R"({
        "rp":{"id":"example.org","name":"Réseau « Exemple »"},
        "user":{"id":"-_8","name":"awa@example.org","displayName":"Awa \"A\" Exemple"},
        "challenge":"__________________________________________8",
        "pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-8},{"type":"public-key","alg":-257}],
        "timeout":300000,
        "excludeCredentials":[{"type":"public-key","id":"AQID"}],
        "authenticatorSelection":{"residentKey":"preferred","userVerification":"required"},
        "attestation":"none"})"));
}

TEST_CASE("a page that asks for a passkey names those of the account, or none") {
    auto asked = ceremony;
    asked.user_verification = UserVerification::preferred;
    const std::vector<std::string> allowed{"\x01\x02\x03", "\xff"};
    const auto made = boost::json::parse(request_options(asked, allowed));
    CHECK(made == boost::json::parse(R"({
        "rpId":"example.org","challenge":"__________________________________________8","timeout":300000,
        "allowCredentials":[{"type":"public-key","id":"AQID"},{"type":"public-key","id":"_w"}],"userVerification":"preferred"})"));
    CHECK(boost::json::parse(request_options(asked, {})).at("allowCredentials").as_array().empty());
}

TEST_CASE("a user's id has 1 to 64 bytes, and a challenge 32 that do not repeat") {
    CHECK_THROWS_AS(creation_options(ceremony, {"", "a", "a"}, {}), std::invalid_argument);
    CHECK_THROWS_AS(creation_options(ceremony, {std::string(65, 'x'), "a", "a"}, {}), std::invalid_argument);
    CHECK_NOTHROW(creation_options(ceremony, {std::string(64, 'x'), "a", "a"}, {}));
    CHECK(new_challenge().size() == 32);
    CHECK(new_challenge() != new_challenge());
}
