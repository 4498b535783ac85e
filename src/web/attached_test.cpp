#include "web/attached.h"

#include "support/pictures.h"
#include "support/postgresql.h"
#include "support/zip.h"
#include "web/site.h"

#include <doctest/doctest.h>

namespace {
const std::string pdf = "%PDF-1.7\nstartxref\n0\n%%EOF\n";
}

TEST_CASE("what cannot be taken is told by its kind, in both languages, with what to do") {
    using papers::UploadProblem;
    for (int number = 0; number <= static_cast<int>(UploadProblem::macros); ++number) {
        const auto wrong = web::wrong_upload("file", static_cast<UploadProblem>(number), pdf);
        CAPTURE(wrong.code);
        for (const auto language : base::languages) CHECK(web::words_of(language).has("wrong." + wrong.code));
    }
    struct Row {
        std::string bytes, code;
    };
    const support::TemporaryDirectory home;
    store::Files files(home.path() / "f");
    for (const auto& [bytes, code] :
         {Row{"", "upload_empty"}, Row{"<html>", "upload_web_page"}, Row{std::string("\0\0\0\x18", 4) + "ftypheic", "upload_heic"},
          Row{std::string("\x7f") + "ELF", "upload_program"}, Row{"%PDF-1.7 cut", "upload_broken"},
          Row{test::zip({{"a.txt", "a"}}), "upload_archive"}, Row{test::jpeg() + test::zip({{"a.txt", "a"}}), "upload_two_kinds"},
          Row{test::zip({{"[Content_Types].xml", std::string(50'000'000, ' ')}}), "upload_bomb"}}) {
        const auto taken = web::take_file(files, "a.pdf", bytes, "file");
        REQUIRE(!taken);
        CHECK(taken.error().code == code);
        CHECK(taken.error().path == "file");
    }
    CHECK(!std::filesystem::exists(files.directory()));  // nothing of them was kept
}

TEST_CASE("a file too big is told its size and the most its kind may have") {
    const auto sentence = [](const std::string& bytes) {
        return base::sentence(web::words_of(base::Language::en), web::wrong_upload("f", papers::UploadProblem::too_big, bytes));
    };
    CHECK(sentence("%PDF-" + std::string(papers::pdf_bytes_max - 4, ' ')).find("51\u00a0MB; at most 50\u00a0MB") != std::string::npos);
    CHECK(sentence("\xff\xd8\xff" + std::string(papers::image_bytes_max, ' ')).find("26\u00a0MB; at most 25\u00a0MB") != std::string::npos);
    CHECK(sentence(std::string(papers::text_bytes_max + 1, ' ')).find("6\u00a0MB; at most 5\u00a0MB") != std::string::npos);
}

TEST_CASE("a kept file goes by a clean name with the ending of its kind") {
    const support::TemporaryDirectory home;
    store::Files files(home.path() / "f");
    const auto taken = web::take_file(files, "C:\\papiers\\délibération.exe.pdf", pdf, "file");
    REQUIRE(taken);
    CHECK(*taken == web::KeptFile{"délibération.pdf", "application/pdf", std::int64_t(pdf.size()), base::sha256({pdf})});
    CHECK(web::kept_before(files, taken->sha256, "autre nom", "file")->name == "autre nom.pdf");
    CHECK(web::kept_before(files, base::sha256({"x"}), "x", "file").error().code == "file_unknown");
}

TEST_CASE("an attachment that says another size or kind than its bytes is wrong, and so is one that is not here") {
    const support::TemporaryDirectory home;
    store::Files files(home.path() / "f");
    const auto hash = files.keep(pdf).hex(), size = std::to_string(pdf.size());
    const auto wrong = [&](const std::string& kind, const std::string& bytes, const std::string& sha256) {
        const auto found =
            web::wrong_attachments(files, acts::type_of<acts::Attachment>(),
                                   R"({"name":"a","media_type":")" + kind + R"(","size":)" + bytes + R"(,"sha256":")" + sha256 + "\"}");
        return found.empty() ? std::string() : found.at(0).code;
    };
    CHECK(wrong("application/pdf", size, hash).empty());
    CHECK(wrong("image/png", size, hash) == "file_kind");
    CHECK(wrong("application/pdf", std::to_string(pdf.size() + 1), hash) == "file_kind");
    CHECK(wrong("application/pdf", size, std::string(64, 'a')) == "file_unknown");
}

TEST_CASE("a file control offers every kind that is taken") {
    CHECK(web::file_endings() == ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.odt,.ods,.csv,.txt");
}
