#include "members/rules.h"

#include "base/countries.h"

#include <algorithm>
#include <map>

namespace members {

std::string_view region_of(std::string_view country) {
    const auto* facts = base::country(country);
    return facts ? facts->region : std::string_view();
}

Areas areas_of(std::span<const std::string> countries) {
    static const auto sizes = [] {
        std::map<std::string_view, std::size_t> all;
        for (const auto& facts : base::countries()) ++all[facts.region];
        return all;
    }();
    std::map<std::string_view, std::vector<std::string_view>> asked;
    for (const auto& country : countries) asked[region_of(country)].push_back(country);
    Areas areas;
    for (const auto& [region, some] : asked) {
        if (!region.empty() && some.size() == sizes.at(region)) areas.regions.push_back(region);
        else areas.countries.insert(areas.countries.end(), some.begin(), some.end());
    }
    return areas;
}

std::int64_t Grid::square_of(const acts::Position& place) const {
    const auto row = (place.latitude.value + 9'000'000) / step_e5, column = (place.longitude.value + 18'000'000) / step_e5;
    return row * columns + std::min(column, columns - 1);
}

acts::Position Grid::middle(std::int64_t square) const {
    const auto row = square / columns, column = square % columns;
    return {{std::min<std::int64_t>(row * step_e5 + step_e5 / 2 - 9'000'000, 9'000'000)}, {column * step_e5 + step_e5 / 2 - 18'000'000}};
}

bool counts_for_cap(Kind kind, MemberClass member_class) { return kind != Kind::association && member_class != MemberClass::associate; }

base::Verdict may_join(Kind kind, std::int64_t cities, const std::string& country, const std::optional<statutes::RuleValue>& cap) {
    if (kind == Kind::association) return base::granted();
    if (!cap) return statutes::not_set(statutes::cities_per_state);
    const std::vector<base::Figure> figures{{"country", country}, {"cities", cities}, {"cap", cap->value}};
    if (cities >= cap->value) return base::refused("members.cap_reached", cap->citation(), figures);
    return base::granted({{"members.below_cap", cap->citation(), figures}});
}

base::Verdict not_in_future(const std::string& field, const base::PartialDate& date, base::Date today) {
    if (date.earliest() && *date.earliest() > today) return base::wrong_field(field, "date_future", {{"today", today}});
    return base::granted();
}

base::Verdict may_follow(const base::PartialDate& from, const std::optional<base::PartialDate>& began,
                         const std::optional<base::PartialDate>& ended) {
    const auto before = [&](const std::optional<base::PartialDate>& date) {
        return date && date->earliest() && from.latest() && *from.latest() < *date->earliest();
    };
    if (before(ended)) return base::wrong_field("from", "before_end", {{"previous", *ended->earliest()}});
    if (before(began)) return base::wrong_field("from", "before_previous", {{"previous", *began->earliest()}});
    return base::granted();
}

base::Verdict may_confirm(base::Date on, const base::PartialDate& from, std::optional<base::Date> confirmed) {
    if (from.earliest() && on < *from.earliest()) return base::wrong_field("on", "before_from");
    if (confirmed && on < *confirmed) return base::wrong_field("on", "before_confirmation", {{"previous", *confirmed}});
    return base::granted();
}

base::Verdict may_have_held(const base::PartialDate& from, const std::optional<base::PartialDate>& until,
                            const std::vector<ShownTitular>& others) {
    const auto over_by = [](const base::PartialDate& end, const base::PartialDate& beginning) {
        return !end.earliest() || !beginning.latest() || *end.earliest() <= *beginning.latest();
    };
    for (const auto& other : others)
        if (!(until && over_by(*until, other.from)) && !(other.until && over_by(*other.until, from)))
            return base::refused("members.terms_overlap", {}, {{"from", other.from.edtf()}});
    return base::granted();
}

base::Verdict must_live(const base::PartialDate& from, const Death& death) {
    if (from.earliest() && death.on.latest() && *from.earliest() >= *death.on.latest())
        return base::refused("members.died", {}, {{"on", death.on.edtf()}, {"number", death.stated_by.value}});
    return base::granted();
}

base::Verdict may_have_died(const base::PartialDate& on, const std::vector<ShownTitular>& terms) {
    if (!on.latest()) return base::granted();
    for (const auto& term : terms) {
        const auto after = [&](const base::PartialDate& day) { return day.earliest() && *day.earliest() > *on.latest(); };
        if (!term.until || after(*term.until) || after(term.from))
            return base::refused("members.held_later", {}, {{"on", on.edtf()}, {"title", term.title}, {"number", term.id.value / 1000}});
    }
    return base::granted();
}

std::optional<int> certain_year(const std::optional<base::PartialDate>& date) {
    if (!date || date->approximate() || !date->earliest() || !date->latest()) return {};
    return date->earliest()->year == date->latest()->year ? std::optional(int(date->earliest()->year)) : std::nullopt;
}

Size size_of(std::optional<std::int64_t> population) {
    if (!population) return Size::unknown;
    return *population < 100'000     ? Size::below_100k
           : *population < 500'000   ? Size::below_500k
           : *population < 1'000'000 ? Size::below_1m
                                     : Size::from_1m;
}

base::Date asked_from(base::Date shown, std::optional<base::Date> asked) {
    const auto first = shown.plus_days(confirmed_within_days);
    return asked ? std::max(first, asked->plus_days(asked_again_days)) : first;
}

base::Verdict may_ask(base::Date shown, std::optional<base::Date> asked, base::Date today) {
    const auto from = asked_from(shown, asked);
    if (today < from) return base::refused("members.asked_too_soon", {}, {{"from", from}});
    return base::granted();
}

base::Verdict up_to_date(base::Id<acts::Act> seen, base::Id<acts::Act> last) {
    if (seen != last) return base::refused("members.changed_meanwhile", {}, {{"seen", seen.value}, {"last", last.value}});
    return base::granted();
}

}  // namespace members
