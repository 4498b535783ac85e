#include "models/draw_parts.h"

#include <algorithm>

namespace models {

namespace {
std::uint64_t mixed(std::uint64_t z) {  // splitmix64
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}
}  // namespace

std::uint64_t Draw::number() { return mixed(state_ += 0x9E3779B97F4A7C15); }

Number Draw::pick(const std::vector<Number>& things) {
    const auto salt = number();
    return *std::ranges::max_element(things, {}, [&](Number id) {
        const auto made = account_->made.find(id / 1000);
        return mixed(salt + (made == account_->made.end() ? 0 : made->second) * 1000 + std::uint64_t(id % 1000));
    });
}

std::string Draw::past() {
    return chance(70) ? past_day() : one({"1979", "1995", "2001", "2003", "2010", "2014", "2016-02", "2023-10", "2025"});
}
std::string Draw::past_day() {
    if (chance(4)) return days_from(account_->today, int(1 + below(60)));
    if (chance(40)) return days_from(account_->today, -int(below(4)));
    return one({"1979-11-17", "1994-06-10", "2003-12-31", "2004-01-01", "2010-01-01", "2012-05-02", "2014-11-06", "2020-02-29",
                "2022-11-18", "2025-01-01", "2026-03-01"});
}

Number Draw::effective() {
    const auto& account = *account_;
    std::vector<Number> all;
    const auto add = [&](const std::string& basis) {
        if (basis.starts_with("decision:")) all.push_back(std::stoll(basis.substr(9)));
    };
    for (const auto& [id, member] : account.members)
        if (const auto* last = member.last()) add(last->basis);
    for (const auto& [id, mandate] : account.mandates)
        if (!mandate.until) add(mandate.basis);
    for (const auto& [id, decision] : account.decisions)
        if (const auto file = account.files.find(decision.thing);
            decision.subject == "admission" && file != account.files.end() && file->second.step == Step::rejected)
            all.push_back(id);
    if (!all.empty() && chance(60)) return pick(all);
    return such(account.decisions, [&](const Decision& one) { return !one.annulled && one.result == "adopted"; });
}

Number Draw::belonging() {
    return such(account_->members, [](const Member& member) { return member.belongs(); });
}

std::string Draw::decided(const std::vector<std::string>& subjects) {
    if (chance(25)) return source();
    if (chance(3)) return chance(50) ? "source:999999001" : "act:1";
    const auto id = such(account_->decisions, [&](const Decision& decision) {
        return decision.result == "adopted" && !decision.annulled && std::ranges::find(subjects, decision.subject) != subjects.end();
    });
    return "decision:" + std::to_string(id);
}

// What everything else stands on, at the beginning.
Said Draw::prepare() {
    const auto& account = *account_;
    if (account.sources.empty())
        return {"sources.record", R"({"title":"Une page","kind":"web_page"})", "", [](Account& after) {
                    after.sources.insert(++after.size * 1000 + 1);
                    return "";
                }};
    if (Number(account.persons.size()) < 4 || chance(50))
        return {"people.register_person", R"({"name":"Ada Exemple"})", "", [](Account& after) {
                    after.persons.insert(++after.size * 1000 + 1);
                    return "";
                }};
    return rule();
}

Said Draw::act(const Account& account) {
    account_ = &account;
    if (account.size < 12 || account.sources.empty()) return prepare();
    const auto kind = below(1000);
    if (kind < 60) return record();
    if (kind < 80) return correct();
    if (kind < 140) return change();
    if (kind < 180) return leave();
    if (kind < 215) return join_or_part();
    if (kind < 265) return strike();
    if (kind < 275) return apart();
    if (kind < 355) return executive();
    if (kind < 380) return substitute();
    if (kind < 420) return file();
    if (kind < 490) return step_of_file();
    if (kind < 680) return decide();
    if (kind < 700) return execute();
    if (kind < 725) return rule();
    if (kind < 738) return body();
    if (kind < 755) return office();
    if (kind < 770) return size();
    if (kind < 880) return open();
    if (kind < 905) return end();
    if (kind < 935) return resignation();
    if (kind < 955) return suspension();
    if (kind < 970) return attestation();
    if (kind < 990) return commission();
    return prepare();
}

// ---- members ----

Said Draw::record() {
    Account::Recorded said{name(),
                           country(),
                           one({"city", "city", "city", "capital", "association"}),
                           one({"active", "active", "active", "associate", "not_stated"}),
                           {},
                           {},
                           chance(95) ? *account_->sources.begin() : 0};
    if (chance(80)) said.since = When::of(past());
    if (chance(30)) said.attested = When::of(past());
    if (chance(5)) said.source = 999'999'001;
    if (chance(15)) said.distinct_from = chance(50) ? account_->namesake(said.name, said.country) : some(account_->members);
    said.note = said.distinct_from && chance(80);
    Fields fields;
    fields.text("name", said.name).text("country", said.country).text("kind", said.kind).text("member_class", said.member_class);
    fields.given("since", said.since).given("attested", said.attested).given("distinct_from", said.distinct_from);
    fields.raw("sources", said.source ? list({said.source}) : "[]");
    if (said.note) fields.text("name_note", "celle du nord");
    const auto basis = source();
    return {"members.record", fields.json(), basis, [=](Account& account) { return account.record_member(said, basis); }};
}

Said Draw::correct() {
    const auto id = belonging();
    const auto known = account_->members.find(id);
    const bool there = known != account_->members.end();
    const auto seen = there && !chance(8) ? known->second.changed : 1 + below(account_->size);
    Account::Recorded said{there && chance(60) ? known->second.name : name(),
                           "",
                           one({"city", "city", "capital", "association"}),
                           one({"active", "active", "associate"}),
                           {},
                           {}};
    if (chance(70)) said.since = When::of(past());
    if (chance(30)) said.attested = When::of(past());
    Fields fields;
    fields.number("member", id).number("seen", seen).text("name", said.name).text("kind", said.kind);
    fields.text("member_class", said.member_class).given("since", said.since).given("attested", said.attested);
    return {"members.correct", fields.json(), source(), [=](Account& account) { return account.correct_member(id, seen, said); }};
}

Said Draw::change() {
    const auto id = belonging();
    const auto known = account_->members.find(id);
    const auto seen = known != account_->members.end() && !chance(8) ? known->second.changed : 1 + below(account_->size);
    const auto on = When::of(past());
    Fields fields;
    fields.number("member", id).number("seen", seen).text("on", on.words);
    switch (below(10)) {
    case 0:
    case 1:
    case 2:
    case 3: {
        const auto called = name();
        return {"members.rename", fields.text("name", called).json(), source(),
                [=](Account& account) { return account.rename(id, seen, called, on); }};
    }
    case 4:
    case 5:
    case 6: {
        const auto to = country();
        return {"members.change_country", fields.text("country", to).json(), source(),
                [=](Account& account) { return account.change_country(id, seen, to, on); }};
    }
    case 7: {
        const auto from = chance(80) ? one({"CD", "BE"}) : country(), to = country(), former = (chance(90) ? from : "ZZ") + "XX";
        Fields whole;
        whole.text("country", from).text("successor", to).text("former_code", former).text("on", on.words);
        return {"members.succeed_country", whole.json(), source(),
                [=](Account& account) { return account.succeed_country(from, to, former, on); }};
    }
    default: {
        const auto kind = one({"city", "city", "capital", "association"}), of_class = one({"active", "active", "associate"});
        return {"members.change_kind", fields.text("kind", kind).text("member_class", of_class).json(), source(),
                [=](Account& account) { return account.change_kind(id, seen, kind, of_class, on); }};
    }
    }
}

Said Draw::leave() {
    const auto id = belonging();
    const auto from = When::of(chance(60) ? past_day() : past());
    if (chance(35)) {
        const auto day = When::of(past_day());
        const auto basis = chance(20) ? decided({"none"}) : "";
        return {"members.resign", Fields().number("member", id).text("from", day.words).json(), basis,
                [=](Account& account) { return account.resign(id, day, basis); }};
    }
    const auto status = one({"suspended", "suspended", "suspended", "reinstated", "resigned", "excluded", "dissolved"});
    std::optional<When> until;
    if (chance(status == "suspended" ? 40 : 4)) until = When::of(past());
    const auto basis = chance(92) ? source() : decided({"none"});
    Fields fields;
    fields.number("member", id).text("status", status).text("from", from.words).given("until", until);
    return {"members.record_status", fields.json(), basis,
            [=](Account& account) { return account.record_status(id, status, from, until, basis); }};
}

Said Draw::join_or_part() {
    const auto on = When::of(past());
    const auto basis = chance(80) ? source() : decided({"none"});
    if (chance(50)) {
        const auto id = belonging();
        const bool dissolved = chance(50);
        const std::vector<std::string> parts{name() + " nord", chance(95) ? name() + " sud" : "Ville 1 nord"};
        Fields fields;
        fields.number("member", id).text("remainder", dissolved ? "dissolved" : "remains").text("on", on.words);
        fields.raw("parts", "[{\"name\":" + support::json_of(parts[0]) + ",\"kind\":\"city\"},{\"name\":" + support::json_of(parts[1]) +
                                ",\"kind\":\"city\"}]");
        return {"members.split", fields.json(), basis, [=](Account& account) { return account.split(id, dissolved, parts, on, basis); }};
    }
    std::vector<Number> absorbed{belonging()};
    if (chance(40)) absorbed.push_back(belonging());
    const auto into = chance(60) ? belonging() : 0;
    const auto called = name() + " métropole";
    Fields fields;
    fields.raw("absorbed", list(absorbed)).text("on", on.words);
    if (into) fields.number("into", into);
    else fields.text("name", called).text("kind", "metropolis").text("member_class", "active");
    return {"members.merge", fields.json(), basis, [=](Account& account) { return account.merge(absorbed, into, called, on, basis); }};
}

Said Draw::strike() {
    const bool again = chance(40);
    const auto id = such(account_->members, [&](const Member& member) {
        return std::ranges::any_of(member.lines, [&](const Line& line) { return line.struck; }) == again &&
               (again || member.lines.size() > 1);
    });
    Number stated = 1 + below(account_->size);
    if (const auto known = account_->members.find(id); known != account_->members.end() && !chance(4)) {
        const auto& lines = known->second.lines;
        stated = lines[chance(50) ? lines.size() - 1 : std::size_t(below(Number(lines.size())))].act;
    }
    const auto json = Fields().number("member", id).number("stated", stated).text("reason", "par erreur").json();
    if (again) return {"members.restore_status", json, "", [=](Account& account) { return account.restore(id, stated); }};
    return {"members.strike_status", json, "", [=](Account& account) { return account.strike(id, stated); }};
}

Said Draw::apart() {
    const auto id = belonging(), other = belonging();
    if (chance(40))
        return {"members.merge_duplicate", Fields().number("member", id).number("duplicate_of", other).json(), "",
                [=](Account& account) { return account.merge_duplicate(id, other); }};
    return {"members.keep_apart", Fields().number("member", id).number("distinct_from", other).json(), "",
            [=](Account& account) { return account.keep_apart(id, other); }};
}

Said Draw::executive() {
    if (chance(70)) {
        const auto member = belonging(), person = some(account_->persons);
        const auto from = When::of(past());
        return {"members.name_titular", support::titular(member, person, from.words), source(),
                [=](Account& account) { return account.name_titular(member, person, from); }};
    }
    const auto id = such(account_->titulars, [](const Titular& titular) { return !titular.until; });
    const auto until = When::of(past());
    const bool died = chance(15);
    return {"members.end_titular",
            Fields().number("titular", id).text("until", until.words).text("reason", died ? "died" : "lost_office").json(), source(),
            [=](Account& account) { return account.end_titular(id, until, died); }};
}

Said Draw::substitute() {
    if (chance(70)) {
        const auto member = belonging(), person = some(account_->persons);
        const auto from = When::of(past());
        return {
            "members.name_substitute",
            Fields().number("member", member).number("person", person).text("title", "Première adjointe").text("from", from.words).json(),
            "", [=](Account& account) { return account.name_substitute(member, person, from); }};
    }
    const auto id = such(account_->substitutes, [](const Substitute& one) { return !one.until.has_value(); });
    const auto until = When::of(past());
    return {"members.end_substitute", Fields().number("substitute", id).text("until", until.words).json(), "",
            [=](Account& account) { return account.end_substitute(id, until); }};
}

}  // namespace models
