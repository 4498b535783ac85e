// A file is what its bytes are; only what is listed comes in, and only as one thing.
#include "papers/upload.h"

#include <doctest/doctest.h>
#include <chrono>
#include "base/text.h"
#include "support/pictures.h"
#include "support/zip.h"

namespace {

using namespace papers;
using test::zip;
using test::ZipPart;

std::string look(std::string_view bytes) {
    const auto found = look_at_upload(bytes);
    return found ? std::string(ending(found->kind)) : "! " + std::string(name(found.error()));
}
std::string pdf(const std::string& body = {}) {
    return "%PDF-1.7\n" + body + "\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
}
std::vector<ZipPart> office(const std::string& type, std::vector<ZipPart> more = {}) {
    std::vector<ZipPart> parts{
        {"[Content_Types].xml",
         R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/a" ContentType="application/vnd.)" +
             type + R"("/></Types>)"},
        {"_rels/.rels", "<Relationships/>"}};
    parts.insert(parts.end(), more.begin(), more.end());
    return parts;
}
const std::string document = "openxmlformats-officedocument.wordprocessingml.document.main+xml",
                  sheet = "openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
std::vector<ZipPart> open_document(const std::string& type, const std::string& manifest = {}) {
    return {{"mimetype", "application/vnd.oasis.opendocument." + type, false},
            {"content.xml", "<office/>"},
            {"META-INF/manifest.xml", R"(<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">)" +
                                          manifest + "</manifest:manifest>"}};
}
std::string without(std::vector<ZipPart> parts, std::size_t index) {
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(index));
    return zip(parts);
}
std::string flags(const std::string& body) {
    const auto found = pdf_flags(pdf(body));
    std::string all;
    for (const auto& [on, letter] : {std::pair{found.script, 's'},
                                     {found.launches, 'l'},
                                     {found.files, 'f'},
                                     {found.acts, 'a'},
                                     {found.forms, 'x'},
                                     {found.sends, 'n'},
                                     {found.encrypted, 'e'},
                                     {found.unread, 'u'}})
        if (on) all += letter;
    return all;
}
std::string objects(const std::string& packed) {
    return "5 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n" + packed + "\nendstream\nendobj\n";
}

}  // namespace

TEST_CASE("Each kind that may come in is known by its bytes") {
    CHECK(look(pdf()) == "pdf");
    CHECK(look(test::jpeg()) == "jpg");
    CHECK(look(test::png()) == "png");
    CHECK(look(test::webp()) == "webp");
    CHECK(look(zip(office(document))) == "docx");
    CHECK(look(zip(office(sheet))) == "xlsx");
    CHECK(look(test::workbook({.data = ""})) == "! archive");  // says nowhere what it is
    CHECK(look(zip(open_document("text"))) == "odt");
    CHECK(look(zip(open_document("spreadsheet"))) == "ods");
    CHECK(look("Ville;Pays\nLiège;Belgique\n") == "csv");
    CHECK(look("\xef\xbb\xbf"
               "a,b\r\n\"1,2\",3\r\n") == "csv");
    CHECK(look("a\tb\n1\t2") == "csv");
    CHECK(look("Procès-verbal, au conseil\nsuite sans séparateur\n") == "txt");
    CHECK(look("Un mot") == "txt");
    CHECK(look("MZuzu est une ville") == "txt");
    CHECK(look("3 < 4 et <nom>\n") == "txt");
    CHECK(look_at_upload(test::jpeg())->picture == PictureSize{8, 16});
}

