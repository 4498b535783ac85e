#include "papers/xlsx_sheet.h"

#include <algorithm>
#include "base/date.h"

namespace papers {
namespace {

constexpr std::int64_t rows_of_format = 1'048'576;

void drop_empty_end(std::vector<std::string>& cells) {
    while (!cells.empty() && cells.back().empty()) cells.pop_back();
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto begins = std::min(text.find_first_not_of(blank), text.size());
    return text.substr(begins, text.find_last_not_of(blank) + 1 - begins);
}

}  // namespace

void Sheet::start(std::string_view name, const XmlAttributes& attributes) {
    if (name == "sheetData") in_data_ = true;
    else if (name == "mergeCell" && !in_data_) merge(attributes["ref"]);
    else if (name == "row" && in_data_ && !in_row_) start_row(attributes);
    else if (name == "c" && in_row_ && !in_cell_) start_cell(attributes);
    else if (in_cell_) {
        if (name == "f") has_formula_ = true;
        else if (name == "v") in_value_ = has_value_ = true;
        else if (name == "is") in_inline_ = true;
        if (in_inline_) rich_.start(name);
    }
}

void Sheet::end(std::string_view name) {
    if (in_inline_) rich_.end(name);
    if (name == "v") in_value_ = false;
    else if (name == "is") in_inline_ = false;
    else if (name == "c" && in_cell_) end_cell();
    else if (name == "row" && in_row_) end_row();
    else if (name == "sheetData") in_data_ = false;
}

void Sheet::text(std::string_view piece) {
    if (!in_value_ && !(in_inline_ && rich_.wanted())) return;
    if (collected_.size() <= xlsx_cell_bytes_max) collected_ += piece;  // beyond, it is refused anyway
}

void Sheet::say(XlsxProblem what) {
    if (faults.size() < xlsx_faults_max) faults.push_back({what, {}, cell_name(column_, row_number_)});
}
void Sheet::refuse(XlsxProblem what) {
    if (problem) return;
    problem = what;
    if (faults.size() == xlsx_faults_max) faults.pop_back();
    faults.push_back({what, {}, cell_name(std::max<std::int64_t>(column_, 0), row_number_)});
}

void Sheet::start_row(const XmlAttributes& attributes) {
    const auto given = attributes["r"];
    const auto number = given.data() ? whole_number(given).value_or(0) : row_number_ + 1;
    column_ = -1;
    if (number <= row_number_ || number > rows_of_format) return refuse(XlsxProblem::disorder);
    row_.number = row_number_ = number;
    row_.cells.clear();
    in_row_ = true;
}

void Sheet::end_row() {
    in_row_ = false;
    drop_empty_end(row_.cells);
    if (row_.cells.empty()) return;
    if (rows.size() == xlsx_rows_max) return refuse(XlsxProblem::too_many_rows);
    rows.push_back(std::move(row_));
    row_ = {};
}

void Sheet::start_cell(const XmlAttributes& attributes) {
    const auto given = attributes["r"];
    const auto place = given.data() ? cell_place(given) : CellPlace{column_ + 1, row_number_};
    if (!place || place->row != row_number_ || place->column <= column_) return refuse(XlsxProblem::disorder);
    column_ = place->column;
    const auto type = attributes["t"];
    kind_ = !type.data() || type == "n" ? Kind::number
            : type == "s"               ? Kind::shared
            : type == "inlineStr"       ? Kind::inline_text
            : type == "str"             ? Kind::text
            : type == "b"               ? Kind::boolean
            : type == "e"               ? Kind::error
            : type == "d"               ? Kind::date
                                        : Kind::unknown;
    style_ = static_cast<std::size_t>(whole_number(attributes["s"]).value_or(0));
    collected_.clear();
    has_formula_ = has_value_ = false;
    in_cell_ = true;
}

void Sheet::end_cell() {
    in_cell_ = in_value_ = in_inline_ = false;
    rich_ = {};
    if (has_formula_ && !has_value_) return say(XlsxProblem::cell_not_calculated);
    if (collected_.size() > xlsx_cell_bytes_max) return say(XlsxProblem::cell_too_long);
    auto content = value();
    if (content.empty()) return;
    if (column_ >= static_cast<std::int64_t>(xlsx_columns_max)) return refuse(XlsxProblem::too_many_columns);
    text_bytes_ += content.size();
    if (text_bytes_ > xlsx_text_bytes_max) return refuse(XlsxProblem::too_much_text);
    row_.cells.resize(static_cast<std::size_t>(column_) + 1);
    row_.cells.back() = std::move(content);
}

std::string Sheet::value() {
    if (kind_ == Kind::inline_text || kind_ == Kind::text) return unescaped(collected_);
    collected_ = trimmed(collected_);
    if (collected_.empty()) return {};
    switch (kind_) {
    case Kind::shared: return shared();
    case Kind::number: return number();
    case Kind::date: return iso_date();
    case Kind::boolean:
        if (collected_ == "1" || collected_ == "true") return "TRUE";
        if (collected_ == "0" || collected_ == "false") return "FALSE";
        break;
    case Kind::error: return say(XlsxProblem::cell_error), std::string();
    default: break;
    }
    return say(XlsxProblem::cell_number), std::string();
}

std::string Sheet::shared() {
    const auto index = whole_number(collected_);
    const auto found = index ? texts_.at(static_cast<std::size_t>(*index)) : std::nullopt;
    if (!found) return say(XlsxProblem::cell_reference), std::string();
    if (found->size() > xlsx_cell_bytes_max) return say(XlsxProblem::cell_too_long), std::string();
    return unescaped(*found);
}

std::string Sheet::number() {
    auto decimal = decimal_text(collected_);
    if (!decimal) return say(XlsxProblem::cell_number), std::string();
    const auto format = styles_.of_cell(style_);
    if (!format.is_date() && !format.time) return *decimal;
    auto day = date_text(collected_, format, epoch_);
    if (!day) return say(XlsxProblem::cell_date), std::string();
    return *day;
}

// 18.18.11: "2026-11-21", "2026-11-21T14:30:00", "2026-11-21T14:30:00.000Z"
std::string Sheet::iso_date() {
    const auto day = base::Date::parse(std::string_view(collected_).substr(0, 10));
    const auto rest = std::string_view(collected_).substr(std::min<std::size_t>(collected_.size(), 10));
    if (!day || (!rest.empty() && (rest.size() < 9 || rest[0] != 'T' || rest[3] != ':' || rest[6] != ':' ||
                                   rest.substr(0, 9).find_first_not_of("T:0123456789") != rest.npos)))
        return say(XlsxProblem::cell_date), std::string();
    if (rest.empty() || rest.starts_with("T00:00:00")) return day->iso();
    return day->iso() + std::string(rest.substr(0, rest.substr(6, 3) == ":00" ? 6 : 9));
}

// What a program left in the covered cells is not seen by anybody, so it is not read.
void Sheet::merge(std::string_view range) {
    const auto colon = range.find(':');
    const auto from = cell_place(range.substr(0, colon));
    const auto to = colon == range.npos ? from : cell_place(range.substr(colon + 1));
    if (!from || !to || to->row < from->row || to->column < from->column) {
        row_number_ = 1;
        return refuse(XlsxProblem::disorder);
    }
    auto at = std::ranges::lower_bound(rows, from->row, {}, &XlsxTable::Row::number);
    for (; at != rows.end() && at->number <= to->row; ++at) {
        const auto end = std::min(to->column + 1, static_cast<std::int64_t>(at->cells.size()));
        for (auto column = from->column + (at->number == from->row ? 1 : 0); column < end; ++column)
            at->cells[static_cast<std::size_t>(column)].clear();
        if (++cells_merged_ > xlsx_rows_max * xlsx_columns_max) {  // no cell is in two, so they cannot be more
            column_ = from->column, row_number_ = from->row;
            return refuse(XlsxProblem::disorder);
        }
    }
}

void Sheet::finish() {
    for (auto& row : rows) drop_empty_end(row.cells);
    std::erase_if(rows, [](const auto& row) { return row.cells.empty(); });
}

}  // namespace papers
