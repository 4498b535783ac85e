#include "base/wide.h"
#include "web/chart_parts.h"

#include <algorithm>
#include <stdexcept>

namespace web::chart {

using namespace html;

namespace {

constexpr double plot_em = 11, above_em = 1.5;  // the plot, and room for a value above the highest mark
constexpr double year_em = 3.6;                 // of a year and the space after it

// What stands left of the plot and lies across it.
class Upright {
public:
    Upright(const base::Words& words, const Frame& frame, std::int64_t least, std::int64_t most, double top)
        : scale_(scale_of(least, most, 5)), top_(top + above_em) {
        double widest = 0;
        for (const auto tick : scale_.ticks())
            texts_.push_back(written(words, frame, tick)), widest = std::max(widest, width_em(texts_.back()));
        left_ = std::min(.5, (widest + .5) / narrow_em);
    }
    double left() const { return left_; }
    double bottom() const { return top_ + plot_em; }
    double height_em() const { return bottom() + line_em + .2; }
    double x(double share) const { return left_ + share * (1 - left_); }
    double y(std::int64_t value) const { return bottom() - scale_.share(value) * plot_em; }
    std::int64_t base_value() const { return std::clamp<std::int64_t>(0, scale_.first, scale_.last); }
    int years_max() const { return std::max(1, int(narrow_em * (1 - left_) / year_em)); }
    Node grid() const {
        Node all;
        const auto ticks = scale_.ticks();
        for (std::size_t i = 0; i < ticks.size(); ++i) {
            all += rule(ticks[i] == 0 ? "z" : "", left_, y(ticks[i]), 1, y(ticks[i]));
            all += svg::text(cls("q n"), attr("x", percent(left_)), attr("y", em(y(ticks[i]) + .35)), attr("dx", "-.4em"),
                             attr("text-anchor", "end"), texts_[i]);
        }
        return all;
    }
    Node year(double share, int year) const { return words_about("q", x(share), bottom() + 1.2, year_text(year)); }

private:
    Scale scale_;
    std::vector<std::string> texts_;
    double left_ = 0, top_;
};

// ---- columns ----

struct Span {  // of years, both included
    int first = 0, last = 0;
    std::string text() const { return first == last ? year_text(first) : year_text(first) + "–" + year_text(last); }
};
struct Column {
    Span years;
    std::int64_t value = 0;
};

int floor_to(int year, int by) { return (year >= 0 ? year : year - by + 1) / by * by; }

// One year each, or as many together as it takes to draw at most columns_most.
int years_together(int first, int last) {
    int by = 1;
    while ((floor_to(last, by) - floor_to(first, by)) / by >= columns_most) by *= 10;
    return by;
}

std::vector<Column> columns_of(const std::map<int, std::int64_t>& years, int by) {
    std::vector<Column> all;
    for (const auto& [year, value] : years) {
        const auto first = floor_to(year, by);
        if (all.empty() || all.back().years.first != first) all.push_back({{first, first + by - 1}, 0});
        const auto sum = base::Wide(all.back().value) + value;
        if (sum > value_most || sum < -value_most) throw std::invalid_argument("a sum beyond what charts draw");
        all.back().value = static_cast<std::int64_t>(sum);
    }
    return all;
}

// Values above their columns, the largest first, where nothing is in the way on the narrowest phone.
Node values_of(const base::Words& words, const Frame& frame, const Upright& axes, const std::vector<Column>& columns,
               const std::function<double(const Column&)>& middle) {
    std::vector<const Column*> order;
    for (const auto& column : columns) order.push_back(&column);
    std::ranges::stable_sort(order, [](const Column* one, const Column* other) { return one->value > other->value; });
    std::vector<Extent> taken;
    Node all;
    for (const auto* column : order) {
        if (column->value < 0) continue;
        const auto text = written(words, frame, column->value);
        const auto x = middle(*column), y = axes.y(column->value) - .35, width = width_em(text) / narrow_em;
        // Columns come the largest first: one that is in the way is as high as this, or has its value there.
        const auto free = [&](const Extent& extent) {
            return extent.from >= 0 && extent.to <= 1 &&
                   std::ranges::none_of(taken, [&](const Extent& other) { return extent.overlaps(other); });
        };
        // Above the middle; else to the left of it, or to the right.
        const Extent about = extent_about(x, text), left{x - width, x}, right{x, x + width};
        const auto* place = free(about) ? &about : free(left) ? &left : free(right) ? &right : nullptr;
        if (place == &about) all += words_about("n", x, y, text);
        else if (place) all += words_at("n", x, y, place == &left ? "end" : "start", text);
        taken.push_back(place ? *place : Extent{x, x});
    }
    return all;
}

Node columns_picture(const base::Words& words, const Columns& chart, const std::vector<Column>& columns, int by) {
    std::int64_t least = 0, most = 0;
    const Column* highest = &columns.front();
    for (const auto& column : columns) {
        least = std::min(least, column.value), most = std::max(most, column.value);
        if (column.value > highest->value) highest = &column;
    }
    const Upright axes(words, chart.frame, least, most, 0);
    const int first = columns.front().years.first, bands = (columns.back().years.first - first) / by + 1;
    const auto share = [&](const Column& column) { return double((column.years.first - first) / by) / bands; };
    const auto middle = [&](const Column& column) { return axes.x(share(column) + .5 / bands); };
    Node marks;
    for (const auto& column : columns) {
        const auto top = axes.y(std::max<std::int64_t>(column.value, 0)), bottom = axes.y(std::min<std::int64_t>(column.value, 0));
        if (column.value == 0) continue;
        const auto wide = std::min(1.0 / bands, .12) * (1 - axes.left());
        marks += svg::rect(attr("x", percent(middle(column) - wide * .4)), attr("y", em(std::min(top, bottom - .08))),
                           attr("width", percent(wide * .8)), attr("height", em(std::max(bottom - top, .08))));
    }
    for (const auto year : year_ticks(first / by, first / by + bands - 1, axes.years_max()))
        marks += axes.year((year - first / by + .5) / bands, year * by);
    const auto said = words.format("chart.columns_said", {{"from", year_text(columns.front().years.first)},
                                                          {"to", year_text(columns.back().years.last)},
                                                          {"label", highest->years.text()},
                                                          {"value", written(words, chart.frame, highest->value)}});
    return frame_of(
        chart.frame, said, axes.height_em(),
        group(axes.grid(), svg::g(cls("c1"), attr("fill", "currentColor"), marks), values_of(words, chart.frame, axes, columns, middle)));
}

// ---- lines ----

base::Date middle_of(const base::PartialDate& date) {
    const auto first = date.earliest() ? date.earliest() : date.latest(), last = date.latest() ? date.latest() : date.earliest();
    if (!first) throw std::invalid_argument("a date that nothing is known of");
    return first->plus_days((last->days_since_1970() - first->days_since_1970()) / 2);
}

struct Dated {
    base::Date day;
    const Point* point = nullptr;
};

std::string written(const base::Words& words, const Frame& frame, const Point& point) {
    return point.words.empty() ? chart::written(words, frame, point.value) : point.words;
}

// By date; of more than columns_most the last of each year, or of ten, …
std::vector<Dated> dated(const Line& line) {
    std::vector<Dated> all;
    for (const auto& point : line.points) all.push_back({middle_of(point.at), &point});
    std::ranges::stable_sort(all, [](const Dated& one, const Dated& other) { return one.day < other.day; });
    for (int by = 1; all.size() > std::size_t(columns_most); by *= 10) {
        std::vector<Dated> kept;
        for (const auto& one : all) {
            if (!kept.empty() && floor_to(kept.back().day.year, by) == floor_to(one.day.year, by)) kept.pop_back();
            kept.push_back(one);
        }
        all = std::move(kept);
    }
    return all;
}

Node marker(std::size_t line, double x, double y) {
    const auto fill = line % 2 == 0 ? std::string_view("currentColor") : std::string_view("var(--paper)");
    if (line < 2) return svg::circle(attr("cx", percent(x)), attr("cy", em(y)), attr("r", ".28em"), attr("fill", fill));
    return svg::rect(attr("x", percent(x)), attr("y", em(y - .25)), attr("width", ".5em"), attr("height", ".5em"),
                     attr("transform", "translate(-3.5)"), attr("fill", fill));
}

// Solid, or by dashes: a series is known without its colour.
Attribute dashes(std::size_t line) {
    constexpr std::string_view patterns[] = {"", "6 4", "2 3", "9 3 2 3"};
    return attr_when(line > 0, "stroke-dasharray", patterns[line]);
}

Node lines_picture(const base::Words& words, const Lines& chart, const std::vector<std::vector<Dated>>& all) {
    std::int64_t least = value_most, most = -value_most;
    base::Date first{9999, 12, 31}, last{1, 1, 1};
    std::string said;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (const auto& [day, point] : all[i]) {
            least = std::min(least, point->value), most = std::max(most, point->value);
            first = std::min(first, day), last = std::max(last, day);
        }
        if (all[i].empty()) continue;
        const auto &from = *all[i].front().point, &to = *all[i].back().point;
        said += words.format("chart.line_said", {{"name", chart.lines[i].name},
                                                 {"first_value", written(words, chart.frame, from)},
                                                 {"first", from.at},
                                                 {"last_value", written(words, chart.frame, to)},
                                                 {"last", to.at}}) +
                " ";
    }
    if (least > 0 && base::Wide(least) * 2 <= most) least = 0;
    if (most < 0 && base::Wide(most) * 2 >= least) most = 0;
    Node top, marks, values;
    double y = 0;
    std::vector<std::string> names;
    for (const auto& line : chart.lines) names.push_back(line.name);
    if (names.size() > 1)
        top = key(names, y, [](double x, double baseline, std::size_t line) {
            return svg::g(cls(series_class(line)), svg::line(attr("x1", em(x)), attr("y1", em(baseline - .35)), attr("x2", em(x + 1.4)),
                                                             attr("y2", em(baseline - .35)), dashes(line)));
        });
    const Upright axes(words, chart.frame, least, most, y);
    // From New Year of the first year to that after the last.
    const auto from = base::Date{first.year, 1, 1}.days_since_1970(), to = base::Date{last.year, 12, 31}.days_since_1970() + 1;
    const auto x_of = [&](base::Date day) { return axes.x(.97 * double(day.days_since_1970() - from) / double(to - from)); };
    for (std::size_t i = 0; i < all.size(); ++i) {
        Node line, points;
        const Dated* before = nullptr;
        for (const auto& one : all[i]) {
            if (before) line += rule("", x_of(before->day), axes.y(before->point->value), x_of(one.day), axes.y(one.point->value));
            points += marker(i, x_of(one.day), axes.y(one.point->value));
            before = &one;
        }
        marks += svg::g(cls(series_class(i)), svg::g(dashes(i), line), points);
        if (!before) continue;
        const auto value_at = [&](const Dated& one) {
            return words_about("", x_of(one.day), axes.y(one.point->value) - .6, written(words, chart.frame, *one.point));
        };
        values += value_at(all[i].back());
        if (extent_about(x_of(all[i].front().day), "0000000").to < x_of(all[i].back().day)) values += value_at(all[i].front());
    }
    Node years;
    for (const auto year : year_ticks(first.year, last.year, axes.years_max()))
        years += words_about("q", x_of({std::int16_t(year), 1, 1}), axes.bottom() + 1.2, year_text(year));
    return frame_of(chart.frame, said, axes.height_em(), group(top, axes.grid(), years, marks, values));
}

}  // namespace

