// Fresh networks for tests, on both engines. The PostgreSQL server is private to the test process: started the first time it is
// asked for (about 0.6 s, Debian's package "postgresql"), on a Unix socket in a temporary directory, stopped at the end.
#pragma once
#include "store/db.h"

#include <filesystem>
#include <functional>

namespace support {

// A directory of its own, removed with everything in it.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// A place where no network is yet: a file's name in a new directory, or a schema's name nobody has used. What is made
// there is removed at the end.
class FreshNetwork {
public:
    explicit FreshNetwork(store::Engine);
    ~FreshNetwork();
    FreshNetwork(const FreshNetwork&) = delete;
    const store::Location& location() const { return location_; }

private:
    TemporaryDirectory directory_;
    store::Location location_;
};

// libpq's CONNINFO of the private server. Throws std::runtime_error saying what to install when there is none.
std::string postgresql_conninfo();

// Runs the body as a subcase on SQLite and as another on PostgreSQL, each with a fresh location.
void for_each_engine(const std::function<void(const store::Location&)>& body);

}  // namespace support
