#include "web/percent.h"

namespace web {

namespace {

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool continues(std::string_view text, std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; }

// Bytes of the character that starts at `at`; 0 when it is not well formed (RFC 3629 §4).
std::size_t character_size(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first < 0xC2 || !continues(text, at + 1)) return 0;
    if (first < 0xE0) return 2;
    if (!continues(text, at + 2)) return 0;
    if (first < 0xF0) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0, surrogate = first == 0xED && byte(1) >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (first > 0xF4 || !continues(text, at + 3)) return 0;
    const bool overlong = first == 0xF0 && byte(1) < 0x90, beyond = first == 0xF4 && byte(1) >= 0x90;
    return overlong || beyond ? 0 : 4;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1, low = high < 0 ? -1 : digit(text[i + 2]);
            if (low < 0) return {};
            decoded.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            decoded.push_back(text[i] == '+' && plus == Plus::space ? ' ' : text[i]);
        }
    }
    return decoded;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || c == '-' || c == '.' || c == '_' || c == '~') {
            encoded.push_back(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded.push_back('%');
            encoded.push_back(digits[byte >> 4]);
            encoded.push_back(digits[byte & 15]);
        }
    }
    return encoded;
}

bool valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto size = character_size(text, at);
        if (size == 0) return false;
        at += size;
    }
    return true;
}

std::optional<std::string> decode_path(std::string_view raw) {
    auto path = percent_decode(raw, Plus::itself);
    if (!path || path->empty() || path->front() != '/' || !valid_utf8(*path)) return {};
    std::size_t slashes_sent = 0, slashes = 0;
    for (const char c : raw) slashes_sent += c == '/';
    for (const char c : *path) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\') return {};
        slashes += c == '/';
    }
    if (slashes != slashes_sent) return {};  // an escaped slash: proxies disagree about it
    for (std::size_t begin = 1; begin <= path->size();) {
        const auto end = std::min(path->find('/', begin), path->size());
        const auto segment = std::string_view(*path).substr(begin, end - begin);
        if (segment == "." || segment == "..") return {};
        begin = end + 1;
    }
    return path;
}

}  // namespace web
