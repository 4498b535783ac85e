// ZIP archives (PKWARE APPNOTE 6.3) that strangers send, read in place: bytes in, pieces out, nothing written anywhere.
// Stricter than the format, so that two programs cannot see two archives in one file: the first record begins at byte 0, the directory
// ends where its end record begins, the file ends with that record and its comment, no name stands twice, no two records overlap.
// Names are only compared, never used as paths. Our own and not a library's, since those take the whole directory into memory, and try
// every end record they find, before a limit can be set.
#pragma once
#include <cstdint>
#include <expected>
#include <functional>
#include <string_view>
#include <vector>

namespace papers {

enum class ArchiveFault {
    not_an_archive,    // does not begin as a ZIP file
    malformed,         // truncated, or records that contradict each other
    too_many_entries,  // more than the limit, as declared or as counted
    encrypted,         // an entry needs a password
    unknown_method,    // neither stored nor deflated
    ratio,             // inflates more than any honest file
    too_much,          // inflates to more than the budget
    wrong_checksum,    // CRC-32 or size are not those of the directory
    stopped,           // the receiver wanted no more
};

struct ArchiveLimits {
    std::size_t entries_max = 2'000;
    std::uint64_t ratio_max = 200;               // inflated bytes for one byte of the file …
    std::uint64_t ratio_from_bytes = 4'000'000;  // … looked at beyond this many inflated bytes of an entry
};

class Archive {
public:
    struct Entry {
        std::string_view name;  // as written; may be any bytes
        std::uint16_t method = 0, flags = 0;
        std::uint32_t crc = 0;
        std::uint64_t packed = 0, unpacked = 0;  // bytes, as declared
        std::uint64_t begins = 0;                // of the packed bytes
    };
    // The bytes must outlive the archive. Costs one walk of the directory; no byte of an entry is read.
    static std::expected<Archive, ArchiveFault> open(std::string_view bytes, const ArchiveLimits& = {});

    const std::vector<Entry>& entries() const { return entries_; }
    const Entry* find(std::string_view name) const;  // nullptr: none
    std::uint64_t unpacked() const;                  // of all entries together, as declared: the sum stops at its type's end

    // Gives the entry's bytes in pieces of at most 64 KiB; `left` is what may still be inflated, counted down by what was.
    // Inflating stops in the piece that breaks a limit. A receiver that gives false ends it: `stopped`.
    using Receiver = std::function<bool(std::string_view piece)>;
    std::expected<void, ArchiveFault> read(const Entry&, std::uint64_t& left, const Receiver&) const;

private:
    std::string_view bytes_;
    ArchiveLimits limits_;
    std::vector<Entry> entries_;
};

}  // namespace papers
