#include "web/answer.h"

#include "base/hash.h"

#include <stdexcept>

namespace web {

namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
    for (const auto text : {name, value})
        for (const char c : text)
            if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F)
                throw std::invalid_argument("a control character in a response field");
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

std::string_view cache_control(Keeping keeping) {
    switch (keeping) {
    case Keeping::never: return "no-store";
    case Keeping::ask_again: return "private, no-cache";
    case Keeping::page: return "public, no-cache";
    case Keeping::for_ever: return "public, max-age=31536000, immutable";
    }
    return "no-store";
}

std::string tag_of(const Response& response, Coding coding, Effort effort) {
    // 128 bits of the content's hash. RFC 9110 §8.8.3: a strong tag differs wherever the bytes sent differ.
    const auto hash = base::sha256({response.bytes()});
    constexpr std::array<std::string_view, 3> quick{"", "-g", "-b"}, most{"", "-G", "-B"};
    const auto& suffix = effort == Effort::quick ? quick : most;
    return '"' + response.tag + (response.tag.empty() ? "" : ".") + base::base64url(hash.view().substr(0, 16)) +
           std::string(suffix[static_cast<std::size_t>(coding)]) + '"';
}

std::string encode(std::string_view body, Coding coding, Effort effort) {
    if (coding == Coding::brotli) return brotli(body, effort);
    if (coding == Coding::gzip) return gzip(body, effort);
    return std::string(body);
}

struct Shape {
    Coding coding = Coding::identity;
    bool varies = false;  // by Accept-Encoding
    std::string_view etag;
};

// RFC 9110 §15.4.5: a 304 carries what a cache would update; the rest is of the full response alone.
std::string fields_of(const Response& response, const Shape& shape, std::string_view security_fields) {
    std::string head;
    head.reserve(security_fields.size() + 400);
    append_field(head, "Cache-Control", cache_control(response.keeping));
    if (!shape.etag.empty()) append_field(head, "ETag", shape.etag);
    if (shape.varies) append_field(head, "Vary", "Accept-Encoding");
    for (const auto& [name, value] : response.headers) append_field(head, name, value);
    head += security_fields;
    return head;
}

Answer full_answer(const Response& response, std::string_view body, const Shape& shape, std::string_view security_fields) {
    auto bytes = fields_of(response, shape, security_fields);
    // RFC 9110 §8.6: no Content-Length with 204, nor with a 304 that does not know the length of what it stands for.
    if (response.status != 204 && response.status != 304) {
        if (!body.empty()) append_field(bytes, "Content-Type", response.media_type);
        if (shape.coding != Coding::identity) append_field(bytes, "Content-Encoding", shape.coding == Coding::brotli ? "br" : "gzip");
        append_field(bytes, "Content-Length", std::to_string(body.size()));
    }
    bytes += "\r\n";
    const auto head_size = bytes.size();
    if (response.status != 204) bytes += body;
    return {response.status, std::make_shared<const std::string>(std::move(bytes)), head_size};
}

Answer not_modified(const Response& response, const Shape& shape, std::string_view security_fields) {
    auto bytes = fields_of(response, shape, security_fields) + "\r\n";
    const auto size = bytes.size();
    return {304, std::make_shared<const std::string>(std::move(bytes)), size};
}

// The head alone. Whether the body comes in chunks is for the connection to say.
Answer head_of(const Response& response, std::optional<std::uint64_t> size, std::string_view security_fields) {
    auto bytes = fields_of(response, {}, security_fields);
    append_field(bytes, "Content-Type", response.media_type);
    if (size) append_field(bytes, "Content-Length", std::to_string(*size));
    bytes += "\r\n";
    const auto head_size = bytes.size();
    return {response.status, std::make_shared<const std::string>(std::move(bytes)), head_size};
}

Answer streamed_answer(const Response& response, std::string_view security_fields) {
    if (const auto* stream = std::get_if<Stream>(&response.body)) {
        auto answer = head_of(response, stream->size, security_fields);
        answer.stream = std::make_shared<const Stream>(*stream);
        return answer;
    }
    auto answer = head_of(response, {}, security_fields);
    answer.events = std::make_shared<const Events>(std::get<Events>(response.body));
    return answer;
}

std::shared_ptr<const Variant> make_variant(const Response& response, Coding coding, bool varies, std::string_view security_fields,
                                            Effort effort) {
    auto variant = std::make_shared<Variant>();
    variant->etag = tag_of(response, coding, effort);
    const Shape shape{coding, varies, variant->etag};
    variant->full = full_answer(response, encode(response.bytes(), coding, effort), shape, security_fields);
    variant->not_modified = not_modified(response, shape, security_fields);
    return variant;
}

}  // namespace

const Answer& StoredPage::answer(const Conditions& conditions) const {
    const auto& wanted = variants[static_cast<std::size_t>(choose_coding(conditions.accept_encoding))];
    const auto& variant = wanted ? *wanted : *variants[0];
    const bool known = !conditions.if_none_match.empty() && names_tag(conditions.if_none_match, variant.etag);
    return known ? variant.not_modified : variant.full;
}

std::size_t StoredPage::bytes() const {
    std::size_t size = sizeof(StoredPage);
    for (const auto& variant : variants)
        if (variant) size += sizeof(Variant) + variant->full.bytes->size() + variant->not_modified.bytes->size() + 200;
    return size;
}

Answer make_answer(const Response& response, std::string_view security_fields, const Conditions& conditions) {
    if (response.streamed()) return streamed_answer(response, security_fields);
    const auto body = response.bytes();
    const bool varies = response.compress && worth_compressing(response.media_type, body.size());
    Shape shape{varies ? choose_coding(conditions.accept_encoding) : Coding::identity, varies, {}};
    std::string etag;
    if (response.keeping != Keeping::never && response.status == 200) shape.etag = etag = tag_of(response, shape.coding, Effort::quick);
    if (!etag.empty() && names_tag(conditions.if_none_match, etag)) return not_modified(response, shape, security_fields);
    if (shape.coding == Coding::identity) return full_answer(response, body, shape, security_fields);
    return full_answer(response, encode(body, shape.coding, Effort::quick), shape, security_fields);
}

std::shared_ptr<const StoredPage> make_stored(const Response& response, std::string_view security_fields, Effort effort) {
    const bool varies = response.compress && worth_compressing(response.media_type, response.bytes().size());
    auto page = std::make_shared<StoredPage>();
    page->effort = varies ? effort : Effort::most;
    for (const Coding coding : {Coding::identity, Coding::gzip, Coding::brotli})
        if (varies || coding == Coding::identity)
            page->variants[static_cast<std::size_t>(coding)] = make_variant(response, coding, varies, security_fields, effort);
    page->like = response;
    page->like.body = std::string();
    page->like.topics.clear();
    return page;
}

std::shared_ptr<const StoredPage> recompress(const StoredPage& page, std::string_view security_fields) {
    constexpr std::size_t bytes_max = 512 * 1024;
    const auto& identity = page.variants[0]->full;
    const auto body = std::string_view(*identity.bytes).substr(identity.head_size);
    if (body.size() > bytes_max) {
        auto same = std::make_shared<StoredPage>(page);
        same->effort = Effort::most;
        return same;
    }
    auto response = page.like;
    response.body = std::string(body);
    return make_stored(response, security_fields, Effort::most);
}

bool may_be_stored(const Response& response) {
    if (response.streamed() || response.status != 200 || (response.keeping != Keeping::page && response.keeping != Keeping::for_ever))
        return false;
    for (const auto& [name, value] : response.headers)
        if (same_ignoring_case(name, "set-cookie")) return false;
    return true;
}

}  // namespace web
