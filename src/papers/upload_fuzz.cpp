// Whatever the bytes, a file is one kind or refused; whatever the name, what is made of it is a name.
#include "papers/upload.h"

#include <cstdlib>
#include "base/text.h"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto found = papers::look_at_upload(bytes);
    if (found) require(!papers::media_type(found->kind).empty());
    else require(!papers::name(found.error()).empty());
    papers::pdf_flags(bytes);

    const auto name = papers::clean_file_name(bytes, papers::FileKind::pdf);
    require(base::valid_utf8(name) && name.ends_with(".pdf") && name.size() <= papers::file_name_bytes_max && name.size() > 4);
    require(name.find_first_of("/\\:*?\"<>|\r\n") == name.npos && papers::clean_file_name(name, papers::FileKind::pdf) == name);
    for (const char c : papers::content_disposition(papers::Disposition::attachment, bytes)) require(c >= ' ' && c < '\x7f');
    return 0;
}
