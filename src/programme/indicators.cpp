// What a programme is measured by: start, now, target, with the number beside its bar.
#include "programme/page_parts.h"
#include "programme/rules.h"
#include "web/chart.h"

#include <algorithm>

namespace programme {

using namespace html;
using web::Visit;

namespace {

std::string quantity(const Visit& visit, const ShownIndicator& indicator, std::int64_t value) {
    return visit.format("programme.quantity",
                        {{"value", visit.words.number(value)}, {"unit", visit.in_language(indicator.unit_fr, indicator.unit_en)}});
}

Node stated(const Visit& visit, const ShownIndicator& indicator, const std::optional<std::int64_t>& value,
            const std::optional<base::PartialDate>& at) {
    if (!value) return span(cls("q"), visit.text("programme.not_stated"));
    return group(span(cls("n"), quantity(visit, indicator, *value)), " ", span(cls("q"), visit.words.partial_date(*at)));
}

std::string by_sex(const Visit& visit, const ShownIndicator& indicator, const StatedValue& value) {
    if (indicator.counts != Counts::people) return {};
    if (!value.women && !value.men) return std::string(visit.text("programme.not_by_sex"));
    const auto words = [&](std::string_view key, const std::optional<std::int64_t>& count) {
        return count ? visit.format(key, {{"count", *count}}) : std::string();
    };
    const auto women = words("programme.women", value.women), men = words("programme.men", value.men);
    return women + (women.empty() || men.empty() ? "" : ", ") + men;
}

Node value_words(const Visit& visit, const ShownIndicator& indicator, const StatedValue& value) {
    const auto sexes = by_sex(visit, indicator, value);
    return group(stated(visit, indicator, value.value, value.at),
                 p(cls("q"), sexes, sexes.empty() ? "" : ". ", visit.text("programme.by_source"), " ", basis_of(visit, value.basis)));
}

// The number, and its bar: up to the whole, nothing for a step back.
Node share_words(const Visit& visit, const ShownIndicator& indicator, const std::vector<StatedValue>& latest) {
    if (latest.size() > 1) return span(cls("q"), visit.text("programme.sources_disagree"));
    const auto share = latest.empty() ? std::nullopt : share_reached(indicator.baseline, latest.front().value, indicator.target);
    if (!share) return span(cls("q"), visit.text("programme.share_unknown"));
    const auto drawn = std::clamp<std::int64_t>(*share, 0, 100);
    return group(span(cls("n"), visit.format("programme.share", {{"share", *share}})),
                 svg::svg(cls("bar"), attr("viewBox", "0 0 100 8"), attr("preserveAspectRatio", "none"), attr("aria-hidden", "true"),
                          svg::rect(attr("width", drawn), attr("height", 8))));
}

}  // namespace

std::vector<StatedValue> latest_of(const Visit& visit, const ShownIndicator& indicator) {
    auto all = values_of(visit.db(), indicator.id);
    std::erase_if(all, [&](const StatedValue& value) { return value.at.earliest() && *value.at.earliest() > visit.on(); });
    if (all.empty()) return {};
    const auto last = all.back().at;
    std::erase_if(all, [&](const StatedValue& value) { return !(value.at == last); });
    const bool same = std::ranges::all_of(all, [&](const StatedValue& value) { return value.value == all.back().value; });
    return same ? std::vector{all.back()} : all;
}

Node indicators_section(Visit& visit, const std::vector<ShownIndicator>& indicators, const std::vector<ShownNode>& nodes) {
    const auto title = visit.text("programme.indicators");
    if (indicators.empty()) return section(div(cls("hd"), h2(title)), p(visit.text("programme.no_indicator")));
    const auto heading = [&](std::string_view key) { return th(attr("scope", "col"), visit.text(key)); };
    const auto row = [&](const ShownIndicator& indicator) {
        const auto node = std::ranges::find(nodes, indicator.node, &ShownNode::id);
        const auto latest = latest_of(visit, indicator);
        const auto cell = [&](std::string_view key, const Node& shown) { return td(attr("data-l", visit.text(key)), shown); };
        return tr(th(attr("scope", "row"), name_in(visit, indicator),
                     when(node != nodes.end(), [&] { return p(cls("q"), a(href(visit.to(places::of(*node))), label_of(visit, *node))); })),
                  cell("programme.start", stated(visit, indicator, indicator.baseline, indicator.baseline_at)),
                  cell("programme.now", latest.empty()
                                            ? span(cls("q"), visit.text("programme.not_stated"))
                                            : each(latest, [&](const StatedValue& value) { return value_words(visit, indicator, value); })),
                  cell("programme.target", stated(visit, indicator, indicator.target, indicator.target_at)),
                  cell("programme.reached", share_words(visit, indicator, latest)));
    };
    return section(div(cls("hd"), h2(title)),
                   table(cls("st"), caption(cls("vh"), title),
                         thead(tr(heading("programme.indicator"), heading("programme.start"), heading("programme.now"),
                                  heading("programme.target"), heading("programme.reached"))),
                         tbody(each(indicators, row))));
}

Node values_section(Visit& visit, const ShownIndicator& indicator) {
    auto values = values_of(visit.db(), indicator.id);
    std::erase_if(values, [&](const StatedValue& value) { return value.at.earliest() && *value.at.earliest() > visit.on(); });
    if (values.size() < 2) return {};
    const auto id = "i" + std::to_string(indicator.id.value);
    web::chart::Lines lines{{.id = id, .title = name_in(visit, indicator), .heading = std::string(visit.text("programme.value_at"))}, {}};
    lines.frame.written = [&visit, &indicator](std::int64_t value) { return quantity(visit, indicator, value); };
    auto& line = lines.lines.emplace_back(web::chart::Line{name_in(visit, indicator), {}});
    for (const auto& value : values) line.points.push_back({value.at, value.value});
    return section(div(cls("hd"), h2(name_in(visit, indicator))), web::chart::show(visit.words, lines),
                   ul(cls("ls"), each(values, [&](const StatedValue& value) { return li(value_words(visit, indicator, value)); })));
}

}  // namespace programme
