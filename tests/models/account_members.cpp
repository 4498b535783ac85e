#include "models/account.h"

#include <algorithm>
#include <array>

namespace models {

When When::of(const std::string& words) {
    if (words.size() == 10) return {words, words, words};
    if (words.size() == 4) return {words, words + "-01-01", words + "-12-31"};
    constexpr std::array days{"31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"};
    const int year = std::stoi(words.substr(0, 4)), month = std::stoi(words.substr(5));
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return {words, words + "-01", words + "-" + (month == 2 && leap ? "29" : days[std::size_t(month - 1)])};
}

void Answer::add(const std::string& said) {
    if (said.empty()) return;
    const auto space = said.find(' ');
    if (space == said.npos) refuse(said);
    else field(said.substr(0, space), said.substr(space + 1));
}

// ---- a membership ----

bool inside(const std::string& status) {
    return status == "recorded" || status == "admitted" || status == "suspended" || status == "reinstated";
}

const Line* Member::last() const {
    const Line* found = nullptr;
    for (const auto& line : lines)
        if (!line.struck) found = &line;
    return found;
}
std::string Member::status() const { return last() ? last()->status : "mistaken"; }
bool Member::belongs() const { return inside(status()); }
Day Member::first_day() const {
    Day first;
    for (const auto& line : lines)
        if (!line.struck && (first.empty() || line.day < first)) first = line.day;
    return first;
}
Day Member::end() const {
    if (!last()) return "0001-01-01";  // it never was
    return belongs() ? "" : last()->day;
}

namespace {

// Inside, suspended, outside: what may follow what. A decision that is annulled leaves things as they were before it.
bool follows(const std::string& before, const std::string& next, Cause cause) {
    if (cause == Cause::annulment) {
        if (before == "suspended" || before == "excluded") return next == "reinstated";
        if (before == "reinstated") return next == "suspended" || next == "excluded";
        return before == "admitted" && next == "annulled";
    }
    if (!inside(before)) return false;
    if (next == "suspended") return before != "suspended";
    if (next == "reinstated") return before == "suspended";
    return next == "resigned" || next == "excluded" || next == "merged" || next == "dissolved";
}

std::vector<std::pair<Line, Line>> side_by_side(const std::vector<Line>& lines) {  // of those that stand
    std::vector<std::pair<Line, Line>> all;
    const Line* before = nullptr;
    for (const auto& line : lines) {
        if (line.struck) continue;
        if (before) all.emplace_back(*before, line);
        before = &line;
    }
    return all;
}

// What comes to stand side by side follows by an act; only what an annulment puts, or had put, takes back a line of an earlier act.
bool in_order(const std::vector<Line>& known, const std::vector<Line>& lines, Cause cause) {
    const auto same = [](const Line& one, const Line& other) { return one.act == other.act && one.status == other.status; };
    const auto stood = side_by_side(known);
    return std::ranges::all_of(side_by_side(lines), [&](const auto& pair) {
        const auto& [before, next] = pair;
        if (follows(before.status, next.status, Cause::act)) return true;
        if (std::ranges::any_of(stood, [&](const auto& other) { return same(other.first, before) && same(other.second, next); }))
            return true;
        const bool here = std::ranges::any_of(known, [&](const Line& line) { return !line.struck && same(line, next); });
        return cause == Cause::annulment && !here && before.act < next.act && next.basis.starts_with("decision:") &&
               follows(before.status, next.status, Cause::annulment);
    });
}

}  // namespace

// The history with one line more, at its place by day.
std::string Account::placed(const Member& member, const Line& line, Cause cause, std::vector<Line>& lines) const {
    lines = member.lines;
    if (lines[0].from && line.from->last < lines[0].from->first) return "from before_joining";
    std::size_t place = 1;
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (lines[i].day <= line.day) place = i + 1;
    const Line* before = nullptr;
    for (std::size_t i = 0; i < place; ++i)
        if (!lines[i].struck) before = &lines[i];
    if (!before) return "members.never_was";
    if (!follows(before->status, line.status, cause)) return "members.status_order";
    lines.insert(lines.begin() + std::ptrdiff_t(place), line);
    return in_order(member.lines, lines, cause) ? "" : "members.status_order";
}

std::string Account::may_become(Number id, const std::string& status, const When& from, Cause cause, const std::string& field,
                                const std::string& day) const {
    const auto found = members.find(id);
    if (found == members.end()) return field + " unknown_reference";
    if (future(from)) return day + " date_future";
    std::vector<Line> lines;
    const auto why =
        placed(found->second, {status, from, from.first, cause == Cause::annulment ? "decision:" : "", size + 1}, cause, lines);
    return why == "from before_joining" ? day + " before_joining" : why;
}

void Account::become(Number id, const std::string& status, const When& from, const std::string& basis, Number entry, Cause cause) {
    auto& member = members[id];
    std::vector<Line> lines;
    placed(member, {status, from, from.first, basis.empty() ? "act:" + std::to_string(entry) : basis, entry}, cause, lines);
    member.lines = lines;
    member.changed = entry;
}

Number Account::enter(Number entry, Number place, const std::string& name, const std::string& country, const std::string& kind,
                      const std::string& member_class, const std::string& status, const When& since, const std::string& basis) {
    Member member{name, country, kind, member_class, since, {}, {{status, since, since.first, basis, entry}}, entry};
    member.homes = {{country, ""}}, member.kinds = {{kind, ""}}, member.classes = {{member_class, ""}};
    members[thing(entry, place)] = member;
    return thing(entry, place);
}

Number Account::namesake(const std::string& name, const std::string& country) const {
    for (const auto& [id, member] : members)
        if (member.belongs() && member.name == name && member.country == country) return id;
    return 0;
}

Number Account::cities(const std::string& country) const {
    return std::ranges::count_if(members, [&](const auto& one) { return one.second.country == country && one.second.counts(); });
}

namespace {
const std::string& on_day(const std::vector<std::pair<std::string, Day>>& values, const Day& day) {
    const auto* found = &values.front().first;
    for (const auto& [value, from] : values)
        if (from <= day) found = &value;
    return *found;
}
}  // namespace

Number Account::cities_on(const std::string& country, const Day& day) const {
    return std::ranges::count_if(members, [&](const auto& one) {
        const auto& member = one.second;
        return member.first_day() <= day && !member.first_day().empty() && (member.end().empty() || day < member.end()) &&
               on_day(member.homes, day).substr(0, 2) == country && on_day(member.kinds, day) != "association" &&
               on_day(member.classes, day) != "associate";
    });
}

Number Account::another_named(Number id, const std::string& name, const std::string& country) const {
    for (const auto& [other, member] : members)
        if (other != id && member.belongs() && member.name == name && member.country == country && !are_apart(id, other)) return other;
    return 0;
}

std::string Account::record_member(const Recorded& said, const std::string& basis) {
    Answer wrong;
    if (said.since && future(*said.since)) wrong.field("since", "date_future");
    if (said.attested && future(*said.attested)) wrong.field("attested", "date_future");
    if (!said.since && !said.attested) wrong.field("attested", "missing");
    if (!said.source) wrong.field("sources", "missing");
    else if (!sources.contains(said.source)) wrong.field("sources[0]", "unknown_reference");
    if (said.distinct_from && !members.contains(said.distinct_from)) wrong.field("distinct_from", "unknown_reference");
    if (auto same = namesake(said.name, said.country)) {
        if (const auto other = members.find(said.distinct_from);
            other != members.end() && other->second.name == said.name && other->second.country == said.country)
            same = other->first;
        if (same != said.distinct_from) wrong.refuse("members.already_member");
        else if (!said.note) wrong.field("name_note", "missing");
    }
    if (!wrong.right()) return wrong.text();
    const auto entry = next();
    const auto began = said.since ? *said.since : *said.attested;
    const auto id = enter(entry, 1, said.name, said.country, said.kind, said.member_class, "recorded", began, basis);
    auto& member = members[id];
    member.since = said.since, member.attested = said.attested, member.lines[0].from = said.since;
    if (said.distinct_from) apart.insert(pair(id, said.distinct_from));
    return "";
}

std::string Account::correct_member(Number id, Number seen, const Recorded& said) {
    const auto found = members.find(id);
    if (found == members.end()) return "member unknown_reference";
    auto& member = found->second;
    if (seen != member.changed) return "members.changed_meanwhile";
    if (said.since && future(*said.since)) return "since date_future";
    if (said.attested && future(*said.attested)) return "attested date_future";
    if (!said.since && !said.attested) return "since missing";
    // Nothing that happened to it lies before it joined.
    for (std::size_t i = 1; i < member.lines.size(); ++i)
        if (said.since && !member.lines[i].struck && member.lines[i].from->last < said.since->first) return "since after_status";
    if (another_named(id, said.name, member.country)) return "members.already_member";
    member.name = said.name, member.kind = said.kind, member.member_class = said.member_class;
    member.kinds.back().first = said.kind, member.classes.back().first = said.member_class;
    member.since = said.since, member.attested = said.attested;
    member.lines[0].from = said.since, member.lines[0].day = (said.since ? *said.since : *said.attested).first;
    member.changed = next();
    return "";
}

// ---- names, countries, kinds ----

std::string Account::may_change(Number id, Number seen, const Day& changed, const When& on) const {
    const auto found = members.find(id);
    if (found == members.end()) return "member unknown_reference";
    if (seen != found->second.changed) return "members.changed_meanwhile";
    if (future(on)) return "on date_future";
    return !changed.empty() && on.first <= changed ? "on before_last_change" : "";
}

std::string Account::rename(Number id, Number seen, const std::string& name, const When& on) {
    if (auto why = may_change(id, seen, members.contains(id) ? members[id].name_on : "", on); !why.empty()) return why;
    auto& member = members[id];
    if (another_named(id, name, member.country)) return "members.already_member";
    if (name == member.name) return "name unchanged";
    member.name = name, member.name_on = on.first, member.changed = next();
    return "";
}

std::string Account::change_country(Number id, Number seen, const std::string& country, const When& on) {
    if (auto why = may_change(id, seen, members.contains(id) ? members[id].country_on : "", on); !why.empty()) return why;
    auto& member = members[id];
    if (country == member.country) return "country unchanged";
    if (another_named(id, member.name, country)) return "members.already_member";
    member.country = country, member.country_on = on.first, member.changed = next();
    member.homes.emplace_back(country, on.first);
    return "";
}

std::string Account::succeed_country(const std::string& country, const std::string& successor, const std::string& former, const When& on) {
    if (future(on)) return "on date_future";
    if (successor == country) return "successor unchanged";
    if (former.substr(0, 2) != country) return "former_code former_code";
    bool any = false;
    for (const auto& [id, member] : members) {
        if (member.country != country) continue;
        any = true;
        if (!member.country_on.empty() && on.first <= member.country_on) return "members.country_changed_later";
        if (member.end().empty() && another_named(id, member.name, successor)) return "members.already_member";
    }
    if (!any) return "country no_members";
    const auto entry = next();
    for (auto& [id, member] : members) {
        if (member.country != country) continue;
        if (member.homes.size() == 1) member.homes[0].first = former;
        member.country = successor, member.country_on = on.first, member.changed = entry;
        member.homes.emplace_back(successor, on.first);
    }
    return "";
}

std::string Account::change_kind(Number id, Number seen, const std::string& kind, const std::string& member_class, const When& on) {
    const auto found = members.find(id);
    if (found == members.end()) return "member unknown_reference";
    auto& member = found->second;
    if (member.kind == kind && member.member_class == member_class) return "kind unchanged";
    for (const auto* changed : {&member.kind_on, &member.class_on})
        if (auto why = may_change(id, seen, *changed, on); !why.empty()) return why;
    if (kind != member.kind) member.kind = kind, member.kind_on = on.first, member.kinds.emplace_back(kind, on.first);
    if (member_class != member.member_class)
        member.member_class = member_class, member.class_on = on.first, member.classes.emplace_back(member_class, on.first);
    member.changed = next();
    return "";
}

// ---- statuses ----

std::string Account::resign(Number id, const When& from, const std::string& basis) {
    if (auto why = may_become(id, "resigned", from); !why.empty()) return why;
    become(id, "resigned", from, basis, next());
    follow_departure(id);
    return "";
}

std::string Account::record_status(Number id, const std::string& status, const When& from, const std::optional<When>& until,
                                   const std::string& basis) {
    if (!members.contains(id)) return "member unknown_reference";
    if (!basis.starts_with("source:")) return "members.needs_source";
    Answer wrong;
    if (future(from)) wrong.field("from", "date_future");
    if (until && status != "suspended") wrong.field("until", "suspension_only");
    else if (until && future(*until)) wrong.field("until", "date_future");
    if (until && until->first < from.first) wrong.field("until", "before_from");
    if (!wrong.right()) return wrong.text();
    auto after = members[id];
    std::vector<Line> lines;
    const auto entry = size + 1;
    if (auto why = placed(after, {status, from, from.first, basis, entry}, Cause::act, lines); !why.empty()) return why;
    after.lines = lines;
    if (until) {
        if (auto why = placed(after, {"reinstated", *until, until->first, basis, entry}, Cause::act, lines); !why.empty()) return why;
        after.lines = lines;
    }
    after.changed = next();
    members[id] = after;
    const bool held = holds_anything(id);
    if (status == "dissolved") end_executive(id, from);
    end_all(id, held);
    return "";
}

std::string Account::merge(const std::vector<Number>& absorbed, Number into, const std::string& name, const When& on,
                           const std::string& basis) {
    Answer wrong;
    if (future(on)) wrong.field("on", "date_future");
    std::set<Number> seen;
    std::set<std::string> countries;
    for (std::size_t i = 0; i < absorbed.size(); ++i) {
        const auto field = "absorbed[" + std::to_string(i) + "]";
        if (!seen.insert(absorbed[i]).second || absorbed[i] == into) wrong.field(field, "repeated");
        else if (!members.contains(absorbed[i])) wrong.field(field, "unknown_reference");
    }
    if (into && !members.contains(into)) wrong.field("into", "unknown_reference");
    if (!wrong.right()) return wrong.text();
    for (const auto id : absorbed) {
        if (auto why = may_become(id, "merged", on, Cause::act, "absorbed", "on"); !why.empty()) return why;
        countries.insert(members[id].country);
    }
    if (into) {
        if (!members[into].belongs()) return "members.not_a_member";
        countries.insert(members[into].country);
        if (countries.size() != 1) return "members.merged_across_countries";
    } else {
        if (countries.size() != 1) return "members.merged_across_countries";
        if (const auto same = namesake(name, *countries.begin()); same && !seen.contains(same)) return "members.already_member";
    }
    const auto entry = next();
    const auto stands_on = basis.empty() ? "act:" + std::to_string(entry) : basis;
    if (!into) into = enter(entry, 1, name, *countries.begin(), "metropolis", "active", "recorded", on, stands_on);
    for (const auto id : absorbed) become(id, "merged", on, basis, entry);
    members[into].changed = entry;
    std::map<Number, bool> held;
    for (const auto id : absorbed) held[id] = holds_anything(id);
    for (const auto id : absorbed) end_executive(id, on);
    for (const auto id : absorbed) end_all(id, held[id]);
    return "";
}

std::string Account::split(Number id, bool dissolved, const std::vector<std::string>& parts, const When& on, const std::string& basis) {
    const auto found = members.find(id);
    if (found == members.end()) return "member unknown_reference";
    const auto before = found->second;
    if (!before.belongs()) return "members.not_a_member";
    if (future(on)) return "on date_future";
    if (dissolved)
        if (auto why = may_become(id, "dissolved", on, Cause::act, "member", "on"); !why.empty()) return why;
    if (const auto& joined = before.lines[0].from; !dissolved && joined && on.last < joined->first) return "on before_joining";
    Number added = dissolved && before.counts() ? -1 : 0;
    std::set<std::string> names;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!names.insert(parts[i]).second) return "parts[" + std::to_string(i) + "].name repeated";
        if (const auto same = namesake(parts[i], before.country); same && !(dissolved && same == id)) return "members.already_member";
        added += before.member_class != "associate";
    }
    if (added > 0) {
        const auto* rule = rule_on("members.cities_per_state", on.first);
        if (!rule) return "statutes.rule_not_set";
        if (cities_on(before.country, on.first) + added > rule->value) return "members.cap_reached";
    }
    const auto entry = next();
    const auto stands_on = basis.empty() ? "act:" + std::to_string(entry) : basis;
    if (dissolved) become(id, "dissolved", on, basis, entry);
    else members[id].changed = entry;
    for (std::size_t i = 0; i < parts.size(); ++i)
        enter(entry, Number(i + 1), parts[i], before.country, "city", before.member_class, "recorded", on, stands_on);
    const bool held = holds_anything(id);
    if (dissolved) end_executive(id, on);
    end_all(id, held);
    return "";
}

