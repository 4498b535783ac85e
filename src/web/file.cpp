// Files as answers: RFC 9110 §8.8 (validators), §13 (conditions), §14 (ranges).
#include "web/http_parser.h"
#include "web/range.h"
#include "web/socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <system_error>

namespace web {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;

// Shared by the copies of one stream's function: they go on where another stopped.
struct Reading {
    FileDescriptor file;
    std::uint64_t at = 0, end = 0;

    std::optional<std::string> next() {
        if (at == end) return {};
        std::string piece(std::min<std::uint64_t>(piece_bytes, end - at), '\0');
        ssize_t size = 0;
        do size = pread(file.get(), piece.data(), piece.size(), static_cast<off_t>(at));
        while (size < 0 && errno == EINTR);
        if (size < 0) throw std::system_error(errno, std::generic_category(), "reading a file that is sent");
        if (size == 0) throw std::runtime_error("a file became shorter while it was sent");
        piece.resize(static_cast<std::size_t>(size));
        at += piece.size();
        return piece;
    }
};

}  // namespace

AskedRange range_in(std::string_view field, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (field.size() < unit.size() || !same_ignoring_case(field.substr(0, unit.size()), unit)) return {};
    field.remove_prefix(unit.size());
    const auto dash = field.find('-');
    if (dash == field.npos) return {};
    const auto first = field.substr(0, dash), last = field.substr(dash + 1);
    const auto number = [](std::string_view digits) -> std::optional<std::uint64_t> {
        constexpr std::size_t digits_max = 18;
        if (digits.empty() || digits.size() > digits_max || digits.find_first_not_of("0123456789") != digits.npos) return {};
        std::uint64_t value = 0;
        for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
        return value;
    };
    if (first.empty()) {  // the last so many bytes
        const auto count = number(last);
        if (!count) return {};
        if (*count == 0 || size == 0) return {.unsatisfiable = true};
        return {.range = Range{size - std::min(*count, size), size}};
    }
    const auto from = number(first), to = last.empty() ? std::optional(size) : number(last);
    if (!from || !to || (!last.empty() && *to < *from)) return {};
    if (*from >= size) return {.unsatisfiable = true};
    return {.range = Range{*from, last.empty() ? size : std::min(*to + 1, size)}};
}

Response Response::file(const Request& request, const std::filesystem::path& path, std::string media_type, std::string etag) {
    // Without waiting: a pipe at that place would hold the worker.
    FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0 && errno != ENOENT && errno != ENOTDIR && errno != EACCES)
        throw std::system_error(errno, std::generic_category(), path.string());
    struct stat is {};
    if (file.get() < 0 || fstat(file.get(), &is) != 0 || !S_ISREG(is.st_mode)) return error(404);
    const auto size = static_cast<std::uint64_t>(is.st_size);
    if (etag.empty()) etag = fmt::format("\"{:x}-{:x}-{:x}.{:x}\"", is.st_ino, size, is.st_mtim.tv_sec, is.st_mtim.tv_nsec);

    Response response;
    response.media_type = std::move(media_type);
    response.keeping = Keeping::ask_again;
    response.headers.add("ETag", etag);
    if (names_tag(request.header("if-none-match").value_or(""), etag)) {
        response.status = 304;
        return response;
    }
    response.headers.add("Accept-Ranges", "bytes");
    Range sent{0, size};
    // §13.1.5: another validator than ours, a date among them, asks for the whole. §14.2: a range is of GET alone.
    const bool may_be_part = request.method == Method::get && request.header("if-range").value_or(etag) == etag;
    if (const auto field = request.header("range"); field && may_be_part) {
        const auto asked = range_in(*field, size);
        if (asked.unsatisfiable) {
            auto refusal = error(416);
            refusal.headers.add("Content-Range", fmt::format("bytes */{}", size));
            return refusal;
        }
        if (asked.range) {
            sent = *asked.range;
            response.status = 206;
            response.headers.add("Content-Range", fmt::format("bytes {}-{}/{}", sent.begin, sent.end - 1, size));
        }
    }
    auto reading = std::make_shared<Reading>(std::move(file), sent.begin, sent.end);
    response.body = Stream{[reading] { return reading->next(); }, sent.end - sent.begin};
    return response;
}

}  // namespace web
