#include "web/table.h"

#include <algorithm>
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
    if (visit.request.query.value_or("rows", "") == "all") paging.rows = rows_most;
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

Node body_cell(const Heading& heading, std::string_view label, Node content) {
    if (heading.look == Heading::Look::name) return th(attr("scope", "row"), std::move(content));
    return td(attr_when(heading.look == Heading::Look::figure, "class", "n"),
              attr_when(heading.labelled && !content.empty(), "data-l", label), std::move(content));
}

}  // namespace

Node table_of(const Visit& visit, std::string_view caption, std::span<const Heading> headings, std::size_t rows,
              const std::function<Node(std::size_t, std::size_t)>& cell, const Sorting& sorting, std::string_view swap) {
    std::vector<std::string_view> labels;
    for (const auto& heading : headings) labels.push_back(visit.text(heading.label));
    Node body;
    std::vector<Node> line(headings.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < line.size(); ++column)
            line[column] = body_cell(headings[column], labels[column], cell(row, column));
        body += tr(line);
    }
    return table(cls("st"), html::caption(cls("vh"), caption),
                 thead(tr(each(headings, [&](const Heading& heading) { return heading_cell(visit, heading, sorting, swap); }))),
                 tbody(std::move(body)));
}

Node page_links(const Visit& visit, const Paging& paging, std::string_view swap) {
    if (paging.total <= paging.rows) return {};
    const auto first = paging.offset() + 1, last = std::min(paging.total, paging.offset() + paging.rows);
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
    if (paging.rows < Paging::rows_most)
        links += li(a(href(visit.here_with({{"rows", "all"}})), attr("rel", "nofollow"), visit.text("table.print")));
    return nav(cls("pg"), attr("aria-label", visit.text("table.pages")),
               p(cls("q"), visit.format("table.range", {{"first", first}, {"last", last}, {"total", paging.total}})), ul(links));
}

std::vector<std::string_view> columns_asked(const Visit& visit) { return visit.request.query.all("columns"); }

std::vector<std::string> list_query(std::vector<std::string> filters) {
    filters.insert(filters.end(), {"sort", "page", "rows", "columns"});
    return filters;
}

Node shown_cell(const Visit& visit, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return html::text(std::to_string(*number));  // mostly a number of something
    if (const auto* words = std::get_if<std::string>(&cell)) return bdi(*words);
    if (const auto* day = std::get_if<base::Date>(&cell)) return time(attr("datetime", day->iso()), visit.words.short_date(*day));
    if (const auto* amount = std::get_if<base::Money>(&cell)) return bdi(visit.words.money(*amount));
    if (const auto* link = std::get_if<Link>(&cell))
        return a(href(link->address), attr("rel", "noreferrer nofollow"), link->text.empty() ? link->address : link->text);
    return {};
}

namespace {

// This request's query, but for these, as hidden controls.
Node kept_query(const Visit& visit, std::initializer_list<std::string_view> without) {
    return each(visit.request.query, [&](const auto& pair) {
        if (pair.second.empty() || std::ranges::find(without, pair.first) != without.end()) return Node();
        return input(attr("type", "hidden"), attr("name", pair.first), attr("value", pair.second));
    });
}

}  // namespace

Node kept_days(const Visit& visit) {
    const auto kept = [](std::string_view name, std::string_view value) {
        return when(!value.empty(), [&] { return input(attr("type", "hidden"), attr("name", name), attr("value", value)); });
    };
    return group(kept("date", visit.date ? visit.date->iso() : std::string()), kept("known", visit.request.query.value_or("known", "")));
}

Node column_choice(const Visit& visit, const Address& list, std::span<const Heading> all, std::span<const Heading> chosen) {
    const auto words = visit.text("table.columns");
    const auto boxes = each(all, [&](const Heading& heading) {
        const bool on = std::ranges::find(chosen, heading.name, &Heading::name) != chosen.end();
        return label(input(attr("type", "checkbox"), id("column-" + std::string(heading.name)), attr("name", "columns"),
                           attr("value", heading.name), flag_when(on, "checked")),
                     visit.text(heading.label));
    });
    return details(summary(words), form(attr("method", "get"), action(list.in(visit.language)), kept_query(visit, {"columns", "page"}),
                                        div(cls("opt"), attr("role", "group"), attr("aria-label", words), boxes),
                                        p(cls("act"), button(attr("type", "submit"), cls("btn alt"), visit.text("table.show_columns")))));
}

Node export_links(const Visit& visit, const Address& list) {
    Parameters query;
    for (const auto& [name, value] : visit.request.query)
        if (name != "page" && name != "rows") query.add(name, value);
    const auto to = [&](std::string_view ending) {
        return visit.to({list.fr + std::string(ending), list.en + std::string(ending)}, query);
    };
    return p(cls("ex"), visit.text("table.export"), " ", a(href(to(".csv")), "CSV"), " ", a(href(to(".xlsx")), "XLSX"), " ",
             a(href(to(".json")), "JSON"));
}

}  // namespace web