namespace {
// Which lines an act had brought; a suspension with its end is two.
std::vector<std::size_t> lines_by(const Member& member, Number act) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < member.lines.size(); ++i)
        if (member.lines[i].act == act) found.push_back(i);
    return found;
}
}  // namespace

std::string Account::state(Number id, Member after) {
    if (!in_order(members[id].lines, after.lines, Cause::annulment)) return "members.status_order";
    if (by_annulled(after)) return "assembly.annulled";
    if (!members[id].belongs() && after.belongs())
        if (another_named(id, after.name, after.country)) return "members.already_member";
    after.changed = next();
    members[id] = after;
    follow_departure(id);
    return "";
}

std::string Account::strike(Number id, Number stated) {
    if (!members.contains(id)) return "member unknown_reference";
    auto after = members[id];
    const auto lines = lines_by(after, stated);
    if (lines.empty()) return "stated unknown_reference";
    if (after.lines[lines[0]].struck) return "members.struck";
    for (const auto line : lines) after.lines[line].struck = true;
    if (lines[0] == 0 && after.last()) return "members.strike_later_first";
    return state(id, std::move(after));
}

std::string Account::restore(Number id, Number stated) {
    if (!members.contains(id)) return "member unknown_reference";
    auto after = members[id];
    const auto lines = lines_by(after, stated);
    if (lines.empty()) return "stated unknown_reference";
    if (!after.lines[lines[0]].struck) return "members.not_struck";
    if (lines[0] != 0 && after.lines[0].struck) return "members.never_was";
    for (const auto line : lines) after.lines[line].struck = false;
    return state(id, std::move(after));
}

