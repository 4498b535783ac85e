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
    std::int64_t least = 0;                      // of a number
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
    bool typed(std::string_view name) const { return numbers_.contains(name) || days_.contains(name); }
    const base::Wrong* wrong(std::string_view name) const {  // nullptr: right
        const auto at = wrong_.find(name);
        return at == wrong_.end() ? nullptr : &at->second;
    }
    bool right() const { return wrong_.empty(); }
    // Of a field that is wrong already, what was said first stands.
    void refuse(std::string_view name, std::string code, std::vector<base::Figure> figures = {}) {
        wrong_.emplace(name, base::Wrong{std::string(name), std::move(code), std::move(figures)});
    }

    // ---- figures that contradict each other ----
    void need(std::string_view name) {
        if (!typed(name)) refuse(name, "missing");
    }
    // `what`: those it cannot be less than.
    void at_least(std::string_view name, std::int64_t least, std::string_view what) {
        if (typed(name) && count(name) < least) refuse(name, "fewer_than", {{"min", least}, {"what", std::string(what)}});
    }
    void not_before(std::string_view name, std::string_view other) {
        if (day(name) && day(other) && *day(name) < *day(other)) refuse(name, "before_other", {{"other", *day(other)}});
    }

private:
    void read(const Visit& visit, const Asked& field) {
        const auto typed = base::trimmed(visit.request.query.value_or(field.name, ""));
        if (field.kind == Asked::Kind::box) {
            if (!typed.empty()) boxes_.push_back(field.name);
        } else if (typed.empty()) {
            if (field.needed) refuse(field.name, "missing");
        } else if (field.kind == number) {
            const auto value = base::read_integer(typed, visit.language);
            if (!value) refuse(field.name, "integer");
            else if (*value < field.least) refuse(field.name, "below", {{"min", field.least}});
            else if (*value > number_max) refuse(field.name, "above", {{"max", number_max}});
            else numbers_[field.name] = *value;
        } else if (field.kind == Asked::Kind::day) {
            if (const auto date = base::read_date(typed, visit.language)) days_[field.name] = *date;
            else refuse(field.name, "date");
        } else {
            const auto one = std::ranges::find(field.choices, typed);
            if (one == field.choices.end()) refuse(field.name, "choice");
            else choices_[field.name] = *one;
        }
    }
    std::map<std::string_view, std::int64_t> numbers_;
    std::map<std::string_view, Date> days_;
    std::vector<std::string_view> boxes_;
    std::map<std::string_view, std::string_view> choices_;
    std::map<std::string_view, base::Wrong> wrong_;
};

struct Trial {
    std::vector<Asked> fields;
    std::function<base::Verdict(const Answers&)> answer;
    std::function<void(Answers&)> look = [](Answers&) {};  // what the fields say together
};

template <class T>
Held<T> held_of(Visit& visit, const Named& rule) {
    return held_on<T>(visit.db(), rule.body, rule.matter, visit.on());
}

// ---- of each kind: what is asked, and of which rule. What its arithmetic needs is a needed field ----

