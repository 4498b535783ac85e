#include "web/table.h"

#include "acts/shape.h"

#include <charconv>

namespace web {

using namespace html;

Sorting Sorting::asked(const Visit& visit, std::string_view otherwise) {
    auto asked = visit.request.query.value_or("sort", otherwise);
    const bool descending = asked.starts_with('-');
    if (descending) asked.remove_prefix(1);
    return {std::string(asked), descending};
}

Paging Paging::asked(const Visit& visit, std::int64_t total) {
    Paging paging{total};
    const auto asked = visit.request.query.value_or("page", "1");
    std::from_chars(asked.data(), asked.data() + asked.size(), paging.page);
    paging.page = std::clamp<std::int64_t>(paging.page, 1, paging.pages());
    return paging;
}

namespace {

Node heading_cell(const Visit& visit, const Heading& heading, const Sorting& sorting, std::string_view swap) {
    const bool current = !heading.sort.empty() && sorting.by == heading.sort;
    const auto figure = attr_when(heading.look == Heading::Look::figure, "class", "n");
    const auto label = visit.text(heading.label);
    if (heading.sort.empty()) return th(attr("scope", "col"), figure, label);
    const std::string next = current && !sorting.descending ? "-" + std::string(heading.sort) : std::string(heading.sort);
    const auto address = visit.here_with({{"sort", next}});
    return th(attr("scope", "col"), figure, attr_when(current, "aria-sort", sorting.descending ? "descending" : "ascending"),
              a(id("sort-" + std::string(heading.sort)), href(address), attr_when(!swap.empty(), "data-swap", swap), label));
}

Node body_cell(const Visit& visit, const Heading& heading, const Node& content) {
    if (heading.look == Heading::Look::name) return th(attr("scope", "row"), content);
    return td(attr_when(heading.look == Heading::Look::figure, "class", "n"),
              attr_when(heading.labelled && !content.empty(), "data-l", visit.text(heading.label)), content);
}

}  // namespace

Node table_of(const Visit& visit, std::string_view caption, std::span<const Heading> headings, const std::vector<std::vector<Node>>& rows,
              const Sorting& sorting, std::string_view swap) {
    const auto head_row = each(headings, [&](const Heading& heading) { return heading_cell(visit, heading, sorting, swap); });
    const auto body_rows = each(rows, [&](const std::vector<Node>& cells) {
        Node row;
        for (std::size_t i = 0; i < cells.size(); ++i) row += body_cell(visit, headings[i], cells[i]);
        return tr(row);
    });
    return table(cls("st"), html::caption(cls("vh"), caption), thead(tr(head_row)), tbody(body_rows));
}

Node page_links(const Visit& visit, const Paging& paging, std::string_view swap) {
    if (paging.total <= Paging::rows) return {};
    const auto first = paging.offset() + 1, last = std::min(paging.total, paging.offset() + Paging::rows);
    const auto linked = attr_when(!swap.empty(), "data-swap", swap);
    const auto address = [&](std::int64_t page) { return visit.here_with({{"page", page == 1 ? "" : std::to_string(page)}}); };
    const auto hidden = span(cls("vh"), visit.text("table.page"), " ");
    Node links;
    if (paging.page > 1) links += li(a(href(address(paging.page - 1)), attr("rel", "prev"), linked, visit.text("table.previous")));
    std::int64_t shown = 0;
    for (std::int64_t page = 1; page <= paging.pages(); ++page) {
        if (page != 1 && page != paging.pages() && std::abs(page - paging.page) > 1) continue;
        if (page > shown + 1) links += li(attr("aria-hidden", "true"), "…");
        shown = page;
        links +=
            page == paging.page ? li(span(attr("aria-current", "page"), hidden, page)) : li(a(href(address(page)), linked, hidden, page));
    }
    if (paging.page < paging.pages()) links += li(a(href(address(paging.page + 1)), attr("rel", "next"), linked, visit.text("table.next")));
    return nav(cls("pg"), attr("aria-label", visit.text("table.pages")),
               p(cls("q"), visit.format("table.range", {{"first", first}, {"last", last}, {"total", paging.total}})), ul(links));
}

Node export_links(const Visit& visit, const Address& list) {
    Parameters query;
    for (const auto& [name, value] : visit.request.query)
        if (name != "page") query.add(name, value);
    const auto to = [&](std::string_view ending) {
        return visit.to({list.fr + std::string(ending), list.en + std::string(ending)}, query);
    };
    return p(cls("ex"), visit.text("table.export"), " ", a(href(to(".csv")), "CSV"), " ", a(href(to(".json")), "JSON"));
}

std::string csv_of(std::span<const Heading> headings, const std::vector<std::vector<Cell>>& rows) {
    std::string out = "\xef\xbb\xbf";
    const auto write = [&](std::string_view text) {
        const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
        const bool quoted = formula || text.find_first_of("\",\r\n") != text.npos;
        if (!quoted) {
            out += text;
            return;
        }
        out += formula ? "\"'" : "\"";
        for (const char c : text) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    };
    for (std::size_t i = 0; i < headings.size(); ++i) {
        if (i) out += ',';
        write(headings[i].name);
    }
    out += "\r\n";
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i) out += ',';
            if (const auto* number = std::get_if<std::int64_t>(&row[i])) out += std::to_string(*number);
            else if (const auto* text = std::get_if<std::string>(&row[i])) write(*text);
        }
        out += "\r\n";
    }
    return out;
}

std::string json_of(std::span<const Heading> headings, const std::vector<std::vector<Cell>>& rows) {
    std::string out = "[";
    for (const auto& row : rows) {
        out += &row == rows.data() ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i) out += ',';
            out += acts::json_text(headings[i].name) + ":";
            if (const auto* number = std::get_if<std::int64_t>(&row[i])) out += std::to_string(*number);
            else if (const auto* text = std::get_if<std::string>(&row[i])) out += acts::json_text(*text);
            else out += "null";
        }
        out += '}';
    }
    return out + "\n]\n";
}

Response file_of(Visit& visit, std::string_view name, Format format, std::span<const Heading> headings,
                 const std::vector<std::vector<Cell>>& rows) {
    auto response = Response::page(format == Format::csv ? csv_of(headings, rows) : json_of(headings, rows), visit.topics);
    response.media_type = format == Format::csv ? "text/csv; charset=utf-8; header=present" : "application/json";
    response.headers.add("Content-Disposition", (format == Format::csv ? "attachment; filename=\"" : "inline; filename=\"") +
                                                    std::string(name) + (format == Format::csv ? ".csv\"" : ".json\""));
    response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

}  // namespace web
