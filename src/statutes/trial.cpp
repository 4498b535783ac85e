#include "statutes/trial.h"

#include "base/typed.h"
#include "statutes/explain.h"
#include "web/places.h"
#include "web/plain_form.h"

#include <algorithm>

namespace statutes {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t number_max = 1'000'000'000;

struct Asked {
    enum class Kind { number, day, box, choice };
    std::string_view name;  // in the query; its label: "rules.try.<name>"
    Kind kind{};
    bool needed = true;
    std::vector<std::string_view> choices = {};  // "choice.<one>"
};
using enum Asked::Kind;

// What was typed, read.
class Answers {
public:
    Answers(const Visit& visit, const std::vector<Asked>& fields) {
        for (const auto& field : fields) read(visit, field);
    }
    std::int64_t count(std::string_view name, std::int64_t otherwise = 0) const {
        const auto at = numbers_.find(name);
        return at == numbers_.end() ? otherwise : at->second;
    }
    std::optional<Date> day(std::string_view name) const {
        const auto at = days_.find(name);
        return at == days_.end() ? std::nullopt : std::optional(at->second);
    }
    bool box(std::string_view name) const { return std::ranges::find(boxes_, name) != boxes_.end(); }
    std::string_view choice(std::string_view name) const {
        const auto at = choices_.find(name);
        return at == choices_.end() ? std::string_view() : at->second;
    }
    std::string_view wrong(std::string_view name) const {  // a code; empty: right
        const auto at = wrong_.find(name);
        return at == wrong_.end() ? std::string_view() : at->second;
    }
    bool right() const { return wrong_.empty(); }

private:
    void read(const Visit& visit, const Asked& field) {
        const auto typed = base::trimmed(visit.request.query.value_or(field.name, ""));
        if (field.kind == Asked::Kind::box) {
            if (!typed.empty()) boxes_.push_back(field.name);
        } else if (typed.empty()) {
            if (field.needed) wrong_[field.name] = "missing";
        } else if (field.kind == number) {
            const auto value = base::read_integer(typed, visit.language);
            if (!value) wrong_[field.name] = "integer";
            else if (*value < 0) wrong_[field.name] = "below";
            else if (*value > number_max) wrong_[field.name] = "above";
            else numbers_[field.name] = *value;
        } else if (field.kind == Asked::Kind::day) {
            if (const auto date = base::read_date(typed, visit.language)) days_[field.name] = *date;
            else wrong_[field.name] = "date";
        } else {
            const auto one = std::ranges::find(field.choices, typed);
            if (one == field.choices.end()) wrong_[field.name] = "choice";
            else choices_[field.name] = *one;
        }
    }
    std::map<std::string_view, std::int64_t> numbers_;
    std::map<std::string_view, Date> days_;
    std::vector<std::string_view> boxes_;
    std::map<std::string_view, std::string_view> choices_, wrong_;
};

struct Trial {
    std::vector<Asked> fields;
    std::function<base::Verdict(const Answers&)> answer;
};

template <class T>
Held<T> held_of(Visit& visit, const Named& rule) {
    return held_on<T>(visit.db(), rule.body, rule.matter, visit.on());
}

// ---- of each kind: what is asked, and of which rule ----

Trial quorum_trial(Visit& visit, const Named& rule) {
    return {{{"electorate"},
             {"present"},
             {"represented", number, false},
             {"remote", number, false},
             {"call", number, false},
             {"before", day, false},
             {"session", day, false}},
            [quorum = held_of<Quorum>(visit, rule), calls = held_of<Calls>(visit, rule)](const Answers& a) {
                return quorum_reached(quorum, calls, {a.count("electorate"), a.count("present"), a.count("remote"), a.count("represented")},
                                      {a.count("call", 1), a.day("before"), a.day("session")});
            }};
}
Trial majority_trial(Visit& visit, const Named& rule) {
    return {{{"members", number, false},
             {"there", number, false},
             {"for"},
             {"against"},
             {"abstentions", number, false},
             {"blank", number, false},
             {"null", number, false},
             {"casting", choice, false, {"casting_for", "casting_against"}}},
            [majority = held_of<Majority>(visit, rule)](const Answers& a) {
                Count count{a.count("members"),     a.count("there"), a.count("for"), a.count("against"),
                            a.count("abstentions"), a.count("blank"), a.count("null")};
                if (!a.choice("casting").empty()) count.casting = a.choice("casting") == "casting_for";
                return adopted(majority, count);
            }};
}
Trial notice_trial(Visit& visit, const Named& rule) {
    return {{{"sent", day}, {"session", day}, {"documents", day, false}, {"agenda", box}},
            [notice = held_of<Notice>(visit, rule)](const Answers& a) {
                return notice_given(notice, {*a.day("sent"), *a.day("session"), a.day("documents"), a.box("agenda")});
            }};
}
Trial proxies_trial(Visit& visit, const Named& rule) {
    return {{{"holds"}, {"votes", number, false}, {"substitute", box}, {"passed_on", box}, {"other_country", box}},
            [proxies = held_of<Proxies>(visit, rule)](const Answers& a) {
                return may_hold_proxies(
                    proxies, {a.count("holds"), a.count("votes"), a.box("substitute"), a.box("passed_on"), a.box("other_country")});
            }};
}
Trial initiators_trial(Visit& visit, const Named& rule) {
    return {{{"body", choice, false, acts::type_of<Body>().names},
             {"proposers", number, false},
             {"members", number, false},
             {"countries", number, false},
             {"regions", number, false},
             {"asked", day, false},
             {"session", day, false}},
            [initiators = held_of<Initiators>(visit, rule)](const Answers& a) {
                return may_initiate(initiators, {acts::named<Body>(a.choice("body")), a.count("proposers"), a.count("members"),
                                                 a.count("countries"), a.count("regions"), a.day("asked"), a.day("session")});
            }};
}
Trial electorate_trial(Visit& visit, const Named& rule) {
    return {{{"convened", day}, {"session", day}, {"paid", day, false}, {"associate", box}, {"suspended", box}},
            [electorate = held_of<Electorate>(visit, rule)](const Answers& a) {
                return may_vote(electorate, {a.box("associate"), a.box("suspended"), a.day("paid"), *a.day("session"), *a.day("convened")});
            }};
}
Trial weights_trial(Visit& visit, const Named& rule) {
    return {{{"measured"}},
            [weights = held_of<Weights>(visit, rule)](const Answers& a) { return votes_of(weights, a.count("measured")).verdict; }};
}
Trial ballot_trial(Visit& visit, const Named& rule) {
    return {{{"present", number, false}, {"requests", number, false}, {"persons", box}},
            [ballot = held_of<Ballot>(visit, rule)](const Answers& a) {
                return ballot_for(ballot, {a.box("persons"), a.count("requests"), a.count("present")}).verdict;
            }};
}
Trial term_trial(Visit& visit, const Named& rule) {
    return {{{"from", day}, {"served", number, false}, {"office_lost", day, false}, {"next_session", day, false}},
            [term = held_of<Term>(visit, rule)](const Answers& a) {
                return next_term(term, {*a.day("from"), a.count("served"), a.day("office_lost"), a.day("next_session")}).verdict;
            }};
}
Trial sessions_trial(Visit& visit, const Named& rule) {
    return {{{"means", choice, true, acts::type_of<Means>().names}, {"before", day, false}, {"next", day, false}},
            [sessions = held_of<Sessions>(visit, rule)](const Answers& a) {
                auto verdict = may_deliberate(sessions, *acts::named<Means>(a.choice("means")));
                if (!verdict || !a.day("before") || !a.day("next")) return verdict;
                auto due = session_due(sessions, *a.day("before"), *a.day("next"));
                if (due) due->insert(due->begin(), verdict->begin(), verdict->end());
                return due;
            }};
}
Trial delegation_trial(Visit& visit, const Named& rule) {
    return {{{"delegates"}, {"substitutes", number, false}, {"council_act", box}, {"executive", box}},
            [delegation = held_of<Delegation>(visit, rule)](const Answers& a) {
                return may_be_sent(delegation, {a.count("delegates"), a.count("substitutes"), a.box("council_act"), a.box("executive")});
            }};
}
Trial candidacy_trial(Visit& visit, const Named& rule) {
    return {{{"executive", box}, {"council_act", box}}, [candidacy = held_of<Candidacy>(visit, rule)](const Answers& a) {
                return may_stand(candidacy, {a.box("executive"), a.box("council_act")});
            }};
}
Trial procedure_trial(Visit& visit, const Named& rule) {
    std::vector<Asked> fields;
    for (const auto piece : acts::type_of<Piece>().names) fields.push_back({piece, box});
    fields.push_back({"capital_opinion", box});
    fields.push_back({"examined", box});
    return {fields, [procedure = held_of<Procedure>(visit, rule)](const Answers& a) {
                CaseFile file{{}, a.box("capital_opinion"), a.box("examined")};
                for (const auto piece : acts::type_of<Piece>().names)
                    if (a.box(piece)) file.pieces.push_back(*acts::named<Piece>(piece));
                return file_complete(procedure, file);
            }};
}
Trial number_trial(Visit& visit, std::string_view rule) {
    auto value = rule_on(visit.db(), rule, visit.on());
    return {{{"number"}}, [value = std::move(value), name = std::string(rule)](const Answers& a) {
                return value ? within(*value, a.count("number")) : not_set(name);
            }};
}

std::optional<Trial> trial_of(Visit& visit, std::string_view rule) {
    if (known_rule(rule)) return number_trial(visit, rule);
    const auto parts = named(rule);
    if (!parts) return {};
    static const std::map<std::string_view, Trial (*)(Visit&, const Named&)> all{
        {kind_of<Quorum>, quorum_trial},         {kind_of<Calls>, quorum_trial},
        {kind_of<Majority>, majority_trial},     {kind_of<Notice>, notice_trial},
        {kind_of<Proxies>, proxies_trial},       {kind_of<Initiators>, initiators_trial},
        {kind_of<Electorate>, electorate_trial}, {kind_of<Weights>, weights_trial},
        {kind_of<Ballot>, ballot_trial},         {kind_of<Term>, term_trial},
        {kind_of<Sessions>, sessions_trial},     {kind_of<Delegation>, delegation_trial},
        {kind_of<Candidacy>, candidacy_trial},   {kind_of<Procedure>, procedure_trial}};
    const auto made = all.find(parts->kind);
    return made == all.end() ? std::nullopt : std::optional(made->second(visit, *parts));
}

// ---- the form ----

web::PlainField plain(const Visit& visit, const Asked& field, const Answers& answers) {
    web::PlainField control{std::string(field.name), std::string(visit.text("rules.try." + std::string(field.name)))};
    const auto typed = visit.request.query.value_or(field.name, "");
    control.value = typed;
    control.required = field.needed;
    if (!field.needed) control.label += " " + std::string(visit.text("form.optional"));
    if (field.kind == number) control.inputmode = "numeric", control.size = 10;
    // A date control cannot show what is no date: then what was typed comes back in a plain field.
    if (field.kind == day) control.type = typed.empty() || Date::parse(typed) ? "date" : "text";
    if (!tried(visit)) return control;
    if (const auto code = answers.wrong(field.name); !code.empty()) {
        const base::Wrong wrong{control.name, std::string(code), {{"min", std::int64_t(0)}, {"max", number_max}}};
        control.wrong = base::sentence(visit.words, wrong);
    }
    return control;
}

Node shown(const Visit& visit, const Asked& field, const web::PlainField& control) {
    if (field.kind == box)
        return div(cls("opt"), label(input(attr("type", "checkbox"), attr("name", control.name), attr("value", "1"),
                                           flag_when(!control.value.empty(), "checked")),
                                     visit.text("rules.try." + control.name)));
    if (field.kind != choice) return web::plain_field(control);
    const auto at = "f-" + control.name;
    Node options = option(attr("value", ""), visit.text("form.no_answer"));
    for (const auto one : field.choices)
        options += option(attr("value", one), flag_when(one == control.value, "selected"), visit.text("choice." + std::string(one)));
    return div(cls(control.wrong.empty() ? "f" : "f bad"), label(attr("for", at), control.label),
               when(!control.wrong.empty(), [&] { return p(cls("msg"), id(at + "-e"), control.wrong); }),
               select(id(at), attr("name", control.name), flag_when(field.needed, "required"),
                      attr_when(!control.wrong.empty(), "aria-describedby", at + "-e"),
                      attr_when(!control.wrong.empty(), "aria-invalid", "true"), options));
}

Node verdict_box(Visit& visit, const base::Verdict& verdict) {
    const auto& article = verdict ? (verdict->empty() ? std::string() : verdict->front().article) : verdict.error().why.article;
    const auto words = told(visit.words, verdict, cited(visit.db(), article, visit.on()));
    return div(cls(verdict ? "note ok" : "note no"), attr("role", "status"),
               p(strong(visit.text(verdict ? "rules.try.yes" : "rules.try.no"))), p(words));
}

}  // namespace

