#include "bodies/rules.h"

#include "statutes/statutes.h"

#include <algorithm>

namespace bodies {

constexpr std::int64_t named_most = 5;  // of those who stand in the way

base::Interval certain_time(const PartialDate& from, const std::optional<PartialDate>& until) {
    base::Interval time{from.latest() ? from.latest() : from.earliest(), {}};
    if (until) time.to = until->earliest() ? until->earliest() : time.from;
    return time;
}

base::Interval possible_time(const PartialDate& from, const std::optional<PartialDate>& until) {
    return {from.earliest(), until ? until->latest() : std::nullopt};
}

Standing standing_on(base::Date day, const PartialDate& from, const std::optional<PartialDate>& until) {
    const auto possible = possible_time(from, until);
    if (possible.from && day < *possible.from) return Standing::not_yet;
    // A year as an end: the office may have been left on its last day.
    if (possible.to && (until->whole_day() ? day >= *possible.to : day > *possible.to)) return Standing::over;
    return certain_time(from, until).contains(day) ? Standing::certain : Standing::possible;
}

std::vector<Size> sizes_of(const std::vector<ShownSeatCount>& counts, Id<Office> office) {
    std::vector<Size> sizes;
    for (const auto& count : counts)
        if (count.office == office) sizes.push_back({count.first_day(), count.seats, count.basis});
    return sizes;
}

std::optional<Size> size_on(const std::vector<Size>& sizes, base::Date day) {
    std::optional<Size> found;
    for (const auto& size : sizes)
        if ((!size.from || *size.from <= day) && (!found || !found->from || (size.from && *size.from >= *found->from))) found = size;
    return found;
}

base::Verdict seat_is_free(const Names& what, const std::vector<base::Interval>& held, const base::Interval& asked,
                           const std::vector<Size>& sizes) {
    // The count changes only where somebody begins or a size does: those days are enough.
    std::vector<base::Date> days{asked.from.value_or(base::Date{})};
    for (const auto& other : held)
        if (other.from) days.push_back(*other.from);
    for (const auto& size : sizes)
        if (size.from) days.push_back(*size.from);
    base::Granted findings;
    std::ranges::sort(days);
    for (const auto day : days) {
        const auto size = asked.contains(day) ? size_on(sizes, day) : std::nullopt;
        if (!size) continue;
        const auto taken = std::int64_t(std::ranges::count_if(held, [&](const auto& other) { return other.contains(day); }));
        if (taken >= size->seats)
            return base::refused("bodies.no_seat_free", size->ground,
                                 {{"what_fr", what.fr}, {"what_en", what.en}, {"held", taken}, {"seats", size->seats}, {"day", day}});
        if (findings.empty())
            findings.push_back(
                {"bodies.seat_free", size->ground, {{"what", what.fr}, {"held", taken}, {"seats", size->seats}, {"day", day}}});
    }
    return findings;
}

base::Verdict may_have_seats(const Size& decided, base::Date day, const std::vector<base::Interval>& held, const std::vector<Size>& sizes) {
    base::Date end{9999, 12, 31};  // from then on another number stands
    for (const auto& size : sizes)
        if (size.from && decided.from && *size.from > *decided.from) end = std::min(end, *size.from);
    std::vector<base::Date> days{day};
    for (const auto& other : held)
        if (other.from && *other.from > day && *other.from < end) days.push_back(*other.from);
    std::ranges::sort(days);
    for (const auto on : days) {
        const auto sitting = std::int64_t(std::ranges::count_if(held, [&](const auto& other) { return other.contains(on); }));
        if (sitting > decided.seats)
            return base::refused("bodies.too_many_sit", {}, {{"held", sitting}, {"seats", decided.seats}, {"day", on}});
    }
    return base::granted();
}

base::Verdict no_member_since(const std::string& member, base::Date until) {
    return base::refused("bodies.after_membership", {},
                         {{"member", member}, {"until", until}, {"mistaken", std::string(until == base::Date{} ? "yes" : "no")}});
}

base::Verdict has_ended(const ShownBody& body) {
    return base::refused("bodies.body_ended", {}, {{"name_fr", body.name_fr}, {"name_en", body.name_en}, {"on", *body.ended}});
}

base::Verdict may_begin(const PartialDate& from, const ShownBody& body, const std::optional<MemberTime>& member,
                        std::optional<base::Date> decided) {
    const auto before = [&](std::optional<base::Date> day) { return day && from.latest() && *from.latest() < *day; };
    const auto after = [&](std::optional<base::Date> day) { return day && from.earliest() && *from.earliest() >= *day; };
    if (body.created && before(body.created->earliest()))
        return base::wrong_field("from", "before_body", {{"created", *body.created->earliest()}});
    if (after(body.ended)) return has_ended(body);
    if (decided && before(*decided)) return base::wrong_field("from", "before_decision", {{"decided", *decided}});
    if (!member) return base::granted();
    if (before(member->from)) return base::refused("bodies.before_membership", {}, {{"member", member->name}, {"since", *member->from}});
    if (after(member->until)) return no_member_since(member->name, *member->until);
    return base::granted();
}

base::Verdict may_last(const std::optional<PartialDate>& until, const ShownBody& body, const std::optional<MemberTime>& member) {
    const auto beyond = [&](std::optional<base::Date> end) { return end && (!until || (until->earliest() && *until->earliest() > *end)); };
    if (beyond(body.ended)) return has_ended(body);
    if (member && beyond(member->until)) return no_member_since(member->name, *member->until);
    return base::granted();
}

PartialDate end_of(const PartialDate& day, const PartialDate& from) {
    return day.latest() && from.earliest() && *day.latest() < *from.earliest() ? from : day;
}

base::Verdict may_end(const std::string& field, const PartialDate& until, const PartialDate& from, base::Date today) {
    if (until.earliest() && *until.earliest() > today) return base::wrong_field(field, "date_future", {{"today", today}});
    if (until.latest() && from.earliest() && *until.latest() < *from.earliest()) return base::wrong_field(field, "before_from");
    return base::granted();
}

base::Verdict nobody_begins_after(base::Date on, base::Date today, const std::vector<Begun>& begun) {
    Names who;
    base::Date last = on;
    std::int64_t count = 0;
    for (const auto& one : begun) {
        const auto first = one.from.earliest();
        if (!first || *first <= on || *first > today) continue;
        if (++count <= named_most) {
            who.fr += (who.fr.empty() ? "" : ", ") + one.who.fr;
            who.en += (who.en.empty() ? "" : ", ") + one.who.en;
        }
        last = std::max(last, *first);
    }
    if (!count) return base::granted();
    const auto others = std::max<std::int64_t>(0, count - named_most);
    return base::wrong_field("on", "bodies_begun_after", {{"who_fr", who.fr}, {"who_en", who.en}, {"others", others}, {"last", last}});
}

bool outlasts(const PartialDate& day, const PartialDate& from, const std::optional<PartialDate>& until) {
    if (!until) return true;
    if (end_of(day, from) != day) return *until != from;
    const auto end = day.latest();
    return end && until->earliest() && *until->earliest() > *end;
}

bool ends_with_membership(base::Date on, const PartialDate& from, const std::optional<PartialDate>& until) {
    return on == base::Date{} ? !until : outlasts(PartialDate::of(on), from, until);
}

base::Verdict may_accept(base::Date offered, const PartialDate& on) {
    if (on.latest() && *on.latest() < offered)
        return base::refused("bodies.before_offer", {}, {{"offered", offered}, {"on", *on.latest()}});
    return base::granted();
}

base::Verdict may_hold(const PartialDate& from, const std::optional<PartialDate>& until, const std::optional<PartialDate>& died) {
    const auto last = died ? died->latest() : std::nullopt;
    if (!last) return base::granted();
    const auto after = [&](const PartialDate& day) { return day.earliest() && *day.earliest() > *last; };
    if (!until || after(*until) || after(from)) return base::refused("bodies.holder_died", {}, {{"on", died->edtf()}});
    return base::granted();
}

base::Verdict must_be_mayor(const std::string& member, Id<Person> person, const PartialDate& from, const std::vector<Term>& terms) {
    for (const auto& term : terms) {
        if (term.person != person) continue;
        const auto time = possible_time(term.from, term.until);
        const bool begun = !time.from || !from.latest() || *time.from <= *from.latest();
        const bool over = time.to && from.earliest() && *time.to <= *from.earliest();
        if (begun && !over) return base::granted();
    }
    return base::refused("bodies.no_titular", {}, {{"member", member}});
}

bool begins_so(Way way, Beginning beginning) {
    switch (beginning) {
    case Beginning::election: return way == Way::elected;
    case Beginning::appointment: return way == Way::appointed;
    case Beginning::ex_officio: return way == Way::ex_officio;
    case Beginning::honour: return way == Way::honorary;
    case Beginning::interim:
    case Beginning::replacement: return way == Way::elected || way == Way::appointed;
    }
    return false;
}

base::Date term_end(const PartialDate& from, std::int64_t years) {
    return statutes::years_after(from.latest().value_or(from.earliest().value_or(base::Date{})), years);
}

bool disagree(const Claim& one, const Claim& other) {
    if (one.holder == other.holder) return false;
    // A day, or a range of days within which it lies: there is no doubt only when all of it is within what the other says.
    const auto within = [](const Claim& day, const Claim& interval) {
        if (!day.from.earliest() || !day.from.latest() || !interval.until) return false;
        const auto sure = certain_time(interval.from, interval.until);
        return sure.contains(*day.from.earliest()) && sure.contains(*day.from.latest());
    };
    if (one.until && other.until) {
        const auto sure = certain_time(one.from, one.until), also = certain_time(other.from, other.until);
        return !sure.empty() && !also.empty() && sure.overlaps(also);
    }
    if (one.until) return within(other, one);
    if (other.until) return within(one, other);
    return one.from.whole_day() && one.from == other.from;
}

}  // namespace bodies
