// CBOR (RFC 8949) as authenticators write it: a reader that looks at each byte once, makes nothing and allots nothing.
// Definite lengths and no tags, as CTAP2's canonical form has it (CTAP 2.1 §8); lengths need not be the shortest, nor keys in order.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace credentials {

inline constexpr int cbor_depth_max = 8;  // CTAP2 allows four levels

// Reads from the front. Once something could not be read, give up: what is left is not said.
class CborReader {
public:
    explicit CborReader(std::string_view bytes) : rest_(bytes) {}

    std::string_view rest() const { return rest_; }
    // Each reads one item if it is of that kind, else nothing.
    std::optional<std::uint64_t> map();  // how many pairs follow: as declared, perhaps more than there are bytes
    std::optional<std::string_view> bytes();
    std::optional<std::string_view> text();     // UTF-8 is not looked at
    std::optional<std::int64_t> integer();      // nothing when it does not fit
    bool skip(int depth_max = cbor_depth_max);  // one item whatever it is; false when it is malformed or too deep

private:
    struct Head {
        unsigned kind = 0, info = 0;
        std::uint64_t value = 0;
    };
    std::optional<Head> head();
    std::optional<std::string_view> text_of(unsigned kind);

    std::string_view rest_;
};

}  // namespace credentials