// Whether it would be a member by nothing but a decision that was annulled.
bool Account::by_annulled(const Member& member) const {
    const auto& basis = member.lines[0].basis;
    if (member.status() != "admitted" || !basis.starts_with("decision:")) return false;
    return decisions.at(std::stoll(basis.substr(9))).annulled;
}

std::string Account::merge_duplicate(Number id, Number of) {
    if (!members.contains(id)) return "member unknown_reference";
    if (!members.contains(of)) return "duplicate_of unknown_reference";
    if (id == of) return "duplicate_of same_member";
    if (members[id].status() == "mistaken") return "members.never_was";
    if (members[of].status() == "mistaken") return "duplicate_of mistaken";
    for (auto& line : members[id].lines) line.struck = true;
    members[id].changed = next();
    follow_departure(id);
    return "";
}

std::string Account::keep_apart(Number id, Number from) {
    if (!members.contains(id)) return "member unknown_reference";
    if (!members.contains(from)) return "distinct_from unknown_reference";
    if (id == from) return "distinct_from same_member";
    next();
    apart.insert(pair(id, from));
    return "";
}

// ---- who holds the executive, and who sits for them ----

Titular* Account::last_titular(Number member) {
    Titular* last = nullptr;
    for (auto& [id, titular] : titulars)
        if (titular.member == member) last = &titular;
    return last;
}

