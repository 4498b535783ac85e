// 128-bit integers, for products that are brought back to 64 bits.
#pragma once
#include <cstdint>
#include <optional>

namespace base {

__extension__ typedef __int128 Wide;

inline std::optional<std::int64_t> narrow(Wide value) {
    if (value < INT64_MIN || value > INT64_MAX) return {};
    return static_cast<std::int64_t>(value);
}

}  // namespace base
