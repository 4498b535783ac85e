// The number of a T. Distinct tags never compare or convert: Id<Member> never meets Id<Source>.
#pragma once
#include <compare>
#include <cstdint>

namespace base {

// Zero is "none"; every thing made by an act has the id: journal number × 1000 + ordinal within the act (1 to 999).
template <class T>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
    explicit operator bool() const { return value != 0; }
};

struct Person;  // tag: someone registered once (acts of members/)

}  // namespace base
