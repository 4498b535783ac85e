// Text: UTF-8 (RFC 3629), its normal form, and what searching and sorting make of it.
#pragma once
#include <compare>
#include <string>
#include <string_view>
#include <vector>
#include "base/language.h"

namespace base {

// Strictly UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. Every function below expects such text.
bool valid_utf8(std::string_view bytes);
std::size_t code_points(std::string_view text);

// C0 and C1 controls and delete (Unicode's category Cc), but for the `allowed` ones of C0. `text` is valid UTF-8.
bool has_control(std::string_view text, std::string_view allowed = {});
// Bytes as %XX (RFC 3986 §2.1), but for ASCII letters, digits and those of `plain`: by default the unreserved characters (§2.3).
std::string percent_encode(std::string_view bytes, std::string_view plain = "-._~");

// Unicode normal form C (UAX #15).
bool is_nfc(std::string_view text);
std::string to_nfc(std::string_view text);

// For searching: lower case, accents off, ligatures and barred letters as plain letters (œ oe, æ ae, ß ss, ø o, đ d, ł l, ɛ e …),
// all that is not a letter, a digit or a mark as one space, none at the ends. Texts that differ only so have the same folding.
// The same with every version of ICU, so that an effect may keep it: characters that Unicode 15.0 does not know are as blanks.
std::string fold(std::string_view text);
std::vector<std::string> tokens(std::string_view text);  // the words of the folding, in order
// "Ogou 1 (Atakpamé)" gives "ogou-1-atakpame": a-z, 0-9 and single hyphens, at most `size_max` bytes, cut between words
// where that is possible. May be empty (a title in Arabic).
std::string slug(std::string_view text, std::size_t size_max = 80);

// Sorting as a reader expects (CLDR root collation, which French and English share; numbers by value: "Ogou 2" before "Ogou 10").
// The keys compare as bytes as the texts do. They belong to one version of ICU: local tables only.
std::string collation_key(std::string_view text, Language language);
std::strong_ordering collate(std::string_view a, std::string_view b, Language language);

}  // namespace base
