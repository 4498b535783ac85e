#include "models/draw.h"

#include "base/date.h"
#include "support/life.h"

#include <algorithm>

namespace models {
namespace {

// An act's fields as JSON.
class Fields {
public:
    Fields& text(const char* name, const std::string& value) { return raw(name, support::json_of(value)); }
    Fields& number(const char* name, Number value) { return raw(name, std::to_string(value)); }
    Fields& raw(const char* name, const std::string& value) {
        all_ += (all_.empty() ? "{\"" : ",\"") + std::string(name) + "\":" + value;
        return *this;
    }
    Fields& given(const char* name, Number value) { return value ? number(name, value) : *this; }
    Fields& given(const char* name, const std::optional<When>& value) { return value ? text(name, value->words) : *this; }
    std::string json() const { return all_ + "}"; }

private:
    std::string all_;
};

std::string list(const std::vector<Number>& numbers) {
    std::string all;
    for (const auto one : numbers) all += (all.empty() ? "" : ",") + std::to_string(one);
    return "[" + all + "]";
}

Day days_from(const Day& day, int days) { return base::Date::parse(day)->plus_days(days).iso(); }

}  // namespace

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

template <class Things>
Number Draw::some(const Things& things) {
    if (!things.empty() && !chance(4)) {
        std::vector<Number> all;
        for (const auto& thing : things)
            if constexpr (requires { thing.first; }) all.push_back(thing.first);
            else all.push_back(thing);
        return pick(all);
    }
    return chance(50) ? 1 + below(account_->size * 1000 + 2) : 999'999'001;
}

template <class Things, class Wanted>
Number Draw::such(const Things& things, Wanted wanted) {
    if (chance(88)) {
        std::vector<Number> all;
        for (const auto& [id, thing] : things)
            if (wanted(thing)) all.push_back(id);
        if (!all.empty()) return pick(all);
    }
    return some(things);
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
    const bool died = chance(40);
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
    const auto id = such(account_->substitutes, [](const Substitute& one) { return !one.ended; });
    const auto until = When::of(past());
    return {"members.end_substitute", Fields().number("substitute", id).text("until", until.words).json(), "",
            [=](Account& account) { return account.end_substitute(id, until); }};
}

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
    if (said.subject == "admission") said.thing = such(account.files, [](const File& file) { return file.open(); });
    else if (said.subject == "suspension" || said.subject == "exclusion") said.thing = belonging();
    else if (said.subject == "reinstatement")
        said.thing = such(account.members, [](const Member& member) { return member.status() == "suspended"; });
    else if (said.subject == "resignation")
        said.thing = !account.offered.empty() && chance(85) ? some(account.offered)
                                                            : such(account.mandates, [](const Mandate& one) { return !one.until; });
    else if (said.subject == "removal") said.thing = such(account.mandates, [](const Mandate& one) { return !one.until; });
    else if (said.subject == "annulment") {
        said.thing = effective();
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
    if (basis == "source:999999001") basis = source();
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
    const auto id = such(account_->mandates, [](const Mandate& one) { return !one.until; });
    const bool any = std::ranges::any_of(account_->mandates, [](const auto& one) { return !one.second.until && !one.second.lost.empty(); });
    if (chance(any ? 50 : 10)) {
        const auto flagged = such(account_->mandates, [](const Mandate& one) { return !one.until && !one.lost.empty(); });
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
        const auto body = such(account_->bodies, [](const Body&one) { return one.ended.empty(); }), member = belonging();
        return {"bodies.suspend_seat", Fields().number("body", body).number("member", member).text("from", when.words).json(), basis,
                [=](Account& account) { return account.suspend_seat(body, member, when, basis); }};
    }
    const auto id = such(account_->suspensions, [](const Suspension& one) { return !one.ended; });
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
    const auto id = such(account_->belongings, [](const Belonging& one) { return !one.ended; });
    return {"bodies.remove_member", Fields().number("belonging", id).text("until", when.words).json(), basis,
            [=](Account& account) { return account.remove_member(id, when, basis); }};
}

}  // namespace models