std::string Account::name_titular(Number member, Number person, const When& from) {
    if (!members.contains(member)) return "member unknown_reference";
    if (!persons.contains(person)) return "person unknown_reference";
    if (future(from)) return "from date_future";
    auto* before = last_titular(member);
    if (before && !before->until && before->person == person) return "members.already_titular";
    if (before && before->until && from.last < before->until->first) return "from before_end";
    if (before && from.last < before->from.first) return "from before_previous";
    if (const auto death = deaths.find(person); death != deaths.end() && from.first >= death->second.last) return "members.died";
    const auto entry = next();
    if (before && !before->until) before->until = from;
    titulars[thing(entry)] = {member, person, from, {}};
    follow_loss(member, from);
    return "";
}

std::string Account::end_titular(Number id, const When& until, bool died) {
    if (!titulars.contains(id)) return "titular unknown_reference";
    auto& titular = titulars[id];
    if (titular.until) return "members.titular_ended";
    if (future(until)) return "until date_future";
    if (until.last < titular.from.first) return "until before_from";
    next();
    titular.until = until, titular.died = died;
    if (died) deaths.emplace(titular.person, until);
    follow_loss(titular.member, until, died ? titular.person : 0);
    return "";
}

// By the end of the member itself.
void Account::end_executive(Number member, const When& on) {
    auto* last = last_titular(member);
    if (!last || last->until) return;
    if (on.last < last->from.first) return unexecuted.push_back("until before_from");
    next();
    last->until = on;
    follow_loss(member, on);
}

