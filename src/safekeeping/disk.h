// Files and directories that are durable when a call returns. For safekeeping/ only.
#pragma once
#include <filesystem>

namespace safekeeping {

struct Descriptor {
    int number;
    explicit Descriptor(int number) : number(number) {}
    Descriptor(const Descriptor&) = delete;
    ~Descriptor();  // closes it
};

[[noreturn]] void fail(const char* what, const std::filesystem::path&);  // by errno: store::DiskFull, store::Fault
void write_all(int descriptor, std::string_view, const std::filesystem::path& told);
void settle(const std::filesystem::path&);  // a name is durable once its directory is (POSIX fsync)
// `from` is called `to` in one step, which takes the place of nothing. False when `to` is there.
bool name_once(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace safekeeping
