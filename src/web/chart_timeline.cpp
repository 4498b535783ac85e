#include "web/chart_parts.h"

#include <algorithm>

namespace web::chart {

using namespace html;
using base::Date;

namespace {

constexpr double track_em = .8, sliver = .006;  // sliver: of the width, what a single day is drawn with at least

std::int64_t number(Date day) { return day.days_since_1970(); }

std::string dates_of(const base::Words& words, const Interval& interval) {
    if (interval.until == interval.from) return words.partial_date(interval.from);  // a day
    if (interval.until) return words.format("chart.from_until", {{"from", interval.from}, {"until", *interval.until}});
    return words.format("chart.from", {{"from", interval.from}});
}

// The days of an interval in order, none before the one before it: uncertain until `certain`, certain until `doubtful`, uncertain until
// `over`. Without an end: what no source shows yet is uncertain, up to the day asked.
struct Days {
    std::int64_t begin = 0, certain = 0, doubtful = 0, over = 0;
    bool from_before = false;  // it may have begun before any day that is known
};
struct Known {
    Interval said;  // as known on the day asked
    Days days;
};

Days days_of(const Interval& interval, Date on) {
    Days days;
    const auto& from = interval.from;
    const auto& until = interval.until;
    const auto now = number(on) + 1;
    days.from_before = !from.earliest();
    const auto last_begin = from.latest() ? number(*from.latest()) : now;
    days.begin = from.earliest() ? number(*from.earliest()) : last_begin;
    days.over = until && until->latest() ? std::min(number(*until->latest()), now) : now;
    days.begin = std::min(days.begin, days.over);
    days.certain = std::clamp(last_begin, days.begin, days.over);
    auto first_end = days.certain;
    if (until) first_end = until->earliest() ? number(*until->earliest()) : days.begin;
    else if (interval.shown && interval.shown->earliest()) first_end = number(*interval.shown->earliest()) + 1;
    days.doubtful = std::clamp(first_end, days.certain, days.over);
    return days;
}

class Drawing {
public:
    Drawing(const base::Words& words, const Timeline& chart, const std::vector<Known>& intervals)
        : words_(words), chart_(chart), intervals_(intervals) {
        first_ = last_ = number(chart.on) + 1;
        for (const auto& known : intervals) first_ = std::min(first_, known.days.begin);
        year_ = Date::from_days(first_).year;
        first_ = number({year_, 1, 1});
        // Before the first day that is known there is room for what may be older.
        if (std::ranges::any_of(intervals, [](const Known& known) { return known.days.from_before; }))
            first_ -= std::max<std::int64_t>(180, (last_ - first_) / 12);
    }

    Node svg() {
        Node rows;
        double y = 0;
        const bool hatched = std::ranges::any_of(intervals_, [](const Known& known) {
            const auto& days = known.days;
            return days.from_before || days.begin < days.certain || days.doubtful < days.over;
        });
        Node top;
        if (hatched) {
            std::vector<std::string> names{std::string(words_.text("chart.certain")), std::string(words_.text("chart.uncertain"))};
            top = key(names, y, [&](double x, double baseline, std::size_t i) {
                return svg::rect(cls("c1"), attr("x", em(x)), attr("y", em(baseline - .8)), attr("width", "1.3em"), attr("height", ".9em"),
                                 attr("fill", i == 0 ? "currentColor" : hatch_address()));
            });
        }
        const auto top_em = y;
        for (const auto& known : intervals_) rows += row(known.said, known.days, y);
        const auto patterns = when(hatched, [&] { return svg::defs(hatch(chart_.frame, "h", 1, "c1")); });
        const auto said = words_.format("chart.timeline_said",
                                        {{"count", std::int64_t(intervals_.size())}, {"from", year_text(year_)}, {"to", chart_.on}});
        return frame_of(chart_.frame, said, y + line_em, group(patterns, axis(top_em, y), top, rows));
    }

private:
    double x(std::int64_t day) const { return double(day - first_) / double(last_ - first_); }
    std::string hatch_address() const { return "url(#" + chart_.frame.id + "-h)"; }

