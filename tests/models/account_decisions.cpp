#include "models/account.h"

#include <algorithm>

namespace models {

// ---- rules of the statutes ----

const Rule* Account::rule_on(const std::string& name, const Day& day) const {
    // A decision's before a source's; the one that began last; of those that began together, the one set last.
    const auto rank = [](const Rule& rule) { return std::pair(rule.basis.starts_with("decision:"), rule.from); };
    const Rule* found = nullptr;
    for (const auto& [id, rule] : rules)
        if (rule.name == name && rule.holds(day) && (!found || rank(rule) >= rank(*found))) found = &rule;
    return found;
}

std::string Account::set_rule(const std::string& name, Number value, const Day& from, const Day& to, const std::string& basis) {
    const bool by_source = basis.starts_with("source:");
    if (!to.empty() && !from.empty() && to <= from) return "to before_from";
    if (by_source) {
        if (from > today) return "statutes.source_of_future";
        for (const auto& [id, rule] : rules) {
            const bool decided = rule.basis.starts_with("decision:") && (rule.from.empty() || rule.to.empty() || rule.from < rule.to);
            const bool meets = (to.empty() || rule.from.empty() || rule.from < to) && (rule.to.empty() || from.empty() || from < rule.to);
            if (rule.name == name && decided && meets) return "statutes.already_decided";
        }
    } else {
        const auto stands_on = ground(basis, {"statutes"});
        if (!stands_on.wrong.empty()) return stands_on.wrong;
        if (from.empty()) return "from missing";
        if (from < stands_on.decided) return "statutes.retroactive";
    }
    rules[thing(next())] = {name, value, from, to, basis};
    return "";
}

// At most so many cities of one State, by the rule of that day.
std::string Account::cap(const std::string& country, Number added, const Day& day) const {
    const auto* rule = rule_on("members.cities_per_state", day);
    if (!rule) return "statutes.rule_not_set";
    return cities(country) + added > rule->value ? "members.cap_reached" : "";
}

// ---- applications ----

std::string Account::apply(const std::string& name, const std::string& country, const std::string& kind, const Day& deliberated,
                           bool letter) {
    if (deliberated > today) return "deliberation_date date_future";
    if (namesake(name, country)) return "members.already_member";
    for (const auto& [id, file] : files)
        if (file.open() && file.name == name && file.country == country) return "members.already_applied";
    if (kind != "association")
        if (auto why = cap(country, 1, today); !why.empty()) return why;
    const auto entry = next();
    files[thing(entry)] = {name, country, kind, letter, today};
    persons.insert(thing(entry, 2));  // its contact
    return "";
}

std::string Account::stands(const File& file, Step first, Step last) const {
    if (!file.open()) return "admissions.closed";
    if (file.step > last) return "admissions.past";
    if (file.step >= first) return "";
    if (file.step < Step::complete) return "admissions.not_complete";
    return file.step < Step::opinion_settled ? "admissions.no_opinion" : "admissions.not_examined";
}
std::string Account::happened(const Day& on, const File& file) const {
    if (on > today) return "on date_future";
    return on < file.received ? "on before_received" : "";
}
// Whose mayor gives an opinion: the capital that is a member, nobody where there is none, and not the capital of itself.
std::string Account::capital_for(const File& file) const {
    if (file.kind == "capital") return "itself";
    for (const auto& [id, member] : members)
        if (member.belongs() && member.country == file.country && member.kind == "capital") return "member";
    return "none";
}

std::string Account::find_complete(Number id) {
    if (!files.contains(id)) return "application unknown_reference";
    if (auto why = stands(files[id], Step::received, Step::received); !why.empty()) return why;
    if (!files[id].letter) return "admissions.piece_missing";
    next();
    files[id].step = Step::complete;
    return "";
}

std::string Account::settle_opinion(Number id, const std::string& opinion, const Day& on) {
    if (!files.contains(id)) return "application unknown_reference";
    auto& file = files[id];
    if (auto why = stands(file, Step::complete, Step::opinion_asked); !why.empty()) return why;
    if (auto why = happened(on, file); !why.empty()) return why;
    const auto capital = capital_for(file);
    if (opinion == "not_needed") {
        if (capital == "member") return "admissions.opinion_needed";
    } else if (capital != "member") return capital == "itself" ? "admissions.is_capital" : "admissions.no_capital";
    next();
    file.step = Step::opinion_settled;
    return "";
}

std::string Account::examine(Number id, const Day& on, const std::string& basis) {
    if (!files.contains(id)) return "application unknown_reference";
    auto& file = files[id];
    if (auto why = stands(file, Step::opinion_settled, Step::opinion_settled); !why.empty()) return why;
    if (auto why = happened(on, file); !why.empty()) return why;
    if (basis.starts_with("decision:")) {
        const auto found = decisions.find(std::stoll(basis.substr(9)));
        if (found == decisions.end()) return "basis unknown_reference";
        if (found->second.body != "bureau") return "admissions.not_of_bureau";
        if (found->second.annulled) return "assembly.annulled";
        if (found->second.day != on) return "on not_of_decision";
    }
    next();
    file.step = Step::examined;
    return "";
}

std::string Account::make_ready(Number id) {
    if (!files.contains(id)) return "application unknown_reference";
    auto& file = files[id];
    if (auto why = stands(file, Step::examined, Step::ready); !why.empty()) return why;
    if (file.kind != "association")
        if (auto why = cap(file.country, 1, today); !why.empty()) return why;
    next();
    file.step = Step::ready;
    return "";
}

std::string Account::lapse(Number id) {
    if (!files.contains(id)) return "application unknown_reference";
    if (auto why = stands(files[id], Step::received, Step::ready); !why.empty()) return why;
    next();
    files[id].step = Step::lapsed;
    return "";
}

// ---- decisions ----

namespace {
bool names_a_thing(const std::string& subject) {
    for (const auto* one : {"admission", "suspension", "reinstatement", "exclusion", "resignation", "removal", "annulment"})
        if (subject == one) return true;
    return false;
}
std::string status_by(const std::string& subject) {
    return subject == "suspension" ? "suspended" : subject == "exclusion" ? "excluded" : "reinstated";
}
}  // namespace

std::string Account::may_admit(const Decision& decision) const {
    const auto found = files.find(decision.thing);
    if (found == files.end()) return "members.application_unknown";
    const auto& file = found->second;
    if (file.step == Step::admitted) return "members.already_member";
    if (!file.open()) return "admissions.closed";
    if (namesake(file.name, file.country)) return "members.already_member";
    if (decision.day < file.received) return "admissions.decided_before";
    return file.kind == "association" ? "" : cap(file.country, 1, decision.day);
}

// Whether the thing a decision names is of the kind that its subject is about.
bool Account::is_there(const std::string& subject, Number id) const {
    if (subject == "admission") return files.contains(id);
    if (subject == "annulment") return decisions.contains(id);
    if (subject == "resignation" || subject == "removal") return mandates.contains(id);
    return members.contains(id);
}

// Whether what the decision says can be done.
std::string Account::effect_refused(Number id) const {
    const auto& decision = decisions.at(id);
    const auto& subject = decision.subject;
    if (subject == "admission") return may_admit(decision);
    if (subject == "annulment") {
        const auto annulled = decisions.find(decision.thing);
        if (annulled == decisions.end()) return "assembly.unknown";
        if (annulled->second.annulled) return "assembly.annulled";
        return decision.day < annulled->second.day ? "assembly.annulled_before" : "";
    }
    if (subject == "resignation" || subject == "removal") return may_close(decision.thing, When::of(decision.day), subject);
    return may_become(decision.thing, status_by(subject), When::of(decision.day));
}

void Account::carry_out(Number id) {
    auto& decision = decisions[id];
    const auto& subject = decision.subject;
    const auto basis = "decision:" + std::to_string(id);
    const auto day = When::of(decision.day);
    next();
    decision.executed = true;
    if (subject == "admission") {
        auto& file = files[decision.thing];
        file.step = Step::admitted;
        enter(next(), 1, file.name, file.country, file.kind, "active", "admitted", day, basis);
    } else if (subject == "annulment") annul(decision.thing, decision.day, basis);
    else if (subject == "resignation" || subject == "removal") close(decision.thing, day, subject, basis);
    else {
        become(decision.thing, status_by(subject), day, basis, next());
        follow_departure(decision.thing);
    }
}

// What the annulled decision had brought and still stands goes with it.
void Account::annul(Number id, const Day& on, const std::string& basis) {
    next();
    decisions[id].annulled = true, decisions[id].annulled_on = on;
    const auto annulled = decisions[id];
    const auto stood_on = "decision:" + std::to_string(id);
    std::vector<std::pair<Number, Number>> lines;
    for (const auto& [member, one] : members)
        for (const auto& line : one.lines)
            if (!line.struck && line.basis == stood_on) lines.emplace_back(member, line.act);
    std::vector<Number> opened;
    for (const auto& [mandate, one] : mandates)
        if (one.basis == stood_on && outlasts(one, When::of(on))) opened.push_back(mandate);
    next();
    for (auto& [rule, one] : rules)
        if (one.basis == stood_on && (one.to.empty() || one.to > on)) one.to = std::max(one.from, on);
    for (const auto& [member, act] : lines) {
        const auto& began = members[member].lines[0].from;
        take_back(member, act, began ? std::max(on, began->first) : on, basis);
    }
    for (const auto mandate : opened) try_close(mandate, When::of(on), "annulled");
    // A resignation accepted or a removal: the mandate goes on, unless its place was taken.
    const bool ends = annulled.subject == "resignation" || annulled.subject == "removal";
    if (ends && mandates.contains(annulled.thing) && mandates[annulled.thing].ended_by == stood_on) {
        auto& mandate = mandates[annulled.thing];
        const bool goes_on = may_go_on(annulled.thing, {}).empty();
        next();
        if (goes_on) {
            if (mandate.reason == "resignation") offered[annulled.thing] = mandate.offered;
            mandate.anew = true;
            mandate.until.reset(), mandate.reason.clear(), mandate.ended_by.clear();
        } else mandate.end_annulled = true;
    }
    const auto file = files.find(annulled.thing);
    if (annulled.subject != "admission" || annulled.result != "rejected" || annulled.body != "general_assembly" || file == files.end() ||
        file->second.step != Step::rejected)
        return;
    for (const auto& [other, one] : files)
        if (one.open() && one.name == file->second.name && one.country == file->second.country)
            return unexecuted.push_back("members.already_applied");
    next();
    file->second.step = Step::ready;
}

void Account::take_back(Number id, Number act, const Day& on, const std::string& basis) {
    const auto* last = members[id].last();
    const std::map<std::string, std::string> before{
        {"admitted", "annulled"}, {"suspended", "reinstated"}, {"excluded", "reinstated"}, {"reinstated", "suspended"}};
    if (!last || last->act != act || !before.contains(last->status)) return unexecuted.push_back("members.not_present_status");
    auto status = before.at(last->status);
    if (last->status == "reinstated") {  // an exclusion that it had lifted holds again
        const Line* lifted = nullptr;
        for (const auto& line : members[id].lines)
            if (!line.struck && &line != last) lifted = &line;
        if (lifted && lifted->status == "excluded") status = "excluded";
    }
    if (auto why = may_become(id, status, When::of(on), Cause::annulment); !why.empty()) return unexecuted.push_back(why);
    become(id, status, When::of(on), basis, next(), Cause::annulment);
    follow_departure(id);
}

std::string Account::record_decision(const Decision& said) {
    Answer answer;
    if (said.day > today) answer.field("date", "date_future");
    if (names_a_thing(said.subject) && !said.thing) answer.field("subject_id", "missing");
    else if (names_a_thing(said.subject) && !is_there(said.subject, said.thing)) answer.field("subject_id", "not_decided_about");
    else if (said.subject == "annulment" && decisions.at(said.thing).subject == "annulment") answer.field("subject_id", "annulment_stands");
    if (!answer.right()) return answer.text();
    const auto id = thing(next());
    decisions[id] = said;
    const bool adopted = said.result == "adopted";
    // A Bureau that meets ends what was waiting for it.
    std::vector<Number> awaiting;
    if (said.body == "bureau")
        for (const auto& [mandate, one] : mandates)
            if (!one.until && !one.lost.empty() && one.lost < said.day && one.after_loss == 2) awaiting.push_back(mandate);
    if (adopted && names_a_thing(said.subject)) {
        if (auto why = effect_refused(id); !why.empty()) unexecuted.push_back(why);
        else carry_out(id);
    }
    const bool rejects = said.subject == "admission" && !adopted && said.body == "general_assembly" && files.contains(said.thing) &&
                         files[said.thing].open();
    if (said.subject == "resignation" && !adopted) {
        if (mandates[said.thing].until) unexecuted.push_back("bodies.mandate_ended");
        else if (!offered.contains(said.thing)) unexecuted.push_back("bodies.no_resignation");
        else if (said.day < offered[said.thing]) unexecuted.push_back("on before_from");
        else next(), offered.erase(said.thing);
    }
    for (const auto mandate : awaiting) try_close(mandate, When::of(said.day), "lost_office");
    if (rejects) {
        next();
        files[said.thing].step = Step::rejected;
    }
    return "";
}

std::string Account::execute_decision(Number id) {
    if (!decisions.contains(id)) return "decision unknown_reference";
    const auto& decision = decisions[id];
    if (decision.result != "adopted") return "assembly.not_adopted";
    if (decision.annulled) return "assembly.annulled";
    if (!names_a_thing(decision.subject)) return "assembly.nothing_to_execute";
    if (decision.executed) return "assembly.executed";
    if (auto why = effect_refused(id); !why.empty()) return why;
    carry_out(id);
    return "";
}

}  // namespace models
