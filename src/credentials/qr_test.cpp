// A drawn QR code is read back here by the standard's own steps: format, mask, zigzag, blocks, bytes.
#include "credentials/qr.h"

#include <array>
#include <cstdio>
#include <vector>

#include <doctest/doctest.h>

using namespace credentials;

namespace {

using Modules = std::vector<std::vector<bool>>;

// The modules that a path fills, without the margin; empty when a rectangle lies in the margin or upon another.
Modules drawn(const QrCode& code) {
    const auto width = static_cast<std::size_t>(code.size - 2 * qr_quiet_modules);
    Modules modules(width, std::vector<bool>(width));
    int column = 0, row = 0, across = 0, back = 0, used = 0;
    for (const char* at = code.path.c_str(); *at; at += used) {
        if (std::sscanf(at, "M%d %dh%dv1h-%dz%n", &column, &row, &across, &back, &used) != 4 || across != back || across < 1) return {};
        for (int i = 0; i < across; ++i) {
            const auto x = static_cast<std::size_t>(column + i - qr_quiet_modules), y = static_cast<std::size_t>(row - qr_quiet_modules);
            if (x >= width || y >= width || modules[y][x]) return {};
            modules[y][x] = true;
        }
    }
    return modules;
}

// Versions 2 and 3, whose only alignment pattern stands at the lower right.
bool is_function(std::size_t x, std::size_t y, std::size_t width) {
    const auto far = width - 8, middle = width - 7;
    if ((x < 9 && y < 9) || (x >= far && y < 9) || (x < 9 && y >= far)) return true;  // finders, format
    if (x == 6 || y == 6) return true;                                                // timing
    return x + 2 >= middle && x <= middle + 2 && y + 2 >= middle && y <= middle + 2;  // alignment
}

bool masked(unsigned mask, std::size_t x, std::size_t y) {  // ISO/IEC 18004, table 10
    switch (mask) {
    case 0: return (x + y) % 2 == 0;
    case 1: return y % 2 == 0;
    case 2: return x % 3 == 0;
    case 3: return (x + y) % 3 == 0;
    case 4: return (y / 2 + x / 3) % 2 == 0;
    case 5: return x * y % 2 + x * y % 3 == 0;
    case 6: return (x * y % 2 + x * y % 3) % 2 == 0;
    default: return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
}

std::string read(const Modules& modules) {
    const auto width = modules.size();
    unsigned format = 0;  // its first five bits, beside the upper left finder: level and mask
    for (std::size_t x = 0; x < 5; ++x) format = format << 1 | modules[8][x];
    format ^= 0b10101;
    if (format >> 3 != 0b00) return "not level M";
    std::vector<bool> bits;
    bool up = true;
    for (std::size_t right = width - 1;; right -= 2) {
        if (right == 6) right = 5;
        for (std::size_t i = 0; i < width; ++i)
            for (const auto x : {right, right - 1}) {
                const auto y = up ? width - 1 - i : i;
                if (!is_function(x, y, width)) bits.push_back(modules[y][x] != masked(format & 7, x, y));
            }
        up = !up;
        if (right == 1) break;
    }
    std::size_t at = 0;
    const auto number = [&](int count) {
        unsigned value = 0;
        while (count-- > 0) value = value << 1 | bits.at(at++);
        return value;
    };
    if (number(4) != 0b0100) return "not bytes";
    std::string text;
    for (auto size = number(8); size > 0; --size) text += static_cast<char>(number(8));
    return text;
}

}  // namespace

TEST_CASE("a QR code that is drawn says the text it was made of") {
    for (const std::string text : {"https://example.org/é", "otpauth://totp/Exemple?secret=GEZD", "012345678901234567890123456789"}) {
        const auto code = qr_code(text);
        REQUIRE(code);
        const auto modules = drawn(*code);
        const auto version = (static_cast<int>(modules.size()) - 17) / 4;
        REQUIRE(version >= 2);
        REQUIRE(version <= 3);  // what `read` reads
        CHECK(read(modules) == text);
    }
}

TEST_CASE("a QR code has its three finders and a margin of four modules") {
    const auto code = qr_code("otpauth://totp/" + std::string(200, 'x'));
    REQUIRE(code);
    const auto modules = drawn(*code);
    REQUIRE(!modules.empty());
    REQUIRE((modules.size() - 17) % 4 == 0);
    const auto finder = [&](std::size_t left, std::size_t top) {
        for (std::size_t y = 0; y < 7; ++y)
            for (std::size_t x = 0; x < 7; ++x) {
                const bool ring = (x == 1 || x == 5) ? y > 0 && y < 6 : (y == 1 || y == 5) && x > 0 && x < 6;
                if (modules[top + y][left + x] == ring) return false;
            }
        return true;
    };
    CHECK(finder(0, 0));
    CHECK(finder(modules.size() - 7, 0));
    CHECK(finder(0, modules.size() - 7));
    CHECK(drawn({code->size, code->path + "M0 0h1v1h-1z"}).empty());
}

TEST_CASE("nothing and too much make no QR code") {
    CHECK_FALSE(qr_code(""));
    CHECK(qr_code("a"));
    CHECK(qr_code(std::string(qr_bytes_max, 'a')));
    CHECK_FALSE(qr_code(std::string(qr_bytes_max + 1, 'a')));
}
