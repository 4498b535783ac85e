// What is wrong with a document before it is laid out.
#include <algorithm>
#include <cmath>
#include "papers/document.h"
#include "papers/layout.h"
#include "papers/path.h"

namespace papers {
namespace {

using enum Unprintable;
using Found = std::optional<Unprintable>;

constexpr std::size_t signatories_max = 4;
constexpr std::size_t references_max = 8;

// Links that a reader may open without harm; drawing them encodes whatever an URI may not hold.
bool is_link(std::string_view link) {
    const bool scheme = link.starts_with("https://") || link.starts_with("http://") || link.starts_with("mailto:");
    return scheme && link.size() <= link_bytes_max && link.size() > link.find(':') + (link.starts_with("mailto:") ? 1 : 3);
}

class Checker {
public:
    Found text(const Text& text) {
        for (const auto& run : text) {
            if (!run.link.empty() && !is_link(run.link)) return link_refused;
            bytes_ += run.text.size() + run.link.size();
        }
        return bytes_ > document_bytes_max ? Found(too_long) : Found();
    }
    Found line(const std::string& line) { return line.size() > line_bytes_max ? Found(too_long) : Found(); }
    Found lines(const std::vector<std::string>& lines) {
        if (lines.size() > short_lines_max) return too_long;
        for (const auto& one : lines)
            if (line(one)) return too_long;
        return {};
    }

    Found operator()(const Heading& heading) {
        if (heading.level < 1 || heading.level > 3) return heading_level;
        return text(heading.text);
    }
    Found operator()(const Paragraph& paragraph) { return text(paragraph.text); }
    Found operator()(const List& list) {
        if (list.items.empty()) return block_empty;
        for (const auto& item : list.items)
            if (const auto found = text(item)) return found;
        return {};
    }
    Found operator()(const Table& table) {
        if (const auto found = columns(table)) return found;
        const auto cells = [&](const std::vector<Text>& row) -> Found {
            if (row.size() != table.columns.size()) return table_ragged;
            for (const auto& cell : row)
                if (const auto found = text(cell)) return found;
            return {};
        };
        for (const auto& row : table.rows)
            if (const auto found = cells(row)) return found;
        if (!table.totals.empty())
            if (const auto found = cells(table.totals)) return found;
        return text(table.caption);
    }
    Found operator()(const KeyValues& pairs) {
        if (pairs.rows.empty()) return block_empty;
        for (const auto& [key, value] : pairs.rows)
            for (const auto* one : {&key, &value})
                if (const auto found = text(*one)) return found;
        return {};
    }
    Found operator()(const Quotation& quotation) {
        if (const auto found = text(quotation.text)) return found;
        return text(quotation.source);
    }
    Found operator()(const Note& note) { return text(note.text); }
    Found operator()(const Signature& signature) {
        if (signature.signatories.empty() || signature.signatories.size() > signatories_max) return block_empty;
        for (const auto& one : signature.signatories)
            if (line(one.quality) || line(one.name)) return too_long;
        return {};
    }
    Found operator()(const PageBreak&) { return {}; }
    Found operator()(const Annex& annex) { return text(annex.title); }

private:
    Found columns(const Table& table) {
        if (table.columns.empty() || table.columns.size() > table_columns_max) return table_columns;
        double sum = 0;
        for (const auto& column : table.columns) {
            if (!(column.width > 0) || !std::isfinite(column.width)) return table_columns;
            sum += column.width;
            if (const auto found = text(column.heading)) return found;
        }
        for (const auto& column : table.columns)
            if (!(column.width / sum * layout::body_width >= layout::column_width_min)) return table_columns;
        return {};
    }
    std::size_t bytes_ = 0;
};

Found check_logo(const Logo& logo) {
    const auto side = [](double length) { return length > 0 && length <= 1e6; };
    if (!side(logo.width) || !side(logo.height) || logo.height > 4 * logo.width || logo.width > 8 * logo.height) return logo_malformed;
    std::size_t bytes = 0;
    for (const auto& shape : logo.shapes) {
        bytes += shape.path.size() + 1;
        if (bytes > logo_bytes_max) return too_long;
        if (!(shape.stroke_width >= 0 && shape.stroke_width <= 1e6) || !parse_path(shape.path)) return logo_malformed;
    }
    return {};
}

Found check_head(const Document& document, Checker& checker) {
    if (printable(document.title).find_first_not_of(' ') == std::string::npos) return title_missing;
    if (!base::Date::parse(document.made.iso())) return date_invalid;
    for (const auto* line : {&document.title, &document.author, &document.subject, &document.running_title})
        if (checker.line(*line)) return too_long;
    if (const auto& head = document.letterhead) {
        if (checker.line(head->name) || checker.lines(head->lines)) return too_long;
        if (head->logo)
            if (const auto found = check_logo(*head->logo)) return found;
    }
    if (const auto& letter = document.letter) {
        if (checker.lines(letter->addressee) || checker.line(letter->place_and_date) || letter->references.size() > references_max)
            return too_long;
        for (const auto& [key, value] : letter->references)
            if (checker.line(key) || checker.line(value)) return too_long;
    }
    return {};
}

}  // namespace

std::optional<Fault> check(const Document& document) {
    Checker checker;
    if (const auto found = check_head(document, checker)) return Fault{*found, {}};
    for (std::size_t i = 0; i < document.blocks.size(); ++i)
        if (const auto found = std::visit(checker, document.blocks[i])) return Fault{*found, i};
    return {};
}

}  // namespace papers
