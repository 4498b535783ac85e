// Where words may be cut at the end of a line (libhyphen and the dictionaries of Debian), and what of a text can be printed.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct _HyphenDict;

namespace papers {

inline constexpr std::size_t hyphenated_letters_min = 6;
inline constexpr std::size_t hyphenated_letters_max = 60;  // longer ones are no words

inline constexpr std::string_view soft_hyphen = "\u00ad";

// UTF-8 without what would not be seen or would mislead: control characters, overriding of the direction, marks of byte order and
// noncharacters are dropped; tabs and line ends are spaces; bytes that are no UTF-8 are U+FFFD.
std::string printable(std::string_view bytes);

class Hyphenation {
public:
    static std::optional<Hyphenation> open(const std::string& file);
    // The text with soft hyphens (U+00AD) where a word may be cut: three letters stay before and after. Not in words of less
    // than six letters, in capitals, or within an address, a reference or a number. Expects printable text.
    std::string hyphenated(std::string_view text) const;

private:
    struct Close {
        void operator()(_HyphenDict*) const;
    };
    explicit Hyphenation(_HyphenDict* dictionary) : dictionary_(dictionary) {}
    void add_word(std::string_view word, std::string& out) const;
    std::unique_ptr<_HyphenDict, Close> dictionary_;
};

}  // namespace papers