Drawn draw(const base::Words& words, const Columns& chart) {
    if (chart.years.empty()) return {};
    const auto by = years_together(chart.years.begin()->first, chart.years.rbegin()->first);
    const auto columns = columns_of(chart.years, by);
    std::vector<std::vector<Cell>> cells;
    for (const auto& column : columns)
        cells.push_back({{html::text(column.years.text()), false}, {html::text(written(words, chart.frame, column.value))}});
    return {columns_picture(words, chart, columns, by),
            values_table(chart.frame, {{chart.frame.heading, false}, {chart.name, true}}, cells), cells.size(), 2};
}

Drawn draw(const base::Words& words, const Lines& chart) {
    if (chart.lines.size() > series_most) throw std::invalid_argument("at most four lines");
    std::vector<std::vector<Dated>> all;
    std::vector<std::vector<Cell>> cells;
    std::vector<std::pair<std::string, bool>> headings{{chart.frame.heading, false}};
    for (const auto& line : chart.lines) {
        all.push_back(dated(line));
        headings.emplace_back(line.name, true);
    }
    // A row for each date of any line: at a date two sources may say two things.
    struct Said {
        Dated what;
        std::size_t line;
    };
    std::vector<Said> rows;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const auto& one : all[i]) rows.push_back({one, i});
    if (rows.empty()) return {};
    std::ranges::stable_sort(rows, [](const Said& one, const Said& other) { return one.what.day < other.what.day; });
    for (const auto& row : rows) {
        auto& line = cells.emplace_back(1 + chart.lines.size());
        line[0] = {html::text(words.partial_date(row.what.point->at)), false};
        line[1 + row.line].content = html::text(written(words, chart.frame, *row.what.point));
    }
    return {lines_picture(words, chart, all), values_table(chart.frame, headings, cells), cells.size(), headings.size()};
}

}  // namespace web::chart
