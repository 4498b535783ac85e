// What a legal basis names ("decision:5001", "source:3001", "act:17").
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include "base/id.h"

namespace acts {

// The number of a basis of that kind: 5001 of "decision:5001" for "decision". Nothing for a basis of another kind, or without a whole number.
std::optional<std::int64_t> number_in(std::string_view basis, std::string_view kind);
template <class T>
std::optional<base::Id<T>> id_in(std::string_view basis, std::string_view kind) {
    const auto number = number_in(basis, kind);
    return number ? std::optional(base::Id<T>{*number}) : std::nullopt;
}

}  // namespace acts
