#include "acts/basis.h"

#include <charconv>

namespace acts {

std::optional<std::int64_t> number_in(std::string_view basis, std::string_view kind) {
    if (!basis.starts_with(kind) || !basis.substr(kind.size()).starts_with(':')) return {};
    basis.remove_prefix(kind.size() + 1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(basis.data(), basis.data() + basis.size(), number);
    return error == std::errc() && end == basis.data() + basis.size() ? std::optional(number) : std::nullopt;
}

}  // namespace acts
