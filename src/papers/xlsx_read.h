// Workbooks that people send (ECMA-376, ISO/IEC 29500, transitional and strict), read as the rows of texts that one sheet shows.
// Pure: bytes in, values out. Nothing is computed, no macro and no link is followed, no name in the file is ever a path.
//
// A cell's text: shared, inline and rich texts whole; numbers as decimals, never in powers of ten, without the noise of binary (whole
// ones digit for digit, others to the 15 significant digits that a spreadsheet keeps; 25 % is "0.25"); "TRUE" and "FALSE"; dates by their
// number format: "2026-11-21", "2026-11-21T14:30", "14:30:05", and "2026-11" or "2026" for the first of the month or of the
// year where the format shows no more; a formula's last result. Hidden rows and columns are read like others. Of merged cells the first
// has the text.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace papers {

inline constexpr std::size_t xlsx_bytes_max = 20'000'000;              // of the file
inline constexpr std::uint64_t xlsx_unpacked_bytes_max = 100'000'000;  // of all parts that are read, together; counted while inflating
inline constexpr std::size_t xlsx_entries_max = 2'000;                 // of the archive
inline constexpr std::size_t xlsx_rows_max = 10'000;                   // that are not blank
inline constexpr std::size_t xlsx_columns_max = 200;
inline constexpr std::size_t xlsx_cell_bytes_max = 65'536;       // of one text; a spreadsheet program itself stops at 32,767 characters
inline constexpr std::size_t xlsx_text_bytes_max = 50'000'000;   // of all cells together: one shared text may stand in a million cells
inline constexpr std::size_t xlsx_shared_texts_max = 2'000'000;  // as many as a full table has cells
inline constexpr std::size_t xlsx_formats_max = 65'536;          // cell formats, and number formats; a spreadsheet program stops there
inline constexpr std::size_t xlsx_sheets_max = 1'000;
inline constexpr std::size_t xlsx_faults_max = 100;  // named; further ones are let go, the file is refused all the same

enum class XlsxProblem {
    not_a_workbook,    // neither a ZIP archive nor something named below, or an archive of another kind of document
    old_format,        // an OLE file, as .xls is: to be saved again as .xlsx
    binary_format,     // .xlsb
    open_document,     // .ods
    encrypted,         // with a password
    too_big,           // the file itself
    bomb,              // inflates out of all proportion, or to more than any honest file
    too_many_entries,  // of the archive
    broken,            // truncated, wrong checksum, not XML, parts missing
    document_type,     // has a <!DOCTYPE>, which no workbook has
    too_deep,          // elements in elements
    no_sheet,          // none of that name; or none at all that is seen
    too_many_rows,
    too_many_columns,
    too_much_text,        // all cells together, or the table of texts
    disorder,             // rows or cells not in their order, or twice; merged cells over each other
    cell_too_long,        // one text
    cell_error,           // "#REF!", "#N/A"
    cell_date,            // a date before 1900 or after 9999
    cell_number,          // a number that is none, or with more than 400 digits
    cell_reference,       // names a text that is not there
    cell_not_calculated,  // a formula whose result was not kept
};
std::string_view name(XlsxProblem);  // as spelt above

struct XlsxFault {
    XlsxProblem problem{};
    std::string sheet, cell;  // "Villes", "B12"; empty where it is about the whole
    bool operator==(const XlsxFault&) const = default;
};

struct XlsxTable {
    struct Row {
        std::int64_t number = 0;         // as the spreadsheet numbers it, from 1
        std::vector<std::string> cells;  // from column A; UTF-8; empty ones in place, none after the last that has text
        bool operator==(const Row&) const = default;
    };
    std::string sheet;                // the one read
    std::vector<std::string> sheets;  // all of the workbook, in their order, hidden ones too
    std::vector<Row> rows;            // those with text; the headings are the first of them
};

// The sheet of that name, or, without a name, the first that is not hidden. Otherwise what is wrong: one problem that ends the reading,
// or every cell that cannot be read, at once.
std::expected<XlsxTable, std::vector<XlsxFault>> read_xlsx(std::string_view bytes, std::string_view sheet = {});

}  // namespace papers
