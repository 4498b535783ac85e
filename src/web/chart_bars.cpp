#include "base/wide.h"
#include "web/chart_parts.h"

#include <algorithm>
#include <stdexcept>

namespace web::chart {

using namespace html;

namespace {

constexpr double bar_em = .95;
constexpr double hairline = .004;  // of the width: what a value that is not zero is drawn with at least
constexpr double value_gap_em = .6;

using Value = std::optional<std::int64_t>;

std::int64_t sum_of(base::Wide sum) {
    if (sum > value_most || sum < -value_most) throw std::invalid_argument("a sum beyond what charts draw");
    return static_cast<std::int64_t>(sum);
}

void add(Value& sum, const Value& value) {
    if (value) sum = sum_of(base::Wide(sum.value_or(0)) + *value);
}

Value total(const Row& row) {
    Value sum;
    for (const auto& value : row.values) add(sum, value);
    return sum;
}

// The first `rows_most`, or with one row less the largest in their order, and what all the others are together.
std::vector<Row> together(const base::Words& words, const Bars& bars) {
    if (bars.rows.size() <= rows_most) return bars.rows;
    std::vector<std::size_t> order(bars.rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto size_of = [&](std::size_t i) {
        base::Wide size = 0;
        for (const auto& value : bars.rows[i].values) size += value ? (*value < 0 ? -base::Wide(*value) : base::Wide(*value)) : 0;
        return size;
    };
    const auto kept = std::ptrdiff_t(rows_most - 1);
    std::ranges::stable_sort(order, [&](std::size_t one, std::size_t other) { return size_of(one) > size_of(other); });
    std::sort(order.begin(), order.begin() + kept);
    std::vector<Row> rows;
    for (auto at = order.begin(); at != order.begin() + kept; ++at) rows.push_back(bars.rows[*at]);
    Row others{words.format("chart.others", {{"count", std::int64_t(order.size()) - kept}}), std::vector<Value>(bars.series.size()), {}};
    for (auto at = order.begin() + kept; at != order.end(); ++at)
        for (std::size_t i = 0; i < others.values.size(); ++i) add(others.values[i], bars.rows[*at].values[i]);
    rows.push_back(std::move(others));
    return rows;
}

// How far bars reach to both sides of zero.
std::pair<std::int64_t, std::int64_t> reach(const Bars& bars, const std::vector<Row>& rows) {
    std::int64_t least = 0, most = 0;
    for (const auto& row : rows) {
        base::Wide below = 0, above = 0;
        for (const auto& value : row.values) {
            if (!bars.stacked) below = 0, above = 0;
            if (value) (*value < 0 ? below : above) += *value;
            least = std::min(least, sum_of(below)), most = std::max(most, sum_of(above));
        }
    }
    return {least, most};
}

class Drawing {
public:
    Drawing(const base::Words& words, const Bars& bars, const std::vector<Row>& rows) : words_(words), bars_(bars), rows_(rows) {
        single_line_ = bars.stacked || bars.series.size() == 1;
        const auto [least, most] = reach(bars, rows);
        if (!single_line_) {
            for (const auto& row : rows)
                for (const auto& value : row.values) beside_em_ = std::max(beside_em_, width_em(text_of(value)) + value_gap_em);
            beside_em_ = std::min(beside_em_, narrow_em / 2);
        }
        plot_ = 1 - beside_em_ / narrow_em;
        scale_ = scale_across(words, bars.frame, least, most, narrow_em * plot_);
    }

    Node svg() {
        Node marks;
        double y = 0;
        if (bars_.series.size() > 1)
            marks += key(bars_.series, y, [&](double x, double baseline, std::size_t series) {
                return svg::rect(cls(series_class(series)), attr("x", em(x)), attr("y", em(baseline - .8)), attr("width", "1.3em"),
                                 attr("height", ".9em"), attr("fill", fill_of(bars_.frame, series)));
            });
        const auto top = y;
        for (const auto& row : rows_) marks += row_at(row, y);
        return frame_of(bars_.frame, description(), y + line_em, group(patterns(bars_.frame, bars_.series.size()), axis(top, y), marks));
    }

private:
    std::string text_of(const Value& value) const { return written(words_, bars_.frame, value); }
    double x_of(std::int64_t value) const { return scale_.share(value) * plot_; }

    Node axis(double top, double bottom) const {
        Node all;
        Extent last{-1, -1};
        for (const auto tick : scale_.ticks()) {
            const auto x = x_of(tick);
            // At the edge the bars themselves make the line.
            if (tick != 0 || scale_.first < 0) all += rule(tick == 0 ? "z" : "", x, top, x, bottom);
            const auto text = written(words_, bars_.frame, tick);
            const auto extent = extent_about(x, text);
            if (extent.overlaps(last)) continue;
            last = extent;
            all += words_about("q", x, bottom + 1.05, text);
        }
        return all;
    }

    Node row_at(const Row& row, double& y) const {
        Node all;
        const auto value = text_of(total(row));
        const auto room = single_line_ ? narrow_em - width_em(value) - value_gap_em : narrow_em;
        auto lines = lines_of(row.label, std::max(room, narrow_em / 3), 2);
        if (lines.empty()) lines.emplace_back();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            y += line_em;
            all += words_at("", 0, y - .3, "start", lines[i]);
            if (i == 0 && single_line_) all += words_at("n", 1, y - .3, "end", value);
        }
        single_line_ ? stack(row, y, all) : pile(row, y, all);
        y += gap_em;
        return all;
    }

    // The series of a row one after the other, from zero to both sides.
    void stack(const Row& row, double& y, Node& all) const {
        base::Wide below = 0, above = 0;
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            if (!row.values[i]) continue;
            auto& from = *row.values[i] < 0 ? below : above;
            const auto to = from + *row.values[i];
            all += bar(i, static_cast<std::int64_t>(from), static_cast<std::int64_t>(to), y);
            from = to;
        }
        y += bar_em;
    }

