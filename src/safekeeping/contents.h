// What is inside a backup: records, each a kind (one byte), a length (4 bytes, big-endian) and that many bytes.
//
//   H  the heading, JSON: what is known before anything is read
//   T  a table begins, JSON {"table", "columns"}; R  some of its rows (store/table_rows.h); t  it ends, JSON {"rows", "sha256"}
//   F  a file begins, JSON {"path", "size"}; D  some of its bytes; f  it ends, JSON {"sha256"}
//   E  the list of all that was written, JSON, as the reader must have found it
#pragma once
#include <boost/json.hpp>
#include "acts/entry.h"
#include "safekeeping/sealed.h"

namespace safekeeping {

inline constexpr std::size_t record_bytes_max = 64 << 20, record_bytes_wanted = 256 << 10;

struct Heading {
    std::string network;  // its short name; may be empty
    std::string made_by;  // version of the program
    std::int64_t time_us = 0;
    acts::Head journal;  // size, root, time
    std::int64_t format = 0;
    base::Hash tables;                      // of the SQL that the tables were made by (journal_format)
    std::int64_t rows = 0, file_bytes = 0;  // about as much as there is to read, for progress
    boost::json::object json() const;
    static Heading of(const boost::json::object&);  // throws Wrong "damaged", and "newer" for another version
};

// One line of the list: "table member", "file ab/cdef…". Of a table its rows, of a file its bytes.
struct Item {
    std::string name;
    std::int64_t size = 0;
    std::string sha256;
    bool operator==(const Item&) const = default;
};
struct Contents {
    std::vector<Item> items;
    std::vector<std::string> missing;  // hashes of files that acts refer to and that were not there, or were damaged, when it was made
    boost::json::object json() const;
    static Contents of(const boost::json::object&);
    bool operator==(const Contents&) const = default;
};

struct Record {
    char kind = 0;
    std::string bytes;
    boost::json::object json() const;  // throws Wrong "damaged"
};
void write_record(SealedOut&, char kind, std::string_view bytes);
void write_record(SealedOut&, char kind, const boost::json::object&);
Record read_record(SealedIn&);

// SHA-256 of bytes that come piece by piece.
class Hashing {
public:
    Hashing() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    }
    base::Hash done() {
        base::Hash hash;
        crypto_hash_sha256_final(&state_, hash.bytes.data());
        return hash;
    }

private:
    crypto_hash_sha256_state state_;
};

// Whether a file of that path is kept under the hash of its bytes ("ab/cdef…", store/files.h), and under which.
std::optional<base::Hash> hash_of_path(std::string_view path);

// Of this machine alone: not in a backup's use elsewhere. Sessions end with a restore; which backups there are is the other machine's.
bool stays_behind(std::string_view table);

// "aimf-20261122T054500Z-1234.concert-backup"
std::string backup_name(const Heading&);
struct NameParts {
    std::string network;
    std::int64_t time_us = 0, entries = 0;
};
std::optional<NameParts> parts_of_name(std::string_view file_name);

}  // namespace safekeeping
