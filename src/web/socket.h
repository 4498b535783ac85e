// TCP sockets of the system, owned.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace web {

class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int number) : number_(number) {}
    FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~FileDescriptor() { close(); }
    int get() const { return number_; }
    void close();

private:
    int number_ = -1;
};

using AddressBytes = std::array<unsigned char, 16>;  // IPv6; IPv4 mapped (RFC 4291 §2.5.5.2)

std::string address_text(const AddressBytes&);  // "203.0.113.5", "2001:db8::1"
bool is_address(const std::string&);            // of either family, numeric

// Listens without blocking. Address: numeric, of either family ("::" listens to IPv6 alone). Port 0: any free one.
// Throws std::system_error, or std::invalid_argument for what is no address.
FileDescriptor listen_on(const std::string& address, std::uint16_t port);
std::uint16_t port_of(const FileDescriptor&);

struct Accepted {
    FileDescriptor socket;  // non-blocking, TCP_NODELAY; -1: none
    AddressBytes address{};
    int error = 0;  // errno when there is none
};
Accepted accept_from(const FileDescriptor& listener);

void raise_file_limit();  // RLIMIT_NOFILE to its hard bound

}  // namespace web
