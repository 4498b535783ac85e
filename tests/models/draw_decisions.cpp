#include "models/draw_parts.h"

#include <algorithm>

namespace models {

// ---- admissions and decisions ----

Said Draw::file() {
    const auto called = name(), from = country(), kind = one({"city", "city", "city", "capital", "association"}), day = past_day();
    const bool letter = chance(80);
    auto json = support::application(called, from, kind, day);
    if (letter)
        json.insert(json.size() - 1,
                    R"(,"letter":{"name":"l.pdf","media_type":"application/pdf","size":1,"sha256":")" + std::string(64, 'b') + "\"}");
    return {"members.apply_for_membership", json, "", [=](Account& account) { return account.apply(called, from, kind, day, letter); }};
}

Said Draw::step_of_file() {
    const auto id = such(account_->files, [](const File& file) { return file.open(); });
    const auto known = account_->files.find(id);
    const auto step = known == account_->files.end() ? Step::received : known->second.step;
    const auto way = chance(80) ? step : Step(below(7));
    const auto about = [&] { return Fields().number("application", id); };
    if (chance(3))
        return {"admissions.close", about().text("reason", "lapsed").json(), "", [=](Account& account) { return account.lapse(id); }};
    switch (way) {
    case Step::received:
        return {"admissions.find_complete", about().json(), "", [=](Account& account) { return account.find_complete(id); }};
    case Step::complete:
    case Step::opinion_asked: {
        const auto opinion = one({"favourable", "reserved", "unfavourable", "not_needed", "not_needed"});
        const auto on = chance(80) ? account_->today : past_day();
        return {"admissions.settle_opinion", about().text("opinion", opinion).text("on", on).json(), "",
                [=](Account& account) { return account.settle_opinion(id, opinion, on); }};
    }
    case Step::opinion_settled: {
        const auto on = chance(80) ? account_->today : past_day();
        const auto basis = chance(50) ? "" : "decision:" + std::to_string(such(account_->decisions, [&](const Decision& decision) {
                                                 return decision.body == "bureau" && decision.day == on;
                                             }));
        return {"admissions.examine", about().text("advice", "favourable").text("on", on).json(), basis,
                [=](Account& account) { return account.examine(id, on, basis); }};
    }
    default: return {"admissions.make_ready", about().json(), "", [=](Account& account) { return account.make_ready(id); }};
    }
}

Said Draw::decide() {
    const auto& account = *account_;
    Decision said;
    said.subject = one({"admission", "admission",   "admission",   "admission", "suspension", "suspension", "reinstatement",
                        "exclusion", "resignation", "resignation", "removal",   "annulment",  "annulment",  "election",
                        "election",  "election",    "appointment", "honour",    "body",       "statutes",   "none"});
    said.body = chance(60) ? "general_assembly" : "bureau";
    said.result = chance(said.subject == "resignation" ? 50 : 80) ? "adopted" : "rejected";
    said.day = past_day();
    if (said.subject == "admission") {
        said.thing = such(account.files, [](const File& file) { return file.open(); });
        const auto found = account.files.find(said.thing);
        if (chance(60)) said.day = account.today;
        else if (found != account.files.end() && chance(60)) said.day = found->second.received;
    } else if (said.subject == "suspension" || said.subject == "exclusion") said.thing = belonging();
    else if (said.subject == "reinstatement")
        said.thing = such(account.members, [](const Member& member) { return member.status() == "suspended"; });
    else if (said.subject == "resignation")
        said.thing = !account.offered.empty() && chance(85) ? some(account.offered)
                                                            : such(account.mandates, [](const Mandate& one) { return !one.until; });
    else if (said.subject == "removal") said.thing = such(account.mandates, [](const Mandate& one) { return !one.until; });
    else if (said.subject == "annulment") {
        said.thing = chance(3) ? (account.size + 1) * 1000 + 1 : effective();  // now and then itself
        if (const auto found = account.decisions.find(said.thing); found != account.decisions.end() && chance(60))
            said.day = std::max(found->second.day, account.today);
    }
    if (said.thing && chance(2)) said.thing = 0;
    Fields fields;
    fields.text("body", said.body).text("date", said.day).text("title", "Exemple").text("subject", said.subject);
    fields.given("subject_id", said.thing).text("result", said.result);
    return {"assembly.record_decision", fields.json(), source(), [=](Account& after) { return after.record_decision(said); }};
}

Said Draw::execute() {
    const auto id = such(account_->decisions, [](const Decision& one) { return one.result == "adopted" && one.thing && !one.executed; });
    return {"assembly.execute_decision", Fields().number("decision", id).json(), "",
            [=](Account& account) { return account.execute_decision(id); }};
}

Said Draw::rule() {
    Day from, to;
    auto basis = source();
    if (account_->size > 20 && chance(45)) basis = decided({"statutes"});
    if (basis.starts_with("decision:")) {
        const auto found = account_->decisions.find(std::stoll(basis.substr(9)));
        from = found != account_->decisions.end() && chance(70) ? found->second.day : past_day();
    } else if (chance(50)) from = past_day();
    if (chance(15)) to = past_day();
    if (basis.starts_with("act:")) basis = "decision:999999001";
    const auto when = [&](Fields& fields) -> Fields& {
        if (!from.empty()) fields.text("from", from);
        if (!to.empty()) fields.text("to", to);
        return fields.text("article_fr", "Statuts, article 5").text("article_en", "Statutes, article 5");
    };
    if (chance(30)) {
        const auto lost = below(3);
        constexpr const char* words[] = {"nothing", "at_once", "next_session"};
        Fields place, says, fields;
        place.text("body", "bureau").text("matter", "any");
        says.number("years", 2).text("office_lost", words[lost]).text("staggered", "no");
        return {"statutes.set_term", fields.raw("place", when(place).json()).raw("says", says.json()).json(), basis, [=](Account& account) {
                    auto why = account.set_rule("term.bureau", lost, from, to, basis);
                    return why.starts_with("to ") || why.starts_with("from ") ? "place." + why : why;
                }};
    }
    const auto named = chance(75) ? "members.cities_per_state" : "members.substitutes_allowed";
    const auto value = named == std::string("members.cities_per_state") ? below(5) + (chance(60) ? 2 : 0) : below(3);
    Fields fields;
    fields.text("rule", named).number("value", value);
    return {"statutes.set_rule", when(fields).json(), basis,
            [=](Account& account) { return account.set_rule(named, value, from, to, basis); }};
}

}  // namespace models
