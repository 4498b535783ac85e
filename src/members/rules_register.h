// What looks like one member recorded twice. Values in, values out.
#pragma once
#include "members/members.h"

#include <span>

namespace members {

enum class AlikeBy { same_geonames, same_name, same_place, near_name };
BOOST_DESCRIBE_ENUM(AlikeBy, same_geonames, same_name, same_place, near_name)
struct Looks {
    Id<Member> id;
    std::string name, name_key, country;
    std::int64_t geonameid = 0;                                  // 0: not known
    std::optional<std::pair<std::int64_t, std::int64_t>> place;  // 1e-5 degree
};
struct Alike {
    Id<Member> one, other;  // one < other
    AlikeBy by{};
    std::string name, other_name, country;
    bool operator==(const Alike&) const = default;
};

// How many letters have to change to make one of the other, up to `most`; more: most + 1. In bytes of folded names, which are ASCII for
// names in Latin letters.
std::size_t letters_apart(std::string_view one, std::string_view other, std::size_t most);

// Names so near that one may be the other misspelt: one letter in five, two in nine. Shorter ones are too often different.
bool near_names(std::string_view one, std::string_view other);

// Pairs that look alike, each once with its strongest reason, by the numbers of the two. A name misspelt at its beginning is found from its end:
// each is compared with its neighbours in both orders.
std::vector<Alike> alike(std::span<const Looks>);

}  // namespace members
