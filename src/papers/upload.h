// What a file that somebody sends is, by its bytes and never by its name, and whether it may come in. Pure. Only kinds listed here come in;
// what is two things at once does not.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include "papers/picture.h"

namespace papers {

enum class FileKind { pdf, jpeg, png, webp, docx, xlsx, odt, ods, csv, text };
std::string_view media_type(FileKind);  // as IANA registers it: what Content-Type says when the file goes out again
std::string_view ending(FileKind);      // "pdf"

enum class UploadProblem {
    empty,
    unknown,     // none of the kinds, and no text
    too_big,     // for its kind
    heic,        // as some telephones save pictures: to be saved as JPEG
    old_office,  // OLE: .doc, .xls; or an Office file with a password
    web_page,    // HTML, SVG or another XML: a browser could run what is in it
    program,     // ELF, Mach-O, Windows, Java, WebAssembly; a script with "#!"
    archive,     // a ZIP file, or another archive, that is none of the kinds
    two_kinds,   // a file of one kind that is also readable as one that could harm
    broken,      // begins as a kind and is none: cut short, or parts that contradict each other
    bomb,        // inflates out of all proportion, or into too many entries
    too_many_pixels,
    encrypted,  // PDF or Office with a password: nobody could look into it
    macros,     // an Office file with a program in it
};
std::string_view name(UploadProblem);  // as spelt above

inline constexpr std::size_t pdf_bytes_max = 50'000'000;
inline constexpr std::size_t office_bytes_max = 25'000'000;
inline constexpr std::size_t image_bytes_max = 25'000'000;
inline constexpr std::size_t text_bytes_max = 5'000'000;
inline constexpr std::uint64_t image_pixels_max = 100'000'000;
inline constexpr std::uint32_t image_side_max = 30'000;
inline constexpr std::uint64_t office_unpacked_bytes_max = 300'000'000;
inline constexpr std::size_t office_entries_max = 5'000;

// What a PDF (ISO 32000-2) carries beyond pages: found by the names of its dictionaries wherever they stand, also where they are spelt
// "/J#53" and in compressed streams of objects. By chance, some bytes of a picture may look like one: a flag is a question, not a verdict.
struct PdfFlags {
    bool script = false;     // /JavaScript, /JS
    bool launches = false;   // /Launch: starts a program
    bool files = false;      // /EmbeddedFile: other files inside
    bool acts = false;       // /OpenAction, /AA: does something when opened
    bool forms = false;      // /XFA: a form with a program of its own
    bool sends = false;      // /SubmitForm, /ImportData, /GoToR, /GoToE
    bool encrypted = false;  // /Encrypt: with a password, or with rights that it gives
    bool unread = false;     // a stream of objects that could not be looked into
    bool operator==(const PdfFlags&) const = default;
};

PdfFlags pdf_flags(std::string_view bytes);

struct Upload {
    FileKind kind{};
    PictureSize picture;  // of a picture
    PdfFlags pdf;         // of a PDF
};
std::expected<Upload, UploadProblem> look_at_upload(std::string_view bytes);

// A name as people gave it, fit to be shown, saved and put into an archive: the last part of a path, no control or invisible character and none
// that turns the direction of writing, none of \ / : * ? " < > |, no dot or blank at an end, no name that Windows keeps for itself,
// at most 120 bytes, cut between characters, with the ending of its kind and none of a program or a page before it. "document.pdf" when
// nothing stays.
std::string clean_file_name(std::string_view given, FileKind);

// RFC 6266: `attachment; filename="Delib_ration.pdf"; filename*=UTF-8''D%C3%A9lib%C3%A9ration.pdf` (RFC 8187). For a name from clean_file_name;
// any other bytes are made harmless all the same.
inline constexpr std::size_t file_name_bytes_max = 120;
enum class Disposition { attachment, shown };
std::string content_disposition(Disposition, std::string_view name);

}  // namespace papers