TEST_CASE("What may not come in is said to be what it is") {
    using namespace std::string_literals;
    struct Case {
        std::string bytes;
        const char* look;
    };
    const Case cases[] = {{"", "! empty"},
                          {" \n\t", "! empty"},
                          {"\xef\xbb\xbf", "! empty"},
                          {"GIF89a\1\0\1\0"s, "! unknown"},
                          {"\0\1\2"s, "! unknown"},
                          {"Caf\xe9", "! unknown"},
                          {"{\\rtf1 x}", "! unknown"},
                          {"a\x1b[2J", "! unknown"},
                          {"\0\0\0\x18"
                           "ftypheic\0\0\0\0"s,
                           "! heic"},
                          {"\0\0\0\x18"
                           "ftypmif1\0\0\0\0"s,
                           "! heic"},
                          {"\0\0\0\x18"
                           "ftypmp42\0\0\0\0"s,
                           "! unknown"},
                          {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x", "! old_office"},
                          {"<!DOCTYPE html><p>x", "! web_page"},
                          {"  \n<HTML>", "! web_page"},
                          {"<svg xmlns='http://www.w3.org/2000/svg'/>", "! web_page"},
                          {"<?xml version='1.0'?><a/>", "! web_page"},
                          {"<p>x</p>", "! web_page"},
                          {"\xef\xbb\xbf<script>", "! web_page"},
                          {"a,b\n1,<ScRiPt>alert(1)</script>", "! web_page"},
                          {"x <?php echo 1;", "! web_page"},
                          {"<!-- x -->", "! web_page"},
                          {"\x7f"
                           "ELF\2\1",
                           "! program"},
                          {"MZ\x90\0\3"s, "! program"},
                          {"#!/bin/sh\n", "! program"},
                          {"\xca\xfe\xba\xbe\0"s, "! program"},
                          {"\0asm\1"s, "! program"},
                          {"@ECHO OFF\r\n", "! program"},
                          {"%!PS-Adobe", "! program"},
                          {"Rar!\x1a\x07\1", "! archive"},
                          {"7z\xbc\xaf\x27\x1c", "! archive"},
                          {"\x1f\x8b\x08", "! archive"},
                          {"PK\5\6" + std::string(18, '\0'), "! archive"},
                          {std::string(257, 'a') + "ustar", "! archive"},
                          {zip({{"a.txt", "x"}}), "! archive"},
                          {zip({{"setup.exe", "MZ"}}), "! archive"}};
    for (const auto& one : cases) {
        CAPTURE(one.bytes);
        CHECK(look(one.bytes) == one.look);
    }
}

TEST_CASE("A file of one kind that is also one of another is refused") {
    const auto archive = zip({{"a", "x"}});
    CHECK(look(pdf() + archive) == "! two_kinds");
    CHECK(look("%PDF-1.7\n" + archive.substr(0, archive.size() - 22) + "\nstartxref\n9\n%%EOF\n" + archive.substr(archive.size() - 22)) ==
          "! two_kinds");
    CHECK(look(test::jpeg() + archive) == "! two_kinds");
    CHECK(look(test::png() + archive) == "! two_kinds");
    CHECK(look(test::jpeg_start + test::jpeg_segment(0xfe, "%PDF-1.7") + test::jpeg_image() + test::jpeg_end) == "! two_kinds");
    CHECK(look(test::jpeg_start + test::jpeg_segment(0xfe, "<HTML>") + test::jpeg_image() + test::jpeg_end) == "! two_kinds");
    CHECK(look(test::jpeg() + std::string(2'000, 'x') + "<script>alert(1)</script>") == "! two_kinds");
    CHECK(look(test::jpeg() + std::string(2'000, 'x') + "<?php echo 1;") == "! two_kinds");
    CHECK(look(test::jpeg() + std::string(2'000, 'x')) == "jpg");  // telephones add much
    CHECK(look("%PDF-1.7<script>" + pdf()) == "! two_kinds");
    CHECK(look("a,b\n%PDF-1.7") == "! two_kinds");
    auto odd = office(document);
    odd.insert(odd.begin(), ZipPart{"a", "%PDF-1.7", false});
    CHECK(look(zip(odd)) == "! two_kinds");
    CHECK(look("x" + zip(office(document))).starts_with("! "));
    CHECK(look(zip(office(document)) + "x") == "! broken");
    auto both = open_document("text");
    both.push_back(office(document)[0]);
    CHECK(look(zip(both)) == "! two_kinds");
    CHECK(look(zip(office(document + R"("/><Override ContentType="application/vnd.)" + sheet))) == "! two_kinds");
}

TEST_CASE("An Office file holds what its kind holds, and no program") {
    CHECK(look(zip(office("openxmlformats-officedocument.presentationml.presentation.main+xml"))) == "! archive");
    CHECK(look(zip(office("ms-word.document.macroEnabled.main+xml"))) == "! macros");
    CHECK(look(zip(office("MS-WORD.document.MACROENABLED.main+xml"))) == "! macros");
    CHECK(look(zip(office("ms-word.document.macro&#69;nabled.main+xml"))) == "! macros");
    CHECK(look(zip(office(document, {{"word/vbaProject.bin", "x"}}))) == "! macros");
    CHECK(look(zip(office(document, {{"word/VBAPROJECT.BIN", "x"}}))) == "! macros");
    CHECK(look(zip(office(sheet + R"("/><Override ContentType="application/vnd.ms-excel.macrosheet+xml)"))) == "! macros");
    auto scripted = open_document("text");
    scripted.push_back({"Basic/Standard/Module1.xml", "x"});
    CHECK(look(zip(scripted)) == "! macros");
    CHECK(look(zip(open_document("text", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"))) == "! encrypted");
    CHECK(look(zip(open_document("presentation"))) == "! archive");
    for (const std::size_t part : {0, 1, 2}) CHECK(look(without(open_document("text"), part)) == "! archive");
    for (const std::size_t part : {0, 1}) CHECK(look(without(office(document), part)) == "! archive");
    auto later = open_document("text");
    std::swap(later[0], later[1]);
    CHECK(look(zip(later)) == "! archive");
    auto locked = office(document);
    locked[1].flags = 1;
    CHECK(look(zip(locked)) == "! encrypted");
    CHECK(look(zip(office("x\"/><!DOCTYPE a>"))) == "! broken");
}

TEST_CASE("An Office file that inflates out of all proportion, or is changed, is refused") {
    CHECK(look(zip(office(document, {{"word/media/a.bin", std::string(8'000'000, '\0')}}))) == "! bomb");
    auto wrong = office(document, {{"word/document.xml", "<a/>"}});
    wrong[2].crc = 1;
    CHECK(look(zip(wrong)) == "! broken");
    CHECK(look(zip(office(document)).substr(0, 300)) == "! broken");
    std::vector<ZipPart> many = office(document);
    for (std::size_t i = 0; i < office_entries_max - 2; ++i) many.push_back({"e" + std::to_string(i), ""});
    CHECK(look(zip(many)) == "docx");
    many.push_back({"one more", ""});
    CHECK(look(zip(many)) == "! bomb");
}

TEST_CASE("A file has the size of its kind at most, and a picture so many pixels") {
    CHECK(look(pdf(std::string(pdf_bytes_max - pdf().size(), ' '))) == "pdf");
    CHECK(look(pdf(std::string(pdf_bytes_max - pdf().size() + 1, ' '))) == "! too_big");
    CHECK(look(std::string(text_bytes_max, 'a')) == "txt");
    CHECK(look(std::string(text_bytes_max + 1, 'a')) == "! too_big");
    CHECK(look(test::jpeg() + std::string(image_bytes_max - test::jpeg().size(), 'x')) == "jpg");
    CHECK(look(test::jpeg() + std::string(image_bytes_max - test::jpeg().size() + 1, 'x')) == "! too_big");
    CHECK(look("PK\3\4" + std::string(office_bytes_max - 3, 'x')) == "! too_big");
    const auto of_size = [](std::uint32_t width, std::uint32_t height) {
        return look(test::png_signature + test::png_header(width, height) + test::png_data() + test::png_end());
    };
    CHECK(of_size(10'000, 10'000) == "png");
    CHECK(of_size(10'001, 10'000) == "! too_many_pixels");
    CHECK(of_size(30'000, 1) == "png");
    CHECK(of_size(30'001, 1) == "! too_many_pixels");
    CHECK(of_size(1, 30'001) == "! too_many_pixels");
    CHECK(look(test::jpeg().substr(0, 400)) == "! broken");
    CHECK(look("%PDF-1.7\n") == "! broken");
    CHECK(look("%PDF-9" + pdf()) == "! broken");
}

TEST_CASE("What a PDF carries beyond pages is found, however it is spelt") {
    CHECK(flags("") == "");
    CHECK(flags("/JavaScriptless /JSX /Launcher /a/AAA") == "");
    CHECK(flags("<< /S /JavaScript /JS (app.alert) >>") == "s");
    CHECK(flags("<</S/J#61v#61Script>>") == "s");
    CHECK(flags("<< /J#53 (x) >>") == "s");
    CHECK(flags("<< /S /Launch >>") == "l");
    CHECK(flags("/EmbeddedFile") == "f");
    CHECK(flags("/Names << /EmbeddedFiles 3 0 R >>") == "f");
    CHECK(flags("/OpenAction [3 0 R /Fit]") == "a");
    CHECK(flags("/AA<<>>") == "a");
    CHECK(flags("/XFA []") == "x");
    CHECK(flags("/S/SubmitForm /S /GoToR") == "n");
    CHECK(flags(objects(test::zlib_packed("1 0 << /S /JavaScript >> 2 20 << /Launch 1 >>"))) == "sl");
    CHECK(flags(objects(test::zlib_packed("1 0 << /Type /Page >>"))) == "");
    CHECK(flags(objects("not packed so")) == "u");
    CHECK(flags(objects(test::zlib_packed("x").substr(0, 5))) == "u");
    CHECK(flags(objects(test::zlib_packed(std::string(4'000'001, ' ')))) == "u");
    CHECK(flags("4 0 obj << /Length 3 >> stream\nabc\nendstream endobj " + objects(test::zlib_packed("/JS ()"))) == "s");
    CHECK(look_at_upload(pdf("/JS ()"))->pdf.script);
    CHECK(look(pdf("<< /Encrypt 7 0 R >>")) == "! encrypted");
}

TEST_CASE("A PDF made to take long does not") {
    const auto start = std::chrono::steady_clock::now();
    const auto repeated = [](const std::string& piece) {
        std::string all;
        while (all.size() < 20'000'000) all += piece;
        return all;
    };
    CHECK(flags(repeated("/")) == "");
    CHECK(flags(repeated("stream")) == "");
    CHECK(flags(repeated("/ObjStm stream ")) == "u");
    CHECK(flags(repeated(objects(test::zlib_packed(std::string(4'000'000, ' '))))) == "u");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("A file's name is cleaned of what could mislead, and ends as its kind does") {
    struct Case {
        const char* given;
        FileKind kind;
        const char* clean;
    };
    const Case cases[] = {{"Délibération n° 12.pdf", FileKind::pdf, "Délibération n° 12.pdf"},
                          {"C:\\Users\\x\\photo.JPEG", FileKind::jpeg, "photo.jpg"},
                          {"../../etc/passwd", FileKind::text, "passwd.txt"},
                          {"a/", FileKind::pdf, "document.pdf"},
                          {"", FileKind::xlsx, "document.xlsx"},
                          {"...", FileKind::pdf, "document.pdf"},
                          {".htaccess", FileKind::text, "htaccess.txt"},
                          {"-rf.txt", FileKind::text, "rf.txt"},
                          {"note.exe", FileKind::pdf, "note.pdf"},
                          {"note.pdf.exe", FileKind::pdf, "note.pdf"},
                          {"note.html .pdf ", FileKind::pdf, "note.pdf"},
                          {"v1.2 final.docx", FileKind::docx, "v1.2 final.docx"},
                          {"a:b*c?d\"e<f>g|h.csv", FileKind::csv, "a-b-c-d-e-f-g-h.csv"},
                          {"a\r\nSet-Cookie: x\t.pdf", FileKind::pdf, "a Set-Cookie- x.pdf"},
                          {"photo\u202Egpj.exe", FileKind::png, "photogpj.png"},
                          {"a\u200B\u00ADb\uFEFF.pdf", FileKind::pdf, "ab.pdf"},
                          {"e\u0301te\u0301.pdf", FileKind::pdf, "été.pdf"},
                          {"a \u00A0\u2003 b.pdf", FileKind::pdf, "a b.pdf"},
                          {"caf\xe9.pdf", FileKind::pdf, "caf.pdf"},
                          {"CON", FileKind::pdf, "_CON.pdf"},
                          {"lpt1.note.pdf", FileKind::pdf, "_lpt1.note.pdf"},
                          {"COM10.pdf", FileKind::pdf, "COM10.pdf"},
                          {"مدينة.pdf", FileKind::pdf, "مدينة.pdf"}};
    for (const auto& one : cases) {
        CAPTURE(one.given);
        CHECK(clean_file_name(one.given, one.kind) == one.clean);
        CHECK(clean_file_name(one.clean, one.kind) == one.clean);
    }
    std::string accents;
    for (int i = 0; i < 200; ++i) accents += "é";
    for (const auto& given :
         {std::string(500, 'x'), accents, "x" + accents, std::string(114, 'x') + ". .pdf", std::string(109, 'x') + ".exe.more"}) {
        const auto clean = clean_file_name(given, FileKind::docx);
        CHECK(clean.size() <= file_name_bytes_max);
        CHECK(base::valid_utf8(clean));
        CHECK(clean.ends_with(".docx"));
        CHECK(clean_file_name(clean, FileKind::docx) == clean);
    }
}

TEST_CASE("Content-Disposition says a name as RFC 6266 does, and no name ends it early") {
    CHECK(content_disposition(Disposition::attachment, "note 1.pdf") == "attachment; filename=\"note 1.pdf\"");
    CHECK(content_disposition(Disposition::shown, "note.pdf") == "inline; filename=\"note.pdf\"");
    CHECK(content_disposition(Disposition::attachment, "Délibération.pdf") ==
          "attachment; filename=\"D_lib_ration.pdf\"; filename*=UTF-8''D%C3%A9lib%C3%A9ration.pdf");
    CHECK(content_disposition(Disposition::attachment, "a\"; x=\"b.pdf") ==
          "attachment; filename=\"a_; x=_b.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%22b.pdf");
    CHECK(content_disposition(Disposition::attachment, "a\\b\r\nX: 1%41/.pdf") ==
          "attachment; filename=\"a_b__X_ 1_41_.pdf\"; filename*=UTF-8''a%5Cb%0D%0AX%3A%201%2541%2F.pdf");
    CHECK(content_disposition(Disposition::attachment, "a\xff.pdf") == "attachment; filename=\"a_.pdf\"");
    CHECK(content_disposition(Disposition::attachment, "l'été.pdf").ends_with("filename*=UTF-8''l%27%C3%A9t%C3%A9.pdf"));
}

TEST_CASE("Every kind has a type and an ending, every problem a name") {
    CHECK(ending(FileKind::text) == "txt");
    CHECK(media_type(FileKind::ods) == "application/vnd.oasis.opendocument.spreadsheet");
    CHECK(name(UploadProblem::empty) == "empty");
    CHECK(name(UploadProblem::macros) == "macros");
    CHECK(name(UploadProblem::too_many_pixels) == "too_many_pixels");
}
