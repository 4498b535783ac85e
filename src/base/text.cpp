#include "base/text.h"
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace base {
namespace {

const icu::Normalizer2& nfc() {
    UErrorCode error = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFCInstance(error);  // ICU's own, shared
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no NFC data");
    return *normalizer;
}

const icu::Normalizer2& nfkc() {
    UErrorCode error = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKCInstance(error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no NFKC data");
    return *normalizer;
}

bool ascii(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

icu::StringPiece piece(std::string_view text) { return {text.data(), static_cast<std::int32_t>(text.size())}; }

// Lower-case letters that no decomposition makes plain: ligatures, barred and hooked letters, those of the Africa alphabet.
std::string_view plain_letters(UChar32 letter) {
    switch (letter) {
    case U'œ': return "oe";
    case U'æ': return "ae";
    case U'ß': return "ss";
    case U'þ': return "th";
    case U'ø': return "o";
    case U'ɔ': return "o";
    case U'đ':
    case U'ð':
    case U'ɗ':
    case U'ɖ': return "d";
    case U'ł': return "l";
    case U'ħ': return "h";
    case U'ı':
    case U'ɩ':
    case U'ɨ': return "i";
    case U'ŋ':
    case U'ɲ': return "n";
    case U'ŧ': return "t";
    case U'ɓ': return "b";
    case U'ɛ':
    case U'ə':
    case U'ǝ': return "e";
    case U'ƒ': return "f";
    case U'ɣ': return "g";
    case U'ƙ': return "k";
    case U'ƴ': return "y";
    case U'ʋ': return "v";
    case U'ʉ': return "u";
    case U'ĸ': return "k";
    default: return {};
    }
}

// Accents of the scripts that are read without them. Marks of other scripts (Khmer, Lao, Devanagari…) are vowels, and stay.
bool accent(UChar32 c) {
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0xFE20 && c <= 0xFE2F) || (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x0640;
}

// Letters by category that French and African spellings use as apostrophes; soft hyphens and joiners are nothing at all.
bool apostrophe_letter(UChar32 c) { return c >= 0x02B9 && c <= 0x02C1; }
bool invisible(UChar32 c) { return c == 0x00AD || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF; }

// Characters of Unicode 15.0 and before, whose decompositions and case foldings never change (Unicode Character Encoding Stability
// Policies): a later ICU, which knows more characters, folds a text as this one did.
bool of_folding(UChar32 c) {
    UVersionInfo since;
    u_charAge(c, since);
    return since[0] > 0 && since[0] <= 15 && (since[0] < 15 || since[1] == 0);
}

void append(std::string& out, UChar32 c) {
    char bytes[4];
    std::int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    out.append(bytes, static_cast<std::size_t>(size));
}

class Folding {
public:
    explicit Folding(std::size_t size) { text_.reserve(size + 8); }

    void ascii(char c) {
        if (c >= 'a' && c <= 'z') letter(c);
        else if (c >= 'A' && c <= 'Z') letter(static_cast<char>(c + ('a' - 'A')));
        else if (c >= '0' && c <= '9') letter(c);
        else gap_ = true;
    }

    // Compatibility decomposition, so that ½ is 1⁄2, ﬁ is fi and ² is 2.
    void any(UChar32 c) {
        if (c < 0x80) return ascii(static_cast<char>(c));
        if (!of_folding(c)) {
            gap_ = true;
            return;
        }
        icu::UnicodeString parts;
        if (!nfkc().getDecomposition(c, parts)) return simple(c);
        for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) simple(parts.char32At(at));
    }

    std::string take() { return std::move(text_); }

private:
    void letter(char c) {
        separate();
        text_ += c;
    }

    void separate() {
        if (gap_ && !text_.empty()) text_ += ' ';
        gap_ = false;
    }

    void simple(UChar32 c) {
        if (c < 0x80) return ascii(static_cast<char>(c));
        if (accent(c) || invisible(c)) return;
        const UChar32 lower = u_foldCase(c, U_FOLD_CASE_DEFAULT);
        const auto plain = plain_letters(lower == 0x1E9E ? U'ß' : lower);
        if (!plain.empty()) {
            separate();
            text_ += plain;
            return;
        }
        const auto kinds = U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK;
        if (apostrophe_letter(c) || (U_GET_GC_MASK(c) & kinds) == 0) {
            gap_ = true;
            return;
        }
        separate();
        append(text_, lower);
    }

    std::string text_;
    bool gap_ = false;
};

// A collator is not safe to share while it is being made, and cheap to keep: one for each thread.
const icu::Collator& collator() {
    thread_local const auto kept = [] {
        UErrorCode error = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale::getRoot(), error));
        if (U_SUCCESS(error)) made->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, error);
        if (U_FAILURE(error)) throw std::runtime_error("ICU has no collation data");
        return made;
    }();
    return *kept;
}

}  // namespace