bool tried(const Visit& visit) { return visit.request.query.has("try"); }

Node trial(Visit& visit, std::string_view rule) {
    const auto trial = trial_of(visit, rule);
    if (!trial) return {};
    const Answers answers(visit, trial->fields);
    std::vector<web::PlainField> controls;
    for (const auto& field : trial->fields) controls.push_back(plain(visit, field, answers));
    if (known_rule(rule)) controls[0].label = visit.format("rules.try.number", {{"of", rule_label(visit.words, rule)}});
    Node fields;
    for (std::size_t i = 0; i < controls.size(); ++i) fields += shown(visit, trial->fields[i], controls[i]);
    Node carried = input(attr("type", "hidden"), attr("name", "try"), attr("value", "1"));
    for (const auto* name : {"date", "known"})
        if (const auto value = visit.request.query.find(name))
            carried += input(attr("type", "hidden"), attr("name", name), attr("value", *value));
    return section(id("essayer"), div(cls("hd"), h2(visit.text("rules.try.title"))),
                   p(visit.format("rules.try.lead", {{"date", visit.date ? "day" : "today"}})), web::plain_errors(visit, controls),
                   when(tried(visit) && answers.right(), [&] { return verdict_box(visit, trial->answer(answers)); }),
                   form(attr("method", "get"), action((web::places::rules / rule).in(visit.language) + "#essayer"), carried, fields,
                        p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit.text("rules.try.submit")))));
}

}  // namespace statutes
