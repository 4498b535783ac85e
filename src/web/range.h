// The Range field (RFC 9110 §14.2). Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace web {

struct Range {
    std::uint64_t begin = 0, end = 0;  // bytes from begin to before end
    bool operator==(const Range&) const = default;
};
struct AskedRange {
    std::optional<Range> range;  // nothing, and not unsatisfiable: the whole is sent
    bool unsatisfiable = false;  // 416
    bool operator==(const AskedRange&) const = default;
};
// What a file of that size sends. Another unit, several ranges and what is malformed are not followed, as §14.2 lets a server do.
AskedRange range_in(std::string_view field, std::uint64_t size);

}  // namespace web
