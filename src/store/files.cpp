#include "store/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace store {
namespace {

[[noreturn]] void fail(const char* what, const std::filesystem::path& path) {
    const auto words = std::string(what) + " " + path.string() + ": " + std::strerror(errno);
    if (errno == ENOSPC || errno == EDQUOT) throw DiskFull(words);
    throw Fault(words);
}

struct Descriptor {
    int number;
    explicit Descriptor(int number) : number(number) {}
    Descriptor(const Descriptor&) = delete;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

// A new name is durable once its directory is (POSIX fsync on a directory).
void settle(const std::filesystem::path& directory) {
    const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.number < 0 || ::fsync(opened.number) != 0) fail("cannot settle", directory);
}

void make_directory(const std::filesystem::path& directory) {
    if (::mkdir(directory.c_str(), 0700) == 0)
        return settle(directory.has_parent_path() ? directory.parent_path() : std::filesystem::path("."));
    if (errno != EEXIST) fail("cannot make", directory);
}

struct Unlinked {  // a temporary name goes away whatever happens
    std::filesystem::path path;
    ~Unlinked() { ::unlink(path.c_str()); }
};

}  // namespace

std::filesystem::path Files::beside(const Location& location) {
    if (location.engine == Engine::postgresql) return location.schema + ".files";
    auto path = std::filesystem::path(location.path);
    return path.replace_extension(".files");
}

std::filesystem::path Files::path(const base::Hash& hash) const {
    const auto name = hash.hex();
    return directory_ / name.substr(0, 2) / name.substr(2);
}

base::Hash Files::keep(std::string_view bytes) {
    const auto hash = base::sha256({bytes});
    const auto kept = path(hash);
    if (size(hash)) return hash;
    make_directory(directory_);
    make_directory(kept.parent_path());
    const Unlinked temporary{directory_ / ("new-" + base::hex(base::random_bytes(12)))};
    {
        const Descriptor file(::open(temporary.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (file.number < 0) fail("cannot create", temporary.path);
        for (std::size_t written = 0; written < bytes.size();) {
            const auto now = ::write(file.number, bytes.data() + written, bytes.size() - written);
            if (now < 0 && errno == EINTR) continue;
            if (now <= 0) fail("cannot write", temporary.path);
            written += static_cast<std::size_t>(now);
        }
        if (::fsync(file.number) != 0) fail("cannot write", temporary.path);
    }
    if (::rename(temporary.path.c_str(), kept.c_str()) != 0) fail("cannot name", kept);
    settle(kept.parent_path());
    return hash;
}

std::optional<std::int64_t> Files::size(const base::Hash& hash) const {
    struct stat about {};
    if (::stat(path(hash).c_str(), &about) != 0) return {};
    return about.st_size;
}

std::string Files::beginning(const base::Hash& hash, std::size_t most) const {
    std::ifstream file(path(hash), std::ios::binary);
    std::string bytes(most, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(most));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

std::optional<std::string> Files::read(const base::Hash& hash) const {
    std::ifstream file(path(hash), std::ios::binary);
    if (!file) return {};
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    if (base::sha256({bytes}) != hash) throw Fault("damaged file " + path(hash).string());
    return bytes;
}

}  // namespace store
