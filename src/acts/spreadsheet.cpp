#include "acts/spreadsheet.h"

#include "base/text.h"
#include "base/typed.h"
#include "papers/xlsx_read.h"

#include <algorithm>
#include <array>
#include <set>

namespace acts {
namespace {

// The upper half of Windows-1252 that is not Latin-1, from 0x80; 0: no character.
constexpr std::array<char16_t, 32> windows_1252{0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
                                                0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
                                                0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

std::optional<std::string> from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const unsigned char byte : bytes) {
        const unsigned code = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80u] : byte;
        if (code == 0) return {};
        if (code < 0x80) text += static_cast<char>(code);
        else if (code < 0x800) text += {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f))};
        else
            text += {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3f)),
                     static_cast<char>(0x80 | (code & 0x3f))};
    }
    return text;
}

struct Faults {
    std::vector<base::Finding> named;
    std::int64_t more = 0;
    void say(std::string code, std::vector<base::Figure> figures = {}) {
        if (named.size() < table_faults_max) named.push_back({"import." + code, {}, std::move(figures)});
        else ++more;
    }
    bool any() const { return !named.empty(); }
    std::unexpected<std::vector<base::Finding>> all() {
        if (more) named.push_back({"import.more", {}, {{"count", more}}});
        return std::unexpected(std::move(named));
    }
};

// The separator that the first record has most of, outside quotes.
char separator_of(std::string_view text) {
    std::array<std::pair<char, int>, 3> counts{{{';', 0}, {',', 0}, {'\t', 0}}};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) break;
        for (auto& [separator, count] : counts) count += !quoted && c == separator;
    }
    return std::ranges::max_element(counts, {}, &std::pair<char, int>::second)->first;
}

// Reads one record after the other.
class Records {
public:
    Records(std::string_view text, char separator, Faults& faults) : rest_(text), separator_(separator), faults_(faults) {}

