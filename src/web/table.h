// A list declared once: its columns give the table of the page, the CSV (RFC 4180) and the JSON.
#pragma once
#include "web/site.h"

namespace web {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;  // nothing: not known
template <class T>
Cell cell(const std::optional<T>& value) {
    return value ? Cell(*value) : Cell();
}
inline Cell cell(const std::optional<base::PartialDate>& date) { return date ? Cell(date->edtf()) : Cell(); }

struct Heading {
    enum class Look { text, figure, name };  // name: heads its row
    std::string_view name;                   // in CSV and JSON: "population"; empty: on the page only
    std::string_view label;                  // catalogue key of what stands above; empty: in the exports only
    std::string_view sort = "";              // its name in ?sort=; empty: the list cannot be sorted by it
    Look look = Look::text;
    bool labelled = true;  // whether a cell repeats the heading on a phone
};
template <class Row>
struct Column {
    Heading heading;
    std::function<html::Node(const Row&)> show;  // for columns of the page
    std::function<Cell(const Row&)> value;       // for columns of the exports
};

// ?sort=name or ?sort=-name.
struct Sorting {
    std::string by;
    bool descending = false;
    static Sorting asked(const Visit&, std::string_view otherwise);
    std::string text() const { return descending ? "-" + by : by; }
};

// ?page=2: fifty rows a page.
struct Paging {
    static constexpr std::int64_t rows = 50;
    std::int64_t total = 0, page = 1;
    static Paging asked(const Visit&, std::int64_t total);  // a page that is not there gives the nearest that is
    std::int64_t offset() const { return (page - 1) * rows; }
    std::int64_t pages() const { return std::max<std::int64_t>(1, (total + rows - 1) / rows); }
};

// `swap`: the ids whose content the script takes from the answer to a sort or page link; empty: whole pages are loaded.
html::Node table_of(const Visit&, std::string_view caption, std::span<const Heading>, const std::vector<std::vector<html::Node>>& rows,
                    const Sorting&, std::string_view swap);
html::Node page_links(const Visit&, const Paging&, std::string_view swap);  // nothing when one page holds all
// "Exporter : CSV JSON": this list as it is filtered, whole.
html::Node export_links(const Visit&, const Address& list);

// UTF-8 with its mark (spreadsheets know it by that), CRLF, a heading row; a text that a spreadsheet would run as a formula begins
// with an apostrophe (OWASP, CSV injection).
std::string csv_of(std::span<const Heading>, const std::vector<std::vector<Cell>>& rows);
std::string json_of(std::span<const Heading>, const std::vector<std::vector<Cell>>& rows);  // an array of objects; null: not known

enum class Format { csv, json };
// A file of the list: kept like a page.
Response file_of(Visit&, std::string_view name, Format, std::span<const Heading>, const std::vector<std::vector<Cell>>& rows);

template <class Row>
class List {
public:
    explicit List(std::vector<Column<Row>> columns) : columns_(std::move(columns)) {}

    html::Node table(const Visit& visit, std::string_view caption, const std::vector<Row>& rows, const Sorting& sorting = {},
                     std::string_view swap = "") const {
        std::vector<Heading> headings;
        std::vector<std::vector<html::Node>> cells(rows.size());
        for (const auto& column : columns_) {
            if (column.heading.label.empty()) continue;
            headings.push_back(column.heading);
            for (std::size_t i = 0; i < rows.size(); ++i) cells[i].push_back(column.show(rows[i]));
        }
        return table_of(visit, caption, headings, cells, sorting, swap);
    }
    Response file(Visit& visit, std::string_view name, Format format, const std::vector<Row>& rows) const {
        std::vector<Heading> headings;
        std::vector<std::vector<Cell>> cells(rows.size());
        for (const auto& column : columns_) {
            if (column.heading.name.empty()) continue;
            headings.push_back(column.heading);
            for (std::size_t i = 0; i < rows.size(); ++i) cells[i].push_back(column.value(rows[i]));
        }
        return file_of(visit, name, format, headings, cells);
    }
    std::vector<std::string> names() const {  // of the exports, for their documentation
        std::vector<std::string> all;
        for (const auto& column : columns_)
            if (!column.heading.name.empty()) all.emplace_back(column.heading.name);
        return all;
    }

private:
    std::vector<Column<Row>> columns_;
};

}  // namespace web
