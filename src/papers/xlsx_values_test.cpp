// What a number in a workbook means, by ECMA-376 part 1.
#include "papers/xlsx_values.h"

#include <doctest/doctest.h>
#include <string>

using namespace papers;

TEST_CASE("A number of a workbook is written as the decimal that was typed") {
    struct Case {
        const char *number, *text;
    };
    const Case cases[] = {
        {"0", "0"},
        {"-0", "0"},
        {"7", "7"},
        {"-7", "-7"},
        {"+7", "7"},
        {"007", "7"},
        {"7.0", "7"},
        {"7.", "7"},
        {".5", "0.5"},
        {"-.5", "-0.5"},
        {"1.50", "1.5"},
        {"0.30000000000000004", "0.3"},
        {"5.0999999999999996", "5.1"},
        {"0.1", "0.1"},
        {"99.999999999999999", "100"},
        {"9.9999999999999995E-1", "1"},
        {"1E+2", "100"},
        {"1.5E3", "1500"},
        {"1.2345678E4", "12345.678"},
        {"1e-3", "0.001"},
        {"-2.5E-2", "-0.025"},
        {"0E+300", "0"},
        {"1E0", "1"},
        {"12345678901234567890", "12345678901234567890"},  // whole: digit for digit
        {"1234567890123456.7", "1234567890123460"},        // not whole: 15 digits
        {"123456789012345.5", "123456789012346"},
        {"123456789012345.4", "123456789012345"},
        {"0.000000000000000123456789012345678", "0.000000000000000123456789012346"},
        {"1E400", "!"},
        {"1E399", "1…"},
        {"1E-400", "0…"},
        {"1E-401", "!"},
        {"1E999999999999", "!"},
        {"", "!"},
        {"-", "!"},
        {".", "!"},
        {"1,5", "!"},
        {"1 000", "!"},
        {"0x10", "!"},
        {"NaN", "!"},
        {"INF", "!"},
        {"1.2.3", "!"},
        {"1E", "!"},
        {"1E+-2", "!"},
        {"--1", "!"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.number);
        auto text = decimal_text(one.number).value_or("!");
        if (text.size() > 300) text = text.substr(0, 1) + "…";
        CHECK(text == one.text);
    }
    CHECK(decimal_text(std::string(400, '9')) == std::string(400, '9'));
    CHECK(!decimal_text(std::string(401, '9')));
}

TEST_CASE("A number format is a date's when it shows a year, a month, a day or an hour") {
    const auto letters = [](const DateFormat& format) {
        return std::string(format.year ? "y" : "") + (format.month ? "m" : "") + (format.day ? "d" : "") + (format.time ? "t" : "");
    };
    struct Case {
        const char *code, *shows;
    };
    const Case cases[] = {{"General", ""},
                          {"0", ""},
                          {"0.00", ""},
                          {"#,##0", ""},
                          {"#,##0.00\\ [$€-40C]", ""},
                          {"#,##0.00 \"dh\"", ""},
                          {"[Red]0", ""},
                          {"0.00E+00", ""},
                          {"@", ""},
                          {"# ?/?", ""},
                          {"0\" days\"", ""},
                          {"_-* #,##0.00\\ _€_-", ""},
                          {"", ""},
                          {"0;dd", ""},
                          {"0%", ""},
                          {"yyyy\\-mm\\-dd", "ymd"},
                          {"dd/mm/yyyy", "ymd"},
                          {"[$-40C]d\\ mmmm\\ yyyy", "ymd"},
                          {"dd/mm/yyyy;@", "ymd"},
                          {"DD/MM/YYYY", "ymd"},
                          {"d-mmm", "md"},
                          {"mmm\\-yy", "ym"},
                          {"yyyy", "y"},
                          {"mmmm", "m"},
                          {"dddd", "d"},
                          {"dd/mm/yyyy hh:mm", "ymdt"},
                          {"hh:mm", "t"},
                          {"h:mm AM/PM", "t"},
                          {"[h]:mm:ss", "t"},
                          {"[mm]:ss", "t"},
                          {"mm:ss.0", "t"},
                          {"hh\"h\"mm", "t"},
                          {"[Black]dd/mm/yy", "ymd"},
                          {"\"le \"d", "d"},
                          {"[", ""},
                          {"\"", ""},
                          {"\\", ""}};
    for (const auto& one : cases) {
        CAPTURE(one.code);
        CHECK(letters(date_format(one.code)) == one.shows);
    }
    for (const int id : {0, 1, 13, 23, 26, 37, 44, 48, 49, 59}) CHECK(letters(built_in_date_format(id)).empty());
    for (const int id : {14, 15, 27, 31, 36, 50, 58}) CHECK(letters(built_in_date_format(id)) == "ymd");
    for (const int id : {18, 21, 32, 35, 45, 47}) CHECK(letters(built_in_date_format(id)) == "t");
    CHECK(letters(built_in_date_format(16)) == "md");
    CHECK(letters(built_in_date_format(17)) == "ym");
    CHECK(letters(built_in_date_format(22)) == "ymdt");
}