bool valid_utf8(std::string_view bytes) {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = at + bytes.size();
    const auto follows = [&](int count) {
        for (int i = 1; i <= count; ++i)
            if (at[i] < 0x80 || at[i] > 0xBF) return false;
        return true;
    };
    while (at < end) {
        const unsigned first = *at;
        if (first < 0x80) {
            ++at;
            continue;
        }
        const int count = first >= 0xC2 && first <= 0xDF ? 1 : first >= 0xE0 && first <= 0xEF ? 2 : first >= 0xF0 && first <= 0xF4 ? 3 : 0;
        if (count == 0 || end - at <= count || !follows(count)) return false;
        if ((first == 0xE0 && at[1] < 0xA0) || (first == 0xED && at[1] > 0x9F)) return false;  // overlong, surrogate
        if ((first == 0xF0 && at[1] < 0x90) || (first == 0xF4 && at[1] > 0x8F)) return false;  // overlong, above U+10FFFF
        at += count + 1;
    }
    return true;
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

bool has_control(std::string_view text, std::string_view allowed) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c < 0x20 || c == 0x7f) && !allowed.contains(text[i])) return true;
        if (c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) return true;  // U+0080 to U+009F
    }
    return false;
}

std::string percent_encode(std::string_view bytes, std::string_view plain) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || plain.contains(c)) encoded += c;
        else encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return encoded;
}

bool is_nfc(std::string_view text) {
    if (ascii(text)) return true;
    UErrorCode error = U_ZERO_ERROR;
    return nfc().isNormalizedUTF8(piece(text), error) && U_SUCCESS(error);
}

std::string to_nfc(std::string_view text) {
    if (is_nfc(text)) return std::string(text);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode error = U_ZERO_ERROR;
    nfc().normalizeUTF8(0, piece(text), sink, nullptr, error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU cannot normalise a text");
    return out;
}

std::string fold(std::string_view text) {
    Folding folding(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            folding.ascii(text[at++]);
            continue;
        }
        UChar32 c;
        U8_NEXT_OR_FFFD(text.data(), at, text.size(), c);
        folding.any(c);
    }
    return folding.take();
}

std::vector<std::string> tokens(std::string_view text) {
    const auto folded = fold(text);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < folded.size();) {
        const auto space = std::min(folded.find(' ', at), folded.size());
        words.emplace_back(folded, at, space - at);
        at = space + 1;
    }
    return words;
}

std::string slug(std::string_view text, std::size_t size_max) {
    auto folded = fold(text);
    std::erase_if(folded, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    std::string out;
    for (std::string_view left = folded; !left.empty();) {
        const auto word = left.substr(0, left.find(' '));
        left.remove_prefix(std::min(left.size(), word.size() + 1));
        if (word.empty()) continue;
        if (out.empty()) out = word.substr(0, size_max);
        else if (out.size() + 1 + word.size() > size_max) break;
        else out.append(1, '-').append(word);
    }
    return out;
}

std::string collation_key(std::string_view text, Language) {
    const auto wide = icu::UnicodeString::fromUTF8(piece(text));
    std::array<std::uint8_t, 256> first;
    const auto size = collator().getSortKey(wide, first.data(), static_cast<std::int32_t>(first.size()));
    if (size <= 0) throw std::runtime_error("ICU cannot make a sort key");
    std::string key(static_cast<std::size_t>(size), '\0');
    if (key.size() <= first.size()) key.assign(reinterpret_cast<const char*>(first.data()), key.size());
    else collator().getSortKey(wide, reinterpret_cast<std::uint8_t*>(key.data()), size);
    key.pop_back();  // the zero that ends it
    return key;
}

std::strong_ordering collate(std::string_view a, std::string_view b, Language) {
    UErrorCode error = U_ZERO_ERROR;
    const auto order = collator().compareUTF8(piece(a), piece(b), error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU cannot compare two texts");
    return order == UCOL_LESS      ? std::strong_ordering::less
           : order == UCOL_GREATER ? std::strong_ordering::greater
                                   : std::strong_ordering::equal;
}

}  // namespace base
