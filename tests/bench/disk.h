// What the disk takes for one commit: beside a figure, it tells whether the machine was quiet.
#pragma once
#include <fcntl.h>
#include <unistd.h>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace bench {

// Appends 4 KiB and waits for the disk, again and again for a second: what one commit cannot do without.
inline double syncs_per_second(const std::string& directory) {
    using Clock = std::chrono::steady_clock;
    const auto since = [](Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); };
    const auto file = directory + "/sync";
    const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out < 0) throw std::runtime_error("cannot write in " + directory);
    const std::string page(4096, 'x');
    const auto start = Clock::now();
    int count = 0;
    for (; since(start) < 1.0; ++count)
        if (write(out, page.data(), page.size()) != static_cast<ssize_t>(page.size()) || fdatasync(out) != 0)
            throw std::runtime_error("the disk fails");
    const double rate = count / since(start);
    close(out);
    std::filesystem::remove(file);
    return rate;
}

inline double fdatasync_ms(const std::string& directory) { return 1000 / syncs_per_second(directory); }

}  // namespace bench
