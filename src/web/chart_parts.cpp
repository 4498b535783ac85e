#include "web/chart_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace web::chart {

using namespace html;

namespace {

// At most two decimals, no trailing zeros.
std::string with_unit(double value, std::string_view unit) {
    auto hundredths = std::llround(value * 100);
    std::array<char, 32> digits{};
    auto* at = digits.data();
    if (hundredths < 0) *at++ = '-', hundredths = -hundredths;
    at = std::to_chars(at, digits.data() + digits.size(), hundredths / 100).ptr;
    if (const auto rest = hundredths % 100; rest != 0) {
        *at++ = '.';
        *at++ = static_cast<char>('0' + rest / 10);
        if (rest % 10) *at++ = static_cast<char>('0' + rest % 10);
    }
    std::string text(digits.data(), at);
    return text.append(unit);
}

// Slanted one way, the other, and dotted; the corners are drawn so that one tile goes on in the next.
Node pattern_of(std::string_view id_text, std::size_t kind, std::string_view colour_class) {
    constexpr std::array<std::string_view, 3> lines{"M-2 2l4-4M0 8l8-8M6 10l4-4", "M-2 6l4 4M0 0l8 8M6-2l4 4", "M1 2h2M5 6h2"};
    return svg::pattern(id(id_text), cls(colour_class), attr("patternUnits", "userSpaceOnUse"), attr("width", "8"), attr("height", "8"),
                        svg::path(attr("d", lines[(kind + lines.size() - 1) % lines.size()]), attr("stroke", "currentColor"),
                                  attr("stroke-width", "2"), attr("fill", "none")));
}

}  // namespace

std::string percent(double share) { return with_unit(share * 100, "%"); }
std::string em(double length) { return with_unit(length, "em"); }

std::string_view series_class(std::size_t series) {
    constexpr std::array<std::string_view, series_most> classes{"c1", "c2", "c3", "c4"};
    return classes.at(series);
}

std::string fill_of(const Frame& frame, std::size_t series) {
    return series == 0 ? "currentColor" : "url(#" + frame.id + "-" + std::string(series_class(series)) + ")";
}

Node hatch(const Frame& frame, std::string_view name, std::size_t kind, std::string_view colour_class) {
    return pattern_of(frame.id + "-" + std::string(name), kind, colour_class);
}

Node patterns(const Frame& frame, std::size_t series) {
    if (series > series_most) throw std::invalid_argument("more series than can be told apart");
    Node all;
    for (std::size_t i = 1; i < series; ++i) all += hatch(frame, series_class(i), i, series_class(i));
    return when(!all.empty(), [&] { return svg::defs(all); });
}

Node rule(std::string_view classes, double x1, double y1, double x2, double y2) {
    return svg::line(attr_when(!classes.empty(), "class", classes), attr("x1", percent(x1)), attr("y1", em(y1)), attr("x2", percent(x2)),
                     attr("y2", em(y2)));
}

Node words_at(std::string_view classes, double x, double y, std::string_view anchor, std::string_view text) {
    return svg::text(attr_when(!classes.empty(), "class", classes), attr("x", percent(x)), attr("y", em(y)),
                     attr_when(anchor != "start", "text-anchor", anchor), text);
}

Extent extent_about(double x, std::string_view text) {
    const auto width = std::min(1.0, width_em(text) / narrow_em);
    const auto from = std::clamp(x - width / 2, 0.0, 1 - width);
    return {from, from + width};
}

Node words_about(std::string_view classes, double x, double y, std::string_view text) {
    const auto extent = extent_about(x, text);
    if (extent.from <= 0) return words_at(classes, 0, y, "start", text);
    if (extent.to >= 1) return words_at(classes, 1, y, "end", text);
    return words_at(classes, x, y, "middle", text);
}

Node key(const std::vector<std::string>& names, double& y, const Swatch& swatch) {
    constexpr double mark_em = 1.7, between_em = 1.2;
    Node all;
    double x = 0;
    y += 1;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto lines = lines_of(names[i], narrow_em - mark_em, 1);
        const std::string_view name = lines.empty() ? std::string_view() : std::string_view(lines[0]);
        const auto wide = mark_em + width_em(name);
        if (x > 0 && x + wide > narrow_em) x = 0, y += line_em;
        all += swatch(x, y, i);
        all += svg::text(attr("x", em(x + mark_em)), attr("y", em(y)), name);
        x += wide + between_em;
    }
    y += gap_em;
    return all;
}

Node frame_of(const Frame& frame, std::string_view description, double height_em, const Node& drawn) {
    const auto title_id = frame.id + "-t", description_id = frame.id + "-d";
    constexpr double page_em = 80;  // what is taller is not printed: its table is, and has the same values
    return svg::svg(cls(height_em > page_em ? "ch tall" : "ch"), attr("height", em(height_em)), attr("role", "img"),
                    attr("aria-labelledby", title_id + " " + description_id), svg::title(id(title_id), frame.title),
                    svg::desc(id(description_id), description), drawn);
}

Node values_table(const Frame& frame, const std::vector<std::pair<std::string, bool>>& headings,
                  const std::vector<std::vector<Cell>>& rows) {
    const auto head = each(
        headings, [](const auto& heading) { return th(attr("scope", "col"), attr_when(heading.second, "class", "n"), heading.first); });
    // A table of many columns stacks on a phone.
    const bool stacks = headings.size() > 3;
    const auto body = each(rows, [&](const std::vector<Cell>& cells) {
        Node row = th(attr("scope", "row"), cells.at(0).content);
        for (std::size_t i = 1; i < cells.size(); ++i)
            row += td(attr_when(cells[i].figure, "class", "n"), attr_when(stacks && !cells[i].content.empty(), "data-l", headings[i].first),
                      cells[i].content);
        return tr(row);
    });
    return html::table(attr_when(stacks, "class", "st"), caption(cls("vh"), frame.title), thead(tr(head)), tbody(body));
}

Node linked(const std::string& label, const std::string& address) { return address.empty() ? bdi(label) : a(href(address), bdi(label)); }

std::string written(const base::Words& words, const Frame& frame, std::int64_t value) {
    return frame.written ? frame.written(value) : words.number(value);
}

std::string written(const base::Words& words, const Frame& frame, const std::optional<std::int64_t>& value) {
    return value ? written(words, frame, *value) : std::string(words.text("chart.not_known"));
}

std::string year_text(int year) { return std::to_string(year); }

Scale scale_across(const base::Words& words, const Frame& frame, std::int64_t least, std::int64_t most, double room_em) {
    constexpr double between_em = .8;
    for (int steps = 5; steps > 2; --steps) {
        const auto scale = scale_of(least, most, steps);
        double widest = 0;
        const auto ticks = scale.ticks();
        for (const auto tick : ticks) widest = std::max(widest, width_em(written(words, frame, tick)) + between_em);
        if (widest * double(ticks.size() - 1) <= room_em) return scale;
    }
    return scale_of(least, most, 2);
}

Node show(const base::Words& words, const Frame& frame, const Drawn& drawn) {
    if (drawn.rows == 0) return p(cls("note"), words.text("chart.none"));
    const bool open = drawn.rows <= rows_beside_most && !frame.closed;
    const auto table = open ? drawn.table : details(summary(words.text("chart.table")), drawn.table);
    return figure(cls(open && drawn.columns <= columns_beside_most ? "fig two" : "fig"),
                  div(drawn.picture, when(!frame.note.empty(), [&] { return p(cls("q"), frame.note); })), div(table));
}

}  // namespace web::chart
