#include "papers/hyphens.h"
#include <hyphen.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <array>
#include <cstdlib>
#include <vector>

namespace papers {
namespace {

constexpr int letters_before = 3, letters_after = 3;

void append(std::string& text, UChar32 c) {
    char bytes[U8_MAX_LENGTH];
    std::int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    text.append(bytes, static_cast<std::size_t>(size));
}

bool is_letter(UChar32 c) { return u_isalpha(c) || u_charType(c) == U_NON_SPACING_MARK; }

bool is_dropped(UChar32 c) {
    return u_charType(c) == U_CONTROL_CHAR || (c >= 0x202A && c <= 0x202E) || c == 0xFEFF || U_IS_UNICODE_NONCHAR(c);
}

// What stands between two spaces and is no words: it is written as it is, so that it can be copied.
bool is_code(std::string_view token) { return token.find_first_of("@/_\\0123456789") != token.npos; }

struct Letters {
    std::string lower;
    std::vector<std::size_t> ends;  // of each letter in the word, in bytes
    bool capitals = true;
};
Letters letters_of(std::string_view word) {
    Letters letters;
    for (std::int32_t at = 0, size = static_cast<std::int32_t>(word.size()); at < size;) {
        UChar32 c = 0;
        U8_NEXT(word.data(), at, size, c);
        letters.capitals &= !u_islower(c);
        append(letters.lower, u_tolower(c));
        letters.ends.push_back(static_cast<std::size_t>(at));
    }
    return letters;
}

}  // namespace

std::string printable(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        UChar32 c = static_cast<unsigned char>(bytes[at]);
        if (c < 0x80) {
            ++at;
        } else {  // by pieces, as ICU counts in 32 bits
            const auto size = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - at, 4));
            std::int32_t next = 0;
            U8_NEXT(bytes.data() + at, next, size, c);
            at += static_cast<std::size_t>(next);
        }
        if (c < 0) append(text, 0xFFFD);
        else if (c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) text += ' ';
        else if (!is_dropped(c)) append(text, c);
    }
    return text;
}

void Hyphenation::Close::operator()(_HyphenDict* dictionary) const { hnj_hyphen_free(dictionary); }

std::optional<Hyphenation> Hyphenation::open(const std::string& file) {
    auto* dictionary = hnj_hyphen_load(file.c_str());
    if (!dictionary) return {};
    Hyphenation hyphenation(dictionary);
    if (!dictionary->utf8) return {};  // positions would be in bytes of another encoding
    return hyphenation;
}

void Hyphenation::add_word(std::string_view word, std::string& out) const {
    const auto letters = letters_of(word);
    const auto count = letters.ends.size();
    if (count < hyphenated_letters_min || count > hyphenated_letters_max || letters.capitals) {
        out += word;
        return;
    }
    std::vector<char> marks(letters.lower.size() + 5);
    char** replaced = nullptr;  // given by dictionaries that change the spelling at a cut, which these do not
    int *positions = nullptr, *cuts = nullptr;
    hnj_hyphen_hyphenate3(dictionary_.get(), letters.lower.c_str(), static_cast<int>(letters.lower.size()), marks.data(), nullptr,
                          &replaced, &positions, &cuts, letters_before, letters_after, letters_before, letters_after);
    std::size_t begun = 0;
    for (std::size_t i = 0; i < count; ++i) {
        out += word.substr(begun, letters.ends[i] - begun);
        begun = letters.ends[i];
        if ((marks[i] & 1) && i + 1 >= letters_before && i + 1 + letters_after <= count && !(replaced && replaced[i])) out += soft_hyphen;
    }
    if (replaced)
        for (std::size_t i = 0; i < letters.lower.size(); ++i) std::free(replaced[i]);
    std::free(replaced), std::free(positions), std::free(cuts);
}

std::string Hyphenation::hyphenated(std::string_view text) const {
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    for (std::size_t at = 0; at < text.size();) {
        const auto token_end = std::min(text.find(' ', at), text.size());
        const auto token = text.substr(at, token_end - at);
        at = token_end;
        if (is_code(token)) {
            out += token;
        } else {
            std::size_t word = 0;
            for (std::size_t i = 0; i < token.size();) {
                UChar32 c = 0;
                auto next = static_cast<std::int32_t>(0);
                U8_NEXT(token.data() + i, next, static_cast<std::int32_t>(std::min<std::size_t>(token.size() - i, 4)), c);
                if (!is_letter(c)) {
                    add_word(token.substr(word, i - word), out);
                    out += token.substr(i, static_cast<std::size_t>(next));
                    word = i + static_cast<std::size_t>(next);
                }
                i += static_cast<std::size_t>(next);
            }
            add_word(token.substr(word), out);
        }
        for (; at < text.size() && text[at] == ' '; ++at) out += ' ';
    }
    return out;
}

}  // namespace papers
