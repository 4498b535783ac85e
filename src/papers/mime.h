// How MIME spells texts and bytes in ASCII lines (RFC 2045, 2047, 2231). Texts are UTF-8; lines end in CRLF.
#pragma once
#include <string>
#include <string_view>

namespace papers {

inline constexpr std::size_t mime_line_bytes_max = 76;     // RFC 2045 §6.7 (5), §6.8; RFC 2047 §2
inline constexpr std::size_t encoded_word_bytes_max = 75;  // RFC 2047 §2

// Valid UTF-8 that can stand in one line of a header: no control (C0, DEL, C1), no line or paragraph separator.
bool is_one_line(std::string_view text);
// Valid UTF-8 without controls but tab, CR and LF.
bool is_plain_text(std::string_view text);
// http or https, in printable ASCII without what would end it early (space, quotes, angle brackets, backslash), with a host.
bool is_web_address(std::string_view text);

// CR, LF and CRLF all become CRLF; a text that does not end in a line end gets one.
std::string with_crlf(std::string_view text);

std::string quoted_printable(std::string_view text_with_crlf);  // RFC 2045 §6.7
std::string base64_lines(std::string_view bytes);               // RFC 2045 §6.8; every line ends in CRLF

struct Transfer {
    std::string_view encoding;  // "7bit", "quoted-printable", "base64"
    std::string body;
};
// 7bit when every line is short plain ASCII that no server touches, else the shorter of the two others.
Transfer transfer_of(std::string_view text_with_crlf);

// One field of a header, folded before a word that would pass the 76th column. The first word is never put on a line of its own:
// some readers take an empty first line for an empty field.
class HeaderField {
public:
    explicit HeaderField(std::string_view name);
    void word(std::string_view ascii);   // as it is; the caller knows it to be one word
    void text(std::string_view utf8);    // unstructured: a subject. Encoded words where plain ASCII would not do.
    void phrase(std::string_view utf8);  // the name before an address
    // ";" and a parameter: a quoted string, or RFC 2231 with its continuations. The field must have a word already.
    void parameter(std::string_view name, std::string_view utf8);
    std::string line() const { return line_ + "\r\n"; }

private:
    void encoded_words(std::string_view utf8);
    std::string line_;
    std::size_t column_ = 0;
    bool empty_ = true;
};

}  // namespace papers
