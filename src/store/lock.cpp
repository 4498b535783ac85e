#include "store/db.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstring>

namespace store {
namespace {

std::string holder(int descriptor) {
    std::array<char, 32> text{};
    const auto size = pread(descriptor, text.data(), text.size(), 0);
    std::string digits;
    for (ssize_t i = 0; i < size && text[static_cast<std::size_t>(i)] >= '0' && text[static_cast<std::size_t>(i)] <= '9'; ++i)
        digits += text[static_cast<std::size_t>(i)];
    return digits.empty() ? "another process" : "process " + digits;
}

}  // namespace

// The lock belongs to the open file (flock), so a process that dies gives it up; the file stays and says nothing by itself.
// It is not removed at the end either: somebody may be waiting on it, and a second file of that name would be a second lock.
//
// On PostgreSQL there is nothing to take: which node writes is said by a lease row with an epoch that each commit checks
// (a local_ table, kept by the office that runs nodes), and the head row of the journal orders writers meanwhile.
WriterLock::WriterLock(const Location& location) {
    if (location.engine == Engine::postgresql) return;
    const auto path = location.path + ".lock";
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) throw Fault("cannot open the lock " + path + ": " + std::strerror(errno));
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        const auto who = holder(descriptor);
        close(descriptor);
        if (error == EWOULDBLOCK) throw Busy(location.path + " is being written by " + who);
        throw Fault("cannot lock " + path + ": " + std::strerror(error));
    }
    const auto number = std::to_string(getpid()) + "\n";
    if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, number.data(), number.size(), 0) != static_cast<ssize_t>(number.size())) {
        const int error = errno;
        close(descriptor);
        throw Fault("cannot write the lock " + path + ": " + std::strerror(error));
    }
    descriptor_ = descriptor;
}

std::optional<std::string> lock_holder(const Location& location) {
    if (location.engine == Engine::postgresql) return {};
    const int descriptor = open((location.path + ".lock").c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return {};
    const bool held = flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    auto who = held ? std::optional(holder(descriptor)) : std::nullopt;
    close(descriptor);
    return who;
}

WriterLock::~WriterLock() {
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace store
