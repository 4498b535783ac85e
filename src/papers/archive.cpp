#include "papers/archive.h"

#include <zlib.h>
#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>

namespace papers {
namespace {

constexpr std::size_t piece_bytes = 65'536;
constexpr std::size_t local_bytes = 30, central_bytes = 46, end_bytes = 22, end_64_bytes = 56, locator_bytes = 20;
constexpr std::size_t comment_max = 65'535;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {  // little-endian; the caller knows it is there
    std::uint64_t value = 0;
    for (std::size_t i = size; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}
bool signature(std::string_view bytes, std::uint64_t at, std::string_view wanted, std::size_t size) {
    return at <= bytes.size() && bytes.size() - at >= size && bytes.substr(at, wanted.size()) == wanted;
}

struct Directory {
    std::uint64_t begins = 0, size = 0, count = 0;
};

// APPNOTE 4.3.16: the end record, last in the file but for its comment. The first one from the end whose comment reaches the end.
std::optional<std::size_t> end_record(std::string_view bytes) {
    if (bytes.size() < end_bytes) return {};
    const auto lowest = bytes.size() - std::min(bytes.size(), end_bytes + comment_max);
    for (std::size_t at = bytes.size() - end_bytes + 1; at-- > lowest;)
        if (signature(bytes, at, "PK\x05\x06", end_bytes) && at + end_bytes + number(bytes, at + 20, 2) == bytes.size()) return at;
    return {};
}

std::optional<Directory> directory(std::string_view bytes) {
    const auto end = end_record(bytes);
    if (!end) return {};
    if (number(bytes, *end + 4, 4) != 0) return {};  // not split over several disks
    Directory found{number(bytes, *end + 16, 4), number(bytes, *end + 12, 4), number(bytes, *end + 10, 2)};
    std::uint64_t stops = *end;
    if (*end >= locator_bytes && signature(bytes, *end - locator_bytes, "PK\x06\x07", locator_bytes)) {  // 4.3.14, 4.3.15: ZIP64
        const auto at = number(bytes, *end - locator_bytes + 8, 8);
        if (!signature(bytes, at, "PK\x06\x06", end_64_bytes)) return {};
        if (at + 12 + number(bytes, at + 4, 8) != *end - locator_bytes) return {};
        const Directory wide{number(bytes, at + 48, 8), number(bytes, at + 40, 8), number(bytes, at + 32, 8)};
        // What the narrow record says is either "see the wide one" or the same.
        if ((found.begins != 0xffffffff && found.begins != wide.begins) || (found.size != 0xffffffff && found.size != wide.size) ||
            (found.count != 0xffff && found.count != wide.count))
            return {};
        found = wide, stops = at;
    }
    if (found.begins > stops || stops - found.begins != found.size) return {};
    return found;
}

// 4.5.3: sizes and offset that did not fit in 32 bits stand in the extra field 0x0001, those alone, in this order.
bool widen(std::string_view extra, Archive::Entry& entry, std::uint64_t& offset) {
    std::array<std::uint64_t*, 3> narrow{&entry.unpacked, &entry.packed, &offset};
    while (extra.size() >= 4) {
        const auto size = number(extra, 2, 2);
        if (size > extra.size() - 4) return false;
        if (number(extra, 0, 2) == 1) {
            std::size_t at = 4;
            for (auto* value : narrow) {
                if (*value != 0xffffffff) continue;
                if (at + 8 > 4 + size) return false;
                *value = number(extra, at, 8), at += 8;
            }
            return true;
        }
        extra.remove_prefix(4 + size);
    }
    return std::ranges::none_of(narrow, [](const auto* value) { return *value == 0xffffffff; });
}

// One record of the directory, and the record before the data, which must have the same name and fit in front of the directory.
std::optional<Archive::Entry> entry_at(std::string_view bytes, std::uint64_t& at, std::uint64_t& local, std::uint64_t stops) {
    if (!signature(bytes, at, "PK\x01\x02", central_bytes)) return {};
    Archive::Entry entry;
    entry.flags = static_cast<std::uint16_t>(number(bytes, at + 8, 2));
    entry.method = static_cast<std::uint16_t>(number(bytes, at + 10, 2));
    entry.crc = static_cast<std::uint32_t>(number(bytes, at + 16, 4));
    entry.packed = number(bytes, at + 20, 4), entry.unpacked = number(bytes, at + 24, 4);
    const auto name = number(bytes, at + 28, 2), extra = number(bytes, at + 30, 2), comment = number(bytes, at + 32, 2);
    local = number(bytes, at + 42, 4);
    if (bytes.size() - at < central_bytes + name + extra + comment) return {};
    entry.name = bytes.substr(at + central_bytes, name);
    if (!widen(bytes.substr(at + central_bytes + name, extra), entry, local)) return {};
    at += central_bytes + name + extra + comment;

    if (!signature(bytes, local, "PK\x03\x04", local_bytes)) return {};
    const auto local_name = number(bytes, local + 26, 2), local_extra = number(bytes, local + 28, 2);
    entry.begins = local + local_bytes + local_name + local_extra;
    if (entry.begins > stops || entry.packed > stops - entry.begins) return {};
    if (bytes.substr(local + local_bytes, local_name) != entry.name) return {};
    return entry;
}

bool overlap(std::vector<std::pair<std::uint64_t, std::uint64_t>>& extents) {
    std::ranges::sort(extents);
    for (std::size_t i = 1; i < extents.size(); ++i)
        if (extents[i].first < extents[i - 1].second) return true;
    return false;
}

}  // namespace

std::expected<Archive, ArchiveFault> Archive::open(std::string_view bytes, const ArchiveLimits& limits) {
    if (!bytes.starts_with("PK\x03\x04")) return std::unexpected(ArchiveFault::not_an_archive);
    const auto found = directory(bytes);
    if (!found) return std::unexpected(ArchiveFault::malformed);
    if (found->count > limits.entries_max) return std::unexpected(ArchiveFault::too_many_entries);
    Archive archive;
    archive.bytes_ = bytes, archive.limits_ = limits;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> extents;
    auto at = found->begins;
    while (at < found->begins + found->size) {
        if (archive.entries_.size() == limits.entries_max) return std::unexpected(ArchiveFault::too_many_entries);
        std::uint64_t local = 0;
        const auto entry = entry_at(bytes.substr(0, found->begins + found->size), at, local, found->begins);
        if (!entry) return std::unexpected(ArchiveFault::malformed);
        archive.entries_.push_back(*entry);
        extents.emplace_back(local, entry->begins + entry->packed);
    }
    if (archive.entries_.size() != found->count || overlap(extents)) return std::unexpected(ArchiveFault::malformed);
    if (!extents.empty() && extents.front().first != 0) return std::unexpected(ArchiveFault::malformed);
    std::ranges::sort(archive.entries_, {}, &Entry::name);
    if (std::ranges::adjacent_find(archive.entries_, {}, &Entry::name) != archive.entries_.end())
        return std::unexpected(ArchiveFault::malformed);
    if (std::ranges::any_of(archive.entries_, [](const Entry& entry) { return entry.flags & 1; }))
        return std::unexpected(ArchiveFault::encrypted);
    return archive;
}

const Archive::Entry* Archive::find(std::string_view name) const {
    const auto at = std::ranges::lower_bound(entries_, name, {}, &Entry::name);
    return at != entries_.end() && at->name == name ? &*at : nullptr;
}

std::uint64_t Archive::unpacked() const {
    std::uint64_t sum = 0;
    for (const auto& entry : entries_)
        sum = entry.unpacked > std::numeric_limits<std::uint64_t>::max() - sum ? std::numeric_limits<std::uint64_t>::max()
                                                                               : sum + entry.unpacked;
    return sum;
}

namespace {

// Counts what comes out of an entry before anybody sees it.
class Counted {
public:
    Counted(const Archive::Entry& entry, const ArchiveLimits& limits, std::uint64_t& left, const Archive::Receiver& receiver)
        : entry_(entry), limits_(limits), left_(left), receiver_(receiver) {}

