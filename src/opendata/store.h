// The file that a snapshot is, as it is written.
#pragma once
#include "store/db.h"

namespace opendata {

struct TableColumn {
    std::string name, meaning_fr, meaning_en;
    bool number = false;
};

// Throws store::Fault. Nothing is in the file before finish().
class SnapshotFile {
public:
    explicit SnapshotFile(const std::string& path);
    void tell(std::string_view name, const std::string& value);  // a row of "about"
    void add_table(std::string_view name, const std::vector<TableColumn>&);
    void add_row(const std::vector<store::Value>&);  // of the table added last
    void finish();

private:
    std::unique_ptr<store::Db> db_;
    std::string insert_;
};

}  // namespace opendata
