// Any bytes as a query, a cookie header, a path and a form of either kind.
#include "web/form.h"
#include "web/percent.h"

#include <cstdlib>

namespace {
void require(bool kept) {
    if (!kept) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto query = web::parse_urlencoded(bytes, 50)) {
        require(query->size() <= 50);
        for (const auto& [name, value] : *query) require(web::valid_utf8(name) && web::valid_utf8(value));
    }
    web::cookie_in(bytes, "session");
    web::decode_path(bytes);
    web::parameter_of(bytes, "boundary");
    require(web::percent_decode(web::percent_encode(bytes), web::Plus::itself) == bytes);

    const web::FormLimits limits{.fields_max = 20, .files_max = 3, .name_bytes_max = 40, .part_header_bytes_max = 200};
    const auto check = [&](const std::expected<web::Form, int>& form, std::string_view body) {
        if (!form) return require(form.error() == 400 || form.error() == 413 || form.error() == 415);
        require(form->fields.size() <= 20 && form->files.size() <= 3);
        for (const auto& [name, value] : form->fields) require(web::valid_utf8(value));
        for (const auto& file : form->files)
            require(file.bytes.empty() ||
                    (file.bytes.data() >= body.data() && file.bytes.data() + file.bytes.size() <= body.data() + body.size()));
    };
    check(web::parse_form("multipart/form-data; boundary=b", bytes, limits), bytes);
    check(web::parse_form("application/x-www-form-urlencoded", bytes, limits), bytes);
    const auto split = bytes.find('\n');
    if (split != bytes.npos) check(web::parse_form(bytes.substr(0, split), bytes.substr(split + 1), limits), bytes);
    return 0;
}
