#include "credentials/password_rules.h"
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include "base/text.h"
#include "credentials/secret.h"

namespace credentials {
namespace {

// What lists made elsewhere lack. Sorted.
constexpr std::array<std::string_view, 24> also_common{"admin",    "administrateur", "azerty",    "bienvenue",  "bonjour",  "changeme",
                                                       "chouchou", "concert",        "demo",      "doudou",     "iloveyou", "jetaime",
                                                       "letmein",  "loulou",         "marseille", "motdepasse", "parola",   "passe",
                                                       "password", "passwort",       "qwerty",    "secret",     "soleil",   "welcome"};
static_assert(std::ranges::is_sorted(also_common));

// Neighbours on keyboards and in alphabets, both ways.
constexpr std::array<std::string_view, 5> rows{"01234567890", "abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn",
                                               "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm"};
constexpr std::size_t run_size_mean = 4;      // of runs that make a password common
constexpr std::size_t repeated_size_max = 4;  // a unit so short is common however it was chosen

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string plain(std::string_view text) {
    auto folded = base::fold(text);
    std::erase(folded, ' ');
    return folded;
}

// The shortest text that, repeated, gives this one (the last time perhaps cut).
std::string_view unit(std::string_view text) {
    for (std::size_t size = 1; size <= text.size() / 2; ++size)
        if (text.substr(size) == text.substr(0, text.size() - size)) return text.substr(0, size);
    return text;
}

bool neighbours(char a, char b) {
    if (a == b) return true;
    return std::ranges::any_of(rows, [&](std::string_view row) {
        const std::array<char, 2> on{a, b}, back{b, a};
        return row.find({on.data(), 2}) != row.npos || row.find({back.data(), 2}) != row.npos;
    });
}

std::size_t runs(std::string_view text) {
    std::size_t count = text.empty() ? 0 : 1;
    for (std::size_t i = 1; i < text.size(); ++i) count += !neighbours(text[i - 1], text[i]);
    return count;
}

std::string_view without_digits_around(std::string_view text) {
    while (!text.empty() && digit(text.front())) text.remove_prefix(1);
    while (!text.empty() && digit(text.back())) text.remove_suffix(1);
    return text;
}

bool is_common(std::string_view text, std::string_view folded, const CommonPasswords& common) {
    if (unit(text).size() <= repeated_size_max) return true;
    if (folded.size() * 2 < text.size()) return false;  // most of it is neither letters nor digits
    if (runs(folded) * run_size_mean <= folded.size()) return true;
    const auto repeated = unit(folded), stem = without_digits_around(repeated);
    if (repeated.size() <= repeated_size_max || common.contains(repeated)) return true;
    return stem.size() * 2 >= repeated.size() && common.contains(unit(stem));
}

bool telling(std::string_view word) {
    const bool latin = std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return word.size() >= (latin ? 4u : 6u);
}

bool is_personal(std::string_view folded, std::span<const std::string> context) {
    const auto holds = [&](std::string_view word) { return telling(word) && folded.find(word) != folded.npos; };
    return std::ranges::any_of(context, [&](const std::string& words) {
        return base::valid_utf8(words) && (holds(plain(words)) || std::ranges::any_of(base::tokens(words), holds));
    });
}

CommonPasswords::State read_list(const std::filesystem::path& path, std::vector<std::string>& words) {
    using State = CommonPasswords::State;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return State::missing;
    const auto size = std::filesystem::file_size(path, error);
    if (error) return State::missing;
    if (size > common_passwords_bytes_max) return State::too_big;
    std::ifstream file(path, std::ios::binary);
    if (!file) return State::missing;
    const auto before = words.size();
    for (std::string line; std::getline(file, line);)
        if (auto word = base::valid_utf8(line) ? plain(line) : std::string(); !word.empty()) words.push_back(std::move(word));
    if (file.bad()) return State::missing;
    return words.size() > before ? State::read : State::empty;
}

}  // namespace

CommonPasswords::CommonPasswords(std::span<const std::filesystem::path> paths) {
    for (const auto& path : paths) lists_.push_back({path, read_list(path, words_)});
    std::ranges::sort(words_);
    const auto repeated = std::ranges::unique(words_);
    words_.erase(repeated.begin(), repeated.end());
    words_.shrink_to_fit();
}

bool CommonPasswords::complete() const {
    return !lists_.empty() && std::ranges::all_of(lists_, [](const List& list) { return list.state == State::read; });
}

bool CommonPasswords::contains(std::string_view folded) const {
    return std::ranges::binary_search(also_common, folded) ||
           std::ranges::binary_search(words_, folded, {}, [](const std::string& word) { return std::string_view(word); });
}

std::vector<PasswordFault> password_faults(std::string_view password, std::span<const std::string> context, const CommonPasswords& common) {
    // A composed letter may be written in several code points, so more bytes than the limit's may be few enough once composed;
    // nobody types such, and nothing so long is looked at.
    if (password.size() > password_bytes_max * 2) return {PasswordFault::too_long};
    if (!base::valid_utf8(password)) return {PasswordFault::not_text};
    const Secret text(base::to_nfc(password)), folded(plain(password));
    std::vector<PasswordFault> faults;
    const auto size = base::code_points(text.view());
    if (size < password_characters_min) faults.push_back(PasswordFault::too_short);
    if (size > password_characters_max) faults.push_back(PasswordFault::too_long);
    if (is_common(text.view(), folded.view(), common)) faults.push_back(PasswordFault::common);
    if (is_personal(folded.view(), context)) faults.push_back(PasswordFault::personal);
    return faults;
}

}  // namespace credentials
