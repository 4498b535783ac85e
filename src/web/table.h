// A list declared once: its columns give the table of the page, the CSV (RFC 4180), the JSON and the workbook. docs/decisions/0013.
#pragma once
#include "base/money.h"
#include "web/site.h"

#include <algorithm>

namespace web {

struct Link {
    std::string text, address;  // empty text: the address
    bool operator==(const Link&) const = default;
};
// Nothing: not known. A day is a date in a workbook and "2026-11-21" elsewhere, an amount "1234.50 EUR", a link its address.
using Cell = std::variant<std::monostate, std::int64_t, std::string, base::Date, base::Money, Link>;
using Cells = std::vector<Cell>;
template <class T>
Cell cell(const std::optional<T>& value) {
    return value ? Cell(*value) : Cell();
}
inline Cell cell(const std::optional<base::PartialDate>& date) { return date ? Cell(date->edtf()) : Cell(); }

std::string plain(const Cell&);  // as CSV and JSON write it; nothing: empty

struct Heading {
    enum class Look { text, figure, name };  // name: heads its row
    std::string_view name;                   // in files and in ?columns=: "population"; empty: on the page only
    std::string_view label;                  // catalogue key of what stands above
    std::string_view sort = "";              // its name in ?sort=; empty: the list cannot be sorted by it
    Look look = Look::text;
    bool labelled = true;  // whether a cell repeats the heading on a phone
    bool shown = true;     // on the page, when nobody chose columns
};
template <class Row>
struct Column {
    Heading heading;
    std::function<html::Node(const Row&)> show;  // on the page; empty: the value as it is
    std::function<Cell(const Row&)> value;       // in files
};

// ?sort=name or ?sort=-name.
struct Sorting {
    std::string by;
    bool descending = false;
    static Sorting asked(const Visit&, std::string_view otherwise);
    std::string text() const { return descending ? "-" + by : by; }
};

// ?page=2: fifty rows a page; ?rows=all, to print: as many as can stand on one.
struct Paging {
    static constexpr std::int64_t rows_usual = 50, rows_most = 200;
    std::int64_t total = 0, page = 1, rows = rows_usual;
    static Paging asked(const Visit&, std::int64_t total);  // a page that is not there gives the nearest that is
    std::int64_t offset() const { return (page - 1) * rows; }
    std::int64_t pages() const { return std::max<std::int64_t>(1, (total + rows - 1) / rows); }
};

// ?columns=name&columns=population: the columns wanted; none: nobody chose.
std::vector<std::string_view> columns_asked(const Visit&);
// What a list may be asked beyond its filters, for add_page.
std::vector<std::string> list_query(std::vector<std::string> filters);

// `swap`: the ids whose content the script takes from the answer to a sort or page link; empty: whole pages are loaded.
// `cell`: what stands in a row, counted from 0, under that heading.
html::Node table_of(const Visit&, std::string_view caption, std::span<const Heading>, std::size_t rows,
                    const std::function<html::Node(std::size_t row, std::size_t column)>& cell, const Sorting&, std::string_view swap);
// Nothing when one page holds all; with them, all on one page, to print.
html::Node page_links(const Visit&, const Paging&, std::string_view swap);
html::Node shown_cell(const Visit&, const Cell&);
// In the form of a filter: the day that the page is of, and when it was known, as hidden controls.
html::Node kept_days(const Visit&);
// A form of checkboxes, closed at first.
html::Node column_choice(const Visit&, const Address& list, std::span<const Heading>, std::span<const Heading> chosen);
// "Exporter : CSV XLSX JSON": this list as it is filtered and sorted, whole.
html::Node export_links(const Visit&, const Address& list);

enum class Format { csv, json, xlsx };
inline constexpr Format formats[] = {Format::csv, Format::json, Format::xlsx};
std::string_view ending(Format);  // ".csv"

// The next rows, some hundreds; none: those were all. It is asked of one snapshot, and remembers where it stands.
using CellSource = std::function<std::vector<Cells>(store::Db&)>;
template <class Row>
using RowSource = std::function<std::vector<Row>(store::Db&)>;
inline constexpr std::int64_t rows_at_once = 500;
template <class Row>
RowSource<Row> rows_of(std::vector<Row> all) {  // of a short list
    return [all = std::make_shared<std::vector<Row>>(std::move(all))](store::Db&) { return std::exchange(*all, {}); };
}

// A list as its file would give it. For who gives `Visit::cells`.
struct ListOfCells {
    std::vector<Heading> headings;
    CellSource rows;
};

// A file of the list, made on disk by and by as it is sent: memory stays flat whatever the number of rows, and the snapshot is let go
// before the first byte leaves, however slow the reader. The cells of `visit` are made while it lasts: hold no reference to it.
Response file_of(const std::shared_ptr<const Visit>&, std::string_view name, Format, std::vector<Heading>, CellSource);
// The addresses of the files in both languages: "/membres.csv".
void add_files(Router&, const SiteHooks&, const std::string& name, const Address& list, std::vector<std::string> query,
               std::function<Response(Visit&, Format)>);

template <class Row>
class List {
public:
    explicit List(std::vector<Column<Row>> columns) : columns_(std::move(columns)) {}

