#include "opendata/store.h"

namespace opendata {
namespace {

// Names are ours: those of lists and of their columns.
std::string in_quotes(std::string_view name) { return "\"" + std::string(name) + "\""; }

}  // namespace

SnapshotFile::SnapshotFile(const std::string& path) : db_(store::Db::open({.path = path}, store::Access::bulk)) {
    db_->begin();
    db_->script(
        "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
        "CREATE TABLE meaning (\"table\" TEXT NOT NULL, \"column\" TEXT NOT NULL, fr TEXT NOT NULL, en TEXT NOT NULL, "
        "PRIMARY KEY (\"table\", \"column\")) STRICT");
}

void SnapshotFile::tell(std::string_view name, const std::string& value) {
    db_->run("INSERT INTO about (name, value) VALUES ($1, $2)", {name, value});
}

void SnapshotFile::add_table(std::string_view name, const std::vector<TableColumn>& columns) {
    std::string declared, names, marks;
    for (const auto& column : columns) {
        const std::string comma = names.empty() ? "" : ", ";
        declared += comma + in_quotes(column.name) + (column.number ? " INTEGER" : " TEXT");
        names += comma + in_quotes(column.name);
        marks += comma + "$" + std::to_string(1 + std::size_t(&column - columns.data()));
        db_->run("INSERT INTO meaning (\"table\", \"column\", fr, en) VALUES ($1, $2, $3, $4)",
                 {name, column.name, column.meaning_fr, column.meaning_en});
    }
    db_->script("CREATE TABLE " + in_quotes(name) + " (" + declared + ") STRICT");
    insert_ = "INSERT INTO " + in_quotes(name) + " (" + names + ") VALUES (" + marks + ")";
}

void SnapshotFile::add_row(const std::vector<store::Value>& values) { db_->run_values(insert_, values); }

void SnapshotFile::finish() {
    db_->commit();
    db_.reset();
}

}  // namespace opendata
