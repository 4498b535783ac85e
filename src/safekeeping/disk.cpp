#include "safekeeping/disk.h"

#include "store/db.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace safekeeping {

namespace fs = std::filesystem;

Descriptor::~Descriptor() {
    if (number >= 0) ::close(number);
}

void fail(const char* what, const fs::path& path) {
    const auto words = std::string(what) + " " + path.string() + ": " + std::strerror(errno);
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) throw store::DiskFull(words);
    throw store::Fault(words);
}

void write_all(int descriptor, std::string_view bytes, const fs::path& told) {
    while (!bytes.empty()) {
        const auto now = ::write(descriptor, bytes.data(), bytes.size());
        if (now < 0 && errno == EINTR) continue;
        if (now <= 0) fail("cannot write", told);
        bytes.remove_prefix(static_cast<std::size_t>(now));
    }
}

void settle(const fs::path& path) {
    const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened.number < 0 || ::fsync(opened.number) != 0) fail("cannot settle", path);
}

bool name_once(const fs::path& from, const fs::path& to) {
    if (::link(from.c_str(), to.c_str()) == 0) {
        ::unlink(from.c_str());
        return true;
    }
    if (errno == EEXIST || fs::exists(to)) return false;
    if (::rename(from.c_str(), to.c_str()) != 0) fail("cannot name", to);  // a disk that knows no second names
    return true;
}

}  // namespace safekeeping
