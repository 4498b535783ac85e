// A directory for what is thrown away.
#pragma once
#include <unistd.h>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace store {

// A directory beside nothing, gone with everything in it.
struct Scratch {
    Scratch() {
        auto name = (std::filesystem::temp_directory_path() / "concert-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
        path = name;
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

}  // namespace store
