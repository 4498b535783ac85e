#include "web/attached.h"

namespace web {
namespace {

// The limit of the kind that the bytes begin as; papers says the same, without naming the kind it had in mind.
std::size_t bytes_max(std::string_view bytes) {
    if (bytes.starts_with("%PDF-")) return papers::pdf_bytes_max;
    if (papers::picture_kind(bytes)) return papers::image_bytes_max;
    return bytes.starts_with("PK") ? papers::office_bytes_max : papers::text_bytes_max;
}

std::expected<KeptFile, base::Wrong> looked_at(std::string_view name, std::string_view bytes, const std::string& path) {
    const auto looked = papers::look_at_upload(bytes);
    if (!looked) return std::unexpected(wrong_upload(path, looked.error(), bytes));
    return KeptFile{papers::clean_file_name(name, looked->kind),
                    std::string(papers::media_type(looked->kind)),
                    static_cast<std::int64_t>(bytes.size()),
                    {}};
}

}  // namespace

base::Wrong wrong_upload(std::string path, papers::UploadProblem problem, std::string_view bytes) {
    base::Wrong wrong{std::move(path), "upload_" + std::string(papers::name(problem)), {}};
    if (problem == papers::UploadProblem::too_big)
        wrong.figures = {{"max", std::int64_t(bytes_max(bytes) / 1'000'000)}, {"size", std::int64_t((bytes.size() + 999'999) / 1'000'000)}};
    return wrong;
}

std::expected<KeptFile, base::Wrong> take_file(store::Files& files, std::string_view name, std::string_view bytes,
                                               const std::string& path) {
    auto file = looked_at(name, bytes, path);
    if (file) file->sha256 = files.keep(bytes);
    return file;
}

std::expected<KeptFile, base::Wrong> kept_before(const store::Files& files, const base::Hash& hash, std::string_view name,
                                                 const std::string& path) {
    const auto bytes = files.read(hash);
    if (!bytes) return std::unexpected(base::Wrong{path, "file_unknown", {}});
    auto file = looked_at(name, *bytes, path);
    if (file) file->sha256 = hash;
    return file;
}

std::vector<base::Wrong> wrong_attachments(const store::Files& files, const acts::Type& type, std::string_view json) {
    std::vector<base::Wrong> wrong;
    for (const auto& [path, said] : attachments(type, json)) {
        const auto file = kept_before(files, said.sha256, said.name, path);
        if (!file) wrong.push_back(file.error());
        else if (file->size != said.size || file->media_type != said.media_type) wrong.push_back({path, "file_kind", {}});
    }
    return wrong;
}

std::string file_endings() {
    std::string all;
    for (const auto kind :
         {papers::FileKind::pdf, papers::FileKind::jpeg, papers::FileKind::png, papers::FileKind::webp, papers::FileKind::docx,
          papers::FileKind::xlsx, papers::FileKind::odt, papers::FileKind::ods, papers::FileKind::csv, papers::FileKind::text})
        all += "." + std::string(papers::ending(kind)) + (kind == papers::FileKind::jpeg ? ",.jpeg," : ",");
    all.pop_back();
    return all;
}

}  // namespace web
