#include "papers/mime.h"
#include <algorithm>
#include <utility>
#include <vector>
#include "base/hash.h"
#include "base/text.h"
#include "papers/address.h"

namespace papers {
namespace {

constexpr char capital_hex[] = "0123456789ABCDEF";
// Words up to this long are left as they are: with the longest name of a field before them they still fit a line.
constexpr std::size_t plain_word_bytes_max = 50;

unsigned byte(char c) { return static_cast<unsigned char>(c); }
bool is_printable(char c) { return c >= ' ' && c <= '~'; }
bool is_digit_or_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_continuation(char c) { return (byte(c) & 0xc0) == 0x80; }

void add_hex(std::string& out, char lead, char c) { out += {lead, capital_hex[byte(c) >> 4], capital_hex[byte(c) & 15]}; }

// How many bytes the character at the start takes; the text is valid UTF-8.
std::size_t character_bytes(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && is_continuation(text[size])) ++size;
    return size;
}

// What RFC 2047 §5 (3) lets stand for itself everywhere, so in a phrase too.
bool stands_in_q(char c) { return is_digit_or_letter(c) || std::string_view("!*+-/").find(c) != std::string_view::npos; }

void add_q(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == ' ') out += '_';
        else if (stands_in_q(c)) out += c;
        else add_hex(out, '=', c);
    }
}

std::size_t q_bytes(std::string_view text) {
    std::size_t size = 0;
    for (const char c : text) size += c == ' ' || stands_in_q(c) ? 1 : 3;
    return size;
}

constexpr std::size_t b_bytes(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

// Words of printable ASCII between single spaces that nobody takes for encoded words.
bool is_plain_header_text(std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_printable) || text.find("=?") != text.npos) return false;
    const auto words = words_of(text);
    return std::none_of(words.begin(), words.end(), [](auto word) { return word.empty() || word.size() > plain_word_bytes_max; });
}

std::string quoted(std::string_view ascii) {
    std::string out = "\"";
    for (const char c : ascii) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

// RFC 2231 §7: attribute-char, less "'" and "%" which separate and escape.
constexpr std::string_view attribute_signs = "!#$&+-.^_`{|}~";  // RFC 2231 §7: attribute-char, beside letters and digits

}  // namespace

bool is_one_line(std::string_view text) {
    return base::valid_utf8(text) && !base::has_control(text) && text.find("\u2028") == text.npos && text.find("\u2029") == text.npos;
}

bool is_plain_text(std::string_view text) { return base::valid_utf8(text) && !base::has_control(text, "\t\r\n"); }

bool is_web_address(std::string_view text) {
    const auto host = text.starts_with("https://") ? 8U : text.starts_with("http://") ? 7U : 0U;
    if (host == 0 || text.size() == host || !(is_digit_or_letter(text[host]) || text[host] == '[')) return false;
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return !is_printable(c) || std::string_view(" \"<>\\^`{|}").find(c) != std::string_view::npos; });
}

std::string with_crlf(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 32 + 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' && text[i] != '\n') {
            out += text[i];
            continue;
        }
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
        out += "\r\n";
    }
    if (!out.ends_with('\n')) out += "\r\n";
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 5 / 4);
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i).starts_with("\r\n")) {
            out += "\r\n", column = 0, ++i;
            continue;
        }
        const bool last = i + 1 == text.size() || text.substr(i + 1).starts_with("\r\n");
        const char c = text[i];
        bool plain = is_printable(c) && c != '=';
        if (c == ' ' || c == '\t') plain = !last;  // RFC 2045 §6.7 (3): servers drop blanks at the end of a line
        // A soft break may fall anywhere, and what follows it then starts a line.
        const auto needed = (plain ? 1U : 3U) + (last ? 0U : 1U);
        if (column + needed > mime_line_bytes_max) out += "=\r\n", column = 0;
        // Servers double a dot that starts a line, and mailboxes quote "From ".
        if (column == 0 && (c == '.' || text.substr(i).starts_with("From "))) plain = false;
        if (plain) out += c, ++column;
        else add_hex(out, '=', c), column += 3;
    }
    return out;
}

std::string base64_lines(std::string_view bytes) {
    constexpr std::size_t bytes_per_line = mime_line_bytes_max / 4 * 3;
    std::string out;
    out.reserve(b_bytes(bytes.size()) + bytes.size() / bytes_per_line * 2 + 2);
    for (std::size_t at = 0; at < bytes.size(); at += bytes_per_line) out += base::base64(bytes.substr(at, bytes_per_line)) + "\r\n";
    return out;
}

