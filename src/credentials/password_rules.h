// Which passwords are accepted: long, and not the first that another would try. No composition is asked for.
// NIST SP 800-63B §5.1.1.2; OWASP ASVS 5.0 V6.2.1, 4, 5, 9, 11, 12.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace credentials {

inline constexpr std::size_t password_characters_min = 12;
inline constexpr std::size_t password_characters_max = 128;
inline constexpr std::size_t password_bytes_max = password_characters_max * 4;  // of UTF-8

inline constexpr std::size_t common_passwords_bytes_max = 64'000'000;  // of one list; a longer one is not read

// Lists of common and breached passwords, one a line. They are compared without case, accents and punctuation (base::fold).
class CommonPasswords {
public:
    enum class State { read, missing, too_big, empty };
    struct List {
        std::filesystem::path path;
        State state = State::missing;
    };

    CommonPasswords() = default;  // knows only the few that the program carries
    // Reads every list; a list that cannot be read is reported by `lists`, and the others serve.
    explicit CommonPasswords(std::span<const std::filesystem::path> paths);

    const std::vector<List>& lists() const { return lists_; }
    bool complete() const;                               // every list was read
    std::size_t count() const { return words_.size(); }  // of the words the lists hold
    // `folded`: base::fold without its spaces.
    bool contains(std::string_view folded) const;

private:
    std::vector<List> lists_;
    std::vector<std::string> words_;  // folded, sorted
};

enum class PasswordFault {
    not_text,   // not UTF-8
    too_short,  // fewer than 12 characters (code points of its normal form C)
    too_long,   // more than 128
    common,     // in a list, or such a word with digits around it, repeated, or keys of a row one after the other
    personal,   // holds a word of the context
};

// Everything that is wrong with a password that somebody chooses; empty: accepted. `context`: the person's names, the address of
// e-mail before its @, the names of the network and of the program. Of each, the words of four letters or more are refused
// within a password (three, where the script is not Latin), and all of it written as one word.
std::vector<PasswordFault> password_faults(std::string_view password, std::span<const std::string> context, const CommonPasswords& common);

}  // namespace credentials
