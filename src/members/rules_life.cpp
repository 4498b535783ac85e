#include "members/rules_life.h"

#include "members/rules.h"

#include <algorithm>
#include <utility>

namespace members {

bool belongs(Status status) {
    return status == Status::recorded || status == Status::admitted || status == Status::suspended || status == Status::reinstated;
}

std::optional<base::Date> day_of(const std::optional<base::PartialDate>& date) {
    if (!date) return {};
    return date->earliest() ? date->earliest() : date->latest();
}

std::optional<Status> status_on(const std::vector<StatusStep>& steps, base::Date day) {
    std::optional<Status> status;
    for (const auto& step : steps)
        if (!step.struck_by && step.day && *step.day <= day) status = step.status;
    return status;
}

bool may_become(Status before, Status next, Cause cause) {
    if (cause == Cause::annulment) {
        if (before == Status::suspended || before == Status::excluded) return next == Status::reinstated;
        if (before == Status::reinstated) return next == Status::suspended || next == Status::excluded;
        return before == Status::admitted && next == Status::annulled;
    }
    if (!belongs(before)) return false;
    switch (next) {
    case Status::suspended: return before != Status::suspended;
    case Status::reinstated: return before == Status::suspended;
    case Status::resigned:
    case Status::excluded:
    case Status::merged:
    case Status::dissolved: return true;
    case Status::recorded:
    case Status::admitted:
    case Status::annulled:
    case Status::mistaken: return false;
    }
    return false;
}

namespace {

// What a line may follow whatever brought it: of two lines that both stand, nobody knows any more which came from an annulment.
bool may_stand_after(Status before, Status next) {
    return may_become(before, next, Cause::act) || may_become(before, next, Cause::annulment);
}

std::unexpected<base::Refusal> wrong_order(const StatusStep& before, const StatusStep& next) {
    return base::refused("members.status_order", {},
                         {{"before", std::string(acts::name_of(before.status))}, {"next", std::string(acts::name_of(next.status))}});
}

// The first line that does not follow from the one before.
base::Verdict in_order(const std::vector<StatusStep>& steps) {
    const StatusStep* before = nullptr;
    for (const auto& step : steps) {
        if (step.struck_by) continue;
        if (before && !may_stand_after(before->status, step.status)) return wrong_order(*before, step);
        before = &step;
    }
    return base::granted();
}

}  // namespace

base::Verdict after_joining(const std::vector<StatusStep>& steps, const std::string& field, const base::PartialDate& on) {
    const auto& began = steps.front().from;
    if (began && began->earliest() && on.latest() && *on.latest() < *began->earliest())
        return base::wrong_field(field, "before_joining", {{"previous", *began->earliest()}});
    return base::granted();
}

std::expected<std::vector<StatusStep>, base::Refusal> with_step(std::vector<StatusStep> steps, StatusStep step, Cause cause) {
    step.day = day_of(step.from);
    if (!step.day) return base::wrong_field("from", "missing");
    if (auto joined = after_joining(steps, "from", *step.from); !joined) return std::unexpected(joined.error());
    std::size_t place = 1;
    for (std::size_t i = 1; i < steps.size(); ++i)
        if (*steps[i].day <= *step.day) place = i + 1;
    const StatusStep* before = nullptr;
    for (std::size_t i = 0; i < place; ++i)
        if (!steps[i].struck_by) before = &steps[i];
    if (!before) return base::refused("members.never_was");
    if (!may_become(before->status, step.status, cause)) return wrong_order(*before, step);
    steps.insert(steps.begin() + std::ptrdiff_t(place), std::move(step));
    if (auto holds = in_order(steps); !holds) return std::unexpected(holds.error());
    return steps;
}

std::expected<std::vector<StatusStep>, base::Refusal> with_struck(std::vector<StatusStep> steps, std::size_t place,
                                                                  base::Id<acts::Act> by) {
    if (steps[place].struck_by) return base::refused("members.struck", {}, {{"number", steps[place].struck_by->value}});
    const auto act = steps[place].act;
    for (auto& step : steps)
        if (step.act == act) step.struck_by = by;
    if (place == 0 && std::ranges::any_of(steps, [](const StatusStep& step) { return !step.struck_by; }))
        return base::refused("members.strike_later_first");
    if (auto holds = in_order(steps); !holds) return std::unexpected(holds.error());
    return steps;
}

std::expected<std::vector<StatusStep>, base::Refusal> with_restored(std::vector<StatusStep> steps, std::size_t place) {
    if (!steps[place].struck_by) return base::refused("members.not_struck");
    if (place != 0 && steps[0].struck_by) return base::refused("members.never_was");
    const auto act = steps[place].act;
    for (auto& step : steps)
        if (step.act == act) step.struck_by.reset();
    if (auto holds = in_order(steps); !holds) return std::unexpected(holds.error());
    return steps;
}

base::Verdict may_follow(const std::vector<StatusStep>& before, const std::vector<StatusStep>& after, Cause cause) {
    const auto same = [](const StatusStep& one, const StatusStep& other) { return one.act == other.act && one.status == other.status; };
    const auto stood = [&](const StatusStep& step) {
        return std::ranges::any_of(before, [&](const StatusStep& other) { return !other.struck_by && same(step, other); });
    };
    const auto stood_together = [&](const StatusStep& first, const StatusStep& second) {
        const StatusStep* last = nullptr;
        for (const auto& step : before) {
            if (step.struck_by) continue;
            if (last && same(*last, first) && same(step, second)) return true;
            last = &step;
        }
        return false;
    };
    const StatusStep* last = nullptr;
    for (const auto& step : after) {
        if (step.struck_by) continue;
        const auto* first = std::exchange(last, &step);
        if (!first || may_become(first->status, step.status, Cause::act) || stood_together(*first, step)) continue;
        const bool takes_back = cause == Cause::annulment && !stood(step) && first->act.value < step.act.value &&
                                step.basis.starts_with("decision:") && may_become(first->status, step.status, Cause::annulment);
        if (!takes_back) return wrong_order(*first, step);
    }
    return base::granted();
}

base::Verdict may_have_joined(const std::vector<StatusStep>& steps, const std::optional<base::PartialDate>& since) {
    if (!since || !since->earliest()) return base::granted();
    for (std::size_t i = 1; i < steps.size(); ++i)
        if (!steps[i].struck_by && steps[i].from && steps[i].from->latest() && *steps[i].from->latest() < *since->earliest())
            return base::wrong_field("since", "after_status", {{"day", *steps[i].from->latest()}});
    return base::granted();
}

Standing standing_of(const std::vector<StatusStep>& steps) {
    Standing standing{Status::mistaken, {}, base::Date{}};
    for (const auto& step : steps) {
        if (step.struck_by) continue;
        // Of one that is only attested, what happened before shows that it belonged.
        if (step.day && (!standing.from || *step.day < *standing.from)) standing.from = step.day;
        standing.status = step.status;
        standing.until = belongs(step.status) ? std::nullopt : step.day;
    }
    return standing;
}

base::Verdict may_vote(Status status, const std::optional<statutes::RuleValue>& rule) {
    if (!belongs(status)) return base::refused("members.not_a_member", {}, {{"status", std::string(acts::name_of(status))}});
    if (status != Status::suspended) return base::granted();
    if (!rule) return statutes::not_set(statutes::suspended_may_vote);
    if (rule->value == 0) return base::refused("members.suspended", rule->citation());
    return base::granted({{"members.suspended_votes", rule->citation(), {}}});
}

std::int64_t most_at_once(const std::vector<base::Interval>& all, base::Date from) {
    const auto on = [&](base::Date day) {
        return std::ranges::count_if(all, [&](const base::Interval& one) { return one.contains(day); });
    };
    std::int64_t most = on(from);
    for (const auto& one : all)
        if (one.from && *one.from > from) most = std::max<std::int64_t>(most, on(*one.from));
    return most;
}

base::Verdict may_have_substitute(std::int64_t substitutes, const std::optional<statutes::RuleValue>& allowed) {
    if (!allowed) return statutes::not_set(statutes::substitutes_allowed);
    const std::vector<base::Figure> figures{{"substitutes", substitutes}, {"allowed", allowed->value}};
    if (substitutes >= allowed->value) return base::refused("members.substitutes_reached", allowed->citation(), figures);
    return base::granted({{"members.substitutes_below", allowed->citation(), figures}});
}

base::Verdict may_split(std::int64_t added, std::int64_t cities, const std::string& country,
                        const std::optional<statutes::RuleValue>& cap) {
    if (added <= 0) return base::granted();
    return may_join(Kind::city, cities + added - 1, country, cap);
}

base::Verdict may_change(const std::vector<FactStep>& of_fact, const base::PartialDate& on) {
    const auto day = day_of(on);
    if (!day) return base::wrong_field("on", "missing");
    for (const auto& step : of_fact) {
        const auto begun = day_of(step.from), ended = day_of(step.until);
        if (ended && *day < *ended) return base::wrong_field("on", "before_last_change", {{"previous", *ended}});
        if (begun && *day <= *begun) return base::wrong_field("on", "before_last_change", {{"previous", *begun}});
    }
    return base::granted();
}

base::Verdict may_have_been(const std::vector<FactStep>& of_fact, const std::optional<base::PartialDate>& from,
                            const std::optional<base::PartialDate>& until) {
    const base::Interval asked{day_of(from), day_of(until)};
    if (asked.from && asked.to && asked.empty()) return base::wrong_field("until", "before_from");
    for (const auto& step : of_fact) {
        const base::Interval known{day_of(step.from), day_of(step.until)};
        if (known.overlaps(asked)) return base::refused("members.fact_overlaps", {}, {{"value", step.value}, {"number", step.act.value}});
    }
    return base::granted();
}

base::Verdict former_code(const std::string& code, const std::string& alpha_2) {
    const bool letters = code.size() == 4 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!letters || code.substr(0, 2) != alpha_2) return base::wrong_field("former_code", "former_code", {{"country", alpha_2}});
    return base::granted();
}

base::Verdict told_apart(std::optional<Id<Member>> namesake, std::optional<Id<Member>> distinct_from, const std::string& note,
                         const std::string& name) {
    if (!namesake) return base::granted();
    if (distinct_from != namesake) return base::refused("members.already_member", {}, {{"name", name}, {"member", namesake->value}});
    if (note.empty()) return base::wrong_field("name_note", "missing");
    return base::granted();
}

}  // namespace members