Transfer transfer_of(std::string_view text) {
    bool untouched = true;
    for (std::size_t at = 0; at < text.size() && untouched;) {
        const auto end = std::min(text.find("\r\n", at), text.size());
        const auto line = text.substr(at, end - at);
        untouched = line.size() <= mime_line_bytes_max &&
                    std::all_of(line.begin(), line.end(), [](char c) { return c == '\t' || is_printable(c); }) && !line.ends_with(' ') &&
                    !line.ends_with('\t') && !line.starts_with('.') && !line.starts_with("From ");
        at = end + 2;
    }
    if (untouched) return {"7bit", std::string(text)};
    auto as_text = quoted_printable(text);
    const auto bytes_in_base64 = b_bytes(text.size()) + (text.size() / 57 + 1) * 2;
    if (as_text.size() <= bytes_in_base64) return {"quoted-printable", std::move(as_text)};
    return {"base64", base64_lines(text)};
}

HeaderField::HeaderField(std::string_view name) : line_(std::string(name) + ":"), column_(line_.size()) {}

void HeaderField::word(std::string_view ascii) {
    if (!empty_ && column_ + 1 + ascii.size() > mime_line_bytes_max) line_ += "\r\n", column_ = 0;
    line_ += ' ';
    line_ += ascii;
    column_ += 1 + ascii.size();
    empty_ = false;
}

void HeaderField::text(std::string_view utf8) {
    if (utf8.empty()) return word("");
    if (!is_plain_header_text(utf8)) return encoded_words(utf8);
    for (const auto one : words_of(utf8)) word(one);
}

void HeaderField::phrase(std::string_view utf8) {
    const auto words = words_of(utf8);
    const bool atoms = is_plain_header_text(utf8) &&
                       std::all_of(words.begin(), words.end(), [](auto one) { return is_dot_atom(one) && one.find('.') == one.npos; });
    if (atoms) {
        for (const auto one : words) word(one);
        return;
    }
    const bool short_ascii = utf8.size() <= plain_word_bytes_max && std::all_of(utf8.begin(), utf8.end(), is_printable);
    if (short_ascii && utf8.find("=?") == utf8.npos) word(quoted(utf8));
    else encoded_words(utf8);
}

// RFC 2047 §2: a line with an encoded word has at most 76 bytes; §5: each holds whole characters.
void HeaderField::encoded_words(std::string_view utf8) {
    constexpr std::size_t around = std::string_view("=?UTF-8?Q?").size() + std::string_view("?=").size();
    const bool in_q = q_bytes(utf8) <= b_bytes(utf8.size());
    while (!utf8.empty()) {
        const auto free = empty_ ? mime_line_bytes_max - column_ - 1 : encoded_word_bytes_max;
        const auto room = std::min(free, encoded_word_bytes_max) - around;
        std::size_t taken = 0;
        for (std::size_t cost = 0; taken < utf8.size();) {
            const auto size = character_bytes(utf8.substr(taken));
            cost = in_q ? cost + q_bytes(utf8.substr(taken, size)) : b_bytes(taken + size);
            if (taken > 0 && cost > room) break;
            taken += size;
        }
        std::string made = in_q ? "=?UTF-8?Q?" : "=?UTF-8?B?";
        if (in_q) add_q(made, utf8.substr(0, taken));
        else made += base::base64(utf8.substr(0, taken));
        word(made + "?=");
        utf8.remove_prefix(taken);
    }
}

void HeaderField::parameter(std::string_view name, std::string_view utf8) {
    const auto add = [&](const std::string& made) { line_ += ';', ++column_, word(made); };
    const std::string attribute(name);
    if (utf8.size() <= plain_word_bytes_max && std::all_of(utf8.begin(), utf8.end(), is_printable))
        return add(attribute + "=" + quoted(utf8));
    std::string pieces = "UTF-8''";
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto size = character_bytes(utf8.substr(at));
        const auto escaped = base::percent_encode(utf8.substr(at, size), attribute_signs);
        // " ", "*12*=" and ";" stand beside the name and the piece on their line.
        if (pieces.size() + escaped.size() + name.size() + 7 > mime_line_bytes_max) lines.push_back(std::exchange(pieces, {}));
        pieces += escaped;
        at += size;
    }
    lines.push_back(pieces);
    if (lines.size() == 1) return add(attribute + "*=" + lines[0]);
    for (std::size_t i = 0; i < lines.size(); ++i) add(attribute + "*" + std::to_string(i) + "*=" + lines[i]);
}

}  // namespace papers
