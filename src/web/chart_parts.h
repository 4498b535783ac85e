// What the charts share. For chart_*.cpp only.
#pragma once
#include "web/chart.h"

namespace web::chart {

// A length of a drawing as an attribute's text: "33.33%" of its width, "1.25em" downwards. Small enough never to be allocated.
std::string percent(double share);
std::string em(double length);

// Colour and pattern of a series, by its place.
std::string_view series_class(std::size_t series);      // "c1" …
std::string fill_of(const Frame&, std::size_t series);  // "currentColor", or a pattern of this drawing
html::Node patterns(const Frame&, std::size_t series);  // what fill_of names, for that many series
html::Node hatch(const Frame&, std::string_view name, std::size_t kind, std::string_view colour_class);

// x: a share of the width.
html::Node rule(std::string_view classes, double x1, double y1, double x2, double y2);
html::Node words_at(std::string_view classes, double x, double y, std::string_view anchor, std::string_view text);
// Within the room, the middle of the text at x as far as it goes.
html::Node words_about(std::string_view classes, double x, double y, std::string_view text);
struct Extent {  // shares of the narrowest width
    double from = 0, to = 0;
    bool overlaps(const Extent& other) const { return from < other.to && other.from < to; }
};
Extent extent_about(double x, std::string_view text);

// The key of several series: a swatch and its name each, from the top; `y` moves below it. `swatch(x_em, y_em, series)`.
using Swatch = std::function<html::Node(double x_em, double y_em, std::size_t series)>;
html::Node key(const std::vector<std::string>& names, double& y, const Swatch&);

// The svg element around what was drawn, `height_em` high.
html::Node frame_of(const Frame&, std::string_view description, double height_em, const html::Node& drawn);

struct Cell {
    html::Node content;
    bool figure = true;
};
html::Node values_table(const Frame&, const std::vector<std::pair<std::string, bool>>& headings,
                        const std::vector<std::vector<Cell>>& rows);
html::Node linked(const std::string& label, const std::string& address);  // the label, a link when there is an address

std::string written(const base::Words&, const Frame&, std::int64_t value);
std::string written(const base::Words&, const Frame&, const std::optional<std::int64_t>& value);  // nothing: "not known"
std::string year_text(int year);                                                                  // never grouped
// The finest scale whose ticks can be read beside each other in `room_em`.
Scale scale_across(const base::Words&, const Frame&, std::int64_t least, std::int64_t most, double room_em);

constexpr double line_em = 1.35, gap_em = .7;  // of a line of text; between rows

}  // namespace web::chart
