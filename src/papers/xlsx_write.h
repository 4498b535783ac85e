// Workbooks to take away (ECMA-376), row by row: what was given is on disk, in an unnamed file, so that memory stays flat whatever the
// number of rows. No clock and no chance: the same rows, with the same time of making, give the same bytes.
//
// Nothing that people typed is ever a formula: a text is written as a text, which a spreadsheet program shows and does not compute, be it
// "=1+1" (unlike in CSV, where it would have to be changed).
#pragma once
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
#include "base/date.h"
#include "base/money.h"

namespace papers {

// Limits of the format itself.
inline constexpr std::size_t xlsx_written_rows_max = 1'048'575;  // below the headings
inline constexpr std::size_t xlsx_written_columns_max = 16'384;
inline constexpr std::size_t xlsx_written_cell_max = 32'767;  // UTF-16 units of one text
inline constexpr std::size_t xlsx_sheet_name_max = 31;        // UTF-16 units
inline constexpr std::size_t xlsx_link_address_max = 2'079;
inline constexpr std::size_t xlsx_links_max = 5'000;                  // of a sheet, each kept in memory, 2 KiB; further ones are texts
inline constexpr std::int64_t xlsx_digits_max = 999'999'999'999'999;  // a spreadsheet program keeps 15 digits; larger numbers are texts

struct XlsxLink {
    std::string text;     // empty: the address
    std::string address;  // "https:", "http:" or "mailto:"; any other is written as its text alone
};
// Nothing; a text; a number; an amount, under the format of its currency; a day; an address to follow.
using XlsxCell = std::variant<std::monostate, std::string_view, std::int64_t, base::Money, base::Date, XlsxLink>;

struct XlsxColumn {
    std::string heading;
    double width = 0;  // in characters; 0: by the texts it gets, from 8 to 60
    // Offered as a list below the heading, when they fit in the format's 255 units with their commas and none holds one; others are let in.
    std::vector<std::string> choices = {};
};

struct XlsxDescription {
    std::string sheet = "Sheet1";  // any text: what a sheet's name may not hold is replaced, see sheet_name
    std::string title, author;     // of the document; may be empty
    std::int64_t made_us = 0;      // microseconds since 1970-01-01 UTC; kept to the second, at least one second
    std::string folder;            // for the unnamed files; empty: the system's
};

enum class XlsxWriteProblem {
    not_text,        // not UTF-8, or with a character that XML cannot hold (U+0000, U+FFFE, U+FFFF)
    cell_too_long,   // more than xlsx_written_cell_max
    too_many_cells,  // more than there are columns
    too_many_rows,
    too_many_columns,
    disk,   // no room for the unnamed files, or no folder
    order,  // rows after finish, giving before it, or anything after the disk failed
};
struct XlsxWriteFault {
    XlsxWriteProblem problem{};
    std::int64_t row = 0, column = 0;  // from 1, as in the workbook: the headings are row 1; 0 where it is about neither
    bool operator==(const XlsxWriteFault&) const = default;
};

// One sheet, its headings bold, always in sight, and with filters.
class XlsxSheet {
public:
    static std::expected<XlsxSheet, XlsxWriteFault> begin(const XlsxDescription&, std::vector<XlsxColumn>);
    XlsxSheet(XlsxSheet&&) noexcept;
    XlsxSheet& operator=(XlsxSheet&&) noexcept;
    ~XlsxSheet();

    // Cells left out at the end are empty. A row refused leaves nothing behind: the next takes its number.
    std::expected<void, XlsxWriteFault> add(std::span<const XlsxCell> row);

    // Makes the workbook and reads it again, since what fell to a full disk is not always said; its size in bytes. Once.
    std::expected<std::uint64_t, XlsxWriteFault> finish();
    // After that: the workbook in pieces of at most 64 KiB, as often as wanted. A receiver that gives false ends it, which is no fault.
    using Receiver = std::function<bool(std::string_view piece)>;
    std::expected<void, XlsxWriteFault> give(const Receiver&) const;
    // The same, one piece at a time: what begins at that byte; empty: the end.
    std::expected<std::string, XlsxWriteFault> piece(std::uint64_t at) const;

private:
    struct State;
    explicit XlsxSheet(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

// What Excel takes as a name: at most 31 UTF-16 units, none of \ / ? * [ ] : nor control characters ("-" in their place), no apostrophe and
// no blank at an end, not empty, not "History" ("Sheet1" then).
std::string sheet_name(std::string_view text);

}  // namespace papers