TEST_CASE("A day counts from 1900 with a 29 February that never was, or from 1904") {
    const DateFormat day{.year = true, .month = true, .day = true}, moment{.year = true, .month = true, .day = true, .time = true},
        month{.year = true, .month = true}, year{.year = true}, hour{.time = true};
    struct Case {
        const char* number;
        DateFormat format;
        Epoch epoch;
        const char* text;
    };
    const Case cases[] = {{"1", day, Epoch::of_1900, "1900-01-01"},
                          {"59", day, Epoch::of_1900, "1900-02-28"},
                          {"60", day, Epoch::of_1900, "!"},
                          {"61", day, Epoch::of_1900, "1900-03-01"},
                          {"46347", day, Epoch::of_1900, "2026-11-21"},
                          {"46347.75", day, Epoch::of_1900, "2026-11-21"},
                          {"0", day, Epoch::of_1900, "!"},
                          {"-1", day, Epoch::of_1900, "!"},
                          {"2958465", day, Epoch::of_1900, "9999-12-31"},
                          {"2958466", day, Epoch::of_1900, "!"},
                          {"0", day, Epoch::of_1904, "1904-01-01"},
                          {"44885", day, Epoch::of_1904, "2026-11-21"},
                          {"2957003", day, Epoch::of_1904, "9999-12-31"},
                          {"2957004", day, Epoch::of_1904, "!"},
                          {"46347.604166666664", moment, Epoch::of_1900, "2026-11-21T14:30"},
                          {"46347", moment, Epoch::of_1900, "2026-11-21"},
                          {"46347.604224537", moment, Epoch::of_1900, "2026-11-21T14:30:05"},
                          {"46347.9999999", moment, Epoch::of_1900, "2026-11-22"},
                          {"0.604166666666667", hour, Epoch::of_1900, "14:30"},
                          {"1.5", hour, Epoch::of_1900, "36:00"},
                          {"0", hour, Epoch::of_1900, "00:00"},
                          {"-0.5", hour, Epoch::of_1900, "!"},
                          {"46327", month, Epoch::of_1900, "2026-11"},
                          {"46328", month, Epoch::of_1900, "2026-11-02"},
                          {"46023", year, Epoch::of_1900, "2026"},
                          {"46024", year, Epoch::of_1900, "2026-01-02"},
                          {"4.6347E4", day, Epoch::of_1900, "2026-11-21"},
                          {"1E999", day, Epoch::of_1900, "!"},
                          {"nan", day, Epoch::of_1900, "!"},
                          {"x", day, Epoch::of_1900, "!"},
                          {"", day, Epoch::of_1900, "!"}};
    for (const auto& one : cases) {
        CAPTURE(one.number);
        CHECK(date_text(one.number, one.format, one.epoch).value_or("!") == one.text);
    }
}

TEST_CASE("Escaped characters and names of cells are read") {
    CHECK(unescaped("a_x000D_b_x00e9__x20AC_") == "a\rbé€");
    CHECK(unescaped("_x005F_x0041_") == "_x0041_");
    for (const char* plain : {"_x000_", "_x00000_", "_xGGGG_", "_x0000_", "_xD800_", "_xFFFE_", "_x", "_", "_x0041"})
        CHECK(unescaped(plain) == plain);
    CHECK(cell_place("A1") == CellPlace{0, 1});
    CHECK(cell_place("BC12") == CellPlace{54, 12});
    CHECK(cell_place("XFD1048576") == CellPlace{16'383, 1'048'576});
    for (const char* wrong : {"XFE1", "A1048577", "A0", "A", "1", "a1", "A-1", "A01", "A1 ", "AAAAA1", "$A$1", ""})
        CHECK(!cell_place(wrong));
    for (const char* cell : {"A1", "Z9", "AA10", "AZ1", "BA1", "ZZ3", "AAA7", "XFD1048576"}) {
        const auto place = *cell_place(cell);
        CHECK(cell_name(place.column, place.row) == cell);
    }
}
