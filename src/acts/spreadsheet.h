// Spreadsheets read into the JSON of acts. Pure: bytes in, values out; what is wrong with a file is said all at once.
// CSV: RFC 4180, with "," ";" or tab, LF, CRLF or CR, UTF-8 (with or without a mark) or Windows-1252. Workbooks: .xlsx, the first sheet
// that is seen, within the limits of papers/xlsx_read.h.
#pragma once
#include <map>
#include "acts/shape.h"
#include "base/language.h"
#include "base/verdict.h"

namespace acts {

inline constexpr std::size_t table_bytes_max = 50'000'000;
inline constexpr std::size_t table_rows_max = 200'000;
inline constexpr std::size_t table_columns_max = 200;
inline constexpr std::size_t table_faults_max = 100;  // named; beyond, only counted: "import.more" {count}

enum class Encoding { utf_8, windows_1252 };
struct Table {
    struct Row {
        std::int64_t number = 0;         // as a spreadsheet numbers it: the headings are row 1, a quoted line end starts no row
        std::vector<std::string> cells;  // as many as headings
    };
    std::vector<std::string> headings;
    std::vector<Row> rows;  // blank ones left out
    char separator = ',';
    Encoding encoding = Encoding::utf_8;
    std::string sheet;  // of a workbook; empty: the file is CSV
};
// The table, or what is wrong with the file: codes "import.…" with the figures row, column, heading, cells, headings; of a workbook
// "import.xlsx.<problem>" with sheet and cell.
std::expected<Table, std::vector<base::Finding>> read_table(std::string_view bytes);

// The columns a file of this act may have: paths of its fields ("position.latitude"; a list is one column), and "basis".
// Fields that a spreadsheet cannot hold (files, lists of records) are not among them.
std::vector<std::string> columns(const Type&);

// Other names of columns and of choices, as people see them; keys are folded (base::fold).
struct ColumnWords {
    std::map<std::string, std::string> paths;                           // "pays" → "country"
    std::map<std::string, std::map<std::string, std::string>> choices;  // path → "ville" → "city"
};
// Which column is which field; every heading that is none, or that names a field a second time, and required fields without a column.
std::expected<std::vector<std::string>, std::vector<base::Finding>> columns_of(const Table&, const Type&, const ColumnWords&);

// One row as an act's JSON, cells read as people write them; what cannot be read stays text, so that decoding says so.
struct RowAct {
    std::string json, basis;
};
RowAct row_act(const Type&, const std::vector<std::string>& columns, const Table::Row&, const ColumnWords&, base::Language);

}  // namespace acts
