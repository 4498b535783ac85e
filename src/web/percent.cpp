#include "web/percent.h"

namespace web {

namespace {

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
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
