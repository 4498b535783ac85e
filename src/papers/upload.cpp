#include "papers/upload.h"

#include <algorithm>
#include <array>
#include "base/text.h"
#include "papers/archive.h"
#include "papers/xml.h"

namespace papers {
namespace {

using std::string_view;
using Looked = std::expected<Upload, UploadProblem>;

constexpr std::size_t head_bytes = 1'024;            // as far as programs look for what a file is
constexpr std::size_t archive_end_bytes = 65'557;    // the end record of a ZIP file stands this far from the end at most
constexpr std::uint64_t part_bytes_max = 5'000'000;  // of the parts that say what an Office file is

Looked no(UploadProblem problem) { return std::unexpected(problem); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool begins(string_view text, string_view lower_case) {
    return text.size() >= lower_case.size() && std::ranges::equal(text.substr(0, lower_case.size()), lower_case, {}, lower);
}
string_view at(string_view bytes, std::size_t from, std::size_t size) {
    return from < bytes.size() ? bytes.substr(from, size) : string_view();
}

bool program(string_view bytes) {
    using namespace std::string_view_literals;
    static constexpr std::array magic{
        "\x7f"
        "ELF"sv,
        "\xfe\xed\xfa\xce"sv,
        "\xfe\xed\xfa\xcf"sv,
        "\xce\xfa\xed\xfe"sv,
        "\xcf\xfa\xed\xfe"sv,
        "\xca\xfe\xba\xbe"sv,
        "\0asm"sv,
        "#!"sv,
        "dex\n"sv,
        "L\0\0\0\1\x14\2\0"sv,
        "%!PS"sv};
    if (std::ranges::any_of(magic, [&](string_view each) { return bytes.starts_with(each); })) return true;
    if (bytes.starts_with("MZ")) return bytes.substr(0, head_bytes).contains('\0');  // otherwise a text that begins so
    return begins(bytes, "@echo");
}

bool other_archive(string_view bytes) {
    using namespace std::string_view_literals;
    static constexpr std::array magic{"Rar!\x1a\x07"sv,
                                      "7z\xbc\xaf\x27\x1c"sv,
                                      "\x1f\x8b"sv,
                                      "\xfd"
                                      "7zXZ\0"sv,
                                      "\x28\xb5\x2f\xfd"sv,
                                      "MSCF\0"sv,
                                      "PK\x05\x06"sv,
                                      "PK\x07\x08"sv};
    if (std::ranges::any_of(magic, [&](string_view each) { return bytes.starts_with(each); })) return true;
    return at(bytes, 257, 5) == "ustar" || (bytes.starts_with("BZh") && at(bytes, 4, 6) == "1AY&SY");
}

// ISO/IEC 23008-12: a file of the ISO base media format with one of these brands.
bool heic(string_view bytes) {
    constexpr std::array<string_view, 9> brands{"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif"};
    return at(bytes, 4, 4) == "ftyp" && std::ranges::find(brands, at(bytes, 8, 4)) != brands.end();
}

template <std::size_t count>
bool has_any(string_view bytes, const std::array<string_view, count>& marks) {
    for (auto found = bytes.find('<'); found != bytes.npos; found = bytes.find('<', found + 1))
        if (std::ranges::any_of(marks, [&](string_view mark) { return begins(bytes.substr(found), mark); })) return true;
    return false;
}
// What a browser takes for a page, where it looks for it (WHATWG MIME Sniffing, 7.1, and the usual others).
bool page_at_head(string_view bytes) {
    static constexpr std::array<string_view, 8> marks{"<html", "<script", "<!doctype", "<?php", "<svg", "<iframe", "<body", "<head"};
    return has_any(bytes.substr(0, head_bytes), marks);
}
// The same anywhere; only what is too long to stand in a picture by chance.
bool script_within(string_view bytes) {
    static constexpr std::array<string_view, 6> marks{"<script", "<!doctype", "<iframe", "<?php ", "<?php\n", "<?php\r"};
    return has_any(bytes, marks);
}

// A ZIP file behind another: its end record, and a first record of its directory.
bool archive_behind(string_view bytes) {
    const auto end = bytes.substr(bytes.size() - std::min(bytes.size(), archive_end_bytes));
    return end.contains("PK\x05\x06") && bytes.contains("PK\x01\x02");
}
bool pdf_within(string_view bytes) { return bytes.substr(0, head_bytes).contains("%PDF-"); }

Looked look_at_pdf(string_view bytes) {
    if (bytes.size() > pdf_bytes_max) return no(UploadProblem::too_big);
    const auto version = at(bytes, 5, 3);
    const auto end = bytes.substr(bytes.size() - std::min(bytes.size(), head_bytes));
    if ((!version.starts_with("1.") && !version.starts_with("2.")) || !end.contains("startxref") || !end.contains("%%EOF"))
        return no(UploadProblem::broken);
    if (page_at_head(bytes) || archive_behind(bytes)) return no(UploadProblem::two_kinds);
    const auto flags = pdf_flags(bytes);
    if (flags.encrypted) return no(UploadProblem::encrypted);
    return Upload{FileKind::pdf, {}, flags};
}

Looked look_at_picture(PictureKind kind, string_view bytes) {
    if (bytes.size() > image_bytes_max) return no(UploadProblem::too_big);
    const auto size = picture_size(bytes);
    if (!size) return no(UploadProblem::broken);
    if (size->width > image_side_max || size->height > image_side_max || std::uint64_t(size->width) * size->height > image_pixels_max)
        return no(UploadProblem::too_many_pixels);
    if (pdf_within(bytes) || page_at_head(bytes) || script_within(bytes) || archive_behind(bytes)) return no(UploadProblem::two_kinds);
    if (!clean_picture(bytes)) return no(UploadProblem::broken);
    return Upload{kind == PictureKind::jpeg ? FileKind::jpeg : kind == PictureKind::png ? FileKind::png : FileKind::webp, *size, {}};
}

// [Content_Types].xml (ISO/IEC 29500-2, 7.2.3) or META-INF/manifest.xml: what the parts are.
class Parts : public XmlHandler {
public:
    void start(string_view name, const XmlAttributes& attributes) override {
        encrypted |= name == "encryption-data";
        std::string type;
        for (const char c : attributes["ContentType"].substr(0, 200)) type += lower(c);
        document |= type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        workbook |= type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        macros |= type.contains("macroenabled") || type.contains("vbaproject") || type.contains("macrosheet") || type.contains("activex");
    }
    void end(string_view) override {}
    void text(string_view) override {}
    bool document = false, workbook = false, macros = false, encrypted = false;
};

UploadProblem problem_of(ArchiveFault fault) {
    switch (fault) {
    case ArchiveFault::ratio:
    case ArchiveFault::too_much:
    case ArchiveFault::too_many_entries: return UploadProblem::bomb;
    case ArchiveFault::encrypted: return UploadProblem::encrypted;
    default: return UploadProblem::broken;
    }
}

std::expected<Parts, UploadProblem> parts_of(const Archive& archive, const Archive::Entry& list) {
    Parts parts;
    XmlParser parser(
        parts, {"http://schemas.openxmlformats.org/package/2006/content-types", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"});
    auto left = part_bytes_max;
    const auto read = archive.read(list, left, [&](string_view piece) { return parser.feed(piece); });
    if (!read && read.error() != ArchiveFault::stopped) return std::unexpected(problem_of(read.error()));
    if (!parser.finish()) return std::unexpected(UploadProblem::broken);
    return parts;
}

// ODF 1.3 part 2, 3.3: the first entry is "mimetype", stored, and says the kind.
std::string open_document_type(const Archive& archive) {
    const auto* entry = archive.find("mimetype");
    std::string type;
    std::uint64_t left = 100;
    if (!entry || entry->method != 0 || entry->begins != 30 + entry->name.size() ||
        !archive.read(*entry, left, [&](string_view piece) { return type += piece, true; }))
        return {};
    return type;
}

bool names_program(string_view name) {
    std::string folded;
    for (const char c : name) folded += lower(c);
    return folded.ends_with("vbaproject.bin") || folded.starts_with("basic/") || folded.starts_with("scripts/") ||
           folded.contains("/activex/");
}

std::expected<FileKind, UploadProblem> office_kind(const Archive& archive) {
    const auto* types = archive.find("[Content_Types].xml");
    const auto* manifest = archive.find("META-INF/manifest.xml");
    const auto open_type = open_document_type(archive);
    if (types && !open_type.empty()) return std::unexpected(UploadProblem::two_kinds);
    const auto* list = types ? types : manifest;
    if (!list) return std::unexpected(UploadProblem::archive);
    const auto parts = parts_of(archive, *list);
    if (!parts) return std::unexpected(parts.error());
    if (parts->encrypted) return std::unexpected(UploadProblem::encrypted);
    if (parts->macros || std::ranges::any_of(archive.entries(), names_program, &Archive::Entry::name))
        return std::unexpected(UploadProblem::macros);
    if (types) {
        if (parts->document && parts->workbook) return std::unexpected(UploadProblem::two_kinds);
        if (parts->document && archive.find("_rels/.rels")) return FileKind::docx;
        if (parts->workbook && archive.find("_rels/.rels")) return FileKind::xlsx;
    } else if (archive.find("content.xml")) {
        if (open_type == "application/vnd.oasis.opendocument.text") return FileKind::odt;
        if (open_type == "application/vnd.oasis.opendocument.spreadsheet") return FileKind::ods;
    }
    return std::unexpected(UploadProblem::archive);
}

Looked look_at_archive(string_view bytes) {
    if (bytes.size() > office_bytes_max) return no(UploadProblem::too_big);
    const auto archive = Archive::open(bytes, {.entries_max = office_entries_max});
    if (!archive) return no(problem_of(archive.error()));
    if (pdf_within(bytes)) return no(UploadProblem::two_kinds);
    const auto kind = office_kind(*archive);
    if (!kind) return no(kind.error());
    auto left = office_unpacked_bytes_max;
    for (const auto& entry : archive->entries())
        if (const auto read = archive->read(entry, left, [](string_view) { return true; }); !read) return no(problem_of(read.error()));
    return Upload{*kind, {}, {}};
}

bool plain(string_view text) {
    return std::ranges::none_of(
        text, [](unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f; });
}

// How often the separator stands outside quotes in the first record, which is taken off.
std::size_t separators(string_view& text, char separator) {
    bool quoted = false;
    std::size_t count = 0;
    while (!text.empty()) {
        const char c = text[0];
        text.remove_prefix(1);
        if (c == '"') quoted = !quoted;
        if (!quoted && c == '\n') break;
        count += !quoted && c == separator;
    }
    return count;
}
bool table(string_view text) {
    return std::ranges::any_of(string_view(";,\t"), [&](char separator) {
        auto rest = text;
        const auto first = separators(rest, separator);
        return first > 0 && !rest.empty() && separators(rest, separator) == first;
    });
}

Looked look_at_text(string_view bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    auto blank = bytes.find_first_not_of(" \t\r\n\f");
    if (blank == bytes.npos) return no(bytes.empty() || plain(bytes) ? UploadProblem::empty : UploadProblem::unknown);
    const auto beginning = bytes.substr(blank);
    const char second = beginning.size() > 1 ? lower(beginning[1]) : ' ';
    if (beginning[0] == '<' && ((second >= 'a' && second <= 'z') || second == '!' || second == '?')) return no(UploadProblem::web_page);
    if (page_at_head(bytes)) return no(UploadProblem::web_page);
    if (!plain(bytes) || !base::valid_utf8(bytes) || beginning.starts_with("{\\rtf")) return no(UploadProblem::unknown);
    if (pdf_within(bytes) || archive_behind(bytes)) return no(UploadProblem::two_kinds);
    if (bytes.size() > text_bytes_max) return no(UploadProblem::too_big);
    return Upload{table(bytes) ? FileKind::csv : FileKind::text, {}, {}};
}

}  // namespace

Looked look_at_upload(string_view bytes) {
    if (bytes.empty()) return no(UploadProblem::empty);
    if (program(bytes)) return no(UploadProblem::program);
    if (bytes.starts_with("%PDF-")) return look_at_pdf(bytes);
    if (const auto kind = picture_kind(bytes)) return look_at_picture(*kind, bytes);
    if (bytes.starts_with("PK\x03\x04")) return look_at_archive(bytes);
    if (heic(bytes)) return no(UploadProblem::heic);
    if (bytes.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return no(UploadProblem::old_office);
    if (other_archive(bytes)) return no(UploadProblem::archive);
    return look_at_text(bytes);
}

}  // namespace papers
