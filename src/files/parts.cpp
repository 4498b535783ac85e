#include "files/parts.h"

#include "store/disk.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <fstream>

namespace files {

namespace disk = store::disk;

Parts::Parts(const store::Files& files) : home_(files.directory()), directory_(home_ / "uploads") {}

void Parts::write(const base::Hash& id, std::int64_t offset, std::string_view bytes) {
    disk::make_directory(home_);
    disk::make_directory(directory_);
    const auto name = path(id);
    const disk::Descriptor file(::open(name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.number < 0) disk::fail("cannot create", name);
    disk::write_at(file, offset, bytes, name);
    if (::fdatasync(file.number) != 0) disk::fail("cannot write", name);
    if (offset == 0) disk::settle(directory_);
}

std::string Parts::read(const base::Hash& id, std::int64_t length) const {
    std::string bytes(static_cast<std::size_t>(length), '\0');
    std::ifstream file(path(id), std::ios::binary);
    if (!file.read(bytes.data(), length)) throw store::Fault("an upload is shorter than it was: " + path(id).string());
    return bytes;
}

void Parts::remove(const base::Hash& id) noexcept { ::unlink(path(id).c_str()); }

std::vector<base::Hash> Parts::all() const {
    std::vector<base::Hash> found;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(directory_, none))
        if (const auto id = base::Hash::parse(entry.path().filename().string())) found.push_back(*id);
    std::ranges::sort(found);
    return found;
}

}  // namespace files
