#include "store/disk.h"

#include "store/db.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace store::disk {

void fail(std::string_view what, const std::filesystem::path& path) {
    const auto number = errno;
    const auto words = std::string(what) + " " + path.string() + ": " + std::strerror(number);
    if (number == ENOSPC || number == EDQUOT || number == EFBIG) throw DiskFull(words);
    throw Fault(words);
}

Descriptor::~Descriptor() {
    if (number >= 0) ::close(number);
}

void write_at(const Descriptor& file, std::int64_t offset, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const auto now = ::pwrite(file.number, bytes.data(), bytes.size(), offset);
        if (now < 0 && errno == EINTR) continue;
        if (now <= 0) fail("cannot write", path);
        bytes.remove_prefix(static_cast<std::size_t>(now));
        offset += now;
    }
}

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& told) {
    while (!bytes.empty()) {
        const auto now = ::write(descriptor, bytes.data(), bytes.size());
        if (now < 0 && errno == EINTR) continue;
        if (now <= 0) fail("cannot write", told);
        bytes.remove_prefix(static_cast<std::size_t>(now));
    }
}

void settle(const std::filesystem::path& path) {
    const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened.number < 0 || ::fsync(opened.number) != 0) fail("cannot settle", path);
}

void make_directory(const std::filesystem::path& directory) {
    if (::mkdir(directory.c_str(), 0700) == 0)
        return settle(directory.has_parent_path() ? directory.parent_path() : std::filesystem::path("."));
    if (errno != EEXIST) fail("cannot make", directory);
}

bool name_once(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::link(from.c_str(), to.c_str()) == 0) {
        ::unlink(from.c_str());
        return true;
    }
    if (errno == EEXIST || std::filesystem::exists(to)) return false;
    if (::rename(from.c_str(), to.c_str()) != 0) fail("cannot name", to);  // a disk that knows no second names
    return true;
}

}  // namespace store::disk
