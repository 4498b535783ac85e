// Tokens, codes of recovery and codes that confirm: made by chance, kept as digests, good once.
#include "credentials/codes.h"

#include <cmath>
#include <set>
#include <vector>

#include <doctest/doctest.h>

using namespace credentials;

namespace {
constexpr std::int64_t second = 1'000'000;
std::string other_digits(std::string_view code) {  // a code that differs in its last digit
    std::string other(code);
    other.back() = other.back() == '9' ? '0' : static_cast<char>(other.back() + 1);
    return other;
}
}  // namespace

TEST_CASE("a token has 256 bits in 43 characters, and is kept as its SHA-256") {
    const auto token = new_token();
    CHECK(token.text.view().size() == 43);
    CHECK(token.digest == base::sha256({token.text.view()}));
    CHECK(token_digest(token.text.view()) == token.digest);
    CHECK(new_token().text.view() != token.text.view());
    const std::string text(token.text.view());
    for (const auto& wrong : {std::string(), text.substr(1), text + "A", text.substr(1) + "=", text.substr(1) + "+", text.substr(1) + "\n",
                              text.substr(1) + '\0', std::string(1'000'000, 'A')})
        CHECK_FALSE(token_digest(wrong));
}

TEST_CASE("ten codes of recovery, of 120 bits, in letters and digits that no hand confuses") {
    const auto codes = new_recovery_codes();
    CHECK(codes.size() == 10);
    std::set<std::string> seen;
    for (const auto& code : codes) {
        const std::string text(code.text.view());
        seen.insert(text);
        REQUIRE(text.size() == 29);
        for (std::size_t i = 0; i < text.size(); ++i) CHECK((text[i] == '-') == (i % 5 == 4));
        CHECK(text.find_first_of("0O1Iabc") == text.npos);
        CHECK(recovery_digest(text) == code.digest);
    }
    CHECK(seen.size() == 10);
}

TEST_CASE("every character of a code of recovery is as likely as another") {
    std::array<int, 256> counts{};
    int all = 0;
    for (int i = 0; i < 100; ++i)
        for (const auto& code : new_recovery_codes())
            for (const unsigned char c : code.text.view()) counts[c] += c != '-', all += c != '-';
    double chi = 0;
    int characters = 0;
    for (const auto count : counts)
        if (count) ++characters, chi += std::pow(count - all / 32.0, 2) / (all / 32.0);
    CHECK(characters == 32);
    CHECK(chi < 90);  // 31 degrees of freedom: by chance above 90 less than once in ten million
}

TEST_CASE("a code of recovery is read as people copy it, and found among those that are left") {
    const auto codes = new_recovery_codes();
    std::vector<base::Hash> kept;
    for (const auto& code : codes) kept.push_back(code.digest);
    std::string text(codes[7].text.view());
    CHECK(find_recovery(kept, text) == 7);
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        else if (c == '-') c = ' ';
    CHECK(find_recovery(kept, " " + text + " ") == 7);
    std::erase(text, ' ');
    CHECK(find_recovery(kept, text) == 7);
    kept.erase(kept.begin() + 7);
    CHECK_FALSE(find_recovery(kept, text));
    CHECK_FALSE(find_recovery({}, text));
    for (const auto& wrong :
         {std::string(), text.substr(1), text + "A", text.substr(1) + "0", text.substr(1) + "I", text + std::string(100, ' ')})
        CHECK_FALSE(recovery_digest(wrong));
}

TEST_CASE("a code that confirms has 6 to 8 digits and is right once, with spaces or without") {
    for (const auto& [asked, made] : {std::pair{6, 6}, {7, 7}, {8, 8}, {5, 6}, {9, 8}, {-1, 6}}) {
        const auto [code, kept] = new_confirmation("token", "email", asked, 0);
        CHECK(code.view().size() == static_cast<std::size_t>(made));
        CHECK(code.view().find_first_not_of("0123456789") == code.view().npos);
        const auto [answer, left] =
            confirm(kept, "token", "email", " " + std::string(code.view().substr(0, 3)) + " " + std::string(code.view().substr(3)), 0);
        CHECK(answer == ConfirmationAnswer::right);
        CHECK(confirm(left, "token", "email", code.view(), 0).first == ConfirmationAnswer::spent);
    }
    std::set<char> digits;
    for (int i = 0; i < 100; ++i) {
        const auto [code, kept] = new_confirmation("token", "email", 8, 0);
        digits.insert(code.view().begin(), code.view().end());
    }
    CHECK(digits.size() == 10);
}

TEST_CASE("a code confirms only what it was sent for, to the browser that asked") {
    const auto [code, kept] = new_confirmation("token", "email:a@example.org", 6, 0);
    CHECK(confirm(kept, "token", "email:a@example.org", code.view(), 0).first == ConfirmationAnswer::right);
    CHECK(confirm(kept, "other", "email:a@example.org", code.view(), 0).first == ConfirmationAnswer::wrong);
    CHECK(confirm(kept, "token", "email:b@example.org", code.view(), 0).first == ConfirmationAnswer::wrong);
    CHECK(confirm(kept, "", "email:a@example.org", code.view(), 0).first == ConfirmationAnswer::wrong);
    CHECK(confirm(kept, "token", "email:a@example.org", std::string(code.view()) + std::string(20, ' '), 0).first ==
          ConfirmationAnswer::wrong);
    CHECK(confirm(kept, "token", "email:a@example.org", "", 0).first == ConfirmationAnswer::wrong);
}

TEST_CASE("a code that confirms is spent after five wrong attempts") {
    auto [code, kept] = new_confirmation("token", "email", 6, 0);
    const auto wrong = other_digits(code.view());
    for (int i = 1; i <= 4; ++i) {
        const auto [answer, left] = confirm(kept, "token", "email", wrong, 0);
        CHECK(answer == ConfirmationAnswer::wrong);
        CHECK(left.attempts == i);
        kept = left;
    }
    CHECK(confirm(kept, "token", "email", code.view(), 0).first == ConfirmationAnswer::right);  // the fifth
    kept = confirm(kept, "token", "email", wrong, 0).second;
    const auto [answer, left] = confirm(kept, "token", "email", code.view(), 0);
    CHECK(answer == ConfirmationAnswer::spent);
    CHECK(left == kept);
}

TEST_CASE("a code that confirms lives ten minutes") {
    const auto made = 1'000'000 * second;
    const auto [code, kept] = new_confirmation("token", "email", 6, made);
    CHECK(confirm(kept, "token", "email", code.view(), made + confirmation_lifetime_us - 1).first == ConfirmationAnswer::right);
    CHECK(confirm(kept, "token", "email", code.view(), made + confirmation_lifetime_us).first == ConfirmationAnswer::expired);
    CHECK(confirm(kept, "token", "email", code.view(), made - 1).first == ConfirmationAnswer::expired);
}
