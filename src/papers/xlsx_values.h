// What the cells of a workbook mean: number formats, dates, decimals, escaped characters. Of xlsx_read; pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace papers {

// What a number format (ECMA-376 part 1, 18.8.31) shows of a date; all false: the value is a number.
struct DateFormat {
    bool year = false, month = false, day = false, time = false;
    bool is_date() const { return year || month || day; }
    bool shows_time_only() const { return time && !is_date(); }
    bool operator==(const DateFormat&) const = default;
};
DateFormat built_in_date_format(std::int64_t number_format_id);  // 18.8.30, with those of East Asia
DateFormat date_format(std::string_view code);                   // "dd/mm/yyyy", "[h]:mm", "0.00 \"EUR\""

enum class Epoch { of_1900, of_1904 };  // day 1 is 1900-01-01, and day 60 a 29 February that never was; or day 0 is 1904-01-01

// "45292.5" under a format with a date or a time, as ISO 8601, to the nearest second; nothing when there is no such day.
std::optional<std::string> date_text(std::string_view number, const DateFormat&, Epoch);

// A number of XML ("1E+2", "0.30000000000000004", "-07") as a plain decimal. Whole numbers keep every digit, others 15 significant ones,
// a half away from zero. Nothing when it is not one, or when it would have more than 400 digits (a double has no more than 309).
std::optional<std::string> decimal_text(std::string_view number);

// "_x000D_" (22.9.2.19) as the character; what is not such an escape, or would be no character, stays.
std::string unescaped(std::string_view text);

// "BC12": column 54 (from 0), row 12 (from 1). Nothing when it is not written so, or beyond XFD1048576.
struct CellPlace {
    std::int64_t column = 0, row = 0;
    bool operator==(const CellPlace&) const = default;
};
std::optional<CellPlace> cell_place(std::string_view reference);
std::string cell_name(std::int64_t column, std::int64_t row);

}  // namespace papers
