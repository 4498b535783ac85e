// Whatever somebody types as a password or a code, it is accepted or refused within its bounds.
#include "credentials/codes.h"
#include "credentials/password_rules.h"
#include "credentials/qr.h"
#include "credentials/totp.h"

#include <algorithm>
#include <cstdlib>
#include "base/text.h"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace credentials;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static const CommonPasswords common;
    static const std::vector<std::string> context{"Awa Exemple", "réseau"};
    const auto faults = password_faults(text, context, common);
    if (faults.empty()) {
        require(base::valid_utf8(text));
        const auto characters = base::code_points(base::to_nfc(text));
        require(characters >= password_characters_min && characters <= password_characters_max);
        const std::vector<std::string> itself{std::string(text)};
        auto told = base::fold(text);
        std::erase(told, ' ');
        require(told.size() < 6 || !password_faults(text, itself, common).empty());  // shorter words tell nothing of anybody
    }
    password_faults("une pluie de mangues", std::vector{std::string(text)}, common);
    if (const auto bytes = from_base32(text)) require(from_base32(base32(*bytes)) == bytes);
    static const std::string secret(totp_secret_bytes, 's');
    if (verify_totp(secret, text, 1'000'000'000, {})) require(std::ranges::count_if(text, [](char c) { return c != ' '; }) == totp_digits);
    if (recovery_digest(text)) require(text.size() >= 24);
    if (token_digest(text)) require(text.size() == 43);
    static const auto kept = new_confirmation("token", "email", 8, 0).second;
    if (confirm(kept, "token", "email", text, 1).first == ConfirmationAnswer::right) require(text.size() >= 8);
    require(totp_uri(secret, text, text).find_first_of("\"'<> \n") == std::string::npos);
    if (size % 16 == 0) require(qr_code(text).has_value() == (size > 0 && size <= qr_bytes_max));
    return 0;
}
