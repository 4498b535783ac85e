// Charts and timelines drawn on the server, always with the table they show: one call makes both from the same values, so that they
// cannot differ. Pure functions from values to HTML; the caller asks the store, words are the reader's.
//
// The drawing is SVG without a view box: across it is measured in percent of the room there is, downwards in em. So text keeps its size
// whatever the width (14 px on a phone of 320 px as on a desk), and marks take the width. Series differ by pattern, not by colour alone.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>
#include "base/i18n.h"
#include "web/html.h"

namespace web::chart {

inline constexpr std::int64_t value_most = 1'000'000'000'000'000'000;  // beyond, or below its opposite: std::invalid_argument
inline constexpr std::size_t series_most = 4;                          // more: std::invalid_argument, for nobody could tell them apart
inline constexpr std::size_t rows_most = 40;                           // drawn; the smallest of more are one row together
inline constexpr int columns_most = 120;               // more years are drawn by tens, hundreds or thousands; so are the points of a line
inline constexpr std::size_t columns_beside_most = 3;  // a wider table stands below its drawing, as does one that is closed
inline constexpr std::size_t rows_beside_most = 12;    // a longer table is closed at first
inline constexpr double narrow_em = 20.5;              // the room there is on the narrowest phone, 288 px: what is written must fit in it

// ---- scales ----

// From `first` to `last` in whole steps of 1, 2 or 5 times a power of ten.
struct Scale {
    std::int64_t first = 0, last = 1, step = 1;
    double share(std::int64_t value) const;  // where it falls: 0 at first, 1 at last
    std::vector<std::int64_t> ticks() const;
};
// The finest scale of at most that many steps (at least 2) that holds both values.
Scale scale_of(std::int64_t least, std::int64_t most, int steps_max);
// The years to write below an axis: multiples of 1, 2, 5, 10, 20, 50, … within both, at most that many (at least 1).
std::vector<int> year_ticks(int first, int last, int ticks_max);

// How wide a text is at most, in em: an estimate, for no font is at hand.
double width_em(std::string_view text);
// In at most `lines_max` lines of that width, broken at spaces, else anywhere; what does not fit ends in "…".
std::vector<std::string> lines_of(std::string_view text, double em_max, std::size_t lines_max);

// ---- what is drawn ----

using Written = std::function<std::string(std::int64_t)>;  // how values are written; empty: as numbers, in the reader's language

struct Frame {
    std::string id;       // unique on its page, [a-z0-9-]
    std::string title;    // what is drawn, in a few words
    std::string heading;  // of the table's first column
    std::string note;     // below the drawing; may be empty
    Written written;
    bool closed = false;  // the table, at first: the page shows the values in a longer one
};

struct Row {
    std::string label;
    std::vector<std::optional<std::int64_t>> values;  // one for each series; nothing: not known
    std::string address;                              // of the label, in the table; may be empty
};
// Horizontal bars from zero, in the order given, each value beside its bar.
struct Bars {
    Frame frame;
    std::vector<std::string> series;  // their names: at least one
    std::vector<Row> rows;            // values that may be added up
    bool stacked = false;             // the series of a row one after the other, with their sum; else below each other
};

// A count for each year, from zero; a year that is not given counts nothing.
struct Columns {
    Frame frame;
    std::string name;  // of what is counted
    std::map<int, std::int64_t> years;
};

struct Point {
    base::PartialDate at;  // drawn in the middle of what it allows
    std::int64_t value = 0;
    std::string words = {};  // how the value is written, where that is more than a number: "more than 350"
};
struct Line {
    std::string name;
    std::vector<Point> points;  // in any order
};
// Values over years. From zero, unless the smallest value is more than half the largest.
struct Lines {
    Frame frame;
    std::vector<Line> lines;
};

struct Interval {
    std::string label;
    base::PartialDate from;
    std::optional<base::PartialDate> until;  // nothing: still so
    std::optional<base::PartialDate> shown;  // when a source shows it last
    std::string address;                     // of the label, in the table; may be empty
};
// Who or what, from when until when, as known on a day: what begins later is left out, what ends later is still so. Certain time is solid;
// what dates known in part leave open is hatched, and so is what no source shows yet.
struct Timeline {
    Frame frame;
    std::vector<Interval> intervals;  // in the order to be shown; the first rows_most are
    base::Date on;
};
std::optional<Interval> as_known_on(const Interval&, base::Date day);

struct Drawn {
    html::Node picture, table;          // both empty: there is no value
    std::size_t rows = 0, columns = 0;  // of the table
};
Drawn draw(const base::Words&, const Bars&);
Drawn draw(const base::Words&, const Columns&);
Drawn draw(const base::Words&, const Lines&);
Drawn draw(const base::Words&, const Timeline&);

// The figure as it stands on a page: the drawing, and beside it (below it on a phone) its table. Without a value, a sentence says so.
html::Node show(const base::Words&, const Frame&, const Drawn&);
template <class Chart>
html::Node show(const base::Words& words, const Chart& chart) {
    return show(words, chart.frame, draw(words, chart));
}

}  // namespace web::chart
