// A raw client for tests of the server: bytes out, bytes in, with a time limit on everything.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace support {

class Client {
public:
    explicit Client(std::uint16_t port, const char* address = "127.0.0.1");
    ~Client();
    Client(Client&& other) noexcept : socket_(other.socket_) { other.socket_ = -1; }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void send(std::string_view bytes);  // what cannot be sent because the other side closed is dropped
    // One answer: head, and body by Content-Length or taken out of its chunks (none after a HEAD, a 204 or a 304). Empty: closed, or nothing for five seconds.
    std::string answer(bool head_only = false);
    std::string ask(std::string_view bytes) { return send(bytes), answer(); }
    std::string until_closed();            // all that comes; "(open)" is appended when the other side has not closed after three seconds
    bool closed(int milliseconds = 3000);  // whether the other side closes in that time, sending nothing
    void stop_sending();
    bool was_reset(int milliseconds = 3000);  // whether the other side ends by a reset, whatever it sends before
    // What has come, or comes within that time, and was not taken yet.
    std::string piece(int milliseconds = 3000);

private:
    bool receive(int milliseconds);  // false: closed or too late

    int socket_;
    std::string received_;
    bool ended_ = false, reset_ = false;
};

int status_of(std::string_view answer);  // 0 when there is none
std::string body_of(const std::string& answer);
std::string field_of(const std::string& answer, std::string_view name);

}  // namespace support
