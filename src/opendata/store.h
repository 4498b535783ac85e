// The file that a snapshot is, as it is written; what was stated for the IATI organisation file.
#pragma once
#include "opendata/opendata.h"

namespace opendata {

void set_organisation(store::Db&, const Organisation&);
void set_named_figures(store::Db&, const std::vector<NamedFigure>&);  // instead of those before

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
