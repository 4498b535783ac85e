#include "models/draw_parts.h"

#include <algorithm>

namespace models {

// ---- bodies ----

Said Draw::body() {
    const auto basis = decided({"body", "statutes"});
    std::optional<When> created;
    if (chance(60)) created = When::of(past());
    const auto id = such(account_->bodies, [](const Body& one) { return one.ended.empty(); });
    if (chance(account_->bodies.size() < 4 ? 80 : 15)) {
        const auto kind = one({"bureau", "commission"});
        return {"bodies.create",
                Fields().text("kind", kind).text("name_fr", "Instance").text("name_en", "Body").given("created", created).json(), basis,
                [=](Account& account) { return account.create_body(kind, created, basis); }};
    }
    if (chance(60)) {
        const auto known = account_->bodies.find(id);
        const auto seen = known != account_->bodies.end() && !chance(10) ? known->second.changed : 1;
        Fields fields;
        fields.number("body", id).number("seen", seen).text("name_fr", "Instance").text("name_en", "Body").given("created", created);
        return {"bodies.correct", fields.json(), basis, [=](Account& account) { return account.correct_body(id, seen, created, basis); }};
    }
    const auto on = past_day();
    return {"bodies.end", Fields().number("body", id).text("on", on).json(), basis,
            [=](Account& account) { return account.end_body(id, on, basis); }};
}

Said Draw::office() {
    const auto basis = decided({"body", "statutes"});
    if (!account_->offices.empty() && chance(15)) {
        const auto id = some(account_->offices);
        const auto known = account_->offices.find(id);
        const bool there = known != account_->offices.end();
        const auto seen = there && !chance(10) ? known->second.changed : 1;
        Fields fields;
        fields.number("office", id).number("seen", seen).text("name_fr", "Fonction").text("name_en", "Office").number("rank", 1 + below(9));
        fields.text("way", there ? known->second.way : "elected").text("holder", there ? known->second.holder : "anyone");
        return {"bodies.correct_office", fields.json(), basis, [=](Account& account) { return account.correct_office(id, seen, basis); }};
    }
    const auto body = such(account_->bodies, [](const Body& one) { return one.ended.empty(); });
    const auto way = one({"elected", "elected", "appointed", "ex_officio", "honorary"}), holder = one({"sitting_mayor", "anyone"});
    Fields fields;
    fields.number("body", body).text("name_fr", "Fonction").text("name_en", "Office").number("rank", 1 + below(9));
    fields.text("way", way).text("holder", holder);
    return {"bodies.define_office", fields.json(), basis,
            [=](Account& account) { return account.define_office(body, way, holder, basis); }};
}

Said Draw::size() {
    const auto body = such(account_->bodies, [](const Body& one) { return one.ended.empty(); });
    const auto office = chance(60) ? such(account_->offices, [&](const Office& one) { return one.body == body; }) : 0;
    const auto seats = 1 + below(5);
    const auto from = When::of(past());
    const auto basis = decided({"body", "statutes", "election"});
    Fields fields;
    fields.number("body", body).given("office", office).number("seats", seats).text("from", from.words);
    return {"bodies.set_size", fields.json(), basis, [=](Account& account) { return account.set_size(body, office, seats, from, basis); }};
}

Said Draw::open() {
    const auto& account = *account_;
    Account::Opened said;
    said.office = such(account.offices, [&](const Office& one) { return account.bodies.at(one.body).ended.empty(); });
    const auto known = account.offices.find(said.office);
    const auto way = known == account.offices.end() ? "elected" : known->second.way;
    said.begins = way == "elected" ? "election" : way == "appointed" ? "appointment" : way == "honorary" ? "honour" : "ex_officio";
    if (chance(4)) said.begins = one({"election", "appointment", "ex_officio", "honour"});
    const bool held = way == "elected" || way == "appointed";
    if (chance(held ? 25 : 3)) {
        said.begins = one({"interim", "replacement", said.begins});
        if (chance(92)) said.replaces = such(account.mandates, [&](const Mandate& one) { return !one.until && one.office == said.office; });
    }
    const auto titular = such(account.titulars, [&](const Titular& one) { return !one.until && account.members.at(one.member).belongs(); });
    if (const auto found = account.titulars.find(titular); found != account.titulars.end() && chance(90))
        said.member = found->second.member, said.person = found->second.person;
    else said.member = chance(90) ? belonging() : 0, said.person = some(account.persons);
    const auto basis = decided(said.begins == "ex_officio"    ? std::vector<std::string>{"appointment", "body", "statutes"}
                               : said.begins == "honour"      ? std::vector<std::string>{"honour"}
                               : said.begins == "appointment" ? std::vector<std::string>{"appointment"}
                                                              : std::vector<std::string>{"election"});
    said.from = When::of(past());
    if (chance(50)) {  // from the day of the decision, which may be that of a beginning some weeks later
        const auto found = basis.starts_with("decision:") ? account.decisions.find(std::stoll(basis.substr(9))) : account.decisions.end();
        said.from = When::of(days_from(found == account.decisions.end() ? account.today : found->second.day, chance(25) ? 40 : 0));
    }
    if (chance(20)) said.until = When::of(past());
    Fields fields;
    fields.number("office", said.office).given("member", said.member).number("person", said.person).text("begins", said.begins);
    fields.given("replaces", said.replaces).text("from", said.from.words).given("until", said.until);
    return {"bodies.open_mandate", fields.json(), basis, [=](Account& after) { return after.open_mandate(said, basis); }};
}

Said Draw::end() {
    const bool anew = chance(10);
    const auto id = such(account_->mandates, [&](const Mandate& one) { return one.until.has_value() == anew; });
    const bool any = std::ranges::any_of(account_->mandates, [](const auto& one) { return !one.second.until && !one.second.lost.empty(); });
    if (chance(any ? 50 : 10)) {
        const auto flagged =
            such(account_->mandates, [&](const Mandate& one) { return anew ? one.until.has_value() : !one.until && !one.lost.empty(); });
        return {"bodies.keep_mandate", Fields().number("mandate", flagged).json(), source(),
                [=](Account& account) { return account.keep_mandate(flagged); }};
    }
    const auto until = When::of(past());
    const auto reason = one({"term", "lost_office", "death", "resignation", "removal", "not_stated"});
    const auto basis = chance(70) ? source() : decided({"election"});
    return {"bodies.end_mandate", Fields().number("mandate", id).text("until", until.words).text("reason", reason).json(), basis,
            [=](Account& account) { return account.end_mandate(id, until, reason, basis); }};
}

Said Draw::resignation() {
    const bool offers = chance(75);
    const auto id =
        !offers && chance(80) ? some(account_->offered) : such(account_->mandates, [](const Mandate& one) { return !one.until; });
    const auto on = past_day();
    const auto json = Fields().number("mandate", id).text("on", on).json();
    if (offers) return {"bodies.offer_resignation", json, "", [=](Account& account) { return account.offer_resignation(id, on); }};
    return {"bodies.withdraw_resignation", json, "", [=](Account& account) { return account.withdraw_resignation(id, on); }};
}

Said Draw::suspension() {
    const auto basis = decided({"body"});
    const auto when = When::of(past());
    if (chance(60)) {
        auto body = such(account_->bodies, [](const Body&one) { return one.ended.empty(); }), member = belonging();
        const auto sits = such(account_->mandates, [](const Mandate& one) { return one.member && !one.until; });
        if (const auto found = account_->mandates.find(sits); found != account_->mandates.end() && found->second.member && chance(85))
            body = found->second.body, member = found->second.member;
        return {"bodies.suspend_seat", Fields().number("body", body).number("member", member).text("from", when.words).json(), basis,
                [=](Account& account) { return account.suspend_seat(body, member, when, basis); }};
    }
    const auto id = such(account_->suspensions, [](const Suspension& one) { return !one.until; });
    return {"bodies.lift_suspension", Fields().number("suspension", id).text("until", when.words).json(), basis,
            [=](Account& account) { return account.lift_suspension(id, when, basis); }};
}

Said Draw::attestation() {
    if (chance(25)) {
        const auto id = some(account_->attestations);
        return {"bodies.withdraw_attestation", Fields().number("attestation", id).text("reason", "par erreur").json(), "",
                [=](Account& account) { return account.withdraw_attestation(id); }};
    }
    const auto office = some(account_->offices), member = chance(60) ? some(account_->members) : 0;
    const auto from = When::of(past());
    const auto basis = chance(90) ? source() : decided({"none"});
    Fields fields;
    fields.number("office", office).text("holder", "Ada Exemple").given("member", member).text("said", "in_office");
    fields.text("from", from.words).text("confidence", "confirmed");
    return {"bodies.record_attestation", fields.json(), basis,
            [=](Account& account) { return account.attest(office, member, from, basis); }};
}

Said Draw::commission() {
    const auto basis = decided({"body", "appointment", "election"});
    const auto when = When::of(past());
    if (chance(65)) {
        const auto body = such(account_->bodies, [](const Body& one) { return one.ended.empty() && one.kind == "commission"; });
        const auto member = belonging();
        const auto part = one({"member", "member", "relay"});
        return {"bodies.add_member",
                Fields().number("body", body).number("member", member).text("part", part).text("from", when.words).json(), basis,
                [=](Account& account) { return account.add_member(body, member, part, when, basis); }};
    }
    const auto id = such(account_->belongings, [](const Belonging& one) { return !one.until; });
    return {"bodies.remove_member", Fields().number("belonging", id).text("until", when.words).json(), basis,
            [=](Account& account) { return account.remove_member(id, when, basis); }};
}

}  // namespace models