    bool next(Table::Row& row) {
        if (rest_.empty()) return false;
        row.number = ++number_;
        row.cells.clear();
        for (;;) {
            row.cells.push_back(cell());
            if (rest_.empty()) return true;
            const char c = rest_[0];
            rest_.remove_prefix(1);
            if (c == separator_) {
                if (rest_.empty()) row.cells.emplace_back();
                continue;
            }
            if (c == '\r' && rest_.starts_with('\n')) rest_.remove_prefix(1);
            return true;
        }
    }

private:
    bool ends(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

    std::string cell() {
        if (rest_.starts_with('"')) return quoted();
        std::size_t size = 0;
        while (size < rest_.size() && !ends(rest_[size])) ++size;
        std::string text(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return text;
    }
    std::string quoted() {
        std::string text;
        std::size_t at = 1;
        for (;; ++at) {
            if (at >= rest_.size()) {
                faults_.say("quote_open", {{"row", number_}});
                rest_ = {};
                return text;
            }
            if (rest_[at] != '"') {
                text += rest_[at];
                continue;
            }
            if (at + 1 < rest_.size() && rest_[at + 1] == '"') {
                text += '"';
                ++at;
                continue;
            }
            break;
        }
        rest_.remove_prefix(at + 1);
        if (!rest_.empty() && !ends(rest_[0])) {
            faults_.say("quote_inside", {{"row", number_}});
            while (!rest_.empty() && !ends(rest_[0])) rest_.remove_prefix(1);
        }
        return text;
    }

    std::string_view rest_;
    char separator_;
    Faults& faults_;
    std::int64_t number_ = 0;
};

bool blank(const Table::Row& row) {
    return std::ranges::all_of(row.cells, [](const auto& cell) { return base::trimmed(cell).empty(); });
}

// A row has as many cells as there are headings; empty ones too many are let go, since spreadsheets add them.
void square(Table::Row& row, std::size_t wanted, Faults& faults) {
    while (row.cells.size() > wanted && base::trimmed(row.cells.back()).empty()) row.cells.pop_back();
    if (row.cells.size() != wanted)
        faults.say(
            "ragged",
            {{"row", row.number}, {"cells", static_cast<std::int64_t>(row.cells.size())}, {"headings", static_cast<std::int64_t>(wanted)}});
    row.cells.resize(wanted);
}

void add_columns(const Type& type, const std::string& path, std::vector<std::string>& out) {
    if (type.kind == Kind::optional) return add_columns(*type.inner, path, out);
    if (&type == &type_of<Attachment>()) return;
    if (type.kind == Kind::list) {
        if (type.inner->kind != Kind::record && type.inner->kind != Kind::list) out.push_back(path);
        return;
    }
    if (type.kind != Kind::record) return out.push_back(path);
    for (const auto& field : type.fields)
        add_columns(*field.type, path.empty() ? std::string(field.name) : path + "." + std::string(field.name), out);
}

class RowReader {
public:
    RowReader(const std::vector<std::string>& columns, const Table::Row& row, const ColumnWords& words, base::Language language)
        : columns_(columns), row_(row), words_(words), language_(language) {}

    std::optional<std::string> value(const Type& type, const std::string& path) const {
        if (type.kind == Kind::optional) return value(*type.inner, path);
        if (type.kind == Kind::record) return record(type, path);
        const auto text = cell(path);
        if (!text) return {};
        return type.kind == Kind::list ? list(*type.inner, path, *text) : scalar(type, path, *text);
    }

    std::optional<std::string_view> cell(std::string_view path) const {
        const auto found = std::ranges::find(columns_, path);
        if (found == columns_.end()) return {};
        auto text = base::trimmed(row_.cells[static_cast<std::size_t>(found - columns_.begin())]);
        // The apostrophe that our CSV files write before what a spreadsheet would run as a formula (web/table_file.cpp).
        if (text.size() > 1 && text[0] == '\'' && std::string_view("=+-@\t\r").contains(text[1])) text.remove_prefix(1);
        return text.empty() ? std::nullopt : std::optional(text);
    }

private:
    std::optional<std::string> record(const Type& type, const std::string& path) const {
        std::string members;
        for (const auto& field : type.fields)
            if (const auto inner = value(*field.type, path.empty() ? std::string(field.name) : path + "." + std::string(field.name)))
                members += (members.empty() ? "" : ",") + json_text(field.name) + ":" + *inner;
        if (members.empty()) return {};
        return "{" + members + "}";
    }
    std::string list(const Type& inner, const std::string& path, std::string_view text) const {
        const std::string_view marks = inner.kind == Kind::id || inner.kind == Kind::integer ? "|;, \t\n" : "|\n";
        std::string items;
        while (!text.empty()) {
            const auto end = std::min(text.find_first_of(marks), text.size());
            if (const auto item = base::trimmed(text.substr(0, end)); !item.empty())
                items += (items.empty() ? "" : ",") + scalar(inner, path, item);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return "[" + items + "]";
    }
    std::string scalar(const Type& type, const std::string& path, std::string_view text) const {
        switch (type.kind) {
        case Kind::integer:
        case Kind::id:
            if (path.ends_with("latitude") || path.ends_with("longitude")) {
                if (const auto degrees =
                        base::read_degrees(text, path.ends_with("latitude") ? base::Axis::latitude : base::Axis::longitude))
                    return std::to_string(*degrees);
            } else if (const auto number = base::read_integer(text, language_)) return std::to_string(*number);
            break;
        case Kind::date:
            if (const auto date = base::read_date(text, language_)) return json_text(date->iso());
            break;
        case Kind::partial_date:
            if (const auto date = base::read_partial_date(text, language_)) return json_text(date->edtf());
            break;
        case Kind::choice:
            if (std::ranges::find(type.names, text) == type.names.end())
                if (const auto labels = words_.choices.find(path); labels != words_.choices.end())
                    if (const auto label = labels->second.find(base::fold(text)); label != labels->second.end())
                        return json_text(label->second);
            break;
        case Kind::text:
            if (type.format == TextFormat::country)
                if (const auto country = base::read_country(text)) return json_text(*country);
            break;
        default: break;
        }
        return json_text(text);
    }

    const std::vector<std::string>& columns_;
    const Table::Row& row_;
    const ColumnWords& words_;
    base::Language language_;
};

}  // namespace

namespace {

std::expected<Table, std::vector<base::Finding>> table_of_workbook(std::string_view bytes) {
    Faults faults;
    auto read = papers::read_xlsx(bytes);
    if (!read) {
        for (const auto& fault : read.error())
            faults.say("xlsx." + std::string(papers::name(fault.problem)), {{"sheet", fault.sheet}, {"cell", fault.cell}});
        return faults.all();
    }
    Table table;
    table.sheet = std::move(read->sheet);
    if (read->rows.empty()) return faults.say("empty"), faults.all();
    for (const auto& cell : read->rows.front().cells) table.headings.emplace_back(base::trimmed(cell));
    for (std::size_t i = 0; i < table.headings.size(); ++i)
        if (table.headings[i].empty()) faults.say("heading_missing", {{"column", static_cast<std::int64_t>(i) + 1}});
    for (auto& [number, cells] : std::span(read->rows).subspan(1)) {
        Table::Row row{number, std::move(cells)};
        if (blank(row)) continue;
        row.cells.resize(std::max(row.cells.size(), table.headings.size()));  // empty ones at the end are not kept in a workbook
        square(row, table.headings.size(), faults);
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) faults.say("no_row");
    if (faults.any()) return faults.all();
    return table;
}

}  // namespace

std::expected<Table, std::vector<base::Finding>> read_table(std::string_view bytes) {
    Faults faults;
    if (bytes.size() > table_bytes_max) return faults.say("too_big", {{"max", std::int64_t(table_bytes_max / 1'000'000)}}), faults.all();
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) return faults.say("utf_16"), faults.all();
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xd0\xcf\x11\xe0")) return table_of_workbook(bytes);
    Table table;
    std::string converted;
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    if (bytes.find('\0') != bytes.npos) return faults.say("not_text"), faults.all();
    if (!base::valid_utf8(bytes)) {
        auto text = from_windows_1252(bytes);
        if (!text) return faults.say("not_text"), faults.all();
        converted = std::move(*text), bytes = converted, table.encoding = Encoding::windows_1252;
    }
    bool told = false;
    if (bytes.starts_with("sep=") && bytes.size() > 5 && (bytes[5] == '\n' || bytes[5] == '\r')) {  // as a spreadsheet program says it
        table.separator = bytes[4], told = true;
        bytes.remove_prefix(bytes[5] == '\r' && bytes.size() > 6 && bytes[6] == '\n' ? 7 : 6);
        if (table.separator == '"' || table.separator == '\r' || table.separator == '\n') return faults.say("not_text"), faults.all();
    }
    if (!told) table.separator = separator_of(bytes);

    Records records(bytes, table.separator, faults);
    Table::Row row;
    if (!records.next(row) || blank(row)) return faults.say("empty"), faults.all();
    while (!row.cells.empty() && base::trimmed(row.cells.back()).empty()) row.cells.pop_back();
    for (const auto& cell : row.cells) table.headings.emplace_back(base::trimmed(cell));
    if (table.headings.size() > table_columns_max)
        return faults.say("too_many_columns", {{"max", std::int64_t(table_columns_max)}}), faults.all();
    for (std::size_t i = 0; i < table.headings.size(); ++i)
        if (table.headings[i].empty()) faults.say("heading_missing", {{"column", static_cast<std::int64_t>(i) + 1}});
    while (records.next(row)) {
        if (blank(row)) continue;
        if (table.rows.size() >= table_rows_max) return faults.say("too_many_rows", {{"max", std::int64_t(table_rows_max)}}), faults.all();
        square(row, table.headings.size(), faults);
        table.rows.push_back(row);
    }
    if (table.rows.empty()) faults.say("no_row");
    if (faults.any()) return faults.all();
    return table;
}

std::vector<std::string> columns(const Type& type) {
    std::vector<std::string> all;
    add_columns(type, "", all);
    all.emplace_back("basis");
    return all;
}

std::expected<std::vector<std::string>, std::vector<base::Finding>> columns_of(const Table& table, const Type& type,
                                                                               const ColumnWords& words) {
    Faults faults;
    const auto known = columns(type);
    std::vector<std::string> paths;
    std::set<std::string> seen;
    for (const auto& heading : table.headings) {
        auto path = heading;
        if (std::ranges::find(known, path) == known.end()) {
            const auto word = words.paths.find(base::fold(heading));
            path = word == words.paths.end() ? std::string() : word->second;
        }
        if (path.empty() && !heading.empty()) faults.say("unknown_column", {{"heading", heading}});
        else if (!path.empty() && !seen.insert(path).second) faults.say("repeated_column", {{"heading", heading}});
        paths.push_back(path);
    }
    for (const auto& field : type.fields) {
        if (!field.required() || std::ranges::any_of(seen, [&](const auto& path) {
                return path == field.name || path.starts_with(std::string(field.name) + ".");
            }))
            continue;
        faults.say("column_missing", {{"heading", std::string(field.name)}});
    }
    if (faults.any()) return faults.all();
    return paths;
}

RowAct row_act(const Type& type, const std::vector<std::string>& paths, const Table::Row& row, const ColumnWords& words,
               base::Language language) {
    const RowReader reader(paths, row, words, language);
    return {reader.value(type, "").value_or("{}"), std::string(reader.cell("basis").value_or(""))};
}

}  // namespace acts
