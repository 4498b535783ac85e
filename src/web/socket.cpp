#include "web/socket.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace web {

namespace {

constexpr std::array<unsigned char, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

AddressBytes bytes_of(const sockaddr_storage& from) {
    AddressBytes bytes{};
    if (from.ss_family == AF_INET) {
        std::memcpy(bytes.data(), mapped_prefix.data(), 12);
        std::memcpy(bytes.data() + 12, &reinterpret_cast<const sockaddr_in&>(from).sin_addr, 4);
    } else if (from.ss_family == AF_INET6) {
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6&>(from).sin6_addr, 16);
    }
    return bytes;
}

void require(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

void FileDescriptor::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

std::string address_text(const AddressBytes& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool mapped = std::memcmp(address.data(), mapped_prefix.data(), 12) == 0;
    inet_ntop(mapped ? AF_INET : AF_INET6, address.data() + (mapped ? 12 : 0), text.data(), text.size());
    return text.data();
}

bool is_address(const std::string& text) {
    AddressBytes bytes;
    return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

FileDescriptor listen_on(const std::string& address, std::uint16_t port) {
    sockaddr_storage storage{};
    socklen_t size = 0;
    auto& four = reinterpret_cast<sockaddr_in&>(storage);
    auto& six = reinterpret_cast<sockaddr_in6&>(storage);
    if (inet_pton(AF_INET, address.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        size = sizeof four;
    } else if (inet_pton(AF_INET6, address.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        size = sizeof six;
    } else {
        throw std::invalid_argument("not a numeric address: " + address);
    }
    FileDescriptor socket(::socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    require(socket.get(), "socket");
    const int on = 1;
    require(setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "SO_REUSEADDR");
    if (storage.ss_family == AF_INET6) require(setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on), "IPV6_V6ONLY");
    require(bind(socket.get(), reinterpret_cast<const sockaddr*>(&storage), size), "bind");
    require(listen(socket.get(), 4096), "listen");
    return socket;
}

std::uint16_t port_of(const FileDescriptor& socket) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    require(getsockname(socket.get(), reinterpret_cast<sockaddr*>(&storage), &size), "getsockname");
    return ntohs(storage.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(storage).sin_port
                                              : reinterpret_cast<sockaddr_in6&>(storage).sin6_port);
}

Accepted accept_from(const FileDescriptor& listener) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    Accepted accepted{FileDescriptor(accept4(listener.get(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC))};
    if (accepted.socket.get() < 0) {
        accepted.error = errno;
        return accepted;
    }
    const int on = 1;
    setsockopt(accepted.socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    accepted.address = bytes_of(from);
    return accepted;
}

void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace web