    html::Node table(const Visit& visit, std::string_view caption, const std::vector<Row>& rows, const Sorting& sorting = {},
                     std::string_view swap = "") const {
        const auto chosen = on_page(visit);
        const auto cell = [&](std::size_t row, std::size_t column) {
            const auto& one = *chosen[column];
            return one.show ? one.show(rows[row]) : shown_cell(visit, one.value(rows[row]));
        };
        return table_of(visit, caption, headings(chosen), rows.size(), cell, sorting, swap);
    }
    html::Node choice(const Visit& visit, const Address& list) const {
        std::vector<const Column<Row>*> all;
        for (const auto& column : columns_)
            if (!column.heading.name.empty()) all.push_back(&column);
        return column_choice(visit, list, headings(all), headings(on_page(visit)));
    }
    // `visit`: kept(…), and this list made of it.
    Response file(const std::shared_ptr<const Visit>& visit, std::string_view name, Format format, RowSource<Row> rows) const {
        std::vector<const Column<Row>*> wanted;
        const auto asked = columns_asked(*visit);
        for (const auto& column : columns_)
            if (!column.heading.name.empty() && (asked.empty() || std::ranges::find(asked, column.heading.name) != asked.end()))
                wanted.push_back(&column);
        std::vector<std::function<Cell(const Row&)>> values;
        for (const auto* column : wanted) values.push_back(column->value);
        return file_of(visit, name, format, headings(wanted), [values = std::move(values), rows = std::move(rows)](store::Db& db) {
            std::vector<Cells> cells;
            for (const auto& row : rows(db)) {
                auto& line = cells.emplace_back();
                for (const auto& value : values) line.push_back(value(row));
            }
            return cells;
        });
    }
    std::vector<std::string> names() const {  // of the files, for their documentation
        std::vector<std::string> all;
        for (const auto& column : columns_)
            if (!column.heading.name.empty()) all.emplace_back(column.heading.name);
        return all;
    }

private:
    static std::vector<Heading> headings(const std::vector<const Column<Row>*>& columns) {
        std::vector<Heading> all;
        for (const auto* column : columns) all.push_back(column->heading);
        return all;
    }
    // Those chosen, or those usual; what heads a row always.
    std::vector<const Column<Row>*> on_page(const Visit& visit) const {
        const auto asked = columns_asked(visit);
        std::vector<const Column<Row>*> all;
        for (const auto& column : columns_) {
            const auto& heading = column.heading;
            const bool wanted = asked.empty() ? heading.shown : std::ranges::find(asked, heading.name) != asked.end();
            if (wanted || heading.look == Heading::Look::name) all.push_back(&column);
        }
        return all;
    }

    std::vector<Column<Row>> columns_;
};

}  // namespace web
