// Files that people attach to acts, beside the database under the SHA-256 of their bytes: "aimf.files/ab/cdef…". Who may
// have one is decided above (files/shelf.h). Any thread may ask.
#pragma once
#include <filesystem>
#include "store/db.h"

namespace store {

class Files {
public:
    explicit Files(std::filesystem::path directory) : directory_(std::move(directory)) {}
    // "var/aimf.db" → "var/aimf.files"; a PostgreSQL schema → "SCHEMA.files" in the working directory.
    static std::filesystem::path beside(const Location&);

    // Keeps the bytes, durable when it returns; the same bytes twice are one file. Throws DiskFull, Fault.
    base::Hash keep(std::string_view bytes);
    std::optional<std::int64_t> size(const base::Hash&) const;  // in bytes; nothing when it is not here
    std::optional<std::string> read(const base::Hash&) const;   // throws Fault when the bytes are no longer those of the hash
    std::filesystem::path path(const base::Hash&) const;
    const std::filesystem::path& directory() const { return directory_; }

private:
    std::filesystem::path directory_;
};

}  // namespace store
