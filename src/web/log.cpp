#include "web/log.h"

#include <unistd.h>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>

namespace web {

namespace {

// RFC 8259 §7. Bytes above 0x7F pass: paths are UTF-8 already, or percent-encoded.
void append_string(std::string& out, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    out += ",\"";
    out += key;
    out += "\":\"";
    constexpr std::string_view digits = "0123456789abcdef";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') (out += '\\') += c;
        else if (byte < 0x20 || byte == 0x7F) ((out += "\\u00") += digits[byte >> 4]) += digits[byte & 15];
        else out += c;
    }
    out += '"';
}

void append_number(std::string& out, std::string_view key, std::uint64_t value) {
    out += ",\"";
    out += key;
    out += "\":";
    out += std::to_string(value);
}

std::string opening() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    tm utc{};
    gmtime_r(&now.tv_sec, &utc);
    std::array<char, 40> text;
    const auto size = std::strftime(text.data(), text.size(), "{\"time\":\"%Y-%m-%dT%H:%M:%S.", &utc);
    auto millis = std::to_string(now.tv_nsec / 1'000'000);
    millis.insert(0, 3 - millis.size(), '0');
    return std::string(text.data(), size) + millis + "Z\"";
}

}  // namespace

Log::Log(int file_descriptor) : file_descriptor_(file_descriptor), thread_([this] { run(); }) {}

Log::~Log() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Log::add(const LogLine& line) {
    if (file_descriptor_ < 0) return;
    auto text = opening();
    append_string(text, "id", line.id);
    append_string(text, "method", line.method);
    append_string(text, "path", line.path);
    append_string(text, "route", line.route);
    append_number(text, "status", static_cast<std::uint64_t>(line.status));
    append_number(text, "micros", line.micros);
    append_number(text, "bytes", line.bytes);
    append_string(text, "network", line.network);
    append_string(text, "note", line.note);
    text += "}\n";
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + text.size() > waiting_bytes_max) ++dropped_;
    else waiting_ += text;
}

void Log::flush() {
    std::unique_lock lock(mutex_);
    const auto mine = ++flushes_asked_;
    wake_.notify_one();
    written_.wait(lock, [&] { return flushes_done_ >= mine; });
}

void Log::take_counters(std::string& lines) {
    const auto cached = cached_.exchange(0, std::memory_order_relaxed);
    if (cached == 0 && dropped_ == 0) return;
    lines += opening();
    append_number(lines, "cached", cached);
    append_number(lines, "dropped", dropped_);
    lines += "}\n";
    dropped_ = 0;
}

void Log::write(std::string_view lines) const {
    while (file_descriptor_ >= 0 && !lines.empty()) {
        const auto written = ::write(file_descriptor_, lines.data(), lines.size());
        if (written <= 0) return;  // nowhere left to say so
        lines.remove_prefix(static_cast<std::size_t>(written));
    }
}

void Log::run() {
    std::unique_lock lock(mutex_);
    for (bool last = false; !last;) {
        wake_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_ || flushes_asked_ > flushes_done_; });
        last = stopping_;
        const auto asked = flushes_asked_;
        std::string lines;
        lines.swap(waiting_);
        take_counters(lines);
        lock.unlock();
        write(lines);
        lock.lock();
        flushes_done_ = asked;
        written_.notify_all();
    }
}

std::string Log::network_of(std::string_view address) {
    if (address.find(':') == address.npos) {
        const auto dot = address.rfind('.');
        return dot == address.npos ? std::string() : std::string(address.substr(0, dot)) + ".0/24";
    }
    std::size_t end = 0;
    for (int groups = 0; groups < 3 && end < address.size(); ++groups) {
        const auto colon = address.find(':', end);
        if (colon == address.npos || colon == end) break;
        end = colon + 1;
    }
    auto network = std::string(address.substr(0, end));
    return network + (network.ends_with("::") ? "/48" : ":/48");
}

}  // namespace web