    Node axis(double top, double bottom) const {
        Node all;
        const int first = Date::from_days(first_ - 1).year + 1, last = Date::from_days(last_).year;
        for (const auto year : year_ticks(first, last, 5)) {
            const auto at = x(number({std::int16_t(year), 1, 1}));
            all += rule("", at, top, at, bottom);
            all += words_about("q", at, bottom + 1.05, year_text(year));
        }
        return all;
    }

    Node row(const Interval& interval, const Days& days, double& y) const {
        Node all;
        for (const auto& line : lines_of(interval.label, narrow_em, 2)) all += words_at("", 0, (y += line_em) - .3, "start", line);
        for (const auto& line : lines_of(dates_of(words_, interval), narrow_em, 2))
            all += words_at("q", 0, (y += line_em) - .3, "start", line);
        const auto begin = days.from_before ? first_ : days.begin;
        if (days.certain == days.doubtful) {
            all += part(begin, std::max(days.over, begin + 1), y, begin < days.over);
        } else {
            all += part(begin, days.certain, y, true);
            all += part(days.certain, days.doubtful, y, false);
            all += part(days.doubtful, days.over, y, true);
        }
        y += track_em + gap_em;
        return all;
    }

    Node part(std::int64_t from, std::int64_t to, double y, bool uncertain) const {
        if (from >= to) return {};
        auto left = x(from), right = std::min(1.0, x(to));
        if (right - left < sliver) left = std::min(left, 1 - sliver), right = left + sliver;
        return svg::rect(cls(uncertain ? "c1 u" : "c1"), attr("x", percent(left)), attr("y", em(y)), attr("width", percent(right - left)),
                         attr("height", em(track_em)), attr("fill", uncertain ? hatch_address() : "currentColor"));
    }

    const base::Words& words_;
    const Timeline& chart_;
    const std::vector<Known>& intervals_;
    std::int64_t first_ = 0, last_ = 0;  // days at both edges
    std::int16_t year_ = 1;              // the first that is known of
};

}  // namespace

std::optional<Interval> as_known_on(const Interval& interval, Date day) {
    auto known = interval;
    const auto& from = interval.from;
    if (from.earliest() && *from.earliest() > day) return {};
    const auto ended = [&] { return interval.until->earliest() ? *interval.until->earliest() : interval.until->latest().value_or(day); };
    if (interval.until && ended() > day) known.until.reset();
    if (interval.shown && interval.shown->earliest() && *interval.shown->earliest() > day) known.shown.reset();
    return known;
}

Drawn draw(const base::Words& words, const Timeline& chart) {
    std::vector<Known> known;
    for (const auto& interval : chart.intervals)
        if (auto said = as_known_on(interval, chart.on); said && known.size() < rows_most)
            known.push_back({std::move(*said), days_of(interval, chart.on)});
    if (known.empty()) return {};
    const bool shown = std::ranges::any_of(known, [](const Known& one) { return one.said.shown.has_value(); });
    std::vector<std::pair<std::string, bool>> headings{
        {chart.frame.heading, false}, {std::string(words.text("chart.begin")), false}, {std::string(words.text("chart.end")), false}};
    if (shown) headings.emplace_back(words.text("chart.shown"), false);
    std::vector<std::vector<Cell>> cells;
    for (const auto& [said, days] : known) {
        const auto until = said.until ? words.partial_date(*said.until) : std::string(words.text("chart.goes_on"));
        auto& row = cells.emplace_back();
        row = {{linked(said.label, said.address), false}, {html::text(words.partial_date(said.from)), false}, {html::text(until), false}};
        if (shown) row.push_back({said.shown ? html::text(words.partial_date(*said.shown)) : Node(), false});
    }
    return {Drawing(words, chart, known).svg(), values_table(chart.frame, headings, cells), cells.size(), headings.size()};
}

}  // namespace web::chart