    // Below each other, each with its value at the end of the line.
    void pile(const Row& row, double& y, Node& all) const {
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            if (row.values[i]) all += bar(i, 0, *row.values[i], y);
            all += words_at("n", 1, y + .85, "end", text_of(row.values[i]));
            y += bar_em + .2;
        }
    }

    Node bar(std::size_t series, std::int64_t from, std::int64_t to, double y) const {
        if (from == to) return {};
        auto left = x_of(std::min(from, to)), right = x_of(std::max(from, to));
        if (right - left < hairline) (to < from ? left = std::max(0.0, right - hairline) : right = std::min(plot_, left + hairline));
        return svg::rect(cls(series_class(series)), attr("x", percent(left)), attr("y", em(y)), attr("width", percent(right - left)),
                         attr("height", em(bar_em)), attr("fill", fill_of(bars_.frame, series)));
    }

    std::string description() const {
        // Stacked, a row is as long as its sum; else each series has its own bar, and is named.
        std::string label;
        Value longest;
        const auto take = [&](const Value& value, const std::string& name) {
            if (value && (!longest || *value > *longest)) longest = value, label = name;
        };
        for (const auto& row : rows_) {
            if (single_line_) take(total(row), row.label);
            else
                for (std::size_t i = 0; i < row.values.size(); ++i) take(row.values[i], row.label + ", " + bars_.series[i]);
        }
        const auto bars = std::int64_t(rows_.size() * (single_line_ ? 1 : bars_.series.size()));
        return words_.format("chart.bars_said", {{"count", bars}, {"label", label}, {"value", text_of(longest)}});
    }

    const base::Words& words_;
    const Bars& bars_;
    const std::vector<Row>& rows_;
    Scale scale_;
    bool single_line_ = true;
    double beside_em_ = 0, plot_ = 1;
};

Node table_of(const base::Words& words, const Bars& bars, const std::vector<Row>& rows) {
    const bool summed = bars.stacked && bars.series.size() > 1;
    std::vector<std::pair<std::string, bool>> headings{{bars.frame.heading, false}};
    for (const auto& name : bars.series) headings.emplace_back(name, true);
    if (summed) headings.emplace_back(words.text("chart.total"), true);
    std::vector<std::vector<Cell>> cells;
    for (const auto& row : rows) {
        auto& line = cells.emplace_back();
        line.push_back({linked(row.label, row.address), false});
        for (const auto& value : row.values) line.push_back({html::text(written(words, bars.frame, value))});
        if (summed) line.push_back({html::text(written(words, bars.frame, total(row)))});
    }
    return values_table(bars.frame, headings, cells);
}

}  // namespace

Drawn draw(const base::Words& words, const Bars& bars) {
    if (bars.series.empty() || bars.series.size() > series_most) throw std::invalid_argument("one to four series");
    bool any = false;
    for (const auto& row : bars.rows) {
        if (row.values.size() != bars.series.size()) throw std::invalid_argument("a value for each series");
        any = any || total(row);
    }
    if (!any) return {};
    const auto rows = together(words, bars);
    return {Drawing(words, bars, rows).svg(), table_of(words, bars, rows), rows.size(), 1 + bars.series.size()};
}

}  // namespace web::chart
