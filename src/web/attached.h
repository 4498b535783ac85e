// Files that come with acts: what they are by their bytes, and what is said to whoever sent one that cannot be taken.
#pragma once
#include "papers/upload.h"
#include "store/files.h"
#include "web/act_form.h"

namespace web {

// The largest that any kind may be; each kind has its own limit (papers/upload.h).
inline constexpr std::size_t file_bytes_max = papers::pdf_bytes_max;

// "upload_heic", "upload_too_big" with the megabytes its kind may have, …: its words say what to do.
base::Wrong wrong_upload(std::string path, papers::UploadProblem, std::string_view bytes);

// Looks at the bytes and keeps them. `path`: of the field, for what is wrong. Throws store::DiskFull, Fault.
std::expected<KeptFile, base::Wrong> take_file(store::Files&, std::string_view name, std::string_view bytes, const std::string& path);
// One that is kept already: "file_unknown" when it is not. Reads it whole.
std::expected<KeptFile, base::Wrong> kept_before(const store::Files&, const base::Hash&, std::string_view name, const std::string& path);
// Wrong attachments of an act in JSON: not kept here ("file_unknown"), or not of the size and kind they say ("file_kind").
std::vector<base::Wrong> wrong_attachments(const store::Files&, const acts::Type&, std::string_view json);

// What a file control offers to choose from: ".pdf,.jpg,…".
std::string file_endings();

}  // namespace web
