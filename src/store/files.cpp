#include "store/files.h"

#include "store/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <fstream>

namespace store {
namespace {

using disk::Descriptor, disk::fail, disk::make_directory, disk::settle;

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
        disk::write_at(file, 0, bytes, temporary.path);
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

std::optional<std::string> Files::read(const base::Hash& hash) const {
    std::ifstream file(path(hash), std::ios::binary);
    if (!file) return {};
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    if (base::sha256({bytes}) != hash) throw Fault("damaged file " + path(hash).string());
    return bytes;
}

}  // namespace store
