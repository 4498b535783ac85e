// What files beside the database share: bytes that are durable, names that are, and a full disk that is told as one.
#pragma once
#include <filesystem>
#include <string_view>

namespace store::disk {

// Throws DiskFull when errno says that there is no room (or none for this user, or for a file so large), else Fault.
[[noreturn]] void fail(std::string_view what, const std::filesystem::path&);

struct Descriptor {
    int number;
    explicit Descriptor(int number) : number(number) {}
    Descriptor(const Descriptor&) = delete;
    ~Descriptor();
};

// All of the bytes at that place of an open file. `path` is for words alone.
void write_at(const Descriptor&, std::int64_t offset, std::string_view bytes, const std::filesystem::path& path);
void settle(const std::filesystem::path& directory);          // a new name is durable once its directory is (fsync(2))
void make_directory(const std::filesystem::path& directory);  // for its owner alone; no fault when it is there

}  // namespace store::disk
