// A VFS (https://www.sqlite.org/vfs.html) over another that gathers what SQLite writes to its write-ahead log, two writes for each
// page, and hands it down in pieces of 64 KiB at the end of each commit, before SQLite syncs it and lets readers see it. Everything
// else goes straight to the VFS below.
#pragma once
#include <sqlite3.h>
#include <string>

namespace store {

class GatheringVfs {
public:
    explicit GatheringVfs(const char* below);  // its name, or nullptr for the system's own. Must outlive the connection that uses it
    ~GatheringVfs();
    GatheringVfs(const GatheringVfs&) = delete;
    const char* name() const { return name_.c_str(); }

private:
    std::string name_;
    sqlite3_vfs vfs_;
};

}  // namespace store
