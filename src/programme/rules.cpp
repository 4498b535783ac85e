#include "programme/rules.h"

#include <algorithm>
#include <set>

namespace programme {

using base::granted, base::refused, base::wrong_field;

std::optional<Days> days_of(const base::PartialDate& from, const base::PartialDate& to) {
    if (!from.earliest() || !to.latest()) return {};
    return Days{*from.earliest(), *to.latest()};
}

base::Verdict may_last(const base::PartialDate& from, const base::PartialDate& to) {
    if (!from.earliest()) return wrong_field("from", "programme_open");
    if (!to.latest()) return wrong_field("to", "programme_open");
    if (*to.latest() < *from.earliest()) return wrong_field("to", "before_from");
    return granted();
}

base::Verdict may_hold(const Days& days, const std::vector<InForce>& others) {
    for (const auto& other : others)
        if (other.days.first <= days.last && days.first <= other.days.last)
            return refused("programme.overlap", {},
                           {{"name", other.name}, {"programme", other.id.value}, {"first", other.days.first}, {"last", other.days.last}});
    return granted();
}

base::Verdict may_adopt(State state, base::Date from, base::Date last, base::Date decided_on) {
    if (state != State::proposed) return refused("programme.not_proposed", {}, {{"state", std::string(acts::name_of(state))}});
    if (from < decided_on) return wrong_field("from", "before_decision", {{"decided", decided_on}});
    if (last < from) return wrong_field("from", "after_end", {{"last", last}});
    return granted();
}

std::optional<Ground> ground_to_shape(State state) {
    switch (state) {
    case State::proposed: return Ground::any;
    case State::recorded: return Ground::source_or_decision;
    case State::adopted: return Ground::decision;
    case State::annulled: return {};
    }
    return {};
}

base::Verdict may_stand_under(NodeKind kind, Id<Programme> programme, const std::optional<ShownNode>& parent) {
    const bool highest = kind == NodeKind::axis || kind == NodeKind::theme;
    if (highest) return parent ? wrong_field("parent", "not_above") : granted();
    if (!parent) return wrong_field("parent", "missing");
    if (parent->kind != (kind == NodeKind::orientation ? NodeKind::axis : NodeKind::theme)) return wrong_field("parent", "not_above");
    if (parent->programme != programme) return wrong_field("parent", "other_programme");
    return granted();
}

base::Verdict exactly_one(std::initializer_list<Given> fields) {
    const auto given = std::ranges::count_if(fields, &Given::given);
    if (given == 1) return granted();
    std::vector<base::Wrong> wrong;
    for (const auto& one : fields)
        if (given == 0 || one.given) wrong.push_back({one.field, "exactly_one", {}});
    return base::wrong_fields(std::move(wrong));
}

base::Verdict may_add(const std::vector<NewCode>& codes, const std::vector<std::string>& known) {
    if (codes.empty()) return wrong_field("codes", "missing");
    if (codes.size() > codes_most) return wrong_field("codes", "too_many_codes", {{"most", std::int64_t(codes_most)}});
    std::set<std::string, std::less<>> there(known.begin(), known.end());
    std::vector<base::Wrong> wrong;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto path = "codes[" + std::to_string(i) + "].";
        if (!codes[i].parent.empty() && !there.contains(codes[i].parent)) wrong.push_back({path + "parent", "unknown_reference", {}});
        if (!there.insert(codes[i].code).second) wrong.push_back({path + "code", "repeated", {}});
    }
    if (wrong.empty()) return granted();
    return base::wrong_fields(std::move(wrong));
}

base::Verdict may_state(Counts counts, std::int64_t value, std::optional<std::int64_t> women, std::optional<std::int64_t> men) {
    if (counts == Counts::things) {
        if (women) return wrong_field("women", "not_people");
        if (men) return wrong_field("men", "not_people");
        return granted();
    }
    if (value < 0) return wrong_field("value", "below", {{"min", std::int64_t(0)}});
    if (women.value_or(0) + men.value_or(0) > value)
        return refused("programme.more_than_all", {}, {{"women", women.value_or(0)}, {"men", men.value_or(0)}, {"value", value}});
    return granted();
}

std::optional<std::int64_t> share_reached(std::optional<std::int64_t> baseline, std::int64_t now, std::optional<std::int64_t> target) {
    if (!baseline || !target || *baseline == *target) return {};
    const auto way = *target - *baseline, gone = now - *baseline;  // quantities are below 10^13: a hundred times that fits
    return std::clamp(gone * 100 / way, -share_most, share_most);
}

}  // namespace programme