std::string Account::name_substitute(Number member, Number person, const When& from) {
    if (!members.contains(member)) return "member unknown_reference";
    if (!members[member].belongs()) return "members.not_a_member";
    if (!persons.contains(person)) return "person unknown_reference";
    if (future(from)) return "from date_future";
    const auto* rule = rule_on("members.substitutes_allowed", today);
    if (!rule) return "statutes.rule_not_set";
    // On no day from then on are there more at once.
    const auto day = [](const When& when) { return when.first.empty() ? when.last : when.first; };
    Number named = 0;
    std::set<Day> days{day(from)};
    for (const auto& [id, one] : substitutes)
        if (one.member == member && day(one.from) > day(from)) days.insert(day(one.from));
    for (const auto& on : days)
        named = std::max<Number>(named, std::ranges::count_if(substitutes, [&](const auto& one) {
                                     return one.second.member == member && day(one.second.from) <= on &&
                                            (!one.second.until || on < day(*one.second.until));
                                 }));
    if (named >= rule->value) return "members.substitutes_reached";
    substitutes[thing(next())] = {member, from, {}};
    return "";
}

std::string Account::end_substitute(Number id, const When& until) {
    if (!substitutes.contains(id)) return "substitute unknown_reference";
    auto& one = substitutes[id];
    if (one.until) return "members.substitute_ended";
    if (future(until)) return "until date_future";
    if (until.last < one.from.first) return "until before_from";
    next();
    one.until = until;
    return "";
}

}  // namespace models