Trial quorum_trial(Visit& visit, const Named& rule) {
    return {{{"electorate", number, true, {}, 1},
             {"present"},
             {"represented", number, false},
             {"remote", number, false},
             {"call", number, false, {}, 1},
             {"before", day, false},
             {"session", day, false}},
            [quorum = held_of<Quorum>(visit, rule), calls = held_of<Calls>(visit, rule)](const Answers& a) {
                return quorum_reached(quorum, calls, {a.count("electorate"), a.count("present"), a.count("remote"), a.count("represented")},
                                      {a.count("call", 1), a.day("before"), a.day("session")});
            },
            [](Answers& a) { a.at_least("electorate", a.count("present") + a.count("remote") + a.count("represented"), "present"); }};
}
Count counted(const Answers& a) {
    Count count{a.count("members"),     a.count("there"), a.count("for"), a.count("against"),
                a.count("abstentions"), a.count("blank"), a.count("null")};
    if (!a.choice("casting").empty()) count.casting = a.choice("casting") == "casting_for";
    return count;
}
Trial majority_trial(Visit& visit, const Named& rule) {
    auto majority = held_of<Majority>(visit, rule);
    const auto share_of = [&](MajorityBase base) { return majority.rule && majority.rule->base == base; };
    return {{{"members", number, share_of(MajorityBase::members)},
             {"there", number, share_of(MajorityBase::present)},
             {"for"},
             {"against"},
             {"abstentions", number, false},
             {"blank", number, false},
             {"null", number, false},
             {"casting", choice, false, {"casting_for", "casting_against"}}},
            [majority = std::move(majority)](const Answers& a) { return adopted(majority, counted(a)); },
            [](Answers& a) {
                const auto voters = counted(a).voters();
                a.at_least("there", voters, "voters");
                if (a.count("there") > voters) a.at_least("members", a.count("there"), "present");
                else a.at_least("members", voters, "voters");
            }};
}
Trial notice_trial(Visit& visit, const Named& rule) {
    return {{{"sent", day}, {"session", day}, {"documents", day, false}, {"agenda", box}},
            [notice = held_of<Notice>(visit, rule)](const Answers& a) {
                return notice_given(notice, {*a.day("sent"), *a.day("session"), a.day("documents"), a.box("agenda")});
            }};
}
Trial proxies_trial(Visit& visit, const Named& rule) {
    auto proxies = held_of<Proxies>(visit, rule);
    const bool of_votes = proxies.rule && proxies.rule->max_share;
    return {{{"holds", number, true, {}, 1},
             {"votes", number, of_votes, {}, of_votes},
             {"substitute", box},
             {"passed_on", box},
             {"other_country", box}},
            [proxies = std::move(proxies)](const Answers& a) {
                return may_hold_proxies(
                    proxies, {a.count("holds"), a.count("votes"), a.box("substitute"), a.box("passed_on"), a.box("other_country")});
            },
            [](Answers& a) { a.at_least("votes", a.count("holds"), "proxies"); }};
}
Trial initiators_trial(Visit& visit, const Named& rule) {
    auto initiators = held_of<Initiators>(visit, rule);
    const auto ways = initiators.rule ? initiators.rule->alternatives : std::vector<Initiator>();
    const bool of_members = std::ranges::any_of(ways, [](const Initiator& one) { return one.fraction.has_value(); });
    const bool by_body = std::ranges::any_of(ways, [](const Initiator& one) { return one.body.has_value(); });
    const bool in_time = initiators.rule && initiators.rule->within;
    return {{{"body", choice, false, acts::type_of<Body>().names},
             {"proposers", number, false},
             {"members", number, of_members && !by_body},
             {"countries", number, false},
             {"regions", number, false},
             {"asked", day, false},
             {"session", day, false}},
            [initiators = std::move(initiators)](const Answers& a) {
                return may_initiate(initiators, {acts::named<Body>(a.choice("body")), a.count("proposers"), a.count("members"),
                                                 a.count("countries"), a.count("regions"), a.day("asked"), a.day("session")});
            },
            [=](Answers& a) {
                if (of_members && a.typed("proposers")) a.need("members");
                if (in_time && a.typed("asked")) a.need("session");
                if (in_time && a.typed("session")) a.need("asked");
                a.at_least("members", a.count("proposers"), "proposers");
                a.at_least("proposers", a.count("countries"), "countries");
                a.at_least("countries", a.count("regions"), "regions");
                a.not_before("session", "asked");
            }};
}
Trial electorate_trial(Visit& visit, const Named& rule) {
    return {{{"convened", day}, {"session", day}, {"paid", day, false}, {"associate", box}, {"suspended", box}},
            [electorate = held_of<Electorate>(visit, rule)](const Answers& a) {
                return may_vote(electorate, {a.box("associate"), a.box("suspended"), a.day("paid"), *a.day("session"), *a.day("convened")});
            },
            [](Answers& a) { a.not_before("session", "convened"); }};
}
Trial weights_trial(Visit& visit, const Named& rule) {
    return {{{"measured"}},
            [weights = held_of<Weights>(visit, rule)](const Answers& a) { return votes_of(weights, a.count("measured")).verdict; }};
}
Trial ballot_trial(Visit& visit, const Named& rule) {
    auto ballot = held_of<Ballot>(visit, rule);
    const bool of_present = ballot.rule && ballot.rule->secret_on_request_of;
    return {{{"present", number, of_present}, {"requests", number, false}, {"persons", box}},
            [ballot = std::move(ballot)](const Answers& a) {
                return ballot_for(ballot, {a.box("persons"), a.count("requests"), a.count("present")}).verdict;
            },
            [](Answers& a) { a.at_least("present", a.count("requests"), "requests"); }};
}
Trial term_trial(Visit& visit, const Named& rule) {
    return {{{"from", day}, {"served", number, false}, {"office_lost", day, false}, {"next_session", day, false}},
            [term = held_of<Term>(visit, rule)](const Answers& a) {
                return next_term(term, {*a.day("from"), a.count("served"), a.day("office_lost"), a.day("next_session")}).verdict;
            },
            [](Answers& a) {
                a.not_before("office_lost", "from");
                a.not_before("next_session", "office_lost");
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
            },
            [](Answers& a) { a.not_before("next", "before"); }};
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
    if (const auto* wrong = answers.wrong(field.name)) control.wrong = base::sentence(visit.words, *wrong);
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
    Answers answers(visit, trial->fields);
    trial->look(answers);
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