    std::optional<ArchiveFault> give(std::string_view piece) {
        size_ += piece.size();
        if (piece.size() > left_) return ArchiveFault::too_much;
        if (size_ > limits_.ratio_from_bytes && size_ / limits_.ratio_max > entry_.packed) return ArchiveFault::ratio;
        if (size_ > entry_.unpacked) return ArchiveFault::wrong_checksum;
        left_ -= piece.size();
        crc_ = static_cast<std::uint32_t>(crc32_z(crc_, reinterpret_cast<const Bytef*>(piece.data()), piece.size()));
        if (!receiver_(piece)) return ArchiveFault::stopped;
        return {};
    }
    std::expected<void, ArchiveFault> end() const {
        if (size_ != entry_.unpacked || crc_ != entry_.crc) return std::unexpected(ArchiveFault::wrong_checksum);
        return {};
    }

private:
    const Archive::Entry& entry_;
    const ArchiveLimits& limits_;
    std::uint64_t& left_;
    const Archive::Receiver& receiver_;
    std::uint64_t size_ = 0;
    std::uint32_t crc_ = 0;
};

std::expected<void, ArchiveFault> inflate_all(std::string_view packed, Counted& counted) {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
    const std::unique_ptr<z_stream, int (*)(z_stream*)> closer(&stream, inflateEnd);
    const auto piece = std::make_unique<std::array<char, piece_bytes>>();
    for (int state = Z_OK; state != Z_STREAM_END;) {
        if (stream.avail_in == 0) {  // avail_in is narrower than a size
            const auto size = std::min<std::size_t>(packed.size(), 1U << 30);
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
            stream.avail_in = static_cast<uInt>(size);
            packed.remove_prefix(size);
        }
        stream.next_out = reinterpret_cast<Bytef*>(piece->data());
        stream.avail_out = piece_bytes;
        state = inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END) return std::unexpected(ArchiveFault::malformed);
        const auto given = piece_bytes - stream.avail_out;
        if (given == 0 && stream.avail_in == 0 && packed.empty() && state != Z_STREAM_END) return std::unexpected(ArchiveFault::malformed);
        if (given > 0)
            if (const auto fault = counted.give({piece->data(), given})) return std::unexpected(*fault);
    }
    if (stream.avail_in != 0 || !packed.empty()) return std::unexpected(ArchiveFault::malformed);  // bytes after the end of the stream
    return counted.end();
}

}  // namespace

std::expected<void, ArchiveFault> Archive::read(const Entry& entry, std::uint64_t& left, const Receiver& receiver) const {
    Counted counted(entry, limits_, left, receiver);
    auto packed = bytes_.substr(entry.begins, entry.packed);
    if (entry.method == Z_DEFLATED) return inflate_all(packed, counted);
    if (entry.method != 0) return std::unexpected(ArchiveFault::unknown_method);
    while (!packed.empty()) {
        if (const auto fault = counted.give(packed.substr(0, piece_bytes))) return std::unexpected(*fault);
        packed.remove_prefix(std::min(packed.size(), piece_bytes));
    }
    return counted.end();
}

}  // namespace papers
