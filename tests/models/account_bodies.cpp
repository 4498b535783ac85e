#include "models/account.h"

#include <algorithm>
#include <utility>

namespace models {

// What an act of bodies stands on: a source that is known, or an adopted decision about one of these.
bool Account::knows(const std::string& basis) const {
    if (basis.empty()) return true;
    const auto number = std::stoll(basis.substr(basis.find(':') + 1));
    if (basis.starts_with("source:")) return sources.contains(number);
    if (basis.starts_with("decision:")) return decisions.contains(number);
    return number <= size;  // an act
}

Account::Ground Account::ground(const std::string& basis, const std::vector<std::string>& subjects) const {
    if (basis.starts_with("source:")) {
        if (sources.contains(std::stoll(basis.substr(7)))) return {"", "", true};
        return {"basis unknown_reference", ""};
    }
    if (!basis.starts_with("decision:")) return {"bodies.needs_ground", ""};
    const auto found = decisions.find(std::stoll(basis.substr(9)));
    if (found == decisions.end()) return {"assembly.needs_decision", ""};
    const auto& decision = found->second;
    if (decision.result != "adopted") return {"assembly.not_adopted", ""};
    if (decision.annulled) return {"assembly.annulled", ""};
    if (std::ranges::find(subjects, decision.subject) == subjects.end()) return {"assembly.about_something_else", ""};
    return {"", decision.day};
}

std::string Account::may_end(const std::string& field, const When& until, const When& from) const {
    if (future(until)) return field + " date_future";
    return until.last < from.first ? field + " before_from" : "";
}

// ---- bodies, offices, sizes ----

std::string Account::create_body(const std::string& kind, const std::optional<When>& created, const std::string& basis) {
    Answer answer;
    if (created && future(*created)) answer.field("created", "date_future");
    answer.add(ground(basis, {"body", "statutes"}).wrong);
    if (!answer.right()) return answer.text();
    const auto entry = next();
    bodies[thing(entry)] = {kind, created, "", entry};
    return "";
}

std::string Account::correct_body(Number id, Number seen, const std::optional<When>& created, const std::string& basis) {
    if (!bodies.contains(id)) return "body unknown_reference";
    Answer answer;
    if (seen != bodies[id].changed) answer.refuse("bodies.changed_meanwhile");
    if (created && future(*created)) answer.field("created", "date_future");
    answer.add(ground(basis, {"body", "statutes"}).wrong);
    if (!answer.right()) return answer.text();
    bodies[id].created = created, bodies[id].changed = next();
    return "";
}

std::string Account::end_body(Number id, const Day& on, const std::string& basis) {
    if (!bodies.contains(id)) return "body unknown_reference";
    auto& body = bodies[id];
    if (!body.ended.empty()) return "bodies.body_ended";
    Answer answer;
    const auto day = When::of(on);
    if (future(day)) answer.field("on", "date_future");
    else if (body.created && on < body.created->first) answer.field("on", "before_from");
    // Nobody is known to sit, to be kept from it or to take part since a later day.
    const auto held = [&](const auto& of) { return of.second.body == id && outlasts(of.second, day); };
    const auto later = [&](const auto& of) { return held(of) && of.second.from.first > on && of.second.from.first <= today; };
    if (std::ranges::any_of(mandates, later) || std::ranges::any_of(belongings, later) || std::ranges::any_of(suspensions, later))
        answer.field("on", "bodies_begun_after");
    answer.add(ground(basis, {"body", "statutes"}).wrong);
    if (!answer.right()) return answer.text();
    body.changed = next();
    body.ended = on;
    for (auto& of : mandates)
        if (auto& one = of.second; held(of)) {
            one.until = not_before(day, one.from), one.reason = "body_ended", one.ended_by = "body";
            one.end_annulled = false;
        }
    for (auto& of : belongings)
        if (held(of)) of.second.until = not_before(day, of.second.from);
    for (auto& of : suspensions)
        if (held(of)) of.second.until = not_before(day, of.second.from);
    return "";
}

std::string Account::define_office(Number body, const std::string& way, const std::string& holder, const std::string& basis) {
    Answer answer;
    if (!bodies.contains(body)) answer.field("body", "unknown_reference");
    else if (!bodies[body].ended.empty()) answer.refuse("bodies.body_ended");
    answer.add(ground(basis, {"body", "statutes"}).wrong);
    if (!answer.right()) return answer.text();
    const auto entry = next();
    offices[thing(entry)] = {body, way, holder, entry};
    return "";
}

std::string Account::correct_office(Number id, Number seen, const std::string& basis) {
    if (!offices.contains(id)) return "office unknown_reference";
    Answer answer;
    if (seen != offices[id].changed) answer.refuse("bodies.changed_meanwhile");
    answer.add(ground(basis, {"body", "statutes"}).wrong);
    if (!answer.right()) return answer.text();
    offices[id].changed = next();
    return "";
}

// The seats of a body, or of an office, that day; nothing where nobody said how many.
std::optional<Number> Account::seats_on(Number body, Number office, const Day& day) const {
    const Size* found = nullptr;
    const auto consider = [&](const Size& size) {
        if (size.body == body && size.office == office && size.from.first <= day && (!found || size.from.first >= found->from.first))
            found = &size;
    };
    for (const auto& [id, size] : sizes) consider(size);
    return found ? std::optional(found->seats) : std::nullopt;
}

std::string Account::set_size(Number body, Number office, Number seats, const When& from, const std::string& basis) {
    if (!bodies.contains(body)) return "body unknown_reference";
    if (!bodies[body].ended.empty()) return "bodies.body_ended";
    Answer answer;
    if (office && (!offices.contains(office) || offices[office].body != body)) answer.field("office", "unknown_reference");
    const auto stands_on = ground(basis, {"body", "statutes", "election"});
    answer.add(stands_on.wrong);
    if (!answer.right()) return answer.text();
    const Size added{body, office, seats, from};
    if (!stands_on.source) {  // whoever sits keeps the seat, on every day for which it is decided
        std::set<Day> days{from.last};
        Day end = "9999-12-31";  // until another number
        for (const auto& [id, one] : sizes)
            if (one.body == body && one.office == office && one.from.first > from.first) end = std::min(end, one.from.first);
        const auto counted = [&](const Mandate& one) {
            return !one.beside() &&
                   (office ? one.office == office
                           : one.body == body && (offices.at(one.office).way == "elected" || offices.at(one.office).way == "appointed"));
        };
        for (const auto& [id, one] : mandates)
            if (counted(one) && one.from.last >= from.last && one.from.last < end) days.insert(one.from.last);
        for (const auto& day : days) {
            const auto held =
                std::ranges::count_if(mandates, [&](const auto& one) { return counted(one.second) && one.second.holds(day); });
            if (held > seats) return "bodies.too_many_sit";
        }
    }
    sizes[thing(next())] = added;
    return "";
}

// ---- mandates ----

// No day of the mandate on which as many others sit as there are seats.
bool Account::seat_free(Number body, Number office, const Opened& said, Number itself) const {
    const bool interim = said.begins == "interim";
    std::vector<Mandate> others;
    for (const auto& [id, mandate] : mandates) {
        auto other = mandate;
        if (itself && id == itself) continue;
        if (interim) {
            if (!other.beside() || other.until || other.office != said.office) continue;
        } else {
            if (other.beside() || (office ? other.office != office : other.body != body)) continue;
            const auto& way = offices.at(other.office).way;
            if (!office && way != "elected" && way != "appointed") continue;
            if (id == said.replaces && !other.until) other.until = said.from;
        }
        others.push_back(other);
    }
    const Mandate mine{said.office, body, 0, 0, said.begins, said.from, said.until};
    std::set<Day> days{said.from.last};
    for (const auto& other : others) days.insert(other.from.last);
    for (const auto& [id, size] : sizes) days.insert(size.from.first);
    for (const auto& day : days) {
        if (!mine.holds(day)) continue;
        const auto seats = seats_on(body, office, day);
        if (seats && std::ranges::count_if(others, [&](const Mandate& other) { return other.holds(day); }) >= *seats) return false;
    }
    return true;
}

std::string Account::open_mandate(const Opened& said, const std::string& basis) {
    if (!offices.contains(said.office)) return "office unknown_reference";
    const auto& office = offices[said.office];
    const auto& body = bodies[office.body];
    Answer answer;
    const bool of_city = said.member != 0, known = members.contains(said.member);
    if (of_city && !known) answer.field("member", "unknown_reference");
    if (!of_city && office.holder == "sitting_mayor") answer.field("member", "missing");
    if (!persons.contains(said.person)) answer.field("person", "unknown_reference");
    const bool seat = office.way == "elected" || office.way == "appointed";
    const std::map<std::string, std::string> ways{
        {"election", "elected"}, {"appointment", "appointed"}, {"ex_officio", "ex_officio"}, {"honour", "honorary"}};
    if (ways.contains(said.begins) ? office.way != ways.at(said.begins) : !seat) answer.field("begins", "bodies_otherwise");
    const auto replaced = mandates.find(said.replaces);
    const bool replaces = said.replaces && replaced != mandates.end() && replaced->second.office == said.office;
    if (said.replaces && !replaces) answer.field("replaces", "unknown_reference");
    if (!said.replaces && said.begins == "replacement") answer.field("replaces", "missing");
    if (said.until) answer.add(may_end("until", *said.until, said.from));
    if (said.replaces && replaced != mandates.end() && !replaced->second.until && said.from.last < replaced->second.from.first)
        answer.field("from", "before_from");
    const std::map<std::string, std::vector<std::string>> grounds{{"election", {"election"}},
                                                                  {"appointment", {"appointment"}},
                                                                  {"honour", {"honour"}},
                                                                  {"interim", {"election", "appointment"}},
                                                                  {"replacement", {"election", "appointment"}},
                                                                  {"ex_officio", {"appointment", "body", "statutes"}}};
    const auto stands_on = ground(basis, grounds.at(said.begins));
    answer.add(stands_on.wrong);
    // Not before its body, its decision or its city's membership, nor after any of them has ended.
    const auto begins_outside = [&]() -> std::string {
        if (body.created && said.from.last < body.created->first) return "from before_body";
        if (!body.ended.empty() && said.from.first >= body.ended) return "bodies.body_ended";
        if (said.from.last < stands_on.decided) return "from before_decision";
        if (!known) return "";
        const auto& member = members[said.member];
        if (member.since && said.from.last < member.since->first) return "bodies.before_membership";
        return !member.end().empty() && said.from.first >= member.end() ? "bodies.after_membership" : "";
    };
    const auto lasts_beyond = [&](const Day& end) { return !end.empty() && (!said.until || said.until->first > end); };
    if (const auto why = begins_outside(); !why.empty()) answer.add(why);
    else if (lasts_beyond(body.ended)) answer.refuse("bodies.body_ended");
    else if (known && lasts_beyond(members[said.member].end())) answer.refuse("bodies.after_membership");
    if (const auto died = death_of(said.person))
        if (!said.until || said.until->first > died->last || said.from.first > died->last) answer.refuse("bodies.holder_died");
    if (!answer.right()) return answer.text();
    if (office.holder == "sitting_mayor") {
        const bool mayor = std::ranges::any_of(titulars, [&](const auto& one) {
            const auto& titular = one.second;
            return titular.member == said.member && titular.person == said.person && titular.from.first <= said.from.last &&
                   !(titular.until && titular.until->last <= said.from.first);
        });
        if (!mayor) answer.refuse("bodies.no_titular");
    }
    for (const auto& [id, other] : mandates)
        if (!other.until && !said.until && other.office == said.office && other.person == said.person && id != said.replaces)
            answer.refuse("bodies.already_holds");
    if (!seat_free(office.body, said.office, said) || (said.begins != "interim" && seat && !seat_free(office.body, 0, said)))
        answer.refuse("bodies.no_seat_free");
    if (!answer.right()) return answer.text();
    const auto id = thing(next());
    mandates[id] = {said.office, office.body, said.member, said.person, said.begins, said.from, said.until, "", basis};
    if (said.until) mandates[id].reason = "not_stated", mandates[id].ended_by = "hand";
    if (replaces && said.begins != "interim" && !replaced->second.until) {
        const bool term = !replaced->second.beside() && said.begins != "replacement";
        replaced->second.until = said.from, replaced->second.reason = term ? "term" : "replaced", replaced->second.ended_by = "other";
    }
    return "";
}

std::string Account::end_mandate(Number id, const When& until, const std::string& reason, const std::string& basis) {
    if (!mandates.contains(id)) return "mandate unknown_reference";
    auto& mandate = mandates[id];
    const bool anew = mandate.until && may_end_anew(mandate);
    if (mandate.until && !anew) return "bodies.mandate_ended";
    Answer answer;
    const auto wrong = may_end("until", until, mandate.from);
    answer.add(wrong);
    if (wrong.empty() && anew) answer.add(may_go_on(id, until));
    if ((reason == "resignation" || reason == "removal") && !basis.starts_with("source:")) answer.refuse("bodies.decision_carries_out");
    if (!answer.right()) return answer.text();
    next();
    mandate.anew = mandate.anew || anew;
    mandate.until = until, mandate.reason = reason, mandate.ended_by = "hand", mandate.end_annulled = false;
    return "";
}

// When somebody died: as the end of an executive says, else that of a mandate.
std::optional<When> Account::death_of(Number person, Number besides) const {
    for (const auto& [id, titular] : titulars)
        if (titular.person == person && titular.died) return titular.until;
    for (const auto& [id, mandate] : mandates)
        if (mandate.person == person && mandate.reason == "death" && id != besides) return mandate.until;
    return {};
}

bool Account::may_end_anew(const Mandate& mandate) const { return mandate.ended_by == "hand" || mandate.end_annulled; }

// Whether one that has ended may last until another day, or go on: nothing that came since stands in its way.
std::string Account::may_go_on(Number id, const std::optional<When>& until) const {
    const auto& mandate = mandates.at(id);
    const auto& office = offices.at(mandate.office);
    Answer answer;
    const auto lasts_beyond = [&](const Day& end) { return !end.empty() && (!until || until->first > end); };
    if (lasts_beyond(bodies.at(mandate.body).ended)) answer.refuse("bodies.body_ended");
    else if (mandate.member && lasts_beyond(members.at(mandate.member).end())) answer.refuse("bodies.after_membership");
    if (const auto died = death_of(mandate.person, id))
        if (!until || until->first > died->last || mandate.from.first > died->last) answer.refuse("bodies.holder_died");
    if (mandate.basis.starts_with("decision:")) {
        const auto& opened = decisions.at(std::stoll(mandate.basis.substr(9)));
        auto asked = mandate;
        asked.until = until;
        if (opened.annulled && outlasts(asked, When::of(opened.annulled_on))) answer.refuse("assembly.annulled");
    }
    for (const auto& [other, one] : mandates)
        if (!until && !one.until && one.office == mandate.office && one.person == mandate.person) answer.refuse("bodies.already_holds");
    const Opened said{mandate.office, mandate.member, mandate.person, 0, mandate.begins, mandate.from, until};
    const bool seat = office.way == "elected" || office.way == "appointed";
    if (!seat_free(mandate.body, mandate.office, said, id) || (!mandate.beside() && seat && !seat_free(mandate.body, 0, said, id)))
        answer.refuse("bodies.no_seat_free");
    return answer.text();
}

std::string Account::may_close(Number id, const When& until, const std::string& reason) const {
    const auto found = mandates.find(id);
    if (found == mandates.end()) return "bodies.mandate_unknown";
    const auto& mandate = found->second;
    const bool shortens = reason == "annulled" || reason == "death";
    if (mandate.until && !(shortens && outlasts(mandate, until))) return "bodies.mandate_ended";
    if (reason != "resignation") return "";
    if (!offered.contains(id)) return "bodies.no_resignation";
    return until.last < offered.at(id) ? "bodies.before_offer" : "";
}
void Account::close(Number id, const When& until, const std::string& reason, const std::string& by) {
    next();
    auto& mandate = mandates[id];
    mandate.until = not_before(until, mandate.from), mandate.reason = reason, mandate.ended_by = by.empty() ? "other" : by;
    mandate.end_annulled = false;
    if (reason != "resignation") return;
    mandate.offered = offered[id];
    offered.erase(id);
}
void Account::try_close(Number id, const When& until, const std::string& reason) {
    if (auto why = may_close(id, until, reason); !why.empty()) unexecuted.push_back(why);
    else close(id, until, reason);
}

std::string Account::keep_mandate(Number id) {
    if (!mandates.contains(id)) return "mandate unknown_reference";
    auto& mandate = mandates[id];
    if (mandate.until) {
        if (!may_end_anew(mandate)) return "bodies.mandate_ended";
        if (auto why = may_go_on(id, {}); !why.empty()) return why;
    } else if (mandate.lost.empty()) return "bodies.not_flagged";
    next();
    mandate.lost.clear(), mandate.after_loss.reset();
    mandate.anew = mandate.anew || mandate.until;
    mandate.until.reset(), mandate.reason.clear(), mandate.ended_by.clear(), mandate.end_annulled = false;
    return "";
}

std::string Account::offer_resignation(Number id, const Day& on) {
    if (!mandates.contains(id)) return "mandate unknown_reference";
    if (mandates[id].until) return "bodies.mandate_ended";
    if (offered.contains(id)) return "bodies.resignation_pending";
    if (auto why = may_end("on", When::of(on), mandates[id].from); !why.empty()) return why;
    next();
    offered[id] = on;
    return "";
}

std::string Account::withdraw_resignation(Number id, const Day& on) {
    if (!mandates.contains(id)) return "mandate unknown_reference";
    if (mandates[id].until) return "bodies.mandate_ended";
    if (!offered.contains(id)) return "bodies.no_resignation";
    if (auto why = may_end("on", When::of(on), When::of(offered[id])); !why.empty()) return why;
    next();
    offered.erase(id);
    return "";
}

// ---- what the loss of a mayoralty, and a departure, do to mandates ----

void Account::follow_loss(Number member, const When& until, Number dead) {
    const auto* rule = rule_on("term.bureau", until.last);
    const auto* titular = last_titular(member);
    std::vector<std::pair<Number, std::string>> lose;
    for (const auto& [id, mandate] : mandates) {
        if (dead && mandate.person == dead) {
            if (outlasts(mandate, until)) lose.emplace_back(id, "death");
        } else if (!mandate.until && mandate.member == member && mandate.lost.empty() &&
                   offices[mandate.office].holder == "sitting_mayor" &&
                   !(titular && !titular->until && titular->person == mandate.person) && !(rule && rule->value == 0))
            lose.emplace_back(id, rule && rule->value == 1 ? "lost_office" : "flag");
    }
    for (const auto& [id, what] : lose) {
        if (what != "flag") try_close(id, until, what);
        else {
            next();
            mandates[id].lost = until.last;
            if (rule) mandates[id].after_loss = rule->value;
        }
    }
}

// What ends with a membership. Of a city that never was a member, only what goes on.
template <class One>
static bool ends_with(const Member& member, const One& one) {
    if (!member.last()) return !one.until;
    return outlasts(one, When::of(member.end()));
}

bool Account::holds_anything(Number id) const {
    const auto& member = members.at(id);
    const auto held = [&](const auto& of) { return of.second.member == id && ends_with(member, of.second); };
    return !member.belongs() &&
           (std::ranges::any_of(mandates, held) || std::ranges::any_of(belongings, held) || std::ranges::any_of(suspensions, held));
}

// A membership that is over ends what the member held; `held`: whether it did when its end was stated.
void Account::end_all(Number id, bool held) {
    const auto& member = members[id];
    if (member.belongs() || !held) return;
    next();
    const auto until = When::of(member.end());
    const auto ends = [&](auto& one) {
        if (one.member != id || !ends_with(member, one)) return false;
        one.until = not_before(until, one.from);
        return true;
    };
    for (auto& [mandate, one] : mandates)
        if (ends(one)) one.reason = "member_left", one.ended_by = "departure", one.end_annulled = false;
    for (auto& [belonging, one] : belongings) ends(one);
    for (auto& [suspension, one] : suspensions) ends(one);
}

// ---- suspended seats, attestations, commissions ----

// Only a city that belongs sits, is kept from sitting, or takes part.
std::string Account::may_take_part(Number member) const {
    const auto found = members.find(member);
    if (found == members.end()) return "member unknown_reference";
    return found->second.belongs() ? "" : "bodies.after_membership";
}

// By a mandate whose dates leave that day open, or as a source attests.
bool Account::may_sit(Number body, Number member, const When& on) const {
    for (const auto& [id, one] : mandates)
        if (one.body == body && one.member == member && one.from.first <= on.last && !(one.until && one.until->last <= on.first))
            return true;
    return std::ranges::any_of(
        attestations, [&](const auto& one) { return !one.second.withdrawn && one.second.body == body && one.second.member == member; });
}

std::string Account::suspend_seat(Number body, Number member, const When& from, const std::string& basis) {
    Answer answer;
    if (!bodies.contains(body)) answer.field("body", "unknown_reference");
    else if (!bodies[body].ended.empty()) answer.refuse("bodies.body_ended");
    const auto takes_part = may_take_part(member);
    answer.add(takes_part);
    if (takes_part.empty() && bodies.contains(body)) {
        const auto& since = members[member].since;
        if (since && from.last < since->first) answer.refuse("bodies.before_membership");
        else if (!may_sit(body, member, from)) answer.refuse("bodies.no_seat");
    }
    if (future(from)) answer.field("from", "date_future");
    answer.add(ground(basis, {"body"}).wrong);
    for (const auto& [id, one] : suspensions)
        if (!one.until && one.body == body && one.member == member) answer.refuse("bodies.already_suspended");
    if (!answer.right()) return answer.text();
    suspensions[thing(next())] = {body, member, from};
    return "";
}

std::string Account::lift_suspension(Number id, const When& until, const std::string& basis) {
    if (!suspensions.contains(id)) return "suspension unknown_reference";
    auto& one = suspensions[id];
    if (one.until) return "bodies.suspension_ended";
    Answer answer;
    answer.add(may_end("until", until, one.from));
    answer.add(ground(basis, {"body"}).wrong);
    if (!answer.right()) return answer.text();
    next();
    one.until = until;
    return "";
}

std::string Account::attest(Number office, Number member, const When& from, const std::string& basis) {
    Answer answer;
    if (!offices.contains(office)) answer.field("office", "unknown_reference");
    if (member && !members.contains(member)) answer.field("member", "unknown_reference");
    if (future(from)) answer.field("from", "date_future");
    if (!basis.starts_with("source:")) answer.refuse("bodies.needs_source");
    else if (!sources.contains(std::stoll(basis.substr(7)))) answer.field("basis", "unknown_reference");
    if (!answer.right()) return answer.text();
    attestations[thing(next())] = {offices[office].body, member};
    return "";
}

std::string Account::withdraw_attestation(Number id) {
    if (!attestations.contains(id)) return "attestation unknown_reference";
    if (std::exchange(attestations[id].withdrawn, true)) return "bodies.attestation_withdrawn";
    next();
    return "";
}

std::string Account::add_member(Number body, Number member, const std::string& part, const When& from, const std::string& basis) {
    if (!bodies.contains(body)) return "body unknown_reference";
    if (!bodies[body].ended.empty()) return "bodies.body_ended";
    if (bodies[body].kind != "commission") return "bodies.no_members";
    Answer answer;
    answer.add(may_take_part(member));
    if (future(from)) answer.field("from", "date_future");
    answer.add(ground(basis, {"body", "appointment", "election"}).wrong);
    for (const auto& [id, one] : belongings) {
        if (one.until || one.body != body || one.part != part) continue;
        if (one.member == member) answer.refuse("bodies.already_in");
        else if (part == "relay" && from.last < one.from.first) answer.field("from", "before_previous");
    }
    if (!answer.right()) return answer.text();
    if (part == "relay")
        for (auto& [id, one] : belongings)
            if (one.body == body && one.part == "relay" && !one.until) one.until = from;
    belongings[thing(next())] = {body, member, part, from};
    return "";
}

std::string Account::remove_member(Number id, const When& until, const std::string& basis) {
    if (!belongings.contains(id)) return "belonging unknown_reference";
    auto& one = belongings[id];
    if (one.until) return "bodies.belonging_ended";
    Answer answer;
    answer.add(may_end("until", until, one.from));
    answer.add(ground(basis, {"body", "appointment", "election"}).wrong);
    if (!answer.right()) return answer.text();
    next();
    one.until = until;
    return "";
}

}  // namespace models
