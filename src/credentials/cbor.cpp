#include "credentials/cbor.h"
#include <limits>

namespace credentials {
namespace {
// Major types (RFC 8949 §3.1).
enum : unsigned { unsigned_integer, negative_integer, byte_string, text_string, array, map_of_pairs, tag, simple };
}  // namespace

std::optional<CborReader::Head> CborReader::head() {
    if (rest_.empty()) return {};
    const unsigned first = static_cast<unsigned char>(rest_[0]);
    Head head{first >> 5, first & 31, first & 31};
    rest_.remove_prefix(1);
    if (head.info < 24) return head;
    if (head.info > 27) return {};  // reserved, or an indefinite length
    const auto size = std::size_t(1) << (head.info - 24);
    if (rest_.size() < size) return {};
    head.value = 0;
    for (const char c : rest_.substr(0, size)) head.value = head.value << 8 | static_cast<unsigned char>(c);
    rest_.remove_prefix(size);
    return head;
}

std::optional<std::string_view> CborReader::text_of(unsigned kind) {
    const auto head = this->head();
    if (!head || head->kind != kind || head->value > rest_.size()) return {};
    const auto text = rest_.substr(0, head->value);
    rest_.remove_prefix(head->value);
    return text;
}

std::optional<std::string_view> CborReader::bytes() { return text_of(byte_string); }
std::optional<std::string_view> CborReader::text() { return text_of(text_string); }

std::optional<std::uint64_t> CborReader::map() {
    const auto head = this->head();
    if (!head || head->kind != map_of_pairs) return {};
    return head->value;
}

std::optional<std::int64_t> CborReader::integer() {
    const auto head = this->head();
    if (!head || head->kind > negative_integer || head->value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return {};
    const auto value = static_cast<std::int64_t>(head->value);
    return head->kind == negative_integer ? -1 - value : value;
}

bool CborReader::skip(int depth_max) {
    const auto head = this->head();
    if (!head || depth_max <= 0) return false;
    switch (head->kind) {
    case unsigned_integer:
    case negative_integer: return true;
    case byte_string:
    case text_string:
        if (head->value > rest_.size()) return false;
        rest_.remove_prefix(head->value);
        return true;
    case array:
    case map_of_pairs: {
        if (head->value > rest_.size()) return false;  // every item takes a byte
        const auto items = head->kind == array ? head->value : head->value * 2;
        for (std::uint64_t i = 0; i < items; ++i)
            if (!skip(depth_max - 1)) return false;
        return true;
    }
    case simple: return head->info != 24 || head->value >= 32;  // RFC 8949 §3.3: the first 32 have no second byte
    default: return false;
    }
}

}  // namespace credentials
