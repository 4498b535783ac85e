#include "support/http_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include "web/http_parser.h"

namespace support {

Client::Client(std::uint16_t port, const char* address) {
    sockaddr_in6 six{};
    sockaddr_in four{};
    const bool is_four = inet_pton(AF_INET, address, &four.sin_addr) == 1;
    socket_ = ::socket(is_four ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    four.sin_family = AF_INET;
    six.sin6_family = AF_INET6;
    four.sin_port = six.sin6_port = htons(port);
    if (!is_four) inet_pton(AF_INET6, address, &six.sin6_addr);
    const auto* where = is_four ? reinterpret_cast<const sockaddr*>(&four) : reinterpret_cast<const sockaddr*>(&six);
    if (::connect(socket_, where, is_four ? sizeof four : sizeof six) != 0) throw std::runtime_error("cannot connect");
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Client::~Client() {
    if (socket_ >= 0) ::close(socket_);
}

void Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

bool Client::was_reset(int milliseconds) {
    while (receive(milliseconds)) {}
    return reset_;
}

std::string Client::piece(int milliseconds) {
    if (received_.empty()) receive(milliseconds);
    return std::exchange(received_, {});
}

void Client::stop_sending() { shutdown(socket_, SHUT_WR); }

bool Client::receive(int milliseconds) {
    pollfd waiting{socket_, POLLIN, 0};
    if (ended_ || poll(&waiting, 1, milliseconds) <= 0) return false;
    std::array<char, 65536> buffer;
    const auto size = recv(socket_, buffer.data(), buffer.size(), 0);
    if (size <= 0) return reset_ = size < 0, ended_ = true, false;
    received_.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
}

std::string Client::answer(bool head_only) {
    for (;;) {
        const auto end = received_.find("\r\n\r\n");
        if (end != received_.npos) {
            const auto head = received_.substr(0, end + 4);
            const auto status = status_of(head);
            if (!head_only && field_of(head, "Transfer-Encoding") == "chunked") {
                web::ChunkedReader chunks;
                std::string content;
                const auto used = chunks.feed(std::string_view(received_).substr(head.size()), content, std::size_t{1} << 30);
                if (chunks.progress() == web::Progress::complete) return received_.erase(0, head.size() + used), head + content;
                if (!receive(5000)) return {};
                continue;
            }
            std::size_t body = 0;
            if (!head_only && status != 204 && status != 304 && status >= 200)
                body = std::strtoul(field_of(head, "Content-Length").c_str(), nullptr, 10);
            if (received_.size() >= head.size() + body) {
                auto whole = received_.substr(0, head.size() + body);
                received_.erase(0, whole.size());
                return whole;
            }
        }
        if (!receive(5000)) return {};
    }
}

std::string Client::until_closed() {
    while (receive(3000)) {}
    auto all = received_;
    received_.clear();
    return ended_ ? all : all + "(open)";
}

bool Client::closed(int milliseconds) { return !receive(milliseconds) && ended_; }

int status_of(std::string_view answer) { return answer.starts_with("HTTP/1.1 ") ? std::atoi(std::string(answer.substr(9, 3)).c_str()) : 0; }

std::string body_of(const std::string& answer) {
    const auto end = answer.find("\r\n\r\n");
    return end == answer.npos ? std::string() : answer.substr(end + 4);
}

std::string field_of(const std::string& answer, std::string_view name) {
    const auto head = answer.substr(0, answer.find("\r\n\r\n") + 2);
    const auto at = head.find("\r\n" + std::string(name) + ": ");
    if (at == head.npos) return {};
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

}  // namespace support
