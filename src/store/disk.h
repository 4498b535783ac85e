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
// The same after what is there already. `told`: for words alone.
void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& told);
void settle(const std::filesystem::path&);                    // a file; a directory, whose new names are durable once it is (fsync(2))
void make_directory(const std::filesystem::path& directory);  // for its owner alone; no fault when it is there
// `from` is called `to` in one step, which takes the place of nothing. False when `to` is there.
bool name_once(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace store::disk
