// Names of files and of their kinds: RFC 6266 and RFC 8187 (Content-Disposition), what file systems and archives take.
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <algorithm>
#include <array>
#include "base/text.h"
#include "papers/upload.h"

namespace papers {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string lowered(std::string_view text) {
    std::string out;
    for (const char c : text) out += lower(c);
    return out;
}

// Endings that say a kind, ours or a program's: at the end of a name they would stand before the true one, or hide it.
bool known_ending(std::string_view ending) {
    constexpr std::array<std::string_view, 48> known{
        "pdf", "jpg", "jpeg", "png",  "webp", "heic",  "docx", "xlsx", "odt", "ods", "csv", "txt", "doc", "xls", "docm", "xlsm",
        "exe", "com", "bat",  "cmd",  "scr",  "pif",   "msi",  "dll",  "lnk", "ps1", "vbs", "vbe", "js",  "jse", "mjs",  "wsf",
        "hta", "jar", "sh",   "html", "htm",  "xhtml", "svg",  "xml",  "mht", "php", "url", "cpl", "app", "reg", "chm",  "desktop"};
    return std::ranges::find(known, lowered(ending)) != known.end();
}

bool kept_for_windows(std::string_view name) {
    const auto stem = lowered(name.substr(0, name.find('.')));
    if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

std::string visible(std::string_view text) {
    std::string out;
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        const auto from = at;
        UChar32 c = 0;
        U8_NEXT(text.data(), at, size, c);
        const auto bytes = text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
        if (c < 0) continue;  // not UTF-8
        const auto kind = u_charType(c);
        if (u_isUWhiteSpace(c)) out += out.ends_with(' ') ? "" : " ";
        else if (kind == U_CONTROL_CHAR || kind == U_FORMAT_CHAR || kind == U_PRIVATE_USE_CHAR || kind == U_UNASSIGNED ||
                 kind == U_SURROGATE)
            continue;
        else if (c < 0x80 && std::string_view(":*?\"<>|").contains(static_cast<char>(c))) out += '-';
        else out += bytes;
    }
    return out;
}

void strip(std::string& name) {
    name.erase(0, std::min(name.find_first_not_of(" .-"), name.size()));
    name.erase(name.find_last_not_of(" .") + 1);
}

void cut(std::string& name, std::size_t most) {
    if (name.size() <= most) return;
    while (most > 0 && (static_cast<unsigned char>(name[most]) & 0xc0) == 0x80) --most;
    name.resize(most);
}

}  // namespace

std::string_view media_type(FileKind kind) {
    switch (kind) {
    case FileKind::pdf: return "application/pdf";
    case FileKind::jpeg: return "image/jpeg";
    case FileKind::png: return "image/png";
    case FileKind::webp: return "image/webp";
    case FileKind::docx: return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case FileKind::xlsx: return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case FileKind::odt: return "application/vnd.oasis.opendocument.text";
    case FileKind::ods: return "application/vnd.oasis.opendocument.spreadsheet";
    case FileKind::csv: return "text/csv; charset=utf-8";
    case FileKind::text: return "text/plain; charset=utf-8";
    }
    return "application/octet-stream";
}

std::string_view ending(FileKind kind) {
    constexpr std::array<std::string_view, 10> endings{"pdf", "jpg", "png", "webp", "docx", "xlsx", "odt", "ods", "csv", "txt"};
    return endings.at(static_cast<std::size_t>(kind));
}

std::string_view name(UploadProblem problem) {
    constexpr std::array<std::string_view, 14> names{"empty",   "unknown",   "too_big", "heic", "old_office",      "web_page",  "program",
                                                     "archive", "two_kinds", "broken",  "bomb", "too_many_pixels", "encrypted", "macros"};
    return names.at(static_cast<std::size_t>(problem));
}

std::string clean_file_name(std::string_view given, FileKind kind) {
    given.remove_prefix(given.find_last_of("/\\") + 1);
    given = given.substr(0, 4'000);  // no file system has longer ones
    auto name = visible(given);
    name = base::to_nfc(name);
    const auto last = "." + std::string(ending(kind));
    const auto most = file_name_bytes_max - last.size() - 1;  // one for the mark below
    for (;;) {                                                // what is cut may show what is to go
        strip(name);
        const auto dot = name.rfind('.');
        if (dot != name.npos && known_ending(std::string_view(name).substr(dot + 1))) name.resize(dot);
        else if (name.size() > most) cut(name, most);
        else break;
    }
    if (name.empty()) name = "document";
    if (kept_for_windows(name)) name.insert(0, 1, '_');
    return name + last;
}

std::string content_disposition(Disposition disposition, std::string_view name) {
    std::string plain;
    bool same = true;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
        const bool quotable = letter || std::string_view(" !#$&'()+,-.;=@[]^_`{}~").contains(c);
        same &= quotable;
        if (quotable) plain += c;
        else if ((byte & 0xc0) != 0x80) plain += '_';  // one for each character
    }
    std::string header = disposition == Disposition::shown ? "inline" : "attachment";
    header += "; filename=\"" + plain + "\"";
    if (!same && base::valid_utf8(name)) {
        constexpr std::string_view signs = "!#$&+-.^_`|~";  // RFC 8187 §3.2.1: attr-char
        header += "; filename*=UTF-8''" + base::percent_encode(name, signs);
    }
    return header;
}

}  // namespace papers
