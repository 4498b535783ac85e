// What a PDF carries beyond pages: ISO 32000-2, 7.3.5 (names), 7.5.7 (object streams), 12.6 (actions).
#include <zlib.h>
#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include "papers/upload.h"

namespace papers {
namespace {

constexpr std::size_t name_max = 32;                    // longer than any that is looked for
constexpr std::size_t dictionary_max = 2'000;           // how far before "stream" its dictionary is looked for
constexpr std::size_t objects_bytes_max = 4'000'000;    // of one stream of objects, inflated
constexpr std::size_t inflated_bytes_max = 50'000'000;  // of all of them, also of those that fail
constexpr std::size_t object_streams_max = 50'000;

bool ends_name(char c) { return std::string_view("\0\t\n\f\r ()<>[]{}/%", 16).contains(c); }

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The name behind a slash, its "#4a" read. Empty when it is longer than any that matters.
std::string name_at(std::string_view text) {
    std::string name;
    for (std::size_t i = 0; i < text.size() && !ends_name(text[i]); ++i) {
        if (name.size() == name_max) return {};
        if (text[i] == '#' && i + 2 < text.size() && digit_of(text[i + 1]) >= 0 && digit_of(text[i + 2]) >= 0) {
            name += static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2]));
            i += 2;
        } else {
            name += text[i];
        }
    }
    return name;
}

template <class Take>
void each_name(std::string_view text, Take take) {
    for (auto at = text.find('/'); at != text.npos; at = text.find('/', at + 1)) take(name_at(text.substr(at + 1, 4 * name_max)));
}

void mark(std::string_view text, PdfFlags& flags) {
    static constexpr std::array<std::pair<std::string_view, bool PdfFlags::*>, 14> words{{{"JavaScript", &PdfFlags::script},
                                                                                          {"JS", &PdfFlags::script},
                                                                                          {"Launch", &PdfFlags::launches},
                                                                                          {"EmbeddedFile", &PdfFlags::files},
                                                                                          {"EmbeddedFiles", &PdfFlags::files},
                                                                                          {"RichMedia", &PdfFlags::files},
                                                                                          {"OpenAction", &PdfFlags::acts},
                                                                                          {"AA", &PdfFlags::acts},
                                                                                          {"XFA", &PdfFlags::forms},
                                                                                          {"SubmitForm", &PdfFlags::sends},
                                                                                          {"ImportData", &PdfFlags::sends},
                                                                                          {"GoToR", &PdfFlags::sends},
                                                                                          {"GoToE", &PdfFlags::sends},
                                                                                          {"Encrypt", &PdfFlags::encrypted}}};
    each_name(text, [&](const std::string& name) {
        for (const auto& [word, flag] : words)
            if (name == word) flags.*flag = true;
    });
}

bool names_object_stream(std::string_view dictionary) {
    bool found = false;
    each_name(dictionary, [&](const std::string& name) { found |= name == "ObjStm"; });
    return found;
}

// The stream inflated; empty when it does not inflate whole, or not within its limit and what is left of that of all.
std::string inflated(std::string_view packed, std::size_t& left) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
    const std::unique_ptr<z_stream, int (*)(z_stream*)> closer(&stream, inflateEnd);
    std::string out;
    std::array<char, 16'384> piece;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    const auto most = std::min(left, objects_bytes_max);
    int state = Z_OK;
    while (state == Z_OK && out.size() <= most) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = piece.size();
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(piece.data(), piece.size() - stream.avail_out);
    }
    left -= std::min(left, out.size());
    return state == Z_STREAM_END && out.size() <= most ? out : std::string();
}

}  // namespace

PdfFlags pdf_flags(std::string_view bytes) {
    constexpr std::string_view keyword = "stream", end_keyword = "endstream";
    PdfFlags flags;
    bytes = bytes.substr(0, pdf_bytes_max);
    mark(bytes, flags);
    std::size_t left = inflated_bytes_max, count = 0, before = 0;  // before: the end of what was looked at
    for (auto at = bytes.find(keyword); at != bytes.npos; at = bytes.find(keyword, before)) {
        const auto dictionary = bytes.substr(before, at - before);
        before = at + keyword.size();
        if (!names_object_stream(dictionary.substr(dictionary.size() - std::min(dictionary.size(), dictionary_max)))) continue;
        const auto end = std::min(bytes.find(end_keyword, before), bytes.size());
        auto data = bytes.substr(before, end - before);
        if (data.starts_with('\r')) data.remove_prefix(1);
        if (data.starts_with('\n')) data.remove_prefix(1);
        const auto objects = ++count <= object_streams_max ? inflated(data, left) : std::string();
        if (objects.empty()) flags.unread = true;
        mark(objects, flags);
        before = end;
    }
    return flags;
}

}  // namespace papers
